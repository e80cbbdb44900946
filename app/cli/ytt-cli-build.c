#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>

#include "ytt-build.h"

/* A document out of a folder of CSV files. */

typedef struct
{
  char      *out;
  gboolean   force;
  char     **folders;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->out);
  g_strfreev (options->folders);
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
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->out, N_("The document to make, as in mine.gpkg"), N_("OUT") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options->force, N_("Replace a document that is there"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->folders, NULL, NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);

  g_option_context_set_description (context, _("The folder is one that “ytterby-cli export FOLDER/” wrote, or has such files. "
                                               "Files and columns that are not there are empty."));

  return g_option_context_parse (context, &argc, &argv, error);
}

/**
 * ytt_cli_build:
 * @command: the command
 * @argc: how many arguments there are
 * @argv: the arguments
 *
 * Makes a document out of a folder of CSV files.
 *
 * Returns: what the program ends with
 */
int
ytt_cli_build (const YttCommand  *command,
               int                argc,
               char             **argv)
{
  g_auto(Options) options = { NULL };
  g_autoptr(GError) error = NULL;

  if (!parse (&options, command, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (options.folders == NULL || options.folders[1] != NULL)
    return ytt_cli_refuse (command, _("Name one folder to read."));
  if (options.out == NULL)
    return ytt_cli_refuse (command, _("Say with -o which document to make."));

  if (ytt_build_document (options.folders[0], options.out, options.force, &error))
    return YTT_CLI_DONE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_prefix_error (&error, "%s ", _("Choose another name, or replace it with --force:"));

  return ytt_cli_fail (command, error);
}
