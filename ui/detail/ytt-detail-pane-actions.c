/* What the pane does when it is asked to. */

#include "config.h"

#include "ytt-detail-pane-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-format.h"
#include "ytt-session-page.h"
#include "ytt-session-profile.h"
#include "ytt-web.h"

/* (nullable): the record on the screen; none while a summary or a spinner stands there */
YttRecord *
ytt_detail_pane_get_visible_record (YttDetailPane *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  GtkWidget *view = adw_bin_get_child (self->record_place);

  if (view == NULL || (g_strcmp0 (page, "record") != 0 && g_strcmp0 (page, "editor") != 0))
    return NULL;

  return ytt_record_view_get_record (YTT_RECORD_VIEW (view));
}

void
ytt_detail_pane_toast (YttDetailPane *self,
                       const char    *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (escaped));
}

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);
  YttRecord *record = ytt_detail_pane_get_visible_record (self);
  g_autofree char *text = NULL;

  if (record == NULL)
    return;

  text = ytt_format_record (record);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  ytt_detail_pane_toast (self, _("Record copied with its sources"));
}

static void
copy_figure_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (parameter, NULL));
  ytt_detail_pane_toast (YTT_DETAIL_PANE (widget), _("Figure copied with its source"));
}

static void
copy_coordinates_cb (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);
  YttRecord *record = ytt_detail_pane_get_visible_record (self);
  g_autofree char *text = NULL;

  if (record == NULL || isnan (record->latitude))
    return;

  text = ytt_format_coordinates (record->latitude, record->longitude, record->precision);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  ytt_detail_pane_toast (self, _("Coordinates copied"));
}

static void
close_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);

  if (self->session != NULL)
    ytt_session_set_selected (self->session, 0);
}

static void
select_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);

  if (self->session != NULL)
    ytt_session_go_to (self->session, g_variant_get_int64 (parameter));
}

static void
organisation_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);

  if (self->session != NULL)
    ytt_session_open_organisation (self->session, g_variant_get_int64 (parameter));
}

static void
country_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);

  if (self->session != NULL)
    ytt_session_open_country (self->session, g_variant_get_string (parameter, NULL));
}

static void
close_profile_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);

  if (self->session != NULL)
    ytt_session_close_profile (self->session);
}

static void
announcement_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);

  if (self->session != NULL)
    ytt_session_open_announcement (self->session, g_variant_get_int64 (parameter));
}

/* List and map show the facilities of the page that is open, and nothing else. */
static void
filter_profile_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);
  YttProfile *profile = self->session != NULL ? ytt_session_get_profile (self->session) : NULL;
  g_autoptr(YttFilter) all = ytt_filter_new (), filter = NULL;
  g_autofree char *key = NULL;

  if (profile == NULL)
    return;

  key = g_strdup_printf ("%" G_GINT64_FORMAT, profile->organisation);
  filter = profile->organisation != 0 ? ytt_filter_with (all, YTT_FACET_ORGANISATION, key, FALSE)
                                      : ytt_filter_with (all, YTT_FACET_COUNTRY, profile->country, FALSE);
  g_object_freeze_notify (G_OBJECT (self->session));
  ytt_session_set_search (self->session, "");
  ytt_session_set_filter (self->session, filter);
  g_object_thaw_notify (G_OBJECT (self->session));
  gtk_widget_activate_action (widget, "win.show-result", NULL);
}

static void
search_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);

  if (self->session != NULL)
    ytt_session_set_search (self->session, g_variant_get_string (parameter, NULL));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(YttDetailPane) self = user_data;
  g_autoptr(GError) error = NULL;

  /* The window may be gone meanwhile; then there is nobody to tell. */
  if (!gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    ytt_detail_pane_toast (self, _("No program opens this address"));
}

static void
open_uri (YttDetailPane *self,
          const char    *uri)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, opened_cb, g_object_ref (self));
}

static void
open_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  const char *uri = g_variant_get_string (parameter, NULL);

  if (ytt_web_is_address (uri))
    open_uri (YTT_DETAIL_PANE (widget), uri);
}

static void
file_opened_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(YttDetailPane) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (object), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    ytt_detail_pane_toast (self, _("No program opens files of this kind"));
}

/* Only what the program itself has written: a copy of ytt_store_open_attachment_async(). */
static void
open_file_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *uri = g_filename_to_uri (g_variant_get_bytestring (parameter), NULL, NULL);

  if (uri != NULL && GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, file_opened_cb, g_object_ref (widget));
}

static void
open_place_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  YttDetailPane *self = YTT_DETAIL_PANE (widget);
  YttRecord *record = ytt_detail_pane_get_visible_record (self);
  g_autofree char *uri = NULL;

  if (record == NULL || isnan (record->latitude))
    return;

  uri = ytt_format_geo_uri (record->latitude, record->longitude, record->precision);
  open_uri (self, uri);
}

void
ytt_detail_pane_class_add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "detail.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "detail.copy-figure", "s", copy_figure_cb);
  gtk_widget_class_install_action (widget_class, "detail.copy-coordinates", NULL, copy_coordinates_cb);
  gtk_widget_class_install_action (widget_class, "detail.open-place", NULL, open_place_cb);
  gtk_widget_class_install_action (widget_class, "detail.close", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "detail.select", "x", select_cb);
  gtk_widget_class_install_action (widget_class, "detail.search", "s", search_cb);
  gtk_widget_class_install_action (widget_class, "detail.open", "s", open_cb);
  gtk_widget_class_install_action (widget_class, "detail.open-file", "ay", open_file_cb);
  gtk_widget_class_install_action (widget_class, "detail.organisation", "x", organisation_cb);
  gtk_widget_class_install_action (widget_class, "detail.country", "s", country_cb);
  gtk_widget_class_install_action (widget_class, "detail.close-profile", NULL, close_profile_cb);
  gtk_widget_class_install_action (widget_class, "detail.filter-profile", NULL, filter_profile_cb);
  gtk_widget_class_install_action (widget_class, "detail.announcement", "x", announcement_cb);
}
