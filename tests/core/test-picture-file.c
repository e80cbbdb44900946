/* Pictures as they are read from a document, and as they are in files; poppler's programs read PDF back. */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <png.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "query-fixture.h"
#include "ytt-map-picture-load.h"
#include "ytt-mercator.h"
#include "ytt-picture-file.h"
#include "ytt-store-sources.h"

static YttBasemap *
open_basemap (void)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(GError) error = NULL;
  YttBasemap *basemap = ytt_basemap_open (path, &error);

  g_assert_no_error (error);

  return basemap;
}

static YttView *
make_view (void)
{
  g_autoptr(YttSession) session = ytt_session_new ();
  g_autoptr(YttView) view = ytt_view_new_for_session (session, NULL);

  return ytt_view_copy (view);
}

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static YttMapPicture *
load (Fixture         *f,
      YttView         *view,
      YttPictureScope  scope,
      double           width,
      double           height)
{
  g_autoptr(YttBasemap) basemap = open_basemap ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttMapPicture *picture;

  ytt_map_picture_load_async (f->store, basemap, view, scope, width, height, 1, NULL, keep_cb, &result);
  wait_until (is_there, &result);
  picture = ytt_map_picture_load_finish (f->store, result, &error);
  g_assert_no_error (error);

  return picture;
}

/* All that is found is shown, and the footer says of what it is a part. */
static void
test_load_result (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(YttView) view = make_view ();
  g_autoptr(YttMapPicture) picture = NULL;
  g_autofree char *head = NULL;
  YttFilter *filter = ytt_filter_with (view->filter, YTT_FACET_STAGE, "magnet", FALSE);
  double width, height;

  ytt_filter_unref (view->filter);
  view->filter = filter;
  ytt_store_set_today (f->store, 20261125);
  picture = load (f, view, YTT_PICTURE_OF_RESULT, 1280, 800);

  g_assert_cmpuint (picture->footer->n_total, ==, 221);
  g_assert_cmpuint (picture->footer->n_shown, >, 10);
  g_assert_cmpuint (picture->footer->n_shown, <, 221);
  head = ytt_footer_get_head (picture->footer);
  g_assert_true (g_str_has_prefix (head, "Rare earth projects of the world · As of "));
  g_assert_true (g_str_has_suffix (head, " of 221 facilities: the stage Magnets"));
  g_assert_cmpuint (picture->footer->sources->len, >, 0);
  g_assert_cmpuint (picture->footer->sources->len, <=, picture->footer->n_shown);

  ytt_map_picture_get_map_size (picture, &width, &height);
  for (guint i = 0; i < picture->points->len; i++)
    {
      const YttPoint *point = &g_array_index (picture->points, YttPoint, i);
      double x, y, middle_x, middle_y, world = ytt_mercator_get_world_size (picture->zoom);

      ytt_mercator_project (point->latitude, point->longitude, &x, &y);
      ytt_mercator_project (picture->latitude, picture->longitude, &middle_x, &middle_y);
      g_assert_cmpfloat (fabs (ytt_mercator_difference (middle_x, x)) * world, <, width / 2);
      g_assert_cmpfloat (fabs (y - middle_y) * world, <, height / 2);
    }
}

static gboolean
has_source (YttMapPicture *picture,
            gint64         id)
{
  for (guint i = 0; i < picture->footer->sources->len; i++)
    if (((YttSource *) g_ptr_array_index (picture->footer->sources, i))->id == id)
      return TRUE;

  return FALSE;
}

