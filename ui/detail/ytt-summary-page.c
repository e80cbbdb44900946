#include "config.h"

#include "ytt-summary-page.h"

#include <glib/gi18n.h>

#include "ytt-detail-section.h"
#include "ytt-format.h"

struct _YttSummaryPage
{
  AdwBin            parent_instance;

  /* Template children */
  GtkLabel         *title_label;
  GtkLabel         *clocks_label;
  YttDetailSection *contents;
};

G_DEFINE_FINAL_TYPE (YttSummaryPage, ytt_summary_page, ADW_TYPE_BIN)

/* Two words on a line: a row of libadwaita breaks its texts into lines in all widths that they could have, and nine of
 * them take longer to be laid out than the rest of the window. */
static void
append_value (YttSummaryPage *self,
              const char     *title,
              const char     *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *title_label = gtk_label_new (title);
  GtkWidget *value_label = gtk_label_new (value);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (title_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title_label, TRUE);
  gtk_widget_add_css_class (value_label, "numeric");
  gtk_widget_add_css_class (value_label, "heading");
  gtk_widget_add_css_class (box, "header");
  gtk_box_append (GTK_BOX (box), title_label);
  gtk_box_append (GTK_BOX (box), value_label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  ytt_detail_section_append (self->contents, row);
}

static void
append_count (YttSummaryPage *self,
              const char     *title,
              guint           count)
{
  g_autofree char *value = ytt_format_number (count, 0);

  append_value (self, title, value);
}

static void
append_date (YttSummaryPage *self,
             const char     *title,
             const char     *iso)
{
  g_autofree char *value = NULL;

  if (iso == NULL)
    return;

  value = ytt_format_date (iso);
  append_value (self, title, value);
}

static void
set_title (YttSummaryPage *self,
           guint           n_facilities)
{
  g_autofree char *number = ytt_format_number (n_facilities, 0);
  g_autofree char *title = NULL;

  title = g_strdup_printf (ngettext ("%s Facility", "%s Facilities", n_facilities), number);
  gtk_label_set_text (self->title_label, title);
}

static void
ytt_summary_page_class_init (YttSummaryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (YTT_TYPE_DETAIL_SECTION);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "detail/ytt-summary-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YttSummaryPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, YttSummaryPage, contents);
  gtk_widget_class_bind_template_child (widget_class, YttSummaryPage, clocks_label);
}

static void
ytt_summary_page_init (YttSummaryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ytt_summary_page_set_summary (self, NULL);
}

/**
 * ytt_summary_page_set_summary:
 * @self: a page
 * @summary: (nullable): what the document holds; not kept
 */
void
ytt_summary_page_set_summary (YttSummaryPage   *self,
                              const YttSummary *summary)
{
  g_return_if_fail (YTT_IS_SUMMARY_PAGE (self));

  ytt_detail_section_clear (self->contents);
  if (summary == NULL)
    {
      gtk_label_set_text (self->title_label, _("Nothing Selected"));
      return;
    }

  set_title (self, summary->n_facilities);
  append_count (self, _("Countries"), summary->n_countries);
  append_count (self, _("Claims"), summary->n_claims);
  append_count (self, _("Sources"), summary->n_sources);
  append_count (self, _("Companies and agencies"), summary->n_organisations);
  append_count (self, _("Announcements"), summary->n_announcements);
  append_count (self, _("Supply links"), summary->n_links);
  if (summary->n_unplaced > 0)
    append_count (self, _("Facilities whose place is unknown"), summary->n_unplaced);
  append_date (self, _("Newest claim"), summary->newest_claim);
  append_date (self, _("Last changed"), summary->last_change);
}

/**
 * ytt_summary_page_set_moment:
 * @self: a page
 * @moment: the moment that list and map show
 *
 * The page tells of the whole document, whatever the clocks show; where they do not show now, it says so.
 */
void
ytt_summary_page_set_moment (YttSummaryPage *self,
                             YttMoment       moment)
{
  g_return_if_fail (YTT_IS_SUMMARY_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->clocks_label), !ytt_moment_is_now (moment));
}
