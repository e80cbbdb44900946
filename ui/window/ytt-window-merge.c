/* A colleague's copy, sent changes or the facts of a new release come into the document, and changes leave it. */

#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-change-file.h"
#include "ytt-editor.h"
#include "ytt-merge-window.h"
#include "ytt-send-window.h"
#include "ytt-shipped.h"

#define NARROW_WIDTH  360
#define WAITING       "ytt-merge-waiting"   /* data of the window: a file that waits for the document */
#define NARROW_HEIGHT 640

static void
merged_cb (YttWindow  *self,
           gint64      entry,
           const char *summary)
{
  if (entry != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.offer-undo", "(xs)", entry, summary);
}

static void
taken_over_cb (YttWindow  *self,
               gint64      entry,
               const char *summary)
{
  gtk_widget_set_visible (self->facts_bar, FALSE);
}

static gboolean
can_merge (YttWindow *self)
{
  if (!ytt_window_has_document (self))
    return FALSE;
  if (ytt_editor_get_can_edit (ytt_session_get_editor (self->session)))
    return TRUE;

  ytt_window_toast (self, _("Nothing can be merged: the document can only be read"));

  return FALSE;
}

static void
present (YttWindow *self,
         GtkWidget *window,
         int        narrow_height)
{
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_WIDTH, narrow_height);
  gtk_window_present (GTK_WINDOW (window));
}

static void
merge_path (YttWindow  *self,
            const char *path,
            gboolean    release)
{
  GtkWidget *window = ytt_merge_window_new (self->session, path, release);

  g_signal_connect_object (window, "merged", G_CALLBACK (merged_cb), self, G_CONNECT_SWAPPED);
  if (release)
    g_signal_connect_object (window, "merged", G_CALLBACK (taken_over_cb), self, G_CONNECT_SWAPPED);
  present (self, window, NARROW_HEIGHT);
}

/* Once the document is there, what was to be merged into it is. */
static void
opened_cb (YttWindow  *self,
           GParamSpec *pspec,
           YttSession *session)
{
  g_autoptr(GFile) file = NULL;

  if (!ytt_window_has_document (self))
    return;

  file = g_object_steal_data (G_OBJECT (self), WAITING);
  g_signal_handlers_disconnect_by_func (session, opened_cb, self);
  if (file != NULL)
    ytt_window_merge_file (self, file);
}

/**
 * ytt_window_merge_file:
 * @self: a window
 * @file: another document, or a file of changes
 *
 * Compares it with the document of the window, as soon as that is open, or says why not.
 */
void
ytt_window_merge_file (YttWindow *self,
                       GFile     *file)
{
  const char *path = g_file_peek_path (file);

  g_return_if_fail (YTT_IS_WINDOW (self));

  if (!ytt_window_has_document (self) && ytt_window_get_error (self) == NULL)
    {
      if (g_object_get_data (G_OBJECT (self), WAITING) == NULL)
        g_signal_connect_object (self->session, "notify::store", G_CALLBACK (opened_cb), self,
                                 G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      g_object_set_data_full (G_OBJECT (self), WAITING, g_object_ref (file), g_object_unref);
      return;
    }
  if (!can_merge (self))
    return;
  if (path != NULL)
    merge_path (self, path, FALSE);
  else
    ytt_window_toast (self, _("Only a file on this computer or in a folder mounted here can be merged"));
}

static void
response_cb (YttWindow            *self,
             int                   response,
             GtkFileChooserNative *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      ytt_window_merge_file (self, file);
    }
  g_object_unref (chooser);
}

static void
merge_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  YttWindow *self = user_data;
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Merge a Document"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_filter_set_name (filter, _("Documents and changes"));
  gtk_file_filter_add_suffix (filter, "gpkg");
  gtk_file_filter_add_suffix (filter, YTT_CHANGE_FILE_ENDING + 1);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
merge_path_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  g_autoptr(GFile) file = g_file_new_for_path (g_variant_get_bytestring (parameter));

  ytt_window_merge_file (user_data, file);
}

static void
take_newer_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  YttWindow *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = ytt_shipped_find (&error);

  if (path == NULL)
    ytt_window_toast (self, error->message);
  else if (can_merge (self))
    merge_path (self, path, TRUE);
}

static void
sent_cb (YttWindow *self,
         GFile     *file,
         guint      n)
{
  g_autofree char *path = g_file_get_parse_name (file), *name = g_filename_display_basename (path);
  /* Translators: %u is a number of changes, %s the name of a file */
  g_autofree char *text = g_strdup_printf (ngettext ("%u change saved as “%s”", "%u changes saved as “%s”", n), n, name);

  ytt_window_toast (self, text);
}

static void
send_changes_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  YttWindow *self = user_data;
  GtkWidget *window;

  if (!ytt_window_has_document (self))
    return;

  window = ytt_send_window_new (self->session);
  g_signal_connect_object (window, "sent", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
  present (self, window, -1);
}

static const GActionEntry entries[] = {
  { "merge", merge_cb },
  { "merge-path", merge_path_cb, "ay" },
  { "take-newer", take_newer_cb },
  { "send-changes", send_changes_cb },
};

/*< private >
 * ytt_window_add_merge:
 *
 * Called once the template is there.
 */
void
ytt_window_add_merge (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
