#include "config.h"

#include "ytt-facility-list.h"

/* How many rows one reading asks for, and how many facilities that nobody looks at any more are kept at hand. */
#define MAX_WINDOW 256
#define N_KEPT 1024

struct _YttFacilityList
{
  GObject       parent_instance;

  YttStore     *store;         /* (owned) (nullable) */
  YttMoment     moment;
  GArray       *ids;           /* (owned) (element-type gint64) */
  GHashTable   *facilities;    /* id to YttFacility (not owned): all that somebody holds */
  GQueue        kept;          /* (element-type YttFacility) (owned): those looked at last, newest first */
  GArray       *pending;       /* (owned) (element-type gint64): rows to ask for in the next turn of the loop */
  GHashTable   *asked;         /* set of gint64: rows asked for and not there yet, or refused */
  GCancellable *cancellable;   /* (owned): ends with the store */
  guint         source_id;
};

enum
{
  ROWS_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void ytt_facility_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttFacilityList, ytt_facility_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ytt_facility_list_list_model_init))

/* Weak notifications come in dispose, when the facility still knows its id. */
static void
facility_gone_cb (gpointer  user_data,
                  GObject  *where_the_object_was)
{
  YttFacilityList *self = user_data;
  gint64 id = ytt_facility_get_id ((YttFacility *) where_the_object_was);

  g_hash_table_remove (self->facilities, &id);
}

static void
forget_facilities (YttFacilityList *self)
{
  GHashTableIter iter;
  gpointer facility;

  g_hash_table_iter_init (&iter, self->facilities);
  while (g_hash_table_iter_next (&iter, NULL, &facility))
    g_object_weak_unref (facility, facility_gone_cb, self);

  g_hash_table_remove_all (self->facilities);
  g_queue_clear_full (&self->kept, g_object_unref);
}

static gint64 *
copy_id (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

typedef struct
{
  YttFacilityList *self;   /* (owned) */
  GArray          *ids;    /* (owned) (element-type gint64) */
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->self);
  g_array_unref (request->ids);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Request) request = user_data;
  YttFacilityList *self = request->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  rows = ytt_store_get_rows_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the document has changed; its rows were asked for anew */

  if (rows == NULL)
    {
      g_signal_emit (self, signals[ROWS_FAILED], 0, error);
      return;
    }

  for (guint i = 0; i < request->ids->len; i++)
    g_hash_table_remove (self->asked, &g_array_index (request->ids, gint64, i));

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      YttFacilityRow *row = g_ptr_array_index (rows, i);
      YttFacility *facility = g_hash_table_lookup (self->facilities, &row->id);

      if (facility != NULL)
        ytt_facility_take_row (facility, row);
      else
        ytt_facility_row_free (row);
    }
}

static gboolean
ask_cb (gpointer user_data)
{
  YttFacilityList *self = user_data;

  self->source_id = 0;

  for (guint start = 0; start < self->pending->len; start += MAX_WINDOW)
    {
      Request *request = g_new0 (Request, 1);
      guint n = MIN (self->pending->len - start, MAX_WINDOW);

      request->self = g_object_ref (self);
      request->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
      g_array_append_vals (request->ids, &g_array_index (self->pending, gint64, start), n);

      ytt_store_get_rows_async (self->store, (const gint64 *) (gconstpointer) request->ids->data, n,
                                self->moment, self->cancellable, rows_read_cb, request);
    }

  g_array_set_size (self->pending, 0);

  return G_SOURCE_REMOVE;
}

/* A list view asks for many items in one go: they are read together. */
static void
ask_later (YttFacilityList *self)
{
  if (self->source_id == 0 && self->pending->len > 0)
    self->source_id = g_idle_add_full (G_PRIORITY_DEFAULT, ask_cb, self, NULL);
}

static void
ask_for (YttFacilityList *self,
         gint64           id)
{
  if (self->store == NULL || g_hash_table_contains (self->asked, &id))
    return;

  g_hash_table_add (self->asked, copy_id (id));
  g_array_append_val (self->pending, id);
  ask_later (self);
}

static void
stop_asking (YttFacilityList *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_array_set_size (self->pending, 0);
  g_hash_table_remove_all (self->asked);
}

