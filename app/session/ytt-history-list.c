#include "config.h"

#include "ytt-history-list.h"

/* A screen or two. */
#define PAGE 50

struct _YttHistoryItem
{
  GObject          parent_instance;

  YttHistoryEntry *entry;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (YttHistoryItem, ytt_history_item, G_TYPE_OBJECT)

static void
ytt_history_item_finalize (GObject *object)
{
  ytt_history_entry_free (YTT_HISTORY_ITEM (object)->entry);

  G_OBJECT_CLASS (ytt_history_item_parent_class)->finalize (object);
}

static void
ytt_history_item_class_init (YttHistoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_history_item_finalize;
}

static void
ytt_history_item_init (YttHistoryItem *self)
{
}

/**
 * ytt_history_item_get_entry:
 * @self: an item
 *
 * Returns: (transfer none): its entry
 */
const YttHistoryEntry *
ytt_history_item_get_entry (YttHistoryItem *self)
{
  g_return_val_if_fail (YTT_IS_HISTORY_ITEM (self), NULL);

  return self->entry;
}

/* The list */

struct _YttHistoryList
{
  GObject       parent_instance;

  YttStore     *store;          /* (owned) */
  char         *table;          /* (owned) (nullable) */
  gint64        record;
  char         *who;            /* (owned) (nullable) */
  GPtrArray    *items;          /* (owned) (element-type YttHistoryItem) */
  guint         wanted;         /* how many entries have been asked for */
  gboolean      complete;
  GError       *error;          /* (owned) (nullable) */

  /* There as long as its answer is awaited. */
  GCancellable *cancellable;    /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_COMPLETE,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttHistoryList, ytt_history_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
ytt_history_list_get_item_type (GListModel *model)
{
  return YTT_TYPE_HISTORY_ITEM;
}

static guint
ytt_history_list_get_n_items (GListModel *model)
{
  return YTT_HISTORY_LIST (model)->items->len;
}

static gpointer
ytt_history_list_get_item (GListModel *model,
                           guint       position)
{
  YttHistoryList *self = YTT_HISTORY_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = ytt_history_list_get_item_type;
  iface->get_n_items = ytt_history_list_get_n_items;
  iface->get_item = ytt_history_list_get_item;
}

/* Entries only ever come; of an old one just this can change. */
static gboolean
is_same (const YttHistoryEntry *a,
         const YttHistoryEntry *b)
{
  return a->id == b->id && a->stands == b->stands;
}

/* (nullable): the item that already stands for @entry */
static YttHistoryItem *
find_item (YttHistoryList        *self,
           const YttHistoryEntry *entry)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      YttHistoryItem *item = g_ptr_array_index (self->items, i);

      if (is_same (item->entry, entry))
        return item;
    }

  return NULL;
}

/* Takes the entries. */
static GPtrArray *
make_items (YttHistoryList *self,
            GPtrArray      *entries)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_set_free_func (entries, NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      YttHistoryEntry *entry = g_ptr_array_index (entries, i);
      YttHistoryItem *item = find_item (self, entry);

      if (item != NULL)
        {
          g_object_ref (item);
          ytt_history_entry_free (entry);
        }
      else
        {
          item = g_object_new (YTT_TYPE_HISTORY_ITEM, NULL);
          item->entry = entry;
        }
      g_ptr_array_add (items, item);
    }
  g_ptr_array_unref (entries);

  return items;
}

/* Takes the items. */
static void
take_items (YttHistoryList *self,
            GPtrArray      *items)
{
  g_autoptr(GPtrArray) old = self->items;
  guint head = 0;
  guint tail = 0;

  while (tail < old->len && tail < items->len
         && g_ptr_array_index (old, old->len - 1 - tail) == g_ptr_array_index (items, items->len - 1 - tail))
    tail++;
  while (head < old->len - tail && head < items->len - tail
         && g_ptr_array_index (old, head) == g_ptr_array_index (items, head))
    head++;

  self->items = items;
  if (old->len - head - tail > 0 || items->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, items->len - head - tail);
}

