#include "config.h"

#include "ytt-map-picture-private.h"

#include <math.h>

#include "ytt-marker.h"
#include "ytt-mercator.h"
#include "ytt-point.h"
#include "ytt-timeline.h"

/* Facilities as they stand on the window's map, without what moves or fades there. */

#define LABEL_ROOM 2.0

/* How much is left of what is not emphasised. */
#define FAINT 0.22

#define TAG_GAP 6.0
#define TAG_PADDING_X 16.0
#define TAG_PADDING_Y 5.0
#define TAG_MOST_WIDTH 260.0
#define TAG_SCALE 0.92

/* Points are gathered for what the map shows where they are very many, which takes a tenth of the time. */
static void
gather (YttPictureDrawing *drawing)
{
  YttMapPicture *picture = drawing->picture;
  double world = ytt_mercator_get_world_size (drawing->view.zoom);
  YttClusterWindow window = {
    drawing->view.zoom,
    drawing->view.x - drawing->view.width / 2 / world,
    drawing->view.y - drawing->view.height / 2 / world,
    drawing->view.width / world,
    drawing->view.height / world,
  };

  if (picture->index != NULL && ytt_cluster_index_get_points (picture->index) == picture->points
      && ytt_cluster_index_covers (picture->index, &window))
    return;

  g_clear_pointer (&picture->index, ytt_cluster_index_unref);
  if (picture->points != NULL)
    picture->index = ytt_cluster_index_new_for (picture->points, &window);
}

static void
add_box (YttPictureDrawing *drawing,
         const YttMarker   *marker)
{
  double half_height = marker->radius + LABEL_ROOM;
  double half_width = marker->reach + half_height;
  double left = marker->x - half_width, right = marker->x + half_width;
  double top = marker->y - half_height, bottom = marker->y + half_height;
  cairo_rectangle_t box;

  /* The hairline to its place counts too. */
  if (marker->flags & YTT_MARKER_MOVED)
    {
      left = MIN (left, marker->place_x);
      right = MAX (right, marker->place_x);
      top = MIN (top, marker->place_y);
      bottom = MAX (bottom, marker->place_y);
    }
  box = (cairo_rectangle_t) { left, top, right - left, bottom - top };
  g_array_append_val (drawing->boxes, box);
}

/*< private >
 * ytt_picture_lay_out_markers:
 * @drawing: a picture that is drawn
 *
 * Says where markers stand, and that labels have no room there.
 */
void
ytt_picture_lay_out_markers (YttPictureDrawing *drawing)
{
  YttMapPicture *picture = drawing->picture;

  gather (drawing);
  drawing->selected = YTT_MARKER_NONE;
  if (picture->index == NULL)
    return;

  if (picture->selected == 0 || !ytt_cluster_index_find (picture->index, picture->selected, &drawing->selected))
    drawing->selected = YTT_MARKER_NONE;
  ytt_marker_layout (picture->index, &drawing->view, drawing->selected, YTT_MARKER_NONE, 0, drawing->markers);
  for (guint i = 0; i < drawing->markers->len; i++)
    add_box (drawing, &g_array_index (drawing->markers, YttMarker, i));
}

static void
draw_place_of_radius (YttPictureDrawing *drawing,
                      const YttMarker   *marker,
                      const YttPoint    *point,
                      double             radius,
                      double             opacity)
{
  if (opacity <= 0)
    return;

  if (opacity < 1)
    cairo_push_group (drawing->cr);
  ytt_draw_marker_place (drawing->cr, marker->place_x, marker->place_y, point->stages,
                         ytt_standing_get_drawn (point->status, point->promised), point->precision, radius,
                         drawing->picture->theme);
  if (opacity < 1)
    {
      cairo_pop_group_to_source (drawing->cr);
      cairo_paint_with_alpha (drawing->cr, opacity);
    }
}

/* From close by, a region would hatch all that is seen and tell nothing. So from when it reaches across the view it
 * fades, and only what is around the marker goes on saying that the place is not known exactly. */
