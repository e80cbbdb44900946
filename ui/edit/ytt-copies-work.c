/* What is done with copies of pages and papers: asking for files, telling how far it is, and what went wrong. */

#include "config.h"

#include "ytt-copies-work.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ytt-toasts.h"

/* A copy that is kept sooner is not told of: a message that comes and goes would flicker. */
#define PATIENCE_MS 400

/* How long a sentence of some length can be read. */
#define ERROR_TOAST_S 10

/* Of the copies that are to be deleted so many are named. */
#define MAX_NAMED 8

/* One piece of work; it lives until it is done. */
typedef struct
{
  YttEditor       *editor;       /* (owned) */
  YttStore        *store;        /* (owned) (nullable) */
  AdwToastOverlay *overlay;      /* (owned) (nullable): tells of it */
  GtkWidget       *widget;       /* (owned): whence it was asked for */
  YttAttachment   *attachment;   /* (owned) (nullable) */
  gint64           source;
  GPtrArray       *attachments;  /* (owned) (nullable) */

  /* While a copy is kept */
  char            *name;         /* (owned) (nullable) */
  GCancellable    *cancellable;  /* (owned) (nullable) */
  AdwToast        *toast;        /* (owned) (nullable): says how far it is */
  guint            patience_id;
  guint            percent;
} Work;

static Work *
work_new (GtkWidget           *widget,
          YttEditor           *editor,
          const YttAttachment *attachment)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  Work *work = g_new0 (Work, 1);

  work->editor = g_object_ref (editor);
  work->widget = g_object_ref (widget);
  g_set_object (&work->store, ytt_editor_get_store (editor));
  if (overlay != NULL)
    work->overlay = g_object_ref (ADW_TOAST_OVERLAY (overlay));
  if (attachment != NULL)
    work->attachment = ytt_attachment_copy (attachment);

  return work;
}

static void
work_free (Work *work)
{
  g_clear_handle_id (&work->patience_id, g_source_remove);
  if (work->toast != NULL)
    ytt_toasts_dismiss (work->overlay, work->toast);
  g_clear_object (&work->toast);
  g_clear_object (&work->cancellable);
  g_clear_object (&work->overlay);
  g_clear_object (&work->widget);
  g_clear_object (&work->store);
  g_clear_object (&work->editor);
  g_clear_pointer (&work->attachment, ytt_attachment_free);
  g_clear_pointer (&work->attachments, g_ptr_array_unref);
  g_free (work->name);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

/* For as long as a dialog may answer. */
static void
work_free_closure (gpointer  data,
                   GClosure *closure)
{
  work_free (data);
}

/* A name of a file is text and never markup, and what went wrong is told in whole: the label breaks its lines. */
static void
tell (Work       *work,
      const char *text)
{
  AdwToast *toast;
  GtkWidget *label;

  if (work->overlay == NULL || gtk_widget_get_root (GTK_WIDGET (work->overlay)) == NULL)
    return;

  toast = adw_toast_new ("");
  label = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0,
                        "max-width-chars", 40, NULL);
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, ERROR_TOAST_S);
  /* It is about what was just asked for, and does not wait for what is told of something earlier. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  ytt_toasts_add (work->overlay, toast);
}

static void
tell_error (Work         *work,
            const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (work, error->message);
}

/* What lives longer than the widget whence the work was asked for, and tells of what follows from it. */
static GtkWidget *
get_teller (Work *work)
{
  return work->overlay != NULL ? GTK_WIDGET (work->overlay) : work->widget;
}

