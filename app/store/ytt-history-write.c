/* Appending to the history, and the transaction in which that happens. */

#include "config.h"

#include "ytt-history-write.h"

#include "ytt-geometry.h"
#include "ytt-id.h"
#include "ytt-outside.h"
#include "ytt-query-parents.h"
#include "ytt-record-tables.h"
#include "ytt-search-mend.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * ytt_history_begin:
 * @db: the connection that writes, inside a transaction
 * @head: what the entry says of itself
 * @error: return location for an error
 *
 * Appends an entry that tells of nothing yet.
 *
 * Returns: the entry's key; 0 with an error
 */
gint64
ytt_history_begin (sqlite3               *db,
                   const YttHistoryHead  *head,
                   GError               **error)
{
  static const char sql[] =
    "INSERT INTO history (id, position, at, who, kind, summary, reason, undoes, schema)"
    " VALUES (?1, (SELECT coalesce (max (position), 0) + 1 FROM history), strftime ('%Y-%m-%dT%H:%M:%SZ', 'now'),"
    "         ?2, ?3, ?4, ?5, nullif (?6, 0), (SELECT CAST (value AS INTEGER) FROM meta WHERE key = 'schema'))";
  g_autoptr(sqlite3_stmt) stmt = NULL;
  gint64 id = ytt_id_random ();
  int rc;

  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  if (ytt_sqlite_failed (db, rc, error))
    return 0;

  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_text (stmt, 2, head->who, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 3, ytt_history_kind_to_code (head->kind), -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 4, head->summary, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 5, head->reason, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (stmt, 6, head->undoes);
  rc = sqlite3_step (stmt);

  return ytt_sqlite_failed (db, rc, error) ? 0 : id;
}

/* What is gathered while an entry's change set is read once more. */
typedef struct
{
  sqlite3      *db;
  gint64        entry;
  GHashTable   *shapes;       /* (owned): table to its shape */
  GHashTable   *touched;      /* (owned): names of tables, static ones */
  sqlite3_stmt *add_record;   /* (owned) */
  GArray       *adopted;      /* (owned) (element-type gint64): organisations that are under another than before */
  YttBounds     extent;       /* as it is written down */
  gboolean      has_extent;
  gboolean      extent_stale;
} Gathering;

static void
gathering_clear (Gathering *self)
{
  g_clear_pointer (&self->shapes, g_hash_table_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->add_record, sqlite3_finalize);
  g_clear_pointer (&self->adopted, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathering, gathering_clear)

static gboolean
add_record (Gathering   *self,
            const char  *table,
            gint64       id,
            GError     **error)
{
  int rc;

  if (id == 0)
    return TRUE;

  sqlite3_bind_int64 (self->add_record, 1, self->entry);
  sqlite3_bind_text (self->add_record, 2, table, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (self->add_record, 3, id);
  sqlite3_step (self->add_record);
  rc = sqlite3_reset (self->add_record);

  return !ytt_sqlite_failed (self->db, rc, error);
}

static gint64
read_owner (sqlite3    *db,
            const char *table,
            const char *column,
            gint64      row)
{
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = ?1", column, table);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    return 0;

  sqlite3_bind_int64 (stmt, 1, row);

  return sqlite3_step (stmt) == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
}

static gboolean
add_records (Gathering      *self,
             YttChangeSet   *set,
             YttTableShape  *shape,
             GError        **error)
{
  const YttRecordTable *record = shape->record;

  if (record->owners[0].column == NULL)
    return add_record (self, record->name, set->row, error);

  for (guint i = 0; i < YTT_MAX_OWNERS && record->owners[i].column != NULL; i++)
    {
      int column = ytt_table_shape_find_column (shape, record->owners[i].column);
      sqlite3_value *old_owner = column >= 0 ? ytt_change_set_get_old (set, column) : NULL;
      sqlite3_value *new_owner = column >= 0 ? ytt_change_set_get_new (set, column) : NULL;
      gint64 first = old_owner != NULL ? sqlite3_value_int64 (old_owner) : 0;
      gint64 second = new_owner != NULL ? sqlite3_value_int64 (new_owner) : 0;

      /* An update tells only of the columns that changed. */
      if (old_owner == NULL && new_owner == NULL)
        first = read_owner (self->db, record->name, record->owners[i].column, set->row);

      if (!add_record (self, record->owners[i].table, first, error) ||
          !add_record (self, record->owners[i].table, second, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
get_point (sqlite3_value *value,
           double        *longitude,
           double        *latitude)
{
  return value != NULL && sqlite3_value_type (value) == SQLITE_BLOB &&
         ytt_geometry_decode_point (sqlite3_value_blob (value), (gsize) sqlite3_value_bytes (value), longitude, latitude);
}

/* A place inside the extent does not alter it; all of them are looked at only where one comes, or goes, at its edge. */
static void
heed_place (Gathering     *self,
            YttChangeSet  *set,
            YttTableShape *shape)
{
  double x, y;

  if (shape->geometry < 0)
    return;

  if (get_point (ytt_change_set_get_new (set, shape->geometry), &x, &y) &&
      !(self->has_extent && x >= self->extent.min_x && x <= self->extent.max_x &&
        y >= self->extent.min_y && y <= self->extent.max_y))
    self->extent_stale = TRUE;

  if (get_point (ytt_change_set_get_old (set, shape->geometry), &x, &y) &&
      !(self->has_extent && x > self->extent.min_x && x < self->extent.max_x &&
        y > self->extent.min_y && y < self->extent.max_y))
    self->extent_stale = TRUE;
}

static void
heed_parent (Gathering     *self,
             YttChangeSet  *set,
             YttTableShape *shape)
{
  int column = g_str_equal (shape->record->name, "organisation") ? ytt_table_shape_find_column (shape, "parent") : -1;
  sqlite3_value *parent = column >= 0 ? ytt_change_set_get_new (set, column) : NULL;

  if (parent != NULL && sqlite3_value_type (parent) != SQLITE_NULL)
    g_array_append_val (self->adopted, set->row);
}

static void
read_extent (Gathering *self)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (self->db, "SELECT min_x, max_x, min_y, max_y FROM gpkg_contents WHERE table_name = 'facility'",
                          -1, &stmt, NULL) != SQLITE_OK || sqlite3_step (stmt) != SQLITE_ROW)
    return;

  self->has_extent = TRUE;
  for (int i = 0; i < 4; i++)
    self->has_extent = self->has_extent && sqlite3_column_type (stmt, i) == SQLITE_FLOAT;
  self->extent.min_x = sqlite3_column_double (stmt, 0);
  self->extent.max_x = sqlite3_column_double (stmt, 1);
  self->extent.min_y = sqlite3_column_double (stmt, 2);
  self->extent.max_y = sqlite3_column_double (stmt, 3);
}

static gboolean
date_table (sqlite3     *db,
            const char  *table,
            GError     **error)
{
  static const char sql[] =
    "UPDATE gpkg_contents SET last_change = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = ?1";
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    {
      sqlite3_bind_text (stmt, 1, table, -1, SQLITE_STATIC);
      rc = sqlite3_step (stmt);
    }

  return !ytt_sqlite_failed (db, rc, error);
}

/* When the tables were touched, and what is derived from them. */
static gboolean
date_tables (sqlite3     *db,
             GHashTable  *touched,
             GError     **error)
{
  gboolean any_shown = FALSE;
  GHashTableIter iter;
  const char *table;

  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, (gpointer *) &table, NULL))
    {
      if (!date_table (db, table, error))
        return FALSE;
      any_shown = any_shown || g_str_has_prefix (table, "facility") || g_str_equal (table, "claim") ||
                  g_str_equal (table, "source");
    }

  return !any_shown || (date_table (db, "facility_shown", error) && date_table (db, "facility_overview", error));
}

static gboolean
measure_extent (sqlite3  *db,
                GError  **error)
{
  return ytt_sqlite_exec (db,
    "UPDATE gpkg_contents SET"
    " min_x = (SELECT min (ST_MinX (geom)) FROM facility), min_y = (SELECT min (ST_MinY (geom)) FROM facility),"
    " max_x = (SELECT max (ST_MaxX (geom)) FROM facility), max_y = (SELECT max (ST_MaxY (geom)) FROM facility)"
    " WHERE table_name IN ('facility', 'facility_overview')", error);
}

/* Where no place was known so far, some may be there all the same: another program wrote them. */
static gboolean
widen_extent (sqlite3          *db,
              const YttBounds  *added,
              GError          **error)
{
  static const char sql[] =
    "UPDATE gpkg_contents SET min_x = min (min_x, ?1), max_x = max (max_x, ?2), min_y = min (min_y, ?3),"
    " max_y = max (max_y, ?4) WHERE table_name IN ('facility', 'facility_overview')";
  const double values[] = { added->min_x, added->max_x, added->min_y, added->max_y };
  g_autoptr(sqlite3_stmt) stmt = NULL;
  Gathering now = { .db = db };
  int rc;

  read_extent (&now);
  if (!now.has_extent)
    return measure_extent (db, error);

  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  for (int i = 0; rc == SQLITE_OK && i < 4; i++)
    rc = sqlite3_bind_double (stmt, i + 1, values[i]);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);

  return !ytt_sqlite_failed (db, rc, error);
}

/**
 * ytt_history_describe:
 * @db: the connection that writes, inside a transaction
 * @touched: (element-type utf8): names of the tables that have changed
 * @added: (nullable): the extent of new places
 * @moved: whether there are others that changed
 * @error: return location for an error
 *
 * Brings up to date what GeoPackage tells other programs of the tables, after rows were added.
 *
 * Returns: whether it is
 */
gboolean
ytt_history_describe (sqlite3          *db,
                      GHashTable       *touched,
                      const YttBounds  *added,
                      gboolean          moved,
                      GError          **error)
{
  if (!date_tables (db, touched, error))
    return FALSE;
  if (moved)
    return measure_extent (db, error);

  return added == NULL || widen_extent (db, added, error);
}

/* Reads the entry's change set once more, for which records and tables it is about. */
static gboolean
gather (sqlite3  *db,
        gint64    entry,
        gboolean  outside,
        guint64  *n_rows,
        GError  **error)
{
  static const char sql[] = "INSERT OR IGNORE INTO history_record (history, record_table, record) VALUES (?1, ?2, ?3)";
  g_auto(Gathering) self = { .db = db, .entry = entry };
  g_autoptr(YttChangeSet) set = NULL;
  g_autoptr(GError) failure = NULL;

  self.shapes = ytt_table_shapes_new ();
  self.touched = g_hash_table_new (g_str_hash, g_str_equal);
  self.adopted = g_array_new (FALSE, FALSE, sizeof (gint64));
  read_extent (&self);

  if (ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, sql, -1, &self.add_record, NULL), error) ||
      (set = ytt_change_set_open (db, entry, FALSE, error)) == NULL)
    return FALSE;

  while (ytt_change_set_next (set, &failure))
    {
      YttTableShape *shape = ytt_table_shapes_get (self.shapes, db, set->table, error);

      if (shape == NULL || !add_records (&self, set, shape, error))
        return FALSE;
      heed_place (&self, set, shape);
      heed_parent (&self, set, shape);
      (*n_rows)++;
      g_hash_table_add (self.touched, (gpointer) shape->record->name);
    }

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  /* What another program did is done. */
  return (outside || ytt_parents_check (db, self.adopted, error)) && date_tables (db, self.touched, error)
         && (!self.extent_stale || measure_extent (db, error));
}

