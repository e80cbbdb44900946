#include "ytt-map-pane.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-facility-layer.h"
#include "ytt-ground-chooser.h"
#include "ytt-ground-note.h"
#include "ytt-layers-menu.h"
#include "ytt-link-layer.h"
#include "ytt-map-ground.h"
#include "ytt-map-legend.h"
#include "ytt-map-scale.h"
#include "ytt-mercator.h"
#include "ytt-session-profile.h"
#include "ytt-symbol.h"
#include "ytt-web.h"
#include "ytt-year-slider.h"

/* How close a selection that was made elsewhere is looked at, at least. */
#define SELECTION_ZOOM 4.6

/* Room around symbols that labels give way to, in px. */
#define LABEL_ROOM 2

/* Bytes of an attribution that fits beside the year slider. */
#define SHORT_ATTRIBUTION 30

struct _YttMapPane
{
  AdwBin      parent_instance;

  YttSession       *session;       /* (owned) (nullable) */
  YttMapMotion     *motion;        /* (owned) */
  YttMapGround     *ground;        /* (owned) */
  YttFacilityLayer *layer;         /* borrowed from the map */
  YttLinkLayer     *links;         /* borrowed from the map */
  GSignalGroup     *supply;        /* (owned): signals of the session's supply */
  gboolean          narrow;
  gboolean          following;     /* the viewport is being told to the session, or the other way round */
  gboolean          flight_due;    /* the selection is to be flown to once its place is known */
  gboolean          fit_due;       /* nobody chose a view: all facilities are to be shown once they are known */
  gboolean          profile_fitted; /* the facilities of the open page have been brought into view */
  guint             flown;         /* how often the map had been moved when it set out for the selection */
  guint             fitted;        /* how often the map had been moved when it was fitted, or 0 */

  /* Template children */
  GtkLabel         *attribution;
  GtkBox           *controls;
  YttGroundNote    *ground_note;
  YttLayersMenu    *layers_menu;
  YttMapLegend     *legend;
  ShumateMap       *map;
  YttMapScale      *scale;
  GtkLabel         *message;
  GtkWidget        *messages;
  YttYearSlider    *year_slider;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttMapPane, ytt_map_pane, ADW_TYPE_BIN)

static YttTheme
get_theme (void)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  return dark ? YTT_THEME_DARK : YTT_THEME_LIGHT;
}

static void
viewport_changed_cb (YttMapPane *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  YttMapView view;

  ytt_map_motion_get_view (self->motion, &view);
  ytt_map_scale_set_metres_per_pixel (self->scale,
    ytt_mercator_get_metres_per_pixel (shumate_location_get_latitude (SHUMATE_LOCATION (viewport)), view.zoom));

  if (self->session == NULL || self->following || view.width <= 0)
    return;

  self->following = TRUE;
  ytt_session_set_viewport (self->session,
                            shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
                            shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
                            shumate_viewport_get_zoom_level (viewport));
  self->following = FALSE;
}

static void
session_viewport_changed_cb (YttMapPane *self)
{
  double latitude, longitude, level, x, y;

  if (self->following)
    return;

  self->fit_due = FALSE;
  self->following = TRUE;
  ytt_session_get_viewport (self->session, &latitude, &longitude, &level);
  ytt_mercator_project (latitude, longitude, &x, &y);
  ytt_map_motion_jump (self->motion, x, y, ytt_map_motion_get_zoom_of_level (self->motion, level));
  self->following = FALSE;
}

static void
fly_to_selection (YttMapPane *self)
{
  YttClusterIndex *index = ytt_facility_layer_get_index (self->layer);
  const YttPoint *point;
  double x, y, zoom;
  YttMapView view;
  guint member;

  ytt_map_motion_get_view (self->motion, &view);
  if (index == NULL || view.width <= 0)
    return;

  /* A newer result may bring its place; without one, it is not on the map. */
  self->flight_due = ytt_facility_layer_get_loading (self->layer) || ytt_session_get_loading (self->session);
  if (!ytt_cluster_index_find (index, ytt_session_get_selected (self->session), &member))
    return;

  self->flight_due = FALSE;
  point = ytt_cluster_index_get_member (index, member);
  ytt_mercator_project (point->latitude, point->longitude, &x, &y);
  zoom = MAX (view.zoom, SELECTION_ZOOM);
  ytt_map_motion_fly (self->motion, x, y, zoom, ytt_map_motion_get_flight_duration (self->motion, x, y, zoom));
  self->flown = ytt_map_motion_get_n_moves (self->motion);
}

