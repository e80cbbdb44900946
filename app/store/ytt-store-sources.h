#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

/* Who says what a map shows: how far facilities are, and what is supplied. Finish: (element-type YttSource), the most
 * important first. */
void         ytt_store_get_shown_sources_async   (YttStore             *self,
                                                  GArray               *facilities,
                                                  GPtrArray            *links,
                                                  gint64                selected,
                                                  YttMoment             moment,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray   *ytt_store_get_shown_sources_finish  (YttStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
