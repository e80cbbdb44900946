#include "config.h"

#include "ytt-backups-window.h"

#include <glib/gi18n.h>

#include "ytt-backups.h"
#include "ytt-format.h"

struct _YttBackupsWindow
{
  AdwWindow             parent_instance;

  char                 *document;      /* (owned) its path */
  GPtrArray            *backups;       /* (owned) (nullable) */
  GCancellable         *cancellable;   /* (owned) of what is under way, which ends with the window */
  GtkFileChooserNative *chooser;       /* (owned) (nullable) while a name is chosen */
  char                 *new_path;      /* (owned) (nullable) of the document that is being made */
  guint                 position;      /* of the backup that is made a document */

  /* Template children */
  GtkSpinner           *spinner;
  GtkStack             *stack;
  AdwStatusPage        *failed_page;
  AdwPreferencesGroup  *own_group;
  AdwPreferencesGroup  *other_group;
};

enum
{
  RESTORED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttBackupsWindow, ytt_backups_window, ADW_TYPE_WINDOW)

static const YttBackup *
get_backup (YttBackupsWindow *self,
            guint             position)
{
  g_assert (self->backups != NULL && position < self->backups->len);

  return g_ptr_array_index (self->backups, position);
}

static char *
format_day (const YttBackup *backup)
{
  g_autofree char *iso = g_date_time_format (backup->made, "%Y-%m-%d");
  g_autofree char *weekday = g_date_time_format (backup->made, "%A");
  g_autofree char *date = ytt_format_date (iso);

  /* Translators: the title of a backup: a weekday and a date, as in "Tuesday, 24 Nov 2026" */
  return g_strdup_printf (C_("backup", "%s, %s"), weekday, date);
}

/* Making a document of one. No answer holds a reference: what is under way ends with the window, which must go at once,
 * as the one that it belongs to may go next. */

static void
set_busy (YttBackupsWindow *self,
          gboolean          busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !busy);
}

static void choose (YttBackupsWindow *self,
                    guint             position);

static void
failure_response_cb (YttBackupsWindow *self,
                     const char       *response)
{
  if (g_str_equal (response, "elsewhere"))
    choose (self, self->position);
}

static void
tell_failure (YttBackupsWindow *self,
              const GError     *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Not Restored"), NULL);

  /* Translators: a sentence that says why no document was made of a backup */
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("%s. The backup is as it was."), error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "close", _("_Close"),
                                    "elsewhere", _("Choose Another _Place…"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "elsewhere");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (failure_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  YttBackupsWindow *self = user_data;
  g_autofree char *new_path = NULL;
  g_autoptr(GError) error = NULL;
  gboolean restored = ytt_backup_restore_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the window is gone */

  new_path = g_steal_pointer (&self->new_path);
  set_busy (self, FALSE);
  if (!restored)
    {
      tell_failure (self, error);
      return;
    }

  g_signal_emit (self, signals[RESTORED], 0, new_path);
  gtk_window_close (GTK_WINDOW (self));
}

/**
 * ytt_backups_window_restore:
 * @self: the window
 * @position: of a backup, as they are listed
 * @new_path: (type filename): where the new document shall be; the user knows that a file there is replaced
 *
 * Makes a new document of a backup, and says why if that fails.
 */
void
ytt_backups_window_restore (YttBackupsWindow *self,
                            guint             position,
                            const char       *new_path)
{
  g_return_if_fail (YTT_IS_BACKUPS_WINDOW (self));
  g_return_if_fail (self->backups != NULL && position < self->backups->len);
  g_return_if_fail (self->new_path == NULL);

  self->position = position;
  self->new_path = g_strdup (new_path);
  set_busy (self, TRUE);
  ytt_backup_restore_async (get_backup (self, position), self->document, new_path, self->cancellable, restored_cb,
                            self);
}

static void
chosen_cb (YttBackupsWindow     *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autoptr(GError) error = NULL;

      if (g_file_peek_path (file) != NULL)
        {
          ytt_backups_window_restore (self, self->position, g_file_peek_path (file));
        }
      else
        {
          g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _("A document can only be saved on this computer or a folder mounted here"));
          tell_failure (self, error);
        }
    }
  g_clear_object (&self->chooser);
}

/* "register.gpkg", as it was on 24 November, becomes "register 2026-11-24.gpkg". */
static char *
suggest_name (const YttBackup *backup)
{
  g_autofree char *date = g_date_time_format (backup->made, "%Y-%m-%d");

  return g_strdup_printf ("%s %s.gpkg", backup->document, date);
}

