#include "config.h"

#include "ytt-tile-layer.h"

#include <math.h>

#include "ytt-magnifier.h"
#include "ytt-map-motion.h"
#include "ytt-mercator.h"
#include "ytt-plain-source.h"
#include "ytt-tile-grid.h"

/* Tiles are drawn anew for another size when the map has been still for so long, in ms. */
#define STILL_TIME 120

struct _YttTileLayer
{
  ShumateLayer   parent_instance;

  YttTileSource *source;      /* (owned) */
  YttTileRange   range;       /* of @source */
  GHashTable    *shown;       /* (owned) (element-type YttTilePlace YttTilePicture): what is painted, of any zoom */
  GHashTable    *asked;       /* (owned) (element-type YttTilePlace Request): what is being drawn */
  GHashTable    *failed;      /* (owned) (element-type YttTilePlace): what cannot be drawn */
  gint64         moved_at;    /* when the viewport changed last */
  gint64         zoomed_at;   /* when its zoom did */
  double         level;       /* the zoom then */
  guint          still_id;    /* tiles are to be drawn anew once it is still */
  gboolean       is_loading;  /* as notified */
  guint          notify_id;
};

enum
{
  PROP_0,
  PROP_LOADING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttTileLayer, ytt_tile_layer, SHUMATE_TYPE_LAYER)

/* A tile that is being drawn. */
typedef struct
{
  YttTileLayer *self;         /* (owned) while it is being drawn */
  YttTilePlace  place;
  double        size;         /* px on the screen */
  GCancellable *cancellable;  /* (owned) */
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->cancellable);
  g_object_unref (request->self);
  g_free (request);
}

/* FALSE as long as the map has no size. */
static gboolean
get_grid (YttTileLayer *self,
          YttTileGrid  *grid)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  ShumateMapSource *source = viewport != NULL ? shumate_viewport_get_reference_map_source (viewport) : NULL;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (source == NULL || width <= 0 || height <= 0)
    return FALSE;

  ytt_tile_grid_make (source, &self->range, shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
             shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
             shumate_viewport_get_zoom_level (viewport), width, height,
             ytt_magnifier_get_pixel_scale (GTK_WIDGET (self)), grid);

  return TRUE;
}

static gboolean
fits (const YttTilePicture *picture,
      double                size)
{
  return picture->texture == NULL || picture->size == 0 || fabs (picture->size - size) < YTT_TILE_MOST_DIFFERENCE;
}

static gboolean
is_still (YttTileLayer *self)
{
  return g_get_monotonic_time () - self->moved_at >= STILL_TIME * 1000;
}

/* Nobody is asked to send what a flight passes over: its zooms are gone before they could be seen. */
static gboolean
may_ask (YttTileLayer *self)
{
  return self->range.drawn || g_get_monotonic_time () - self->zoomed_at >= STILL_TIME * 1000;
}

