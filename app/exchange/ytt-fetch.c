#include "config.h"

#include "ytt-fetch.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "ytt-publish.h"
#include "ytt-server-input.h"
#include "ytt-store-history.h"

/* Before its first row a server compares all that it has, which takes it a minute for a million facilities. */
#define PATIENCE_MS (10 * 60 * 1000)

static guint patience_ms = PATIENCE_MS;

/* One fetching. The task owns it. */
typedef struct
{
  char                *folder;    /* (nullable): nobody else can read it */
  char                *staging;   /* (nullable) */
  char                *schema;
  GBytes              *input;     /* the address and the password */
  gboolean             all;
  gboolean             foreign;
  YttFetched          *fetched;   /* (owned) (nullable) */
  gint64               entry;
  YttExchangeProgress  progress;
  gpointer             progress_data;
} Job;

static void start (GTask *task);

static void
job_free (Job *job)
{
  if (job->staging != NULL)
    g_unlink (job->staging);
  if (job->folder != NULL)
    g_rmdir (job->folder);
  g_free (job->staging);
  g_free (job->folder);
  g_free (job->schema);
  g_bytes_unref (job->input);
  ytt_fetched_free (job->fetched);
  g_free (job);
}

void
ytt_fetched_free (YttFetched *fetched)
{
  if (fetched == NULL)
    return;

  g_clear_object (&fetched->staging);
  g_free (fetched->database);
  g_free (fetched->schema);
  g_free (fetched);
}

/**
 * ytt_fetch_set_patience:
 * @patience: in ms, 0 for what it is ordinarily
 *
 * Says how long a server that tells nothing is waited for.
 */
void
ytt_fetch_set_patience (guint patience)
{
  patience_ms = patience > 0 ? patience : PATIENCE_MS;
}

/* What was fetched, as an import */

/* What ytterby-exchange calls the columns that are not figures. */
static const struct
{
  const char     *name;
  YttImportField  field;
} columns[] = {
  { "facility", YTT_IMPORT_SLUG }, { "name", YTT_IMPORT_NAME }, { "other_names", YTT_IMPORT_OTHER_NAMES },
  { "operator", YTT_IMPORT_OPERATOR }, { "owners", YTT_IMPORT_OWNERS }, { "country", YTT_IMPORT_COUNTRY },
  { "admin1", YTT_IMPORT_ADMIN1 }, { "locality", YTT_IMPORT_LOCALITY }, { "location_precision", YTT_IMPORT_PRECISION },
  { "stages", YTT_IMPORT_STAGES }, { "products", YTT_IMPORT_PRODUCTS }, { "elements", YTT_IMPORT_ELEMENTS },
  { "summary", YTT_IMPORT_SUMMARY }
};

static gboolean
is_known (const char *attribute)
{
  for (guint i = 0; ytt_attribute_get_nth (i) != NULL; i++)
    if (g_str_equal (ytt_attribute_get_nth (i), attribute))
      return TRUE;

  return FALSE;
}

/* "capacity_as_of", behind the value of the claim */
static void
map_detail (YttImportMapping *mapping,
            guint             column,
            const char       *attribute,
            const char       *name)
{
  for (YttImportDetail detail = 0; detail < YTT_N_IMPORT_DETAILS; detail++)
    {
      g_autofree char *full = g_strconcat (attribute, "_", ytt_import_detail_get_code (detail), NULL);

      if (g_str_equal (name, full))
        ytt_import_mapping_set (mapping, column, YTT_IMPORT_DETAIL, attribute, ytt_import_detail_get_code (detail));
    }
}

static YttImportMapping *
make_mapping (YttFetched *fetched)
{
  g_autofree char *title = g_strdup_printf (_("Database %s, schema %s"), fetched->database, fetched->schema);
  YttImportMapping *mapping = ytt_import_mapping_guess (fetched->staging, title);
  const char *attribute = NULL;

  for (guint i = 0; i < mapping->columns->len; i++)
    {
      const char *name = ytt_staging_get_column (fetched->staging, i);
      YttImportField field = YTT_IMPORT_IGNORED;

      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        if (g_str_equal (columns[j].name, name))
          field = columns[j].field;
      ytt_import_mapping_set (mapping, i, field, NULL, NULL);

      if (field == YTT_IMPORT_IGNORED && is_known (name))
        {
          attribute = name;
          ytt_import_mapping_set (mapping, i, YTT_IMPORT_CLAIM, attribute, NULL);
        }
      else if (field == YTT_IMPORT_IGNORED && attribute != NULL)
        map_detail (mapping, i, attribute, name);
    }
  mapping->precision = YTT_PRECISION_UNKNOWN;

  return mapping;
}

