#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ytt-shipped.h"

#define PROGRAM "ytterby-cli"

static const YttCommand commands[] = {
  { "list", "", N_("List facilities, as a table, CSV or JSON"), ytt_cli_list },
  { "show", N_("FACILITY"), N_("Tell all that is known of a facility, with its sources"), ytt_cli_show },
  { "figures", N_("FACILITY"), N_("Tell the figures of a facility that are shown"), ytt_cli_figures },
  { "claims", N_("FACILITY"), N_("Tell all claims on a facility"), ytt_cli_claims },
  { "check", "", N_("Look for all that could be wrong with the document"), ytt_cli_check },
  { "import", N_("FILE"), N_("Bring in the rows of a table or a map"), ytt_cli_import },
  { "export", N_("OUT"), N_("Write facilities, or the whole document, as a file of another kind"), ytt_cli_export },
  { "build", N_("FOLDER"), N_("Make a document out of a folder of tables"), ytt_cli_build },
  { "publish", N_("ADDRESS"), N_("Write the document to a PostgreSQL database"), ytt_cli_publish },
  { "update", N_("ADDRESS"), N_("Bring in what was changed in a PostgreSQL database"), ytt_cli_update },
  { "merge", N_("FILE"), N_("Take in a colleague’s copy of the document, or changes that were sent"), ytt_cli_merge },
  { "send", N_("OUT"), N_("Write your changes as a file that others merge"), ytt_cli_send },
  { "history", "", N_("Tell what was done to the document"), ytt_cli_history },
  { "undo", "", N_("Take back your last change"), ytt_cli_undo },
  { "picture", N_("OUT"), N_("Write a picture of the map as PNG, SVG or PDF"), ytt_cli_picture },
};

static void
print_help (void)
{
  g_print (_("Usage: %s COMMAND [--document FILE] …\n"), PROGRAM);
  g_print ("\n%s\n\n%s\n", _("Works on a document of Ytterby without a display: on yours, unless told otherwise."),
           _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %s %-*s  %s\n", commands[i].name, 12 - (int) strlen (commands[i].name), _(commands[i].arguments),
             _(commands[i].summary));
  g_print (_("\n“%s COMMAND --help” tells of a command’s options.\n"), PROGRAM);
}

/**
 * ytt_cli_refuse:
 * @command: (nullable): the command that was called in a way that it does not understand
 * @format: what it does not understand, and what to write instead
 * @...: for @format
 *
 * Returns: %YTT_CLI_USAGE
 */
int
ytt_cli_refuse (const YttCommand *command,
                const char       *format,
                ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (command != NULL)
    {
      g_printerr ("%s %s: %s\n", PROGRAM, command->name, text);
      g_printerr (_("“%s %s --help” tells of its options.\n"), PROGRAM, command->name);
    }
  else
    {
      g_printerr ("%s: %s\n", PROGRAM, text);
      g_printerr (_("“%s --help” tells of its commands.\n"), PROGRAM);
    }

  return YTT_CLI_USAGE;
}

/**
 * ytt_cli_fail:
 * @command: the command
 * @error: why it came to nothing
 *
 * Returns: %YTT_CLI_FAILED
 */
int
ytt_cli_fail (const YttCommand *command,
              const GError     *error)
{
  g_printerr ("%s %s: %s\n", PROGRAM, command->name, error->message);

  return YTT_CLI_FAILED;
}

/**
 * ytt_cli_create_context:
 * @command: a command
 * @entries: (array zero-terminated=1): its options
 *
 * Returns: (transfer full): what reads its arguments
 */
GOptionContext *
ytt_cli_create_context (const YttCommand   *command,
                        const GOptionEntry *entries)
{
  GOptionContext *context = g_option_context_new (_(command->arguments));

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(command->summary));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return context;
}

/**
 * ytt_cli_wait_cb:
 * @object: whatever answers
 * @result: its answer
 * @user_data: a #YttCliWait
 *
 * A callback for ytt_cli_wait().
 */
void
ytt_cli_wait_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  YttCliWait *wait = user_data;

  wait->result = g_object_ref (result);
}