static GtkWindow *
get_window (Work *work)
{
  GtkRoot *root = gtk_widget_get_root (get_teller (work));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* Keeping */

static void
update_toast (Work *work)
{
  g_autofree char *title = NULL;

  if (work->toast == NULL)
    return;

  /* Translators: a file, and how much of the work is done: 40% */
  title = g_markup_printf_escaped (_("Keeping a copy of “%s”… %u%%"), work->name, work->percent);
  adw_toast_set_title (work->toast, title);
}

static gboolean
patience_cb (gpointer user_data)
{
  Work *work = user_data;

  work->patience_id = 0;
  if (work->overlay == NULL || gtk_widget_get_root (GTK_WIDGET (work->overlay)) == NULL)
    return G_SOURCE_REMOVE;

  work->toast = adw_toast_new ("");
  adw_toast_set_timeout (work->toast, 0);
  adw_toast_set_button_label (work->toast, _("_Cancel"));
  g_signal_connect_object (work->toast, "button-clicked", G_CALLBACK (g_cancellable_cancel), work->cancellable,
                           G_CONNECT_SWAPPED);
  update_toast (work);
  ytt_toasts_add (work->overlay, g_object_ref (work->toast));

  return G_SOURCE_REMOVE;
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Work *work = user_data;
  guint percent = (guint) (fraction * 100);

  if (percent == work->percent)
    return;

  work->percent = percent;
  update_toast (work);
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Work) work = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttAttachment) kept = ytt_copies_keep_finish (YTT_EDITOR (object), result, &error);

  if (kept == NULL)
    tell_error (work, error);
  else if (kept->link != 0)
    tell (work, _("There is a copy of this file already"));
}

/**
 * ytt_copies_keep_file:
 * @widget: where this is asked for
 * @editor: the way into the document
 * @source: the key of the source that it belongs to
 * @file: what a copy is kept of
 *
 * Keeps a copy; a toast says how far it is, if that takes long, and gives it up.
 */
void
ytt_copies_keep_file (GtkWidget *widget,
                      YttEditor *editor,
                      gint64     source,
                      GFile     *file)
{
  g_autofree char *name = g_file_get_basename (file);
  Work *work = work_new (widget, editor, NULL);

  work->name = ytt_attachment_safe_name (name);
  work->cancellable = g_cancellable_new ();
  work->patience_id = g_timeout_add (PATIENCE_MS, patience_cb, work);
  ytt_copies_keep_async (editor, file, source, progress_cb, work, work->cancellable, kept_cb, work);
}

static void
file_chosen_cb (GtkFileChooserNative *chooser,
                int                   response,
                gpointer              user_data)
{
  Work *work = user_data;

  if (response == GTK_RESPONSE_ACCEPT && ytt_editor_get_store (work->editor) == work->store)
    {
      g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr(GFile) file = g_list_model_get_item (files, i);

          ytt_copies_keep_file (get_teller (work), work->editor, work->source, file);
        }
    }
  g_object_unref (chooser);
}

/**
 * ytt_copies_choose:
 * @widget: where this is asked for
 * @editor: the way into the document
 * @source: the key of the source that they belong to
 *
 * Asks for files, and keeps copies of them.
 */
void
ytt_copies_choose (GtkWidget *widget,
                   YttEditor *editor,
                   gint64     source)
{
  Work *work = work_new (widget, editor, NULL);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Keep a Copy"), get_window (work),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Keep"), NULL);

  work->source = source;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  g_signal_connect_data (chooser, "response", G_CALLBACK (file_chosen_cb), work, work_free_closure, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Getting out */

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Work) work = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = ytt_store_open_attachment_finish (YTT_STORE (object), result, &error);

  if (path == NULL)
    tell_error (work, error);
  else
    gtk_widget_activate_action_variant (work->widget, "detail.open-file", g_variant_new_bytestring (path));
}

/**
 * ytt_copies_open:
 * @widget: where this is asked for, in a pane that has the action "detail.open-file"
 * @editor: the way into the document
 * @attachment: a copy
 *
 * Opens a file of a copy's content that can only be read, and goes with the program.
 */
void
ytt_copies_open (GtkWidget           *widget,
                 YttEditor           *editor,
                 const YttAttachment *attachment)
{
  YttStore *store = ytt_editor_get_store (editor);

  if (store != NULL)
    ytt_store_open_attachment_async (store, attachment->id, NULL, opened_cb, work_new (widget, editor, attachment));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Work) work = user_data;
  g_autoptr(GError) error = NULL;

  if (ytt_store_save_attachment_finish (YTT_STORE (object), result, &error))
    tell (work, _("The copy was saved"));
  else
    tell_error (work, error);
}

static void
place_chosen_cb (GtkFileChooserNative *chooser,
                 int                   response,
                 gpointer              user_data)
{
  Work *work = user_data;
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path == NULL)
    tell (work, _("A copy can only be saved on this computer or a folder mounted here"));
  else if (response == GTK_RESPONSE_ACCEPT && work->store != NULL)
    ytt_store_save_attachment_async (work->store, work->attachment->id, path, NULL, saved_cb,
                                     work_new (get_teller (work), work->editor, NULL));
  g_object_unref (chooser);
}