/* The selection is named, its status' source comes first, and those of its links are there. */
static void
test_load_selection (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(YttView) view = make_view ();
  g_autoptr(YttMapPicture) picture = NULL;
  g_autoptr(YttRecord) record = NULL;
  gint64 id = fixture_find (f, "narva");
  const YttSource *first;

  record = fixture_get_record_by_id (f, id);
  view->selected = id;
  picture = load (f, view, YTT_PICTURE_OF_SELECTION, 800, 600);

  g_assert_cmpstr (picture->selected_name, ==, record->name);
  /* With where its links lead, to the west and the south. */
  g_assert_cmpfloat (picture->longitude, <, record->longitude);
  g_assert_cmpfloat (picture->longitude, >, 5);
  g_assert_cmpfloat (picture->latitude, <, record->latitude);
  g_assert_cmpfloat (picture->zoom, >, 3);
  first = g_ptr_array_index (picture->footer->sources, 0);
  g_assert_cmpint (first->id, ==, record->status_figure->shown->source_id);
  g_assert_cmpuint (picture->links->len, >, 0);
  for (guint i = 0; i < record->links->len; i++)
    g_assert_true (has_source (picture, ((YttLink *) g_ptr_array_index (record->links, i))->source_id));
}

/* Who is selected shows though the filter leaves it out; a facility that is gone leaves a picture all the same. */
static void
test_load_guest (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(YttView) view = make_view ();
  g_autoptr(YttView) gone = make_view ();
  g_autoptr(YttMapPicture) picture = NULL, other = NULL;
  gint64 id = fixture_find (f, "narva");
  guint n_points;

  g_free (view->search);
  view->search = g_strdup ("mountain pass");
  view->selected = id;
  picture = load (f, view, YTT_PICTURE_OF_SELECTION, 800, 600);
  n_points = picture->points->len;
  g_assert_cmpint (g_array_index (picture->points, YttPoint, n_points - 1).id, ==, id);
  g_assert_cmpuint (picture->footer->n_shown, ==, n_points - 1);

  gone->selected = 4242;
  other = load (f, gone, YTT_PICTURE_OF_RESULT, 800, 600);
  g_assert_null (other->selected_name);
  g_assert_cmpint (other->selected, ==, 0);
}

static gboolean
is_traced (gpointer data)
{
  return ytt_supply_get_chain (data) != NULL;
}

static gboolean
is_settled (gpointer data)
{
  YttSession *session = data;

  return ytt_session_get_points (session) != NULL && !ytt_session_get_loading (session)
         && ytt_session_get_record (session) != NULL;
}

/* A chain that is traced in the window is in the picture: its links, its facilities above the others, and its sources. */
static void
test_load_trace (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(YttSession) session = ytt_session_new ();
  YttSupply *supply = ytt_session_get_supply (session);
  g_autoptr(YttBasemap) basemap = open_basemap ();
  g_autoptr(YttView) view = NULL;
  g_auto(YttPictureShown) shown = { NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttMapPicture) picture = NULL;

  ytt_session_set_store (session, f->store);
  ytt_session_set_selected (session, fixture_find (f, "narva"));
  wait_until (is_settled, session);
  ytt_supply_trace (supply, YTT_CHAIN_UPSTREAM);
  wait_until (is_traced, supply);
  ytt_session_set_viewport (session, 30, 0, 1);
  view = ytt_view_new_for_session (session, NULL);
  ytt_picture_shown_init (&shown, session);

  ytt_map_picture_load_shown_async (f->store, basemap, view, &shown, YTT_PICTURE_OF_VIEW, 800, 600, 1, NULL, keep_cb,
                                    &result);
  wait_until (is_there, &result);
  picture = ytt_map_picture_load_finish (f->store, result, &error);
  g_assert_no_error (error);
  g_assert_true (picture->links == ytt_supply_get_links (supply));
  g_assert_true (picture->emphasis == ytt_supply_get_chain (supply)->facilities);
  g_assert_cmpuint (picture->links->len, >, 0);

  ytt_session_set_store (session, NULL);
}

static GPtrArray *
get_sources (Fixture   *f,
             gint64     facility,
             YttMoment  moment)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *sources;

  g_array_append_val (ids, facility);
  ytt_store_get_shown_sources_async (f->store, ids, NULL, facility, moment, NULL, keep_cb, &result);
  wait_until (is_there, &result);
  sources = ytt_store_get_shown_sources_finish (f->store, result, &error);
  g_assert_no_error (error);

  return sources;
}

