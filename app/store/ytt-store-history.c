/* What history tells: its entries, and what each of them changed, in words. */

#include "config.h"

#include "ytt-change-apply.h"
#include "ytt-format.h"
#include "ytt-geometry.h"
#include "ytt-history-log.h"
#include "ytt-query-text.h"
#include "ytt-record-tables.h"
#include "ytt-store-history.h"

#include <glib/gi18n.h>

typedef struct
{
  char   *record_table;   /* (owned) (nullable) */
  gint64  record;
  char   *who;            /* (owned) (nullable) */
  gint64  before;
  guint   limit;
} HistoryQuery;

static void
history_query_free (HistoryQuery *query)
{
  g_free (query->record_table);
  g_free (query->who);
  g_free (query);
}

/* (transfer full): the keys of the entries that changed a record */
static GHashTable *
read_of_record (sqlite3             *db,
                const HistoryQuery  *query,
                GError             **error)
{
  g_autoptr(GHashTable) entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, "SELECT history FROM history_record WHERE record_table = ?1 AND record = ?2", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, query->record_table, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 2, query->record);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        gint64 id = sqlite3_column_int64 (stmt, 0);

        g_hash_table_add (entries, g_memdup2 (&id, sizeof id));
      }

  if (ytt_sqlite_failed (db, rc, error))
    return NULL;

  return g_steal_pointer (&entries);
}

static void
history_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const HistoryQuery *query = task_data;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_history_entry_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttHistoryLog) log = ytt_history_log_read (db, &error);
  g_autoptr(GHashTable) of_record = NULL;

  if (log == NULL ||
      (query->record_table != NULL && (of_record = read_of_record (db, query, &error)) == NULL))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = log->entries->len; i > 0 && (query->limit == 0 || found->len < query->limit); i--)
    {
      YttLogEntry *node = g_ptr_array_index (log->entries, i - 1);

      if ((query->before != 0 && node->entry->position >= query->before) ||
          (query->who != NULL && g_strcmp0 (query->who, node->entry->who) != 0) ||
          (of_record != NULL && !g_hash_table_contains (of_record, &node->entry->id)))
        continue;

      g_ptr_array_add (found, g_steal_pointer (&node->entry));
    }

  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ytt_store_get_history_async:
 * @self: the store
 * @query: which entries
 * @cancellable: (nullable): to give up
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Reads entries of the history.
 */
void
ytt_store_get_history_async (YttStore              *self,
                             const YttHistoryQuery *query,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  HistoryQuery *copy;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (query != NULL);

  copy = g_new0 (HistoryQuery, 1);
  copy->record_table = g_strdup (query->record_table);
  copy->record = query->record;
  copy->who = g_strdup (query->who);
  copy->before = query->before;
  copy->limit = query->limit;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_history_async);
  g_task_set_task_data (task, copy, (GDestroyNotify) history_query_free);
  ytt_store_push_read (self, task, history_job);
}

/**
 * ytt_store_get_history_finish:
 * @self: the store
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (element-type YttHistoryEntry) (nullable): entries, newest first
 */
