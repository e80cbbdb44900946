#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>

#include "ytt-store-history.h"

/* What was done to a document, and taking it back. */

#define DEFAULT_ENTRIES 20
#define MOST_FIELDS 100

typedef struct
{
  char     *document;
  int       limit;
  gboolean  fields;
  char    **rest;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->document);
  g_strfreev (options->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options          *options,
       const YttCommand *command,
       gboolean          undo,
       int               argc,
       char            **argv,
       GError          **error)
{
  const GOptionEntry entries[] = {
    { "document", 'd', 0, G_OPTION_ARG_FILENAME, &options->document, N_("The document, instead of yours"), N_("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rest, NULL, NULL },
    { NULL }
  };
  const GOptionEntry more[] = {
    { "limit", 'n', 0, G_OPTION_ARG_INT, &options->limit, N_("How many entries; 20 unless told otherwise"), N_("NUMBER") },
    { "fields", 0, 0, G_OPTION_ARG_NONE, &options->fields, N_("What each changed, field by field"), NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);

  if (!undo)
    g_option_context_add_main_entries (context, more, GETTEXT_PACKAGE);

  return g_option_context_parse (context, &argc, &argv, error);
}

static void
append_fields (GString   *out,
               YttStore  *store,
               gint64     entry)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) fields = NULL;
  YttCliWait wait = { NULL };
  guint n = 0;

  ytt_store_get_fields_async (store, entry, MOST_FIELDS, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  fields = ytt_store_get_fields_finish (store, result, &n, NULL);
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const YttHistoryField *field = g_ptr_array_index (fields, i);

      g_string_append_printf (out, "    %s.%s: %s > %s\n", field->table, field->column != NULL ? field->column : "",
                              field->old != NULL ? field->old : "-",
                              field->new != NULL ? field->new : "-");
    }
  if (fields != NULL && n > fields->len)
    g_string_append (out, "    …\n");
}

static gboolean
print_history (Options   *options,
               YttStore  *store,
               GError   **error)
{
  YttHistoryQuery query = { .limit = options->limit > 0 ? (guint) options->limit : DEFAULT_ENTRIES };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  YttCliWait wait = { NULL };

  ytt_store_get_history_async (store, &query, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  entries = ytt_store_get_history_finish (store, result, error);
  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const YttHistoryEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (out, "%s  %s  %s%s\n", entry->at, entry->who != NULL ? entry->who : "", entry->summary,
                              entry->stands ? "" : _("  (taken back)"));
      if (options->fields)
        append_fields (out, store, entry->id);
    }
  ytt_cli_print (out->str);

  return TRUE;
}

static gboolean
undo (YttStore  *store,
      GError   **error)
{
  g_autoptr(GAsyncResult) state_result = NULL, result = NULL;
  g_autoptr(YttUndoState) state = NULL;
  YttCliWait wait = { NULL };

  ytt_store_get_undo_state_async (store, NULL, ytt_cli_wait_cb, &wait);
  state_result = ytt_cli_wait (&wait);
  state = ytt_store_get_undo_state_finish (store, state_result, error);
  if (state == NULL)
    return FALSE;
  if (state->undo == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is nothing of “%s” to take back."),
                   ytt_store_get_who (store));
      return FALSE;
    }

  ytt_store_undo_async (store, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  if (ytt_store_undo_finish (store, result, error) == 0)
    return FALSE;
  g_print (_("Taken back: %s\n"), state->undo_summary);

  return TRUE;
}

int
ytt_cli_history (const YttCommand  *command,
                 int                argc,
                 char             **argv)
{
  g_auto(Options) options = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;

  if (!parse (&options, command, FALSE, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (options.rest != NULL)
    return ytt_cli_refuse (command, _("“%s” is not understood."), options.rest[0]);

  store = ytt_cli_open (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);
  print_history (&options, store, &error);
  ytt_store_close (store);

  return error == NULL ? YTT_CLI_DONE : ytt_cli_fail (command, error);
}

int
ytt_cli_undo (const YttCommand  *command,
              int                argc,
              char             **argv)
{
  g_auto(Options) options = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;

  if (!parse (&options, command, TRUE, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (options.rest != NULL)
    return ytt_cli_refuse (command, _("“%s” is not understood."), options.rest[0]);

  store = ytt_cli_open_to_write (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);
  undo (store, &error);
  ytt_store_close (store);

  return error == NULL ? YTT_CLI_DONE : ytt_cli_fail (command, error);
}
