#include "config.h"

#include "ytt-place.h"

#include <stdlib.h>

/* Statements begin with WITH, for GDAL would ask those that begin with SELECT by a cursor. */
static const char look_sql[] =
  "WITH q AS (SELECT current_setting('server_version_num') AS version, "
  "(SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace "
  "WHERE e.extname = 'postgis')::text AS postgis, "
  "pg_catalog.current_database()::text AS database, "
  "(s.oid IS NOT NULL)::int AS there, "
  "CASE WHEN s.oid IS NULL THEN pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') "
  "ELSE pg_catalog.has_schema_privilege(s.oid, 'CREATE') END::int AS may, "
  "pg_catalog.pg_is_in_recovery()::int AS copied, "
  "(SELECT count(*) FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
  "WHERE c.relnamespace = s.oid AND c.relkind IN ('r', 'p') AND NOT a.attisdropped "
  "AND (c.relname, a.attname) IN (('meta', 'key'), ('meta', 'value'), ('facility', 'id')))::int AS ours "
  "FROM (VALUES (1)) one LEFT JOIN pg_catalog.pg_namespace s ON s.nspname = ";

void
ytt_place_clear (YttPlace *place)
{
  g_clear_pointer (&place->postgis, g_free);
  g_clear_pointer (&place->database, g_free);
}

static gboolean
look_inside (YttServer   *server,
             const char  *schema,
             YttPlace    *place,
             GError     **error)
{
  g_autofree char *name = ytt_sql_name (schema);
  g_autofree char *sql = g_strdup_printf ("WITH q AS (SELECT (SELECT max(value) FROM %s.meta WHERE key = 'schema') AS number, "
                                          "(SELECT count(*) FROM %s.facility) AS n) SELECT number, n FROM q", name, name);
  g_autoptr(GPtrArray) rows = ytt_server_ask (server, sql, error);

  if (rows == NULL)
    return FALSE;

  place->schema = atoi (((char **) g_ptr_array_index (rows, 0))[0]);
  place->n_facilities = g_ascii_strtoll (((char **) g_ptr_array_index (rows, 0))[1], NULL, 10);

  return TRUE;
}

/**
 * ytt_place_look:
 * @server: a connection
 * @schema: the name of a schema of its database
 * @place: (out caller-allocates): what is there
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: whether it could be looked at
 */
gboolean
ytt_place_look (YttServer   *server,
                const char  *schema,
                YttPlace    *place,
                GError     **error)
{
  g_autofree char *text = ytt_sql_text (schema);
  g_autofree char *sql = g_strconcat (look_sql, text,
                                      ") SELECT version, postgis, database, there, may, copied, ours FROM q", NULL);
  g_autoptr(GPtrArray) rows = ytt_server_ask (server, sql, error);
  char **row;

  *place = (YttPlace) { 0 };
  if (rows == NULL || rows->len == 0)
    return FALSE;

  row = g_ptr_array_index (rows, 0);
  place->version = atoi (row[0]);
  place->postgis = *row[1] != '\0' ? g_strdup (row[1]) : NULL;
  place->database = g_strdup (row[2]);
  place->exists = g_str_equal (row[3], "1");
  place->may_create = g_str_equal (row[4], "1");
  place->read_only = g_str_equal (row[5], "1");

  return !g_str_equal (row[6], "3") || look_inside (server, schema, place, error);
}
