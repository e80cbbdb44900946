#include "config.h"

#include "ytt-year-slider.h"

#include <glib/gi18n.h>

#include "ytt-format-moment.h"
#include "ytt-format.h"
#include "ytt-supply.h"
#include "ytt-timeline.h"
#include "ytt-told-popover.h"

/* How long a year stands while the clock plays, in ms: long enough to read the number and to see what changes. */
#define PLAY_PACE 600

#define N_YEARS (YTT_MOMENT_LAST_YEAR - YTT_MOMENT_FIRST_YEAR + 1)

struct _YttYearSlider
{
  AdwBin          parent_instance;

  YttSession     *session;      /* (owned) (nullable) */
  GSignalGroup   *supply;       /* (owned): signals of the session's supply links */
  guint           play_id;      /* 0 while it does not play */
  gboolean        stepping;     /* it is the clock that turns the year, and nobody else */
  gboolean        narrow;

  /* Template children */
  GtkAdjustment  *adjustment;
  GtkBox         *box;
  GtkLabel       *left_out_label;
  GtkMenuButton  *menu_button;
  GtkButton      *play_button;
  YttToldPopover *popover;
  GtkScale       *scale;
  GtkLabel       *told_label;
  GtkBox         *told_pill;
  GtkLabel       *undated_label;
  GtkLabel       *year_label;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttYearSlider, ytt_year_slider, ADW_TYPE_BIN)

static YttMoment
get_moment (YttYearSlider *self)
{
  return self->session != NULL ? ytt_session_get_moment (self->session) : (YttMoment) { 0, };
}

/* The stops of the scale are the ends of years, and among them now: after the years that are over, and before the end
 * of its own. With the second clock now is the day of the telling, if that is earlier. */
static int
get_now_stop (YttYearSlider *self)
{
  YttStore *store = self->session != NULL ? ytt_session_get_store (self->session) : NULL;
  guint32 told = get_moment (self).told, now;

  if (store != NULL)
    now = ytt_store_get_today (store);
  else
    now = YTT_MOMENT_LAST_YEAR * 10000;
  if (told != 0)
    now = MIN (now, told);

  return CLAMP ((int) (now / 10000) - YTT_MOMENT_FIRST_YEAR, 0, N_YEARS);
}

static int
get_year (YttYearSlider *self,
          int            stop)
{
  int now = get_now_stop (self);

  if (stop == now)
    return 0;

  return YTT_MOMENT_FIRST_YEAR + (stop < now ? stop : stop - 1);
}

static int
get_stop (YttYearSlider *self,
          int            year)
{
  int now = get_now_stop (self), stop = year - YTT_MOMENT_FIRST_YEAR;

  if (year == 0)
    return now;

  return stop < now ? stop : stop + 1;
}

static void
set_year (YttYearSlider *self,
          int            year)
{
  YttMoment moment = get_moment (self);

  if (self->session == NULL)
    return;

  moment.year = (gint16) year;
  ytt_session_set_moment (self->session, moment);
}

/* "Now", "2027"; with the second clock turned back, "Aug 2025" for what was now then. */
static char *
describe_year (YttYearSlider *self,
               gboolean       spoken)
{
  YttMoment moment = get_moment (self);
  g_autofree char *iso = NULL;

  if (moment.year != 0 && spoken)
    /* Translators: the state at the end of a year, as a screen reader says it */
    return g_strdup_printf (_("End of %d"), moment.year);
  if (moment.year != 0)
    return g_strdup_printf ("%d", moment.year);
  if (moment.told == 0)
    return g_strdup (_("Now"));

  iso = g_strdup_printf ("%04u-%02u", moment.told / 10000, moment.told / 100 % 100);

  return ytt_format_date (iso);
}

