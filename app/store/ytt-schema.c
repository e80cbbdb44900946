/* The schema of a document: making it, bringing an older one up to date, and making anew
 * what is derived from the records. */

#include "config.h"

#include "ytt-schema.h"

#include "ytt-outside.h"
#include "ytt-schema-resources.h"

#include <glib/gi18n.h>

#define SCHEMA_PATH "/io/github/ytterby/Ytterby/schema/"

/* One a schema number. */
static const char * const step_files[] = {
  "001-tables.sql",
};

/* Resource data lives as long as the program, and is followed by a zero that its size does not count. */
static const char *
get_resource (const char *name)
{
  g_autofree char *path = g_strconcat (SCHEMA_PATH, name, NULL);
  g_autoptr(GBytes) sql = NULL;

  /* Asked by its own name: a linker leaves out what nobody calls, and so the registering constructor. */
  sql = g_resource_lookup_data (ytt_schema_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (sql != NULL);

  return g_bytes_get_data (sql, NULL);
}

/**
 * ytt_schema_get_default:
 *
 * Returns: (transfer none): how this version of the program builds documents
 */
const YttSchema *
ytt_schema_get_default (void)
{
  static const char *steps[G_N_ELEMENTS (step_files) + 1];
  static YttSchema schema;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (step_files); i++)
        steps[i] = get_resource (step_files[i]);
      schema.steps = steps;
      schema.views = get_resource ("views.sql");
      schema.triggers = get_resource ("triggers.sql");
      schema.derive = get_resource ("derive.sql");
      g_once_init_leave (&once, 1);
    }

  return &schema;
}

/**
 * ytt_schema_get_number:
 * @schema: a schema
 *
 * Returns: the number that its documents bear, from 1
 */
guint
ytt_schema_get_number (const YttSchema *schema)
{
  return g_strv_length ((char **) schema->steps);
}

static gboolean
set_number (const YttSchema  *schema,
            sqlite3          *db,
            GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE meta SET value = '%u' WHERE key = 'schema'",
                                          ytt_schema_get_number (schema));

  return ytt_sqlite_exec (db, sql, error);
}

/* The steps after the first @done ones, then what reads and what keeps them, but for what notes other programs. */
static gboolean
build_bare_from (const YttSchema  *schema,
                 guint             done,
                 sqlite3          *db,
                 GError          **error)
{
  for (guint i = done; schema->steps[i] != NULL; i++)
    if (!ytt_sqlite_exec (db, schema->steps[i], error))
      return FALSE;

  return set_number (schema, db, error) &&
         ytt_sqlite_exec (db, schema->views, error) &&
         ytt_sqlite_exec (db, schema->triggers, error);
}

static gboolean
build_from (const YttSchema  *schema,
            guint             done,
            sqlite3          *db,
            GError          **error)
{
  return build_bare_from (schema, done, db, error) && ytt_outside_add_triggers (db, error);
}

/**
 * ytt_schema_build_bare:
 * @schema: a schema
 * @db: an empty database
 * @error: return location for a #YttError
 *
 * Makes an empty document that lacks what ytt_outside_list_triggers() tells of, which takes longer to make than all the
 * rest.
 *
 * Returns: %TRUE if it was made
 */
gboolean
ytt_schema_build_bare (const YttSchema  *schema,
                       sqlite3          *db,
                       GError          **error)
{
  return build_bare_from (schema, 0, db, error);
}

/**
 * ytt_schema_build:
 * @schema: a schema
 * @db: an empty database
 * @error: return location for a #YttError
 *
 * Makes an empty document.
 *
 * Returns: %TRUE if it was made
 */
gboolean
ytt_schema_build (const YttSchema  *schema,
                  sqlite3          *db,
                  GError          **error)
{
  return build_from (schema, 0, db, error);
}

/**
 * ytt_schema_create:
 * @db: an empty database
 * @error: return location for a #YttError
 *
 * Makes an empty document as this version of the program writes it.
 *
 * Returns: %TRUE if it was made
 */
gboolean
ytt_schema_create (sqlite3  *db,
                   GError  **error)
{
  return ytt_schema_build (ytt_schema_get_default (), db, error);
}

