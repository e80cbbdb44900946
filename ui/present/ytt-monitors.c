#include "config.h"

#include "ytt-monitors.h"

#include "ytt-screens.h"

/* Where a window was told to stand. */
typedef struct
{
  GdkMonitor   *monitor;   /* (owned) (nullable) */
  GdkRectangle  area;      /* of it, then */
} Spot;

struct _YttMonitors
{
  GObject      parent_instance;

  /* Borrowed; NULL once they are gone */
  GtkWindow   *wall;
  GtkWindow   *speaker;
  GdkMonitor  *wall_monitor;      /* (owned) (nullable): the one that the wall was last asked to fill */
  GdkMonitor  *speaker_monitor;   /* (owned) (nullable): the same of the speaker's screen */

  Spot         wall_spot;
  Spot         speaker_spot;

  GListModel  *list;              /* (owned): the display's monitors */
  GPtrArray   *monitors;          /* (owned) (element-type GdkMonitor): those whose properties are listened to */

  /* Where the windows belong, by the monitors' plugs (owned) (nullable) */
  char        *wall_name;
  char        *speaker_name;
  char        *home_name;

  /* Of the window that is to be painted next (owned) (nullable) */
  GdkFrameClock *clock;
  gulong       painted_handler;

  gboolean     is_shown;
  gboolean     is_apart;
  gboolean     is_fullscreen;
  guint        place_id;
};

G_DEFINE_FINAL_TYPE (YttMonitors, ytt_monitors, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_APART,
  PROP_FULLSCREEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Where the plug is not known, a monitor is told by its place. */
static const char *
get_name (GdkMonitor *monitor)
{
  g_autofree char *name = NULL;
  GdkRectangle area;

  if (gdk_monitor_get_connector (monitor) != NULL)
    return gdk_monitor_get_connector (monitor);

  gdk_monitor_get_geometry (monitor, &area);
  name = g_strdup_printf ("%d,%d", area.x, area.y);

  return g_intern_string (name);
}

/* The screens that there are, as the plan wants them. Their names live as long as the monitors do. */
static GArray *
get_screens (YttMonitors *self)
{
  GArray *screens = g_array_new (FALSE, FALSE, sizeof (YttScreen));

  for (guint i = 0; i < self->monitors->len; i++)
    {
      GdkMonitor *monitor = g_ptr_array_index (self->monitors, i);
      GdkRectangle place;
      YttScreen screen = { .name = get_name (monitor) };

      gdk_monitor_get_geometry (monitor, &place);
      screen.x = place.x;
      screen.y = place.y;
      screen.width = place.width;
      screen.height = place.height;
      g_array_append_val (screens, screen);
    }

  return screens;
}

/* Where the windows are to stand; FALSE if there is nowhere, as for a moment while a computer wakes. */
static gboolean
find_places (YttMonitors  *self,
             GdkMonitor  **wall,
             GdkMonitor  **speaker)
{
  const YttScreenWish wish = { self->wall_name, self->speaker_name, self->home_name };
  g_autoptr(GArray) screens = get_screens (self);
  YttScreenPlan plan = ytt_screens_plan ((const YttScreen *) screens->data, screens->len, &wish);

  if (plan.wall < 0)
    return FALSE;

  *wall = g_ptr_array_index (self->monitors, plan.wall);
  *speaker = g_ptr_array_index (self->monitors, plan.speaker);

  return TRUE;
}

/* From here on the windows belong there, also if one of the monitors is unplugged and comes back. */
static void
remember (YttMonitors *self,
          GdkMonitor  *wall,
          GdkMonitor  *speaker)
{
  g_free (self->wall_name);
  self->wall_name = g_strdup (get_name (wall));
  g_free (self->speaker_name);
  self->speaker_name = g_strdup (get_name (speaker));
}

static void
set_apart (YttMonitors *self,
           gboolean     is_apart)
{
  if (self->is_apart == is_apart)
    return;

  self->is_apart = is_apart;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_APART]);
}

