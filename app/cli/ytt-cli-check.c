#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-audit.h"

/* Looking for all that could be wrong with a document. */

#define DEFAULT_LIMIT 100

/* As diff does: 1 is an answer, and trouble is 2. */
#define FOUND   1
#define TROUBLE 2

typedef struct
{
  char      *document;
  char      *format;
  int        limit;
  char     **rest;
} Options;

typedef struct
{
  const char *path;
  gboolean    json;
  guint       limit;
  guint       n_kind[YTT_N_FINDING_KINDS];
  guint       n;
  guint       n_told;
} Report;

static void
options_clear (Options *options)
{
  g_free (options->document);
  g_free (options->format);
  g_strfreev (options->rest);
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
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options->format, N_("text or json"), N_("FORMAT") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &options->limit,
      N_("How many findings of each kind; 100 unless told otherwise, 0 for all"), N_("NUMBER") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rest, NULL, NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);

  g_option_context_set_description (context, _("Ends with 0 where all is well, 1 where something was found, and 2 where the "
                                               "document could not be looked at."));

  return g_option_context_parse (context, &argc, &argv, error);
}

/* "claim 4711 (Narva magnet plant), “source”: names a record that is not there. Choose ..." */
static char *
describe (const Report     *report,
          const YttFinding *finding)
{
  g_autoptr(GString) line = g_string_new (NULL);

  if (finding->table == NULL)
    {
      g_autofree char *name = g_path_get_basename (report->path);
      g_autofree char *shown = g_filename_display_name (name);

      g_string_append (line, shown);
    }
  else
    g_string_append (line, finding->table);
  if (finding->row != 0)
    g_string_append_printf (line, " %" G_GINT64_FORMAT, finding->row);
  if (finding->name != NULL)
    g_string_append_printf (line, " (%s)", finding->name);
  if (finding->column != NULL)
    g_string_append_printf (line, ", “%s”", finding->column);
  g_string_append_printf (line, ": %s. %s", finding->what, finding->advice);

  /* One finding, one line, whatever stands in the document. */
  for (char *at = line->str; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';

  return g_strdup (line->str);
}

static void
append_member (GString    *out,
               const char *name,
               const char *text)
{
  g_string_append_printf (out, ", \"%s\": ", name);
  if (text != NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      ytt_cli_append_json_text (out, valid);
    }
  else
    g_string_append (out, "null");
}

static char *
describe_as_json (const Report     *report,
                  const YttFinding *finding)
{
  g_autoptr(GString) out = g_string_new (report->n_told > 0 ? ",\n " : "[");

  g_string_append_printf (out, "{\"kind\": \"%s\"", ytt_finding_kind_get_code (finding->kind));
  append_member (out, "table", finding->table);
  if (finding->row != 0)
    g_string_append_printf (out, ", \"row\": %" G_GINT64_FORMAT, finding->row);
  else
    g_string_append (out, ", \"row\": null");
  append_member (out, "column", finding->column);
  append_member (out, "name", finding->name);
  append_member (out, "finding", finding->what);
  append_member (out, "advice", finding->advice);
  g_string_append_c (out, '}');

  return g_strdup (out->str);
}

static void
take_finding (const YttFinding *finding,
              gpointer          data)
{
  Report *report = data;
  g_autofree char *text = NULL;

  report->n++;
  if (++report->n_kind[finding->kind] > report->limit)
    return;

  if (report->json)
    text = describe_as_json (report, finding);
  else
    {
      g_autofree char *line = describe (report, finding);

      text = g_strconcat (line, "\n", NULL);
    }
  ytt_cli_print (text);
  report->n_told++;
}

/* To standard error: what is not told there is in no format. */
static void
finish (const Report *report)
{
  if (report->json)
    ytt_cli_print (report->n_told > 0 ? "]\n" : "[]\n");
  else if (report->n == 0)
    {
      g_autofree char *line = g_strconcat (_("Nothing was found."), "\n", NULL);

      ytt_cli_print (line);
    }

  if (report->n > report->n_told)
    {
      g_autofree char *line =
        g_strdup_printf (ngettext ("And %u more; --limit 0 tells all.", "And %u more; --limit 0 tells all.",
                                   report->n - report->n_told), report->n - report->n_told);

      g_printerr ("%s\n", line);
    }
}

/**
 * ytt_cli_check:
 * @command: the command
 * @argc: how many arguments there are
 * @argv: the arguments
 *
 * Looks at a document, without touching it, for all that could be wrong with it.
 *
 * Returns: what the program ends with: 1 if something was found, 2 if the document could not be looked at
 */
int
ytt_cli_check (const YttCommand  *command,
               int                argc,
               char             **argv)
{
  g_auto(Options) options = { NULL, NULL, DEFAULT_LIMIT };
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  Report report = { NULL };
  gboolean looked;

  if (!parse (&options, command, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (options.rest != NULL)
    return ytt_cli_refuse (command, _("“%s” is not understood; name a document with --document."), options.rest[0]);
  if (options.format != NULL && strcmp (options.format, "text") != 0 && strcmp (options.format, "json") != 0)
    return ytt_cli_refuse (command, _("“%s” is no format; write text or json."), options.format);
  if (options.limit < 0)
    return ytt_cli_refuse (command, _("The limit may be 0 or more."));

  path = options.document != NULL ? g_strdup (options.document) : ytt_cli_find_document (&error);
  if (path == NULL)
    {
      ytt_cli_fail (command, error);
      return TROUBLE;
    }

  report = (Report) { path, g_strcmp0 (options.format, "json") == 0, options.limit > 0 ? (guint) options.limit : G_MAXUINT };
  looked = ytt_audit_document (path, take_finding, &report, NULL, &error);
  if (!looked && report.n == 0)
    {
      ytt_cli_fail (command, error);
      return TROUBLE;
    }

  finish (&report);
  if (!looked)
    ytt_cli_fail (command, error);

  return !looked ? TROUBLE : report.n > 0 ? FOUND : YTT_CLI_DONE;
}
