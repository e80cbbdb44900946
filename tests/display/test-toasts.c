/* Toasts that are to go while they slide in: libadwaita 1.2 would bring the program down. */

#include "config.h"

#include "window-fixture.h"

#include "ytt-toasts.h"

#define N_TOASTS 3

typedef struct
{
  GtkWindow       *window;
  AdwToastOverlay *overlay;
  AdwToast        *toasts[N_TOASTS];   /* (owned) */
  guint            n_gone;
  guint            wanted;
} Fixture;

static void
dismissed_cb (Fixture *f)
{
  f->n_gone++;
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
  f->window = GTK_WINDOW (adw_window_new ());
  f->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (f->overlay, gtk_entry_new ());
  gtk_window_set_default_size (f->window, 600, 400);
  adw_window_set_content (ADW_WINDOW (f->window), GTK_WIDGET (f->overlay));
  gtk_window_present (f->window);
  wait_until (is_active, f->window);
  gtk_widget_grab_focus (adw_toast_overlay_get_child (f->overlay));

  for (guint i = 0; i < N_TOASTS; i++)
    {
      f->toasts[i] = adw_toast_new ("Toast");
      adw_toast_set_timeout (f->toasts[i], 0);
      g_signal_connect_swapped (f->toasts[i], "dismissed", G_CALLBACK (dismissed_cb), f);
    }
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  for (guint i = 0; i < N_TOASTS; i++)
    g_signal_handlers_disconnect_by_data (f->toasts[i], f);
  gtk_window_destroy (f->window);
  for (guint i = 0; i < N_TOASTS; i++)
    g_object_unref (f->toasts[i]);
}

static void
add_all (Fixture *f)
{
  for (guint i = 0; i < N_TOASTS; i++)
    ytt_toasts_add (f->overlay, g_object_ref (f->toasts[i]));
}

static gboolean
has_gone (gpointer data)
{
  Fixture *f = data;

  return f->n_gone == f->wanted;
}

static void
want_gone (Fixture *f,
           guint    wanted)
{
  f->wanted = wanted;
  wait_until (has_gone, f);
}

static gboolean
has_no_toast (gpointer data)
{
  return gtk_widget_get_last_child (data) == adw_toast_overlay_get_child (data);
}

/* The program takes them back at once. */
static void
test_dismiss (Fixture       *f,
              gconstpointer  data)
{
  add_all (f);
  for (guint i = 0; i < N_TOASTS; i++)
    ytt_toasts_dismiss (f->overlay, f->toasts[i]);
  g_assert_cmpuint (f->n_gone, ==, 0);
  want_gone (f, N_TOASTS);
  wait_until (has_no_toast, f->overlay);

  /* One that has gone is not missed. */
  ytt_toasts_dismiss (f->overlay, f->toasts[0]);
  g_assert_cmpuint (f->n_gone, ==, N_TOASTS);
}

/* The window goes before them. */
static void
test_window_goes (Fixture       *f,
                  gconstpointer  data)
{
  add_all (f);
  ytt_toasts_dismiss (f->overlay, f->toasts[0]);
  wait_for_frames (GTK_WIDGET (f->window));
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/toasts/dismiss", test_dismiss);
  ADD ("/toasts/window-goes", test_window_goes);
#undef ADD

  return g_test_run ();
}
