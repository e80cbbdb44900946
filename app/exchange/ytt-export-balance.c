#include "config.h"

#include "ytt-export-balance.h"

#include "ytt-csv-writer.h"

#include <math.h>

/* Numbers as programs read them: no grouping, a point. */
static char *
format_plain (double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("");

  return g_strdup (g_ascii_formatd (number, sizeof number, "%.6g", value));
}

static const char * const phase_codes[YTT_N_BALANCE_PHASES] = { "operating", "being-built", "promised" };

static const char * const reason_codes[YTT_N_LEFT_OUT] = {
  "", "counted-at-later-stage", "other-basis", "basis-not-stated", "wider-than-plant", "no-capacity", "no-figure",
  "given-up", "status-not-recorded"
};

static void
append_bar (GString             *csv,
            const YttBalance    *balance,
            const YttBalanceBar *bar,
            const char          *country)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  double operating = balance->total.low[YTT_BALANCE_OPERATING];

  g_ptr_array_add (cells, g_strdup (ytt_stage_to_code (balance->stage)));
  g_ptr_array_add (cells, g_strdup (balance->basis));
  g_ptr_array_add (cells, g_strdup (country));
  for (guint phase = 0; phase < YTT_N_BALANCE_PHASES; phase++)
    {
      g_ptr_array_add (cells, format_plain (bar->low[phase]));
      g_ptr_array_add (cells, format_plain (bar->high[phase]));
      g_ptr_array_add (cells, g_strdup_printf ("%u", bar->n[phase]));
    }
  g_ptr_array_add (cells, format_plain (operating > 0 ? 100 * bar->low[YTT_BALANCE_OPERATING] / operating : NAN));
  g_ptr_array_add (cells, NULL);

  ytt_csv_append_row (csv, (const char * const *) cells->pdata);
}

/**
 * ytt_export_balance:
 * @balance: a finished balance
 *
 * Returns: (transfer full): it as CSV, a country a row and the total last, in t/yr of its basis
 */
char *
ytt_export_balance (YttBalance *balance)
{
  static const char * const header[] = {
    "stage", "basis", "country", "operating", "operating_max", "operating_facilities", "being_built",
    "being_built_max", "being_built_facilities", "promised", "promised_max", "promised_facilities",
    "share_of_operating_percent", NULL
  };
  GString *csv = g_string_new (NULL);

  ytt_csv_append_row (csv, header);
  for (guint i = 0; i < balance->bars->len; i++)
    {
      const YttBalanceBar *bar = &g_array_index (balance->bars, YttBalanceBar, i);

      append_bar (csv, balance, bar, bar->country);
    }
  append_bar (csv, balance, &balance->total, "total");

  return g_string_free (csv, FALSE);
}

static void
append_line (GString              *csv,
             const YttBalance     *balance,
             const YttBalanceLine *line)
{
  const YttClaim *claim = line->claim;
  const YttSource *source = line->source;
  g_autofree char *low = format_plain (line->entry.low), *high = format_plain (line->entry.high);
  gboolean counted = line->entry.left_out == YTT_LEFT_OUT_NOT;

#define OR_EMPTY(pointer, field) ((pointer) != NULL && (pointer)->field != NULL ? (pointer)->field : "")
  const char *cells[] = {
    line->entry.country,
    line->name,
    counted ? phase_codes[line->entry.phase] : "",
    reason_codes[line->entry.left_out],
    counted ? low : "",
    counted ? high : "",
    counted ? balance->basis : "",
    OR_EMPTY (claim, attribute), OR_EMPTY (claim, part), OR_EMPTY (claim, value), OR_EMPTY (claim, value_max),
    OR_EMPTY (claim, unit), OR_EMPTY (claim, basis),
    claim != NULL ? ytt_qualifier_to_code (claim->qualifier) : "",
    OR_EMPTY (claim, as_of),
    OR_EMPTY (source, title), OR_EMPTY (source, publisher), OR_EMPTY (source, published), OR_EMPTY (source, url),
    NULL
  };
#undef OR_EMPTY

  ytt_csv_append_row (csv, cells);
}

/**
 * ytt_export_balance_lines:
 * @balance: a finished balance
 * @lines: (element-type YttBalanceLine): lines of it
 *
 * Returns: (transfer full): the claims behind a bar as CSV, each with its source
 */
char *
ytt_export_balance_lines (YttBalance *balance,
                          GPtrArray  *lines)
{
  static const char * const header[] = {
    "country", "facility", "counted_as", "left_out", "tonnes_per_year", "tonnes_per_year_max", "in_basis",
    "attribute", "part", "value", "value_max", "unit", "basis", "qualifier", "as_of",
    "source", "publisher", "published", "url", NULL
  };
  GString *csv = g_string_new (NULL);

  ytt_csv_append_row (csv, header);
  for (guint i = 0; i < lines->len; i++)
    append_line (csv, balance, g_ptr_array_index (lines, i));

  return g_string_free (csv, FALSE);
}
