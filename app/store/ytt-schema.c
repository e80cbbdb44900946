/* The schema of a document: making it, and making anew what is derived from it. */

#include "config.h"

#include "ytt-schema-resources.h"
#include "ytt-store-private.h"

#define SCHEMA_PATH "/io/github/ytterby/Ytterby/schema/"

static gboolean
run_resource (sqlite3     *db,
              const char  *name,
              GError     **error)
{
  g_autofree char *path = g_strconcat (SCHEMA_PATH, name, NULL);
  g_autoptr(GBytes) sql = NULL;

  /* Asked by its own name: a linker leaves out what nobody calls, and so the registering constructor. */
  sql = g_resource_lookup_data (ytt_schema_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (sql == NULL)
    return FALSE;

  /* Resource data is followed by a zero that its size does not count. */
  return ytt_sqlite_exec (db, g_bytes_get_data (sql, NULL), error);
}

gboolean
ytt_schema_create (sqlite3  *db,
                   GError  **error)
{
  return run_resource (db, "001-tables.sql", error) &&
         run_resource (db, "views.sql", error) &&
         run_resource (db, "triggers.sql", error);
}

gboolean
ytt_schema_derive (sqlite3  *db,
                   GError  **error)
{
  return run_resource (db, "derive.sql", error);
}

gboolean
ytt_schema_set_triggers (sqlite3   *db,
                         gboolean   enabled,
                         GError   **error)
{
  return !ytt_sqlite_failed (db, sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, (int) enabled, NULL), error);
}
