#include "config.h"

#include "ytt-vocabulary.h"

#include <string.h>

const char * const ytt_vocabulary_amount_qualifiers[] = {
  "exact", "about", "at-least", "up-to", "planned", "expected", NULL
};

const char * const ytt_vocabulary_announcement_kinds[] = {
  "acquisition", "equity", "expansion", "grant", "joint-venture", "loan", "memorandum", "milestone", "offtake",
  "partnership", "permit", "policy", "study", "supply", "tax-credit", NULL
};

const char * const ytt_vocabulary_announcement_statuses[] = {
  "announced", "closed", "completed", "memorandum", "signed", "terminated", NULL
};

const char * const ytt_vocabulary_attributes[] = {
  "capacity", "permitted-capacity", "feed", "mining-rate", "production",
  "resource", "reserve", "grade", "purity", "mine-life",
  "capex", "funding", "spent", "purchase-price",
  "start", "construction-start", "completion", "licence", "founded",
  "jobs", "construction-jobs", "floor-area", "site-area", NULL
};

const char * const ytt_vocabulary_bases[] = {
  "REO", "TREO", "REE", "MREC",
  "NdPr oxide", "Nd oxide", "Dy oxide", "Tb oxide", "Dy and Tb oxide", "scandium oxide",
  "NdPr", "Nd", "Dy", "Dy and Tb",
  "metal", "alloy", "magnets", "iron nitride magnets",
  "ore", "gold ore", "concentrate", "heavy minerals", "heavy mineral sands", "all minerals",
  "phosphate", "phosphate concentrate", NULL
};

/* ISO 3166-1 alpha-2, as assigned. */
const char * const ytt_vocabulary_countries[] = {
  "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA", "BB", "BD",
  "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA",
  "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE",
  "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA",
  "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK",
  "HM", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP",
  "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT",
  "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS",
  "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ",
  "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS",
  "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST",
  "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW",
  "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "YE", "YT", "ZA",
  "ZM", "ZW", NULL
};

/* ISO 4217. Those of countries that have facilities, owners or lenders; more are added as they come. */
const char * const ytt_vocabulary_currencies[] = {
  "AED", "AOA", "AUD", "BIF", "BRL", "CAD", "CHF", "CLP", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "IDR", "ILS",
  "INR", "JPY", "KES", "KGS", "KRW", "KZT", "LAK", "MGA", "MMK", "MNT", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN",
  "NOK", "NZD", "PHP", "PKR", "PLN", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "TZS", "UAH", "UGX",
  "USD", "UZS", "VND", "XAF", "XOF", "ZAR", "ZMW", NULL
};

const char * const ytt_vocabulary_elements[] = {
  "Sc", "Y", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", NULL
};

/* Which links a stop of a tour draws. */
const char * const ytt_vocabulary_link_modes[] = { "selection", "all", "none", NULL };

const char * const ytt_vocabulary_link_states[] = {
  "operating", "contracted", "memorandum", "planned", "ended", NULL
};

const char * const ytt_vocabulary_measures[] = {
  "import-reliance", "magnet-production", "magnet-share", "mine-production", "quota", "refining-share", "reserves",
  NULL
};

const char * const ytt_vocabulary_organisation_kinds[] = {
  "company", "state-company", "government", "agency", "investor", "research", NULL
};

const char * const ytt_vocabulary_precisions[] = { "site", "locality", "region", NULL };

const char * const ytt_vocabulary_qualifiers[] = {
  "exact", "about", "at-least", "up-to", "planned", "expected", NULL
};

const char * const ytt_vocabulary_roles[] = {
  "borrower", "buyer", "grantee", "grantor", "investee", "investor", "issuer", "lender", "partner", "seller", NULL
};

/* The ladder of a deal, from below. */
const char * const ytt_vocabulary_rungs[] = {
  "statement-of-interest", "memorandum", "term-sheet", "binding", "financial-close", "first-delivery", NULL
};

const char * const ytt_vocabulary_scopes[] = {
  "site", "phase", "part", "project", "several-sites", "company", "district", "country", NULL
};

const char * const ytt_vocabulary_stages[] = {
  "mining", "concentration", "cracking", "separation", "metal", "magnet", "recycling", NULL
};

const char * const ytt_vocabulary_statuses[] = {
  "exploration", "proposed", "construction", "commissioning", "operating", "suspended", "closed", "cancelled",
  "shelved", NULL
};

const char * const ytt_vocabulary_stop_kinds[] = { "view", "slide", NULL };

const char * const ytt_vocabulary_tenses[] = { "stated", "promised", NULL };

