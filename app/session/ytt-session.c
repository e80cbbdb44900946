#include "config.h"

#include "ytt-session-profile.h"
#include "ytt-session-private.h"

/* Where the map stands before anybody has moved it: the whole world, as far out as the window allows, cut where
 * there is the least land. */
#define DEFAULT_LATITUDE 0.0
#define DEFAULT_LONGITUDE 14.0
#define DEFAULT_ZOOM 0.0

static GParamSpec *properties[YTT_SESSION_N_PROPS];

G_DEFINE_FINAL_TYPE (YttSession, ytt_session, G_TYPE_OBJECT)

void
ytt_session_notify (YttSession *self,
                    guint       property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
rows_failed_cb (YttSession   *self,
                const GError *error)
{
  ytt_session_set_error (self, &self->search_error, g_error_copy (error));
}

/* Another program changed the document: what is shown stays until it has been read anew. */
static void
store_changed_cb (YttSession *self)
{
  ytt_facility_list_reload (self->facilities);
  ytt_session_start_search (self);
  ytt_session_read_record (self);
  ytt_session_read_profile (self);
  ytt_session_read_summary (self);
}

static void
ytt_session_dispose (GObject *object)
{
  YttSession *self = YTT_SESSION (object);

  ytt_session_cancel (self);

  if (self->placing != NULL)
    ytt_placing_leave (self->placing);
  g_clear_object (&self->placing);
  g_clear_object (&self->tours);
  g_clear_object (&self->editor);
  g_clear_object (&self->supply);
  g_clear_object (&self->facilities);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ytt_session_parent_class)->dispose (object);
}

static void
ytt_session_finalize (GObject *object)
{
  YttSession *self = YTT_SESSION (object);

  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->filter, ytt_filter_unref);
  g_clear_pointer (&self->counts, ytt_facet_counts_unref);
  g_clear_pointer (&self->without, g_array_unref);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->record, ytt_record_unref);
  g_clear_pointer (&self->profile_state, ytt_session_profile_free);
  g_clear_pointer (&self->shown_state, ytt_session_shown_free);
  g_clear_pointer (&self->summary, ytt_summary_free);
  g_clear_error (&self->search_error);
  g_clear_error (&self->record_error);

  G_OBJECT_CLASS (ytt_session_parent_class)->finalize (object);
}

