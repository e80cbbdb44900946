#include "config.h"

#include "ytt-tours-private.h"

#include "ytt-session-private.h"
#include "ytt-store-tours.h"

enum
{
  PROP_0,
  PROP_TOUR,
  PROP_STOP,
  PROP_LOADED,
  N_PROPS
};

enum
{
  DONE,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttTours, ytt_tours, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
ytt_tours_get_item_type (GListModel *model)
{
  return YTT_TYPE_TOUR;
}

static guint
ytt_tours_get_n_items (GListModel *model)
{
  return YTT_TOURS (model)->tours->len;
}

static gpointer
ytt_tours_get_item (GListModel *model,
                    guint       position)
{
  YttTours *self = YTT_TOURS (model);

  return position < self->tours->len ? g_object_ref (g_ptr_array_index (self->tours, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = ytt_tours_get_item_type;
  iface->get_n_items = ytt_tours_get_n_items;
  iface->get_item = ytt_tours_get_item;
}

static gboolean
find_tour (GPtrArray *tours,
           gint64     id,
           guint     *position)
{
  for (guint i = 0; i < tours->len; i++)
    if (ytt_tour_get_id (g_ptr_array_index (tours, i)) == id)
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

static void
set_choice (YttTours *self,
            gint64    tour,
            gint64    stop)
{
  gboolean tour_changed = self->tour != tour, stop_changed = self->stop != stop;

  if (tour_changed && self->tour != 0)
    self->tour_before = self->tour;
  self->tour = tour;
  self->stop = stop;
  if (tour_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOUR]);
  if (stop_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STOP]);
}

/* What was asked for, or is there again, or still is; else the one before it, or what stands in its place. */
static gint64
choose_tour (YttTours  *self,
             GPtrArray *old)
{
  guint position = 0;

  if (find_tour (self->tours, self->wanted_tour, &position))
    return self->wanted_tour;
  if (find_tour (self->tours, self->lost_tour, &position))
    {
      self->lost_tour = 0;
      return ytt_tour_get_id (g_ptr_array_index (self->tours, position));
    }
  if (find_tour (self->tours, self->tour, &position))
    return self->tour;

  if (self->tour != 0)
    self->lost_tour = self->tour;
  if (self->tours->len == 0)
    return 0;
  if (find_tour (self->tours, self->tour_before, &position))
    return self->tour_before;
  if (!find_tour (old, self->tour, &position))
    position = 0;

  return ytt_tour_get_id (g_ptr_array_index (self->tours, MIN (position, self->tours->len - 1)));
}

static gint64
choose_stop (YttTours *self,
             YttTour  *was,
             YttTour  *is)
{
  gboolean same = was != NULL && is != NULL && ytt_tour_get_id (was) == ytt_tour_get_id (is);
  guint index;

  if (is == NULL)
    {
      self->lost_stop = self->stop != 0 ? self->stop : self->lost_stop;
      return 0;
    }
  if (self->wanted_stop != 0 && ytt_tour_find_stop (is, self->wanted_stop, NULL))
    return self->wanted_stop;
  if (self->lost_stop != 0 && ytt_tour_find_stop (is, self->lost_stop, &index))
    {
      self->lost_stop = 0;
      return ytt_tour_stop_get_id (ytt_tour_get_stop (is, index));
    }
  if (self->stop == 0 || ytt_tour_find_stop (is, self->stop, NULL))
    return self->stop;

  if (!same)
    return 0;

  self->lost_stop = self->stop;
  if (ytt_tour_get_n_stops (is) == 0 || !ytt_tour_find_stop (was, self->stop, &index))
    return 0;

  return ytt_tour_stop_get_id (ytt_tour_get_stop (is, MIN (index, ytt_tour_get_n_stops (is) - 1)));
}

static gboolean
is_same (GPtrArray *a,
         guint      i,
         GPtrArray *b,
         guint      j)
{
  return ytt_tour_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, j));
}