static void
selected_changed_cb (YttMapPane *self)
{
  if (ytt_facility_layer_get_selecting (self->layer))
    return;

  self->flight_due = ytt_session_get_selected (self->session) != 0;
  if (self->flight_due)
    {
      self->fit_due = FALSE;
      fly_to_selection (self);
    }
}

/* Where nobody chose a view, all facilities are in view as soon as they are known, and stay so as the window takes
 * its size, until the map is moved. */
static void
fit_if_due (YttMapPane *self)
{
  if (!self->fit_due || !ytt_facility_layer_fit_all (self->layer, FALSE))
    return;

  self->fit_due = FALSE;
  self->fitted = ytt_map_motion_get_n_moves (self->motion);
}

static gboolean
has_default_viewport (YttSession *session)
{
  const char *names[] = { "latitude", "longitude", "zoom" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto(GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (session), names[i], &value);
      if (!g_param_value_defaults (g_object_class_find_property (G_OBJECT_GET_CLASS (session), names[i]), &value))
        return FALSE;
    }

  return TRUE;
}

/* What the map cannot show it says: that a search found nothing, or that there is no land to show. */
static void
update_message (YttMapPane *self)
{
  GArray *points = self->session != NULL ? ytt_session_get_points (self->session) : NULL;
  const GError *error = ytt_map_ground_get_error (self->ground);
  const char *text = NULL;

  if (points != NULL && points->len == 0 && ytt_session_get_n_total (self->session) > 0)
    text = ytt_moment_is_now (ytt_session_get_moment (self->session)) ? _("No facility to show with this filter")
                                                                      : _("No facility to show at this time");
  else if (error != NULL)
    text = _("The basemap could not be read: only facilities are shown");

  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->message), error != NULL ? error->message : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
add_box_of (YttMapPane *self,
            GtkWidget  *widget,
            GArray     *boxes)
{
  graphene_rect_t box;

  if (gtk_widget_get_mapped (widget) && gtk_widget_compute_bounds (widget, GTK_WIDGET (self->map), &box))
    g_array_append_val (boxes, box);
}

static void
give_room (YttMapPane *self)
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

      /* The hairline to its place counts too, and so does all that is between members that are spread out. */
      if (marker->flags & YTT_MARKER_MOVED)
        graphene_rect_union (&box, &place, &box);
      g_array_append_val (boxes, box);
    }
  ytt_link_layer_append_boxes (self->links, boxes);
  add_box_of (self, GTK_WIDGET (self->attribution), boxes);
  add_box_of (self, self->messages, boxes);
  add_box_of (self, GTK_WIDGET (self->scale), boxes);
  add_box_of (self, GTK_WIDGET (self->controls), boxes);
  add_box_of (self, GTK_WIDGET (self->legend), boxes);
  add_box_of (self, GTK_WIDGET (self->year_slider), boxes);
  ytt_map_ground_set_obstacles (self->ground, boxes);
}

static void
laid_out_cb (YttMapPane *self)
{
  give_room (self);
  if (self->flight_due && self->session != NULL)
    fly_to_selection (self);
  fit_if_due (self);
}

