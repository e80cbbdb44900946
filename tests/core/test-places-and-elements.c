#include "config.h"

#include <gio/gio.h>

#include "ytt-countries.h"
#include "ytt-elements.h"
#include "ytt-regions.h"

/* Every country is in one smallest region that has no other below it, and only Antarctica is in none. */
static void
test_countries (void)
{
  gsize n_countries, n_regions;
  const YttCountry *countries = ytt_countries_get (&n_countries);
  const YttRegion *regions = ytt_regions_get (&n_regions);

  for (gsize i = 0; i < n_countries; i++)
    {
      const char *of = ytt_region_of_country (countries[i].code);
      guint n_leaves = 0;

      for (gsize j = 0; j < n_regions; j++)
        {
          gboolean leaf = TRUE;

          for (gsize k = 0; k < n_regions; k++)
            leaf = leaf && g_strcmp0 (regions[k].parent, regions[j].code) != 0;
          if (leaf && ytt_region_has_country (regions[j].code, countries[i].code))
            {
              g_assert_cmpstr (regions[j].code, ==, of);
              n_leaves++;
            }
        }
      g_assert_cmpuint (n_leaves, ==, g_str_equal (countries[i].code, "AQ") ? 0 : 1);
    }
}

static void
test_depth (void)
{
  g_assert_cmpstr (ytt_region_of_country ("EE"), ==, "154");
  g_assert_true (ytt_region_has_country ("150", "EE"));
  g_assert_false (ytt_region_has_country ("142", "EE"));
  /* Three deep: Malawi, Eastern Africa, Sub-Saharan Africa, Africa. */
  g_assert_true (ytt_region_has_country ("014", "MW"));
  g_assert_true (ytt_region_has_country ("202", "MW"));
  g_assert_true (ytt_region_has_country ("002", "MW"));
  g_assert_false (ytt_region_has_country ("015", "MW"));
  /* Greenland is Northern America to M49, and Cyprus Western Asia. */
  g_assert_cmpstr (ytt_region_of_country ("GL"), ==, "021");
  g_assert_cmpstr (ytt_region_of_country ("CY"), ==, "145");
  /* M49 has no number for Taiwan; it stands where it lies. */
  g_assert_cmpstr (ytt_region_of_country ("TW"), ==, "030");
}

/* The tables are strings: nothing may be found across the borders of their codes. */
static void
test_no_country (void)
{
  const char * const no_countries[] = { "", "E", "EEE", "ee", " E", "XX", "Z E", "ZE" };

  for (guint i = 0; i < G_N_ELEMENTS (no_countries); i++)
    {
      g_assert_null (ytt_region_of_country (no_countries[i]));
      g_assert_false (ytt_region_has_country ("150", no_countries[i]));
    }
  g_assert_false (ytt_region_has_country ("999", "EE"));
  g_assert_cmpstr (ytt_region_get_name ("999"), ==, "999");
  g_assert_cmpstr (ytt_region_get_name ("154"), ==, "Northern Europe");
}

static void
test_parents_first (void)
{
  gsize n_regions;
  const YttRegion *regions = ytt_regions_get (&n_regions);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < n_regions; i++)
    {
      g_assert_true (regions[i].parent == NULL || g_hash_table_contains (seen, regions[i].parent));
      g_assert_true (g_hash_table_add (seen, (gpointer) regions[i].code));
    }
}

/* No definition calls an element both, or names one that is no rare earth. */
static void
test_definitions (void)
{
  gsize n;
  const YttElementDefinition *definitions = ytt_element_definitions_get (&n);
  const YttElementDefinition *usgs = ytt_element_definition_from_code (YTT_ELEMENT_DEFINITION_DEFAULT);
  const YttElementDefinition *eu = ytt_element_definition_from_code ("eu");

  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpstr (definitions[i].source, !=, "");
      g_assert_cmpstr (definitions[i].name, !=, "");
      for (guint j = 0; definitions[i].light[j] != NULL; j++)
        {
          g_assert_true (g_strv_contains (ytt_elements_get (), definitions[i].light[j]));
          g_assert_false (g_strv_contains (definitions[i].heavy, definitions[i].light[j]));
        }
      for (guint j = 0; definitions[i].heavy[j] != NULL; j++)
        g_assert_true (g_strv_contains (ytt_elements_get (), definitions[i].heavy[j]));
    }

  /* Where they differ: gadolinium. */
  g_assert_nonnull (usgs);
  g_assert_true (g_strv_contains (usgs->light, "Gd"));
  g_assert_true (g_strv_contains (eu->heavy, "Gd"));
  g_assert_null (ytt_element_definition_from_code ("none"));
  g_assert_null (ytt_element_definition_from_code (NULL));
}

static void
test_elements (void)
{
  const char * const *symbols = ytt_elements_get ();

  g_assert_cmpuint (g_strv_length ((char **) symbols), ==, 17);
  g_assert_cmpstr (ytt_element_get_name ("Yb"), ==, "ytterbium");
  g_assert_cmpstr (ytt_element_get_name ("Lu"), ==, "lutetium");
  g_assert_cmpstr (ytt_element_get_name ("Fe"), ==, "Fe");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/regions/countries", test_countries);
  g_test_add_func ("/regions/depth", test_depth);
  g_test_add_func ("/regions/no-country", test_no_country);
  g_test_add_func ("/regions/parents-first", test_parents_first);
  g_test_add_func ("/elements/definitions", test_definitions);
  g_test_add_func ("/elements/symbols", test_elements);

  return g_test_run ();
}
