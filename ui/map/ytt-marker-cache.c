#include "ytt-marker-cache.h"

#include <math.h>

#include "ytt-texture.h"

/* When there are more pictures than this, all are dropped: those in view come back at once. */
#define MAX_PICTURES 2048

/* Larger places are drawn directly: there are few, and their pictures would be large. */
#define MAX_PLACE_RADIUS 64

typedef enum
{
  PICTURE_FACILITY,
  PICTURE_PLACE,
  PICTURE_CLUSTER,
} PictureKind;

/* All that a picture depends on, apart from the style. Unused parts are 0, for it is compared as bytes. */
typedef struct
{
  guint32 kind;
  guint32 stages;
  guint32 status;
  guint32 state;    /* of a facility; of a place the precision */
  guint32 radius;   /* of a place */
  guint32 counts[YTT_N_STAGES];
} Key;

typedef struct
{
  Key         key;
  GdkTexture *texture;
  float       half_width;
  float       half_height;
} Picture;

struct _YttMarkerCache
{
  GHashTable           *pictures;   /* (element-type Key Picture) */
  YttTheme              theme;
  double                casing;
  double                scale;
  PangoFontDescription *font;
  PangoLayout          *layout;     /* of the numbers of clusters */
};

static guint
key_hash (gconstpointer data)
{
  const guint32 *words = data;
  guint hash = 5381;

  for (gsize i = 0; i < sizeof (Key) / sizeof *words; i++)
    hash = (hash ^ words[i]) * 0x01000193;

  return hash ^ (hash >> 15);
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_clear_object (&picture->texture);
  g_free (picture);
}

