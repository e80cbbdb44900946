#include "config.h"

#include "ytt-bulk-inserts.h"

#include "ytt-bulk-table.h"
#include "ytt-change-set.h"
#include "ytt-geometry.h"
#include "ytt-query-parents.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* So many rows are gathered before they go into the document. */
#define MOST_GATHERED 2048

/* So many rows that are referred to are remembered before they are looked up. */
#define MOST_REFERRED 100000

/* Rows of a table that others refer to, and which have to be there in the end. SQLite itself would look each up when it is
 * referred to, and again. */
typedef struct
{
  const char *table;   /* (not owned) */
  GHashTable *ids;     /* (owned) (element-type gint64) */
  gint64      last;    /* the last one of them, 0 for none */
} Referred;

/* A table of the records that rows come for. */
typedef struct
{
  YttTableShape *shape;           /* (not owned) */
  YttBulkTable  *rows;            /* (owned) */
  guint          role;            /* of its rows, to what is derived */
  YttCellKind   *kinds;           /* (owned) (array): what each column holds, beside NULL */
  YttCell       *defaults;        /* (owned) (array): what each column holds if nothing is said of it */
  YttCell       *row;             /* (owned) (array): the one that is added just now */
  Referred     **referred;        /* (owned) (array): for each column that refers to a table which, else NULL */
  int            owners[YTT_MAX_OWNERS];   /* their columns, -1 after the last */
  int            parent;          /* of organisations, else -1 */
  GPtrArray     *columns;         /* (element-type utf8): those of the row before, constants */
  GArray        *positions;       /* (element-type int): where these are */
} Table;

struct _YttBulkInserts
{
  sqlite3         *db;
  gint64           entry;
  GHashTable      *shapes;        /* (owned): table to its shape */
  GHashTable      *by_name;       /* (owned) (element-type utf8 Table): the tables */
  GPtrArray       *tables;        /* (owned) (element-type Table): those that others refer to come before these */
  GPtrArray       *referred;      /* (owned) (element-type Referred) */
  gint64           facility;      /* the last one that was added, 0 for none */
  YttBulkTable    *records;       /* (owned): of the history */
  const char      *last_table;    /* the record that was noted last */
  gint64           last_record;
  YttChangeWriter *writer;        /* (owned) */
  sqlite3_session *session;       /* (owned) (nullable): what was changed of facilities */
  YttBulkDerive   *derive;        /* (owned) */
  GArray          *adopted;       /* (owned) (element-type gint64): organisations that are under another */
  YttBounds        extent;        /* of the new places */
  gboolean         has_extent;
  guint            n_gathered;
};

static void
referred_free (Referred *referred)
{
  g_hash_table_unref (referred->ids);
  g_free (referred);
}

static void
table_free (Table *table)
{
  g_clear_pointer (&table->rows, ytt_bulk_table_free);
  g_free (table->kinds);
  g_free (table->referred);
  g_free (table->defaults);
  g_free (table->row);
  g_ptr_array_unref (table->columns);
  g_array_unref (table->positions);
  g_free (table);
}

YttBulkInserts *
ytt_bulk_inserts_new (sqlite3               *db,
                      const YttHistoryHead  *head,
                      GError               **error)
{
  static const char * const columns[] = { "history", "record_table", "record", NULL };
  g_autoptr(YttBulkInserts) self = g_new0 (YttBulkInserts, 1);

  self->db = db;
  self->shapes = ytt_table_shapes_new ();
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, NULL);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) table_free);
  self->referred = g_ptr_array_new_with_free_func ((GDestroyNotify) referred_free);
  self->adopted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->extent = (YttBounds) { INFINITY, -INFINITY, INFINITY, -INFINITY };
  self->entry = ytt_history_begin (db, head, error);
  if (self->entry == 0
      || (self->writer = ytt_change_writer_new (db, self->entry, error)) == NULL
      || (self->derive = ytt_bulk_derive_new (db, error)) == NULL
      || (self->records = ytt_bulk_table_new (db, "history_record", columns, YTT_BULK_TABLE_SET, error)) == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
ytt_bulk_inserts_free (YttBulkInserts *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->referred, g_ptr_array_unref);
  g_clear_pointer (&self->shapes, g_hash_table_unref);
  g_clear_pointer (&self->records, ytt_bulk_table_free);
  g_clear_pointer (&self->session, sqlite3session_delete);
  g_clear_pointer (&self->writer, ytt_change_writer_free);
  g_clear_pointer (&self->derive, ytt_bulk_derive_free);
  g_clear_pointer (&self->adopted, g_array_unref);
  g_free (self);
}

