#include "config.h"

#include "ytt-map-picture-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "ytt-basemap-draw.h"
#include "ytt-country-points.h"
#include "ytt-labels.h"
#include "ytt-mercator.h"

/* What pictures are written in: the first of these that there is. */
#define FONT "Cantarell,Adwaita Sans,Noto Sans,Sans"
#define FONT_POINTS 11
#define RESOLUTION 96

/* What stands around the map takes these shares of the height at most; the footer more if what it says in any case
 * needs it. */
#define FOOTER_SHARE 0.17
#define LEGEND_SHARE 0.25
#define LEGEND_USED_SHARE 0.36
#define TITLE_SHARE 0.2

/* Around all points, in px; and how close they are shown at most. */
#define POINTS_MARGIN 48.0
#define POINTS_MOST_ZOOM 9.0

/* The share of the way around the world from which on points are all around it, and the longitude in the middle then. */
#define WHOLE_WORLD 0.9
#define USUAL_MIDDLE 10.0

#define MOST_ZOOM 20.0

/* By then the parts of a picture have found their sizes. */
#define MOST_ROUNDS 6

/**
 * ytt_map_picture_create_context:
 * @family: (nullable): a font family, or several; %NULL for that of the desktop
 *
 * Makes what pictures and sheets are written with. Text is laid out alike at every scale: it is not fitted to pixels.
 *
 * Returns: (transfer full): the font in 11 points at 96 dpi, for one thread
 */
PangoContext *
ytt_map_picture_create_context (const char *family)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_font_description_set_family (font, family != NULL ? family : FONT);
  pango_font_description_set_size (font, FONT_POINTS * PANGO_SCALE);
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, RESOLUTION);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_get_default ());

  return context;
}

G_DEFINE_BOXED_TYPE (YttMapPicture, ytt_map_picture, ytt_map_picture_copy, ytt_map_picture_free)

/**
 * ytt_map_picture_new:
 * @basemap: (transfer none) (nullable): what lies below; a reference is taken
 * @width: more than 0
 * @height: more than 0
 *
 * Returns: (transfer full): a picture of the whole world, with an empty footer but for the basemap's attribution, with
 *   legend and scale
 */
YttMapPicture *
ytt_map_picture_new (YttBasemap *basemap,
                     double      width,
                     double      height)
{
  YttMapPicture *self;

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  self = g_new0 (YttMapPicture, 1);
  self->basemap = basemap != NULL ? ytt_basemap_ref (basemap) : NULL;
  self->width = width;
  self->height = height;
  self->magnification = 1;
  self->legend = self->scale = TRUE;
  self->footer = ytt_footer_new ();
  if (basemap != NULL)
    self->footer->attribution = g_strdup (YTT_BASEMAP_ATTRIBUTION);

  return self;
}

/**
 * ytt_map_picture_copy:
 * @self: a picture
 *
 * Returns: (transfer full): another one, which shares what is large
 */
YttMapPicture *
ytt_map_picture_copy (const YttMapPicture *self)
{
  YttMapPicture *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->basemap = self->basemap != NULL ? ytt_basemap_ref (self->basemap) : NULL;
  copy->backdrop = self->backdrop != NULL ? ytt_map_backdrop_ref (self->backdrop) : NULL;
  copy->font = g_strdup (self->font);
  copy->points = self->points != NULL ? g_array_ref (self->points) : NULL;
  copy->emphasis = self->emphasis != NULL ? g_array_ref (self->emphasis) : NULL;
  copy->selected_name = g_strdup (self->selected_name);
  copy->links = self->links != NULL ? g_ptr_array_ref (self->links) : NULL;
  copy->title = g_strdup (self->title);
  copy->footer = ytt_footer_copy (self->footer);
  copy->index = self->index != NULL ? ytt_cluster_index_ref (self->index) : NULL;

  return copy;
}

/**
 * ytt_map_picture_free:
 * @self: (transfer full): a picture
 */
void
ytt_map_picture_free (YttMapPicture *self)
{
  g_clear_pointer (&self->basemap, ytt_basemap_unref);
  g_clear_pointer (&self->backdrop, ytt_map_backdrop_unref);
  g_free (self->font);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->emphasis, g_array_unref);
  g_free (self->selected_name);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_free (self->title);
  ytt_footer_free (self->footer);
  g_clear_pointer (&self->index, ytt_cluster_index_unref);
  g_free (self);
}

/**
 * ytt_map_picture_set_backdrop:
 * @self: a picture
 * @backdrop: (transfer none) (nullable): tiles of somebody else's map, which lie over the basemap
 *
 * Sets what lies below, and whose it is.
 */
