/* What can be read of a damaged document, in a new one: rows are put in as they were, what they refer to is made
 * sure of, and all that is derived is made anew. */

#include "config.h"

#include "ytt-store-recover.h"

#include "ytt-files.h"
#include "ytt-schema.h"
#include "ytt-store-salvage.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define PROGRESS_INTERVAL_MS 100

typedef struct
{
  char               *path;
  char               *new_path;        /* (nullable): only count */
  YttRecoverProgress  progress;        /* (nullable) */
  gpointer            progress_data;
  gint                permille;        /* atomic */
} Job;

/* The new document while it is filled. */
typedef struct
{
  sqlite3         *db;
  YttGuard         guard;
  YttSalvageTable *table;    /* (nullable) that stmt puts rows into */
  guint            n_values;
  sqlite3_stmt    *stmt;     /* (nullable) */
  sqlite3_stmt    *known;    /* (nullable) whether a facility is there */
  char             wide_text;
} Filling;

static void
job_free (Job *job)
{
  g_free (job->path);
  g_free (job->new_path);
  g_free (job);
}

static void
recovered_table_clear (YttRecoveredTable *table)
{
  g_free (table->name);
}

/**
 * ytt_recovery_free:
 * @recovery: (nullable): what came of it
 */
void
ytt_recovery_free (YttRecovery *recovery)
{
  if (recovery == NULL)
    return;

  g_array_unref (recovery->tables);
  g_free (recovery);
}

/**
 * ytt_recovery_find:
 * @recovery: what came of it
 * @table: name of a table of our schema
 *
 * Returns: (transfer none) (nullable): what came of that table
 */
const YttRecoveredTable *
ytt_recovery_find (const YttRecovery *recovery,
                   const char        *table)
{
  for (guint i = 0; i < recovery->tables->len; i++)
    {
      const YttRecoveredTable *found = &g_array_index (recovery->tables, YttRecoveredTable, i);

      if (strcmp (found->name, table) == 0)
        return found;
    }

  return NULL;
}

/* Rows */

/* Columns that a row of an older document has not are left to their defaults. */
static gboolean
prepare_insert (Filling          *self,
                YttSalvageTable  *table,
                guint             n_values,
                GError          **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);

  if (self->table == table && self->n_values == n_values)
    return TRUE;

  g_string_append_printf (sql, "INSERT OR IGNORE INTO \"%s\" (", table->name);
  for (guint i = 0; i < n_values; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "",
                            g_array_index (table->columns, YttSalvageColumn, i).name);
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < n_values; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append_c (sql, ')');

  g_clear_pointer (&self->stmt, sqlite3_finalize);
  self->table = table;
  self->n_values = n_values;

  return !ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, sql->str, -1, &self->stmt, NULL), error);
}

static int
bind_value (Filling            *self,
            sqlite3_stmt       *stmt,
            int                 position,
            const YttPageValue *value)
{
  guchar encoding = self->wide_text == 0 ? SQLITE_UTF8 : self->wide_text == 'l' ? SQLITE_UTF16LE : SQLITE_UTF16BE;

  switch (value->kind)
    {
    case YTT_VALUE_INTEGER:
      return sqlite3_bind_int64 (stmt, position, value->integer);
    case YTT_VALUE_REAL:
      return sqlite3_bind_double (stmt, position, value->real);
    case YTT_VALUE_TEXT:
      return sqlite3_bind_text64 (stmt, position, (const char *) value->data, value->size, SQLITE_STATIC, encoding);
    case YTT_VALUE_BLOB:
      return sqlite3_bind_blob64 (stmt, position, value->data, value->size, SQLITE_STATIC);
    case YTT_VALUE_NULL:
    default:
      return sqlite3_bind_null (stmt, position);
    }
}