/* Labels give way to the names of organisations. */
static void
links_changed_cb (YttMapPane *self)
{
  if (self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    laid_out_cb (self);
}

static void
chain_changed_cb (YttMapPane *self)
{
  YttChain *chain = ytt_supply_get_chain (ytt_session_get_supply (self->session));

  ytt_facility_layer_set_emphasis (self->layer, chain != NULL ? chain->facilities : NULL);
  if (chain != NULL)
    ytt_facility_layer_fit_emphasis (self->layer, SELECTION_ZOOM);
}

static void
set_supply (YttMapPane *self,
            YttSupply  *supply)
{
  YttChain *chain = supply != NULL ? ytt_supply_get_chain (supply) : NULL;

  g_signal_group_set_target (self->supply, supply);
  ytt_link_layer_set_supply (self->links, supply);
  ytt_layers_menu_set_supply (self->layers_menu, supply);
  ytt_facility_layer_set_emphasis (self->layer, chain != NULL ? chain->facilities : NULL);
}

static void
resized_cb (YttMapPane *self)
{
  gboolean flying = self->session != NULL && ytt_map_motion_get_moving (self->motion) &&
                    self->flown == ytt_map_motion_get_n_moves (self->motion);
  gboolean fit = self->fit_due ||
                 (self->fitted > 0 && self->fitted == ytt_map_motion_get_n_moves (self->motion));

  /* What the session remembers could not be shown before the map had a size. */
  if (self->session != NULL)
    session_viewport_changed_cb (self);
  self->fit_due = fit;
  fit_if_due (self);
  viewport_changed_cb (self);

  /* The flight was to where the selection stood in the map before. */
  if (flying)
    fly_to_selection (self);
}

static void
zoom_in_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  YttMapPane *self = YTT_MAP_PANE (widget);
  YttMapView view;

  ytt_map_motion_get_view (self->motion, &view);
  ytt_map_motion_zoom_by (self->motion, g_str_equal (action_name, "map.zoom-in") ? 1 : -1,
                          view.width / 2, view.height / 2, TRUE);
}

/* The page of an organisation or a country was opened: its facilities come into view, but not anew when it is only
 * read again. */
static void
profile_changed_cb (YttMapPane *self)
{
  YttProfile *profile = ytt_session_get_profile (self->session);

  if (profile != NULL && !self->profile_fitted)
    {
      g_autofree gint64 *ids = g_new (gint64, profile->stakes->len + 1);

      for (guint i = 0; i < profile->stakes->len; i++)
        ids[i] = g_array_index (profile->stakes, YttStake, i).facility;
      ytt_facility_layer_fit_some (self->layer, ids, profile->stakes->len);
    }
  self->profile_fitted = profile != NULL;
}

static void
fit_all_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  ytt_map_pane_fit_all (YTT_MAP_PANE (widget));
}

static void
fit_selection_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ytt_map_pane_fit_selection (YTT_MAP_PANE (widget));
}

static void
choose_file_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ytt_ground_chooser_run (widget, YTT_MAP_PANE (widget)->ground);
}

/* Only https and http addresses get into an attribution. */
static gboolean
attribution_link_cb (YttMapPane *self,
                     const char *uri)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (ytt_web_is_address (uri))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);

  return TRUE;
}

/* The user's map comes into view when it was just chosen and nothing of it can be seen. */
static void
ground_opened_cb (YttMapPane *self)
{
  YttMbtiles *file = ytt_map_ground_get_mbtiles (self->ground);
  double west, south, east, north, left, top, right, bottom, x, y, zoom;
  YttMapView view;
  int least, most;

  ytt_mbtiles_get_bounds (file, &west, &south, &east, &north);
  ytt_mbtiles_get_zooms (file, &least, &most);
  ytt_mercator_project (north, west, &left, &top);
  ytt_mercator_project (south, east, &right, &bottom);
  x = ytt_mercator_wrap ((left + right) / 2);
  y = (top + bottom) / 2;
  ytt_map_motion_get_view (self->motion, &view);
  if (view.width <= 0 ||
      (view.zoom >= least &&
       fabs (ytt_mercator_difference (view.x, x)) <
         (right - left) / 2 + view.width / 2 / ytt_mercator_get_world_size (view.zoom) &&
       fabs (view.y - y) < (bottom - top) / 2 + view.height / 2 / ytt_mercator_get_world_size (view.zoom)))
    return;

  zoom = MAX (ytt_map_motion_get_fitting_zoom (self->motion, right - left, bottom - top), least);
  ytt_map_motion_fly (self->motion, x, y, zoom, ytt_map_motion_get_flight_duration (self->motion, x, y, zoom));
}