/**
 * ytt_history_write:
 * @db: the connection that writes, inside a transaction
 * @session: what was recorded
 * @head: what the entry says of itself
 * @n_rows: (out) (optional): how many rows had changed
 * @error: return location for an error
 *
 * Appends an entry to the history, and brings up to date what GeoPackage tells of the tables.
 *
 * Returns: the entry's key; 0 if nothing had changed, when the transaction had better be taken back, or with an error
 */
gint64
ytt_history_write (sqlite3               *db,
                   sqlite3_session       *session,
                   const YttHistoryHead  *head,
                   guint64               *n_rows,
                   GError               **error)
{
  guint64 n_gathered = 0;
  gboolean empty = FALSE;
  gint64 entry;

  if (sqlite3session_isempty (session))
    return 0;

  entry = ytt_history_begin (db, head, error);
  if (entry == 0 || !ytt_change_set_write (db, session, entry, &empty, error) || empty ||
      !gather (db, entry, head->kind == YTT_HISTORY_OUTSIDE, &n_gathered, error))
    return 0;

  if (n_rows != NULL)
    *n_rows = n_gathered;

  return entry;
}

/* SQLite names a column as table.column, after a colon. */
static void
name_constraint (int          rc,
                 const char  *message,
                 GError     **error)
{
  const char *detail = strstr (message, ": ");

  detail = detail != NULL ? detail + 2 : message;

  if (rc == SQLITE_CONSTRAINT_NOTNULL && g_str_equal (detail, "claim.source"))
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("A claim needs a source"));
  else if (rc == SQLITE_CONSTRAINT_NOTNULL)
    /* Translators: a table and its column, such as facility.name */
    g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” cannot be left empty"), detail);
  else if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY || rc == SQLITE_CONSTRAINT_ROWID)
    /* Translators: one or several columns, such as facility_name.facility, facility_name.name */
    g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("There is already one with the same %s"), detail);
  else if (rc == SQLITE_CONSTRAINT_FOREIGNKEY)
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("Something that this refers to is not there"));
  else
    g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("The document does not allow this: %s"), message);
}

