/* The stops of a talk, and the keys that lead from one to the other. */

#include "config.h"

#include "ytt-talk-private.h"

#define GREATEST_NUMBER 9999

/* Views */

void
ytt_talk_show_view (YttTalk *self,
                    YttView *view)
{
  YttView *old = self->view;

  g_object_freeze_notify (G_OBJECT (self));
  self->view = ytt_view_ref (view);
  g_clear_pointer (&old, ytt_view_unref);

  g_object_freeze_notify (G_OBJECT (self->session));
  ytt_session_set_filter (self->session, view->filter);
  ytt_session_set_search (self->session, view->search);
  ytt_session_set_moment (self->session, view->moment);
  ytt_session_set_selected (self->session, self->view->selected);
  ytt_supply_set_mode (ytt_session_get_supply (self->session),
                       view->has_layers ? view->links : YTT_SUPPLY_SELECTION);
  g_object_thaw_notify (G_OBJECT (self->session));

  ytt_talk_set_flag (self, &self->moved, FALSE, YTT_TALK_PROP_MOVED);
  ytt_talk_notify (self, YTT_TALK_PROP_VIEW);
  g_object_thaw_notify (G_OBJECT (self));
}

/* A new result drops a selection that it does not have; the stop shows it all the same. */
void
ytt_talk_session_loaded_cb (YttTalk *self)
{
  if (ytt_session_get_loading (self->session) || self->view == NULL || self->mode == YTT_TALK_FACILITY)
    return;

  ytt_session_set_selected (self->session, self->view->selected);
}

/* The stop may still name a facility that is gone. */
void
ytt_talk_session_error_cb (YttTalk *self)
{
  const GError *error = ytt_session_get_error (self->session);

  if (self->missing != NULL || self->mode != YTT_TALK_STOP || ytt_session_get_record (self->session) != NULL
      || !g_error_matches (error, YTT_ERROR, YTT_ERROR_NOT_FOUND))
    return;

  ytt_talk_lose_facility (self);
}

static YttView *
copy_selecting (YttView *view,
                gint64   id)
{
  YttView *copy = ytt_view_copy (view);

  copy->selected = id;

  return copy;
}

static YttView *
parse_content (YttTour  *tour,
               guint     index,
               GError  **error)
{
  YttTourStop *stop = ytt_tour_get_stop (tour, index);
  g_autoptr(YttView) view = NULL;
  gint64 facility = ytt_tour_stop_get_facility (stop);

  if (*ytt_tour_stop_get_content (stop) == '\0')
    return NULL;

  view = ytt_view_new_from_json (ytt_tour_stop_get_content (stop), error);
  if (view == NULL || (facility == 0 || view->selected == facility))
    return g_steal_pointer (&view);

  /* Where a copy was merged, the row's reference was mended and the text was not. */
  return copy_selecting (view, facility);
}

/* Under a slide lies the map that comes next, so that it is there when the slide goes. */
static YttView *
parse_slide (YttTour *tour,
             guint    index)
{
  guint n = ytt_tour_get_n_stops (tour);

  for (guint i = 1; i < n; i++)
    {
      guint other = index + i < n ? index + i : n - 1 - i;
      g_autoptr(YttView) view = NULL;

      if (ytt_tour_stop_get_kind (ytt_tour_get_stop (tour, other)) == YTT_STOP_SLIDE)
        continue;
      view = parse_content (tour, other, NULL);
      if (view != NULL)
        return copy_selecting (view, 0);
    }

  return NULL;
}

/**
 * ytt_talk_view_for_stop:
 * @tour: a tour
 * @index: of one of its stops
 *
 * Returns: (transfer full) (nullable): what the map shows at that stop; %NULL where that cannot be read. A slide lies
 *   over the map of the stop that follows, without a selection
 */