static void
draw (YttMarkerCache *self,
      cairo_t        *cr,
      const Key      *key,
      double          x,
      double          y)
{
  switch (key->kind)
    {
    case PICTURE_FACILITY:
      ytt_draw_marker (cr, x, y, key->stages, key->status, key->state, self->casing, self->theme);
      break;
    case PICTURE_PLACE:
      ytt_draw_marker_place (cr, x, y, key->stages, key->status, key->state, key->radius, self->theme);
      break;
    case PICTURE_CLUSTER:
      ytt_draw_marker_cluster (cr, x, y, key->counts, self->casing, self->layout, self->theme);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
get_half_size (const Key *key,
               float     *half_width,
               float     *half_height)
{
  double radius = YTT_MARKER_DISC + 6;

  if (key->kind == PICTURE_PLACE)
    radius = key->radius + 3;
  else if (key->kind == PICTURE_CLUSTER)
    radius = ytt_marker_get_cluster_size (G_MAXUINT) / 2 + 3;

  *half_height = ceil (radius);
  *half_width = ceil (radius + (key->kind == PICTURE_CLUSTER ? 0 : ytt_marker_get_reach (key->stages)));
}

static Picture *
get_picture (YttMarkerCache *self,
             const Key      *key)
{
  Picture *picture = g_hash_table_lookup (self->pictures, key);
  cairo_surface_t *surface;
  cairo_t *cr;
  int width, height;

  if (picture != NULL)
    return picture;

  if (g_hash_table_size (self->pictures) >= MAX_PICTURES)
    g_hash_table_remove_all (self->pictures);

  picture = g_new0 (Picture, 1);
  picture->key = *key;
  get_half_size (key, &picture->half_width, &picture->half_height);
  width = (int) ceil (2 * picture->half_width * self->scale);
  height = (int) ceil (2 * picture->half_height * self->scale);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  cairo_scale (cr, self->scale, self->scale);
  draw (self, cr, key, picture->half_width, picture->half_height);
  cairo_destroy (cr);
  picture->texture = ytt_texture_new (surface);
  g_hash_table_insert (self->pictures, &picture->key, picture);

  return picture;
}

/* Pictures lie on whole pixels of the screen, so that they stay sharp. */
static void
add_picture (YttMarkerCache *self,
             GtkSnapshot    *snapshot,
             double          x,
             double          y,
             const Key      *key)
{
  Picture *picture = get_picture (self, key);
  double left = round ((x - picture->half_width) * self->scale) / self->scale;
  double top = round ((y - picture->half_height) * self->scale) / self->scale;

  gtk_snapshot_append_texture (snapshot, picture->texture,
                               &GRAPHENE_RECT_INIT (left, top, gdk_texture_get_width (picture->texture) / self->scale,
                                                    gdk_texture_get_height (picture->texture) / self->scale));
}

/**
 * ytt_marker_cache_new:
 *
 * Returns: (transfer full): an empty cache; set its style before use
 */
YttMarkerCache *
ytt_marker_cache_new (void)
{
  YttMarkerCache *self = g_new0 (YttMarkerCache, 1);

  self->pictures = g_hash_table_new_full (key_hash, key_equal, NULL, picture_free);
  self->casing = YTT_MARKER_CASING;
  self->scale = 1;
  self->font = pango_font_description_from_string ("Sans");
  self->layout = ytt_marker_create_layout (self->font);

  return self;
}

/**
 * ytt_marker_cache_free:
 * @self: (transfer full): a cache
 *
 * Drops all pictures.
 */
void
ytt_marker_cache_free (YttMarkerCache *self)
{
  g_hash_table_unref (self->pictures);
  pango_font_description_free (self->font);
  g_object_unref (self->layout);
  g_free (self);
}

/**
 * ytt_marker_cache_set_style:
 * @self: a cache
 * @theme: the palette
 * @scale: pixels of the screen to one px
 * @font: the font of numbers
 *
 * Says how to draw. If it differs from before, all pictures are dropped.
 */
void
ytt_marker_cache_set_style (YttMarkerCache             *self,
                            YttTheme                    theme,
                            double                      scale,
                            const PangoFontDescription *font)
{
  double casing = ytt_theme_is_contrast (theme) ? 2 : YTT_MARKER_CASING;

  if (self->theme == theme && self->scale == scale &&
      pango_font_description_equal (self->font, font))
    return;

  self->theme = theme;
  self->casing = casing;
  self->scale = scale;
  pango_font_description_free (self->font);
  self->font = pango_font_description_copy (font);
  g_clear_object (&self->layout);
  self->layout = ytt_marker_create_layout (font);
  g_hash_table_remove_all (self->pictures);
}

/**
 * ytt_marker_cache_add_facility:
 * @self: a cache
 * @snapshot: where to draw
 * @x: its middle
 * @y: its middle
 * @stages: the facility's stages
 * @status: its status
 * @state: whether the pointer is on it, or it is selected
 *
 * Draws the marker of one facility.
 */
void
ytt_marker_cache_add_facility (YttMarkerCache *self,
                               GtkSnapshot    *snapshot,
                               double          x,
                               double          y,
                               YttStages       stages,
                               YttStatus       status,
                               YttMarkerState  state)
{
  Key key = { PICTURE_FACILITY, stages, status, state };

  add_picture (self, snapshot, x, y, &key);
}

/**
 * ytt_marker_cache_add_place:
 * @self: a cache
 * @snapshot: where to draw
 * @x: the place
 * @y: the place
 * @stages: the facility's stages
 * @status: its status
 * @precision: how exactly the place is known
 * @radius: how far the place reaches, in px
 * @view: what can be seen of @snapshot
 *
 * Draws what is around an approximate place.
 */
void
ytt_marker_cache_add_place (YttMarkerCache        *self,
                            GtkSnapshot           *snapshot,
                            double                 x,
                            double                 y,
                            YttStages              stages,
                            YttStatus              status,
                            YttPrecision           precision,
                            double                 radius,
                            const graphene_rect_t *view)
{
  Key key = { PICTURE_PLACE, stages, status, precision, round (radius) };
  float half_width, half_height;
  graphene_rect_t bounds;
  cairo_t *cr;

  if (radius <= MAX_PLACE_RADIUS)
    {
      add_picture (self, snapshot, x, y, &key);
      return;
    }

  get_half_size (&key, &half_width, &half_height);
  graphene_rect_init (&bounds, x - half_width, y - half_height, 2 * half_width, 2 * half_height);
  if (!graphene_rect_intersection (&bounds, view, &bounds))
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  ytt_draw_marker_place (cr, x, y, stages, status, precision, radius, self->theme);
  cairo_destroy (cr);
}

/**
 * ytt_marker_cache_add_cluster:
 * @self: a cache
 * @snapshot: where to draw
 * @x: its middle
 * @y: its middle
 * @counts: how many of its members lead with each stage, in the order of #YttStages
 *
 * Draws a cluster.
 */
void
ytt_marker_cache_add_cluster (YttMarkerCache *self,
                              GtkSnapshot    *snapshot,
                              double          x,
                              double          y,
                              const guint     counts[YTT_N_STAGES])
{
  Key key = { PICTURE_CLUSTER };

  for (guint i = 0; i < YTT_N_STAGES; i++)
    key.counts[i] = counts[i];
  add_picture (self, snapshot, x, y, &key);
}
