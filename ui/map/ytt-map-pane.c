#include "ytt-map-pane-private.h"

#include <glib/gi18n.h>

#include "ytt-ground-chooser.h"
#include "ytt-placing.h"
#include "ytt-session-shown.h"
#include "ytt-symbol.h"
#include "ytt-web.h"

/* Room around symbols that labels give way to, in px. */
#define LABEL_ROOM 2

/* What stands at the bottom: its distance from the sides, and the height of a line of it with the space above, in px. */
#define SIDE_MARGIN 10
#define LINE_HEIGHT 50

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

/* What the map cannot show it says: that a search found nothing, or that there is no land to show. */
static void
update_message (YttMapPane *self)
{
  GArray *points = self->session != NULL ? ytt_session_get_shown (self->session) : NULL;
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
  ytt_map_pane_catch_up (self);
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
  ytt_map_pane_take_chain (self, chain);
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

static int
get_natural_width (gpointer widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);

  return width - gtk_widget_get_margin_start (widget) - gtk_widget_get_margin_end (widget);
}

/* Where the attribution does not fit beside the year slider, it gets a line of its own under all that stands at the
 * bottom. Where the legend's button would cover the slider, that gives way to the side, or else the button upwards. */
static void
update_bottom (YttMapPane *self,
               int         width)
{
  int slider = get_natural_width (self->year_slider);
  int left = ytt_map_legend_get_button_width (self->legend) + 2 * SIDE_MARGIN;
  int right = get_natural_width (self->controls) + 2 * SIDE_MARGIN;
  int height = !self->narrow && (width + slider) / 2 + get_natural_width (self->attribution) > width ? 28 : 12;
  gboolean covered = !self->narrow && (width - slider) / 2 < left;
  gboolean fits = left + slider + right <= width;
  int raise = covered && !fits ? LINE_HEIGHT : 0;

  gtk_widget_set_margin_start (GTK_WIDGET (self->year_slider), covered && fits ? left : 0);
  gtk_widget_set_margin_end (GTK_WIDGET (self->year_slider), covered && fits ? right : 0);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->year_slider), height);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->legend), height + raise);
  gtk_widget_set_margin_bottom (gtk_widget_get_parent (GTK_WIDGET (self->scale)), height + raise + LINE_HEIGHT);
}

static void
lay_out (GtkWidget *widget,
         int        width,
         int        height,
         int        baseline)
{
  update_bottom (YTT_MAP_PANE (widget), width);
  gtk_widget_size_allocate (adw_bin_get_child (ADW_BIN (widget)), &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size,
         int            *minimum,
         int            *natural,
         int            *minimum_baseline,
         int            *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
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
  g_signal_connect_object (self->ground, "notify::max-zoom", G_CALLBACK (max_zoom_changed_cb), self,
                           G_CONNECT_SWAPPED);
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

  ytt_map_pane_class_add_view_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "map.choose-file", NULL, choose_file_cb);

  g_type_ensure (SHUMATE_TYPE_MAP);
  g_type_ensure (YTT_TYPE_GROUND_NOTE);
  g_type_ensure (YTT_TYPE_LAYERS_MENU);
  g_type_ensure (YTT_TYPE_MAP_LEGEND);
  g_type_ensure (YTT_TYPE_MAP_SCALE);
  g_type_ensure (YTT_TYPE_PLACE_HINT);
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
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, place_hint);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, scale);
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, year_slider);
  gtk_widget_class_bind_template_callback (widget_class, attribution_link_cb);
}

static void
ytt_map_pane_init (YttMapPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gtk_custom_layout_new (NULL, measure, lay_out));
  /* The map itself is no stop on the way of Tab: its current facility is. */
  gtk_widget_set_focusable (GTK_WIDGET (self->map), FALSE);

  self->ground = ytt_map_ground_new (self->map);
  self->motion = ytt_map_motion_new (self->map);
  set_up_ground (self);
  self->layer = ytt_facility_layer_new (self->map, self->motion);
  self->links = ytt_link_layer_new (self->map, self->motion, self->layer, ytt_map_ground_get_basemap (self->ground));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->links));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->layer));
  ytt_place_hint_set_layer (self->place_hint, self->layer);
  g_object_bind_property (self->links, "n-left-out", self->layers_menu, "n-left-out", G_BINDING_SYNC_CREATE);
  self->supply = g_signal_group_new (YTT_TYPE_SUPPLY);
  g_signal_group_connect_object (self->supply, "notify::chain", G_CALLBACK (chain_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->supply, "notify::links", G_CALLBACK (links_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  ytt_map_legend_stand_clear (self->legend, GTK_OVERLAY (adw_bin_get_child (ADW_BIN (self))),
                              GTK_WIDGET (self->year_slider), GTK_WIDGET (self->controls));
  update_message (self);

  ytt_map_pane_watch_view (self);
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
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (ytt_session_get_placing (self->session), self);
    }
  g_set_object (&self->session, session);
  if (self->layer != NULL)
    set_supply (self, session != NULL ? ytt_session_get_supply (session) : NULL);
  if (self->layer != NULL)
    ytt_facility_layer_set_session (self->layer, session);
  if (self->year_slider != NULL)
    ytt_year_slider_set_session (self->year_slider, session);
  if (self->place_hint != NULL)
    ytt_place_hint_set_session (self->place_hint, session);

  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::shown", G_CALLBACK (update_message), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::n-total", G_CALLBACK (update_message), self, G_CONNECT_SWAPPED);
      ytt_map_pane_take_view (self);
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
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
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
         ytt_facility_layer_get_loading (self->layer) || ytt_link_layer_get_loading (self->links) || self->flight_due ||
         self->chain_fit_due || self->profile_fit_due ||
         (self->session != NULL && (ytt_supply_get_loading (ytt_session_get_supply (self->session)) ||
                                    ytt_session_get_shown_loading (self->session)));
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