/**
 * ytt_cli_wait:
 * @wait: what ytt_cli_wait_cb() was given
 *
 * Returns: (transfer full): the answer
 */
GAsyncResult *
ytt_cli_wait (YttCliWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&wait->result);
}

/**
 * ytt_cli_find_document:
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (type filename): the user's document; where there is none yet, the one that comes
 *   with Ytterby
 */
char *
ytt_cli_find_document (GError **error)
{
  g_autofree char *own = ytt_shipped_get_copy_path ();

  return g_file_test (own, G_FILE_TEST_EXISTS) ? g_steal_pointer (&own) : ytt_shipped_find (error);
}

/**
 * ytt_cli_open:
 * @path: (nullable): a document
 * @error: return location for an error
 *
 * Opens a document to be read. Without a path it is the user's own one; where there is none yet, the one that comes with
 * Ytterby.
 *
 * Returns: (transfer full) (nullable): the document; close it before it is let go of
 */
YttStore *
ytt_cli_open (const char  *path,
              GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *own = NULL;
  YttCliWait wait = { NULL };

  if (path == NULL)
    {
      path = own = ytt_cli_find_document (error);
      if (own == NULL)
        return NULL;
    }

  ytt_store_open_async (path, YTT_STORE_READ_ONLY, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);

  return ytt_store_open_finish (result, error);
}

/**
 * ytt_cli_open_to_write:
 * @path: (nullable): a document
 * @error: return location for an error
 *
 * Opens a document to change it. Without a path it is the user's own one; where there is none yet, the one that comes with
 * Ytterby is copied first, as the application does.
 *
 * Returns: (transfer full) (nullable): the document; close it before it is let go of
 */
YttStore *
ytt_cli_open_to_write (const char  *path,
                       GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *own = NULL;
  YttCliWait wait = { NULL };
  YttStore *store;

  if (path == NULL)
    {
      g_autoptr(GAsyncResult) prepared = NULL;

      ytt_shipped_prepare_async (NULL, ytt_cli_wait_cb, &wait);
      prepared = ytt_cli_wait (&wait);
      path = own = ytt_shipped_prepare_finish (prepared, NULL, error);
      if (own == NULL)
        return NULL;
    }

  ytt_store_open_async (path, YTT_STORE_OPEN, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  store = ytt_store_open_finish (result, error);
  if (store != NULL && ytt_store_get_read_only (store))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_PERMISSION, _("“%s” can only be read: %s"), path,
                   ytt_store_get_read_only_reason (store));
      ytt_store_close (store);
      g_clear_object (&store);
    }

  return store;
}

/**
 * ytt_cli_print:
 * @text: what to print
 *
 * Prints to standard output. Where that cannot be written, the program ends.
 */
void
ytt_cli_print (const char *text)
{
  if (fputs (text, stdout) == EOF || fflush (stdout) == EOF)
    exit (YTT_CLI_FAILED);
}

/**
 * ytt_cli_append_json_text:
 * @out: what to append to
 * @text: a text in UTF-8
 *
 * Appends a text as JSON writes it (RFC 8259).
 */
void
ytt_cli_append_json_text (GString    *out,
                          const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      guchar c = (guchar) *text;

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c < 0x20)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_c (out, (char) c);
    }
  g_string_append_c (out, '"');
}

static void
set_locale (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, YTT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int   argc,
      char *argv[])
{
  set_locale ();
  g_set_prgname (PROGRAM);

  if (argc < 2)
    return ytt_cli_refuse (NULL, _("Say what to do."));

  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0)
    {
      print_help ();
      return YTT_CLI_DONE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("Ytterby %s\n", YTT_VERSION);
      return YTT_CLI_DONE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      {
        g_autofree char *name = g_strdup_printf ("%s %s", PROGRAM, commands[i].name);

        g_set_prgname (name);
        return commands[i].run (&commands[i], argc - 1, argv + 1);
      }

  return ytt_cli_refuse (NULL, _("There is no command “%s”."), argv[1]);
}
