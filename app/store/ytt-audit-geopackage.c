/* What GeoPackage 1.3 (OGC 12-128r18) asks of a file. */

#include "config.h"

#include "ytt-audit-private.h"

#include "ytt-query-text.h"
#include "ytt-schema.h"

#include <glib/gi18n.h>
#include <string.h>

#define EXPORT_ADVICE N_("Export the document as a GeoPackage anew with “ytterby-cli export”.")

/* Requirement 2: 1.2 and 1.3 name their version there. */
static void
tell_version (YttAudit     *self,
              sqlite3_stmt *stmt,
              gpointer      data)
{
  int version = sqlite3_column_int (stmt, 0);

  if (version < 10200 || version >= 10400)
    ytt_audit_tell (self, &(YttPlace) { YTT_FINDING_GEOPACKAGE },
                    _("Set it with “PRAGMA user_version = 10300”."),
                    _("its user_version is %d, not 10300, the number of GeoPackage 1.3"), version);
}

/* A question whose every answer is a finding: its place (a table, a row's key or null, a column or null, a name or null). */
typedef struct
{
  const char *sql;
  const char *what;
  const char *advice;
} Rule;

static void
tell_rule (YttAudit     *self,
           sqlite3_stmt *stmt,
           gpointer      data)
{
  const Rule *rule = data;
  g_autofree char *name = ytt_sqlite_dup_text (stmt, 3);
  const YttPlace place = { YTT_FINDING_GEOPACKAGE, (const char *) sqlite3_column_text (stmt, 0), sqlite3_column_int64 (stmt, 1),
                           (const char *) sqlite3_column_text (stmt, 2), name };

  ytt_audit_tell (self, &place, _(rule->advice), "%s", _(rule->what));
}

static gboolean
audit_rules (YttAudit    *self,
             const Rule  *rules,
             GError     **error)
{
  for (; rules->sql != NULL; rules++)
    if (!ytt_audit_ask (self, rules->sql, tell_rule, (gpointer) rules, error))
      return FALSE;

  return TRUE;
}

static const Rule rules[] = {
  { "SELECT 'gpkg_contents', NULL, 'table_name', table_name FROM gpkg_contents"
    " WHERE table_name NOT IN (SELECT name FROM sqlite_schema WHERE type IN ('table', 'view'))",
    N_("names a table that is not there"), N_("Delete the row in the program that wrote it.") },
  { "SELECT 'gpkg_contents', NULL, 'last_change', table_name FROM gpkg_contents WHERE last_change NOT GLOB"
    " '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]*Z' OR julianday (last_change) IS NULL",
    N_("is no time as in 2025-08-01T12:00:00.000Z"), N_("Write it anew in the program that wrote it.") },
  { "SELECT 'gpkg_contents', NULL, 'srs_id', table_name FROM gpkg_contents"
    " WHERE srs_id IS NOT NULL AND srs_id NOT IN (SELECT srs_id FROM gpkg_spatial_ref_sys)",
    N_("names a reference system that is not there"), N_("Write it anew in the program that wrote it.") },
  { "SELECT 'gpkg_geometry_columns', NULL, 'table_name', table_name FROM gpkg_contents"
    " WHERE data_type = 'features' AND table_name NOT IN (SELECT table_name FROM gpkg_geometry_columns)",
    N_("a layer has no entry there, so other programs do not find its places"), EXPORT_ADVICE },
  { "SELECT 'gpkg_geometry_columns', NULL, 'table_name', table_name FROM gpkg_geometry_columns"
    " WHERE table_name NOT IN (SELECT table_name FROM gpkg_contents)",
    N_("names a layer that is not in gpkg_contents"), N_("Delete the row in the program that wrote it.") },
  { "SELECT 'gpkg_extensions', NULL, 'table_name', table_name FROM gpkg_extensions WHERE table_name IS NOT NULL"
    " AND table_name NOT IN (SELECT name FROM sqlite_schema WHERE type IN ('table', 'view'))",
    N_("names a table that is not there"), N_("Delete the row in the program that wrote it.") },
  { "SELECT 'gpkg_extensions', NULL, 'extension_name', table_name FROM gpkg_extensions"
    " WHERE extension_name = 'gpkg_rtree_index' AND 'rtree_' || table_name || '_' || column_name"
    "  NOT IN (SELECT name FROM sqlite_schema WHERE type = 'table')",
    N_("the spatial index that it tells of is not there"), N_("Make the index anew in the program that made it.") },
  /* Requirement 29: the key of a table is a single integer. */
  { "SELECT c.table_name, NULL, NULL, NULL FROM gpkg_contents c JOIN sqlite_schema s ON s.name = c.table_name AND s.type = 'table'"
    " WHERE c.data_type IN ('features', 'attributes')"
    " AND (SELECT count (*) <> 1 OR upper (max (type)) <> 'INTEGER' FROM pragma_table_info (c.table_name) WHERE pk > 0)",
    N_("its key is no single INTEGER PRIMARY KEY"), N_("Make the table anew in the program that made it.") },
  { NULL }
};

