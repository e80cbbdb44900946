#include "config.h"

#include <string.h>

#include "sheet-fixture.h"
#include "ytt-key-figures.h"

/* Tours as handouts. */

static YttSheetRequest *
ask_for_tour (SheetFixture *f,
              const char   *title)
{
  g_autoptr(YttTour) tour = sheet_find_tour (f, title);
  g_autofree char *basemap_path = ytt_basemap_find_file ();
  g_autoptr(YttBasemap) basemap = basemap_path != NULL ? ytt_basemap_open (basemap_path, NULL) : NULL;

  return ytt_sheet_request_new_for_session (f->session, YTT_PRINT_TOUR, tour, basemap);
}

/* The card's figures, each with its small print and its source. */
static void
assert_has_card (SheetFixture *f,
                 const char   *squeezed,
                 gint64        facility)
{
  g_autoptr(YttRecord) record = fixture_get_record_by_id (&f->query, facility);
  g_autoptr(GPtrArray) figures = ytt_key_figures_new (record);

  sheet_assert_has (squeezed, record->name);
  for (guint i = 0; i < figures->len; i++)
    {
      const YttKeyFigure *figure = g_ptr_array_index (figures, i);

      sheet_assert_has (squeezed, figure->value);
      sheet_assert_has (squeezed, figure->small_print);
      sheet_assert_has (squeezed, figure->title);
    }
}

