#include "config.h"

#include <string.h>

#include "sheet-fixture.h"
#include "ytt-format-moment.h"
#include "ytt-format.h"
#include "ytt-ledger.h"
#include "ytt-sheet-file.h"
#include "ytt-sheet-private.h"
#include "ytt-sheet-table.h"

/* Fact sheets, tables and maps on paper. */

/* 2026-03-04, some time of the day */
#define MADE 1772622000

/* All that stands on a page stands within its margins, and above its foot. */
static void
assert_within (YttSheet *sheet)
{
  const YttPaper *paper = ytt_sheet_get_paper (sheet);

  for (guint i = 0; i < sheet->pages->len; i++)
    {
      const YttSheetPage *page = g_ptr_array_index (sheet->pages, i);

      for (guint j = 0; j < page->items->len; j++)
        {
          const YttSheetItem *item = g_ptr_array_index (page->items, j);

          g_assert_cmpfloat (item->x, >=, paper->left - 6);
          g_assert_cmpfloat (item->x + item->width, <=, paper->width - paper->right + 12);
          g_assert_cmpfloat (item->y, >=, paper->top - 6);
          g_assert_cmpfloat (item->y + item->height, <=, paper->height - paper->bottom + 1);
        }
    }
}

static guint
count (const char *text,
       const char *words)
{
  guint n = 0;

  for (const char *at = strstr (text, words); at != NULL; at = strstr (at + 1, words))
    n++;

  return n;
}

static gboolean
is_at_rest (gpointer data)
{
  return !ytt_session_get_loading (data);
}

static void
test_paper (void)
{
  YttPaper a4 = ytt_paper_new (YTT_PAPER_A4, FALSE), letter = ytt_paper_new (YTT_PAPER_LETTER, TRUE);

  g_assert_cmpfloat_with_epsilon (a4.width, 595.28, 0.01);
  g_assert_cmpfloat_with_epsilon (a4.height, 841.89, 0.01);
  g_assert_cmpfloat_with_epsilon (letter.width, 792, 0.01);
  g_assert_cmpfloat_with_epsilon (letter.height, 612, 0.01);
  g_assert_true (ytt_paper_equal (&a4, &a4));
  g_assert_false (ytt_paper_equal (&a4, &letter));
}

/* Every figure with its caption, every source that is named, on one page of either size. */
static void
test_facts (SheetFixture  *f,
            gconstpointer  data)
{
  const char *slugs[] = { "ee-narva-neo", "us-ca-mountain-pass", "ca-strange-lake" };

  for (guint i = 0; i < G_N_ELEMENTS (slugs); i++)
    for (guint size = YTT_PAPER_A4; size <= YTT_PAPER_LETTER; size++)
      {
        g_autoptr(YttRecord) record = fixture_get_record (&f->query, slugs[i]);
        g_autoptr(YttSheetRequest) request = sheet_ask_for_facility (f, record->id);
        YttPaper paper = ytt_paper_new (size, FALSE);
        g_autoptr(YttSheet) sheet = sheet_make (f, request, &paper, FALSE);
        g_autofree char *text = sheet_run (sheet, "pdftotext", "-raw"), *squeezed = sheet_squeeze (text);

        g_assert_cmpuint (ytt_sheet_get_n_pages (sheet), ==, 1);
        assert_within (sheet);
        sheet_assert_has (squeezed, record->name);
        sheet_assert_has (squeezed, "Rare earth projects of the world");
        sheet_assert_has (squeezed, "Natural Earth");
        for (guint j = 0; j < record->figures->len; j++)
          {
            const YttFigure *figure = g_ptr_array_index (record->figures, j);
            g_autofree char *value = ytt_format_claim (figure->shown);
            g_autofree char *caption = ytt_format_claim_caption (figure->shown);
            g_autofree char *others = g_strdup_printf ("%u other claim", figure->claims->len - 1);

            sheet_assert_has (squeezed, value);
            sheet_assert_has (squeezed, caption);
            sheet_assert_has (squeezed, figure->shown->source->title);
            if (figure->claims->len > 1)
              sheet_assert_has (squeezed, others);
          }
      }
}