/* What a column holds, of the types that the schema has. */
static YttCellKind
get_kind (sqlite3    *db,
          const char *table,
          const char *column)
{
  const char *type = NULL;

  sqlite3_table_column_metadata (db, "main", table, column, &type, NULL, NULL, NULL, NULL);
  if (g_strcmp0 (type, "POINT") == 0)
    return YTT_CELL_POINT;
  if (g_strcmp0 (type, "INTEGER") == 0)
    return YTT_CELL_INTEGER;

  return g_strcmp0 (type, "REAL") == 0 ? YTT_CELL_REAL : YTT_CELL_TEXT;
}

static YttCell
make_default (YttCellKind  kind,
              const char  *text)
{
  if (text == NULL)
    return YTT_CELL_OF_NULL;
  if (kind == YTT_CELL_INTEGER)
    return YTT_CELL_OF_INTEGER (g_ascii_strtoll (text, NULL, 10));

  return kind == YTT_CELL_REAL ? YTT_CELL_OF_REAL (g_ascii_strtod (text, NULL)) : YTT_CELL_OF_TEXT (text);
}

static void
find_owners (Table *table)
{
  const YttOwner *owners = table->shape->record->owners;

  for (guint i = 0; i < YTT_MAX_OWNERS; i++)
    table->owners[i] = owners[i].column != NULL ? ytt_table_shape_find_column (table->shape, owners[i].column) : -1;

  table->parent = g_str_equal (table->shape->record->name, "organisation")
                  ? ytt_table_shape_find_column (table->shape, "parent") : -1;
}

/* For others that follow the change set row by row. */
static int
compare_tables (gconstpointer a,
                gconstpointer b)
{
  const Table *first = *(const Table * const *) a, *second = *(const Table * const *) b;

  return first->shape->record < second->shape->record ? -1 : first->shape->record > second->shape->record;
}

static Referred *
get_referred (YttBulkInserts *self,
              const char     *table)
{
  Referred *referred;

  for (guint i = 0; i < self->referred->len; i++)
    {
      referred = g_ptr_array_index (self->referred, i);
      if (g_str_equal (referred->table, table))
        return referred;
    }

  referred = g_new0 (Referred, 1);
  referred->table = table;
  referred->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_ptr_array_add (self->referred, referred);

  return referred;
}

/* (transfer full) (nullable) */
static Table *
table_new (YttBulkInserts  *self,
           YttTableShape   *shape,
           GError         **error)
{
  const char *name = shape->record->name;
  g_autoptr(GPtrArray) columns = NULL;
  Table *table;

  columns = g_ptr_array_copy (shape->columns, (GCopyFunc) g_strdup, NULL);
  g_ptr_array_set_free_func (columns, g_free);
  g_ptr_array_add (columns, NULL);
  table = g_new0 (Table, 1);
  table->shape = shape;
  table->kinds = g_new (YttCellKind, shape->columns->len);
  table->defaults = g_new (YttCell, shape->columns->len);
  table->row = g_new (YttCell, shape->columns->len);
  table->columns = g_ptr_array_new ();
  table->positions = g_array_new (FALSE, FALSE, sizeof (int));
  table->referred = g_new0 (Referred *, shape->columns->len);
  for (guint i = 0; i < shape->columns->len; i++)
    {
      table->kinds[i] = get_kind (self->db, name, g_ptr_array_index (shape->columns, i));
      table->defaults[i] = make_default (table->kinds[i], g_ptr_array_index (shape->defaults, i));
      if (g_ptr_array_index (shape->parents, i) != NULL)
        table->referred[i] = get_referred (self, g_ptr_array_index (shape->parents, i));
    }
  find_owners (table);
  table->role = ytt_bulk_derive_attach (self->derive, shape);
  table->rows = ytt_bulk_table_new (self->db, name, (const char * const *) columns->pdata, YTT_BULK_TABLE_PLAIN, error);
  if (table->rows == NULL)
    g_clear_pointer (&table, table_free);

  return table;
}

/* (transfer none) (nullable) */
static Table *
get_table (YttBulkInserts  *self,
           const char      *name,
           GError         **error)
{
  Table *table = g_hash_table_lookup (self->by_name, name);
  YttTableShape *shape;

  if (table != NULL)
    return table;

  shape = ytt_table_shapes_get (self->shapes, self->db, name, error);
  table = shape != NULL ? table_new (self, shape, error) : NULL;
  if (table != NULL)
    {
      g_hash_table_insert (self->by_name, (gpointer) shape->record->name, table);
      g_ptr_array_add (self->tables, table);
      g_ptr_array_sort (self->tables, compare_tables);
    }

  return table;
}

