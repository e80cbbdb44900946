/* Opening a document: looking at it from outside, finding out whether it can be written by
 * trying, comparing its schema, and giving each thread its connection. */

#include "config.h"

#include "ytt-backups.h"
#include "ytt-files.h"
#include "ytt-history-write.h"
#include "ytt-query-links.h"
#include "ytt-schema.h"
#include "ytt-store-head.h"
#include "ytt-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* A full look at each page of a larger document would keep people waiting. */
#define CHECKED_SIZE (16 * 1024 * 1024)

typedef enum
{
  MODE_WRITE,       /* the connection that writes */
  MODE_READ,        /* one that only reads, but may undo what a crashed program left half done */
  MODE_READ_ONLY,   /* the file is not to be touched */
  MODE_IMMUTABLE,   /* and has no side files either */
} Mode;

void
ytt_opened_free (YttOpened *opened)
{
  if (opened == NULL)
    return;

  for (guint i = 0; i < YTT_N_CONNECTIONS; i++)
    g_clear_pointer (&opened->connections[i], sqlite3_close_v2);
  g_clear_pointer (&opened->file_key, ytt_open_files_release);
  g_clear_object (&opened->guard.cancellable);
  g_free (opened->path);
  g_free (opened->reason);
  g_free (opened);
}

static char *
make_uri (const char *path,
          Mode        mode)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);

  return g_strconcat ("file://", escaped, mode == MODE_IMMUTABLE ? "?immutable=1" : NULL, NULL);
}

/* Memory is kept small: pages are cached by the system too. */
static gboolean
configure (sqlite3  *db,
           Mode      mode,
           GError  **error)
{
  static const char common[] =
    "PRAGMA foreign_keys = ON;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -8000;";

  if (ytt_sqlite_failed (db, sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL), error) ||
      !ytt_sqlite_add_functions (db, error) ||
      !ytt_links_add_functions (db, error) ||
      !ytt_sqlite_exec (db, common, error))
    return FALSE;

  if (mode != MODE_WRITE)
    sqlite3_limit (db, SQLITE_LIMIT_LENGTH, YTT_VALUE_LIMIT);

  /* Triggers that feed the full-text index do not run under an untrusted schema, so this is for readers only. */
  return mode == MODE_WRITE || ytt_sqlite_exec (db, "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;", error);
}

/* Nobody asks how much memory SQLite has, and to count it takes a lock each time. Once somebody else has
 * used SQLite it is too late, which does no harm. */
static void
configure_sqlite (void)
{
  static gsize configured;

  if (g_once_init_enter (&configured))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&configured, 1);
    }
}

/* Nothing is read yet, so that all there is to say of the file is said by what reads it first. */
static sqlite3 *
connect_to (const char      *path,
            Mode             mode,
            const YttGuard  *guard,
            GError         **error)
{
  g_autofree char *uri = make_uri (path, mode);
  g_autoptr(sqlite3) db = NULL;
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int rc;

  configure_sqlite ();
  flags |= mode == MODE_WRITE || mode == MODE_READ ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  rc = sqlite3_open_v2 (uri, &db, flags, NULL);
  if (ytt_sqlite_failed (db, rc, error))
    return NULL;

  ytt_sqlite_set_guard (db, guard);

  return g_steal_pointer (&db);
}

static sqlite3 *
connect_configured (const char      *path,
                    Mode             mode,
                    const YttGuard  *guard,
                    GError         **error)
{
  g_autoptr(sqlite3) db = connect_to (path, mode, guard, error);

  if (db == NULL || !configure (db, mode, error))
    return NULL;

  return g_steal_pointer (&db);
}

/*< private >
 * ytt_sqlite_connect_to_read:
 * @path: (type filename): a document
 * @immutable: whether it is in write-ahead mode, with all of it in the one file
 * @guard: what may cut a statement short; lives as long as the connection
 * @error: return location for a #YttError
 *
 * Connects to a document so that its file cannot be touched.
 *
 * Returns: (transfer full) (nullable): the connection
 */
sqlite3 *
ytt_sqlite_connect_to_read (const char      *path,
                            gboolean         immutable,
                            const YttGuard  *guard,
                            GError         **error)
{
  return connect_configured (path, immutable ? MODE_IMMUTABLE : MODE_READ_ONLY, guard, error);
}

static char *
explain_no_writing (const char *path,
                    int         rc)
{
  g_autofree char *folder = g_path_get_dirname (path);

  switch (rc)
    {
    case SQLITE_READONLY:
    case SQLITE_READONLY_DBMOVED:
      return g_strdup (_("Its file may not be written."));

    case SQLITE_FULL:
      return g_strdup (_("The disk is full."));

    default:
      return g_strdup_printf (_("No file can be made beside it in “%s”."), folder);
    }
}

