/* A document is written to PostgreSQL.
 *
 * All happens in one transaction. GDAL copies the rows into temporary tables beside those of the schema; then what is gone
 * is deleted, what differs updated and what is new inserted. Tables are made only where there are none and never dropped, so
 * that other people's views and rights on them stay, and rows that are the same are not written again. */

#include "config.h"

#include "ytt-publish.h"

#include <cpl_error.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdlib.h>

#include "ytt-place.h"
#include "ytt-published.h"
#include "ytt-tables.h"

#define ROWS_A_LOOK 1000

/* Begins the name of a temporary table. */
#define INCOMING "ytterby_new_"

/* Rows that are added on the server are numbered from here on, or from a random number far behind it and below 53 bits. */
#define FIRST_NUMBER (G_GINT64_CONSTANT (1) << 32)

/* Copying takes about as long as what comes behind it. */
#define COPYING 0.5

typedef struct
{
  YttServer          *server;     /* (not owned) */
  GDALDatasetH        document;   /* (not owned) */
  GPtrArray          *tables;     /* (element-type YttTable) */
  char               *schema;     /* as SQL */
  YttPlace            place;
  GHashTable         *there;      /* what the schema holds: "r facility", "c facility.name", "k claim.claim_source_fkey" ... */
  YttPublishProgress  progress;
  gpointer            progress_data;
  gint64              n_rows;
  gint64              n_copied;
  gint64              n_merged;
  gint64              removed;
  gint64              changed;
  gint64              added;
} Publishing;

static void
publishing_clear (Publishing *self)
{
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->there, g_hash_table_unref);
  ytt_place_clear (&self->place);
  g_free (self->schema);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Publishing, publishing_clear)

static void
tell_progress (Publishing *self)
{
  double all = (double) MAX (self->n_rows, 1);

  self->progress (COPYING * MIN (1, (double) self->n_copied / all)
                  + (1 - COPYING) * MIN (1, (double) self->n_merged / all), self->progress_data);
}

static gboolean
run (Publishing  *self,
     GError     **error,
     const char  *format,
     ...) G_GNUC_PRINTF (3, 4);

static gboolean
run (Publishing  *self,
     GError     **error,
     const char  *format,
     ...)
{
  g_autofree char *sql = NULL;
  va_list values;

  va_start (values, format);
  sql = g_strdup_vprintf (format, values);
  va_end (values);

  return ytt_server_run (self->server, sql, error);
}

static gboolean
is_there (Publishing *self,
          const char *kind,
          const char *name,
          const char *part)
{
  g_autofree char *what = g_strconcat (kind, " ", name, part != NULL ? "." : NULL, part, NULL);

  return g_hash_table_contains (self->there, what);
}

/* What is there */

static gboolean
list_schema (Publishing  *self,
             const char  *schema,
             GError     **error)
{
  g_autofree char *text = ytt_sql_text (schema);
  g_autofree char *sql = g_strdup_printf (
    "WITH s AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = %s), "
    "r AS (SELECT c.oid, c.relname::text AS name, c.relkind::text AS kind FROM pg_catalog.pg_class c "
    "WHERE c.relnamespace = (SELECT oid FROM s)), "
    "q AS (SELECT CASE WHEN kind IN ('r', 'p') THEN 'r ' WHEN kind IN ('i', 'I') THEN 'i ' ELSE 'v ' END || name AS what FROM r "
    "UNION ALL SELECT 'c ' || r.name || '.' || a.attname::text FROM r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid "
    "WHERE a.attnum > 0 AND NOT a.attisdropped AND r.kind IN ('r', 'p') "
    "UNION ALL SELECT 'k ' || r.name || '.' || k.conname::text FROM r JOIN pg_catalog.pg_constraint k ON k.conrelid = r.oid) "
    "SELECT what FROM q", text);
  g_autoptr(GPtrArray) rows = ytt_server_ask (self->server, sql, error);

  if (rows == NULL)
    return FALSE;

  self->there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (self->there, g_strdup (((char **) g_ptr_array_index (rows, i))[0]));

  return TRUE;
}

