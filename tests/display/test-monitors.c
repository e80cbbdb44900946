#include "config.h"

#include "monitor-hand.h"
#include "window-fixture.h"

#include "ytt-monitors.h"

/* Where the two windows of a talk stand, on monitors that are plugged in and out. */

typedef struct
{
  GtkWindow   *home;
  GtkWindow   *wall;
  GtkWindow   *speaker;
  YttMonitors *monitors;
} Fixture;

static GtkWindow *
make_window (const char *title)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_title (window, title);
  gtk_window_set_default_size (window, 640, 400);
  gtk_window_set_child (window, gtk_label_new (title));

  return window;
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  monitors_plug_in ();
  if (GPOINTER_TO_INT (data) == 1)
    monitors_change (1, "--output DUMMY1 --off");

  f->home = make_window ("Home");
  gtk_window_present (f->home);
  wait_until (is_active, f->home);
  f->wall = make_window ("Wall");
  f->speaker = make_window ("Speaker");
  f->monitors = ytt_monitors_new (f->wall, f->speaker, f->home);
  ytt_monitors_show (f->monitors);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (f->monitors), (gpointer *) &f->monitors);
  g_object_unref (f->monitors);
  g_assert_null (f->monitors);
  gtk_window_destroy (f->speaker);
  gtk_window_destroy (f->wall);
  gtk_window_destroy (f->home);
}

#define assert_at(f, wall_place, speaker_place) \
  assert_places ((f)->wall, (wall_place), (f)->speaker, (speaker_place))

static void
test_two (Fixture       *f,
          gconstpointer  data)
{
  assert_at (f, "DUMMY1", "DUMMY0");
  g_assert_true (ytt_monitors_get_apart (f->monitors));
  wait_until (is_active, f->speaker);

  ytt_monitors_swap (f->monitors);
  assert_at (f, "DUMMY0", "DUMMY1");
  ytt_monitors_swap (f->monitors);
  assert_at (f, "DUMMY1", "DUMMY0");
}

static void
test_wall_unplugged (Fixture       *f,
                     gconstpointer  data)
{
  assert_at (f, "DUMMY1", "DUMMY0");

  monitors_change (1, "--output DUMMY1 --off");
  assert_at (f, "DUMMY0", "window");
  g_assert_false (ytt_monitors_get_apart (f->monitors));
  wait_until (is_active, f->wall);

  monitors_plug_in ();
  assert_at (f, "DUMMY1", "DUMMY0");
  g_assert_true (ytt_monitors_get_apart (f->monitors));
}

static void
test_speaker_unplugged (Fixture       *f,
                        gconstpointer  data)
{
  assert_at (f, "DUMMY1", "DUMMY0");

  monitors_change (1, "--output DUMMY0 --off");
  assert_at (f, "DUMMY1", "window");
  wait_until (is_active, f->wall);

  monitors_plug_in ();
  assert_at (f, "DUMMY1", "DUMMY0");
}

/* A swap is a person's word: it holds when the monitors come back. */
static void
test_swap_is_kept (Fixture       *f,
                   gconstpointer  data)
{
  assert_at (f, "DUMMY1", "DUMMY0");
  ytt_monitors_swap (f->monitors);
  assert_at (f, "DUMMY0", "DUMMY1");

  monitors_change (1, "--output DUMMY0 --off");
  assert_at (f, "DUMMY1", "window");
  monitors_plug_in ();
  assert_at (f, "DUMMY0", "DUMMY1");
}

static void
painted_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
speaker_mapped_cb (GtkWidget *speaker,
                   gpointer   data)
{
  g_assert_true (*(gboolean *) data);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

/* Either can be brought to the front. */
static gboolean
has_parted (gpointer data)
{
  return gtk_window_get_transient_for (data) == NULL;
}

/* The room does not see the speaker's screen before the wall covers it. */
static void
test_wall_first (Fixture       *f,
                 gconstpointer  data)
{
  gboolean painted = FALSE;

  assert_at (f, "DUMMY0", "window");
  g_object_unref (f->monitors);
  gtk_widget_set_visible (GTK_WIDGET (f->speaker), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (f->wall), FALSE);
  gtk_widget_unrealize (GTK_WIDGET (f->wall));
  gtk_widget_realize (GTK_WIDGET (f->wall));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (f->wall)), "after-paint", G_CALLBACK (painted_cb),
                            &painted);
  g_signal_connect (f->speaker, "map", G_CALLBACK (speaker_mapped_cb), &painted);
  f->monitors = ytt_monitors_new (f->wall, f->speaker, f->home);
  ytt_monitors_show (f->monitors);
  assert_at (f, "DUMMY0", "window");
  wait_until (is_mapped, f->speaker);
  wait_until (has_parted, f->wall);
  wait_until (is_active, f->wall);
}

