#include "config.h"

#include "query-fixture.h"

#include <math.h>

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

static GPtrArray *
get_links_told (Fixture       *f,
                YttLinksScope  scope,
                gint64         first,
                GArray        *ids,
                guint          limit,
                guint32        told,
                gboolean      *cut)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *links;

  ytt_store_get_links_async (f->store, scope, first, ids, limit, told, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  links = ytt_store_get_links_finish (f->store, result, cut, &error);
  g_assert_no_error (error);
  g_assert_nonnull (links);

  return links;
}

static GPtrArray *
get_links (Fixture       *f,
           YttLinksScope  scope,
           gint64         first,
           GArray        *ids,
           guint          limit,
           gboolean      *cut)
{
  return get_links_told (f, scope, first, ids, limit, 0, cut);
}

static YttChain *
get_chain (Fixture           *f,
           const char        *slug,
           YttChainDirection  direction)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttChain *chain;

  ytt_store_trace_async (f->store, fixture_find (f, slug), direction, 500, 0, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  chain = ytt_store_trace_finish (f->store, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (chain);

  return chain;
}

/* Of 130 links 45 end at an organisation, of which one has no country; two have an end without a place. */
static void
test_all (Fixture       *f,
          gconstpointer  data)
{
  gboolean cut;
  g_autoptr(GPtrArray) links = get_links (f, YTT_LINKS_OF_ALL, 0, NULL, 1000, &cut);
  guint n_organisations = 0, n_without_country = 0, n_unplaced = 0, n_without_source = 0;
  YttLinkState last = YTT_LINK_OPERATING;

  g_assert_cmpuint (links->len, ==, 130);
  g_assert_false (cut);
  for (guint i = 0; i < links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (links, i);

      g_assert_cmpint (link->from.facility, !=, 0);
      g_assert_cmpstr (link->from.name, !=, "");
      g_assert_cmpstr (link->to.name, !=, "");
      g_assert_cmpstr (link->material, !=, "");
      g_assert_cmpuint (ytt_stages_count (link->maker), ==, 1);
      g_assert_cmpuint (link->from.stages, !=, 0);
      g_assert_cmpint (link->state, >=, last);
      last = link->state;
      if (link->source == NULL)
        n_without_source++;
      if (isnan (link->from.latitude) || (link->to.facility != 0 && isnan (link->to.latitude)))
        n_unplaced++;
      if (link->to.facility != 0)
        continue;

      n_organisations++;
      g_assert_cmpint (link->to.organisation, !=, 0);
      g_assert_true (isnan (link->to.latitude));
      if (link->to.country == NULL)
        n_without_country++;
    }
  g_assert_cmpuint (n_organisations, ==, 45);
  g_assert_cmpuint (n_without_country, ==, 1);
  g_assert_cmpuint (n_unplaced, ==, 2);
  g_assert_cmpuint (n_without_source, ==, 0);
}

static const YttSupplyLink *
find_link (GPtrArray  *links,
           const char *to)
{
  for (guint i = 0; i < links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (links, i);

      if (g_str_equal (link->to.name, to))
        return link;
    }
  g_assert_not_reached ();
}

static void
test_one (Fixture       *f,
          gconstpointer  data)
{
  gint64 narva = fixture_find (f, "ee-narva-neo");
  g_autoptr(GPtrArray) links = get_links (f, YTT_LINKS_OF_FIRST, narva, NULL, 100, NULL);
  const YttSupplyLink *link = find_link (links, "Schaeffler");
  g_autofree char *text = NULL;
  g_autofree char *source = NULL;
  g_autoptr(YttRecord) record = fixture_get_record (f, "ee-narva-neo");

  g_assert_cmpuint (links->len, ==, record->links->len);
  g_assert_cmpint (link->from.facility, ==, narva);
  g_assert_cmpfloat_with_epsilon (link->from.latitude, 59.36, 0.1);
  g_assert_cmpfloat_with_epsilon (link->from.longitude, 28.15, 0.1);
  g_assert_cmpstr (link->to.country, ==, "DE");
  g_assert_cmpint (link->maker, ==, YTT_STAGE_MAGNET);
  text = ytt_supply_format (link->material, link->state, link->since, link->until);
  g_assert_true (g_str_has_prefix (text, link->material));
  source = ytt_supply_link_format_source (link);
  g_assert_true (g_str_has_prefix (source, link->source));
}

/* However few there may be, those of the selection come first. */
static void
test_limits (Fixture       *f,
             gconstpointer  data)
{
  gint64 narva = fixture_find (f, "ee-narva-neo"), silmet = fixture_find (f, "ee-sillamae-silmet");
  gboolean cut = FALSE;
  g_autoptr(GPtrArray) few = get_links (f, YTT_LINKS_OF_ALL, narva, NULL, 20, &cut);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) two = NULL;
  guint n_shared = 0, n_silmet = 0;

  g_assert_cmpuint (few->len, ==, 20);
  g_assert_true (cut);
  g_assert_cmpint (((YttSupplyLink *) g_ptr_array_index (few, 0))->from.facility == narva ||
                   ((YttSupplyLink *) g_ptr_array_index (few, 0))->to.facility == narva, ==, TRUE);

  g_array_append_val (ids, silmet);
  g_array_append_val (ids, narva);
  two = get_links (f, YTT_LINKS_OF_IDS, narva, ids, 100, &cut);
  g_assert_false (cut);
  for (guint i = 0; i < two->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (two, i);

      n_shared += link->from.facility == silmet && link->to.facility == narva;
      n_silmet += link->from.facility == silmet || link->to.facility == silmet;
    }
  g_assert_cmpuint (n_shared, ==, 1);
  g_assert_cmpuint (n_silmet, >, 3);
  g_assert_cmpuint (n_silmet, <, two->len);
}

