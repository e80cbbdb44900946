/* What every connection to a document needs of SQLite. */

#include "config.h"

#include "ytt-geometry.h"
#include "ytt-store-private.h"

#include <errno.h>
#include <glib/gi18n.h>

#define BUSY_INTERVAL (20 * G_TIME_SPAN_MILLISECOND)
#define BUSY_TRIES    250

static YttError
error_from_result (sqlite3 *db,
                   int      rc)
{
  switch (rc & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return YTT_ERROR_BUSY;

    case SQLITE_FULL:
      return YTT_ERROR_SPACE;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return YTT_ERROR_DAMAGED;

    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return YTT_ERROR_PERMISSION;

    case SQLITE_IOERR:
      switch (db != NULL ? sqlite3_system_errno (db) : 0)
        {
        case ENOSPC:
        case EDQUOT:
        case EFBIG:   /* no larger file fits there, as on a stick with FAT */
          return YTT_ERROR_SPACE;

        case EACCES:
        case EPERM:
        case EROFS:
          return YTT_ERROR_PERMISSION;

        default:
          return YTT_ERROR_STORE;
        }

    default:
      return YTT_ERROR_STORE;
    }
}

/* What has words of its own: the causes that people can do something about. */
static gboolean
set_known_error (int      rc,
                 GError **error)
{
  switch (rc)
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The work was cancelled"));
      return TRUE;

    case SQLITE_READONLY_ROLLBACK:
    case SQLITE_READONLY_RECOVERY:
    case SQLITE_READONLY_CANTLOCK:
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_PERMISSION,
                           _("A program was stopped while it wrote the document, and this cannot be put right here "
                             "because the file or its folder may not be written. Copy it, with the file beside it "
                             "whose name ends in -journal or -wal, to a folder of your own."));
      return TRUE;

    case SQLITE_TOOBIG:
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_DAMAGED,
                           _("Another program wrote a text of more than a million characters into the document; records "
                             "with it are not shown"));
      return TRUE;

    case SQLITE_READONLY_DBMOVED:
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_NOT_FOUND,
                           _("The document was moved or deleted by another program while it was open. Save a copy of "
                             "it to go on."));
      return TRUE;

    default:
      return FALSE;
    }
}

/**
 * ytt_sqlite_failed:
 * @db: (nullable): the connection
 * @rc: what SQLite returned
 * @error: return location for a #YttError, or for %G_IO_ERROR_CANCELLED
 *
 * Turns what SQLite says into an error that people can act upon.
 *
 * Returns: %TRUE if @rc is an error
 */
gboolean
ytt_sqlite_failed (sqlite3  *db,
                   int       rc,
                   GError  **error)
{
  const char *detail;
  YttError code;

  if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
    return FALSE;

  if (set_known_error (rc, error))
    return TRUE;

  /* The connection may be past the error already; then its text speaks of something else. */
  detail = db != NULL && (sqlite3_errcode (db) & 0xff) == (rc & 0xff) ? sqlite3_errmsg (db) : sqlite3_errstr (rc);
  code = error_from_result (db, rc);

  switch (code)
    {
    case YTT_ERROR_BUSY:
      g_set_error (error, YTT_ERROR, code, _("Another program is using the document (%s)"), detail);
      break;

    case YTT_ERROR_SPACE:
      g_set_error (error, YTT_ERROR, code, _("The disk is full (%s)"), detail);
      break;

    case YTT_ERROR_DAMAGED:
      /* SQLite's own words, of pages and their codes, help nobody to go on. */
      g_set_error_literal (error, YTT_ERROR, code,
                           _("The document is damaged: a part of it cannot be read. Go on with a backup copy of it, or "
                             "with a copy from whoever gave it to you."));
      break;

    case YTT_ERROR_PERMISSION:
      g_set_error (error, YTT_ERROR, code, _("The document or its folder cannot be used (%s)"), detail);
      break;

    case YTT_ERROR_STORE:
    case YTT_ERROR_TOO_NEW:
    case YTT_ERROR_NOT_OURS:
    case YTT_ERROR_NOT_FOUND:
    case YTT_ERROR_SYNTAX:
    default:
      g_set_error (error, YTT_ERROR, YTT_ERROR_STORE, _("The database refused: %s"), detail);
      break;
    }

  return TRUE;
}

/**
 * ytt_sqlite_exec:
 * @db: the connection
 * @sql: one statement or several
 * @error: return location for a #YttError
 *
 * Runs statements that return no rows.
 *
 * Returns: %TRUE if all of them succeeded
 */
gboolean
ytt_sqlite_exec (sqlite3     *db,
                 const char  *sql,
                 GError     **error)
{
  return !ytt_sqlite_failed (db, sqlite3_exec (db, sql, NULL, NULL, NULL), error);
}

typedef enum
{
  GEOMETRY_IS_EMPTY,
  GEOMETRY_MIN_X,
  GEOMETRY_MAX_X,
  GEOMETRY_MIN_Y,
  GEOMETRY_MAX_Y,
} GeometryFunction;

