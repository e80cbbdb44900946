#include "config.h"

#include "ytt-summary-page.h"

#include <glib/gi18n.h>

#include "ytt-detail-section.h"
#include "ytt-format.h"

struct _YttSummaryPage
{
  AdwBin            parent_instance;

  /* Template children */
  AdwStatusPage    *status_page;
  YttDetailSection *contents;
};

G_DEFINE_FINAL_TYPE (YttSummaryPage, ytt_summary_page, ADW_TYPE_BIN)

static void
append_value (YttSummaryPage *self,
              const char     *title,
              const char     *value)
{
  GtkWidget *label, *row;

  label = gtk_label_new (value);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "heading");
  row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
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
  adw_status_page_set_title (self->status_page, title);
}

static void
ytt_summary_page_class_init (YttSummaryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (YTT_TYPE_DETAIL_SECTION);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "detail/ytt-summary-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YttSummaryPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, YttSummaryPage, contents);
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
      adw_status_page_set_title (self->status_page, _("Nothing Selected"));
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
