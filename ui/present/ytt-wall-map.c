#include "config.h"

#include "ytt-wall-map-private.h"

#include <glib/gi18n.h>

#include "ytt-magnifier.h"
#include "ytt-session-shown.h"
#include "ytt-theme.h"
#include "ytt-views-menu.h"

/* Room around symbols that labels give way to, in px. */
#define LABEL_ROOM 2

/* As wide as a tile becomes on a wall of 2160 lines before those of the next zoom take its place, in pixels. */
#define MOST_TILE_PIXELS 2048

/* Bytes of tiles that were drawn last, beside those for flights. */
#define MOST_KEPT (16 * 1024 * 1024)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_FLYING,
  PROP_LOADING,
  N_PROPS,
};

enum
{
  MOVED,
  FACILITY_CLICKED,
  CLICKED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttWallMap, ytt_wall_map, ADW_TYPE_BIN)

static void
append_box (GArray                *boxes,
            const graphene_rect_t *box)
{
  if (box->size.width > 0 && box->size.height > 0)
    g_array_append_vals (boxes, box, 1);
}

/* The names of organisations give way to symbols, to the name of the facility and to what lies over the map. On a
 * flight they stay as they are, instead of going from side to side. */
static void
place_names (YttWallMap *self,
             GArray     *boxes)
{
  g_autoptr(GArray) obstacles = NULL;
  graphene_rect_t tag;

  if (ytt_map_motion_get_moving (self->motion))
    return;

  obstacles = g_array_copy (boxes);
  append_box (obstacles, &self->card);
  append_box (obstacles, &self->title);
  if (ytt_facility_layer_get_tag_box (self->layer, &tag))
    append_box (obstacles, &tag);
  ytt_link_layer_give_way (self->links, obstacles);
}

/* Labels give way to symbols, and to the names of organisations. */
static void
give_room (YttWallMap *self)
{
  GArray *markers = ytt_facility_layer_get_markers (self->layer);
  g_autoptr(GArray) boxes = g_array_sized_new (FALSE, FALSE, sizeof (graphene_rect_t), markers->len);

  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);
      double half_height = marker->radius + LABEL_ROOM;
      double half_width = marker->reach + half_height;
      graphene_rect_t box = GRAPHENE_RECT_INIT (marker->x - half_width, marker->y - half_height,
                                                2 * half_width, 2 * half_height);
      graphene_rect_t place = GRAPHENE_RECT_INIT (marker->place_x, marker->place_y, 0, 0);

      if (marker->flags & YTT_MARKER_MOVED)
        graphene_rect_union (&box, &place, &box);
      g_array_append_val (boxes, box);
    }
  place_names (self, boxes);
  ytt_link_layer_append_boxes (self->links, boxes);
  ytt_map_ground_set_obstacles (self->ground, boxes);
}

/* Layers cannot come and go while they are laid out. */
static gboolean
update_ground_cb (GtkWidget     *widget,
                  GdkFrameClock *clock,
                  gpointer       user_data)
{
  YttWallMap *self = YTT_WALL_MAP (widget);

  if (gtk_widget_get_width (GTK_WIDGET (self->map)) == 0)
    return G_SOURCE_CONTINUE;

  self->ground_tick = 0;
  ytt_map_ground_update (self->ground);

  return G_SOURCE_REMOVE;
}

/* How sharp tiles are to be is known once all around has its size. */
static void
update_ground_later (YttWallMap *self)
{
  if (self->ground_tick == 0)
    self->ground_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), update_ground_cb, NULL, NULL);
}

/*< private >
 * ytt_wall_map_set_flying:
 *
 * Tells whether it is on its way to what it was told to show.
 */
void
ytt_wall_map_set_flying (YttWallMap *self,
                         gboolean    flying)
{
  if (self->flying == flying)
    return;

  self->flying = flying;
  if (self->tiles != NULL)
    ytt_flight_tiles_set_hurried (self->tiles, flying);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FLYING]);
}

/* A move that was not made from here is the user's. */
static void
move_begun_cb (YttWallMap *self)
{
  if (self->moving)
    return;

  self->moved = TRUE;
  g_signal_emit (self, signals[MOVED], 0);
}

static void
move_ended_cb (YttWallMap *self)
{
  if (self->moving)
    return;

  ytt_wall_map_set_flying (self, FALSE);
  ytt_wall_map_plan_later (self);
}

