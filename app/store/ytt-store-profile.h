#pragma once

#include "ytt-profile.h"
#include "ytt-store.h"

G_BEGIN_DECLS

/* The page of an organisation or a country. */
void        ytt_store_get_profile_async  (YttStore             *self,
                                          gint64                organisation,
                                          const char           *country,
                                          YttMoment             moment,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
YttProfile *ytt_store_get_profile_finish (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