static void
notify_loading (YttTileLayer *self)
{
  gboolean is_loading = ytt_tile_layer_get_loading (self);

  if (self->is_loading == is_loading)
    return;

  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static gboolean
notify_cb (gpointer user_data)
{
  YttTileLayer *self = user_data;

  self->notify_id = 0;
  notify_loading (self);

  return G_SOURCE_REMOVE;
}

/* Who is told may take layers away, which cannot be done while they are laid out or painted. */
static void
notify_later (YttTileLayer *self)
{
  if (self->notify_id == 0 && self->is_loading != ytt_tile_layer_get_loading (self))
    self->notify_id = g_idle_add_full (G_PRIORITY_DEFAULT, notify_cb, self, NULL);
}

static void
show_picture (YttTileLayer   *self,
              const YttTilePlace    *place,
              YttTilePicture *picture)   /* (transfer full) */
{
  g_hash_table_insert (self->shown, g_memdup2 (place, sizeof *place), picture);
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Request *request = user_data;
  YttTileLayer *self = request->self;
  g_autoptr(GError) error = NULL;
  YttTilePicture *picture = ytt_tile_source_bring_finish (YTT_TILE_SOURCE (object), result, &error);

  if (g_hash_table_lookup (self->asked, &request->place) == request)
    g_hash_table_remove (self->asked, &request->place);

  if (picture != NULL)
    show_picture (self, &request->place, picture);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_hash_table_add (self->failed, g_memdup2 (&request->place, sizeof (YttTilePlace)));

  gtk_widget_queue_draw (GTK_WIDGET (self));
  notify_loading (self);
  request_free (request);
}

static void
ask_for (YttTileLayer       *self,
         const YttTileGrid  *grid,
         const YttTilePlace *place,
         int                 column,
         int                 row)
{
  Request *request = g_hash_table_lookup (self->asked, place);

  if (request != NULL)
    {
      if (!grid->range->drawn || fabs (request->size - grid->size) < YTT_TILE_MOST_DIFFERENCE)
        return;
      g_cancellable_cancel (request->cancellable);
    }

  request = g_new0 (Request, 1);
  request->self = g_object_ref (self);
  request->place = *place;
  request->size = grid->size;
  request->cancellable = g_cancellable_new ();
  g_hash_table_replace (self->asked, &request->place, request);
  ytt_tile_source_bring_async (self->source, place->zoom, place->x, place->y, grid->size,
                               hypot (column + 0.5 - grid->middle_column, row + 0.5 - grid->middle_row),
                               request->cancellable, drawn_cb, request);
}

static gboolean
still_cb (gpointer user_data)
{
  YttTileLayer *self = user_data;

  if (!is_still (self))
    return G_SOURCE_CONTINUE;

  self->still_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

/* What the source has at hand of a tile in some other size, or of one that it is a part of, is better than nothing.
 * Returns whether it is the tile itself. */
static gboolean
find_stand_in (YttTileLayer       *self,
               const YttTilePlace *place)
{
  YttTilePlace around = *place;

  for (; around.zoom >= 0; around.zoom--, around.x >>= 1, around.y >>= 1)
    {
      YttTilePicture *found;

      if (g_hash_table_contains (self->shown, &around))
        return FALSE;

      found = ytt_tile_source_stand_in (self->source, around.zoom, around.x, around.y);
      if (found != NULL)
        {
          show_picture (self, &around, found);
          return around.zoom == place->zoom;
        }
    }

  return FALSE;
}

/* Whether a tile is there; if not, or if it was drawn for another size, sees to it. */
static gboolean
bring_tile (YttTileLayer      *self,
            const YttTileGrid *grid,
            int                column,
            int                row)
{
  YttTilePlace place = ytt_tile_grid_get_place (grid, column, row);
  const YttTilePicture *shown = g_hash_table_lookup (self->shown, &place);
  gboolean is_shown = shown != NULL;
  YttTilePicture *found;

  if (!ytt_tile_grid_has_tile (grid, column, row))
    return TRUE;

  if ((is_shown && fits (shown, grid->size)) || g_hash_table_contains (self->failed, &place))
    return TRUE;

  found = ytt_tile_source_look_up (self->source, place.zoom, place.x, place.y, grid->size);
  if (found != NULL)
    {
      show_picture (self, &place, found);
      return TRUE;
    }

  if (!is_shown)
    is_shown = find_stand_in (self, &place);
  if (may_ask (self) && (!is_shown || is_still (self)))
    ask_for (self, grid, &place, column, row);
  else if (self->still_id == 0)
    self->still_id = g_timeout_add (STILL_TIME, still_cb, self);

  return is_shown;
}

static gboolean
is_stale_request (gpointer key,
                  gpointer value,
                  gpointer user_data)
{
  const YttTileGrid *grid = user_data;
  Request *request = value;

  if (request->place.zoom == grid->zoom && ytt_tile_grid_is_near (grid, &request->place))
    return FALSE;

  g_cancellable_cancel (request->cancellable);

  return TRUE;
}

static gboolean
is_out_of_sight (gpointer key,
                 gpointer value,
                 gpointer user_data)
{
  return !ytt_tile_grid_is_near (user_data, key);
}

static gboolean
is_of_other_zoom (gpointer key,
                  gpointer value,
                  gpointer user_data)
{
  const YttTilePlace *place = key;
  const YttTileGrid *grid = user_data;

  return place->zoom != grid->zoom;
}

/* What is around is ready when the map is moved, unless somebody else has to send it. */
static void
bring_surroundings (YttTileLayer      *self,
                    const YttTileGrid *grid)
{
  int margin = grid->range->margin;
  int last_row = MIN (grid->last_row + margin, (1 << grid->zoom) - 1);

  if (margin == 0)
    return;

  for (int row = MAX (grid->first_row - margin, 0); row <= last_row; row++)
    for (int column = grid->first_column - margin; column <= grid->last_column + margin; column++)
      bring_tile (self, grid, column, row);
}

/* Brings what is seen into agreement with the viewport. */
static void
update (YttTileLayer      *self,
        const YttTileGrid *grid)
{
  gboolean all = TRUE;

  g_hash_table_foreach_remove (self->asked, is_stale_request, (gpointer) grid);
  g_hash_table_foreach_remove (self->shown, is_out_of_sight, (gpointer) grid);
  g_hash_table_foreach_remove (self->failed, is_out_of_sight, (gpointer) grid);
  for (int row = grid->first_row; row <= grid->last_row; row++)
    for (int column = grid->first_column; column <= grid->last_column; column++)
      all = bring_tile (self, grid, column, row) && all;

  if (all)
    {
      g_hash_table_foreach_remove (self->shown, is_of_other_zoom, (gpointer) grid);
      bring_surroundings (self, grid);
    }
  notify_later (self);
}

/* Stand-ins lie below what they stand for, the coarser the deeper. */
static void
paint_tiles (YttTileLayer      *self,
             GtkSnapshot       *snapshot,
             const YttTileGrid *grid)
{
  GHashTableIter iter;
  gpointer key, value;
  guint32 zooms = 0;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &key, &value))
    zooms |= 1u << ((YttTilePlace *) key)->zoom;

  for (int zoom = 0; zooms != 0; zooms &= ~(1u << zoom))
    {
      /* The tiles of the grid's own zoom come last. */
      guint32 others = zooms & ~(1u << grid->zoom);

      zoom = others != 0 ? g_bit_nth_lsf (others, -1) : grid->zoom;
      g_hash_table_iter_init (&iter, self->shown);
      while (g_hash_table_iter_next (&iter, &key, &value))
        if (((YttTilePlace *) key)->zoom == zoom)
          ytt_tile_grid_paint (grid, snapshot, key, value);
    }
}

