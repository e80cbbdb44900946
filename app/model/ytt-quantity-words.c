#include "config.h"

#include "ytt-quantity-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* What people write in figures. The words are English; symbols and codes are everybody's. */

#define ABOUT(text) { text, WORD_QUALIFIER, FALSE, YTT_QUALIFIER_ABOUT, NULL }
#define AT_LEAST(text) { text, WORD_QUALIFIER, FALSE, YTT_QUALIFIER_AT_LEAST, NULL }
#define UP_TO(text) { text, WORD_QUALIFIER, FALSE, YTT_QUALIFIER_UP_TO, NULL }
#define PLANNED(text) { text, WORD_QUALIFIER, FALSE, YTT_QUALIFIER_PLANNED, NULL }
#define EXPECTED(text) { text, WORD_QUALIFIER, FALSE, YTT_QUALIFIER_EXPECTED, NULL }
#define TIMES(text, exponent) { text, WORD_MULTIPLIER, FALSE, exponent, NULL }
#define SHORT(text, exponent) { text, WORD_SHORT_MULTIPLIER, FALSE, exponent, NULL }
#define MONEY(text, code) { text, WORD_CURRENCY, FALSE, 0, code }
#define MASS(text, code) { text, WORD_MASS, FALSE, 0, code }
#define MASS_EXACT(text, code) { text, WORD_MASS, TRUE, 0, code }
#define RATE(text, code) { text, WORD_RATE, FALSE, 0, code }
#define PERIOD(text, code) { text, WORD_PERIOD, FALSE, 0, code }
#define BASIS(text, code) { text, WORD_BASIS, FALSE, 0, code }
#define ROUGH_BASIS(text, code) { text, WORD_BASIS, FALSE, 1, code }
#define ADJECTIVE(text) { text, WORD_ADJECTIVE, FALSE, 0, NULL }
#define UNIT(text, type, code) { text, type, FALSE, 0, code }
#define RANGE(text) { text, WORD_RANGE, FALSE, 0, NULL }
#define NOISE(text) { text, WORD_NOISE, FALSE, 0, NULL }

