#include "config.h"

#include "ytt-regions.h"

#include <string.h>

#include <glib/gi18n.h>

/*
 * The regions of the United Nations' M49, "Standard country or area codes for statistical use" (Statistics Division,
 * unstats.un.org/unsd/methodology/m49), in its geographic division: regions, sub-regions, and the intermediate
 * regions of Africa and the Americas. The world itself (001) is no choice, so it is left out.
 *
 * Two codes of ISO 3166-1 stand in no region of M49. Antarctica (AQ) has a number there but no region, and gets none
 * here. Taiwan (TW) has no number; it is put with Eastern Asia, where it lies, so that whoever asks for the region does
 * not miss its plants.
 */
static const struct
{
  YttRegion   region;
  const char *countries;   /* of this region and none below it, in the order of the codes */
} regions[] = {
  { { "002", NULL, N_("Africa") }, "" },
  { { "015", "002", N_("Northern Africa") }, "DZ EG EH LY MA SD TN" },
  { { "202", "002", N_("Sub-Saharan Africa") }, "" },
  { { "014", "202", N_("Eastern Africa") },
    "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW" },
  { { "017", "202", N_("Middle Africa") }, "AO CD CF CG CM GA GQ ST TD" },
  { { "018", "202", N_("Southern Africa") }, "BW LS NA SZ ZA" },
  { { "011", "202", N_("Western Africa") }, "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG" },
  { { "019", NULL, N_("Americas") }, "" },
  { { "021", "019", N_("Northern America") }, "BM CA GL PM US" },
  { { "419", "019", N_("Latin America and the Caribbean") }, "" },
  { { "029", "419", N_("Caribbean") },
    "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI" },
  { { "013", "419", N_("Central America") }, "BZ CR GT HN MX NI PA SV" },
  { { "005", "419", N_("South America") }, "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE" },
  { { "142", NULL, N_("Asia") }, "" },
  { { "143", "142", N_("Central Asia") }, "KG KZ TJ TM UZ" },
  { { "030", "142", N_("Eastern Asia") }, "CN HK JP KP KR MN MO TW" },
  { { "035", "142", N_("South-eastern Asia") }, "BN ID KH LA MM MY PH SG TH TL VN" },
  { { "034", "142", N_("Southern Asia") }, "AF BD BT IN IR LK MV NP PK" },
  { { "145", "142", N_("Western Asia") }, "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE" },
  { { "150", NULL, N_("Europe") }, "" },
  { { "151", "150", N_("Eastern Europe") }, "BG BY CZ HU MD PL RO RU SK UA" },
  { { "154", "150", N_("Northern Europe") }, "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ" },
  { { "039", "150", N_("Southern Europe") }, "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA" },
  { { "155", "150", N_("Western Europe") }, "AT BE CH DE FR LI LU MC NL" },
  { { "009", NULL, N_("Oceania") }, "" },
  { { "053", "009", N_("Australia and New Zealand") }, "AU CC CX HM NF NZ" },
  { { "054", "009", N_("Melanesia") }, "FJ NC PG SB VU" },
  { { "057", "009", N_("Micronesia") }, "FM GU KI MH MP NR PW UM" },
  { { "061", "009", N_("Polynesia") }, "AS CK NU PF PN TK TO TV WF WS" },
};

static const YttRegion *
find_region (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    if (strcmp (regions[i].region.code, code) == 0)
      return &regions[i].region;

  return NULL;
}

/**
 * ytt_regions_get:
 * @n_regions: (out): how many
 *
 * Returns: (array length=n_regions): all regions of M49 in geographic order, parents before their children
 */
const YttRegion *
ytt_regions_get (gsize *n_regions)
{
  static YttRegion all[G_N_ELEMENTS (regions)];
  static gsize filled = 0;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
        all[i] = regions[i].region;
      g_once_init_leave (&filled, 1);
    }
  *n_regions = G_N_ELEMENTS (all);

  return all;
}

/**
 * ytt_region_get_name:
 * @code: a number of M49, such as "150"
 *
 * Returns: the region's name in the user's language; an unknown code as it is
 */
const char *
ytt_region_get_name (const char *code)
{
  const YttRegion *region;

  g_return_val_if_fail (code != NULL, NULL);

  region = find_region (code);

  return region != NULL ? _(region->name) : code;
}

/**
 * ytt_region_of_country:
 * @iso2: a code of ISO 3166-1 alpha-2, in capitals
 *
 * Returns: (nullable): the number of the smallest region that has the country; %NULL for Antarctica, which M49 puts
 *   into none, and for what is no country
 */
const char *
ytt_region_of_country (const char *iso2)
{
  g_return_val_if_fail (iso2 != NULL, NULL);

  if (strlen (iso2) != 2)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    for (const char *code = regions[i].countries; *code != '\0'; code += code[2] == ' ' ? 3 : 2)
      if (code[0] == iso2[0] && code[1] == iso2[1])
        return regions[i].region.code;

  return NULL;
}

/**
 * ytt_region_has_country:
 * @code: a number of M49
 * @iso2: a code of ISO 3166-1 alpha-2, in capitals
 *
 * Returns: whether the country is in the region, at any depth
 */
gboolean
ytt_region_has_country (const char *code,
                        const char *iso2)
{
  const char *of;

  g_return_val_if_fail (code != NULL, FALSE);

  for (of = ytt_region_of_country (iso2); of != NULL; of = find_region (of)->parent)
    if (strcmp (of, code) == 0)
      return TRUE;

  return FALSE;
}