static gboolean
check_place (const YttPlace  *place,
             const char      *schema,
             GError         **error)
{
  if (place->postgis == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("The database “%s” has no PostGIS. Its administrator can add it: CREATE EXTENSION postgis;"), place->database);
  else if (place->read_only)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY,
                         _("The server is a copy that can only be read. Publish to the one that it is copied from."));
  else if (!place->exists && !place->may_create)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _("The user may not make the schema “%s”. The administrator of “%s” has to make it, or to allow it: "
                   "GRANT CREATE ON DATABASE …"), schema, place->database);
  else if (place->schema == 0 && !place->may_create)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _("The user may make no tables in the schema “%s”. Its owner has to allow it: GRANT CREATE ON SCHEMA …"), schema);
  else
    return TRUE;

  return FALSE;
}

static int
get_document_schema (Publishing *self)
{
  OGRLayerH layer = GDALDatasetGetLayerByName (self->document, "meta");
  OGRFeatureH feature;
  int number = 0;

  OGR_L_ResetReading (layer);
  while (number == 0 && (feature = OGR_L_GetNextFeature (layer)) != NULL)
    {
      if (g_str_equal (OGR_F_GetFieldAsString (feature, OGR_F_GetFieldIndex (feature, "key")), "schema"))
        number = OGR_F_GetFieldAsInteger (feature, OGR_F_GetFieldIndex (feature, "value"));
      OGR_F_Destroy (feature);
    }

  return number;
}

/* Nothing of other people's is touched. */
static gboolean
check_tables (Publishing  *self,
              const char  *schema,
              GError     **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const YttTable *table = g_ptr_array_index (self->tables, i);

      if (is_there (self, "v", table->name, NULL) || (self->place.schema == 0 && is_there (self, "r", table->name, NULL))
          || (is_there (self, "r", table->name, NULL) && !is_there (self, "c", table->name, "id")))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                       _("The schema “%s” has a table “%s” that is not Ytterby's. Choose another schema."), schema, table->name);
          return FALSE;
        }
    }
  if (self->place.schema > get_document_schema (self))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("A later Ytterby has published to the schema “%s”. Update Ytterby, or choose another schema."), schema);
      return FALSE;
    }

  return TRUE;
}

/* Tables */

static char *
dup_type (Publishing      *self,
          const YttColumn *column)
{
  static const char * const types[] = { "bigint", "double precision", "text", "bytea" };
  g_autofree char *postgis = ytt_sql_name (self->place.postgis);

  return column->type == YTT_COLUMN_POINT ? g_strconcat (postgis, ".geometry(Point,4326)", NULL) : g_strdup (types[column->type]);
}

static char *
dup_column (Publishing      *self,
            const YttColumn *column)
{
  g_autofree char *name = ytt_sql_name (column->name), *type = dup_type (self, column);

  return g_strconcat (name, " ", type, column->not_null ? " NOT NULL" : "", column->usual != NULL ? " DEFAULT " : NULL,
                      column->usual, NULL);
}

/* Who adds a row there need not think of a number for it, nor does it get one that a document uses in the meantime. */
static gboolean
make_table (Publishing      *self,
            const YttTable  *table,
            GError         **error)
{
  g_autoptr(GString) columns = g_string_new (NULL);
  g_autofree char *name = ytt_sql_name (table->name);
  gint64 first = FIRST_NUMBER + ((gint64) g_random_int () << 20);

  g_string_append_printf (columns, "id bigint GENERATED BY DEFAULT AS IDENTITY (START WITH %" G_GINT64_FORMAT ") PRIMARY KEY",
                          first);
  for (guint i = 0; i < table->columns->len; i++)
    {
      g_autofree char *column = dup_column (self, g_ptr_array_index (table->columns, i));

      g_string_append_printf (columns, ", %s", column);
    }

  if (!run (self, error, "CREATE TABLE %s.%s (%s)", self->schema, name, columns->str))
    return FALSE;
  if (table->description != NULL)
    {
      g_autofree char *comment = ytt_sql_text (table->description);

      return run (self, error, "COMMENT ON TABLE %s.%s IS %s", self->schema, name, comment);
    }

  return TRUE;
}