/* Whether a transaction could be made: BEGIN alone does not make the journal, so a page is
 * touched, with what it already holds, and given back. Returns the reason if it could not. */
static char *
try_writing (YttOpened *opened)
{
  sqlite3 *db = opened->connections[0];
  int rc;

  if (sqlite3_db_readonly (db, "main") == 1)
    return explain_no_writing (opened->path, SQLITE_READONLY);

  rc = ytt_sqlite_exec_at_once (db, "BEGIN IMMEDIATE", &opened->guard);
  if (rc == SQLITE_OK)
    rc = sqlite3_exec (db, "PRAGMA user_version = 10300", NULL, NULL, NULL);
  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);

  /* Somebody else is writing just now, so it can be written; and what reading says of damage will be heard there. */
  switch (rc & 0xff)
    {
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return explain_no_writing (opened->path, rc);

    default:
      return NULL;
    }
}

/* A first look, which also undoes what a crashed program left half done. */
static int
try_reading (sqlite3 *db)
{
  return sqlite3_exec (db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
}

/* Another program left the document in write-ahead mode. Back to the mode without side
 * files, if nobody else holds it; where nothing can be written, it can be read if all of it
 * is in the one file. */
static gboolean
leave_wal (YttOpened           *opened,
           const YttStoreHead  *head,
           GError             **error)
{
  sqlite3 *db = opened->connections[0];
  int rc = opened->read_only ? try_reading (db) : ytt_sqlite_exec_at_once (db, "PRAGMA journal_mode = DELETE", &opened->guard);

  switch (rc & 0xff)
    {
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_IOERR:
      break;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return TRUE;   /* they have it open; in write-ahead mode everybody gets on */

    default:
      return !ytt_sqlite_failed (db, rc, error);
    }

  if (head->has_wal_file)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_PERMISSION,
                   _("Another program left changes to “%s” in a file beside it, and they cannot be joined because the "
                     "file or its folder may not be written. Copy both to a folder of your own, or close the "
                     "document in the other program."), opened->path);
      return FALSE;
    }

  if (opened->reason == NULL)
    opened->reason = explain_no_writing (opened->path, rc);
  opened->read_only = TRUE;
  opened->immutable = TRUE;
  g_clear_pointer (&opened->connections[0], sqlite3_close_v2);
  opened->connections[0] = connect_to (opened->path, MODE_IMMUTABLE, &opened->guard, error);

  return opened->connections[0] != NULL;
}

/* How what only reads has the document. */
static Mode
get_reading_mode (const YttOpened *opened)
{
  return opened->immutable ? MODE_IMMUTABLE : opened->read_only ? MODE_READ_ONLY : MODE_READ;
}

/* Since 3.44, SQLite asks virtual tables too whether they are whole, and a search index that is not would be taken for
 * lost pages. Nothing is lost with it, and ytt_store_inspect_async() finds it; so this is asked of a connection that
 * knows no virtual tables. The tables that they keep are looked at as all others are. */