static void
test_metadata (SheetFixture  *f,
               gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = sheet_ask_for_facility (f, fixture_find (&f->query, "ee-narva-neo"));
  YttPaper paper = ytt_paper_new (YTT_PAPER_LETTER, TRUE);
  g_autoptr(YttSheet) sheet = NULL;
  g_autofree char *info = NULL;

  g_free (request->author);
  request->author = g_strdup ("Zoë O’Neill (Tallinn)");
  request->made = MADE;
  sheet = sheet_make (f, request, &paper, FALSE);
  info = sheet_run (sheet, "pdfinfo", "-isodates");
  g_assert_nonnull (strstr (info, "Narva magnet plant\n"));
  g_assert_nonnull (strstr (info, "Zoë O’Neill (Tallinn)\n"));
  g_assert_nonnull (strstr (info, "Rare earth projects of the world\n"));
  g_assert_nonnull (strstr (info, "2026-03-04T"));
  g_assert_nonnull (strstr (info, "792 x 612 pts (letter)"));
}

/* What is not of today says so below the name and at the foot. */
static void
test_moment (SheetFixture  *f,
             gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = NULL;
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autoptr(YttSheet) sheet = NULL;
  g_autofree char *text = NULL, *told = NULL, *opening = NULL;

  ytt_session_set_moment (f->session, (YttMoment) { 0, 20250801 });
  wait_until (is_at_rest, f->session);
  request = sheet_ask_for_facility (f, fixture_find (&f->query, "ee-narva-neo"));
  sheet = sheet_make (f, request, &paper, FALSE);
  text = ytt_sheet_get_text (sheet, 0);
  told = ytt_format_told (20250801);
  opening = ytt_format_date ("2025-09-19");
  g_assert_cmpuint (count (text, told), ==, 2);
  /* The opening was told of later. */
  g_assert_null (strstr (text, opening));
}

/* A ledger of sixty claims is one page, and says how many it does not tell. */
static void
test_many_claims (SheetFixture  *f,
                  gconstpointer  data)
{
  gint64 id = fixture_find (&f->query, "ca-strange-lake");
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
    " INSERT INTO source (source, title, url) SELECT 'made-' || i, 'Made up report number ' || i,"
    "   'https://example.org/a-rather-long-address-of-a-page-that-nobody-reads/' || i FROM n;"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
    " INSERT INTO claim (claim, facility, attribute, value, unit, as_of, source)"
    " SELECT 'made-' || i, %" G_GINT64_FORMAT ", CASE WHEN i <= 20 THEN 'capex' ELSE 'made-up-attribute-' || i END, i,"
    "   CASE WHEN i <= 20 THEN 'USD' ELSE 'people' END, '2026-02-01',"
    "   (SELECT id FROM source WHERE source = 'made-' || i) FROM n;", id);
  g_autoptr(YttSheetRequest) request = NULL;
  g_autoptr(YttRecord) record = NULL;

  fixture_run (&f->query, sql);
  request = sheet_ask_for_facility (f, id);
  record = fixture_get_record_by_id (&f->query, id);
  g_assert_cmpuint (record->figures->len, >, 40);

  for (guint landscape = 0; landscape < 2; landscape++)
    {
      YttPaper paper = ytt_paper_new (YTT_PAPER_A4, landscape);
      g_autoptr(YttSheet) sheet = sheet_make (f, request, &paper, FALSE);
      g_autofree char *text = ytt_sheet_get_text (sheet, 0);
      g_autofree char *counted = NULL;
      guint n = 0;

      g_assert_cmpuint (ytt_sheet_get_n_pages (sheet), ==, 1);
      assert_within (sheet);
      for (guint i = 0; i < record->figures->len; i++)
        {
          const YttFigure *figure = g_ptr_array_index (record->figures, i);
          g_autofree char *label = g_strdup_printf ("\n%s\n", ytt_attribute_get_label (figure->attribute));

          n += strstr (text, label) != NULL;
        }
      g_assert_cmpuint (n, >=, 2);
      counted = g_strdup_printf ("and %u more figures", record->figures->len - n);
      g_assert_nonnull (strstr (text, counted));
      g_assert_nonnull (strstr (text, " more sources in the document"));
      g_assert_nonnull (strstr (text, "Not on this page: "));
    }
}