/*
 * Fills a monitor with a window. A window manager may leave a window that fills a monitor where it is, so it is taken
 * out of full screen first if it is to fill another.
 */
static void
fill (GtkWindow   *window,
      GdkMonitor  *monitor,
      GdkMonitor **filled)
{
  if (*filled != NULL && *filled != monitor)
    gtk_window_unfullscreen (window);
  g_set_object (filled, monitor);
  gtk_window_fullscreen_on_monitor (window, monitor);
}

static void
unfill (GtkWindow   *window,
        GdkMonitor **filled)
{
  g_clear_object (filled);
  gtk_window_unfullscreen (window);
}

static void
place_wall (YttMonitors *self,
            GdkMonitor  *monitor)
{
  if (self->is_fullscreen)
    fill (self->wall, monitor, &self->wall_monitor);
  else if (self->wall_monitor != NULL)
    unfill (self->wall, &self->wall_monitor);
}

static void
forget_painted (YttMonitors *self)
{
  if (self->clock != NULL)
    g_clear_signal_handler (&self->painted_handler, self->clock);
  g_clear_object (&self->clock);
}

/* Once a window that is shown has been painted. */
static void
when_painted (YttMonitors *self,
              GtkWindow   *window,
              void       (*callback) (YttMonitors *self))
{
  forget_painted (self);
  self->clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (window)));
  self->painted_handler = g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (callback), self);
}

/* Each of the two a monitor of its own: what is typed goes to the speaker's, whose keys do the same. */
static void
place_apart (YttMonitors *self,
             GdkMonitor  *wall,
             GdkMonitor  *speaker)
{
  forget_painted (self);
  gtk_window_set_transient_for (self->wall, NULL);
  place_wall (self, wall);
  fill (self->speaker, speaker, &self->speaker_monitor);
  gtk_window_present (self->wall);
  gtk_window_present (self->speaker);
}

/* From now on each of them may be brought to the front. */
static void
part (YttMonitors *self)
{
  forget_painted (self);
  if (self->wall == NULL)
    return;

  gtk_window_set_transient_for (self->wall, NULL);
  gtk_window_present (self->wall);
}

/* A window manager keeps a window above the one that it belongs to. */
static void
show_behind (YttMonitors *self)
{
  forget_painted (self);
  if (self->wall == NULL || self->speaker == NULL || gtk_widget_get_visible (GTK_WIDGET (self->speaker)))
    return;

  gtk_window_set_transient_for (self->wall, self->speaker);
  gtk_widget_set_visible (GTK_WIDGET (self->speaker), TRUE);
  when_painted (self, self->speaker, part);
}

/* One monitor for both: the wall covers it, and the speaker's screen is a window behind it. */
static void
place_together (YttMonitors *self,
                GdkMonitor  *monitor)
{
  /* The room is not to see the speaker's screen: it comes once the wall is painted in front of it. */
  gboolean was_shown = gtk_widget_get_visible (GTK_WIDGET (self->speaker));

  if (self->speaker_monitor != NULL)
    unfill (self->speaker, &self->speaker_monitor);
  place_wall (self, monitor);
  if (was_shown)
    gtk_window_present (self->speaker);
  gtk_window_present (self->wall);
  if (!was_shown)
    when_painted (self, self->wall, show_behind);
}

/* Whether it is another one, or the same in another mode. */
static gboolean
move_spot (Spot       *spot,
           GdkMonitor *monitor)
{
  gboolean is_other = spot->monitor != monitor;
  GdkRectangle area = { 0 };

  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &area);
  if (!is_other && gdk_rectangle_equal (&spot->area, &area))
    return FALSE;

  g_set_object (&spot->monitor, monitor);
  spot->area = area;

  return TRUE;
}

