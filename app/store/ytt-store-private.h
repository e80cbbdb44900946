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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
