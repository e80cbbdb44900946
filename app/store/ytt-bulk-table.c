#include "config.h"

#include "ytt-bulk-table.h"

#include "ytt-geometry.h"
#include "ytt-history-write.h"

#include <math.h>
#include <string.h>

/* So many rows go into the document with one statement. FTS5 would write its index out after each such statement. */
#define ROWS_A_STATEMENT 16

/* What a change set has before a value; see "The Session Extension". */
enum
{
  VALUE_INTEGER = 1,
  VALUE_REAL,
  VALUE_TEXT,
  VALUE_BLOB,
  VALUE_NULL,
};

/* The most bytes that a value takes beside those of a text: what it is, and its length or an eight byte number. */
#define MOST_BESIDE 9

struct _YttBulkTable
{
  sqlite3      *db;
  guint         n_columns;
  guint         most;       /* rows that a statement inserts at most */
  char         *many_sql;   /* (owned) */
  char         *one_sql;    /* (owned) */
  sqlite3_stmt *many;       /* (owned) (nullable): inserts @most rows */
  sqlite3_stmt *one;        /* (owned) (nullable) */

  guint8       *bytes;      /* (owned) */
  gsize         size;
  gsize         capacity;
  gsize         head_size;  /* of the table's head, which stays */
  guint         n;
};

/* A statement that fails halfway leaves what it did, for all of it will be taken back: to be able to take back a statement
 * alone, SQLite would keep a copy of each page. */
static char *
write_sql (const char         *name,
           const char * const *columns,
           YttBulkTableKind    kind,
           guint               n_rows)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GString) marks = g_string_new (NULL);

  g_string_printf (sql, "INSERT OR %s INTO \"%s\" (", kind == YTT_BULK_TABLE_SET ? "IGNORE" : "FAIL", name);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", columns[i]);
      g_string_append (marks, i > 0 ? ", ?" : "?");
    }
  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (sql, "%s(%s)", i > 0 ? ", " : ") VALUES ", marks->str);

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static void
reserve (YttBulkTable *self,
         gsize         size)
{
  if (self->size + size <= self->capacity)
    return;

  self->capacity = 2 * (self->size + size);
  self->bytes = g_realloc (self->bytes, self->capacity);
}

/* SQLite's numbers of varying length: seven bits a byte, the upper ones first. */
static guint8 *
put_length (guint8 *at,
            gsize   length)
{
  guint n = 1;

  while (n < 5 && length >> (7 * n) != 0)
    n++;
  while (--n > 0)
    *at++ = (guint8) (0x80 | ((length >> (7 * n)) & 0x7f));
  *at++ = (guint8) (length & 0x7f);

  return at;
}

static guint8 *
put_number (guint8  *at,
            guint8   kind,
            guint64  bits)
{
  bits = GUINT64_TO_BE (bits);
  *at++ = kind;
  memcpy (at, &bits, sizeof bits);

  return at + sizeof bits;
}

static guint8 *
put_bytes (guint8     *at,
           guint8      kind,
           const void *bytes,
           gsize       size)
{
  *at++ = kind;
  at = put_length (at, size);
  memcpy (at, bytes, size);

  return at + size;
}

static guint8 *
put_real (guint8 *at,
          double  value)
{
  guint64 bits;

  /* So SQLite keeps it. */
  if (isnan (value))
    {
      *at++ = VALUE_NULL;
      return at;
    }

  memcpy (&bits, &value, sizeof bits);

  return put_number (at, VALUE_REAL, bits);
}

static void
add_cell (YttBulkTable  *self,
          const YttCell *cell)
{
  gsize length = cell->kind == YTT_CELL_TEXT ? strlen (cell->text) : YTT_GEOMETRY_POINT_SIZE;
  guint8 point[YTT_GEOMETRY_POINT_SIZE];
  guint8 *at;

  reserve (self, MOST_BESIDE + length);
  at = self->bytes + self->size;
  switch (cell->kind)
    {
    case YTT_CELL_INTEGER:
      at = put_number (at, VALUE_INTEGER, (guint64) cell->integer);
      break;
    case YTT_CELL_REAL:
      at = put_real (at, cell->real);
      break;
    case YTT_CELL_TEXT:
      at = put_bytes (at, VALUE_TEXT, cell->text, length);
      break;
    case YTT_CELL_POINT:
      ytt_geometry_encode_point (point, cell->point.longitude, cell->point.latitude);
      at = put_bytes (at, VALUE_BLOB, point, sizeof point);
      break;
    case YTT_CELL_NULL:
    default:
      *at++ = VALUE_NULL;
      break;
    }
  self->size = (gsize) (at - self->bytes);
}