static const YttPhrase words[] = {
  ABOUT ("about"), ABOUT ("approximately"), ABOUT ("approx"), ABOUT ("around"), ABOUT ("roughly"), ABOUT ("circa"),
  ABOUT ("ca"), ABOUT ("c"), ABOUT ("some"), ABOUT ("nearly"), ABOUT ("almost"), ABOUT ("~"), ABOUT ("≈"), ABOUT ("∼"),
  AT_LEAST ("at least"), AT_LEAST ("over"), AT_LEAST ("more than"), AT_LEAST ("not less than"), AT_LEAST ("above"),
  AT_LEAST ("no less than"), AT_LEAST ("exceeding"), AT_LEAST ("minimum"), AT_LEAST ("min"), AT_LEAST (">"),
  AT_LEAST ("≥"), AT_LEAST (">="), AT_LEAST ("+"), AT_LEAST ("or more"), AT_LEAST ("plus"),
  UP_TO ("up to"), UP_TO ("at most"), UP_TO ("no more than"), UP_TO ("not more than"), UP_TO ("less than"),
  UP_TO ("under"), UP_TO ("below"), UP_TO ("maximum"), UP_TO ("max"), UP_TO ("<"), UP_TO ("≤"), UP_TO ("<="),
  UP_TO ("or less"),
  PLANNED ("planned"), PLANNED ("plans"), PLANNED ("planning"), PLANNED ("target"), PLANNED ("targeted"),
  PLANNED ("targeting"), PLANNED ("targets"), PLANNED ("proposed"),
  EXPECTED ("expected"), EXPECTED ("expects"), EXPECTED ("forecast"), EXPECTED ("projected"), EXPECTED ("anticipated"),
  { "from", WORD_QUALIFIER, FALSE, YTT_SAYS_FROM, NULL },
  { "promised", WORD_QUALIFIER, FALSE, YTT_SAYS_PROMISED, NULL },
  { "estimated", WORD_QUALIFIER, FALSE, YTT_SAYS_ESTIMATED, NULL }, { "est", WORD_QUALIFIER, FALSE, YTT_SAYS_ESTIMATED, NULL },

  TIMES ("thousand", 3), TIMES ("million", 6), TIMES ("millions", 6), TIMES ("mn", 6), TIMES ("mln", 6),
  TIMES ("mio", 6), TIMES ("mill", 6), TIMES ("billion", 9), TIMES ("billions", 9), TIMES ("bn", 9), TIMES ("bln", 9),
  TIMES ("mrd", 9), TIMES ("trillion", 12), TIMES ("tn", 12), TIMES ("trn", 12), TIMES ("lakh", 5), TIMES ("crore", 7),
  TIMES ("万", 4), TIMES ("亿", 8), TIMES ("億", 8),
  SHORT ("k", 3), SHORT ("m", 6), SHORT ("mm", 6), SHORT ("b", 9),

  MONEY ("$", "USD|AUD|CAD"), MONEY ("dollars", "USD|AUD|CAD"), MONEY ("dollar", "USD|AUD|CAD"),
  MONEY ("us$", "USD"), MONEY ("u.s.$", "USD"), MONEY ("us dollars", "USD"), MONEY ("u.s. dollars", "USD"),
  MONEY ("a$", "AUD"), MONEY ("au$", "AUD"), MONEY ("australian dollars", "AUD"),
  MONEY ("c$", "CAD"), MONEY ("ca$", "CAD"), MONEY ("cdn$", "CAD"), MONEY ("canadian dollars", "CAD"),
  MONEY ("nz$", "NZD"), MONEY ("hk$", "HKD"), MONEY ("s$", "SGD"), MONEY ("nt$", "TWD"), MONEY ("r$", "BRL"),
  MONEY ("n$", "NAD"), MONEY ("€", "EUR"), MONEY ("euros", "EUR"), MONEY ("euro", "EUR"), MONEY ("£", "GBP"),
  MONEY ("pounds", "GBP"), MONEY ("¥", "CNY|JPY"), MONEY ("￥", "CNY|JPY"), MONEY ("yen", "JPY"), MONEY ("円", "JPY"),
  MONEY ("yuan", "CNY"), MONEY ("renminbi", "CNY"), MONEY ("rmb", "CNY"), MONEY ("元", "CNY"), MONEY ("人民币", "CNY"),
  MONEY ("₩", "KRW"), MONEY ("won", "KRW"), MONEY ("₹", "INR"), MONEY ("rs", "INR|PKR"), MONEY ("rupees", "INR|PKR"),
  MONEY ("₽", "RUB"), MONEY ("roubles", "RUB"), MONEY ("rubles", "RUB"), MONEY ("rm", "MYR"), MONEY ("ringgit", "MYR"),
  MONEY ("kr", "SEK|NOK|DKK"), MONEY ("kronor", "SEK"), MONEY ("kroner", "NOK|DKK"), MONEY ("reais", "BRL"),
  MONEY ("rand", "ZAR"), MONEY ("zł", "PLN"), MONEY ("zloty", "PLN"), MONEY ("₺", "TRY"), MONEY ("₫", "VND"),
  MONEY ("dong", "VND"), MONEY ("₦", "NGN"), MONEY ("naira", "NGN"), MONEY ("฿", "THB"), MONEY ("baht", "THB"),
  MONEY ("₴", "UAH"), MONEY ("₸", "KZT"), MONEY ("tenge", "KZT"), MONEY ("₪", "ILS"), MONEY ("₱", "PHP"),
  MONEY ("rp", "IDR"), { "R", WORD_CURRENCY, TRUE, 0, "ZAR" }, MONEY ("ksh", "KES"),
  MONEY ("chf", "CHF"), MONEY ("sfr", "CHF"), MONEY ("swiss francs", "CHF"),

  MASS ("t", "t"), MASS ("te", "t"), MASS ("tonne", "t"), MASS ("tonnes", "t"), MASS ("metric ton", "t"),
  MASS ("metric tons", "t"), MASS ("metric tonnes", "t"), MASS ("metric tonne", "t"), MASS ("吨", "t"),
  MASS ("ton", "t|short"), MASS ("tons", "t|short"), MASS ("short ton", "short"), MASS ("short tons", "short"),
  MASS ("long ton", "long"), MASS ("long tons", "long"), MASS ("kt", "kt"), MASS ("kilotonnes", "kt"),
  MASS ("kilotons", "kt"), MASS_EXACT ("Mt", "Mt"), MASS ("mt", "t|Mt"), MASS ("mts", "t|Mt"), MASS ("megatonnes", "Mt"),
  MASS ("mmt", "Mt"), MASS ("gt", "Gt"), MASS ("bt", "Gt"), MASS ("kg", "kg"), MASS ("kgs", "kg"), MASS ("kilograms", "kg"),
  MASS ("kilogram", "kg"), MASS ("kilogrammes", "kg"), MASS ("lb", "lb"), MASS ("lbs", "lb"), MASS ("pound", "lb"),
  MASS ("pounds", "lb"), MASS ("klb", "klb"), MASS ("klbs", "klb"), MASS ("mlb", "Mlb"), MASS ("mlbs", "Mlb"),
  MASS ("mmlb", "Mlb"), MASS ("mmlbs", "Mlb"),

  UNIT ("%", WORD_SHARE, "%"), UNIT ("％", WORD_SHARE, "%"), UNIT ("percent", WORD_SHARE, "%"),
  UNIT ("per cent", WORD_SHARE, "%"), UNIT ("pct", WORD_SHARE, "%"), UNIT ("wt%", WORD_SHARE, "%"),
  UNIT ("wt.%", WORD_SHARE, "%"), UNIT ("wt. %", WORD_SHARE, "%"), UNIT ("wt %", WORD_SHARE, "%"),
  UNIT ("‰", WORD_SHARE, "‰"), UNIT ("ppm", WORD_SHARE, "ppm"), UNIT ("g/t", WORD_SHARE, "ppm"),
  UNIT ("kg/t", WORD_SHARE, "‰"), UNIT ("mg/kg", WORD_SHARE, "ppm"),

  UNIT ("m2", WORD_AREA, "m2"), UNIT ("m²", WORD_AREA, "m2"), UNIT ("m^2", WORD_AREA, "m2"),
  UNIT ("sqm", WORD_AREA, "m2"), UNIT ("sq m", WORD_AREA, "m2"), UNIT ("sq. m", WORD_AREA, "m2"),
  UNIT ("square metres", WORD_AREA, "m2"), UNIT ("square meters", WORD_AREA, "m2"),
  UNIT ("square metre", WORD_AREA, "m2"), UNIT ("square meter", WORD_AREA, "m2"),
  UNIT ("ha", WORD_AREA, "ha"), UNIT ("hectares", WORD_AREA, "ha"), UNIT ("hectare", WORD_AREA, "ha"),
  UNIT ("km2", WORD_AREA, "km2"), UNIT ("km²", WORD_AREA, "km2"), UNIT ("sq km", WORD_AREA, "km2"),
  UNIT ("square kilometres", WORD_AREA, "km2"), UNIT ("square kilometers", WORD_AREA, "km2"),
  UNIT ("acres", WORD_AREA, "acre"), UNIT ("acre", WORD_AREA, "acre"), UNIT ("ac", WORD_AREA, "acre"),
  UNIT ("sq ft", WORD_AREA, "ft2"), UNIT ("sq. ft", WORD_AREA, "ft2"), UNIT ("sqft", WORD_AREA, "ft2"),
  UNIT ("ft2", WORD_AREA, "ft2"), UNIT ("ft²", WORD_AREA, "ft2"), UNIT ("square feet", WORD_AREA, "ft2"),
  UNIT ("square foot", WORD_AREA, "ft2"),

  UNIT ("years", WORD_YEARS, "years"), UNIT ("year", WORD_YEARS, "years"), UNIT ("yrs", WORD_YEARS, "years"),
  UNIT ("yr", WORD_YEARS, "years"), UNIT ("y", WORD_YEARS, "years"), UNIT ("a", WORD_YEARS, "years"),

  UNIT ("people", WORD_PEOPLE, "people"), UNIT ("person", WORD_PEOPLE, "people"), UNIT ("jobs", WORD_PEOPLE, "people"),
  UNIT ("job", WORD_PEOPLE, "people"), UNIT ("employees", WORD_PEOPLE, "people"),
  UNIT ("workers", WORD_PEOPLE, "people"), UNIT ("staff", WORD_PEOPLE, "people"),
  UNIT ("positions", WORD_PEOPLE, "people"), UNIT ("persons", WORD_PEOPLE, "people"),

  RATE ("annually", "yr"), RATE ("yearly", "yr"), RATE ("annual", "yr"), RATE ("p.a.", "yr"), RATE ("p.a", "yr"),
  RATE ("pa", "yr"), RATE ("quarterly", "quarter"), RATE ("monthly", "month"), RATE ("weekly", "week"),
  RATE ("daily", "day"), RATE ("in total", ""), RATE ("in all", ""), RATE ("altogether", ""),
  { "/", WORD_PER, FALSE, 0, NULL }, { "per", WORD_PER, FALSE, 0, NULL }, { "a", WORD_PER, FALSE, 0, NULL },
  { "an", WORD_PER, FALSE, 0, NULL }, { "each", WORD_PER, FALSE, 0, NULL }, { "every", WORD_PER, FALSE, 0, NULL },
  { "in a", WORD_PER, FALSE, 0, NULL }, { "·", WORD_PER, FALSE, 0, NULL },
  PERIOD ("yr", "yr"), PERIOD ("yr.", "yr"), PERIOD ("y", "yr"), PERIOD ("year", "yr"), PERIOD ("annum", "yr"),
  PERIOD ("a", "yr"), PERIOD ("an", "yr"), PERIOD ("年", "yr"), PERIOD ("quarter", "quarter"), PERIOD ("qtr", "quarter"),
  PERIOD ("q", "quarter"), PERIOD ("month", "month"), PERIOD ("mo", "month"), PERIOD ("mth", "month"),
  PERIOD ("week", "week"), PERIOD ("wk", "week"), PERIOD ("w", "week"), PERIOD ("day", "day"), PERIOD ("d", "day"),
  PERIOD ("hour", "hour"), PERIOD ("hr", "hour"), PERIOD ("h", "hour"),

  BASIS ("reo", "REO"), BASIS ("rare earth oxide", "REO"), BASIS ("rare earth oxides", "REO"),
  BASIS ("rare-earth oxide", "REO"), BASIS ("rare-earth oxides", "REO"), BASIS ("treo", "TREO"),
  BASIS ("total rare earth oxides", "TREO"), BASIS ("total rare earth oxide", "TREO"), BASIS ("ree", "REE"),
  BASIS ("rees", "REE"), BASIS ("rare earth elements", "REE"), BASIS ("mrec", "MREC"),
  BASIS ("mixed rare earth carbonate", "MREC"), BASIS ("mixed rare earth carbonates", "MREC"),
  BASIS ("ndpr oxide", "NdPr oxide"), BASIS ("ndpr oxides", "NdPr oxide"), BASIS ("nd-pr oxide", "NdPr oxide"),
  BASIS ("nd/pr oxide", "NdPr oxide"), BASIS ("nd pr oxide", "NdPr oxide"), BASIS ("prnd oxide", "NdPr oxide"),
  BASIS ("pr-nd oxide", "NdPr oxide"), BASIS ("neodymium-praseodymium oxide", "NdPr oxide"),
  BASIS ("neodymium praseodymium oxide", "NdPr oxide"), BASIS ("neodymium and praseodymium oxide", "NdPr oxide"),
  BASIS ("praseodymium-neodymium oxide", "NdPr oxide"), BASIS ("ndpr", "NdPr"), BASIS ("nd-pr", "NdPr"),
  BASIS ("nd/pr", "NdPr"), BASIS ("prnd", "NdPr"), BASIS ("neodymium-praseodymium", "NdPr"),
  BASIS ("neodymium and praseodymium", "NdPr"), ROUGH_BASIS ("ndpr metal", "metal"), ROUGH_BASIS ("prnd metal", "metal"),
  ROUGH_BASIS ("nd-pr metal", "metal"), BASIS ("dy and tb oxide", "Dy and Tb oxide"),
  BASIS ("dy and tb oxides", "Dy and Tb oxide"), BASIS ("dytb oxide", "Dy and Tb oxide"), BASIS ("dy & tb oxide", "Dy and Tb oxide"),
  BASIS ("dy & tb oxides", "Dy and Tb oxide"), BASIS ("dy & tb", "Dy and Tb"),
  BASIS ("dy/tb oxide", "Dy and Tb oxide"), BASIS ("dy-tb oxide", "Dy and Tb oxide"),
  BASIS ("dysprosium and terbium oxide", "Dy and Tb oxide"), BASIS ("dysprosium and terbium oxides", "Dy and Tb oxide"),
  BASIS ("dy and tb", "Dy and Tb"), BASIS ("dytb", "Dy and Tb"), BASIS ("dy/tb", "Dy and Tb"),
  BASIS ("dy-tb", "Dy and Tb"), BASIS ("dysprosium and terbium", "Dy and Tb"),
  BASIS ("metal", "metal"), BASIS ("metals", "metal"), BASIS ("alloy", "alloy"), BASIS ("alloys", "alloy"),
  BASIS ("magnets", "magnets"), BASIS ("magnet", "magnets"), BASIS ("iron nitride magnets", "iron nitride magnets"),
  BASIS ("ore", "ore"), BASIS ("gold ore", "gold ore"), BASIS ("concentrate", "concentrate"),
  BASIS ("concentrates", "concentrate"), BASIS ("heavy minerals", "heavy minerals"),
  BASIS ("heavy mineral", "heavy minerals"), BASIS ("heavy mineral sands", "heavy mineral sands"),
  BASIS ("all minerals", "all minerals"), BASIS ("phosphate", "phosphate"),
  BASIS ("phosphate concentrate", "phosphate concentrate"),
  ADJECTIVE ("sintered"), ADJECTIVE ("bonded"), ADJECTIVE ("ndfeb"), ADJECTIVE ("smco"), ADJECTIVE ("permanent"),
  ADJECTIVE ("rare earth"), ADJECTIVE ("rare-earth"), ADJECTIVE ("rare earths"), ADJECTIVE ("separated"),
  ADJECTIVE ("mixed"), ADJECTIVE ("finished"), ADJECTIVE ("high-performance"), ADJECTIVE ("strip"),
  ADJECTIVE ("strip-cast"), ADJECTIVE ("monazite"), ADJECTIVE ("bastnaesite"), ADJECTIVE ("bastnasite"),
  ADJECTIVE ("xenotime"), ADJECTIVE ("mineral"), ADJECTIVE ("carbonate"), ADJECTIVE ("chloride"), ADJECTIVE ("oxide"),
  ADJECTIVE ("oxides"), ADJECTIVE ("light"), ADJECTIVE ("heavy"), ADJECTIVE ("scrap"), ADJECTIVE ("swarf"),
  ADJECTIVE ("equivalent"), ADJECTIVE ("initially"), ADJECTIVE ("initial"), ADJECTIVE ("direct"), ADJECTIVE ("indirect"),
  ADJECTIVE ("full-time"), ADJECTIVE ("fte"), ADJECTIVE ("new"), ADJECTIVE ("skilled"), ADJECTIVE ("site"),
  ADJECTIVE ("hall"), ADJECTIVE ("building"), ADJECTIVE ("life of mine"), ADJECTIVE ("mine life"),

  RANGE ("to"), RANGE ("and"), RANGE ("-"), RANGE ("–"), RANGE ("—"), RANGE ("‒"), RANGE ("−"), RANGE ("..."), RANGE ("…"),
  NOISE ("of"), NOISE ("the"), NOISE ("in"), NOISE ("between"), NOISE ("capacity"), NOISE ("nameplate"),
  NOISE ("design"), NOISE ("contained"), NOISE ("as"), NOISE ("."), NOISE (","), NOISE (":"), NOISE (")"),
};

