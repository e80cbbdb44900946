/* A talk follows its document, which may be edited meanwhile: by a colleague, or in the window behind. */

#include "config.h"

#include "ytt-talk-private.h"

static YttTour *
find_tour (GPtrArray *tours,
           gint64     id)
{
  for (guint i = 0; i < tours->len; i++)
    if (ytt_tour_get_id (g_ptr_array_index (tours, i)) == id)
      return g_ptr_array_index (tours, i);

  return NULL;
}

static void
set_gone (YttTalk  *self,
          gboolean  gone)
{
  if (self->tour_gone == gone)
    return;

  self->tour_gone = gone;
  ytt_talk_update_remarks (self);
}

/* The talk stays at its stop, wherever that stands by now. Where the stop is gone, the one that took its place is
 * shown. */
static void
take_tour (YttTalk *self,
           YttTour *tour)
{
  g_autoptr(YttTourStop) old = ytt_talk_get_stop (self) != NULL ? g_object_ref (ytt_talk_get_stop (self)) : NULL;
  guint index = self->index;
  gboolean found;

  found = old != NULL && ytt_tour_find_stop (tour, ytt_tour_stop_get_id (old), &index);

  g_object_freeze_notify (G_OBJECT (self));
  ytt_talk_set_tour (self, tour);
  if (found && ytt_tour_stop_equal (ytt_tour_get_stop (tour, index), old))
    {
      if (self->index != index)
        {
          self->index = index;
          ytt_talk_notify (self, YTT_TALK_PROP_INDEX);
        }
      ytt_talk_notify (self, YTT_TALK_PROP_STOP);
      ytt_talk_read_claims (self);
    }
  else
    ytt_talk_show_stop (self, MIN (found ? index : self->index, ytt_tour_get_n_stops (tour) - 1));
  g_object_thaw_notify (G_OBJECT (self));
}

static void
tours_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttTalk) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tours = NULL;
  YttTour *tour;

  tours = ytt_store_get_tours_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* they are read anew, or the talk is over */

  g_clear_object (&self->tours_cancellable);
  if (tours == NULL)
    return;   /* what is there is presented on */

  /* A tour without stops has nothing to show: the speaker goes on with what it was. */
  tour = find_tour (tours, ytt_tour_get_id (self->tour));
  set_gone (self, tour == NULL || ytt_tour_get_n_stops (tour) == 0);
  if (self->tour_gone)
    return;

  if (!ytt_tour_equal (tour, self->tour))
    take_tour (self, tour);
  else
    ytt_talk_read_claims (self);
}

void
ytt_talk_follow (YttTalk *self)
{
  if (self->ended || ytt_tour_get_id (self->tour) == 0)
    return;

  ytt_talk_stop_reading (&self->tours_cancellable);
  self->tours_cancellable = g_cancellable_new ();
  ytt_store_get_tours_async (self->store, self->tours_cancellable, tours_read_cb, g_object_ref (self));
}
