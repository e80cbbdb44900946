#include "config.h"

#include "ytt-trail.h"

#include "ytt-view.h"

/* How long nothing may change before what is shown counts as a view. */
#define SETTLE_MS 600

/* More than anybody walks back; each view is a few hundred bytes. */
#define MOST_VIEWS 200

struct _YttTrail
{
  GObject      parent_instance;

  YttSession  *session;        /* (owned) */
  GPtrArray   *views;          /* (owned) (element-type YttView), the oldest first */
  guint        position;       /* of the view that is shown, or was before what has not come to rest yet */
  guint        settle_source;
  gboolean     told_back;      /* what was notified last */
  gboolean     told_forward;
};

enum
{
  PROP_0,
  PROP_CAN_GO_BACK,
  PROP_CAN_GO_FORWARD,
  N_PROPS
};

enum
{
  WENT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttTrail, ytt_trail, G_TYPE_OBJECT)

static const YttView *
get_current (YttTrail *self)
{
  return self->views->len > 0 ? g_ptr_array_index (self->views, self->position) : NULL;
}

static void
tell (YttTrail *self)
{
  gboolean back = ytt_trail_get_can_go_back (self);
  gboolean forward = ytt_trail_get_can_go_forward (self);

  if (self->told_back != back)
    {
      self->told_back = back;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
    }
  if (self->told_forward != forward)
    {
      self->told_forward = forward;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_FORWARD]);
    }
}

static gboolean
settle_cb (gpointer user_data)
{
  YttTrail *self = user_data;

  /* What a search finds may still let go of the selection. */
  if (ytt_session_get_loading (self->session))
    return G_SOURCE_CONTINUE;

  self->settle_source = 0;
  ytt_trail_settle (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (YttTrail *self)
{
  if (ytt_session_get_store (self->session) == NULL)
    return;

  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
store_changed_cb (YttTrail *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_ptr_array_set_size (self->views, 0);
  self->position = 0;
  tell (self);
  changed_cb (self);
}

static void
show (YttTrail *self,
      guint     position)
{
  const YttView *view = g_ptr_array_index (self->views, position);

  self->position = position;
  ytt_view_show (view, self->session);
  g_signal_emit (self, signals[WENT], 0);
  tell (self);
}

static void
ytt_trail_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  YttTrail *self = YTT_TRAIL (object);

  switch (prop_id)
    {
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, ytt_trail_get_can_go_back (self));
      break;
    case PROP_CAN_GO_FORWARD:
      g_value_set_boolean (value, ytt_trail_get_can_go_forward (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_trail_dispose (GObject *object)
{
  YttTrail *self = YTT_TRAIL (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_trail_parent_class)->dispose (object);
}

static void
ytt_trail_finalize (GObject *object)
{
  g_ptr_array_unref (YTT_TRAIL (object)->views);

  G_OBJECT_CLASS (ytt_trail_parent_class)->finalize (object);
}

static void
ytt_trail_class_init (YttTrailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_trail_dispose;
  object_class->finalize = ytt_trail_finalize;
  object_class->get_property = ytt_trail_get_property;

  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_GO_FORWARD] = g_param_spec_boolean ("can-go-forward", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[WENT] = g_signal_new ("went", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ytt_trail_init (YttTrail *self)
{
  self->views = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_view_unref);
}

/**
 * ytt_trail_new:
 * @session: what is looked at
 *
 * Returns: (transfer full): a trail that begins with what the session comes to show
 */
YttTrail *
ytt_trail_new (YttSession *session)
{
  static const char * const parts[] = {
    "notify::filter", "notify::search", "notify::year", "notify::told", "notify::selected",
    "notify::latitude", "notify::longitude", "notify::zoom", "notify::page",
  };
  YttTrail *self = g_object_new (YTT_TYPE_TRAIL, NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_signal_connect_object (session, parts[i], G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);

  return self;
}

/**
 * ytt_trail_settle:
 * @self: a trail
 *
 * Adds the present view at once, if it is another one than was added last.
 */
void
ytt_trail_settle (YttTrail *self)
{
  const YttView *current;
  g_autoptr(YttView) view = NULL;

  g_return_if_fail (YTT_IS_TRAIL (self));

  g_clear_handle_id (&self->settle_source, g_source_remove);
  if (ytt_session_get_store (self->session) == NULL)
    return;

  view = ytt_view_new_for_session (self->session, NULL);
  current = get_current (self);
  if (current != NULL && ytt_view_equal (view, current))
    return;

  if (current != NULL)
    g_ptr_array_set_size (self->views, (int) self->position + 1);
  if (self->views->len == MOST_VIEWS)
    g_ptr_array_remove_index (self->views, 0);
  g_ptr_array_add (self->views, g_steal_pointer (&view));
  self->position = self->views->len - 1;
  tell (self);
}

/**
 * ytt_trail_get_n_views:
 * @self: a trail
 *
 * Returns: how many views can be gone to, the present one among them; at most 200
 */
guint
ytt_trail_get_n_views (YttTrail *self)
{
  g_return_val_if_fail (YTT_IS_TRAIL (self), 0);

  return self->views->len;
}

/**
 * ytt_trail_get_can_go_back:
 * @self: a trail
 *
 * Returns: whether there is an older view
 */
gboolean
ytt_trail_get_can_go_back (YttTrail *self)
{
  g_return_val_if_fail (YTT_IS_TRAIL (self), FALSE);

  return self->position > 0;
}

/**
 * ytt_trail_get_can_go_forward:
 * @self: a trail
 *
 * Returns: whether there is a newer view
 */
gboolean
ytt_trail_get_can_go_forward (YttTrail *self)
{
  g_return_val_if_fail (YTT_IS_TRAIL (self), FALSE);

  return self->position + 1 < self->views->len;
}

/**
 * ytt_trail_go_back:
 * @self: a trail
 *
 * Shows the view before; what is shown now can be come back to, even if it had not come to rest.
 *
 * Returns: whether there was one
 */
gboolean
ytt_trail_go_back (YttTrail *self)
{
  g_return_val_if_fail (YTT_IS_TRAIL (self), FALSE);

  ytt_trail_settle (self);
  if (!ytt_trail_get_can_go_back (self))
    return FALSE;

  show (self, self->position - 1);

  return TRUE;
}

/**
 * ytt_trail_go_forward:
 * @self: a trail
 *
 * Shows the view after the present one. Where something has changed since, there is none.
 *
 * Returns: whether there was one
 */
gboolean
ytt_trail_go_forward (YttTrail *self)
{
  g_return_val_if_fail (YTT_IS_TRAIL (self), FALSE);

  ytt_trail_settle (self);
  if (!ytt_trail_get_can_go_forward (self))
    return FALSE;

  show (self, self->position + 1);

  return TRUE;
}
