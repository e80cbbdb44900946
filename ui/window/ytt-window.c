#include "config.h"

#include "ytt-session-profile.h"
#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-filter-words.h"
#include "ytt-settings.h"
#include "ytt-supply.h"

G_DEFINE_FINAL_TYPE (YttWindow, ytt_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
has_selection (YttWindow *self)
{
  return ytt_session_get_selected (self->session) != 0;
}

/* Whether somebody asked for what the pane of details shows. */
static gboolean
has_detail (YttWindow *self)
{
  return has_selection (self) || ytt_session_get_profile_open (self->session);
}

/* What the document is called: by its own title, else by its file. */
static char *
get_document_title (YttWindow *self)
{
  const YttSummary *summary = ytt_session_get_summary (self->session);

  if (summary != NULL && summary->title != NULL && *summary->title != '\0')
    return g_strdup (summary->title);
  if (self->path != NULL)
    return g_filename_display_basename (self->path);

  return g_strdup (_("Ytterby"));
}

/* Copies of a document have one title, so the file tells them apart. Of the user's own copy of the shipped one
 * there is only one. */
static char *
get_file_name (YttWindow  *self,
               const char *title)
{
  g_autofree char *name = NULL;

  if (self->shipped || self->path == NULL)
    return NULL;

  name = g_filename_display_basename (self->path);

  return g_str_equal (name, title) ? NULL : g_steal_pointer (&name);
}

static void
update_title (YttWindow *self)
{
  g_autofree char *document = get_document_title (self);
  g_autofree char *subtitle = get_file_name (self, document);
  g_autofree char *whole = NULL;
  const char *title = document;

  /* Translators: the title of a document and the name of its file */
  whole = subtitle != NULL ? g_strdup_printf (_("%s (%s)"), document, subtitle) : g_strdup (document);

  if (ytt_pages_get_narrow (self->pages) && ytt_window_has_document (self))
    {
      YttPage page = ytt_session_get_page (self->session);

      g_clear_pointer (&subtitle, g_free);
      if (ytt_window_shows_detail_alone (self))
        title = "";
      else if (page != YTT_PAGE_MAP)
        title = ytt_pages_get_title (self->pages, page);
      else if (ytt_shell_get_show_list (self->shell))
        title = _("Facilities");
      else
        {
          title = _("Map");
          subtitle = ytt_list_pane_describe_count (self->session);
        }
    }

  gtk_window_set_title (GTK_WINDOW (self), whole);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
}

/*< private >
 * ytt_window_get_announcements:
 *
 * Returns: (transfer none) (nullable): their page, while it is shown
 */
YttAnnouncementsPage *
ytt_window_get_announcements (YttWindow *self)
{
  if (ytt_session_get_page (self->session) != YTT_PAGE_ANNOUNCEMENTS)
    return NULL;

  return (YttAnnouncementsPage *) ytt_pages_get_page (self->pages, YTT_PAGE_ANNOUNCEMENTS);
}

/*< private >
 * ytt_window_get_shell:
 *
 * Returns: (transfer none) (nullable): what lays out the page that is shown, if that has a list to show and hide
 */
YttShell *
ytt_window_get_shell (YttWindow *self)
{
  YttAnnouncementsPage *announcements = ytt_window_get_announcements (self);

  if (announcements != NULL)
    return ytt_announcements_page_get_shell (announcements);

  return ytt_session_get_page (self->session) == YTT_PAGE_MAP ? self->shell : NULL;
}

/*< private >
 * ytt_window_shows_detail_alone:
 *
 * Returns: whether one column fits, and that is a record
 */
gboolean
ytt_window_shows_detail_alone (YttWindow *self)
{
  YttShell *shell = ytt_window_get_shell (self);

  return shell != NULL && ytt_shell_get_mode (shell) == YTT_SHELL_NARROW && ytt_shell_get_show_detail (shell);
}

static void
update_detail (YttWindow    *self,
               YttShellMode  mode)
{
  gboolean show = FALSE;

  switch (mode)
    {
    case YTT_SHELL_WIDE:
      show = has_detail (self) || self->summary_wanted;
      break;
    case YTT_SHELL_MEDIUM:
      show = has_detail (self);
      break;
    case YTT_SHELL_NARROW:
    default:
      show = has_detail (self) && self->detail_open;
    }

  ytt_shell_set_show_detail (self->shell, show);
}

static void
update_card (YttWindow    *self,
             YttShellMode  mode)
{
  YttFacilityList *facilities = ytt_session_get_facilities (self->session);
  gint64 id = ytt_session_get_selected (self->session);
  guint position = id != 0 ? ytt_facility_list_find (facilities, id) : G_MAXUINT;
  g_autoptr(YttFacility) facility = NULL;

  if (mode == YTT_SHELL_NARROW && position != G_MAXUINT)
    facility = g_list_model_get_item (G_LIST_MODEL (facilities), position);

  ytt_card_set_facility (self->card, facility);
  gtk_widget_set_visible (GTK_WIDGET (self->card), facility != NULL);
}

/* Where there is room the pages are switched in the header bar, else below. */
static void
update_switchers (YttWindow *self)
{
  gboolean narrow = ytt_pages_get_narrow (self->pages);
  gboolean several = ytt_window_has_document (self) && ytt_pages_has_several (self->pages);

  /* A squeezer, so that tabs do not keep the window from being made narrow. */
  adw_squeezer_page_set_enabled (adw_squeezer_get_page (self->title_squeezer, GTK_WIDGET (self->switcher)),
                                 several && !narrow);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, several && narrow
                                                        && !ytt_window_shows_detail_alone (self));
}