static void
update_play_button (YttYearSlider *self)
{
  gboolean playing = self->play_id != 0;
  const char *label = playing ? _("Pause") : _("Play through the years");

  gtk_button_set_icon_name (self->play_button,
                            playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_told (YttYearSlider *self)
{
  YttMoment moment = get_moment (self);
  g_autofree char *text = moment.told != 0 ? ytt_format_told (moment.told) : NULL;
  g_autofree char *left_out = ytt_told_popover_describe_left_out (self->popover);

  gtk_widget_set_visible (GTK_WIDGET (self->told_pill), moment.told != 0);
  gtk_label_set_label (self->told_label, text != NULL ? text : "");
  gtk_label_set_label (self->left_out_label, left_out != NULL ? left_out : "");
  gtk_widget_set_visible (GTK_WIDGET (self->left_out_label), left_out != NULL);
}

static void
update (YttYearSlider *self)
{
  g_autofree char *text = describe_year (self, FALSE);
  g_autofree char *spoken = describe_year (self, TRUE);
  /* Translators: how a screen reader names the button that opens the second clock, after the year that is shown */
  g_autofree char *named = g_strdup_printf (_("%s, as told on a date"), spoken);

  gtk_adjustment_set_value (self->adjustment, get_stop (self, get_moment (self).year));
  gtk_label_set_label (self->year_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, named, -1);
  update_told (self);
}

/* Links that nobody dated are drawn in every year, and so it is said how many. */
static void
update_undated (YttYearSlider *self)
{
  guint n = self->session != NULL ? ytt_supply_get_n_undated (ytt_session_get_supply (self->session)) : 0;
  g_autofree char *text = NULL;

  if (n > 0)
    text = g_strdup_printf (ngettext ("%u supply link has no date", "%u supply links have no date", n), n);
  gtk_label_set_label (self->undated_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->undated_label), n > 0);
}

static void
stop_playing (YttYearSlider *self)
{
  if (self->play_id == 0)
    return;

  g_clear_handle_id (&self->play_id, g_source_remove);
  update_play_button (self);
}

static void
step_to (YttYearSlider *self,
         int            stop)
{
  self->stepping = TRUE;
  set_year (self, get_year (self, stop));
  self->stepping = FALSE;
}

static gboolean
play_cb (gpointer user_data)
{
  YttYearSlider *self = user_data;
  int stop = get_stop (self, get_moment (self).year);

  /* A large document answers later than the clock ticks: each year is shown before the next one. */
  if (self->session != NULL && ytt_session_get_loading (self->session))
    return G_SOURCE_CONTINUE;

  if (stop < N_YEARS)
    step_to (self, stop + 1);
  if (self->session != NULL && stop + 1 < N_YEARS)
    return G_SOURCE_CONTINUE;

  self->play_id = 0;
  update_play_button (self);

  return G_SOURCE_REMOVE;
}

static void
play_clicked_cb (YttYearSlider *self)
{
  if (self->play_id != 0)
    {
      stop_playing (self);
      return;
    }
  if (self->session == NULL)
    return;

  /* From the end it begins again. */
  if (get_stop (self, get_moment (self).year) >= N_YEARS)
    step_to (self, 0);
  self->play_id = g_timeout_add (PLAY_PACE, play_cb, self);
  update_play_button (self);
}

/* Only what somebody does to the scale comes here. */
static gboolean
change_value_cb (GtkRange      *range,
                 GtkScrollType  scroll,
                 double         value,
                 gpointer       user_data)
{
  YttYearSlider *self = user_data;
  int stop = (int) (CLAMP (value, 0, N_YEARS) + 0.5);

  stop_playing (self);
  set_year (self, get_year (self, stop));
  update (self);

  return GDK_EVENT_STOP;
}

static void
clear_told_cb (YttYearSlider *self)
{
  YttMoment moment = get_moment (self);

  moment.told = 0;
  if (self->session != NULL)
    ytt_session_set_moment (self->session, moment);
  gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
}

static void
moment_changed_cb (YttYearSlider *self)
{
  if (!self->stepping)
    stop_playing (self);
  update (self);
}

static void
ytt_year_slider_unmap (GtkWidget *widget)
{
  stop_playing (YTT_YEAR_SLIDER (widget));

  GTK_WIDGET_CLASS (ytt_year_slider_parent_class)->unmap (widget);
}

static void
ytt_year_slider_dispose (GObject *object)
{
  YttYearSlider *self = YTT_YEAR_SLIDER (object);

  g_clear_handle_id (&self->play_id, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->supply);

  G_OBJECT_CLASS (ytt_year_slider_parent_class)->dispose (object);
}

static void
ytt_year_slider_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  YttYearSlider *self = YTT_YEAR_SLIDER (object);

  switch (property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_year_slider_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  YttYearSlider *self = YTT_YEAR_SLIDER (object);

  switch (property_id)
    {
    case PROP_SESSION:
      ytt_year_slider_set_session (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      ytt_year_slider_set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_year_slider_class_init (YttYearSliderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_year_slider_dispose;
  object_class->get_property = ytt_year_slider_get_property;
  object_class->set_property = ytt_year_slider_set_property;
  widget_class->unmap = ytt_year_slider_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (YTT_TYPE_TOLD_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "map/ytt-year-slider.ui");
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, adjustment);
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, box);
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, left_out_label);
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, menu_button);
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, play_button);
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, popover);
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, scale);
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, told_label);
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, told_pill);
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, undated_label);
  gtk_widget_class_bind_template_child (widget_class, YttYearSlider, year_label);
  gtk_widget_class_bind_template_callback (widget_class, change_value_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_told_cb);
  gtk_widget_class_bind_template_callback (widget_class, play_clicked_cb);
}