/* Finds out where the columns are, unless they are those of the row before, as is most often so. */
static gboolean
find_columns (Table               *table,
              const char * const  *columns,
              GError             **error)
{
  guint n = 0;

  while (n < table->columns->len && columns[n] == g_ptr_array_index (table->columns, n))
    n++;
  if (n == table->columns->len && columns[n] == NULL)
    return TRUE;

  g_ptr_array_set_size (table->columns, 0);
  g_array_set_size (table->positions, 0);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      int position = ytt_table_shape_find_column (table->shape, columns[i]);

      if (position <= 0)
        {
          g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” has no column “%s” that can be edited"),
                       table->shape->record->name, columns[i]);
          return FALSE;
        }
      g_ptr_array_add (table->columns, (gpointer) columns[i]);
      g_array_append_val (table->positions, position);
    }

  return TRUE;
}

/* A change set must say what SQLite will keep, so there must be nothing that it would turn into something else. */
static gboolean
fill_row (Table          *table,
          gint64          id,
          const YttCell  *cells,
          GError        **error)
{
  memcpy (table->row, table->defaults, table->shape->columns->len * sizeof (YttCell));
  table->row[0] = YTT_CELL_OF_INTEGER (id);
  for (guint i = 0; i < table->positions->len; i++)
    {
      int position = g_array_index (table->positions, int, i);

      if (cells[i].kind != YTT_CELL_NULL && cells[i].kind != table->kinds[position])
        {
          /* Translators: a table and its column, such as facility.name */
          g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s.%s” cannot hold such a value"),
                       table->shape->record->name, (const char *) g_ptr_array_index (table->columns, i));
          return FALSE;
        }
      table->row[position] = cells[i];
    }

  return TRUE;
}

static void
note_record (YttBulkInserts *self,
             const char     *table,
             gint64          id)
{
  YttCell row[] = { YTT_CELL_OF_INTEGER (self->entry), YTT_CELL_OF_TEXT (table), YTT_CELL_OF_INTEGER (id) };

  if (id == 0 || (self->last_table == table && self->last_record == id))
    return;

  self->last_table = table;
  self->last_record = id;
  ytt_bulk_table_add (self->records, row);
}

static void
note_records (YttBulkInserts *self,
              Table          *table)
{
  const YttRecordTable *record = table->shape->record;

  if (record->owners[0].column == NULL)
    {
      note_record (self, record->name, table->row[0].integer);
      return;
    }

  for (guint i = 0; i < YTT_MAX_OWNERS && record->owners[i].column != NULL; i++)
    if (table->owners[i] >= 0 && table->row[table->owners[i]].kind == YTT_CELL_INTEGER)
      {
        const YttRecordTable *owner = ytt_record_tables_find (record->owners[i].table);

        note_record (self, owner->name, table->row[table->owners[i]].integer);
      }
}

static void
heed_references (YttBulkInserts *self,
                 Table          *table)
{
  for (guint i = 1; i < table->shape->columns->len; i++)
    {
      Referred *referred = table->referred[i];
      gint64 id = table->row[i].kind == YTT_CELL_INTEGER ? table->row[i].integer : 0;

      if (referred == NULL || table->row[i].kind == YTT_CELL_NULL || id == referred->last)
        continue;
      referred->last = id;
      if (id != self->facility || !g_str_equal (referred->table, "facility"))
        g_hash_table_add (referred->ids, g_memdup2 (&id, sizeof id));
    }

  if (g_str_equal (table->shape->record->name, "facility"))
    self->facility = table->row[0].integer;
}

/* Forgets those that are there. */
static gboolean
look_up_referred (YttBulkInserts  *self,
                  Referred        *referred,
                  GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = ?1", referred->table);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GHashTableIter iter;
  gint64 *id;
  int rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);

  referred->last = 0;
  g_hash_table_iter_init (&iter, referred->ids);
  while ((rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE) && g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
    {
      sqlite3_bind_int64 (stmt, 1, *id);
      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW)
        g_hash_table_iter_remove (&iter);
      sqlite3_reset (stmt);
    }

  return !ytt_sqlite_failed (self->db, rc, error);
}

