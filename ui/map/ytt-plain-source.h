#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define YTT_TYPE_PLAIN_SOURCE (ytt_plain_source_get_type ())

/**
 * YttPlainSource:
 *
 * Says how large the world is, which a viewport has to know; no layer shows it. Web Mercator in tiles of 256 px,
 * zooms 0 to 11.
 */
G_DECLARE_FINAL_TYPE (YttPlainSource, ytt_plain_source, YTT, PLAIN_SOURCE, ShumateMapSource)

ShumateMapSource *ytt_plain_source_new (void);

G_END_DECLS