static void
test_one (Fixture       *f,
          gconstpointer  data)
{
  assert_at (f, "DUMMY0", "window");
  g_assert_false (ytt_monitors_get_apart (f->monitors));
  wait_until (is_active, f->wall);

  /* What is behind comes to the front, and goes back. */
  ytt_monitors_swap (f->monitors);
  wait_until (is_active, f->speaker);
  ytt_monitors_swap (f->monitors);
  wait_until (is_active, f->wall);
  assert_at (f, "DUMMY0", "window");

  /* The projector comes in the middle of the talk. */
  monitors_plug_in ();
  assert_at (f, "DUMMY1", "DUMMY0");
}

static void
test_window (Fixture       *f,
             gconstpointer  data)
{
  assert_at (f, "DUMMY1", "DUMMY0");

  ytt_monitors_set_fullscreen (f->monitors, FALSE);
  assert_at (f, "window", "DUMMY0");
  monitors_change (1, "--output DUMMY1 --off");
  assert_at (f, "window", "window");
  ytt_monitors_set_fullscreen (f->monitors, TRUE);
  assert_at (f, "DUMMY0", "window");
}

/* A projector that gets another mode is still the wall's. */
static void
test_mode (Fixture       *f,
           gconstpointer  data)
{
  assert_at (f, "DUMMY1", "DUMMY0");

  monitors_change (2, "--addmode DUMMY1 800x600");
  monitors_change (2, "--output DUMMY1 --mode 800x600");
  assert_at (f, "DUMMY1", "DUMMY0");
  monitors_change (2, "--output DUMMY1 --pos 0x0 --output DUMMY0 --pos 800x0");
  assert_at (f, "DUMMY1", "DUMMY0");
}

/* One more changes nothing, and takes nobody's keyboard away. */
static void
test_third (Fixture       *f,
            gconstpointer  data)
{
  assert_at (f, "DUMMY1", "DUMMY0");
  wait_until (is_active, f->speaker);
  gtk_window_present (f->wall);
  wait_until (is_active, f->wall);

  monitors_change (2, "--addmode DUMMY2 800x600");
  monitors_change (3, "--output DUMMY2 --mode 800x600 --pos 2304x0");
  assert_at (f, "DUMMY1", "DUMMY0");
  wait_for_frames (GTK_WIDGET (f->wall));
  g_assert_true (gtk_window_is_active (f->wall));

  /* It takes the place of one that goes. */
  monitors_change (2, "--output DUMMY1 --off");
  assert_at (f, "DUMMY2", "DUMMY0");
  monitors_change (1, "--output DUMMY2 --off");
  assert_at (f, "DUMMY0", "window");
}

static gulong
find_listener (GdkMonitor *monitor,
               gpointer    window)
{
  return g_signal_handler_find (monitor, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA,
                                g_signal_lookup ("invalidate", GDK_TYPE_MONITOR), 0, NULL, NULL, window);
}

/* The projector is unplugged once the talk has ended: no window that is gone is told of it. */
static void
test_ended (Fixture       *f,
            gconstpointer  data)
{
  GdkSurface *surface;
  g_autoptr(GdkMonitor) monitor = NULL;
  gpointer wall = f->wall;

  assert_at (f, "DUMMY1", "DUMMY0");
  surface = gtk_native_get_surface (GTK_NATIVE (f->wall));
  monitor = g_object_ref (gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface));
  g_assert_cmpuint (find_listener (monitor, wall), !=, 0);

  gtk_window_destroy (f->wall);
  g_assert_cmpuint (find_listener (monitor, wall), ==, 0);
  monitors_change (1, "--output DUMMY1 --off");

  f->wall = make_window ("Wall");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add ("/monitors/two", Fixture, GINT_TO_POINTER (2), set_up, test_two, tear_down);
  g_test_add ("/monitors/wall-unplugged", Fixture, GINT_TO_POINTER (2), set_up, test_wall_unplugged, tear_down);
  g_test_add ("/monitors/speaker-unplugged", Fixture, GINT_TO_POINTER (2), set_up, test_speaker_unplugged, tear_down);
  g_test_add ("/monitors/swap-is-kept", Fixture, GINT_TO_POINTER (2), set_up, test_swap_is_kept, tear_down);
  g_test_add ("/monitors/one", Fixture, GINT_TO_POINTER (1), set_up, test_one, tear_down);
  g_test_add ("/monitors/wall-first", Fixture, GINT_TO_POINTER (1), set_up, test_wall_first, tear_down);
  g_test_add ("/monitors/window", Fixture, GINT_TO_POINTER (2), set_up, test_window, tear_down);
  g_test_add ("/monitors/ended", Fixture, GINT_TO_POINTER (2), set_up, test_ended, tear_down);
  g_test_add ("/monitors/third", Fixture, GINT_TO_POINTER (2), set_up, test_third, tear_down);
  g_test_add ("/monitors/mode", Fixture, GINT_TO_POINTER (2), set_up, test_mode, tear_down);

  return g_test_run ();
}
