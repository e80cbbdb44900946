#include "config.h"

#include "ytt-session-profile.h"
#include "ytt-window-private.h"

#include "ytt-late-menu.h"
#include "ytt-letters.h"
#include "ytt-settings.h"
#include "ytt-supply.h"
#include "ytt-wrap-box.h"

G_DEFINE_FINAL_TYPE (YttWindow, ytt_window, ADW_TYPE_APPLICATION_WINDOW)

static void
mode_changed_cb (YttWindow *self)
{
  /* Where the list would cover the map, it is fetched when it is wanted. */
  self->taking_mode = TRUE;
  ytt_shell_set_show_list (self->shell,
                           ytt_shell_get_mode (self->shell) == YTT_SHELL_WIDE ? self->list_wanted : FALSE);
  self->taking_mode = FALSE;
  ytt_window_update (self);
}

static void
show_list_changed_cb (YttWindow *self)
{
  if (!self->taking_mode && ytt_shell_get_mode (self->shell) == YTT_SHELL_WIDE)
    self->list_wanted = ytt_shell_get_show_list (self->shell);

  ytt_window_update (self);
}

static void
facility_activated_cb (YttWindow *self)
{
  /* A list that lies over the map would hide what was chosen in it. */
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_MEDIUM)
    ytt_shell_set_show_list (self->shell, FALSE);
  else if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    ytt_window_set_detail_open (self, TRUE);
}

static void
card_clicked_cb (YttWindow *self)
{
  ytt_window_set_detail_open (self, TRUE);
}

/* Facilities that the filter leaves out would be missing where they are to be seen. */
static void
show_on_map_cb (YttWindow *self,
                GArray    *points)
{
  YttFacilityList *facilities = ytt_session_get_facilities (self->session);

  ytt_session_set_page (self->session, YTT_PAGE_MAP);
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    {
      ytt_shell_set_show_list (self->shell, FALSE);
      ytt_window_set_detail_open (self, FALSE);
    }

  for (guint i = 0; i < points->len; i++)
    if (points->len == 1 || ytt_facility_list_find (facilities, g_array_index (points, YttPoint, i).id) == G_MAXUINT)
      {
        ytt_session_go_to (self->session, g_array_index (points, YttPoint, i).id);
        break;
      }
  if (points->len > 1)
    {
      ytt_session_set_selected (self->session, 0);
      ytt_map_pane_fit_points (self->map_pane, points);
    }
}