static void
ytt_year_slider_init (YttYearSlider *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->supply = g_signal_group_new (YTT_TYPE_SUPPLY);
  g_signal_group_connect_object (self->supply, "notify::links", G_CALLBACK (update_undated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "notify::tellings", G_CALLBACK (update_told), self, G_CONNECT_SWAPPED);
  update_play_button (self);
  update (self);
}

/**
 * ytt_year_slider_set_session:
 * @self: a slider
 * @session: (nullable): whose clocks it turns
 */
void
ytt_year_slider_set_session (YttYearSlider *self,
                             YttSession    *session)
{
  g_return_if_fail (YTT_IS_YEAR_SLIDER (self));

  if (self->session == session)
    return;

  stop_playing (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::year", G_CALLBACK (moment_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::told", G_CALLBACK (moment_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::store", G_CALLBACK (moment_changed_cb), self, G_CONNECT_SWAPPED);
    }
  ytt_told_popover_set_session (self->popover, session);
  g_signal_group_set_target (self->supply, session != NULL ? ytt_session_get_supply (session) : NULL);
  update_undated (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * ytt_year_slider_set_narrow:
 * @self: a slider
 * @narrow: whether the window is narrow
 *
 * Narrow, it stands at the top, between legend and zoom, and what is told hangs below it.
 */
void
ytt_year_slider_set_narrow (YttYearSlider *self,
                            gboolean       narrow)
{
  g_return_if_fail (YTT_IS_YEAR_SLIDER (self));

  narrow = !!narrow;
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_box_reorder_child_after (self->box, GTK_WIDGET (self->told_pill),
                               narrow ? gtk_widget_get_last_child (GTK_WIDGET (self->box)) : NULL);
  gtk_box_reorder_child_after (self->box, GTK_WIDGET (self->undated_label), GTK_WIDGET (self->told_pill));
  gtk_menu_button_set_direction (self->menu_button, narrow ? GTK_ARROW_DOWN : GTK_ARROW_UP);
  gtk_widget_set_valign (GTK_WIDGET (self), narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/**
 * ytt_year_slider_get_playing:
 * @self: a slider
 *
 * Returns: whether it goes through the years by itself
 */
gboolean
ytt_year_slider_get_playing (YttYearSlider *self)
{
  g_return_val_if_fail (YTT_IS_YEAR_SLIDER (self), FALSE);

  return self->play_id != 0;
}
