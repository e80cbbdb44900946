/* How a window is and was, for the next start, for pictures and for the command line. */

#include "config.h"

#include "ytt-session-profile.h"
#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-filter-words.h"

/**
 * ytt_window_restore:
 * @self: a window that opens no document yet
 * @state: how a window was left
 *
 * Takes size, view, search, filter and selection from @state; the last three hold from when a document is opened.
 */
void
ytt_window_restore (YttWindow      *self,
                    const YttState *state)
{
  g_return_if_fail (YTT_IS_WINDOW (self));
  g_return_if_fail (state != NULL);

  gtk_window_set_default_size (GTK_WINDOW (self), state->width, state->height);
  if (state->maximized)
    gtk_window_maximize (GTK_WINDOW (self));

  ytt_session_set_last_visit (self->session, ytt_state_get_last_visit (state, ytt_period_get_today ()));
  self->list_wanted = state->show_list;
  ytt_window_show_summary (self, state->show_summary);
  ytt_shell_set_show_list (self->shell, state->show_list);
  ytt_session_set_search (self->session, state->search != NULL ? state->search : "");
  ytt_session_set_filter (self->session, state->filter);
  self->wanted_id = state->selected;
  if (state->has_view)
    ytt_session_set_viewport (self->session, state->latitude, state->longitude, state->zoom);
}

/**
 * ytt_window_get_state:
 * @self: a window
 *
 * Returns: (transfer full): how the window is now
 */
YttState *
ytt_window_get_state (YttWindow *self)
{
  YttState *state = ytt_state_new ();

  g_return_val_if_fail (YTT_IS_WINDOW (self), state);

  gtk_window_get_default_size (GTK_WINDOW (self), &state->width, &state->height);
  state->maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  state->show_list = self->list_wanted;
  state->show_summary = self->summary_wanted;
  state->document = self->shipped ? NULL : g_strdup (self->path);
  state->search = g_strdup (ytt_session_get_search (self->session));
  state->filter = ytt_filter_ref (ytt_session_get_filter (self->session));
  state->selected = ytt_session_get_selected (self->session);
  state->visited = ytt_period_get_today ();
  state->visited_before = ytt_session_get_last_visit (self->session);
  ytt_session_get_viewport (self->session, &state->latitude, &state->longitude, &state->zoom);
  state->has_view = TRUE;
  state->map_width = gtk_widget_get_width (GTK_WIDGET (self->map_pane));
  state->map_height = gtk_widget_get_height (GTK_WIDGET (self->map_pane));
  state->map_scale = gtk_widget_get_scale_factor (GTK_WIDGET (self->map_pane));
  state->map_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  return state;
}

/* The rows that the list shows first have to be read, or a picture would be of empty ones. */
static gboolean
has_first_row (YttWindow *self)
{
  g_autoptr(YttFacility) first =
    g_list_model_get_item (G_LIST_MODEL (ytt_session_get_facilities (self->session)), 0);

  return first == NULL || ytt_facility_get_loaded (first);
}

/**
 * ytt_window_get_lacking:
 * @self: a window
 *
 * Returns: (transfer full) (nullable): what the window still waits for, in words for people; %NULL when all
 *   that it can show is there
 */
char *
ytt_window_get_lacking (YttWindow *self)
{
  g_return_val_if_fail (YTT_IS_WINDOW (self), NULL);

  if (self->error != NULL)
    return NULL;
  if (!ytt_window_has_document (self))
    return g_strdup (_("the document is still being opened"));
  if (ytt_session_get_loading (self->session) || self->pending > 0 || !has_first_row (self))
    return g_strdup (_("the list of facilities is still being read"));
  if (ytt_window_has_selection (self) && ytt_session_get_record (self->session) == NULL
      && ytt_session_get_error (self->session) == NULL)
    return g_strdup (_("the selected facility is still being read"));
  if (ytt_session_get_profile_open (self->session) && ytt_session_get_profile (self->session) == NULL)
    return g_strdup (_("the page of an organisation is still being read"));
  if (!ytt_window_has_selection (self) && ytt_session_get_summary (self->session) == NULL
      && ytt_session_get_error (self->session) == NULL)
    return g_strdup (_("the summary of the document is still being read"));
  if (ytt_window_tours_are_loading (self))
    return g_strdup (_("the tours are still being read"));
  if (ytt_shell_get_sliding (self->shell))
    return g_strdup (_("the window is still being laid out"));
  if (ytt_window_get_announcements (self) != NULL
      && ytt_announcements_page_get_loading (ytt_window_get_announcements (self)))
    return g_strdup (_("the announcements are still being read"));
  if (gtk_widget_get_mapped (GTK_WIDGET (self->map_pane)) && ytt_map_pane_get_loading (self->map_pane))
    return g_strdup (_("the map is still being drawn"));
  if (ytt_pages_get_loading (self->pages))
    return g_strdup (_("the page is still being read"));

  return NULL;
}

/**
 * ytt_window_describe:
 * @self: a window
 *
 * Returns: (transfer full): what is on the screen, a line each: document, facilities shown, selection
 */
char *
ytt_window_describe (YttWindow *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  YttFilter *filter;
  YttRecord *record;
  const char *search;

  g_return_val_if_fail (YTT_IS_WINDOW (self), NULL);

  record = ytt_session_get_record (self->session);
  search = ytt_session_get_search (self->session);
  filter = ytt_session_get_filter (self->session);
  g_string_append_printf (text, _("Document: %s\n"), self->path != NULL ? self->path : "–");
  g_string_append_printf (text, _("Facilities shown: %u of %u\n"),
                          g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (self->session))),
                          ytt_session_get_n_total (self->session));
  if (*search != '\0')
    g_string_append_printf (text, _("Search: %s\n"), search);
  if (!ytt_filter_is_empty (filter))
    {
      g_autofree char *words = ytt_filter_describe (filter, ytt_session_get_counts (self->session));

      g_string_append_printf (text, _("Filter: %s\n"), words);
    }
  if (record != NULL)
    g_string_append_printf (text, _("Selected: %s (%s)\n"), record->name, record->slug);
  else
    g_string_append (text, _("Selected: nothing\n"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