static void
geometry_cb (sqlite3_context  *context,
             int               n_values,
             sqlite3_value   **values)
{
  GeometryFunction function = GPOINTER_TO_INT (sqlite3_user_data (context));
  const guint8 *blob;
  YttBounds bounds;
  gboolean has_bounds;

  if (sqlite3_value_type (values[0]) != SQLITE_BLOB)
    return;   /* NULL in, NULL out */

  blob = sqlite3_value_blob (values[0]);
  has_bounds = ytt_geometry_get_bounds (blob, sqlite3_value_bytes (values[0]), &bounds);

  if (function == GEOMETRY_IS_EMPTY)
    sqlite3_result_int (context, !has_bounds);
  else if (has_bounds)
    sqlite3_result_double (context, function == GEOMETRY_MIN_X ? bounds.min_x :
                                    function == GEOMETRY_MAX_X ? bounds.max_x :
                                    function == GEOMETRY_MIN_Y ? bounds.min_y : bounds.max_y);
}

/**
 * ytt_sqlite_add_functions:
 * @db: the connection
 * @error: return location for a #YttError
 *
 * Registers ST_IsEmpty, ST_MinX, ST_MaxX, ST_MinY and ST_MaxY, which the triggers of a
 * spatial index made by another program call.
 *
 * Returns: %TRUE if the connection has them now
 */
gboolean
ytt_sqlite_add_functions (sqlite3  *db,
                          GError  **error)
{
  static const struct { const char *name; GeometryFunction function; } functions[] = {
    { "ST_IsEmpty", GEOMETRY_IS_EMPTY },
    { "ST_MinX", GEOMETRY_MIN_X },
    { "ST_MaxX", GEOMETRY_MAX_X },
    { "ST_MinY", GEOMETRY_MIN_Y },
    { "ST_MaxY", GEOMETRY_MAX_Y },
  };

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      int rc = sqlite3_create_function_v2 (db, functions[i].name, 1,
                                           SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                           GINT_TO_POINTER (functions[i].function),
                                           geometry_cb, NULL, NULL, NULL);
      if (ytt_sqlite_failed (db, rc, error))
        return FALSE;
    }

  return TRUE;
}

static int
progress_cb (gpointer data)
{
  const YttGuard *guard = data;

  return g_cancellable_is_cancelled (guard->cancellable) ||
         (guard->closing != NULL && g_atomic_int_get (guard->closing) != 0);
}

static int
busy_cb (gpointer data,
         int      n_tries)
{
  if (n_tries >= BUSY_TRIES || progress_cb (data))
    return 0;

  g_usleep (BUSY_INTERVAL);

  return 1;
}

/**
 * ytt_sqlite_set_guard:
 * @db: the connection
 * @guard: (not nullable): lives as long as the connection; its fields may change between statements
 *
 * Lets statements be cancelled, and lets them wait up to five seconds while other programs hold the document.
 */
void
ytt_sqlite_set_guard (sqlite3        *db,
                      const YttGuard *guard)
{
  sqlite3_progress_handler (db, 1000, progress_cb, (gpointer) guard);
  sqlite3_busy_handler (db, busy_cb, (gpointer) guard);
}

/**
 * ytt_sqlite_exec_at_once:
 * @db: the connection
 * @sql: a statement that returns no rows that matter
 * @guard: the connection's guard, which is in force again afterwards
 *
 * Runs a statement that is given up at once if another program is in the way.
 *
 * Returns: SQLite's result code
 */
int
ytt_sqlite_exec_at_once (sqlite3        *db,
                         const char     *sql,
                         const YttGuard *guard)
{
  int rc;

  sqlite3_busy_handler (db, NULL, NULL);
  rc = sqlite3_exec (db, sql, NULL, NULL, NULL);
  sqlite3_busy_handler (db, busy_cb, (gpointer) guard);

  return rc;
}

/**
 * ytt_sqlite_get_data_version:
 * @db: the connection
 *
 * Tells changes by other connections: their number has no meaning but that it is another one then.
 *
 * Returns: the number, or -1 if the document cannot be read just now
 */
int
ytt_sqlite_get_data_version (sqlite3 *db)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, "PRAGMA data_version", -1, &stmt, NULL) != SQLITE_OK ||
      sqlite3_step (stmt) != SQLITE_ROW)
    return -1;

  return sqlite3_column_int (stmt, 0);
}

/**
 * ytt_sqlite_bind_cell:
 * @stmt: a statement
 * @position: the parameter, from 1
 * @cell: its value; a text must live until the statement is reset
 *
 * Returns: SQLite's code
 */
int
ytt_sqlite_bind_cell (sqlite3_stmt  *stmt,
                      int            position,
                      const YttCell *cell)
{
  guint8 point[YTT_GEOMETRY_POINT_SIZE];

  switch (cell->kind)
    {
    case YTT_CELL_INTEGER:
      return sqlite3_bind_int64 (stmt, position, cell->integer);
    case YTT_CELL_REAL:
      return sqlite3_bind_double (stmt, position, cell->real);
    case YTT_CELL_TEXT:
      return sqlite3_bind_text (stmt, position, cell->text, -1, SQLITE_STATIC);
    case YTT_CELL_POINT:
      ytt_geometry_encode_point (point, cell->point.longitude, cell->point.latitude);
      return sqlite3_bind_blob (stmt, position, point, sizeof point, SQLITE_TRANSIENT);
    case YTT_CELL_NULL:
    default:
      return sqlite3_bind_null (stmt, position);
    }
}