/**
 * ytt_copies_save:
 * @widget: where this is asked for
 * @editor: the way into the document
 * @attachment: a copy
 *
 * Asks where its content is to be saved.
 */
void
ytt_copies_save (GtkWidget           *widget,
                 YttEditor           *editor,
                 const YttAttachment *attachment)
{
  Work *work = work_new (widget, editor, attachment);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Save a Copy"), get_window (work),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), attachment->name);
  g_signal_connect_data (chooser, "response", G_CALLBACK (place_chosen_cb), work, work_free_closure, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Removing */

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Work) work = user_data;
  g_autoptr(GError) error = NULL;
  gint64 entry = ytt_copies_remove_finish (YTT_EDITOR (object), result, &error);
  g_autofree char *text = NULL;

  if (error != NULL)
    tell_error (work, error);
  if (entry == 0 || work->overlay == NULL)
    return;

  /* Translators: %s is the name of a file */
  text = g_strdup_printf (_("Removed the copy of “%s”"), work->attachment->name);
  gtk_widget_activate_action (GTK_WIDGET (work->overlay), "win.offer-undo", "(xs)", entry, text);
}

/**
 * ytt_copies_remove:
 * @widget: where this is asked for
 * @editor: the way into the document
 * @attachment: a copy, as a source has it
 *
 * Takes it from its source, and offers to undo that.
 */
void
ytt_copies_remove (GtkWidget           *widget,
                   YttEditor           *editor,
                   const YttAttachment *attachment)
{
  ytt_copies_remove_async (editor, attachment, NULL, removed_cb, work_new (widget, editor, attachment));
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Work) work = user_data;
  g_autoptr(GError) error = NULL;

  if (!ytt_copies_delete_finish (YTT_EDITOR (object), result, &error))
    tell_error (work, error);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Work *work = user_data;

  if (g_strcmp0 (response, "delete") != 0 || ytt_editor_get_store (work->editor) != work->store)
    return;

  for (guint i = 0; i < work->attachments->len; i++)
    {
      YttAttachment *attachment = g_ptr_array_index (work->attachments, i);

      ytt_copies_delete_async (work->editor, attachment, NULL, deleted_cb, work_new (get_teller (work), work->editor, attachment));
    }
}

static char *
name_attachments (GPtrArray *attachments)
{
  GString *names = g_string_new (NULL);
  guint n_more = attachments->len > MAX_NAMED ? attachments->len - MAX_NAMED : 0;

  for (guint i = 0; i < attachments->len - n_more; i++)
    {
      YttAttachment *attachment = g_ptr_array_index (attachments, i);
      g_autofree char *size = g_format_size ((guint64) MAX (attachment->size, 0));

      /* Translators: a file and its size: “report.pdf” (2.1 MB) */
      g_string_append_printf (names, _("“%s” (%s)"), attachment->name, size);
      g_string_append_c (names, '\n');
    }
  if (n_more > 0)
    {
      g_string_append_printf (names, ngettext ("and %u more", "and %u more", n_more), n_more);
      g_string_append_c (names, '\n');
    }

  return g_string_free (names, FALSE);
}

/**
 * ytt_copies_ask_to_delete:
 * @widget: where this is asked for
 * @editor: the way into the document
 * @attachments: (element-type YttAttachment): copies that no source uses
 *
 * Deletes their content from the document. Of all edits this is the one that cannot be undone, and so the one that is
 * asked about.
 */
void
ytt_copies_ask_to_delete (GtkWidget *widget,
                          YttEditor *editor,
                          GPtrArray *attachments)
{
  Work *work = work_new (widget, editor, NULL);
  g_autofree char *names = name_attachments (attachments);
  g_autofree char *heading = NULL, *body = NULL;
  GtkWidget *dialog;

  work->attachments = g_ptr_array_ref (attachments);
  heading = g_strdup_printf (ngettext ("Delete %u Unused Copy?", "Delete %u Unused Copies?", attachments->len),
                             attachments->len);
  /* Translators: %s is a list of files, a line each */
  body = g_strdup_printf (_("%s\nNo source uses this any more. It cannot be brought back."), names);
  dialog = adw_message_dialog_new (get_window (work), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), work, work_free_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
