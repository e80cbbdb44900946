#include "config.h"

#include "ytt-import-rows.h"

struct _YttImportItem
{
  GObject  parent_instance;

  guint    row;
};

G_DEFINE_FINAL_TYPE (YttImportItem, ytt_import_item, G_TYPE_OBJECT)

struct _YttImportRows
{
  GObject  parent_instance;

  GArray  *rows;   /* (element-type guint) */
};

static void ytt_import_rows_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttImportRows, ytt_import_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ytt_import_rows_list_model_init))

static void
ytt_import_item_class_init (YttImportItemClass *klass)
{
}

static void
ytt_import_item_init (YttImportItem *self)
{
}

guint
ytt_import_item_get_row (YttImportItem *self)
{
  g_return_val_if_fail (YTT_IS_IMPORT_ITEM (self), 0);

  return self->row;
}

static void
ytt_import_rows_finalize (GObject *object)
{
  g_array_unref (YTT_IMPORT_ROWS (object)->rows);

  G_OBJECT_CLASS (ytt_import_rows_parent_class)->finalize (object);
}

static void
ytt_import_rows_class_init (YttImportRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_import_rows_finalize;
}

static void
ytt_import_rows_init (YttImportRows *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
}

static GType
get_item_type (GListModel *model)
{
  return YTT_TYPE_IMPORT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return YTT_IMPORT_ROWS (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  YttImportRows *self = YTT_IMPORT_ROWS (model);
  YttImportItem *item;

  if (position >= self->rows->len)
    return NULL;

  item = g_object_new (YTT_TYPE_IMPORT_ITEM, NULL);
  item->row = g_array_index (self->rows, guint, position);

  return item;
}

static void
ytt_import_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

YttImportRows *
ytt_import_rows_new (void)
{
  return g_object_new (YTT_TYPE_IMPORT_ROWS, NULL);
}

/* Takes the rows. Those that stay where they are need not be told of. */
static void
take_rows (YttImportRows *self,
           GArray        *rows,
           gboolean       anew)
{
  g_autoptr(GArray) before = self->rows;
  guint n_before = before->len, head = 0, tail = 0, most = anew ? 0 : MIN (n_before, rows->len);

  while (head < most && g_array_index (before, guint, head) == g_array_index (rows, guint, head))
    head++;
  while (tail < most - head
         && g_array_index (before, guint, n_before - 1 - tail) == g_array_index (rows, guint, rows->len - 1 - tail))
    tail++;
  self->rows = rows;
  if (head + tail < MAX (n_before, rows->len))
    g_list_model_items_changed (G_LIST_MODEL (self), head, n_before - head - tail, rows->len - head - tail);
}

/**
 * ytt_import_rows_show:
 * @self: a list
 * @import: (nullable): an import that has been reviewed
 * @verdict: of the rows to list
 * @anew: whether what is told of each may be another by now, and not only which there are
 *
 * Lists other rows.
 */
void
ytt_import_rows_show (YttImportRows    *self,
                      YttImport        *import,
                      YttImportVerdict  verdict,
                      gboolean          anew)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_rows;

  g_return_if_fail (YTT_IS_IMPORT_ROWS (self));

  n_rows = import != NULL && ytt_import_get_reviewed (import)
           ? ytt_staging_get_n_rows (ytt_import_get_staging (import)) : 0;
  for (guint row = 0; row < n_rows; row++)
    if (ytt_import_get_verdict (import, row) == verdict)
      g_array_append_val (rows, row);

  take_rows (self, rows, anew);
}

/**
 * ytt_import_rows_refresh:
 * @self: a list
 * @row: from 0
 *
 * Has a row told anew, if it is listed.
 */
void
ytt_import_rows_refresh (YttImportRows *self,
                         guint          row)
{
  g_return_if_fail (YTT_IS_IMPORT_ROWS (self));

  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, guint, i) == row)
      {
        g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 1);
        return;
      }
}
