#include "config.h"

#include "ytt-label-layer.h"

#include <math.h>
#include <string.h>

#include "ytt-label-ahead.h"
#include "ytt-label-linger.h"
#include "ytt-label-loader.h"
#include "ytt-magnifier.h"
#include "ytt-texture.h"

/* Pictures of labels that are kept before those not in use are let go of, and bytes of them. */
#define MAX_PICTURES 2000
#define MAX_BYTES (24 * 1024 * 1024)

/* Labels find their places when the zoom has stayed as it is for so long, in ms. */
#define STILL_TIME 40

/* Time that is spent at once on drawing labels ahead, in microseconds. */
#define WARM_TIME 3000

struct _YttLabelLayer
{
  ShumateLayer  parent_instance;

  YttBasemap   *basemap;     /* (owned) */
  YttTheme      theme;
  GArray       *obstacles;   /* (owned): cairo_rectangle_t */

  YttLabelLoader *loader;    /* (owned) (nullable): has the labels until they are needed */
  YttLabels    *labels;      /* (owned) (nullable): made when first needed */
  PangoFontDescription *font;  /* (owned) (nullable): what they were made for */
  double        resolution;
  GHashTable   *pictures;    /* (owned): key of a YttPlacedLabel to GdkTexture */
  gsize         n_bytes;     /* of @pictures */
  GArray       *painted;     /* (owned) (nullable) (element-type YttPaintedLabel): what the last frame showed */
  YttLabelView  painted_view;
  guint         again_id;    /* labels were kept steady: another frame is due */

  YttLabelAhead  *ahead;     /* (owned) (nullable): there once something was to be prepared */
  GCancellable   *drawing;   /* (owned) (nullable): something is being prepared */
  YttLabelsDrawn *drawn;     /* (owned) (nullable): what was */
  GdkTexture   *dots[YTT_LABEL_N_STYLES];   /* (owned) (nullable) */
  double        scale;       /* device pixels in a px, of all these */

  int           step;        /* half zooms, as of the last frame */
  guint         warm_id;
};

G_DEFINE_FINAL_TYPE (YttLabelLayer, ytt_label_layer, SHUMATE_TYPE_LAYER)

static void
stop_preparing (YttLabelLayer *self)
{
  if (self->drawing != NULL)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  g_clear_pointer (&self->drawn, ytt_labels_drawn_free);
}

static void
forget_pictures (YttLabelLayer *self)
{
  stop_preparing (self);
  g_clear_pointer (&self->painted, g_array_unref);
  g_hash_table_remove_all (self->pictures);
  self->n_bytes = 0;
  for (guint i = 0; i < YTT_LABEL_N_STYLES; i++)
    g_clear_object (&self->dots[i]);
  self->step = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
remember_text (YttLabelLayer *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));

  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (pango_context_get_font_description (context));
  self->resolution = pango_cairo_context_get_resolution (context);
}

static gboolean
has_other_text (YttLabelLayer *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));

  return self->font == NULL || self->resolution != pango_cairo_context_get_resolution (context)
         || !pango_font_description_equal (self->font, pango_context_get_font_description (context));
}

/* Waits for labels that are being loaded. */
static void
take_loaded (YttLabelLayer *self)
{
  if (self->loader != NULL)
    self->labels = ytt_label_loader_finish (g_steal_pointer (&self->loader), self->theme, self->scale,
                                            self->pictures);
}

static YttLabels *
get_labels (YttLabelLayer *self)
{
  take_loaded (self);
  if (self->labels == NULL)
    {
      remember_text (self);
      self->labels = ytt_labels_new (self->basemap, gtk_widget_get_pango_context (GTK_WIDGET (self)));
    }

  return self->labels;
}

static GdkTexture *
get_picture (YttLabelLayer        *self,
             const YttPlacedLabel *placed)
{
  gpointer key = GUINT_TO_POINTER (placed->key);
  GdkTexture *picture = self->drawn != NULL ? g_hash_table_lookup (self->drawn->pictures, key) : NULL;

  if (picture == NULL)
    picture = g_hash_table_lookup (self->pictures, key);
  if (picture == NULL)
    {
      picture = ytt_texture_new (ytt_labels_render (get_labels (self), placed, self->theme, self->scale));
      g_hash_table_insert (self->pictures, key, picture);
      self->n_bytes += ytt_label_ahead_get_n_bytes (picture);
    }

  return picture;
}