void
ytt_map_picture_set_backdrop (YttMapPicture  *self,
                              YttMapBackdrop *backdrop)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->backdrop, ytt_map_backdrop_unref);
  g_clear_pointer (&self->footer->attribution, g_free);
  if (backdrop != NULL)
    {
      self->backdrop = ytt_map_backdrop_ref (backdrop);
      self->footer->attribution = g_strdup (ytt_map_backdrop_get_attribution (backdrop));
    }
  else if (self->basemap != NULL)
    self->footer->attribution = g_strdup (YTT_BASEMAP_ATTRIBUTION);
}

/* The map gets what the others leave. */
static void
lay_out (const YttMapPicture *self,
         PangoContext        *context,
         YttPictureLayout    *layout)
{

  *layout = (YttPictureLayout) { .width = self->width / self->magnification,
                                 .height = self->height / self->magnification };
  layout->legend = ytt_picture_choose_legend (self, context, layout->width, layout->height * LEGEND_SHARE,
                                              layout->height * LEGEND_USED_SHARE, &layout->legend_height);
  layout->footer_most = layout->height * FOOTER_SHARE;
  layout->footer_height = ytt_footer_measure (self->footer, context, layout->width, layout->footer_most);
  layout->title_height = ytt_picture_set_title (self, NULL, context, layout->width, layout->height * TITLE_SHARE);
  layout->map_height = MAX (layout->height - layout->legend_height - layout->footer_height - layout->title_height, 1);
}

/**
 * ytt_map_picture_get_map_size:
 * @self: a picture
 * @width: (out): in px
 * @height: (out): in px
 *
 * Says how large the map is between title, legend and footer.
 */
void
ytt_map_picture_get_map_size (const YttMapPicture *self,
                              double              *width,
                              double              *height)
{
  PangoContext *context;
  YttPictureLayout layout;

  g_return_if_fail (self != NULL);

  context = ytt_map_picture_create_context (self->font);
  lay_out (self, context, &layout);
  *width = layout.width;
  *height = layout.map_height;
  g_clear_pointer (&layout.legend, g_array_unref);
  g_object_unref (context);
}

/**
 * ytt_map_picture_set_map_size:
 * @self: a picture
 * @width: px, more than 0
 * @height: px, more than 0
 *
 * Makes the picture so large that the map between title, legend and footer has this size, or nearly: how much these take
 * depends a little on the whole.
 */
void
ytt_map_picture_set_map_size (YttMapPicture *self,
                              double         width,
                              double         height)
{
  double map_width, map_height;

  g_return_if_fail (self != NULL);
  g_return_if_fail (width > 0 && height > 0);

  self->width = width * self->magnification;
  self->height = height * self->magnification;
  for (guint i = 0; i < MOST_ROUNDS; i++)
    {
      ytt_map_picture_get_map_size (self, &map_width, &map_height);
      if (fabs (map_height - height) < 1)
        return;
      self->height += round ((height - map_height) * self->magnification);
    }
}

/* As far as the world reaches, no map of it reaches beyond its poles. */
static void
keep_on_world (YttMapPicture *self,
               double         map_height)
{
  double half = map_height / 2 / ytt_mercator_get_world_size (self->zoom), x, y, ignored;

  if (half > 0.5)
    return;

  ytt_mercator_project (self->latitude, self->longitude, &x, &y);
  if (y < half || y > 1 - half)
    ytt_mercator_unproject (x, CLAMP (y, half, 1 - half), &self->latitude, &ignored);
}

/**
 * ytt_map_picture_show_view:
 * @self: a picture
 * @latitude: of the middle of the map, degrees
 * @longitude: of the middle of the map, degrees
 * @zoom: each step doubles the map
 * @width: of a map, in px; 0 if that is not known
 * @height: likewise
 *
 * Shows all that a map of that size showed at @zoom; where the size is not known, the map is at @zoom.
 */
