/* A part of a document as a document of its own: some facilities, and what is said of them. It is written anew rather than
 * cut out of a copy, so that nothing of the rest stays behind, neither in a free page nor in the history. */

#include "config.h"

#include "ytt-store-part.h"

#include "ytt-files.h"
#include "ytt-store-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

typedef struct
{
  GArray *ids;    /* (owned) (nullable): all */
  char   *path;
} Part;

static void
part_free (Part *part)
{
  g_clear_pointer (&part->ids, g_array_unref);
  g_free (part->path);
  g_free (part);
}

/* What the facilities rest on, in an order in which each step finds what it needs. A link is kept with both its ends. A
 * tour is kept whole or not at all: with gaps its words would speak of what is not there. Of the statistics those of the
 * facilities' countries and of the world are kept, which the balance is made of. */
static const char keep_sql[] =
  "CREATE TEMP TABLE part_link AS SELECT id FROM link WHERE from_facility IN part_facility"
  "  AND (to_facility IS NULL OR to_facility IN part_facility);"
  "CREATE TEMP TABLE part_announcement (id INTEGER PRIMARY KEY);"
  "INSERT INTO part_announcement SELECT announcement FROM announcement_facility WHERE facility IN part_facility"
  "  UNION SELECT announcement FROM link WHERE id IN part_link AND announcement IS NOT NULL;"
  "CREATE TEMP TABLE part_tour (id INTEGER PRIMARY KEY);"
  "CREATE TEMP VIEW part_named AS"
  "  SELECT s.tour, s.facility IN part_facility AS kept FROM tour_stop s WHERE s.facility IS NOT NULL"
  "  UNION ALL SELECT s.tour, c.facility IN part_facility FROM tour_stop s JOIN tour_stop_claim r ON r.stop = s.id"
  "    JOIN claim c ON c.id = r.claim"
  "  UNION ALL SELECT s.tour, r.announcement IN part_announcement FROM tour_stop s"
  "    JOIN tour_stop_announcement r ON r.stop = s.id;"
  "INSERT INTO part_tour SELECT tour FROM part_named GROUP BY tour HAVING min (kept);"
  "CREATE TEMP TABLE part_stop (id INTEGER PRIMARY KEY);"
  "INSERT INTO part_stop SELECT id FROM tour_stop WHERE tour IN part_tour;"
  "CREATE TEMP TABLE part_organisation (id INTEGER PRIMARY KEY);"
  "WITH RECURSIVE o (id) AS ("
  "    SELECT organisation FROM facility_organisation WHERE facility IN part_facility"
  "    UNION SELECT organisation FROM announcement_party WHERE announcement IN part_announcement"
  "    UNION SELECT to_organisation FROM link WHERE id IN part_link"
  "    UNION SELECT p.parent FROM o JOIN organisation p ON p.id = o.id)"
  "  INSERT INTO part_organisation SELECT id FROM o WHERE id IS NOT NULL;"
  "CREATE TEMP TABLE part_figure (id INTEGER PRIMARY KEY);"
  "INSERT INTO part_figure SELECT id FROM figure WHERE country = 'WLD'"
  "  OR country IN (SELECT country FROM facility WHERE id IN part_facility);"
  "CREATE TEMP TABLE part_source (id INTEGER PRIMARY KEY);"
  "INSERT INTO part_source SELECT id FROM source WHERE id IN ("
  "  SELECT source FROM claim WHERE facility IN part_facility"
  "  UNION SELECT source FROM facility_source WHERE facility IN part_facility"
  "  UNION SELECT source FROM announcement_source WHERE announcement IN part_announcement"
  "  UNION SELECT source FROM link WHERE id IN part_link"
  "  UNION SELECT source FROM organisation WHERE id IN part_organisation"
  "  UNION SELECT source FROM figure WHERE id IN part_figure)"
  "  OR source IN (SELECT location_source FROM facility WHERE id IN part_facility);";

/* Which rows of each table are kept, those that others refer to first. Ways of looking at the whole, and the history, whose
 * change sets hold what was left out, are not. */