/* 1 lb is 0.45359237 kg, 1 ft is 0.3048 m (both exact: US Federal Register 24, 5348 of 1959); the short ton is 2,000 lb,
 * the long ton 2,240 lb, the acre 43,560 square feet. */
static const QuantityUnit units[] = {
  { "t",      "t",      0,  1, NULL, N_("tonnes") },
  { "kt",     "t",      3,  1, NULL, NULL },
  { "Mt",     "t",      6,  1, NULL, N_("million tonnes") },
  { "Gt",     "t",      9,  1, NULL, NULL },
  { "kg",     "t",      -3, 1, NULL, NULL },
  { "lb",     "t",      -3, 0.45359237, "1 lb = 0.45359237 kg", NULL },
  { "klb",    "t",      0,  0.45359237, "1 lb = 0.45359237 kg", NULL },
  { "Mlb",    "t",      3,  0.45359237, "1 lb = 0.45359237 kg", NULL },
  { "short",  "t",      0,  0.90718474, "1 short ton = 0.90718474 t", N_("short tons") },
  { "long",   "t",      0,  1.0160469088, "1 long ton = 1.0160469088 t", NULL },
  { "%",      "%",      0,  1, NULL, NULL },
  { "‰",      "%",      -1, 1, NULL, NULL },
  { "ppm",    "%",      -4, 1, NULL, NULL },
  { "m2",     "m2",     0,  1, NULL, N_("square metres") },
  { "ha",     "m2",     4,  1, NULL, N_("hectares") },
  { "km2",    "m2",     6,  1, NULL, NULL },
  { "acre",   "m2",     0,  4046.8564224, "1 acre = 4046.8564224 m²", NULL },
  { "ft2",    "m2",     0,  0.09290304, "1 sq ft = 0.09290304 m²", N_("square feet") },
  { "years",  "years",  0,  1, NULL, NULL },
  { "people", "people", 0,  1, NULL, NULL },
};

