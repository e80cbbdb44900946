#include "config.h"

#include "monitor-hand.h"

static gboolean
has_exited (gpointer data)
{
  return g_subprocess_get_identifier (data) == NULL;
}

static gboolean
has_monitors (gpointer data)
{
  return g_list_model_get_n_items (gdk_display_get_monitors (gdk_display_get_default ())) == *(guint *) data;
}

static void
xrandr (const char *arguments)
{
  g_autofree char *line = g_strconcat ("xrandr ", arguments, NULL);
  g_auto(GStrv) argv = g_strsplit (line, " ", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = NULL;

  process = g_subprocess_newv ((const char * const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, NULL, NULL);
  wait_until (has_exited, process);
  g_assert_true (g_subprocess_get_successful (process));
}

/**
 * monitors_change:
 * @n_monitors: how many there are afterwards
 * @arguments: what xrandr is told
 *
 * The server's driver notices that a monitor is connected when it is asked, hence the second call.
 */
void
monitors_change (guint       n_monitors,
                 const char *arguments)
{
  xrandr (arguments);
  xrandr ("--query");
  wait_until (has_monitors, &n_monitors);
}

void
monitors_plug_in (void)
{
  static gboolean has_mode;

  if (!has_mode)
    monitors_change (g_list_model_get_n_items (gdk_display_get_monitors (gdk_display_get_default ())),
                     "--addmode DUMMY1 1024x768");
  has_mode = TRUE;
  monitors_change (2, "--output DUMMY0 --mode 1280x800 --pos 0x0 --output DUMMY1 --mode 1024x768 --pos 1280x0");
}

const char *
get_place (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  GdkMonitor *monitor;
  GdkRectangle place;

  if (surface == NULL || !gtk_widget_get_mapped (GTK_WIDGET (window)) || !gtk_window_is_fullscreen (window))
    return "window";

  monitor = gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface);
  if (monitor == NULL)
    return "nowhere";
  gdk_monitor_get_geometry (monitor, &place);
  if (gtk_widget_get_width (GTK_WIDGET (window)) != place.width ||
      gtk_widget_get_height (GTK_WIDGET (window)) != place.height)
    return "on its way";

  return gdk_monitor_get_connector (monitor);
}

typedef struct
{
  GtkWindow  *wall;
  GtkWindow  *speaker;
  const char *wall_place;
  const char *speaker_place;
} Places;

static gboolean
are_there (gpointer data)
{
  const Places *places = data;

  return g_strcmp0 (get_place (places->wall), places->wall_place) == 0 &&
         g_strcmp0 (get_place (places->speaker), places->speaker_place) == 0;
}

void
assert_places (GtkWindow  *wall,
               const char *wall_place,
               GtkWindow  *speaker,
               const char *speaker_place)
{
  Places places = { wall, speaker, wall_place, speaker_place };
  g_autofree char *name = g_strdup_printf ("wall %s, speaker %s", wall_place, speaker_place);

  wait_until_at (are_there, &places, name, G_STRLOC);
}