/* A longer attribution needs a line of its own, under all that stands at the bottom. */
static void
update_bottom (YttMapPane *self)
{
  int height = !self->narrow && strlen (gtk_label_get_text (self->attribution)) > SHORT_ATTRIBUTION ? 28 : 12;

  gtk_widget_set_margin_bottom (GTK_WIDGET (self->legend), height);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->year_slider), height);
  gtk_widget_set_margin_bottom (gtk_widget_get_parent (GTK_WIDGET (self->scale)), height + 50);
}

static void
max_zoom_changed_cb (YttMapPane *self)
{
  double zoom;

  g_object_get (self->ground, "max-zoom", &zoom, NULL);
  ytt_map_motion_set_max_zoom (self->motion, zoom);
}

/* What may lie under the facilities. */
static void
set_up_ground (YttMapPane *self)
{
  ytt_layers_menu_set_ground (self->layers_menu, self->ground);
  ytt_ground_note_set_ground (self->ground_note, self->ground);
  g_object_bind_property (self->ground, "attribution", self->attribution, "label", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->attribution, "notify::label", G_CALLBACK (update_bottom), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ground, "notify::max-zoom", G_CALLBACK (max_zoom_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ground, "opened", G_CALLBACK (ground_opened_cb), self, G_CONNECT_SWAPPED);
}

static void
ytt_map_pane_realize (GtkWidget *widget)
{
  YttMapPane *self = YTT_MAP_PANE (widget);

  GTK_WIDGET_CLASS (ytt_map_pane_parent_class)->realize (widget);
  ytt_map_ground_update (self->ground);
}

static void
ytt_map_pane_map (GtkWidget *widget)
{
  YttMapPane *self = YTT_MAP_PANE (widget);

  GTK_WIDGET_CLASS (ytt_map_pane_parent_class)->map (widget);
  ytt_map_ground_update (self->ground);
}

/* Water lies under the tiles, so that a switch of theme never flashes white. */
static void
ytt_map_pane_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  YttMapPane *self = YTT_MAP_PANE (widget);
  guint32 water = ytt_theme_get_water (get_theme ());
  GdkRGBA colour = { (water >> 16) / 255.f, ((water >> 8) & 0xff) / 255.f, (water & 0xff) / 255.f, 1 };

  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                  gtk_widget_get_height (widget)));
  /* After a new size, markers were laid out only just now: labels give way to them in this frame already. */
  if (self->ground != NULL)
    give_room (self);
  GTK_WIDGET_CLASS (ytt_map_pane_parent_class)->snapshot (widget, snapshot);
}

static void
ytt_map_pane_dispose (GObject *object)
{
  YttMapPane *self = YTT_MAP_PANE (object);

  ytt_map_pane_set_session (self, NULL);
  if (self->motion != NULL)
    ytt_map_motion_stop (self->motion);
  g_clear_object (&self->supply);
  if (self->layers_menu != NULL)
    ytt_layers_menu_set_ground (self->layers_menu, NULL);
  if (self->ground_note != NULL)
    ytt_ground_note_set_ground (self->ground_note, NULL);
  g_clear_object (&self->ground);
  g_clear_object (&self->motion);

  G_OBJECT_CLASS (ytt_map_pane_parent_class)->dispose (object);
}

