#include "config.h"

#include "ytt-record-tables.h"

#include <glib/gi18n.h>

static const YttRecordTable record_tables[] = {
  { "meta", "key" },
  { "source", "title" },
  { "organisation", "name" },
  { "facility", "name" },
  { "facility_name", "name", { { "facility", "facility" } } },
  { "facility_stage", "stage", { { "facility", "facility" } } },
  { "facility_element", "element", { { "facility", "facility" } } },
  { "facility_product", "product", { { "facility", "facility" } } },
  { "facility_organisation", "role", { { "facility", "facility" } } },
  { "facility_source", "source", { { "facility", "facility" } } },
  { "claim", "attribute", { { "facility", "facility" } } },
  { "announcement", "title" },
  { "announcement_party", "role", { { "announcement", "announcement" } } },
  { "announcement_facility", "facility", { { "announcement", "announcement" }, { "facility", "facility" } } },
  { "announcement_source", "source", { { "announcement", "announcement" } } },
  { "link", "material", { { "from_facility", "facility" }, { "to_facility", "facility" },
                          { "to_organisation", "organisation" } } },
  { "figure", "measure" },
  { "tour", "title" },
  { "tour_stop", "title", { { "tour", "tour" } } },
  { "tour_stop_claim", "claim", { { "stop", "tour_stop" } } },
  { "tour_stop_announcement", "announcement", { { "stop", "tour_stop" } } },
  { "saved_view", "name" },
  { "source_attachment", "attachment", { { "source", "source" } } },
  { NULL }
};

const YttRecordTable *
ytt_record_tables_get (void)
{
  return record_tables;
}

const YttRecordTable *
ytt_record_tables_find (const char *name)
{
  for (guint i = 0; record_tables[i].name != NULL; i++)
    if (g_strcmp0 (record_tables[i].name, name) == 0)
      return &record_tables[i];

  return NULL;
}

void
ytt_table_shape_free (YttTableShape *shape)
{
  if (shape == NULL)
    return;

  g_ptr_array_unref (shape->columns);
  g_ptr_array_unref (shape->parents);
  g_ptr_array_unref (shape->defaults);
  g_free (shape);
}

/* Defaults are written as literals of SQL; ours are numbers and plain texts. */
static gboolean
read_columns (YttTableShape  *shape,
              sqlite3        *db,
              GError        **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, "SELECT c.name, c.type, (SELECT f.\"table\" FROM pragma_foreign_key_list(?1) f"
                                   "                         WHERE f.\"from\" = c.name), trim (c.dflt_value, char (39))"
                                   " FROM pragma_table_info(?1) c ORDER BY c.cid", -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, shape->record->name, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        if (g_strcmp0 ((const char *) sqlite3_column_text (stmt, 1), "POINT") == 0)
          shape->geometry = (int) shape->columns->len;
        g_ptr_array_add (shape->columns, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
        g_ptr_array_add (shape->parents, g_strdup ((const char *) sqlite3_column_text (stmt, 2)));
        g_ptr_array_add (shape->defaults, g_strdup ((const char *) sqlite3_column_text (stmt, 3)));
      }

  return !ytt_sqlite_failed (db, rc, error);
}

/**
 * ytt_table_shape_read:
 * @db: a connection to a document
 * @name: a table
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): the table as it is in the document, or %NULL with %YTT_ERROR_INVALID if it is
 *   none that people edit
 */
YttTableShape *
ytt_table_shape_read (sqlite3     *db,
                      const char  *name,
                      GError     **error)
{
  const YttRecordTable *record = ytt_record_tables_find (name);
  g_autoptr(YttTableShape) shape = NULL;

  if (record == NULL)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” is no table that can be edited"), name);
      return NULL;
    }

  shape = g_new0 (YttTableShape, 1);
  shape->record = record;
  shape->columns = g_ptr_array_new_with_free_func (g_free);
  shape->parents = g_ptr_array_new_with_free_func (g_free);
  shape->defaults = g_ptr_array_new_with_free_func (g_free);
  shape->geometry = -1;

  if (!read_columns (shape, db, error))
    return NULL;

  return g_steal_pointer (&shape);
}

int
ytt_table_shape_find_column (YttTableShape *shape,
                             const char    *name)
{
  for (guint i = 0; i < shape->columns->len; i++)
    if (g_str_equal (g_ptr_array_index (shape->columns, i), name))
      return (int) i;

  return -1;
}

GHashTable *
ytt_table_shapes_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ytt_table_shape_free);
}

YttTableShape *
ytt_table_shapes_get (GHashTable  *shapes,
                      sqlite3     *db,
                      const char  *name,
                      GError     **error)
{
  YttTableShape *shape = g_hash_table_lookup (shapes, name);

  if (shape == NULL && (shape = ytt_table_shape_read (db, name, error)) != NULL)
    g_hash_table_insert (shapes, (gpointer) shape->record->name, shape);

  return shape;
}
