#include "config.h"

#include "ytt-ladder.h"

#include "ytt-theme.h"

/* Lengths in px: look, announcements.png. */
#define BAR_WIDTH 2
#define BAR_GAP 1
#define BAR_LEAST 3
#define BAR_STEP 1.4
#define SEGMENT_HEIGHT 8
#define SEGMENT_GAP 3.5f
#define FAINT 0.12f
#define FAINT_IN_CONTRAST 0.46f   /* 3:1 against both the background and what is reached */

struct _YttLadder
{
  GtkWidget parent_instance;

  YttRung   rung;
  gboolean  wide;
};

enum
{
  PROP_0,
  PROP_RUNG,
  PROP_WIDE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttLadder, ytt_ladder, GTK_TYPE_WIDGET)

static void
get_colour (YttLadder *self,
            guint      step,
            GdkRGBA   *colour)
{
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), colour);
  if (step > self->rung)
    colour->alpha *= ytt_theme_is_contrast (ytt_theme_get_current ()) ? FAINT_IN_CONTRAST : FAINT;
}

static void
append_segment (GtkSnapshot           *snapshot,
                const graphene_rect_t *box,
                const GdkRGBA         *colour)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, box, box->size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, colour, box);
  gtk_snapshot_pop (snapshot);
}

static void
ytt_ladder_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  YttLadder *self = YTT_LADDER (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float segment = (width - (YTT_N_RUNGS - 1) * SEGMENT_GAP) / YTT_N_RUNGS;

  for (guint step = 1; step <= YTT_N_RUNGS; step++)
    {
      float position = (float) (rtl ? YTT_N_RUNGS - step : step - 1);
      GdkRGBA colour;

      get_colour (self, step, &colour);
      if (self->wide)
        {
          append_segment (snapshot, &GRAPHENE_RECT_INIT (position * (segment + SEGMENT_GAP), 0, segment, height),
                          &colour);
        }
      else
        {
          float length = BAR_LEAST + (float) (BAR_STEP * (step - 1));

          gtk_snapshot_append_color (snapshot, &colour,
                                     &GRAPHENE_RECT_INIT (position * (BAR_WIDTH + BAR_GAP), height - length, BAR_WIDTH,
                                                          length));
        }
    }
}

static void
ytt_ladder_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  YttLadder *self = YTT_LADDER (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = self->wide ? SEGMENT_HEIGHT : (int) (BAR_LEAST + BAR_STEP * (YTT_N_RUNGS - 1) + 0.5);
  else
    *minimum = *natural = self->wide ? YTT_N_RUNGS * SEGMENT_HEIGHT
                                     : YTT_N_RUNGS * BAR_WIDTH + (YTT_N_RUNGS - 1) * BAR_GAP;
}

static void
ytt_ladder_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  YttLadder *self = YTT_LADDER (object);

  switch (prop_id)
    {
    case PROP_RUNG:
      g_value_set_uint (value, self->rung);
      break;
    case PROP_WIDE:
      g_value_set_boolean (value, self->wide);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_ladder_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  YttLadder *self = YTT_LADDER (object);

  switch (prop_id)
    {
    case PROP_RUNG:
      ytt_ladder_set_rung (self, (YttRung) g_value_get_uint (value));
      break;
    case PROP_WIDE:
      self->wide = g_value_get_boolean (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_ladder_class_init (YttLadderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ytt_ladder_get_property;
  object_class->set_property = ytt_ladder_set_property;
  widget_class->measure = ytt_ladder_measure;
  widget_class->snapshot = ytt_ladder_snapshot;

  properties[PROP_RUNG] =
    g_param_spec_uint ("rung", NULL, NULL, 0, YTT_N_RUNGS, 0,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDE] =
    g_param_spec_boolean ("wide", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "ladder");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ytt_ladder_init (YttLadder *self)
{
}

/**
 * ytt_ladder_set_rung:
 * @self: a ladder
 * @rung: up to where it is filled
 */
void
ytt_ladder_set_rung (YttLadder *self,
                     YttRung    rung)
{
  g_return_if_fail (YTT_IS_LADDER (self));

  if (self->rung == rung)
    return;

  self->rung = rung;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNG]);
}
