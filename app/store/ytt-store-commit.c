/* The one door through which people's changes go into a document: a list of changes, in one transaction with its
 * change set. */

#include "config.h"

#include "ytt-geometry.h"
#include "ytt-history-write.h"
#include "ytt-record-tables.h"
#include "ytt-store-history.h"

#include <glib/gi18n.h>

typedef struct
{
  YttChanges *changes;   /* (owned) */
  char       *who;       /* (owned) */
  char       *summary;   /* (owned) */
  char       *reason;    /* (owned) (nullable) */

  /* While it is being done */
  sqlite3    *db;
  GHashTable *shapes;       /* (owned): table to its shape */
  GHashTable *statements;   /* (owned): SQL to what it was prepared to, for many rows may be alike */
} Commit;

/* They must not outlive the transaction. */
static void
forget_statements (Commit *self)
{
  g_clear_pointer (&self->shapes, g_hash_table_unref);
  g_clear_pointer (&self->statements, g_hash_table_unref);
}

static void
commit_free (Commit *self)
{
  ytt_changes_unref (self->changes);
  forget_statements (self);
  g_free (self->who);
  g_free (self->summary);
  g_free (self->reason);
  g_free (self);
}

static gboolean
set_changed_error (const YttChange  *change,
                   GError          **error)
{
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_CHANGED,
                       change->kind == YTT_CHANGE_DELETE
                         ? _("This was changed or deleted by somebody else meanwhile, so it was not deleted")
                         : _("This was changed or deleted by somebody else meanwhile, so it was not changed"));

  return FALSE;
}

/* The schema's number and columns' names never come from callers, texts must be text, and places go where places are. */
static gboolean
check_cell (YttTableShape         *shape,
            const YttChangedCell  *cell,
            GError               **error)
{
  int column = ytt_table_shape_find_column (shape, cell->column);

  if (column < 0 || (column == 0 && cell->set))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” has no column “%s” that can be edited"),
                   shape->record->name, cell->column);
      return FALSE;
    }

  if (!cell->set)
    return TRUE;

  if (cell->cell.kind != YTT_CELL_NULL && (cell->cell.kind == YTT_CELL_POINT) != (column == shape->geometry))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("A place can only be kept as a place (%s.%s)"),
                   shape->record->name, cell->column);
      return FALSE;
    }

  if (cell->cell.kind == YTT_CELL_TEXT && !g_utf8_validate (cell->cell.text, -1, NULL))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("This is no readable text (%s.%s)"),
                   shape->record->name, cell->column);
      return FALSE;
    }

  return TRUE;
}

/* What the program itself rests on is in the same table as what people say of the document. */
static gboolean
check_own_keys (sqlite3          *db,
                const YttChange  *change,
                GError          **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  if (g_strcmp0 (change->table, "meta") != 0)
    return TRUE;

  rc = sqlite3_prepare_v2 (db, "SELECT 1 FROM meta WHERE id = ?1 AND key = 'schema'", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    {
      sqlite3_bind_int64 (stmt, 1, change->id);
      rc = sqlite3_step (stmt);
    }
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  if (rc == SQLITE_ROW)
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("The number of the schema cannot be edited"));

  return rc == SQLITE_DONE;
}

/* Other programs write a place in other bytes. */
static gboolean
is_at (sqlite3_stmt  *stmt,
       const YttCell *cell)
{
  const guint8 *blob = sqlite3_column_blob (stmt, 1);
  double longitude, latitude;

  return sqlite3_column_type (stmt, 1) == SQLITE_BLOB &&
         ytt_geometry_decode_point (blob, (gsize) sqlite3_column_bytes (stmt, 1), &longitude, &latitude) &&
         longitude == cell->point.longitude && latitude == cell->point.latitude;
}

