#include "config.h"

#include "ytt-link-sample.h"

#include <adwaita.h>

#include "ytt-symbol.h"

#define SAMPLE_WIDTH 40
#define SAMPLE_HEIGHT 10

struct _YttLinkSample
{
  GtkWidget    parent_instance;

  YttStages    maker;
  YttLinkState state;
};

G_DEFINE_FINAL_TYPE (YttLinkSample, ytt_link_sample, GTK_TYPE_WIDGET)

static guint32
get_colour (YttLinkSample *self)
{
  YttTheme theme = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? YTT_THEME_DARK : YTT_THEME_LIGHT;

  if (self->state == YTT_LINK_ENDED || self->maker == YTT_STAGE_NONE)
    return ytt_theme_get_gone (theme);

  return ytt_theme_get_stage_colour (theme, self->maker);
}

static void
set_dashes (cairo_t      *cr,
            YttLinkState  state)
{
  static const double contracted[] = { 11, 5 };
  static const double planned[] = { 4.5, 4.5 };
  static const double memorandum[] = { 0, 5.6 };   /* round caps make dots of them */

  cairo_set_line_width (cr, 2.4);
  switch (state)
    {
    case YTT_LINK_CONTRACTED:
      cairo_set_dash (cr, contracted, G_N_ELEMENTS (contracted), 0);
      break;
    case YTT_LINK_PLANNED:
      cairo_set_dash (cr, planned, G_N_ELEMENTS (planned), 0);
      break;
    case YTT_LINK_MEMORANDUM:
      cairo_set_line_width (cr, 3);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_dash (cr, memorandum, G_N_ELEMENTS (memorandum), 0);
      break;
    case YTT_LINK_ENDED:
      cairo_set_line_width (cr, 1.5);
      break;
    case YTT_LINK_OPERATING:
    default:
      break;
    }
}

static void
ytt_link_sample_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? SAMPLE_WIDTH : SAMPLE_HEIGHT;
}

static void
ytt_link_sample_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  YttLinkSample *self = YTT_LINK_SAMPLE (widget);
  int width = gtk_widget_get_width (widget);
  double y = gtk_widget_get_height (widget) / 2.0;
  guint32 rgb = get_colour (self);
  cairo_t *cr;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, gtk_widget_get_height (widget)));
  cairo_set_source_rgb (cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
  set_dashes (cr, self->state);
  cairo_move_to (cr, 1.5, y);
  cairo_line_to (cr, width - 1.5, y);
  cairo_stroke (cr);

  if (self->state == YTT_LINK_ENDED)
    {
      cairo_move_to (cr, width / 2.0 - 3.5, y - 3.5);
      cairo_line_to (cr, width / 2.0 + 3.5, y + 3.5);
      cairo_move_to (cr, width / 2.0 - 3.5, y + 3.5);
      cairo_line_to (cr, width / 2.0 + 3.5, y - 3.5);
      cairo_stroke (cr);
    }

  cairo_destroy (cr);
}

static void
ytt_link_sample_class_init (YttLinkSampleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = ytt_link_sample_measure;
  widget_class->snapshot = ytt_link_sample_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ytt_link_sample_init (YttLinkSample *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_link_sample_new:
 * @maker: the stage that makes the material
 * @state: the state of the link
 *
 * Returns: (transfer floating): a sample of the line
 */
GtkWidget *
ytt_link_sample_new (YttStages    maker,
                     YttLinkState state)
{
  YttLinkSample *self = g_object_new (YTT_TYPE_LINK_SAMPLE, NULL);

  self->maker = maker;
  self->state = state;

  return GTK_WIDGET (self);
}
