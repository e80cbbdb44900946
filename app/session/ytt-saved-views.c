#include "config.h"

#include "ytt-saved-views.h"

#include "ytt-store-views.h"

#include <glib/gi18n.h>

struct _YttSavedViews
{
  GObject       parent_instance;

  YttSession   *session;         /* (owned) */
  GSignalGroup *store_signals;   /* (owned) */
  GPtrArray    *views;           /* (owned) (element-type YttSavedView) */

  /* There as long as its answer is awaited. */
  GCancellable *cancellable;     /* (owned) (nullable) */
};

enum
{
  REMOVED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttSavedViews, ytt_saved_views, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
ytt_saved_views_get_item_type (GListModel *model)
{
  return YTT_TYPE_SAVED_VIEW;
}

static guint
ytt_saved_views_get_n_items (GListModel *model)
{
  return YTT_SAVED_VIEWS (model)->views->len;
}

static gpointer
ytt_saved_views_get_item (GListModel *model,
                          guint       position)
{
  YttSavedViews *self = YTT_SAVED_VIEWS (model);

  return position < self->views->len ? g_object_ref (g_ptr_array_index (self->views, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = ytt_saved_views_get_item_type;
  iface->get_n_items = ytt_saved_views_get_n_items;
  iface->get_item = ytt_saved_views_get_item;
}

static gboolean
is_same (GPtrArray *a,
         guint      i,
         GPtrArray *b,
         guint      j)
{
  return ytt_saved_view_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, j));
}

/* Takes the views. Rows that did not change stay, and what is typed in them. */
static void
take_views (YttSavedViews *self,
            GPtrArray     *views)
{
  g_autoptr(GPtrArray) old = self->views;
  guint head = 0;
  guint tail = 0;

  while (head < old->len && head < views->len && is_same (old, head, views, head))
    head++;
  while (tail < old->len - head && tail < views->len - head
         && is_same (old, old->len - 1 - tail, views, views->len - 1 - tail))
    tail++;

  self->views = views;
  if (old->len - head - tail > 0 || views->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, views->len - head - tail);
}

static void
views_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttSavedViews) self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *views;

  views = ytt_store_get_views_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* they are read anew */

  g_clear_object (&self->cancellable);
  if (views != NULL)
    take_views (self, views);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
stop (YttSavedViews *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
read_views (YttSavedViews *self)
{
  YttStore *store = ytt_session_get_store (self->session);

  stop (self);
  if (store == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_get_views_async (store, self->cancellable, views_read_cb, g_object_ref (self));
}

/* Another document's views are not to be seen until it has been asked for its own. */
static void
store_changed_cb (YttSavedViews *self)
{
  g_signal_group_set_target (self->store_signals, ytt_session_get_store (self->session));
  take_views (self, g_ptr_array_new_with_free_func (g_object_unref));
  read_views (self);
}

typedef struct
{
  YttSavedViews *views;   /* (owned) */
  char          *name;    /* (owned) */
} Removal;

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Removal *removal = user_data;
  g_autoptr(GError) error = NULL;
  gint64 entry = ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);

  if (entry != 0)
    g_signal_emit (removal->views, signals[REMOVED], 0, entry, removal->name);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (removal->views, signals[FAILED], 0, error);

  g_object_unref (removal->views);
  g_free (removal->name);
  g_free (removal);
}

static void
committed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttSavedViews) self = user_data;
  g_autoptr(GError) error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

/* Takes the summary. */
static void
commit (YttSavedViews *self,
        YttChanges    *changes,
        char          *summary)
{
  g_autofree char *owned = summary;

  ytt_editor_commit_async (ytt_session_get_editor (self->session), changes, owned, NULL, NULL, committed_cb,
                           g_object_ref (self));
}

static gint64
get_next_position (YttSavedViews *self)
{
  gint64 last = 0;

  for (guint i = 0; i < self->views->len; i++)
    last = MAX (last, ytt_saved_view_get_position (g_ptr_array_index (self->views, i)));

  return last + 1;
}

/**
 * ytt_saved_views_add:
 * @self: the views
 * @name: what the new one is called; not empty
 * @view: what was on the screen
 *
 * Keeps a view, after those that there are.
 */
void
ytt_saved_views_add (YttSavedViews *self,
                     const char    *name,
                     YttView       *view)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *content = NULL;

  g_return_if_fail (YTT_IS_SAVED_VIEWS (self));
  g_return_if_fail (name != NULL && name[0] != '\0');
  g_return_if_fail (view != NULL);

  content = ytt_view_to_json (view, NULL);
  ytt_changes_insert (changes, "saved_view");
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (name));
  ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (get_next_position (self)));
  ytt_changes_set (changes, "content", YTT_CELL_OF_TEXT (content));
  commit (self, changes, g_strdup_printf (_("Keep the view “%s”"), name));
}

