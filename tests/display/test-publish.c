/* A window's document goes to a real server, and what was changed there comes back; see ../core/with-postgres. */

#include "config.h"

#include "hand.h"
#include "window-fixture.h"

#include <glib/gstdio.h>

#include "ytt-import-review.h"
#include "ytt-publish-window.h"
#include "ytt-update-window.h"

static char *exchange;   /* the real program */

static const char *
get_server (void)
{
  const char *server = g_getenv ("YTTERBY_POSTGRES");

  g_assert_nonnull (server);

  return server;
}

static char *
make_address (const char *user,
              const char *database)
{
  return g_strdup_printf ("host=%s user=%s dbname=%s", get_server (), user, database);
}

/* What the server answers, to be freed. */
static char *
ask_server (const char *sql)
{
  const char *arguments[] = { "psql", "-h", get_server (), "-U", "boss", "-d", "office", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c",
                              sql, NULL };
  g_autoptr(GError) error = NULL;
  char *answer = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &answer, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);

  return g_strchomp (answer);
}

static void
change_server (const char *sql)
{
  g_free (ask_server (sql));
}

static void
set_up (WindowFixture *f,
        gconstpointer  data)
{
  g_setenv ("YTTERBY_EXCHANGE", exchange, TRUE);
  change_server ("SET client_min_messages = warning; DROP SCHEMA IF EXISTS ytterby CASCADE");
  window_fixture_set_up (f, data);
}

static GtkWindow *
find_dialog (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }

  return NULL;
}

static GtkWindow *
find_any (void)
{
  GtkWindow *publish = find_dialog (YTT_TYPE_PUBLISH_WINDOW);

  return publish != NULL ? publish : find_dialog (YTT_TYPE_UPDATE_WINDOW);
}

static gboolean
is_open (gpointer data)
{
  return find_any () != NULL && gtk_widget_get_mapped (GTK_WIDGET (find_any ()));
}

static gboolean
is_gone (gpointer data)
{
  return find_any () == NULL;
}

static GtkWidget *
find_part (GType       type,
           const char *name)
{
  GtkWidget *part = find_widget (GTK_WIDGET (find_any ()), type, name);

  g_assert_nonnull (part);

  return part;
}

static const char *
get_page (void)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find_part (GTK_TYPE_STACK, "pages")));
}

static gboolean
is_at (gpointer page)
{
  return find_any () != NULL && g_strcmp0 (get_page (), page) == 0;
}

/* The one of the page of the server comes first. */
static const char *
get_error (void)
{
  GtkWidget *label = find_part (GTK_TYPE_LABEL, "error_label");

  return gtk_widget_get_visible (label) ? gtk_label_get_label (GTK_LABEL (label)) : "";
}

static gboolean
has_error (gpointer words)
{
  return strstr (get_error (), words) != NULL;
}

static const char *
get_text (const char *name)
{
  GtkWidget *label = find_part (GTK_TYPE_LABEL, name);

  return gtk_widget_get_visible (label) ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

/* The toast on the screen; (nullable) */
static const char *
get_toast (GtkWidget *overlay)
{
  GtkWidget *toast = gtk_widget_get_last_child (overlay);
  GtkWidget *label = toast != gtk_widget_get_first_child (overlay) ? find_widget (toast, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

static gboolean
is_told (gpointer data)
{
  return get_toast (data) != NULL;
}

static gboolean
has_all (gpointer data)
{
  YttSession *session = ytt_window_get_session (data);

  return ytt_session_get_n_total (session) == 221 && !ytt_session_get_loading (session);
}

static gboolean
has_few (gpointer data)
{
  YttSession *session = ytt_window_get_session (data);

  return !ytt_session_get_loading (session)
         && g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session))) < 10;
}

static void
open_dialog (YttWindow  *window,
             const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  wait_until (is_open, NULL);
  wait_for_frames (GTK_WIDGET (find_any ()));
}

