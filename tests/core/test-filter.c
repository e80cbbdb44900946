#include "ytt-error.h"
#include "ytt-filter.h"

#include <math.h>

/* A filter is a value: what with, without and text do to it. */

static const char * const odd_values[] = {
  "", " ", "!", "!CN", "a&b", "a=b", "%", "%25", "+", "#", "two\nlines", "tab\there", "é", "稀土", "\xe2\x80\xa8", "\"quoted\"",
  "<b>", "..", "a;b,c", "/", "NdPr oxide",
};

static void
test_empty (void)
{
  g_autoptr(YttFilter) filter = ytt_filter_new ();
  g_autoptr(YttFilter) read = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = ytt_filter_to_string (filter);

  g_assert_true (ytt_filter_is_empty (filter));
  g_assert_cmpuint (ytt_filter_get_n_terms (filter), ==, 0);
  g_assert_null (ytt_filter_get_term (filter, 0));
  g_assert_cmpstr (text, ==, "");

  read = ytt_filter_from_string (text, &error);
  g_assert_no_error (error);
  g_assert_true (ytt_filter_equal (filter, read));
}

/* Other filters come of it; it stays as it is. */
static void
test_immutable (void)
{
  g_autoptr(YttFilter) none = ytt_filter_new ();
  g_autoptr(YttFilter) one = ytt_filter_with (none, YTT_FACET_COUNTRY, "EE", FALSE);
  g_autoptr(YttFilter) negated = ytt_filter_with (one, YTT_FACET_COUNTRY, "EE", TRUE);
  g_autoptr(YttFilter) defined = ytt_filter_with_definition (one, "other");
  g_autoptr(YttFilter) less = ytt_filter_without (one, YTT_FACET_COUNTRY, "EE");

  g_assert_true (ytt_filter_is_empty (none));
  g_assert_false (ytt_filter_find (one, YTT_FACET_COUNTRY, "EE")->negated);
  g_assert_true (ytt_filter_find (negated, YTT_FACET_COUNTRY, "EE")->negated);
  g_assert_cmpuint (ytt_filter_get_n_terms (negated), ==, 1);
  g_assert_cmpstr (ytt_filter_get_definition (one), !=, "other");
  g_assert_cmpstr (ytt_filter_get_definition (defined), ==, "other");
  g_assert_true (ytt_filter_equal (less, none));
  g_assert_false (ytt_filter_equal (one, none));
  g_assert_false (ytt_filter_equal (one, negated));
  g_assert_false (ytt_filter_equal (one, defined));
}

/* Terms stand by facet, and within one as they came; a value that changes sides keeps its place. */
static void
test_order (void)
{
  static const struct { YttFacet facet; const char *value; } added[] = {
    { YTT_FACET_COUNTRY, "US" }, { YTT_FACET_STAGE, "metal" }, { YTT_FACET_COUNTRY, "EE" }, { YTT_FACET_STAGE, "" },
  };
  static const char * const expected[] = { "metal", "", "US", "EE" };
  g_autoptr(YttFilter) filter = ytt_filter_new ();
  YttFilter *next;

  for (guint i = 0; i < G_N_ELEMENTS (added); i++)
    {
      next = ytt_filter_with (filter, added[i].facet, added[i].value, FALSE);
      ytt_filter_unref (filter);
      filter = next;
    }
  next = ytt_filter_with (filter, YTT_FACET_COUNTRY, "US", TRUE);
  ytt_filter_unref (filter);
  filter = next;

  g_assert_cmpuint (ytt_filter_get_n_terms (filter), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpstr (ytt_filter_get_term (filter, i)->value, ==, expected[i]);
      g_assert_cmpint (ytt_filter_get_term (filter, i)->negated, ==, i == 2);
    }
  g_assert_cmpuint (ytt_filter_count (filter, YTT_FACET_COUNTRY), ==, 2);
  g_assert_cmpuint (ytt_filter_count (filter, YTT_FACET_ELEMENT), ==, 0);

  next = ytt_filter_without (filter, YTT_FACET_STAGE, NULL);
  g_assert_cmpuint (ytt_filter_get_n_terms (next), ==, 2);
  g_assert_null (ytt_filter_find (next, YTT_FACET_STAGE, "metal"));
  ytt_filter_unref (next);
}