static const struct
{
  const char *table;
  const char *condition;
} kept[] = {
  { "meta", "key <> 'schema'" },
  { "source", "id IN part_source" },
  { "organisation", "id IN part_organisation" },
  { "facility", "id IN part_facility" },
  { "facility_name", "facility IN part_facility" },
  { "facility_stage", "facility IN part_facility" },
  { "facility_element", "facility IN part_facility" },
  { "facility_product", "facility IN part_facility" },
  { "facility_organisation", "facility IN part_facility" },
  { "facility_source", "facility IN part_facility" },
  { "claim", "facility IN part_facility" },
  { "announcement", "id IN part_announcement" },
  { "announcement_party", "announcement IN part_announcement" },
  { "announcement_facility", "announcement IN part_announcement AND facility IN part_facility" },
  { "announcement_source", "announcement IN part_announcement" },
  { "link", "id IN part_link" },
  { "figure", "id IN part_figure" },
  { "tour", "id IN part_tour" },
  { "tour_stop", "id IN part_stop" },
  { "tour_stop_claim", "stop IN part_stop" },
  { "tour_stop_announcement", "stop IN part_stop" },
  { "attachment", "id IN (SELECT attachment FROM source_attachment WHERE source IN part_source)" },
  { "source_attachment", "source IN part_source" },
};

static gboolean
keep_facilities (sqlite3  *db,
                 GArray   *ids,
                 GError  **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  if (!ytt_sqlite_exec (db, "CREATE TEMP TABLE part_facility (id INTEGER PRIMARY KEY)", error))
    return FALSE;

  rc = sqlite3_prepare_v2 (db, "INSERT OR IGNORE INTO part_facility VALUES (?)", -1, &stmt, NULL);
  for (guint i = 0; i < ids->len && rc == SQLITE_OK; i++)
    {
      sqlite3_bind_int64 (stmt, 1, g_array_index (ids, gint64, i));
      sqlite3_step (stmt);
      rc = sqlite3_reset (stmt);
    }

  return !ytt_sqlite_failed (db, rc, error) && ytt_sqlite_exec (db, keep_sql, error);
}

/* The columns are those that this version writes: another program may have appended some. */
static char *
list_columns (sqlite3    *part,
              const char *table)
{
  g_autoptr(GString) list = g_string_new (NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (part, "SELECT name FROM pragma_table_info(?) ORDER BY cid", -1, &stmt, NULL) == SQLITE_OK)
    {
      sqlite3_bind_text (stmt, 1, table, -1, SQLITE_STATIC);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        g_string_append_printf (list, "%s\"%s\"", list->len > 0 ? ", " : "", sqlite3_column_text (stmt, 0));
    }

  return g_strdup (list->str);
}

static sqlite3_stmt *
prepare_insert (sqlite3     *part,
                const char  *table,
                const char  *columns,
                int          n_columns,
                GError     **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  sqlite3_stmt *stmt = NULL;

  g_string_append_printf (sql, "INSERT INTO \"%s\" (%s) VALUES (", table, columns);
  for (int i = 0; i < n_columns; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append_c (sql, ')');
  ytt_sqlite_failed (part, sqlite3_prepare_v2 (part, sql->str, -1, &stmt, NULL), error);

  return stmt;
}

static gboolean
copy_table (sqlite3     *db,
            sqlite3     *part,
            const char  *table,
            const char  *condition,
            GError     **error)
{
  g_autofree char *columns = list_columns (part, table);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE %s ORDER BY id", columns, table, condition);
  g_autoptr(sqlite3_stmt) from = NULL;
  g_autoptr(sqlite3_stmt) to = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &from, NULL);

  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;
  to = prepare_insert (part, table, columns, sqlite3_column_count (from), error);
  if (to == NULL)
    return FALSE;

  while ((rc = sqlite3_step (from)) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (from); i++)
        sqlite3_bind_value (to, i + 1, sqlite3_column_value (from, i));
      sqlite3_step (to);
      if (ytt_sqlite_failed (part, sqlite3_reset (to), error))
        return FALSE;
    }

  return !ytt_sqlite_failed (db, rc, error);
}

static gboolean
copy_tables (sqlite3  *db,
             sqlite3  *part,
             GError  **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (!copy_table (db, part, kept[i].table, kept[i].condition, error))
      return FALSE;

  return TRUE;
}