static void
type_address (const char *address)
{
  gtk_editable_set_text (GTK_EDITABLE (find_part (ADW_TYPE_ENTRY_ROW, "address_row")), address);
}

static void
press_next (void)
{
  GtkWidget *button = find_part (GTK_TYPE_BUTTON, "next_button");

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
publish_all (YttWindow *window)
{
  g_autofree char *address = make_address ("clerk", "office");

  open_dialog (window, "win.publish");
  type_address (address);
  press_next ();
  wait_until (is_at, (gpointer) "what");
  press_next ();
  wait_until (is_gone, NULL);
}

/* From one window to the other and back, as an office does. */
static void
test_round (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *address = make_address ("clerk", "office"), *answer = NULL, *row = NULL;

  wait_until (has_all, window);
  open_dialog (window, "win.publish");
  g_assert_cmpstr (get_page (), ==, "server");
  g_assert_false (gtk_widget_get_sensitive (find_part (GTK_TYPE_BUTTON, "next_button")));
  type_address (address);
  press_next ();
  wait_until (is_at, (gpointer) "what");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_part (ADW_TYPE_ACTION_ROW, "place_row"))), ==,
                   "office, schema ytterby. Nothing is published there yet.");
  g_assert_nonnull (strstr (get_text ("done_label"), "221 facilities"));
  g_assert_null (get_text ("changed_label"));
  answer = ask_server ("SELECT count(*) FROM pg_namespace WHERE nspname = 'ytterby'");
  g_assert_cmpstr (answer, ==, "0");
  press_next ();
  wait_until (is_gone, NULL);
  wait_until (is_told, window->toast_overlay);
  g_assert_true (g_str_has_prefix (get_toast (GTK_WIDGET (window->toast_overlay)), "221 facilities published: "));

  change_server ("UPDATE ytterby.facility SET name = 'Narva II' WHERE facility = 'ee-narva-neo'");

  /* Publishing says that it would replace that. The address is there still. */
  open_dialog (window, "win.publish");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_part (ADW_TYPE_ENTRY_ROW, "address_row"))), ==, address);
  press_next ();
  wait_until (is_at, (gpointer) "what");
  g_assert_true (g_str_has_prefix (get_text ("changed_label"), "1 row was changed there"));
  gtk_window_close (find_any ());
  wait_until (is_gone, NULL);

  open_dialog (window, "win.update-from-database");
  press_next ();
  wait_until (is_at, (gpointer) "review");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find_part (GTK_TYPE_STACK, "rows_stack"))), ==, "some");
  press_next ();
  wait_until (is_gone, NULL);

  open_dialog (window, "win.publish");
  press_next ();
  wait_until (is_at, (gpointer) "what");
  press_next ();
  wait_until (is_gone, NULL);
  row = ask_server ("SELECT name FROM ytterby.facility WHERE facility = 'ee-narva-neo'");
  g_assert_cmpstr (row, ==, "Narva II");

  open_dialog (window, "win.update-from-database");
  press_next ();
  wait_until (is_at, (gpointer) "nothing");
  g_assert_false (gtk_widget_get_visible (find_part (GTK_TYPE_BUTTON, "next_button")));
  gtk_window_close (find_any ());
  wait_until (is_gone, NULL);
  close_window (window);
}

/* What is shown alone is published, and what that leaves out is said. */
static void
test_shown (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *left = NULL;
  AdwComboRow *what;

  wait_until (has_all, window);
  publish_all (window);
  ytt_session_set_search (ytt_window_get_session (window), "narva");
  wait_until (has_few, window);
  open_dialog (window, "win.publish");
  press_next ();
  wait_until (is_at, (gpointer) "what");
  what = ADW_COMBO_ROW (find_part (ADW_TYPE_COMBO_ROW, "what_row"));
  g_assert_cmpuint (adw_combo_row_get_selected (what), ==, 1);
  g_assert_null (strstr (get_text ("done_label"), "removed there"));
  adw_combo_row_set_selected (what, 0);
  g_assert_nonnull (strstr (get_text ("done_label"), "Facilities that are not shown are removed there."));
  press_next ();
  wait_until (is_gone, NULL);
  left = ask_server ("SELECT count(*) < 10 AND bool_or(facility = 'ee-narva-neo') FROM ytterby.facility");
  g_assert_cmpstr (left, ==, "t");
  close_window (window);
}

