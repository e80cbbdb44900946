#include "config.h"

#include "ytt-wrap-box.h"

#define SPACING 6   /* px, between children and between lines */

struct _YttWrapBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (YttWrapBox, ytt_wrap_box, GTK_TYPE_WIDGET)

/* How wide a child is in a box of @width px: what it wants, but never more than the box has. */
static int
get_child_width (GtkWidget *child,
                 int        width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return CLAMP (natural, minimum, MAX (width, minimum));
}

/* The height of the line that starts with @child; @next is set to the first child of the next line. */
static int
measure_line (GtkWidget  *child,
              int         width,
              GtkWidget **next)
{
  int used = 0, height = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;

      child_width = get_child_width (child, width);
      if (used > 0 && used + SPACING + child_width > width)
        break;

      used += (used > 0 ? SPACING : 0) + child_width;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL, NULL);
      height = MAX (height, child_height);
    }

  *next = child;

  return height;
}

static GtkSizeRequestMode
ytt_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ytt_wrap_box_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      for (; child != NULL; child = gtk_widget_get_next_sibling (child))
        {
          int child_minimum, child_natural;

          gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
          *minimum = MAX (*minimum, child_minimum);
          *natural += (*natural > 0 ? SPACING : 0) + child_natural;
        }
      return;
    }

  while (child != NULL)
    {
      int height = measure_line (child, for_size < 0 ? G_MAXINT / 2 : for_size, &child);

      *natural += (*natural > 0 ? SPACING : 0) + height;
    }
  *minimum = *natural;
}

static void
ytt_wrap_box_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;

  while (child != NULL)
    {
      GtkWidget *next;
      int line_height = measure_line (child, width, &next);
      int x = 0;

      for (; child != next; child = gtk_widget_get_next_sibling (child))
        {
          GtkAllocation allocation;

          if (!gtk_widget_should_layout (child))
            continue;

          allocation.width = get_child_width (child, width);
          allocation.height = line_height;
          allocation.x = rtl ? width - x - allocation.width : x;
          allocation.y = y;
          gtk_widget_size_allocate (child, &allocation, -1);
          x += allocation.width + SPACING;
        }
      y += line_height + SPACING;
    }
}

static void
ytt_wrap_box_dispose (GObject *object)
{
  ytt_wrap_box_clear (YTT_WRAP_BOX (object));

  G_OBJECT_CLASS (ytt_wrap_box_parent_class)->dispose (object);
}

static void
ytt_wrap_box_class_init (YttWrapBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_wrap_box_dispose;

  widget_class->get_request_mode = ytt_wrap_box_get_request_mode;
  widget_class->measure = ytt_wrap_box_measure;
  widget_class->size_allocate = ytt_wrap_box_size_allocate;
}

static void
ytt_wrap_box_init (YttWrapBox *self)
{
}

/**
 * ytt_wrap_box_new:
 *
 * Returns: (transfer floating): a new box without children
 */
GtkWidget *
ytt_wrap_box_new (void)
{
  return g_object_new (YTT_TYPE_WRAP_BOX, NULL);
}

/**
 * ytt_wrap_box_append:
 * @self: a box
 * @child: (transfer floating): what stands last from now on
 */
void
ytt_wrap_box_append (YttWrapBox *self,
                     GtkWidget  *child)
{
  g_return_if_fail (YTT_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * ytt_wrap_box_clear:
 * @self: a box
 *
 * Takes all children out.
 */
void
ytt_wrap_box_clear (YttWrapBox *self)
{
  GtkWidget *child;

  g_return_if_fail (YTT_IS_WRAP_BOX (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
