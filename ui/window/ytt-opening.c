#include "config.h"

#include "ytt-opening.h"

typedef struct
{
  char     *path;     /* (owned) */
  gboolean  done;
  YttStore *store;    /* (owned) (nullable) */
  GError   *error;    /* (owned) (nullable) */
  GTask    *taker;    /* (owned) (nullable) */
} Opening;

static Opening *opening;

static void
opening_free (Opening *self)
{
  g_free (self->path);
  g_clear_object (&self->store);
  g_clear_error (&self->error);
  g_clear_object (&self->taker);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

/* A task that was cancelled lets go of the store, which closes it. */
static void
hand_over (void)
{
  g_autoptr(Opening) self = g_steal_pointer (&opening);

  if (self->store != NULL)
    g_task_return_pointer (self->taker, g_steal_pointer (&self->store), g_object_unref);
  else
    g_task_return_error (self->taker, g_steal_pointer (&self->error));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  opening->store = ytt_store_open_finish (result, &opening->error);
  opening->done = TRUE;
  if (opening->taker != NULL)
    hand_over ();
}

/**
 * ytt_opening_begin:
 * @path: (type filename): the document
 *
 * Begins to open @path on another thread, unless one is being opened already.
 */
void
ytt_opening_begin (const char *path)
{
  g_return_if_fail (path != NULL);

  if (opening != NULL)
    return;

  opening = g_new0 (Opening, 1);
  opening->path = g_strdup (path);
  ytt_store_open_async (path, YTT_STORE_OPEN, NULL, opened_cb, NULL);
}

/**
 * ytt_opening_take_async:
 * @path: (type filename): a document
 * @cancellable: (nullable): to give up
 * @callback: called when it is open, or cannot be
 * @user_data: for @callback
 *
 * Takes over what ytt_opening_begin() began, if that was @path.
 *
 * Returns: whether it was, and @callback will be called
 */
gboolean
ytt_opening_take_async (const char          *path,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  if (opening == NULL || opening->taker != NULL || g_strcmp0 (opening->path, path) != 0)
    return FALSE;

  opening->taker = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (opening->taker, ytt_opening_take_async);
  if (opening->done)
    hand_over ();

  return TRUE;
}

/**
 * ytt_opening_take_finish:
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): the document
 */
YttStore *
ytt_opening_take_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ytt_opening_end:
 *
 * Waits for what nobody has taken, and closes it; for a program that ends without a window.
 */
void
ytt_opening_end (void)
{
  if (opening == NULL || opening->taker != NULL)
    return;

  while (!opening->done)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&opening, opening_free);
}
