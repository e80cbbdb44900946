/* Presenting from a window: which tour, from where. */

#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-presenter.h"
#include "ytt-tours.h"

typedef enum
{
  FROM_START,
  FROM_HERE,
  PLAY,
} Beginning;

/* Without a tour, what is on the screen is presented as a stop of its own. */
static YttTour *
make_tour (YttWindow *self)
{
  g_autoptr(YttView) view = ytt_view_new_for_session (self->session, NULL);
  g_autofree char *content = ytt_view_to_json (view, NULL);
  g_autoptr(GPtrArray) stops = g_ptr_array_new_with_free_func (g_object_unref);
  const YttTourStopFields fields = {
    .id = 1,
    .kind = YTT_STOP_VIEW,
    .facility = view->selected,
    .content = content,
  };

  g_ptr_array_add (stops, ytt_tour_stop_new (&fields, NULL, NULL));

  return ytt_tour_new (0, NULL, "", "", stops);
}

/* (nullable): the one that is composed, else the first one that has stops */
static YttTour *
find_tour (YttTours *tours)
{
  YttTour *current = ytt_tours_get_current (tours);

  if (current != NULL && ytt_tour_get_n_stops (current) > 0)
    return current;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (tours)); i++)
    {
      g_autoptr(YttTour) tour = g_list_model_get_item (G_LIST_MODEL (tours), i);

      if (ytt_tour_get_n_stops (tour) > 0)
        return tour;   /* the list has it */
    }

  return NULL;
}

static void
start (YttWindow *self,
       Beginning  beginning)
{
  YttTours *tours = ytt_session_get_tours (self->session);
  YttTour *found = find_tour (tours);
  g_autoptr(YttTour) tour = found != NULL ? g_object_ref (found) : make_tour (self);
  YttTourStop *stop = ytt_tours_get_current_stop (tours);
  guint index = 0;

  if (beginning == FROM_HERE && stop != NULL)
    ytt_tour_find_stop (tour, ytt_tour_stop_get_id (stop), &index);

  g_set_weak_pointer (&self->presenter, ytt_presenter_start (GTK_WINDOW (self), self->session, tour, index));
  if (beginning == PLAY)
    {
      ytt_talk_set_loop (ytt_presenter_get_talk (self->presenter), TRUE);
      ytt_talk_set_playing (ytt_presenter_get_talk (self->presenter), TRUE);
    }
}

static void
loaded_cb (YttTours   *tours,
           GParamSpec *pspec,
           YttWindow  *self)
{
  g_signal_handlers_disconnect_by_func (tours, loaded_cb, self);
  if (self->presenter == NULL && ytt_window_has_document (self))
    start (self, (Beginning) self->talk_beginning);
}

/* A document may have just been opened, its tours being read. */
static void
present (YttWindow *self,
         Beginning  beginning)
{
  YttTours *tours;

  if (self->presenter != NULL)
    {
      ytt_presenter_present (self->presenter);
      return;
    }
  if (!ytt_window_has_document (self))
    return;

  tours = ytt_session_get_tours (self->session);
  if (ytt_tours_get_loaded (tours))
    {
      start (self, beginning);
      return;
    }

  self->talk_beginning = beginning;
  g_signal_handlers_disconnect_by_func (tours, loaded_cb, self);
  g_signal_connect_object (tours, "notify::loaded", G_CALLBACK (loaded_cb), self, 0);
}

static void
present_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  present (user_data, FROM_START);
}

static void
present_from_here_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  present (user_data, FROM_HERE);
}

static void
play_tour_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  present (user_data, PLAY);
}

static const GActionEntry entries[] = {
  { "present", present_cb },
  { "present-from-here", present_from_here_cb },
  { "play-tour", play_tour_cb },
};

/*< private >
 * ytt_window_add_talk_actions:
 *
 * Called once there is a session.
 */
void
ytt_window_add_talk_actions (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/*< private >
 * ytt_window_update_talk_actions:
 *
 * Without a document there is nothing to present.
 */
void
ytt_window_update_talk_actions (YttWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), entries[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), ytt_window_has_document (self));
    }
}

/*< private >
 * ytt_window_end_talk:
 *
 * The window goes, or its document.
 */
void
ytt_window_end_talk (YttWindow *self)
{
  YttPresenter *presenter = self->presenter;

  g_clear_weak_pointer (&self->presenter);
  if (presenter != NULL)
    ytt_talk_end (ytt_presenter_get_talk (presenter));
}
