#include "config.h"

#include <adwaita.h>

#include "ytt-shell.h"

typedef struct
{
  YttShell  *shell;
  GtkWidget *list;
  GtkWidget *map;
  GtkWidget *detail;
} Fixture;

/* A shell without a window: it is given its size by the test. */
static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  f->list = adw_bin_new ();
  f->map = adw_bin_new ();
  f->detail = adw_bin_new ();
  f->shell = g_object_ref_sink (g_object_new (YTT_TYPE_SHELL, "list", f->list, "map", f->map,
                                              "detail", f->detail, NULL));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gpointer alive = f->shell;

  g_object_add_weak_pointer (G_OBJECT (f->shell), &alive);
  g_object_unref (f->shell);
  g_assert_null (alive);
}

static void
give_width (Fixture *f,
            int      width)
{
  gtk_widget_measure (GTK_WIDGET (f->shell), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (GTK_WIDGET (f->shell), width, 600, -1, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
assert_place (Fixture   *f,
              GtkWidget *child,
              int        x,
              int        width)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_get_child_visible (child));
  g_assert_true (gtk_widget_compute_bounds (child, GTK_WIDGET (f->shell), &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, x);
  g_assert_cmpfloat (bounds.size.width, ==, width);
  g_assert_cmpfloat (bounds.size.height, ==, 600);
}

static void
assert_hidden (GtkWidget *child)
{
  g_assert_false (gtk_widget_get_child_visible (child));
}

static void
test_wide (Fixture       *f,
           gconstpointer  data)
{
  ytt_shell_set_show_detail (f->shell, TRUE);
  give_width (f, 1280);
  g_assert_cmpint (ytt_shell_get_mode (f->shell), ==, YTT_SHELL_WIDE);
  assert_place (f, f->list, 0, 312);
  assert_place (f, f->map, 312, 596);
  assert_place (f, f->detail, 908, 372);

  ytt_shell_set_show_list (f->shell, FALSE);
  give_width (f, 1280);
  assert_hidden (f->list);
  assert_place (f, f->map, 0, 908);

  ytt_shell_set_show_detail (f->shell, FALSE);
  give_width (f, 1280);
  assert_hidden (f->detail);
  assert_place (f, f->map, 0, 1280);
}

static void
test_borders (Fixture       *f,
              gconstpointer  data)
{
  static const struct { int width; YttShellMode mode; } widths[] = {
    { 360, YTT_SHELL_NARROW },
    { 719, YTT_SHELL_NARROW },
    { 720, YTT_SHELL_MEDIUM },
    { 1039, YTT_SHELL_MEDIUM },
    { 1040, YTT_SHELL_WIDE },
    { 4000, YTT_SHELL_WIDE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      give_width (f, widths[i].width);
      g_assert_cmpint (ytt_shell_get_mode (f->shell), ==, widths[i].mode);
    }
}

/* From 720 the list lies over the map, which keeps its width. */
static void
test_medium (Fixture       *f,
             gconstpointer  data)
{
  ytt_shell_set_show_detail (f->shell, TRUE);
  give_width (f, 800);
  assert_place (f, f->list, 0, 312);
  assert_place (f, f->map, 0, 428);
  assert_place (f, f->detail, 428, 372);
  g_assert_true (gtk_widget_has_css_class (f->list, "overlaid"));
  g_assert_true (gtk_widget_get_last_child (GTK_WIDGET (f->shell)) == f->list);

  give_width (f, 1280);
  g_assert_false (gtk_widget_has_css_class (f->list, "overlaid"));
}

static void
test_narrow (Fixture       *f,
             gconstpointer  data)
{
  give_width (f, 360);
  assert_place (f, f->list, 0, 360);
  assert_hidden (f->map);
  assert_hidden (f->detail);

  ytt_shell_set_show_detail (f->shell, TRUE);
  give_width (f, 360);
  assert_place (f, f->detail, 0, 360);
  assert_hidden (f->list);

  ytt_shell_set_show_detail (f->shell, FALSE);
  ytt_shell_set_show_list (f->shell, FALSE);
  give_width (f, 360);
  assert_place (f, f->map, 0, 360);
  assert_hidden (f->list);
  assert_hidden (f->detail);
}

static void
test_right_to_left (Fixture       *f,
                    gconstpointer  data)
{
  gtk_widget_set_direction (GTK_WIDGET (f->shell), GTK_TEXT_DIR_RTL);
  ytt_shell_set_show_detail (f->shell, TRUE);
  give_width (f, 1280);
  assert_place (f, f->list, 968, 312);
  assert_place (f, f->map, 372, 596);
  assert_place (f, f->detail, 0, 372);
}

/* Large text asks for wider panes, and then they fold earlier instead of being cut. */
static void
test_large_text (Fixture       *f,
                 gconstpointer  data)
{
  gtk_widget_set_size_request (f->list, 450, -1);
  gtk_widget_set_size_request (f->detail, 550, -1);
  gtk_widget_set_size_request (f->map, 200, -1);

  ytt_shell_set_show_detail (f->shell, TRUE);
  give_width (f, 1200);
  g_assert_cmpint (ytt_shell_get_mode (f->shell), ==, YTT_SHELL_WIDE);
  assert_place (f, f->map, 450, 200);
  give_width (f, 1199);
  g_assert_cmpint (ytt_shell_get_mode (f->shell), ==, YTT_SHELL_MEDIUM);
  give_width (f, 999);
  g_assert_cmpint (ytt_shell_get_mode (f->shell), ==, YTT_SHELL_NARROW);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Whoever changes what it shows upon a new mode must not do so while sizes are given. */
static void
test_notify (Fixture       *f,
             gconstpointer  data)
{
  guint n_mode = 0, n_list = 0;

  g_signal_connect_swapped (f->shell, "notify::mode", G_CALLBACK (count_cb), &n_mode);
  g_signal_connect_swapped (f->shell, "notify::show-list", G_CALLBACK (count_cb), &n_list);

  gtk_widget_measure (GTK_WIDGET (f->shell), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (GTK_WIDGET (f->shell), 400, 600, -1, NULL);
  g_assert_cmpuint (n_mode, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_mode, ==, 1);

  give_width (f, 401);
  g_assert_cmpuint (n_mode, ==, 1);

  ytt_shell_set_show_list (f->shell, TRUE);
  g_assert_cmpuint (n_list, ==, 0);
  ytt_shell_set_show_list (f->shell, FALSE);
  g_assert_cmpuint (n_list, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/shell/wide", test_wide);
  ADD ("/shell/borders", test_borders);
  ADD ("/shell/medium", test_medium);
  ADD ("/shell/narrow", test_narrow);
  ADD ("/shell/right-to-left", test_right_to_left);
  ADD ("/shell/large-text", test_large_text);
  ADD ("/shell/notify", test_notify);
#undef ADD

  return g_test_run ();
}