static void
draw_place (YttPictureDrawing *drawing,
            const YttMarker   *marker)
{
  const YttPoint *point = ytt_cluster_index_get_member (drawing->picture->index, marker->first);
  double width = drawing->view.width, height = drawing->view.height;
  double filled = MIN (width, height) / 2, covered = hypot (width, height) / 2;
  double least = 0, opacity = 1;

  /* The ring of a selection is wider than that of a place; it stands outside. */
  if (marker->flags & YTT_MARKER_SELECTED)
    least = marker->radius + (point->precision == YTT_PRECISION_REGION ? 6 : 2.5);
  if (point->precision == YTT_PRECISION_REGION)
    {
      least = MAX (least, YTT_MARKER_REGION);
      opacity = CLAMP ((covered - marker->place_radius) / MAX (covered - filled, 1), 0, 1);
      draw_place_of_radius (drawing, marker, point, least, 1 - opacity);
    }

  draw_place_of_radius (drawing, marker, point, MAX (marker->place_radius, least), opacity);
}

static void
draw_hairline (YttPictureDrawing *drawing,
               const YttMarker   *marker)
{
  YttTheme theme = drawing->picture->theme;
  double ink = ytt_theme_is_dark (theme) ? 1 : 0;

  cairo_new_path (drawing->cr);
  cairo_move_to (drawing->cr, marker->place_x, marker->place_y);
  cairo_line_to (drawing->cr, marker->x, marker->y);
  cairo_set_source_rgba (drawing->cr, ink, ink, ink,
                         ytt_theme_is_contrast (theme) ? 1 : ytt_theme_is_dark (theme) ? 0.7 : 0.6);
  cairo_set_line_width (drawing->cr, 1);
  cairo_stroke (drawing->cr);
}

static void
draw_cluster (YttPictureDrawing *drawing,
              const YttMarker   *marker,
              PangoLayout       *layout,
              double             casing)
{
  YttClusterIndex *index = drawing->picture->index;
  guint counts[YTT_N_STAGES];

  ytt_cluster_index_count_stages (index, marker->first, marker->count, counts);
  if (marker->flags & YTT_MARKER_WITHOUT)
    {
      const YttPoint *point = ytt_cluster_index_get_member (index, drawing->selected);

      counts[point->stages != 0 ? g_bit_nth_msf (point->stages, -1) : 0]--;
    }
  ytt_draw_marker_cluster (drawing->cr, marker->x, marker->y, counts, casing, layout, drawing->picture->theme);
}

static void
draw_marker (YttPictureDrawing *drawing,
             const YttMarker   *marker,
             PangoLayout       *layout)
{
  YttTheme theme = drawing->picture->theme;
  double casing = ytt_theme_is_contrast (theme) ? 2 : YTT_MARKER_CASING;
  const YttPoint *point;

  if (marker->count > 1)
    {
      draw_cluster (drawing, marker, layout, casing);
      return;
    }

  point = ytt_cluster_index_get_member (drawing->picture->index, marker->first);
  ytt_draw_marker (drawing->cr, marker->x, marker->y, point->stages,
                   ytt_standing_get_drawn (point->status, point->promised),
                   marker->flags & YTT_MARKER_SELECTED ? YTT_MARKER_CHOSEN : YTT_MARKER_AT_REST, casing, theme);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* A cluster is emphasised with any of its members. */
static gboolean
is_faint (YttPictureDrawing *drawing,
          const YttMarker   *marker)
{
  GArray *emphasis = drawing->picture->emphasis;

  if (emphasis == NULL || (marker->flags & YTT_MARKER_SELECTED))
    return FALSE;

  for (guint i = 0; i < marker->count; i++)
    {
      const YttPoint *point = ytt_cluster_index_get_member (drawing->picture->index, marker->first + i);

      if (g_array_binary_search (emphasis, &point->id, compare_ids, NULL))
        return FALSE;
    }

  return TRUE;
}

/* Places, then what leads to them, then markers, of those that are faint or of the others. */
static void
draw_resting (YttPictureDrawing *drawing,
              PangoLayout       *layout,
              gboolean           faint)
{
  GArray *markers = drawing->markers;

  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);

      if (marker->place_radius > 0 && is_faint (drawing, marker) == faint)
        draw_place (drawing, marker);
    }
  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);

      if ((marker->flags & YTT_MARKER_MOVED) && is_faint (drawing, marker) == faint)
        draw_hairline (drawing, marker);
    }
  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);

      if (!(marker->flags & YTT_MARKER_SELECTED) && is_faint (drawing, marker) == faint)
        draw_marker (drawing, marker, layout);
    }
}

