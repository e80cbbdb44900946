#include "ytt-facility-layer-private.h"

#include <math.h>

#include "ytt-marker-metrics.h"

/* How much is left of what is not emphasised. */
#define FAINT 0.22

#define TAG_GAP 6
#define TAG_PADDING_X 16
#define TAG_PADDING_Y 5
#define TAG_MOST_WIDTH 260

/* A new selection grows from this share of its size, in ms. */
#define GROWTH_FROM 0.8
#define GROWTH_DURATION 150

enum
{
  SIGNAL_RESIZED,
  SIGNAL_LAID_OUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttFacilityLayer, ytt_facility_layer, SHUMATE_TYPE_LAYER)

static YttTheme
get_theme (void)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  return dark ? YTT_THEME_DARK : YTT_THEME_LIGHT;
}

/* A cluster stays spread out for as long as the zoom shows the same cluster. */
static void
check_spread (YttFacilityLayer *self)
{
  for (guint i = 0; i < self->markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (self->markers, YttMarker, i);

      if (marker->first - self->spread < self->n_spread && marker->count == 1)
        return;
    }

  self->spread = YTT_MARKER_NONE;
}

void
ytt_facility_layer_lay_out (YttFacilityLayer *self)
{
  YttMapView view;

  if (!self->outdated)
    return;

  self->outdated = FALSE;
  g_array_set_size (self->markers, 0);
  ytt_map_motion_get_view (self->motion, &view);
  if (self->index == NULL || view.width <= 0)
    return;

  ytt_marker_layout (self->index, &view, self->selected, self->spread, self->n_spread, self->markers);
  if (self->spread != YTT_MARKER_NONE)
    check_spread (self);
}

static gboolean
lay_out_cb (GtkWidget     *widget,
            GdkFrameClock *clock,
            gpointer       user_data)
{
  YttFacilityLayer *self = YTT_FACILITY_LAYER (widget);

  self->tick_id = 0;
  ytt_facility_layer_check_index (self);
  ytt_facility_layer_lay_out (self);
  ytt_facility_layer_update_pointer (self);
  ytt_facility_layer_update_buttons (self);
  g_signal_emit (self, signals[SIGNAL_LAID_OUT], 0);

  return G_SOURCE_REMOVE;
}

void
ytt_facility_layer_queue_layout (YttFacilityLayer *self)
{
  self->outdated = TRUE;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), lay_out_cb, NULL, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Returns the marker that shows a member: itself, or the cluster that it is in. The last one drawn wins. */
guint
ytt_facility_layer_find_marker (YttFacilityLayer *self,
                                guint             member)
{
  guint found = YTT_MARKER_NONE;

  if (member == YTT_MARKER_NONE)
    return found;

  for (guint i = 0; i < self->markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (self->markers, YttMarker, i);

      if (member - marker->first < marker->count &&
          !(member == self->selected && (marker->flags & YTT_MARKER_WITHOUT)))
        found = i;
    }

  return found;
}

static void
grow_cb (double   value,
         gpointer user_data)
{
  gtk_widget_queue_draw (user_data);
}

/* A new selection grows to its size. */
static void
start_growth (YttFacilityLayer *self)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (grow_cb, self, NULL);

  if (self->growth != NULL)
    adw_animation_pause (self->growth);
  g_clear_object (&self->growth);
  self->growth = adw_timed_animation_new (GTK_WIDGET (self), GROWTH_FROM, 1, GROWTH_DURATION, target);
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->growth), ADW_EASE_OUT_CUBIC);
  adw_animation_play (self->growth);
}

static void
selected_changed_cb (YttFacilityLayer *self)
{
  gint64 id = ytt_session_get_selected (self->session);

  if (self->index == NULL || !ytt_cluster_index_find (self->index, id, &self->selected))
    self->selected = YTT_MARKER_NONE;
  ytt_facility_names_get (self->names, id);
  if (self->selected != YTT_MARKER_NONE)
    start_growth (self);
  ytt_facility_layer_queue_layout (self);
}

static void
store_changed_cb (YttFacilityLayer *self)
{
  ytt_facility_names_set_store (self->names, ytt_session_get_store (self->session));
}

