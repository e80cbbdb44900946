#include "config.h"

#include "ytt-data-set.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-check.h"
#include "ytt-error.h"
#include "ytt-flat.h"
#include "ytt-id.h"

static const char * const table_names[YTT_N_FILES] = {
  [YTT_FILE_SOURCES]       = "source",
  [YTT_FILE_ORGANISATIONS] = "organisation",
  [YTT_FILE_FACILITIES]    = "facility",
  [YTT_FILE_CLAIMS]        = "claim",
  [YTT_FILE_ANNOUNCEMENTS] = "announcement",
  [YTT_FILE_LINKS]         = "link",
  [YTT_FILE_FIGURES]       = "figure",
  [YTT_FILE_TOURS]         = "tour",
  [YTT_FILE_TOUR_STOPS]    = "tour_stop",
  [YTT_FILE_VIEWS]         = "saved_view",
  [YTT_FILE_META]          = "meta",
};

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
  [YTT_FILE_VIEWS]         = "views.csv",
  [YTT_FILE_META]          = "meta.csv",
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
    g_string_append_printf (message, _("\n(and %u more)"), problems->len - MAX_PROBLEMS);

  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, message->str);
  return FALSE;
}

const char *
ytt_data_set_get_file_name (YttFile file)
{
  return file_names[file];
}

const char *
ytt_data_set_get_table (YttFile file)
{
  return table_names[file];
}

/* The shipped data set has all but views, and says itself what it is. Of a document what is not there is empty. */
static gboolean
may_be_missing (const YttDataSet *self,
                YttFile           file)
{
  return !self->strict || file == YTT_FILE_VIEWS || file == YTT_FILE_META;
}

/* Somebody who names the wrong folder should not get an empty document. */
static gboolean
has_any_file (const char  *directory,
              GError     **error)
{
  g_autofree char *shown = g_filename_display_name (directory);

  for (YttFile file = 0; file < YTT_N_FILES; file++)
    {
      g_autofree char *path = g_build_filename (directory, file_names[file], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
    }

  if (g_file_test (directory, G_FILE_TEST_IS_DIR))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _("“%s” has none of the files of a document, such as %s"), shown,
                 file_names[YTT_FILE_FACILITIES]);
  else if (g_file_test (directory, G_FILE_TEST_EXISTS))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR, _("“%s” is not a folder"), shown);
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _("There is no folder “%s”"), shown);

  return FALSE;
}

static YttDataSet *
read_folder (const char  *directory,
             gboolean     strict,
             GError     **error)
{
  g_autoptr(YttDataSet) self = g_new0 (YttDataSet, 1);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  self->strict = strict;
  for (YttFile file = 0; file < YTT_N_FILES; file++)
    {
      g_auto(GStrv) needed = ytt_check_list_needed (file, strict);
      g_autoptr(GError) reason = NULL;

      self->columns[file] = ytt_check_list_columns (file);
      self->tables[file] = ytt_table_read (directory, file_names[file], (const char * const *) self->columns[file],
                                           (const char * const *) needed, !strict, &reason);
      if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT) && may_be_missing (self, file))
        self->tables[file] = ytt_table_new (file_names[file], (const char * const *) self->columns[file]);
      else if (self->tables[file] == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
    }

  for (YttFile file = 0; file < YTT_N_FILES; file++)
    ytt_check_fields (self, file, problems);

  /* What fields say together can be judged only where each of them can be read. */
  if (problems->len == 0)
    ytt_check_rows (self, problems);

  return report (problems, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ytt_data_set_read:
 * @directory: the folder with the data set's CSV files
 * @error: return location for a #GError
 *
 * Reads all files of the data set that comes with Ytterby, and checks every field and what fields say together.
 *
 * Returns: (transfer full) (nullable): the data set, or %NULL: with a #GFileError for a file that cannot be read,
 *   or with %YTT_ERROR_SYNTAX, whose message has a line for each problem that names file, line and column
 */
YttDataSet *
ytt_data_set_read (const char  *directory,
                   GError     **error)
{
  return read_folder (directory, TRUE, error);
}

/**
 * ytt_data_set_read_document:
 * @directory: a folder with CSV files
 * @error: return location for a #GError
 *
 * Reads a document, as it is exported to a folder. It may lack what people do not know: files and columns that are not
 * there are empty, and words may be others than those of the data set. What the document could not hold is an error.
 *
 * Returns: (transfer full) (nullable): what was read, or %NULL as ytt_data_set_read() does
 */
YttDataSet *
ytt_data_set_read_document (const char  *directory,
                            GError     **error)
{
  return has_any_file (directory, error) ? read_folder (directory, FALSE, error) : NULL;
}

gboolean
ytt_data_set_is_no_key (const char *key,
                        gint64     *id)
{
  return g_str_has_prefix (key, YTT_FLAT_NO_KEY)
         && g_ascii_string_to_signed (key + strlen (YTT_FLAT_NO_KEY), 10, G_MININT64, G_MAXINT64, id, NULL);
}

/**
 * ytt_data_set_get_id:
 * @self: a data set
 * @file: a file whose rows have keys
 * @key: the key of one of them
 *
 * Returns: the id that its row says it has; else the one that every release gives to a row with that key
 */
gint64
ytt_data_set_get_id (const YttDataSet *self,
                     YttFile           file,
                     const char       *key)
{
  gint64 id = 0;
  guint row;

  if (g_strv_contains ((const char * const *) self->columns[file], "id") && ytt_table_find (self->tables[file], key, &row)
      && *ytt_table_get (self->tables[file], row, "id") != '\0')
    return g_ascii_strtoll (ytt_table_get (self->tables[file], row, "id"), NULL, 10);
  if (ytt_data_set_is_no_key (key, &id))
    return id;

  return ytt_id_for_key (table_names[file], key);
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