static void
choose (YttBackupsWindow *self,
        guint             position)
{
  g_autofree char *name = suggest_name (get_backup (self, position));
  g_autofree char *folder_path = g_path_get_dirname (self->document);
  g_autoptr(GFile) folder = g_file_new_for_path (folder_path);
  g_autoptr(GtkFileFilter) documents = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;

  self->position = position;
  self->chooser = gtk_file_chooser_native_new (_("Restore as a New Document"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Restore"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_filter_set_name (documents, _("Ytterby Documents"));
  gtk_file_filter_add_suffix (documents, "gpkg");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), documents);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), folder, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
button_clicked_cb (YttBackupsWindow *self,
                   GtkButton        *button)
{
  choose (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "position")));
}

/* The list */

static GtkWidget *
make_button (YttBackupsWindow *self,
             guint             position)
{
  const YttBackup *backup = get_backup (self, position);
  GtkWidget *button = gtk_button_new_with_label (_("Restore…"));
  g_autofree char *day = format_day (backup);
  g_autofree char *name = NULL;

  /* Translators: what a screen reader says of a button: the name of a document and a day */
  name = g_strdup_printf (_("Restore %s of %s as a new document"), backup->document, day);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "position", GUINT_TO_POINTER (position));
  g_signal_connect_object (button, "clicked", G_CALLBACK (button_clicked_cb), self, G_CONNECT_SWAPPED);

  return button;
}

static void
add_row (YttBackupsWindow *self,
         guint             position)
{
  const YttBackup *backup = get_backup (self, position);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = make_button (self, position);
  g_autofree char *day = format_day (backup);
  g_autofree char *time = g_date_time_format (backup->made, "%H:%M");
  g_autofree char *size = g_format_size (backup->size);
  g_autofree char *subtitle = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), backup->of_document ? day : backup->document);
  subtitle = backup->of_document ? g_strdup_printf ("%s · %s", time, size)
                                 : g_strdup_printf ("%s, %s · %s", day, time, size);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (backup->of_document ? self->own_group : self->other_group, row);
}

static void
show_backups (YttBackupsWindow *self)
{
  g_autofree char *name = g_filename_display_basename (self->document);
  g_autofree char *title = g_markup_escape_text (name, -1);
  guint n_own = 0;

  for (guint i = 0; i < self->backups->len; i++)
    {
      n_own += get_backup (self, i)->of_document;
      add_row (self, i);
    }

  adw_preferences_group_set_title (self->own_group, title);
  adw_preferences_group_set_description (self->own_group,
                                         n_own > 0 ? _("Made before the first change of a day. Restoring makes a new "
                                                       "document and leaves this one as it is.")
                                                   : _("There are no backups of this document yet. The first one is "
                                                       "made before its next change."));
  gtk_widget_set_visible (GTK_WIDGET (self->other_group), n_own < self->backups->len);
  gtk_stack_set_visible_child_name (self->stack, self->backups->len > 0 ? "list" : "empty");
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  YttBackupsWindow *self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *backups = ytt_backups_list_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the window is gone */

  if (backups == NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed_page, escaped);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }

  self->backups = backups;
  show_backups (self);
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
ytt_backups_window_dispose (GObject *object)
{
  YttBackupsWindow *self = YTT_BACKUPS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (ytt_backups_window_parent_class)->dispose (object);
}

static void
ytt_backups_window_finalize (GObject *object)
{
  YttBackupsWindow *self = YTT_BACKUPS_WINDOW (object);

  g_free (self->document);
  g_free (self->new_path);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (ytt_backups_window_parent_class)->finalize (object);
}

static void
ytt_backups_window_class_init (YttBackupsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_backups_window_dispose;
  object_class->finalize = ytt_backups_window_finalize;

  /**
   * YttBackupsWindow::restored:
   * @new_path: (type filename): the new document
   *
   * A document was made of a backup.
   */
  signals[RESTORED] = g_signal_new ("restored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "backup/ytt-backups-window.ui");
  gtk_widget_class_bind_template_child (widget_class, YttBackupsWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, YttBackupsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, YttBackupsWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, YttBackupsWindow, own_group);
  gtk_widget_class_bind_template_child (widget_class, YttBackupsWindow, other_group);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ytt_backups_window_init (YttBackupsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_backups_window_new:
 * @folder: (type filename): where backups are kept
 * @document: (type filename): whose backups are wanted; it need not be there
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
GtkWidget *
ytt_backups_window_new (const char *folder,
                        const char *document)
{
  YttBackupsWindow *self = g_object_new (YTT_TYPE_BACKUPS_WINDOW, NULL);

  self->document = g_strdup (document);
  ytt_backups_list_async (folder, document, self->cancellable, listed_cb, self);

  return GTK_WIDGET (self);
}
