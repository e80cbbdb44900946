#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>

#include "ytt-change-file.h"
#include "ytt-store-merge.h"
#include "ytt-timeline.h"

/* Taking in what a colleague did, and sending what was done here. */

/* Rows that are told of one by one. */
#define MOST_TOLD 50

typedef struct
{
  char     *document;
  char     *since;
  gboolean  dry_run;
  gboolean  mine;
  gboolean  theirs;
  gboolean  both;
  gboolean  release;
  char    **files;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->document);
  g_free (options->since);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options          *options,
       const YttCommand *command,
       gboolean          send,
       int               argc,
       char            **argv,
       GError          **error)
{
  const GOptionEntry entries[] = {
    { "document", 'd', 0, G_OPTION_ARG_FILENAME, &options->document, N_("The document, instead of yours"), N_("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, NULL },
    { NULL }
  };
  const GOptionEntry of_merge[] = {
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options->dry_run, N_("Say what would be done, and do nothing"), NULL },
    { "mine", 0, 0, G_OPTION_ARG_NONE, &options->mine, N_("Where both changed the same, keep what the document has"), NULL },
    { "theirs", 0, 0, G_OPTION_ARG_NONE, &options->theirs, N_("Where both changed the same, take what the file has"), NULL },
    { "both", 0, 0, G_OPTION_ARG_NONE, &options->both,
      N_("Where both changed the same, keep both as claims; what is no claim, as it was changed last"), NULL },
    { "release", 0, 0, G_OPTION_ARG_NONE, &options->release,
      N_("The file is the data set of a new release: what you changed stays"), NULL },
    { NULL }
  };
  const GOptionEntry of_send[] = {
    { "since", 0, 0, G_OPTION_ARG_STRING, &options->since, N_("Only what was done since that day"), N_("DATE") },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);

  g_option_context_add_main_entries (context, send ? of_send : of_merge, GETTEXT_PACKAGE);
  if (!send)
    g_option_context_set_description (context, _("What both sides added is there afterwards. The merge is one change, "
                                                 "which “undo” takes back."));

  return g_option_context_parse (context, &argc, &argv, error);
}

static gboolean
check (Options          *options,
       const YttCommand *command)
{
  if (options->files == NULL || options->files[1] != NULL)
    ytt_cli_refuse (command, _("Name one file."));
  else if (options->mine + options->theirs + options->both > 1)
    ytt_cli_refuse (command, _("Choose one of --mine, --theirs and --both."));
  else if (options->since != NULL && ytt_day_parse (options->since) == 0)
    ytt_cli_refuse (command, _("“%s” is no date; write it as 2025-08-01."), options->since);
  else
    return TRUE;

  return FALSE;
}

static void
append_items (GString      *out,
              YttMergePlan *plan)
{
  static const char marks[YTT_N_MERGE_KINDS] = { '+', '~', '-', '!' };
  GPtrArray *items = ytt_merge_plan_get_items (plan);
  guint n = 0;

  for (guint i = 0; i < items->len && n < MOST_TOLD; i++)
    {
      const YttMergeItem *item = g_ptr_array_index (items, i);

      /* That is told with the decision. */
      if (item->decision >= 0)
        continue;
      n++;
      g_string_append_printf (out, "%c %s", marks[item->kind], item->record_name != NULL ? item->record_name : item->table);
      if (item->what != NULL && g_strcmp0 (item->what, item->record_name) != 0)
        g_string_append_printf (out, ": %s", item->what);
      g_string_append_c (out, '\n');
    }
  if (n == MOST_TOLD)
    g_string_append (out, "…\n");
}

static void
append_view (GString            *out,
             const char         *whose,
             const YttMergeView *view)
{
  g_string_append_printf (out, "    %s: %s", whose, view->text != NULL ? view->text : _("nothing"));
  if (view->at != NULL)
    g_string_append_printf (out, " (%s%s%s: %s)", view->who != NULL ? view->who : "", view->who != NULL ? ", " : "", view->at,
                            view->why != NULL ? view->why : "");
  g_string_append_c (out, '\n');
}

static void
append_decisions (GString      *out,
                  YttMergePlan *plan)
{
  GPtrArray *decisions = ytt_merge_plan_get_decisions (plan);

  for (guint i = 0; i < decisions->len; i++)
    {
      const YttMergeDecision *decision = g_ptr_array_index (decisions, i);
      const char *name = decision->record_name != NULL ? decision->record_name : decision->table;

      g_string_append_printf (out, "? %s", name);
      if (decision->what != NULL && g_strcmp0 (decision->what, name) != 0)
        g_string_append_printf (out, ": %s", decision->what);
      if (decision->question == YTT_MERGE_VALUE && decision->column != NULL)
        g_string_append_printf (out, " [%s]", decision->column);
      g_string_append_c (out, '\n');
      if (decision->before != NULL)
        g_string_append_printf (out, "    %s: %s\n", _("before"), decision->before);
      append_view (out, _("mine"), &decision->mine);
      append_view (out, _("theirs"), &decision->theirs);
    }
}

static void
print_plan (YttMergePlan *plan)
{
  const YttHistoryEntry *ancestor = ytt_merge_plan_get_ancestor (plan);
  g_autoptr(GString) out = g_string_new (NULL);

  if (ancestor != NULL)
    g_string_append_printf (out, _("Both know: %s (%s)\n"), ancestor->summary, ancestor->at);
  else
    g_string_append (out, _("There is no history in common: compared row by row.\n"));
  append_items (out, plan);
  append_decisions (out, plan);
  if (ytt_merge_plan_get_n_renumbered (plan) > 0)
    g_string_append_printf (out, ngettext ("%u row gets a new number, for its own is taken.\n",
                                           "%u rows get new numbers, for their own are taken.\n",
                                           ytt_merge_plan_get_n_renumbered (plan)),
                            ytt_merge_plan_get_n_renumbered (plan));
  g_string_append_printf (out, _("%u added, %u changed, %u deleted, %u to be decided\n"),
                          ytt_merge_plan_count (plan, YTT_MERGE_ADDED), ytt_merge_plan_count (plan, YTT_MERGE_CHANGED),
                          ytt_merge_plan_count (plan, YTT_MERGE_DELETED), ytt_merge_plan_get_decisions (plan)->len);
  ytt_cli_print (out->str);
}

static gboolean
run (Options       *options,
     YttStore      *store,
     YttMergePlan  *plan,
     GError       **error)
{
  guint n = ytt_merge_plan_get_decisions (plan)->len;
  g_autofree YttMergeChoice *choices = g_new (YttMergeChoice, n + 1);
  g_autofree char *name = g_filename_display_basename (options->files[0]), *summary = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) failure = NULL;
  YttCliWait wait = { NULL };

  if (n > 0 && !options->mine && !options->theirs && !options->both && !options->release)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   ngettext ("%u thing was changed on both sides, and nothing was written. Say --mine, --theirs or --both.",
                             "%u things were changed on both sides, and nothing was written. Say --mine, --theirs or --both.",
                             n), n);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    choices[i] = options->mine ? YTT_MERGE_MINE : options->theirs ? YTT_MERGE_THEIRS : YTT_MERGE_BOTH;

  summary = g_strdup_printf (_("Merge of “%s”"), name);
  ytt_store_merge_run_async (store, plan, choices, summary, NULL, NULL, NULL, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  ytt_store_merge_run_finish (store, result, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
merge (Options   *options,
       YttStore  *store,
       GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(YttMergePlan) plan = NULL;
  YttCliWait wait = { NULL };

  ytt_store_merge_compare_async (store, options->files[0], options->release, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  plan = ytt_store_merge_compare_finish (store, result, error);
  if (plan == NULL)
    return FALSE;
  print_plan (plan);

  return options->dry_run || run (options, store, plan, error);
}

/**
 * ytt_cli_merge:
 * @command: the command
 * @argc: how many arguments there are
 * @argv: the arguments
 *
 * Merges another document or a file of changes, or says what that would do.
 *
 * Returns: what the program ends with
 */
int
ytt_cli_merge (const YttCommand  *command,
               int                argc,
               char             **argv)
{
  g_auto(Options) options = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;

  if (!parse (&options, command, FALSE, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (!check (&options, command))
    return YTT_CLI_USAGE;

  store = options.dry_run ? ytt_cli_open (options.document, &error) : ytt_cli_open_to_write (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);
  merge (&options, store, &error);
  ytt_store_close (store);

  return error == NULL ? YTT_CLI_DONE : ytt_cli_fail (command, error);
}

/**
 * ytt_cli_send:
 * @command: the command
 * @argc: how many arguments there are
 * @argv: the arguments
 *
 * Writes what was done to the document as a file of changes.
 *
 * Returns: what the program ends with
 */
int
ytt_cli_send (const YttCommand  *command,
              int                argc,
              char             **argv)
{
  g_auto(Options) options = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  YttCliWait wait = { NULL };
  guint n;

  if (!parse (&options, command, TRUE, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (!check (&options, command))
    return YTT_CLI_USAGE;

  store = ytt_cli_open (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);
  ytt_store_send_changes_async (store, options.files[0], options.since, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  n = ytt_store_send_changes_finish (store, result, &error);
  ytt_store_close (store);
  if (n == 0 && error == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is nothing to send."));
  if (error != NULL)
    return ytt_cli_fail (command, error);
  g_print (ngettext ("%u change written.\n", "%u changes written.\n", n), n);

  return YTT_CLI_DONE;
}
