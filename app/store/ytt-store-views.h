#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

/* Finish: (element-type YttSavedView), in the order of the menu. */
void        ytt_store_get_views_async   (YttStore             *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray  *ytt_store_get_views_finish  (YttStore             *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