/* The shipped tours: every title, text, note, figure and source, standing on A4 and lying on Letter. */
static void
test_shipped (SheetFixture  *f,
              gconstpointer  data)
{
  const char *titles[] = { "From mine to magnet", "The week of 8 September 2025" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    for (guint kind = 0; kind < 2; kind++)
      {
        g_autoptr(YttSheetRequest) request = ask_for_tour (f, titles[i]);
        YttPaper paper = ytt_paper_new (kind == 0 ? YTT_PAPER_A4 : YTT_PAPER_LETTER, kind == 1);
        g_autoptr(YttSheet) sheet = sheet_make (f, request, &paper, TRUE);
        guint n_stops = ytt_tour_get_n_stops (request->tour), n_pages = ytt_sheet_get_n_pages (sheet);
        g_autofree char *text = sheet_run (sheet, "pdftotext", "-raw"), *squeezed = sheet_squeeze (text);

        /* A page a stop, and sources; where a page lies on its side, long notes may go on. */
        g_assert_cmpuint (n_pages, >, n_stops);
        g_assert_cmpuint (n_pages, <=, n_stops + 4);
        for (guint j = 0; j < n_stops; j++)
          {
            YttTourStop *stop = ytt_tour_get_stop (request->tour, j);

            sheet_assert_has (squeezed, ytt_tour_stop_get_title (stop));
            sheet_assert_has (squeezed, ytt_tour_stop_get_text (stop));
            sheet_assert_has (squeezed, ytt_tour_stop_get_notes (stop));
            if (ytt_tour_stop_get_facility (stop) != 0)
              assert_has_card (f, squeezed, ytt_tour_stop_get_facility (stop));
          }
      }
}

static void
test_metadata (SheetFixture  *f,
               gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = ask_for_tour (f, "From mine to magnet");
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autoptr(YttSheet) sheet = sheet_make (f, request, &paper, FALSE);
  g_autofree char *info = sheet_run (sheet, "pdfinfo", "-isodates");
  g_autofree char *pages = g_strdup_printf ("Pages:           %u\n", ytt_sheet_get_n_pages (sheet));

  g_assert_nonnull (strstr (info, "From mine to magnet\n"));
  g_assert_nonnull (strstr (info, request->author));
  g_assert_nonnull (strstr (info, pages));
}

/* Notes are the speaker's, unless they are asked for. */
static void
test_without_notes (SheetFixture  *f,
                    gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = ask_for_tour (f, "From mine to magnet");
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autoptr(YttSheet) sheet = sheet_make (f, request, &paper, FALSE);
  g_autofree char *text = sheet_run (sheet, "pdftotext", "-raw"), *squeezed = sheet_squeeze (text);

  for (guint i = 0; i < ytt_tour_get_n_stops (request->tour); i++)
    {
      const char *notes = ytt_tour_stop_get_notes (ytt_tour_get_stop (request->tour, i));
      g_autofree char *wanted = sheet_squeeze (notes);

      if (*notes != '\0')
        g_assert_null (strstr (squeezed, wanted));
    }
}

/* What a stop rests on stands on its page by number, and in full at the end. */
static void
test_sources (SheetFixture  *f,
              gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = ask_for_tour (f, "The week of 8 September 2025");
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autoptr(YttSheet) sheet = sheet_make (f, request, &paper, FALSE);
  guint n_stops = ytt_tour_get_n_stops (request->tour);
  g_autofree char *sources = ytt_sheet_get_text (sheet, n_stops);
  g_autofree char *closing = ytt_sheet_get_text (sheet, n_stops - 1);
  guint n_resting = 0;

  g_assert_true (g_str_has_prefix (sources, "Sources\n[1]\n"));
  for (guint i = 0; i < n_stops; i++)
    {
      YttTourStop *stop = ytt_tour_get_stop (request->tour, i);
      g_autofree char *text = ytt_sheet_get_text (sheet, i);

      if (ytt_tour_stop_get_claims (stop)->len + ytt_tour_stop_get_announcements (stop)->len == 0)
        continue;
      g_assert_nonnull (strstr (text, "Sources: ["));
      n_resting++;
    }
  g_assert_cmpuint (n_resting, >, 3);
  /* In their order, many in a row by their ends. */
  g_assert_nonnull (strstr (closing, "Sources: [1]–["));
}

/* A stop whose facility is gone has its place and says so; one that nobody can read has its words. */
static void
test_gone (SheetFixture  *f,
           gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = NULL;
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autoptr(YttSheet) sheet = NULL;
  g_autofree char *first = NULL, *second = NULL;

  fixture_run (&f->query,
               "INSERT INTO tour (tour, title) VALUES ('odd', 'Odd');"
               "INSERT INTO tour_stop (tour, position, kind, title, text, content)"
               " SELECT id, 1, 'view', 'What was there', 'It is told.',"
               "  '{\"version\": 1, \"selected\": 123456, \"latitude\": 10, \"longitude\": 20, \"zoom\": 3}'"
               " FROM tour WHERE title = 'Odd';"
               "INSERT INTO tour_stop (tour, position, kind, title, text, content)"
               " SELECT id, 2, 'view', 'From afar', 'By a newer program.', 'no JSON at all'"
               " FROM tour WHERE title = 'Odd';");
  request = ask_for_tour (f, "Odd");
  sheet = sheet_make (f, request, &paper, TRUE);
  g_assert_cmpuint (ytt_sheet_get_n_pages (sheet), ==, 2);
  first = ytt_sheet_get_text (sheet, 0);
  second = ytt_sheet_get_text (sheet, 1);
  g_assert_nonnull (strstr (first, "It is told."));
  g_assert_nonnull (strstr (first, "not in the document any more"));
  g_assert_nonnull (strstr (second, "By a newer program."));
}

/* A map that leaves something out, or tells of another year, says so below. */
static void
test_filtered (SheetFixture  *f,
               gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = NULL;
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autofree char *text = NULL;
  g_autoptr(YttSheet) sheet = NULL;

  fixture_run (&f->query,
               "INSERT INTO tour (tour, title) VALUES ('few', 'A few');"
               "INSERT INTO tour_stop (tour, position, kind, title, content)"
               " SELECT id, 1, 'view', 'Some', '{\"version\": 1, \"search\": \"narva\", \"year\": 2030,"
               "  \"latitude\": 59, \"longitude\": 28, \"zoom\": 5}' FROM tour WHERE title = 'A few';");
  request = ask_for_tour (f, "A few");
  sheet = sheet_make (f, request, &paper, FALSE);
  text = ytt_sheet_get_text (sheet, 0);
  g_assert_nonnull (strstr (text, "State at the end of 2030 · "));
  g_assert_nonnull (strstr (text, "facilities: search “narva”"));
}

/* Notes of any length go on, page by page, and nothing of them is lost. */
static void
test_long_notes (SheetFixture  *f,
                 gconstpointer  data)
{
  g_autoptr(GString) notes = g_string_new (NULL);
  g_autoptr(GString) read = g_string_new (NULL);
  g_autofree char *sql = NULL, *whole = NULL;
  g_autoptr(YttSheetRequest) request = NULL;
  YttPaper paper = ytt_paper_new (YTT_PAPER_LETTER, FALSE);
  g_autoptr(YttSheet) sheet = NULL;
  guint n_whole = 0;

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (notes, "This is sentence number %u of the notes, and it says little. ", i);
  sql = g_strdup_printf ("INSERT INTO tour (tour, title) VALUES ('long', 'Long');"
                         "INSERT INTO tour_stop (tour, position, kind, title, notes)"
                         " SELECT id, 1, 'slide', 'A talk', '%s' FROM tour WHERE title = 'Long';", notes->str);
  fixture_run (&f->query, sql);
  request = ask_for_tour (f, "Long");
  sheet = sheet_make (f, request, &paper, TRUE);
  g_assert_cmpuint (ytt_sheet_get_n_pages (sheet), >=, 4);
  for (guint i = 0; i < ytt_sheet_get_n_pages (sheet); i++)
    {
      g_autofree char *text = ytt_sheet_get_text (sheet, i);
      const char *before = i == 0 ? "Notes\n" : "A talk (continued)\n";
      const char *first = strstr (text, before), *foot = strstr (text, "Rare earth projects");

      g_assert_nonnull (first);
      first += strlen (before);
      g_string_append_len (read, first, foot - first - 1);
    }
  g_assert_cmpstr (read->str, ==, notes->str);

  /* A page may end in the middle of a sentence, and its foot comes between. */
  whole = sheet_run (sheet, "pdftotext", "-raw");
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *words = g_strdup_printf ("number %u of", i);

      n_whole += strstr (g_strdelimit (whole, "\n", ' '), words) != NULL;
    }
  g_assert_cmpuint (n_whole, >, 500 - ytt_sheet_get_n_pages (sheet));
}