YttView *
ytt_talk_view_for_stop (YttTour *tour,
                        guint    index)
{
  g_return_val_if_fail (YTT_IS_TOUR (tour), NULL);
  g_return_val_if_fail (index < ytt_tour_get_n_stops (tour), NULL);

  if (ytt_tour_stop_get_kind (ytt_tour_get_stop (tour, index)) == YTT_STOP_SLIDE)
    return parse_slide (tour, index);

  return parse_content (tour, index, NULL);
}

/* What cannot be read shows the facility where the map is; what is gone, its place. */
static YttView *
make_view (YttTalk *self)
{
  YttTourStop *stop = ytt_talk_get_stop (self);
  g_autoptr(YttView) view = NULL;

  g_clear_error (&self->view_error);
  g_clear_pointer (&self->missing, g_free);
  if (stop != NULL && ytt_tour_stop_get_kind (stop) == YTT_STOP_SLIDE)
    view = parse_slide (self->tour, self->index);
  else if (stop != NULL)
    view = parse_content (self->tour, self->index, &self->view_error);

  if (view == NULL)
    {
      view = self->view != NULL ? ytt_view_ref (self->view) : ytt_view_new_for_session (self->session, NULL);
      return copy_selecting (view, stop != NULL ? ytt_tour_stop_get_facility (stop) : 0);
    }

  ytt_talk_find_missing (self, view);

  return self->missing != NULL ? copy_selecting (view, 0) : g_steal_pointer (&view);
}

void
ytt_talk_show_stop (YttTalk *self,
                    guint    index)
{
  g_autoptr(YttView) view = NULL;
  gboolean other = self->index != index;

  g_object_freeze_notify (G_OBJECT (self));
  ytt_talk_stop_question (self);
  self->index = index;
  self->away = FALSE;
  ytt_talk_set_number (self, 0);
  ytt_talk_set_blank (self, YTT_TALK_BLANK_NONE);
  ytt_talk_set_mode (self, YTT_TALK_STOP);

  g_ptr_array_set_size (self->newer, 0);
  view = make_view (self);
  ytt_talk_show_view (self, view);
  ytt_talk_update_remarks (self);
  ytt_talk_read_claims (self);

  if (other || self->stop_since == 0)
    {
      self->stop_since = g_get_monotonic_time ();
      ytt_talk_notify (self, YTT_TALK_PROP_INDEX);
      ytt_talk_notify (self, YTT_TALK_PROP_STOP_SINCE);
    }
  ytt_talk_notify (self, YTT_TALK_PROP_STOP);
  g_object_thaw_notify (G_OBJECT (self));

  ytt_talk_play_on (self);
}

/* Keys */

/* Whether the wall was not at the stop. */
static gboolean
is_astray (YttTalk *self)
{
  return self->moved || self->away || self->mode == YTT_TALK_QUESTION;
}

/* What a stop key does before it goes anywhere: a blank wall comes back, a flight is cut short, and what the room was
 * shown in between ends, for the speaker counts on one's own stop. */
static gboolean
take_stop_key (YttTalk *self)
{
  ytt_talk_set_number (self, 0);
  if (self->blank != YTT_TALK_BLANK_NONE)
    {
      ytt_talk_set_blank (self, YTT_TALK_BLANK_NONE);
      return TRUE;
    }
  if (self->flying)
    {
      ytt_talk_emit_land (self);
      return TRUE;
    }

  return is_astray (self) && ytt_talk_return (self);
}

/**
 * ytt_talk_next:
 * @self: a talk
 *
 * What a key for the next stop does. A wall that is blank comes back first, a flight is at its end, and a map that was
 * moved, or led to by a question, returns to the stop; only the next key then goes on.
 */
void
ytt_talk_next (YttTalk *self)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (self->ended || take_stop_key (self))
    return;

  if (self->index + 1 < ytt_talk_get_n_stops (self))
    ytt_talk_show_stop (self, self->index + 1);
  else if (self->playing && self->loop)
    ytt_talk_show_stop (self, 0);
  else
    ytt_talk_return (self);
}

