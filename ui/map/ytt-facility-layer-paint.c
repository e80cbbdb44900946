#include "ytt-facility-layer-private.h"

#include <math.h>

#include "ytt-magnifier.h"
#include "ytt-marker-metrics.h"
#include "ytt-theme.h"

/* What is painted. Where markers stand was laid out before; what moves or fades is in ytt-facility-layer-fades.c. */

/* How much is left of what is not emphasised. */
#define FAINT 0.22

#define TAG_GAP 6
#define TAG_PADDING_X 16
#define TAG_PADDING_Y 5
#define TAG_MOST_WIDTH 260

/* A room reads all of a long name, in two lines; they are rounded no more than one is. */
#define TAG_ROOM_LINES 2
#define TAG_MOST_RADIUS 15.0f

static void
add_hairline (GtkSnapshot     *snapshot,
              const YttMarker *marker,
              YttTheme         theme)
{
  const float alpha = ytt_theme_is_contrast (theme) ? 1 : ytt_theme_is_dark (theme) ? 0.7f : 0.6f;
  GdkRGBA colour;
  double dx = marker->x - marker->place_x, dy = marker->y - marker->place_y;

  ytt_theme_get_rgba (ytt_theme_is_dark (theme) ? 0xffffff : 0x000000, alpha, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (marker->place_x, marker->place_y));
  gtk_snapshot_rotate (snapshot, atan2 (dy, dx) * 180 / G_PI);
  gtk_snapshot_append_color (snapshot, &colour,
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
add_cluster (YttFacilityLayer *self,
             GtkSnapshot      *snapshot,
             YttClusterIndex  *index,
             const YttMarker  *marker)
{
  guint counts[YTT_N_STAGES];

  ytt_cluster_index_count_stages (index, marker->first, marker->count, counts);
  if (marker->flags & YTT_MARKER_WITHOUT)
    {
      const YttPoint *point = ytt_cluster_index_get_member (index, self->selected);

      counts[point->stages != 0 ? g_bit_nth_msf (point->stages, -1) : 0]--;
    }
  ytt_marker_cache_add_cluster (self->cache, snapshot, marker->x, marker->y, counts);
}

static void
add_facility (YttFacilityLayer *self,
              GtkSnapshot      *snapshot,
              YttClusterIndex  *index,
              const YttMarker  *marker,
              YttMarkerState    state,
              double            size)
{
  const YttPoint *point = ytt_cluster_index_get_member (index, marker->first);
  YttStatus drawn = ytt_standing_get_drawn (point->status, point->promised);

  if (size == 1)
    {
      ytt_marker_cache_add_facility (self->cache, snapshot, marker->x, marker->y, point->stages, drawn, state);
      return;
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (marker->x, marker->y));
  gtk_snapshot_scale (snapshot, size, size);
  ytt_marker_cache_add_facility (self->cache, snapshot, 0, 0, point->stages, drawn, state);
  gtk_snapshot_restore (snapshot);
}

static void
add_marker (YttFacilityLayer *self,
            GtkSnapshot      *snapshot,
            const YttMarker  *marker)
{
  double hover = ytt_facility_layer_get_hover (self, marker);

  if (marker->count > 1)
    {
      add_cluster (self, snapshot, self->index, marker);
      return;
    }
  if (marker->flags & YTT_MARKER_SELECTED)
    {
      add_facility (self, snapshot, self->index, marker, YTT_MARKER_CHOSEN, ytt_facility_layer_get_growth (self));
      return;
    }

  if (hover < 1)
    add_facility (self, snapshot, self->index, marker, YTT_MARKER_AT_REST, 1);
  if (hover > 0 && hover < 1)
    gtk_snapshot_push_opacity (snapshot, hover);
  if (hover > 0)
    add_facility (self, snapshot, self->index, marker, YTT_MARKER_HOVERED, 1);
  if (hover > 0 && hover < 1)
    gtk_snapshot_pop (snapshot);
}

/* What the newest result has no more. */
static void
add_leaving (YttFacilityLayer *self,
             GtkSnapshot      *snapshot)
{
  if (self->leaving == NULL)
    return;

  gtk_snapshot_push_opacity (snapshot, ytt_facility_layer_get_leaving (self));
  for (guint i = 0; i < self->leaving->len; i++)
    {
      const YttMarker *marker = &g_array_index (self->leaving, YttMarker, i);

      if (marker->count > 1)
        add_cluster (self, snapshot, self->leaving_index, marker);
      else
        add_facility (self, snapshot, self->leaving_index, marker, YTT_MARKER_AT_REST, 1);
    }
  gtk_snapshot_pop (snapshot);
}

/**
 * ytt_facility_layer_set_covered:
 * @self: the layer
 * @covered: what lies over the map, in px of the layer
 *
 * Tells of something that lies over the map, so that names keep clear of it.
 */
void
ytt_facility_layer_set_covered (YttFacilityLayer      *self,
                                const graphene_rect_t *covered)
{
  g_return_if_fail (YTT_IS_FACILITY_LAYER (self));
  g_return_if_fail (covered != NULL);

  if (graphene_rect_equal (&self->covered, covered))
    return;

  self->covered = *covered;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_clear (YttFacilityLayer      *self,
          const graphene_rect_t *box)
{
  return box->origin.x >= TAG_GAP && box->origin.y >= TAG_GAP
         && box->origin.x + box->size.width <= gtk_widget_get_width (GTK_WIDGET (self)) - TAG_GAP
         && box->origin.y + box->size.height <= gtk_widget_get_height (GTK_WIDGET (self)) - TAG_GAP
         && !graphene_rect_intersection (&self->covered, box, NULL);
}

/* A tag stands to the right of its marker; where there is no room, to the left; where there is none either, above, and
 * at last below. */
static void
place_tag (YttFacilityLayer *self,
           const YttMarker  *marker,
           graphene_rect_t  *box)
{
  double beside = marker->reach + marker->radius + TAG_GAP;
  double most_left = gtk_widget_get_width (GTK_WIDGET (self)) - TAG_GAP - box->size.width;
  double middle = round (MAX (MIN (marker->x - box->size.width / 2, most_left), TAG_GAP));
  double level = round (marker->y - box->size.height / 2), over = marker->radius + TAG_GAP;
  const graphene_point_t places[] = {
    GRAPHENE_POINT_INIT (round (marker->x + beside), level),
    GRAPHENE_POINT_INIT (round (marker->x - beside - box->size.width), level),
    GRAPHENE_POINT_INIT (middle, round (marker->y - over - box->size.height)),
    GRAPHENE_POINT_INIT (middle, round (marker->y + over)),
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      box->origin = places[i];
      if (is_clear (self, box))
        return;
    }

  box->origin = places[2];
}

/* (transfer full): the words of a tag, and where it stands */
static PangoLayout *
lay_out_tag (YttFacilityLayer *self,
             const YttMarker  *marker,
             const char       *text,
             graphene_rect_t  *box)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  PangoRectangle extents;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.92));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, TAG_MOST_WIDTH * PANGO_SCALE);
  if (self->presenting)
    {
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -TAG_ROOM_LINES);
    }
  pango_layout_get_pixel_extents (layout, NULL, &extents);

  graphene_rect_init (box, 0, 0, extents.width + 2 * TAG_PADDING_X, extents.height + 2 * TAG_PADDING_Y);
  place_tag (self, marker, box);

  return layout;
}

