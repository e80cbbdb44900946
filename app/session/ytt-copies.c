/* Copies of pages and papers with the sources that they belong to. */

#include "config.h"

#include "ytt-copies.h"

#include <glib/gi18n.h>

#include "ytt-store-rows.h"

/* How long it waits until it is tried again, after the store has already waited for another program. */
#define RETRY_MS 250

typedef struct
{
  GFile             *file;        /* (owned) */
  gint64             source;
  YttAttachProgress  progress;    /* (nullable) */
  gpointer           progress_data;
  YttAttachment     *attachment;  /* (owned) (nullable): once it is in the document */
} Keep;

static void
keep_free (Keep *keep)
{
  g_clear_object (&keep->file);
  g_clear_pointer (&keep->attachment, ytt_attachment_free);
  g_free (keep);
}

static GTask *
make_task (YttEditor           *editor,
           gpointer             source_tag,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (editor, cancellable, callback, user_data);

  /* Whoever cancels too late must hear that it was done. */
  g_task_set_source_tag (task, source_tag);
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

/* (transfer none) (nullable): fails the task where there is none */
static YttStore *
get_store (GTask *task)
{
  YttStore *store = ytt_editor_get_store (g_task_get_source_object (task));

  if (store == NULL)
    g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("No document is open"));

  return store;
}

/* Keeping */

static void start_keeping (GTask *task);

static void
linked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Keep *keep = g_task_get_task_data (task);
  GError *error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&keep->attachment), (GDestroyNotify) ytt_attachment_free);
}

static void
link_copy (GTask *task)
{
  Keep *keep = g_task_get_task_data (task);
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *summary = NULL;

  ytt_changes_insert (changes, "source_attachment");
  ytt_changes_set (changes, "source", YTT_CELL_OF_INTEGER (keep->source));
  ytt_changes_set (changes, "attachment", YTT_CELL_OF_INTEGER (keep->attachment->id));
  keep->attachment->source = keep->source;

  /* Translators: what an edit did; %s is the name of a file */
  summary = g_strdup_printf (_("Keep a copy of “%s”"), keep->attachment->name);
  ytt_editor_commit_async (g_task_get_source_object (task), changes, summary, NULL, g_task_get_cancellable (task),
                           linked_cb, g_object_ref (task));
}

static gboolean
retry_cb (gpointer user_data)
{
  start_keeping (user_data);

  return G_SOURCE_REMOVE;
}

static void
attached_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Keep *keep = g_task_get_task_data (task);
  YttStore *store = YTT_STORE (object);
  GError *error = NULL;

  keep->attachment = ytt_store_attach_finish (store, result, &error);

  /* It was not meant for another document. */
  if (store != ytt_editor_get_store (g_task_get_source_object (task)))
    {
      g_clear_error (&error);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The document was closed"));
    }
  else if (g_error_matches (error, YTT_ERROR, YTT_ERROR_BUSY))
    {
      g_clear_error (&error);
      g_timeout_add_full (G_PRIORITY_DEFAULT, RETRY_MS, retry_cb, g_object_ref (task), g_object_unref);
    }
  else if (error != NULL)
    g_task_return_error (task, error);
  else if (keep->attachment->link != 0)
    g_task_return_pointer (task, g_steal_pointer (&keep->attachment), (GDestroyNotify) ytt_attachment_free);
  else
    link_copy (task);
}

static void
start_keeping (GTask *task)
{
  Keep *keep = g_task_get_task_data (task);
  YttStore *store = get_store (task);

  if (store != NULL)
    ytt_store_attach_async (store, keep->file, keep->source, keep->progress, keep->progress_data,
                            g_task_get_cancellable (task), attached_cb, g_object_ref (task));
}

/**
 * ytt_copies_keep_async:
 * @editor: the way into the document
 * @file: what a copy is kept of
 * @source: the key of the source that it belongs to
 * @progress: (nullable) (scope notified): told how far it is
 * @progress_data: for @progress, until @callback is called
 * @cancellable: (nullable): to give up
 * @callback: called when it is done, or cannot be
 * @user_data: for @callback
 *
 * Keeps a copy of a page or paper with a source. That the source has it can be undone; the copy then stays in the
 * document, and is there at once for redo. Where another program is writing, it is tried again until it goes through.
 */