gboolean
ytt_sqlite_refused (sqlite3  *db,
                    int       rc,
                    GError  **error)
{
  switch (rc & 0xff)
    {
    case SQLITE_CONSTRAINT:
      name_constraint (sqlite3_extended_errcode (db), sqlite3_errmsg (db), error);
      return TRUE;

    case SQLITE_TOOBIG:
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("This is too long to be kept"));
      return TRUE;

    default:
      return ytt_sqlite_failed (db, rc, error);
    }
}

gboolean
ytt_sqlite_check_references (sqlite3  *db,
                             GError  **error)
{
  int n_missing = 0, unused;

  sqlite3_db_status (db, SQLITE_DBSTATUS_DEFERRED_FKS, &n_missing, &unused, 0);
  if (n_missing == 0)
    return TRUE;

  name_constraint (SQLITE_CONSTRAINT_FOREIGNKEY, "", error);

  return FALSE;
}

/* An error such as a full disk may have taken all back already. */
static void
roll_back (sqlite3 *db)
{
  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * ytt_sqlite_note_outside:
 * @db: the connection that writes, in its thread
 * @error: return location for an error
 *
 * Makes an entry of what other programs did, if they did anything.
 *
 * Returns: the key of the entry; 0 if there was nothing, or with an error
 */
gint64
ytt_sqlite_note_outside (sqlite3  *db,
                         GError  **error)
{
  g_autoptr(GError) failure = NULL;
  gint64 entry = 0;

  if (!ytt_outside_has_notes (db) || !ytt_sqlite_exec (db, "BEGIN IMMEDIATE", error))
    return 0;

  if (ytt_outside_has_notes (db))
    entry = ytt_outside_record (db, &failure);
  if (failure == NULL && !ytt_sqlite_exec (db, "COMMIT", &failure))
    entry = 0;
  roll_back (db);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return entry;
}

/* Begins a transaction in which all that others did is in the history already. That goes into a transaction of its
 * own, so that it stays if this one is taken back. */
static gboolean
begin (sqlite3  *db,
       GError  **error)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr(GError) failure = NULL;

      ytt_sqlite_note_outside (db, &failure);
      if (failure == NULL && ytt_sqlite_exec (db, "BEGIN IMMEDIATE", &failure) && !ytt_outside_has_notes (db))
        return TRUE;

      roll_back (db);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }

  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_BUSY, _("Another program writes to the document all the time"));

  return FALSE;
}

