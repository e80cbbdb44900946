/* What a window shows, written down and read again. */

#include "config.h"

#include "ytt-error.h"
#include "ytt-view.h"

#include <string.h>

static YttView *
make_view (void)
{
  g_autoptr(YttSession) session = ytt_session_new ();
  g_autoptr(YttFilter) filter = ytt_filter_from_string ("stage=magnet", NULL);

  g_assert_nonnull (filter);
  ytt_session_set_filter (session, filter);
  ytt_session_set_search (session, "“narva” \\ \"x\"");
  ytt_session_set_moment (session, (YttMoment) { 2027, 20250908 });
  ytt_session_set_selected (session, G_GINT64_CONSTANT (9007199254740991));
  ytt_session_set_viewport (session, -59.123456789, -179.5, 7.25);
  ytt_session_set_viewport_size (session, 900, 600);
  ytt_session_set_page (session, YTT_PAGE_BALANCE);
  ytt_supply_set_mode (ytt_session_get_supply (session), YTT_SUPPLY_ALL);

  return ytt_view_new_for_session (session, "offline");
}

static void
test_there_and_back (void)
{
  g_autoptr(YttView) view = make_view ();
  g_autofree char *json = ytt_view_to_json (view, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttView) read = ytt_view_new_from_json (json, &error);
  g_autoptr(YttSession) session = ytt_session_new ();
  g_autoptr(YttView) shown = NULL;

  g_assert_no_error (error);
  g_assert_true (ytt_view_equal (read, view));
  g_assert_true (read->has_layers);
  g_assert_cmpint (read->links, ==, YTT_SUPPLY_ALL);
  g_assert_cmpstr (read->ground, ==, "offline");
  g_assert_cmpfloat (read->latitude, ==, -59.123456789);
  g_assert_cmpint (read->width, ==, 900);
  g_assert_cmpint (read->height, ==, 600);
  g_assert_false (read->newer);
  g_assert_cmpint (read->selected, ==, G_GINT64_CONSTANT (9007199254740991));

  ytt_view_show (read, session);
  shown = ytt_view_new_for_session (session, NULL);
  g_assert_true (ytt_view_equal (shown, view));
}

/* A later version's members are still there when this one saves, and its number stays. */
static void
test_keeps_what_is_newer (void)
{
  g_autoptr(YttView) view = make_view ();
  g_autofree char *json = ytt_view_to_json (view, "{\"version\":7,\"tilt\":{\"by\":[30]},\"search\":\"earlier\",\"year\":1999}");
  g_autoptr(YttView) read = ytt_view_new_from_json (json, NULL);

  g_assert_nonnull (strstr (json, "\"tilt\":{\"by\":[30]}"));
  g_assert_nonnull (strstr (json, "\"version\":7"));
  g_assert_null (strstr (json, "earlier"));
  g_assert_true (ytt_view_equal (read, view));
  g_assert_true (read->newer);
}

/* What only a later version understands is left out, and the rest is shown. */
static void
test_as_far_as_understood (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttView) view =
    ytt_view_new_from_json ("{\"version\":2,\"filter\":\"mood=good\",\"search\":\"narva\",\"year\":2027}", &error);

  g_assert_no_error (error);
  g_assert_true (view->newer);
  g_assert_true (ytt_filter_is_empty (view->filter));
  g_assert_cmpstr (view->search, ==, "narva");
  g_assert_cmpint (view->moment.year, ==, 2027);
}

/* A map of another size shows at least as much, and no more than it must: what fills one side of the one fills a side
 * of the other. */
static void
test_zoom_for_other_sizes (void)
{
  static const struct { int width, height; double zoom; } sizes[] = {
    { 900, 600, 7.25 },
    { 1800, 1200, 8.25 },
    { 450, 1200, 6.25 },
    { 1800, 600, 7.25 },
    { 1800, 300, 6.25 },
  };
  g_autoptr(YttView) view = make_view ();
  g_autoptr(YttView) old = ytt_view_new_from_json ("{\"viewport\":{\"zoom\":3}}", NULL);
  g_autoptr(YttView) far = ytt_view_new_from_json ("{\"viewport\":{\"zoom\":1,\"width\":4000,\"height\":2000}}", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    g_assert_cmpfloat_with_epsilon (ytt_view_get_zoom_for (view, sizes[i].width, sizes[i].height), sizes[i].zoom, 1e-9);

  g_assert_cmpfloat (ytt_view_get_zoom_for (old, 450, 300), ==, 3);
  g_assert_cmpfloat (ytt_view_get_zoom_for (far, 100, 100), ==, 0);
}

static void
test_refuses (void)
{
  static const char * const wrong[] = { "", "[]", "1", "{", "{\"filter\":\"nonsense\"}", "{\"search\":\"\xff\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(YttView) view = ytt_view_new_from_json (wrong[i], &error);

      g_test_message ("%u", i);
      g_assert_null (view);
      g_assert_error (error, YTT_ERROR, YTT_ERROR_SYNTAX);
    }
}

/* What a stranger wrote does no harm: wrong kinds and numbers out of range are as if they were not there. */
static void
test_strange_members (void)
{
  static const char strange[] =
    "{\"version\":\"x\",\"viewport\":{\"latitude\":1e300,\"longitude\":\"7\",\"zoom\":-1,\"width\":-5,\"height\":1e9},\"page\":7,\"search\":[1],"
    "\"filter\":{},\"year\":20270,\"told\":20251399,\"selected\":-5,\"links\":\"some\",\"ground\":null}";
  g_autoptr(GError) error = NULL;
  g_autoptr(YttView) view = ytt_view_new_from_json (strange, &error);

  g_assert_no_error (error);
  g_assert_true (ytt_moment_is_now (view->moment));
  g_assert_cmpint (view->selected, ==, 0);
  g_assert_cmpfloat (view->latitude, ==, 0);
  g_assert_cmpfloat (view->longitude, ==, 0);
  g_assert_cmpfloat (view->zoom, ==, 0);
  g_assert_cmpint (view->width, ==, 0);
  g_assert_cmpint (view->height, ==, 0);
  g_assert_cmpint (view->page, ==, YTT_PAGE_MAP);
  g_assert_cmpstr (view->search, ==, "");
  g_assert_true (ytt_filter_is_empty (view->filter));
  g_assert_false (view->has_layers);
  g_assert_null (view->ground);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/view/there-and-back", test_there_and_back);
  g_test_add_func ("/view/keeps-what-is-newer", test_keeps_what_is_newer);
  g_test_add_func ("/view/as-far-as-understood", test_as_far_as_understood);
  g_test_add_func ("/view/zoom-for-other-sizes", test_zoom_for_other_sizes);
  g_test_add_func ("/view/refuses", test_refuses);
  g_test_add_func ("/view/strange-members", test_strange_members);

  return g_test_run ();
}