/* What changes nothing for the windows leaves the keyboard where it is. */
static void
place (YttMonitors *self)
{
  GdkMonitor *wall = NULL;
  GdkMonitor *speaker = NULL;
  gboolean wall_moves;
  gboolean speaker_moves;

  if (!self->is_shown || self->wall == NULL || self->speaker == NULL)
    return;

  find_places (self, &wall, &speaker);
  wall_moves = move_spot (&self->wall_spot, wall);
  speaker_moves = move_spot (&self->speaker_spot, speaker);
  if (wall == NULL || !(wall_moves || speaker_moves))
    return;

  if (wall == speaker)
    place_together (self, wall);
  else
    place_apart (self, wall, speaker);
  if (wall != speaker && self->wall_name == NULL)
    remember (self, wall, speaker);
  set_apart (self, wall != speaker);
}

static gboolean
place_cb (gpointer data)
{
  YttMonitors *self = data;

  self->place_id = 0;
  place (self);

  return G_SOURCE_REMOVE;
}

/* One plug is several changes: a monitor that goes, the others that move up. The windows move when all are known, and
 * before anything is drawn where nobody can see it. */
static void
queue_place (YttMonitors *self)
{
  if (self->place_id == 0)
    self->place_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, place_cb, self, NULL);
}

static void
listen (YttMonitors *self)
{
  for (guint i = 0; i < self->monitors->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->monitors, i), self);
  g_ptr_array_set_size (self->monitors, 0);

  for (guint i = 0; i < g_list_model_get_n_items (self->list); i++)
    {
      GdkMonitor *monitor = g_list_model_get_item (self->list, i);

      g_signal_connect_object (monitor, "notify", G_CALLBACK (queue_place), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->monitors, monitor);
    }
}

static void
monitors_changed_cb (YttMonitors *self)
{
  listen (self);
  queue_place (self);
}

static void
ytt_monitors_dispose (GObject *object)
{
  YttMonitors *self = YTT_MONITORS (object);

  forget_painted (self);
  g_clear_handle_id (&self->place_id, g_source_remove);
  g_clear_weak_pointer (&self->wall);
  g_clear_weak_pointer (&self->speaker);
  g_clear_object (&self->wall_monitor);
  g_clear_object (&self->speaker_monitor);
  g_clear_object (&self->wall_spot.monitor);
  g_clear_object (&self->speaker_spot.monitor);
  g_clear_pointer (&self->monitors, g_ptr_array_unref);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (ytt_monitors_parent_class)->dispose (object);
}

static void
ytt_monitors_finalize (GObject *object)
{
  YttMonitors *self = YTT_MONITORS (object);

  g_free (self->wall_name);
  g_free (self->speaker_name);
  g_free (self->home_name);

  G_OBJECT_CLASS (ytt_monitors_parent_class)->finalize (object);
}