/* Takes the tours. Those that did not change stay the same objects. */
static void
take_tours (YttTours  *self,
            GPtrArray *tours)
{
  g_autoptr(GPtrArray) old = self->tours;
  g_autoptr(YttTour) was = NULL;
  gint64 tour, stop;
  guint head = 0, tail = 0;

  g_set_object (&was, ytt_tours_get_current (self));
  while (head < old->len && head < tours->len && is_same (old, head, tours, head))
    head++;
  while (tail < old->len - head && tail < tours->len - head
         && is_same (old, old->len - 1 - tail, tours, tours->len - 1 - tail))
    tail++;
  for (guint i = 0; i < head; i++)
    g_set_object ((GObject **) &g_ptr_array_index (tours, i), g_ptr_array_index (old, i));
  for (guint i = 1; i <= tail; i++)
    g_set_object ((GObject **) &g_ptr_array_index (tours, tours->len - i), g_ptr_array_index (old, old->len - i));

  self->tours = tours;
  tour = choose_tour (self, old);
  stop = choose_stop (self, was, ytt_tours_find (self, tour));
  self->wanted_tour = self->wanted_stop = 0;

  g_object_freeze_notify (G_OBJECT (self));
  set_choice (self, tour, stop);
  if (old->len - head - tail > 0 || tours->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, tours->len - head - tail);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_loaded (YttTours *self,
            gboolean  loaded)
{
  if (self->loaded == loaded)
    return;

  self->loaded = loaded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

static void
tours_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttTours) self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *tours;

  tours = ytt_store_get_tours_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* they are read anew */

  g_clear_object (&self->cancellable);
  if (tours == NULL)
    {
      ytt_tours_drop_jobs (self);
      ytt_tours_fail (self, error);
      return;
    }

  take_tours (self, tours);
  set_loaded (self, TRUE);
  ytt_tours_run_jobs (self);
}

