#include "config.h"

#include "ytt-ground-kind.h"

GType
ytt_ground_kind_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { YTT_GROUND_OFFLINE, "YTT_GROUND_OFFLINE", "offline" },
        { YTT_GROUND_OPENSTREETMAP, "YTT_GROUND_OPENSTREETMAP", "openstreetmap" },
        { YTT_GROUND_FILE, "YTT_GROUND_FILE", "file" },
        { 0, NULL, NULL }
      };

      g_once_init_leave (&type, g_enum_register_static ("YttGroundKind", values));
    }

  return type;
}