static gboolean
check_expected (Commit                *self,
                const YttChange       *change,
                const YttChangedCell  *cell,
                GError               **error)
{
  g_autofree char *sql = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  sql = g_strdup_printf ("SELECT \"%s\" IS ?2, \"%s\" FROM \"%s\" WHERE id = ?1", cell->column, cell->column, change->table);
  rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, change->id);
  if (rc == SQLITE_OK)
    rc = ytt_sqlite_bind_cell (stmt, 2, &cell->old);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (self->db, rc, error))
    return FALSE;

  if (rc == SQLITE_ROW && (cell->old.kind == YTT_CELL_POINT ? is_at (stmt, &cell->old) : sqlite3_column_int (stmt, 0)))
    return TRUE;

  return set_changed_error (change, error);
}

static gboolean
check_change (Commit           *self,
              const YttChange  *change,
              GError          **error)
{
  YttTableShape *shape = ytt_table_shapes_get (self->shapes, self->db, change->table, error);

  if (shape == NULL)
    return FALSE;

  for (guint i = 0; i < change->cells->len; i++)
    {
      const YttChangedCell *cell = &g_array_index (change->cells, YttChangedCell, i);

      if (!check_cell (shape, cell, error) || (cell->expected && !check_expected (self, change, cell, error)))
        return FALSE;
    }

  return check_own_keys (self->db, change, error);
}

/* Only names that were found in the schema come to here. What is not set gets the column's default. %NULL if there is
 * nothing to write. */
static char *
write_sql (const YttChange *change)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) marks = g_string_new (NULL);
  int n = 1;

  if (change->kind == YTT_CHANGE_DELETE)
    return g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", change->table);

  for (guint i = 0; i < change->cells->len; i++)
    {
      const YttChangedCell *cell = &g_array_index (change->cells, YttChangedCell, i);

      if (!cell->set)
        continue;
      n++;
      if (change->kind == YTT_CHANGE_INSERT)
        {
          g_string_append_printf (names, ", \"%s\"", cell->column);
          g_string_append_printf (marks, ", ?%d", n);
        }
      else
        g_string_append_printf (names, "%s\"%s\" = ?%d", n > 2 ? ", " : "", cell->column, n);
    }

  if (change->kind == YTT_CHANGE_INSERT)
    return g_strdup_printf ("INSERT INTO \"%s\" (id%s) VALUES (?1%s)", change->table, names->str, marks->str);
  if (n == 1)
    return NULL;

  return g_strdup_printf ("UPDATE \"%s\" SET %s WHERE id = ?1", change->table, names->str);
}

/* (transfer none) (nullable): takes @sql */
static sqlite3_stmt *
prepare (Commit  *self,
         char    *sql,
         GError **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup (self->statements, sql);

  if (stmt != NULL || ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL), error))
    {
      g_free (sql);
      return stmt;
    }

  g_hash_table_insert (self->statements, sql, stmt);

  return stmt;
}

static gboolean
make_change (Commit           *self,
             const YttChange  *change,
             GError          **error)
{
  char *sql;
  sqlite3_stmt *stmt;
  int position = 1;
  int rc;

  if (!check_change (self, change, error))
    return FALSE;

  sql = write_sql (change);
  if (sql == NULL)
    return TRUE;

  stmt = prepare (self, sql, error);
  if (stmt == NULL)
    return FALSE;

  rc = sqlite3_bind_int64 (stmt, 1, change->id);
  for (guint i = 0; rc == SQLITE_OK && i < change->cells->len; i++)
    {
      const YttChangedCell *cell = &g_array_index (change->cells, YttChangedCell, i);

      if (cell->set)
        rc = ytt_sqlite_bind_cell (stmt, ++position, &cell->cell);
    }
  if (rc == SQLITE_OK)
    {
      sqlite3_step (stmt);
      rc = sqlite3_reset (stmt);
    }
  if (ytt_sqlite_refused (self->db, rc, error))
    return FALSE;

  /* What was to be deleted and is gone is as it should be. */
  if (change->kind == YTT_CHANGE_UPDATE && sqlite3_changes (self->db) == 0)
    return set_changed_error (change, error);

  return TRUE;
}