/* A facility that was published is the same still, whatever it is called there or here. One that the document has no more
 * does not come back. */
static void
decide (YttFetched *fetched,
        YttImport  *import,
        YttFacts   *facts,
        guint       column)
{
  for (guint row = 0; row < ytt_staging_get_n_rows (fetched->staging); row++)
    {
      g_autofree char *known = ytt_staging_dup_cell (fetched->staging, row, column);
      gint64 id = known != NULL ? g_ascii_strtoll (known, NULL, 10) : 0;
      YttFactsFacility facility;

      if (id > 0)
        ytt_import_decide (import, row, ytt_facts_get_facility (facts, id, &facility) ? id : YTT_IMPORT_NOT_AT_ALL);
    }
}

/**
 * ytt_fetched_create_import:
 * @fetched: what was fetched
 * @facts: what the document knows
 *
 * Returns: (transfer full): an import that has not been reviewed yet
 */
YttImport *
ytt_fetched_create_import (YttFetched *fetched,
                           YttFacts   *facts)
{
  g_autoptr(YttImportMapping) mapping = make_mapping (fetched);
  YttImport *import = ytt_import_new (fetched->staging, facts, mapping);

  for (guint i = 0; i < ytt_staging_get_n_columns (fetched->staging); i++)
    {
      const char *name = ytt_staging_get_column (fetched->staging, i);

      if (g_str_equal (name, "title"))
        ytt_import_set_titles (import, i);
      else if (g_str_equal (name, "known"))
        decide (fetched, import, facts, i);
    }

  return import;
}

/**
 * ytt_fetched_dup_remarks:
 * @fetched: what was fetched
 *
 * Returns: (transfer full) (array zero-terminated=1): what will not come into the document, in the user's language
 */
char **
ytt_fetched_dup_remarks (YttFetched *fetched)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n_removed = (guint) MIN (fetched->n_removed, G_MAXINT), n_emptied = (guint) MIN (fetched->n_emptied, G_MAXINT);
  guint n_others = (guint) MIN (fetched->n_others, G_MAXINT), n_left = (guint) MIN (fetched->n_left, G_MAXINT);
  g_autofree char *removed = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
    "%u facility or fact was removed there; it stays here.", "%u facilities or facts were removed there; they stay here.",
    n_removed), n_removed);
  g_autofree char *emptied = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
    "%u field was emptied there; it stays as it is here.", "%u fields were emptied there; they stay as they are here.",
    n_emptied), n_emptied);
  g_autofree char *others = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
    "%u change there cannot be fetched: to keys, links, announcements, sources, organisations, statistics, or dates and notes alone.",
    "%u changes there cannot be fetched: to keys, links, announcements, sources, organisations, statistics, or dates and notes alone.",
    n_others), n_others);
  g_autofree char *left = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
    "%u figure found no room beside the others of its facility.", "%u figures found no room beside the others of their facilities.",
    n_left), n_left);

  if (fetched->foreign)
    g_strv_builder_add (builder, _("What is there was published from another document, so all of it is compared: what was "
                                   "changed here since shows, too."));
  if (n_removed > 0)
    g_strv_builder_add (builder, removed);
  if (n_emptied > 0)
    g_strv_builder_add (builder, emptied);
  if (n_others > 0)
    g_strv_builder_add (builder, others);
  if (n_left > 0)
    g_strv_builder_add (builder, left);

  return g_strv_builder_end (builder);
}

/* Fetching */

static YttFetched *
read_told (Job         *job,
           const char  *told,
           GError     **error)
{
  g_autoptr(JsonNode) root = json_from_string (told != NULL ? told : "", NULL);
  JsonObject *object;
  YttFetched *fetched;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_ENDED, _("It ended before it was done."));
      return NULL;
    }

  object = json_node_get_object (root);
  job->entry = json_object_get_int_member_with_default (object, "entry", 0);
  fetched = g_new0 (YttFetched, 1);
  fetched->database = g_strdup (json_object_get_string_member_with_default (object, "database", ""));
  fetched->schema = g_strdup (job->schema);
  fetched->all = json_object_get_boolean_member_with_default (object, "all", FALSE);
  fetched->foreign = job->foreign || (fetched->all && !job->all);
  fetched->n_removed = json_object_get_int_member_with_default (object, "removed", 0);
  fetched->n_emptied = json_object_get_int_member_with_default (object, "emptied", 0);
  fetched->n_others = json_object_get_int_member_with_default (object, "others", 0);
  fetched->n_left = json_object_get_int_member_with_default (object, "left", 0);
  fetched->staging = ytt_staging_open (job->staging, error);
  if (fetched->staging == NULL)
    g_clear_pointer (&fetched, ytt_fetched_free);

  return fetched;
}