/**
 * ytt_schema_derive:
 * @db: a document
 * @error: return location for a #YttError
 *
 * Works out facility_shown, search and the extent anew, after bulk work with triggers off.
 *
 * Returns: %TRUE if they are right now
 */
gboolean
ytt_schema_derive (sqlite3  *db,
                   GError  **error)
{
  return ytt_sqlite_exec (db, ytt_schema_get_default ()->derive, error);
}

/**
 * ytt_schema_set_triggers:
 * @db: a connection
 * @enabled: whether its changes fire triggers
 * @error: return location for a #YttError
 *
 * For bulk work. The derived tables are stale until ytt_schema_derive().
 *
 * Returns: %TRUE if they are as asked
 */
gboolean
ytt_schema_set_triggers (sqlite3   *db,
                         gboolean   enabled,
                         GError   **error)
{
  return !ytt_sqlite_failed (db, sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, (int) enabled, NULL), error);
}

/* Our views and triggers are taken away by the names that they have now; a step drops those
 * that no later version has. */
static gboolean
drop_derived (const YttSchema  *schema,
              sqlite3          *db,
              GError          **error)
{
  static const char ours[] = "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')";
  g_autoptr(GString) drops = g_string_new (NULL);
  g_autoptr(sqlite3) fresh = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  if (ytt_sqlite_failed (NULL, sqlite3_open (":memory:", &fresh), error) ||
      !ytt_schema_build (schema, fresh, error))
    return FALSE;

  rc = sqlite3_prepare_v2 (fresh, ours, -1, &stmt, NULL);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      g_string_append_printf (drops, "DROP %s IF EXISTS \"%s\";",
                              sqlite3_column_text (stmt, 0), sqlite3_column_text (stmt, 1));

  return !ytt_sqlite_failed (fresh, rc, error) && ytt_sqlite_exec (db, drops->str, error);
}

static gboolean
upgrade_in_transaction (const YttSchema  *schema,
                        guint             number,
                        sqlite3          *db,
                        const char       *path,
                        GError          **error)
{
  g_autofree char *reason = NULL;

  if (!drop_derived (schema, db, error) ||
      !build_from (schema, number, db, error) ||
      !ytt_sqlite_exec (db, schema->derive, error) ||
      !ytt_schema_compare (schema, db, path, &reason, error))
    return FALSE;

  if (reason != NULL)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED,
                   _("“%s” was written by an earlier version and cannot be brought up to date. %s"), path, reason);
      return FALSE;
    }

  return TRUE;
}

/* All or nothing, so that one who is killed in between finds the older document. */
static gboolean
upgrade (const YttSchema  *schema,
         guint             number,
         sqlite3          *db,
         const char       *path,
         const char       *backup_folder,
         GError          **error)
{
  gboolean done;

  if (sqlite3_db_readonly (db, "main") == 1)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_PERMISSION,
                   _("“%s” was written by an earlier version and has to be brought up to date, but it may not be "
                     "written. Copy it to a folder of your own."), path);
      return FALSE;
    }

  /* An earlier version of the program reads it, should a step not do what it is to do. */
  if ((backup_folder != NULL && !ytt_backup_before_upgrade (db, path, backup_folder, error)) ||
      !ytt_sqlite_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  done = ytt_schema_set_triggers (db, FALSE, error) &&
         upgrade_in_transaction (schema, number, db, path, error) &&
         ytt_sqlite_exec (db, "COMMIT", error);

  if (!sqlite3_get_autocommit (db))
    ytt_sqlite_exec (db, "ROLLBACK", NULL);

  return ytt_schema_set_triggers (db, TRUE, done ? error : NULL) && done;
}

static gboolean
mend_in_transaction (const YttSchema  *schema,
                     sqlite3          *db,
                     const char       *path,
                     GError          **error)
{
  g_autofree char *reason = NULL;

  if (!ytt_schema_drop_foreign_triggers (schema, db, error) ||
      !drop_derived (schema, db, error) ||
      !build_from (schema, ytt_schema_get_number (schema), db, error) ||
      !ytt_sqlite_exec (db, schema->derive, error) ||
      !ytt_schema_compare (schema, db, path, &reason, error))
    return FALSE;

  if (reason != NULL)
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_DAMAGED, reason);

  return reason == NULL;
}