static gboolean
insert_row (Filling             *self,
            YttSalvageTable     *table,
            gint64               id,
            const YttPageValue  *values,
            guint                n_values,
            GError             **error)
{
  int rc;

  if (!prepare_insert (self, table, n_values, error))
    return FALSE;

  rc = sqlite3_bind_int64 (self->stmt, 1, id);
  for (guint i = 1; i < n_values && rc == SQLITE_OK; i++)
    rc = bind_value (self, self->stmt, i + 1, &values[i]);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (self->stmt);
  sqlite3_reset (self->stmt);

  return !ytt_sqlite_failed (self->db, rc, error);
}

/* What is known of a facility whose own row has not been read, or not yet. */
static gboolean
keep_hint (Filling             *self,
           const char          *table,
           gint64               id,
           const YttPageValue  *value,
           GError             **error)
{
  g_autofree char *sql = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  if (value->kind != YTT_VALUE_TEXT)
    return TRUE;

  sql = g_strdup_printf ("INSERT OR IGNORE INTO temp.%s"
                         " SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM facility WHERE id = ?1)", table);
  rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, id);
  if (rc == SQLITE_OK)
    rc = bind_value (self, stmt, 2, value);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);

  return !ytt_sqlite_failed (self->db, rc, error);
}

static gboolean
is_known (Filling *self,
          gint64   id)
{
  gboolean known;

  sqlite3_bind_int64 (self->known, 1, id);
  known = sqlite3_step (self->known) == SQLITE_ROW;
  sqlite3_reset (self->known);

  return known;
}

/* A later version may have kept things that this one would drop without a word. */
static gboolean
check_meta (const YttPageValue  *values,
            guint                n_values,
            GError             **error)
{
  g_autofree char *number = NULL;
  guint64 schema = 0;

  if (n_values < 3 || values[1].kind != YTT_VALUE_TEXT || values[2].kind != YTT_VALUE_TEXT ||
      values[1].size != strlen ("schema") || memcmp (values[1].data, "schema", values[1].size) != 0)
    return TRUE;

  number = g_strndup ((const char *) values[2].data, values[2].size);
  if (!g_ascii_string_to_unsigned (number, 10, 1, G_MAXINT, &schema, NULL) ||
      schema <= ytt_schema_get_number (ytt_schema_get_default ()))
    return TRUE;

  g_set_error (error, YTT_ERROR, YTT_ERROR_TOO_NEW,
               _("The damaged file was written by a later version of Ytterby, and only such a one can recover it"));

  return FALSE;
}

static gboolean
take_cb (YttSalvageTable     *table,
         gboolean             is_row,
         gint64               id,
         const YttPageValue  *values,
         guint                n_values,
         gpointer             user_data,
         GError             **error)
{
  Filling *self = user_data;

  if (strcmp (table->name, "meta") == 0 && is_row && !check_meta (values, n_values, error))
    return FALSE;
  if (self->db == NULL)
    return TRUE;

  if (is_row && table->copied)
    return insert_row (self, table, id, values, n_values, error);

  if (!is_row)
    return strcmp (table->name, "facility") != 0 || n_values != 2 || values[1].kind != YTT_VALUE_INTEGER ||
           is_known (self, values[1].integer) || keep_hint (self, "slug", values[1].integer, &values[0], error);

  if (is_known (self, id))
    return TRUE;
  if (strcmp (table->name, "search_content") == 0)
    return keep_hint (self, "words", id, &values[1], error);

  return n_values < 3 || keep_hint (self, "shown", id, &values[2], error);
}

/* The new document */

