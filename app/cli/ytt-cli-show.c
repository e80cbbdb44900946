#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>

#include "ytt-csv-writer.h"
#include "ytt-format.h"
#include "ytt-timeline.h"

/* What is known of one facility: its record as text, or its ledger. */

typedef struct
{
  char      *document;
  char      *format;
  char      *told;
  int        year;
  char     **words;
  YttMoment  moment;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->document);
  g_free (options->format);
  g_free (options->told);
  g_strfreev (options->words);
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
    { "year", 0, 0, G_OPTION_ARG_INT, &options->year, N_("What is, or was promised, at the end of YEAR"), N_("YEAR") },
    { "told", 0, 0, G_OPTION_ARG_STRING, &options->told, N_("What was told by DATE"), N_("DATE") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options->format, N_("text or csv"), N_("FORMAT") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->words, NULL, NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);

  return g_option_context_parse (context, &argc, &argv, error);
}

static gboolean
check (Options          *options,
       const YttCommand *command)
{
  if (options->words == NULL)
    {
      ytt_cli_refuse (command, _("Name a facility: its slug, or words that find it."));
      return FALSE;
    }
  if (options->format != NULL && !g_str_equal (options->format, "text") && !g_str_equal (options->format, "csv"))
    {
      ytt_cli_refuse (command, _("“%s” is no format; write text or csv."), options->format);
      return FALSE;
    }
  if (options->year != 0 && (options->year < YTT_MOMENT_FIRST_YEAR || options->year > YTT_MOMENT_LAST_YEAR))
    {
      ytt_cli_refuse (command, _("The year may be %d to %d."), YTT_MOMENT_FIRST_YEAR, YTT_MOMENT_LAST_YEAR);
      return FALSE;
    }
  if (options->told != NULL && (options->moment.told = ytt_day_parse (options->told)) == 0)
    {
      ytt_cli_refuse (command, _("“%s” is no date; write it as 2025-08-01."), options->told);
      return FALSE;
    }
  options->moment.year = options->year;

  return TRUE;
}

