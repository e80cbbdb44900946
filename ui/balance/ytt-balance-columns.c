#include "config.h"

#include "ytt-balance-columns.h"

#define SIDE_WIDTH 360
#define SPACING 24
#define STACKED_BELOW 900

struct _YttBalanceColumns
{
  GtkWidget  parent_instance;

  GtkWidget *children[2];
  gboolean   side_only;
};

enum
{
  MAIN,
  SIDE
};

enum
{
  PROP_0,
  PROP_MAIN,
  PROP_SIDE,
  PROP_SIDE_ONLY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttBalanceColumns, ytt_balance_columns, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
ytt_balance_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static gboolean
is_stacked (int width)
{
  return width < STACKED_BELOW;
}

static int
measure_child (YttBalanceColumns *self,
               guint              child,
               GtkOrientation     orientation,
               int                for_size)
{
  int minimum;

  if (self->children[child] == NULL)
    return 0;

  gtk_widget_measure (self->children[child], orientation, for_size, &minimum, NULL, NULL, NULL);

  return minimum;
}

static int
measure_height (YttBalanceColumns *self,
                int                width)
{
  if (!is_stacked (width))
    return MAX (measure_child (self, MAIN, GTK_ORIENTATION_VERTICAL, width - SIDE_WIDTH - SPACING),
                measure_child (self, SIDE, GTK_ORIENTATION_VERTICAL, SIDE_WIDTH));

  if (self->side_only)
    return measure_child (self, SIDE, GTK_ORIENTATION_VERTICAL, width);

  return measure_child (self, MAIN, GTK_ORIENTATION_VERTICAL, width)
         + SPACING + measure_child (self, SIDE, GTK_ORIENTATION_VERTICAL, width);
}

static void
ytt_balance_columns_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  YttBalanceColumns *self = YTT_BALANCE_COLUMNS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (measure_child (self, MAIN, orientation, -1), measure_child (self, SIDE, orientation, -1));
      *natural = MAX (*minimum, STACKED_BELOW);
    }
  else
    *minimum = *natural = measure_height (self, for_size >= 0 ? for_size : STACKED_BELOW);
}

static void
allocate_child (YttBalanceColumns *self,
                guint              child,
                int                x,
                int                y,
                int                width,
                int                height)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->children[child] == NULL)
    return;

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;

  gtk_widget_set_child_visible (self->children[child], TRUE);
  gtk_widget_size_allocate (self->children[child], &(GtkAllocation) { x, y, width, height }, -1);
}

static void
ytt_balance_columns_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  YttBalanceColumns *self = YTT_BALANCE_COLUMNS (widget);
  int main_width = width - SIDE_WIDTH - SPACING;

  if (!is_stacked (width))
    {
      allocate_child (self, MAIN, 0, 0, main_width,
                      measure_child (self, MAIN, GTK_ORIENTATION_VERTICAL, main_width));
      allocate_child (self, SIDE, main_width + SPACING, 0, SIDE_WIDTH,
                      measure_child (self, SIDE, GTK_ORIENTATION_VERTICAL, SIDE_WIDTH));
    }
  else
    {
      int y = 0;

      if (self->side_only && self->children[MAIN] != NULL)
        gtk_widget_set_child_visible (self->children[MAIN], FALSE);
      else
        {
          y = measure_child (self, MAIN, GTK_ORIENTATION_VERTICAL, width);
          allocate_child (self, MAIN, 0, 0, width, y);
          y += SPACING;
        }
      allocate_child (self, SIDE, 0, y, width, measure_child (self, SIDE, GTK_ORIENTATION_VERTICAL, width));
    }
}

static void
set_child (YttBalanceColumns *self,
           guint              child,
           GtkWidget         *widget)
{
  if (self->children[child] != NULL)
    gtk_widget_unparent (self->children[child]);

  self->children[child] = widget;
  if (widget != NULL)
    gtk_widget_set_parent (widget, GTK_WIDGET (self));
}

static void
ytt_balance_columns_dispose (GObject *object)
{
  YttBalanceColumns *self = YTT_BALANCE_COLUMNS (object);

  set_child (self, MAIN, NULL);
  set_child (self, SIDE, NULL);

  G_OBJECT_CLASS (ytt_balance_columns_parent_class)->dispose (object);
}

static void
ytt_balance_columns_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  YttBalanceColumns *self = YTT_BALANCE_COLUMNS (object);

  switch (property_id)
    {
    case PROP_MAIN:
      g_value_set_object (value, self->children[MAIN]);
      break;
    case PROP_SIDE:
      g_value_set_object (value, self->children[SIDE]);
      break;
    case PROP_SIDE_ONLY:
      g_value_set_boolean (value, self->side_only);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_balance_columns_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  YttBalanceColumns *self = YTT_BALANCE_COLUMNS (object);

  switch (property_id)
    {
    case PROP_MAIN:
      set_child (self, MAIN, g_value_get_object (value));
      break;
    case PROP_SIDE:
      set_child (self, SIDE, g_value_get_object (value));
      break;
    case PROP_SIDE_ONLY:
      self->side_only = g_value_get_boolean (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_balance_columns_class_init (YttBalanceColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_balance_columns_dispose;
  object_class->get_property = ytt_balance_columns_get_property;
  object_class->set_property = ytt_balance_columns_set_property;

  widget_class->get_request_mode = ytt_balance_columns_get_request_mode;
  widget_class->measure = ytt_balance_columns_measure;
  widget_class->size_allocate = ytt_balance_columns_size_allocate;

  properties[PROP_MAIN] = g_param_spec_object ("main", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SIDE_ONLY] = g_param_spec_boolean ("side-only", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_balance_columns_init (YttBalanceColumns *self)
{
}
