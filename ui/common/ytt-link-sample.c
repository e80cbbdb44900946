#include "config.h"

#include "ytt-link-sample.h"

#include <adwaita.h>

#include "ytt-arc.h"
#include "ytt-theme.h"

#define SAMPLE_WIDTH 40
#define SAMPLE_HEIGHT 10

struct _YttLinkSample
{
  GtkWidget    parent_instance;

  YttStages    maker;
  YttLinkState state;
};

G_DEFINE_FINAL_TYPE (YttLinkSample, ytt_link_sample, GTK_TYPE_WIDGET)

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
  YttTheme theme = ytt_theme_get_current ();
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  ytt_draw_arc_sample (cr, 1.5, height / 2.0, width - 3, self->maker, self->state, theme);
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
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
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