static gboolean
start (Filling     *self,
       const char  *scratch,
       GError     **error)
{
  /* Nobody else knows of the file yet, and it is thrown away if anything goes wrong. */
  static const char sql[] =
    "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -64000;"
    "CREATE TEMP TABLE slug (id INTEGER PRIMARY KEY, value TEXT);"
    "CREATE TEMP TABLE words (id INTEGER PRIMARY KEY, value TEXT);"
    "CREATE TEMP TABLE shown (id INTEGER PRIMARY KEY, value TEXT);"
    "BEGIN";
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  if (ytt_sqlite_failed (NULL, sqlite3_open_v2 (scratch, &self->db, flags, NULL), error))
    return FALSE;

  ytt_sqlite_set_guard (self->db, &self->guard);

  return ytt_sqlite_add_functions (self->db, error) &&
         ytt_sqlite_exec (self->db, sql, error) &&
         ytt_schema_create (self->db, error) &&
         ytt_schema_set_triggers (self->db, FALSE, error) &&
         ytt_sqlite_exec (self->db, "DELETE FROM meta", error) &&
         !ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, "SELECT 1 FROM facility WHERE id = ?", -1,
                                                           &self->known, NULL), error);
}

/* A facility is more than its own row: what else is known of it shall not go with that. */
static gboolean
mend_facilities (Filling  *self,
                 guint64  *n_mended,
                 GError  **error)
{
  static const char sql[] =
    "INSERT OR IGNORE INTO facility (id, facility, name, country)"
    " SELECT words.id, slug.value, words.value, shown.value"
    " FROM temp.words LEFT JOIN temp.slug USING (id) LEFT JOIN temp.shown USING (id)"
    " WHERE words.id NOT IN (SELECT id FROM facility) ORDER BY words.id";

  if (!ytt_sqlite_exec (self->db, sql, error))
    return FALSE;

  *n_mended = sqlite3_changes64 (self->db);

  return TRUE;
}

/* A row that refers to what is lost keeps the rest of what it says, where the schema allows. Tables come after those
 * that they refer to. */
static gboolean
mend_references (Filling          *self,
                 YttSalvageTable  *table,
                 GError          **error)
{
  static const char sql[] =
    "SELECT f.\"from\", f.\"table\", c.\"notnull\" FROM pragma_foreign_key_list (?1) f"
    " JOIN pragma_table_info (?1) c ON c.name = f.\"from\"";
  g_autoptr(GString) mends = g_string_new (NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, table->name, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        const char *from = (const char *) sqlite3_column_text (stmt, 0);
        const char *parent = (const char *) sqlite3_column_text (stmt, 1);

        if (sqlite3_column_int (stmt, 2))
          g_string_append_printf (mends, "DELETE FROM \"%s\"", table->name);
        else
          g_string_append_printf (mends, "UPDATE \"%s\" SET \"%s\" = NULL", table->name, from);
        g_string_append_printf (mends, " WHERE \"%s\" IS NOT NULL AND \"%s\" NOT IN (SELECT id FROM \"%s\");",
                                from, from, parent);
      }

  return !ytt_sqlite_failed (self->db, rc, error) && ytt_sqlite_exec (self->db, mends->str, error);
}

/* Where the file may not grow further, as on a stick with FAT, SQLite remembers the system's reason of a write and
 * not of a commit. So all is written before. */
static gboolean
write_pages (sqlite3  *db,
             GError  **error)
{
  int rc = sqlite3_db_cacheflush (db);
  int saved_errno = errno;

  if ((rc & 0xff) == SQLITE_IOERR && saved_errno == EFBIG)
    {
      ytt_file_set_error (error, saved_errno, sqlite3_db_filename (db, "main"));
      return FALSE;
    }

  return !ytt_sqlite_failed (db, rc, error);
}

