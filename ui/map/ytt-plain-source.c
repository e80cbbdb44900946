#include "config.h"

#include "ytt-plain-source.h"

#include "ytt-map-motion.h"

struct _YttPlainSource
{
  ShumateMapSource parent_instance;
};

G_DEFINE_FINAL_TYPE (YttPlainSource, ytt_plain_source, SHUMATE_TYPE_MAP_SOURCE)

static void
ytt_plain_source_class_init (YttPlainSourceClass *klass)
{
}

static void
ytt_plain_source_init (YttPlainSource *self)
{
}

/**
 * ytt_plain_source_new:
 *
 * Returns: (transfer full): a new source
 */
ShumateMapSource *
ytt_plain_source_new (void)
{
  return g_object_new (YTT_TYPE_PLAIN_SOURCE,
                       "id", "plain",
                       "min-zoom-level", 0,
                       "max-zoom-level", YTT_MAP_CLOSEST_ZOOM,
                       "tile-size", 256,
                       "projection", SHUMATE_MAP_PROJECTION_MERCATOR,
                       NULL);
}