static gboolean
check_pages (YttOpened  *opened,
             GError    **error)
{
  g_autoptr(sqlite3) db = connect_configured (opened->path, get_reading_mode (opened), &opened->guard, error);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  if (db == NULL)
    return FALSE;

  rc = sqlite3_drop_modules (db, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2 (db, "PRAGMA quick_check(1)", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  if (g_strcmp0 ((const char *) sqlite3_column_text (stmt, 0), "ok") == 0)
    return TRUE;

  /* The answer names pages and codes of SQLite, which help nobody to go on. */
  g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED,
               _("“%s” is damaged: a part of it cannot be read. Go on with a backup copy of it, or with a copy from "
                 "whoever gave it to you."), opened->path);

  return FALSE;
}

/* Leaves the first connection open, in the mode that the document allows. */
static gboolean
open_first (YttOpened           *opened,
            const YttStoreHead  *head,
            GError             **error)
{
  sqlite3 **db = &opened->connections[0];
  int rc;

  *db = connect_to (opened->path, opened->read_only ? MODE_READ_ONLY : MODE_WRITE, &opened->guard, error);
  if (*db == NULL)
    return FALSE;

  if (head->wal && !leave_wal (opened, head, error))
    return FALSE;

  rc = try_reading (*db);
  if (ytt_sqlite_failed (*db, rc, error) ||
      !configure (*db, opened->read_only ? MODE_READ_ONLY : MODE_WRITE, error))
    return FALSE;

  if (opened->read_only)
    return TRUE;

  opened->reason = try_writing (opened);
  if (opened->reason == NULL)
    return TRUE;

  opened->read_only = TRUE;
  g_clear_pointer (db, sqlite3_close_v2);
  *db = connect_configured (opened->path, MODE_READ_ONLY, &opened->guard, error);

  return *db != NULL;
}

static gboolean
open_others (YttOpened  *opened,
             GError    **error)
{
  Mode mode = get_reading_mode (opened);

  for (guint i = 1; i < YTT_N_CONNECTIONS; i++)
    {
      opened->connections[i] = connect_configured (opened->path, mode, &opened->guard, error);
      if (opened->connections[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The schema's verdict may be that the document is better not written to. */
static gboolean
check_schema (YttOpened  *opened,
              GError    **error)
{
  g_autofree char *backup_folder = ytt_backups_get_folder ();
  g_autofree char *reason = NULL;

  if (!ytt_schema_check (ytt_schema_get_default (), opened->connections[0], opened->path, backup_folder, &reason, error))
    return FALSE;
  if (reason == NULL || opened->read_only)
    return TRUE;

  opened->reason = g_steal_pointer (&reason);
  opened->read_only = TRUE;
  g_clear_pointer (&opened->connections[0], sqlite3_close_v2);
  opened->connections[0] = connect_configured (opened->path, MODE_READ_ONLY, &opened->guard, error);

  return opened->connections[0] != NULL;
}

static gboolean
fill_new_document (const char      *path,
                   const YttGuard  *guard,
                   GError         **error)
{
  g_autoptr(sqlite3) db = connect_configured (path, MODE_WRITE, guard, error);

  return db != NULL &&
         ytt_sqlite_exec (db, "BEGIN IMMEDIATE", error) &&
         ytt_schema_create (db, error) &&
         ytt_sqlite_exec (db, "COMMIT", error);
}

static gboolean
create_document (const char      *path,
                 const YttGuard  *guard,
                 GError         **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

  if (fd < 0)
    {
      int saved_errno = errno;

      if (saved_errno == EEXIST)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” exists already"), path);
      else
        ytt_file_set_error (error, saved_errno, path);
      return FALSE;
    }

  close (fd);
  if (fill_new_document (path, guard, error))
    return TRUE;

  g_unlink (path);

  return FALSE;
}

/* What this process has open already was looked at then, and must not be opened by other
 * means now; hence one at a time. */
static gboolean
take_file (YttOpened     *opened,
           YttStoreHead  *head,
           GError       **error)
{
  static GMutex mutex;
  gboolean good;

  g_mutex_lock (&mutex);
  good = ytt_open_files_contain (opened->path) || ytt_store_head_read (opened->path, head, error);
  if (good)
    opened->file_key = ytt_open_files_take (opened->path);
  g_mutex_unlock (&mutex);

  return good;
}

/* What happened since it was open last. Nobody waits for it: while another program writes, the first edit does it. */
static void
note_outside (YttOpened *opened)
{
  sqlite3_busy_handler (opened->connections[0], NULL, NULL);
  ytt_sqlite_note_outside (opened->connections[0], NULL);
  ytt_sqlite_set_guard (opened->connections[0], &opened->guard);
}

/**
 * ytt_opened_new:
 * @path: (type filename): the document
 * @flags: how to open it
 * @cancellable: (nullable): to give up
 * @error: return location for a #YttError
 *
 * Opens a document in the calling thread.
 *
 * Returns: (transfer full) (nullable): its connections, or %NULL with a #YttError
 */
YttOpened *
ytt_opened_new (const char     *path,
                YttStoreFlags   flags,
                GCancellable   *cancellable,
                GError        **error)
{
  g_autoptr(YttOpened) opened = g_new0 (YttOpened, 1);
  YttStoreHead head = { 0 };

  opened->path = g_canonicalize_filename (path, NULL);
  opened->guard.cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  if ((flags & YTT_STORE_CREATE) != 0 && !create_document (opened->path, &opened->guard, error))
    return NULL;

  if ((flags & YTT_STORE_READ_ONLY) != 0)
    {
      opened->read_only = TRUE;
      opened->reason = g_strdup (_("It was opened only to be read."));
    }

  if (!take_file (opened, &head, error) ||
      !open_first (opened, &head, error) ||
      !check_schema (opened, error) ||
      (head.size > 0 && head.size <= CHECKED_SIZE && !check_pages (opened, error)) ||
      !open_others (opened, error))
    return NULL;

  if (!opened->read_only)
    note_outside (opened);

  opened->data_version = ytt_sqlite_get_data_version (opened->connections[0]);

  return g_steal_pointer (&opened);
}