void
ytt_copies_keep_async (YttEditor           *editor,
                       GFile               *file,
                       gint64               source,
                       YttAttachProgress    progress,
                       gpointer             progress_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Keep *keep;

  g_return_if_fail (YTT_IS_EDITOR (editor));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (source != 0);

  keep = g_new0 (Keep, 1);
  keep->file = g_object_ref (file);
  keep->source = source;
  keep->progress = progress;
  keep->progress_data = progress_data;
  task = make_task (editor, ytt_copies_keep_async, cancellable, callback, user_data);
  g_task_set_task_data (task, keep, (GDestroyNotify) keep_free);
  start_keeping (task);
}

/**
 * ytt_copies_keep_finish:
 * @editor: the way into the document
 * @result: what the callback got
 * @error: return location for an error, as of ytt_store_attach_finish() and ytt_editor_commit_finish()
 *
 * Returns: (transfer full) (nullable): the copy; its link is not 0 where the source had it already
 */
YttAttachment *
ytt_copies_keep_finish (YttEditor     *editor,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, editor), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Removing */

/**
 * ytt_copies_remove_async:
 * @editor: the way into the document
 * @attachment: a copy, as a source has it
 * @cancellable: (nullable): to give up waiting for another program
 * @callback: called when it is done, or cannot be
 * @user_data: for @callback
 *
 * Takes a copy from a source. It stays in the document.
 */
void
ytt_copies_remove_async (YttEditor            *editor,
                         const YttAttachment  *attachment,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *summary = NULL;

  g_return_if_fail (YTT_IS_EDITOR (editor));
  g_return_if_fail (attachment != NULL && attachment->link != 0);

  ytt_changes_delete (changes, "source_attachment", attachment->link);
  /* Translators: what an edit did; %s is the name of a file */
  summary = g_strdup_printf (_("Remove the copy of “%s”"), attachment->name);
  ytt_editor_commit_async (editor, changes, summary, NULL, cancellable, callback, user_data);
}

/**
 * ytt_copies_remove_finish:
 * @editor: the way into the document
 * @result: what the callback got
 * @error: return location for an error, as of ytt_editor_commit_finish()
 *
 * Returns: the key of the entry in the history; 0 with an error, or if it was gone already
 */
gint64
ytt_copies_remove_finish (YttEditor     *editor,
                          GAsyncResult  *result,
                          GError       **error)
{
  return ytt_editor_commit_finish (editor, result, error);
}

/* Deleting */

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  ytt_store_delete_attachment_finish (YTT_STORE (object), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
unlinked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  YttAttachment *attachment = g_task_get_task_data (task);
  YttStore *store;
  GError *error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if ((store = get_store (task)) != NULL)
    ytt_store_delete_attachment_async (store, attachment->id, NULL, deleted_cb, g_object_ref (task));
}

static void
links_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  YttAttachment *attachment = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) links = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *summary = NULL;

  if (links == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < links->len; i++)
    ytt_changes_delete (changes, "source_attachment", ytt_row_get_id (g_ptr_array_index (links, i)));

  /* Translators: what an edit did; %s is the name of a file */
  summary = g_strdup_printf (_("Delete the copy of “%s” from the document"), attachment->name);
  ytt_editor_commit_async (g_task_get_source_object (task), changes, summary, NULL, g_task_get_cancellable (task),
                           unlinked_cb, g_object_ref (task));
}

/**
 * ytt_copies_delete_async:
 * @editor: the way into the document
 * @attachment: a copy
 * @cancellable: (nullable): to give up waiting for another program
 * @callback: called when it is done, or cannot be
 * @user_data: for @callback
 *
 * Takes a copy from all sources that have it, and deletes its content. What undo brings back is that sources had it,
 * and never the content.
 */
void
ytt_copies_delete_async (YttEditor            *editor,
                         const YttAttachment  *attachment,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  YttRowsWanted wanted;
  YttStore *store;

  g_return_if_fail (YTT_IS_EDITOR (editor));
  g_return_if_fail (attachment != NULL);

  wanted = (YttRowsWanted) { "source_attachment", "attachment", attachment->id };
  task = make_task (editor, ytt_copies_delete_async, cancellable, callback, user_data);
  g_task_set_task_data (task, ytt_attachment_copy (attachment), (GDestroyNotify) ytt_attachment_free);
  store = get_store (task);
  if (store != NULL)
    ytt_store_read_rows_async (store, &wanted, 1, cancellable, links_read_cb, g_object_ref (task));
}

gboolean
ytt_copies_delete_finish (YttEditor     *editor,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, editor), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
