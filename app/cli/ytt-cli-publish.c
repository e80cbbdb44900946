#include "config.h"

#include "ytt-cli.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "ytt-publish.h"

#define MOST_PASSWORD 1024

typedef struct
{
  YttCliChoice choice;
  char  *document;
  char  *schema;
  char **addresses;
} Options;

static void
options_clear (Options *options)
{
  ytt_cli_choice_clear (&options->choice);
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
  YttCliChoice *choice = &options->choice;
  const GOptionEntry entries[] = {
    { "document", 'd', 0, G_OPTION_ARG_FILENAME, &options->document, N_("The document, instead of yours"), N_("FILE") },
    { "schema", 's', 0, G_OPTION_ARG_STRING, &options->schema, N_("The schema that gets the tables, instead of “ytterby”"),
      N_("NAME") },
    { "view", 0, 0, G_OPTION_ARG_STRING, &choice->view, N_("Only what a saved view of the document shows"), N_("NAME") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &choice->search, N_("Only what a search finds"), N_("TEXT") },
    { "filter", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choice->filters,
      N_("Only what has a value, as in stage=magnet, or has not, as in country!=CN"), N_("FACET=VALUE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->addresses, NULL, NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);

  g_option_context_set_description (context, _("ADDRESS is what libpq takes: “service=office”, “host=db dbname=maps user=me” or "
                                               "“postgresql://me@db/maps”. A password is never part of it: it is read from "
                                               "~/.pgpass or the service file, or asked for.\n\n"
                                               "The tables there become the same as in the document, in one transaction; what others "
                                               "changed in them is replaced, and what they added in them removed.\n\n"
                                               "A part of a document has no saved views, no links to facilities that are left out, "
                                               "and of the tours those that speak of nothing else."));

  return g_option_context_parse (context, &argc, &argv, error);
}

/* Nothing of it is seen on the terminal, nor stays in memory. */
char *
ytt_cli_ask_password (void)
{
  struct termios usual, quiet;
  char text[MOST_PASSWORD] = "";
  char *password = NULL;
  int terminal = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  gssize n = -1;

  if (terminal < 0)
    return NULL;

  if (tcgetattr (terminal, &usual) == 0)
    {
      const char *prompt = _("Password: ");

      quiet = usual;
      quiet.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (terminal, TCSAFLUSH, &quiet);
      if (write (terminal, prompt, strlen (prompt)) > 0)
        n = read (terminal, text, sizeof text - 1);
      tcsetattr (terminal, TCSAFLUSH, &usual);
      n = write (terminal, "\n", 1) == 1 ? n : -1;
    }
  close (terminal);

  if (n > 0)
    {
      text[strcspn (text, "\n")] = '\0';
      password = *text != '\0' ? g_strdup (text) : NULL;
    }
  explicit_bzero (text, sizeof text);

  return password;
}

static YttPublished *
publish (Options     *options,
         YttStore    *store,
         GArray      *ids,
         const char  *password,
         GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  YttCliWait wait = { NULL };

  ytt_publish_async (store, ids, options->addresses[0], options->schema != NULL ? options->schema : YTT_PUBLISH_SCHEMA, password,
                     NULL, NULL, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);

  return ytt_publish_finish (store, result, error);
}

static void
print_published (const YttPublished *published)
{
  guint n_facilities = (guint) published->n_facilities, n_claims = (guint) published->n_claims;
  g_autofree char *facilities = g_strdup_printf (ngettext ("%u facility", "%u facilities", n_facilities), n_facilities);
  g_autofree char *claims = g_strdup_printf (ngettext ("%u claim", "%u claims", n_claims), n_claims);
  g_autofree char *changes = g_strdup_printf (_("%u rows added, %u changed, %u removed"), (guint) published->n_added,
                                              (guint) published->n_changed, (guint) published->n_removed);
  /* Translators: "221 facilities, 1284 claims published to office: 3 rows added, 2 changed, 0 removed" */
  g_autofree char *text = g_strdup_printf (_("%s, %s published to %s: %s\n"), facilities, claims, published->database, changes);

  ytt_cli_print (text);
}

/**
 * ytt_cli_publish:
 * @command: the command
 * @argc: how many arguments there are
 * @argv: the arguments
 *
 * Writes a document to a PostgreSQL server.
 *
 * Returns: what the program ends with
 */
int
ytt_cli_publish (const YttCommand  *command,
                 int                argc,
                 char             **argv)
{
  g_auto(Options) options = { { NULL } };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;
  g_autoptr(YttView) view = NULL;
  g_autoptr(GArray) ids = NULL;
  g_autoptr(YttPublished) published = NULL;
  g_autofree char *title = NULL;
  gboolean placed;
  char *password;

  if (!parse (&options, command, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (options.addresses == NULL || options.addresses[1] != NULL)
    return ytt_cli_refuse (command, _("Name one server to publish to, such as “service=office”."));
  if (ytt_address_has_password (options.addresses[0]))
    return ytt_cli_refuse (command, _("Leave the password out of the address: it is asked for, or read from ~/.pgpass."));
  if (options.schema != NULL && *options.schema == '\0')
    return ytt_cli_refuse (command, _("The schema needs a name."));
  if (!ytt_cli_choice_check (&options.choice, command))
    return YTT_CLI_USAGE;

  store = ytt_cli_open (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);

  view = ytt_cli_choice_get_view (&options.choice, store, &title, &placed, &error);
  if (view != NULL && ytt_cli_choice_find (&options.choice, store, view, &ids, &error))
    published = publish (&options, store, ids, NULL, &error);
  if (g_error_matches (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_PASSWORD) && (password = ytt_cli_ask_password ()) != NULL)
    {
      g_clear_error (&error);
      published = publish (&options, store, ids, password, &error);
      explicit_bzero (password, strlen (password));
      g_free (password);
    }
  ytt_store_close (store);
  if (published == NULL)
    return ytt_cli_fail (command, error);

  print_published (published);

  return YTT_CLI_DONE;
}
