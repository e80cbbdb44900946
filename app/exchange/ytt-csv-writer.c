#include "config.h"

#include "ytt-csv-writer.h"

#include <string.h>

/* Spreadsheets take a cell that begins so for a formula, and run it. A number may begin with a minus. */
static gboolean
looks_like_formula (const char *cell)
{
  char *end;

  if (*cell == '\0' || strchr ("=+-@\t\r", *cell) == NULL)
    return FALSE;

  g_ascii_strtod (cell, &end);

  return *cell != '-' || (cell[1] != '\0' && *end != '\0');
}

/* Apostrophes before it may have been typed: one more tells them from ours. */
static gboolean
is_guarded (const char *cell)
{
  return looks_like_formula (cell + strspn (cell, "'"));
}

static void
append_cell (GString    *csv,
             const char *cell)
{
  gboolean guarded = is_guarded (cell);

  if (!guarded && strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append (csv, cell);
      return;
    }

  g_string_append_c (csv, '"');
  if (guarded)
    g_string_append_c (csv, '\'');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

/**
 * ytt_csv_append_row:
 * @csv: where to
 * @cells: (array zero-terminated=1): the cells
 *
 * Appends one row and its end. What a spreadsheet would take for a formula gets an apostrophe before it.
 */
void
ytt_csv_append_row (GString            *csv,
                    const char * const *cells)
{
  for (gsize i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (csv, ',');
      append_cell (csv, cells[i]);
    }
  g_string_append (csv, "\r\n");
}

/**
 * ytt_csv_unguard:
 * @cell: a cell that was read from what ytt_csv_append_row() wrote
 *
 * Returns: (transfer none): what was to be written: the same without the apostrophe that was put before a formula
 */
const char *
ytt_csv_unguard (const char *cell)
{
  return *cell == '\'' && is_guarded (cell) ? cell + 1 : cell;
}
