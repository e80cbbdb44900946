#include "config.h"

#include "ytt-balance.h"
#include "ytt-ledger.h"

#include <math.h>

/* A claim as the cases below write it; what is left out is a capacity, stated, exact, t/yr, of the site. */
typedef struct
{
  const char *attribute;
  const char *value;
  const char *max;
  const char *unit;
  const char *basis;
  const char *scope;
  const char *part;
  const char *as_of;
  gboolean    promised;
} Told;

#define MAX_TOLD 4

/* One facility of a made-up world. */
typedef struct
{
  const char *country;
  YttStages   stages;
  YttStatus   status;
  gboolean    promised;
  Told        told[MAX_TOLD];
} Plant;

static GPtrArray *
make_claims (const Plant *plant,
             gint64       first)
{
  GPtrArray *claims = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);

  for (guint i = 0; i < MAX_TOLD && plant->told[i].value != NULL; i++)
    {
      const Told *told = &plant->told[i];
      YttClaim *claim = g_new0 (YttClaim, 1);

      claim->id = first + i;
      claim->attribute = g_strdup (told->attribute != NULL ? told->attribute : "capacity");
      claim->part = g_strdup (told->part != NULL ? told->part : "");
      claim->scope = g_strdup (told->scope != NULL ? told->scope : "site");
      claim->value = g_strdup (told->value);
      claim->value_max = g_strdup (told->max);
      claim->unit = g_strdup (told->unit != NULL ? told->unit : "t/yr");
      claim->basis = g_strdup (told->basis != NULL ? told->basis : "");
      claim->as_of = g_strdup (told->as_of);
      claim->tense = told->promised ? YTT_TENSE_PROMISED : YTT_TENSE_STATED;
      claim->source_id = claim->id;
      g_ptr_array_add (claims, claim);
    }

  return claims;
}

/* The plants are numbered from 1, their claims from ten times that. */
static YttBalance *
weigh (YttStages    stage,
       const char  *basis,
       const char  *conversion,
       const Plant *plants,
       gsize        n_plants)
{
  YttBalance *balance = ytt_balance_new (stage, basis, ytt_conversion_from_code (conversion));

  for (gsize i = 0; i < n_plants; i++)
    {
      g_autoptr(GPtrArray) claims = make_claims (&plants[i], (gint64) (i + 1) * 10);

      ytt_balance_add (balance, claims, (gint64) i + 1, plants[i].country, plants[i].stages, plants[i].status,
                       plants[i].promised);
    }
  ytt_balance_finish (balance);

  return balance;
}

static const YttBalanceEntry *
get_entry (YttBalance *balance,
           guint       position)
{
  return &g_array_index (balance->entries, YttBalanceEntry, position);
}

static void
test_index (void)
{
  const double one[] = { 42 }, halves[] = { 3, 3 }, uneven[] = { 50, 30, 20 }, none[] = { 0, 0 };
  double many[100];

  for (guint i = 0; i < 100; i++)
    many[i] = 7;

  g_assert_cmpfloat_with_epsilon (ytt_herfindahl_hirschman (one, 1), 10000, 1e-9);
  g_assert_cmpfloat_with_epsilon (ytt_herfindahl_hirschman (halves, 2), 5000, 1e-9);
  /* 2500 + 900 + 400 */
  g_assert_cmpfloat_with_epsilon (ytt_herfindahl_hirschman (uneven, 3), 3800, 1e-9);
  g_assert_cmpfloat_with_epsilon (ytt_herfindahl_hirschman (many, 100), 100, 1e-9);
  g_assert_true (isnan (ytt_herfindahl_hirschman (none, 2)));
  g_assert_true (isnan (ytt_herfindahl_hirschman (NULL, 0)));
}