/* Words that no line can hold, and scripts of other directions, stay on the page. */
static void
test_names (SheetFixture  *f,
            gconstpointer  data)
{
  g_autofree char *endless = g_strnfill (400, 'x');
  const char *names[] = { endless, "مصنع المغناطيس في ينبع", "包头稀土磁体厂", "<b>&amp; \"quoted\"" };
  gint64 id = fixture_find (&f->query, "ee-narva-neo");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE facility SET name = '%s', summary = '%s', locality = '%s'"
                                              " WHERE id = %" G_GINT64_FORMAT, names[i], names[i], names[i], id);
      YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
      g_autoptr(YttSheetRequest) request = sheet_ask_for_facility (f, id);
      g_autoptr(YttSheet) sheet = NULL;
      g_autofree char *text = NULL;

      fixture_run (&f->query, sql);
      sheet = sheet_make (f, request, &paper, FALSE);
      text = ytt_sheet_get_text (sheet, 0);
      g_assert_cmpuint (ytt_sheet_get_n_pages (sheet), ==, 1);
      assert_within (sheet);
      g_assert_nonnull (strstr (text, names[i]));
      g_free (sheet_run (sheet, "pdftotext", "-raw"));
    }
}

static guint
count_glyphs (PangoLayout *layout)
{
  guint n = 0;

  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    for (GSList *run = pango_layout_get_line_readonly (layout, i)->runs; run != NULL; run = run->next)
      n += (guint) ((PangoLayoutRun *) run->data)->glyphs->num_glyphs;

  return n;
}

/* An address longer than a line is given no hyphens of its own. */
static void
test_address (SheetFixture  *f,
              gconstpointer  data)
{
  g_autofree char *letters = g_strnfill (150, 'w');
  g_autofree char *sql = g_strdup_printf ("UPDATE source SET url = 'https://example.org/%s'", letters);
  g_autoptr(YttSheetRequest) request = sheet_ask_for_facility (f, fixture_find (&f->query, "ee-narva-neo"));
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autoptr(YttSheet) sheet = NULL;
  PangoContext *context = ytt_sheet_create_context ();
  const YttSheetPage *page;
  guint n = 0;

  fixture_run (&f->query, sql);
  sheet = sheet_make (f, request, &paper, FALSE);
  page = g_ptr_array_index (sheet->pages, 0);
  for (guint i = 0; i < page->items->len; i++)
    {
      YttSheetItem item = *(YttSheetItem *) g_ptr_array_index (page->items, i);
      g_autoptr(PangoLayout) parted = NULL, whole = NULL;

      if (item.kind != YTT_SHEET_TEXT || strstr (item.markup, letters) == NULL)
        continue;

      parted = ytt_sheet_create_layout (context, &item);
      item.width = -1;
      whole = ytt_sheet_create_layout (context, &item);
      g_assert_cmpint (pango_layout_get_line_count (parted), >, 2);
      g_assert_cmpuint (count_glyphs (parted), ==, count_glyphs (whole));
      n++;
    }
  g_assert_cmpuint (n, >, 3);
  g_object_unref (context);
}