static void
ytt_tile_layer_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  YttTileLayer *self = YTT_TILE_LAYER (widget);
  double top, bottom;
  YttTileGrid grid;

  if (!get_grid (self, &grid))
    return;

  update (self, &grid);

  /* Beyond the poles there is nothing, not even a gutter. Cairo's numbers are too small for a world seen closely. */
  top = MAX (grid.top, 0);
  bottom = MIN (grid.top + grid.world, gtk_widget_get_height (widget));
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, top, gtk_widget_get_width (widget), MAX (bottom - top, 0)));
  paint_tiles (self, snapshot, &grid);
  gtk_snapshot_pop (snapshot);
}

/* What will be seen in the frame that this is for can be drawn meanwhile. */
static void
ytt_tile_layer_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  YttTileLayer *self = YTT_TILE_LAYER (widget);
  YttTileGrid grid;

  GTK_WIDGET_CLASS (ytt_tile_layer_parent_class)->size_allocate (widget, width, height, baseline);

  if (get_grid (self, &grid))
    update (self, &grid);
}

static void
viewport_changed_cb (YttTileLayer *self)
{
  double level = shumate_viewport_get_zoom_level (shumate_layer_get_viewport (SHUMATE_LAYER (self)));

  self->moved_at = g_get_monotonic_time ();
  if (level != self->level)
    self->zoomed_at = self->moved_at;
  self->level = level;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  notify_loading (self);
}

