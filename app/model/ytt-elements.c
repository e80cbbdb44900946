#include "config.h"

#include "ytt-elements.h"

#include <string.h>

#include <glib/gi18n.h>

/* Scandium and yttrium first, then the lanthanides by number; NULL ends the symbols. */
static const char * const symbols[] = {
  "Sc", "Y", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", NULL
};

static const char * const names[] = {
  N_("scandium"),   N_("yttrium"),   N_("lanthanum"),  N_("cerium"),  N_("praseodymium"), N_("neodymium"),
  N_("promethium"), N_("samarium"),  N_("europium"),   N_("gadolinium"), N_("terbium"),   N_("dysprosium"),
  N_("holmium"),    N_("erbium"),    N_("thulium"),    N_("ytterbium"),  N_("lutetium"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (symbols) == G_N_ELEMENTS (names) + 1);

/* D. J. Cordier of the US Geological Survey: numbers 57 to 64 are light; 65 to 71 and yttrium are heavy; scandium is
 * neither. */
static const char * const usgs_light[] = { "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", NULL };
static const char * const usgs_heavy[] = { "Y", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", NULL };

/* The study lists the ten heavy and the five light ones by name, and scandium by itself; promethium, which hardly
 * exists in nature, is in neither list. */
static const char * const eu_light[] = { "La", "Ce", "Pr", "Nd", "Sm", NULL };
static const char * const eu_heavy[] = { "Y", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", NULL };

#define SOURCE_USGS \
  "D. J. Cordier (US Geological Survey), Mineral Resource of the Month: Rare Earth Elements, EARTH Magazine"
#define SOURCE_EU \
  "European Commission, Study on the Critical Raw Materials for the EU 2023, Final Report"

/* Names are translated as they are handed out. */
static const YttElementDefinition definitions[] = {
  { "usgs", N_("USGS"), SOURCE_USGS, usgs_light, usgs_heavy },
  { "eu", N_("European Union"), SOURCE_EU, eu_light, eu_heavy },
};

/**
 * ytt_elements_get:
 *
 * Returns: (transfer none) (array zero-terminated=1): the symbols of the seventeen rare earths
 */
const char * const *
ytt_elements_get (void)
{
  return symbols;
}

/**
 * ytt_element_get_name:
 * @symbol: an element's symbol
 *
 * Returns: its name in the user's language; what is no rare earth as it is
 */
const char *
ytt_element_get_name (const char *symbol)
{
  g_return_val_if_fail (symbol != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (symbols[i], symbol) == 0)
      return _(names[i]);

  return symbol;
}

/**
 * ytt_element_definitions_get:
 * @n_definitions: (out): how many
 *
 * Returns: (transfer none) (array length=n_definitions): who draws the border between light and heavy where
 */
const YttElementDefinition *
ytt_element_definitions_get (gsize *n_definitions)
{
  static YttElementDefinition translated[G_N_ELEMENTS (definitions)];
  static gsize filled = 0;

  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
        {
          translated[i] = definitions[i];
          translated[i].name = _(definitions[i].name);
        }
      g_once_init_leave (&filled, 1);
    }
  *n_definitions = G_N_ELEMENTS (translated);

  return translated;
}

/**
 * ytt_element_definition_from_code:
 * @code: what a filter keeps
 *
 * Returns: (transfer none) (nullable): the definition of that code
 */
const YttElementDefinition *
ytt_element_definition_from_code (const char *code)
{
  gsize n;
  const YttElementDefinition *all = ytt_element_definitions_get (&n);

  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (all[i].code, code) == 0)
      return &all[i];

  return NULL;
}