/* A table that an earlier version made may lack what came later. */
static gboolean
complete_table (Publishing      *self,
                const YttTable  *table,
                GError         **error)
{
  g_autofree char *name = ytt_sql_name (table->name);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const YttColumn *column = g_ptr_array_index (table->columns, i);
      g_autofree char *sql = dup_column (self, column);

      if (!is_there (self, "c", table->name, column->name)
          && !run (self, error, "ALTER TABLE %s.%s ADD COLUMN %s", self->schema, name, sql))
        return FALSE;
    }

  return TRUE;
}

static gboolean
make_tables (Publishing  *self,
             GError     **error)
{
  if (!self->place.exists && !run (self, error, "CREATE SCHEMA %s", self->schema))
    return FALSE;

  for (guint i = 0; i < self->tables->len; i++)
    {
      const YttTable *table = g_ptr_array_index (self->tables, i);

      if (!(is_there (self, "r", table->name, NULL) ? complete_table (self, table, error) : make_table (self, table, error)))
        return FALSE;
    }

  return TRUE;
}

/* Unique and foreign keys can wait until the end of a transaction, in which rows may swap what is unique of them. */
static gboolean
make_key (Publishing      *self,
          const YttTable  *table,
          const YttKey    *key,
          GError         **error)
{
  g_autofree char *name = ytt_sql_name (table->name), *key_name = ytt_sql_name (key->name);
  g_autofree char *target = key->target != NULL ? ytt_sql_name (key->target) : NULL;

  if (key->kind == YTT_KEY_INDEX)
    return is_there (self, "i", key->name, NULL)
           || run (self, error, "CREATE INDEX %s ON %s.%s (%s)", key_name, self->schema, name, key->columns);
  if (is_there (self, "k", table->name, key->name))
    return TRUE;
  if (key->kind == YTT_KEY_UNIQUE)
    return run (self, error, "ALTER TABLE %s.%s ADD CONSTRAINT %s UNIQUE (%s) DEFERRABLE", self->schema, name, key_name,
                key->columns);

  return ytt_tables_find (self->tables, key->target) == NULL
         || run (self, error, "ALTER TABLE %s.%s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s.%s (id) DEFERRABLE",
                 self->schema, name, key_name, key->columns, self->schema, target);
}

static gboolean
make_place_index (Publishing       *self,
                  const YttTable   *table,
                  const YttColumn  *column,
                  GError          **error)
{
  g_autofree char *index = g_strdup_printf ("%s_%s_idx", table->name, column->name), *index_name = ytt_sql_name (index);
  g_autofree char *name = ytt_sql_name (table->name), *column_name = ytt_sql_name (column->name);

  return is_there (self, "i", index, NULL)
         || run (self, error, "CREATE INDEX %s ON %s.%s USING gist (%s)", index_name, self->schema, name, column_name);
}

static gboolean
make_keys (Publishing  *self,
           GError     **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const YttTable *table = g_ptr_array_index (self->tables, i);

      for (guint j = 0; j < table->columns->len; j++)
        {
          const YttColumn *column = g_ptr_array_index (table->columns, j);

          if (column->type == YTT_COLUMN_POINT && !make_place_index (self, table, column, error))
            return FALSE;
        }
      for (guint j = 0; j < table->keys->len; j++)
        if (!make_key (self, table, g_ptr_array_index (table->keys, j), error))
          return FALSE;
    }

  return TRUE;
}

/* The layer that a document has for other programs; see data/schema/views.sql. It is made anew only where the tables are of
 * an earlier version, since that would wait for whoever reads it. */
