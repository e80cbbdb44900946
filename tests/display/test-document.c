/* What happens to the document of a window from outside: other programs change it, disks are full, pages are lost. */

#include "config.h"

#include "window-fixture.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* Another program with the same file: this one once more, as a process of its own, for a second connection in this
 * process could tell nothing about what processes see of each other. */
static void
run_sql_elsewhere (const char *path,
                   const char *sql)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { self, "--run-sql", path, sql, NULL };
  g_autoptr(GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

static gboolean
is_read (gpointer data)
{
  return ytt_session_get_record (data) != NULL;
}

static gboolean
is_renamed (gpointer data)
{
  YttRecord *record = ytt_session_get_record (data);

  return record != NULL && g_str_equal (record->name, "Narva works");
}

static guint
count_points (YttSession *session)
{
  return ytt_session_get_points (session)->len;
}

static char *
get_row_name (YttSession *session,
              gint64      id)
{
  YttFacilityList *facilities = ytt_session_get_facilities (session);
  guint position = ytt_facility_list_find (facilities, id);
  g_autoptr(YttFacility) facility = NULL;

  g_assert_cmpuint (position, !=, G_MAXUINT);
  facility = g_list_model_get_item (G_LIST_MODEL (facilities), position);

  return ytt_facility_get_loaded (facility) ? g_strdup (ytt_facility_get_row (facility)->name) : NULL;
}

static gboolean
is_row_renamed (gpointer data)
{
  YttSession *session = data;
  g_autofree char *name = get_row_name (session, ytt_session_get_selected (session));

  return g_strcmp0 (name, "Narva works") == 0;
}

static const char theirs[] =
  "UPDATE facility SET name = 'Narva works' WHERE name = 'Narva magnet plant';"
  "DELETE FROM facility WHERE id = (SELECT max (id) FROM facility WHERE geom IS NOT NULL AND name <> 'Narva works');";

static gint64
select_narva (YttWindow *window)
{
  YttSession *session = ytt_window_get_session (window);

  ytt_window_select (window, "narva");
  wait_until (is_read, session);

  return ytt_session_get_selected (session);
}

/* List, map and detail show what is there now, and the selection is what it was. */
static void
assert_news (YttWindow *window,
             gint64     id,
             guint      n_points)
{
  YttSession *session = ytt_window_get_session (window);

  wait_until (is_renamed, session);
  wait_until (is_row_renamed, session);
  wait_for_window (window);
  g_assert_cmpint (ytt_session_get_selected (session), ==, id);
  g_assert_cmpuint (ytt_session_get_n_total (session), ==, 220);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session))), ==, 220);
  g_assert_cmpuint (count_points (session), ==, n_points - 1);
}

static void
test_changed_outside (WindowFixture *f,
                      gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  gint64 id = select_narva (window);
  guint n_points = count_points (ytt_window_get_session (window));

  run_sql_elsewhere (f->document, theirs);
  assert_news (window, id, n_points);
  close_window (window);
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

/* The other program knows the file by another name, in another folder. So nobody tells of the change, as it is with
 * a network share, and it shows when the user comes back to the window. */
static void
test_changed_silently (WindowFixture *f,
                       gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (f->folder, "elsewhere", NULL);
  g_autofree char *name = g_build_filename (folder, "same.gpkg", NULL);
  g_autofree char *other_path = copy_document (f, "other.gpkg");
  YttWindow *window = open_window (f, f->document);
  gint64 id = select_narva (window);
  guint n_points = count_points (ytt_window_get_session (window));
  YttWindow *other = open_window (f, other_path);

  wait_until (is_active, other);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (link (f->document, name), ==, 0);
  run_sql_elsewhere (name, theirs);
  g_assert_cmpint (g_unlink (name), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (ytt_session_get_n_total (ytt_window_get_session (window)), ==, 221);

  close_window (other);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (is_active, window);
  assert_news (window, id, n_points);
  close_window (window);
}

#define ADD(path, func) g_test_add (path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--run-sql"))
    {
      run_sql (argv[2], argv[3]);
      return 0;
    }

  gtk_test_init (&argc, &argv, NULL);

  ADD ("/document/changed-outside", test_changed_outside);
  ADD ("/document/changed-silently", test_changed_silently);
#undef ADD

  return g_test_run ();
}