static void
add_hairline (GtkSnapshot     *snapshot,
              const YttMarker *marker,
              YttTheme         theme)
{
  const GdkRGBA light = { 0, 0, 0, 0.6 }, dark = { 1, 1, 1, 0.7 };
  double dx = marker->x - marker->place_x, dy = marker->y - marker->place_y;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (marker->place_x, marker->place_y));
  gtk_snapshot_rotate (snapshot, atan2 (dy, dx) * 180 / G_PI);
  gtk_snapshot_append_color (snapshot, theme == YTT_THEME_DARK ? &dark : &light,
                             &GRAPHENE_RECT_INIT (0, -0.5, hypot (dx, dy), 1));
  gtk_snapshot_restore (snapshot);
}

static void
add_place_of_radius (YttFacilityLayer *self,
                     GtkSnapshot      *snapshot,
                     const YttMarker  *marker,
                     double            radius,
                     double            opacity)
{
  const YttPoint *point = ytt_cluster_index_get_member (self->index, marker->first);
  graphene_rect_t view = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                                             gtk_widget_get_height (GTK_WIDGET (self)));

  if (opacity <= 0)
    return;

  if (opacity < 1)
    gtk_snapshot_push_opacity (snapshot, opacity);
  ytt_marker_cache_add_place (self->cache, snapshot, marker->place_x, marker->place_y,
                              point->stages, ytt_standing_get_drawn (point->status, point->promised),
                              point->precision, radius, &view);
  if (opacity < 1)
    gtk_snapshot_pop (snapshot);
}

/* From close by, a region would hatch all that is seen and tell nothing. So from when it reaches across the view it
 * fades, and only what is around the marker goes on saying that the place is not known exactly. */
static void
add_place (YttFacilityLayer *self,
           GtkSnapshot      *snapshot,
           const YttMarker  *marker)
{
  const YttPoint *point = ytt_cluster_index_get_member (self->index, marker->first);
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double filled = MIN (width, height) / 2, covered = hypot (width, height) / 2;
  double least = 0, opacity = 1;

  /* The ring of a selection is wider than that of a place; it stands outside. */
  if (marker->flags & YTT_MARKER_SELECTED)
    least = marker->radius + (point->precision == YTT_PRECISION_REGION ? 6 : 2.5);
  if (point->precision == YTT_PRECISION_REGION)
    {
      least = MAX (least, YTT_MARKER_REGION);
      opacity = CLAMP ((covered - marker->place_radius) / MAX (covered - filled, 1), 0, 1);
      add_place_of_radius (self, snapshot, marker, least, 1 - opacity);
    }

  add_place_of_radius (self, snapshot, marker, MAX (marker->place_radius, least), opacity);
}

static void
add_marker (YttFacilityLayer *self,
            GtkSnapshot      *snapshot,
            const YttMarker  *marker)
{
  gboolean hovered = marker->first == self->hovered && marker->count == self->n_hovered;
  const YttPoint *point;
  YttStatus drawn;
  YttMarkerState state = hovered ? YTT_MARKER_HOVERED : YTT_MARKER_AT_REST;

  if (marker->count > 1)
    {
      guint counts[YTT_N_STAGES];

      ytt_cluster_index_count_stages (self->index, marker->first, marker->count, counts);
      if (marker->flags & YTT_MARKER_WITHOUT)
        {
          point = ytt_cluster_index_get_member (self->index, self->selected);
          counts[point->stages != 0 ? g_bit_nth_msf (point->stages, -1) : 0]--;
        }
      ytt_marker_cache_add_cluster (self->cache, snapshot, marker->x, marker->y, counts);
      return;
    }

  point = ytt_cluster_index_get_member (self->index, marker->first);
  drawn = ytt_standing_get_drawn (point->status, point->promised);
  if (marker->flags & YTT_MARKER_SELECTED)
    {
      double size = self->growth != NULL ? adw_animation_get_value (self->growth) : 1;

      state = YTT_MARKER_CHOSEN;
      if (size < 1)
        {
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (marker->x, marker->y));
          gtk_snapshot_scale (snapshot, size, size);
          ytt_marker_cache_add_facility (self->cache, snapshot, 0, 0, point->stages, drawn, state);
          gtk_snapshot_restore (snapshot);
          return;
        }
    }

  ytt_marker_cache_add_facility (self->cache, snapshot, marker->x, marker->y, point->stages, drawn, state);
}

/* A tag stands to the right of its marker; where there is no room, to the left; where there is none either, above. */
static void
place_tag (const YttMarker *marker,
           double           beside,
           int              width,
           graphene_rect_t *box)
{
  double most_left = width - TAG_GAP - box->size.width;

  if (box->origin.x <= most_left)
    return;

  if (marker->x - beside - box->size.width >= TAG_GAP)
    {
      box->origin.x = round (marker->x - beside - box->size.width);
      return;
    }

  box->origin.x = round (MAX (MIN (marker->x - box->size.width / 2, most_left), TAG_GAP));
  box->origin.y = round (marker->y - marker->radius - TAG_GAP - box->size.height);
}

