#include "ytt-symbol-image.h"

#include <adwaita.h>

#include "ytt-theme.h"

#define DEFAULT_SIZE 32

struct _YttSymbolImage
{
  GtkWidget parent_instance;

  YttStages stages;
  YttStatus status;
  int       pixel_size;
};

enum
{
  PROP_0,
  PROP_STAGES,
  PROP_STATUS,
  PROP_PIXEL_SIZE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttSymbolImage, ytt_symbol_image, GTK_TYPE_WIDGET)

static void
ytt_symbol_image_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = YTT_SYMBOL_IMAGE (widget)->pixel_size;
}

static void
ytt_symbol_image_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  YttSymbolImage *self = YTT_SYMBOL_IMAGE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_translate (cr, (width - self->pixel_size) / 2.0, (height - self->pixel_size) / 2.0);
  ytt_draw_list_symbol (cr, self->pixel_size, self->stages, self->status, ytt_theme_get_current ());
  cairo_destroy (cr);
}

static void
ytt_symbol_image_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  YttSymbolImage *self = YTT_SYMBOL_IMAGE (object);

  switch (property_id)
    {
    case PROP_STAGES:
      g_value_set_uint (value, self->stages);
      break;
    case PROP_STATUS:
      g_value_set_uint (value, self->status);
      break;
    case PROP_PIXEL_SIZE:
      g_value_set_int (value, self->pixel_size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_symbol_image_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  YttSymbolImage *self = YTT_SYMBOL_IMAGE (object);

  switch (property_id)
    {
    case PROP_STAGES:
      ytt_symbol_image_set_stages (self, g_value_get_uint (value));
      break;
    case PROP_STATUS:
      ytt_symbol_image_set_status (self, g_value_get_uint (value));
      break;
    case PROP_PIXEL_SIZE:
      ytt_symbol_image_set_pixel_size (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_symbol_image_class_init (YttSymbolImageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ytt_symbol_image_get_property;
  object_class->set_property = ytt_symbol_image_set_property;
  widget_class->measure = ytt_symbol_image_measure;
  widget_class->snapshot = ytt_symbol_image_snapshot;

  properties[PROP_STAGES] =
    g_param_spec_uint ("stages", NULL, NULL, 0, (1 << YTT_N_STAGES) - 1, YTT_STAGE_NONE, flags);
  properties[PROP_STATUS] =
    g_param_spec_uint ("status", NULL, NULL, 0, YTT_N_STATUSES - 1, YTT_STATUS_UNKNOWN, flags);
  properties[PROP_PIXEL_SIZE] =
    g_param_spec_int ("pixel-size", NULL, NULL, 1, G_MAXINT16, DEFAULT_SIZE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "symbol");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ytt_symbol_image_init (YttSymbolImage *self)
{
  self->pixel_size = DEFAULT_SIZE;

  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
}

/**
 * ytt_symbol_image_new:
 * @stages: the facility's stages
 * @status: its status
 * @pixel_size: side of the box, at least 1
 *
 * Returns: (transfer floating): a new image
 */
GtkWidget *
ytt_symbol_image_new (YttStages stages,
                      YttStatus status,
                      int       pixel_size)
{
  return g_object_new (YTT_TYPE_SYMBOL_IMAGE,
                       "stages", (guint) stages,
                       "status", (guint) status,
                       "pixel-size", pixel_size,
                       NULL);
}

/**
 * ytt_symbol_image_set_stages:
 * @self: an image
 * @stages: the facility's stages
 *
 * Sets the stages that are shown.
 */
void
ytt_symbol_image_set_stages (YttSymbolImage *self,
                             YttStages       stages)
{
  g_return_if_fail (YTT_IS_SYMBOL_IMAGE (self));

  if (self->stages == stages)
    return;

  self->stages = stages;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGES]);
}

/**
 * ytt_symbol_image_set_status:
 * @self: an image
 * @status: the facility's status
 *
 * Sets the status that is shown.
 */
void
ytt_symbol_image_set_status (YttSymbolImage *self,
                             YttStatus       status)
{
  g_return_if_fail (YTT_IS_SYMBOL_IMAGE (self));
  g_return_if_fail ((guint) status < YTT_N_STATUSES);

  if (self->status == status)
    return;

  self->status = status;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

/**
 * ytt_symbol_image_set_pixel_size:
 * @self: an image
 * @pixel_size: side of the box, at least 1
 *
 * Sets how large the symbol is.
 */
void
ytt_symbol_image_set_pixel_size (YttSymbolImage *self,
                                 int             pixel_size)
{
  g_return_if_fail (YTT_IS_SYMBOL_IMAGE (self));
  g_return_if_fail (pixel_size > 0);

  if (self->pixel_size == pixel_size)
    return;

  self->pixel_size = pixel_size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PIXEL_SIZE]);
}
