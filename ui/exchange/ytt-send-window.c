#include "config.h"

#include "ytt-send-window.h"

#include <glib/gi18n.h>

#include "ytt-change-file.h"
#include "ytt-list-name.h"
#include "ytt-save-dialog.h"

struct _YttSendWindow
{
  AdwWindow        parent_instance;

  YttSession      *session;       /* (owned) */
  GCancellable    *cancellable;   /* (owned) */
  GFile           *file;          /* (owned) (nullable): that is being written */
  gboolean         saving;

  /* Template children */
  AdwToastOverlay *toast_overlay;
  GtkWidget       *save_button;
  AdwComboRow     *since_row;
};

enum
{
  SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttSendWindow, ytt_send_window, ADW_TYPE_WINDOW)

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(YttSendWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  guint n = ytt_store_send_changes_finish (YTT_STORE (object), result, &error);

  g_application_release (g_application_get_default ());
  self->saving = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (error != NULL)
    ytt_save_dialog_tell_error (self->toast_overlay, error);
  else if (n == 0)
    adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_("Nothing was changed in that time")));
  else
    {
      g_signal_emit (self, signals[SENT], 0, self->file, n);
      gtk_window_close (GTK_WINDOW (self));
    }
}

/* (transfer full) (nullable): the time, ISO 8601 in UTC; NULL for all */
static char *
get_since (YttSendWindow *self)
{
  static const int days[] = { 1, 7, 30 };
  guint selected = adw_combo_row_get_selected (self->since_row);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc (), since = NULL;

  if (selected >= G_N_ELEMENTS (days))
    return NULL;

  since = g_date_time_add_days (now, -days[selected]);

  return g_date_time_format (since, "%Y-%m-%dT%H:%M:%SZ");
}

static void
chosen_cb (GtkWidget *window,
           GFile     *file)
{
  ytt_send_window_save (YTT_SEND_WINDOW (window), file);
}

static void
save_cb (YttSendWindow *self)
{
  YttStore *store = ytt_session_get_store (self->session);
  g_autofree char *name = NULL;

  if (store == NULL)
    return;

  /* Translators: what a file of changes is called at first */
  name = ytt_save_dialog_make_name (_("Changes"), YTT_CHANGE_FILE_ENDING + 1);
  ytt_save_dialog_show (GTK_WINDOW (self), _("Send Changes"), name, G_USER_DIRECTORY_DOCUMENTS, ytt_store_get_path (store),
                        chosen_cb);
}

static void
ytt_send_window_dispose (GObject *object)
{
  YttSendWindow *self = YTT_SEND_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (ytt_send_window_parent_class)->dispose (object);
}

static void
ytt_send_window_class_init (YttSendWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_send_window_dispose;

  signals[SENT] = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_FILE, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "exchange/ytt-send-window.ui");
  gtk_widget_class_bind_template_child (widget_class, YttSendWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, YttSendWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, YttSendWindow, since_row);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, (GtkShortcutFunc) (gpointer) gtk_window_close, NULL);
}

static void
ytt_send_window_init (YttSendWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ytt_list_name_set (GTK_WIDGET (self->toast_overlay), _("What to send"));
  self->cancellable = g_cancellable_new ();
}

/**
 * ytt_send_window_new:
 * @session: a session over a document
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
ytt_send_window_new (YttSession *session)
{
  YttSendWindow *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_SEND_WINDOW, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

/**
 * ytt_send_window_save:
 * @self: a window
 * @file: where to
 *
 * Writes the changes that are chosen. When they are written the window closes; when they cannot be, or there are none, the
 * window says so and stays.
 */
void
ytt_send_window_save (YttSendWindow *self,
                      GFile         *file)
{
  YttStore *store;
  g_autofree char *since = NULL, *name = NULL;

  g_return_if_fail (YTT_IS_SEND_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  store = ytt_session_get_store (self->session);
  if (self->saving || store == NULL)
    return;

  g_clear_object (&self->file);
  name = g_file_get_basename (file);
  self->file = name != NULL && g_str_has_suffix (name, YTT_CHANGE_FILE_ENDING)
                 ? g_object_ref (file) : ytt_save_dialog_add_suffix (file, YTT_CHANGE_FILE_ENDING + 1);
  if (g_file_peek_path (self->file) == NULL)
    {
      adw_toast_overlay_add_toast (self->toast_overlay,
                                   adw_toast_new (_("Files are written on this computer, or in a folder mounted here")));
      return;
    }

  /* The program does not end while a thread of it writes. */
  g_application_hold (g_application_get_default ());
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  since = get_since (self);
  ytt_store_send_changes_async (store, g_file_peek_path (self->file), since, self->cancellable, sent_cb, g_object_ref (self));
}
