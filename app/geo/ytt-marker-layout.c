#include "ytt-marker-layout.h"

#include <math.h>

#include "ytt-marker-metrics.h"
#include "ytt-mercator.h"

/* How far beyond the view markers are laid out, so that none appears or vanishes at its border. */
#define MARGIN 80
#define SPREAD_MARGIN 420

/* What the ring of a locality and the disc of a region stand for on the ground, in metres. */
#define LOCALITY_METRES 5000.0
#define REGION_METRES 50000.0

/* The ring around a selection, and the air around that. */
#define SELECTED_RADIUS (YTT_MARKER_DISC + 3)
#define SELECTED_PILL_RADIUS (YTT_MARKER_PILL_HEIGHT / 2 + 8)

/* Members at one place stand on a circle if they are few, else on a spiral; a step of it is as long as this. */
#define SPREAD_STEP 40.0
#define SPREAD_CIRCLE 9
#define SPREAD_LEAST 46.0

typedef struct
{
  YttClusterIndex  *index;
  const YttMapView *view;
  double            world;
  guint             selected;
  double            selected_x;   /* 0 to 1 */
  double            selected_y;
  GArray           *markers;
} Layout;

static double
to_view_x (const Layout *layout,
           double        x)
{
  return (x - layout->view->x) * layout->world + layout->view->width / 2;
}

static double
to_view_y (const Layout *layout,
           double        y)
{
  return (y - layout->view->y) * layout->world + layout->view->height / 2;
}

static void
set_extent (YttMarker      *marker,
            const YttPoint *point,
            double          zoom)
{
  guint n_stages = 0;
  YttMarkerExtent extent;
  double scale = 1 / ytt_mercator_get_metres_per_pixel (point->latitude, zoom);

  for (guint stages = point->stages; stages != 0; stages &= stages - 1)
    n_stages++;

  extent = ytt_marker_get_extent (n_stages, YTT_PRECISION_SITE);
  marker->reach = extent.reach;
  marker->radius = extent.radius;
  if (marker->flags & YTT_MARKER_SELECTED)
    marker->radius = n_stages > 1 ? SELECTED_PILL_RADIUS : SELECTED_RADIUS;

  if (point->precision == YTT_PRECISION_LOCALITY)
    marker->place_radius = MAX (YTT_MARKER_LOCALITY, LOCALITY_METRES * scale);
  else if (point->precision == YTT_PRECISION_REGION)
    marker->place_radius = MAX (YTT_MARKER_REGION, REGION_METRES * scale);
}

static void
add_facility (Layout *layout,
              guint   member,
              double  x,
              double  y,
              double  place_x,
              double  place_y,
              guint   flags)
{
  YttMarker marker = { x, y, place_x, place_y, .first = member, .count = 1, .flags = flags };

  set_extent (&marker, ytt_cluster_index_get_member (layout->index, member), layout->view->zoom);
  g_array_append_val (layout->markers, marker);
}

static void
add_cluster (Layout               *layout,
             const YttClusterItem *item)
{
  YttMarker marker = { .first = item->first, .count = item->count };
  double x = item->x, y = item->y;
  guint n_shown = item->count;

  if (layout->selected - item->first < item->count)
    {
      /* The selected one never joins: the others gather where they would without it. */
      n_shown--;
      x -= ytt_mercator_difference (item->x, layout->selected_x) / n_shown;
      y -= (layout->selected_y - item->y) / n_shown;
      if (n_shown == 1)
        {
          guint other = item->first + (layout->selected == item->first);

          add_facility (layout, other, to_view_x (layout, x), to_view_y (layout, y),
                        to_view_x (layout, x), to_view_y (layout, y), 0);
          return;
        }
      marker.flags = YTT_MARKER_WITHOUT;
    }

  marker.x = marker.place_x = to_view_x (layout, x);
  marker.y = marker.place_y = to_view_y (layout, y);
  marker.radius = ytt_marker_get_cluster_size (n_shown) / 2 + 1;
  g_array_append_val (layout->markers, marker);
}

