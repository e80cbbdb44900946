/* A foreign file comes into a window's document. */

#include "config.h"

#include "window-fixture.h"

#include <glib/gstdio.h>

#include "hand.h"
#include "ytt-import-chooser.h"
#include "ytt-import-column-row.h"
#include "ytt-import-row-view.h"
#include "ytt-import-window.h"

static const char plants[] =
  "name,latitude,longitude,country,status,stage,capacity (t/yr magnets),output,remarks\n"
  "Aakre,57.5,26.0,Estonia,under construction,magnet,2500,,\n"
  "Narva magnet plant,,,,,,,77,new\n"
  "Valga,57.77,26.03,EE,planned,magnet;metal,up to 1000,,\n"
  "Broken,57.5,26,EE,running,,,,\n";

static char *
write_file (WindowFixture *f,
            const char    *name,
            const char    *text)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return path;
}

static GtkWidget *
find_import (YttWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (YTT_IS_IMPORT_WINDOW (toplevel) && gtk_widget_get_mapped (toplevel))
        return toplevel;
    }

  return NULL;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *text)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static const char *
get_page (GtkWidget *import)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find_widget (import, GTK_TYPE_STACK, "pages")));
}

static gboolean
is_reviewed (gpointer data)
{
  GtkWidget *import = find_import (data);

  return import != NULL && g_str_equal (get_page (import), "review")
         && gtk_widget_get_sensitive (find_widget (import, GTK_TYPE_BUTTON, "import_button"));
}

/* What was typed is taken up once nothing more comes. */
static gboolean
is_reviewing (gpointer data)
{
  return !gtk_widget_get_sensitive (find_widget (data, GTK_TYPE_BUTTON, "import_button"));
}

static gboolean
has_failed (gpointer data)
{
  GtkWidget *import = find_import (data);

  return import != NULL && g_str_equal (get_page (import), "failed");
}

static gboolean
is_closed (gpointer data)
{
  return find_import (data) == NULL;
}

/* (nullable): the button of the toast on the screen */
static GtkWidget *
find_offer (YttWindow *window)
{
  GtkWidget *toast = find_widget (GTK_WIDGET (window), g_type_from_name ("AdwToastWidget"), NULL);

  return toast != NULL ? find_widget (toast, GTK_TYPE_BUTTON, "action_button") : NULL;
}

static gboolean
has_offer (gpointer data)
{
  return find_offer (data) != NULL;
}

static void
open_import (YttWindow  *window,
             const char *path,
             Condition   condition)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-path", "^ay", path);
  wait_until (condition, window);
}

static void
show_page (GtkWidget  *import,
           const char *name)
{
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find_widget (import, ADW_TYPE_VIEW_STACK, "views")), name);
  wait_for_frames (import);
}

static GtkWidget *
find_column (GtkWidget  *widget,
             const char *name)
{
  if (YTT_IS_IMPORT_COLUMN_ROW (widget)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), name))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_column (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* As its list names it. */
static void
choose (GtkWidget  *import,
        const char *column,
        const char *field)
{
  GtkDropDown *choice = GTK_DROP_DOWN (find_widget (find_column (import, column), GTK_TYPE_DROP_DOWN, NULL));
  GListModel *names = gtk_drop_down_get_model (choice);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      g_autoptr(GtkStringObject) name = g_list_model_get_item (names, i);

      if (g_str_equal (gtk_string_object_get_string (name), field))
        {
          gtk_drop_down_set_selected (choice, i);
          return;
        }
    }
  g_assert_not_reached ();
}

static gboolean
has_counts (gpointer data)
{
  return find_button (data, "2 New") != NULL && find_button (data, "1 Changed") != NULL
         && find_button (data, "1 Unusable") != NULL;
}

static gboolean
knows_valga (gpointer data)
{
  return ytt_session_get_n_total (data) == 223;
}

static gboolean
is_as_before (gpointer data)
{
  return ytt_session_get_n_total (data) == 221;
}

