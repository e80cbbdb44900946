#include "config.h"

#include "ytt-magnifier.h"

#include <math.h>

/* Sizes are whole px: what is rounded off in dividing must not cost the child a px. */
#define ROUNDED 1e-6

struct _YttMagnifier
{
  GtkWidget  parent_instance;

  GtkWidget *child;           /* (nullable) */
  double     magnification;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_MAGNIFICATION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttMagnifier, ytt_magnifier, GTK_TYPE_WIDGET)

/* The child covers all of the magnifier; what it has too much is cut off. */
static int
to_child (YttMagnifier *self,
          int           size)
{
  return (int) ceil (size / self->magnification - ROUNDED);
}

static GtkSizeRequestMode
ytt_magnifier_get_request_mode (GtkWidget *widget)
{
  YttMagnifier *self = YTT_MAGNIFIER (widget);

  return self->child != NULL ? gtk_widget_get_request_mode (self->child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
ytt_magnifier_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  YttMagnifier *self = YTT_MAGNIFIER (widget);

  if (self->child == NULL)
    return;

  gtk_widget_measure (self->child, orientation, for_size >= 0 ? to_child (self, for_size) : -1, minimum, natural,
                      NULL, NULL);
  *minimum = (int) ceil (*minimum * self->magnification - ROUNDED);
  *natural = (int) ceil (*natural * self->magnification - ROUNDED);
}

static void
ytt_magnifier_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  YttMagnifier *self = YTT_MAGNIFIER (widget);

  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;

  gtk_widget_allocate (self->child, to_child (self, width), to_child (self, height), -1,
                       gsk_transform_scale (NULL, (float) self->magnification, (float) self->magnification));
}

static void
ytt_magnifier_compute_expand (GtkWidget *widget,
                              gboolean  *hexpand,
                              gboolean  *vexpand)
{
  YttMagnifier *self = YTT_MAGNIFIER (widget);

  *hexpand = self->child != NULL && gtk_widget_compute_expand (self->child, GTK_ORIENTATION_HORIZONTAL);
  *vexpand = self->child != NULL && gtk_widget_compute_expand (self->child, GTK_ORIENTATION_VERTICAL);
}

static void
ytt_magnifier_dispose (GObject *object)
{
  YttMagnifier *self = YTT_MAGNIFIER (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (ytt_magnifier_parent_class)->dispose (object);
}

static void
ytt_magnifier_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  YttMagnifier *self = YTT_MAGNIFIER (object);

  switch (property_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_MAGNIFICATION:
      g_value_set_double (value, self->magnification);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_magnifier_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  YttMagnifier *self = YTT_MAGNIFIER (object);

  switch (property_id)
    {
    case PROP_CHILD:
      ytt_magnifier_set_child (self, g_value_get_object (value));
      break;
    case PROP_MAGNIFICATION:
      ytt_magnifier_set_magnification (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_magnifier_class_init (YttMagnifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_magnifier_dispose;
  object_class->get_property = ytt_magnifier_get_property;
  object_class->set_property = ytt_magnifier_set_property;
  widget_class->get_request_mode = ytt_magnifier_get_request_mode;
  widget_class->measure = ytt_magnifier_measure;
  widget_class->size_allocate = ytt_magnifier_size_allocate;
  widget_class->compute_expand = ytt_magnifier_compute_expand;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_MAGNIFICATION] =
    g_param_spec_double ("magnification", NULL, NULL, 0.001, 1000, 1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ytt_magnifier_init (YttMagnifier *self)
{
  self->magnification = 1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * ytt_magnifier_new:
 * @magnification: px of the magnifier to one px of its child, more than 0
 *
 * Returns: (transfer floating): a magnifier without a child
 */
GtkWidget *
ytt_magnifier_new (double magnification)
{
  return g_object_new (YTT_TYPE_MAGNIFIER, "magnification", magnification, NULL);
}

/**
 * ytt_magnifier_get_child:
 * @self: a magnifier
 *
 * Returns: (transfer none) (nullable): what is magnified
 */
GtkWidget *
ytt_magnifier_get_child (YttMagnifier *self)
{
  g_return_val_if_fail (YTT_IS_MAGNIFIER (self), NULL);

  return self->child;
}

/**
 * ytt_magnifier_set_child:
 * @self: a magnifier
 * @child: (transfer none) (nullable): what to magnify
 */
void
ytt_magnifier_set_child (YttMagnifier *self,
                         GtkWidget    *child)
{
  g_return_if_fail (YTT_IS_MAGNIFIER (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * ytt_magnifier_get_magnification:
 * @self: a magnifier
 *
 * Returns: px of the magnifier to one px of its child
 */
double
ytt_magnifier_get_magnification (YttMagnifier *self)
{
  g_return_val_if_fail (YTT_IS_MAGNIFIER (self), 1);

  return self->magnification;
}

/**
 * ytt_magnifier_set_magnification:
 * @self: a magnifier
 * @magnification: px of the magnifier to one px of its child, more than 0
 *
 * It may be set while the magnifier itself is laid out by its parent, before it is given its place.
 */
void
ytt_magnifier_set_magnification (YttMagnifier *self,
                                 double        magnification)
{
  g_return_if_fail (YTT_IS_MAGNIFIER (self));
  g_return_if_fail (magnification > 0);

  if (self->magnification == magnification)
    return;

  self->magnification = magnification;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAGNIFICATION]);
}

/**
 * ytt_magnifier_get_pixel_scale:
 * @widget: a widget, whether or not it is in a magnifier
 *
 * Returns: how many device pixels one px of @widget is wide: its scale factor, times the magnification of all around it
 */
double
ytt_magnifier_get_pixel_scale (GtkWidget *widget)
{
  double scale;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1);

  scale = gtk_widget_get_scale_factor (widget);
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL; parent = gtk_widget_get_parent (parent))
    if (YTT_IS_MAGNIFIER (parent))
      scale *= YTT_MAGNIFIER (parent)->magnification;

  return scale;
}