static void
add_spread (Layout               *layout,
            const YttClusterItem *item)
{
  double place_x = to_view_x (layout, item->x), place_y = to_view_y (layout, item->y);
  guint n = MIN (item->count, YTT_MARKER_MAX_SPREAD);
  double angle = -G_PI / 2, radius = MAX (SPREAD_LEAST, n * SPREAD_STEP / (2 * G_PI));

  if (n > SPREAD_CIRCLE)
    radius = SPREAD_LEAST;

  for (guint i = 0; i < n; i++)
    {
      guint flags = YTT_MARKER_MOVED;

      if (item->first + i == layout->selected)
        flags |= YTT_MARKER_SELECTED;
      add_facility (layout, item->first + i,
                    place_x + radius * cos (angle), place_y + radius * sin (angle), place_x, place_y, flags);

      if (n <= SPREAD_CIRCLE)
        angle += 2 * G_PI / n;
      else
        {
          double turn = SPREAD_STEP / radius;

          angle += turn;
          radius += SPREAD_STEP * 1.1 * turn / (2 * G_PI);
        }
    }
}

static gboolean
overlap (const YttMarker *a,
         const YttMarker *b)
{
  double dx = MAX (fabs (a->x - b->x) - a->reach - b->reach, 0);

  return hypot (dx, a->y - b->y) < a->radius + b->radius;
}

static gboolean
overlaps_any (GArray          *markers,
              const YttMarker *marker,
              guint            except)
{
  for (guint i = 0; i < markers->len; i++)
    if (i != except && overlap (&g_array_index (markers, YttMarker, i), marker))
      return TRUE;

  return FALSE;
}

/* Puts a marker beside the selection: on the side where it is, or as near to that as there is room. */
static void
move_out (GArray          *markers,
          guint            i,
          const YttMarker *selection)
{
  YttMarker *marker = &g_array_index (markers, YttMarker, i);
  double angle = atan2 (marker->place_y - selection->y, marker->place_x - selection->x);
  YttMarker first = *marker;

  if (hypot (marker->place_y - selection->y, marker->place_x - selection->x) < 0.5)
    angle = G_PI / 2;

  for (guint try = 0; try < 24; try++)
    {
      YttMarker moved = *marker;
      double turned = angle + ((try + 1) / 2) * (G_PI / 12) * (try % 2 ? 1 : -1);

      for (double away = 0; overlap (selection, &moved) && away < 400; away++)
        {
          moved.x = selection->x + away * cos (turned);
          moved.y = selection->y + away * sin (turned);
        }
      moved.flags |= YTT_MARKER_MOVED;
      if (try == 0)
        first = moved;
      if (!overlaps_any (markers, &moved, i))
        {
          *marker = moved;
          return;
        }
    }

  *marker = first;
}

static void
make_room (GArray *markers,
           guint   n_selected)
{
  guint first_selected = markers->len - n_selected;

  for (guint s = first_selected; s < markers->len; s++)
    for (guint i = 0; i < first_selected; i++)
      {
        const YttMarker *selection = &g_array_index (markers, YttMarker, s);
        const YttMarker *marker = &g_array_index (markers, YttMarker, i);

        if ((marker->flags & YTT_MARKER_MOVED) == 0 && overlap (selection, marker))
          move_out (markers, i, selection);
      }
}

/* Nothing else stands among members that are spread out: they are taken as one disc, beside which there is room. */
static void
make_room_for_spread (GArray *markers,
                      guint   spread,
                      guint   n_spread)
{
  for (guint s = 0; s < markers->len; s++)
    {
      YttMarker disc = g_array_index (markers, YttMarker, s);

      if (disc.first != spread || disc.count != 1)
        continue;

      /* The first member stands for all of its copy of the world. */
      disc.x = disc.place_x;
      disc.y = disc.place_y;
      disc.reach = 0;
      for (guint i = s; i < MIN (s + n_spread, markers->len); i++)
        {
          const YttMarker *member = &g_array_index (markers, YttMarker, i);
          double far = hypot (member->x - disc.x, member->y - disc.y) + member->radius + member->reach;

          disc.radius = MAX (disc.radius, far);
        }
      for (guint i = 0; i < markers->len; i++)
        {
          const YttMarker *marker = &g_array_index (markers, YttMarker, i);

          if (marker->first - spread >= n_spread && (marker->flags & YTT_MARKER_MOVED) == 0 && overlap (&disc, marker))
            move_out (markers, i, &disc);
        }
    }
}