static void
test_import (WindowFixture *f,
             gconstpointer  data)
{
  g_autofree char *path = write_file (f, "plants.csv", plants);
  YttWindow *window = open_window (f, f->document);
  GtkWidget *import;

  open_import (window, path, is_reviewed);
  import = find_import (window);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_column (import, "name"))), ==,
                   "Aakre · Narva magnet plant · Valga");

  /* Nothing tells what the output is; once that is said, Narva changes. */
  choose (import, "output", "Production");
  wait_until (is_reviewed, window);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (find_column (import, "output"), GTK_TYPE_ENTRY, NULL)), "t/yr magnets");
  wait_until (is_reviewing, import);
  wait_until (is_reviewed, window);
  show_page (import, "rows");
  wait_until (has_counts, import);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (import, "1 Unusable")), TRUE);
  wait_for_frames (import);
  g_assert_nonnull (find_button (import, "1 Unusable"));

  /* What is left out does not come; taken in again, it does. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (import, "2 New")), TRUE);
  wait_for_frames (import);
  hand_click (find_button (import, "Leave Out"), 0.5);
  g_assert_nonnull (find_button (import, "1 New"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (import, "1 Left Out")), TRUE);
  wait_for_frames (import);
  hand_click (find_button (import, "Take In"), 0.5);
  g_assert_nonnull (find_button (import, "2 New"));

  wait_until (is_reviewed, window);
  hand_click (find_widget (import, GTK_TYPE_BUTTON, "import_button"), 0.5);
  wait_until (is_closed, window);
  wait_until (knows_valga, window->session);
  wait_until (has_offer, window);
  wait_for_frames (GTK_WIDGET (window));
  g_signal_emit_by_name (find_offer (window), "clicked");
  wait_until (is_as_before, window->session);
  close_window (window);
}

static gboolean
has_match (gpointer data)
{
  GtkWidget *list = find_widget (data, GTK_TYPE_LIST_BOX, NULL);

  return list != NULL && gtk_widget_get_mapped (list)
         && gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 3) != NULL;
}

static gboolean
is_chosen (gpointer data)
{
  return find_button (data, "0 New") != NULL && find_button (data, "1 Changed") != NULL;
}

static gboolean
is_new (gpointer data)
{
  return find_button (data, "1 New") != NULL;
}

static GtkWidget *
open_chooser (GtkWidget *import)
{
  GtkWidget *row, *chooser;

  wait_for_frames (import);
  row = find_widget (import, YTT_TYPE_IMPORT_ROW_VIEW, NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (find_widget (row, GTK_TYPE_MENU_BUTTON, NULL)));
  chooser = find_widget (row, YTT_TYPE_IMPORT_CHOOSER, NULL);
  wait_until (has_match, chooser);

  return chooser;
}

/* Which facility a row is can be chosen, by its name and with the keyboard, and given up again. */
static void
test_choose (WindowFixture *f,
             gconstpointer  data)
{
  g_autofree char *path = write_file (f, "plants.csv", "name,capacity (t/yr magnets)\nNarva,77\n");
  YttWindow *window = open_window (f, f->document);
  GtkWidget *import, *chooser, *list;

  open_import (window, path, is_reviewed);
  import = find_import (window);
  show_page (import, "rows");
  wait_until (is_new, import);

  chooser = open_chooser (import);
  hand_press ("Return");
  wait_until (is_chosen, import);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (import, "1 Changed")), TRUE);

  chooser = open_chooser (import);
  list = find_widget (chooser, GTK_TYPE_LIST_BOX, NULL);
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  wait_until (is_new, import);
  hand_press ("Escape");
  wait_until (is_closed, window);
  close_window (window);
}

static void
choose_encoding (GtkWidget  *import,
                 const char *encoding)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_widget (import, ADW_TYPE_COMBO_ROW, "encoding_row"));
  GListModel *names = adw_combo_row_get_model (row);

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      g_autoptr(GtkStringObject) name = g_list_model_get_item (names, i);

      if (strstr (gtk_string_object_get_string (name), encoding) != NULL)
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_assert_not_reached ();
}

static gboolean
tells_narva (gpointer data)
{
  GtkWidget *column = find_column (data, "name");

  return column != NULL && g_str_equal (adw_action_row_get_subtitle (ADW_ACTION_ROW (column)), "Нарва");
}

