#include "query-fixture.h"

#include <math.h>
#include <string.h>

#include "tour-figures.h"
#include "ytt-id.h"
#include "ytt-key-figures.h"
#include "ytt-mercator.h"
#include "ytt-store-tours.h"
#include "ytt-tour.h"
#include "ytt-view.h"

/* The shipped tours: that they say nothing but what the stops' claims and announcements tell, and can be given. */

/* What a line of the wall holds, and how near to the map's edge a facility may stand. */
#define MOST_CHARACTERS 48
#define MARGIN 60

static YttDataSet *
read_data_set (void)
{
  g_autofree char *directory = g_build_filename (g_getenv ("YTTERBY_SOURCE"), "data", NULL);
  g_autoptr(GError) error = NULL;
  YttDataSet *set = ytt_data_set_read (directory, &error);

  g_assert_no_error (error);

  return set;
}

/* Every figure and date of every stop. */
static void
test_figures (void)
{
  g_autoptr(YttDataSet) set = read_data_set ();
  const YttTable *stops = set->tables[YTT_FILE_TOUR_STOPS];
  guint n_problems = 0, before = tour_figures_seen ();

  for (guint i = 0; i < ytt_table_get_n_rows (stops); i++)
    {
      g_autoptr(GPtrArray) problems =
        tour_figures_check (set, i, ytt_table_get (stops, i, "title"), ytt_table_get (stops, i, "text"),
                            ytt_table_get (stops, i, "notes"));

      for (guint j = 0; j < problems->len; j++)
        g_test_message ("%s", (char *) g_ptr_array_index (problems, j));
      n_problems += problems->len;
    }

  g_test_message ("%u figures and dates", tour_figures_seen () - before);
  g_assert_cmpuint (n_problems, ==, 0);
  /* They have been found at all. */
  g_assert_cmpuint (tour_figures_seen () - before, >, 120);
}

/* That the check finds what is wrong: a stop, what is put in its notes in place of what, and what it complains of. */
static const struct
{
  const char *stop;
  const char *from;
  const char *to;
  const char *complaint;   /* NULL: none */
} changes[] = {
  { "from-mine-to-magnet-narva", "2,000", "3,000", "3,000 t/yr magnets" },
  { "from-mine-to-magnet-narva", "2,000 t/yr magnets", "2,000 t/yr REO", "2,000 t/yr REO" },
  { "from-mine-to-magnet-narva", "2,000 t/yr magnets", "2,000", NULL },
  { "from-mine-to-magnet-narva", "EUR 96", "CAD 96", "CAD 96 million" },
  { "from-mine-to-magnet-narva", "96 million", "96 billion", "EUR 96 billion" },
  { "from-mine-to-magnet-narva", "19 September 2025", "20 September 2025", "20 September 2025" },
  { "from-mine-to-magnet-narva", "19 September 2025", "19 September", NULL },
  { "from-mine-to-magnet-narva", "mid-2026", "mid-2027", "2027" },
  { "from-mine-to-magnet-strange-lake", "0.93 %", "0.94 %", "0.94 % TREO" },
  { "from-mine-to-magnet-strange-lake", "278 Mt", "278 t", "278 t of ore" },
  { "from-mine-to-magnet-strange-lake", "CAD 1.6 billion", "CAD 1.7 billion", "CAD 1.7 billion" },
  { "from-mine-to-magnet-strange-lake", "January 2026", "February 2026", "February 2026" },
  { "from-mine-to-magnet-mountain-pass", "USD 110", "EUR 110", "EUR 110" },
  { "from-mine-to-magnet-mount-weld", "7,000 to 12,000", "7,000 to 13,000", "7,000 to 13,000 t/yr NdPr oxide" },
  { "from-mine-to-magnet-kuantan", "ten years", "nine years", "nine year" },
  { "from-mine-to-magnet-kuantan", "26 t", "62 t", "62 t" },
  { "from-mine-to-magnet-kuantan", "June", "July", NULL },   /* July to September is told of as well */
  { "from-mine-to-magnet-kuantan", "June", "April", "April" },
  { "week-of-8-september-2025-narva", "14 countries", "15 countries", "15" },
};

static void
test_found_wrong (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(YttDataSet) set = read_data_set ();
  const YttTable *stops = set->tables[YTT_FILE_TOUR_STOPS];
  g_autoptr(GString) notes = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  guint row = 0;

  g_assert_true (ytt_table_find (stops, changes[i].stop, &row));
  notes = g_string_new (ytt_table_get (stops, row, "notes"));
  g_string_replace (notes, "\302\240", " ", 0);
  g_assert_cmpuint (g_string_replace (notes, changes[i].from, changes[i].to, 1), ==, 1);

  problems = tour_figures_check (set, row, "", "", notes->str);
  if (changes[i].complaint == NULL)
    {
      g_assert_cmpuint (problems->len, ==, 0);
      return;
    }

  g_assert_cmpuint (problems->len, >=, 1);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (problems, 0), changes[i].stop));
  g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), changes[i].complaint));
}