/* Every facility, its capacity and who says so, page by page. */
static void
test_table (SheetFixture  *f,
            gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = ytt_sheet_request_new_for_session (f->session, YTT_PRINT_LIST, NULL, NULL);
  guint pages[2];

  for (guint size = YTT_PAPER_A4; size <= YTT_PAPER_LETTER; size++)
    {
      YttPaper paper = ytt_paper_new (size, FALSE);
      g_autoptr(YttSheet) sheet = sheet_make (f, request, &paper, FALSE);
      g_autofree char *text = sheet_run (sheet, "pdftotext", "-raw"), *squeezed = sheet_squeeze (text);
      g_autofree char *last = NULL;

      pages[size] = ytt_sheet_get_n_pages (sheet);
      assert_within (sheet);
      g_assert_cmpuint (count (text, "Facility and operator"), >, 8);
      last = g_strdup_printf ("Page %u of %u\n", pages[size], pages[size]);
      g_assert_nonnull (strstr (text, last));
      g_assert_nonnull (strstr (text, "Page 1 of"));
      for (guint i = 0; i < request->ids->len; i++)
        {
          g_autoptr(YttRecord) record = fixture_get_record_by_id (&f->query, g_array_index (request->ids, gint64, i));

          sheet_assert_has (squeezed, record->name);
          for (guint j = 0; j < record->figures->len; j++)
            {
              const YttFigure *figure = g_ptr_array_index (record->figures, j);
              const YttClaim *claim = ytt_ledger_get_headline (figure->claims, record->stages);
              g_autofree char *value = NULL;

              if (strcmp (figure->attribute, "capacity") != 0 || claim == NULL)
                continue;
              value = ytt_format_claim (claim);
              sheet_assert_has (squeezed, value);
              sheet_assert_has (squeezed, claim->source->title);
            }
        }
    }

  /* Letter is lower than A4. */
  g_assert_cmpuint (pages[YTT_PAPER_A4], >, 10);
  g_assert_cmpuint (pages[YTT_PAPER_LETTER], >=, pages[YTT_PAPER_A4]);
}

static void
test_filter_in_words (SheetFixture  *f,
                      gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = NULL;
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autoptr(YttSheet) sheet = NULL;
  g_autofree char *text = NULL, *total = NULL;

  ytt_session_set_search (f->session, "narva");
  wait_until (is_at_rest, f->session);
  request = ytt_sheet_request_new_for_session (f->session, YTT_PRINT_LIST, NULL, NULL);
  sheet = sheet_make (f, request, &paper, FALSE);
  text = ytt_sheet_get_text (sheet, 0);
  total = g_strdup_printf ("%u of %u facilities: search “narva”", request->ids->len,
                           ytt_session_get_n_total (f->session));
  g_assert_nonnull (strstr (text, total));
  g_assert_nonnull (strstr (text, "Rare earth projects of the world · "));
  g_assert_nonnull (strstr (text, "Narva magnet plant"));
}

static void
test_empty_list (SheetFixture  *f,
                 gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = NULL;
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, TRUE);
  g_autoptr(YttSheet) sheet = NULL;
  g_autofree char *text = NULL;

  ytt_session_set_search (f->session, "nothing is called so");
  wait_until (is_at_rest, f->session);
  request = ytt_sheet_request_new_for_session (f->session, YTT_PRINT_LIST, NULL, NULL);
  sheet = sheet_make (f, request, &paper, FALSE);
  text = ytt_sheet_get_text (sheet, 0);
  g_assert_cmpuint (ytt_sheet_get_n_pages (sheet), ==, 1);
  g_assert_nonnull (strstr (text, "No facility matches."));
  g_assert_null (strstr (text, "Facility and operator"));
}

/* It is said how many there may be, before anything is read. */
static void
test_too_many (SheetFixture  *f,
               gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = ytt_sheet_request_new_for_session (f->session, YTT_PRINT_LIST, NULL, NULL);
  g_autoptr(YttSheetContent) content = NULL;
  g_autoptr(GError) error = NULL;

  g_array_unref (request->ids);
  request->ids = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_array_set_size (request->ids, 1000000);
  content = sheet_load (f, request, &error);
  g_assert_null (content);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "1,000,000"));
  g_assert_nonnull (strstr (error->message, "2,000"));
}