static void
ytt_tile_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (ytt_tile_layer_parent_class)->constructed (object);

  g_signal_connect_object (viewport, "notify", G_CALLBACK (viewport_changed_cb), object, G_CONNECT_SWAPPED);
}

static gboolean
cancel_request (gpointer key,
                gpointer value,
                gpointer user_data)
{
  g_cancellable_cancel (((Request *) value)->cancellable);

  return TRUE;
}

/* A request holds the layer, and ends of itself. */
static void
ytt_tile_layer_dispose (GObject *object)
{
  YttTileLayer *self = YTT_TILE_LAYER (object);

  g_clear_handle_id (&self->still_id, g_source_remove);
  g_clear_handle_id (&self->notify_id, g_source_remove);
  g_hash_table_foreach_remove (self->asked, cancel_request, NULL);

  G_OBJECT_CLASS (ytt_tile_layer_parent_class)->dispose (object);
}

static void
ytt_tile_layer_finalize (GObject *object)
{
  YttTileLayer *self = YTT_TILE_LAYER (object);

  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->failed, g_hash_table_unref);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (ytt_tile_layer_parent_class)->finalize (object);
}

static void
ytt_tile_layer_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, ytt_tile_layer_get_loading (YTT_TILE_LAYER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_tile_layer_class_init (YttTileLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ytt_tile_layer_constructed;
  object_class->dispose = ytt_tile_layer_dispose;
  object_class->finalize = ytt_tile_layer_finalize;
  object_class->get_property = ytt_tile_layer_get_property;
  widget_class->size_allocate = ytt_tile_layer_size_allocate;
  widget_class->snapshot = ytt_tile_layer_snapshot;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The land is part of a picture; what is on the map is told by the facilities' layer. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ytt_tile_layer_init (YttTileLayer *self)
{
  self->is_loading = TRUE;
  self->shown = g_hash_table_new_full (ytt_tile_place_hash, ytt_tile_place_equal, g_free,
                                       (GDestroyNotify) ytt_tile_picture_free);
  self->asked = g_hash_table_new (ytt_tile_place_hash, ytt_tile_place_equal);
  self->failed = g_hash_table_new_full (ytt_tile_place_hash, ytt_tile_place_equal, g_free, NULL);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * ytt_tile_layer_new:
 * @viewport: (transfer none): what the map shows
 * @source: (transfer none): where the tiles are from
 *
 * Returns: (transfer floating): the layer
 */
YttTileLayer *
ytt_tile_layer_new (ShumateViewport *viewport,
                    YttTileSource   *source)
{
  YttTileLayer *self;

  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);
  g_return_val_if_fail (YTT_IS_TILE_SOURCE (source), NULL);

  self = g_object_new (YTT_TYPE_TILE_LAYER, "viewport", viewport, NULL);
  self->source = g_object_ref (source);
  ytt_tile_source_get_range (source, &self->range);

  return self;
}

/**
 * ytt_tile_layer_get_loading:
 * @self: a layer
 *
 * Returns: whether something of what the viewport shows has not been drawn yet, or for another size
 */
gboolean
ytt_tile_layer_get_loading (YttTileLayer *self)
{
  YttTileGrid grid;

  g_return_val_if_fail (YTT_IS_TILE_LAYER (self), FALSE);

  if (!get_grid (self, &grid))
    return TRUE;

  for (int row = grid.first_row; row <= grid.last_row; row++)
    for (int column = grid.first_column; column <= grid.last_column; column++)
      {
        YttTilePlace place = ytt_tile_grid_get_place (&grid, column, row);
        const YttTilePicture *shown = g_hash_table_lookup (self->shown, &place);

        if (ytt_tile_grid_has_tile (&grid, column, row) && (shown == NULL || !fits (shown, grid.size)) &&
            !g_hash_table_contains (self->failed, &place))
          return TRUE;
      }

  return FALSE;
}

/**
 * ytt_tile_layer_copy:
 * @self: a layer
 * @backdrop: gets the tiles that are painted
 *
 * Copies what is on the screen for a picture.
 */
void
ytt_tile_layer_copy (YttTileLayer   *self,
                     YttMapBackdrop *backdrop)
{
  GHashTableIter iter;
  gpointer key, value;

  g_return_if_fail (YTT_IS_TILE_LAYER (self));

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const YttTilePlace *place = key;
      const YttTilePicture *picture = value;
      cairo_surface_t *surface;

      if (picture->texture == NULL)
        continue;

      surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gdk_texture_get_width (picture->texture),
                                            gdk_texture_get_height (picture->texture));
      gdk_texture_download (picture->texture, cairo_image_surface_get_data (surface),
                            (gsize) cairo_image_surface_get_stride (surface));
      cairo_surface_mark_dirty (surface);
      ytt_map_backdrop_add (backdrop, surface, picture->gutter * picture->scale, place->zoom, place->x, place->y);
    }
}