/* ISO 4217, for codes are known as such. */
static const char * const currencies[] = {
  "AED", "AOA", "AUD", "BIF", "BRL", "CAD", "CHF", "CLP", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "IDR", "ILS", "INR",
  "JPY", "KES", "KGS", "KRW", "KZT", "LAK", "MGA", "MMK", "MNT", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NOK", "NZD",
  "PHP", "PKR", "PLN", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "TZS", "UAH", "UGX", "USD", "UZS", "VND",
  "XAF", "XOF", "ZAR", "ZMW",
};

static const YttPhrase *
find_currency_code (const char *text,
                    gsize      *length)
{
  static YttPhrase codes[G_N_ELEMENTS (currencies)];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
        codes[i] = (YttPhrase) { g_ascii_strdown (currencies[i], -1), WORD_CURRENCY, FALSE, 0, currencies[i] };
      g_once_init_leave (&ready, 1);
    }

  return ytt_phrase_find (codes, G_N_ELEMENTS (codes), 1u << WORD_CURRENCY, text, length);
}

/* The longest word or sign of these types that @text begins with. */
const YttPhrase *
ytt_quantity_find_word (guint       types,
                        const char *text,
                        gsize      *length)
{
  const YttPhrase *word = ytt_phrase_find (words, G_N_ELEMENTS (words), types, text, length);

  if (word == NULL && (types & (1u << WORD_CURRENCY)) != 0)
    return find_currency_code (text, length);

  return word;
}

