#include "ytt-facility-layer-private.h"

#include "ytt-theme.h"

enum
{
  SIGNAL_RESIZED,
  SIGNAL_LAID_OUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttFacilityLayer, ytt_facility_layer, SHUMATE_TYPE_LAYER)

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
  ytt_facility_layer_apply_move (self);
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
selected_changed_cb (YttFacilityLayer *self)
{
  gint64 id = ytt_session_get_selected (self->session);

  if (id != self->move.facility)
    ytt_facility_layer_cancel_move (self);
  if (self->index == NULL || !ytt_cluster_index_find (self->index, id, &self->selected))
    self->selected = YTT_MARKER_NONE;
  ytt_facility_names_get (self->names, id);
  if (self->selected != YTT_MARKER_NONE)
    ytt_facility_layer_start_growth (self);
  ytt_facility_layer_queue_layout (self);
}

static void
viewport_changed_cb (YttFacilityLayer *self)
{
  ytt_facility_layer_stop_leaving (self);
  ytt_facility_layer_queue_layout (self);
}

static void
store_changed_cb (YttFacilityLayer *self)
{
  ytt_facility_names_set_store (self->names, ytt_session_get_store (self->session));
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
ytt_facility_layer_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  YttFacilityLayer *self = YTT_FACILITY_LAYER (widget);

  ytt_facility_layer_lay_out (self);
  ytt_facility_layer_paint (self, snapshot);
}

static void
ytt_facility_layer_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  YttFacilityLayer *self = YTT_FACILITY_LAYER (widget);
  gboolean was_in_view = !self->presenting && !ytt_map_motion_get_moving (self->motion) &&
                         ytt_facility_layer_selection_in_view (self);

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
  ytt_facility_layer_stop_fades (self);
  ytt_facility_layer_set_placing (self, NULL);
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
  /* The selected facility is being moved, or no longer: ytt_facility_layer_get_move(). */
  g_signal_new ("moving", YTT_TYPE_FACILITY_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* The selection that is edited is somewhere else now, and out of sight. */
  g_signal_new ("selection-left", YTT_TYPE_FACILITY_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("point-below", YTT_TYPE_FACILITY_LAYER, G_SIGNAL_RUN_LAST, 0,
                g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  g_signal_new ("click-below", YTT_TYPE_FACILITY_LAYER, G_SIGNAL_RUN_LAST, 0,
                g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  g_signal_new ("picked", YTT_TYPE_FACILITY_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_INT64);
}

static void
ytt_facility_layer_init (YttFacilityLayer *self)
{

  self->selected = self->hovered = self->unhovered = self->spread = YTT_MARKER_NONE;
  self->names = ytt_facility_names_new ();
  self->cache = ytt_marker_cache_new ();
  self->markers = g_array_new (FALSE, FALSE, sizeof (YttMarker));

  g_signal_connect_object (self->names, "arrived",
                           G_CALLBACK (ytt_facility_layer_name_arrived), self, G_CONNECT_SWAPPED);
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
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
  g_signal_connect_object (viewport, "notify", G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
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
  ytt_facility_layer_set_placing (self, session != NULL ? ytt_session_get_placing (session) : NULL);
  if (session == NULL)
    {
      g_clear_pointer (&self->index, ytt_cluster_index_unref);
      ytt_facility_names_set_store (self->names, NULL);
      ytt_facility_layer_queue_layout (self);
      return;
    }

  g_signal_connect_object (session, "notify::shown", G_CALLBACK (ytt_facility_layer_gather), self, G_CONNECT_SWAPPED);
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

/**
 * ytt_facility_layer_set_presenting:
 * @self: a layer
 * @presenting: whether the map is on a wall
 *
 * On a wall a click selects nothing: "picked" tells of it. The facilities take no focus there, and what lies below
 * them no pointer; the map can be dragged and zoomed as anywhere.
 */
void
ytt_facility_layer_set_presenting (YttFacilityLayer *self,
                                   gboolean          presenting)
{
  g_return_if_fail (YTT_IS_FACILITY_LAYER (self));

  self->presenting = presenting;
  for (guint i = 0; i < G_N_ELEMENTS (self->buttons); i++)
    gtk_widget_set_focusable (self->buttons[i], !presenting);
}