static gboolean
make_view (Publishing  *self,
           int          document_schema,
           GError     **error)
{
  if (is_there (self, "v", "facility_overview", NULL) && self->place.schema == document_schema)
    return TRUE;
  if (is_there (self, "r", "facility_overview", NULL))
    return TRUE;

  return run (self, error, "CREATE OR REPLACE VIEW %s.facility_overview AS "
              "SELECT f.id AS ogc_fid, f.geom, f.facility, f.name, f.country, f.admin1, f.locality, f.location_precision, "
              "s.status, s.status_as_of, s.stage_list AS stages, "
              "(SELECT o.name FROM %s.facility_organisation r JOIN %s.organisation o ON o.id = r.organisation "
              "WHERE r.facility = f.id AND r.role = 'operator' ORDER BY r.position, r.id LIMIT 1) AS operator, "
              "s.start_year, s.headline_value AS capacity, s.headline_value_max AS capacity_max, "
              "s.headline_unit AS capacity_unit, s.headline_basis AS capacity_basis, "
              "s.headline_qualifier AS capacity_qualifier, s.headline_as_of AS capacity_as_of, "
              "s.newest_claim, s.newest_source, s.contradicted "
              "FROM %s.facility f LEFT JOIN %s.facility_shown s ON s.id = f.id",
              self->schema, self->schema, self->schema, self->schema, self->schema)
         && run (self, error, "COMMENT ON VIEW %s.facility_overview IS 'Facilities with status, stages and shown figures'",
                 self->schema);
}

/* Rows */

/* Numbers with a point are copied as text: GDAL would round them. */
static OGRLayerH
make_incoming (Publishing      *self,
               const YttTable  *table,
               GError         **error)
{
  static const char * const options[] = {
    "TEMPORARY=ON", "LAUNDER=NO", "FID=id", "FID64=TRUE", "GEOMETRY_NAME=geom", "SPATIAL_INDEX=NONE", "DIM=2", NULL
  };
  g_autofree char *name = g_strconcat (INCOMING, table->name, NULL);
  OGRSpatialReferenceH wgs84 = OSRNewSpatialReference (NULL);
  OGRwkbGeometryType shape = wkbNone;
  OGRLayerH layer;

  OSRImportFromEPSG (wgs84, 4326);
  for (guint i = 0; i < table->columns->len; i++)
    if (((YttColumn *) g_ptr_array_index (table->columns, i))->type == YTT_COLUMN_POINT)
      shape = wkbPoint;

  CPLErrorReset ();
  layer = GDALDatasetCreateLayer (ytt_server_get_dataset (self->server), name, shape != wkbNone ? wgs84 : NULL, shape,
                                  (char **) options);
  OSRDestroySpatialReference (wgs84);
  for (guint i = 0; layer != NULL && i < table->columns->len; i++)
    {
      const YttColumn *column = g_ptr_array_index (table->columns, i);
      OGRFieldDefnH field = OGR_Fld_Create (column->name, column->type == YTT_COLUMN_INTEGER ? OFTInteger64
                                                          : column->type == YTT_COLUMN_BYTES ? OFTBinary : OFTString);

      if (column->type != YTT_COLUMN_POINT && OGR_L_CreateField (layer, field, FALSE) != OGRERR_NONE)
        layer = NULL;
      OGR_Fld_Destroy (field);
    }
  if (layer == NULL)
    ytt_server_set_error (error);

  return layer;
}

