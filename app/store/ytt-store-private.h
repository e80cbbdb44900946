#pragma once

#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

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

/* Both take the task. */
void  ytt_store_push_read   (YttStore *self, GTask *task, YttStoreFunc func);
void  ytt_store_push_write  (YttStore *self, GTask *task, YttStoreFunc func);

/* Turns what SQLite says into a #YttError; %TRUE, for `return`, if rc is an error. */
gboolean ytt_sqlite_failed (sqlite3 *db, int rc, GError **error);

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