static void
keep (YttFacilityList *self,
      YttFacility     *facility)
{
  g_queue_push_head (&self->kept, g_object_ref (facility));
  if (self->kept.length > N_KEPT)
    g_object_unref (g_queue_pop_tail (&self->kept));
}

static GType
ytt_facility_list_get_item_type (GListModel *model)
{
  return YTT_TYPE_FACILITY;
}

static guint
ytt_facility_list_get_n_items (GListModel *model)
{
  return YTT_FACILITY_LIST (model)->ids->len;
}

/* (transfer full) */
static YttFacility *
add_facility (YttFacilityList *self,
              gint64           id)
{
  YttFacility *facility = ytt_facility_new (id);

  g_hash_table_insert (self->facilities, copy_id (id), facility);
  g_object_weak_ref (G_OBJECT (facility), facility_gone_cb, self);
  keep (self, facility);

  return facility;
}

static gpointer
ytt_facility_list_get_item (GListModel *model,
                            guint       position)
{
  YttFacilityList *self = YTT_FACILITY_LIST (model);
  YttFacility *facility;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;

  id = g_array_index (self->ids, gint64, position);
  facility = g_hash_table_lookup (self->facilities, &id);
  if (facility != NULL)
    return g_object_ref (facility);

  ask_for (self, id);

  return add_facility (self, id);
}

static void
ytt_facility_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ytt_facility_list_get_item_type;
  iface->get_n_items = ytt_facility_list_get_n_items;
  iface->get_item = ytt_facility_list_get_item;
}

static void
ytt_facility_list_dispose (GObject *object)
{
  YttFacilityList *self = YTT_FACILITY_LIST (object);

  stop_asking (self);
  forget_facilities (self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ytt_facility_list_parent_class)->dispose (object);
}

static void
ytt_facility_list_finalize (GObject *object)
{
  YttFacilityList *self = YTT_FACILITY_LIST (object);

  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->pending, g_array_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->facilities, g_hash_table_unref);

  G_OBJECT_CLASS (ytt_facility_list_parent_class)->finalize (object);
}

static void
ytt_facility_list_class_init (YttFacilityListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_facility_list_dispose;
  object_class->finalize = ytt_facility_list_finalize;

  /**
   * YttFacilityList::rows-failed:
   * @self: the list
   * @error: why
   *
   * Rows that were looked at could not be read. They are not asked for again until the list is reloaded.
   */
  signals[ROWS_FAILED] =
    g_signal_new ("rows-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ytt_facility_list_init (YttFacilityList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pending = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->facilities = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->kept);
}

/**
 * ytt_facility_list_new:
 *
 * Returns: (transfer full): an empty list
 */
YttFacilityList *
ytt_facility_list_new (void)
{
  return g_object_new (YTT_TYPE_FACILITY_LIST, NULL);
}

/* One change between what both arrays have in common at their beginning and at their end. */
static void
emit_difference (YttFacilityList *self,
                 const GArray    *before)
{
  const gint64 *old_ids = (const gint64 *) (gconstpointer) before->data;
  const gint64 *new_ids = (const gint64 *) (gconstpointer) self->ids->data;
  guint shorter = MIN (before->len, self->ids->len);
  guint head = 0, tail = 0;

  while (head < shorter && old_ids[head] == new_ids[head])
    head++;
  while (tail < shorter - head && old_ids[before->len - 1 - tail] == new_ids[self->ids->len - 1 - tail])
    tail++;

  if (before->len > head + tail || self->ids->len > head + tail)
    g_list_model_items_changed (G_LIST_MODEL (self), head, before->len - head - tail, self->ids->len - head - tail);
}

/**
 * ytt_facility_list_set_ids:
 * @self: a list
 * @store: (nullable): the document that the ids are of
 * @ids: (element-type gint64) (nullable): keys of facilities, in the order of the list; not changed afterwards
 *
 * Shows other facilities. Those of the same document that are in both results keep their objects. There is at most one
 * items-changed, without what both have in common at the beginning and at the end.
 */
void
ytt_facility_list_set_ids (YttFacilityList *self,
                           YttStore        *store,
                           GArray          *ids)
{
  g_autoptr(GArray) before = NULL;

  g_return_if_fail (YTT_IS_FACILITY_LIST (self));
  g_return_if_fail (store == NULL || YTT_IS_STORE (store));

  before = self->ids;
  self->ids = ids != NULL ? g_array_ref (ids) : g_array_new (FALSE, FALSE, sizeof (gint64));

  if (store != self->store)
    {
      stop_asking (self);
      forget_facilities (self);
      g_set_object (&self->store, store);
      self->cancellable = g_cancellable_new ();

      /* An equal id of another document is another facility. */
      if (before->len > 0 || self->ids->len > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, self->ids->len);
    }
  else
    emit_difference (self, before);
}

/**
 * ytt_facility_list_take_rows:
 * @self: a list that shows a document
 * @rows: (transfer full) (element-type YttFacilityRow): rows of its facilities, in the order of the list
 *
 * Shows these facilities, whose rows are there already, until ytt_facility_list_set_ids() tells of all. The change is
 * told as there.
 */
void
ytt_facility_list_take_rows (YttFacilityList *self,
                             GPtrArray       *rows)
{
  g_autoptr(GArray) before = NULL;

  g_return_if_fail (YTT_IS_FACILITY_LIST (self));
  g_return_if_fail (self->store != NULL);

  before = self->ids;
  self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), rows->len);
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      YttFacilityRow *row = g_ptr_array_index (rows, i);
      YttFacility *held = g_hash_table_lookup (self->facilities, &row->id);
      g_autoptr(YttFacility) facility = held != NULL ? g_object_ref (held) : add_facility (self, row->id);

      g_array_append_val (self->ids, row->id);
      ytt_facility_take_row (facility, row);
    }
  g_ptr_array_unref (rows);

  emit_difference (self, before);
}