static void
copy_cell (OGRFeatureH    from,
           int            at,
           YttColumnType  type,
           OGRFeatureH    to,
           int            there)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  int size = 0;

  if (at < 0 || !OGR_F_IsFieldSetAndNotNull (from, at))
    {
      OGR_F_SetFieldNull (to, there);
      return;
    }

  if (type == YTT_COLUMN_INTEGER)
    OGR_F_SetFieldInteger64 (to, there, OGR_F_GetFieldAsInteger64 (from, at));
  else if (type == YTT_COLUMN_REAL)
    OGR_F_SetFieldString (to, there, g_ascii_formatd (number, sizeof number, "%.17g", OGR_F_GetFieldAsDouble (from, at)));
  else if (type == YTT_COLUMN_BYTES)
    {
      const GByte *bytes = OGR_F_GetFieldAsBinary (from, at, &size);

      OGR_F_SetFieldBinary (to, there, size, bytes);
    }
  else
    {
      const char *text = OGR_F_GetFieldAsString (from, at);
      g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);

      OGR_F_SetFieldString (to, there, valid != NULL ? valid : text);
    }
}

static gboolean
copy_row (const YttTable  *table,
          OGRFeatureH      from,
          OGRLayerH        layer,
          GError         **error)
{
  OGRFeatureH to = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  int there = 0;
  OGRErr failed;

  OGR_F_SetFID (to, OGR_F_GetFID (from));
  for (guint i = 0; i < table->columns->len; i++)
    {
      const YttColumn *column = g_ptr_array_index (table->columns, i);

      if (column->type != YTT_COLUMN_POINT)
        copy_cell (from, OGR_F_GetFieldIndex (from, column->name), column->type, to, there++);
      else if (OGR_F_GetGeometryRef (from) != NULL)
        OGR_F_SetGeometry (to, OGR_F_GetGeometryRef (from));
    }

  CPLErrorReset ();
  failed = OGR_L_CreateFeature (layer, to);
  OGR_F_Destroy (to);
  if (failed != OGRERR_NONE)
    ytt_server_set_error (error);

  return failed == OGRERR_NONE;
}

static gboolean
copy_rows (Publishing      *self,
           const YttTable  *table,
           GError         **error)
{
  OGRLayerH from = GDALDatasetGetLayerByName (self->document, table->name), layer = make_incoming (self, table, error);
  OGRFeatureH feature;

  if (layer == NULL)
    return FALSE;

  OGR_L_ResetReading (from);
  while ((feature = OGR_L_GetNextFeature (from)) != NULL)
    {
      gboolean done = copy_row (table, feature, layer, error);

      OGR_F_Destroy (feature);
      if (!done)
        return FALSE;
      if (++self->n_copied % ROWS_A_LOOK == 0)
        tell_progress (self);
    }

  CPLErrorReset ();
  if (OGR_L_SyncToDisk (layer) != OGRERR_NONE || CPLGetLastErrorType () >= CE_Failure)
    {
      ytt_server_set_error (error);
      return FALSE;
    }

  return run (self, error, "ANALYZE pg_temp." INCOMING "%s", table->name);
}

static gboolean
count (Publishing  *self,
       gint64      *counted,
       GError     **error,
       const char  *format,
       ...) G_GNUC_PRINTF (4, 5);

static gboolean
count (Publishing  *self,
       gint64      *counted,
       GError     **error,
       const char  *format,
       ...)
{
  g_autofree char *change = NULL, *sql = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  va_list values;

  va_start (values, format);
  change = g_strdup_vprintf (format, values);
  va_end (values);

  sql = g_strdup_printf ("WITH done AS (%s RETURNING 1) SELECT count(*) AS n FROM done", change);
  rows = ytt_server_ask (self->server, sql, error);
  if (rows == NULL)
    return FALSE;

  *counted += g_ascii_strtoll (((char **) g_ptr_array_index (rows, 0))[0], NULL, 10);

  return TRUE;
}

