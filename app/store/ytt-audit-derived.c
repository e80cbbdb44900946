/* What is derived from the records, against the rule. */

#include "config.h"

#include "ytt-audit-private.h"

#include "ytt-query-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Both sides of a comparison: the facility's key and name, then what the rule gives, then what the document holds. The
 * latter two begin with a key, which is null where there is none. */
typedef struct
{
  const char *table;
  gboolean    values;    /* whether they are short enough to be told */
} Comparison;

#define FIRST_COLUMN 2

static gboolean
is_same (sqlite3_stmt *stmt,
         int           a,
         int           b)
{
  const char *one = (const char *) sqlite3_column_text (stmt, a);
  const char *other = (const char *) sqlite3_column_text (stmt, b);

  return g_strcmp0 (one, other) == 0;
}

static void
tell_value (YttAudit         *self,
            const Comparison *comparison,
            const YttPlace   *place,
            sqlite3_stmt     *stmt,
            int               rule,
            int               held)
{
  static const char advice[] = N_("Change the facility in Ytterby and take that back: it is worked out anew then.");
  g_autofree char *should = ytt_sqlite_dup_text (stmt, rule);
  g_autofree char *is = ytt_sqlite_dup_text (stmt, held);

  if (comparison->values)
    ytt_audit_tell (self, place, _(advice), _("holds “%s”, and “%s” follows from the claims"), is != NULL ? is : "",
                    should != NULL ? should : "");
  else
    ytt_audit_tell (self, place, _(advice), _("is not what the record says, so the search does not find it"));
}

static void
compare_row (YttAudit     *self,
             sqlite3_stmt *stmt,
             gpointer      data)
{
  const Comparison *comparison = data;
  int n_columns = (sqlite3_column_count (stmt) - FIRST_COLUMN) / 2;
  g_autofree char *name = ytt_sqlite_dup_text (stmt, 1);
  YttPlace place = { YTT_FINDING_DERIVED, comparison->table, sqlite3_column_int64 (stmt, 0), NULL, name };

  if (sqlite3_column_type (stmt, FIRST_COLUMN + n_columns) == SQLITE_NULL)
    ytt_audit_tell (self, &place, _("Change the facility in Ytterby and take that back: it is worked out anew then."),
                    _("the row of this facility is missing"));
  else
    for (int i = 1; i < n_columns; i++)
      if (!is_same (stmt, FIRST_COLUMN + i, FIRST_COLUMN + n_columns + i))
        {
          place.column = sqlite3_column_name (stmt, FIRST_COLUMN + n_columns + i);
          tell_value (self, comparison, &place, stmt, FIRST_COLUMN + i, FIRST_COLUMN + n_columns + i);
        }
}

static void
tell_superfluous (YttAudit     *self,
                  sqlite3_stmt *stmt,
                  gpointer      data)
{
  ytt_audit_tell (self, &(YttPlace) { YTT_FINDING_DERIVED, data, sqlite3_column_int64 (stmt, 0) },
                  _("Save a copy of the document in Ytterby, or delete the row in the program that wrote it."),
                  _("there is no facility of this key"));
}

/* The columns of a view, each of them of @table. */
static gboolean
append_columns (YttAudit    *self,
                GString     *sql,
                const char  *table,
                const char  *key,
                GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (self->db, "SELECT name FROM pragma_table_info (?1) ORDER BY cid", -1, &stmt, NULL);

  g_string_append_printf (sql, ", t.\"%s\"", key);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, table, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW && strcmp ((const char *) sqlite3_column_text (stmt, 0), "id") != 0)
      g_string_append_printf (sql, ", t.\"%s\"", sqlite3_column_text (stmt, 0));

  return !ytt_sqlite_failed (self->db, rc, error);
}

static gboolean
compare (YttAudit          *self,
         const Comparison  *comparison,
         const char        *view,
         const char        *key,
         GError           **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT d.id, f.name, d.*");
  g_autofree char *superfluous = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE \"%s\" NOT IN (SELECT id FROM facility)",
                                                  key, comparison->table, key);

  if (!append_columns (self, sql, comparison->table, key, error))
    return FALSE;
  g_string_append_printf (sql, " FROM \"%s\" d JOIN facility f ON f.id = d.id LEFT JOIN \"%s\" t ON t.\"%s\" = d.id",
                          view, comparison->table, key);

  return ytt_audit_ask (self, sql->str, compare_row, (gpointer) comparison, error)
         && ytt_audit_ask (self, superfluous, tell_superfluous, (gpointer) comparison->table, error);
}

/* The search index */

