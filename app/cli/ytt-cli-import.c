#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-foreign-file.h"
#include "ytt-import.h"
#include "ytt-timeline.h"

/* Rows that are told of one by one. */
#define MOST_TOLD 20

typedef struct
{
  char     *document;
  char     *layer;
  char     *encoding;
  char     *separator_name;
  char     *precision_name;
  char     *date;
  char     *source;
  char    **columns;
  gboolean  swap;
  gboolean  dry_run;
  char    **files;

  YttPrecision precision;
  char         separator;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->document);
  g_free (options->layer);
  g_free (options->encoding);
  g_free (options->separator_name);
  g_free (options->precision_name);
  g_free (options->date);
  g_free (options->source);
  g_strfreev (options->columns);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options          *options,
       const YttCommand *command,
       int               argc,
       char            **argv,
       GError          **error)
{
  const GOptionEntry entries[] = {
    { "document", 'd', 0, G_OPTION_ARG_FILENAME, &options->document, N_("The document, instead of yours"), N_("FILE") },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options->dry_run, N_("Say what would be done, and do nothing"), NULL },
    { "layer", 0, 0, G_OPTION_ARG_STRING, &options->layer, N_("The layer or sheet to read"), N_("NAME") },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &options->encoding,
      N_("What the text is written in, as iconv calls it, such as CP1251; else that is found out"), N_("NAME") },
    { "separator", 0, 0, G_OPTION_ARG_STRING, &options->separator_name,
      N_("What stands between columns: comma, semicolon, tab, bar or another character; else that is found out"), N_("NAME") },
    { "precision", 0, 0, G_OPTION_ARG_STRING, &options->precision_name,
      N_("How exact places are where the file does not say it: site, locality or region"), N_("PRECISION") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options->date, N_("The day that status and figures are told for"), N_("DATE") },
    { "source", 0, 0, G_OPTION_ARG_STRING, &options->source, N_("What the file is called as a source"), N_("TITLE") },
    { "column", 'c', 0, G_OPTION_ARG_STRING_ARRAY, &options->columns,
      N_("What a column is for, where its name does not tell: “Output=claim:production:t/yr REO”, “X=ignored”"),
      N_("COLUMN=FIELD") },
    { "swap", 0, 0, G_OPTION_ARG_NONE, &options->swap, N_("Take latitude for longitude, and the other way round"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);

  g_option_context_set_description (context, _("Reads CSV, XLSX, ODS, GeoJSON, KML, KMZ, GPX, Shapefile, GeoPackage and "
                                               "FlatGeobuf. The import is one change, which “undo” takes back."));

  return g_option_context_parse (context, &argc, &argv, error);
}

static gboolean
read_separator (const char *name,
                char       *separator)
{
  static const struct { const char *name; char separator; } names[] = {
    { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "bar", '|' }, { "space", ' ' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i].name))
      {
        *separator = names[i].separator;
        return TRUE;
      }
  *separator = name[0];

  return name[0] > 0 && name[1] == '\0' && strchr ("\"\r\n", name[0]) == NULL && !g_ascii_isalnum (name[0]);
}

static gboolean
check (Options          *options,
       const YttCommand *command)
{
  if (options->files == NULL || options->files[1] != NULL)
    ytt_cli_refuse (command, _("Name one file to import."));
  else if (options->precision_name != NULL && !ytt_precision_from_code (options->precision_name, &options->precision))
    ytt_cli_refuse (command, _("“%s” is no precision; write site, locality or region."), options->precision_name);
  else if (options->date != NULL && ytt_day_parse (options->date) == 0)
    ytt_cli_refuse (command, _("“%s” is no date; write it as 2025-08-01."), options->date);
  else if (options->separator_name != NULL && !read_separator (options->separator_name, &options->separator))
    ytt_cli_refuse (command, _("“%s” is no separator; write comma, semicolon, tab, bar, or one character."),
                    options->separator_name);
  else
    return TRUE;

  return FALSE;
}

static YttStaging *
read_file (Options  *options,
           GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  YttForeignChoice choice = { options->layer, options->encoding, options->separator };
  YttCliWait wait = { NULL };

  ytt_foreign_file_read_as_async (options->files[0], &choice, NULL, NULL, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);

  return ytt_foreign_file_read_finish (result, error);
}

