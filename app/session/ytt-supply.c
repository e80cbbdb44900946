#include "config.h"

#include "ytt-supply.h"

#include "ytt-session-private.h"

struct _YttSupply
{
  GObject            parent_instance;

  YttSession        *session;             /* (nullable): owns this, and may be gone before */
  GSignalGroup      *store_signals;       /* (owned) */
  YttSupplyMode      mode;
  GPtrArray         *links;               /* (owned) (nullable): of selection or result */
  gboolean           cut;
  YttChain          *chain;               /* (owned) (nullable) */
  GPtrArray         *chain_links;         /* (owned) (nullable): the chain's */
  gint64             root;                /* where the trace that is shown or awaited begins, 0 for none */
  YttChainDirection  direction;
  GError            *error;               /* (owned) (nullable) */

  /* Each is there as long as its answer is awaited. */
  GCancellable      *links_cancellable;   /* (owned) (nullable) */
  GCancellable      *trace_cancellable;   /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_MODE,
  PROP_LINKS,
  PROP_CUT,
  PROP_CHAIN,
  PROP_LOADING,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttSupply, ytt_supply, G_TYPE_OBJECT)

GType
ytt_supply_mode_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { YTT_SUPPLY_SELECTION, "YTT_SUPPLY_SELECTION", "selection" },
        { YTT_SUPPLY_ALL, "YTT_SUPPLY_ALL", "all" },
        { YTT_SUPPLY_NONE, "YTT_SUPPLY_NONE", "none" },
        { 0, NULL, NULL }
      };

      g_once_init_leave (&type, g_enum_register_static ("YttSupplyMode", values));
    }

  return type;
}

static void
notify (YttSupply *self,
        guint      property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
stop (YttSupply     *self,
      GCancellable **cancellable)
{
  if (*cancellable == NULL)
    return;

  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  notify (self, PROP_LOADING);
}

/* Takes the error. */
static void
take_error (YttSupply *self,
            GError    *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  notify (self, PROP_ERROR);
}

/* Takes the links. */
static void
take_links (YttSupply *self,
            GPtrArray *links,
            gboolean   cut)
{
  if (links == NULL && self->links == NULL)
    return;

  g_clear_pointer (&self->links, g_ptr_array_unref);
  self->links = links;
  self->cut = cut;
  notify (self, PROP_CUT);
  if (self->chain == NULL)
    notify (self, PROP_LINKS);
}

/* Takes the chain. */
static void
take_chain (YttSupply *self,
            YttChain  *chain)
{
  if (chain == NULL && self->chain == NULL)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  g_clear_pointer (&self->chain, ytt_chain_unref);
  g_clear_pointer (&self->chain_links, g_ptr_array_unref);
  self->chain = chain;
  if (chain != NULL)
    {
      self->chain_links = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_supply_link_unref);
      for (guint i = 0; i < chain->steps->len; i++)
        g_ptr_array_add (self->chain_links,
                         ytt_supply_link_ref (g_array_index (chain->steps, YttChainStep, i).link));
    }
  if (self->session != NULL)
    ytt_session_update_shown (self->session, FALSE);
  notify (self, PROP_CHAIN);
  notify (self, PROP_CUT);
  notify (self, PROP_LINKS);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
links_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttSupply) self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *links;
  gboolean cut;

  links = ytt_store_get_links_finish (YTT_STORE (object), result, &cut, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* others have been asked for */

  g_clear_object (&self->links_cancellable);
  if (links != NULL)
    take_links (self, links, cut);
  take_error (self, g_steal_pointer (&error));
  notify (self, PROP_LOADING);
}

/* The whole document needs no list of its facilities; nor does one whose list is but a beginning yet. */
static GArray *
get_result (YttSupply *self)
{
  YttFacilityList *facilities = ytt_session_get_facilities (self->session);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (facilities));
  GArray *ids;

  if (n == ytt_session_get_n_total (self->session) || ytt_session_get_points (self->session) == NULL)
    return NULL;

  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  for (guint i = 0; i < n; i++)
    {
      gint64 id = ytt_facility_list_get_id (facilities, i);

      g_array_append_val (ids, id);
    }

  return ids;
}

/* What is drawn stays until the newer links are there, but a selection's never outlive it. */
static void
read_links (YttSupply *self)
{
  YttStore *store = self->session != NULL ? ytt_session_get_store (self->session) : NULL;
  gint64 selected = self->session != NULL ? ytt_session_get_selected (self->session) : 0;
  YttLinksScope scope = YTT_LINKS_OF_FIRST;
  g_autoptr(GArray) ids = NULL;

  stop (self, &self->links_cancellable);
  if (store == NULL || self->mode == YTT_SUPPLY_NONE || (self->mode == YTT_SUPPLY_SELECTION && selected == 0))
    {
      take_links (self, NULL, FALSE);
      return;
    }

  if (self->mode == YTT_SUPPLY_ALL)
    {
      ids = get_result (self);
      scope = ids != NULL ? YTT_LINKS_OF_IDS : YTT_LINKS_OF_ALL;
    }

  self->links_cancellable = g_cancellable_new ();
  ytt_store_get_links_async (store, scope, selected, ids, YTT_SUPPLY_MOST_LINKS,
                             ytt_session_get_moment (self->session), self->links_cancellable,
                             links_read_cb, g_object_ref (self));
  notify (self, PROP_LOADING);
}