static void
want_source (Fixture    *f,
             YttMoment   moment,
             const char *slug)
{
  g_autoptr(GPtrArray) sources = get_sources (f, 1, moment);

  if (slug == NULL)
    {
      g_assert_cmpuint (sources->len, ==, 0);
      return;
    }

  g_assert_cmpuint (sources->len, ==, 1);
  g_assert_cmpstr (((YttSource *) g_ptr_array_index (sources, 0))->slug, ==, slug);
}

/* Each moment has a source of its own: the one of the claim that the status rests on then. */
static void
test_sources_of_moments (Fixture       *f,
                         gconstpointer  data)
{
  fixture_run (f,
               "INSERT INTO source (id, source, title, published) VALUES"
               " (1, 'plan', 'Plan', '2020-01-01'), (2, 'opening', 'Opening', '2024-03-01'),"
               " (3, 'start', 'Start', '2024-05-01'), (4, 'withdrawn', 'Withdrawn', '2025-01-01');"
               "INSERT INTO facility (id, facility, name, country) VALUES (1, 'plant', 'Plant', 'EE');"
               "INSERT INTO claim (id, facility, attribute, value, tense, as_of, source, unit, withdrawn) VALUES"
               " (1, 1, 'status', 'proposed', 'stated', '2020-01-01', 1, '', 0),"
               " (2, 1, 'status', 'construction', 'stated', '2024-03-01', 2, '', 0),"
               " (3, 1, 'start', '2029', 'promised', '2024-05-01', 3, 'date', 0),"
               " (4, 1, 'status', 'closed', 'stated', '2025-01-01', 4, '', 1)");
  ytt_store_set_today (f->store, 20260101);

  want_source (f, (YttMoment) { 0 }, "opening");
  want_source (f, (YttMoment) { 2022, 0 }, "plan");
  want_source (f, (YttMoment) { 0, 20220101 }, "plan");
  want_source (f, (YttMoment) { 2019, 0 }, NULL);
  want_source (f, (YttMoment) { 2030, 0 }, "start");
}

/* PNG */

typedef struct
{
  const guint8 *data;
  gsize         left;
} Bytes;

static void
read_png_cb (png_structp png,
             png_bytep   data,
             png_size_t  length)
{
  Bytes *bytes = png_get_io_ptr (png);

  g_assert_cmpuint (bytes->left, >=, length);
  memcpy (data, bytes->data, length);
  bytes->data += length;
  bytes->left -= length;
}

static const char *
find_text (png_structp  png,
           png_infop    info,
           const char  *key)
{
  png_textp texts;
  int n;

  png_get_text (png, info, &texts, &n);
  for (int i = 0; i < n; i++)
    if (strcmp (texts[i].key, key) == 0)
      return texts[i].text;

  return NULL;
}

static YttMapPicture *
load_narva (Fixture *f,
            double   width,
            double   height)
{
  g_autoptr(YttView) view = make_view ();

  view->selected = fixture_find (f, "narva");

  return load (f, view, YTT_PICTURE_OF_SELECTION, width, height);
}

/* Pixels by scale, their size on paper, and the words of the picture: by the library and not by the code under test. */
static void
test_png (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr(YttMapPicture) picture = load_narva (f, 400, 300);

  picture->title = g_strdup ("Narva & “others”");
  for (double scale = 1; scale <= YTT_PICTURE_MOST_SCALE; scale += 1.5)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) file = ytt_map_picture_encode (picture, YTT_PICTURE_PNG, scale, NULL, &error);
      png_structp png = png_create_read_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
      png_infop info = png_create_info_struct (png);
      g_autofree char *text = ytt_map_picture_get_text (picture);
      Bytes bytes;

      g_assert_no_error (error);
      bytes.data = g_bytes_get_data (file, &bytes.left);
      png_set_read_fn (png, &bytes, read_png_cb);
      png_read_png (png, info, PNG_TRANSFORM_IDENTITY, NULL);
      g_assert_cmpuint (png_get_image_width (png, info), ==, (guint) (400 * scale));
      g_assert_cmpuint (png_get_image_height (png, info), ==, (guint) (300 * scale));
      g_assert_cmpfloat_with_epsilon (png_get_pixels_per_inch (png, info), 96 * scale, 1);
      g_assert_cmpstr (find_text (png, info, "Title"), ==, "Narva & “others”");
      g_assert_cmpstr (find_text (png, info, "Description"), ==, text);
      g_assert_nonnull (find_text (png, info, "Creation Time"));
      png_destroy_read_struct (&png, &info, NULL);
    }
}

