/* Gathering what was done since some point into a document of its own, and that into a file. */

#include "config.h"

#include "ytt-change-file.h"

#include "ytt-files.h"
#include "ytt-schema.h"
#include "ytt-store-merge-side.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *path;
  char *since;   /* (nullable) */
} Send;

/* One that is being gathered. */
typedef struct
{
  sqlite3       *from;
  sqlite3       *to;
  YttMergeSide  *side;     /* (owned) */
  GHashTable    *copied;   /* (owned): rows */
} Gathering;

static void
gathering_clear (Gathering *self)
{
  g_clear_pointer (&self->side, ytt_merge_side_free);
  g_clear_pointer (&self->copied, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathering, gathering_clear)

static void
send_free (Send *send)
{
  g_free (send->path);
  g_free (send->since);
  g_free (send);
}

/* Copies what a query gives into a table, column by column; its only parameter is a number. */
static gboolean
copy_query (Gathering   *self,
            const char  *table,
            const char  *query,
            gint64       number,
            GError     **error)
{
  g_autoptr(sqlite3_stmt) read = NULL, write = NULL;
  g_autoptr(GString) sql = g_string_new (NULL);
  int rc = sqlite3_prepare_v2 (self->from, query, -1, &read, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (read, 1, number);
  if (ytt_sqlite_failed (self->from, rc, error))
    return FALSE;

  g_string_printf (sql, "INSERT OR REPLACE INTO \"%s\" VALUES (?1", table);
  for (int i = 1; i < sqlite3_column_count (read); i++)
    g_string_append_printf (sql, ", ?%d", i + 1);
  g_string_append (sql, ")");
  if (ytt_sqlite_failed (self->to, sqlite3_prepare_v2 (self->to, sql->str, -1, &write, NULL), error))
    return FALSE;

  while ((rc = sqlite3_step (read)) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (read); i++)
        sqlite3_bind_value (write, i + 1, sqlite3_column_value (read, i));
      sqlite3_step (write);
      if (ytt_sqlite_failed (self->to, sqlite3_reset (write), error))
        return FALSE;
    }

  return !ytt_sqlite_failed (self->from, rc, error);
}

/* A row with all that it refers to. */
static gboolean
copy_row (Gathering   *self,
          const char  *table,
          gint64       id,
          GError     **error)
{
  g_autofree char *query = g_strdup_printf ("SELECT * FROM \"%s\" WHERE id = ?1", table);
  YttRowKey key = { table, id };
  g_autofree YttCell *cells = NULL;
  g_autoptr(GError) failure = NULL;
  YttTableShape *shape;

  if (g_hash_table_contains (self->copied, &key))
    return TRUE;
  g_hash_table_add (self->copied, g_memdup2 (&key, sizeof key));

  shape = ytt_merge_side_get_shape (self->side, table, error);
  cells = shape != NULL ? ytt_merge_side_read_row (self->side, table, id, &failure) : NULL;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (cells == NULL)
    return shape != NULL;

  for (guint i = 1; i < shape->columns->len; i++)
    {
      const char *parent = g_ptr_array_index (shape->parents, i);
      const YttRecordTable *record = parent != NULL ? ytt_record_tables_find (parent) : NULL;

      if (parent == NULL || cells[i].kind != YTT_CELL_INTEGER)
        continue;
      if (record != NULL ? !copy_row (self, record->name, cells[i].integer, error)
                         : !copy_query (self, parent, "SELECT * FROM attachment WHERE id = ?1", cells[i].integer, error))
        return FALSE;
    }

  return copy_query (self, table, query, id, error);
}

/* The entry before is told of without its change set: by it the other document finds where both were the same. */
static gboolean
copy_history (Gathering  *self,
              gint64      since,
              GError    **error)
{
  static const char heads[] =
    "SELECT id, position, at, who, kind, summary, reason,"
    " (SELECT e.id FROM history e WHERE e.id = h.undoes AND e.position >= ?1), schema"
    " FROM history h WHERE position >= ?1 ORDER BY position";
  static const char pieces[] =
    "SELECT p.* FROM history h JOIN history_piece p ON p.history = h.id WHERE h.position > ?1";
  static const char records[] =
    "SELECT r.* FROM history h JOIN history_record r ON r.history = h.id WHERE h.position > ?1";

  return copy_query (self, "history", heads, since, error) && copy_query (self, "history_piece", pieces, since, error)
         && copy_query (self, "history_record", records, since, error);
}

static gboolean
gather (Gathering  *self,
        gint64      since,
        GError    **error)
{
  GHashTableIter iter;
  YttMergePast *past;

  self->side->seen = since;
  if (!ytt_merge_side_read_pasts (self->side, self->side, error)
      || !copy_query (self, "meta", "SELECT * FROM meta WHERE key <> 'schema' AND ?1 IS NOT NULL", 0, error)
      || !copy_history (self, since, error))
    return FALSE;

  g_hash_table_iter_init (&iter, self->side->pasts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &past))
    if (past->exists && !g_str_equal (past->key.table, "meta") && !copy_row (self, past->key.table, past->key.row, error))
      return FALSE;

  return TRUE;
}