/* What was to be shown could not be before the map had a size. */
static void
resized_cb (YttWallMap *self)
{
  if (!self->moved)
    ytt_wall_map_jump_to_view (self);
  ytt_wall_map_plan_later (self);
  update_ground_later (self);
}

static void
picked_cb (YttWallMap *self,
           gint64      id)
{
  if (id != 0)
    g_signal_emit (self, signals[FACILITY_CLICKED], 0, id);
  else
    g_signal_emit (self, signals[CLICKED], 0);
}

static void
chain_changed_cb (YttWallMap *self)
{
  YttChain *chain = ytt_supply_get_chain (ytt_session_get_supply (self->session));

  ytt_facility_layer_set_emphasis (self->layer, chain != NULL ? chain->facilities : NULL);
}

static void
loading_changed_cb (YttWallMap *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
ytt_wall_map_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_wall_map_parent_class)->map (widget);
  update_ground_later (YTT_WALL_MAP (widget));
}

/* Water lies under the tiles. */
static void
ytt_wall_map_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  YttWallMap *self = YTT_WALL_MAP (widget);
  GdkRGBA colour;

  ytt_theme_get_rgba (ytt_theme_get_water (ytt_theme_get_current ()), 1, &colour);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                  gtk_widget_get_height (widget)));
  if (self->ground != NULL)
    give_room (self);
  GTK_WIDGET_CLASS (ytt_wall_map_parent_class)->snapshot (widget, snapshot);
}

static void
ytt_wall_map_dispose (GObject *object)
{
  YttWallMap *self = YTT_WALL_MAP (object);

  ytt_wall_map_set_session (self, NULL);
  if (self->motion != NULL)
    ytt_map_motion_stop (self->motion);
  self->layer = NULL;
  self->links = NULL;
  g_clear_handle_id (&self->plan_id, g_source_remove);
  if (self->tiles != NULL)
    ytt_flight_tiles_clear (self->tiles);
  g_clear_object (&self->tiles);
  g_clear_pointer (&self->ahead, g_ptr_array_unref);
  g_clear_pointer (&self->planned, g_array_unref);
  g_clear_pointer (&self->view, ytt_view_unref);
  g_clear_object (&self->supply);
  g_clear_object (&self->ground);
  g_clear_object (&self->motion);

  G_OBJECT_CLASS (ytt_wall_map_parent_class)->dispose (object);
}