static gboolean
finish (Filling     *self,
        YttSalvage  *salvage,
        guint64     *n_mended,
        GError     **error)
{
  g_autofree char *number = NULL;

  g_clear_pointer (&self->stmt, sqlite3_finalize);
  g_clear_pointer (&self->known, sqlite3_finalize);
  if (!mend_facilities (self, n_mended, error))
    return FALSE;

  for (guint i = 0; i < salvage->tables->len; i++)
    if (!mend_references (self, g_ptr_array_index (salvage->tables, i), error))
      return FALSE;

  number = g_strdup_printf ("INSERT OR IGNORE INTO meta (key) VALUES ('schema');"
                            "UPDATE meta SET value = '%u' WHERE key = 'schema'",
                            ytt_schema_get_number (ytt_schema_get_default ()));

  return ytt_sqlite_exec (self->db, "DELETE FROM link WHERE to_facility IS NULL AND to_organisation IS NULL", error) &&
         ytt_sqlite_exec (self->db, number, error) &&
         ytt_schema_derive (self->db, error) &&
         write_pages (self->db, error) &&
         ytt_sqlite_exec (self->db, "COMMIT", error);
}

static gboolean
count_kept (sqlite3      *db,
            const char   *table,
            guint64      *n,
            GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", table);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  *n = sqlite3_column_int64 (stmt, 0);

  return TRUE;
}

/* @db: (nullable): the new document */
static YttRecovery *
sum_up (YttSalvage  *salvage,
        sqlite3     *db,
        guint64      n_mended,
        GError     **error)
{
  g_autoptr(YttRecovery) recovery = g_new0 (YttRecovery, 1);

  recovery->tables = g_array_new (FALSE, TRUE, sizeof (YttRecoveredTable));
  g_array_set_clear_func (recovery->tables, (GDestroyNotify) recovered_table_clear);

  for (guint i = 0; i < salvage->tables->len; i++)
    {
      YttSalvageTable *table = g_ptr_array_index (salvage->tables, i);
      YttRecoveredTable recovered = { 0 };
      guint64 n_lost = ytt_salvage_get_n_lost (salvage, table);

      if (!table->copied)
        continue;

      recovered.n_known = table->n_read + n_lost;
      recovered.n_kept = table->n_read;
      if (db != NULL && !count_kept (db, table->name, &recovered.n_kept, error))
        return NULL;

      if (strcmp (table->name, "facility") == 0)
        {
          recovery->n_facilities = recovered.n_known;
          recovery->n_facilities_lost = MAX (n_lost, n_mended);
          recovery->n_facilities_mended = n_mended;
        }
      else if (recovered.n_kept < recovered.n_known)
        recovery->n_others_lost += recovered.n_known - recovered.n_kept;

      recovered.name = g_strdup (table->name);
      g_array_append_val (recovery->tables, recovered);
    }

  return g_steal_pointer (&recovery);
}

static gboolean
has_anything (YttSalvage *salvage)
{
  return ytt_salvage_find_table (salvage, "facility")->n_read > 0 ||
         ytt_salvage_find_table (salvage, "meta")->n_read > 0 ||
         ytt_salvage_find_table (salvage, "source")->n_read > 0;
}

/* @scratch: (nullable): an empty file to be filled */
static YttRecovery *
recover (Job           *job,
         const char    *scratch,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr(YttSalvage) salvage = ytt_salvage_new (job->path, &job->permille, cancellable, error);
  g_autoptr(YttRecovery) recovery = NULL;
  Filling filling = { .guard.cancellable = cancellable };
  guint64 n_mended = 0;
  gboolean done;

  if (salvage == NULL)
    return NULL;

  filling.wide_text = ytt_page_file_get_wide_text (salvage->pages);
  done = (scratch == NULL || start (&filling, scratch, error)) &&
         ytt_salvage_run (salvage, take_cb, &filling, error);

  if (done && !has_anything (salvage))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS, _("Nothing of a document was found in “%s”"), job->path);
      done = FALSE;
    }

  g_atomic_int_set (&job->permille, (gint) (YTT_RECOVER_READ * 1000));
  if (done && (scratch == NULL || finish (&filling, salvage, &n_mended, error)))
    recovery = sum_up (salvage, filling.db, n_mended, error);

  g_clear_pointer (&filling.stmt, sqlite3_finalize);
  g_clear_pointer (&filling.known, sqlite3_finalize);
  g_clear_pointer (&filling.db, sqlite3_close_v2);

  return g_steal_pointer (&recovery);
}

