#include "config.h"

#include "ytt-announcements-private.h"

static GParamSpec *properties[YTT_ANNOUNCEMENTS_N_PROPS];

G_DEFINE_FINAL_TYPE_WITH_CODE (YttAnnouncements, ytt_announcements, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ytt_announcements_list_model_init))

/*< private >
 * ytt_announcements_notify:
 *
 * Tells that one of its properties is another.
 */
void
ytt_announcements_notify (YttAnnouncements *self,
                          guint             property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/*< private >
 * ytt_announcements_cancel:
 *
 * Ends what is awaited, if anything is, and forgets it.
 */
void
ytt_announcements_cancel (GCancellable **cancellable)
{
  if (*cancellable == NULL)
    return;

  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/*< private >
 * ytt_announcements_set_error:
 * @error: (transfer full) (nullable): why something could not be read
 */
void
ytt_announcements_set_error (YttAnnouncements *self,
                             GError           *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_ERROR);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttAnnouncements) self = user_data;
  g_autoptr(GError) error = NULL;
  YttAnnouncementResult *found = ytt_store_get_announcements_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* a later query has taken over */

  g_clear_object (&self->cancellable);
  if (found != NULL)
    ytt_announcements_take_result (self, found);
  ytt_announcements_set_error (self, g_steal_pointer (&error));
  ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_LOADING);
}

/* (transfer full) (nullable): the facilities found, NULL where nothing is searched or filtered */
static GArray *
get_facilities (YttAnnouncements *self)
{
  YttFacilityList *list = ytt_session_get_facilities (self->session);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  GArray *ids;

  if (*ytt_session_get_search (self->session) == '\0' && ytt_filter_is_empty (ytt_session_get_filter (self->session)))
    return NULL;

  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  for (guint i = 0; i < n; i++)
    {
      gint64 id = ytt_facility_list_get_id (list, i);

      g_array_append_val (ids, id);
    }

  return ids;
}

static void
find (YttAnnouncements *self)
{
  YttStore *store = ytt_session_get_store (self->session);
  g_autoptr(YttAnnouncementQuery) query = ytt_announcement_query_copy (self->query);

  ytt_announcements_cancel (&self->cancellable);
  if (store == NULL)
    {
      ytt_announcements_take_result (self, NULL);
      ytt_announcements_set_error (self, NULL);
      ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_LOADING);
      return;
    }

  query->told = ytt_session_get_moment (self->session).told;
  query->facilities = get_facilities (self);
  self->cancellable = g_cancellable_new ();
  ytt_store_get_announcements_async (store, query, self->cancellable, found_cb, g_object_ref (self));
  ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_LOADING);
}

/* Takes the record. */
static void
take_record (YttAnnouncements      *self,
             YttAnnouncementRecord *record)
{
  if (self->record == record)
    return;

  g_clear_pointer (&self->record, ytt_announcement_record_unref);
  self->record = record;
  ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_RECORD);
}

static void
record_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(YttAnnouncements) self = user_data;
  g_autoptr(GError) error = NULL;
  YttAnnouncementRecord *record = ytt_store_get_announcement_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another one has been opened */

  g_clear_object (&self->record_cancellable);
  take_record (self, record);
  ytt_announcements_set_error (self, g_steal_pointer (&error));
  ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_LOADING);
}

static void
read_record (YttAnnouncements *self)
{
  YttStore *store = ytt_session_get_store (self->session);
  gint64 id = ytt_session_get_announcement (self->session);

  ytt_announcements_cancel (&self->record_cancellable);
  if (self->record != NULL && self->record->announcement->id != id)
    take_record (self, NULL);
  if (store == NULL || id == 0)
    return;

  self->record_cancellable = g_cancellable_new ();
  ytt_store_get_announcement_async (store, id, self->record_cancellable, record_read_cb, g_object_ref (self));
  ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_LOADING);
}

/* Takes the changes. */
static void
take_changes (YttAnnouncements *self,
              YttNews       *changes)
{
  if (self->changes == changes)
    return;

  g_clear_pointer (&self->changes, ytt_news_free);
  self->changes = changes;
  ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_CHANGES);
}