void
ytt_map_picture_show_view (YttMapPicture *self,
                           double         latitude,
                           double         longitude,
                           double         zoom,
                           double         width,
                           double         height)
{
  double map_width, map_height;

  g_return_if_fail (self != NULL);

  ytt_map_picture_get_map_size (self, &map_width, &map_height);
  if (width > 0 && height > 0)
    zoom += log2 (MIN (map_width / width, map_height / height));
  self->latitude = latitude;
  self->longitude = longitude;
  self->zoom = CLAMP (zoom, 0, MOST_ZOOM);
  keep_on_world (self, map_height);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

/* The narrowest piece of the world's circle that holds all points is what the widest gap between them leaves. */
static void
find_extent (GArray *xs,
             double *left,
             double *width)
{
  double widest = 0;

  g_array_sort (xs, compare_doubles);
  *left = g_array_index (xs, double, 0);
  for (guint i = 0; i < xs->len; i++)
    {
      double x = g_array_index (xs, double, i);
      double next = i + 1 < xs->len ? g_array_index (xs, double, i + 1) : g_array_index (xs, double, 0) + 1;

      if (next - x > widest)
        {
          widest = next - x;
          *left = next;
        }
    }
  *width = 1 - widest;
}

/**
 * ytt_map_picture_show_points:
 * @self: a picture with points
 *
 * Shows all points, across the date line where that is shorter. Without points it shows the world.
 */
void
ytt_map_picture_show_points (YttMapPicture *self)
{
  g_autoptr(GArray) xs = g_array_new (FALSE, FALSE, sizeof (double));
  double top = 1, bottom = 0, left, width, height, map_width, map_height, ignored;

  g_return_if_fail (self != NULL);

  ytt_map_picture_get_map_size (self, &map_width, &map_height);
  for (guint i = 0; self->points != NULL && i < self->points->len; i++)
    {
      const YttPoint *point = &g_array_index (self->points, YttPoint, i);
      double x, y;

      ytt_mercator_project (point->latitude, point->longitude, &x, &y);
      x = ytt_mercator_wrap (x);
      g_array_append_val (xs, x);
      top = MIN (top, y);
      bottom = MAX (bottom, y);
    }
  if (xs->len == 0)
    {
      ytt_map_picture_show_view (self, 20, 10, log2 (MAX (map_width, map_height) / YTT_MERCATOR_TILE), 0, 0);
      return;
    }

  find_extent (xs, &left, &width);
  /* Around the whole world there is no gap to speak of: then it is cut where it is used to be. */
  if (width > WHOLE_WORLD)
    {
      left = USUAL_MIDDLE / 360;
      width = 1;
    }
  height = bottom - top;
  ytt_mercator_unproject (left + width / 2, (top + bottom) / 2, &self->latitude, &self->longitude);
  ytt_mercator_unproject (ytt_mercator_wrap (left + width / 2), (top + bottom) / 2, &ignored, &self->longitude);
  self->zoom = log2 (MIN (MAX (map_width - 2 * POINTS_MARGIN, 1) / MAX (width, 1e-9),
                          MAX (map_height - 2 * POINTS_MARGIN, 1) / MAX (height, 1e-9)) / YTT_MERCATOR_TILE);
  self->zoom = CLAMP (self->zoom, 0, POINTS_MOST_ZOOM);
  keep_on_world (self, map_height);
}

static void
draw_labels (YttPictureDrawing *drawing)
{
  g_autoptr(YttLabels) labels = ytt_labels_new (drawing->picture->basemap, drawing->context);
  const YttLabelView view = { drawing->view.x, drawing->view.y, drawing->view.zoom, drawing->view.width,
                              drawing->view.height };

  ytt_labels_draw (labels, drawing->cr, &view, (cairo_rectangle_t *) (gpointer) drawing->boxes->data,
                   drawing->boxes->len, drawing->picture->theme);
}

/* (transfer full) (nullable): the supply links, their names' boxes told */
static YttArcSet *
lay_out_links (YttPictureDrawing *drawing,
               const YttArcView  *view)
{
  YttMapPicture *picture = drawing->picture;
  g_autoptr(YttCountryPoints) countries = NULL;
  YttArcSet *arcs;

  if (picture->links == NULL || picture->links->len == 0)
    return NULL;

  if (picture->basemap != NULL)
    countries = ytt_country_points_new (picture->basemap);
  arcs = ytt_arc_set_new (picture->links, countries);
  ytt_arc_set_set_context (arcs, drawing->context);
  ytt_arc_set_give_way (arcs, view, drawing->boxes);
  ytt_arc_set_append_boxes (arcs, view, drawing->boxes);

  return arcs;
}

static void
clear_drawing (YttPictureDrawing *drawing)
{
  g_object_unref (drawing->context);
  g_array_unref (drawing->markers);
  g_array_unref (drawing->boxes);
  g_clear_object (&drawing->scale);
}

/* Draws the map at the origin, with what stands on it. */
static gboolean
draw_map (YttMapPicture *self,
          cairo_t       *cr,
          double         width,
          double         height,
          GError       **error)
{
  YttPictureDrawing drawing = { .picture = self, .cr = cr };
  g_autoptr(YttArcSet) arcs = NULL;
  YttArcView arc_view;
  gboolean good = TRUE;
  double world;

  drawing.context = ytt_map_picture_create_context (self->font);
  drawing.markers = g_array_new (FALSE, FALSE, sizeof (YttMarker));
  drawing.boxes = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  drawing.view.zoom = CLAMP (self->zoom, 0, MOST_ZOOM);
  drawing.view.width = width;
  drawing.view.height = height;
  ytt_mercator_project (self->latitude, self->longitude, &drawing.view.x, &drawing.view.y);
  world = ytt_mercator_get_world_size (drawing.view.zoom);
  arc_view = (YttArcView) { world, drawing.view.x - width / 2 / world, drawing.view.y - height / 2 / world,
                            width, height };

  ytt_picture_lay_out_markers (&drawing);
  arcs = lay_out_links (&drawing, &arc_view);
  ytt_picture_lay_out_scale (&drawing);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  ytt_cairo_set_rgb (cr, ytt_theme_get_water (self->theme));
  cairo_paint (cr);
  if (self->basemap != NULL)
    good = ytt_basemap_draw_view (self->basemap, cr, self->longitude, self->latitude, drawing.view.zoom,
                                  (int) ceil (width), (int) ceil (height), self->theme, error);
  if (self->backdrop != NULL)
    {
      ytt_map_backdrop_draw (self->backdrop, cr, &arc_view);
      ytt_map_backdrop_append_boxes (self->backdrop, &arc_view, drawing.boxes);
    }
  if (self->basemap != NULL)
    draw_labels (&drawing);
  if (arcs != NULL)
    ytt_arc_set_draw (arcs, cr, &arc_view, self->theme);
  ytt_picture_draw_markers (&drawing);
  ytt_picture_draw_tag (&drawing);
  ytt_picture_draw_scale (&drawing);
  cairo_restore (cr);
  clear_drawing (&drawing);

  return good;
}

/**
 * ytt_map_picture_draw:
 * @self: a picture
 * @cr: where to draw; the upper left corner is the origin
 * @error: (out) (optional): #YTT_ERROR_DAMAGED
 *
 * Draws the whole picture; all of it is vectors but for the backdrop.
 *
 * Returns: %FALSE if the basemap is damaged; the picture is incomplete then
 */
gboolean
ytt_map_picture_draw (YttMapPicture  *self,
                      cairo_t        *cr,
                      GError        **error)
{
  PangoContext *context;
  YttPictureLayout layout;
  gboolean good;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cr != NULL, FALSE);

  context = ytt_map_picture_create_context (self->font);
  lay_out (self, context, &layout);

  cairo_save (cr);
  cairo_scale (cr, self->magnification, self->magnification);
  if (layout.title_height > 0)
    ytt_picture_set_title (self, cr, context, layout.width, layout.title_height);
  cairo_translate (cr, 0, layout.title_height);
  good = draw_map (self, cr, layout.width, layout.map_height, error);
  cairo_translate (cr, 0, layout.map_height);
  if (layout.legend != NULL)
    ytt_picture_draw_legend (self, cr, context, layout.legend, layout.width, layout.legend_height);
  cairo_translate (cr, 0, layout.legend_height);
  ytt_footer_draw (self->footer, cr, context, layout.width, layout.footer_most, self->theme);
  cairo_restore (cr);

  g_clear_pointer (&layout.legend, g_array_unref);
  g_object_unref (context);

  return good;
}

