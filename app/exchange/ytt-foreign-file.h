#pragma once

#include "ytt-staging.h"

G_BEGIN_DECLS

/* Called in the thread that asked, now and then: how much of the file has been read, 0 to 1. */
typedef void (*YttForeignProgress) (double   fraction,
                                    gpointer user_data);

/* Finish: (transfer full): what the file holds. */
void        ytt_foreign_file_read_async   (const char           *path,
                                           const char           *layer,
                                           YttForeignProgress    progress,
                                           gpointer              progress_data,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
YttStaging *ytt_foreign_file_read_finish  (GAsyncResult         *result,
                                           GError              **error);
/* For tests: how long the reader may say nothing before it is given up, in ms. */
void        ytt_foreign_file_set_patience (guint                 patience);

G_END_DECLS