/**
 * ytt_saved_views_rename:
 * @self: the views
 * @saved: one of them
 * @name: what it is called from now on; not empty
 */
void
ytt_saved_views_rename (YttSavedViews *self,
                        YttSavedView  *saved,
                        const char    *name)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  g_return_if_fail (YTT_IS_SAVED_VIEWS (self));
  g_return_if_fail (YTT_IS_SAVED_VIEW (saved));
  g_return_if_fail (name != NULL && name[0] != '\0');

  ytt_changes_update (changes, "saved_view", ytt_saved_view_get_id (saved));
  ytt_changes_expect (changes, "name", YTT_CELL_OF_TEXT (ytt_saved_view_get_name (saved)));
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (name));
  commit (self, changes, g_strdup_printf (_("Rename the view “%s” to “%s”"), ytt_saved_view_get_name (saved), name));
}

/**
 * ytt_saved_views_update:
 * @self: the views
 * @saved: one of them
 * @view: what is on the screen now
 *
 * Keeps another view under the name of an older one.
 */
void
ytt_saved_views_update (YttSavedViews *self,
                        YttSavedView  *saved,
                        YttView       *view)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *content = NULL;

  g_return_if_fail (YTT_IS_SAVED_VIEWS (self));
  g_return_if_fail (YTT_IS_SAVED_VIEW (saved));
  g_return_if_fail (view != NULL);

  content = ytt_view_to_json (view, ytt_saved_view_get_content (saved));
  ytt_changes_update (changes, "saved_view", ytt_saved_view_get_id (saved));
  ytt_changes_expect (changes, "content", YTT_CELL_OF_TEXT (ytt_saved_view_get_content (saved)));
  ytt_changes_set (changes, "content", YTT_CELL_OF_TEXT (content));
  commit (self, changes, g_strdup_printf (_("Update the view “%s”"), ytt_saved_view_get_name (saved)));
}

/**
 * ytt_saved_views_remove:
 * @self: the views
 * @saved: one of them
 */
void
ytt_saved_views_remove (YttSavedViews *self,
                        YttSavedView  *saved)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *summary = NULL;
  Removal *removal;

  g_return_if_fail (YTT_IS_SAVED_VIEWS (self));
  g_return_if_fail (YTT_IS_SAVED_VIEW (saved));

  removal = g_new0 (Removal, 1);
  removal->views = g_object_ref (self);
  removal->name = g_strdup (ytt_saved_view_get_name (saved));
  summary = g_strdup_printf (_("Delete the view “%s”"), removal->name);
  ytt_changes_delete (changes, "saved_view", ytt_saved_view_get_id (saved));
  ytt_editor_commit_async (ytt_session_get_editor (self->session), changes, summary, NULL, NULL, removed_cb, removal);
}

static void
ytt_saved_views_dispose (GObject *object)
{
  YttSavedViews *self = YTT_SAVED_VIEWS (object);

  stop (self);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_saved_views_parent_class)->dispose (object);
}

static void
ytt_saved_views_finalize (GObject *object)
{
  g_ptr_array_unref (YTT_SAVED_VIEWS (object)->views);

  G_OBJECT_CLASS (ytt_saved_views_parent_class)->finalize (object);
}

static void
ytt_saved_views_class_init (YttSavedViewsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_saved_views_dispose;
  object_class->finalize = ytt_saved_views_finalize;

  /**
   * YttSavedViews::removed:
   * @entry: the key of the entry in the history
   * @name: what it was called
   *
   * A view is gone.
   */
  signals[REMOVED] = g_signal_new ("removed", YTT_TYPE_SAVED_VIEWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  /**
   * YttSavedViews::failed:
   * @error: why
   *
   * Something was not done.
   */
  signals[FAILED] = g_signal_new ("failed", YTT_TYPE_SAVED_VIEWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ytt_saved_views_init (YttSavedViews *self)
{
  self->views = g_ptr_array_new_with_free_func (g_object_unref);
  self->store_signals = g_signal_group_new (YTT_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (read_views), self);
}

/**
 * ytt_saved_views_new:
 * @session: whose document they are kept in
 *
 * Returns: (transfer full): its views; none until they have been read
 */
YttSavedViews *
ytt_saved_views_new (YttSession *session)
{
  YttSavedViews *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_SAVED_VIEWS, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  store_changed_cb (self);

  return self;
}