static gboolean
merge_rows (Publishing      *self,
            const YttTable  *table,
            GError         **error)
{
  g_autoptr(GString) names = g_string_new (NULL), old = g_string_new (NULL), new = g_string_new (NULL);
  g_autofree char *incoming = g_strconcat (INCOMING, table->name, NULL), *from = ytt_sql_name (incoming);
  g_autofree char *name = ytt_sql_name (table->name);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const YttColumn *column = g_ptr_array_index (table->columns, i);
      g_autofree char *quoted = ytt_sql_name (column->name);
      const char *comma = i > 0 ? ", " : "";

      g_string_append_printf (names, "%s%s", comma, quoted);
      g_string_append_printf (old, "%st.%s", comma, quoted);
      g_string_append_printf (new, "%sn.%s%s", comma, column->type == YTT_COLUMN_POINT ? "geom" : quoted,
                              column->type == YTT_COLUMN_REAL ? "::double precision" : "");
    }

  if (!count (self, &self->removed, error, "DELETE FROM %s.%s t WHERE NOT EXISTS (SELECT 1 FROM pg_temp.%s n WHERE n.id = t.id)",
              self->schema, name, from)
      || !count (self, &self->changed, error, "UPDATE %s.%s t SET (%s) = ROW (%s) FROM pg_temp.%s n "
                 "WHERE n.id = t.id AND (%s) IS DISTINCT FROM (%s)", self->schema, name, names->str, new->str, from, old->str,
                 new->str)
      || !count (self, &self->added, error, "INSERT INTO %s.%s (id, %s) SELECT n.id, %s FROM pg_temp.%s n "
                 "WHERE NOT EXISTS (SELECT 1 FROM %s.%s t WHERE t.id = n.id)", self->schema, name, names->str, new->str, from,
                 self->schema, name))
    return FALSE;

  self->n_merged += table->n_rows;
  tell_progress (self);

  return run (self, error, "DROP TABLE pg_temp.%s", from);
}

/* The whole */

/* Functions and types come from PostgreSQL and PostGIS alone, whatever others put into other schemas. */
static gboolean
begin (Publishing  *self,
       const char  *schema,
       GError     **error)
{
  g_autofree char *lock = g_strconcat ("ytterby ", schema, NULL), *text = ytt_sql_text (lock);
  g_autofree char *postgis = ytt_sql_name (self->place.postgis);

  if (!ytt_server_prepare (self->server, self->place.version, error) || !run (self, error, "SET search_path = %s", postgis))
    return FALSE;

  CPLErrorReset ();
  if (GDALDatasetStartTransaction (ytt_server_get_dataset (self->server), FALSE) != OGRERR_NONE)
    {
      ytt_server_set_error (error);
      return FALSE;
    }

  /* Two who publish to the same schema do so one after the other. */
  return run (self, error, "WITH q AS (SELECT pg_advisory_xact_lock(hashtext(%s))::text AS l) SELECT l FROM q", text)
         && run (self, error, "SET CONSTRAINTS ALL DEFERRED");
}

static gboolean
commit (Publishing  *self,
        GError     **error)
{
  CPLErrorReset ();
  if (GDALDatasetCommitTransaction (ytt_server_get_dataset (self->server)) == OGRERR_NONE)
    return TRUE;

  ytt_server_set_error (error);

  return FALSE;
}

static gint64
get_n_rows (Publishing *self,
            const char *name)
{
  const YttTable *table = ytt_tables_find (self->tables, name);

  return table != NULL ? table->n_rows : 0;
}

static char *
tell (Publishing *self)
{
  const struct { const char *name; gint64 number; } told[] = {
    { "facilities", get_n_rows (self, "facility") }, { "claims", get_n_rows (self, "claim") }, { "rows", self->n_rows },
    { "added", self->added }, { "changed", self->changed }, { "removed", self->removed }
  };
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "database");
  json_builder_add_string_value (builder, self->place.database);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      json_builder_set_member_name (builder, told[i].name);
      json_builder_add_int_value (builder, told[i].number);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static gboolean
write_all (Publishing  *self,
           GError     **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (!copy_rows (self, g_ptr_array_index (self->tables, i), error))
      return FALSE;
  for (guint i = 0; i < self->tables->len; i++)
    if (!merge_rows (self, g_ptr_array_index (self->tables, i), error))
      return FALSE;

  return TRUE;
}

