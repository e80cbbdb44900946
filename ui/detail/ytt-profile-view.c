#include "config.h"

#include "ytt-profile-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-detail-rows.h"
#include "ytt-detail-section.h"
#include "ytt-facility-list.h"
#include "ytt-format.h"
#include "ytt-markup.h"
#include "ytt-outside-note.h"
#include "ytt-profile-rows.h"
#include "ytt-web.h"

/* How many rows a section shows before one asks for all. */
#define FEW 6
#define MOST_FACILITIES 200

struct _YttProfileView
{
  AdwBin            parent_instance;

  YttProfile       *profile;      /* (owned) (nullable) */
  YttFacilityList  *rows;         /* (owned): reads what is shown of the facilities */

  /* Template children */
  GtkScrolledWindow *scroller;
  GtkLabel          *name_label;
  GtkLabel          *caption_label;
  YttOutsideNote    *outside;
  GtkButton         *filter_button;
  GtkWidget         *nothing_label;
  YttDetailSection  *facilities;
  YttDetailSection  *organisations;
  YttDetailSection  *announcements;
  YttDetailSection  *links;
  YttDetailSection  *statistics;
};

G_DEFINE_FINAL_TYPE (YttProfileView, ytt_profile_view, ADW_TYPE_BIN)

/* Addresses are looked at before anything opens them; the others are keys of our own. */
static gboolean
link_activated_cb (YttProfileView *self,
                   const char     *uri,
                   GtkLabel       *label)
{
  if (g_str_has_prefix (uri, "country:"))
    gtk_widget_activate_action (GTK_WIDGET (self), "detail.country", "s", uri + strlen ("country:"));
  else if (g_str_has_prefix (uri, "organisation:"))
    gtk_widget_activate_action (GTK_WIDGET (self), "detail.organisation", "x",
                                g_ascii_strtoll (uri + strlen ("organisation:"), NULL, 10));
  else if (ytt_web_is_address (uri))
    gtk_widget_activate_action (GTK_WIDGET (self), "detail.open", "s", uri);

  return TRUE;
}

static void
append_part (GString    *markup,
             const char *uri,
             const char *text)
{
  g_autofree char *part = uri != NULL ? g_markup_printf_escaped ("<a href=\"%s\">%s</a>", uri, text)
                                      : g_markup_escape_text (text, -1);

  g_string_append_printf (markup, "%s%s", markup->len > 0 ? " · " : "", part);
}

static void
set_caption (YttProfileView *self)
{
  YttProfile *profile = self->profile;
  g_autoptr(GString) markup = g_string_new (NULL);

  append_part (markup, NULL, profile->organisation != 0 ? ytt_organisation_kind_get_label (profile->kind)
                                                        : _("Country"));
  if (profile->organisation != 0 && profile->country != NULL)
    {
      g_autofree char *uri = g_strconcat ("country:", profile->country, NULL);

      append_part (markup, uri, ytt_country_get_name (profile->country));
    }
  if (profile->parent != NULL)
    {
      g_autofree char *uri = g_strdup_printf ("organisation:%" G_GINT64_FORMAT, profile->parent->id);
      /* Translators: %s is the company that owns this one */
      g_autofree char *text = g_strdup_printf (_("part of %s"), profile->parent->name);

      append_part (markup, uri, text);
    }
  if (profile->website != NULL && ytt_web_is_address (profile->website))
    append_part (markup, profile->website, _("Website"));

  gtk_label_set_markup (self->caption_label, markup->str);
}

static GtkWidget *
create_facility (gpointer item,
                 gpointer user_data)
{
  YttProfileView *self = user_data;
  YttFacility *facility = item;
  const YttStake *stakes = (const YttStake *) (gconstpointer) self->profile->stakes->data;

  for (guint i = 0; i < self->profile->stakes->len; i++)
    if (stakes[i].facility == ytt_facility_get_id (facility))
      return ytt_stake_row_new (&stakes[i], facility);

  g_return_val_if_reached (NULL);
}