static void
ytt_wall_map_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  YttWallMap *self = YTT_WALL_MAP (object);

  switch (property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FLYING:
      g_value_set_boolean (value, ytt_wall_map_get_flying (self));
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, ytt_wall_map_get_loading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_wall_map_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  YttWallMap *self = YTT_WALL_MAP (object);

  switch (property_id)
    {
    case PROP_SESSION:
      ytt_wall_map_set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_wall_map_class_init (YttWallMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_wall_map_dispose;
  object_class->get_property = ytt_wall_map_get_property;
  object_class->set_property = ytt_wall_map_set_property;
  widget_class->map = ytt_wall_map_map;
  widget_class->snapshot = ytt_wall_map_snapshot;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION, readable | G_PARAM_WRITABLE);
  properties[PROP_FLYING] = g_param_spec_boolean ("flying", NULL, NULL, FALSE, readable);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[FACILITY_CLICKED] = g_signal_new ("facility-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

/* The tiles of a wall are sharp, however large. */
static YttTileSource *
make_source (YttTileCache *cache,
             gpointer      user_data)
{
  YttWallMap *self = user_data;

  ytt_tile_cache_set_limits (cache, MOST_TILE_PIXELS, MOST_KEPT);
  if (self->tiles != NULL)
    ytt_flight_tiles_clear (self->tiles);
  g_clear_object (&self->tiles);
  self->tiles = ytt_flight_tiles_new (ytt_map_ground_get_basemap (self->ground), cache,
                                      ytt_magnifier_get_pixel_scale (GTK_WIDGET (self->map)),
                                      YTT_FLIGHT_TILES_MOST_BYTES);
  ytt_flight_tiles_set_hurried (self->tiles, self->flying);
  g_array_set_size (self->planned, 0);
  ytt_wall_map_plan_later (self);

  return YTT_TILE_SOURCE (g_object_ref (self->tiles));
}

static void
make_layers (YttWallMap *self)
{
  self->ground = ytt_map_ground_new (self->map);
  ytt_map_ground_set_func (self->ground, make_source, self);
  self->motion = ytt_map_motion_new (self->map);
  self->layer = ytt_facility_layer_new (self->map, self->motion);
  ytt_facility_layer_set_presenting (self->layer, TRUE);
  self->links = ytt_link_layer_new (self->map, self->motion, self->layer, ytt_map_ground_get_basemap (self->ground));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->links));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->layer));

  g_signal_connect_object (self->ground, "notify::loading", G_CALLBACK (loading_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->motion, "begun", G_CALLBACK (move_begun_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->motion, "ended", G_CALLBACK (move_ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "resized", G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "laid-out", G_CALLBACK (give_room), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
}

static void
ytt_wall_map_init (YttWallMap *self)
{
  GtkWidget *magnifier = ytt_magnifier_new (YTT_WALL_MAP_MAGNIFICATION);

  self->map = shumate_map_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self->map), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Map"), -1);
  shumate_map_set_zoom_on_double_click (self->map, FALSE);
  shumate_map_set_animate_zoom (self->map, FALSE);
  ytt_magnifier_set_child (YTT_MAGNIFIER (magnifier), GTK_WIDGET (self->map));
  adw_bin_set_child (ADW_BIN (self), magnifier);

  self->planned = g_array_new (FALSE, FALSE, sizeof (YttFlightStand));
  self->supply = g_signal_group_new (YTT_TYPE_SUPPLY);
  g_signal_group_connect_object (self->supply, "notify::chain", G_CALLBACK (chain_changed_cb), self, G_CONNECT_SWAPPED);
  make_layers (self);
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
}

/**
 * ytt_wall_map_new:
 *
 * Returns: (transfer floating): a map without a session
 */
GtkWidget *
ytt_wall_map_new (void)
{
  return g_object_new (YTT_TYPE_WALL_MAP, NULL);
}

/**
 * ytt_wall_map_get_session:
 * @self: a map
 *
 * Returns: (transfer none) (nullable): what it shows
 */
YttSession *
ytt_wall_map_get_session (YttWallMap *self)
{
  g_return_val_if_fail (YTT_IS_WALL_MAP (self), NULL);

  return self->session;
}

/**
 * ytt_wall_map_set_session:
 * @self: a map
 * @session: (transfer none) (nullable): what to show
 */
void
ytt_wall_map_set_session (YttWallMap *self,
                          YttSession *session)
{
  YttSupply *supply = session != NULL ? ytt_session_get_supply (session) : NULL;

  g_return_if_fail (YTT_IS_WALL_MAP (self));

  if (self->session == session)
    return;

  g_set_object (&self->session, session);
  if (self->layer != NULL)
    {
      g_signal_group_set_target (self->supply, supply);
      ytt_link_layer_set_supply (self->links, supply);
      ytt_facility_layer_set_session (self->layer, session);
      if (session != NULL)
        chain_changed_cb (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * ytt_wall_map_get_flying:
 * @self: a map
 *
 * Returns: whether it is on its way to what it was told to show
 */
gboolean
ytt_wall_map_get_flying (YttWallMap *self)
{
  g_return_val_if_fail (YTT_IS_WALL_MAP (self), FALSE);

  return self->flying;
}

/**
 * ytt_wall_map_get_loading:
 * @self: a map
 *
 * Returns: whether something that will be seen is not there yet: tiles, or what the session shows
 */
gboolean
ytt_wall_map_get_loading (YttWallMap *self)
{
  YttMapView view;

  g_return_val_if_fail (YTT_IS_WALL_MAP (self), FALSE);

  /* Without a size, nobody knows what will be seen. */
  ytt_map_motion_get_view (self->motion, &view);

  return view.width <= 0 || ytt_map_ground_get_loading (self->ground) || ytt_map_motion_get_moving (self->motion) ||
         ytt_facility_layer_get_loading (self->layer) || ytt_link_layer_get_loading (self->links) ||
         (self->session != NULL && (ytt_supply_get_loading (ytt_session_get_supply (self->session)) ||
                                    ytt_session_get_shown_loading (self->session)));
}

/**
 * ytt_wall_map_get_ground:
 * @self: a map
 *
 * Returns: (transfer none): what lies under the facilities
 */
YttMapGround *
ytt_wall_map_get_ground (YttWallMap *self)
{
  g_return_val_if_fail (YTT_IS_WALL_MAP (self), NULL);

  return self->ground;
}

/* Nobody is asked for tiles because a view was once made with them: only what lies on this machine is shown. */
static void
show_layers (YttWallMap *self,
             YttView    *view)
{
  gboolean file = g_strcmp0 (view->ground, ytt_ground_kind_to_code (YTT_GROUND_FILE)) == 0 &&
                  ytt_map_ground_get_file (self->ground) != NULL;

  ytt_map_ground_set_kind (self->ground, file ? YTT_GROUND_FILE : YTT_GROUND_OFFLINE);
  if (self->session != NULL && view->has_layers)
    ytt_supply_set_mode (ytt_session_get_supply (self->session), view->links);
}

/**
 * ytt_wall_map_show:
 * @self: a map
 * @view: (transfer none): what to show
 * @animate: whether to fly there
 *
 * Gives the session the filter, the moment, the layers and the selection of a view at once, and moves to its part of
 * the world. A flight that is not at its end yet gives way, from where it is.
 */
void
ytt_wall_map_show (YttWallMap *self,
                   YttView    *view,
                   gboolean    animate)
{
  g_return_if_fail (YTT_IS_WALL_MAP (self));
  g_return_if_fail (view != NULL);

  ytt_view_ref (view);
  g_clear_pointer (&self->view, ytt_view_unref);
  self->view = view;
  show_layers (self, view);
  if (self->session != NULL)
    ytt_view_show (view, self->session);
  if (animate)
    ytt_wall_map_fly_to_view (self);
  else
    ytt_wall_map_jump_to_view (self);
}

/**
 * ytt_wall_map_land:
 * @self: a map
 *
 * If it is flying, it is at the end of its flight from now on.
 */
void
ytt_wall_map_land (YttWallMap *self)
{
  g_return_if_fail (YTT_IS_WALL_MAP (self));

  if (self->flying)
    ytt_wall_map_jump_to_view (self);
}

/**
 * ytt_wall_map_get_tiles:
 * @self: a map
 *
 * Returns: (transfer none) (nullable): the tiles that are drawn beforehand, %NULL until the map has a size
 */
YttFlightTiles *
ytt_wall_map_get_tiles (YttWallMap *self)
{
  g_return_val_if_fail (YTT_IS_WALL_MAP (self), NULL);

  return self->tiles;
}

/**
 * ytt_wall_map_move:
 * @self: a map
 * @dx: how far to go east, in px of the map as a whole
 * @dy: how far to go south, in px of the map as a whole
 *
 * Moves sideways, for keys.
 */
void
ytt_wall_map_move (YttWallMap *self,
                   double      dx,
                   double      dy)
{
  g_return_if_fail (YTT_IS_WALL_MAP (self));

  ytt_map_motion_pan_by (self->motion, dx / YTT_WALL_MAP_MAGNIFICATION, dy / YTT_WALL_MAP_MAGNIFICATION, TRUE);
}

/**
 * ytt_wall_map_zoom:
 * @self: a map
 * @steps: how far to zoom in, or if negative, out; each step doubles the map
 *
 * Zooms about the middle, for keys.
 */
void
ytt_wall_map_zoom (YttWallMap *self,
                   double      steps)
{
  YttMapView view;

  g_return_if_fail (YTT_IS_WALL_MAP (self));

  ytt_map_motion_get_view (self->motion, &view);
  ytt_map_motion_zoom_by (self->motion, steps, view.width / 2, view.height / 2, TRUE);
}

/**
 * ytt_wall_map_set_covered:
 * @self: a wall's map
 * @card: a card that lies over it, in px of this widget; empty for none
 * @title: the title that lies over it, in px of this widget; empty for none
 *
 * Tells what lies over the map, so that the names of the facility and of organisations keep clear of it.
 */
void
ytt_wall_map_set_covered (YttWallMap            *self,
                          const graphene_rect_t *card,
                          const graphene_rect_t *title)
{
  const float scale = 1.f / YTT_WALL_MAP_MAGNIFICATION;
  graphene_rect_t scaled_card, scaled_title;

  g_return_if_fail (YTT_IS_WALL_MAP (self));

  graphene_rect_scale (card, scale, scale, &scaled_card);
  graphene_rect_scale (title, scale, scale, &scaled_title);
  if (graphene_rect_equal (&self->card, &scaled_card) && graphene_rect_equal (&self->title, &scaled_title))
    return;

  self->card = scaled_card;
  self->title = scaled_title;
  ytt_facility_layer_set_covered (self->layer, &scaled_card);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
