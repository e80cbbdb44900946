/* What is done with the pages: turning them, printing them, saving them. */

#include "config.h"

#include "ytt-print-window-private.h"

#include <glib/gi18n.h>

#include "ytt-print-job.h"
#include "ytt-sheet-file.h"

static void
toast (YttPrintWindow *self,
       const char     *text,
       const char     *button,
       const char     *action)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *notice = adw_toast_new (escaped);

  if (button != NULL)
    {
      adw_toast_set_button_label (notice, button);
      adw_toast_set_action_name (notice, action);
      adw_toast_set_timeout (notice, 10);
    }
  adw_toast_overlay_add_toast (self->toast_overlay, notice);
}

/* Printing and saving go on when the window is closed meanwhile, and must not keep it: GTK 4.8 wants a window to go before
 * the one that it belongs to. */
static gpointer
make_weak (YttPrintWindow *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);

  return weak;
}

/* (nullable) (transfer full): the window, if it is still there */
static YttPrintWindow *
take_weak (gpointer data)
{
  GWeakRef *weak = data;
  YttPrintWindow *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);

  return self;
}

static void
printed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(YttPrintWindow) self = take_weak (user_data);
  g_autoptr(GError) error = NULL;
  gboolean printed = ytt_print_job_run_finish (result, &error);

  if (self == NULL)
    return;

  self->printing = FALSE;
  if (printed)
    gtk_window_close (GTK_WINDOW (self));
  else if (error != NULL)
    {
      /* Translators: why nothing was printed, in the system's words */
      g_autofree char *text = g_strdup_printf (_("Nothing was printed: %s"), error->message);

      toast (self, text, _("Save as PDF…"), "print.save");
    }
  ytt_print_window_update (self);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  YttPrintWindow *self = YTT_PRINT_WINDOW (widget);

  if (self->content == NULL || self->sheet == NULL)
    return;

  self->printing = TRUE;
  ytt_print_window_update (self);
  ytt_print_job_run_async (GTK_WINDOW (self), self->content, self->sheet, gtk_switch_get_active (self->notes_switch),
                           printed_cb, make_weak (self));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttPrintWindow) self = take_weak (user_data);
  g_autoptr(GError) error = NULL;
  gboolean saved = ytt_sheet_save_finish (result, &error);

  if (self == NULL)
    return;

  self->saving = FALSE;
  if (saved)
    toast (self, _("Saved as PDF"), NULL, NULL);
  else
    toast (self, error->message, _("Try Again…"), "print.save");
  ytt_print_window_update (self);
}

static void
save_response_cb (YttPrintWindow       *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      ytt_print_window_save (self, file);
    }
  g_object_unref (chooser);
}

/* A title as the name of a file, on any file system. */
static char *
suggest_name (YttPrintWindow *self)
{
  g_autofree char *title = g_strdup (ytt_sheet_get_title (self->sheet));

  g_strdelimit (title, "/\\:*?\"<>|\n", '-');
  g_strstrip (title);

  return g_strdup_printf ("%s.pdf", *title != '\0' && *title != '.' ? title : _("Print"));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  YttPrintWindow *self = YTT_PRINT_WINDOW (widget);
  g_autofree char *suggestion = NULL;
  g_autoptr(GtkFileFilter) filter = NULL;
  GtkFileChooserNative *chooser;

  if (self->sheet == NULL)
    return;

  suggestion = suggest_name (self);
  chooser = gtk_file_chooser_native_new (_("Save as PDF"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                         _("_Save"), NULL);
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _("PDF Files"));
  gtk_file_filter_add_suffix (filter, "pdf");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggestion);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
turn_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  YttPrintWindow *self = YTT_PRINT_WINDOW (widget);

  if (g_str_equal (name, "print.next"))
    ytt_print_window_turn_to (self, self->page + 1);
  else if (g_str_equal (name, "print.previous"))
    ytt_print_window_turn_to (self, self->page > 0 ? self->page - 1 : 0);
  else if (g_str_equal (name, "print.first"))
    ytt_print_window_turn_to (self, 0);
  else
    ytt_print_window_turn_to (self, G_MAXUINT);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct { guint key, modifiers; const char *action; } keys[] = {
    { GDK_KEY_Page_Down, 0, "print.next" },
    { GDK_KEY_KP_Page_Down, 0, "print.next" },
    { GDK_KEY_Page_Up, 0, "print.previous" },
    { GDK_KEY_KP_Page_Up, 0, "print.previous" },
    { GDK_KEY_Home, 0, "print.first" },
    { GDK_KEY_End, 0, "print.last" },
    { GDK_KEY_p, GDK_CONTROL_MASK, "print.print" },
    { GDK_KEY_s, GDK_CONTROL_MASK, "print.save" },
    { GDK_KEY_Escape, 0, "window.close" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
}

/*< private >
 * ytt_print_window_class_add_actions:
 *
 * Called once, while the class is made.
 */
void
ytt_print_window_class_add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "print.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "print.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "print.next", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "print.previous", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "print.first", NULL, turn_action);
  gtk_widget_class_install_action (widget_class, "print.last", NULL, turn_action);
  add_keys (widget_class);
}

/**
 * ytt_print_window_save:
 * @self: the window
 * @file: where to
 *
 * Writes what would be printed now as a PDF file, and says whether that went well.
 */
void
ytt_print_window_save (YttPrintWindow *self,
                       GFile          *file)
{
  g_return_if_fail (YTT_IS_PRINT_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->sheet == NULL || self->saving)
    return;

  self->saving = TRUE;
  ytt_print_window_update (self);
  ytt_sheet_save_async (self->sheet, file, NULL, saved_cb, make_weak (self));
}
