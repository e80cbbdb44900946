#include "config.h"

#include "ytt-publish.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "ytt-server-input.h"
#include "ytt-store-history.h"
#include "ytt-store-part.h"

/* A server may work on a statement for minutes, in which nothing is told. That nobody answers any more is noticed by the
 * connection itself. */
#define PATIENCE_MS (15 * 60 * 1000)

/* One document on its way to a server. The task owns it. */
typedef struct
{
  char                *folder;   /* (nullable): nobody else can read it */
  char                *copy;     /* (nullable): of the document, or a part of it, as it is at one moment */
  GArray              *ids;      /* (nullable): NULL for all */
  char                *schema;
  char                *entry;    /* (nullable): the newest of the history, as an option */
  GBytes              *input;    /* the address and the password */
  YttExchangeProgress  progress;
  gpointer             progress_data;
} Job;

static void
job_free (Job *job)
{
  if (job->copy != NULL)
    g_unlink (job->copy);
  if (job->folder != NULL)
    g_rmdir (job->folder);
  g_free (job->copy);
  g_free (job->folder);
  g_clear_pointer (&job->ids, g_array_unref);
  g_free (job->schema);
  g_free (job->entry);
  g_bytes_unref (job->input);
  g_free (job);
}

void
ytt_published_free (YttPublished *published)
{
  if (published == NULL)
    return;

  g_free (published->database);
  g_free (published);
}

/**
 * ytt_address_has_password:
 * @address: an address of a server, as libpq reads it: words with values, or a URI
 *
 * Returns: whether it bears a password
 */
gboolean
ytt_address_has_password (const char *address)
{
  g_autoptr(GRegex) bearing = g_regex_new ("(^|[\\s?&])(ssl)?password\\s*=|^postgres(ql)?://[^/@]*:[^/@]*@", G_REGEX_CASELESS, 0, NULL);

  g_return_val_if_fail (address != NULL, FALSE);

  return g_regex_match (bearing, address, 0, NULL);
}

static YttPublished *
read_told (const char  *told,
           GError     **error)
{
  g_autoptr(JsonNode) root = json_from_string (told != NULL ? told : "", error);
  YttPublished *published;
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_ENDED, _("It ended before it was done."));
      return NULL;
    }

  object = json_node_get_object (root);
  published = g_new0 (YttPublished, 1);
  published->database = g_strdup (json_object_get_string_member_with_default (object, "database", ""));
  published->n_facilities = json_object_get_int_member_with_default (object, "facilities", 0);
  published->n_claims = json_object_get_int_member_with_default (object, "claims", 0);
  published->n_added = json_object_get_int_member_with_default (object, "added", 0);
  published->n_changed = json_object_get_int_member_with_default (object, "changed", 0);
  published->n_removed = json_object_get_int_member_with_default (object, "removed", 0);

  return published;
}

static void
return_failure (GTask        *task,
                const GError *error)
{
  if (g_error_matches (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_HANGS))
    g_task_return_new_error (task, error->domain, error->code,
                             _("The server did not come to an end and was given up. Nothing was changed there."));
  else if (g_error_matches (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_BROKE)
           || g_error_matches (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_ENDED))
    g_task_return_new_error (task, error->domain, error->code,
                             _("Publishing broke off before it was done. Nothing was changed there."));
  else
    g_task_return_error (task, g_error_copy (error));
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autofree char *told = NULL;
  g_autoptr(GError) error = NULL;
  YttPublished *published = NULL;

  if (ytt_exchange_run_finish (result, &told, &error))
    published = read_told (told, &error);
  if (published != NULL)
    g_task_return_pointer (task, published, (GDestroyNotify) ytt_published_free);
  else
    return_failure (task, error);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  const char *arguments[] = { "publish", job->entry, "--", job->schema, job->copy, NULL };
  GError *error = NULL;

  if (!(job->ids != NULL ? ytt_store_write_part_finish (YTT_STORE (object), result, &error)
                         : ytt_store_save_copy_finish (YTT_STORE (object), result, &error)))
    {
      g_task_return_error (task, error);
      return;
    }

  ytt_exchange_run_async (arguments, job->input, PATIENCE_MS, job->progress, job->progress_data,
                          g_task_get_cancellable (task), ran_cb, g_object_ref (task));
}

/* By the newest entry that is published another document knows whether it has all that is. */
static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) entries = ytt_store_get_history_finish (YTT_STORE (object), result, &error);
  gint64 newest;

  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  newest = entries->len > 0 ? ((YttHistoryEntry *) g_ptr_array_index (entries, 0))->id : 0;
  job->entry = g_strdup_printf ("--entry=%" G_GINT64_FORMAT, newest);
  if (job->ids != NULL)
    ytt_store_write_part_async (YTT_STORE (object), job->ids, job->copy, g_task_get_cancellable (task), copied_cb,
                                g_object_ref (task));
  else
    ytt_store_save_copy_async (YTT_STORE (object), job->copy, g_task_get_cancellable (task), copied_cb, g_object_ref (task));
}

/**
 * ytt_publish_async:
 * @store: a document
 * @ids: (nullable) (element-type gint64): the facilities that are published; %NULL for all
 * @address: of a PostgreSQL server with PostGIS, as libpq reads it, without a password
 * @schema: the schema of its database that gets the tables
 * @password: (nullable): %NULL for the one that libpq finds in its file of passwords or its service file, if any
 * @progress: (nullable): called now and then
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up, which leaves all there as it was
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Makes the tables of a schema the same as those of the document, or of what ytt_store_write_part_async() makes of it, as it
 * is now, in one transaction. Tables are made where there are none; else only what differs is written, and what others made
 * there stays.
 */
void
ytt_publish_async (YttStore            *store,
                   GArray              *ids,
                   const char          *address,
                   const char          *schema,
                   const char          *password,
                   YttExchangeProgress  progress,
                   gpointer             progress_data,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);
  const YttHistoryQuery newest = { .limit = 1 };
  Job *job = g_new0 (Job, 1);
  GError *error = NULL;

  g_return_if_fail (YTT_IS_STORE (store));
  g_return_if_fail (address != NULL);
  g_return_if_fail (schema != NULL && *schema != '\0');

  g_task_set_source_tag (task, ytt_publish_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  job->ids = ids != NULL ? g_array_ref (ids) : NULL;
  job->schema = g_strdup (schema);
  job->input = ytt_server_input_new (address, password);
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

  job->copy = g_build_filename (job->folder, "document.gpkg", NULL);
  ytt_store_get_history_async (store, &newest, cancellable, looked_cb, g_object_ref (task));
}

/**
 * ytt_publish_finish:
 * @store: a document
 * @result: what the callback got
 * @error: return location for a #YttExchangeError, of which %YTT_EXCHANGE_ERROR_PASSWORD asks for another try with a
 *   password, or an error of the store
 *
 * Returns: (transfer full) (nullable): what was done
 */
YttPublished *
ytt_publish_finish (YttStore      *store,
                    GAsyncResult  *result,
                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_publish_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