static void
changes_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(YttAnnouncements) self = user_data;
  g_autoptr(GError) error = NULL;
  YttNews *changes = ytt_store_get_changes_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->changes_cancellable);
  if (changes != NULL)
    take_changes (self, changes);
  else
    ytt_announcements_set_error (self, g_steal_pointer (&error));
  ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_LOADING);
}

static void
read_changes (YttAnnouncements *self)
{
  YttStore *store = ytt_session_get_store (self->session);

  ytt_announcements_cancel (&self->changes_cancellable);
  if (store == NULL || self->query->since == 0)
    {
      take_changes (self, NULL);
      return;
    }

  self->changes_cancellable = g_cancellable_new ();
  ytt_store_get_changes_async (store, self->query->since, ytt_session_get_moment (self->session).told,
                               self->changes_cancellable, changes_read_cb, g_object_ref (self));
  ytt_announcements_notify (self, YTT_ANNOUNCEMENTS_PROP_LOADING);
}

static void
refresh (YttAnnouncements *self)
{
  self->stale = !self->active;
  if (self->stale)
    return;

  find (self);
  read_record (self);
  read_changes (self);
}

/* A search that has ended brought other facilities, or the same of a document that has changed. */
static void
session_loading_cb (YttAnnouncements *self)
{
  if (!ytt_session_get_loading (self->session))
    refresh (self);
}

static void
session_store_cb (YttAnnouncements *self)
{
  ytt_announcements_take_result (self, NULL);
  take_record (self, NULL);
  take_changes (self, NULL);
  refresh (self);
}

static void
session_announcement_cb (YttAnnouncements *self)
{
  if (self->active)
    read_record (self);
}

static void
ytt_announcements_dispose (GObject *object)
{
  YttAnnouncements *self = YTT_ANNOUNCEMENTS (object);

  ytt_announcements_stop_rows (self);
  ytt_announcements_cancel (&self->cancellable);
  ytt_announcements_cancel (&self->record_cancellable);
  ytt_announcements_cancel (&self->changes_cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_announcements_parent_class)->dispose (object);
}

static void
ytt_announcements_finalize (GObject *object)
{
  YttAnnouncements *self = YTT_ANNOUNCEMENTS (object);

  g_clear_pointer (&self->query, ytt_announcement_query_free);
  g_clear_pointer (&self->result, ytt_announcement_result_free);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->pending, g_array_unref);
  g_clear_pointer (&self->record, ytt_announcement_record_unref);
  g_clear_pointer (&self->changes, ytt_news_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ytt_announcements_parent_class)->finalize (object);
}