static gboolean
gather_into (Gathering  *self,
             gint64      since,
             GError    **error)
{
  gboolean done = ytt_sqlite_exec (self->to, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF", error)
                  && ytt_sqlite_exec (self->to, "BEGIN IMMEDIATE", error)
                  && ytt_schema_set_triggers (self->to, FALSE, error)
                  && gather (self, since, error)
                  && ytt_schema_derive (self->to, error)
                  && ytt_sqlite_exec (self->to, "COMMIT", error);

  ytt_schema_set_triggers (self->to, TRUE, NULL);

  return done;
}

/* The position of the last entry before. */
static gint64
find_since (Gathering  *self,
            const char *since)
{
  GPtrArray *entries = self->side->log->entries;
  gint64 position = 0;

  for (guint i = 0; since != NULL && i < entries->len; i++)
    {
      const YttHistoryEntry *entry = ytt_merge_side_get_entry (self->side, i);

      if (g_strcmp0 (entry->at, since) < 0)
        position = entry->position;
    }

  return position;
}

static YttChangeFileHead *
describe (Gathering *self,
          gint64     since)
{
  YttChangeFileHead *head = g_new0 (YttChangeFileHead, 1);
  g_autoptr(GPtrArray) people = g_ptr_array_new ();
  GPtrArray *entries = self->side->log->entries;

  head->schema = ytt_schema_get_number (ytt_schema_get_default ());
  head->since = since;
  for (guint i = 0; i < entries->len; i++)
    {
      const YttHistoryEntry *entry = ytt_merge_side_get_entry (self->side, i);

      if (entry->position <= since)
        continue;
      head->n_entries++;
      if (head->from == NULL)
        head->from = g_strdup (entry->at);
      g_free (head->until);
      head->until = g_strdup (entry->at);
      if (entry->who != NULL && !g_ptr_array_find_with_equal_func (people, entry->who, g_str_equal, NULL))
        g_ptr_array_add (people, entry->who);
    }
  if (people->len > 0)
    {
      g_ptr_array_add (people, NULL);
      head->who = g_strdelimit (g_strjoinv (", ", (char **) people->pdata), "\n\r", ' ');
      /* The lines have to fit; of hundreds of people the first are told. */
      if (g_utf8_strlen (head->who, -1) > 500)
        *g_utf8_offset_to_pointer (head->who, 500) = '\0';
    }

  return head;
}

static gboolean
send_gathered (Gathering          *self,
               const Send         *send,
               const char         *document,
               YttChangeFileHead  *head,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr(YttOpened) opened = ytt_opened_new (document, YTT_STORE_CREATE, cancellable, error);
  g_autofree char *scratch = NULL;

  if (opened == NULL)
    return FALSE;
  self->to = opened->connections[0];
  if (!gather_into (self, head->since, error))
    return FALSE;
  g_clear_pointer (&opened, ytt_opened_free);

  scratch = ytt_file_make_scratch (send->path, error);
  if (scratch == NULL)
    return FALSE;
  if (ytt_change_file_pack (document, head, scratch, cancellable, error)
      && ytt_file_put_in_place (scratch, send->path, TRUE, error))
    return TRUE;
  g_unlink (scratch);
  ytt_file_name_full_disk (error, send->path);

  return FALSE;
}

static char *
make_folder (GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "ytterby", NULL);
  char *folder = g_build_filename (parent, "changes-XXXXXX", NULL);

  g_mkdir_with_parents (parent, 0700);
  if (g_mkdtemp_full (folder, 0700) != NULL)
    return folder;

  g_set_error (error, YTT_ERROR, YTT_ERROR_PERMISSION, _("No folder for a copy can be made in “%s”"), parent);
  g_free (folder);

  return NULL;
}

static void
send_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  const Send *send = task_data;
  g_auto(Gathering) self = { .from = db };
  g_autoptr(YttChangeFileHead) head = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = NULL, *document = NULL;
  int limit;

  self.side = ytt_merge_side_new (db, &error);
  self.copied = ytt_row_map_new (NULL);
  head = self.side != NULL ? describe (&self, find_since (&self, send->since)) : NULL;
  if (head == NULL || head->n_entries == 0 || (folder = make_folder (&error)) == NULL)
    {
      if (error != NULL)
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_int (task, 0);
      return;
    }

  document = g_build_filename (folder, "changes.gpkg", NULL);
  limit = sqlite3_limit (db, SQLITE_LIMIT_LENGTH, G_MAXINT);
  send_gathered (&self, send, document, head, cancellable, &error);
  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, limit);
  g_unlink (document);
  g_rmdir (folder);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, (gssize) head->n_entries);
}

/**
 * ytt_store_send_changes_async:
 * @self: a store
 * @path: (type filename): where the file of changes shall be; one that is there is replaced
 * @since: (nullable): the day or the time from which changes are sent, ISO 8601 in UTC; %NULL for all
 * @cancellable: (nullable): to give up
 * @callback: called when it is on the disk, or cannot be made
 * @user_data: for @callback
 *
 * Writes what was done since into a file that can be merged into another document. It appears whole or not at all.
 */
void
ytt_store_send_changes_async (YttStore            *self,
                              const char          *path,
                              const char          *since,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;
  Send *send;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (path != NULL);

  send = g_new0 (Send, 1);
  send->path = g_canonicalize_filename (path, NULL);
  send->since = g_strdup (since);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_send_changes_async);
  g_task_set_task_data (task, send, (GDestroyNotify) send_free);
  ytt_store_push_read (self, task, send_job);
}

guint
ytt_store_send_changes_finish (YttStore      *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  n = g_task_propagate_int (G_TASK (result), error);

  return n > 0 ? (guint) n : 0;
}
