#include "config.h"

#include "window-fixture.h"
#include "ytt-list-pane.h"
#include "ytt-profile-view.h"
#include "ytt-record-header.h"
#include "ytt-session-page.h"
#include "ytt-session-profile.h"

typedef struct
{
  WindowFixture  window_fixture;
  YttWindow     *window;
  YttSession    *session;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  window_fixture_set_up (&f->window_fixture, data);
  f->window = open_window (&f->window_fixture, f->window_fixture.document);
  f->session = ytt_window_get_session (f->window);
  ytt_window_select (f->window, "narva");
  wait_for_window (f->window);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  close_window (f->window);
  window_fixture_tear_down (&f->window_fixture, data);
}

static GtkWidget *
get_part (Fixture    *f,
          GType       type,
          const char *name)
{
  GtkWidget *part = find_widget (GTK_WIDGET (f->window), type, name);

  g_assert_nonnull (part);

  return part;
}

static void
click_link (Fixture    *f,
            const char *label,
            const char *uri)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (get_part (f, GTK_TYPE_LABEL, label), "activate-link", uri, &handled);
  g_assert_true (handled);
  wait_for_window (f->window);
}

static const char *
get_name (Fixture *f)
{
  GtkWidget *view = get_part (f, YTT_TYPE_PROFILE_VIEW, NULL);

  g_assert_true (gtk_widget_get_mapped (view));

  return gtk_label_get_label (GTK_LABEL (find_widget (view, GTK_TYPE_LABEL, "name_label")));
}

static GtkWidget *
get_first_row (Fixture    *f,
               const char *section)
{
  GtkWidget *view = get_part (f, YTT_TYPE_PROFILE_VIEW, NULL);
  GtkWidget *list = find_widget (find_widget (view, ADW_TYPE_BIN, section), GTK_TYPE_LIST_BOX, NULL);

  g_assert_nonnull (list);

  return gtk_widget_get_first_child (list);
}

static double
get_zoom (Fixture *f)
{
  double zoom;

  ytt_session_get_viewport (f->session, NULL, NULL, &zoom);

  return zoom;
}

/* From a facility to its operator, from there to another facility. */
static void
test_from_operator (Fixture       *f,
                    gconstpointer  data)
{
  gint64 narva = ytt_session_get_selected (f->session);
  double zoom = get_zoom (f);

  click_link (f, "operator_label", "0");
  g_assert_cmpstr (get_name (f), !=, "");
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, narva);
  g_assert_cmpfloat (get_zoom (f), !=, zoom);

  gtk_widget_activate_action (get_part (f, YTT_TYPE_PROFILE_VIEW, NULL), "detail.close-profile", NULL);
  wait_for_window (f->window);
  g_assert_true (gtk_widget_get_mapped (get_part (f, YTT_TYPE_RECORD_HEADER, NULL)));
}

static gboolean
has_title (gpointer data)
{
  return *adw_preferences_row_get_title (data) != '\0';
}

/* From a facility to its country, whose facilities are all in the list of the page. */
static void
test_from_country (Fixture       *f,
                   gconstpointer  data)
{
  GtkWidget *row;

  click_link (f, "place_label", "EE");
  g_assert_cmpstr (get_name (f), ==, "Estonia");

  row = get_first_row (f, "facilities");
  wait_until (has_title, row);
  gtk_widget_activate (row);
  wait_for_window (f->window);
  g_assert_false (ytt_session_get_profile_open (f->session));
  g_assert_true (gtk_widget_get_mapped (get_part (f, YTT_TYPE_RECORD_HEADER, NULL)));
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static void
test_filter (Fixture       *f,
             gconstpointer  data)
{
  GListModel *list = G_LIST_MODEL (ytt_session_get_facilities (f->session));
  g_autoptr(YttFilter) everything = ytt_filter_new ();
  guint n;

  click_link (f, "place_label", "EE");
  n = ytt_session_get_profile (f->session)->stakes->len;
  gtk_widget_activate_action (get_part (f, YTT_TYPE_PROFILE_VIEW, NULL), "detail.filter-profile", NULL);
  wait_for_window (f->window);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, n);

  /* The page stays, wherever in the list the selection has moved to. */
  g_assert_cmpstr (get_name (f), ==, "Estonia");
  g_assert_cmpint (ytt_session_get_selected (f->session), !=, 0);
  ytt_session_set_filter (f->session, everything);
  wait_for_window (f->window);
  g_assert_cmpstr (get_name (f), ==, "Estonia");
}

