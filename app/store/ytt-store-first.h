#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

/* The beginning of a large document's list, which does not wait until all that searching needs has been read.
 * Finish: (element-type YttFacilityRow), none where the whole answer comes as soon. */
void         ytt_store_get_first_async   (YttStore             *self,
                                          YttOrder              order,
                                          guint                 n,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray   *ytt_store_get_first_finish  (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
