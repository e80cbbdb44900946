#include "config.h"

#include "ytt-cli.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ytt-export.h"

#define CHUNK 65536

typedef struct
{
  YttCliChoice     choice;
  char            *document;
  char            *as;
  char           **outs;
  YttExportFormat  format;
} Options;

static void
options_clear (Options *options)
{
  ytt_cli_choice_clear (&options->choice);
  g_free (options->document);
  g_free (options->as);
  g_strfreev (options->outs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* "geojson, xlsx, csv" */
static char *
list_suffixes (void)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (YttExportFormat format = 0; format < YTT_N_EXPORT_FORMATS; format++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "",
                            ytt_export_format_is_folder (format) ? YTT_EXPORT_FOLDER_NAME
                                                                 : ytt_export_format_get_suffix (format));

  return g_strdup (list->str);
}

static gboolean
parse (Options          *options,
       const YttCommand *command,
       int               argc,
       char            **argv,
       GError          **error)
{
  YttCliChoice *choice = &options->choice;
  const GOptionEntry entries[] = {
    { "document", 'd', 0, G_OPTION_ARG_FILENAME, &options->document, N_("The document, instead of yours"), N_("FILE") },
    { "as", 'a', 0, G_OPTION_ARG_STRING, &options->as, N_("The format, where the name does not tell it"), N_("FORMAT") },
    { "view", 0, 0, G_OPTION_ARG_STRING, &choice->view, N_("What a saved view of the document shows"), N_("NAME") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &choice->search, N_("What a search finds"), N_("TEXT") },
    { "filter", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choice->filters,
      N_("What has a value, as in stage=magnet, or has not, as in country!=CN"), N_("FACET=VALUE") },
    { "year", 0, 0, G_OPTION_ARG_INT, &choice->year, N_("What is, or was promised, at the end of YEAR"), N_("YEAR") },
    { "told", 0, 0, G_OPTION_ARG_STRING, &choice->told, N_("What was told by DATE"), N_("DATE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->outs, NULL, NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);
  g_autofree char *suffixes = list_suffixes ();
  g_autofree char *description =
    g_strdup_printf (_("The format follows from what OUT ends with: %s. A folder, or a name that ends with “/”, gets a file for "
                       "each table. Where OUT is “-”, it goes to standard output."), suffixes);

  g_option_context_set_description (context, description);

  return g_option_context_parse (context, &argc, &argv, error);
}

/* A folder that is there is one, however it is written. */
static gboolean
find_format (Options *options)
{
  const char *out = options->outs[0];
  g_autofree char *named = g_strconcat ("x.", options->as, NULL);

  if (options->as != NULL && g_str_equal (options->as, YTT_EXPORT_FOLDER_NAME))
    return ytt_export_format_from_name ("x/", &options->format);
  if (options->as != NULL)
    return ytt_export_format_from_name (named, &options->format);

  return ytt_export_format_from_name (g_file_test (out, G_FILE_TEST_IS_DIR) ? "x/" : out, &options->format);
}

static gboolean
check (Options          *options,
       const YttCommand *command)
{
  g_autofree char *suffixes = list_suffixes ();
  const char *out;

  if (options->outs == NULL || options->outs[1] != NULL)
    {
      ytt_cli_refuse (command, _("Name one file to write."));
      return FALSE;
    }

  out = options->outs[0];
  if (options->as == NULL && g_str_equal (out, "-"))
    {
      ytt_cli_refuse (command, _("Say with --as which format standard output gets: %s."), suffixes);
      return FALSE;
    }

  if (!find_format (options))
    {
      if (options->as != NULL)
        ytt_cli_refuse (command, _("“%s” is no format; write one of %s."), options->as, suffixes);
      else
        ytt_cli_refuse (command, _("“%s” does not end with the name of a format: one of %s."), out, suffixes);
      return FALSE;
    }
  if (ytt_export_format_is_folder (options->format) && g_str_equal (out, "-"))
    {
      ytt_cli_refuse (command, _("A folder cannot go to standard output."));
      return FALSE;
    }

  return ytt_cli_choice_check (&options->choice, command);
}

static gboolean
export (Options     *options,
        YttStore    *store,
        const char  *path,
        GError     **error)
{
  g_autoptr(YttView) view = NULL;
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *title = NULL;
  YttCliWait wait = { NULL };
  const char *losses = ytt_export_format_get_losses (options->format);
  gboolean placed;

  view = ytt_cli_choice_get_view (&options->choice, store, &title, &placed, error);
  if (view == NULL || !ytt_cli_choice_find (&options->choice, store, view, &ids, error))
    return FALSE;

  /* For people; a script that goes well is silent. */
  if (losses != NULL && isatty (STDERR_FILENO))
    g_printerr ("%s\n", losses);
  ytt_export_async (store, ids, view->moment, options->format, path, NULL, NULL, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);

  return ytt_export_finish (store, result, error);
}

static gboolean
print_file (const char  *path,
            GError     **error)
{
  g_autofree char *bytes = g_malloc (CHUNK);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n = -1, done = 0;

  while (fd >= 0 && done >= 0 && (n = read (fd, bytes, CHUNK)) > 0)
    for (gssize at = 0; at < n && done >= 0; at += done)
      done = write (STDOUT_FILENO, bytes + at, (gsize) (n - at));

  if (n < 0 || done < 0)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("Standard output cannot be written: %s"),
                 g_strerror (errno));
  if (fd >= 0)
    close (fd);

  return n == 0 && done >= 0;
}

/* Some formats cannot be written from the first byte to the last, and a half of one would be of no use. */
static gboolean
export_to_output (Options   *options,
                  YttStore  *store,
                  GError   **error)
{
  g_autofree char *folder = g_dir_make_tmp ("ytterby-XXXXXX", error);
  g_autofree char *path = NULL;
  gboolean done;

  if (folder == NULL)
    return FALSE;

  path = g_build_filename (folder, "export", NULL);
  done = export (options, store, path, error) && print_file (path, error);
  g_unlink (path);
  g_rmdir (folder);

  return done;
}

/**
 * ytt_cli_export:
 * @command: the command
 * @argc: how many arguments there are
 * @argv: the arguments
 *
 * Writes facilities, or all of a document, as a file of another kind.
 *
 * Returns: what the program ends with
 */
int
ytt_cli_export (const YttCommand  *command,
                int                argc,
                char             **argv)
{
  g_auto(Options) options = { { NULL } };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;
  gboolean done;

  if (!parse (&options, command, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (!check (&options, command))
    return YTT_CLI_USAGE;

  store = ytt_cli_open (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);
  done = g_str_equal (options.outs[0], "-") ? export_to_output (&options, store, &error)
                                            : export (&options, store, options.outs[0], &error);
  ytt_store_close (store);

  return done ? YTT_CLI_DONE : ytt_cli_fail (command, error);
}
