#pragma once

#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include "ytt-cell.h"
#include "ytt-store.h"

G_BEGIN_DECLS

/**
 * YttStoreFunc:
 *
 * One job on a connection's thread. It returns through @task, and steps each statement to its end in one go.
 */
typedef void (*YttStoreFunc) (GTask        *task,
                              sqlite3      *db,
                              gpointer      task_data,
                              GCancellable *cancellable);

/* They take the task. */
void  ytt_store_push_read   (YttStore *self, GTask *task, YttStoreFunc func);
void  ytt_store_push_first  (YttStore *self, GTask *task, YttStoreFunc func);
void  ytt_store_push_write  (YttStore *self, GTask *task, YttStoreFunc func);

void  ytt_store_emit_changed (YttStore *self);

/* What may cut a statement short; the connection keeps a pointer to it. */
typedef struct
{
  GCancellable *cancellable;   /* (nullable) */
  const gint   *closing;       /* (nullable): atomic, not 0 once the document is being closed */
} YttGuard;

/* Bytes of a row, a text or a blob that a reading connection reads: what is larger no person wrote, and to sort a few of
 * them would take all memory there is. An attachment may be larger: it is read in pieces. */
#define YTT_VALUE_LIMIT (1024 * 1024)

/* What is known of a document's backups; of the thread that writes, once there is something to write. */
typedef struct
{
  char    *folder;     /* (owned) (nullable): none are made */
  guint32  day;        /* the last one there is a backup of, YYYYMMDD */
  gint64   retry_at;   /* monotonic time; 0 unless the last attempt failed */
} YttBackupState;

YttBackupState *ytt_store_get_backup_state (YttStore *self);
/* Keeps a copy of a document of an earlier version, as it is. */
gboolean        ytt_backup_before_upgrade  (sqlite3     *db,
                                            const char  *path,
                                            const char  *folder,
                                            GError     **error);
gboolean        ytt_store_backup_if_due    (GTask    *task,
                                            sqlite3  *db,
                                            GError  **error);

#define YTT_N_CONNECTIONS 3

/**
 * YttOpened:
 *
 * A document as it was opened: looked at, found to be ours, and brought up to date.
 * The first of its connections is the one that writes, if any does.
 */
typedef struct
{
  char     *path;
  char     *file_key;     /* its entry among the open files */
  char     *reason;       /* (nullable) one sentence: why it can only be read */
  gboolean  read_only;
  gboolean  immutable;    /* in a mode that wants side files, where none can be made */
  int       data_version; /* as the first connection saw it */
  sqlite3  *connections[YTT_N_CONNECTIONS];
  YttGuard  guard;        /* of all connections, until they have threads; it owns its cancellable */
} YttOpened;

YttOpened *ytt_opened_new  (const char     *path,
                            YttStoreFlags   flags,
                            GCancellable   *cancellable,
                            GError        **error);
void       ytt_opened_free (YttOpened      *opened);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttOpened, ytt_opened_free)

/* A connection that cannot touch the file; immutable: write-ahead mode, with all of it in the one file. */
sqlite3   *ytt_sqlite_connect_to_read (const char      *path,
                                       gboolean         immutable,
                                       const YttGuard  *guard,
                                       GError         **error);

/* Files that this process has connections to. Closing any other descriptor of such a file would drop their locks.
 * Take: (transfer full) the key to release; %NULL if there is no such file. */
char      *ytt_open_files_take     (const char *path);
void       ytt_open_files_release  (char       *key);
gboolean   ytt_open_files_contain  (const char *path);

/* Waits up to five seconds for other programs, and no longer than the guard allows. */
void       ytt_sqlite_set_guard (sqlite3 *db, const YttGuard *guard);
/* Runs one statement without any waiting for other programs; returns SQLite's code. */
int        ytt_sqlite_exec_at_once (sqlite3 *db, const char *sql, const YttGuard *guard);

/* Turns what SQLite says into a #YttError; %TRUE, for `return`, if rc is an error. */
gboolean ytt_sqlite_failed (sqlite3 *db, int rc, GError **error);

/* Another number than before where another connection than this one changed the document; -1 if it cannot be read. */
int      ytt_sqlite_get_data_version (sqlite3 *db);

/* Sets a parameter, from 1, to a value whose text must live until the statement is reset; returns SQLite's code. */
int      ytt_sqlite_bind_cell (sqlite3_stmt *stmt, int position, const YttCell *cell);

/* Runs statements that return no rows. */
gboolean ytt_sqlite_exec (sqlite3 *db, const char *sql, GError **error);

/* The functions that a spatial index made by another program calls; every connection that writes needs them. */
gboolean ytt_sqlite_add_functions (sqlite3 *db, GError **error);

/* Makes an empty document in an empty database; the caller holds the transaction, or there is none. */
gboolean ytt_schema_create   (sqlite3 *db, GError **error);
/* Works out facility_shown, search and the extent anew, after bulk work with triggers off. */
gboolean ytt_schema_derive   (sqlite3 *db, GError **error);
/* For bulk work; the derived tables are stale until ytt_schema_derive(). */
gboolean ytt_schema_set_triggers (sqlite3 *db, gboolean enabled, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close_v2)

G_END_DECLS
