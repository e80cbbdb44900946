#pragma once

#include "ytt-store-private.h"

G_BEGIN_DECLS

/* What the tests of the file itself share. */

/* Root may write everywhere: gives that up for the rest of the program, so that a file's mode means something.
 * To be called before any thread is made. */
void       store_obey_modes     (void);

/* A new folder, and the end of it with all that is in it. */
char      *store_make_folder    (void);
void       store_remove_folder  (char *folder);

/* Waits ten seconds at most. */
void       store_wait_until     (gboolean (*condition) (gpointer data),
                                 gpointer data);
void       store_keep_result_cb (GObject      *object,
                                 GAsyncResult *result,
                                 gpointer      user_data);
void       store_wait_result    (GAsyncResult **result);

YttStore  *store_open           (const char    *path,
                                 YttStoreFlags  flags,
                                 GError       **error);
/* The document must open, and closes again. */
void       store_create         (const char    *path);
/* Opens the document and wants just this error. */
void       store_refuse         (const char    *path,
                                 int            code,
                                 const char    *words);
/* Wants a document that can only be read, for a reason with these words. */
void       store_want_read_only (const char    *path,
                                 const char    *words);
void       store_close          (YttStore      *store);

/* As another program would: a connection of its own, with foreign keys off and no functions of ours. */
void       store_run            (const char    *path,
                                 const char    *sql);
/* (transfer full) (nullable): the first column of the first row */
char      *store_ask            (const char    *path,
                                 const char    *sql);

/* A folder for one document, which is not there yet. */
typedef struct
{
  char *folder;
  char *path;   /* where the document would be */
} StoreFixture;

void       store_fixture_set_up    (StoreFixture  *f,
                                    gconstpointer  data);
void       store_fixture_tear_down (StoreFixture  *f,
                                    gconstpointer  data);
guint      store_count_files       (const char    *folder);
/* Makes a document as other programs leave it, in write-ahead mode. */
void       store_make_wal          (StoreFixture  *f);
/* For g_timeout_add(), which keeps no reference to the cancellable. */
gboolean   store_cancel_cb         (gpointer       cancellable);
/* A job that must not be reached. */
void       store_never_job         (GTask         *task,
                                    sqlite3       *db,
                                    gpointer       task_data,
                                    GCancellable  *cancellable);

G_END_DECLS
