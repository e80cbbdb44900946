#include "config.h"

#include "query-fixture.h"
#include "ytt-id.h"
#include "ytt-timeline.h"

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
get_links_at (Fixture       *f,
              YttLinksScope  scope,
              gint64         first,
              GArray        *ids,
              guint          limit,
              YttMoment      moment,
              gboolean      *cut)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *links;

  ytt_store_get_links_async (f->store, scope, first, ids, limit, moment, NULL, keep_result_cb, &result);
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
  return get_links_at (f, scope, first, ids, limit, (YttMoment) { 0 }, cut);
}

static YttChain *
get_chain_at (Fixture           *f,
              gint64             facility,
              YttChainDirection  direction,
              YttMoment          moment)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttChain *chain;

  ytt_store_trace_async (f->store, facility, direction, 500, moment, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  chain = ytt_store_trace_finish (f->store, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (chain);

  return chain;
}

static YttChain *
get_chain (Fixture           *f,
           const char        *slug,
           YttChainDirection  direction)
{
  return get_chain_at (f, fixture_find (f, slug), direction, (YttMoment) { 0 });
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

  ytt_store_trace_async (f->store, 12, YTT_CHAIN_UPSTREAM, 10, (YttMoment) { 0 }, NULL, keep_result_cb, &result);
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
  const YttMoment in_2025 = { 0, 20250801 }, in_1900 = { 0, 19000101 };
  g_autoptr(GPtrArray) then = get_links_at (f, YTT_LINKS_OF_ALL, 0, NULL, 1000, in_2025, NULL);
  g_autoptr(GPtrArray) never = get_links_at (f, YTT_LINKS_OF_ALL, 0, NULL, 1000, in_1900, NULL);
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

/* What is read for the end of a year is what the rule says of each link, and so are the record's list and the chain. */
static void
test_year (Fixture       *f,
           gconstpointer  data)
{
  static const gint16 years[] = { 1950, 2014, 2023, 2024, 2025, 2026, 2027, 2030, 2040 };
  g_autoptr(GPtrArray) all = get_links (f, YTT_LINKS_OF_ALL, 0, NULL, 1000, NULL);
  guint last = 0, n_changes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      const YttMoment moment = { years[i], 0 };
      g_autoptr(GPtrArray) then = get_links_at (f, YTT_LINKS_OF_ALL, 0, NULL, 1000, moment, NULL);
      g_autoptr(GHashTable) there = g_hash_table_new (g_int64_hash, g_int64_equal);
      guint n_dated = 0;

      for (guint j = 0; j < then->len; j++)
        {
          YttSupplyLink *link = g_ptr_array_index (then, j);

          g_assert_true (link->standing.there);
          g_hash_table_add (there, &link->id);
        }
      for (guint j = 0; j < all->len; j++)
        {
          const YttSupplyLink *link = g_ptr_array_index (all, j);
          guint32 since = ytt_day_parse (link->since);
          gboolean found = g_hash_table_contains (there, &link->id);

          n_dated += since != 0;
          if (since / 10000 > (guint) moment.year)
            g_assert_false (found);
          else if (since != 0 && link->until == NULL && link->state != YTT_LINK_ENDED)
            g_assert_true (found);
        }
      g_assert_cmpuint (n_dated, >, 50);
      n_changes += then->len != last;
      last = then->len;
    }
  g_assert_cmpuint (n_changes, >=, 8);
}

/* Star Group's contract runs from 2025 to 2034. */
static void
test_year_everywhere (Fixture       *f,
                      gconstpointer  data)
{
  static const struct { gint16 year; gboolean there; } cases[] = {
    { 2024, FALSE }, { 2025, TRUE }, { 2034, TRUE }, { 2035, FALSE }, { 0, TRUE },
  };
  g_autoptr(GPtrArray) all = get_links (f, YTT_LINKS_OF_ALL, 0, NULL, 1000, NULL);
  const YttSupplyLink *link = NULL;

  for (guint i = 0; i < all->len && link == NULL; i++)
    if (g_strcmp0 (((YttSupplyLink *) g_ptr_array_index (all, i))->until, "2034") == 0)
      link = g_ptr_array_index (all, i);
  g_assert_nonnull (link);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const YttMoment moment = { cases[i].year, 0 };
      g_autoptr(GPtrArray) links = get_links_at (f, YTT_LINKS_OF_FIRST, link->from.facility, NULL, 100, moment, NULL);
      g_autoptr(YttChain) chain = get_chain_at (f, link->from.facility, YTT_CHAIN_DOWNSTREAM, moment);
      g_autoptr(YttRecord) record = NULL;
      gboolean drawn = FALSE, listed = FALSE, followed = FALSE;

      f->moment = moment;
      record = fixture_get_record_by_id (f, link->from.facility);

      for (guint j = 0; j < links->len; j++)
        drawn |= ((YttSupplyLink *) g_ptr_array_index (links, j))->id == link->id;
      for (guint j = 0; j < record->links->len; j++)
        listed |= ((YttLink *) g_ptr_array_index (record->links, j))->id == link->id;
      for (guint j = 0; j < chain->steps->len; j++)
        followed |= g_array_index (chain->steps, YttChainStep, j).link->id == link->id;

      g_test_message ("%d: %d %d %d", moment.year, drawn, listed, followed);
      g_assert_cmpint (drawn, ==, cases[i].there);
      g_assert_cmpint (listed, ==, cases[i].there);
      g_assert_cmpint (followed, ==, cases[i].there);
    }
}