static void
set_complete (YttHistoryList *self,
              gboolean        complete)
{
  if (self->complete == complete)
    return;

  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

/* Takes the error. */
static void
take_error (YttHistoryList *self,
            GError         *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(YttHistoryList) self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *entries = ytt_store_get_history_finish (YTT_STORE (object), result, &error);
  guint wanted;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* something else is being read */

  g_clear_object (&self->cancellable);
  take_error (self, g_steal_pointer (&error));
  if (entries == NULL)
    return;

  /* One more was asked for, which tells whether there are more. */
  wanted = self->wanted;
  set_complete (self, entries->len <= wanted);
  if (entries->len > wanted)
    g_ptr_array_set_size (entries, (int) wanted);
  take_items (self, make_items (self, entries));
}

static void
stop (YttHistoryList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
read_entries (YttHistoryList *self)
{
  const YttHistoryQuery query = { self->table, self->record, self->who, 0, self->wanted + 1 };

  stop (self);
  self->cancellable = g_cancellable_new ();
  ytt_store_get_history_async (self->store, &query, self->cancellable, read_cb, g_object_ref (self));
}

static void
begin_anew (YttHistoryList *self)
{
  self->wanted = PAGE;
  read_entries (self);
}

/**
 * ytt_history_list_set_record:
 * @self: a list
 * @table: (nullable): the table of a record; %NULL for all records
 * @record: its key
 *
 * Leaves out what did not change that record.
 */
void
ytt_history_list_set_record (YttHistoryList *self,
                             const char     *table,
                             gint64          record)
{
  g_return_if_fail (YTT_IS_HISTORY_LIST (self));

  if (g_strcmp0 (self->table, table) == 0 && self->record == record)
    return;

  g_free (self->table);
  self->table = g_strdup (table);
  self->record = record;
  begin_anew (self);
}

/**
 * ytt_history_list_set_who:
 * @self: a list
 * @who: (nullable): a person's name; %NULL for everyone
 *
 * Leaves out what others did.
 */
void
ytt_history_list_set_who (YttHistoryList *self,
                          const char     *who)
{
  g_return_if_fail (YTT_IS_HISTORY_LIST (self));

  if (g_strcmp0 (self->who, who) == 0)
    return;

  g_free (self->who);
  self->who = g_strdup (who);
  begin_anew (self);
}

/**
 * ytt_history_list_load_more:
 * @self: a list
 *
 * Reads older entries, if there are any and none are being read.
 */
void
ytt_history_list_load_more (YttHistoryList *self)
{
  g_return_if_fail (YTT_IS_HISTORY_LIST (self));

  if (self->complete || self->cancellable != NULL)
    return;

  self->wanted += PAGE;
  read_entries (self);
}

/**
 * ytt_history_list_get_complete:
 * @self: a list
 *
 * Returns: whether there are no older entries
 */
gboolean
ytt_history_list_get_complete (YttHistoryList *self)
{
  g_return_val_if_fail (YTT_IS_HISTORY_LIST (self), FALSE);

  return self->complete;
}

gboolean
ytt_history_list_get_loading (YttHistoryList *self)
{
  g_return_val_if_fail (YTT_IS_HISTORY_LIST (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * ytt_history_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why it could not be read
 */
const GError *
ytt_history_list_get_error (YttHistoryList *self)
{
  g_return_val_if_fail (YTT_IS_HISTORY_LIST (self), NULL);

  return self->error;
}

static void
ytt_history_list_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  YttHistoryList *self = YTT_HISTORY_LIST (object);

  switch (property_id)
    {
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_history_list_dispose (GObject *object)
{
  YttHistoryList *self = YTT_HISTORY_LIST (object);

  stop (self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ytt_history_list_parent_class)->dispose (object);
}

static void
ytt_history_list_finalize (GObject *object)
{
  YttHistoryList *self = YTT_HISTORY_LIST (object);

  g_ptr_array_unref (self->items);
  g_free (self->table);
  g_free (self->who);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ytt_history_list_parent_class)->finalize (object);
}

static void
ytt_history_list_class_init (YttHistoryListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_history_list_dispose;
  object_class->finalize = ytt_history_list_finalize;
  object_class->get_property = ytt_history_list_get_property;

  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_history_list_init (YttHistoryList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ytt_history_list_new:
 * @store: a document
 *
 * Returns: (transfer full): its history, empty until it has been read
 */
YttHistoryList *
ytt_history_list_new (YttStore *store)
{
  YttHistoryList *self = g_object_new (YTT_TYPE_HISTORY_LIST, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (read_entries), self, G_CONNECT_SWAPPED);
  begin_anew (self);

  return self;
}
