#pragma once

#include "ytt-statistic.h"
#include "ytt-store-private.h"

G_BEGIN_DECLS

gboolean ytt_statistics_read (sqlite3     *db,
                              const char  *country,
                              YttMoment    moment,
                              GPtrArray   *statistics,
                              GError     **error);

G_END_DECLS