/* The same terms ask for the same in whatever order they came. */
static void
test_equal (void)
{
  g_autoptr(YttFilter) a = ytt_filter_from_string ("country=EE&country=!US&stage=metal", NULL);
  g_autoptr(YttFilter) b = ytt_filter_from_string ("stage=metal&country=!US&country=EE", NULL);
  g_autoptr(YttFilter) c = ytt_filter_from_string ("stage=metal&country=US&country=!EE", NULL);

  g_assert_true (ytt_filter_equal (a, b));
  g_assert_false (ytt_filter_equal (a, c));
}

/* Adding and taking away again, in any order, leads back; text keeps every step. */
static void
test_laws (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (17);

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr(YttFilter) filter = ytt_filter_new ();

      for (gint n = g_rand_int_range (rand, 0, 8); n > 0; n--)
        {
          YttFacet facet = (YttFacet) g_rand_int_range (rand, YTT_FACET_STAGE, YTT_FACET_ORGANISATION);
          const char *value = odd_values[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd_values))];
          g_autoptr(YttFilter) with = ytt_filter_with (filter, facet, value, g_rand_boolean (rand));
          g_autoptr(YttFilter) again = ytt_filter_with (with, facet, value,
                                                        ytt_filter_find (with, facet, value)->negated);
          g_autoptr(YttFilter) without = ytt_filter_without (with, facet, value);
          g_autofree char *text = ytt_filter_to_string (with);
          g_autoptr(GError) error = NULL;
          g_autoptr(YttFilter) read = ytt_filter_from_string (text, &error);

          g_assert_no_error (error);
          g_assert_true (ytt_filter_equal (read, with));
          g_assert_true (ytt_filter_equal (again, with));
          g_assert_true (g_str_is_ascii (text));
          g_assert_null (strpbrk (text, " \n\t"));
          g_assert_null (ytt_filter_find (without, facet, value));
          if (ytt_filter_find (filter, facet, value) == NULL)
            g_assert_true (ytt_filter_equal (without, filter));

          ytt_filter_unref (filter);
          filter = g_steal_pointer (&with);
        }
    }
}

/* What is no UTF-8 is mended, so that the text of a filter can always be read again. */
static void
test_not_utf8 (void)
{
  g_autoptr(YttFilter) none = ytt_filter_new ();
  g_autoptr(YttFilter) filter = ytt_filter_with (none, YTT_FACET_COUNTRY, "\xff", FALSE);
  g_autofree char *text = ytt_filter_to_string (filter);
  g_autoptr(YttFilter) read = ytt_filter_from_string (text, NULL);

  g_assert_true (ytt_filter_equal (filter, read));
}

static void
test_text (void)
{
  g_autoptr(YttFilter) filter = ytt_filter_from_string ("stage=metal&country=!CN&country=&capacity=NdPr%20oxide:10..", NULL);
  g_autofree char *text = ytt_filter_to_string (filter);

  g_assert_cmpstr (text, ==, "stage=metal&country=!CN&country=&capacity=NdPr%20oxide:10..");
  g_assert_true (ytt_filter_find (filter, YTT_FACET_COUNTRY, "CN")->negated);
  g_assert_nonnull (ytt_filter_find (filter, YTT_FACET_COUNTRY, ""));
  g_assert_cmpstr (ytt_filter_get_term (filter, 3)->value, ==, "NdPr oxide:10..");
}

static void
test_malformed (void)
{
  static const char * const texts[] = {
    "stage", "=", "stage=metal&", "&stage=metal", "stage=metal&&country=EE", "colour=red", "stage=%", "stage=%zz",
    "stage=%00", "stage=%ff", "Stage=metal", "country=EE&country=!EE", "start=soon", "start=2027..2024", "start=..-1",
    "start=2024...2027", "start=20240..", "start= 2024", "capacity=..5", "capacity=:1..2", "capacity=REO:5..1",
    "capacity=REO:1e3..", "capacity=REO:one..", "capacity=REO:..1.2.3", "conflict=maybe", "newest-source=2024-06-01",
    "newest-source=..2024-06", "newest-source=..2024-02-30", "newest-source=2024-06-02..2024-06-01",
    "newest-source=..2024-13-01", "organisation=Neo", "organisation=1.5", "definition=", "definition=!iupac", "\xff=1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(YttFilter) filter = ytt_filter_from_string (texts[i], &error);
      g_autofree char *escaped = g_strescape (texts[i], NULL);

      g_test_message ("%s", escaped);
      g_assert_error (error, YTT_ERROR, YTT_ERROR_SYNTAX);
      g_assert_null (filter);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (ytt_filter_from_string (texts[i], NULL));
    }
}

