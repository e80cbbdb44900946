#include "config.h"

#include "ytt-chain.h"

#include "ytt-error.h"

/* A network is written "A>B C>D!": who supplies whom; a link with an exclamation mark has ended, and an end in small
 * letters is an organisation. A facility's number is its letter; its stages are given by the test. */
typedef struct
{
  const char *network;
  YttStages   stages[128];
  gboolean    upstream;
  gboolean    fails;
  guint       n_fetched;
} Network;

static void
fill_end (YttSupplyEnd  *end,
          const Network *network,
          char           letter)
{
  end->name = g_strdup_printf ("%c", letter);
  if (g_ascii_isupper (letter))
    {
      end->facility = letter;
      end->stages = network->stages[(guint) letter];
    }
  else
    end->organisation = letter;
}

static GPtrArray *
fetch_cb (gint64    facility,
          gpointer  user_data,
          GError  **error)
{
  Network *network = user_data;
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_supply_link_unref);
  g_auto(GStrv) words = g_strsplit (network->network, " ", -1);

  network->n_fetched++;
  if (network->fails && network->n_fetched == 2)
    {
      g_ptr_array_unref (links);
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_STORE, "the disk is gone");
      return NULL;
    }

  for (guint i = 0; words[i] != NULL; i++)
    {
      YttSupplyLink *link;

      if (words[i][network->upstream ? 2 : 0] != facility)
        continue;
      link = ytt_supply_link_new ();
      fill_end (&link->from, network, words[i][0]);
      fill_end (&link->to, network, words[i][2]);
      link->material = g_strdup ("oxide");
      link->maker = ytt_stages_get_leading (link->from.stages);
      link->state = words[i][3] == '!' ? YTT_LINK_ENDED : YTT_LINK_OPERATING;
      g_ptr_array_add (links, link);
    }

  return links;
}

static YttChain *
trace (Network *network,
       char     root)
{
  YttSupplyEnd end = { 0 };
  g_autoptr(GError) error = NULL;
  YttChain *chain;

  fill_end (&end, network, root);
  chain = ytt_chain_new (&end, network->upstream ? YTT_CHAIN_UPSTREAM : YTT_CHAIN_DOWNSTREAM, 100, fetch_cb, network,
                         &error);
  g_assert_no_error (error);
  g_free (end.name);

  return chain;
}

/* "1B 1C 2D=": depth and end of each step; = joins, @ closes a circle, . is an organisation, ! has ended. */
static char *
describe (const YttChain *chain)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chain->steps->len; i++)
    {
      const YttChainStep *step = &g_array_index (chain->steps, YttChainStep, i);
      const char *signs[] = { "", "=", "@", ".", "!" };

      g_string_append_printf (text, "%s%u%s%s", i > 0 ? " " : "", step->depth, step->at->name, signs[step->kind]);
    }

  return g_string_free (text, FALSE);
}

