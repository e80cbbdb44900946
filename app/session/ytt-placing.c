#include "config.h"

#include "ytt-placing-private.h"

#include <math.h>

enum
{
  PROP_0,
  PROP_ASKING,
  PROP_MOVABLE,
  PROP_CANDIDATES,
  PROP_PENDING,
  PROP_SHOWN,
  N_PROPS,
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttPlacing, ytt_placing, G_TYPE_OBJECT)

/* (nullable): the selected facility, if it can be edited now */
YttRecord *
ytt_placing_get_record (YttPlacing *self)
{
  YttRecord *record = self->session != NULL ? ytt_session_get_record (self->session) : NULL;

  if (record == NULL || record->id != ytt_session_get_selected (self->session) ||
      !ytt_editor_get_editing (ytt_session_get_editor (self->session)))
    return NULL;

  return record;
}

/* Takes the place. */
void
ytt_placing_take_pending (YttPlacing      *self,
                          YttPendingPlace *pending,
                          gint64           facility)
{
  gboolean changed = pending != NULL || self->pending != NULL;

  ytt_pending_place_free (self->pending);
  self->pending = pending;
  self->pending_of = facility;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

/* Another facility was selected or read, or editing began or ended. */
static void
update (YttPlacing *self)
{
  YttEditor *editor = ytt_session_get_editor (self->session);
  YttRecord *record = ytt_placing_get_record (self);
  gboolean movable = record != NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->movable != movable)
    {
      self->movable = movable;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MOVABLE]);
    }
  /* While the record is merely read anew, nothing ends. */
  if (!ytt_editor_get_editing (editor) || ytt_session_get_selected (self->session) == 0)
    ytt_placing_set_asking (self, FALSE);
  if (record == NULL)
    ytt_placing_take_pending (self, NULL, 0);
  else if (self->pending_of != record->id)
    {
      const char *draft = ytt_editor_get_draft (editor, "facility", record->id, YTT_PLACING_DRAFT);

      ytt_placing_take_pending (self, ytt_pending_place_new_from_text (draft), record->id);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
record_changed_cb (YttPlacing *self)
{
  if (self->in_flight == 0)
    self->put_of = 0;
  update (self);
}

static void
selected_changed_cb (YttPlacing *self)
{
  ytt_placing_set_asking (self, FALSE);
  ytt_placing_set_candidates (self, NULL);
  update (self);
}

static void
ytt_placing_finalize (GObject *object)
{
  YttPlacing *self = YTT_PLACING (object);

  g_clear_pointer (&self->candidates, g_array_unref);
  g_clear_pointer (&self->pending, ytt_pending_place_free);

  G_OBJECT_CLASS (ytt_placing_parent_class)->finalize (object);
}

static void
ytt_placing_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  YttPlacing *self = YTT_PLACING (object);

  switch (property_id)
    {
    case PROP_ASKING:
      g_value_set_boolean (value, self->asking);
      break;

    case PROP_MOVABLE:
      g_value_set_boolean (value, self->movable);
      break;

    case PROP_CANDIDATES:
      g_value_set_boxed (value, self->candidates);
      break;

    case PROP_PENDING:
      g_value_set_boxed (value, self->pending);
      break;

    case PROP_SHOWN:
      g_value_set_boolean (value, self->has_shown);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_placing_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  YttPlacing *self = YTT_PLACING (object);

  switch (property_id)
    {
    case PROP_ASKING:
      ytt_placing_set_asking (self, g_value_get_boolean (value));
      break;

    case PROP_CANDIDATES:
      ytt_placing_set_candidates (self, g_value_get_boxed (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_placing_class_init (YttPlacingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->finalize = ytt_placing_finalize;
  object_class->get_property = ytt_placing_get_property;
  object_class->set_property = ytt_placing_set_property;

  properties[PROP_ASKING] = g_param_spec_boolean ("asking", NULL, NULL, FALSE, writable);
  properties[PROP_MOVABLE] = g_param_spec_boolean ("movable", NULL, NULL, FALSE, readable);
  properties[PROP_CANDIDATES] = g_param_spec_boxed ("candidates", NULL, NULL, G_TYPE_ARRAY, writable);
  properties[PROP_PENDING] = g_param_spec_boxed ("pending", NULL, NULL, YTT_TYPE_PENDING_PLACE, readable);
  properties[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHOSEN] =
    g_signal_new ("chosen", YTT_TYPE_PLACING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  g_signal_new ("moved", YTT_TYPE_PLACING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  g_signal_new ("failed", YTT_TYPE_PLACING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_ERROR);
}

static void
ytt_placing_init (YttPlacing *self)
{
}

/**
 * ytt_session_get_placing:
 * @session: a session
 *
 * Returns: (transfer none): the placing of its selected facility; the same for as long as it lives
 */
YttPlacing *
ytt_session_get_placing (YttSession *session)
{
  YttPlacing *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  if (session->placing != NULL)
    return session->placing;

  session->placing = self = g_object_new (YTT_TYPE_PLACING, NULL);
  self->session = session;
  g_signal_connect_object (session, "notify::selected", G_CALLBACK (selected_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::record", G_CALLBACK (record_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_session_get_editor (session), "notify::editing", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/*< private >
 * ytt_placing_leave:
 *
 * Forgets the session, which goes; a commit may still hold the placing.
 */
void
ytt_placing_leave (YttPlacing *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (ytt_session_get_editor (self->session), self);
  self->session = NULL;
}

/**
 * ytt_placing_get_asking:
 * @self: a placing
 *
 * Returns: whether the next click on the map says where the selected facility is
 */
gboolean
ytt_placing_get_asking (YttPlacing *self)
{
  g_return_val_if_fail (YTT_IS_PLACING (self), FALSE);

  return self->asking;
}

/**
 * ytt_placing_set_asking:
 * @self: a placing
 * @asking: whether the next click on the map says where the selected facility is
 *
 * Begins or ends to ask. Where nothing is being edited, nothing begins.
 */
void
ytt_placing_set_asking (YttPlacing *self,
                        gboolean    asking)
{
  g_return_if_fail (YTT_IS_PLACING (self));

  asking = asking && ytt_placing_get_record (self) != NULL;
  if (self->asking == asking)
    return;

  self->asking = asking;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKING]);
}

/**
 * ytt_placing_get_movable:
 * @self: a placing
 *
 * Returns: whether the selected facility's marker can be dragged
 */
gboolean
ytt_placing_get_movable (YttPlacing *self)
{
  g_return_val_if_fail (YTT_IS_PLACING (self), FALSE);

  return self->movable;
}

/**
 * ytt_placing_get_candidates:
 * @self: a placing
 *
 * Returns: (transfer none) (nullable) (element-type YttCandidate): the places that are asked about
 */
GArray *
ytt_placing_get_candidates (YttPlacing *self)
{
  g_return_val_if_fail (YTT_IS_PLACING (self), NULL);

  return self->candidates;
}

/**
 * ytt_placing_set_candidates:
 * @self: a placing
 * @candidates: (transfer none) (nullable) (element-type YttCandidate): the places to ask about; not changed afterwards
 *
 * Shows places on the map, for somebody to say which is meant.
 */
void
ytt_placing_set_candidates (YttPlacing *self,
                            GArray     *candidates)
{
  g_return_if_fail (YTT_IS_PLACING (self));

  if (self->candidates == candidates)
    return;

  g_clear_pointer (&self->candidates, g_array_unref);
  self->candidates = candidates != NULL ? g_array_ref (candidates) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANDIDATES]);
}

/**
 * ytt_placing_get_pending:
 * @self: a placing
 *
 * Returns: (transfer none) (nullable): the selected facility's place that is not in the document yet
 */
const YttPendingPlace *
ytt_placing_get_pending (YttPlacing *self)
{
  g_return_val_if_fail (YTT_IS_PLACING (self), NULL);

  return self->pending;
}

/**
 * ytt_placing_set_pending:
 * @self: a placing
 * @pending: (nullable): a place that is not in the document yet
 *
 * Keeps a place of the selected facility until somebody says how exact it is, or gives it up.
 */
void
ytt_placing_set_pending (YttPlacing            *self,
                         const YttPendingPlace *pending)
{
  YttRecord *record;
  g_autofree char *draft = NULL;

  g_return_if_fail (YTT_IS_PLACING (self));

  record = ytt_placing_get_record (self);
  if (record == NULL)
    return;

  draft = pending != NULL ? ytt_pending_place_to_text (pending) : NULL;
  ytt_editor_set_draft (ytt_session_get_editor (self->session), "facility", record->id, YTT_PLACING_DRAFT, draft);
  ytt_placing_take_pending (self, pending != NULL ? ytt_pending_place_copy (pending) : NULL, record->id);
}

/**
 * ytt_placing_show:
 * @self: a placing
 * @shown: (nullable): a place to look at, %NULL for none any more
 *
 * Shows a place on the map that belongs to no facility. It stays, whatever is selected, until it is given up, another one
 * takes its place, or a facility gets it.
 */
void
ytt_placing_show (YttPlacing          *self,
                  const YttShownPlace *shown)
{
  g_return_if_fail (YTT_IS_PLACING (self));
  g_return_if_fail (shown == NULL || (fabs (shown->latitude) <= 90 && fabs (shown->longitude) <= 180));

  if (shown == NULL && !self->has_shown)
    return;

  self->has_shown = shown != NULL;
  if (shown != NULL)
    self->shown = *shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

/**
 * ytt_placing_get_shown:
 * @self: a placing
 * @shown: (out) (optional): the place
 *
 * Returns: whether a place is looked at; @shown stays untouched if not
 */
gboolean
ytt_placing_get_shown (YttPlacing    *self,
                       YttShownPlace *shown)
{
  g_return_val_if_fail (YTT_IS_PLACING (self), FALSE);

  if (self->has_shown && shown != NULL)
    *shown = self->shown;

  return self->has_shown;
}

/**
 * ytt_placing_give_shown:
 * @self: a placing
 * @facility: a facility that was just added
 *
 * The facility gets the place that is looked at, if there is one, as a draft: how exact it is a person says, once the
 * facility is edited.
 */
void
ytt_placing_give_shown (YttPlacing *self,
                        gint64      facility)
{
  g_autoptr(YttPendingPlace) pending = NULL;
  g_autofree char *draft = NULL;

  g_return_if_fail (YTT_IS_PLACING (self));

  if (!self->has_shown || self->session == NULL)
    return;

  pending = ytt_pending_place_new (self->shown.latitude, self->shown.longitude);
  draft = ytt_pending_place_to_text (pending);
  ytt_editor_set_draft (ytt_session_get_editor (self->session), "facility", facility, YTT_PLACING_DRAFT, draft);
  ytt_placing_show (self, NULL);
}

/**
 * ytt_placing_choose:
 * @self: a placing
 * @candidate: its place among the candidates
 *
 * Says on the map which of the candidates is meant.
 */
void
ytt_placing_choose (YttPlacing *self,
                    guint       candidate)
{
  g_return_if_fail (YTT_IS_PLACING (self));
  g_return_if_fail (self->candidates != NULL && candidate < self->candidates->len);

  g_signal_emit (self, signals[CHOSEN], 0, candidate);
}
