#include "config.h"

#include "ytt-map-ground-private.h"

#include <adwaita.h>

#include "ytt-magnifier.h"
#include "ytt-map-ahead.h"
#include "ytt-map-motion.h"
#include "ytt-plain-source.h"
#include "ytt-theme.h"

enum
{
  OPENED,
  N_SIGNALS,
};

static GParamSpec *properties[YTT_MAP_GROUND_N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttMapGround, ytt_map_ground, G_TYPE_OBJECT)

/*< private >
 * ytt_map_ground_notify:
 *
 * Tells that one of its properties is another.
 */
void
ytt_map_ground_notify (YttMapGround *self,
                       guint         property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/*< private >
 * ytt_map_ground_emit_opened:
 *
 * Tells that a file that was chosen just now is there.
 */
void
ytt_map_ground_emit_opened (YttMapGround *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

static void
drop_layer_before (YttMapGround *self)
{
  if (self->before == NULL)
    return;

  shumate_map_remove_layer (self->map, SHUMATE_LAYER (self->before));
  self->before = NULL;
}

/*< private >
 * ytt_map_ground_update_visible:
 *
 * Shows of the offline map what is wanted: a map of the whole world hides it once all of its tiles are there.
 */
void
ytt_map_ground_update_visible (YttMapGround *self)
{
  gboolean whole = self->raster != NULL && ytt_raster_source_get_file (self->raster) == NULL;
  gboolean hidden = whole && !ytt_tile_layer_get_loading (self->tiles);

  if (hidden)
    drop_layer_before (self);
  if (self->layer != NULL)
    gtk_widget_set_child_visible (GTK_WIDGET (self->layer), !hidden);
  if (self->labels != NULL)
    gtk_widget_set_child_visible (GTK_WIDGET (self->labels), !whole);
}

static void
loading_changed_cb (YttMapGround *self)
{
  if (!ytt_tile_layer_get_loading (self->layer))
    drop_layer_before (self);
  ytt_map_ground_notify (self, YTT_MAP_GROUND_PROP_LOADING);
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
set_path (YttMapGround *self,
          const char   *path)
{
  if (path != NULL && *path == '\0')
    path = NULL;
  if (g_strcmp0 (self->path, path) == 0)
    return;

  g_free (self->path);
  self->path = g_strdup (path);
  if (self->kind == YTT_GROUND_FILE)
    ytt_map_ground_apply (self);
  ytt_map_ground_notify (self, YTT_MAP_GROUND_PROP_FILE);
}

/* The map and its layers may be gone already. */
static void
ytt_map_ground_dispose (GObject *object)
{
  YttMapGround *self = YTT_MAP_GROUND (object);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->raster);

  G_OBJECT_CLASS (ytt_map_ground_parent_class)->dispose (object);
}

static void
ytt_map_ground_finalize (GObject *object)
{
  YttMapGround *self = YTT_MAP_GROUND (object);

  g_clear_error (&self->failure);
  g_free (self->path);
  g_free (self->note);
  g_free (self->attribution);
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
  YttMapGround *self = YTT_MAP_GROUND (object);

  switch (property_id)
    {
    case YTT_MAP_GROUND_PROP_LOADING:
      g_value_set_boolean (value, ytt_map_ground_get_loading (self));
      break;
    case YTT_MAP_GROUND_PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case YTT_MAP_GROUND_PROP_FILE:
      g_value_set_string (value, self->path);
      break;
    case YTT_MAP_GROUND_PROP_ATTRIBUTION:
      g_value_set_string (value, self->attribution);
      break;
    case YTT_MAP_GROUND_PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    case YTT_MAP_GROUND_PROP_MAX_ZOOM:
      g_value_set_double (value, self->max_zoom);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_map_ground_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  YttMapGround *self = YTT_MAP_GROUND (object);

  switch (property_id)
    {
    case YTT_MAP_GROUND_PROP_KIND:
      ytt_map_ground_set_kind (self, g_value_get_enum (value));
      break;
    case YTT_MAP_GROUND_PROP_FILE:
      set_path (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_map_ground_class_init (YttMapGroundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->dispose = ytt_map_ground_dispose;
  object_class->finalize = ytt_map_ground_finalize;
  object_class->get_property = ytt_map_ground_get_property;
  object_class->set_property = ytt_map_ground_set_property;

  properties[YTT_MAP_GROUND_PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[YTT_MAP_GROUND_PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, YTT_TYPE_GROUND_KIND, YTT_GROUND_OFFLINE, writable);
  properties[YTT_MAP_GROUND_PROP_FILE] = g_param_spec_string ("file", NULL, NULL, NULL, writable);
  properties[YTT_MAP_GROUND_PROP_ATTRIBUTION] =
    g_param_spec_string ("attribution", NULL, NULL, YTT_MAP_GROUND_OFFLINE_ATTRIBUTION, readable);
  properties[YTT_MAP_GROUND_PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, readable);
  properties[YTT_MAP_GROUND_PROP_MAX_ZOOM] =
    g_param_spec_double ("max-zoom", NULL, NULL, 0, YTT_MAP_CLOSEST_ZOOM, YTT_MAP_MAX_ZOOM, readable);
  g_object_class_install_properties (object_class, YTT_MAP_GROUND_N_PROPS, properties);

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
ytt_map_ground_init (YttMapGround *self)
{
  self->attribution = g_strdup (YTT_MAP_GROUND_OFFLINE_ATTRIBUTION);
  self->max_zoom = YTT_MAP_MAX_ZOOM;
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
      YttLabelView view;
      gboolean has_view = ytt_map_ahead_get_view (&view);

      self->labels = ytt_label_layer_new (shumate_map_get_viewport (map), self->basemap);
      ytt_label_layer_set_theme (self->labels, ytt_theme_get_current ());
      ytt_label_layer_load (self->labels, has_view ? &view : NULL);
      shumate_map_add_layer (map, SHUMATE_LAYER (self->labels));
    }
  ytt_theme_watch (self, G_CALLBACK (ytt_map_ground_update));

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

  if (self->opening != NULL || (self->tiles != NULL && ytt_tile_layer_get_loading (self->tiles)))
    return TRUE;
  if (self->basemap == NULL || (self->layer != NULL && !gtk_widget_get_child_visible (GTK_WIDGET (self->layer))))
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
  YttTheme theme = ytt_theme_get_current ();
  g_autoptr(YttTileCache) cache = NULL;
  g_autoptr(YttTileSource) source = NULL;
  double scale;

  g_return_if_fail (YTT_IS_MAP_GROUND (self));

  if (self->basemap == NULL || !gtk_widget_get_realized (GTK_WIDGET (self->map)))
    return;

  scale = ytt_magnifier_get_pixel_scale (GTK_WIDGET (self->map));
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
  source = self->func != NULL ? self->func (cache, self->func_data) : YTT_TILE_SOURCE (g_object_ref (cache));
  self->layer = ytt_tile_layer_new (shumate_map_get_viewport (self->map), source);
  g_signal_connect_object (self->layer, "notify::loading", G_CALLBACK (loading_changed_cb), self, G_CONNECT_SWAPPED);
  shumate_map_insert_layer_behind (self->map, SHUMATE_LAYER (self->layer),
                                   self->tiles != NULL ? SHUMATE_LAYER (self->tiles) : SHUMATE_LAYER (self->labels));
  ytt_label_layer_set_theme (self->labels, theme);
  ytt_map_ground_update_visible (self);
}

/**
 * ytt_map_ground_set_func:
 * @self: a ground that was not updated yet
 * @func: makes the source of tiles
 * @user_data: (transfer none): for @func, as long as the ground lives
 *
 * Has tiles of the basemap brought by somebody else than the cache that draws them.
 */
void
ytt_map_ground_set_func (YttMapGround     *self,
                         YttMapGroundFunc  func,
                         gpointer          user_data)
{
  g_return_if_fail (YTT_IS_MAP_GROUND (self));

  self->func = func;
  self->func_data = user_data;
}

/**
 * ytt_map_ground_set_obstacles:
 * @self: a ground
 * @obstacles: (element-type graphene_rect_t) (transfer none): boxes of what stands on the map, in px; what lies under
 *   the labels and has some of its own is added
 *
 * Says what labels give way to.
 */
void
ytt_map_ground_set_obstacles (YttMapGround *self,
                              GArray       *obstacles)
{
  g_return_if_fail (YTT_IS_MAP_GROUND (self));

  if (self->labels == NULL)
    return;

  /* A map of the user's own has labels of its own. */
  if (self->tiles != NULL)
    ytt_tile_layer_append_area (self->tiles, obstacles);
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

/* The attribution without its links. */
static char *
strip_markup (const char *markup)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  char *text;

  gtk_label_set_markup (GTK_LABEL (label), markup);
  text = g_strdup (gtk_label_get_text (GTK_LABEL (label)));
  g_object_unref (label);

  return text;
}

/**
 * ytt_map_ground_copy_tiles:
 * @self: a ground
 *
 * Returns: (transfer full) (nullable): what lies over the basemap on the screen; %NULL where nothing does
 */
YttMapBackdrop *
ytt_map_ground_copy_tiles (YttMapGround *self)
{
  g_autofree char *attribution = NULL;
  g_autoptr(YttMapBackdrop) backdrop = NULL;

  g_return_val_if_fail (YTT_IS_MAP_GROUND (self), NULL);

  if (self->tiles == NULL)
    return NULL;

  attribution = strip_markup (self->attribution);
  backdrop = ytt_map_backdrop_new (attribution);
  ytt_tile_layer_copy (self->tiles, backdrop);

  return ytt_map_backdrop_get_n_tiles (backdrop) > 0 ? g_steal_pointer (&backdrop) : NULL;
}

/**
 * ytt_map_ground_get_labels:
 * @self: a ground
 *
 * Returns: (transfer none) (nullable): what shows the names of the basemap, %NULL where it could not be read
 */
YttLabelLayer *
ytt_map_ground_get_labels (YttMapGround *self)
{
  g_return_val_if_fail (YTT_IS_MAP_GROUND (self), NULL);

  return self->labels;
}

YttGroundKind
ytt_map_ground_get_kind (YttMapGround *self)
{
  g_return_val_if_fail (YTT_IS_MAP_GROUND (self), YTT_GROUND_OFFLINE);

  return self->kind;
}

/**
 * ytt_map_ground_set_kind:
 * @self: a ground
 * @kind: what is to be shown
 *
 * Chooses what lies under the facilities. From this call on, and only then, tiles of OpenStreetMap may be asked for.
 */
void
ytt_map_ground_set_kind (YttMapGround  *self,
                         YttGroundKind  kind)
{
  g_return_if_fail (YTT_IS_MAP_GROUND (self));

  if (self->kind == kind)
    return;

  self->kind = kind;
  ytt_map_ground_apply (self);
  ytt_map_ground_notify (self, YTT_MAP_GROUND_PROP_KIND);
}

/**
 * ytt_map_ground_get_file:
 * @self: a ground
 *
 * Returns: (transfer none) (nullable): the path of the user's own map, whether or not it is chosen
 */
const char *
ytt_map_ground_get_file (YttMapGround *self)
{
  g_return_val_if_fail (YTT_IS_MAP_GROUND (self), NULL);

  return self->path;
}

/**
 * ytt_map_ground_choose_file:
 * @self: a ground
 * @path: an MBTiles file
 *
 * Chooses a file to lie under the facilities. "opened" is emitted once it is there.
 */
void
ytt_map_ground_choose_file (YttMapGround *self,
                            const char   *path)
{
  gboolean same;

  g_return_if_fail (YTT_IS_MAP_GROUND (self));

  self->to_show = TRUE;
  same = self->kind == YTT_GROUND_FILE && g_strcmp0 (self->path, path) == 0;
  if (same)
    ytt_map_ground_apply (self);
  set_path (self, path);
  ytt_map_ground_set_kind (self, YTT_GROUND_FILE);
}

/**
 * ytt_map_ground_try_again:
 * @self: a ground
 *
 * Tries to have what could not be had.
 */
void
ytt_map_ground_try_again (YttMapGround *self)
{
  g_return_if_fail (YTT_IS_MAP_GROUND (self));

  if (self->failure != NULL)
    ytt_map_ground_apply (self);
}

/**
 * ytt_map_ground_get_note:
 * @self: a ground
 *
 * Returns: (transfer none) (nullable): sentences that say why what was chosen does not show
 */
const char *
ytt_map_ground_get_note (YttMapGround *self)
{
  g_return_val_if_fail (YTT_IS_MAP_GROUND (self), NULL);

  return self->note;
}

const GError *
ytt_map_ground_get_failure (YttMapGround *self)
{
  g_return_val_if_fail (YTT_IS_MAP_GROUND (self), NULL);

  return self->failure;
}

YttMbtiles *
ytt_map_ground_get_mbtiles (YttMapGround *self)
{
  g_return_val_if_fail (YTT_IS_MAP_GROUND (self), NULL);

  return self->raster != NULL ? ytt_raster_source_get_file (self->raster) : NULL;
}
