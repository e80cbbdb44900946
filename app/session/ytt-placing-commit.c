/* The way of a place into the document. */

#include "config.h"

#include "ytt-placing-private.h"

#include <glib/gi18n.h>
#include <math.h>

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

  ytt_editor_set_draft (ytt_session_get_editor (self->session), "facility", commit->facility, YTT_PLACING_DRAFT, draft);
  if (self->pending_of == commit->facility)
    ytt_placing_take_pending (self, g_steal_pointer (&commit->place), commit->facility);
}

/* What is in the document is no draft any more, unless there is another one by now. */
static void
drop_draft (YttPlacing *self,
            gint64      facility)
{
  if (self->session != NULL && (self->pending == NULL || self->pending_of != facility))
    ytt_editor_set_draft (ytt_session_get_editor (self->session), "facility", facility, YTT_PLACING_DRAFT, NULL);
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
      g_signal_emit_by_name (self, "moved", commit->facility);
      return;
    }

  self->put_of = 0;
  /* Without its session there is nobody to show it to, and none to keep it for. */
  if (self->session != NULL && commit->place != NULL)
    keep_place (self, commit);
  g_signal_emit_by_name (self, "failed", commit->facility, error);
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
  record = ytt_placing_get_record (self);
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
  record = ytt_placing_get_record (self);
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
  record = ytt_placing_get_record (self);
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

  record = ytt_placing_get_record (self);
  if (record == NULL || self->pending == NULL)
    return;

  place = ytt_pending_place_copy (self->pending);
  /* The draft stays until the document has the place. */
  ytt_placing_take_pending (self, NULL, record->id);
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
    commit (self, ytt_placing_get_record (self), changes, NULL, summary);
}