/* All rows of a table, as they are, into one of the same columns. */
static int
copy_table (sqlite3    *from,
            sqlite3    *to,
            const char *table)
{
  g_autofree char *select = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr(sqlite3_stmt) read = NULL;
  g_autoptr(sqlite3_stmt) write = NULL;
  g_autoptr(GString) insert = g_string_new (NULL);
  int rc = sqlite3_prepare_v2 (from, select, -1, &read, NULL);

  if (rc != SQLITE_OK)
    return rc;

  g_string_printf (insert, "INSERT INTO \"%s\" VALUES (?", table);
  for (int i = 1; i < sqlite3_column_count (read); i++)
    g_string_append (insert, ", ?");
  g_string_append_c (insert, ')');
  rc = sqlite3_prepare_v2 (to, insert->str, -1, &write, NULL);

  while (rc == SQLITE_OK && (rc = sqlite3_step (read)) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (read); i++)
        sqlite3_bind_value (write, i + 1, sqlite3_column_value (read, i));
      sqlite3_step (write);
      rc = sqlite3_reset (write);
    }

  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* FTS5 looks at an index only as one that may write it; so that is a copy, in a file that goes with its connection.
 * What it is set to it reads when the document is searched. */
static int
look_at_copy (sqlite3    *db,
              sqlite3    *copy,
              const char *create)
{
  static const char * const tables[] = {
    "search_data", "search_idx", "search_content", "search_docsize", "search_config"
  };
  g_autoptr(GString) clear = g_string_new ("PRAGMA journal_mode = OFF; BEGIN;");
  int rc = sqlite3_exec (db, "SELECT count (*) FROM search WHERE search MATCH 'a*'", NULL, NULL, NULL);

  g_string_append (clear, create);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_string_append_printf (clear, "; DELETE FROM %s", tables[i]);

  if (rc == SQLITE_OK)
    rc = sqlite3_exec (copy, clear->str, NULL, NULL, NULL);
  for (guint i = 0; rc == SQLITE_OK && i < G_N_ELEMENTS (tables); i++)
    rc = copy_table (db, copy, tables[i]);
  if (rc == SQLITE_OK)
    rc = sqlite3_exec (copy, "INSERT INTO search (search) VALUES ('integrity-check')", NULL, NULL, NULL);

  return rc;
}

static void
take_index (YttAudit     *self,
            sqlite3_stmt *stmt,
            gpointer      data)
{
  g_autoptr(sqlite3) copy = NULL;
  gboolean *whole = data;
  int rc = sqlite3_open ("", &copy);

  if (rc == SQLITE_OK)
    rc = look_at_copy (self->db, copy, (const char *) sqlite3_column_text (stmt, 0));
  *whole = (rc & 0xff) != SQLITE_CORRUPT && rc != SQLITE_ERROR;
  if (!*whole)
    ytt_audit_tell (self, &(YttPlace) { YTT_FINDING_DERIVED, "search" },
                    _("Open the document in Ytterby, which offers to make the index anew."),
                    _("the search index is damaged, so the search does not find everything"));
}

/* The extent */

static void
tell_extent (YttAudit     *self,
             sqlite3_stmt *stmt,
             gpointer      data)
{
  const YttPlace place = { YTT_FINDING_DERIVED, "gpkg_contents", 0, "min_x, min_y, max_x, max_y",
                           (const char *) sqlite3_column_text (stmt, 0) };

  ytt_audit_tell (self, &place, _("Change the place of a facility in Ytterby and take that back."),
                  _("some places lie outside of the extent, where other programs do not look for them"));
}

static gboolean
audit_extent (YttAudit  *self,
              GError   **error)
{
  /* Other programs may write it with fewer digits. */
  static const char sql[] =
    "SELECT c.table_name FROM gpkg_contents c,"
    " (SELECT min (ST_MinX (geom)) AS x, min (ST_MinY (geom)) AS y, max (ST_MaxX (geom)) AS xx, max (ST_MaxY (geom)) AS yy"
    "  FROM facility) f"
    " WHERE c.table_name IN ('facility', 'facility_overview')"
    " AND (f.x < c.min_x - 1e-6 OR f.y < c.min_y - 1e-6 OR f.xx > c.max_x + 1e-6 OR f.yy > c.max_y + 1e-6)";

  return ytt_audit_ask (self, sql, tell_extent, NULL, error);
}

/*< private >
 * ytt_audit_derived:
 * @self: an audit of a document whose tables and views are ours
 * @error: return location for a #YttError
 *
 * Returns: whether all that is derived could be compared with the rule
 */
gboolean
ytt_audit_derived (YttAudit  *self,
                   GError   **error)
{
  static const Comparison shown = { "facility_shown", TRUE };
  static const Comparison search = { "search", FALSE };
  gboolean whole = TRUE;

  return compare (self, &shown, "facility_derived", "id", error)
         && ytt_audit_ask (self, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'search'", take_index, &whole,
                           error)
         && (!whole || compare (self, &search, "facility_words", "rowid", error))
         && (self->no_contents || audit_extent (self, error));
}