const QuantityUnit *
ytt_quantity_get_unit (const char *code,
                       gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (strlen (units[i].code) == length && strncmp (units[i].code, code, length) == 0)
      return &units[i];

  return NULL;
}

static gsize
measure_word (const char *word,
              gboolean    exact,
              const char *text)
{
  const gsize length = strlen (word);
  gboolean same = exact ? strncmp (word, text, length) == 0 : g_ascii_strncasecmp (word, text, length) == 0;

  return same && !g_unichar_isalpha (g_utf8_get_char (text + length)) ? length : 0;
}

/* The basis of one element, "Dy oxide", "terbium", with how many bytes it takes. */
char *
ytt_quantity_find_element (const char *text,
                           gsize      *length)
{
  static const char * const names[] = {
    "lanthanum", "cerium", "praseodymium", "neodymium", "promethium", "samarium", "europium", "gadolinium", "terbium",
    "dysprosium", "holmium", "erbium", "thulium", "ytterbium", "lutetium", "scandium", "yttrium",
  };
  static const char * const symbols[] = {
    "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Sc", "Y",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize size = MAX (measure_word (symbols[i], TRUE, text), measure_word (names[i], FALSE, text));
      gsize spaces, oxide;

      if (size == 0)
        continue;

      spaces = ytt_text_count_spaces (text + size);
      oxide = MAX (measure_word ("oxide", FALSE, text + size + spaces),
                   measure_word ("oxides", FALSE, text + size + spaces));
      *length = spaces > 0 && oxide > 0 ? size + spaces + oxide : size;
      if (*length == size)
        return g_strdup (symbols[i]);

      /* The data set writes this one out. */
      return strcmp (symbols[i], "Sc") == 0 ? g_strdup ("scandium oxide") : g_strconcat (symbols[i], " oxide", NULL);
    }

  *length = 0;
  return NULL;
}