/**
 * ytt_schema_mend:
 * @schema: how this version of the program builds documents
 * @db: a connection to a document that nobody else has open
 * @path: (type filename): the document, for messages
 * @error: return location for a #YttError
 *
 * Puts right what another program did to views and triggers, so that the document can be changed. Tables that were
 * altered are beyond that.
 *
 * Returns: %TRUE if it can be changed now, %FALSE if it is as it was
 */
gboolean
ytt_schema_mend (const YttSchema  *schema,
                 sqlite3          *db,
                 const char       *path,
                 GError          **error)
{
  gboolean done;

  if (!ytt_sqlite_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  done = ytt_schema_set_triggers (db, FALSE, error) &&
         mend_in_transaction (schema, db, path, error) &&
         ytt_sqlite_exec (db, "COMMIT", error);

  if (!sqlite3_get_autocommit (db))
    ytt_sqlite_exec (db, "ROLLBACK", NULL);

  return ytt_schema_set_triggers (db, TRUE, done ? error : NULL) && done;
}

static gboolean
has_our_tables (sqlite3   *db,
                gboolean  *found,
                GError   **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db,
                               "SELECT count(*) = 3 FROM sqlite_schema"
                               " WHERE type = 'table' AND name IN ('meta', 'facility', 'claim')",
                               -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  *found = sqlite3_column_int (stmt, 0);

  return TRUE;
}

/**
 * ytt_schema_read_number:
 * @db: a connection to a document
 * @number: (out): the number of its schema; 0 if there is none, so that it is none of ours
 * @error: return location for a #YttError
 *
 * Returns: whether it could be read
 */
gboolean
ytt_schema_read_number (sqlite3  *db,
                        guint    *number,
                        GError  **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  gboolean ours = FALSE;
  guint64 value = 0;
  int rc;

  *number = 0;
  if (!has_our_tables (db, &ours, error))
    return FALSE;
  if (!ours)
    return TRUE;

  /* Another program's table of that name may have other columns. */
  rc = sqlite3_prepare_v2 (db, "SELECT value FROM meta WHERE key = 'schema'", -1, &stmt, NULL);
  if (rc == SQLITE_ERROR)
    return TRUE;
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  if (rc == SQLITE_ROW && sqlite3_column_text (stmt, 0) != NULL &&
      g_ascii_string_to_unsigned ((const char *) sqlite3_column_text (stmt, 0), 10, 1, G_MAXINT, &value, NULL))
    *number = (guint) value;

  return TRUE;
}

/**
 * ytt_schema_check:
 * @schema: how this version of the program builds documents
 * @db: a connection to a document
 * @path: (type filename): the document, for messages and for the name of a backup
 * @backup_folder: (nullable) (type filename): where a copy of it is kept before it is brought up to date; %NULL for none
 * @reason: (out) (optional) (nullable): one sentence: why it had better only be read
 * @error: return location for a #YttError
 *
 * Finds out whether the document is ours and as it should be. One that an earlier version
 * wrote is brought up to date; where no copy of it can be kept before that, it is left as it is.
 *
 * Returns: %FALSE if it cannot be used
 */
gboolean
ytt_schema_check (const YttSchema  *schema,
                  sqlite3          *db,
                  const char       *path,
                  const char       *backup_folder,
                  char            **reason,
                  GError          **error)
{
  guint number;

  if (!ytt_schema_read_number (db, &number, error))
    return FALSE;

  if (number == 0)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS,
                   _("“%s” is a GeoPackage, but not a document of Ytterby"), path);
      return FALSE;
    }

  if (number > ytt_schema_get_number (schema))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_TOO_NEW,
                   _("“%s” was written by a later version of Ytterby (its schema is %u, this version knows %u)"),
                   path, number, ytt_schema_get_number (schema));
      return FALSE;
    }

  if (number < ytt_schema_get_number (schema) && !upgrade (schema, number, db, path, backup_folder, error))
    return FALSE;

  return ytt_schema_compare (schema, db, path, reason, error);
}
