/* A document is written to PostgreSQL.
 *
 * All happens in one transaction. GDAL copies the rows into temporary tables beside those of the schema; then what is gone
 * is deleted, what differs updated and what is new inserted. Tables are made only where there are none and never dropped, so
 * that other people's views and rights on them stay, and rows that are the same are not written again. */

#include "config.h"

#include "ytt-publish-private.h"

#include <cpl_error.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdlib.h>

#include "ytt-published.h"

#define ROWS_A_LOOK 1000

/* Begins the name of a temporary table. */
#define INCOMING "ytterby_new_"

/* Copying takes about as long as what comes behind it. */
#define COPYING 0.5

static void
publishing_clear (YttPublishing *self)
{
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->there, g_hash_table_unref);
  ytt_place_clear (&self->place);
  g_free (self->schema);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YttPublishing, publishing_clear)

static void
tell_progress (YttPublishing *self)
{
  double all = (double) MAX (self->n_rows, 1);

  self->progress (COPYING * MIN (1, (double) self->n_copied / all)
                  + (1 - COPYING) * MIN (1, (double) self->n_merged / all), self->progress_data);
}

/* What is there */

static gboolean
list_schema (YttPublishing  *self,
             const char     *schema,
             GError        **error)
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
get_document_schema (YttPublishing *self)
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
check_tables (YttPublishing  *self,
              const char     *schema,
              GError        **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const YttTable *table = g_ptr_array_index (self->tables, i);

      if (ytt_publishing_has (self, "v", table->name, NULL)
          || (self->place.schema == 0 && ytt_publishing_has (self, "r", table->name, NULL))
          || (ytt_publishing_has (self, "r", table->name, NULL) && !ytt_publishing_has (self, "c", table->name, "id")))
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

/* Rows */

/* Numbers with a point are copied as text: GDAL would round them. */
static OGRLayerH
make_incoming (YttPublishing   *self,
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
copy_cell (OGRFeatureH   from,
           int           at,
           YttColumnType type,
           OGRFeatureH   to,
           int           there)
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
copy_rows (YttPublishing   *self,
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

  return ytt_publishing_run (self, error, "ANALYZE pg_temp." INCOMING "%s", table->name);
}

static gboolean
count (YttPublishing  *self,
       gint64      *counted,
       GError     **error,
       const char  *format,
       ...) G_GNUC_PRINTF (4, 5);

static gboolean
count (YttPublishing  *self,
       gint64         *counted,
       GError        **error,
       const char     *format,
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
merge_rows (YttPublishing   *self,
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

  return ytt_publishing_run (self, error, "DROP TABLE pg_temp.%s", from);
}

/* The whole */

/* Functions and types come from PostgreSQL and PostGIS alone, whatever others put into other schemas. */
static gboolean
begin (YttPublishing  *self,
       const char     *schema,
       GError        **error)
{
  g_autofree char *lock = g_strconcat ("ytterby ", schema, NULL), *text = ytt_sql_text (lock);
  g_autofree char *postgis = ytt_sql_name (self->place.postgis);

  if (!ytt_server_prepare (self->server, self->place.version, error)
      || !ytt_publishing_run (self, error, "SET search_path = %s", postgis))
    return FALSE;

  CPLErrorReset ();
  if (GDALDatasetStartTransaction (ytt_server_get_dataset (self->server), FALSE) != OGRERR_NONE)
    {
      ytt_server_set_error (error);
      return FALSE;
    }

  /* Two who publish to the same schema do so one after the other. */
  return ytt_publishing_run (self, error,
                             "WITH q AS (SELECT pg_advisory_xact_lock(hashtext(%s))::text AS l) SELECT l FROM q", text)
         && ytt_publishing_run (self, error, "SET CONSTRAINTS ALL DEFERRED");
}

static gboolean
commit (YttPublishing  *self,
        GError        **error)
{
  CPLErrorReset ();
  if (GDALDatasetCommitTransaction (ytt_server_get_dataset (self->server)) == OGRERR_NONE)
    return TRUE;

  ytt_server_set_error (error);

  return FALSE;
}

static gint64
get_n_rows (YttPublishing *self,
            const char    *name)
{
  const YttTable *table = ytt_tables_find (self->tables, name);

  return table != NULL ? table->n_rows : 0;
}

static char *
tell (YttPublishing *self)
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
write_all (YttPublishing  *self,
           GError        **error)
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
  g_auto(YttPublishing) self = { .server = server, .document = document, .progress = progress, .progress_data = progress_data };

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
      || !check_tables (&self, schema, error) || !ytt_publishing_make_tables (&self, error) || !write_all (&self, error)
      || !ytt_publishing_run (&self, error, "SET CONSTRAINTS ALL IMMEDIATE") || !ytt_publishing_make_keys (&self, error)
      || !ytt_published_keep (server, self.schema, ytt_publishing_has (&self, "r", YTT_PUBLISHED_TABLE, NULL), entry, error)
      || !ytt_publishing_make_view (&self, get_document_schema (&self), error) || !commit (&self, error))
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
