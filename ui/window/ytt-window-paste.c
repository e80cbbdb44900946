/* What is pasted on the window: rows and places of others, files, or one place. */

#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-import-window.h"

static void
paste_text (YttWindow  *self,
            const char *text)
{
  YttPasted pasted = ytt_pasted_look (text);
  g_autoptr(GError) error = NULL;
  GtkWidget *window;

  if (pasted == YTT_PASTED_PLACE)
    {
      ytt_window_show_place (self, text);
      return;
    }
  if (pasted == YTT_PASTED_NOTHING)
    {
      ytt_window_toast (self, _("Rows of a spreadsheet, GeoJSON, KML, GPX or coordinates can be pasted"));
      return;
    }
  if (!ytt_window_can_import (self))
    return;

  window = ytt_import_window_new_for_text (self->session, text, pasted, &error);
  if (window == NULL)
    ytt_window_toast (self, error->message);
  else
    ytt_window_present_import (self, window);
}

static void
text_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error);

  /* What is in the clipboard may be no text at all. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !gtk_widget_in_destruction (GTK_WIDGET (self)) && ytt_window_has_document (self))
    paste_text (self, text != NULL ? text : "");
}

static void
files_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;

  if (value != NULL)
    ytt_window_take_files (self, gdk_file_list_get_files (g_value_get_boxed (value)));
  else
    ytt_window_toast (self, error->message);
}

/* Files that were copied in a file manager go the way of those that are dropped. */
static void
paste_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  YttWindow *self = user_data;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (!ytt_window_has_document (self))
    return;

  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, self->cancellable, files_read_cb,
                                    g_object_ref (self));
  else
    gdk_clipboard_read_text_async (clipboard, self->cancellable, text_read_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { "paste", paste_cb },
};

/*< private >
 * ytt_window_add_paste:
 *
 * Called once the template is there.
 */
void
ytt_window_add_paste (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/*< private >
 * ytt_window_class_add_paste_keys:
 *
 * The key is bound to the class, and so comes after what has the focus: a field that takes text keeps it to itself.
 */
void
ytt_window_class_add_paste_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_SHIFT_MASK, "win.paste", NULL);
}