static void
test_phases (void)
{
  static const Plant plants[] = {
    { "CN", YTT_STAGE_MAGNET, YTT_STATUS_OPERATING, FALSE, { { .value = "60", .basis = "magnets" } } },
    { "CN", YTT_STAGE_MAGNET, YTT_STATUS_COMMISSIONING, FALSE, { { .value = "5", .basis = "magnets" } } },
    { "CN", YTT_STAGE_MAGNET, YTT_STATUS_PROPOSED, FALSE, { { .value = "7", .basis = "magnets", .promised = TRUE } } },
    { "JP", YTT_STAGE_MAGNET, YTT_STATUS_OPERATING, FALSE, { { .value = "40", .basis = "magnets", .as_of = "2007" } } },
    /* Only promised to make this, although it operates. */
    { "JP", YTT_STAGE_MAGNET, YTT_STATUS_OPERATING, FALSE, { { .value = "9", .basis = "magnets", .promised = TRUE } } },
    /* It will have been built by then, if the promise holds. */
    { "EE", YTT_STAGE_MAGNET, YTT_STATUS_OPERATING, TRUE, { { .value = "2", .basis = "magnets" } } },
    { "DE", YTT_STAGE_MAGNET, YTT_STATUS_SUSPENDED, FALSE, { { .value = "1000", .basis = "magnets" } } },
    { "DE", YTT_STAGE_MAGNET, YTT_STATUS_UNKNOWN, FALSE, { { .value = "1000", .basis = "magnets" } } },
  };
  g_autoptr(YttBalance) balance = weigh (YTT_STAGE_MAGNET, "magnets", NULL, plants, G_N_ELEMENTS (plants));
  const YttBalanceBar *china, *japan;

  g_assert_cmpuint (balance->bars->len, ==, 3);
  china = &g_array_index (balance->bars, YttBalanceBar, 0);
  japan = &g_array_index (balance->bars, YttBalanceBar, 1);
  g_assert_cmpstr (china->country, ==, "CN");
  g_assert_cmpfloat (china->low[YTT_BALANCE_OPERATING], ==, 60);
  g_assert_cmpfloat (china->low[YTT_BALANCE_BUILDING], ==, 5);
  g_assert_cmpfloat (china->low[YTT_BALANCE_PROMISED], ==, 7);
  g_assert_cmpfloat (japan->low[YTT_BALANCE_OPERATING], ==, 40);
  g_assert_cmpfloat (japan->low[YTT_BALANCE_PROMISED], ==, 9);
  g_assert_cmpfloat (g_array_index (balance->bars, YttBalanceBar, 2).low[YTT_BALANCE_PROMISED], ==, 2);

  g_assert_cmpuint (balance->n_counted, ==, 6);
  g_assert_cmpuint (balance->n_left_out[YTT_LEFT_OUT_STATUS], ==, 1);
  g_assert_cmpuint (balance->n_left_out[YTT_LEFT_OUT_STATUS_UNKNOWN], ==, 1);
  g_assert_cmpint (balance->oldest, ==, 20070101);

  /* 60 and 40 of what operates; 72, 49 and 2 of 123 in all. */
  g_assert_cmpfloat_with_epsilon (balance->hhi[0], 5200, 1e-9);
  g_assert_cmpfloat_with_epsilon (balance->share[0], 60, 1e-9);
  g_assert_cmpfloat_with_epsilon (balance->hhi[1], (72. * 72 + 49. * 49 + 2. * 2) / (123. * 123) * 10000, 1e-6);
  g_assert_cmpstr (balance->largest[1], ==, "CN");
}

/* Each plant that adds nothing says why, and the claim that is nearest is named. */
static void
test_left_out (void)
{
  static const Plant plants[] = {
    { "AU", YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, FALSE, { { .value = "10", .basis = "NdPr oxide" } } },
    { "AU", YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, FALSE, { { .value = "10" } } },
    { "AU", YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, FALSE,
      { { .value = "10", .basis = "REO", .scope = "company" } } },
    { "AU", YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, FALSE,
      { { .attribute = "feed", .value = "10", .basis = "REO" } } },
    { "AU", YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, FALSE, { { .value = NULL } } },
    /* Of two reasons, the one nearest to a figure. */
    { "AU", YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, FALSE,
      { { .attribute = "production", .value = "1", .basis = "REO" }, { .value = "10", .basis = "NdPr oxide" } } },
    /* Neither a mass nor what is no number is a capacity in this basis. */
    { "AU", YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, FALSE, { { .value = "10", .unit = "t", .basis = "REO" } } },
    { "AU", YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, FALSE, { { .value = "many", .basis = "REO" } } },
  };
  static const YttLeftOut reasons[] = {
    YTT_LEFT_OUT_BASIS, YTT_LEFT_OUT_NO_BASIS, YTT_LEFT_OUT_WIDER, YTT_LEFT_OUT_FLOW, YTT_LEFT_OUT_NO_FIGURE,
    YTT_LEFT_OUT_BASIS, YTT_LEFT_OUT_BASIS, YTT_LEFT_OUT_BASIS,
  };
  static const gint64 nearest[] = { 10, 20, 30, 40, 0, 61, 70, 80 };
  g_autoptr(YttBalance) balance = weigh (YTT_STAGE_SEPARATION, "REO", NULL, plants, G_N_ELEMENTS (plants));

  for (guint i = 0; i < G_N_ELEMENTS (plants); i++)
    {
      g_assert_cmpint (get_entry (balance, i)->left_out, ==, reasons[i]);
      g_assert_cmpint (get_entry (balance, i)->claim, ==, nearest[i]);
    }
  g_assert_cmpuint (balance->n_counted, ==, 0);
  g_assert_cmpuint (balance->bars->len, ==, 0);
  g_assert_true (isnan (balance->hhi[0]));
  g_assert_true (isnan (balance->share[1]));
}