static void
test_trace (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttChain) up = get_chain (f, "ee-narva-neo", YTT_CHAIN_UPSTREAM);
  g_autoptr(YttChain) down = get_chain (f, "ao-longonjo", YTT_CHAIN_DOWNSTREAM);
  guint n_ended = 0, n_gaps = 0;

  /* Narva's oxide is to come from Silmet, whose feed is Solikamsk's, whose concentrate is Lovozero's. */
  g_assert_true (ytt_chain_contains (up, fixture_find (f, "ee-sillamae-silmet")));
  g_assert_true (ytt_chain_contains (up, fixture_find (f, "ru-solikamsk")));
  g_assert_true (ytt_chain_contains (up, fixture_find (f, "ru-lovozero")));
  g_assert_false (ytt_chain_contains (up, fixture_find (f, "us-white-mesa")));   /* that has ended */
  g_assert_cmpint (g_array_index (up->steps, YttChainStep, up->steps->len - 1).depth, >=, 3);
  g_assert_cmphex (up->beyond, ==, 0);

  for (guint i = 0; i < down->steps->len; i++)
    {
      const YttChainStep *step = &g_array_index (down->steps, YttChainStep, i);

      n_ended += step->kind == YTT_CHAIN_STEP_ENDED;
      n_gaps += step->depth == 1 && (step->gap & YTT_STAGE_SEPARATION) != 0;
    }
  g_assert_cmpuint (n_ended, >=, 1);
  g_assert_cmpuint (n_gaps, ==, 1);   /* carbonate for the magnet works at Sumter */
}

static void
test_circle (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(YttChain) chain = NULL;
  guint n_circles = 0;

  fixture_run (f, "INSERT INTO facility (id, facility, name, country) VALUES (1, 'a', 'A', 'FJ'), (2, 'b', 'B', 'FJ');"
                  "INSERT INTO link (id, from_facility, to_facility, material, maker, state) VALUES"
                  " (1, 1, 2, 'oxide', 'separation', 'operating'), (2, 2, 1, 'scrap', 'recycling', 'operating'),"
                  " (3, 2, 2, 'scrap', 'recycling', 'odd');");
  chain = get_chain (f, "a", YTT_CHAIN_DOWNSTREAM);
  for (guint i = 0; i < chain->steps->len; i++)
    n_circles += g_array_index (chain->steps, YttChainStep, i).kind == YTT_CHAIN_STEP_CIRCLE;
  g_assert_cmpuint (chain->steps->len, ==, 3);
  g_assert_cmpuint (n_circles, ==, 2);
  g_assert_cmpuint (chain->facilities->len, ==, 2);
}

static void
test_gone (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_trace_async (f->store, 12, YTT_CHAIN_UPSTREAM, 10, 0, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  g_assert_null (ytt_store_trace_finish (f->store, result, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND);
}

#define ADD(name, func) \
  g_test_add ("/links/" name, Fixture, NULL, fixture_set_up_shipped, func, fixture_tear_down)

/* With the second clock put back, a link is there from the day on which its source was published. */
static void
test_told (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) all = get_links (f, YTT_LINKS_OF_ALL, 0, NULL, 1000, NULL);
  g_autoptr(GPtrArray) then = get_links_told (f, YTT_LINKS_OF_ALL, 0, NULL, 1000, 20250801, NULL);
  g_autoptr(GPtrArray) never = get_links_told (f, YTT_LINKS_OF_ALL, 0, NULL, 1000, 19000101, NULL);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (all, i);

      n += link->source_date != NULL && strcmp (link->source_date, "2025-08-01") <= 0;
    }

  g_assert_cmpuint (n, >, 10);
  g_assert_cmpuint (n, <, all->len);
  g_assert_cmpuint (then->len, ==, n);
  g_assert_cmpuint (never->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("all", test_all);
  ADD ("one", test_one);
  ADD ("limits", test_limits);
  ADD ("trace", test_trace);
  ADD ("circle", test_circle);
  ADD ("told", test_told);
  ADD ("gone", test_gone);

  return g_test_run ();
}