static void
add_tag (YttFacilityLayer *self,
         GtkSnapshot      *snapshot,
         const YttMarker  *marker,
         const char       *text)
{
  YttTheme theme = ytt_theme_get_current ();
  const GdkRGBA shadow = { 0, 0, 0, 0.25 }, line = { 0.5, 0.5, 0.5, 0.5 };
  const GdkRGBA paper = ytt_theme_is_dark (theme) ? (GdkRGBA) { 0.22, 0.22, 0.22, 1 } : (GdkRGBA) { 1, 1, 1, 1 };
  const GdkRGBA ink = ytt_theme_is_dark (theme) ? (GdkRGBA) { 1, 1, 1, 1 } : (GdkRGBA) { 0.12, 0.12, 0.14, 1 };
  graphene_rect_t box;
  g_autoptr(PangoLayout) layout = lay_out_tag (self, marker, text, &box);
  PangoRectangle extents;
  GskRoundedRect outline;

  pango_layout_get_pixel_extents (layout, NULL, &extents);
  gsk_rounded_rect_init_from_rect (&outline, &box, MIN (box.size.height / 2, TAG_MOST_RADIUS));
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 0, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &paper, &box);
  gtk_snapshot_pop (snapshot);
  if (ytt_theme_is_contrast (ytt_theme_get_current ()))
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

/* (nullable): NULL for one that has no tag, or none yet */
static const char *
get_tag (YttFacilityLayer *self,
         const YttMarker  *marker)
{
  const YttFacilityRow *row;

  /* Markers are laid out for some way beyond the view; a name alone at the edge would say nothing. */
  if (marker->count > 1 || !gtk_widget_contains (GTK_WIDGET (self), marker->x, marker->y))
    return NULL;

  row = ytt_facility_names_get (self->names, ytt_cluster_index_get_member (self->index, marker->first)->id);

  return row != NULL ? row->name : NULL;
}