/* All dots of a style look alike: they share a picture, at least one px wider than the dot on each side. */
static GdkTexture *
get_dot (YttLabelLayer        *self,
         const YttPlacedLabel *placed)
{
  if (self->dots[placed->style] == NULL)
    {
      int side = (int) ceil (ceil (2 * (placed->dot + 1)) * self->scale);
      guint32 ink = ytt_label_style_get_ink (placed->style, self->theme);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
      cairo_t *cr = cairo_create (surface);

      cairo_translate (cr, side / 2.0, side / 2.0);
      cairo_scale (cr, self->scale, self->scale);
      cairo_arc (cr, 0, 0, placed->dot, 0, 2 * G_PI);
      cairo_set_source_rgb (cr, (ink >> 16 & 255) / 255.0, (ink >> 8 & 255) / 255.0, (ink & 255) / 255.0);
      cairo_fill (cr);
      cairo_destroy (cr);
      self->dots[placed->style] = ytt_texture_new (surface);
    }

  return self->dots[placed->style];
}

/* What the viewport shows; FALSE as long as it does not know of any source. */
static gboolean
get_view (YttLabelLayer *self,
          YttLabelView  *view)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  double zoom = shumate_viewport_get_zoom_level (viewport);
  double world, y;

  if (source == NULL)
    return FALSE;

  world = shumate_map_source_get_tile_size_at_zoom (source, zoom) *
          shumate_map_source_get_column_count (source, (guint) zoom);
  y = shumate_map_source_get_y (source, zoom, shumate_location_get_latitude (SHUMATE_LOCATION (viewport)));
  view->width = gtk_widget_get_width (GTK_WIDGET (self));
  view->height = gtk_widget_get_height (GTK_WIDGET (self));
  view->zoom = CLAMP (log2 (world / 256), 0, 20);
  view->x = shumate_location_get_longitude (SHUMATE_LOCATION (viewport)) / 360 + 0.5;
  view->y = y / world;
  view->scale = self->scale;
  view->steady = FALSE;

  return view->width > 0 && view->height > 0;
}

/* Draws what is missing in a view, but not longer than there is time. */
static gboolean
warm_view (YttLabelLayer      *self,
           const YttLabelView *view,
           gint64              deadline)
{
  const GArray *placed = ytt_labels_place (get_labels (self), view, NULL, 0);

  for (guint i = 0; i < placed->len; i++)
    {
      if (g_get_monotonic_time () > deadline)
        return FALSE;
      get_picture (self, &g_array_index (placed, YttPlacedLabel, i));
    }

  return TRUE;
}

/* Draws the labels of the next steps of zoom ahead, so that zooming does not stutter. */
static gboolean
warm_cb (gpointer user_data)
{
  YttLabelLayer *self = user_data;
  gint64 deadline = g_get_monotonic_time () + WARM_TIME;
  gboolean is_done = TRUE;
  YttLabelView view;

  if (get_view (self, &view))
    for (int step = self->step + 1; is_done && step >= MAX (0, self->step - 1); step -= 2)
      {
        view.zoom = step / 2.0;
        is_done = warm_view (self, &view, deadline);
      }

  if (is_done)
    self->warm_id = 0;

  return is_done ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
warm_later (YttLabelLayer *self,
            double         zoom)
{
  int step = (int) floor (zoom * 2);

  if (step == self->step)
    return;
  self->step = step;
  /* Who has labels prepared knows better than to look for the next step. */
  if (self->warm_id == 0 && self->ahead == NULL)
    self->warm_id = g_idle_add_full (G_PRIORITY_LOW, warm_cb, self, NULL);
}

/* Another screen, or other magnifiers around. */
static void
check_scale (YttLabelLayer *self)
{
  double scale = ytt_magnifier_get_pixel_scale (GTK_WIDGET (self));

  if (self->scale == scale)
    return;

  self->scale = scale;
  forget_pictures (self);
}

static gboolean
again_cb (gpointer user_data)
{
  YttLabelLayer *self = user_data;

  self->again_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

/* On the way of a flight labels keep their sides, and linger; once the map is still, each finds its place or none. */
static void
lay_out (YttLabelLayer *self,
         YttLabelView  *view)
{
  g_autoptr(GArray) before = g_steal_pointer (&self->painted);
  const GArray *placed;

  view->steady = self->ahead != NULL && before != NULL && view->zoom != self->painted_view.zoom;
  placed = ytt_labels_place (get_labels (self), view, (cairo_rectangle_t *) (gpointer) self->obstacles->data,
                             self->obstacles->len);
  self->painted = ytt_label_linger (placed, view, view->steady ? before : NULL, &self->painted_view);
  self->painted_view = *view;
  if (view->steady && self->again_id == 0)
    self->again_id = g_timeout_add (STILL_TIME, again_cb, self);
}

static void
paint_label (YttLabelLayer        *self,
             GtkSnapshot          *snapshot,
             const YttPlacedLabel *label)
{
  GdkTexture *picture = get_picture (self, label);
  graphene_rect_t bounds;

  if (label->dot > 0)
    {
      GdkTexture *dot = get_dot (self, label);
      double side = gdk_texture_get_width (dot) / self->scale;

      graphene_rect_init (&bounds, label->dot_x - side / 2, label->dot_y - side / 2, side, side);
      gtk_snapshot_append_texture (snapshot, dot, &bounds);
    }
  graphene_rect_init (&bounds, label->text_x - YTT_LABEL_HALO, label->text_y - YTT_LABEL_HALO,
                      gdk_texture_get_width (picture) / self->scale, gdk_texture_get_height (picture) / self->scale);
  gtk_snapshot_append_texture (snapshot, picture, &bounds);
}

static void
ytt_label_layer_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  YttLabelLayer *self = YTT_LABEL_LAYER (widget);
  YttLabelView view;

  check_scale (self);
  if (!get_view (self, &view))
    return;

  if (g_hash_table_size (self->pictures) > MAX_PICTURES || self->n_bytes > MAX_BYTES)
    {
      g_hash_table_remove_all (self->pictures);
      self->n_bytes = 0;
    }

  lay_out (self, &view);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  for (guint i = 0; i < self->painted->len; i++)
    if (ytt_painted_label_is_shown (&g_array_index (self->painted, YttPaintedLabel, i)))
      paint_label (self, snapshot, &g_array_index (self->painted, YttPaintedLabel, i).placed);
  gtk_snapshot_pop (snapshot);

  warm_later (self, view.zoom);
}

/* Another font, or another size of text. */
static void
ytt_label_layer_system_setting_changed (GtkWidget        *widget,
                                        GtkSystemSetting  setting)
{
  YttLabelLayer *self = YTT_LABEL_LAYER (widget);

  GTK_WIDGET_CLASS (ytt_label_layer_parent_class)->system_setting_changed (widget, setting);

  if ((self->loader == NULL && self->labels == NULL) || !has_other_text (self))
    return;

  take_loaded (self);
  g_clear_pointer (&self->labels, ytt_labels_free);
  g_clear_pointer (&self->ahead, ytt_label_ahead_unref);
  forget_pictures (self);
}

static void
ytt_label_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (ytt_label_layer_parent_class)->constructed (object);

  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
  g_signal_connect (object, "notify::scale-factor", G_CALLBACK (gtk_widget_queue_draw), NULL);
}