/* The map with title, scale, legend of what it shows, sources and attribution, all of it vectors. */
static void
test_map (SheetFixture  *f,
          gconstpointer  data)
{
  g_autofree char *basemap_path = ytt_basemap_find_file ();
  g_autoptr(YttBasemap) basemap = ytt_basemap_open (basemap_path, NULL);
  g_autoptr(YttSheetRequest) request = ytt_sheet_request_new_for_session (f->session, YTT_PRINT_MAP, NULL, basemap);

  for (guint landscape = 0; landscape < 2; landscape++)
    {
      YttPaper paper = ytt_paper_new (YTT_PAPER_A4, landscape);
      g_autoptr(YttSheet) sheet = NULL;
      g_autofree char *text = NULL, *squeezed = NULL, *images = NULL, *info = NULL;

      request->landscape = landscape;
      sheet = sheet_make (f, request, &paper, FALSE);
      text = sheet_run (sheet, "pdftotext", "-raw");
      squeezed = sheet_squeeze (text);
      g_assert_cmpuint (ytt_sheet_get_n_pages (sheet), ==, 1);
      assert_within (sheet);
      sheet_assert_has (squeezed, "Rare earth projects of the world");
      sheet_assert_has (squeezed, "Cracking and leaching");
      sheet_assert_has (squeezed, "Sources: ");
      sheet_assert_has (squeezed, "Map: Natural Earth");
      sheet_assert_has (squeezed, "Norway");
      images = sheet_run (sheet, "pdfimages", "-list");
      g_assert_cmpuint (count (images, "\n"), ==, 2);   /* two lines of heading */
      info = sheet_run (sheet, "pdfinfo", "-isodates");
      g_assert_nonnull (strstr (info, "https://"));
    }
}

/* Pages are drawn in any order, and twice alike. */
static void
test_pages (SheetFixture  *f,
            gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = ytt_sheet_request_new_for_session (f->session, YTT_PRINT_LIST, NULL, NULL);
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autoptr(YttSheet) sheet = sheet_make (f, request, &paper, FALSE);
  const guint order[] = { 3, 0, 3 };
  g_autoptr(GBytes) first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) paper.width, (int) paper.height);
      cairo_t *cr = cairo_create (surface);
      g_autoptr(GBytes) pixels = NULL;

      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      ytt_sheet_draw_page (sheet, order[i], cr);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      pixels = g_bytes_new (cairo_image_surface_get_data (surface),
                            (gsize) (cairo_image_surface_get_stride (surface) * (int) paper.height));
      if (first == NULL)
        first = g_bytes_ref (pixels);
      else
        g_assert_true (g_bytes_equal (pixels, first) == (order[i] == order[0]));
      cairo_surface_destroy (surface);
    }
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
save (YttSheet      *sheet,
      const char    *path,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  ytt_sheet_save_async (sheet, file, cancellable, keep_result_cb, &result);
  wait_until (has_result, &result);

  return ytt_sheet_save_finish (result, error);
}

/* What was there stays as it was until the new file is whole. */
static void
test_save (SheetFixture  *f,
           gconstpointer  data)
{
  g_autoptr(YttSheetRequest) request = sheet_ask_for_facility (f, fixture_find (&f->query, "ee-narva-neo"));
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  g_autoptr(YttSheet) sheet = sheet_make (f, request, &paper, FALSE);
  g_autofree char *path = g_build_filename (f->query.folder, "sheet.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (f->query.folder, "no-folder", "sheet.pdf", NULL);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *contents = NULL;

  g_file_set_contents (path, "old", -1, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancelled);
  g_assert_false (save (sheet, path, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
  g_clear_pointer (&contents, g_free);

  g_assert_true (save (sheet, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));
  g_assert_cmpint (unlink (path), ==, 0);

  g_assert_false (save (sheet, nowhere, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "“sheet.pdf” was not written: its folder is not there"));
}

#define ADD(path, func) g_test_add (path, SheetFixture, NULL, sheet_fixture_set_up, func, sheet_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/paper", test_paper);
  ADD ("/sheet/facts", test_facts);
  ADD ("/sheet/metadata", test_metadata);
  ADD ("/sheet/moment", test_moment);
  ADD ("/sheet/many-claims", test_many_claims);
  ADD ("/sheet/names", test_names);
  ADD ("/sheet/address", test_address);
  ADD ("/sheet/table", test_table);
  ADD ("/sheet/filter-in-words", test_filter_in_words);
  ADD ("/sheet/empty-list", test_empty_list);
  ADD ("/sheet/too-many", test_too_many);
  ADD ("/sheet/map", test_map);
  ADD ("/sheet/pages", test_pages);
  ADD ("/sheet/save", test_save);

  return g_test_run ();
}
