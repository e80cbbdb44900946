#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-fetch.h"
#include "ytt-publish.h"

typedef struct
{
  char      *document;
  char      *schema;
  gboolean   dry_run;
  gboolean   all;
  char     **addresses;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->document);
  g_free (options->schema);
  g_strfreev (options->addresses);
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
    { "schema", 's', 0, G_OPTION_ARG_STRING, &options->schema, N_("The schema that was published to, instead of “ytterby”"),
      N_("NAME") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options->all, N_("Compare all, and not only what was changed there since"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->addresses, NULL, NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);

  g_option_context_set_description (context, _("ADDRESS is what libpq takes: “service=office”, “host=db dbname=maps user=me” or "
                                               "“postgresql://me@db/maps”. A password is never part of it: it is read from "
                                               "~/.pgpass or the service file, or asked for.\n\n"
                                               "What was changed there since it was published comes into the document as one change, "
                                               "which “undo” takes back. What was removed there is told, and stays."));

  return g_option_context_parse (context, &argc, &argv, error);
}

static gboolean
check (Options          *options,
       const YttCommand *command)
{
  if (options->addresses == NULL || options->addresses[1] != NULL)
    ytt_cli_refuse (command, _("Name one server to update from, such as “service=office”."));
  else if (ytt_address_has_password (options->addresses[0]))
    ytt_cli_refuse (command, _("Leave the password out of the address: it is asked for, or read from ~/.pgpass."));
  else if (options->schema != NULL && *options->schema == '\0')
    ytt_cli_refuse (command, _("The schema needs a name."));
  else
    return TRUE;

  return FALSE;
}

static YttFetched *
fetch_once (Options     *options,
            YttStore    *store,
            const char  *password,
            GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  YttCliWait wait = { NULL };

  ytt_fetch_async (store, options->addresses[0], options->schema != NULL ? options->schema : YTT_PUBLISH_SCHEMA, password,
                   options->all, NULL, NULL, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);

  return ytt_fetch_finish (store, result, error);
}

static YttFetched *
fetch (Options   *options,
       YttStore  *store,
       GError   **error)
{
  g_autoptr(GError) failure = NULL;
  YttFetched *fetched = fetch_once (options, store, NULL, &failure);
  char *password;

  if (g_error_matches (failure, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_PASSWORD)
      && (password = ytt_cli_ask_password ()) != NULL)
    {
      g_clear_error (&failure);
      fetched = fetch_once (options, store, password, &failure);
      explicit_bzero (password, strlen (password));
      g_free (password);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return fetched;
}

static YttImport *
review (YttFetched  *fetched,
        YttStore    *store,
        GError     **error)
{
  g_autoptr(YttFacts) facts = ytt_cli_get_facts (store, error);
  g_autoptr(YttImport) import = facts != NULL ? ytt_fetched_create_import (fetched, facts) : NULL;

  return import != NULL && ytt_cli_review (import, error) ? g_steal_pointer (&import) : NULL;
}

static void
print_remarks (YttFetched *fetched)
{
  g_auto(GStrv) remarks = ytt_fetched_dup_remarks (fetched);
  g_autofree char *text = g_strjoinv ("\n", remarks);

  ytt_cli_print (text);
  if (*text != '\0')
    ytt_cli_print ("\n");
}

static gboolean
update (Options   *options,
        YttStore  *store,
        GError   **error)
{
  g_autoptr(YttFetched) fetched = fetch (options, store, error);
  g_autoptr(YttImport) import = fetched != NULL ? review (fetched, store, error) : NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) failure = NULL;
  YttCliWait wait = { NULL };

  if (import == NULL)
    return FALSE;

  print_remarks (fetched);
  if (ytt_staging_get_n_rows (fetched->staging) == 0)
    {
      ytt_cli_print (_("Nothing that can be brought in was changed there since it was published.\n"));
      return TRUE;
    }

  ytt_cli_print_review (import, FALSE);
  if (options->dry_run)
    return TRUE;

  ytt_import_run_async (import, store, NULL, NULL, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  ytt_import_run_finish (import, result, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/**
 * ytt_cli_update:
 * @command: the command
 * @argc: how many arguments there are
 * @argv: the arguments
 *
 * Brings in what was changed on a PostgreSQL server, or says what that would do.
 *
 * Returns: what the program ends with
 */
int
ytt_cli_update (const YttCommand  *command,
                int                argc,
                char             **argv)
{
  g_auto(Options) options = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;
  gboolean done;

  if (!parse (&options, command, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (!check (&options, command))
    return YTT_CLI_USAGE;

  store = options.dry_run ? ytt_cli_open (options.document, &error) : ytt_cli_open_to_write (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);
  done = update (&options, store, &error);
  ytt_store_close (store);

  return done ? YTT_CLI_DONE : ytt_cli_fail (command, error);
}