static void
stop_reading (YttTours *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/*< private >
 * ytt_tours_read:
 *
 * Reads what the document holds now.
 */
void
ytt_tours_read (YttTours *self)
{
  YttStore *store = ytt_editor_get_store (self->editor);

  stop_reading (self);
  if (store == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_get_tours_async (store, self->cancellable, tours_read_cb, g_object_ref (self));
}

/* Another document's tours are not to be seen until it has been asked for its own. */
static void
store_changed_cb (YttTours *self)
{
  g_signal_group_set_target (self->store_signals, ytt_editor_get_store (self->editor));
  ytt_tours_drop_jobs (self);
  self->generation++;
  set_loaded (self, FALSE);
  take_tours (self, g_ptr_array_new_with_free_func (g_object_unref));
  self->lost_tour = self->lost_stop = 0;
  ytt_tours_read (self);
}

/*< private >
 * ytt_tours_fail:
 *
 * Says that something was not done; nothing where it was given up.
 */
void
ytt_tours_fail (YttTours     *self,
                const GError *error)
{
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

/*< private >
 * ytt_tours_tell:
 *
 * Says what was done.
 */
void
ytt_tours_tell (YttTours   *self,
                gint64      entry,
                const char *text)
{
  g_signal_emit (self, signals[DONE], 0, entry, text);
}

/*< private >
 * ytt_tours_want:
 *
 * Composes a tour and chooses a stop when the tours are read next; 0 for what is chosen then.
 */
void
ytt_tours_want (YttTours *self,
                gint64    tour,
                gint64    stop)
{
  self->wanted_tour = tour;
  self->wanted_stop = stop;
}

static void
ytt_tours_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  YttTours *self = YTT_TOURS (object);

  switch (property_id)
    {
    case PROP_TOUR:
      g_value_set_int64 (value, self->tour);
      break;

    case PROP_STOP:
      g_value_set_int64 (value, self->stop);
      break;

    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_tours_set_property (GObject      *object,
                        guint         property_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  YttTours *self = YTT_TOURS (object);

  switch (property_id)
    {
    case PROP_TOUR:
      ytt_tours_set_tour (self, g_value_get_int64 (value));
      break;

    case PROP_STOP:
      ytt_tours_set_stop (self, g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_tours_dispose (GObject *object)
{
  YttTours *self = YTT_TOURS (object);

  stop_reading (self);
  ytt_tours_drop_jobs (self);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (ytt_tours_parent_class)->dispose (object);
}

static void
ytt_tours_finalize (GObject *object)
{
  g_ptr_array_unref (YTT_TOURS (object)->tours);

  G_OBJECT_CLASS (ytt_tours_parent_class)->finalize (object);
}

static void
ytt_tours_class_init (YttToursClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = ytt_tours_dispose;
  object_class->finalize = ytt_tours_finalize;
  object_class->get_property = ytt_tours_get_property;
  object_class->set_property = ytt_tours_set_property;

  properties[PROP_TOUR] =
    g_param_spec_int64 ("tour", NULL, NULL, 0, G_MAXINT64, 0, readable | G_PARAM_WRITABLE);
  properties[PROP_STOP] =
    g_param_spec_int64 ("stop", NULL, NULL, 0, G_MAXINT64, 0, readable | G_PARAM_WRITABLE);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * YttTours::done:
   * @entry: the key of the entry in the history
   * @text: what was done
   *
   * Something was done that can be taken back.
   */
  signals[DONE] = g_signal_new ("done", YTT_TYPE_TOURS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  /**
   * YttTours::failed:
   * @error: why
   *
   * Something was not done.
   */
  signals[FAILED] = g_signal_new ("failed", YTT_TYPE_TOURS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ytt_tours_init (YttTours *self)
{
  g_queue_init (&self->jobs);
  self->tours = g_ptr_array_new_with_free_func (g_object_unref);
  self->store_signals = g_signal_group_new (YTT_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (ytt_tours_read), self);
}

/**
 * ytt_session_get_tours:
 * @session: a session
 *
 * Returns: (transfer none): the tours of its document; the same for as long as it lives. There are none until they have
 *   been read
 */
YttTours *
ytt_session_get_tours (YttSession *session)
{
  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  if (session->tours == NULL)
    {
      session->tours = g_object_new (YTT_TYPE_TOURS, NULL);
      session->tours->editor = g_object_ref (ytt_session_get_editor (session));
      g_signal_connect_object (session->tours->editor, "notify::store", G_CALLBACK (store_changed_cb), session->tours,
                               G_CONNECT_SWAPPED);
      store_changed_cb (session->tours);
    }

  return session->tours;
}

gboolean
ytt_tours_get_loaded (YttTours *self)
{
  g_return_val_if_fail (YTT_IS_TOURS (self), FALSE);

  return self->loaded;
}

gint64
ytt_tours_get_tour (YttTours *self)
{
  g_return_val_if_fail (YTT_IS_TOURS (self), 0);

  return self->tour;
}

/**
 * ytt_tours_set_tour:
 * @self: the tours
 * @tour: the key of the one to compose; one that is not there changes nothing
 *
 * Composes another tour, of which no stop is chosen yet.
 */
void
ytt_tours_set_tour (YttTours *self,
                    gint64    tour)
{
  g_return_if_fail (YTT_IS_TOURS (self));

  if (tour != self->tour && ytt_tours_find (self, tour) != NULL)
    set_choice (self, tour, 0);
}

gint64
ytt_tours_get_stop (YttTours *self)
{
  g_return_val_if_fail (YTT_IS_TOURS (self), 0);

  return self->stop;
}

/**
 * ytt_tours_set_stop:
 * @self: the tours
 * @stop: the key of a stop of the tour that is composed, 0 for none; one that is not there changes nothing
 */
void
ytt_tours_set_stop (YttTours *self,
                    gint64    stop)
{
  YttTour *tour;

  g_return_if_fail (YTT_IS_TOURS (self));

  tour = ytt_tours_get_current (self);
  if (stop == 0 || (tour != NULL && ytt_tour_find_stop (tour, stop, NULL)))
    set_choice (self, self->tour, stop);
}

/**
 * ytt_tours_find:
 * @self: the tours
 * @tour: a key
 *
 * Returns: (transfer none) (nullable): the tour with that key
 */
YttTour *
ytt_tours_find (YttTours *self,
                gint64    tour)
{
  guint position;

  g_return_val_if_fail (YTT_IS_TOURS (self), NULL);

  return find_tour (self->tours, tour, &position) ? g_ptr_array_index (self->tours, position) : NULL;
}

/**
 * ytt_tours_get_current:
 * @self: the tours
 *
 * Returns: (transfer none) (nullable): the one that is composed
 */
YttTour *
ytt_tours_get_current (YttTours *self)
{
  g_return_val_if_fail (YTT_IS_TOURS (self), NULL);

  return ytt_tours_find (self, self->tour);
}

/**
 * ytt_tours_get_current_stop:
 * @self: the tours
 *
 * Returns: (transfer none) (nullable): the stop of it that is chosen
 */
YttTourStop *
ytt_tours_get_current_stop (YttTours *self)
{
  YttTour *tour;
  guint index;

  g_return_val_if_fail (YTT_IS_TOURS (self), NULL);

  tour = ytt_tours_get_current (self);

  return tour != NULL && ytt_tour_find_stop (tour, self->stop, &index) ? ytt_tour_get_stop (tour, index) : NULL;
}

/**
 * ytt_tour_stop_is_newer:
 * @stop: a stop
 *
 * Returns: whether a newer version wrote what it shows
 */
gboolean
ytt_tour_stop_is_newer (YttTourStop *stop)
{
  g_autoptr(YttView) view = NULL;

  g_return_val_if_fail (YTT_IS_TOUR_STOP (stop), FALSE);

  if (ytt_tour_stop_get_kind (stop) == YTT_STOP_VIEW)
    view = ytt_view_new_from_json (ytt_tour_stop_get_content (stop), NULL);

  return view != NULL && view->newer;
}