static gboolean
tells_letters (gpointer data)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (find_widget (data, ADW_TYPE_PREFERENCES_GROUP, "file_group"));

  return strstr (adw_preferences_group_get_description (group), "it has bytes that are no letters in it") != NULL;
}

/* The encoding can be chosen. If it cannot be that, what was read before stays; so does what was said of the file. */
static void
test_encoding (WindowFixture *f,
               gconstpointer  data)
{
  g_autofree char *path = write_file (f, "plants.csv", "name;town\n\xcd\xe0\xf0\xe2\xe0;x\n");
  YttWindow *window = open_window (f, f->document);
  GtkWidget *import, *source;

  open_import (window, path, is_reviewed);
  import = find_import (window);
  source = find_widget (import, ADW_TYPE_ENTRY_ROW, "source_row");
  gtk_editable_set_text (GTK_EDITABLE (source), "Survey of 2025");
  g_assert_false (tells_narva (import));
  choose_encoding (import, "WINDOWS-1251");
  wait_until (tells_narva, import);
  wait_until (is_reviewed, window);
  choose_encoding (import, "UTF-8");
  wait_until (tells_letters, import);
  wait_until (is_reviewed, window);
  g_assert_true (tells_narva (import));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (source)), ==, "Survey of 2025");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_widget (import, ADW_TYPE_COMBO_ROW, "encoding_row"))),
                    ==, 4);
  hand_press ("Escape");
  wait_until (is_closed, window);
  close_window (window);
}

static gboolean
is_swapped (gpointer data)
{
  return gtk_widget_get_mapped (find_widget (data, ADW_TYPE_ACTION_ROW, "swapped_row"));
}

static gboolean
is_placed (gpointer data)
{
  return !is_swapped (data);
}

/* One click puts swapped coordinates right. */
static void
test_swap (WindowFixture *f,
           gconstpointer  data)
{
  g_autofree char *path = write_file (f, "plants.csv", "name,latitude,longitude,country\nMill,26.72,58.38,EE\nPit,28.19,59.38,EE\n");
  YttWindow *window = open_window (f, f->document);
  GtkWidget *import;

  open_import (window, path, is_reviewed);
  import = find_import (window);
  wait_until (is_swapped, import);
  wait_for_frames (import);
  hand_click (find_widget (import, GTK_TYPE_BUTTON, "swap_button"), 0.5);
  wait_until (is_reviewed, window);
  wait_until (is_placed, import);
  hand_click (find_widget (import, GTK_TYPE_BUTTON, "import_button"), 0.5);
  wait_until (is_closed, window);
  wait_until (knows_valga, window->session);
  close_window (window);
}

/* What cannot be read says why, and closing changes nothing. */
static void
test_refused (WindowFixture *f,
              gconstpointer  data)
{
  g_autofree char *path = write_file (f, "picture.png", "no table"), *empty = write_file (f, "empty.csv", "");
  YttWindow *window = open_window (f, f->document);
  const char *paths[] = { path, empty };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      GtkWidget *import;
      AdwStatusPage *page;

      open_import (window, paths[i], has_failed);
      import = find_import (window);
      page = ADW_STATUS_PAGE (find_widget (import, ADW_TYPE_STATUS_PAGE, "failed_page"));
      g_assert_nonnull (strstr (adw_status_page_get_description (page), i == 0 ? "picture.png" : "is empty"));
      g_assert_false (gtk_widget_get_sensitive (find_widget (import, GTK_TYPE_BUTTON, "import_button")));
      /* There is nothing to switch between. */
      g_assert_false (gtk_widget_get_mapped (find_widget (import, ADW_TYPE_VIEW_SWITCHER_BAR, NULL)));
      hand_press ("Escape");
      wait_until (is_closed, window);
    }
  close_window (window);
}

#define TEST(name, func) \
  g_test_add ("/import-window/" name, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST ("import", test_import);
  TEST ("choose", test_choose);
  TEST ("encoding", test_encoding);
  TEST ("swap", test_swap);
  TEST ("refused", test_refused);

  return g_test_run ();
}
