#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

/* Writes the document, or what a part of its facilities rests on, as a new document. */
void      ytt_store_write_part_async  (YttStore             *self,
                                       GArray               *ids,
                                       const char           *path,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean  ytt_store_write_part_finish (YttStore             *self,
                                       GAsyncResult         *result,
                                       GError              **error);

/* In the calling thread: puts a finished document in its place, unless that is open. */
gboolean  ytt_store_put_part_in_place (const char           *scratch,
                                       const char           *path,
                                       GError              **error);

G_END_DECLS