static void
add_tag_of (YttFacilityLayer *self,
            GtkSnapshot      *snapshot,
            const YttMarker  *marker)
{
  double hover = marker->flags & YTT_MARKER_SELECTED ? 1 : ytt_facility_layer_get_hover (self, marker);
  const char *name = get_tag (self, marker);

  if (name == NULL)
    return;

  if (hover < 1)
    gtk_snapshot_push_opacity (snapshot, hover);
  add_tag (self, snapshot, marker, name);
  if (hover < 1)
    gtk_snapshot_pop (snapshot);
}

/**
 * ytt_facility_layer_get_tag_box:
 * @self: the layer
 * @box: (out): where the name of the selected facility stands, in px of the layer
 *
 * Returns: whether its name is on the map
 */
gboolean
ytt_facility_layer_get_tag_box (YttFacilityLayer *self,
                                graphene_rect_t  *box)
{
  g_autoptr(PangoLayout) layout = NULL;
  const YttMarker *marker;
  const char *name;
  guint found;

  g_return_val_if_fail (YTT_IS_FACILITY_LAYER (self), FALSE);

  found = self->index != NULL ? ytt_facility_layer_find_marker (self, self->selected) : YTT_MARKER_NONE;
  if (found == YTT_MARKER_NONE)
    return FALSE;

  marker = &g_array_index (self->markers, YttMarker, found);
  name = get_tag (self, marker);
  if (name == NULL)
    return FALSE;

  layout = lay_out_tag (self, marker, name, box);

  return TRUE;
}

static gboolean
is_on_top (YttFacilityLayer *self,
           const YttMarker  *marker)
{
  return (marker->flags & YTT_MARKER_SELECTED) || ytt_facility_layer_get_hover (self, marker) > 0;
}

/* Where the selection shows, it shows the focus too; else the focus is on the map as a whole. */
static void
add_focus (YttFacilityLayer *self,
           GtkSnapshot      *snapshot)
{
  GdkRGBA colour;
  GskRoundedRect outline;
  guint found = ytt_facility_layer_find_marker (self, self->selected);

  if (found != YTT_MARKER_NONE || !gtk_widget_has_visible_focus (self->buttons[self->current]))
    return;

  ytt_theme_get_rgba (ytt_theme_get_selection (ytt_theme_get_current ()), 1, &colour);
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                                                                  gtk_widget_get_height (GTK_WIDGET (self))), 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { colour, colour, colour, colour });
}

/* All that is not on top, of those that are emphasised or of the others: places below, then what leads to them. */
static void
add_resting (YttFacilityLayer *self,
             GtkSnapshot      *snapshot,
             GArray           *markers,
             gboolean          faint)
{
  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);

      if (marker->place_radius > 0 && ytt_facility_layer_is_faint (self, marker) == faint)
        add_place (self, snapshot, marker);
    }
  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);

      if ((marker->flags & YTT_MARKER_MOVED) && ytt_facility_layer_is_faint (self, marker) == faint)
        add_hairline (snapshot, marker, ytt_theme_get_current ());
    }
  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);

      if (!is_on_top (self, marker) && ytt_facility_layer_is_faint (self, marker) == faint)
        add_marker (self, snapshot, marker);
    }
}

/* Those of selection and pointer stand above the others, and their names above all. */
static void
add_markers (YttFacilityLayer *self,
             GtkSnapshot      *snapshot,
             GArray           *markers)
{
  ytt_facility_layer_find_emphasised (self);
  if (self->emphasis != NULL)
    {
      gtk_snapshot_push_opacity (snapshot, FAINT);
      add_resting (self, snapshot, markers, TRUE);
      gtk_snapshot_pop (snapshot);
    }
  add_resting (self, snapshot, markers, FALSE);
  for (guint i = 0; i < markers->len; i++)
    if (is_on_top (self, &g_array_index (markers, YttMarker, i)))
      add_marker (self, snapshot, &g_array_index (markers, YttMarker, i));
  for (guint i = 0; i < markers->len; i++)
    if (is_on_top (self, &g_array_index (markers, YttMarker, i)))
      add_tag_of (self, snapshot, &g_array_index (markers, YttMarker, i));
}

void
ytt_facility_layer_paint (YttFacilityLayer *self,
                          GtkSnapshot      *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  g_autoptr(GArray) moving = NULL;

  add_focus (self, snapshot);
  if (self->index == NULL)
    return;

  ytt_marker_cache_set_style (self->cache, ytt_theme_get_current (),
                              ytt_magnifier_get_pixel_scale (widget),
                              pango_context_get_font_description (context));

  moving = ytt_facility_layer_get_moving (self);
  add_leaving (self, snapshot);
  add_markers (self, snapshot, moving != NULL ? moving : self->markers);
  ytt_facility_layer_paint_places (self, snapshot);
}