static GtkWidget *
create_organisation (gpointer item,
                     gpointer user_data)
{
  return ytt_subsidiary_row_new (item);
}

static GtkWidget *
create_announcement (gpointer item,
                     gpointer user_data)
{
  return ytt_announced_row_new (item);
}

static GtkWidget *
create_link (gpointer item,
             gpointer user_data)
{
  return ytt_flow_row_new (item);
}

static GtkWidget *
create_statistic (gpointer item,
                  gpointer user_data)
{
  return ytt_statistic_row_new (item);
}

static void
fill_facilities (YttProfileView *self,
                 YttSession     *session)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = self->profile->stakes->len;
  g_autofree char *count = ytt_format_number (n, 0), *label = NULL;

  for (guint i = 0; i < MIN (n, MOST_FACILITIES); i++)
    g_array_append_val (ids, g_array_index (self->profile->stakes, YttStake, i).facility);

  for (guint i = 0; i < n; i++)
    g_array_append_val (all, g_array_index (self->profile->stakes, YttStake, i).facility);
  ytt_outside_note_set (self->outside, session, all);

  ytt_facility_list_set_ids (self->rows, ytt_session_get_store (session), ids);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->rows), i));
  ytt_detail_section_fill (self->facilities, items, FEW, create_facility, self);

  label = g_strdup_printf (ngettext ("Show Only This Facility", "Show Only These %s Facilities", n), count);
  gtk_button_set_label (self->filter_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_button), n > 0);
}

static void
ytt_profile_view_dispose (GObject *object)
{
  YttProfileView *self = YTT_PROFILE_VIEW (object);

  g_clear_object (&self->rows);
  g_clear_pointer (&self->profile, ytt_profile_unref);

  G_OBJECT_CLASS (ytt_profile_view_parent_class)->dispose (object);
}

static void
ytt_profile_view_class_init (YttProfileViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_profile_view_dispose;

  g_type_ensure (YTT_TYPE_DETAIL_SECTION);
  g_type_ensure (YTT_TYPE_OUTSIDE_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "detail/ytt-profile-view.ui");
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, scroller);
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, name_label);
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, caption_label);
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, filter_button);
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, outside);
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, facilities);
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, organisations);
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, announcements);
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, links);
  gtk_widget_class_bind_template_child (widget_class, YttProfileView, statistics);
  gtk_widget_class_bind_template_callback (widget_class, link_activated_cb);
}

static void
ytt_profile_view_init (YttProfileView *self)
{
  self->rows = ytt_facility_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_profile_view_get_profile:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what is shown
 */
YttProfile *
ytt_profile_view_get_profile (YttProfileView *self)
{
  g_return_val_if_fail (YTT_IS_PROFILE_VIEW (self), NULL);

  return self->profile;
}

/**
 * ytt_profile_view_set_profile:
 * @self: a view
 * @session: what shows the page, over the document that @profile is of
 * @profile: what to show; a reference is taken
 */
void
ytt_profile_view_set_profile (YttProfileView *self,
                              YttSession     *session,
                              YttProfile     *profile)
{
  g_return_if_fail (YTT_IS_PROFILE_VIEW (self));
  g_return_if_fail (profile != NULL);

  if (self->profile == profile)
    return;

  g_clear_pointer (&self->profile, ytt_profile_unref);
  self->profile = ytt_profile_ref (profile);

  gtk_label_set_label (self->name_label, profile->name);
  set_caption (self);
  fill_facilities (self, session);
  ytt_detail_section_fill (self->organisations, profile->organisations, FEW, create_organisation, NULL);
  ytt_detail_section_fill (self->announcements, profile->announcements, FEW, create_announcement, NULL);
  ytt_detail_section_fill (self->links, profile->links, FEW, create_link, NULL);
  ytt_detail_section_fill (self->statistics, profile->statistics, FEW, create_statistic, NULL);
  gtk_widget_set_visible (self->nothing_label, profile->stakes->len + profile->organisations->len
                                               + profile->announcements->len + profile->links->len
                                               + profile->statistics->len == 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}
