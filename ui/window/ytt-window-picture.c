/* Pictures of the map, on the clipboard and in files, and tours in files. */

#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-map-ground.h"
#include "ytt-picture-copy.h"
#include "ytt-picture-export.h"
#include "ytt-tour-export.h"
#include "ytt-tours.h"

#define NARROW_WIDTH  360
#define NARROW_HEIGHT 640

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  YttWindow *self = YTT_WINDOW (object);
  g_autoptr(GError) error = NULL;
  gboolean good = ytt_picture_copy_finish (GTK_WIDGET (self), result, &error);

  self->pending--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the document was closed, or the window */

  ytt_window_toast (self, good ? _("Picture copied with its sources") : error->message);
}

static YttView *
get_view (YttWindow *self)
{
  YttMapGround *ground = ytt_map_pane_get_ground (self->map_pane);

  return ytt_view_new_for_session (self->session, ytt_ground_kind_to_code (ytt_map_ground_get_kind (ground)));
}

static void
copy_picture_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  YttWindow *self = user_data;
  g_autoptr(YttView) view = NULL;
  g_autoptr(YttMapBackdrop) backdrop = NULL;
  g_auto(YttPictureShown) shown = { NULL };

  if (!ytt_window_has_document (self))
    return;

  view = get_view (self);
  ytt_picture_shown_init (&shown, self->session);
  backdrop = ytt_map_ground_copy_tiles (ytt_map_pane_get_ground (self->map_pane));
  self->pending++;
  ytt_picture_copy_async (GTK_WIDGET (self), self->store, view, &shown, backdrop, self->cancellable, copied_cb, NULL);
}

/*< private >
 * ytt_window_tell_exported:
 * @self: a window
 * @file: what was written
 *
 * Says so, and offers to open it.
 */
void
ytt_window_tell_exported (YttWindow *self,
                          GFile     *file)
{
  g_autofree char *path = g_file_get_parse_name (file), *uri = g_file_get_uri (file);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = NULL, *escaped = NULL;
  AdwToast *toast;

  /* Translators: the name of a file */
  text = g_strdup_printf (_("“%s” exported"), name);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _("_Open"));
  adw_toast_set_action_name (toast, "win.open-picture");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/* In whatever program shows such files. */
static void
open_picture_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  gtk_show_uri (GTK_WINDOW (user_data), g_variant_get_string (parameter, NULL), GDK_CURRENT_TIME);
}

static void
export_picture_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  YttWindow *self = user_data;
  g_autoptr(YttView) view = NULL;
  g_autoptr(YttMapBackdrop) backdrop = NULL;
  g_auto(YttPictureShown) shown = { NULL };
  GtkWidget *window;

  if (!ytt_window_has_document (self))
    return;

  view = get_view (self);
  ytt_picture_shown_init (&shown, self->session);
  backdrop = ytt_map_ground_copy_tiles (ytt_map_pane_get_ground (self->map_pane));
  window = ytt_picture_export_new (self->store, view, &shown, backdrop);
  g_signal_connect_object (window, "exported", G_CALLBACK (ytt_window_tell_exported), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_WIDTH, NARROW_HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
}

/* The tour that is composed, else the first one, is what is most likely wanted. */
static void
export_tour_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  YttWindow *self = user_data;
  GtkWidget *window;

  if (!ytt_window_has_document (self))
    return;

  window = ytt_tour_export_new (self->session, ytt_tours_get_tour (ytt_session_get_tours (self->session)));
  g_signal_connect_object (window, "exported", G_CALLBACK (ytt_window_tell_exported), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_WIDTH, -1);
  gtk_window_present (GTK_WINDOW (window));
}

static const GActionEntry entries[] = {
  { "copy-picture", copy_picture_cb },
  { "export-picture", export_picture_cb },
  { "open-picture", open_picture_cb, "s" },
  { "export-tour", export_tour_cb },
};

/*< private >
 * ytt_window_add_picture_actions:
 *
 * Called once the template is there.
 */
void
ytt_window_add_picture_actions (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