/* Whether all that is referred to is there, once all rows are. */
static gboolean
check_referred (YttBulkInserts  *self,
                GError         **error)
{
  for (guint i = 0; i < self->referred->len; i++)
    {
      Referred *referred = g_ptr_array_index (self->referred, i);

      if (!look_up_referred (self, referred, error))
        return FALSE;
      if (g_hash_table_size (referred->ids) > 0)
        {
          g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("Something that this refers to is not there"));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
keep_referred_few (YttBulkInserts  *self,
                   GError         **error)
{
  for (guint i = 0; i < self->referred->len; i++)
    {
      Referred *referred = g_ptr_array_index (self->referred, i);

      if (g_hash_table_size (referred->ids) > MOST_REFERRED && !look_up_referred (self, referred, error))
        return FALSE;
    }

  return TRUE;
}

static void
heed_place (YttBulkInserts *self,
            Table          *table)
{
  const YttCell *cell = table->shape->geometry >= 0 ? &table->row[table->shape->geometry] : NULL;

  if (cell == NULL || cell->kind != YTT_CELL_POINT || isnan (cell->point.longitude) || isnan (cell->point.latitude))
    return;

  self->has_extent = TRUE;
  self->extent.min_x = MIN (self->extent.min_x, cell->point.longitude);
  self->extent.max_x = MAX (self->extent.max_x, cell->point.longitude);
  self->extent.min_y = MIN (self->extent.min_y, cell->point.latitude);
  self->extent.max_y = MAX (self->extent.max_y, cell->point.latitude);
}

static gboolean
insert_gathered (YttBulkInserts  *self,
                 GError         **error)
{
  self->n_gathered = 0;
  for (guint i = 0; i < self->tables->len; i++)
    {
      Table *table = g_ptr_array_index (self->tables, i);
      gsize size;
      const guint8 *bytes = ytt_bulk_table_get_rows (table->rows, &size);

      if (!ytt_bulk_table_insert (table->rows, error) || !ytt_change_writer_add (self->writer, bytes, size, error))
        return FALSE;
      ytt_bulk_table_empty (table->rows);
    }

  if (!ytt_bulk_table_insert (self->records, error))
    return FALSE;
  ytt_bulk_table_empty (self->records);

  return ytt_bulk_derive_insert (self->derive, error) && keep_referred_few (self, error);
}

/**
 * ytt_bulk_inserts_add:
 * @self: takes the rows
 * @table: one of the record tables
 * @columns: (array zero-terminated=1): names of its columns but for the key, constants
 * @id: the row's key
 * @cells: (array): a value for each of @columns
 * @error: return location for a #YttError
 *
 * Adds a row, or fails for one that was added before.
 *
 * Returns: whether to go on
 */
gboolean
ytt_bulk_inserts_add (YttBulkInserts      *self,
                      const char          *name,
                      const char * const  *columns,
                      gint64               id,
                      const YttCell       *cells,
                      GError             **error)
{
  Table *table = get_table (self, name, error);

  if (table == NULL || !find_columns (table, columns, error) || !fill_row (table, id, cells, error))
    return FALSE;

  ytt_bulk_table_add (table->rows, table->row);
  note_records (self, table);
  heed_references (self, table);
  heed_place (self, table);
  if (table->parent >= 0 && table->row[table->parent].kind != YTT_CELL_NULL)
    g_array_append_val (self->adopted, id);

  return ytt_bulk_derive_heed (self->derive, table->role, table->row, error)
         && (++self->n_gathered < MOST_GATHERED || insert_gathered (self, error));
}

gboolean
ytt_bulk_inserts_begin_update (YttBulkInserts  *self,
                               GError         **error)
{
  int rc;

  if (self->session == NULL)
    {
      rc = sqlite3session_create (self->db, "main", &self->session);
      if (rc == SQLITE_OK)
        rc = sqlite3session_attach (self->session, "facility");
      if (ytt_sqlite_failed (NULL, rc, error))
        return FALSE;
    }
  sqlite3session_enable (self->session, 1);

  return TRUE;
}

void
ytt_bulk_inserts_end_update (YttBulkInserts *self,
                             gint64          facility)
{
  sqlite3session_enable (self->session, 0);
  note_record (self, "facility", facility);
  ytt_bulk_derive_note (self->derive, facility);
}

/* The extent is widened by what is new; where facilities moved, it may be another one altogether. */
static gboolean
describe (YttBulkInserts  *self,
          GError         **error)
{
  g_autoptr(GHashTable) touched = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->tables->len; i++)
    g_hash_table_add (touched, (gpointer) ((Table *) g_ptr_array_index (self->tables, i))->shape->record->name);
  if (self->session != NULL)
    g_hash_table_add (touched, (gpointer) "facility");

  return ytt_history_describe (self->db, touched, self->has_extent ? &self->extent : NULL, self->session != NULL, error);
}

gint64
ytt_bulk_inserts_close (YttBulkInserts  *self,
                        GError         **error)
{
  gboolean any = FALSE;

  if (!insert_gathered (self, error) || !check_referred (self, error)
      || (self->session != NULL && !ytt_change_set_append (self->session, self->writer, error))
      || !ytt_change_writer_finish (self->writer, &any, error) || !any)
    return 0;

  return ytt_parents_check (self->db, self->adopted, error) && describe (self, error) ? self->entry : 0;
}

gboolean
ytt_bulk_inserts_derive (YttBulkInserts         *self,
                         YttBulkDeriveProgress   progress,
                         gpointer                user_data,
                         GError                **error)
{
  return ytt_bulk_derive_finish (self->derive, progress, user_data, error);
}