static void
page_made_cb (YttWindow *self,
              GtkWidget *page)
{
  YttShell *shell;

  if (!YTT_IS_ANNOUNCEMENTS_PAGE (page))
    return;

  shell = ytt_announcements_page_get_shell (YTT_ANNOUNCEMENTS_PAGE (page));
  g_signal_connect_object (page, "show-on-map", G_CALLBACK (show_on_map_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "toast", G_CALLBACK (ytt_window_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shell, "notify::mode", G_CALLBACK (ytt_window_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shell, "notify::show-list", G_CALLBACK (ytt_window_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shell, "notify::show-detail", G_CALLBACK (ytt_window_update), self, G_CONNECT_SWAPPED);
}

static void
facts_hidden_cb (YttWindow *self)
{
  gtk_widget_set_visible (self->facts_bar, FALSE);
}

static void
recovered_hidden_cb (YttWindow *self)
{
  gtk_widget_set_visible (self->recovered_bar, FALSE);
}

static void
backup_hidden_cb (YttWindow *self)
{
  gtk_widget_set_visible (self->backup_bar, FALSE);
}

static void
problems_hidden_cb (YttWindow *self)
{
  gtk_widget_set_visible (self->problems_bar, FALSE);
}

static void
selected_cb (YttWindow *self)
{
  if (!ytt_window_has_detail (self))
    self->detail_open = FALSE;

  ytt_window_update (self);
}

/* Whoever clicked a name wants to see its page, where only one pane fits too. */
static void
profile_open_cb (YttWindow *self)
{
  self->detail_open = ytt_session_get_profile_open (self->session)
                      || (self->detail_open && ytt_window_has_selection (self));
  ytt_window_update (self);
}

static void
loading_cb (YttWindow *self)
{
  ytt_window_grant_wishes (self);
  ytt_window_update (self);
}

/* Whoever comes back from another program may have changed the document there, and a network share tells of no
 * changes by itself. */
static void
active_cb (YttWindow *self)
{
  if (self->store != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    ytt_store_look_for_changes (self->store);
}

static gboolean
ytt_window_close_request (GtkWindow *window)
{
  YttWindow *self = YTT_WINDOW (window);
  GtkApplication *application = gtk_window_get_application (window);

  if (YTT_IS_APPLICATION (application) && ytt_window_has_document (self))
    ytt_application_keep_state (YTT_APPLICATION (application), self);

  return GTK_WINDOW_CLASS (ytt_window_parent_class)->close_request (window);
}

static void
ytt_window_dispose (GObject *object)
{
  YttWindow *self = YTT_WINDOW (object);

  ytt_window_end_talk (self);
  if (self->session != NULL)
    ytt_window_close_document (self);
  g_clear_handle_id (&self->opening_source, g_source_remove);
  ytt_window_stop_presenting (self);

  /* The panes live on until the parent's dispose, and may be told of changes until then. */
  G_OBJECT_CLASS (ytt_window_parent_class)->dispose (object);

  g_clear_object (&self->trail);
  g_clear_object (&self->session);
}

static void
ytt_window_finalize (GObject *object)
{
  YttWindow *self = YTT_WINDOW (object);

  g_clear_error (&self->error);
  g_free (self->no_copy_reason);
  g_free (self->path);
  g_free (self->wanted_words);
  g_free (self->unfound_words);

  G_OBJECT_CLASS (ytt_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "window/ytt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, YttWindow, title);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, title_squeezer);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, undo_section);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, list_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, tools);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, views_menu);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, tours_place);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, tours_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, present_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, read_only_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, read_only_label);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, facts_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, recovered_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, recovered_label);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, backup_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, backup_label);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, problems_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, problems_label);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, opening_page);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_path);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_recover);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_restore);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_open);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_retry);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_shipped);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, recovering_page);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, recovering_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, list_stack);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, list_pane);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, tours_bin);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, map_pane);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, card);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, detail_pane);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_list_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, facility_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, facts_hidden_cb);
  gtk_widget_class_bind_template_callback (widget_class, recovered_hidden_cb);
  gtk_widget_class_bind_template_callback (widget_class, backup_hidden_cb);
  gtk_widget_class_bind_template_callback (widget_class, problems_hidden_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_made_cb);
  gtk_widget_class_bind_template_callback (widget_class, ytt_window_update);
}

static void
ytt_window_class_init (YttWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_window_dispose;
  object_class->finalize = ytt_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ytt_window_close_request;

  g_type_ensure (YTT_TYPE_CARD);
  g_type_ensure (YTT_TYPE_DETAIL_PANE);
  g_type_ensure (YTT_TYPE_VIEWS_MENU);
  g_type_ensure (YTT_TYPE_LIST_PANE);
  g_type_ensure (YTT_TYPE_MAP_PANE);
  g_type_ensure (YTT_TYPE_PAGES);
  g_type_ensure (YTT_TYPE_SHELL);
  g_type_ensure (YTT_TYPE_WRAP_BOX);
  bind_template (widget_class);
  ytt_window_class_add_keys (widget_class);
  ytt_window_class_add_trail_keys (widget_class);
  ytt_window_class_add_edit_keys (widget_class);
  ytt_window_class_add_view_keys (widget_class);
  ytt_window_class_add_tour_keys (widget_class);
  ytt_window_class_add_paste_keys (widget_class);
}

static void
ytt_window_init (YttWindow *self)
{
  self->session = ytt_session_new ();
  self->list_wanted = TRUE;
  self->summary_wanted = TRUE;

  gtk_widget_init_template (GTK_WIDGET (self));
  ytt_menu_button_set_late_menu (self->menu_button, self->primary_menu);
  ytt_window_add_actions (self);
  ytt_window_add_trail (self);
  ytt_window_add_edit_actions (self);
  ytt_window_add_views (self);
  ytt_window_add_tours (self);
  ytt_window_add_history_actions (self);
  ytt_window_add_import (self);
  ytt_window_add_paste (self);
  ytt_window_add_export (self);
  ytt_window_add_merge (self);
  ytt_window_add_publish (self);
  ytt_window_add_picture_actions (self);
  ytt_window_add_print_actions (self);
  ytt_window_add_recover_actions (self);
  ytt_window_add_backup_actions (self);
  ytt_window_add_problem_actions (self);
  ytt_window_add_talk_actions (self);

  adw_view_switcher_set_stack (self->switcher, ytt_pages_get_stack (self->pages));
  ytt_pages_set_session (self->pages, self->session);
  ytt_list_pane_set_session (self->list_pane, self->session);
  ytt_map_pane_set_session (self->map_pane, self->session);
  ytt_detail_pane_set_session (self->detail_pane, self->session);

  g_signal_connect_object (self->session, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::profile-open", G_CALLBACK (profile_open_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::page", G_CALLBACK (ytt_window_update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->session, "notify::announcement", G_CALLBACK (ytt_window_update_actions), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->session, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::summary", G_CALLBACK (ytt_window_update), self,
                           G_CONNECT_SWAPPED);
  ytt_window_add_placing (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  g_signal_connect_after (self, "realize", G_CALLBACK (ytt_letters_load), NULL);
  ytt_window_update (self);
}

/**
 * ytt_window_new:
 * @application: the program that the window belongs to
 *
 * Returns: (transfer none): a window without a document, owned by GTK until it is destroyed
 */
YttWindow *
ytt_window_new (YttApplication *application)
{
  YttWindow *self = g_object_new (YTT_TYPE_WINDOW, "application", application, NULL);

  g_object_bind_property (ytt_application_get_settings (application), "order", self->session, "order",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (ytt_application_get_settings (application), "links",
                          ytt_session_get_supply (self->session), "mode",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (ytt_application_get_settings (application), "who",
                          ytt_session_get_editor (self->session), "who", G_BINDING_SYNC_CREATE);
  /* The file first: it is there when it is chosen. */
  g_object_bind_property (ytt_application_get_settings (application), "ground-file",
                          ytt_map_pane_get_ground (self->map_pane), "file",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (ytt_application_get_settings (application), "ground",
                          ytt_map_pane_get_ground (self->map_pane), "kind",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  return self;
}

/**
 * ytt_window_get_session:
 * @self: a window
 *
 * Returns: (transfer none): what its panes share
 */
YttSession *
ytt_window_get_session (YttWindow *self)
{
  g_return_val_if_fail (YTT_IS_WINDOW (self), NULL);

  return self->session;
}

/**
 * ytt_window_toast:
 * @self: a window
 * @text: what happened
 *
 * Says for five seconds how something went that was tried.
 */
void
ytt_window_toast (YttWindow  *self,
                  const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (YTT_IS_WINDOW (self));

  escaped = g_markup_escape_text (text, -1);
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (escaped));
}