static void
add_tag (YttFacilityLayer *self,
         GtkSnapshot      *snapshot,
         const YttMarker  *marker,
         const char       *text)
{
  YttTheme theme = get_theme ();
  const GdkRGBA shadow = { 0, 0, 0, 0.25 }, line = { 0.5, 0.5, 0.5, 0.5 };
  const GdkRGBA paper = theme == YTT_THEME_DARK ? (GdkRGBA) { 0.22, 0.22, 0.22, 1 } : (GdkRGBA) { 1, 1, 1, 1 };
  const GdkRGBA ink = theme == YTT_THEME_DARK ? (GdkRGBA) { 1, 1, 1, 1 } : (GdkRGBA) { 0.12, 0.12, 0.14, 1 };
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  double beside = marker->reach + marker->radius + TAG_GAP;
  PangoRectangle extents;
  graphene_rect_t box;
  GskRoundedRect outline;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.92));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, TAG_MOST_WIDTH * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &extents);

  graphene_rect_init (&box, round (marker->x + beside), round (marker->y - extents.height / 2.0 - TAG_PADDING_Y),
                      extents.width + 2 * TAG_PADDING_X, extents.height + 2 * TAG_PADDING_Y);
  place_tag (marker, beside, gtk_widget_get_width (GTK_WIDGET (self)), &box);

  gsk_rounded_rect_init_from_rect (&outline, &box, box.size.height / 2);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 0, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &paper, &box);
  gtk_snapshot_pop (snapshot);
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                                (GdkRGBA[4]) { ink, ink, ink, ink });
  else
    gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 0.5, 0.5, 0.5, 0.5 },
                                (GdkRGBA[4]) { line, line, line, line });

  /* From right to left the text stands at the right end of the width that it may take. */
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (box.origin.x + TAG_PADDING_X - extents.x,
                                                          box.origin.y + TAG_PADDING_Y));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

/* Layers of libshumate let the pointer through to the map; this one takes all that is done with it. */
static gboolean
ytt_facility_layer_contains (GtkWidget *widget,
                             double     x,
                             double     y)
{
  return x >= 0 && x < gtk_widget_get_width (widget) && y >= 0 && y < gtk_widget_get_height (widget);
}

static void
add_tag_of (YttFacilityLayer *self,
            GtkSnapshot      *snapshot,
            const YttMarker  *marker)
{
  const YttPoint *point;
  const YttFacilityRow *row;

  /* Markers are laid out for some way beyond the view; a name alone at the edge would say nothing. */
  if (marker->count > 1 || !ytt_facility_layer_contains (GTK_WIDGET (self), marker->x, marker->y))
    return;

  point = ytt_cluster_index_get_member (self->index, marker->first);
  row = ytt_facility_names_get (self->names, point->id);
  if (row != NULL && row->name != NULL)
    add_tag (self, snapshot, marker, row->name);
}

static gboolean
is_on_top (YttFacilityLayer *self,
           const YttMarker  *marker)
{
  return (marker->flags & YTT_MARKER_SELECTED) ||
         (marker->first == self->hovered && marker->count == self->n_hovered);
}

/* Where the selection shows, it shows the focus too; else the focus is on the map as a whole. */
static void
add_focus (YttFacilityLayer *self,
           GtkSnapshot      *snapshot)
{
  const GdkRGBA colour = { 0x35 / 255.f, 0x84 / 255.f, 0xe4 / 255.f, 1 };
  GskRoundedRect outline;
  guint found = ytt_facility_layer_find_marker (self, self->selected);

  if (found != YTT_MARKER_NONE || !gtk_widget_has_visible_focus (self->buttons[self->current]))
    return;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                                                                  gtk_widget_get_height (GTK_WIDGET (self))), 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { colour, colour, colour, colour });
}