/* Types of columns: table 1 of the standard, and geometries. */

static gboolean
is_allowed_type (const char *type)
{
  static const char * const types[] = {
    "BOOLEAN", "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER", "FLOAT", "DOUBLE", "REAL", "DATE", "DATETIME", "TEXT",
    "BLOB", "GEOMETRY", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON",
    "GEOMETRYCOLLECTION", "CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE", "CURVE", "SURFACE",
    NULL
  };
  const char *length;
  char *end;

  if (g_strv_contains (types, type))
    return TRUE;
  if (!g_str_has_prefix (type, "TEXT(") && !g_str_has_prefix (type, "BLOB("))
    return FALSE;

  length = type + strlen ("TEXT(");

  return g_ascii_strtoull (length, &end, 10) > 0 && strcmp (end, ")") == 0;
}

static void
tell_type (YttAudit     *self,
           sqlite3_stmt *stmt,
           gpointer      data)
{
  const char *type = (const char *) sqlite3_column_text (stmt, 2);
  const YttPlace place = { YTT_FINDING_GEOPACKAGE, (const char *) sqlite3_column_text (stmt, 0), 0,
                           (const char *) sqlite3_column_text (stmt, 1), NULL };

  if (type != NULL && !is_allowed_type (type))
    ytt_audit_tell (self, &place, _("Make the table anew in the program that made it, with a type such as TEXT or REAL."),
                    _("GeoPackage knows no type “%s”"), type);
}

/* Tables of ours, and what is registered of them */

static char *
get_key (sqlite3_stmt *stmt,
         int           n_columns)
{
  g_autoptr(GString) key = g_string_new (NULL);

  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (key, "%s\n", (const char *) sqlite3_column_text (stmt, i));

  return g_strdup (key->str);
}

typedef struct
{
  const char *table;
  const char *sql;     /* the first of its columns says what an entry is of */
} Registry;

static void
take_registered (YttAudit     *self,
                 sqlite3_stmt *stmt,
                 gpointer      data)
{
  g_hash_table_add (data, get_key (stmt, sqlite3_column_count (stmt)));
}

/* All that a new document registers must be there, whatever else is. */
static gboolean
audit_registry (YttAudit        *self,
                sqlite3         *fresh,
                const Registry  *registry,
                GError         **error)
{
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  if (!ytt_audit_ask (self, registry->sql, take_registered, found, error))
    return FALSE;

  rc = sqlite3_prepare_v2 (fresh, registry->sql, -1, &stmt, NULL);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        g_autofree char *key = get_key (stmt, sqlite3_column_count (stmt));
        const YttPlace place = { YTT_FINDING_GEOPACKAGE, registry->table, 0, NULL,
                                 (const char *) sqlite3_column_text (stmt, 0) };

        if (!g_hash_table_contains (found, key))
          ytt_audit_tell (self, &place, _(EXPORT_ADVICE), _("its entry is missing there, or was changed"));
      }

  return !ytt_sqlite_failed (fresh, rc, error);
}

