#pragma once

#include <gdal.h>
#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) (nullable) (element-type GStrv): the rows that a statement answers with; an empty text for nothing. NULL if
 * it failed, and GDAL's last error tells why. */
GPtrArray *ytt_ask (GDALDatasetH  dataset,
                    const char   *sql);

G_END_DECLS