/* "Output=claim:production:t/yr REO" */
static gboolean
set_column (YttImportMapping  *mapping,
            YttStaging        *staging,
            const char        *text,
            GError           **error)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *name = equals != NULL ? g_strndup (text, (gsize) (equals - text)) : g_strdup (text);
  g_auto(GStrv) parts = g_strsplit (equals != NULL ? equals + 1 : "", ":", 3);
  YttImportField field;

  for (guint i = 0; i < ytt_staging_get_n_columns (staging); i++)
    if (g_str_equal (ytt_staging_get_column (staging, i), name) && parts[0] != NULL
        && ytt_import_field_from_code (parts[0], &field) && (field == YTT_IMPORT_CLAIM) == (parts[1] != NULL))
      {
        ytt_import_mapping_set (mapping, i, field, parts[1], parts[1] != NULL ? parts[2] : NULL);
        return TRUE;
      }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _("“%s” names no column of the file, or nothing that it could be for."), text);

  return FALSE;
}

static YttImportMapping *
make_mapping (Options     *options,
              YttStaging  *staging,
              GError     **error)
{
  g_autofree char *name = g_filename_display_basename (options->files[0]);
  g_autoptr(YttImportMapping) mapping =
    ytt_import_mapping_guess (staging, options->source != NULL ? options->source : name);

  mapping->precision = options->precision != YTT_PRECISION_UNKNOWN ? options->precision : YTT_PRECISION_LOCALITY;
  mapping->date = g_strdup (options->date);
  for (guint i = 0; options->columns != NULL && options->columns[i] != NULL; i++)
    if (!set_column (mapping, staging, options->columns[i], error))
      return NULL;
  if (options->swap)
    ytt_import_mapping_swap (mapping);

  return g_steal_pointer (&mapping);
}

/**
 * ytt_cli_get_facts:
 * @store: a document
 * @error: where to say what went wrong
 *
 * Returns: (transfer full) (nullable): what the document holds, for a review to compare with
 */
YttFacts *
ytt_cli_get_facts (YttStore  *store,
                   GError   **error)
{
  YttCliWait wait = { NULL };
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_get_facts_async (store, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);

  return ytt_store_get_facts_finish (store, result, error);
}

/**
 * ytt_cli_review:
 * @import: an import
 * @error: where to say what went wrong
 *
 * Finds out what becomes of each row.
 *
 * Returns: whether that is known
 */
gboolean
ytt_cli_review (YttImport  *import,
                GError    **error)
{
  YttCliWait wait = { NULL };
  g_autoptr(GAsyncResult) result = NULL;

  ytt_import_review_async (import, NULL, NULL, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);

  return ytt_import_review_finish (import, result, error);
}

static YttImport *
review (Options     *options,
        YttStore    *store,
        YttStaging  *staging,
        GError     **error)
{
  g_autoptr(YttImportMapping) mapping = make_mapping (options, staging, error);
  g_autoptr(YttFacts) facts = mapping != NULL ? ytt_cli_get_facts (store, error) : NULL;
  g_autoptr(YttImport) import = facts != NULL ? ytt_import_new (staging, facts, mapping) : NULL;

  return import != NULL && ytt_cli_review (import, error) ? g_steal_pointer (&import) : NULL;
}

/* How the columns are read. */
static void
append_mapping (GString   *out,
                YttImport *import)
{
  YttStaging *staging = ytt_import_get_staging (import);
  const YttImportMapping *mapping = ytt_import_get_mapping (import);

  for (guint i = 0; i < mapping->columns->len; i++)
    {
      const YttImportColumn *column = &g_array_index (mapping->columns, YttImportColumn, i);

      g_string_append_printf (out, "  %s: %s%s%s\n", ytt_staging_get_column (staging, i),
                              column->attribute != NULL ? ytt_attribute_get_label (column->attribute)
                                                        : ytt_import_field_get_label (column->field),
                              *column->unit != '\0' ? ", " : "", column->unit);
    }
  if (ytt_staging_get_reference (staging) == NULL)
    g_string_append_printf (out, "%s\n", _("The file names no reference system: WGS 84 is assumed."));
  if (ytt_staging_get_encoding (staging) != NULL)
    g_string_append_printf (out, _("The file is not in UTF-8: it is read as %s.\n"), ytt_staging_get_encoding (staging));
}