/*< private >
 * ytt_picture_draw_markers:
 * @drawing: a picture that is drawn
 *
 * Draws what is faint, then the others, and the selected facility above all.
 */
void
ytt_picture_draw_markers (YttPictureDrawing *drawing)
{
  g_autoptr(PangoLayout) layout = ytt_marker_create_layout (pango_context_get_font_description (drawing->context));
  GArray *markers = drawing->markers;

  if (drawing->picture->emphasis != NULL)
    {
      cairo_push_group (drawing->cr);
      draw_resting (drawing, layout, TRUE);
      cairo_pop_group_to_source (drawing->cr);
      cairo_paint_with_alpha (drawing->cr, FAINT);
    }
  draw_resting (drawing, layout, FALSE);
  for (guint i = 0; i < markers->len; i++)
    if (g_array_index (markers, YttMarker, i).flags & YTT_MARKER_SELECTED)
      draw_marker (drawing, &g_array_index (markers, YttMarker, i), layout);
}

static gboolean
is_in_view (YttPictureDrawing *drawing,
            const YttMarker   *marker)
{
  return marker->x >= 0 && marker->x <= drawing->view.width && marker->y >= 0 && marker->y <= drawing->view.height;
}

/* A tag stands to the right of its marker; where there is no room, to the left; where there is none either, above. */
static void
place_tag (const YttMarker   *marker,
           double             view_width,
           double             width,
           double             height,
           cairo_rectangle_t *box)
{
  double beside = marker->reach + marker->radius + TAG_GAP;
  double most_left = view_width - TAG_GAP - width;

  *box = (cairo_rectangle_t) { round (marker->x + beside), round (marker->y - height / 2), width, height };
  if (box->x <= most_left)
    return;

  if (marker->x - beside - width >= TAG_GAP)
    {
      box->x = round (marker->x - beside - width);
      return;
    }

  box->x = round (MAX (MIN (marker->x - width / 2, most_left), TAG_GAP));
  box->y = round (marker->y - marker->radius - TAG_GAP - height);
}

static void
draw_tag_of (YttPictureDrawing *drawing,
             const YttMarker   *marker)
{
  YttTheme theme = drawing->picture->theme;
  g_autoptr(PangoLayout) layout = pango_layout_new (drawing->context);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  PangoRectangle extents;
  cairo_rectangle_t box;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (TAG_SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, drawing->picture->selected_name, -1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, TAG_MOST_WIDTH * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &extents);

  place_tag (marker, drawing->view.width, extents.width + 2 * TAG_PADDING_X, extents.height + 2 * TAG_PADDING_Y, &box);
  ytt_picture_draw_card (drawing->cr, &box, box.height / 2, theme);
  if (ytt_theme_is_dark (theme))
    cairo_set_source_rgb (drawing->cr, 1, 1, 1);
  else
    cairo_set_source_rgb (drawing->cr, 0.12, 0.12, 0.14);
  cairo_move_to (drawing->cr, box.x + TAG_PADDING_X - extents.x, box.y + TAG_PADDING_Y);
  pango_cairo_show_layout (drawing->cr, layout);
  cairo_new_path (drawing->cr);
}

/*< private >
 * ytt_picture_draw_tag:
 * @drawing: a picture that is drawn
 *
 * Names the selected facility.
 */
void
ytt_picture_draw_tag (YttPictureDrawing *drawing)
{
  if (drawing->picture->selected_name == NULL)
    return;

  for (guint i = 0; i < drawing->markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (drawing->markers, YttMarker, i);

      if ((marker->flags & YTT_MARKER_SELECTED) && is_in_view (drawing, marker))
        draw_tag_of (drawing, marker);
    }
}
