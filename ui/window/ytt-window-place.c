#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-coordinates.h"

#include "ytt-placing.h"
#include "ytt-session-page.h"

/* Where only one pane fits, the map takes the record's place as long as it is asked on it where a facility is. */
static void
asking_changed_cb (YttWindow *self)
{
  gboolean narrow = ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW;

  if (ytt_placing_get_asking (ytt_session_get_placing (self->session)))
    {
      self->placing_from_detail = narrow && self->detail_open;
      if (self->placing_from_detail)
        {
          ytt_shell_set_show_list (self->shell, FALSE);
          ytt_window_set_detail_open (self, FALSE);
        }
    }
  else if (self->placing_from_detail)
    {
      self->placing_from_detail = FALSE;
      if (narrow && ytt_window_has_selection (self))
        ytt_window_set_detail_open (self, TRUE);
    }
}

/*< private >
 * ytt_window_add_placing:
 *
 * Lets the panes make room for each other while a facility is being placed.
 */
void
ytt_window_add_placing (YttWindow *self)
{
  g_signal_connect_object (ytt_session_get_placing (self->session), "notify::asking",
                           G_CALLBACK (asking_changed_cb), self, G_CONNECT_SWAPPED);
}

/* The map, also where only one pane fits. */
static void
show_map (YttWindow *self)
{
  ytt_session_set_page (self->session, YTT_PAGE_MAP);
  if (ytt_shell_get_mode (self->shell) != YTT_SHELL_NARROW)
    return;

  ytt_shell_set_show_list (self->shell, FALSE);
  ytt_window_set_detail_open (self, FALSE);
}

/**
 * ytt_window_show_place:
 * @self: a window
 * @text: coordinates, a geo URI (RFC 5870) or the address of a web map
 *
 * Shows a place on the map, which belongs to no facility; one can then be recorded there. A geo URI that has words instead
 * of a place searches for them. What cannot be understood is told.
 */
void
ytt_window_show_place (YttWindow  *self,
                       const char *text)
{
  g_autoptr(GPtrArray) places = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *question = NULL, *message = NULL;
  const YttCoordinates *place, *other;

  g_return_if_fail (YTT_IS_WINDOW (self));
  g_return_if_fail (text != NULL);

  places = ytt_coordinates_parse (text, NULL, &error);
  question = places == NULL ? ytt_coordinates_dup_question (text) : NULL;
  if (question != NULL && g_ascii_strncasecmp (text, "geo:0,0?", strlen ("geo:0,0?")) == 0)
    {
      show_map (self);
      ytt_session_set_search (self->session, question);
      return;
    }
  if (places == NULL)
    {
      ytt_window_toast (self, error->message);
      return;
    }

  place = g_ptr_array_index (places, 0);
  if (places->len > 1)
    {
      other = g_ptr_array_index (places, 1);
      message = g_strdup_printf (_("This may mean %s or %s"), place->meaning, other->meaning);
      ytt_window_toast (self, message);
      return;
    }

  show_map (self);
  ytt_placing_show (ytt_session_get_placing (self->session),
                    &(YttShownPlace) { place->latitude, place->longitude, place->resolution, ytt_coordinates_get_zoom (text) });
}
