#include "config.h"

#include "ytt-loader.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "ytt-store-private.h"

/**
 * YttLoader:
 *
 * Makes a document out of many rows at once: triggers are off, and what they would have kept right is worked out
 * in the end. One version of SQLite makes the same bytes from the same rows in the same order.
 *
 * The rows go to a scratch file beside the document. Only ytt_loader_finish() makes the document appear, whole.
 */
struct _YttLoader
{
  char         *path;
  char         *scratch;   /* where rows are gathered */
  char         *fresh;     /* the scratch file with its pages put in order */
  sqlite3      *db;
  sqlite3_stmt *insert;    /* (nullable) */
};

/* All that need not outlast a crash is left out: the scratch file is worth nothing then. */
static gboolean
prepare (YttLoader  *self,
         GError    **error)
{
  return ytt_schema_set_triggers (self->db, FALSE, error)
         && ytt_sqlite_exec (self->db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                                       "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144;", error)
         && ytt_sqlite_add_functions (self->db, error)
         && ytt_schema_create (self->db, error)
         && ytt_sqlite_exec (self->db, "BEGIN", error);
}

/**
 * ytt_loader_new:
 * @path: where the document shall be
 * @error: return location for a #GError
 *
 * Begins a document. Rows may come in any order: references are checked in the end.
 *
 * Returns: (transfer full) (nullable): a loader, or %NULL with a #YttError
 */
YttLoader *
ytt_loader_new (const char  *path,
                GError     **error)
{
  g_autoptr(YttLoader) self = g_new0 (YttLoader, 1);
  int rc;

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->scratch = g_strconcat (path, ".scratch", NULL);
  self->fresh = g_strconcat (path, ".fresh", NULL);
  g_unlink (self->scratch);
  g_unlink (self->fresh);

  rc = sqlite3_open_v2 (self->scratch, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  if (ytt_sqlite_failed (self->db, rc, error) || !prepare (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * ytt_loader_free:
 * @self: (nullable): a loader
 *
 * Ends the work. Unless ytt_loader_finish() was called, nothing is left of it.
 */
void
ytt_loader_free (YttLoader *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->insert, sqlite3_finalize);
  g_clear_pointer (&self->db, sqlite3_close_v2);
  g_unlink (self->scratch);
  g_unlink (self->fresh);
  g_free (self->scratch);
  g_free (self->fresh);
  g_free (self->path);
  g_free (self);
}

static gboolean
prepare_insert (YttLoader           *self,
                const char          *table,
                const char * const  *columns,
                GError             **error)
{
  g_autoptr(GString) sql = g_string_new ("INSERT INTO ");
  guint n = 0;

  g_string_append_printf (sql, "\"%s\" (", table);
  for (; columns[n] != NULL; n++)
    g_string_append_printf (sql, "%s\"%s\"", n > 0 ? ", " : "", columns[n]);
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < n; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append_c (sql, ')');

  if (self->insert != NULL && g_str_equal (sqlite3_sql (self->insert), sql->str))
    return TRUE;

  g_clear_pointer (&self->insert, sqlite3_finalize);
  return !ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, sql->str, -1, &self->insert, NULL), error);
}

/**
 * ytt_loader_insert:
 * @self: a loader
 * @table: a table of the document
 * @columns: (array zero-terminated=1): names of its columns
 * @cells: (array): a value for each of @columns
 * @error: return location for a #GError
 *
 * Inserts a row. Rows of one table with the same columns should come one after another, for then one statement
 * serves for all.
 *
 * Returns: whether it was inserted; else the error is a #YttError
 */
gboolean
ytt_loader_insert (YttLoader           *self,
                   const char          *table,
                   const char * const  *columns,
                   const YttCell       *cells,
                   GError             **error)
{
  g_return_val_if_fail (self != NULL && table != NULL && columns != NULL, FALSE);

  if (!prepare_insert (self, table, columns, error))
    return FALSE;

  for (guint i = 0; columns[i] != NULL; i++)
    {
      if (ytt_sqlite_failed (self->db, ytt_sqlite_bind_cell (self->insert, i + 1, &cells[i]), error))
        return FALSE;
    }

  /* What the step met is told by the reset, too. */
  sqlite3_step (self->insert);
  if (ytt_sqlite_failed (self->db, sqlite3_reset (self->insert), error))
    {
      g_prefix_error (error, "%s: ", table);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_references (YttLoader  *self,
                  GError    **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (self->db, "PRAGMA foreign_key_check", -1, &stmt, NULL);
  if (ytt_sqlite_failed (self->db, rc, error))
    return FALSE;

  rc = sqlite3_step (stmt);
  if (rc == SQLITE_ROW)
    {
      /* Translators: the first and the third are names of tables, the second is a number */
      g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED, _("In %s, row %s names a row of %s that is not there"),
                   (const char *) sqlite3_column_text (stmt, 0), (const char *) sqlite3_column_text (stmt, 1),
                   (const char *) sqlite3_column_text (stmt, 2));
      return FALSE;
    }

  return !ytt_sqlite_failed (self->db, rc, error);
}

/* Times in a document that was built are those of its facts, never the clock's. */
static gboolean
date_contents (YttLoader   *self,
               const char  *last_change,
               GError     **error)
{
  g_autofree char *time = g_strconcat (last_change, "T00:00:00.000Z", NULL);
  char *sql = sqlite3_mprintf ("UPDATE gpkg_contents SET last_change = %Q", time);
  gboolean done = ytt_sqlite_exec (self->db, sql, error);

  sqlite3_free (sql);
  return done;
}

/* A copy by VACUUM INTO has its pages in an order that depends on nothing but the rows. */
static gboolean
write_fresh (YttLoader  *self,
             GError    **error)
{
  char *sql = sqlite3_mprintf ("VACUUM INTO %Q", self->fresh);
  gboolean done = ytt_sqlite_exec (self->db, sql, error);

  sqlite3_free (sql);
  return done;
}

/**
 * ytt_loader_finish:
 * @self: a loader
 * @last_change: the day of the facts, as an ISO 8601 day
 * @error: return location for a #GError
 *
 * Derives what is derived, checks all references and puts the document in its place, instead of what was there.
 *
 * Returns: whether the document is there; else the error is a #YttError or a #GFileError, and @path is untouched
 */
gboolean
ytt_loader_finish (YttLoader   *self,
                   const char  *last_change,
                   GError     **error)
{
  g_return_val_if_fail (self != NULL && last_change != NULL, FALSE);

  g_clear_pointer (&self->insert, sqlite3_finalize);

  if (!ytt_schema_derive (self->db, error)
      || !check_references (self, error)
      || !date_contents (self, last_change, error)
      || !ytt_sqlite_exec (self->db, "COMMIT", error)
      || !write_fresh (self, error))
    return FALSE;

  if (g_rename (self->fresh, self->path) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", self->path, g_strerror (code));
      return FALSE;
    }

  return TRUE;
}
