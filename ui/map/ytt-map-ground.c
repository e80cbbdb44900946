#include "ytt-map-ground.h"

#include <adwaita.h>

#include "ytt-label-layer.h"
#include "ytt-map-ahead.h"
#include "ytt-plain-source.h"
#include "ytt-tile-layer.h"

struct _YttMapGround
{
  GObject           parent_instance;

  ShumateMap       *map;      /* (not owned): owns this */
  GError           *error;    /* (nullable) */
  YttBasemap       *basemap;  /* (nullable) */
  YttTileLayer     *layer;    /* (not owned) (nullable) */
  YttTileLayer     *before;   /* (not owned) (nullable): shows until @layer has its tiles */
  YttLabelLayer    *labels;   /* (not owned) (nullable) */
  YttTheme          theme;
  int               scale;
};

enum
{
  PROP_0,
  PROP_LOADING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttMapGround, ytt_map_ground, G_TYPE_OBJECT)

static void
drop_layer_before (YttMapGround *self)
{
  if (self->before == NULL)
    return;

  shumate_map_remove_layer (self->map, SHUMATE_LAYER (self->before));
  self->before = NULL;
}

static void
loading_changed_cb (YttMapGround *self)
{
  if (!ytt_tile_layer_get_loading (self->layer))
    drop_layer_before (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
open_basemap (YttMapGround *self)
{
  g_autofree char *path = ytt_basemap_find_file ();

  self->basemap = ytt_map_ahead_take_basemap ();
  if (self->basemap == NULL)
    self->basemap = ytt_basemap_open (path, &self->error);
}

/* The map cannot be measured without a source, even where there is nothing to draw. */
static void
set_plain_source (YttMapGround *self)
{
  g_autoptr(ShumateMapSource) plain = ytt_plain_source_new ();

  shumate_viewport_set_reference_map_source (shumate_map_get_viewport (self->map), plain);
}

static void
ytt_map_ground_finalize (GObject *object)
{
  YttMapGround *self = YTT_MAP_GROUND (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);

  G_OBJECT_CLASS (ytt_map_ground_parent_class)->finalize (object);
}

static void
ytt_map_ground_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, ytt_map_ground_get_loading (YTT_MAP_GROUND (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_map_ground_class_init (YttMapGroundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ytt_map_ground_finalize;
  object_class->get_property = ytt_map_ground_get_property;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_map_ground_init (YttMapGround *self)
{
}

/**
 * ytt_map_ground_new:
 * @map: (transfer none): the map, to which the layers are added; it must outlive the ground
 *
 * Opens the basemap.
 *
 * Returns: (transfer full): a new ground
 */
YttMapGround *
ytt_map_ground_new (ShumateMap *map)
{
  YttMapGround *self = g_object_new (YTT_TYPE_MAP_GROUND, NULL);

  self->map = map;
  set_plain_source (self);
  open_basemap (self);
  if (self->basemap != NULL)
    {
      gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
      YttLabelView view;
      gboolean has_view = ytt_map_ahead_get_view (&view);

      self->labels = ytt_label_layer_new (shumate_map_get_viewport (map), self->basemap);
      ytt_label_layer_set_theme (self->labels, dark ? YTT_THEME_DARK : YTT_THEME_LIGHT);
      ytt_label_layer_load (self->labels, has_view ? &view : NULL);
      shumate_map_add_layer (map, SHUMATE_LAYER (self->labels));
    }
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (ytt_map_ground_update), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * ytt_map_ground_get_loading:
 * @self: a ground
 *
 * Returns: whether tiles are being drawn, or were not yet asked for
 */
gboolean
ytt_map_ground_get_loading (YttMapGround *self)
{
  g_return_val_if_fail (YTT_IS_MAP_GROUND (self), FALSE);

  if (self->basemap == NULL)
    return FALSE;

  return self->layer == NULL || ytt_tile_layer_get_loading (self->layer);
}

/**
 * ytt_map_ground_get_error:
 * @self: a ground
 *
 * Returns: (transfer none) (nullable): why there is no basemap
 */
const GError *
ytt_map_ground_get_error (YttMapGround *self)
{
  g_return_val_if_fail (YTT_IS_MAP_GROUND (self), NULL);

  return self->error;
}

/**
 * ytt_map_ground_update:
 * @self: a ground
 *
 * Brings tiles and labels into the colours of the style, and the sharpness of the screen.
 */
void
ytt_map_ground_update (YttMapGround *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  YttTheme theme = dark ? YTT_THEME_DARK : YTT_THEME_LIGHT;
  g_autoptr(YttTileCache) cache = NULL;
  int scale;

  g_return_if_fail (YTT_IS_MAP_GROUND (self));

  if (self->basemap == NULL || !gtk_widget_get_realized (GTK_WIDGET (self->map)))
    return;

  scale = gtk_widget_get_scale_factor (GTK_WIDGET (self->map));
  if (self->layer != NULL && self->theme == theme && self->scale == scale)
    return;

  self->theme = theme;
  self->scale = scale;
  drop_layer_before (self);
  self->before = self->layer;
  if (self->before != NULL)
    g_signal_handlers_disconnect_by_data (self->before, self);

  cache = ytt_map_ahead_take_cache (theme, scale);
  if (cache == NULL)
    cache = ytt_tile_cache_new (self->basemap, theme, scale);
  self->layer = ytt_tile_layer_new (shumate_map_get_viewport (self->map), cache);
  g_signal_connect_object (self->layer, "notify::loading", G_CALLBACK (loading_changed_cb), self, G_CONNECT_SWAPPED);
  shumate_map_insert_layer_behind (self->map, SHUMATE_LAYER (self->layer), SHUMATE_LAYER (self->labels));
  ytt_label_layer_set_theme (self->labels, theme);
}

/**
 * ytt_map_ground_set_obstacles:
 * @self: a ground
 * @obstacles: (element-type graphene_rect_t) (transfer none): boxes of what stands on the map, in px
 *
 * Says what labels give way to.
 */
void
ytt_map_ground_set_obstacles (YttMapGround *self,
                              GArray       *obstacles)
{
  g_return_if_fail (YTT_IS_MAP_GROUND (self));

  if (self->labels != NULL)
    ytt_label_layer_set_obstacles (self->labels, obstacles);
}

/**
 * ytt_map_ground_get_basemap:
 * @self: a ground
 *
 * Returns: (transfer none) (nullable): the basemap, %NULL where it could not be read
 */
YttBasemap *
ytt_map_ground_get_basemap (YttMapGround *self)
{
  g_return_val_if_fail (YTT_IS_MAP_GROUND (self), NULL);

  return self->basemap;
}