static void
ytt_announcements_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  YttAnnouncements *self = YTT_ANNOUNCEMENTS (object);

  switch (prop_id)
    {
    case YTT_ANNOUNCEMENTS_PROP_RESULT:
      g_value_set_pointer (value, self->result);
      break;
    case YTT_ANNOUNCEMENTS_PROP_RECORD:
      g_value_set_boxed (value, self->record);
      break;
    case YTT_ANNOUNCEMENTS_PROP_CHANGES:
      g_value_set_pointer (value, self->changes);
      break;
    case YTT_ANNOUNCEMENTS_PROP_LOADING:
      g_value_set_boolean (value, ytt_announcements_get_loading (self));
      break;
    case YTT_ANNOUNCEMENTS_PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_announcements_class_init (YttAnnouncementsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_announcements_dispose;
  object_class->finalize = ytt_announcements_finalize;
  object_class->get_property = ytt_announcements_get_property;

  properties[YTT_ANNOUNCEMENTS_PROP_RESULT] = g_param_spec_pointer ("result", NULL, NULL, flags);
  properties[YTT_ANNOUNCEMENTS_PROP_RECORD] =
    g_param_spec_boxed ("record", NULL, NULL, YTT_TYPE_ANNOUNCEMENT_RECORD, flags);
  properties[YTT_ANNOUNCEMENTS_PROP_CHANGES] = g_param_spec_pointer ("changes", NULL, NULL, flags);
  properties[YTT_ANNOUNCEMENTS_PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[YTT_ANNOUNCEMENTS_PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, YTT_ANNOUNCEMENTS_N_PROPS, properties);
}

/* Where nobody has looked yet there is no item. */
static void
unref_item (gpointer item)
{
  if (item != NULL)
    g_object_unref (item);
}

static void
ytt_announcements_init (YttAnnouncements *self)
{
  self->query = ytt_announcement_query_new ();
  self->places = g_array_new (FALSE, FALSE, sizeof (YttAnnouncementPlace));
  self->items = g_ptr_array_new_with_free_func (unref_item);
  self->pending = g_array_new (FALSE, FALSE, sizeof (guint));
  self->stale = TRUE;
}

/**
 * ytt_announcements_new:
 * @session: whose document and facilities they follow
 *
 * Returns: (transfer full): the announcements, not active yet
 */
YttAnnouncements *
ytt_announcements_new (YttSession *session)
{
  YttAnnouncements *self = g_object_new (YTT_TYPE_ANNOUNCEMENTS, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::store", G_CALLBACK (session_store_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::loading", G_CALLBACK (session_loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::told", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::announcement", G_CALLBACK (session_announcement_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

gboolean
ytt_announcements_get_active (YttAnnouncements *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS (self), FALSE);

  return self->active;
}

/**
 * ytt_announcements_set_active:
 * @self: announcements
 * @active: whether somebody looks at them
 *
 * What has become old meanwhile is read anew.
 */
void
ytt_announcements_set_active (YttAnnouncements *self,
                              gboolean          active)
{
  g_return_if_fail (YTT_IS_ANNOUNCEMENTS (self));

  if (self->active == active)
    return;

  self->active = active;
  if (!active)
    return;

  if (self->stale)
    refresh (self);
  else
    read_record (self);
}

/**
 * ytt_announcements_dup_query:
 * @self: announcements
 *
 * Returns: (transfer full): what is asked for, without what the session decides: facilities and the second clock
 */
YttAnnouncementQuery *
ytt_announcements_dup_query (YttAnnouncements *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS (self), NULL);

  return ytt_announcement_query_copy (self->query);
}

const YttAnnouncementQuery *
ytt_announcements_get_query (YttAnnouncements *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS (self), NULL);

  return self->query;
}

/**
 * ytt_announcements_take_query:
 * @self: announcements
 * @query: (transfer full): what is asked for; its facilities and its second clock are the session's
 *
 * Asks for others; what was asked for before is cancelled, and stays in the list until the answer is there.
 */
void
ytt_announcements_take_query (YttAnnouncements     *self,
                              YttAnnouncementQuery *query)
{
  gboolean other_since;

  g_return_if_fail (YTT_IS_ANNOUNCEMENTS (self));
  g_return_if_fail (query != NULL);

  other_since = query->since != self->query->since;
  g_clear_pointer (&self->query, ytt_announcement_query_free);
  self->query = query;
  if (!self->active)
    {
      self->stale = TRUE;
      return;
    }

  find (self);
  if (other_since)
    read_changes (self);
}

const YttAnnouncementResult *
ytt_announcements_get_result (YttAnnouncements *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS (self), NULL);

  return self->result;
}

/**
 * ytt_announcements_get_record:
 * @self: announcements
 *
 * Returns: (transfer none) (nullable): the session's announcement whole
 */
YttAnnouncementRecord *
ytt_announcements_get_record (YttAnnouncements *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS (self), NULL);

  return self->record;
}

const YttNews *
ytt_announcements_get_changes (YttAnnouncements *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS (self), NULL);

  return self->changes;
}

/**
 * ytt_announcements_get_loading:
 * @self: announcements
 *
 * Returns: whether an answer is awaited
 */
gboolean
ytt_announcements_get_loading (YttAnnouncements *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS (self), FALSE);

  return self->cancellable != NULL || self->record_cancellable != NULL || self->changes_cancellable != NULL;
}

const GError *
ytt_announcements_get_error (YttAnnouncements *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS (self), NULL);

  return self->error;
}

/**
 * ytt_announcements_find:
 * @self: announcements
 * @id: the key of an announcement
 *
 * Returns: its position, %G_MAXUINT if it is not in the list
 */
guint
ytt_announcements_find (YttAnnouncements *self,
                        gint64            id)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS (self), G_MAXUINT);

  for (guint i = 0; self->result != NULL && i < self->result->entries->len; i++)
    if (g_array_index (self->result->entries, YttAnnouncementEntry, i).id == id)
      return i;

  return G_MAXUINT;
}