static void
append_swapped (GString   *out,
                YttImport *import)
{
  guint n = ytt_import_get_n_swapped (import);

  if (n > 0)
    g_string_append_printf (out, ngettext ("Latitude and longitude seem to be the other way round in %u row: --swap mends that.\n",
                                           "Latitude and longitude seem to be the other way round in %u rows: --swap mends that.\n",
                                           n), n);
}

static void
append_rows (GString   *out,
             YttImport *import,
             gboolean   tell_new)
{
  guint n = ytt_staging_get_n_rows (ytt_import_get_staging (import)), n_problems = 0, n_changes = 0, n_news = 0;

  for (guint row = 0; row < n; row++)
    {
      YttImportVerdict verdict = ytt_import_get_verdict (import, row);

      if (verdict == YTT_IMPORT_UNUSABLE && n_problems++ < MOST_TOLD)
        {
          g_autofree char *problem = ytt_import_dup_problem (import, row);

          g_string_append_printf (out, "! %s\n", problem);
        }
      else if (verdict == YTT_IMPORT_CHANGED && n_changes++ < MOST_TOLD)
        {
          g_autofree char *name = ytt_import_dup_name (import, row);
          g_auto(GStrv) news = ytt_import_dup_news (import, row);
          g_autofree char *joined = g_strjoinv ("; ", news);

          g_string_append_printf (out, "~ %s: %s\n", name, joined);
        }
      else if (tell_new && verdict == YTT_IMPORT_NEW && n_news++ < MOST_TOLD)
        {
          g_autofree char *name = ytt_import_dup_name (import, row);

          g_string_append_printf (out, "+ %s\n", name);
        }
    }
  if (n_problems > MOST_TOLD || n_changes > MOST_TOLD || n_news > MOST_TOLD)
    g_string_append (out, "…\n");
}

/**
 * ytt_cli_print_review:
 * @import: an import that was reviewed
 * @columns: whether it is told how columns are read, too; else which facilities are new
 *
 * Prints what an import would do.
 */
void
ytt_cli_print_review (YttImport *import,
                      gboolean   columns)
{
  g_autoptr(GString) out = g_string_new (NULL);

  if (columns)
    {
      append_mapping (out, import);
      append_swapped (out, import);
    }
  append_rows (out, import, !columns);
  g_string_append_printf (out, _("%u new, %u changed, %u the same, %u unusable\n"),
                          ytt_import_count (import, YTT_IMPORT_NEW), ytt_import_count (import, YTT_IMPORT_CHANGED),
                          ytt_import_count (import, YTT_IMPORT_SAME), ytt_import_count (import, YTT_IMPORT_UNUSABLE));
  ytt_cli_print (out->str);
}

static gboolean
import_file (Options   *options,
             YttStore  *store,
             GError   **error)
{
  g_autoptr(YttStaging) staging = read_file (options, error);
  g_autoptr(YttImport) import = staging != NULL ? review (options, store, staging, error) : NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) failure = NULL;
  YttCliWait wait = { NULL };

  if (import == NULL)
    return FALSE;
  ytt_cli_print_review (import, TRUE);
  if (options->dry_run)
    return TRUE;

  ytt_import_run_async (import, store, NULL, NULL, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  ytt_import_run_finish (import, result, &failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return error == NULL || *error == NULL;
}

/**
 * ytt_cli_import:
 * @command: the command
 * @argc: how many arguments there are
 * @argv: the arguments
 *
 * Imports a foreign file, or says what that would do.
 *
 * Returns: what the program ends with
 */
int
ytt_cli_import (const YttCommand  *command,
                int                argc,
                char             **argv)
{
  g_auto(Options) options = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;

  if (!parse (&options, command, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (!check (&options, command))
    return YTT_CLI_USAGE;

  store = options.dry_run ? ytt_cli_open (options.document, &error) : ytt_cli_open_to_write (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);
  import_file (&options, store, &error);
  ytt_store_close (store);

  return error == NULL ? YTT_CLI_DONE : ytt_cli_fail (command, error);
}
