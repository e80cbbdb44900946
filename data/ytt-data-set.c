#include "config.h"

#include "ytt-data-set.h"

#include <string.h>

#include "ytt-check.h"
#include "ytt-error.h"

static const char * const file_names[YTT_N_FILES] = {
  [YTT_FILE_SOURCES]       = "sources.csv",
  [YTT_FILE_ORGANISATIONS] = "organisations.csv",
  [YTT_FILE_FACILITIES]    = "facilities.csv",
  [YTT_FILE_CLAIMS]        = "claims.csv",
  [YTT_FILE_ANNOUNCEMENTS] = "announcements.csv",
  [YTT_FILE_LINKS]         = "links.csv",
  [YTT_FILE_FIGURES]       = "figures.csv",
  [YTT_FILE_TOURS]         = "tours.csv",
  [YTT_FILE_TOUR_STOPS]    = "tour_stops.csv",
};

/* More than these would only repeat one mistake. */
#define MAX_PROBLEMS 50

static gboolean
report (GPtrArray  *problems,
        GError    **error)
{
  g_autoptr(GString) message = g_string_new (NULL);

  if (problems->len == 0)
    return TRUE;

  for (guint i = 0; i < MIN (problems->len, MAX_PROBLEMS); i++)
    g_string_append_printf (message, "%s%s", i > 0 ? "\n" : "", (char *) g_ptr_array_index (problems, i));
  if (problems->len > MAX_PROBLEMS)
    g_string_append_printf (message, "\n(and %u more)", problems->len - MAX_PROBLEMS);

  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, message->str);
  return FALSE;
}

/**
 * ytt_data_set_read:
 * @directory: the folder with the data set's CSV files
 * @error: return location for a #GError
 *
 * Reads all files and checks every field and what fields say together.
 *
 * Returns: (transfer full) (nullable): the data set, or %NULL: with a #GFileError for a file that cannot be read,
 *   or with %YTT_ERROR_SYNTAX, whose message has a line for each problem that names file, line and column
 */
YttDataSet *
ytt_data_set_read (const char  *directory,
                   GError     **error)
{
  g_autoptr(YttDataSet) self = g_new0 (YttDataSet, 1);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  for (YttFile file = 0; file < YTT_N_FILES; file++)
    {
      self->columns[file] = ytt_check_list_columns (file);
      self->tables[file] = ytt_table_read (directory, file_names[file],
                                           (const char * const *) self->columns[file], error);
      if (self->tables[file] == NULL)
        return NULL;
    }

  for (YttFile file = 0; file < YTT_N_FILES; file++)
    ytt_check_fields (self, file, problems);

  /* What fields say together can be judged only where each of them can be read. */
  if (problems->len == 0)
    ytt_check_rows (self, problems);

  return report (problems, error) ? g_steal_pointer (&self) : NULL;
}

void
ytt_data_set_free (YttDataSet *self)
{
  if (self == NULL)
    return;

  for (YttFile file = 0; file < YTT_N_FILES; file++)
    {
      g_clear_pointer (&self->tables[file], ytt_table_free);
      g_clear_pointer (&self->columns[file], g_strfreev);
    }
  g_free (self);
}

/* Keeps the later of two days; a month or a year is not a day. */
static void
take_later_day (const char  *date,
                const char **latest)
{
  if (strlen (date) == strlen ("YYYY-MM-DD") && (*latest == NULL || strcmp (date, *latest) > 0))
    *latest = date;
}

/**
 * ytt_data_set_get_last_change:
 * @self: a data set
 *
 * The date of the facts: the latest day on which a source was published or a claim was made. Neither can lie in
 * the future, unlike the values of claims.
 *
 * Returns: (transfer full): an ISO 8601 day
 */
char *
ytt_data_set_get_last_change (const YttDataSet *self)
{
  const YttTable *sources = self->tables[YTT_FILE_SOURCES];
  const YttTable *claims = self->tables[YTT_FILE_CLAIMS];
  const char *latest = NULL;

  for (guint i = 0; i < ytt_table_get_n_rows (sources); i++)
    take_later_day (ytt_table_get (sources, i, "published"), &latest);
  for (guint i = 0; i < ytt_table_get_n_rows (claims); i++)
    take_later_day (ytt_table_get (claims, i, "as_of"), &latest);

  return g_strdup (latest != NULL ? latest : "1970-01-01");
}
