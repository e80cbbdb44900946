#include "config.h"

#include "ytt-window-private.h"

#include "ytt-placing.h"

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
