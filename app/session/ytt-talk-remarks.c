/* What the speaker has to know of a stop: a figure that was true when the tour was made may not be shown any more. */

#include "config.h"

#include "ytt-talk-private.h"

#include "ytt-format.h"
#include "ytt-key-figures.h"
#include "ytt-ledger.h"
#include "ytt-store-rows.h"

#include <glib/gi18n.h>

/* Claims of as many facilities are looked after at a time; a stop that rests on more is no stop. */
#define MOST_CLAIMS 64

typedef struct
{
  YttTalk      *talk;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  YttMoment     moment;
  GArray       *claims;     /* (owned) (element-type gint64): those of @facilities, in their order */
  GArray       *facilities; /* (owned) (element-type gint64): each once, the next one last */
  GPtrArray    *remarks;    /* (owned) (element-type YttTalkRemark) */
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->talk);
  g_object_unref (reading->cancellable);
  g_array_unref (reading->claims);
  g_array_unref (reading->facilities);
  g_ptr_array_unref (reading->remarks);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

void
ytt_talk_remark_free (YttTalkRemark *remark)
{
  g_free (remark->text);
  g_free (remark);
}

/* Takes the text. */
static void
add_remark (GPtrArray         *remarks,
            YttTalkRemarkKind  kind,
            gint64             claim,
            char              *text)
{
  YttTalkRemark *remark = g_new0 (YttTalkRemark, 1);

  remark->kind = kind;
  remark->claim = claim;
  remark->text = text;
  g_ptr_array_add (remarks, remark);
}

/* The facility */

void
ytt_talk_find_missing (YttTalk       *self,
                       const YttView *view)
{
  YttTourStop *stop = ytt_talk_get_stop (self);
  gboolean deleted;

  /* The row forgets it and the view does not. A tour that was made up for the moment has no rows. */
  deleted = stop != NULL && ytt_tour_get_id (self->tour) != 0 && ytt_tour_stop_get_kind (stop) == YTT_STOP_VIEW
            && ytt_tour_stop_get_facility (stop) == 0 && view->selected != 0;

  g_clear_pointer (&self->missing, g_free);
  if (deleted)
    self->missing = g_strdup (_("The facility of this stop was deleted. The wall shows where it was."));
}

void
ytt_talk_lose_facility (YttTalk *self)
{
  YttView *view = ytt_view_copy (self->view);

  view->selected = 0;
  ytt_view_unref (self->view);
  self->view = view;
  self->missing = g_strdup (_("The facility of this stop was deleted. The wall shows where it was."));
  ytt_session_set_selected (self->session, 0);
  ytt_talk_update_remarks (self);
}

/**
 * ytt_talk_get_missing:
 * @self: a talk
 *
 * Returns: (transfer none) (nullable): a sentence for the speaker, where the facility of the stop was deleted
 */
const char *
ytt_talk_get_missing (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), NULL);

  return self->missing;
}

/* All remarks */

static gboolean
is_newer_version (YttTalk *self)
{
  return self->view != NULL && !self->away && self->view->newer;
}

void
ytt_talk_update_remarks (YttTalk *self)
{
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  self->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_talk_remark_free);

  if (self->tour_gone)
    add_remark (self->remarks, YTT_TALK_REMARK_TOUR_GONE, 0,
                g_strdup (_("This tour was deleted meanwhile. It is presented as it was.")));
  if (self->missing != NULL)
    add_remark (self->remarks, YTT_TALK_REMARK_MISSING, 0, g_strdup (self->missing));
  if (self->view_error != NULL)
    add_remark (self->remarks, YTT_TALK_REMARK_UNREADABLE, 0,
                g_strdup_printf (_("What this stop shows cannot be read. %s"), self->view_error->message));
  else if (is_newer_version (self))
    add_remark (self->remarks, YTT_TALK_REMARK_NEWER_VERSION, 0,
                g_strdup (_("A newer Ytterby made this stop. The wall shows what this one knows of it.")));
  for (guint i = 0; i < self->newer->len; i++)
    {
      const YttTalkRemark *remark = g_ptr_array_index (self->newer, i);

      add_remark (self->remarks, remark->kind, remark->claim, g_strdup (remark->text));
    }

  ytt_talk_notify (self, YTT_TALK_PROP_REMARKS);
}

/**
 * ytt_talk_get_remarks:
 * @self: a talk
 *
 * Returns: (transfer none) (element-type YttTalkRemark): what the speaker has to know of the stop, and the room does
 *   not; empty if there is nothing. It never changes, another array takes its place
 */
GPtrArray *
ytt_talk_get_remarks (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), NULL);

  return self->remarks;
}

/* Claims */

static const YttFigure *
find_figure (const YttRecord  *record,
             gint64            id,
             YttClaim        **claim)
{
  for (guint i = 0; i <= record->figures->len; i++)
    {
      const YttFigure *figure = i < record->figures->len ? g_ptr_array_index (record->figures, i)
                                                         : record->status_figure;

      for (guint j = 0; figure != NULL && j < figure->claims->len; j++)
        {
          *claim = g_ptr_array_index (figure->claims, j);
          if ((*claim)->id == id)
            return figure;
        }
    }

  *claim = NULL;

  return NULL;
}

static gboolean
is_newer (const YttClaim *claim,
          const YttClaim *than)
{
  int day = claim->as_of != NULL ? ytt_claim_parse_day (claim->as_of, FALSE) : 0;
  int other = than->as_of != NULL ? ytt_claim_parse_day (than->as_of, FALSE) : 0;

  return claim != than && day > other;
}

