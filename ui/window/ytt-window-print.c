/* Printing what a window shows. */

#include "config.h"

#include "ytt-window-private.h"

#include "ytt-map-ground.h"
#include "ytt-print-window.h"
#include "ytt-tours.h"

#define NARROW_WIDTH  360
#define NARROW_HEIGHT 640

static void
show_preview (YttWindow       *self,
              YttPrintSubject  subject,
              gint64           tour)
{
  YttMapGround *ground = ytt_map_pane_get_ground (self->map_pane);
  g_autoptr(YttMapBackdrop) backdrop = NULL;
  GtkWidget *window;

  if (!ytt_window_has_document (self))
    return;

  backdrop = ytt_map_ground_copy_tiles (ground);
  window = ytt_print_window_new (self->session, ytt_map_ground_get_basemap (ground), backdrop);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW_WIDTH, NARROW_HEIGHT);
  ytt_print_window_choose (YTT_PRINT_WINDOW (window), subject, tour);
  gtk_window_present (GTK_WINDOW (window));
}

/* What is most likely wanted is chosen: the facility that is looked at, else the map. */
static void
print_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  YttWindow *self = user_data;

  show_preview (self, ytt_window_has_selection (self) ? YTT_PRINT_FACILITY : YTT_PRINT_MAP, 0);
}

/* The tour that is composed, else the first one. */
static void
print_tour_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  YttWindow *self = user_data;

  show_preview (self, YTT_PRINT_TOUR, ytt_tours_get_tour (ytt_session_get_tours (self->session)));
}

static const GActionEntry entries[] = {
  { "print", print_cb },
  { "print-tour", print_tour_cb },
};

/*< private >
 * ytt_window_add_print_actions:
 *
 * Called once the template is there.
 */
void
ytt_window_add_print_actions (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