/* What is not said must not be missed: without its announcements the stop's dates hang in the air. */
static void
test_nothing_told (void)
{
  g_autoptr(YttDataSet) set = read_data_set ();
  const YttTable *stops = set->tables[YTT_FILE_TOUR_STOPS];
  g_autoptr(GPtrArray) problems = NULL;
  guint opening = 0, row = 0;

  /* The opening slide rests on nothing. */
  g_assert_true (ytt_table_find (stops, "from-mine-to-magnet-opening", &opening));
  g_assert_true (ytt_table_find (stops, "from-mine-to-magnet-columbus", &row));
  problems = tour_figures_check (set, opening, ytt_table_get (stops, row, "title"), "", ytt_table_get (stops, row, "notes"));
  g_assert_cmpuint (problems->len, ==, 7);
}

static void
assert_short (const char *text,
              guint       most_lines)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), <=, most_lines);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), >, 0);
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, MOST_CHARACTERS + 8 * (most_lines > 1));
    }
}

/* For a wall: an opening and a closing slide, few words, and something to rest on. */
static void
test_words (void)
{
  g_autoptr(YttDataSet) set = read_data_set ();
  const YttTable *stops = set->tables[YTT_FILE_TOUR_STOPS];
  guint n = ytt_table_get_n_rows (stops);

  for (guint i = 0; i < n; i++)
    {
      const char *tour = ytt_table_get (stops, i, "tour"), *text = ytt_table_get (stops, i, "text");
      gboolean is_first = i == 0 || !g_str_equal (tour, ytt_table_get (stops, i - 1, "tour"));
      gboolean is_last = i + 1 == n || !g_str_equal (tour, ytt_table_get (stops, i + 1, "tour"));
      gboolean is_slide = g_str_equal (ytt_table_get (stops, i, "kind"), "slide");

      g_assert_cmpint (is_slide, ==, is_first || is_last);
      assert_short (ytt_table_get (stops, i, "title"), 1);
      if (*text != '\0')
        assert_short (text, 2);
      g_assert_cmpint (strlen (ytt_table_get (stops, i, "notes")), >, 0);
      g_assert_cmpfloat (g_ascii_strtod (ytt_table_get (stops, i, "seconds"), NULL), >=, 20);
      if (!is_slide)
        g_assert_cmpint (*ytt_table_get (stops, i, "claims"), !=, '\0');
    }
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_answer (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static GPtrArray *
get_tours (YttStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *tours;

  ytt_store_get_tours_async (store, NULL, answered_cb, &result);
  wait_until (has_answer, &result);
  tours = ytt_store_get_tours_finish (store, result, &error);
  g_assert_no_error (error);

  return tours;
}

/* The facility whose card is shown stands on the map, and not in a corner of it. */
static void
assert_facility_in_view (YttRecord *record,
                         YttView   *view)
{
  double size = ytt_mercator_get_world_size (view->zoom);
  double x, y, middle_x, middle_y;

  if (record->precision == YTT_PRECISION_UNKNOWN)
    return;

  ytt_mercator_project (record->latitude, record->longitude, &x, &y);
  ytt_mercator_project (view->latitude, view->longitude, &middle_x, &middle_y);
  g_assert_cmpfloat (fabs (ytt_mercator_difference (middle_x, x)) * size, <=, view->width / 2.0 - MARGIN);
  g_assert_cmpfloat (fabs (y - middle_y) * size, <=, view->height / 2.0 - MARGIN);
}

static void
assert_stop (Fixture        *f,
             YttTourStop    *stop,
             const YttTable *stops,
             guint           row)
{
  const char *facility = ytt_table_get (stops, row, "facility");
  gint64 id = *facility != '\0' ? ytt_id_for_key ("facility", facility) : 0;
  g_autoptr(YttView) view = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (ytt_tour_stop_get_id (stop), ==, ytt_id_for_key ("tour_stop", ytt_table_get (stops, row, "stop")));
  g_assert_cmpstr (ytt_tour_stop_get_title (stop), ==, ytt_table_get (stops, row, "title"));
  g_assert_cmpstr (ytt_tour_stop_get_notes (stop), ==, ytt_table_get (stops, row, "notes"));
  g_assert_cmpint (ytt_tour_stop_get_facility (stop), ==, id);

  if (ytt_tour_stop_get_kind (stop) == YTT_STOP_SLIDE)
    return;

  view = ytt_view_new_from_json (ytt_tour_stop_get_content (stop), &error);
  g_assert_no_error (error);
  g_assert_cmpint (view->selected, ==, id);
  g_assert_cmpint (view->width, ==, 960);
  g_assert_cmpint (view->height, ==, 540);
  if (id != 0)
    {
      g_autoptr(YttRecord) record = fixture_get_record (f, facility);

      assert_facility_in_view (record, view);
    }
}

/* How a word before a figure qualifies it: an index, 0 for none. */
static guint
find_prefix (const char *text,
             const char *figure)
{
  static const char * const prefixes[] = { "about ", "up to ", "at least ", "not before ", "by " };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      gsize length = strlen (prefixes[i]);

      if ((gsize) (figure - text) >= length && strncmp (figure - length, prefixes[i], length) == 0)
        return i + 1;
    }

  return 0;
}

/* The card of a facility and the words beside it say the same of an amount of money: both "about", or both not. */
static guint
assert_same_qualifier (YttRecord  *record,
                       const char *notes)
{
  g_autoptr(GPtrArray) figures = ytt_key_figures_new (record);
  g_autoptr(GString) words = g_string_new (notes);
  guint n = 0;

  g_string_replace (words, "\302\240", " ", 0);
  for (guint i = 0; i < figures->len; i++)
    {
      const YttKeyFigure *figure = g_ptr_array_index (figures, i);
      g_autoptr(GString) value = g_string_new (figure->value);
      const char *amount, *place;

      g_string_replace (value, "\302\240", " ", 0);
      amount = strstr (value->str, "USD ");
      place = amount != NULL ? strstr (words->str, amount) : NULL;
      if (place == NULL)
        continue;

      g_assert_cmpuint (find_prefix (words->str, place), ==, find_prefix (value->str, amount));
      n++;
    }

  return n;
}

static void
test_card (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(YttDataSet) set = read_data_set ();
  const YttTable *stops = set->tables[YTT_FILE_TOUR_STOPS];
  guint n = 0;

  for (guint i = 0; i < ytt_table_get_n_rows (stops); i++)
    {
      const char *facility = ytt_table_get (stops, i, "facility");

      if (*facility != '\0')
        {
          g_autoptr(YttRecord) record = fixture_get_record (f, facility);

          n += assert_same_qualifier (record, ytt_table_get (stops, i, "notes"));
        }
    }
  /* Columbus, in both tours. */
  g_assert_cmpuint (n, >=, 2);
}

/* The document has what the files have, in their order. */
static void
test_document (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(YttDataSet) set = read_data_set ();
  const YttTable *tours = set->tables[YTT_FILE_TOURS], *stops = set->tables[YTT_FILE_TOUR_STOPS];
  g_autoptr(GPtrArray) read = get_tours (f->store);
  guint row = 0;

  g_assert_cmpuint (read->len, ==, ytt_table_get_n_rows (tours));
  for (guint i = 0; i < read->len; i++)
    {
      YttTour *tour = g_ptr_array_index (read, i);

      g_assert_cmpint (ytt_tour_get_id (tour), ==, ytt_id_for_key ("tour", ytt_table_get (tours, i, "tour")));
      g_assert_cmpuint (ytt_tour_get_n_stops (tour), >=, 9);
      g_assert_cmpuint (ytt_tour_get_n_stops (tour), <=, 11);

      for (guint j = 0; j < ytt_tour_get_n_stops (tour); j++, row++)
        {
          YttTourStop *stop = ytt_tour_get_stop (tour, j);
          g_auto(GStrv) claims = g_strsplit (ytt_table_get (stops, row, "claims"), ";", -1);
          g_auto(GStrv) announcements = g_strsplit (ytt_table_get (stops, row, "announcements"), ";", -1);

          assert_stop (f, stop, stops, row);
          g_assert_cmpuint (ytt_tour_stop_get_claims (stop)->len, ==, g_strv_length (claims));
          g_assert_cmpuint (ytt_tour_stop_get_announcements (stop)->len, ==, g_strv_length (announcements));
        }
    }
  g_assert_cmpuint (row, ==, ytt_table_get_n_rows (stops));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tours-data/figures", test_figures);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tours-data/found-wrong/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_found_wrong);
    }
  g_test_add_func ("/tours-data/nothing-told", test_nothing_told);
  g_test_add_func ("/tours-data/words", test_words);
  g_test_add ("/tours-data/card", Fixture, NULL, fixture_set_up_shipped, test_card, fixture_tear_down);
  g_test_add ("/tours-data/document", Fixture, NULL, fixture_set_up_shipped, test_document, fixture_tear_down);

  return g_test_run ();
}
