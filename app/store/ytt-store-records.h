#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

/* Many facilities with their claims, some hundreds at a time. Finish: (element-type YttRecord), in the order of the ids;
 * what is gone is left out. */
void        ytt_store_get_records_async   (YttStore             *self,
                                           const gint64         *ids,
                                           guint                 n_ids,
                                           YttMoment             moment,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GPtrArray  *ytt_store_get_records_finish  (YttStore             *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/* All sources of the document. Finish: (element-type YttSource), by publisher, date and title. */
void        ytt_store_get_sources_async   (YttStore             *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
/* What announcements on facilities, and links of theirs, rest on; the same finish. */
void         ytt_store_get_told_sources_async (YttStore            *self,
                                               GArray              *facilities,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
GPtrArray  *ytt_store_get_sources_finish  (YttStore             *self,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