static void
test_too_large (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(YttMapPicture) picture = load_narva (f, 12000, 300);
  g_autoptr(GError) error = NULL;

  g_assert_null (ytt_map_picture_encode (picture, YTT_PICTURE_PNG, 3, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpstr (error->message, ==, "A picture of 36000 × 900 pixels is too large: 32767 is the most on each side.");
}

/* SVG */

/* Letters are outlines, so title and description say in words what is written; no pixels are in it. */
static void
test_svg (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr(YttMapPicture) picture = load_narva (f, 800, 600);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) file = NULL;
  g_autofree char *svg = NULL, *text = NULL, *escaped = NULL, *desc = NULL;
  GMarkupParser parser = { NULL };
  GMarkupParseContext *context;

  picture->title = g_strdup ("<Narva> & \x01more");
  file = ytt_map_picture_encode (picture, YTT_PICTURE_SVG, 1, NULL, &error);
  g_assert_no_error (error);
  svg = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));

  context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_assert_true (g_markup_parse_context_parse (context, svg, -1, &error));
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_markup_parse_context_free (context);

  g_assert_nonnull (strstr (svg, "<title>&lt;Narva&gt; &amp; more</title>"));
  text = ytt_map_picture_get_text (picture);
  escaped = ytt_xml_escape (text);
  desc = g_strdup_printf ("<desc>%s</desc>", escaped);
  g_assert_nonnull (strstr (svg, desc));
  g_assert_nonnull (strstr (svg, "width=\"800"));
  g_assert_null (strstr (svg, "<image"));
}

/* PDF */

static char *
run (const char *program,
     const char *option,
     const char *path,
     const char *more)
{
  const char *argv[] = { program, option, path, more, NULL };
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));

  return g_steal_pointer (&output);
}

static char *
join_words (const char *text)
{
  g_autoptr(GRegex) space = g_regex_new ("[\\s\\x{a0}]+", 0, 0, NULL);

  return g_regex_replace_literal (space, text, -1, 0, " ", 0, NULL);
}

static void
assert_has (const char *text,
            const char *words)
{
  g_autofree char *joined = join_words (text), *wanted = join_words (words);

  if (strstr (joined, wanted) == NULL)
    g_error ("“%s” is not in “%s”", wanted, joined);
}

/* All of it is vectors, its words can be searched, and its metadata name every source. */
static void
test_pdf (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr(YttMapPicture) picture = load_narva (f, 1280, 800);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "map.pdf", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autofree char *images = NULL, *words = NULL, *about = NULL, *head = NULL;
  g_auto(GStrv) lines = NULL;

  picture->title = g_strdup ("Narva and its customers");
  g_assert_true (ytt_map_picture_save (picture, file, YTT_PICTURE_PDF, 1, NULL, &error));
  g_assert_no_error (error);

  images = run ("pdfimages", "-list", path, NULL);
  lines = g_strsplit (g_strchomp (images), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);

  words = run ("pdftotext", "-layout", path, "-");
  head = ytt_footer_get_head (picture->footer);
  assert_has (words, "Narva and its customers");
  assert_has (words, picture->selected_name);
  assert_has (words, head);
  assert_has (words, "Sources: ");
  assert_has (words, "Map: Natural Earth · GeoNames");
  assert_has (words, "Latvia");
  assert_has (words, "Only its region");
  assert_has (words, "only their country is known");
  assert_has (words, "200 km");

  about = run ("pdfinfo", "-isodates", path, NULL);
  assert_has (about, "Title: Narva and its customers");
  assert_has (about, "Keywords: rare earths, map, Narva magnet plant");
  assert_has (about, "Page size: 960 x 600 pts");
  assert_has (about, "CreationDate: 20");
  for (guint i = 0; i < picture->footer->sources->len; i++)
    {
      g_autofree char *source = ytt_source_format_whole (g_ptr_array_index (picture->footer->sources, i));

      assert_has (about, source);
    }
  g_unlink (path);
}