static guint
add_selected (Layout *layout)
{
  double half = layout->view->width / 2 + MARGIN;
  double left = layout->view->x - half / layout->world, right = layout->view->x + half / layout->world;
  double y = to_view_y (layout, layout->selected_y);
  guint n = 0;

  if (y < -MARGIN || y > layout->view->height + MARGIN)
    return 0;

  for (double copy = ceil (left - layout->selected_x); copy + layout->selected_x <= right; copy++)
    {
      double x = to_view_x (layout, layout->selected_x + copy);

      add_facility (layout, layout->selected, x, y, x, y, YTT_MARKER_SELECTED);
      n++;
    }

  return n;
}

/**
 * ytt_marker_layout:
 * @index: what there is
 * @view: what is shown of it
 * @selected: the selected member, or %YTT_MARKER_NONE
 * @spread: the first member of a cluster that is spread out, or %YTT_MARKER_NONE
 * @n_spread: how many members that cluster has
 * @markers: (element-type YttMarker): where to put the markers, those below first
 *
 * Lays out what is drawn: markers and clusters in each copy of the world, the selection by itself, room around
 * it, and the members of a place that is spread out.
 */
void
ytt_marker_layout (YttClusterIndex  *index,
                   const YttMapView *view,
                   guint             selected,
                   guint             spread,
                   guint             n_spread,
                   GArray           *markers)
{
  g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (YttClusterItem));
  Layout layout = { index, view, ytt_mercator_get_world_size (view->zoom), selected, .markers = markers };
  double margin = spread != YTT_MARKER_NONE ? SPREAD_MARGIN : MARGIN;
  gboolean selected_apart = selected != YTT_MARKER_NONE;

  g_return_if_fail (index != NULL);

  g_array_set_size (markers, 0);
  if (selected != YTT_MARKER_NONE)
    {
      const YttPoint *point = ytt_cluster_index_get_member (index, selected);

      ytt_mercator_project (point->latitude, point->longitude, &layout.selected_x, &layout.selected_y);
      layout.selected_x = ytt_mercator_wrap (layout.selected_x);
    }

  ytt_cluster_index_query (index, view->zoom,
                           view->x - (view->width / 2 + margin) / layout.world,
                           view->y - (view->height / 2 + margin) / layout.world,
                           (view->width + 2 * margin) / layout.world,
                           (view->height + 2 * margin) / layout.world, items);

  for (guint i = 0; i < items->len; i++)
    {
      const YttClusterItem *item = &g_array_index (items, YttClusterItem, i);

      if (item->first == spread && item->count == n_spread)
        {
          add_spread (&layout, item);
          selected_apart = selected_apart && selected - spread >= MIN (n_spread, YTT_MARKER_MAX_SPREAD);
        }
      else if (item->count > 1)
        add_cluster (&layout, item);
      else if (item->first != selected)
        {
          double x = to_view_x (&layout, item->x), y = to_view_y (&layout, item->y);

          add_facility (&layout, item->first, x, y, x, y, 0);
        }
    }

  if (spread != YTT_MARKER_NONE)
    make_room_for_spread (markers, spread, n_spread);
  if (selected_apart)
    make_room (markers, add_selected (&layout));
}

/**
 * ytt_marker_layout_pick:
 * @markers: (element-type YttMarker): from ytt_marker_layout()
 * @x: in px of the view
 * @y: in px of the view
 *
 * Finds what a pointer means: the marker that it is on, else the nearest of those that it is close to.
 *
 * Returns: the index of a marker, or %YTT_MARKER_NONE
 */
guint
ytt_marker_layout_pick (GArray *markers,
                        double  x,
                        double  y)
{
  guint found = YTT_MARKER_NONE;
  double nearest = YTT_MARKER_HIT / 2;

  for (guint i = markers->len; i-- > 0; )
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);
      double dx = MAX (fabs (x - marker->x) - marker->reach, 0);
      double distance = hypot (dx, y - marker->y);

      if (distance < marker->radius && marker->radius > YTT_MARKER_HIT / 2)
        distance = MIN (distance, nearest - 1e-6);
      if (distance < nearest)
        {
          nearest = distance;
          found = i;
        }
    }

  return found;
}

/**
 * ytt_marker_get_n_members:
 * @marker: a marker
 *
 * Returns: how many facilities it shows
 */
guint
ytt_marker_get_n_members (const YttMarker *marker)
{
  return marker->count - (marker->flags & YTT_MARKER_WITHOUT ? 1 : 0);
}
