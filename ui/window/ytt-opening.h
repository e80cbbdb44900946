#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

/* The document that a start will show, opened before there is a window, so that both are ready at about the same
 * time. There is one at most; main thread only. */
void      ytt_opening_begin           (const char           *path);

/* FALSE if that one is not under way, nor done and not taken */
gboolean  ytt_opening_take_async      (const char           *path,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
YttStore *ytt_opening_take_finish     (GAsyncResult         *result,
                                       GError              **error);

/* Closes what nobody took. */
void      ytt_opening_end             (void);

G_END_DECLS