/* A letter T, the number of columns, a byte for each that says whether it is the key, and the name, ended by a zero. */
static void
put_head (YttBulkTable *self,
          const char   *name)
{
  guint8 *at;

  reserve (self, 6 + self->n_columns + strlen (name) + 1);
  at = self->bytes;
  *at++ = 'T';
  at = put_length (at, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    *at++ = i == 0;
  memcpy (at, name, strlen (name) + 1);
  at += strlen (name) + 1;
  self->head_size = self->size = (gsize) (at - self->bytes);
}

/**
 * ytt_bulk_table_new:
 * @db: the connection that writes
 * @name: the table
 * @columns: (array zero-terminated=1): its columns; for a change set all of them, the key first
 * @kind: what it is
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): no rows yet
 */
YttBulkTable *
ytt_bulk_table_new (sqlite3             *db,
                    const char          *name,
                    const char * const  *columns,
                    YttBulkTableKind     kind,
                    GError             **error)
{
  g_autoptr(YttBulkTable) self = g_new0 (YttBulkTable, 1);

  self->db = db;
  while (columns[self->n_columns] != NULL)
    self->n_columns++;
  self->most = kind == YTT_BULK_TABLE_VIRTUAL ? 1 : ROWS_A_STATEMENT;
  self->many_sql = write_sql (name, columns, kind, self->most);
  self->one_sql = write_sql (name, columns, kind, 1);
  put_head (self, name);

  return ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, self->one_sql, -1, &self->one, NULL), error)
         ? NULL : g_steal_pointer (&self);
}

YttBulkTable *
ytt_bulk_table_new_for_statement (sqlite3     *db,
                                  const char  *sql,
                                  guint        n_columns,
                                  GError     **error)
{
  g_autoptr(YttBulkTable) self = g_new0 (YttBulkTable, 1);

  self->db = db;
  self->n_columns = n_columns;
  self->most = 1;
  put_head (self, "");

  return ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, sql, -1, &self->one, NULL), error)
         ? NULL : g_steal_pointer (&self);
}

void
ytt_bulk_table_free (YttBulkTable *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->many, sqlite3_finalize);
  g_clear_pointer (&self->one, sqlite3_finalize);
  g_free (self->many_sql);
  g_free (self->one_sql);
  g_free (self->bytes);
  g_free (self);
}

void
ytt_bulk_table_add (YttBulkTable  *self,
                    const YttCell *row)
{
  reserve (self, 2);
  self->bytes[self->size++] = SQLITE_INSERT;
  self->bytes[self->size++] = 0;   /* done by a person, and not by a trigger */
  for (guint i = 0; i < self->n_columns; i++)
    add_cell (self, &row[i]);
  self->n++;
}

guint
ytt_bulk_table_get_n (YttBulkTable *self)
{
  return self->n;
}

static guint64
get_number (const guint8 *at)
{
  guint64 bits;

  memcpy (&bits, at, sizeof bits);

  return GUINT64_FROM_BE (bits);
}

/* Binds the value that stands at @at, and tells where the next one does. */
static const guint8 *
bind_value (sqlite3_stmt *stmt,
            int           position,
            const guint8 *at,
            int          *rc)
{
  guint8 kind = *at++;
  guint64 bits;
  double real;
  int length = 0;

  switch (kind)
    {
    case VALUE_INTEGER:
      *rc = sqlite3_bind_int64 (stmt, position, (gint64) get_number (at));
      return at + 8;

    case VALUE_REAL:
      bits = get_number (at);
      memcpy (&real, &bits, sizeof real);
      *rc = sqlite3_bind_double (stmt, position, real);
      return at + 8;

    case VALUE_NULL:
      *rc = sqlite3_bind_null (stmt, position);
      return at;

    default:
      do
        length = (length << 7) | (*at & 0x7f);
      while ((*at++ & 0x80) != 0);
      *rc = kind == VALUE_TEXT ? sqlite3_bind_text (stmt, position, (const char *) at, length, SQLITE_STATIC)
                               : sqlite3_bind_blob (stmt, position, at, length, SQLITE_STATIC);
      return at + length;
    }
}

/* Inserts so many rows, and tells where the next one stands. */
static const guint8 *
insert_some (YttBulkTable  *self,
             sqlite3_stmt  *stmt,
             guint          n_rows,
             const guint8  *at,
             GError       **error)
{
  int rc = SQLITE_OK, position = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      at += 2;
      for (guint column = 0; rc == SQLITE_OK && column < self->n_columns; column++)
        at = bind_value (stmt, ++position, at, &rc);
    }
  if (rc == SQLITE_OK)
    {
      sqlite3_step (stmt);
      rc = sqlite3_reset (stmt);
    }

  return ytt_sqlite_refused (self->db, rc, error) ? NULL : at;
}

/**
 * ytt_bulk_table_insert:
 * @self: a table's rows
 * @error: return location for a #YttError
 *
 * Inserts the rows, which are kept until ytt_bulk_table_empty().
 *
 * Returns: whether they are in
 */
gboolean
ytt_bulk_table_insert (YttBulkTable  *self,
                       GError       **error)
{
  const guint8 *at = self->bytes + self->head_size;
  guint left = self->n;

  if (left >= self->most && self->most > 1 && self->many == NULL
      && ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, self->many_sql, -1, &self->many, NULL), error))
    return FALSE;

  while (at != NULL && left > 0)
    {
      guint n = left >= self->most ? self->most : 1;

      at = insert_some (self, n > 1 ? self->many : self->one, n, at, error);
      left -= n;
    }

  return at != NULL;
}

const guint8 *
ytt_bulk_table_get_rows (YttBulkTable *self,
                         gsize        *size)
{
  *size = self->n > 0 ? self->size : 0;

  return self->bytes;
}

void
ytt_bulk_table_empty (YttBulkTable *self)
{
  self->size = self->head_size;
  self->n = 0;
}