static gboolean
audit_registries (YttAudit  *self,
                  GError   **error)
{
  static const Registry registries[] = {
    { "gpkg_spatial_ref_sys", "SELECT srs_id, organization_coordsys_id, upper (organization) FROM gpkg_spatial_ref_sys" },
    { "gpkg_contents", "SELECT table_name, data_type, srs_id FROM gpkg_contents" },
    { "gpkg_geometry_columns",
      "SELECT table_name, column_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns" },
  };
  g_autoptr(sqlite3) fresh = NULL;

  if (ytt_sqlite_failed (NULL, sqlite3_open (":memory:", &fresh), error) || !ytt_schema_create (fresh, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (registries); i++)
    if (!audit_registry (self, fresh, &registries[i], error))
      return FALSE;

  return TRUE;
}

/* Geometries */

enum
{
  FLAG_LITTLE_ENDIAN = 1 << 0,
  FLAG_EXTENDED      = 1 << 5,
  FLAGS_RESERVED     = 3 << 6,
  HEADER_SIZE        = 8,
};

/* (nullable): what is wrong with the header of a geometry. What is no point at all is found with the values. */
static const char *
find_fault (const guint8 *blob,
            gsize         size)
{
  guint32 srs;

  if (blob == NULL || size < HEADER_SIZE || blob[0] != 'G' || blob[1] != 'P')
    return N_("is no geometry as GeoPackage has it");
  if (blob[2] != 0)
    return N_("is a geometry of a version that GeoPackage 1.3 does not know");
  if ((blob[3] & (FLAG_EXTENDED | FLAGS_RESERVED)) != 0)
    return N_("is a geometry with flags that GeoPackage 1.3 does not know");

  memcpy (&srs, blob + 4, sizeof srs);
  srs = (blob[3] & FLAG_LITTLE_ENDIAN) != 0 ? GUINT32_FROM_LE (srs) : GUINT32_FROM_BE (srs);

  return srs != 4326 ? N_("is a geometry in another reference system than that of its layer, EPSG:4326") : NULL;
}

static void
look_at_geometry (YttAudit     *self,
                  sqlite3_stmt *stmt,
                  gpointer      data)
{
  const char *fault = sqlite3_column_type (stmt, 2) == SQLITE_BLOB
                        ? find_fault (sqlite3_column_blob (stmt, 2), (gsize) sqlite3_column_bytes (stmt, 2))
                        : N_("is no geometry as GeoPackage has it");
  g_autofree char *name = fault != NULL ? ytt_sqlite_dup_text (stmt, 1) : NULL;

  if (fault != NULL)
    ytt_audit_tell (self, &(YttPlace) { YTT_FINDING_GEOPACKAGE, "facility", sqlite3_column_int64 (stmt, 0), "geom", name },
                    _("Place the facility anew in Ytterby."), "%s", _(fault));
}

/* A spatial index of the facilities, which another program made. */
static gboolean
audit_index (YttAudit  *self,
             GError   **error)
{
  static const Rule index_rules[] = {
    { "SELECT 'rtree_facility_geom', f.id, NULL, f.name FROM facility f LEFT JOIN rtree_facility_geom r ON r.id = f.id"
      " WHERE f.geom IS NOT NULL AND NOT ST_IsEmpty (f.geom) AND (r.id IS NULL OR ST_MinX (f.geom) < r.minx"
      " OR ST_MaxX (f.geom) > r.maxx OR ST_MinY (f.geom) < r.miny OR ST_MaxY (f.geom) > r.maxy)",
      N_("the spatial index does not know its place, so other programs do not find it there"),
      N_("Make the index anew in the program that made it.") },
    { "SELECT 'rtree_facility_geom', r.id, NULL, NULL FROM rtree_facility_geom r"
      " WHERE r.id NOT IN (SELECT id FROM facility WHERE geom IS NOT NULL)",
      N_("the spatial index has a place that no facility has"), N_("Make the index anew in the program that made it.") },
    { NULL }
  };
  static const char sql[] = "SELECT 1 FROM sqlite_schema WHERE name = 'rtree_facility_geom' AND sql LIKE '%rtree%'";
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (self->db, rc, error))
    return FALSE;

  return rc == SQLITE_DONE || audit_rules (self, index_rules, error);
}

/* The tables that each GeoPackage has. */
static gboolean
audit_tables (YttAudit  *self,
              GError   **error)
{
  static const char * const tables[] = {
    "gpkg_spatial_ref_sys", "gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions"
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      int rc = sqlite3_table_column_metadata (self->db, "main", tables[i], NULL, NULL, NULL, NULL, NULL, NULL);

      if (rc != SQLITE_ERROR && ytt_sqlite_failed (self->db, rc, error))
        return FALSE;
      if (rc != SQLITE_ERROR)
        continue;
      self->no_contents = TRUE;
      ytt_audit_tell (self, &(YttPlace) { YTT_FINDING_GEOPACKAGE, tables[i] }, _(EXPORT_ADVICE), _("the table is missing"));
    }

  return TRUE;
}

/*< private >
 * ytt_audit_geopackage:
 * @self: an audit
 * @error: return location for a #YttError
 *
 * Returns: whether all that GeoPackage asks for could be looked at
 */
gboolean
ytt_audit_geopackage (YttAudit  *self,
                      GError   **error)
{
  static const char types[] =
    "SELECT c.table_name, i.name, i.type FROM gpkg_contents c"
    " JOIN sqlite_schema s ON s.name = c.table_name AND s.type = 'table', pragma_table_info (c.table_name) i"
    " WHERE c.data_type IN ('features', 'attributes')";

  if (!ytt_audit_ask (self, "PRAGMA user_version", tell_version, NULL, error) || !audit_tables (self, error))
    return FALSE;
  if (self->no_contents)
    return TRUE;

  return audit_rules (self, rules, error)
         && ytt_audit_ask (self, types, tell_type, NULL, error)
         && audit_registries (self, error)
         && (self->unreadable
             || (ytt_audit_ask (self, "SELECT id, name, geom FROM facility WHERE geom IS NOT NULL", look_at_geometry, NULL, error)
                 && audit_index (self, error)));
}
