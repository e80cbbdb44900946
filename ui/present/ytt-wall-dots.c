#include "config.h"

#include "ytt-wall-dots.h"

#include <glib/gi18n.h>

#define DOT 15
#define DOT_LINE 3
#define GAP 17
#define LONG_DOT 44
#define MOST_DOTS 24

struct _YttWallDots
{
  GtkWidget  parent_instance;

  GtkWidget *label;
  guint      index;
  guint      n_stops;
};

G_DEFINE_FINAL_TYPE (YttWallDots, ytt_wall_dots, GTK_TYPE_WIDGET)

static gboolean
has_dots (YttWallDots *self)
{
  return self->n_stops <= MOST_DOTS;
}

static void
append_dot (GtkSnapshot   *snapshot,
            double         x,
            double         width,
            gboolean       filled,
            const GdkRGBA *colour)
{
  const float lines[4] = { DOT_LINE, DOT_LINE, DOT_LINE, DOT_LINE };
  const GdkRGBA colours[4] = { *colour, *colour, *colour, *colour };
  GskRoundedRect dot;

  gsk_rounded_rect_init_from_rect (&dot, &GRAPHENE_RECT_INIT ((float) x, 0, (float) width, DOT), DOT / 2.0f);
  if (!filled)
    {
      gtk_snapshot_append_border (snapshot, &dot, lines, colours);
      return;
    }

  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, colour, &dot.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
ytt_wall_dots_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  YttWallDots *self = YTT_WALL_DOTS (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA strong, faint;
  double x = 0;

  if (!has_dots (self))
    {
      gtk_widget_snapshot_child (widget, self->label, snapshot);
      return;
    }

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &strong);
  faint = strong;
  faint.alpha *= 0.6f;
  for (guint i = 0; i < self->n_stops; i++)
    {
      guint stop = rtl ? self->n_stops - 1 - i : i;
      double width = stop == self->index ? LONG_DOT : DOT;

      append_dot (snapshot, x, width, stop == self->index, stop <= self->index ? &strong : &faint);
      x += width + GAP;
    }
}

static void
ytt_wall_dots_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  YttWallDots *self = YTT_WALL_DOTS (widget);

  if (!has_dots (self))
    gtk_widget_measure (self->label, orientation, for_size, minimum, natural, NULL, NULL);
  else if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = DOT;
  else
    *minimum = *natural = (int) (self->n_stops * (DOT + GAP)) - GAP + LONG_DOT - DOT;
}

static void
ytt_wall_dots_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  gtk_widget_allocate (YTT_WALL_DOTS (widget)->label, width, height, baseline, NULL);
}

static void
ytt_wall_dots_dispose (GObject *object)
{
  YttWallDots *self = YTT_WALL_DOTS (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (ytt_wall_dots_parent_class)->dispose (object);
}

static void
ytt_wall_dots_class_init (YttWallDotsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_wall_dots_dispose;
  widget_class->measure = ytt_wall_dots_measure;
  widget_class->size_allocate = ytt_wall_dots_size_allocate;
  widget_class->snapshot = ytt_wall_dots_snapshot;

  gtk_widget_class_set_css_name (widget_class, "walldots");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ytt_wall_dots_init (YttWallDots *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "wall-small-print");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * ytt_wall_dots_new:
 *
 * Returns: (transfer floating): dots of no stops
 */
GtkWidget *
ytt_wall_dots_new (void)
{
  return g_object_new (YTT_TYPE_WALL_DOTS, NULL);
}

/**
 * ytt_wall_dots_set:
 * @self: the dots
 * @index: of the present stop, from 0
 * @n_stops: of all
 */
void
ytt_wall_dots_set (YttWallDots *self,
                   guint        index,
                   guint        n_stops)
{
  g_autofree char *words = NULL;

  g_return_if_fail (YTT_IS_WALL_DOTS (self));

  self->index = index;
  self->n_stops = n_stops;
  /* Translators: the stop of a tour that is shown, and how many it has */
  words = g_strdup_printf (_("Stop %u of %u"), index + 1, n_stops);
  gtk_label_set_label (GTK_LABEL (self->label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), n_stops > 1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
