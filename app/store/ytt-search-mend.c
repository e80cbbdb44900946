/* The search index, where it was damaged: it is derived from the records, so it is made anew and nothing is lost.
 *
 * FTS5 keeps it in tables of its own, and where it cannot read these it can neither be dropped nor told to rebuild them.
 * So they get what it writes into those of an empty index, after which it works again and is filled as ever. SQLite
 * lets nobody write such tables while it is defensive. */

#include "config.h"

#include "ytt-search-mend.h"

#include "ytt-store-inspect.h"

gboolean
ytt_search_look (sqlite3   *db,
                 gboolean  *whole,
                 GError   **error)
{
  int rc = sqlite3_exec (db, "INSERT INTO search (search) VALUES ('integrity-check')", NULL, NULL, NULL);

  *whole = rc == SQLITE_OK;

  /* A plain error is that of an index whose very settings are not there. */
  return (rc & 0xff) == SQLITE_CORRUPT || rc == SQLITE_ERROR || !ytt_sqlite_failed (db, rc, error);
}

/* The rows of a table of two columns, as they are in an empty index. */
static gboolean
copy_rows (sqlite3     *from,
           sqlite3     *to,
           const char  *select,
           const char  *insert,
           GError     **error)
{
  g_autoptr(sqlite3_stmt) read = NULL;
  g_autoptr(sqlite3_stmt) write = NULL;
  int rc;

  if (ytt_sqlite_failed (from, sqlite3_prepare_v2 (from, select, -1, &read, NULL), error)
      || ytt_sqlite_failed (to, sqlite3_prepare_v2 (to, insert, -1, &write, NULL), error))
    return FALSE;

  while ((rc = sqlite3_step (read)) == SQLITE_ROW)
    {
      sqlite3_bind_value (write, 1, sqlite3_column_value (read, 0));
      sqlite3_bind_value (write, 2, sqlite3_column_value (read, 1));
      sqlite3_step (write);
      if (ytt_sqlite_failed (to, sqlite3_reset (write), error))
        return FALSE;
    }

  return !ytt_sqlite_failed (from, rc, error);
}

static gboolean
make_empty (sqlite3  *db,
            GError  **error)
{
  static const char clear[] =
    "DELETE FROM search_data; DELETE FROM search_idx; DELETE FROM search_content; DELETE FROM search_docsize;"
    "DELETE FROM search_config;";
  g_autoptr(sqlite3) fresh = NULL;

  return !ytt_sqlite_failed (NULL, sqlite3_open (":memory:", &fresh), error)
         && ytt_sqlite_exec (fresh, "CREATE VIRTUAL TABLE search USING fts5 (name)", error)
         && ytt_sqlite_exec (db, clear, error)
         && copy_rows (fresh, db, "SELECT id, block FROM search_data",
                       "INSERT INTO search_data (id, block) VALUES (?1, ?2)", error)
         && copy_rows (fresh, db, "SELECT k, v FROM search_config",
                       "INSERT INTO search_config (k, v) VALUES (?1, ?2)", error);
}

gint64
ytt_search_mend (sqlite3   *db,
                 gpointer   data,
                 GError   **error)
{
  /* It may still know what was there before. */
  static const char fill[] =
    "INSERT INTO search (search) VALUES ('rebuild');"
    "INSERT INTO search (rowid, name, names, place, country, operator, owners, products)"
    " SELECT id, name, names, place, country, operator, owners, products FROM facility_words ORDER BY id;";
  gboolean empty;

  if (ytt_sqlite_failed (db, sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL), error))
    return 0;

  empty = make_empty (db, error);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  return empty && ytt_sqlite_exec (db, fill, error);
}

/**
 * ytt_store_mend_search_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done, or failed
 * @user_data: for @callback
 *
 * Makes the search index anew, where ytt_store_inspect_async() found it damaged. No edit, and so not in the history.
 *
 * #YttStore::changed is emitted before @callback is called.
 */
void
ytt_store_mend_search_async (YttStore            *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (YTT_IS_STORE (self));

  ytt_store_write_async (self, ytt_search_mend, NULL, NULL, cancellable, callback, user_data);
}

/**
 * ytt_store_mend_search_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a #YttError: %YTT_ERROR_PERMISSION where the document can only be read
 *
 * Returns: whether the search finds all again
 */
gboolean
ytt_store_mend_search_finish (YttStore      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return ytt_store_write_finish (self, result, error) != 0;
}