static void
test_ways (void)
{
  static const struct { const char *network; char root; gboolean upstream; const char *expected; } cases[] = {
    { "", 'A', FALSE, "" },
    { "A>B B>C C>D", 'A', FALSE, "1B 2C 3D" },
    { "A>B B>C C>D", 'D', TRUE, "1C 2B 3A" },
    { "A>B B>C C>D", 'B', FALSE, "1C 2D" },
    { "A>B B>C C>D", 'A', TRUE, "" },
    /* Forks, which meet again. */
    { "A>B A>C B>D C>D D>E", 'A', FALSE, "1B 1C 2D 2D= 3E" },
    { "A>B A>C B>D C>D D>E", 'E', TRUE, "1D 2B 2C 3A 3A=" },
    { "A>B A>B", 'A', FALSE, "1B 1B=" },
    /* The shorter way comes first, however the links are sorted. */
    { "A>B B>C C>D A>D", 'A', FALSE, "1B 1D 2C 3D=" },
    /* Circles: each is told once, at the link that closes it. */
    { "A>A", 'A', FALSE, "1A@" },
    { "A>B B>A", 'A', FALSE, "1B 2A@" },
    { "A>B B>C C>A C>D", 'A', FALSE, "1B 2C 3A@ 3D" },
    { "A>B B>C C>A C>D", 'D', TRUE, "1C 2B 3A 4C@" },
    { "A>B A>C B>D C>D D>C", 'A', FALSE, "1B 1C 2D 2D= 3C@" },
    { "A>B B>C C>B", 'A', FALSE, "1B 2C 3B@" },
    /* What has ended is told and not followed, and closes nothing. */
    { "A>B! B>C", 'A', FALSE, "1B!" },
    { "A>B B>A!", 'A', FALSE, "1B 2A!" },
    { "A>B! A>C C>B B>D", 'A', FALSE, "1B! 1C 2B 3D" },
    /* An organisation is an end. */
    { "A>x A>B B>x", 'A', FALSE, "1x. 1B 2x." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Network network = { cases[i].network };
      g_autoptr(YttChain) chain = NULL;
      g_autofree char *found = NULL;

      network.upstream = cases[i].upstream;
      chain = trace (&network, cases[i].root);
      found = describe (chain);
      g_test_message ("%s from %c", cases[i].network, cases[i].root);
      g_assert_cmpstr (found, ==, cases[i].expected);
      g_assert_false (chain->cut);
      g_assert_cmpuint (network.n_fetched, ==, chain->facilities->len);
    }
}

static void
test_facilities (void)
{
  Network network = { "A>B B>A B>C! B>x B>D" };
  g_autoptr(YttChain) chain = trace (&network, 'A');
  g_autoptr(YttChain) same = ytt_chain_ref (chain);

  g_assert_cmpint (chain->root, ==, 'A');
  g_assert_cmpstr (chain->root_name, ==, "A");
  g_assert_true (ytt_chain_contains (same, 'A') && ytt_chain_contains (same, 'B') && ytt_chain_contains (same, 'D'));
  g_assert_false (ytt_chain_contains (same, 'C') || ytt_chain_contains (same, 'x') || ytt_chain_contains (same, 0));
}

static void
test_limit (void)
{
  Network network = { "A>B A>C A>D B>E C>F" };
  YttSupplyEnd root = { .facility = 'A', .name = (char *) "A" };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttChain) three = ytt_chain_new (&root, YTT_CHAIN_DOWNSTREAM, 3, fetch_cb, &network, &error);
  g_autoptr(YttChain) five = ytt_chain_new (&root, YTT_CHAIN_DOWNSTREAM, 5, fetch_cb, &network, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (three->steps->len, ==, 3);
  g_assert_true (three->cut);
  g_assert_cmpuint (five->steps->len, ==, 5);
  g_assert_false (five->cut);
}

static void
test_error (void)
{
  Network network = { "A>B B>C", .fails = TRUE };
  YttSupplyEnd root = { .facility = 'A', .name = (char *) "A" };
  g_autoptr(GError) error = NULL;

  g_assert_null (ytt_chain_new (&root, YTT_CHAIN_DOWNSTREAM, 9, fetch_cb, &network, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_STORE);
}

#define MINE YTT_STAGE_MINING
#define CONC YTT_STAGE_CONCENTRATION
#define CRACK YTT_STAGE_CRACKING
#define SEP YTT_STAGE_SEPARATION
#define METAL YTT_STAGE_METAL
#define MAGNET YTT_STAGE_MAGNET
#define RECYCLE YTT_STAGE_RECYCLING

static void
test_missing (void)
{
  static const struct { YttStages covered, missing, downstream, upstream; } cases[] = {
    { 0, 0, 0, 0 },
    { RECYCLE, 0, 0, 0 },
    { MINE, 0, CONC | CRACK | SEP | METAL | MAGNET, 0 },
    { MINE | CONC | CRACK | SEP | METAL | MAGNET, 0, 0, 0 },
    { MINE | METAL, CONC | CRACK | SEP, MAGNET, 0 },
    { MINE | CONC | CRACK | METAL | MAGNET, SEP, 0, 0 },
    { CRACK | MAGNET, SEP | METAL, 0, MINE | CONC },
    { SEP, 0, METAL | MAGNET, MINE | CONC | CRACK },
    { RECYCLE | SEP | MAGNET, METAL, 0, MINE | CONC | CRACK },
    { MAGNET, 0, 0, MINE | CONC | CRACK | SEP | METAL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmphex (ytt_chain_get_missing (cases[i].covered), ==, cases[i].missing);
      g_assert_cmphex (ytt_chain_get_beyond (cases[i].covered, YTT_CHAIN_DOWNSTREAM), ==, cases[i].downstream);
      g_assert_cmphex (ytt_chain_get_beyond (cases[i].covered, YTT_CHAIN_UPSTREAM), ==, cases[i].upstream);
    }
}

static void
test_gap (void)
{
  static const struct { YttStages maker, taker, gap; } cases[] = {
    { CRACK, MAGNET, SEP | METAL },
    { CRACK, METAL | MAGNET, SEP },
    { CRACK, SEP | METAL, 0 },
    { CRACK, CRACK | MAGNET, SEP | METAL },
    { MINE, SEP, CONC | CRACK },
    { SEP, METAL, 0 },
    { MAGNET, MINE, 0 },
    { SEP, 0, 0 },
    { SEP, RECYCLE, 0 },
    { RECYCLE, MAGNET, 0 },
    { 0, MAGNET, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmphex (ytt_chain_get_gap (cases[i].maker, cases[i].taker), ==, cases[i].gap);
}

/* What would make a material is looked for where it comes from. */
static void
test_unmade (void)
{
  static const struct { YttStages maker, supplier, unmade; } cases[] = {
    { SEP, MINE | CONC, CRACK | SEP },
    { CRACK, MINE | CONC, CRACK },
    { CONC, MINE, CONC },
    { METAL, CRACK | SEP, METAL },
    { SEP, MINE | SEP, 0 },
    { SEP, SEP, 0 },
    { SEP, MINE | METAL, CONC | CRACK | SEP },
    { SEP, METAL | MAGNET, 0 },
    { SEP, RECYCLE, 0 },
    { MINE, MINE, 0 },
    { MINE, 0, 0 },
    { RECYCLE, MAGNET, 0 },
    { SEP | METAL, MINE, 0 },
    { 0, MINE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmphex (ytt_chain_get_unmade (cases[i].maker, cases[i].supplier), ==, cases[i].unmade);
}

/* A mine, a magnet works that it supplies, and a separation plant that it no longer does. */
static void
test_trace_misses (void)
{
  Network network = { "A>B A>C! B>x" };
  g_autoptr(YttChain) chain = NULL;

  network.stages['A'] = MINE | CONC | CRACK;
  network.stages['B'] = METAL | MAGNET;
  network.stages['C'] = SEP;
  chain = trace (&network, 'A');
  g_assert_cmphex (chain->covered, ==, MINE | CONC | CRACK | METAL | MAGNET);
  g_assert_cmphex (chain->missing, ==, SEP);
  g_assert_cmphex (chain->beyond, ==, 0);
  g_assert_cmphex (g_array_index (chain->steps, YttChainStep, 0).gap, ==, SEP);
  g_assert_cmphex (g_array_index (chain->steps, YttChainStep, 1).gap, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chain/ways", test_ways);
  g_test_add_func ("/chain/facilities", test_facilities);
  g_test_add_func ("/chain/limit", test_limit);
  g_test_add_func ("/chain/error", test_error);
  g_test_add_func ("/chain/missing", test_missing);
  g_test_add_func ("/chain/gap", test_gap);
  g_test_add_func ("/chain/trace-misses", test_trace_misses);
  g_test_add_func ("/chain/unmade", test_unmade);

  return g_test_run ();
}