static void
ytt_map_pane_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  YttMapPane *self = YTT_MAP_PANE (object);

  switch (property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_map_pane_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  YttMapPane *self = YTT_MAP_PANE (object);

  switch (property_id)
    {
    case PROP_SESSION:
      ytt_map_pane_set_session (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      ytt_map_pane_set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_map_pane_class_init (YttMapPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_map_pane_dispose;
  object_class->get_property = ytt_map_pane_get_property;
  object_class->set_property = ytt_map_pane_set_property;
  widget_class->map = ytt_map_pane_map;
  widget_class->realize = ytt_map_pane_realize;
  widget_class->snapshot = ytt_map_pane_snapshot;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "map.fit-all", NULL, fit_all_cb);
  gtk_widget_class_install_action (widget_class, "map.fit-selection", NULL, fit_selection_cb);
  gtk_widget_class_install_action (widget_class, "map.choose-file", NULL, choose_file_cb);

  g_type_ensure (SHUMATE_TYPE_MAP);
  g_type_ensure (YTT_TYPE_GROUND_NOTE);
  g_type_ensure (YTT_TYPE_LAYERS_MENU);
  g_type_ensure (YTT_TYPE_MAP_LEGEND);
  g_type_ensure (YTT_TYPE_MAP_SCALE);
  g_type_ensure (YTT_TYPE_YEAR_SLIDER);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "map/ytt-map-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, attribution);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, controls);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, ground_note);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, layers_menu);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, legend);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, map);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, message);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, messages);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, scale);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, year_slider);
  gtk_widget_class_bind_template_callback (widget_class, attribution_link_cb);
}

static void
ytt_map_pane_init (YttMapPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The map itself is no stop on the way of Tab: its current facility is. */
  gtk_widget_set_focusable (GTK_WIDGET (self->map), FALSE);

  self->ground = ytt_map_ground_new (self->map);
  self->motion = ytt_map_motion_new (self->map);
  set_up_ground (self);
  self->layer = ytt_facility_layer_new (self->map, self->motion);
  self->links = ytt_link_layer_new (self->map, self->motion, self->layer, ytt_map_ground_get_basemap (self->ground));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->links));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->layer));
  g_object_bind_property (self->links, "n-left-out", self->layers_menu, "n-left-out", G_BINDING_SYNC_CREATE);
  self->supply = g_signal_group_new (YTT_TYPE_SUPPLY);
  g_signal_group_connect_object (self->supply, "notify::chain", G_CALLBACK (chain_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->supply, "notify::links", G_CALLBACK (links_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  update_message (self);

  g_signal_connect_object (shumate_map_get_viewport (self->map), "notify",
                           G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "resized", G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "laid-out", G_CALLBACK (laid_out_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_map_pane_new:
 *
 * Returns: (transfer floating): a new pane, without a session
 */
GtkWidget *
ytt_map_pane_new (void)
{
  return g_object_new (YTT_TYPE_MAP_PANE, NULL);
}

/**
 * ytt_map_pane_get_session:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): what the pane shows
 */
YttSession *
ytt_map_pane_get_session (YttMapPane *self)
{
  g_return_val_if_fail (YTT_IS_MAP_PANE (self), NULL);

  return self->session;
}

/**
 * ytt_map_pane_set_session:
 * @self: a pane
 * @session: (transfer none) (nullable): what to show
 *
 * Sets what the pane shows.
 */
void
ytt_map_pane_set_session (YttMapPane *self,
                          YttSession *session)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (self->layer != NULL)
    set_supply (self, session != NULL ? ytt_session_get_supply (session) : NULL);
  if (self->layer != NULL)
    ytt_facility_layer_set_session (self->layer, session);
  if (self->year_slider != NULL)
    ytt_year_slider_set_session (self->year_slider, session);

  if (session != NULL)
    {
      const struct { const char *signal; GCallback callback; } watched[] = {
        { "notify::latitude", G_CALLBACK (session_viewport_changed_cb) },
        { "notify::longitude", G_CALLBACK (session_viewport_changed_cb) },
        { "notify::zoom", G_CALLBACK (session_viewport_changed_cb) },
        { "notify::selected", G_CALLBACK (selected_changed_cb) },
        { "notify::profile", G_CALLBACK (profile_changed_cb) },
        { "notify::points", G_CALLBACK (update_message) },
        { "notify::n-total", G_CALLBACK (update_message) },
      };

      for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
        g_signal_connect_object (session, watched[i].signal, watched[i].callback, self, G_CONNECT_SWAPPED);
      session_viewport_changed_cb (self);
      self->fit_due = has_default_viewport (session);
      selected_changed_cb (self);
      update_message (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * ytt_map_pane_get_narrow:
 * @self: a pane
 *
 * Returns: whether the controls are laid out for a narrow window
 */
gboolean
ytt_map_pane_get_narrow (YttMapPane *self)
{
  g_return_val_if_fail (YTT_IS_MAP_PANE (self), FALSE);

  return self->narrow;
}

/**
 * ytt_map_pane_set_narrow:
 * @self: a pane
 * @narrow: whether the window is narrow
 *
 * Lays out the controls for a narrow or a wide window.
 */
void
ytt_map_pane_set_narrow (YttMapPane *self,
                         gboolean    narrow)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  narrow = !!narrow;
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_widget_set_valign (GTK_WIDGET (self->controls), narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
  ytt_map_legend_set_narrow (self->legend, narrow);
  gtk_widget_set_valign (GTK_WIDGET (self->legend), narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_widget_set_visible (GTK_WIDGET (self->scale), !narrow);
  ytt_year_slider_set_narrow (self->year_slider, narrow);
  gtk_widget_set_margin_top (self->messages, narrow ? 62 : 14);
  gtk_widget_set_margin_start (self->messages, narrow ? 12 : 60);
  ytt_ground_note_set_narrow (self->ground_note, narrow);
  update_bottom (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/**
 * ytt_map_pane_fit_all:
 * @self: a pane
 *
 * Flies to where the whole result can be seen.
 */
void
ytt_map_pane_fit_all (YttMapPane *self)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  ytt_facility_layer_fit_all (self->layer, TRUE);
}

/**
 * ytt_map_pane_fit_selection:
 * @self: a pane
 *
 * Flies close to the selected facility.
 */
void
ytt_map_pane_fit_selection (YttMapPane *self)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  ytt_facility_layer_fit_selection (self->layer);
}

/**
 * ytt_map_pane_fit_points:
 * @self: a pane
 * @points: (element-type YttPoint): some facilities
 *
 * Flies to where all of them can be seen, whether or not they are of the result.
 */
void
ytt_map_pane_fit_points (YttMapPane *self,
                         GArray     *points)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  self->flight_due = self->fit_due = FALSE;
  ytt_facility_layer_fit_points (self->layer, points, YTT_MAP_MAX_ZOOM, TRUE);
}

/**
 * ytt_map_pane_keep_view:
 * @self: a pane
 *
 * Gives up a flight that has been begun or is due, and shows the session's viewport.
 */
void
ytt_map_pane_keep_view (YttMapPane *self)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  self->flight_due = self->fit_due = FALSE;
  ytt_map_motion_stop (self->motion);
  if (self->session != NULL)
    session_viewport_changed_cb (self);
}

/**
 * ytt_map_pane_get_loading:
 * @self: a pane
 *
 * Returns: whether something that will be seen is not there yet: tiles, or the markers of the result
 */
gboolean
ytt_map_pane_get_loading (YttMapPane *self)
{
  YttMapView view;

  g_return_val_if_fail (YTT_IS_MAP_PANE (self), FALSE);

  /* Without a size, nobody knows what will be seen. */
  ytt_map_motion_get_view (self->motion, &view);

  return view.width <= 0 || ytt_map_ground_get_loading (self->ground) || ytt_map_motion_get_moving (self->motion) ||
         ytt_facility_layer_get_loading (self->layer) || self->flight_due ||
         (self->session != NULL && ytt_supply_get_loading (ytt_session_get_supply (self->session)));
}

/**
 * ytt_map_pane_get_error:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): why the map shows no land
 */
const GError *
ytt_map_pane_get_error (YttMapPane *self)
{
  g_return_val_if_fail (YTT_IS_MAP_PANE (self), NULL);

  return ytt_map_ground_get_error (self->ground);
}

/**
 * ytt_map_pane_get_layer:
 * @self: a pane
 *
 * Returns: (transfer none): what paints the facilities
 */
YttFacilityLayer *
ytt_map_pane_get_layer (YttMapPane *self)
{
  g_return_val_if_fail (YTT_IS_MAP_PANE (self), NULL);

  return self->layer;
}

/**
 * ytt_map_pane_get_links:
 * @self: a pane
 *
 * Returns: (transfer none): what draws the supply links
 */
YttLinkLayer *
ytt_map_pane_get_links (YttMapPane *self)
{
  g_return_val_if_fail (YTT_IS_MAP_PANE (self), NULL);

  return self->links;
}

/**
 * ytt_map_pane_get_ground:
 * @self: a pane
 *
 * Returns: (transfer none): what lies under the facilities
 */
YttMapGround *
ytt_map_pane_get_ground (YttMapPane *self)
{
  g_return_val_if_fail (YTT_IS_MAP_PANE (self), NULL);

  return self->ground;
}