/* One plant's tonnes of oxide are one number, whatever number of stages they pass. */
static void
test_once_along_the_chain (void)
{
  static const Plant plants[] = {
    { "US", YTT_STAGE_CRACKING | YTT_STAGE_SEPARATION | YTT_STAGE_MAGNET, YTT_STATUS_OPERATING, FALSE,
      { { .value = "40", .basis = "REO" }, { .value = "3", .basis = "magnets" } } },
    { "MY", YTT_STAGE_CRACKING, YTT_STATUS_OPERATING, FALSE, { { .value = "10", .basis = "TREO" } } },
  };
  g_autoptr(YttBalance) cracking = weigh (YTT_STAGE_CRACKING, "REO", NULL, plants, 2);
  g_autoptr(YttBalance) separation = weigh (YTT_STAGE_SEPARATION, "REO", NULL, plants, 1);
  g_autoptr(YttBalance) magnets = weigh (YTT_STAGE_MAGNET, "magnets", NULL, plants, 1);

  g_assert_cmpint (get_entry (cracking, 0)->left_out, ==, YTT_LEFT_OUT_CHAIN);
  g_assert_cmpint (get_entry (cracking, 0)->stage, ==, YTT_STAGE_SEPARATION);
  g_assert_cmpfloat (cracking->total.low[YTT_BALANCE_OPERATING], ==, 10);
  g_assert_cmpfloat (separation->total.low[YTT_BALANCE_OPERATING], ==, 40);
  g_assert_cmpfloat (magnets->total.low[YTT_BALANCE_OPERATING], ==, 3);

  /* The stage's own bases are offered, and TREO is not another than REO. */
  g_assert_cmpuint (cracking->bases->len, ==, 1);
  g_assert_cmpstr (g_array_index (cracking->bases, YttBalanceBasis, 0).basis, ==, "REO");
  g_assert_cmpuint (g_array_index (cracking->bases, YttBalanceBasis, 0).n, ==, 1);
}

static void
test_units_and_ranges (void)
{
  static const Plant plants[] = {
    { "EE", YTT_STAGE_MAGNET, YTT_STATUS_OPERATING, FALSE,
      { { .value = "100", .unit = "t/month", .basis = "magnets", .as_of = "2024" },
        { .value = "2000", .max = "3000", .basis = "magnets", .as_of = "2025" } } },
    { "EE", YTT_STAGE_MAGNET, YTT_STATUS_OPERATING, FALSE,
      { { .value = "100", .unit = "t/month", .basis = "magnets" } } },
  };
  g_autoptr(YttBalance) balance = weigh (YTT_STAGE_MAGNET, "magnets", NULL, plants, 2);

  g_assert_cmpfloat (get_entry (balance, 0)->low, ==, 2000);
  g_assert_cmpfloat (get_entry (balance, 0)->high, ==, 3000);
  g_assert_cmpfloat (get_entry (balance, 1)->low, ==, 1200);
  g_assert_cmpfloat (balance->total.low[YTT_BALANCE_OPERATING], ==, 3200);
  g_assert_cmpfloat (balance->total.high[YTT_BALANCE_OPERATING], ==, 4200);
}

static void
test_conversion (void)
{
  static const Plant plants[] = {
    { "EE", YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, FALSE, { { .value = "6000", .basis = "NdPr oxide" } } },
  };
  g_autoptr(YttBalance) plain = weigh (YTT_STAGE_SEPARATION, "NdPr oxide", NULL, plants, 1);
  g_autoptr(YttBalance) derived = weigh (YTT_STAGE_SEPARATION, "NdPr oxide", "ndpr-metal", plants, 1);

  g_assert_cmpfloat (plain->total.low[YTT_BALANCE_OPERATING], ==, 6000);
  g_assert_null (plain->conversion);

  /* By hand: Pr6O11 is 845.46 of 1021.449, Nd2O3 288.48 of 336.477. */
  g_assert_nonnull (derived->conversion);
  g_assert_cmpstr (derived->basis, ==, "NdPr metal");
  g_assert_cmpfloat_with_epsilon (derived->total.low[YTT_BALANCE_OPERATING], 6000 * 845.46 / 1021.449, 1e-6);
  g_assert_cmpfloat_with_epsilon (derived->total.high[YTT_BALANCE_OPERATING], 6000 * 288.48 / 336.477, 1e-6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/balance/index", test_index);
  g_test_add_func ("/balance/phases", test_phases);
  g_test_add_func ("/balance/left-out", test_left_out);
  g_test_add_func ("/balance/once-along-the-chain", test_once_along_the_chain);
  g_test_add_func ("/balance/units-and-ranges", test_units_and_ranges);
  g_test_add_func ("/balance/conversion", test_conversion);

  return g_test_run ();
}
