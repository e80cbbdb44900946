/* From an edit of one facility among a million to where it shows: on the disk, in the record, in the list, on the map,
 * and until all is at rest. Beside it stands the longest time for which the main loop did not come back to waiting, and
 * the same while nothing but the selection changes, which is what painting takes here anyway. */

#include "config.h"

#include <adwaita.h>

#include "ytt-application.h"
#include "ytt-editor.h"
#include "ytt-window.h"

#define N_RUNS  6
#define LIMIT_S 120

enum
{
  MOMENT_COMMIT,
  MOMENT_RECORD,
  MOMENT_LIST,
  MOMENT_MAP,
  MOMENT_ALL,
  N_MOMENTS,
};

static const char *names[N_MOMENTS] = { "on the disk", "in the record", "in the list", "on the map", "at rest" };

/* The main loop between two waits. */
static gint64 woken;
static gint64 longest;

static int
poll_timed (GPollFD *fds,
            guint    n_fds,
            int      timeout)
{
  int result;

  if (woken != 0)
    longest = MAX (longest, g_get_monotonic_time () - woken);
  result = g_poll (fds, n_fds, timeout);
  woken = g_get_monotonic_time ();

  return result;
}

static gboolean
wait_for (gboolean (*condition) (gpointer data),
          gpointer   data)
{
  gint64 deadline = g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;

  while (!condition (data))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("waited in vain");
      g_main_context_iteration (NULL, TRUE);
    }

  return TRUE;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
is_at_rest (gpointer window)
{
  g_autofree char *lacking = ytt_window_get_lacking (window);

  return lacking == NULL && !ytt_session_get_loading (ytt_window_get_session (window));
}

static const YttPoint *
find_point (YttSession *session)
{
  GArray *points = ytt_session_get_points (session);
  gint64 id = ytt_session_get_selected (session);

  for (guint i = 0; points != NULL && i < points->len; i++)
    if (g_array_index (points, YttPoint, i).id == id)
      return &g_array_index (points, YttPoint, i);

  return NULL;
}

/* One edit, and what it is to bring about. */
typedef struct
{
  YttWindow *window;
  char      *name;
  double     longitude;
  GArray    *points;      /* (not owned): those of before; a new array has the new place */
  gint64     start;
  gint64     seen[N_MOMENTS];
} Edit;

static void
see (Edit     *edit,
     guint     moment,
     gboolean  is_there)
{
  if (is_there && edit->seen[moment] == 0)
    edit->seen[moment] = g_get_monotonic_time () - edit->start;
}

static gboolean
is_done (gpointer data)
{
  Edit *edit = data;
  YttSession *session = ytt_window_get_session (edit->window);
  YttFacilityList *list = ytt_session_get_facilities (session);
  YttRecord *record = ytt_session_get_record (session);
  guint position = ytt_facility_list_find (list, ytt_session_get_selected (session));
  g_autoptr(YttFacility) facility = position != G_MAXUINT ? g_list_model_get_item (G_LIST_MODEL (list), position) : NULL;

  see (edit, MOMENT_RECORD, record != NULL && g_strcmp0 (record->name, edit->name) == 0);
  see (edit, MOMENT_LIST, facility != NULL && ytt_facility_get_loaded (facility)
                        && g_strcmp0 (ytt_facility_get_row (facility)->name, edit->name) == 0);
  if (edit->seen[MOMENT_MAP] == 0 && ytt_session_get_points (session) != edit->points)
    {
      const YttPoint *point = find_point (session);

      edit->points = ytt_session_get_points (session);
      see (edit, MOMENT_MAP, point != NULL && point->longitude == edit->longitude);
    }
  see (edit, MOMENT_ALL, edit->seen[MOMENT_COMMIT] != 0 && edit->seen[MOMENT_RECORD] != 0
                         && edit->seen[MOMENT_LIST] != 0 && edit->seen[MOMENT_MAP] != 0 && is_at_rest (edit->window));

  return edit->seen[MOMENT_ALL] != 0;
}

static void
committed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Edit *edit = user_data;
  g_autoptr(GError) error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  g_assert_no_error (error);
  see (edit, MOMENT_COMMIT, TRUE);
}

/* Renames the facility, and moves it a little. */
static void
run (YttWindow *window,
     guint      n,
     Edit      *edit)
{
  YttSession *session = ytt_window_get_session (window);
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  edit->window = window;
  edit->name = g_strdup_printf ("Benchmark %u", n);
  edit->longitude = 10 + n / 64.0;
  edit->points = ytt_session_get_points (session);
  ytt_changes_update (changes, "facility", ytt_session_get_selected (session));
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (edit->name));
  ytt_changes_set (changes, "geom", YTT_CELL_OF_POINT (edit->longitude, 50));
  longest = 0;
  edit->start = g_get_monotonic_time ();
  ytt_editor_commit_async (ytt_session_get_editor (session), changes, "Benchmark", NULL, NULL, committed_cb, edit);
  wait_for (is_done, edit);
  g_print ("%s:", n == 0 ? "first edit, with the history's head" : "edit");
  for (guint m = 0; m < N_MOMENTS; m++)
    g_print (" %s %.0f ms%s", names[m], edit->seen[m] / 1e3, m + 1 < N_MOMENTS ? "," : ";");
  g_print (" main loop held for %.0f ms at most\n", longest / 1e3);
  g_free (edit->name);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkApplication) application = NULL;
  YttWindow *window;
  YttSession *session;

  if (argc != 2)
    {
      g_printerr ("Usage: %s FILE, which is changed\n", argv[0]);
      return EXIT_FAILURE;
    }

  application = GTK_APPLICATION (ytt_application_new ());
  g_main_context_set_poll_func (NULL, poll_timed);
  g_timeout_add (2, tick_cb, NULL);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_application_activate (G_APPLICATION (application));
  window = YTT_WINDOW (gtk_application_get_active_window (application));
  ytt_window_open (window, argv[1]);
  session = ytt_window_get_session (window);
  wait_for (is_at_rest, window);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(YttFacility) facility =
        g_list_model_get_item (G_LIST_MODEL (ytt_session_get_facilities (session)), 5 + i);

      longest = 0;
      ytt_session_set_selected (session, ytt_facility_get_id (facility));
      wait_for (is_at_rest, window);
      g_print ("selecting: main loop held for %.0f ms at most\n", longest / 1e3);
    }
  for (guint i = 0; i < N_RUNS; i++)
    {
      Edit edit = { NULL };

      run (window, i, &edit);
    }
  gtk_window_destroy (GTK_WINDOW (window));

  return EXIT_SUCCESS;
}