static void
return_failure (GTask        *task,
                const GError *error)
{
  if (g_error_matches (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_HANGS))
    g_task_return_new_error (task, error->domain, error->code,
                             _("The server did not come to an end and was given up. Nothing was changed."));
  else if (g_error_matches (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_BROKE)
           || g_error_matches (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_ENDED))
    g_task_return_new_error (task, error->domain, error->code,
                             _("Fetching broke off before it was done. Nothing was changed."));
  else
    g_task_return_error (task, g_error_copy (error));
}

/* What was changed there since is all there is to know only if what was published is known here. Else somebody published
 * another document, and all of that is to be looked at. */
static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) entries = ytt_store_get_history_finish (YTT_STORE (object), result, &error);

  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < entries->len; i++)
    if (((YttHistoryEntry *) g_ptr_array_index (entries, i))->id == job->entry)
      {
        g_task_return_pointer (task, g_steal_pointer (&job->fetched), (GDestroyNotify) ytt_fetched_free);
        return;
      }

  job->all = job->foreign = TRUE;
  start (task);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  const YttHistoryQuery every = { 0 };
  g_autofree char *told = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&job->fetched, ytt_fetched_free);
  if (ytt_exchange_run_finish (result, &told, &error))
    job->fetched = read_told (job, told, &error);
  if (job->fetched == NULL)
    return_failure (task, error);
  else if (job->fetched->all || job->entry == 0)
    g_task_return_pointer (task, g_steal_pointer (&job->fetched), (GDestroyNotify) ytt_fetched_free);
  else
    ytt_store_get_history_async (g_task_get_source_object (task), &every, g_task_get_cancellable (task), looked_cb,
                                 g_object_ref (task));
}

static void
start (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();

  g_ptr_array_add (arguments, (gpointer) "fetch");
  if (job->all)
    g_ptr_array_add (arguments, (gpointer) "--all");
  g_ptr_array_add (arguments, (gpointer) "--");
  g_ptr_array_add (arguments, job->schema);
  g_ptr_array_add (arguments, job->staging);
  g_ptr_array_add (arguments, NULL);
  ytt_exchange_run_async ((const char * const *) arguments->pdata, job->input, patience_ms, job->progress, job->progress_data,
                          g_task_get_cancellable (task), ran_cb, g_object_ref (task));
}

/**
 * ytt_fetch_async:
 * @store: a document
 * @address: of a PostgreSQL server, as libpq reads it, without a password
 * @schema: the schema of its database that was published to
 * @password: (nullable): %NULL for the one that libpq finds in its file of passwords or its service file, if any
 * @all: whether all is wanted, and not only what was changed there since it was published
 * @progress: (nullable): called now and then
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Reads what others changed on a server since it was published to; neither the document nor the server is changed. Where
 * what is published there is not from this document or a copy of it, all is read.
 */
void
ytt_fetch_async (YttStore            *store,
                 const char          *address,
                 const char          *schema,
                 const char          *password,
                 gboolean             all,
                 YttExchangeProgress  progress,
                 gpointer             progress_data,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  GError *error = NULL;

  g_return_if_fail (YTT_IS_STORE (store));
  g_return_if_fail (address != NULL);
  g_return_if_fail (schema != NULL && *schema != '\0');

  g_task_set_source_tag (task, ytt_fetch_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  job->schema = g_strdup (schema);
  job->input = ytt_server_input_new (address, password);
  job->all = all;
  job->progress = progress;
  job->progress_data = progress_data;
  if (ytt_address_has_password (address))
    {
      g_task_return_new_error (task, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_TOLD,
                               _("Leave the password out of the address: it is asked for, or read from ~/.pgpass."));
      return;
    }

  job->folder = g_dir_make_tmp ("ytterby-XXXXXX", &error);
  if (job->folder == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  job->staging = g_build_filename (job->folder, "staging", NULL);
  start (task);
}

/**
 * ytt_fetch_finish:
 * @store: a document
 * @result: what the callback got
 * @error: return location for a #YttExchangeError, of which %YTT_EXCHANGE_ERROR_PASSWORD asks for another try with a
 *   password, or an error of the store
 *
 * Returns: (transfer full) (nullable): what was found
 */
YttFetched *
ytt_fetch_finish (YttStore      *store,
                  GAsyncResult  *result,
                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_fetch_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