/**
 * ytt_facility_list_get_ids:
 * @self: a list
 *
 * Returns: (transfer none) (element-type gint64): the keys in the order of the list
 */
GArray *
ytt_facility_list_get_ids (YttFacilityList *self)
{
  g_return_val_if_fail (YTT_IS_FACILITY_LIST (self), NULL);

  return self->ids;
}

/**
 * ytt_facility_list_set_moment:
 * @self: a list
 * @moment: what the rows tell of from now on; zeroed for now
 *
 * Rows that somebody looks at are read anew. They stay as they are until then.
 */
void
ytt_facility_list_set_moment (YttFacilityList *self,
                              YttMoment        moment)
{
  g_return_if_fail (YTT_IS_FACILITY_LIST (self));

  if (ytt_moment_equal (self->moment, moment))
    return;

  self->moment = moment;
  ytt_facility_list_reload (self);
}

/**
 * ytt_facility_list_reload:
 * @self: a list
 *
 * Reads the rows of all facilities that somebody looks at anew, after the document has changed. Old rows stay
 * until the new ones are there.
 */
void
ytt_facility_list_reload (YttFacilityList *self)
{
  GHashTableIter iter;
  gpointer key;

  g_return_if_fail (YTT_IS_FACILITY_LIST (self));

  stop_asking (self);
  self->cancellable = g_cancellable_new ();

  g_hash_table_iter_init (&iter, self->facilities);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    ask_for (self, *(gint64 *) key);
}

/**
 * ytt_facility_list_get_id:
 * @self: a list
 * @position: a position
 *
 * Returns: the key of the facility there, 0 past the end
 */
gint64
ytt_facility_list_get_id (YttFacilityList *self,
                          guint            position)
{
  g_return_val_if_fail (YTT_IS_FACILITY_LIST (self), 0);

  return position < self->ids->len ? g_array_index (self->ids, gint64, position) : 0;
}

/**
 * ytt_facility_list_find:
 * @self: a list
 * @id: the key of a facility
 *
 * Returns: its position, %G_MAXUINT if it is not in the list
 */
guint
ytt_facility_list_find (YttFacilityList *self,
                        gint64           id)
{
  const gint64 *ids;

  g_return_val_if_fail (YTT_IS_FACILITY_LIST (self), G_MAXUINT);

  ids = (const gint64 *) (gconstpointer) self->ids->data;
  for (guint i = 0; i < self->ids->len; i++)
    if (ids[i] == id)
      return i;

  return G_MAXUINT;
}