/**
 * ytt_map_picture_draw_map:
 * @self: a picture
 * @cr: where to draw; the upper left corner is the origin
 * @error: (out) (optional): #YTT_ERROR_DAMAGED
 *
 * Draws the map alone, with its scale but without title, legend and footer, in all of the picture's size. Whoever calls
 * this tells elsewhere where it comes from.
 *
 * Returns: %FALSE if the basemap is damaged; the map is incomplete then
 */
gboolean
ytt_map_picture_draw_map (YttMapPicture  *self,
                          cairo_t        *cr,
                          GError        **error)
{
  gboolean good;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cr != NULL, FALSE);

  cairo_save (cr);
  cairo_scale (cr, self->magnification, self->magnification);
  good = draw_map (self, cr, self->width / self->magnification, self->height / self->magnification, error);
  cairo_restore (cr);

  return good;
}

/**
 * ytt_map_picture_get_name:
 * @self: a picture
 *
 * Returns: (transfer full): what a file of it is called inside: its title, else who is selected, else the document
 */
char *
ytt_map_picture_get_name (const YttMapPicture *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->title != NULL && *self->title != '\0')
    return g_strdup (self->title);
  if (self->selected_name != NULL)
    return g_strdup (self->selected_name);

  return g_strdup (self->footer->document != NULL ? self->footer->document : _("Map"));
}

/**
 * ytt_map_picture_get_text:
 * @self: a picture
 *
 * Returns: (transfer full): what the picture says in words: who is selected, and all of the footer, each source whole
 */
char *
ytt_map_picture_get_text (const YttMapPicture *self)
{
  g_autofree char *footer = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  footer = ytt_footer_get_text (self->footer);
  if (self->selected_name == NULL)
    return g_steal_pointer (&footer);

  return g_strdup_printf ("%s\n%s", self->selected_name, footer);
}
