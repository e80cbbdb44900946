#include "config.h"

#include "ytt-first-rows.h"

struct _YttFirstRows
{
  GObject     parent_instance;

  GListModel *model;     /* (owned) (nullable) */
  guint       most;      /* how many are shown, G_MAXUINT for all */
  guint       n_shown;
};

static void ytt_first_rows_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttFirstRows, ytt_first_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ytt_first_rows_list_model_init))

static GType
ytt_first_rows_get_item_type (GListModel *list)
{
  YttFirstRows *self = YTT_FIRST_ROWS (list);

  return self->model != NULL ? g_list_model_get_item_type (self->model) : G_TYPE_OBJECT;
}

static guint
ytt_first_rows_get_n_items (GListModel *list)
{
  return YTT_FIRST_ROWS (list)->n_shown;
}

static gpointer
ytt_first_rows_get_item (GListModel *list,
                         guint       position)
{
  YttFirstRows *self = YTT_FIRST_ROWS (list);

  return position < self->n_shown ? g_list_model_get_item (self->model, position) : NULL;
}

static void
ytt_first_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ytt_first_rows_get_item_type;
  iface->get_n_items = ytt_first_rows_get_n_items;
  iface->get_item = ytt_first_rows_get_item;
}

static guint
count_shown (YttFirstRows *self)
{
  return self->model != NULL ? MIN (g_list_model_get_n_items (self->model), self->most) : 0;
}

/* What is beyond the last row changes unseen. What moves across it is told as all from the change to the end. */
static void
items_changed_cb (YttFirstRows *self,
                  guint         position,
                  guint         removed,
                  guint         added)
{
  guint before = self->n_shown;

  if (position >= self->most)
    return;

  self->n_shown = count_shown (self);
  if (self->most == G_MAXUINT || removed == added)
    g_list_model_items_changed (G_LIST_MODEL (self), position,
                                MIN (removed, before - position), MIN (added, self->n_shown - position));
  else
    g_list_model_items_changed (G_LIST_MODEL (self), position, before - position, self->n_shown - position);
}

static void
ytt_first_rows_dispose (GObject *object)
{
  YttFirstRows *self = YTT_FIRST_ROWS (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  self->n_shown = 0;

  G_OBJECT_CLASS (ytt_first_rows_parent_class)->dispose (object);
}

static void
ytt_first_rows_class_init (YttFirstRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_first_rows_dispose;
}

static void
ytt_first_rows_init (YttFirstRows *self)
{
}

/**
 * ytt_first_rows_new:
 * @most: how many are shown at first, at least 1
 *
 * Returns: (transfer full): a list without a model
 */
YttFirstRows *
ytt_first_rows_new (guint most)
{
  YttFirstRows *self = g_object_new (YTT_TYPE_FIRST_ROWS, NULL);

  self->most = most;

  return self;
}

/**
 * ytt_first_rows_set_model:
 * @self: a list
 * @model: (transfer none) (nullable): whose beginning it shows
 */
void
ytt_first_rows_set_model (YttFirstRows *self,
                          GListModel   *model)
{
  guint before;

  g_return_if_fail (YTT_IS_FIRST_ROWS (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (self->model == model)
    return;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);

  before = self->n_shown;
  self->n_shown = count_shown (self);
  if (before > 0 || self->n_shown > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->n_shown);
}

/**
 * ytt_first_rows_show_all:
 * @self: a list
 *
 * Shows the rest, too, from now on.
 */
void
ytt_first_rows_show_all (YttFirstRows *self)
{
  guint before;

  g_return_if_fail (YTT_IS_FIRST_ROWS (self));

  if (self->most == G_MAXUINT)
    return;

  before = self->n_shown;
  self->most = G_MAXUINT;
  self->n_shown = count_shown (self);
  if (self->n_shown > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_shown - before);
}
