#pragma once

#include "ytt-editor.h"
#include "ytt-store-attach.h"

G_BEGIN_DECLS

/* Copies of pages and papers with the sources that they belong to, through the editor like every edit. */

/* Finish: the copy; its link is set where the source had it already, and nothing was done. */
void           ytt_copies_keep_async    (YttEditor            *editor,
                                         GFile                *file,
                                         gint64                source,
                                         YttAttachProgress     progress,
                                         gpointer              progress_data,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
YttAttachment *ytt_copies_keep_finish   (YttEditor            *editor,
                                         GAsyncResult         *result,
                                         GError              **error);

/* The source does without it; the document keeps it, so that this can be undone. Finish: as of a commit. */
void           ytt_copies_remove_async  (YttEditor            *editor,
                                         const YttAttachment  *attachment,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gint64         ytt_copies_remove_finish (YttEditor            *editor,
                                         GAsyncResult         *result,
                                         GError              **error);

/* All sources do without it, and its content goes for good: ask first. */
void           ytt_copies_delete_async  (YttEditor            *editor,
                                         const YttAttachment  *attachment,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean       ytt_copies_delete_finish (YttEditor            *editor,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
