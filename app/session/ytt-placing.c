#include "config.h"

#include "ytt-placing.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-session-private.h"

#define DRAFT_FIELD "place"

struct _YttPlacing
{
  GObject          parent_instance;

  YttSession      *session;      /* (nullable) borrowed: it owns this */
  gboolean         asking;
  gboolean         movable;
  GArray          *candidates;   /* (owned) (nullable) */
  YttPendingPlace *pending;      /* (owned) (nullable) */
  gint64           pending_of;   /* whose that is */

  /* Where commits have put a facility that was not read anew since. */
  gint64           put_of;       /* or 0 */
  YttCell          put;
  guint            in_flight;    /* commits whose answer is awaited */
};

enum
{
  PROP_0,
  PROP_ASKING,
  PROP_MOVABLE,
  PROP_CANDIDATES,
  PROP_PENDING,
  N_PROPS,
};

enum
{
  CHOSEN,
  MOVED,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttPlacing, ytt_placing, G_TYPE_OBJECT)

/* (nullable): the selected facility, if it can be edited now */
static YttRecord *
get_record (YttPlacing *self)
{
  YttRecord *record = self->session != NULL ? ytt_session_get_record (self->session) : NULL;

  if (record == NULL || record->id != ytt_session_get_selected (self->session) ||
      !ytt_editor_get_editing (ytt_session_get_editor (self->session)))
    return NULL;

  return record;
}

/* Takes the place. */
static void
take_pending (YttPlacing      *self,
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
  YttRecord *record = get_record (self);
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
    take_pending (self, NULL, 0);
  else if (self->pending_of != record->id)
    take_pending (self, ytt_pending_place_new_from_text (ytt_editor_get_draft (editor, "facility", record->id, DRAFT_FIELD)), record->id);
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
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHOSEN] =
    g_signal_new ("chosen", YTT_TYPE_PLACING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[MOVED] =
    g_signal_new ("moved", YTT_TYPE_PLACING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[FAILED] =
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

  asking = asking && get_record (self) != NULL;
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

  record = get_record (self);
  if (record == NULL)
    return;

  draft = pending != NULL ? ytt_pending_place_to_text (pending) : NULL;
  ytt_editor_set_draft (ytt_session_get_editor (self->session), "facility", record->id, DRAFT_FIELD, draft);
  take_pending (self, pending != NULL ? ytt_pending_place_copy (pending) : NULL, record->id);
}

typedef struct
{
  YttPlacing      *placing;    /* (owned) */
  gint64           facility;
  YttPendingPlace *place;      /* (owned) (nullable) */
} Commit;

static void
commit_free (Commit *commit)
{
  g_object_unref (commit->placing);
  ytt_pending_place_free (commit->place);
  g_free (commit);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Commit, commit_free)

/* What was not done is not lost: the place is pending, there for another attempt. */
static void
keep_place (YttPlacing *self,
            Commit     *commit)
{
  g_autofree char *draft = ytt_pending_place_to_text (commit->place);

  ytt_editor_set_draft (ytt_session_get_editor (self->session), "facility", commit->facility, DRAFT_FIELD, draft);
  if (self->pending_of == commit->facility)
    take_pending (self, g_steal_pointer (&commit->place), commit->facility);
}

/* What is in the document is no draft any more, unless there is another one by now. */
static void
drop_draft (YttPlacing *self,
            gint64      facility)
{
  if (self->session != NULL && (self->pending == NULL || self->pending_of != facility))
    ytt_editor_set_draft (ytt_session_get_editor (self->session), "facility", facility, DRAFT_FIELD, NULL);
}

static void
committed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Commit) commit = user_data;
  YttPlacing *self = commit->placing;
  g_autoptr(GError) error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  self->in_flight--;
  if (error == NULL)
    {
      drop_draft (self, commit->facility);
      g_signal_emit (self, signals[MOVED], 0, commit->facility);
      return;
    }

  self->put_of = 0;
  /* Without its session there is nobody to show it to, and none to keep it for. */
  if (self->session != NULL && commit->place != NULL)
    keep_place (self, commit);
  g_signal_emit (self, signals[FAILED], 0, commit->facility, error);
}