static void
ytt_monitors_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  YttMonitors *self = YTT_MONITORS (object);

  switch (property_id)
    {
    case PROP_APART:
      g_value_set_boolean (value, self->is_apart);
      break;

    case PROP_FULLSCREEN:
      g_value_set_boolean (value, self->is_fullscreen);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_monitors_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_FULLSCREEN:
      ytt_monitors_set_fullscreen (YTT_MONITORS (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_monitors_class_init (YttMonitorsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_monitors_dispose;
  object_class->finalize = ytt_monitors_finalize;
  object_class->get_property = ytt_monitors_get_property;
  object_class->set_property = ytt_monitors_set_property;

  /**
   * YttMonitors:apart:
   *
   * Whether wall and speaker's screen have a monitor each.
   */
  properties[PROP_APART] = g_param_spec_boolean ("apart", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * YttMonitors:fullscreen:
   *
   * Whether the wall fills its monitor rather than being a window.
   */
  properties[PROP_FULLSCREEN] = g_param_spec_boolean ("fullscreen", NULL, NULL, TRUE,
                                                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_monitors_init (YttMonitors *self)
{
  self->is_fullscreen = TRUE;
  self->monitors = g_ptr_array_new_with_free_func (g_object_unref);
}

/* The plug of the monitor that a window stands on. */
static char *
find_name (GtkWindow *window)
{
  GdkSurface *surface = window != NULL ? gtk_native_get_surface (GTK_NATIVE (window)) : NULL;
  GdkMonitor *monitor = NULL;

  if (surface != NULL)
    monitor = gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface);

  return monitor != NULL ? g_strdup (get_name (monitor)) : NULL;
}

/* GTK has a window listen to the monitor that it was to fill until that goes, even if the window is gone by then. */
static void
forget_monitor_cb (GtkWidget *window)
{
  gtk_window_unfullscreen (GTK_WINDOW (window));
}

/**
 * ytt_monitors_new:
 * @wall: the wall's window, not shown yet
 * @speaker: the window of the speaker's screen, not shown yet
 * @home: (nullable): the window from which the talk is started
 *
 * Makes what keeps the windows in their places. It does not keep them alive.
 *
 * Returns: (transfer full): a new #YttMonitors
 */
YttMonitors *
ytt_monitors_new (GtkWindow *wall,
                  GtkWindow *speaker,
                  GtkWindow *home)
{
  YttMonitors *self = g_object_new (YTT_TYPE_MONITORS, NULL);

  g_set_weak_pointer (&self->wall, wall);
  g_set_weak_pointer (&self->speaker, speaker);
  g_signal_connect (wall, "unrealize", G_CALLBACK (forget_monitor_cb), NULL);
  g_signal_connect (speaker, "unrealize", G_CALLBACK (forget_monitor_cb), NULL);
  self->home_name = find_name (home);
  self->list = g_object_ref (gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (wall))));
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (monitors_changed_cb), self, G_CONNECT_SWAPPED);
  listen (self);

  return self;
}

/**
 * ytt_monitors_show:
 * @self: a #YttMonitors
 *
 * Shows both windows, each where it belongs.
 */
void
ytt_monitors_show (YttMonitors *self)
{
  g_return_if_fail (YTT_IS_MONITORS (self));

  self->is_shown = TRUE;
  place (self);
}

/**
 * ytt_monitors_swap:
 * @self: a #YttMonitors
 *
 * Lets the two windows change places. On one monitor the one that is behind comes to the front.
 */
void
ytt_monitors_swap (YttMonitors *self)
{
  GdkMonitor *wall;
  GdkMonitor *speaker;

  g_return_if_fail (YTT_IS_MONITORS (self));

  if (self->wall == NULL || self->speaker == NULL || !find_places (self, &wall, &speaker))
    return;

  if (wall == speaker)
    {
      gtk_window_present (gtk_window_is_active (self->wall) ? self->speaker : self->wall);
      return;
    }

  remember (self, speaker, wall);
  place (self);
}

gboolean
ytt_monitors_get_apart (YttMonitors *self)
{
  g_return_val_if_fail (YTT_IS_MONITORS (self), FALSE);

  return self->is_apart;
}

gboolean
ytt_monitors_get_fullscreen (YttMonitors *self)
{
  g_return_val_if_fail (YTT_IS_MONITORS (self), FALSE);

  return self->is_fullscreen;
}

/**
 * ytt_monitors_set_fullscreen:
 * @self: a #YttMonitors
 * @fullscreen: whether the wall is to fill its monitor
 *
 * Makes a window of the wall, or the other way. The speaker's screen stays as it is.
 */
void
ytt_monitors_set_fullscreen (YttMonitors *self,
                             gboolean     fullscreen)
{
  GdkMonitor *wall;
  GdkMonitor *speaker;

  g_return_if_fail (YTT_IS_MONITORS (self));

  if (self->is_fullscreen == !!fullscreen)
    return;

  self->is_fullscreen = !!fullscreen;
  if (self->is_shown && self->wall != NULL && find_places (self, &wall, &speaker))
    place_wall (self, wall);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FULLSCREEN]);
}