/**
 * ytt_sqlite_write:
 * @db: the connection that writes, in its thread
 * @func: what is to be done
 * @data: for @func
 * @error: return location for an error
 *
 * Does something in a transaction, all of it or nothing. References are checked in the end.
 *
 * Returns: the key of the entry; 0 if nothing was to be done, or with an error
 */
gint64
ytt_sqlite_write (sqlite3       *db,
                  YttWriteFunc   func,
                  gpointer       data,
                  GError       **error)
{
  g_autoptr(GError) failure = NULL;
  gint64 entry = 0;

  if (!begin (db, error))
    return 0;

  if (ytt_sqlite_exec (db, "PRAGMA defer_foreign_keys = ON", &failure))
    entry = func (db, data, &failure);
  if (entry != 0 &&
      (failure != NULL || !ytt_sqlite_check_references (db, &failure) || !ytt_outside_forget (db, &failure) ||
       ytt_sqlite_refused (db, sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), &failure)))
    entry = 0;
  roll_back (db);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return entry;
}

typedef struct
{
  YttWriteFunc    func;
  gpointer        data;
  GDestroyNotify  free_data;   /* (nullable) */
} Write;

static void
write_free (Write *write)
{
  if (write->free_data != NULL)
    write->free_data (write->data);
  g_free (write);
}

