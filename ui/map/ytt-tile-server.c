#include "config.h"

#include "ytt-tile-server.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#include "ytt-error.h"
#include "ytt-mbtiles.h"

/* Connections at a time: OpenStreetMap wants no more than two for one who reads. */
#define MOST_CONNECTIONS 2

/* Seconds without an answer after which a server counts as not there. */
#define TIMEOUT 15

#define CACHE_SIZE (100 * 1024 * 1024)

struct _YttTileServer
{
  GObject      parent_instance;

  char        *address;   /* (owned): with {z}, {x} and {y} */
  SoupSession *session;   /* (owned) (nullable): once something was asked for */
  SoupCache   *cache;     /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (YttTileServer, ytt_tile_server, G_TYPE_OBJECT)

static void
begin_session (YttTileServer *self)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->address, -1);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "ytterby", "tiles", name, NULL);

  self->session = soup_session_new_with_options ("user-agent", "Ytterby/" YTT_VERSION " (" YTT_APPLICATION_ID ")",
                                                 "max-conns", MOST_CONNECTIONS,
                                                 "max-conns-per-host", MOST_CONNECTIONS,
                                                 "timeout", TIMEOUT,
                                                 NULL);
  /* Where nothing can be kept, it goes without. */
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return;

  self->cache = soup_cache_new (folder, SOUP_CACHE_SINGLE_USER);
  soup_cache_set_max_size (self->cache, CACHE_SIZE);
  soup_session_add_feature (self->session, SOUP_SESSION_FEATURE (self->cache));
  soup_cache_load (self->cache);
}

static char *
make_address (YttTileServer *self,
              int            zoom,
              guint          x,
              guint          y)
{
  g_autoptr(GString) address = g_string_new (self->address);
  const struct { const char *name; guint value; } parts[] = { { "{z}", zoom }, { "{x}", x }, { "{y}", y } };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *value = g_strdup_printf ("%u", parts[i].value);

      g_string_replace (address, parts[i].name, value, 0);
    }

  return g_string_free (g_steal_pointer (&address), FALSE);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gsize n_read;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (object), result, &n_read, &error))
    g_task_return_error (task, error);
  else if (n_read > YTT_MBTILES_MAX_BYTES)
    g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_SYNTAX, _("The server sent more than a tile."));
  else
    g_task_return_pointer (task, g_bytes_new (g_task_get_task_data (task), n_read), (GDestroyNotify) g_bytes_unref);
}

/* One byte more than there may be tells whether there are more. */
static void
read_body (GTask        *task,     /* (transfer full) */
           GInputStream *stream)
{
  gpointer buffer = g_malloc (YTT_MBTILES_MAX_BYTES + 1);

  g_task_set_task_data (task, buffer, g_free);
  g_input_stream_read_all_async (stream, buffer, YTT_MBTILES_MAX_BYTES + 1, G_PRIORITY_DEFAULT,
                                 g_task_get_cancellable (task), read_cb, task);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SoupSession *session = SOUP_SESSION (object);
  SoupMessage *message = soup_session_get_async_result_message (session, result);
  GError *error = NULL;
  g_autoptr(GInputStream) stream = soup_session_send_finish (session, result, &error);
  SoupStatus status;

  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  status = soup_message_get_status (message);
  if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE || status == SOUP_STATUS_NO_CONTENT)
    g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("The server has no such tile."));
  else if (status != SOUP_STATUS_OK)
    g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_BUSY, _("The server answered “%u %s”."), status,
                             soup_status_get_phrase (status));
  else
    read_body (g_steal_pointer (&task), stream);
}

/* What was kept is of use at the next start only if its index is written down. */
static void
ytt_tile_server_finalize (GObject *object)
{
  YttTileServer *self = YTT_TILE_SERVER (object);

  if (self->cache != NULL)
    {
      soup_cache_flush (self->cache);
      soup_cache_dump (self->cache);
    }
  g_clear_object (&self->cache);
  g_clear_object (&self->session);
  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (ytt_tile_server_parent_class)->finalize (object);
}

static void
ytt_tile_server_class_init (YttTileServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_tile_server_finalize;
}

static void
ytt_tile_server_init (YttTileServer *self)
{
}

/**
 * ytt_tile_server_get:
 * @address: where tiles are, with {z}, {x} and {y} for zoom, column and row from the north
 *
 * Windows share a server, for two that keep tiles in one folder would lose each other's.
 *
 * Returns: (transfer full): the server; a new one was asked for nothing yet
 */
YttTileServer *
ytt_tile_server_get (const char *address)
{
  static YttTileServer *shared;   /* not owned */
  YttTileServer *self;

  g_return_val_if_fail (address != NULL, NULL);

  if (shared != NULL && g_str_equal (shared->address, address))
    return g_object_ref (shared);

  self = g_object_new (YTT_TYPE_TILE_SERVER, NULL);
  self->address = g_strdup (address);
  g_set_weak_pointer (&shared, self);

  return self;
}

/**
 * ytt_tile_server_fetch_async:
 * @self: a server
 * @zoom: the tile's zoom
 * @x: its column
 * @y: its row, from the north
 * @cancellable: (nullable): to give up
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Asks for a tile, unless one that is still good was kept.
 */
void
ytt_tile_server_fetch_async (YttTileServer       *self,
                             int                  zoom,
                             guint                x,
                             guint                y,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(SoupMessage) message = NULL;
  g_autofree char *address = NULL;
  GTask *task;

  g_return_if_fail (YTT_IS_TILE_SERVER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_tile_server_fetch_async);

  address = make_address (self, zoom, x, y);
  message = soup_message_new (SOUP_METHOD_GET, address);
  if (message == NULL)
    {
      g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_SYNTAX, _("“%s” is no address of a server."), address);
      g_object_unref (task);
      return;
    }

  if (self->session == NULL)
    begin_session (self);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, cancellable, sent_cb, task);
}

/**
 * ytt_tile_server_fetch_finish:
 * @self: a server
 * @result: what the callback got
 * @error: return location for %YTT_ERROR_NOT_FOUND where the server has no such tile, %YTT_ERROR_BUSY where it gave
 *   another answer, or what libsoup says
 *
 * Returns: (transfer full) (nullable): what the server sent: nobody has looked at it yet
 */
GBytes *
ytt_tile_server_fetch_finish (YttTileServer  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