/**
 * ytt_publish:
 * @server: a connection
 * @document: a document
 * @schema: the schema that it goes to, which is made if it is not there
 * @entry: the newest entry of the history of what is published, 0 for none
 * @progress: called now and then
 * @progress_data: for @progress
 * @error: return location for a #GIOErrorEnum that says what can be done
 *
 * Makes the tables of a schema the same as those of a document, or leaves all as it was.
 *
 * Returns: (transfer full) (nullable): what was done, as JSON
 */
char *
ytt_publish (YttServer           *server,
             GDALDatasetH         document,
             const char          *schema,
             gint64               entry,
             YttPublishProgress   progress,
             gpointer             progress_data,
             GError             **error)
{
  g_auto(Publishing) self = { .server = server, .document = document, .progress = progress, .progress_data = progress_data };

  self.schema = ytt_sql_name (schema);
  self.tables = ytt_tables_read (document, error);
  if (self.tables == NULL || !ytt_place_look (server, schema, &self.place, error) || !check_place (&self.place, schema, error)
      || !begin (&self, schema, error))
    return NULL;

  for (guint i = 0; i < self.tables->len; i++)
    self.n_rows += ((YttTable *) g_ptr_array_index (self.tables, i))->n_rows;

  /* Once more, behind the lock: somebody may have published in the meantime. */
  ytt_place_clear (&self.place);
  if (!ytt_place_look (server, schema, &self.place, error) || !list_schema (&self, schema, error)
      || !check_tables (&self, schema, error) || !make_tables (&self, error) || !write_all (&self, error)
      || !run (&self, error, "SET CONSTRAINTS ALL IMMEDIATE") || !make_keys (&self, error)
      || !ytt_published_keep (server, self.schema, is_there (&self, "r", YTT_PUBLISHED_TABLE, NULL), entry, error)
      || !make_view (&self, get_document_schema (&self), error) || !commit (&self, error))
    return NULL;

  return tell (&self);
}

/* How many rows others changed there since, which publishing would replace; none where that is not known. */
static gboolean
count_changes (YttServer       *server,
               const char      *schema,
               const YttPlace  *place,
               gint64          *changes,
               GError         **error)
{
  g_autofree char *name = ytt_sql_name (schema), *postgis = ytt_sql_name (place->postgis);
  g_autofree char *path = g_strconcat ("SET search_path = ", postgis, NULL);
  gboolean kept;
  gint64 entry;

  if (!ytt_server_prepare (server, place->version, error) || !ytt_server_run (server, path, error)
      || !ytt_published_look (server, schema, &kept, &entry, error))
    return FALSE;

  for (YttPublishedKind kind = YTT_PUBLISHED_FACILITY; kept && kind <= YTT_PUBLISHED_OTHER; kind++)
    {
      gint64 changed, removed;

      if (!ytt_published_count (server, name, kind, &changed, &removed, error))
        return FALSE;
      *changes += changed + removed;
    }

  return TRUE;
}

/**
 * ytt_publish_look:
 * @server: a connection
 * @schema: the schema that something shall be published to
 * @error: return location for a #GIOErrorEnum that says what can be done
 *
 * Looks whether it can be published to.
 *
 * Returns: (transfer full) (nullable): what is there, as JSON
 */
char *
ytt_publish_look (YttServer   *server,
                  const char  *schema,
                  GError     **error)
{
  g_auto(YttPlace) place = { 0 };
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  gint64 changed = 0;

  if (!ytt_place_look (server, schema, &place, error) || !check_place (&place, schema, error))
    return NULL;

  if (place.schema > 0 && !count_changes (server, schema, &place, &changed, error))
    return NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "database");
  json_builder_add_string_value (builder, place.database);
  json_builder_set_member_name (builder, "changed");
  json_builder_add_int_value (builder, changed);
  json_builder_set_member_name (builder, "published");
  json_builder_add_boolean_value (builder, place.schema > 0);
  json_builder_set_member_name (builder, "facilities");
  json_builder_add_int_value (builder, place.n_facilities);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
