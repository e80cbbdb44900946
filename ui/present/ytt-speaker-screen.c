#include "config.h"

#include "ytt-speaker-screen.h"

#include <math.h>

#define DEFAULT_RATIO (16 / 9.0)

/* No wall is so long or so high that nothing of it would be seen. */
#define LEAST_RATIO 0.4
#define MOST_RATIO 4.0

#define LEAST_WIDTH 96
#define NATURAL_WIDTH 480

struct _YttSpeakerScreen
{
  GtkWidget  parent_instance;

  GtkWidget *child;   /* (nullable) */
  double     ratio;
};

G_DEFINE_FINAL_TYPE (YttSpeakerScreen, ytt_speaker_screen, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_RATIO,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkSizeRequestMode
ytt_speaker_screen_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ytt_speaker_screen_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  YttSpeakerScreen *self = YTT_SPEAKER_SCREEN (widget);

  /* Whatever is in it makes do; it is asked all the same, as GTK wants it to be before it is given a size. */
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, -1, NULL, NULL, NULL, NULL);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
    }
  else
    {
      *minimum = (int) lround ((for_size < 0 ? LEAST_WIDTH : for_size) / self->ratio);
      *natural = (int) lround ((for_size < 0 ? NATURAL_WIDTH : for_size) / self->ratio);
    }
}

static void
ytt_speaker_screen_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  YttSpeakerScreen *self = YTT_SPEAKER_SCREEN (widget);
  int least_width;
  int least_height;

  if (self->child == NULL)
    return;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, width, MAX (height, least_height), -1, NULL);
}

static void
ytt_speaker_screen_dispose (GObject *object)
{
  YttSpeakerScreen *self = YTT_SPEAKER_SCREEN (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (ytt_speaker_screen_parent_class)->dispose (object);
}

static void
ytt_speaker_screen_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  YttSpeakerScreen *self = YTT_SPEAKER_SCREEN (object);

  switch (property_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;

    case PROP_RATIO:
      g_value_set_double (value, self->ratio);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_speaker_screen_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  YttSpeakerScreen *self = YTT_SPEAKER_SCREEN (object);

  switch (property_id)
    {
    case PROP_CHILD:
      ytt_speaker_screen_set_child (self, g_value_get_object (value));
      break;

    case PROP_RATIO:
      ytt_speaker_screen_set_ratio (self, g_value_get_double (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_speaker_screen_class_init (YttSpeakerScreenClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_speaker_screen_dispose;
  object_class->get_property = ytt_speaker_screen_get_property;
  object_class->set_property = ytt_speaker_screen_set_property;

  widget_class->get_request_mode = ytt_speaker_screen_get_request_mode;
  widget_class->measure = ytt_speaker_screen_measure;
  widget_class->size_allocate = ytt_speaker_screen_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_RATIO] = g_param_spec_double ("ratio", NULL, NULL, LEAST_RATIO, MOST_RATIO, DEFAULT_RATIO,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "speakerscreen");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ytt_speaker_screen_init (YttSpeakerScreen *self)
{
  self->ratio = DEFAULT_RATIO;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
ytt_speaker_screen_get_child (YttSpeakerScreen *self)
{
  g_return_val_if_fail (YTT_IS_SPEAKER_SCREEN (self), NULL);

  return self->child;
}

/**
 * ytt_speaker_screen_set_child:
 * @self: a #YttSpeakerScreen
 * @child: (nullable): a widget that can be made small
 */
void
ytt_speaker_screen_set_child (YttSpeakerScreen *self,
                              GtkWidget        *child)
{
  g_return_if_fail (YTT_IS_SPEAKER_SCREEN (self));

  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * ytt_speaker_screen_set_ratio:
 * @self: a #YttSpeakerScreen
 * @ratio: of the wall's width to its height; brought to what can be shown
 */
void
ytt_speaker_screen_set_ratio (YttSpeakerScreen *self,
                              double            ratio)
{
  g_return_if_fail (YTT_IS_SPEAKER_SCREEN (self));

  ratio = isfinite (ratio) ? CLAMP (ratio, LEAST_RATIO, MOST_RATIO) : DEFAULT_RATIO;
  if (fabs (self->ratio - ratio) < 1e-6)
    return;

  self->ratio = ratio;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATIO]);
}
