#include "config.h"

#include "speaker-fixture.h"

#include "ytt-talk-keys.h"

#include <sqlite3.h>

#define WIDTH 1440
#define HEIGHT 900

static gint64
ask_number (SpeakerFixture *f,
            const char     *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_open (f->fixture.document, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return number;
}

static GArray *
make_ids (gint64 id)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (id != 0)
    g_array_append_val (ids, id);

  return ids;
}

static void
add_stop (GPtrArray               *stops,
          const YttTourStopFields *fields,
          gint64                   claim,
          gint64                   announcement)
{
  g_autoptr(GArray) claims = make_ids (claim);
  g_autoptr(GArray) announcements = make_ids (announcement);

  g_ptr_array_add (stops, ytt_tour_stop_new (fields, claims, announcements));
}

static YttTour *
make_tour (SpeakerFixture *f)
{
  g_autoptr(GPtrArray) stops = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *content = NULL;
  g_autoptr(GString) notes = g_string_new ("Of the plant.");
  gint64 claim = ask_number (f, "SELECT c.id FROM claim c JOIN facility f ON f.id = c.facility "
                                "WHERE f.facility = 'ee-narva-neo' AND attribute = 'capex' AND unit = 'EUR' "
                                "AND as_of = '2025' AND part = ''");
  gint64 announcement = ask_number (f, "SELECT id FROM announcement WHERE title = 'Neo opens the Narva magnet plant'");
  YttTourStopFields fields = { .id = 1, .kind = YTT_STOP_SLIDE, .title = "Welcome", .notes = "Say hello.\n\nThen wait.",
                               .seconds = 75 };

  f->narva = ask_number (f, "SELECT id FROM facility WHERE facility = 'ee-narva-neo'");
  add_stop (stops, &fields, 0, announcement);

  for (guint i = 0; i < 60; i++)
    g_string_append (notes, "\nMore than fits a screen.");
  content = g_strdup_printf ("{\"version\":1,\"selected\":%" G_GINT64_FORMAT ","
                             "\"viewport\":{\"latitude\":59,\"longitude\":28,\"zoom\":5}}", f->narva);
  fields = (YttTourStopFields) { .id = 2, .kind = YTT_STOP_VIEW, .title = "Narva", .notes = notes->str,
                                 .seconds = NARVA_SECONDS, .facility = f->narva, .content = content };
  add_stop (stops, &fields, claim, 0);

  fields = (YttTourStopFields) { .id = 3, .kind = YTT_STOP_VIEW, .content = "{\"version\":1,\"viewport\":"
                                 "{\"latitude\":20,\"longitude\":0,\"zoom\":2}}" };
  add_stop (stops, &fields, 0, 0);

  return ytt_tour_new (0, NULL, "From mine to magnet", NULL, stops);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  YttStore **store = user_data;
  g_autoptr(GError) error = NULL;

  *store = ytt_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

static void
count_cb (guint *n)
{
  *n += 1;
}

static GtkWidget *
show_window (GtkWidget *child,
             int        width,
             int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (is_active, window);
  wait_for_frames (window);

  return window;
}

static void
show_talk (SpeakerFixture *f,
           YttTour        *tour,
           int             width,
           int             height)
{
  GtkWidget *wall;

  f->talk = ytt_talk_new (f->store, tour, 0);
  ytt_talk_set_inhibited (f->talk, TRUE);
  wall = ytt_wall_new (f->talk);
  f->wall_window = show_window (wall, 640, 360);
  f->speaker = YTT_SPEAKER (ytt_speaker_new (f->talk, YTT_WALL (wall)));
  g_signal_connect_swapped (f->speaker, "swap", G_CALLBACK (count_cb), &f->n_swaps);
  g_signal_connect_swapped (f->speaker, "end", G_CALLBACK (count_cb), &f->n_ends);
  f->window = show_window (GTK_WIDGET (f->speaker), width, height);
  ytt_talk_keys_add (f->window, f->talk);
}

static void
hide_talk (SpeakerFixture *f)
{
  gpointer speaker = f->speaker;
  gpointer talk = f->talk;

  g_object_add_weak_pointer (speaker, &speaker);
  g_object_add_weak_pointer (talk, &talk);
  gtk_window_destroy (GTK_WINDOW (f->window));
  gtk_window_destroy (GTK_WINDOW (f->wall_window));
  g_object_unref (f->talk);
  wait_until (is_gone, &speaker);
  wait_until (is_gone, &talk);
}

void
speaker_fixture_set_up (SpeakerFixture *f,
                        gconstpointer   data)
{
  g_autoptr(YttTour) tour = NULL;
  int width = WIDTH;
  int height = HEIGHT;

  if (data != NULL)
    g_assert_cmpint (sscanf (data, "%dx%d", &width, &height), ==, 2);

  window_fixture_set_up (&f->fixture, NULL);
  tour = make_tour (f);
  ytt_store_open_async (f->fixture.document, YTT_STORE_OPEN, NULL, opened_cb, &f->store);
  wait_until (is_there, &f->store);
  show_talk (f, tour, width, height);
}

void
speaker_fixture_tear_down (SpeakerFixture *f,
                           gconstpointer   data)
{
  hide_talk (f);
  ytt_store_close (f->store);
  g_clear_object (&f->store);
  window_fixture_tear_down (&f->fixture, NULL);
}

void
speaker_fixture_show_bare (SpeakerFixture *f,
                           guint           n_stops)
{
  g_autoptr(GPtrArray) stops = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(YttTour) tour = NULL;

  for (guint i = 0; i < n_stops; i++)
    {
      YttTourStopFields fields = { .id = i + 1, .kind = YTT_STOP_SLIDE };

      add_stop (stops, &fields, 0, 0);
    }
  tour = ytt_tour_new (0, NULL, NULL, NULL, stops);
  hide_talk (f);
  show_talk (f, tour, WIDTH, HEIGHT);
}

GtkWidget *
speaker_get (SpeakerFixture *f,
             const char     *name)
{
  GtkWidget *widget = find_widget (GTK_WIDGET (f->speaker), GTK_TYPE_WIDGET, name);

  g_assert_nonnull (widget);

  return widget;
}

static gboolean
label_says (GtkWidget  *label,
            const char *text)
{
  const char *words = gtk_label_get_text (GTK_LABEL (label));

  if (g_str_has_suffix (text, "…"))
    return strncmp (words, text, strlen (text) - strlen ("…")) == 0;

  return strcmp (words, text) == 0;
}

gboolean
speaker_says (GtkWidget  *widget,
              const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && label_says (widget, text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (speaker_says (child, text))
      return TRUE;

  return FALSE;
}

typedef struct
{
  GtkWidget  *widget;
  const char *text;
} Words;

static gboolean
is_said (gpointer data)
{
  const Words *words = data;

  return speaker_says (words->widget, words->text);
}

void
speaker_wait_for_words (GtkWidget  *widget,
                        const char *text)
{
  Words words = { widget, text };

  wait_until_at (is_said, &words, text, G_STRLOC);
}