/* All that is not on top, of those that are emphasised or of the others. */
static void
add_resting (YttFacilityLayer *self,
             GtkSnapshot      *snapshot,
             YttTheme          theme,
             gboolean          faint)
{
  guint n = self->markers->len;

  for (guint i = 0; i < n; i++)
    {
      const YttMarker *marker = &g_array_index (self->markers, YttMarker, i);

      if (marker->place_radius > 0 && ytt_facility_layer_is_faint (self, marker) == faint)
        add_place (self, snapshot, marker);
    }
  for (guint i = 0; i < n; i++)
    {
      const YttMarker *marker = &g_array_index (self->markers, YttMarker, i);

      if ((marker->flags & YTT_MARKER_MOVED) && ytt_facility_layer_is_faint (self, marker) == faint)
        add_hairline (snapshot, marker, theme);
    }
  for (guint i = 0; i < n; i++)
    {
      const YttMarker *marker = &g_array_index (self->markers, YttMarker, i);

      if (!is_on_top (self, marker) && ytt_facility_layer_is_faint (self, marker) == faint)
        add_marker (self, snapshot, marker);
    }
}

static void
ytt_facility_layer_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  YttFacilityLayer *self = YTT_FACILITY_LAYER (widget);
  YttTheme theme = get_theme ();
  PangoContext *context = gtk_widget_get_pango_context (widget);
  guint n;

  ytt_facility_layer_lay_out (self);
  n = self->markers->len;
  add_focus (self, snapshot);
  if (self->index == NULL)
    return;

  ytt_marker_cache_set_style (self->cache, theme,
                              adw_style_manager_get_high_contrast (adw_style_manager_get_default ()),
                              gtk_widget_get_scale_factor (widget),
                              pango_context_get_font_description (context));

  ytt_facility_layer_find_emphasised (self);
  if (self->emphasis != NULL)
    {
      gtk_snapshot_push_opacity (snapshot, FAINT);
      add_resting (self, snapshot, theme, TRUE);
      gtk_snapshot_pop (snapshot);
    }
  add_resting (self, snapshot, theme, FALSE);
  for (guint i = 0; i < n; i++)
    if (is_on_top (self, &g_array_index (self->markers, YttMarker, i)))
      add_marker (self, snapshot, &g_array_index (self->markers, YttMarker, i));
  for (guint i = 0; i < n; i++)
    if (is_on_top (self, &g_array_index (self->markers, YttMarker, i)))
      add_tag_of (self, snapshot, &g_array_index (self->markers, YttMarker, i));
}

static void
ytt_facility_layer_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  YttFacilityLayer *self = YTT_FACILITY_LAYER (widget);
  gboolean was_in_view = !ytt_map_motion_get_moving (self->motion) && ytt_facility_layer_selection_in_view (self);

  ytt_map_motion_set_size (self->motion, width, height);
  g_signal_emit (self, signals[SIGNAL_RESIZED], 0, width, height);
  if (was_in_view && !ytt_map_motion_get_moving (self->motion) && !ytt_facility_layer_selection_in_view (self))
    ytt_facility_layer_reveal_selection (self, FALSE);
  ytt_facility_layer_queue_layout (self);
  ytt_facility_layer_update_buttons (self);
}

static void
ytt_facility_layer_unmap (GtkWidget *widget)
{
  YttFacilityLayer *self = YTT_FACILITY_LAYER (widget);

  self->pointer_inside = FALSE;

  GTK_WIDGET_CLASS (ytt_facility_layer_parent_class)->unmap (widget);
}

static void
ytt_facility_layer_dispose (GObject *object)
{
  YttFacilityLayer *self = YTT_FACILITY_LAYER (object);

  ytt_facility_layer_stop_gathering (self);
  if (self->growth != NULL)
    adw_animation_pause (self->growth);
  g_clear_object (&self->growth);
  g_clear_object (&self->session);
  g_clear_object (&self->motion);
  g_clear_object (&self->names);
  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);

  G_OBJECT_CLASS (ytt_facility_layer_parent_class)->dispose (object);
}

static void
ytt_facility_layer_finalize (GObject *object)
{
  YttFacilityLayer *self = YTT_FACILITY_LAYER (object);

  g_clear_pointer (&self->index, ytt_cluster_index_unref);
  g_clear_pointer (&self->cache, ytt_marker_cache_free);
  g_clear_pointer (&self->markers, g_array_unref);
  g_clear_pointer (&self->emphasis, g_array_unref);
  g_clear_pointer (&self->emphasised, g_array_unref);

  G_OBJECT_CLASS (ytt_facility_layer_parent_class)->finalize (object);
}