/**
 * ytt_talk_back:
 * @self: a talk
 *
 * What a key for the stop before does; otherwise as ytt_talk_next().
 */
void
ytt_talk_back (YttTalk *self)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (self->ended || take_stop_key (self))
    return;

  if (self->index > 0)
    ytt_talk_show_stop (self, self->index - 1);
  else
    ytt_talk_return (self);
}

/**
 * ytt_talk_go_to:
 * @self: a talk
 * @index: of a stop, from 0; one that is not there is left alone
 *
 * Goes to a stop whatever is on the wall.
 */
void
ytt_talk_go_to (YttTalk *self,
                guint    index)
{
  g_return_if_fail (YTT_IS_TALK (self));

  ytt_talk_set_number (self, 0);
  if (self->ended || index >= ytt_talk_get_n_stops (self))
    return;

  if (index != self->index)
    {
      ytt_talk_show_stop (self, index);
      return;
    }

  ytt_talk_set_blank (self, YTT_TALK_BLANK_NONE);
  ytt_talk_return (self);
}

void
ytt_talk_first (YttTalk *self)
{
  ytt_talk_go_to (self, 0);
}

void
ytt_talk_last (YttTalk *self)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (ytt_talk_get_n_stops (self) > 0)
    ytt_talk_go_to (self, ytt_talk_get_n_stops (self) - 1);
}

/**
 * ytt_talk_type_digit:
 * @self: a talk
 * @digit: 0 to 9
 *
 * Types a stop's number, which ytt_talk_confirm() goes to.
 */
void
ytt_talk_type_digit (YttTalk *self,
                     guint    digit)
{
  g_return_if_fail (YTT_IS_TALK (self));
  g_return_if_fail (digit <= 9);

  if (self->number * 10 + digit <= GREATEST_NUMBER)
    ytt_talk_set_number (self, self->number * 10 + digit);
}

gboolean
ytt_talk_confirm (YttTalk *self)
{
  guint number;

  g_return_val_if_fail (YTT_IS_TALK (self), FALSE);

  number = self->number;
  if (number == 0)
    return FALSE;

  ytt_talk_go_to (self, number - 1);

  return TRUE;
}

/**
 * ytt_talk_return:
 * @self: a talk
 *
 * Takes the wall back to what the stop shows: same place, filter and year.
 *
 * Returns: %FALSE where it is just there
 */
gboolean
ytt_talk_return (YttTalk *self)
{
  g_autoptr(YttView) view = NULL;
  gboolean astray;

  g_return_val_if_fail (YTT_IS_TALK (self), FALSE);

  astray = self->moved || self->away;
  if (self->ended || (self->mode == YTT_TALK_STOP && !astray))
    return FALSE;

  g_object_freeze_notify (G_OBJECT (self));
  ytt_talk_stop_question (self);
  self->away = FALSE;
  ytt_talk_set_number (self, 0);
  ytt_talk_set_mode (self, YTT_TALK_STOP);
  if (astray)
    {
      view = make_view (self);
      ytt_talk_show_view (self, view);
    }
  else
    ytt_session_set_selected (self->session, self->view->selected);
  g_object_thaw_notify (G_OBJECT (self));
  ytt_talk_play_on (self);

  return TRUE;
}

/**
 * ytt_talk_show_facility:
 * @self: a talk
 * @id: the key of a facility, 0 for none
 *
 * Shows the card of a facility that was clicked on, until the next stop key. The map stays where it is.
 */
void
ytt_talk_show_facility (YttTalk *self,
                        gint64   id)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (self->ended)
    return;
  if (id == 0)
    {
      ytt_talk_return (self);
      return;
    }

  g_object_freeze_notify (G_OBJECT (self));
  ytt_talk_stop_question (self);
  ytt_talk_set_mode (self, YTT_TALK_FACILITY);
  ytt_session_set_selected (self->session, id);
  g_object_thaw_notify (G_OBJECT (self));
  ytt_talk_play_on (self);
}
