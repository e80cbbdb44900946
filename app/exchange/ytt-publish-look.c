#include "config.h"

#include "ytt-publish.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "ytt-server-input.h"

/* A server that has a million facilities compares them with what was published for a minute. */
#define PATIENCE_MS (5 * 60 * 1000)

void
ytt_publish_place_free (YttPublishPlace *place)
{
  if (place == NULL)
    return;

  g_free (place->database);
  g_free (place);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autofree char *told = NULL;
  g_autoptr(JsonNode) root = NULL;
  GError *error = NULL;
  YttPublishPlace *place;
  JsonObject *there;

  if (ytt_exchange_run_finish (result, &told, &error))
    root = json_from_string (told != NULL ? told : "", NULL);
  if (error == NULL && (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)))
    error = g_error_new_literal (YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_ENDED, _("It ended before it was done."));
  if (g_error_matches (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_HANGS))
    {
      g_clear_error (&error);
      error = g_error_new_literal (YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_HANGS,
                                   _("The server did not come to an end and was given up. Nothing was changed there."));
    }
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  there = json_node_get_object (root);
  place = g_new0 (YttPublishPlace, 1);
  place->database = g_strdup (json_object_get_string_member_with_default (there, "database", ""));
  place->published = json_object_get_boolean_member_with_default (there, "published", FALSE);
  place->n_facilities = json_object_get_int_member_with_default (there, "facilities", 0);
  place->n_changed = json_object_get_int_member_with_default (there, "changed", 0);
  g_task_return_pointer (task, place, (GDestroyNotify) ytt_publish_place_free);
}

/**
 * ytt_publish_look_async:
 * @address: of a PostgreSQL server, as libpq reads it, without a password
 * @schema: the schema that something shall be published to
 * @password: (nullable): %NULL for the one that libpq finds, if any
 * @cancellable: (nullable): to give up
 * @callback: called when it was looked at
 * @user_data: for @callback
 *
 * Looks whether a schema can be published to, and what is there. Nothing is changed.
 */
void
ytt_publish_look_async (const char          *address,
                        const char          *schema,
                        const char          *password,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GBytes) input = NULL;
  const char *arguments[] = { "look", "--", schema, NULL };

  g_return_if_fail (address != NULL);
  g_return_if_fail (schema != NULL && *schema != '\0');

  g_task_set_source_tag (task, ytt_publish_look_async);
  if (ytt_address_has_password (address))
    {
      g_task_return_new_error (task, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_TOLD,
                               _("Leave the password out of the address: it is asked for, or read from ~/.pgpass."));
      return;
    }

  input = ytt_server_input_new (address, password);
  ytt_exchange_run_async (arguments, input, PATIENCE_MS, NULL, NULL, cancellable, ran_cb, g_object_ref (task));
}

/**
 * ytt_publish_look_finish:
 * @result: what the callback got
 * @error: return location for a #YttExchangeError, of which %YTT_EXCHANGE_ERROR_PASSWORD asks for another try with a password
 *
 * Returns: (transfer full) (nullable): what is there
 */
YttPublishPlace *
ytt_publish_look_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_publish_look_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
