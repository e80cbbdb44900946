#include "ytt-map-scale.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <langinfo.h>
#include <math.h>

#include "ytt-format.h"
#include "ytt-theme.h"

#define MOST_WIDTH 96
#define LINE_HEIGHT 5
#define HALO 4.0   /* of paper around text and line, in px: labels and markers go on below */
#define METRES_PER_MILE 1609.344
#define METRES_PER_FOOT 0.3048

struct _YttMapScale
{
  GtkWidget parent_instance;

  double    metres;   /* a pixel */
  double    width;    /* of the line, in px */
  char     *text;
};

G_DEFINE_FINAL_TYPE (YttMapScale, ytt_map_scale, GTK_TYPE_WIDGET)

/* glibc knows of each locale whether it measures as in the United States; without it, all are metric. */
static gboolean
uses_miles (void)
{
#ifdef __GLIBC__
  return *nl_langinfo (_NL_MEASUREMENT_MEASUREMENT) == 2;
#else
  return FALSE;
#endif
}

/* The largest of 1, 2, 5, 10, ... that is not more than the given number. */
static double
round_down (double number)
{
  double power = pow (10, floor (log10 (number)));
  double digit = number / power;

  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}

static void
update (YttMapScale *self)
{
  double most = MOST_WIDTH * self->metres;
  double large = uses_miles () ? METRES_PER_MILE : 1000, small = uses_miles () ? METRES_PER_FOOT : 1;
  double unit = most >= large ? large : small;
  double shown = round_down (most / unit);
  g_autofree char *number = ytt_format_number (shown, -1);

  self->width = shown * unit / self->metres;
  g_free (self->text);
  /* Translators: distances on the map's scale; %s is a number. There is a no-break space before the unit */
  if (unit == METRES_PER_MILE)
    self->text = g_strdup_printf (_("%s mi"), number);
  else if (unit == METRES_PER_FOOT)
    self->text = g_strdup_printf (_("%s ft"), number);
  else if (unit == 1000)
    self->text = g_strdup_printf (_("%s km"), number);
  else
    self->text = g_strdup_printf (_("%s m"), number);
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
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MOST_WIDTH + 2 * (int) HALO
                                                                  : height + LINE_HEIGHT + 2 * (int) HALO;
}

static void
set_rgba (cairo_t *cr,
          guint32  rgb,
          double   alpha)
{
  cairo_set_source_rgba (cr, (rgb >> 16) / 255.0, ((rgb >> 8) & 0xff) / 255.0, (rgb & 0xff) / 255.0, alpha);
}

static void
ytt_map_scale_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  YttMapScale *self = YTT_MAP_SCALE (widget);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr(PangoLayout) layout = create_layout (self);
  double left, bottom = gtk_widget_get_height (widget) - HALO - 0.5;
  int text_width;
  cairo_t *cr;

  pango_layout_get_pixel_size (layout, &text_width, NULL);
  left = (mirrored ? gtk_widget_get_width (widget) - HALO - self->width : HALO) + 0.5;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                                 gtk_widget_get_height (widget)));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);

  cairo_move_to (cr, left + (self->width - text_width) / 2, HALO - 1);
  pango_cairo_layout_path (cr, layout);
  cairo_move_to (cr, left, bottom - LINE_HEIGHT);
  cairo_rel_line_to (cr, 0, LINE_HEIGHT);
  cairo_rel_line_to (cr, self->width, 0);
  cairo_rel_line_to (cr, 0, -LINE_HEIGHT);
  set_rgba (cr, dark ? 0x192026 : 0xffffff, 0.9);
  cairo_set_line_width (cr, 2 * HALO - 1);
  cairo_stroke (cr);

  set_rgba (cr, dark ? 0xf0f0f0 : 0x2a2a2e, 1);
  cairo_move_to (cr, left + (self->width - text_width) / 2, HALO - 1);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  cairo_move_to (cr, left, bottom - LINE_HEIGHT);
  cairo_rel_line_to (cr, 0, LINE_HEIGHT);
  cairo_rel_line_to (cr, self->width, 0);
  cairo_rel_line_to (cr, 0, -LINE_HEIGHT);
  cairo_set_line_width (cr, 1.3);
  cairo_stroke (cr);
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