/* Where one pane fits, that is the list then, and the page can be opened again. */
static void
test_filter_narrow (Fixture       *f,
                    gconstpointer  data)
{
  resize_window (f->window, 360, 720);
  wait_for_window (f->window);
  ytt_session_open_country (f->session, "EE");
  wait_for_window (f->window);
  gtk_widget_activate_action (get_part (f, YTT_TYPE_PROFILE_VIEW, NULL), "detail.filter-profile", NULL);
  wait_for_window (f->window);
  wait_until (is_mapped, get_part (f, YTT_TYPE_LIST_PANE, NULL));
  g_assert_false (gtk_widget_get_mapped (get_part (f, YTT_TYPE_PROFILE_VIEW, NULL)));

  ytt_session_open_country (f->session, "EE");
  wait_for_window (f->window);
  wait_until (is_mapped, get_part (f, YTT_TYPE_PROFILE_VIEW, NULL));
}

/* Escape goes back one step: from the page to the facility, from the facility to nothing. */
static void
test_escape (Fixture       *f,
             gconstpointer  data)
{
  click_link (f, "place_label", "EE");
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.step-back", NULL);
  wait_for_window (f->window);
  g_assert_false (ytt_session_get_profile_open (f->session));
  g_assert_cmpint (ytt_session_get_selected (f->session), !=, 0);

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.step-back", NULL);
  wait_for_window (f->window);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
}

static void
test_narrow (Fixture       *f,
             gconstpointer  data)
{
  resize_window (f->window, 360, 720);
  wait_for_window (f->window);
  ytt_session_open_country (f->session, "EE");
  wait_for_window (f->window);
  g_assert_cmpstr (get_name (f), ==, "Estonia");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (f->window)), ==, 360);

  /* One way back is enough, and what would be copied is not what is seen. */
  g_assert_true (gtk_widget_get_mapped (get_part (f, GTK_TYPE_BUTTON, "back_button")));
  g_assert_false (gtk_widget_get_mapped (get_part (f, GTK_TYPE_BUTTON, "profile_back")));
  g_assert_false (gtk_widget_get_mapped (get_part (f, GTK_TYPE_BUTTON, "copy_button")));
  g_assert_false (g_action_get_enabled (g_action_map_lookup_action (G_ACTION_MAP (f->window), "copy-record")));
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.back", NULL);
  wait_for_window (f->window);
  g_assert_false (ytt_session_get_profile_open (f->session));
}

/* Without a selection the page of details comes for it, and goes with it. */
static void
test_without_selection (Fixture       *f,
                        gconstpointer  data)
{
  ytt_session_set_selected (f->session, 0);
  resize_window (f->window, 900, 720);
  wait_for_window (f->window);
  ytt_session_open_country (f->session, "CN");
  wait_for_window (f->window);
  g_assert_cmpstr (get_name (f), ==, "China");
  g_assert_true (gtk_widget_get_mapped (get_first_row (f, "statistics")));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/profile/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("from-operator", test_from_operator);
  ADD ("from-country", test_from_country);
  ADD ("filter", test_filter);
  ADD ("filter-narrow", test_filter_narrow);
  ADD ("escape", test_escape);
  ADD ("narrow", test_narrow);
  ADD ("without-selection", test_without_selection);
#undef ADD

  return g_test_run ();
}