static void
traced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(YttSupply) self = user_data;
  g_autoptr(GError) error = NULL;
  YttChain *chain;

  chain = ytt_store_trace_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another trace was begun, or this one given up */

  g_clear_object (&self->trace_cancellable);
  if (chain == NULL)
    self->root = 0;
  take_chain (self, chain);
  take_error (self, g_steal_pointer (&error));
  notify (self, PROP_LOADING);
}

static void
read_chain (YttSupply *self)
{
  stop (self, &self->trace_cancellable);
  if (self->root == 0 || self->session == NULL)
    return;

  self->trace_cancellable = g_cancellable_new ();
  ytt_store_trace_async (ytt_session_get_store (self->session), self->root, self->direction, YTT_SUPPLY_MOST_STEPS,
                         ytt_session_get_moment (self->session), self->trace_cancellable, traced_cb, g_object_ref (self));
  notify (self, PROP_LOADING);
}

static void
selected_changed_cb (YttSupply *self)
{
  if (ytt_session_get_selected (self->session) == 0)
    ytt_supply_end_trace (self);
  if (self->mode == YTT_SUPPLY_SELECTION)
    take_links (self, NULL, FALSE);
  read_links (self);
}

static void
result_changed_cb (YttSupply *self)
{
  if (self->mode == YTT_SUPPLY_ALL)
    read_links (self);
}

/* Another program changed the document, or another clock shows another part of it. */
static void
store_changed_cb (YttSupply *self)
{
  read_links (self);
  read_chain (self);
}

static void
store_replaced_cb (YttSupply *self)
{
  ytt_supply_end_trace (self);
  take_links (self, NULL, FALSE);
  g_signal_group_set_target (self->store_signals, ytt_session_get_store (self->session));
  read_links (self);
}