static void
test_ranges (void)
{
  g_autofree char *basis = NULL, *alone = NULL, *colons = NULL;
  int first, last;
  double least, most;
  guint32 from, to;

  g_assert_true (ytt_facet_parse_years ("..2020", &first, &last));
  g_assert_cmpint (first, <=, 1);
  g_assert_cmpint (last, ==, 2020);
  g_assert_true (ytt_facet_parse_years ("2030", &first, &last));
  g_assert_cmpint (first, ==, 2030);
  g_assert_cmpint (last, ==, 2030);
  g_assert_true (ytt_facet_parse_years ("..", &first, &last));

  g_assert_true (ytt_facet_parse_capacity ("magnets:1000..", &basis, &least, &most));
  g_assert_cmpstr (basis, ==, "magnets");
  g_assert_cmpfloat (least, ==, 1000);
  g_assert_true (isinf (most));
  g_assert_true (ytt_facet_parse_capacity ("REO", &alone, &least, &most));
  g_assert_cmpstr (alone, ==, "REO");
  g_assert_cmpfloat (least, ==, 0);
  g_assert_true (ytt_facet_parse_capacity ("odd: basis:0.5..1.5", &colons, &least, &most));
  g_assert_cmpstr (colons, ==, "odd: basis");
  g_assert_cmpfloat (most, ==, 1.5);

  g_assert_true (ytt_facet_parse_days ("..2024-05-31", &from, &to));
  g_assert_cmpuint (from, ==, 0);
  g_assert_cmpuint (to, ==, 20240531);
  g_assert_true (ytt_facet_parse_days ("2024", &from, &to));
  g_assert_cmpuint (from, ==, 20240101);
  g_assert_cmpuint (to, ==, 20241231);
}

static void
test_counts (void)
{
  g_autoptr(YttFacetCounts) counts = ytt_facet_counts_new ();
  g_autoptr(YttFacetCounts) held = ytt_facet_counts_ref (counts);
  GArray *stages;

  ytt_facet_counts_add (counts, YTT_FACET_STAGE, "metal", NULL, 3);
  ytt_facet_counts_add (counts, YTT_FACET_STAGE, "", NULL, 0);
  ytt_facet_counts_add (counts, YTT_FACET_ORGANISATION, "12", "Neo", 2);

  stages = ytt_facet_counts_get (held, YTT_FACET_STAGE);
  g_assert_cmpuint (stages->len, ==, 2);
  g_assert_cmpstr (g_array_index (stages, YttFacetCount, 1).value, ==, "");
  g_assert_cmpuint (ytt_facet_counts_find (held, YTT_FACET_STAGE, "metal"), ==, 3);
  g_assert_cmpuint (ytt_facet_counts_find (held, YTT_FACET_STAGE, "mining"), ==, 0);
  g_assert_cmpstr (g_array_index (ytt_facet_counts_get (held, YTT_FACET_ORGANISATION), YttFacetCount, 0).label, ==,
                   "Neo");
  g_assert_cmpuint (ytt_facet_counts_get (held, YTT_FACET_COUNTRY)->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/filter/empty", test_empty);
  g_test_add_func ("/filter/immutable", test_immutable);
  g_test_add_func ("/filter/order", test_order);
  g_test_add_func ("/filter/equal", test_equal);
  g_test_add_func ("/filter/laws", test_laws);
  g_test_add_func ("/filter/not-utf8", test_not_utf8);
  g_test_add_func ("/filter/text", test_text);
  g_test_add_func ("/filter/malformed", test_malformed);
  g_test_add_func ("/filter/ranges", test_ranges);
  g_test_add_func ("/filter/counts", test_counts);

  return g_test_run ();
}