/* A password is asked for only where the server wants one, and kept nowhere. */
static void
test_password (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *address = make_address ("secret", "office"), *kept = NULL, *text = NULL;
  GtkWidget *row;

  wait_until (has_all, window);
  open_dialog (window, "win.publish");
  row = find_part (ADW_TYPE_PASSWORD_ENTRY_ROW, "password_row");
  g_assert_false (gtk_widget_get_visible (row));
  type_address (address);
  press_next ();
  wait_until (has_error, (gpointer) "asks for a password");
  g_assert_true (gtk_widget_get_visible (row));
  gtk_editable_set_text (GTK_EDITABLE (row), "falsch");
  press_next ();
  wait_until (has_error, (gpointer) "The password is wrong");
  gtk_editable_set_text (GTK_EDITABLE (row), "geheim\\ 'x'");
  press_next ();
  wait_until (is_at, (gpointer) "what");
  press_next ();
  wait_until (is_gone, NULL);

  kept = g_build_filename (g_get_user_state_dir (), "ytterby", "database.ini", NULL);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "user=secret"));
  g_assert_null (strstr (text, "geheim"));
  close_window (window);
}

/* What is wrong is said where it was typed, and can be mended there. */
static void
test_errors (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *bare = make_address ("clerk", "bare"), *office = make_address ("clerk", "office");

  wait_until (has_all, window);
  open_dialog (window, "win.publish");
  type_address ("postgresql://clerk:x@db/office");
  g_assert_nonnull (strstr (get_error (), "Leave the password out"));
  g_assert_false (gtk_widget_get_sensitive (find_part (GTK_TYPE_BUTTON, "next_button")));
  type_address ("host=/nowhere");
  g_assert_cmpstr (get_error (), ==, "");
  press_next ();
  wait_until (has_error, (gpointer) "No PostgreSQL server answers there");
  type_address (bare);
  press_next ();
  wait_until (has_error, (gpointer) "has no PostGIS");
  gtk_window_close (find_any ());
  wait_until (is_gone, NULL);

  open_dialog (window, "win.update-from-database");
  type_address (office);
  press_next ();
  wait_until (has_error, (gpointer) "Nothing has been published to the schema");
  gtk_window_close (find_any ());
  wait_until (is_gone, NULL);
  close_window (window);
}

/* Whoever closes the window has given up, however long the server would have taken. */
static void
test_given_up (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *address = make_address ("clerk", "office"), *program = g_build_filename (f->folder, "slow", NULL);

  wait_until (has_all, window);
  g_assert_true (g_file_set_contents (program, "#!/bin/sh\necho progress 0.5\nexec sleep 600\n", -1, NULL));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_setenv ("YTTERBY_EXCHANGE", program, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      open_dialog (window, i == 0 ? "win.publish" : "win.update-from-database");
      type_address (address);
      press_next ();
      wait_for_frames (GTK_WIDGET (find_any ()));
      gtk_window_close (find_any ());
      wait_until (is_gone, NULL);
    }
  close_window (window);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  exchange = g_strdup (g_getenv ("YTTERBY_EXCHANGE"));

#define ADD(name, func) g_test_add ("/publish/" name, WindowFixture, NULL, set_up, func, window_fixture_tear_down)
  ADD ("round", test_round);
  ADD ("shown", test_shown);
  ADD ("password", test_password);
  ADD ("errors", test_errors);
  ADD ("given-up", test_given_up);
#undef ADD

  return g_test_run ();
}
