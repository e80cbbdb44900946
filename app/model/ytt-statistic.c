#include "config.h"

#include "ytt-statistic.h"

#include "ytt-format.h"

#include <glib/gi18n.h>
#include <math.h>

static const struct
{
  const char *code;
  const char *label;
} measures[] = {
  { "mine-production",   N_("Mine production") },
  { "reserves",          N_("Reserves") },
  { "quota",             N_("Quota") },
  { "refining-share",    N_("Share of world refining") },
  { "magnet-production", N_("Magnet production") },
  { "magnet-share",      N_("Share of world magnet production") },
  { "import-reliance",   N_("Reliance on imports") },
};

/**
 * ytt_statistic_free:
 * @statistic: (transfer full) (nullable): a statistic
 */
void
ytt_statistic_free (YttStatistic *statistic)
{
  if (statistic == NULL)
    return;

  g_free (statistic->measure);
  g_free (statistic->country);
  g_free (statistic->unit);
  g_clear_pointer (&statistic->source, ytt_source_free);
  g_free (statistic);
}

const char *
ytt_statistic_measure_get_label (const char *measure)
{
  for (gsize i = 0; i < G_N_ELEMENTS (measures); i++)
    if (g_strcmp0 (measures[i].code, measure) == 0)
      return _(measures[i].label);

  return measure;
}

static char *
format_values (const YttStatistic *self)
{
  g_autofree char *low = NULL, *high = NULL;

  if (isinf (self->low))
    return ytt_format_number (self->high, -1);

  low = ytt_format_number (self->low, -1);
  if (isinf (self->high) || self->high <= self->low)
    return g_steal_pointer (&low);

  high = ytt_format_number (self->high, -1);
  return g_strdup_printf ("%s\u2013%s", low, high);
}

/**
 * ytt_statistic_format:
 * @statistic: a statistic
 *
 * Returns: (transfer full): its value as people read it: "85–90 %", "about 270,000 t REO"
 */
char *
ytt_statistic_format (const YttStatistic *statistic)
{
  g_autofree char *values = format_values (statistic), *text = NULL;

  text = statistic->unit[0] != '\0' ? g_strdup_printf ("%s\u00a0%s", values, statistic->unit)
                                    : g_steal_pointer (&values);
  if (isinf (statistic->low))
    /* Translators: an upper bound, such as "up to 90 %" */
    return g_strdup_printf (_("up to %s"), text);
  if (isinf (statistic->high))
    /* Translators: a lower bound, such as "at least 85 %" */
    return g_strdup_printf (_("at least %s"), text);
  if (statistic->qualifier == YTT_QUALIFIER_ABOUT)
    /* Translators: such as "about 270,000 t REO" */
    return g_strdup_printf (_("about %s"), text);
  if (statistic->qualifier == YTT_QUALIFIER_PLANNED || statistic->qualifier == YTT_QUALIFIER_EXPECTED)
    /* Translators: such as "77 %, expected" */
    return g_strdup_printf (_("%s, expected"), text);

  return g_steal_pointer (&text);
}
