#include "ytt-map-scale.h"

#include <math.h>

#include "ytt-scale-bar.h"
#include "ytt-theme.h"

#define MOST_WIDTH 96

struct _YttMapScale
{
  GtkWidget parent_instance;

  double    metres;   /* a pixel */
  double    width;    /* of the line, in px */
  char     *text;
};

G_DEFINE_FINAL_TYPE (YttMapScale, ytt_map_scale, GTK_TYPE_WIDGET)

static void
update (YttMapScale *self)
{
  g_free (self->text);
  self->width = ytt_scale_bar_choose (self->metres, MOST_WIDTH, &self->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static PangoLayout *
create_layout (YttMapScale *self)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.82));
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

static void
ytt_map_scale_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  g_autoptr(PangoLayout) layout = create_layout (YTT_MAP_SCALE (widget));
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MOST_WIDTH + 2 * (int) YTT_SCALE_BAR_HALO
    : height + (int) (YTT_SCALE_BAR_LINE + 2 * YTT_SCALE_BAR_HALO);
}

static void
ytt_map_scale_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  YttMapScale *self = YTT_MAP_SCALE (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr(PangoLayout) layout = create_layout (self);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double left = mirrored ? width - YTT_SCALE_BAR_HALO - self->width : YTT_SCALE_BAR_HALO;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  ytt_draw_scale_bar (cr, left + 0.5, height - YTT_SCALE_BAR_HALO - 0.5, self->width, layout,
                      ytt_theme_get_current ());
  cairo_destroy (cr);
}

static void
ytt_map_scale_finalize (GObject *object)
{
  YttMapScale *self = YTT_MAP_SCALE (object);

  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (ytt_map_scale_parent_class)->finalize (object);
}

static void
ytt_map_scale_class_init (YttMapScaleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ytt_map_scale_finalize;
  widget_class->measure = ytt_map_scale_measure;
  widget_class->snapshot = ytt_map_scale_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ytt_map_scale_init (YttMapScale *self)
{
  self->metres = 1000;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  update (self);
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
}

/**
 * ytt_map_scale_set_metres_per_pixel:
 * @self: a scale
 * @metres: how many metres a px covers in the middle of the map, more than 0
 *
 * Sets what the scale tells.
 */
void
ytt_map_scale_set_metres_per_pixel (YttMapScale *self,
                                    double       metres)
{
  g_return_if_fail (YTT_IS_MAP_SCALE (self));
  g_return_if_fail (metres > 0);

  if (fabs (self->metres - metres) < metres * 1e-6)
    return;

  self->metres = metres;
  update (self);
}
