/* The announcements as a list: what was found, and the rows of those that somebody looks at. */

#include "config.h"

#include "ytt-announcements-private.h"

/* How many rows one reading asks for. */
#define MAX_WINDOW 256

typedef struct
{
  YttAnnouncements *self;        /* (owned) */
  GArray           *positions;   /* (owned) (element-type guint) */
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->self);
  g_array_unref (request->positions);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Request) request = user_data;
  YttAnnouncements *self = request->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_get_announcement_rows_finish (YTT_STORE (object), result, &error);
  guint next = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the positions are of an older result */

  if (rows == NULL)
    {
      ytt_announcements_set_error (self, g_steal_pointer (&error));
      return;
    }

  /* Rows come in the order that they were asked for in; what is gone is left out. */
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < request->positions->len && next < rows->len; i++)
    {
      YttAnnouncementItem *item = g_ptr_array_index (self->items, g_array_index (request->positions, guint, i));
      YttAnnouncementRow *row = g_ptr_array_index (rows, next);

      if (ytt_announcement_item_get_id (item) == row->id)
        {
          ytt_announcement_item_take_row (item, row);
          next++;
        }
    }
  for (; next < rows->len; next++)
    ytt_announcement_row_free (g_ptr_array_index (rows, next));
}

static gboolean
ask_for_rows_cb (gpointer user_data)
{
  YttAnnouncements *self = user_data;
  YttStore *store = ytt_session_get_store (self->session);

  self->rows_source = 0;
  for (guint start = 0; store != NULL && start < self->pending->len; start += MAX_WINDOW)
    {
      guint n = MIN (self->pending->len - start, MAX_WINDOW);
      g_autoptr(GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
      Request *request = g_new0 (Request, 1);

      request->self = g_object_ref (self);
      request->positions = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
      g_array_append_vals (request->positions, &g_array_index (self->pending, guint, start), n);
      for (guint i = 0; i < n; i++)
        {
          guint position = g_array_index (request->positions, guint, i);

          g_array_append_val (ids, g_array_index (self->result->entries, YttAnnouncementEntry, position).id);
        }

      ytt_store_get_announcement_rows_async (store, (const gint64 *) (gconstpointer) ids->data, n,
                                             self->rows_cancellable, rows_read_cb, request);
    }
  g_array_set_size (self->pending, 0);

  return G_SOURCE_REMOVE;
}

/*< private >
 * ytt_announcements_stop_rows:
 *
 * Asks for no more rows.
 */
void
ytt_announcements_stop_rows (YttAnnouncements *self)
{
  ytt_announcements_cancel (&self->rows_cancellable);
  g_clear_handle_id (&self->rows_source, g_source_remove);
  g_array_set_size (self->pending, 0);
}

/* How many of each month there are, and which is its first and its last. */
static void
work_out_places (YttAnnouncements *self)
{
  GArray *entries = self->result->entries;
  guint start = 0;

  g_array_set_size (self->places, 0);
  while (start < entries->len)
    {
      guint32 period = g_array_index (entries, YttAnnouncementEntry, start).day / 100;
      guint end = start + 1;

      while (end < entries->len && g_array_index (entries, YttAnnouncementEntry, end).day / 100 == period)
        end++;

      for (guint i = start; i < end; i++)
        {
          YttAnnouncementPlace place = { period, end - start, i == start, i == end - 1 };

          g_array_append_val (self->places, place);
        }
      start = end;
    }
}

/*< private >
 * ytt_announcements_take_result:
 * @result: (transfer full) (nullable): what was found
 *
 * Shows what was found instead of what was found before.
 */
void
ytt_announcements_take_result (YttAnnouncements      *self,
                               YttAnnouncementResult *result)
{
  guint n_before = self->items->len;

  ytt_announcements_stop_rows (self);
  self->rows_cancellable = g_cancellable_new ();
  g_clear_pointer (&self->result, ytt_announcement_result_free);
  self->result = result;
  g_ptr_array_set_size (self->items, 0);
  if (result != NULL)
    {
      work_out_places (self);
      g_ptr_array_set_size (self->items, (int) result->entries->len);
    }

  if (n_before > 0 || self->items->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->items->len);
  ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_RESULT);
}

static GType
ytt_announcements_get_item_type (GListModel *model)
{
  return YTT_TYPE_ANNOUNCEMENT_ITEM;
}

static guint
ytt_announcements_get_n_items (GListModel *model)
{
  return YTT_ANNOUNCEMENTS (model)->items->len;
}

static gpointer
ytt_announcements_get_item (GListModel *model,
                            guint       position)
{
  YttAnnouncements *self = YTT_ANNOUNCEMENTS (model);
  gpointer *slot;

  if (position >= self->items->len)
    return NULL;

  slot = &g_ptr_array_index (self->items, position);
  if (*slot == NULL)
    {
      *slot = ytt_announcement_item_new (g_array_index (self->result->entries, YttAnnouncementEntry, position).id,
                                         &g_array_index (self->places, YttAnnouncementPlace, position));
      g_array_append_val (self->pending, position);
      if (self->rows_source == 0)
        self->rows_source = g_idle_add_full (G_PRIORITY_DEFAULT, ask_for_rows_cb, self, NULL);
    }

  return g_object_ref (*slot);
}

/*< private >
 * ytt_announcements_list_model_init:
 *
 * Makes announcements a list.
 */
void
ytt_announcements_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ytt_announcements_get_item_type;
  iface->get_n_items = ytt_announcements_get_n_items;
  iface->get_item = ytt_announcements_get_item;
}