static void
set_text (YttChanges *changes,
          const char *column,
          const char *text)
{
  ytt_changes_set (changes, column, text != NULL && *text != '\0' ? YTT_CELL_OF_TEXT (text) : YTT_CELL_OF_NULL);
}

/* What the record shows must still be there, or what was put there from here: somebody else's move is not to be undone
 * by this one unseen. */
static void
begin_changes (YttPlacing      *self,
               const YttRecord *record,
               YttChanges      *changes)
{
  YttCell seen = YTT_CELL_OF_NULL;

  if (self->put_of == record->id)
    seen = self->put;
  else if (!isnan (record->latitude) && !isnan (record->longitude))
    seen = YTT_CELL_OF_POINT (record->longitude, record->latitude);
  ytt_changes_update (changes, "facility", record->id);
  ytt_changes_expect (changes, "geom", seen);
}

static void
commit (YttPlacing            *self,
        const YttRecord       *record,
        YttChanges            *changes,
        const YttPendingPlace *place,
        const char            *summary)
{
  Commit *data = g_new0 (Commit, 1);

  data->placing = g_object_ref (self);
  data->facility = record->id;
  data->place = place != NULL ? ytt_pending_place_copy (place) : NULL;
  self->put_of = record->id;
  self->put = place != NULL ? YTT_CELL_OF_POINT (place->longitude, place->latitude) : YTT_CELL_OF_NULL;
  self->in_flight++;
  ytt_editor_commit_async (ytt_session_get_editor (self->session), changes, summary, NULL, NULL, committed_cb, data);
}

/* (transfer full): what it is to move the record there, in words */
static char *
summarize (const YttRecord       *record,
           const YttPendingPlace *place)
{
  if (place == NULL)
    /* Translators: what an edit did, in the history; %s is a facility */
    return g_strdup_printf (_("Take %s off the map"), record->name);
  if (isnan (record->latitude))
    /* Translators: what an edit did, in the history; %s is a facility */
    return g_strdup_printf (_("Place %s"), record->name);
  if (place->locality != NULL)
    /* Translators: what an edit did, in the history: the first %s is a facility, the second one a town */
    return g_strdup_printf (_("Move %s to %s"), record->name, place->locality);

  /* Translators: what an edit did, in the history; %s is a facility */
  return g_strdup_printf (_("Move %s"), record->name);
}

static void
add_place (YttPlacing            *self,
           const YttRecord       *record,
           const YttPendingPlace *place,
           YttPrecision           precision,
           YttChanges            *changes)
{
  begin_changes (self, record, changes);
  ytt_changes_set (changes, "geom", YTT_CELL_OF_POINT (place->longitude, place->latitude));
  set_text (changes, "location_precision", ytt_precision_to_code (precision));
  /* Who said where it was before does not say so of the new place. */
  set_text (changes, "location_source", place->source);
  if (place->locality != NULL)
    set_text (changes, "locality", place->locality);
  if (place->admin1 != NULL)
    set_text (changes, "admin1", place->admin1);
  if (place->country != NULL && *place->country != '\0')
    set_text (changes, "country", place->country);
}

static void
commit_place (YttPlacing            *self,
              const YttRecord       *record,
              const YttPendingPlace *place,
              YttPrecision           precision)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *summary = summarize (record, place);

  add_place (self, record, place, precision, changes);
  commit (self, record, changes, place, summary);
}

static gboolean
is_placed (const YttRecord *record)
{
  return record->precision != YTT_PRECISION_UNKNOWN && !isnan (record->latitude) && !isnan (record->longitude);
}

/**
 * ytt_placing_add_move:
 * @self: a placing
 * @latitude: degrees, -90 to 90
 * @longitude: degrees, of any turn round the world
 * @changes: to be filled
 * @summary: (out) (transfer full) (nullable): what the change is, in words; %NULL where there is none
 *
 * Says what is to be committed to put the selected facility somewhere. If nobody has said yet how exact its place is,
 * that is asked first: the place becomes pending, and nothing is to be committed yet.
 */