/* Supply that has ended was followed while it lasted. */
static void
test_ended_then (Fixture       *f,
                 gconstpointer  data)
{
  const YttMoment then = { 2014, 0 };
  gint64 sareco = fixture_find (f, "kz-stepnogorsk-sareco");
  g_autoptr(YttChain) now_chain = get_chain_at (f, sareco, YTT_CHAIN_DOWNSTREAM, (YttMoment) { 0 });
  g_autoptr(YttChain) then_chain = get_chain_at (f, sareco, YTT_CHAIN_DOWNSTREAM, then);
  guint n_ended = 0;

  for (guint i = 0; i < now_chain->steps->len; i++)
    n_ended += g_array_index (now_chain->steps, YttChainStep, i).kind == YTT_CHAIN_STEP_ENDED;
  g_assert_cmpuint (n_ended, >, 0);
  for (guint i = 0; i < then_chain->steps->len; i++)
    g_assert_cmpint (g_array_index (then_chain->steps, YttChainStep, i).kind, !=, YTT_CHAIN_STEP_ENDED);
  g_assert_cmpuint (then_chain->steps->len, >, 0);
}

/* An announcement's links are those that it tells of and those between its facilities: what Aclara's plant in Louisiana
 * is to take from Brazil and from Chile. */
static void
test_announcement (Fixture       *f,
                   gconstpointer  data)
{
  gint64 id = ytt_id_for_key ("announcement", "2025-10-24-aclara-vinton");
  gint64 vinton = fixture_find (f, "us-vinton-aclara"), carina = fixture_find (f, "br-nova-roma-carina-aclara");
  g_autofree char *sql = g_strdup_printf ("INSERT INTO announcement_facility (announcement, facility)"
                                          " VALUES (%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ")", id, carina);
  g_autoptr(GPtrArray) links = get_links (f, YTT_LINKS_OF_ANNOUNCEMENT, id, NULL, 100, NULL);
  g_autoptr(GPtrArray) none = get_links (f, YTT_LINKS_OF_ANNOUNCEMENT, 1, NULL, 100, NULL);
  g_autoptr(GPtrArray) untied = NULL, between = NULL;

  g_assert_cmpuint (links->len, ==, 2);
  for (guint i = 0; i < links->len; i++)
    g_assert_cmpint (((YttSupplyLink *) g_ptr_array_index (links, i))->to.facility, ==, vinton);
  g_assert_cmpuint (none->len, ==, 0);

  fixture_run (f, "UPDATE link SET announcement = NULL");
  untied = get_links (f, YTT_LINKS_OF_ANNOUNCEMENT, id, NULL, 100, NULL);
  g_assert_cmpuint (untied->len, ==, 0);
  fixture_run (f, sql);
  between = get_links (f, YTT_LINKS_OF_ANNOUNCEMENT, id, NULL, 100, NULL);
  g_assert_cmpuint (between->len, ==, 1);
  g_assert_cmpint (((YttSupplyLink *) g_ptr_array_index (between, 0))->from.facility, ==, carina);
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
  ADD ("year", test_year);
  ADD ("year-everywhere", test_year_everywhere);
  ADD ("ended-then", test_ended_then);
  ADD ("announcement", test_announcement);
  ADD ("gone", test_gone);

  return g_test_run ();
}