static void
ytt_supply_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  YttSupply *self = YTT_SUPPLY (object);

  switch (property_id)
    {
    case PROP_MODE:
      g_value_set_enum (value, self->mode);
      break;
    case PROP_LINKS:
      g_value_set_boxed (value, ytt_supply_get_links (self));
      break;
    case PROP_CUT:
      g_value_set_boolean (value, ytt_supply_get_cut (self));
      break;
    case PROP_CHAIN:
      g_value_set_boxed (value, self->chain);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, ytt_supply_get_loading (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_supply_set_property (GObject      *object,
                         guint         property_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_MODE:
      ytt_supply_set_mode (YTT_SUPPLY (object), g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_supply_dispose (GObject *object)
{
  YttSupply *self = YTT_SUPPLY (object);

  g_cancellable_cancel (self->links_cancellable);
  g_clear_object (&self->links_cancellable);
  g_cancellable_cancel (self->trace_cancellable);
  g_clear_object (&self->trace_cancellable);
  g_clear_object (&self->store_signals);
  g_clear_weak_pointer (&self->session);

  G_OBJECT_CLASS (ytt_supply_parent_class)->dispose (object);
}

static void
ytt_supply_finalize (GObject *object)
{
  YttSupply *self = YTT_SUPPLY (object);

  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->chain_links, g_ptr_array_unref);
  g_clear_pointer (&self->chain, ytt_chain_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ytt_supply_parent_class)->finalize (object);
}

static void
ytt_supply_class_init (YttSupplyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_supply_dispose;
  object_class->finalize = ytt_supply_finalize;
  object_class->get_property = ytt_supply_get_property;
  object_class->set_property = ytt_supply_set_property;

  properties[PROP_MODE] =
    g_param_spec_enum ("mode", NULL, NULL, YTT_TYPE_SUPPLY_MODE, YTT_SUPPLY_SELECTION, readable | G_PARAM_WRITABLE);
  properties[PROP_LINKS] = g_param_spec_boxed ("links", NULL, NULL, G_TYPE_PTR_ARRAY, readable);
  properties[PROP_CUT] = g_param_spec_boolean ("cut", NULL, NULL, FALSE, readable);
  properties[PROP_CHAIN] = g_param_spec_boxed ("chain", NULL, NULL, YTT_TYPE_CHAIN, readable);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_supply_init (YttSupply *self)
{
  self->store_signals = g_signal_group_new (YTT_TYPE_STORE);
  g_signal_group_connect_object (self->store_signals, "changed", G_CALLBACK (store_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/* Made when first asked for, so that a session without a map reads no links. */
static YttSupply *
supply_new (YttSession *session)
{
  YttSupply *self = g_object_new (YTT_TYPE_SUPPLY, NULL);

  g_set_weak_pointer (&self->session, session);
  g_signal_connect_object (session, "notify::selected", G_CALLBACK (selected_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::points", G_CALLBACK (result_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::year", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::told", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::store", G_CALLBACK (store_replaced_cb), self, G_CONNECT_SWAPPED);
  store_replaced_cb (self);

  return self;
}

/**
 * ytt_session_get_supply:
 * @session: a session
 *
 * Returns: (transfer none): the supply links that it shows; the same for as long as it lives
 */
YttSupply *
ytt_session_get_supply (YttSession *session)
{
  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  if (session->supply == NULL)
    session->supply = supply_new (session);

  return session->supply;
}

/**
 * ytt_supply_get_session:
 * @self: supply links
 *
 * Returns: (transfer none) (nullable): whose they are; %NULL once it is gone
 */
YttSession *
ytt_supply_get_session (YttSupply *self)
{
  g_return_val_if_fail (YTT_IS_SUPPLY (self), NULL);

  return self->session;
}

/**
 * ytt_supply_get_mode:
 * @self: supply links
 *
 * Returns: which of them the map draws
 */
YttSupplyMode
ytt_supply_get_mode (YttSupply *self)
{
  g_return_val_if_fail (YTT_IS_SUPPLY (self), YTT_SUPPLY_NONE);

  return self->mode;
}

/**
 * ytt_supply_set_mode:
 * @self: supply links
 * @mode: which of them to draw on the map
 */
void
ytt_supply_set_mode (YttSupply     *self,
                     YttSupplyMode  mode)
{
  g_return_if_fail (YTT_IS_SUPPLY (self));

  if (self->mode == mode)
    return;

  self->mode = mode;
  read_links (self);
  notify (self, PROP_MODE);
}

/**
 * ytt_supply_get_links:
 * @self: supply links
 *
 * Returns: (transfer none) (nullable) (element-type YttSupplyLink): what the map draws; never changed, another array
 *   takes its place
 */
GPtrArray *
ytt_supply_get_links (YttSupply *self)
{
  g_return_val_if_fail (YTT_IS_SUPPLY (self), NULL);

  return self->chain != NULL ? self->chain_links : self->links;
}

/**
 * ytt_supply_get_cut:
 * @self: supply links
 *
 * Returns: whether there are more links than are drawn
 */
gboolean
ytt_supply_get_cut (YttSupply *self)
{
  g_return_val_if_fail (YTT_IS_SUPPLY (self), FALSE);

  return self->chain != NULL ? self->chain->cut : self->cut;
}

/**
 * ytt_supply_get_chain:
 * @self: supply links
 *
 * Returns: (transfer none) (nullable): what was traced
 */
YttChain *
ytt_supply_get_chain (YttSupply *self)
{
  g_return_val_if_fail (YTT_IS_SUPPLY (self), NULL);

  return self->chain;
}

/**
 * ytt_supply_get_n_undated:
 * @self: supply links
 *
 * Returns: how many of the links that the map draws no date places before or after the year that is shown; 0 where that
 *   is now, see ytt_link_get_standing()
 */
guint
ytt_supply_get_n_undated (YttSupply *self)
{
  GPtrArray *links;
  guint n = 0;

  g_return_val_if_fail (YTT_IS_SUPPLY (self), 0);

  links = ytt_supply_get_links (self);
  for (guint i = 0; links != NULL && i < links->len; i++)
    n += ((const YttSupplyLink *) g_ptr_array_index (links, i))->standing.undated ? 1 : 0;

  return n;
}

/**
 * ytt_supply_get_loading:
 * @self: supply links
 *
 * Returns: whether links or a chain are being read
 */
gboolean
ytt_supply_get_loading (YttSupply *self)
{
  g_return_val_if_fail (YTT_IS_SUPPLY (self), FALSE);

  return self->links_cancellable != NULL || self->trace_cancellable != NULL;
}

/**
 * ytt_supply_get_error:
 * @self: supply links
 *
 * Returns: (transfer none) (nullable): why they could not be read
 */
const GError *
ytt_supply_get_error (YttSupply *self)
{
  g_return_val_if_fail (YTT_IS_SUPPLY (self), NULL);

  return self->error;
}

/**
 * ytt_supply_trace:
 * @self: supply links
 * @direction: which way to go
 *
 * Follows the supply links of the selected facility over all steps. Without a selection nothing happens.
 */
void
ytt_supply_trace (YttSupply         *self,
                  YttChainDirection  direction)
{
  g_return_if_fail (YTT_IS_SUPPLY (self));

  if (self->session == NULL || ytt_session_get_store (self->session) == NULL ||
      ytt_session_get_selected (self->session) == 0)
    return;

  self->root = ytt_session_get_selected (self->session);
  self->direction = direction;
  read_chain (self);
}

/**
 * ytt_supply_end_trace:
 * @self: supply links
 *
 * Shows what was shown before the trace.
 */
void
ytt_supply_end_trace (YttSupply *self)
{
  g_return_if_fail (YTT_IS_SUPPLY (self));

  self->root = 0;
  stop (self, &self->trace_cancellable);
  take_chain (self, NULL);
}