/* A damaged search index is in the way of any change of words, and nothing but derived. TRUE if it was the reason and is
 * no more. */
static gboolean
is_out_of_the_way (sqlite3      *db,
                   const GError *failure)
{
  gboolean whole = TRUE;

  return (g_error_matches (failure, YTT_ERROR, YTT_ERROR_DAMAGED) || g_error_matches (failure, YTT_ERROR, YTT_ERROR_STORE))
         && ytt_search_look (db, &whole, NULL) && !whole
         && ytt_sqlite_write (db, ytt_search_mend, NULL, NULL) != 0;
}

static void
write_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  Write *write = task_data;
  g_autoptr(GError) error = NULL;
  gint64 entry = 0;

  if (ytt_store_backup_if_due (task, db, &error))
    entry = ytt_sqlite_write (db, write->func, write->data, &error);
  if (error != NULL && is_out_of_the_way (db, error))
    {
      g_clear_error (&error);
      entry = ytt_sqlite_write (db, write->func, write->data, &error);
    }

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_memdup2 (&entry, sizeof entry), g_free);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  gint64 *entry = g_task_propagate_pointer (G_TASK (result), &error);

  if (entry == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (*entry != 0)
    ytt_store_emit_changed (YTT_STORE (object));
  g_task_return_pointer (task, entry, g_free);
}

/**
 * ytt_store_write_async:
 * @self: the store
 * @func: what is to be done, in a thread
 * @data: for @func
 * @free_data: (nullable): frees @data
 * @cancellable: (nullable): to give up; what is done by then is done
 * @callback: called when it is on the disk, or failed
 * @user_data: for @callback
 *
 * Changes the document in a transaction.
 */
void
ytt_store_write_async (YttStore            *self,
                       YttWriteFunc         func,
                       gpointer             data,
                       GDestroyNotify       free_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  GTask *task = g_task_new (self, cancellable, written_cb, outer);
  Write *write = g_new0 (Write, 1);

  write->func = func;
  write->data = data;
  write->free_data = free_data;

  /* Whoever cancels too late must hear that it was done. */
  g_task_set_source_tag (outer, ytt_store_write_async);
  g_task_set_source_tag (task, ytt_store_write_async);
  g_task_set_check_cancellable (outer, FALSE);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, write, (GDestroyNotify) write_free);
  ytt_store_push_write (self, task, write_job);
}

gint64
ytt_store_write_finish (YttStore      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_autofree gint64 *entry = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  entry = g_task_propagate_pointer (G_TASK (result), error);

  return entry != NULL ? *entry : 0;
}