/* Nothing of the file is worth anything before it is whole, so no journal is kept of it. */
static gboolean
fill (sqlite3         *db,
      const char      *path,
      const YttGuard  *guard,
      GError         **error)
{
  g_autoptr(sqlite3) part = NULL;
  int rc = sqlite3_open_v2 (path, &part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

  if (ytt_sqlite_failed (part, rc, error))
    return FALSE;

  ytt_sqlite_set_guard (part, guard);
  return ytt_schema_set_triggers (part, FALSE, error)
         && ytt_sqlite_exec (part, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;"
                                   "PRAGMA cache_size = -65536", error)
         && ytt_sqlite_add_functions (part, error)
         && ytt_schema_create (part, error)
         && ytt_sqlite_exec (part, "BEGIN", error)
         && copy_tables (db, part, error)
         && ytt_schema_derive (part, error)
         && ytt_sqlite_exec (part, "COMMIT", error);
}

/* What is kept is listed in tables that go with the transaction in which all is read. */
static gboolean
write_some (sqlite3         *db,
            const Part      *job,
            const YttGuard  *guard,
            GError         **error)
{
  gboolean done;

  if (!ytt_sqlite_exec (db, "BEGIN", error))
    return FALSE;

  done = keep_facilities (db, job->ids, error) && fill (db, job->path, guard, error);
  ytt_sqlite_exec (db, "ROLLBACK", NULL);

  return done;
}

static gboolean
write_all (sqlite3     *db,
           const char  *path,
           GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, "VACUUM INTO ?", -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, path, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);

  return !ytt_sqlite_failed (db, rc, error);
}

static void
write_part_job (GTask        *task,
                sqlite3      *db,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Part *job = task_data;
  YttGuard guard = { cancellable, NULL };
  GError *error = NULL;
  gboolean done;
  int limit;

  /* A connection that only reads would not write a copy either, and a kept page may be longer than what is read else. */
  if (!ytt_sqlite_exec (db, "PRAGMA query_only = OFF", &error))
    {
      g_task_return_error (task, error);
      return;
    }

  limit = sqlite3_limit (db, SQLITE_LIMIT_LENGTH, G_MAXINT);
  done = job->ids != NULL ? write_some (db, job, &guard, &error) : write_all (db, job->path, &error);
  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, limit);
  if (sqlite3_db_readonly (db, "main") == 1)
    ytt_sqlite_exec (db, "PRAGMA query_only = ON", NULL);

  if (done)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_unlink (job->path);
  g_task_return_error (task, error);
}

/**
 * ytt_store_write_part_async:
 * @self: the store
 * @ids: (nullable) (element-type gint64): facilities; %NULL for the document as it is
 * @path: (type filename): where to write; there is nothing yet
 * @cancellable: (nullable): to give up
 * @callback: called when it is written, or nothing is left of it
 * @user_data: for @callback
 *
 * Writes a new document with these facilities and all that they rest on: their claims, links among them, announcements on
 * them, the organisations and sources of all these with the copies of pages that were kept, statistics of their countries
 * and of the world, and tours that speak of nothing else. Keys stay the same, so that it can be merged again.
 *
 * The whole document is copied with its history and what other programs put into it; a part has neither, nor saved views:
 * change sets would tell of what was left out, and what was left out would look as if it had been deleted.
 */
void
ytt_store_write_part_async (YttStore            *self,
                            GArray              *ids,
                            const char          *path,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;
  Part *part;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (path != NULL);

  part = g_new0 (Part, 1);
  part->ids = ids != NULL ? g_array_ref (ids) : NULL;
  part->path = g_strdup (path);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_write_part_async);
  g_task_set_task_data (task, part, (GDestroyNotify) part_free);

  /* Beside the writing connection this one would keep it from committing for as long as it takes. */
  ytt_store_push_first (self, task, write_part_job);
}

gboolean
ytt_store_write_part_finish (YttStore      *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ytt_store_put_part_in_place:
 * @scratch: (type filename): a finished document in the same folder
 * @path: (type filename): the name that it shall have; a document that is there is replaced
 * @error: return location for a #YttError
 *
 * Returns: whether it is in place; a document that is open in this process stays, with %YTT_ERROR_BUSY
 */
gboolean
ytt_store_put_part_in_place (const char  *scratch,
                             const char  *path,
                             GError     **error)
{
  if (ytt_open_files_contain (path))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_BUSY, _("“%s” is open; choose another name"), path);
      return FALSE;
    }

  return ytt_file_replace_document (scratch, path, error);
}
