#include "config.h"

#include "ytt-wall-figures.h"

struct _YttWallFigures
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (YttWallFigures, ytt_wall_figures, GTK_TYPE_WIDGET)

static int
get_height_of (GtkWidget *figure,
               int        width)
{
  int natural;

  gtk_widget_measure (figure, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static GtkSizeRequestMode
ytt_wall_figures_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ytt_wall_figures_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  YttWallFigures *self = YTT_WALL_FIGURES (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = 0;
      *natural = ytt_wall_figures_get_height (self, for_size, G_MAXUINT);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
ytt_wall_figures_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_height = get_height_of (child, width);

      gtk_widget_set_child_visible (child, y + child_height <= height);
      gtk_widget_size_allocate (child, &(GtkAllocation) { 0, y, width, child_height }, -1);
      y += child_height;
    }
}

static void
ytt_wall_figures_dispose (GObject *object)
{
  ytt_wall_figures_clear (YTT_WALL_FIGURES (object));

  G_OBJECT_CLASS (ytt_wall_figures_parent_class)->dispose (object);
}

static void
ytt_wall_figures_class_init (YttWallFiguresClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_wall_figures_dispose;
  widget_class->get_request_mode = ytt_wall_figures_get_request_mode;
  widget_class->measure = ytt_wall_figures_measure;
  widget_class->size_allocate = ytt_wall_figures_size_allocate;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ytt_wall_figures_init (YttWallFigures *self)
{
}

/**
 * ytt_wall_figures_new:
 *
 * Returns: (transfer floating): room for figures
 */
GtkWidget *
ytt_wall_figures_new (void)
{
  return g_object_new (YTT_TYPE_WALL_FIGURES, NULL);
}

/**
 * ytt_wall_figures_clear:
 * @self: figures
 *
 * Takes out all of them.
 */
void
ytt_wall_figures_clear (YttWallFigures *self)
{
  GtkWidget *child;

  g_return_if_fail (YTT_IS_WALL_FIGURES (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

/**
 * ytt_wall_figures_append:
 * @self: figures
 * @figure: (transfer floating): one that matters less than those before
 */
void
ytt_wall_figures_append (YttWallFigures *self,
                         GtkWidget      *figure)
{
  g_return_if_fail (YTT_IS_WALL_FIGURES (self));
  g_return_if_fail (GTK_IS_WIDGET (figure));

  gtk_widget_insert_before (figure, GTK_WIDGET (self), NULL);
}

guint
ytt_wall_figures_get_n (YttWallFigures *self)
{
  guint n = 0;

  g_return_val_if_fail (YTT_IS_WALL_FIGURES (self), 0);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

/**
 * ytt_wall_figures_get_height:
 * @self: figures
 * @width: px that they may have
 * @n: how many of them
 *
 * Returns: the height of the first ones, in px
 */
int
ytt_wall_figures_get_height (YttWallFigures *self,
                             int             width,
                             guint           n)
{
  int height = 0;

  g_return_val_if_fail (YTT_IS_WALL_FIGURES (self), 0);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL && n > 0;
       child = gtk_widget_get_next_sibling (child), n--)
    height += get_height_of (child, width);

  return height;
}
