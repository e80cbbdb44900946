#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

/* Finish: (element-type YttTour), by title, each with all its stops. */
void        ytt_store_get_tours_async   (YttStore             *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray  *ytt_store_get_tours_finish  (YttStore             *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
