/* What can be done with the announcement that is open. */

#include "config.h"

#include "ytt-announcements-page-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-announcement-editor.h"
#include "ytt-format.h"
#include "ytt-session-page.h"
#include "ytt-session-profile.h"
#include "ytt-web.h"

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  YttAnnouncementsPage *self = YTT_ANNOUNCEMENTS_PAGE (widget);
  YttAnnouncementRecord *record = ytt_announcements_get_record (self->model);
  g_autofree char *text = NULL;

  if (record == NULL)
    return;

  text = ytt_format_announcement (record);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit_by_name (self, "toast", _("Announcement copied with its sources"));
}

static void
show_on_map_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  YttAnnouncementsPage *self = YTT_ANNOUNCEMENTS_PAGE (widget);
  YttAnnouncementRecord *record = ytt_announcements_get_record (self->model);
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (YttPoint));

  for (guint i = 0; record != NULL && i < record->facilities->len; i++)
    {
      const YttFacilityRow *row = g_ptr_array_index (record->facilities, i);
      YttPoint point = { .id = row->id, .longitude = row->longitude, .latitude = row->latitude };

      if (!isnan (row->longitude))
        g_array_append_val (points, point);
    }

  if (points->len > 0)
    g_signal_emit_by_name (self, "show-on-map", points);
}

static void
facility_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  YttAnnouncementsPage *self = YTT_ANNOUNCEMENTS_PAGE (widget);

  ytt_session_go_to (self->session, g_variant_get_int64 (parameter));
  ytt_session_set_page (self->session, YTT_PAGE_MAP);
}

static void
organisation_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  YttAnnouncementsPage *self = YTT_ANNOUNCEMENTS_PAGE (widget);

  ytt_session_open_organisation (self->session, g_variant_get_int64 (parameter));
  ytt_session_set_page (self->session, YTT_PAGE_MAP);
}

/* From one that is added or edited to one that may be the same. */
static void
select_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  YttAnnouncementsPage *self = YTT_ANNOUNCEMENTS_PAGE (widget);
  GtkWidget *editor = adw_bin_get_child (self->editor_place);

  if (editor != NULL)
    ytt_announcement_editor_set_adding (YTT_ANNOUNCEMENT_EDITOR (editor), FALSE);
  ytt_session_open_announcement (self->session, g_variant_get_int64 (parameter));
}

static void
party_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  YttAnnouncementsPage *self = YTT_ANNOUNCEMENTS_PAGE (widget);
  YttAnnouncementRecord *record = ytt_announcements_get_record (self->model);
  gint64 id = g_variant_get_int64 (parameter);

  for (guint i = 0; record != NULL && i < record->announcement->parties->len; i++)
    {
      const YttOrganisation *party = g_ptr_array_index (record->announcement->parties, i);

      if (party->id != id)
        continue;

      ytt_announcement_filters_set_party (self->filters, id, party->name);
      ytt_announcements_page_set_detail_open (self, FALSE);
      return;
    }
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(YttAnnouncementsPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    g_signal_emit_by_name (self, "toast", _("No program opens this address"));
}

static void
open_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  const char *uri = g_variant_get_string (parameter, NULL);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (ytt_web_is_address (uri) && GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, opened_cb, g_object_ref (widget));
}

/*< private >
 * ytt_announcements_page_class_add_actions:
 *
 * Called while the class is made.
 */
void
ytt_announcements_page_class_add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "announcement.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "announcement.show-on-map", NULL, show_on_map_cb);
  gtk_widget_class_install_action (widget_class, "announcement.facility", "x", facility_cb);
  gtk_widget_class_install_action (widget_class, "announcement.organisation", "x", organisation_cb);
  gtk_widget_class_install_action (widget_class, "announcement.party", "x", party_cb);
  gtk_widget_class_install_action (widget_class, "announcement.select", "x", select_cb);
  /* On the small map supply leads there, too. */
  gtk_widget_class_install_action (widget_class, "link.facility", "x", facility_cb);
  gtk_widget_class_install_action (widget_class, "link.organisation", "x", organisation_cb);
  gtk_widget_class_install_action (widget_class, "announcement.open", "s", open_cb);
}
