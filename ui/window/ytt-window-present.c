#include "config.h"

#include "ytt-window-private.h"

/* The first frame waits no longer for what it shows: from then on an empty window is better than none, and from
 * 300 ms on it says that the document is being opened. */
#define MOST_WAITING_MS 200

static void
stop_waiting (YttWindow *self)
{
  g_clear_handle_id (&self->present_source, g_source_remove);
  g_signal_handlers_disconnect_by_func (self->session, ytt_window_present_if_ready, self);
  g_signal_handlers_disconnect_by_func (ytt_session_get_facilities (self->session), ytt_window_present_if_ready, self);
  if (self->first != NULL)
    g_signal_handlers_disconnect_by_func (self->first, ytt_window_present_if_ready, self);
  g_clear_object (&self->first);
}

/* Rows are read once somebody looks at them, which the list does before it is seen. */
static gboolean
has_first_row (YttWindow *self)
{
  GListModel *facilities = G_LIST_MODEL (ytt_session_get_facilities (self->session));
  g_autoptr(YttFacility) first = g_list_model_get_item (facilities, 0);

  if (first == NULL || ytt_facility_get_loaded (first))
    return TRUE;

  if (self->first != first)
    {
      if (self->first != NULL)
        g_signal_handlers_disconnect_by_func (self->first, ytt_window_present_if_ready, self);
      g_set_object (&self->first, first);
      g_signal_connect_object (first, "notify::loaded", G_CALLBACK (ytt_window_present_if_ready), self,
                               G_CONNECT_SWAPPED);
    }

  return FALSE;
}

/* Whether the list shows what a large document begins with. Its map and its numbers take longer than a window waits. */
static gboolean
has_beginning (YttWindow *self)
{
  return ytt_session_get_points (self->session) == NULL
         && g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (self->session))) > 0
         && has_first_row (self);
}

static gboolean
is_ready (YttWindow *self)
{
  if (self->error != NULL)
    return TRUE;
  if (self->store == NULL || self->pending > 0)
    return FALSE;
  if (ytt_session_get_loading (self->session))
    return has_beginning (self);
  if (ytt_session_get_error (self->session) != NULL)
    return TRUE;
  if (ytt_session_get_selected (self->session) != 0
      ? ytt_session_get_record (self->session) == NULL : ytt_session_get_summary (self->session) == NULL)
    return FALSE;

  return has_first_row (self);
}

static gboolean
waited_cb (gpointer user_data)
{
  YttWindow *self = user_data;

  self->present_source = 0;
  stop_waiting (self);
  gtk_window_present (GTK_WINDOW (self));

  return G_SOURCE_REMOVE;
}

/*< private >
 * ytt_window_present_if_ready:
 *
 * Looks again whether a window that waits to be presented has all that its first frame shows.
 */
void
ytt_window_present_if_ready (YttWindow *self)
{
  if (self->present_source == 0 || !is_ready (self))
    return;

  stop_waiting (self);
  gtk_window_present (GTK_WINDOW (self));
}

/*< private >
 * ytt_window_stop_presenting:
 *
 * Gives up waiting, for the window goes.
 */
void
ytt_window_stop_presenting (YttWindow *self)
{
  if (self->present_source != 0)
    stop_waiting (self);
}

/**
 * ytt_window_present:
 * @self: a window
 *
 * Brings the window to the front. One that was not on the screen yet waits a moment for its document, so that it is
 * laid out and painted once, with everything in it, and nothing flashes.
 */
void
ytt_window_present (YttWindow *self)
{
  g_return_if_fail (YTT_IS_WINDOW (self));

  if (self->present_source != 0)
    return;

  if (gtk_widget_get_visible (GTK_WIDGET (self)) || self->cancellable == NULL || is_ready (self))
    {
      gtk_window_present (GTK_WINDOW (self));
      return;
    }

  self->present_source = g_timeout_add (MOST_WAITING_MS, waited_cb, self);
  g_signal_connect_object (self->session, "notify", G_CALLBACK (ytt_window_present_if_ready), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_session_get_facilities (self->session), "items-changed",
                           G_CALLBACK (ytt_window_present_if_ready), self, G_CONNECT_SWAPPED);
}
