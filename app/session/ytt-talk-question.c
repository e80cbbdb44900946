/* "One question, please": a search over the wall, and the flight to what was chosen. */

#include "config.h"

#include "ytt-talk-private.h"

#include <math.h>
#include <string.h>

/* Side of the world in px at zoom 0. */
#define TILE 256

/* What fits over a wall in letters that a room can read. */
#define MOST_ANSWERS 6

/* A map of this size shows what is around a facility: its country, more or less. */
#define AROUND_ZOOM 5.5
#define AROUND_WIDTH 960
#define AROUND_HEIGHT 540

/* px; a facility stands so far beside the middle of such a map, where its card is not. */
#define ASIDE 130

void
ytt_talk_stop_question (YttTalk *self)
{
  ytt_talk_stop_reading (&self->words_cancellable);
  ytt_talk_stop_reading (&self->answer_cancellable);
}

static void
set_words (YttTalk    *self,
           const char *words)
{
  if (strcmp (self->words, words) == 0)
    return;

  g_free (self->words);
  self->words = g_strdup (words);
  ytt_talk_notify (self, YTT_TALK_PROP_WORDS);
}

/**
 * ytt_talk_begin_question:
 * @self: a talk
 *
 * Opens the search.
 */
void
ytt_talk_begin_question (YttTalk *self)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (self->ended || self->mode == YTT_TALK_QUESTION)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  self->mode_before = self->mode;
  ytt_talk_set_number (self, 0);
  ytt_talk_set_blank (self, YTT_TALK_BLANK_NONE);
  ytt_facility_list_set_ids (self->answers, self->store, NULL);
  set_words (self, "");
  ytt_talk_set_mode (self, YTT_TALK_QUESTION);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ytt_talk_end_question:
 * @self: a talk
 *
 * Closes the search; what was on the wall before is there again.
 */
void
ytt_talk_end_question (YttTalk *self)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (self->mode != YTT_TALK_QUESTION)
    return;

  ytt_talk_stop_question (self);
  ytt_talk_set_mode (self, self->mode_before);
}

/**
 * ytt_talk_get_mode_behind:
 * @self: a talk
 *
 * Returns: what is on the wall apart from a question, which lies over it
 */
YttTalkMode
ytt_talk_get_mode_behind (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), YTT_TALK_STOP);

  return self->mode == YTT_TALK_QUESTION ? self->mode_before : self->mode;
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttTalk) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttResult) found = NULL;
  g_autoptr(GArray) first = g_array_new (FALSE, FALSE, sizeof (gint64));

  found = ytt_store_search_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* other words have been typed */

  g_clear_object (&self->words_cancellable);
  /* Where it failed, nothing is found; the wall is no place for more. */
  if (found != NULL)
    {
      if (found->ids->len > 0)
        g_array_append_vals (first, found->ids->data, MIN (found->ids->len, MOST_ANSWERS));
      ytt_facility_list_set_ids (self->answers, self->store, first);
    }
  ytt_talk_notify (self, YTT_TALK_PROP_ASKING);
}

/**
 * ytt_talk_ask:
 * @self: a talk
 * @words: what was typed so far
 *
 * Looks for facilities in the whole document, whatever the stop's filter leaves out. "answers" follows.
 */
void
ytt_talk_ask (YttTalk    *self,
              const char *words)
{
  g_autofree char *wanted = NULL;
  YttQuery query = { .order = YTT_ORDER_RELEVANCE };

  g_return_if_fail (YTT_IS_TALK (self));
  g_return_if_fail (words != NULL);

  /* Two windows show the words, and each tells of them as it gets them. */
  if (self->ended || strcmp (self->words, words) == 0)
    return;

  ytt_talk_stop_reading (&self->words_cancellable);
  set_words (self, words);

  wanted = g_strstrip (g_strdup (words));
  if (*wanted == '\0')
    {
      ytt_facility_list_set_ids (self->answers, self->store, NULL);
      return;
    }

  query.words = wanted;
  self->words_cancellable = g_cancellable_new ();
  ytt_store_search_async (self->store, &query, self->words_cancellable, found_cb, g_object_ref (self));
  ytt_talk_notify (self, YTT_TALK_PROP_ASKING);
}

/**
 * ytt_talk_get_words:
 * @self: a talk
 *
 * Returns: (transfer none): the question that is typed
 */
const char *
ytt_talk_get_words (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), NULL);

  return self->words;
}

/**
 * ytt_talk_get_asking:
 * @self: a talk
 *
 * Returns: whether the answers to what was typed are still to come
 */
gboolean
ytt_talk_get_asking (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), FALSE);

  return self->words_cancellable != NULL;
}

/**
 * ytt_talk_get_answers:
 * @self: a talk
 *
 * Returns: (transfer none): the facilities that fit best what was typed, a #GListModel of #YttFacility
 */
GListModel *
ytt_talk_get_answers (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), NULL);

  return G_LIST_MODEL (self->answers);
}

/* Filter and year stay as they are at the stop, unless it is not there in that year. */
static void
show_record (YttTalk   *self,
             YttRecord *record)
{
  g_autoptr(YttView) view = ytt_view_copy (self->view);

  view->selected = record->id;
  if (!record->there)
    view->moment = (YttMoment) { 0 };
  if (!isnan (record->latitude))
    {
      view->latitude = record->latitude;
      view->longitude = record->longitude + ASIDE * 360 / (TILE * exp2 (AROUND_ZOOM));
      if (view->longitude > 180)
        view->longitude -= 360;
      view->zoom = AROUND_ZOOM;
      view->width = AROUND_WIDTH;
      view->height = AROUND_HEIGHT;
    }

  g_object_freeze_notify (G_OBJECT (self));
  self->away = TRUE;
  ytt_talk_set_mode (self, YTT_TALK_FACILITY);
  ytt_talk_show_view (self, view);
  g_object_thaw_notify (G_OBJECT (self));
  ytt_talk_play_on (self);
}

static void
record_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(YttTalk) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttRecord) record = NULL;

  record = ytt_store_get_record_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the speaker has gone elsewhere */

  g_clear_object (&self->answer_cancellable);
  if (record != NULL && !self->ended)
    show_record (self, record);
  else
    ytt_talk_end_question (self);
}

/**
 * ytt_talk_answer:
 * @self: a talk
 * @id: the key of a facility
 *
 * Ends the question and flies to a facility, with its card. ytt_talk_return(), or the next stop key, leads back.
 */
void
ytt_talk_answer (YttTalk *self,
                 gint64   id)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (self->ended)
    return;

  ytt_talk_stop_question (self);
  self->answer_cancellable = g_cancellable_new ();
  ytt_store_get_record_async (self->store, id, self->view->moment, self->answer_cancellable, record_read_cb,
                              g_object_ref (self));
}
