#include "ytt-facility-layer-private.h"

#include "ytt-mercator.h"

/* Some facilities are emphasised, and the others drawn faint. */

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return (one > other) - (one < other);
}

/* Which members of the index the emphasised facilities are now; for each frame, since the index comes and goes. */
void
ytt_facility_layer_find_emphasised (YttFacilityLayer *self)
{
  if (self->emphasis == NULL)
    return;

  if (self->emphasised == NULL)
    self->emphasised = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_set_size (self->emphasised, 0);
  for (guint i = 0; i < self->emphasis->len; i++)
    {
      guint member;

      if (ytt_cluster_index_find (self->index, g_array_index (self->emphasis, gint64, i), &member))
        g_array_append_val (self->emphasised, member);
    }
  g_array_sort (self->emphasised, compare_members);
}

/* A cluster is emphasised with any of its members. */
gboolean
ytt_facility_layer_is_faint (YttFacilityLayer *self,
                             const YttMarker  *marker)
{
  guint low = 0, high;

  if (self->emphasis == NULL || (marker->flags & YTT_MARKER_SELECTED))
    return FALSE;

  high = self->emphasised->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->emphasised, guint, middle) < marker->first)
        low = middle + 1;
      else
        high = middle;
    }

  return low == self->emphasised->len || g_array_index (self->emphasised, guint, low) - marker->first >= marker->count;
}

/**
 * ytt_facility_layer_set_emphasis:
 * @self: a layer
 * @ids: (nullable) (element-type gint64) (transfer none): facilities, sorted; a reference is taken
 *
 * Draws all other facilities faint, but the selected one. With %NULL all are drawn alike.
 */
void
ytt_facility_layer_set_emphasis (YttFacilityLayer *self,
                                 GArray           *ids)
{
  g_return_if_fail (YTT_IS_FACILITY_LAYER (self));

  if (self->emphasis == ids)
    return;

  g_clear_pointer (&self->emphasis, g_array_unref);
  self->emphasis = ids != NULL ? g_array_ref (ids) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Bounds grow by the shorter way round the world from the first place. */
typedef struct
{
  double   origin;
  double   left;
  double   right;
  double   top;
  double   bottom;
  guint    n;
} Extent;

static void
extend (Extent         *extent,
        const YttPoint *point)
{
  double x, y;

  ytt_mercator_project (point->latitude, point->longitude, &x, &y);
  if (extent->n++ == 0)
    *extent = (Extent) { x, 0, 0, y, y, 1 };

  x = ytt_mercator_difference (extent->origin, x);
  extent->left = MIN (extent->left, x);
  extent->right = MAX (extent->right, x);
  extent->top = MIN (extent->top, y);
  extent->bottom = MAX (extent->bottom, y);
}

/**
 * ytt_facility_layer_fit_emphasis:
 * @self: a layer
 * @most_zoom: how close to look at most, unless the map is closer already
 *
 * Flies to where all emphasised facilities are seen; where there are fewer than two, the map stays.
 */
void
ytt_facility_layer_fit_emphasis (YttFacilityLayer *self,
                                 double            most_zoom)
{
  Extent extent = { 0 };
  double x, y, zoom;
  YttMapView view;

  g_return_if_fail (YTT_IS_FACILITY_LAYER (self));

  ytt_map_motion_get_view (self->motion, &view);
  if (self->index == NULL || self->emphasis == NULL || view.width <= 0)
    return;

  for (guint i = 0; i < self->emphasis->len; i++)
    {
      guint member;

      if (ytt_cluster_index_find (self->index, g_array_index (self->emphasis, gint64, i), &member))
        extend (&extent, ytt_cluster_index_get_member (self->index, member));
    }
  if (extent.n < 2)
    return;

  zoom = ytt_map_motion_get_fitting_zoom (self->motion, extent.right - extent.left, extent.bottom - extent.top);
  zoom = MIN (zoom, MAX (view.zoom, most_zoom));
  x = ytt_mercator_wrap (extent.origin + (extent.left + extent.right) / 2);
  y = (extent.top + extent.bottom) / 2;
  ytt_map_motion_fly (self->motion, x, y, zoom, ytt_map_motion_get_flight_duration (self->motion, x, y, zoom));
}
