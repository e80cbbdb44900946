#include "config.h"

#include "query-fixture.h"

#include "ytt-claim-series.h"

#include <string.h>

static YttFigure *
find_figure (YttRecord  *record,
             const char *attribute)
{
  for (guint i = 0; i < record->figures->len; i++)
    {
      YttFigure *figure = g_ptr_array_index (record->figures, i);

      if (strcmp (figure->attribute, attribute) == 0)
        return figure;
    }

  g_assert_not_reached ();
}

static const YttSeriesPoint *
get_point (YttClaimSeries *series,
           guint           i)
{
  g_assert_cmpuint (i, <, series->points->len);

  return &g_array_index (series->points, YttSeriesPoint, i);
}

/* A start that slips: promised in June 2025 for 2028, early in 2026 for 2029 to 2030. */
static void
test_slip (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(YttRecord) record = fixture_get_record (f, "ca-strange-lake");
  g_autoptr(YttClaimSeries) series = ytt_claim_series_new (find_figure (record, "start"));

  g_assert_nonnull (series);
  g_assert_true (series->is_date);
  g_assert_cmpuint (series->points->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (get_point (series, 0)->told, 2025.45, 0.05);
  g_assert_cmpfloat_with_epsilon (get_point (series, 0)->low, 2028, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_point (series, 0)->high, 2029, 1e-2);
  g_assert_false (get_point (series, 0)->shown);
  g_assert_cmpfloat_with_epsilon (get_point (series, 1)->told, 2026.5, 1e-2);
  g_assert_cmpfloat_with_epsilon (get_point (series, 1)->low, 2029, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_point (series, 1)->high, 2031, 1e-2);
  g_assert_true (get_point (series, 1)->shown);
  g_assert_cmpfloat (series->from, <=, 2028);
  g_assert_cmpfloat (series->to, >=, 2031 - 1e-2);
  g_assert_cmpfloat_with_epsilon (series->step, (int) series->step, 1e-9);
  g_assert_null (ytt_claim_series_describe_left_out (series));
}

/* Amounts of another currency have no place on the axis, and that is said. */
static void
test_other_currency (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(YttRecord) record = fixture_get_record (f, "ee-narva-neo");
  YttFigure *figure = find_figure (record, "capex");
  g_autoptr(YttClaimSeries) series = ytt_claim_series_new (figure);
  g_autofree char *left_out = ytt_claim_series_describe_left_out (series);

  g_assert_cmpstr (series->caption, ==, "EUR million");
  g_assert_cmpfloat (series->scale, ==, 1e6);
  g_assert_cmpuint (series->n_other, ==, 1);
  g_assert_cmpuint (series->points->len + series->n_other + series->n_undated, ==, figure->claims->len);
  g_assert_cmpfloat (series->from, ==, 0);
  g_assert_cmpfloat (series->to, >=, 250);
  g_assert_true (g_str_has_prefix (left_out, "1 claim in another currency"));
  for (guint i = 1; i < series->points->len; i++)
    g_assert_cmpfloat (get_point (series, i - 1)->told, <=, get_point (series, i)->told);
}

/* One claim is no chart, nor are two of which one nobody knows when it was told; nor is a status. */
static void
test_too_few (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(YttRecord) record = NULL;
  YttFigure *figure;

  fixture_run (f, "UPDATE claim SET as_of = 'soon' WHERE attribute = 'start' AND as_of LIKE '2025%' AND facility ="
                  " (SELECT id FROM facility WHERE facility = 'ca-strange-lake')");
  record = fixture_get_record (f, "ca-strange-lake");
  figure = find_figure (record, "start");
  g_assert_cmpuint (figure->claims->len, ==, 2);
  g_assert_null (ytt_claim_series_new (figure));
  g_assert_null (ytt_claim_series_new (record->status_figure));
}

/* Whatever is claimed, the axis holds it, with few lines. */
static void
test_all (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr(YttResult) all = fixture_search (f, "", YTT_ORDER_NAME);
  guint n_series = 0;

  for (guint i = 0; i < all->ids->len; i++)
    {
      g_autoptr(YttRecord) record = fixture_get_record_by_id (f, g_array_index (all->ids, gint64, i));

      for (guint j = 0; j < record->figures->len; j++)
        {
          g_autoptr(YttClaimSeries) series = ytt_claim_series_new (g_ptr_array_index (record->figures, j));
          guint n_shown = 0;

          if (series == NULL)
            continue;

          n_series++;
          g_assert_cmpfloat (series->step, >, 0);
          g_assert_cmpfloat ((series->to - series->from) / series->step, <=, 5 + 1e-6);
          for (guint k = 0; k < series->points->len; k++)
            {
              g_assert_cmpfloat (get_point (series, k)->low, >=, series->from - 1e-6);
              g_assert_cmpfloat (get_point (series, k)->high, <=, series->to + 1e-6);
              n_shown += get_point (series, k)->shown;
            }
          g_assert_cmpuint (n_shown, <=, 1);
        }
    }

  g_assert_cmpuint (n_series, >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/claim-series/slip", Fixture, NULL, fixture_set_up_shipped, test_slip, fixture_tear_down);
  g_test_add ("/claim-series/other-currency", Fixture, NULL, fixture_set_up_shipped, test_other_currency,
              fixture_tear_down);
  g_test_add ("/claim-series/too-few", Fixture, NULL, fixture_set_up_shipped, test_too_few, fixture_tear_down);
  g_test_add ("/claim-series/all", Fixture, NULL, fixture_set_up_shipped, test_all, fixture_tear_down);

  return g_test_run ();
}