void
ytt_placing_add_move (YttPlacing  *self,
                      double       latitude,
                      double       longitude,
                      YttChanges  *changes,
                      char       **summary)
{
  YttRecord *record;
  g_autoptr(YttPendingPlace) place = NULL;

  g_return_if_fail (YTT_IS_PLACING (self));
  g_return_if_fail (fabs (latitude) <= 90 && isfinite (longitude));
  g_return_if_fail (summary != NULL);

  *summary = NULL;
  record = get_record (self);
  if (record == NULL)
    return;

  place = ytt_pending_place_new (latitude, fabs (longitude) <= 180 ? longitude : remainder (longitude, 360));
  if (!is_placed (record))
    {
      ytt_placing_set_pending (self, place);
      return;
    }

  ytt_placing_set_pending (self, NULL);
  if (place->latitude == record->latitude && place->longitude == record->longitude && self->put_of != record->id)
    return;

  add_place (self, record, place, record->precision, changes);
  *summary = summarize (record, place);
}

/**
 * ytt_placing_add_clear:
 * @self: a placing
 * @changes: to be filled
 * @summary: (out) (transfer full) (nullable): what the change is, in words; %NULL where there is none
 *
 * Says what is to be committed to take the selected facility off the map: its place is unknown from then on. Its town
 * and country stay.
 */
void
ytt_placing_add_clear (YttPlacing  *self,
                       YttChanges  *changes,
                       char       **summary)
{
  YttRecord *record;

  g_return_if_fail (YTT_IS_PLACING (self));
  g_return_if_fail (summary != NULL);

  *summary = NULL;
  record = get_record (self);
  if (record == NULL)
    return;

  ytt_placing_set_pending (self, NULL);
  if (isnan (record->latitude))
    return;

  begin_changes (self, record, changes);
  ytt_changes_set (changes, "geom", YTT_CELL_OF_NULL);
  ytt_changes_set (changes, "location_precision", YTT_CELL_OF_NULL);
  ytt_changes_set (changes, "location_source", YTT_CELL_OF_NULL);
  *summary = summarize (record, NULL);
}

/**
 * ytt_placing_place:
 * @self: a placing
 * @latitude: degrees, -90 to 90
 * @longitude: degrees, of any turn round the world
 *
 * Puts the selected facility somewhere. If nobody has said yet how exact its place is, that is asked first: it becomes
 * pending. Ends to ask for a click.
 */
void
ytt_placing_place (YttPlacing *self,
                   double      latitude,
                   double      longitude)
{
  YttRecord *record;
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(YttPendingPlace) place = NULL;
  g_autofree char *summary = NULL;

  g_return_if_fail (YTT_IS_PLACING (self));

  ytt_placing_add_move (self, latitude, longitude, changes, &summary);
  ytt_placing_set_asking (self, FALSE);
  record = get_record (self);
  if (summary == NULL || record == NULL)
    return;

  place = ytt_pending_place_new (latitude, fabs (longitude) <= 180 ? longitude : remainder (longitude, 360));
  commit (self, record, changes, place, summary);
}

/**
 * ytt_placing_settle:
 * @self: a placing
 * @precision: how exact the pending place is
 *
 * Puts the pending place into the document.
 */
void
ytt_placing_settle (YttPlacing   *self,
                    YttPrecision  precision)
{
  YttRecord *record;
  g_autoptr(YttPendingPlace) place = NULL;

  g_return_if_fail (YTT_IS_PLACING (self));
  g_return_if_fail (precision != YTT_PRECISION_UNKNOWN);

  record = get_record (self);
  if (record == NULL || self->pending == NULL)
    return;

  place = ytt_pending_place_copy (self->pending);
  /* The draft stays until the document has the place. */
  take_pending (self, NULL, record->id);
  commit_place (self, record, place, precision);
}

/**
 * ytt_placing_clear:
 * @self: a placing
 *
 * Takes the selected facility off the map, as ytt_placing_add_clear() says.
 */
void
ytt_placing_clear (YttPlacing *self)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *summary = NULL;

  g_return_if_fail (YTT_IS_PLACING (self));

  ytt_placing_add_clear (self, changes, &summary);
  if (summary != NULL)
    commit (self, get_record (self), changes, NULL, summary);
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