static gboolean
make_changes (Commit   *self,
              sqlite3  *db,
              GError  **error)
{
  gboolean done = TRUE;

  self->db = db;
  self->shapes = ytt_table_shapes_new ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sqlite3_finalize);
  for (guint i = 0; done && i < ytt_changes_get_n (self->changes); i++)
    done = make_change (self, ytt_changes_get (self->changes, i), error);
  forget_statements (self);

  return done;
}

static gint64
do_commit (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Commit *self = data;
  YttHistoryHead head = { YTT_HISTORY_EDIT, self->who, self->summary, self->reason, 0 };
  g_autoptr(sqlite3_session) session = ytt_change_set_record (db, error);

  if (session == NULL || !make_changes (self, db, error))
    return 0;

  return ytt_history_write (db, session, &head, NULL, error);
}

/**
 * ytt_store_commit_async:
 * @self: the store
 * @changes: what is to be done; not to be added to any more
 * @summary: what it is, in words: "Name of Narva magnet plant"
 * @reason: (nullable): why
 * @cancellable: (nullable): to give up; what is done by then is done
 * @callback: called when it is on the disk, or cannot be done
 * @user_data: for @callback
 *
 * Does all of a list of changes or, with an error, nothing, and appends it to the history. While another program writes
 * the document it waits for up to five seconds and then fails with %YTT_ERROR_BUSY; it can be tried again.
 *
 * #YttStore::changed is emitted before @callback is called.
 */
void
ytt_store_commit_async (YttStore            *self,
                        YttChanges          *changes,
                        const char          *summary,
                        const char          *reason,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Commit *commit;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (changes != NULL);
  g_return_if_fail (summary != NULL);

  commit = g_new0 (Commit, 1);
  commit->changes = ytt_changes_ref (changes);
  commit->who = g_strdup (ytt_store_get_who (self));
  commit->summary = g_strdup (summary);
  commit->reason = g_strdup (reason);
  ytt_store_write_async (self, do_commit, commit, (GDestroyNotify) commit_free, cancellable, callback, user_data);
}

/**
 * ytt_store_commit_finish:
 * @self: the store
 * @result: what the callback got
 * @error: return location for a #YttError: %YTT_ERROR_CHANGED where something was not as expected, %YTT_ERROR_INVALID
 *   where the document does not allow it, %YTT_ERROR_BUSY, %YTT_ERROR_SPACE, %YTT_ERROR_PERMISSION
 *
 * Returns: the key of the entry; 0 with an error, or without one if all was so already
 */
gint64
ytt_store_commit_finish (YttStore      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return ytt_store_write_finish (self, result, error);
}

/**
 * ytt_store_get_who:
 * @self: the store
 *
 * Returns: (transfer none): whose edits they are; the user's name at first
 */
const char *
ytt_store_get_who (YttStore *self)
{
  const char *who;

  g_return_val_if_fail (YTT_IS_STORE (self), NULL);

  who = g_object_get_data (G_OBJECT (self), "ytt-who");
  if (who != NULL)
    return who;

  /* "Unknown" is what GLib says of a user without a name. */
  who = g_get_real_name ();
  if (*who == '\0' || g_str_equal (who, "Unknown"))
    who = g_get_user_name ();
  g_object_set_data_full (G_OBJECT (self), "ytt-who", g_utf8_make_valid (who, -1), g_free);

  return g_object_get_data (G_OBJECT (self), "ytt-who");
}

/**
 * ytt_store_set_who:
 * @self: the store
 * @who: (nullable): a person's name; %NULL for the user's
 *
 * Says whose edits they are from now on. Undo and redo are each person's own.
 */
void
ytt_store_set_who (YttStore   *self,
                   const char *who)
{
  g_return_if_fail (YTT_IS_STORE (self));

  g_object_set_data_full (G_OBJECT (self), "ytt-who", who != NULL && *who != '\0' ? g_strdup (who) : NULL, g_free);
}