/* Beside these, a currency is a unit. */
const char * const ytt_vocabulary_units[] = {
  "t/yr", "t/quarter", "t/month", "t/day", "kg/day", "Mt/yr", "t", "Mt", "%", "people", "years", "m2", "date", NULL
};

/* What each attribute may be counted in; "money" stands for every currency. */
static const struct
{
  const char *attribute;
  const char *units[8];
} attribute_units[] = {
  { "capacity",           { "t/yr", "t/quarter", "t/month", "t/day", "kg/day", "Mt/yr" } },
  { "permitted-capacity", { "t/yr", "t/quarter", "t/month", "t/day", "kg/day", "Mt/yr" } },
  { "feed",               { "t/yr", "t/quarter", "t/month", "t/day", "kg/day", "Mt/yr", "t" } },
  { "mining-rate",        { "t/yr", "t/quarter", "t/month", "t/day", "kg/day", "Mt/yr" } },
  { "production",         { "t/yr", "t/quarter", "t/month", "t/day", "kg/day", "t", "Mt/yr" } },
  { "resource",           { "t", "Mt" } },
  { "reserve",            { "t", "Mt" } },
  { "grade",              { "%" } },
  { "purity",             { "%" } },
  { "mine-life",          { "years" } },
  { "capex",              { "money" } },
  { "funding",            { "money" } },
  { "spent",              { "money" } },
  { "purchase-price",     { "money" } },
  { "start",              { "date" } },
  { "construction-start", { "date" } },
  { "completion",         { "date" } },
  { "licence",            { "date" } },
  { "founded",            { "date" } },
  { "jobs",               { "people" } },
  { "construction-jobs",  { "people" } },
  { "floor-area",         { "m2" } },
  { "site-area",          { "m2" } },
};

/* Which stage makes a material: the first line of which a word (or words) is in the material's name.
 * What was used before comes first, then products by their place in the chain, the last stage first, for an
 * "alloy and magnets" has passed the alloy maker already. */
static const struct
{
  const char *words;
  const char *stage;
} makers[] = {
  { "scrap",                       "recycling" },
  { "swarf",                       "recycling" },
  { "recycled",                    "recycling" },
  { "recovered",                   "recycling" },
  { "magnet materials",            "metal" },        /* what magnets are made of, not magnets */
  { "magnet",                      "magnet" },
  { "magnets",                     "magnet" },
  { "alloy",                       "metal" },
  { "alloys",                      "metal" },
  { "metal",                       "metal" },
  { "metals",                      "metal" },
  { "neodymium and praseodymium",  "separation" },   /* told apart, in whatever form */
  { "ion-adsorption",              "mining" },       /* mixed oxides burnt at the clay mine, not parted */
  { "oxide",                       "separation" },
  { "oxides",                      "separation" },
  { "separated",                   "separation" },
  { "carbonate",                   "cracking" },
  { "chloride",                    "cracking" },
  { "oxalate",                     "cracking" },
  { "compounds",                   "cracking" },     /* mixed ones: single ones are named */
  { "feedstock",                   "separation" },   /* of Dy and Tb: told apart from the light ones */
  { "concentrate",                 "concentration" },
  { "concentrates",                "concentration" },
  { "ore",                         "mining" },
  { "clay",                        "mining" },
  { "mud",                         "mining" },
};

/**
 * ytt_vocabulary_attribute_has_unit:
 * @attribute: a claim's attribute
 * @unit: a unit or a currency
 *
 * Returns: whether that attribute may be counted in @unit
 */
gboolean
ytt_vocabulary_attribute_has_unit (const char *attribute,
                                   const char *unit)
{
  if (g_strv_contains (ytt_vocabulary_currencies, unit))
    unit = "money";

  for (guint i = 0; i < G_N_ELEMENTS (attribute_units); i++)
    {
      if (g_str_equal (attribute_units[i].attribute, attribute))
        return g_strv_contains (attribute_units[i].units, unit);
    }

  return FALSE;
}

static gboolean
has_words (const char *text,
           const char *words)
{
  gsize length = strlen (words);

  for (const char *at = strstr (text, words); at != NULL; at = strstr (at + 1, words))
    {
      if ((at == text || !g_ascii_isalnum (at[-1])) && !g_ascii_isalnum (at[length]))
        return TRUE;
    }

  return FALSE;
}

/**
 * ytt_vocabulary_get_maker:
 * @material: what flows along a link, in words: "mixed rare earth carbonate"
 *
 * Returns: (transfer none) (nullable): the code of the stage that makes it, or %NULL where no word tells
 */
const char *
ytt_vocabulary_get_maker (const char *material)
{
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      if (has_words (material, makers[i].words))
        return makers[i].stage;
    }

  return NULL;
}