static gboolean
is_same_file (const char *path,
              const char *other)
{
  GStatBuf status, other_status;

  return g_stat (path, &status) == 0 && g_stat (other, &other_status) == 0 &&
         status.st_dev == other_status.st_dev && status.st_ino == other_status.st_ino;
}

static YttRecovery *
recover_into (Job           *job,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(YttRecovery) recovery = NULL;
  g_autofree char *scratch = NULL;

  if (is_same_file (job->path, job->new_path))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_BUSY,
                   _("“%s” is the damaged file itself, which stays as it is; choose another name"), job->new_path);
      return NULL;
    }

  if (ytt_open_files_contain (job->new_path))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_BUSY, _("“%s” is open; choose another name"), job->new_path);
      return NULL;
    }

  scratch = ytt_file_make_scratch (job->new_path, error);
  if (scratch == NULL)
    return NULL;

  recovery = recover (job, scratch, cancellable, error);
  if (recovery == NULL)
    {
      g_unlink (scratch);
      ytt_file_name_full_disk (error, job->new_path);
      return NULL;
    }

  if (!ytt_file_put_in_place (scratch, job->new_path, TRUE, error))
    return NULL;

  return g_steal_pointer (&recovery);
}

static void
recover_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  YttRecovery *recovery = job->new_path != NULL ? recover_into (job, cancellable, &error)
                                                : recover (job, NULL, cancellable, &error);

  if (recovery != NULL)
    g_task_return_pointer (task, recovery, (GDestroyNotify) ytt_recovery_free);
  else
    g_task_return_error (task, error);
}

/* Holds the task until it sees that it is done, so it is never called after the callback. */
static gboolean
progress_cb (gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);

  if (g_task_get_completed (task))
    return G_SOURCE_REMOVE;

  job->progress (g_atomic_int_get (&job->permille) / 1000.0, job->progress_data);

  return G_SOURCE_CONTINUE;
}

static void
watch_progress (GTask *task)
{
  g_autoptr(GSource) source = g_timeout_source_new (PROGRESS_INTERVAL_MS);

  g_source_set_callback (source, progress_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

/**
 * ytt_store_look_into_async:
 * @path: (type filename): a damaged document
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Counts what can be read of a document that cannot be opened. The file is only read, and what a program that was
 * stopped left beside it is not looked at.
 */
void
ytt_store_look_into_async (const char          *path,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (path != NULL);

  job->path = g_canonicalize_filename (path, NULL);
  g_task_set_source_tag (task, ytt_store_look_into_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, recover_thread);
}

/**
 * ytt_store_recover_async:
 * @path: (type filename): a damaged document
 * @new_path: (type filename): where the new one shall be; a file that is there is replaced
 * @progress: (nullable) (scope notified): called now and then until @callback is, in the same thread
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up
 * @callback: called when the new document is on the disk, or cannot be made
 * @user_data: for @callback
 *
 * Reads what can be read into a new document of the current schema. It appears whole or not at all; the damaged
 * file is only read. Tables, views and indexes that another program put into it are not taken over.
 */
void
ytt_store_recover_async (const char          *path,
                         const char          *new_path,
                         YttRecoverProgress   progress,
                         gpointer             progress_data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (path != NULL && new_path != NULL);

  job->path = g_canonicalize_filename (path, NULL);
  job->new_path = g_canonicalize_filename (new_path, NULL);
  job->progress = progress;
  job->progress_data = progress_data;
  g_task_set_source_tag (task, ytt_store_recover_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  if (progress != NULL)
    watch_progress (task);
  g_task_run_in_thread (task, recover_thread);
}

/**
 * ytt_store_recover_finish:
 * @result: what the callback got
 * @error: return location for a #YttError, or for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what could be read, or %NULL with an error
 */
YttRecovery *
ytt_store_recover_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