GPtrArray *
ytt_store_get_history_finish (YttStore      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What is known of a row that is not there any more. */
typedef struct
{
  char   *title;   /* (owned) (nullable) */
  gint64  owner;   /* the record that it was a part of; 0 for none */
} Gone;

static void
gone_free (Gone *gone)
{
  g_free (gone->title);
  g_free (gone);
}

typedef struct
{
  sqlite3    *db;
  gint64      entry;
  guint       limit;
  guint       n_total;
  GPtrArray  *fields;   /* (owned) (element-type YttHistoryField) */
  GHashTable *shapes;   /* (owned) */
  GHashTable *gone;     /* (owned) (nullable): YttRowKey to Gone, once one was missed */
} Reading;

static void
reading_free (Reading *self)
{
  g_ptr_array_unref (self->fields);
  g_hash_table_unref (self->shapes);
  g_clear_pointer (&self->gone, g_hash_table_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static char *
dup_text (sqlite3_value *value)
{
  const char *text = value != NULL ? (const char *) sqlite3_value_text (value) : NULL;

  return text != NULL && *text != '\0' ? g_utf8_make_valid (text, -1) : NULL;
}

/* 0 for none */
static gint64
get_key (sqlite3_value *value)
{
  return value != NULL ? sqlite3_value_int64 (value) : 0;
}

static void
bury_rows (Reading *self,
           gint64   entry)
{
  g_autoptr(YttChangeSet) set = ytt_change_set_open (self->db, entry, FALSE, NULL);

  while (set != NULL && ytt_change_set_next (set, NULL))
    {
      YttTableShape *shape = ytt_table_shapes_get (self->shapes, self->db, set->table, NULL);
      YttRowKey key;
      int title, owner;
      Gone *gone;

      if (set->operation != SQLITE_DELETE || shape == NULL)
        continue;

      title = ytt_table_shape_find_column (shape, shape->record->title);
      owner = shape->record->owners[0].column != NULL
                ? ytt_table_shape_find_column (shape, shape->record->owners[0].column) : -1;
      key.table = shape->record->name;
      key.row = set->row;
      gone = g_new0 (Gone, 1);
      gone->title = title >= 0 ? dup_text (ytt_change_set_get_old (set, title)) : NULL;
      gone->owner = owner >= 0 ? get_key (ytt_change_set_get_old (set, owner)) : 0;
      g_hash_table_replace (self->gone, g_memdup2 (&key, sizeof key), gone);
    }
}

/* What is gone now went in this entry or a later one, which still tell what it was. */
static const Gone *
find_gone (Reading    *self,
           const char *table,
           gint64      row)
{
  static const char sql[] =
    "SELECT id FROM history WHERE position >= (SELECT position FROM history WHERE id = ?1) ORDER BY position";
  YttRowKey key = { table, row };

  if (self->gone == NULL)
    {
      g_autoptr(GArray) entries = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr(sqlite3_stmt) stmt = NULL;

      self->gone = ytt_row_map_new ((GDestroyNotify) gone_free);
      if (sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL) == SQLITE_OK)
        {
          sqlite3_bind_int64 (stmt, 1, self->entry);
          while (sqlite3_step (stmt) == SQLITE_ROW)
            {
              gint64 id = sqlite3_column_int64 (stmt, 0);

              g_array_append_val (entries, id);
            }
        }
      for (guint i = 0; i < entries->len; i++)
        bury_rows (self, g_array_index (entries, gint64, i));
    }

  return g_hash_table_lookup (self->gone, &key);
}

/* A column of a row as it is now. */
static gboolean
ask_row (Reading     *self,
         const char  *table,
         const char  *column,
         gint64       row,
         char       **text,
         gint64      *number)
{
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = ?1", column, table);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL) != SQLITE_OK)
    return FALSE;

  sqlite3_bind_int64 (stmt, 1, row);
  if (sqlite3_step (stmt) != SQLITE_ROW)
    return FALSE;

  if (text != NULL)
    *text = ytt_sqlite_dup_text (stmt, 0);
  if (number != NULL)
    *number = sqlite3_column_int64 (stmt, 0);

  return TRUE;
}

/* (transfer full) (nullable) */
static char *
name_row (Reading    *self,
          const char *table,
          gint64      row)
{
  const YttRecordTable *record = ytt_record_tables_find (table);
  const Gone *gone;
  char *name = NULL;

  if (record == NULL)
    {
      if (g_str_equal (table, "attachment"))
        ask_row (self, table, "name", row, &name, NULL);
      return name;
    }

  if (ask_row (self, record->name, record->title, row, &name, NULL))
    return name;

  gone = find_gone (self, record->name, row);

  return gone != NULL ? g_strdup (gone->title) : NULL;
}

/* (transfer full) (nullable): names instead of keys, places as coordinates */
static char *
put_in_words (Reading       *self,
              YttTableShape *shape,
              int            column,
              sqlite3_value *value)
{
  const char *parent = g_ptr_array_index (shape->parents, (guint) column);
  double longitude, latitude;
  char *name;

  if (value == NULL || sqlite3_value_type (value) == SQLITE_NULL)
    return NULL;

  if (column == shape->geometry && sqlite3_value_type (value) == SQLITE_BLOB)
    {
      if (!ytt_geometry_decode_point (sqlite3_value_blob (value), (gsize) sqlite3_value_bytes (value), &longitude, &latitude))
        return g_strdup (_("A shape that is no point"));
      return ytt_format_coordinates_stored (latitude, longitude);
    }

  if (parent != NULL && (name = name_row (self, parent, sqlite3_value_int64 (value))) != NULL)
    return name;

  return dup_text (value);
}

static void
find_record (Reading         *self,
             YttChangeSet    *set,
             YttTableShape   *shape,
             YttHistoryField *field)
{
  const YttOwner *owner = &shape->record->owners[0];
  sqlite3_value *value = NULL;
  int column;

  if (owner->column == NULL)
    {
      field->record_table = g_strdup (shape->record->name);
      field->record = set->row;
    }
  else
    {
      const Gone *gone;

      column = ytt_table_shape_find_column (shape, owner->column);
      if (column >= 0 && (value = ytt_change_set_get_new (set, column)) == NULL)
        value = ytt_change_set_get_old (set, column);

      if (value != NULL)
        field->record = sqlite3_value_int64 (value);
      else if (!ask_row (self, shape->record->name, owner->column, set->row, NULL, &field->record) &&
               (gone = find_gone (self, shape->record->name, set->row)) != NULL)
        field->record = gone->owner;

      if (field->record != 0)
        field->record_table = g_strdup (owner->table);
    }

  if (field->record != 0)
    field->record_name = name_row (self, field->record_table, field->record);
}

/* What a new row holds by default, and under which record it is, is no news. */
static gboolean
is_told (YttChangeSet  *set,
         YttTableShape *shape,
         int            column)
{
  sqlite3_value *value;
  const char *text, *usual;

  if (set->operation == SQLITE_UPDATE)
    return ytt_change_set_get_new (set, column) != NULL;

  if (g_strcmp0 (shape->record->owners[0].column, g_ptr_array_index (shape->columns, (guint) column)) == 0)
    return FALSE;

  value = set->operation == SQLITE_INSERT ? ytt_change_set_get_new (set, column) : ytt_change_set_get_old (set, column);
  if (value == NULL || sqlite3_value_type (value) == SQLITE_NULL)
    return FALSE;

  usual = g_ptr_array_index (shape->defaults, (guint) column);
  text = sqlite3_value_type (value) != SQLITE_BLOB ? (const char *) sqlite3_value_text (value) : NULL;

  return text == NULL || (*text != '\0' && g_strcmp0 (text, usual) != 0);
}

static void
read_row (Reading       *self,
          YttChangeSet  *set,
          YttTableShape *shape)
{
  int n_columns = MIN (set->n_columns, (int) shape->columns->len);

  for (int i = 1; i < n_columns; i++)
    {
      YttHistoryField *field;

      if (!is_told (set, shape, i))
        continue;

      self->n_total++;
      if (self->fields->len >= self->limit)
        continue;

      field = g_new0 (YttHistoryField, 1);
      field->kind = set->operation == SQLITE_INSERT ? YTT_CHANGE_INSERT :
                    set->operation == SQLITE_DELETE ? YTT_CHANGE_DELETE : YTT_CHANGE_UPDATE;
      field->table = g_strdup (shape->record->name);
      field->row = set->row;
      field->column = g_strdup (g_ptr_array_index (shape->columns, (guint) i));
      field->old = put_in_words (self, shape, i, ytt_change_set_get_old (set, i));
      field->new = put_in_words (self, shape, i, ytt_change_set_get_new (set, i));
      find_record (self, set, shape, field);
      g_ptr_array_add (self->fields, field);
    }
}

static void
fields_job (GTask        *task,
            sqlite3      *db,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Reading *self = task_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttChangeSet) set = NULL;

  self->db = db;
  set = ytt_change_set_open (db, self->entry, FALSE, &error);
  while (set != NULL && ytt_change_set_next (set, &error) && !g_cancellable_set_error_if_cancelled (cancellable, &error))
    {
      YttTableShape *shape = ytt_table_shapes_get (self->shapes, db, set->table, &error);

      if (shape == NULL)
        break;
      read_row (self, set, shape);
    }

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * ytt_store_get_fields_async:
 * @self: the store
 * @entry: the key of an entry of the history
 * @limit: no more than so many fields; 0 for all
 * @cancellable: (nullable): to give up
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Reads what an entry changed, field by field. Of a row that came or went, those that say something are told.
 */
void
ytt_store_get_fields_async (YttStore            *self,
                            gint64               entry,
                            guint                limit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Reading *reading;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  reading = g_new0 (Reading, 1);
  reading->entry = entry;
  reading->limit = limit != 0 ? limit : G_MAXUINT;
  reading->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_history_field_free);
  reading->shapes = ytt_table_shapes_new ();

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_fields_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  ytt_store_push_read (self, task, fields_job);
}

/**
 * ytt_store_get_fields_finish:
 * @self: the store
 * @result: what the callback got
 * @n_total: (out) (optional): how many fields there are in all
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (element-type YttHistoryField) (nullable): fields, a row's one after another
 */
GPtrArray *
ytt_store_get_fields_finish (YttStore      *self,
                             GAsyncResult  *result,
                             guint         *n_total,
                             GError       **error)
{
  Reading *reading;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  reading = g_task_get_task_data (G_TASK (result));
  if (n_total != NULL)
    *n_total = reading->n_total;

  return g_ptr_array_ref (reading->fields);
}
