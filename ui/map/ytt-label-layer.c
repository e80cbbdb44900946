#include "config.h"

#include "ytt-label-layer.h"

struct _YttLabelLayer
{
  ShumateLayer  parent_instance;

  YttBasemap   *basemap;     /* (owned) */
  YttTheme      theme;
  GArray       *obstacles;   /* (owned) (nullable): graphene_rect_t */
};

G_DEFINE_FINAL_TYPE (YttLabelLayer, ytt_label_layer, SHUMATE_TYPE_LAYER)

static void
ytt_label_layer_finalize (GObject *object)
{
  YttLabelLayer *self = YTT_LABEL_LAYER (object);

  g_clear_pointer (&self->obstacles, g_array_unref);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);

  G_OBJECT_CLASS (ytt_label_layer_parent_class)->finalize (object);
}

static void
ytt_label_layer_class_init (YttLabelLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_label_layer_finalize;
}

static void
ytt_label_layer_init (YttLabelLayer *self)
{
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
 * ytt_label_layer_set_theme:
 * @self: a layer
 * @theme: which colours
 */
void
ytt_label_layer_set_theme (YttLabelLayer *self,
                           YttTheme       theme)
{
  g_return_if_fail (YTT_IS_LABEL_LAYER (self));

  self->theme = theme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ytt_label_layer_set_obstacles:
 * @self: a layer
 * @obstacles: (transfer none) (nullable) (element-type graphene_rect_t):
 *   boxes in the layer's coordinates that no label may cover; the array is
 *   kept, so hand over another one when they change
 */
void
ytt_label_layer_set_obstacles (YttLabelLayer *self,
                               GArray        *obstacles)
{
  g_return_if_fail (YTT_IS_LABEL_LAYER (self));

  if (obstacles != NULL)
    g_array_ref (obstacles);
  g_clear_pointer (&self->obstacles, g_array_unref);
  self->obstacles = obstacles;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
