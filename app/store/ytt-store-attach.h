#pragma once

#include "ytt-attachment.h"
#include "ytt-store.h"

G_BEGIN_DECLS

/**
 * YttAttachProgress:
 * @fraction: how much is done, 0 to 1
 * @user_data: what was given with it
 *
 * Called in the thread that asked for the work, never after that has been told to be done.
 */
typedef void (*YttAttachProgress) (double   fraction,
                                   gpointer user_data);

/* Keeps the content of a file in the document, once however often it is kept. It belongs to a source only when a row of
 * source_attachment says so, which is committed like every edit: ytt_copies_keep_async() does both. Finish: the copy;
 * its source and link are set where it belongs to the source already. */
void           ytt_store_attach_async         (YttStore             *self,
                                               GFile                *file,
                                               gint64                source,
                                               YttAttachProgress     progress,
                                               gpointer              progress_data,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
void           ytt_store_attach_bytes_async   (YttStore             *self,
                                               GBytes               *bytes,
                                               const char           *name,
                                               gint64                source,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
YttAttachment *ytt_store_attach_finish        (YttStore             *self,
                                               GAsyncResult         *result,
                                               GError              **error);

/* Finish: (element-type YttAttachment): those of the sources, by name; without sources those of no source. */
void           ytt_store_get_attachments_async  (YttStore            *self,
                                               const gint64         *sources,
                                               guint                 n_sources,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray     *ytt_store_get_attachments_finish (YttStore            *self,
                                               GAsyncResult         *result,
                                               GError              **error);

/* Writes a copy, for this user only and not to be written, that lives until the program ends. Finish: its path. */
void           ytt_store_open_attachment_async  (YttStore            *self,
                                               gint64                id,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
char          *ytt_store_open_attachment_finish (YttStore            *self,
                                               GAsyncResult         *result,
                                               GError              **error);
void           ytt_store_save_attachment_async  (YttStore            *self,
                                               gint64                id,
                                               const char           *path,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean       ytt_store_save_attachment_finish (YttStore            *self,
                                               GAsyncResult         *result,
                                               GError              **error);

/* Frees what a copy takes up. Nothing brings it back: ask first. */
void           ytt_store_delete_attachment_async  (YttStore          *self,
                                               gint64                id,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean       ytt_store_delete_attachment_finish (YttStore          *self,
                                               GAsyncResult         *result,
                                               GError              **error);

/* Takes away the copies that were written to be opened; at the end of the program. */
void           ytt_attachments_remove_opened  (void);

G_END_DECLS