/* Files */

static void
test_names (void)
{
  const struct { const char *name; int format; } names[] = {
    { "map.png", YTT_PICTURE_PNG }, { "a.b/map.SVG", YTT_PICTURE_SVG }, { "map.v2.pdf", YTT_PICTURE_PDF },
    { "map", -1 }, { "map.jpeg", -1 }, { "png", -1 }, { "", -1 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      YttPictureFormat format = YTT_PICTURE_PNG;

      g_assert_cmpint (ytt_picture_format_from_name (names[i].name, &format), ==, names[i].format >= 0);
      if (names[i].format >= 0)
        g_assert_cmpint (format, ==, names[i].format);
    }
}

static void
refuse (const char *path,
        GBytes     *bytes,
        const char *words)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;

  g_assert_false (ytt_file_write (file, bytes, NULL, &error));
  g_assert_cmpstr (error->message, ==, words);
}

static void
want_content (const char *path,
              const char *content)
{
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, content);
}

/* What cannot be written leaves what was there, and says why; nothing else is left behind. */
static void
test_write (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ytterby-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "map.png", NULL), *link = g_build_filename (folder, "link", NULL);
  g_autofree char *below = g_build_filename (path, "map.png", NULL), *absent = g_build_filename (folder, "x", "y", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path), by_link = g_file_new_for_path (link);
  g_autoptr(GBytes) old = g_bytes_new_static ("old", 3), new = g_bytes_new_static ("new", 3);
  g_autofree char *large = g_malloc0 (100000);
  g_autoptr(GBytes) too_large = g_bytes_new_static (large, 100000);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *is_folder = g_strdup_printf ("“%s” was not written: that is the name of a folder.", name);
  g_autoptr(GDir) dir = NULL;
  g_autoptr(GError) error = NULL;
  struct rlimit before, limit;
  guint n = 0;

  g_assert_true (ytt_file_write (file, old, NULL, NULL));
  want_content (path, "old");
  refuse (folder, old, is_folder);
  refuse (below, old, "“map.png” was not written: its folder is not there.");
  refuse (absent, old, "“y” was not written: its folder is not there.");

  /* A limit of the process stands for a full disk: the same calls fail. */
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 50000;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_false (ytt_file_write (file, too_large, NULL, &error));
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_true (g_str_has_prefix (error->message, "“map.png” was not written: "));
  want_content (path, "old");

  g_cancellable_cancel (cancelled);
  g_assert_false (ytt_file_write (file, new, cancelled, NULL));
  want_content (path, "old");

  /* What a link names is replaced, and not the link. */
  g_assert_cmpint (symlink ("map.png", link), ==, 0);
  g_assert_true (ytt_file_write (by_link, new, NULL, NULL));
  want_content (path, "new");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));

  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 2);
  g_unlink (link);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, set_up, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)
  ADD ("/picture-file/load-result", fixture_set_up_shipped, test_load_result);
  ADD ("/picture-file/load-selection", fixture_set_up_shipped, test_load_selection);
  ADD ("/picture-file/load-guest", fixture_set_up_shipped, test_load_guest);
  ADD ("/picture-file/load-trace", fixture_set_up_shipped, test_load_trace);
  ADD ("/picture-file/sources-of-moments", fixture_set_up_empty, test_sources_of_moments);
  ADD ("/picture-file/png", fixture_set_up_shipped, test_png);
  ADD ("/picture-file/too-large", fixture_set_up_shipped, test_too_large);
  ADD ("/picture-file/svg", fixture_set_up_shipped, test_svg);
  ADD ("/picture-file/pdf", fixture_set_up_shipped, test_pdf);
#undef ADD
  g_test_add_func ("/picture-file/names", test_names);
  g_test_add_func ("/picture-file/write", test_write);

  return g_test_run ();
}