/* (transfer full) (nullable) */
static YttRecord *
read_record (Options     *options,
             YttStore    *store,
             GError     **error)
{
  g_autofree char *words = g_strjoinv (" ", options->words);
  g_autoptr(GAsyncResult) found = NULL, read = NULL;
  YttCliWait wait = { NULL };
  gint64 id;

  ytt_store_find_async (store, words, NULL, ytt_cli_wait_cb, &wait);
  found = ytt_cli_wait (&wait);
  id = ytt_store_find_finish (store, found, error);
  if (id == 0)
    return NULL;

  ytt_store_get_record_async (store, id, options->moment, NULL, ytt_cli_wait_cb, &wait);
  read = ytt_cli_wait (&wait);

  return ytt_store_get_record_finish (store, read, error);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
append_claim (GString          *csv,
              const YttFigure  *figure,
              const YttClaim   *claim)
{
  const YttSource *source = claim->source;
  const char *cells[] = {
    or_empty (claim->slug), claim->attribute, claim->part, claim->scope, claim->value, or_empty (claim->value_max),
    claim->unit, claim->basis, ytt_qualifier_to_code (claim->qualifier),
    claim->tense == YTT_TENSE_PROMISED ? "promised" : "stated", or_empty (claim->as_of), or_empty (claim->note),
    claim == figure->shown ? "shown" : "",
    g_ptr_array_find (figure->contradicting, claim, NULL) ? "differs" : "",
    source != NULL ? or_empty (source->title) : "", source != NULL ? or_empty (source->publisher) : "",
    source != NULL ? or_empty (source->published) : "", source != NULL ? or_empty (source->url) : "", NULL
  };

  ytt_csv_append_row (csv, cells);
}

static void
append_csv_of_figure (GString         *csv,
                      const YttFigure *figure,
                      gboolean         all)
{
  for (guint i = 0; i < figure->claims->len; i++)
    if (all || g_ptr_array_index (figure->claims, i) == figure->shown)
      append_claim (csv, figure, g_ptr_array_index (figure->claims, i));
}

/* A line a claim with its source; the first of each attribute is the one that is shown. */
static char *
make_csv (YttRecord *record,
          gboolean   all)
{
  static const char * const head[] = {
    "claim", "attribute", "part", "scope", "value", "value_max", "unit", "basis", "qualifier", "tense", "as_of", "note",
    "shown", "contradicts", "source_title", "publisher", "published", "url", NULL
  };
  GString *csv = g_string_new (NULL);

  ytt_csv_append_row (csv, head);
  if (record->status_figure != NULL)
    append_csv_of_figure (csv, record->status_figure, all);
  for (guint i = 0; i < record->figures->len; i++)
    append_csv_of_figure (csv, g_ptr_array_index (record->figures, i), all);

  return g_string_free (csv, FALSE);
}

static void
append_text_of_figure (GString         *text,
                       const YttFigure *figure,
                       gboolean         all)
{
  g_string_append_printf (text, "%s\n", ytt_attribute_get_label (figure->attribute));
  for (guint i = 0; i < figure->claims->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (figure->claims, i);
      g_autofree char *value = ytt_format_claim (claim), *caption = ytt_format_claim_caption (claim);

      if (!all && claim != figure->shown)
        continue;
      g_string_append_printf (text, "  %s %s%s\n      %s\n", claim == figure->shown ? "*" : " ", value,
                              g_ptr_array_find (figure->contradicting, claim, NULL) ? _("  (differs)") : "", caption);
    }
}

static char *
make_text (YttRecord *record,
           gboolean   all)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n\n", record->name);
  if (record->status_figure != NULL)
    append_text_of_figure (text, record->status_figure, all);
  for (guint i = 0; i < record->figures->len; i++)
    append_text_of_figure (text, g_ptr_array_index (record->figures, i), all);

  return g_string_free (text, FALSE);
}

typedef char *(*TellFunc) (YttRecord *record,
                           gboolean   as_csv);

static char *
tell_record (YttRecord *record,
             gboolean   as_csv)
{
  g_autofree char *text = NULL;

  if (as_csv)
    return make_csv (record, FALSE);
  text = ytt_format_record (record);

  return g_str_has_suffix (text, "\n") ? g_steal_pointer (&text) : g_strconcat (text, "\n", NULL);
}

static char *
tell_claims (YttRecord *record,
             gboolean   as_csv)
{
  return as_csv ? make_csv (record, TRUE) : make_text (record, TRUE);
}

static char *
tell_figures (YttRecord *record,
              gboolean   as_csv)
{
  return as_csv ? make_csv (record, FALSE) : make_text (record, FALSE);
}

static int
run (const YttCommand  *command,
     int                argc,
     char             **argv,
     TellFunc           tell)
{
  g_auto(Options) options = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;
  g_autoptr(YttRecord) record = NULL;
  g_autofree char *text = NULL;

  if (!parse (&options, command, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (!check (&options, command))
    return YTT_CLI_USAGE;

  store = ytt_cli_open (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);
  record = read_record (&options, store, &error);
  ytt_store_close (store);
  if (record == NULL)
    return ytt_cli_fail (command, error);

  text = tell (record, g_strcmp0 (options.format, "csv") == 0);
  ytt_cli_print (text);

  return YTT_CLI_DONE;
}

int
ytt_cli_show (const YttCommand  *command,
              int                argc,
              char             **argv)
{
  return run (command, argc, argv, tell_record);
}

int
ytt_cli_claims (const YttCommand  *command,
                int                argc,
                char             **argv)
{
  return run (command, argc, argv, tell_claims);
}

int
ytt_cli_figures (const YttCommand  *command,
                 int                argc,
                 char             **argv)
{
  return run (command, argc, argv, tell_figures);
}