/* (nullable): what is shown on the same thing, as a statement or as a promise, and is newer. A plan that came true is
 * shown as the statement that tells so. */
static const YttClaim *
find_newer (const YttFigure *figure,
            const YttClaim  *claim)
{
  YttShownReason why;
  const YttClaim *chosen = ytt_ledger_choose (figure->claims, claim, &why);

  if (figure->shown != claim && ytt_claims_same_thing (figure->shown, claim) && is_newer (figure->shown, claim))
    return figure->shown;

  return chosen != NULL && is_newer (chosen, claim) ? chosen : NULL;
}

/* A stop that rests on the newer claim too tells of how it changed. */
static gboolean
rests_on (Reading        *reading,
          const YttClaim *claim)
{
  for (guint i = 0; i < reading->claims->len; i++)
    if (g_array_index (reading->claims, gint64, i) == claim->id)
      return TRUE;

  return FALSE;
}

static void
judge_claim (Reading         *reading,
             const YttRecord *record,
             gint64           id)
{
  YttClaim *claim;
  const YttFigure *figure = find_figure (record, id, &claim);
  const YttClaim *newer = figure != NULL ? find_newer (figure, claim) : NULL;

  if (newer != NULL && !rests_on (reading, newer))
    {
      g_autofree char *old_value = ytt_key_figure_format (claim);
      g_autofree char *value = ytt_key_figure_format (newer);
      g_autofree char *caption = ytt_format_claim_caption (newer);

      add_remark (reading->remarks, YTT_TALK_REMARK_NEWER, id,
                  /* Translators: facility, a figure and who tells it, and the older figure that a tour was made with */
                  g_strdup_printf (_("%s: a newer figure is shown, %s (%s), instead of %s."), record->name, value,
                                   caption, old_value));
      return;
    }

  for (guint i = 0; i < record->withdrawn->len; i++)
    {
      const YttClaim *withdrawn = g_ptr_array_index (record->withdrawn, i);
      g_autofree char *value = NULL;

      if (withdrawn->id != id)
        continue;
      value = ytt_key_figure_format (withdrawn);
      add_remark (reading->remarks, YTT_TALK_REMARK_WITHDRAWN, id,
                  /* Translators: facility, and a figure that a tour was made with */
                  g_strdup_printf (_("%s: %s was withdrawn."), record->name, value));
    }
}

static void read_next_record (Reading *reading);

static void
record_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttRecord) record = NULL;

  record = ytt_store_get_record_finish (YTT_STORE (object), result, &error);
  if (g_cancellable_is_cancelled (reading->cancellable))
    return;   /* another stop is shown */

  for (guint i = 0; record != NULL && i < reading->claims->len; i++)
    judge_claim (reading, record, g_array_index (reading->claims, gint64, i));

  g_array_set_size (reading->facilities, reading->facilities->len - 1);
  read_next_record (g_steal_pointer (&reading));
}

/* Takes the reading. */
static void
read_next_record (Reading *reading)
{
  YttTalk *self = reading->talk;

  if (reading->facilities->len > 0)
    {
      gint64 id = g_array_index (reading->facilities, gint64, reading->facilities->len - 1);

      ytt_store_get_record_async (self->store, id, reading->moment, reading->cancellable, record_read_cb, reading);
      return;
    }

  g_clear_pointer (&self->newer, g_ptr_array_unref);
  self->newer = g_ptr_array_ref (reading->remarks);
  g_clear_object (&self->claims_cancellable);
  ytt_talk_update_remarks (self);
  reading_free (reading);
}

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Reading) reading = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);
  if (g_cancellable_is_cancelled (reading->cancellable))
    return;   /* another stop is shown */

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      gint64 facility = ytt_row_get (g_ptr_array_index (rows, i), "facility").integer;
      gboolean known = FALSE;

      for (guint j = 0; j < reading->facilities->len && !known; j++)
        known = g_array_index (reading->facilities, gint64, j) == facility;
      if (!known)
        g_array_append_val (reading->facilities, facility);
    }

  read_next_record (g_steal_pointer (&reading));
}

/* Which facilities the claims are on is not told by the stop, which may speak of several. */
void
ytt_talk_read_claims (YttTalk *self)
{
  YttTourStop *stop = ytt_talk_get_stop (self);
  GArray *claims = stop != NULL ? ytt_tour_stop_get_claims (stop) : NULL;
  guint n = claims != NULL ? MIN (claims->len, MOST_CLAIMS) : 0;
  g_autofree YttRowsWanted *wanted = g_new0 (YttRowsWanted, MAX (n, 1));
  Reading *reading;

  ytt_talk_stop_reading (&self->claims_cancellable);
  if (n == 0)
    return;

  self->claims_cancellable = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  reading->talk = g_object_ref (self);
  reading->cancellable = g_object_ref (self->claims_cancellable);
  reading->moment = self->view->moment;
  reading->claims = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (reading->claims, claims->data, n);
  reading->facilities = g_array_new (FALSE, FALSE, sizeof (gint64));
  reading->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_talk_remark_free);
  for (guint i = 0; i < n; i++)
    wanted[i] = (YttRowsWanted) { "claim", "id", g_array_index (claims, gint64, i) };

  ytt_store_read_rows_async (self->store, wanted, n, self->claims_cancellable, rows_read_cb, reading);
}