/* A tour without end is refused in words. */
static void
test_too_many (SheetFixture  *f,
               gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = NULL;
  g_autoptr(YttSheetContent) content = NULL;
  g_autoptr(GError) error = NULL;

  fixture_run (&f->query,
               "INSERT INTO tour (tour, title) VALUES ('endless', 'Endless');"
               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)"
               " INSERT INTO tour_stop (tour, position, title) SELECT tour.id, i, 'Stop' FROM n, tour"
               " WHERE tour.title = 'Endless';");
  request = ask_for_tour (f, "Endless");
  content = sheet_load (f, request, &error);
  g_assert_null (content);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "1,200 stops"));
}

static void
test_no_stops (SheetFixture  *f,
               gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = NULL;
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autoptr(YttSheet) sheet = NULL;
  g_autofree char *text = NULL;

  fixture_run (&f->query, "INSERT INTO tour (tour, title) VALUES ('none', 'None yet')");
  request = ask_for_tour (f, "None yet");
  sheet = sheet_make (f, request, &paper, TRUE);
  g_assert_cmpuint (ytt_sheet_get_n_pages (sheet), ==, 1);
  text = ytt_sheet_get_text (sheet, 0);
  g_assert_nonnull (strstr (text, "None yet"));
  g_assert_nonnull (strstr (text, "This tour has no stops."));
}

#define ADD(path, func) g_test_add (path, SheetFixture, NULL, sheet_fixture_set_up, func, sheet_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/handout/shipped", test_shipped);
  ADD ("/handout/metadata", test_metadata);
  ADD ("/handout/without-notes", test_without_notes);
  ADD ("/handout/sources", test_sources);
  ADD ("/handout/gone", test_gone);
  ADD ("/handout/filtered", test_filtered);
  ADD ("/handout/long-notes", test_long_notes);
  ADD ("/handout/too-many", test_too_many);
  ADD ("/handout/no-stops", test_no_stops);

  return g_test_run ();
}