static void
ytt_facility_layer_class_init (YttFacilityLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_facility_layer_dispose;
  object_class->finalize = ytt_facility_layer_finalize;
  widget_class->contains = ytt_facility_layer_contains;
  widget_class->size_allocate = ytt_facility_layer_size_allocate;
  widget_class->snapshot = ytt_facility_layer_snapshot;
  widget_class->unmap = ytt_facility_layer_unmap;

  signals[SIGNAL_RESIZED] =
    g_signal_new ("resized", YTT_TYPE_FACILITY_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[SIGNAL_LAID_OUT] =
    g_signal_new ("laid-out", YTT_TYPE_FACILITY_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  g_signal_new ("point-below", YTT_TYPE_FACILITY_LAYER, G_SIGNAL_RUN_LAST, 0,
                g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  g_signal_new ("click-below", YTT_TYPE_FACILITY_LAYER, G_SIGNAL_RUN_LAST, 0,
                g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
ytt_facility_layer_init (YttFacilityLayer *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->selected = self->hovered = self->spread = YTT_MARKER_NONE;
  self->names = ytt_facility_names_new ();
  self->cache = ytt_marker_cache_new ();
  self->markers = g_array_new (FALSE, FALSE, sizeof (YttMarker));

  g_signal_connect_object (self->names, "arrived",
                           G_CALLBACK (ytt_facility_layer_name_arrived), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_facility_layer_new:
 * @map: (transfer none): the map that the layer is for; it is not added there
 * @motion: (transfer none): what moves that map
 *
 * Returns: (transfer floating): a new layer, without a session
 */
YttFacilityLayer *
ytt_facility_layer_new (ShumateMap   *map,
                        YttMapMotion *motion)
{
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  YttFacilityLayer *self = g_object_new (YTT_TYPE_FACILITY_LAYER, "viewport", viewport, NULL);

  self->map = map;
  self->motion = g_object_ref (motion);
  g_signal_connect_object (viewport, "notify",
                           G_CALLBACK (ytt_facility_layer_queue_layout), self, G_CONNECT_SWAPPED);
  ytt_facility_layer_init_input (self);

  return self;
}

/**
 * ytt_facility_layer_set_session:
 * @self: a layer
 * @session: (transfer none) (nullable): whose result to show
 *
 * Sets what the layer shows.
 */
void
ytt_facility_layer_set_session (YttFacilityLayer *self,
                                YttSession       *session)
{
  g_return_if_fail (YTT_IS_FACILITY_LAYER (self));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    {
      g_clear_pointer (&self->index, ytt_cluster_index_unref);
      ytt_facility_names_set_store (self->names, NULL);
      ytt_facility_layer_queue_layout (self);
      return;
    }

  g_signal_connect_object (session, "notify::points", G_CALLBACK (ytt_facility_layer_gather), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::selected", G_CALLBACK (selected_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  store_changed_cb (self);
  ytt_facility_layer_gather (self);
  ytt_facility_layer_watch_selection (self);
}

/**
 * ytt_facility_layer_get_index:
 * @self: a layer
 *
 * Returns: (transfer none) (nullable): the gathered facilities, until the result changes; %NULL while they are
 *   gathered for the first time
 */
YttClusterIndex *
ytt_facility_layer_get_index (YttFacilityLayer *self)
{
  g_return_val_if_fail (YTT_IS_FACILITY_LAYER (self), NULL);

  return self->index;
}

/**
 * ytt_facility_layer_get_markers:
 * @self: a layer
 *
 * Returns: (transfer none) (element-type YttMarker): what is shown, those below first, in px of the layer; valid
 *   until the map moves
 */
GArray *
ytt_facility_layer_get_markers (YttFacilityLayer *self)
{
  g_return_val_if_fail (YTT_IS_FACILITY_LAYER (self), NULL);

  ytt_facility_layer_lay_out (self);

  return self->markers;
}

/**
 * ytt_facility_layer_get_selecting:
 * @self: a layer
 *
 * Returns: whether the session's selection is being changed from here, where it can be seen already
 */
gboolean
ytt_facility_layer_get_selecting (YttFacilityLayer *self)
{
  g_return_val_if_fail (YTT_IS_FACILITY_LAYER (self), FALSE);

  return self->selecting;
}

/**
 * ytt_facility_layer_get_loading:
 * @self: a layer
 *
 * Returns: whether the markers of the newest result are still being gathered
 */
gboolean
ytt_facility_layer_get_loading (YttFacilityLayer *self)
{
  g_return_val_if_fail (YTT_IS_FACILITY_LAYER (self), FALSE);

  return self->building != NULL;
}