static void
ytt_label_layer_dispose (GObject *object)
{
  YttLabelLayer *self = YTT_LABEL_LAYER (object);

  g_clear_handle_id (&self->warm_id, g_source_remove);
  g_clear_handle_id (&self->again_id, g_source_remove);
  stop_preparing (self);
  g_clear_pointer (&self->ahead, ytt_label_ahead_unref);
  take_loaded (self);
  g_clear_pointer (&self->labels, ytt_labels_free);

  G_OBJECT_CLASS (ytt_label_layer_parent_class)->dispose (object);
}

static void
ytt_label_layer_finalize (GObject *object)
{
  YttLabelLayer *self = YTT_LABEL_LAYER (object);

  for (guint i = 0; i < YTT_LABEL_N_STYLES; i++)
    g_clear_object (&self->dots[i]);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  g_clear_pointer (&self->painted, g_array_unref);
  g_clear_pointer (&self->font, pango_font_description_free);
  g_clear_pointer (&self->obstacles, g_array_unref);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);

  G_OBJECT_CLASS (ytt_label_layer_parent_class)->finalize (object);
}

static void
ytt_label_layer_class_init (YttLabelLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ytt_label_layer_constructed;
  object_class->dispose = ytt_label_layer_dispose;
  object_class->finalize = ytt_label_layer_finalize;
  widget_class->snapshot = ytt_label_layer_snapshot;
  widget_class->system_setting_changed = ytt_label_layer_system_setting_changed;

  /* The names are part of a picture; what is on the map is told by the facilities' layer. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ytt_label_layer_init (YttLabelLayer *self)
{
  self->obstacles = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  self->pictures = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->step = -1;
  self->scale = 1;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * ytt_label_layer_new:
 * @viewport: (transfer none): what the map shows
 * @basemap: (transfer none): where the labels stand
 *
 * Returns: (transfer floating): the layer
 */
YttLabelLayer *
ytt_label_layer_new (ShumateViewport *viewport,
                     YttBasemap      *basemap)
{
  YttLabelLayer *self;

  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);
  g_return_val_if_fail (basemap != NULL, NULL);

  self = g_object_new (YTT_TYPE_LABEL_LAYER, "viewport", viewport, NULL);
  self->basemap = ytt_basemap_ref (basemap);

  return self;
}

/**
 * ytt_label_layer_load:
 * @self: a layer that was not shown yet
 * @view: (nullable): what it will show first, if that is known
 *
 * Begins to load the labels on another thread. Without that they are loaded when they are first needed.
 */