static void
ytt_session_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  YttSession *self = YTT_SESSION (object);

  switch (property_id)
    {
    case YTT_SESSION_PROP_STORE:
      g_value_set_object (value, self->store);
      break;

    case YTT_SESSION_PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;

    case YTT_SESSION_PROP_ORDER:
      g_value_set_enum (value, self->order);
      break;

    case YTT_SESSION_PROP_FILTER:
      g_value_set_boxed (value, self->filter);
      break;

    case YTT_SESSION_PROP_YEAR:
      g_value_set_int (value, self->moment.year);
      break;

    case YTT_SESSION_PROP_TOLD:
      g_value_set_uint (value, self->moment.told);
      break;

    case YTT_SESSION_PROP_COUNTS:
      g_value_set_boxed (value, self->counts);
      break;

    case YTT_SESSION_PROP_WITHOUT:
      g_value_set_boxed (value, self->without);
      break;

    case YTT_SESSION_PROP_FACILITIES:
      g_value_set_object (value, self->facilities);
      break;

    case YTT_SESSION_PROP_POINTS:
      g_value_set_boxed (value, self->points);
      break;

    case YTT_SESSION_PROP_SHOWN:
      g_value_set_boxed (value, ytt_session_get_shown (self));
      break;

    case YTT_SESSION_PROP_LEFT_OUT:
      g_value_set_boolean (value, FALSE);
      break;

    case YTT_SESSION_PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;

    case YTT_SESSION_PROP_LOADING:
      g_value_set_boolean (value, ytt_session_get_loading (self));
      break;

    case YTT_SESSION_PROP_ERROR:
      g_value_set_boxed (value, ytt_session_get_error (self));
      break;

    case YTT_SESSION_PROP_SELECTED:
      g_value_set_int64 (value, self->selected);
      break;

    case YTT_SESSION_PROP_RECORD:
      g_value_set_boxed (value, self->record);
      break;

    case YTT_SESSION_PROP_SUMMARY:
      g_value_set_pointer (value, self->summary);
      break;

    case YTT_SESSION_PROP_LATITUDE:
      g_value_set_double (value, self->latitude);
      break;

    case YTT_SESSION_PROP_LONGITUDE:
      g_value_set_double (value, self->longitude);
      break;

    case YTT_SESSION_PROP_ZOOM:
      g_value_set_double (value, self->zoom);
      break;

    case YTT_SESSION_PROP_PAGE:
      g_value_set_enum (value, self->page);
      break;

    case YTT_SESSION_PROP_PROFILE:
      g_value_set_boxed (value, ytt_session_get_profile (self));
      break;

    case YTT_SESSION_PROP_PROFILE_OPEN:
      g_value_set_boolean (value, ytt_session_get_profile_open (self));
      break;

    case YTT_SESSION_PROP_ANNOUNCEMENT:
      g_value_set_int64 (value, self->announcement);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_session_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  YttSession *self = YTT_SESSION (object);

  switch (property_id)
    {
    case YTT_SESSION_PROP_STORE:
      ytt_session_set_store (self, g_value_get_object (value));
      break;

    case YTT_SESSION_PROP_SEARCH:
      ytt_session_set_search (self, g_value_get_string (value));
      break;

    case YTT_SESSION_PROP_ORDER:
      ytt_session_set_order (self, g_value_get_enum (value));
      break;

    case YTT_SESSION_PROP_FILTER:
      ytt_session_set_filter (self, g_value_get_boxed (value));
      break;

    case YTT_SESSION_PROP_YEAR:
      ytt_session_set_moment (self, (YttMoment) { (gint16) g_value_get_int (value), self->moment.told });
      break;

    case YTT_SESSION_PROP_TOLD:
      ytt_session_set_moment (self, (YttMoment) { self->moment.year, g_value_get_uint (value) });
      break;

    case YTT_SESSION_PROP_SELECTED:
      ytt_session_set_selected (self, g_value_get_int64 (value));
      break;

    case YTT_SESSION_PROP_LATITUDE:
      ytt_session_set_viewport (self, g_value_get_double (value), self->longitude, self->zoom);
      break;

    case YTT_SESSION_PROP_LONGITUDE:
      ytt_session_set_viewport (self, self->latitude, g_value_get_double (value), self->zoom);
      break;

    case YTT_SESSION_PROP_ZOOM:
      ytt_session_set_viewport (self, self->latitude, self->longitude, g_value_get_double (value));
      break;

    case YTT_SESSION_PROP_PAGE:
      ytt_session_set_page (self, g_value_get_enum (value));
      break;

    case YTT_SESSION_PROP_ANNOUNCEMENT:
      ytt_session_set_announcement (self, g_value_get_int64 (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;

  properties[YTT_SESSION_PROP_STORE] =
    g_param_spec_object ("store", NULL, NULL, YTT_TYPE_STORE, writable);
  properties[YTT_SESSION_PROP_SEARCH] =
    g_param_spec_string ("search", NULL, NULL, "", writable);
  properties[YTT_SESSION_PROP_ORDER] =
    g_param_spec_enum ("order", NULL, NULL, YTT_TYPE_ORDER, YTT_ORDER_RELEVANCE, writable);
  properties[YTT_SESSION_PROP_FILTER] =
    g_param_spec_boxed ("filter", NULL, NULL, YTT_TYPE_FILTER, writable);
  properties[YTT_SESSION_PROP_YEAR] =
    g_param_spec_int ("year", NULL, NULL, 0, YTT_MOMENT_LAST_YEAR, 0, writable);
  properties[YTT_SESSION_PROP_TOLD] =
    g_param_spec_uint ("told", NULL, NULL, 0, 99991231, 0, writable);
  properties[YTT_SESSION_PROP_COUNTS] =
    g_param_spec_boxed ("counts", NULL, NULL, YTT_TYPE_FACET_COUNTS, readable);
  properties[YTT_SESSION_PROP_WITHOUT] =
    g_param_spec_boxed ("without", NULL, NULL, G_TYPE_ARRAY, readable);
  properties[YTT_SESSION_PROP_FACILITIES] =
    g_param_spec_object ("facilities", NULL, NULL, YTT_TYPE_FACILITY_LIST, readable);
  properties[YTT_SESSION_PROP_POINTS] =
    g_param_spec_boxed ("points", NULL, NULL, G_TYPE_ARRAY, readable);
  properties[YTT_SESSION_PROP_SHOWN] =
    g_param_spec_boxed ("shown", NULL, NULL, G_TYPE_ARRAY, readable);
  properties[YTT_SESSION_PROP_LEFT_OUT] =
    g_param_spec_boolean ("left-out", NULL, NULL, FALSE, readable);
  properties[YTT_SESSION_PROP_N_TOTAL] =
    g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[YTT_SESSION_PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[YTT_SESSION_PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  properties[YTT_SESSION_PROP_SELECTED] =
    g_param_spec_int64 ("selected", NULL, NULL, G_MININT64, G_MAXINT64, 0, writable);
  properties[YTT_SESSION_PROP_RECORD] =
    g_param_spec_boxed ("record", NULL, NULL, YTT_TYPE_RECORD, readable);
  properties[YTT_SESSION_PROP_SUMMARY] =
    g_param_spec_pointer ("summary", NULL, NULL, readable);
  properties[YTT_SESSION_PROP_LATITUDE] =
    g_param_spec_double ("latitude", NULL, NULL, -90, 90, DEFAULT_LATITUDE, writable);
  properties[YTT_SESSION_PROP_LONGITUDE] =
    g_param_spec_double ("longitude", NULL, NULL, -180, 180, DEFAULT_LONGITUDE, writable);
  properties[YTT_SESSION_PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, 0, 30, DEFAULT_ZOOM, writable);
  properties[YTT_SESSION_PROP_PAGE] =
    g_param_spec_enum ("page", NULL, NULL, YTT_TYPE_PAGE, YTT_PAGE_MAP, writable);
  properties[YTT_SESSION_PROP_PROFILE] =
    g_param_spec_boxed ("profile", NULL, NULL, YTT_TYPE_PROFILE, readable);
  properties[YTT_SESSION_PROP_PROFILE_OPEN] =
    g_param_spec_boolean ("profile-open", NULL, NULL, FALSE, readable);
  properties[YTT_SESSION_PROP_ANNOUNCEMENT] =
    g_param_spec_int64 ("announcement", NULL, NULL, G_MININT64, G_MAXINT64, 0, writable);

  g_object_class_install_properties (object_class, YTT_SESSION_N_PROPS, properties);
}

static void
ytt_session_class_init (YttSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_session_dispose;
  object_class->finalize = ytt_session_finalize;
  object_class->get_property = ytt_session_get_property;
  object_class->set_property = ytt_session_set_property;

  install_properties (object_class);
}

static void
ytt_session_init (YttSession *self)
{
  self->search = g_strdup ("");
  self->order = YTT_ORDER_RELEVANCE;
  self->filter = ytt_filter_new ();
  self->latitude = DEFAULT_LATITUDE;
  self->longitude = DEFAULT_LONGITUDE;
  self->zoom = DEFAULT_ZOOM;
  self->facilities = ytt_facility_list_new ();

  g_signal_connect_object (self->facilities, "rows-failed", G_CALLBACK (rows_failed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_session_new:
 *
 * Returns: (transfer full): a session without a document
 */
YttSession *
ytt_session_new (void)
{
  return g_object_new (YTT_TYPE_SESSION, NULL);
}

/**
 * ytt_session_get_store:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the document
 */
YttStore *
ytt_session_get_store (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->store;
}

/**
 * ytt_session_set_store:
 * @self: a session
 * @store: (nullable): a document
 *
 * Shows another document: the selection is cleared and the search done anew. The older document is not closed; that
 * is for whoever opened it.
 */
void
ytt_session_set_store (YttSession *self,
                       YttStore   *store)
{
  g_return_if_fail (YTT_IS_SESSION (self));
  g_return_if_fail (store == NULL || YTT_IS_STORE (store));

  if (self->store == store)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  ytt_session_set_selected (self, 0);
  ytt_session_set_announcement (self, 0);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, store_changed_cb, self);
  g_set_object (&self->store, store);
  if (store != NULL)
    g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  ytt_facility_list_set_ids (self->facilities, store, NULL);
  ytt_session_set_points (self, NULL);
  ytt_session_update_shown (self, TRUE);
  ytt_session_set_n_total (self, 0);
  ytt_session_set_counts (self, NULL);
  ytt_session_set_without (self, NULL);
  ytt_session_set_error (self, &self->search_error, NULL);
  if (self->summary != NULL)
    {
      g_clear_pointer (&self->summary, ytt_summary_free);
      ytt_session_notify (self, YTT_SESSION_PROP_SUMMARY);
    }
  ytt_session_start_search (self);
  ytt_session_read_summary (self);
  ytt_session_notify (self, YTT_SESSION_PROP_STORE);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ytt_session_get_search:
 * @self: a session
 *
 * Returns: (transfer none): what is searched, "" for nothing
 */
const char *
ytt_session_get_search (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->search;
}

/**
 * ytt_session_set_search:
 * @self: a session
 * @search: (nullable): what was typed
 *
 * Starts a search, and cancels the one that runs.
 */
void
ytt_session_set_search (YttSession *self,
                        const char *search)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  if (search == NULL)
    search = "";
  if (g_strcmp0 (self->search, search) == 0)
    return;

  g_free (self->search);
  self->search = g_strdup (search);
  ytt_session_start_search (self);
  ytt_session_notify (self, YTT_SESSION_PROP_SEARCH);
}

/**
 * ytt_session_get_order:
 * @self: a session
 *
 * Returns: the order of the list
 */
YttOrder
ytt_session_get_order (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), YTT_ORDER_RELEVANCE);

  return self->order;
}

/**
 * ytt_session_set_order:
 * @self: a session
 * @order: the order of the list
 */
void
ytt_session_set_order (YttSession *self,
                       YttOrder    order)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  if (self->order == order)
    return;

  self->order = order;
  ytt_session_start_search (self);
  ytt_session_notify (self, YTT_SESSION_PROP_ORDER);
}

/**
 * ytt_session_get_facilities:
 * @self: a session
 *
 * Returns: (transfer none): the list of what was found; the same for as long as the session lives
 */
YttFacilityList *
ytt_session_get_facilities (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->facilities;
}

/**
 * ytt_session_get_points:
 * @self: a session
 *
 * Returns: (transfer none) (nullable) (element-type YttPoint): the found facilities that have a place, in the order
 *   of their ids; never changed, another array takes its place
 */
GArray *
ytt_session_get_points (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->points;
}

/**
 * ytt_session_get_n_total:
 * @self: a session
 *
 * Returns: how many facilities the document has
 */
guint
ytt_session_get_n_total (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), 0);

  return self->n_total;
}

/**
 * ytt_session_get_loading:
 * @self: a session
 *
 * Returns: whether a search runs
 */
gboolean
ytt_session_get_loading (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), FALSE);

  return self->search_cancellable != NULL;
}

/**
 * ytt_session_get_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the last search failed, else why the selected record could not be read
 */
const GError *
ytt_session_get_error (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->search_error != NULL ? self->search_error : self->record_error;
}

/**
 * ytt_session_get_summary:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what the document holds, %NULL until it has been read
 */
const YttSummary *
ytt_session_get_summary (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->summary;
}