/*< private >
 * ytt_window_update:
 *
 * Brings header bar and panes into agreement with the document, the selection and the width.
 */
void
ytt_window_update (YttWindow *self)
{
  YttShellMode mode = ytt_shell_get_mode (self->shell);
  gboolean narrow = ytt_pages_get_narrow (self->pages);
  gboolean document = ytt_window_has_document (self);
  gboolean map = ytt_session_get_page (self->session) == YTT_PAGE_MAP;
  gboolean detail_page;

  update_detail (self, mode);
  update_card (self, mode);
  update_title (self);
  update_switchers (self);

  detail_page = document && ytt_window_shows_detail_alone (self);
  gtk_widget_set_visible (self->list_button, document && !detail_page && ytt_window_get_shell (self) != NULL);
  gtk_widget_set_visible (self->back_button, detail_page);
  gtk_widget_set_visible (self->copy_button, detail_page && map
                                             && !ytt_session_get_profile_open (self->session));
  gtk_widget_set_visible (self->search_button, document && map && narrow && !detail_page
                                               && !ytt_shell_get_show_list (self->shell));
  ytt_map_pane_set_narrow (self->map_pane, mode == YTT_SHELL_NARROW);
  ytt_detail_pane_set_toolbar_visible (self->detail_pane, mode != YTT_SHELL_NARROW);
  ytt_window_update_actions (self);
}

/*< private >
 * ytt_window_set_detail_open:
 *
 * Where only one pane fits, whether that is the selected facility.
 */
void
ytt_window_set_detail_open (YttWindow *self,
                            gboolean   detail_open)
{
  self->detail_open = detail_open;
  ytt_window_update (self);
}

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
selected_cb (YttWindow *self)
{
  if (!has_detail (self))
    self->detail_open = FALSE;

  ytt_window_update (self);
}

/* Whoever clicked a name wants to see its page, where only one pane fits too. */
static void
profile_open_cb (YttWindow *self)
{
  self->detail_open = ytt_session_get_profile_open (self->session) || (self->detail_open && has_selection (self));
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
  gtk_widget_class_bind_template_child (widget_class, YttWindow, list_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, copy_button);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, read_only_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, read_only_label);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, facts_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, recovered_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, recovered_label);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, opening_page);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_path);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_recover);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_open);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_retry);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, failed_shipped);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, recovering_page);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, recovering_bar);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, list_pane);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, map_pane);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, card);
  gtk_widget_class_bind_template_child (widget_class, YttWindow, detail_pane);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_list_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, facility_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, facts_hidden_cb);
  gtk_widget_class_bind_template_callback (widget_class, recovered_hidden_cb);
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
  g_type_ensure (YTT_TYPE_LIST_PANE);
  g_type_ensure (YTT_TYPE_MAP_PANE);
  g_type_ensure (YTT_TYPE_PAGES);
  g_type_ensure (YTT_TYPE_SHELL);
  bind_template (widget_class);
  ytt_window_class_add_keys (widget_class);
  ytt_window_class_add_trail_keys (widget_class);
}

static void
ytt_window_init (YttWindow *self)
{
  self->session = ytt_session_new ();
  self->list_wanted = TRUE;
  self->summary_wanted = TRUE;

  gtk_widget_init_template (GTK_WIDGET (self));
  ytt_window_add_actions (self);
  ytt_window_add_trail (self);
  ytt_window_add_recover_actions (self);

  adw_view_switcher_set_stack (self->switcher, ytt_pages_get_stack (self->pages));
  adw_view_switcher_bar_set_stack (self->switcher_bar, ytt_pages_get_stack (self->pages));
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
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
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
  if (has_selection (self) && ytt_session_get_record (self->session) == NULL
      && ytt_session_get_error (self->session) == NULL)
    return g_strdup (_("the selected facility is still being read"));
  if (ytt_session_get_profile_open (self->session) && ytt_session_get_profile (self->session) == NULL)
    return g_strdup (_("the page of an organisation is still being read"));
  if (!has_selection (self) && ytt_session_get_summary (self->session) == NULL
      && ytt_session_get_error (self->session) == NULL)
    return g_strdup (_("the summary of the document is still being read"));
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