/**
 * ytt_tile_layer_append_area:
 * @self: a layer
 * @boxes: (element-type graphene_rect_t): a list to add to
 *
 * Tells what of the view the source has tiles of at this zoom: a box for each copy of the world.
 */
void
ytt_tile_layer_append_area (YttTileLayer *self,
                            GArray       *boxes)
{
  const YttTileRange *range = &self->range;
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double west, east, top, bottom;
  YttTileGrid grid;

  g_return_if_fail (YTT_IS_TILE_LAYER (self));

  if (!get_grid (self, &grid) || grid.zoom < range->least_zoom)
    return;

  /* Whole tiles are shown. */
  west = grid.left + floor (ldexp (range->west, grid.zoom) + YTT_TILE_EDGE) * grid.size;
  east = grid.left + ceil (ldexp (range->east, grid.zoom) - YTT_TILE_EDGE) * grid.size;
  top = MAX (grid.top + floor (ldexp (range->north, grid.zoom) + YTT_TILE_EDGE) * grid.size, 0);
  bottom = MIN (grid.top + ceil (ldexp (range->south, grid.zoom) - YTT_TILE_EDGE) * grid.size, height);
  for (double world = (floor (-grid.left / grid.world) - 1) * grid.world; west + world < width; world += grid.world)
    {
      double left = MAX (west + world, 0), right = MIN (east + world, width);
      graphene_rect_t box = GRAPHENE_RECT_INIT (left, top, right - left, MAX (bottom - top, 0));

      if (right > left)
        g_array_append_val (boxes, box);
    }
}

/**
 * ytt_tile_layer_draw_ahead:
 * @cache: draws the tiles
 * @latitude: degrees, of a map's middle
 * @longitude: degrees
 * @zoom: its zoom, of which each step doubles the map
 * @width: its width on the screen, in px
 * @height: its height on the screen, in px
 *
 * Begins to draw what such a map will show, so that a layer of that map finds it in @cache. It needs no display.
 *
 * Returns: the side of a tile on the screen, in px
 */
double
ytt_tile_layer_draw_ahead (YttTileCache *cache,
                           double        latitude,
                           double        longitude,
                           double        zoom,
                           int           width,
                           int           height)
{
  g_autoptr(ShumateMapSource) source = ytt_plain_source_new ();
  YttTileRange range;
  YttTileGrid grid;

  g_return_val_if_fail (YTT_IS_TILE_CACHE (cache), 0);

  ytt_tile_source_get_range (YTT_TILE_SOURCE (cache), &range);
  ytt_tile_grid_make (source, &range, latitude, longitude, ytt_map_motion_level_of_zoom (source, zoom), width, height,
                      1, &grid);
  for (int row = grid.first_row; row <= grid.last_row; row++)
    for (int column = grid.first_column; column <= grid.last_column; column++)
      {
        YttTilePlace place = ytt_tile_grid_get_place (&grid, column, row);

        ytt_tile_cache_draw_async (cache, place.zoom, place.x, place.y, grid.size,
                                   hypot (column + 0.5 - grid.middle_column, row + 0.5 - grid.middle_row),
                                   NULL, NULL, NULL);
      }

  return grid.size;
}