void
ytt_label_layer_load (YttLabelLayer      *self,
                      const YttLabelView *view)
{
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (YTT_IS_LABEL_LAYER (self));

  if (self->loader != NULL || self->labels != NULL)
    return;

  remember_text (self);
  self->scale = ytt_magnifier_get_pixel_scale (widget);
  self->loader = ytt_label_loader_new (self->basemap, gtk_widget_get_pango_context (widget), view, self->theme,
                                       self->scale);
}

/**
 * ytt_label_layer_set_theme:
 * @self: a layer
 * @theme: which colours
 */
void
ytt_label_layer_set_theme (YttLabelLayer *self,
                           YttTheme       theme)
{
  g_return_if_fail (YTT_IS_LABEL_LAYER (self));

  if (self->theme == theme)
    return;
  self->theme = theme;
  forget_pictures (self);
}

/**
 * ytt_label_layer_set_obstacles:
 * @self: a layer
 * @obstacles: (transfer none) (nullable) (element-type graphene_rect_t):
 *   boxes in the layer's coordinates that no label may cover; they are copied
 */
void
ytt_label_layer_set_obstacles (YttLabelLayer *self,
                               GArray        *obstacles)
{
  g_autoptr(GArray) boxes = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));

  g_return_if_fail (YTT_IS_LABEL_LAYER (self));

  for (guint i = 0; obstacles != NULL && i < obstacles->len; i++)
    {
      const graphene_rect_t *rect = &g_array_index (obstacles, graphene_rect_t, i);
      cairo_rectangle_t box = { rect->origin.x, rect->origin.y, rect->size.width, rect->size.height };

      g_array_append_val (boxes, box);
    }

  if (boxes->len == self->obstacles->len &&
      (boxes->len == 0 || memcmp (boxes->data, self->obstacles->data, boxes->len * sizeof (cairo_rectangle_t)) == 0))
    return;
  g_clear_pointer (&self->obstacles, g_array_unref);
  self->obstacles = g_steal_pointer (&boxes);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ytt_label_layer_get_painted:
 * @self: a layer
 *
 * Returns: (transfer none) (nullable) (element-type YttPaintedLabel): what the last frame showed; %NULL if there was none
 */
const GArray *
ytt_label_layer_get_painted (YttLabelLayer *self)
{
  g_return_val_if_fail (YTT_IS_LABEL_LAYER (self), NULL);

  return self->painted;
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttLabelLayer) self = user_data;
  YttLabelsDrawn *drawn = ytt_label_ahead_draw_finish (result, NULL);

  /* Being cancelled, since it is out of date, is the only way for it to fail. */
  if (drawn == NULL)
    return;

  g_clear_object (&self->drawing);
  g_clear_pointer (&self->drawn, ytt_labels_drawn_free);
  self->drawn = drawn;
  ytt_labels_add_decided (get_labels (self), drawn->decided);
}

/**
 * ytt_label_layer_prepare:
 * @self: a layer
 * @views: (transfer none) (element-type YttLabelView): what will be seen, the next first; not changed any more
 * @most_bytes: of pictures that are drawn for these
 *
 * Has the labels of views decided and drawn by another thread, so that they cost no frame its time. What was prepared
 * before is there until this is, and then only as far as it is needed again.
 */
void
ytt_label_layer_prepare (YttLabelLayer *self,
                         GArray        *views,
                         gsize          most_bytes)
{
  g_autoptr(GHashTable) none = NULL;

  g_return_if_fail (YTT_IS_LABEL_LAYER (self));
  g_return_if_fail (views != NULL);

  check_scale (self);
  if (self->ahead == NULL)
    self->ahead = ytt_label_ahead_new (self->basemap, gtk_widget_get_pango_context (GTK_WIDGET (self)));
  if (self->drawn == NULL)
    none = g_hash_table_new (NULL, NULL);
  if (self->drawing != NULL)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  self->drawing = g_cancellable_new ();
  ytt_label_ahead_draw_async (self->ahead, views, self->theme, self->scale,
                              none != NULL ? none : self->drawn->pictures, most_bytes, self->drawing, drawn_cb,
                              g_object_ref (self));
}

/**
 * ytt_label_layer_get_preparing:
 * @self: a layer
 *
 * Returns: whether labels are still being prepared
 */
gboolean
ytt_label_layer_get_preparing (YttLabelLayer *self)
{
  g_return_val_if_fail (YTT_IS_LABEL_LAYER (self), FALSE);

  return self->drawing != NULL;
}

/**
 * ytt_label_layer_get_n_bytes:
 * @self: a layer
 *
 * Returns: how many bytes the pictures of labels take, those that were prepared and others
 */
gsize
ytt_label_layer_get_n_bytes (YttLabelLayer *self)
{
  g_return_val_if_fail (YTT_IS_LABEL_LAYER (self), 0);

  return self->n_bytes + (self->drawn != NULL ? self->drawn->n_bytes : 0);
}
