#pragma once

#include "ytt-announcement.h"
#include "ytt-store.h"

G_BEGIN_DECLS

void                   ytt_store_get_announcements_async      (YttStore                    *self,
                                                               const YttAnnouncementQuery  *query,
                                                               GCancellable                *cancellable,
                                                               GAsyncReadyCallback          callback,
                                                               gpointer                     user_data);
YttAnnouncementResult *ytt_store_get_announcements_finish     (YttStore                    *self,
                                                               GAsyncResult                *result,
                                                               GError                     **error);

/* A window of rows. Finish: (element-type YttAnnouncementRow), in the order of the ids; what is gone is left out. */
void                   ytt_store_get_announcement_rows_async  (YttStore                    *self,
                                                               const gint64                *ids,
                                                               guint                        n_ids,
                                                               GCancellable                *cancellable,
                                                               GAsyncReadyCallback          callback,
                                                               gpointer                     user_data);
GPtrArray             *ytt_store_get_announcement_rows_finish (YttStore                    *self,
                                                               GAsyncResult                *result,
                                                               GError                     **error);

void                   ytt_store_get_announcement_async       (YttStore                    *self,
                                                               gint64                       id,
                                                               GCancellable                *cancellable,
                                                               GAsyncReadyCallback          callback,
                                                               gpointer                     user_data);
YttAnnouncementRecord *ytt_store_get_announcement_finish      (YttStore                    *self,
                                                               GAsyncResult                *result,
                                                               GError                     **error);

G_END_DECLS
