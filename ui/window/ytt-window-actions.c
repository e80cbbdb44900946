#include "config.h"

#include "ytt-session-profile.h"
#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-supply.h"

static GListModel *
make_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) documents = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();

  /* By suffix and not by MIME type, which Debian 12 does not know. */
  gtk_file_filter_set_name (documents, _("Ytterby Documents"));
  gtk_file_filter_add_suffix (documents, "gpkg");
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, documents);
  g_list_store_append (filters, all);

  return G_LIST_MODEL (filters);
}

static GtkFileChooserNative *
make_chooser (YttWindow            *self,
              const char           *title,
              GtkFileChooserAction  action)
{
  const char *accept = action == GTK_FILE_CHOOSER_ACTION_SAVE ? _("_Save") : _("_Open");
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, NULL);
  g_autoptr(GListModel) filters = make_filters ();

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (filters); i++)
    {
      g_autoptr(GtkFileFilter) filter = g_list_model_get_item (filters, i);

      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
    }
  if (self->path != NULL)
    {
      g_autofree char *folder_path = g_path_get_dirname (self->path);
      g_autoptr(GFile) folder = g_file_new_for_path (folder_path);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
    }

  return chooser;
}

static void
open_response_cb (YttWindow            *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      ytt_application_open_file (YTT_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), file, self);
    }
  g_object_unref (chooser);
}

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  YttWindow *self = user_data;
  GtkFileChooserNative *chooser = make_chooser (self, _("Open a Document"), GTK_FILE_CHOOSER_ACTION_OPEN);

  g_signal_connect_object (chooser, "response", G_CALLBACK (open_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
chosen_cb (GtkFileChooserNative *chooser,
           int                   response,
           gpointer              user_data)
{
  YttWindowFileFunc func = (YttWindowFileFunc) user_data;
  GtkWindow *window = gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (chooser));

  if (response == GTK_RESPONSE_ACCEPT && window != NULL)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      const char *path = g_file_peek_path (file);

      if (path != NULL)
        func (YTT_WINDOW (window), path);
      else
        ytt_window_toast (YTT_WINDOW (window),
                          _("A document can only be saved on this computer or a folder mounted here"));
    }
  g_object_unref (chooser);
}

/*< private >
 * ytt_window_choose_file:
 * @self: a window
 * @title: of the dialog
 * @name: that the file shall have unless the user says otherwise
 * @func: called with the file, if one is chosen; the dialog has asked whether it may be replaced
 *
 * Asks where a new document shall be.
 */
void
ytt_window_choose_file (YttWindow         *self,
                        const char        *title,
                        const char        *name,
                        YttWindowFileFunc  func)
{
  GtkFileChooserNative *chooser = make_chooser (self, title, GTK_FILE_CHOOSER_ACTION_SAVE);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), (gpointer) func);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* "register.gpkg" becomes "register copy.gpkg". */
static char *
suggest_name (YttWindow *self)
{
  g_autofree char *name = g_filename_display_basename (self->path);

  if (g_str_has_suffix (name, ".gpkg"))
    name[strlen (name) - strlen (".gpkg")] = '\0';

  /* Translators: the name of a file that is a copy of another; %s is the other's name */
  return g_strdup_printf (_("%s copy.gpkg"), name);
}

static void
save_copy_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  YttWindow *self = user_data;
  g_autofree char *name = suggest_name (self);

  ytt_window_choose_file (self, _("Save a Copy"), name, ytt_window_save_copy);
}

static void
try_again_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  YttWindow *self = user_data;
  g_autofree char *path = self->shipped ? NULL : g_strdup (self->path);

  ytt_window_open (self, path);
}

static void
open_shipped_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  ytt_window_open (user_data, NULL);
}

/* In a window of its own, so that both can be looked at. */
static void
open_newer_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  YttApplication *application = YTT_APPLICATION (gtk_window_get_application (GTK_WINDOW (user_data)));
  YttWindow *window = ytt_window_new (application);

  ytt_window_open_shipped (window);
  ytt_window_present (window);
}

static void
copy_record_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  YttWindow *self = user_data;
  YttAnnouncementsPage *announcements = ytt_window_get_announcements (self);

  if (announcements != NULL)
    gtk_widget_activate_action (GTK_WIDGET (announcements), "announcement.copy", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->detail_pane), "detail.copy", NULL);
}

static void
search_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  YttWindow *self = user_data;
  YttAnnouncementsPage *announcements = ytt_window_get_announcements (self);

  if (announcements != NULL)
    {
      ytt_announcements_page_search (announcements);
      return;
    }

  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    ytt_window_set_detail_open (self, FALSE);
  ytt_window_hide_tours (self);
  ytt_shell_set_show_list (self->shell, TRUE);
  ytt_list_pane_focus_search (self->list_pane);
}

static void
back_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  YttWindow *self = user_data;
  YttAnnouncementsPage *announcements = ytt_window_get_announcements (self);

  if (announcements != NULL)
    ytt_announcements_page_set_detail_open (announcements, FALSE);
  else if (ytt_session_get_profile_open (self->session))
    ytt_session_close_profile (self->session);
  else
    ytt_window_set_detail_open (self, FALSE);
}

/* What Escape does: one step back, first from a trace or a page, then to where the facility was found, then away from it. */
static void
step_back_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  YttWindow *self = user_data;
  YttAnnouncementsPage *announcements = ytt_window_get_announcements (self);
  YttSupply *supply = ytt_session_get_supply (self->session);

  if (announcements != NULL)
    ytt_announcements_page_step_back (announcements);
  else if (ytt_supply_get_chain (supply) != NULL)
    ytt_supply_end_trace (supply);
  else if (ytt_session_get_profile_open (self->session))
    ytt_session_close_profile (self->session);
  else if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW && self->detail_open)
    ytt_window_set_detail_open (self, FALSE);
  else
    ytt_session_set_selected (self->session, 0);
}

static void
page_cb (GSimpleAction *action,
         GVariant      *state,
         gpointer       user_data)
{
  YttWindow *self = user_data;
  YttPage page;

  if (ytt_window_has_document (self) && ytt_page_from_code (g_variant_get_string (state, NULL), &page))
    ytt_session_set_page (self->session, page);
}

/* Of the page that is shown. */
static void
show_list_cb (GSimpleAction *action,
              GVariant      *state,
              gpointer       user_data)
{
  YttShell *shell = ytt_window_get_shell (user_data);

  if (shell != NULL)
    ytt_shell_set_show_list (shell, g_variant_get_boolean (state));
  ytt_window_update_actions (user_data);
}

static void
show_summary_cb (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       user_data)
{
  YttWindow *self = user_data;

  self->summary_wanted = g_variant_get_boolean (state);
  g_simple_action_set_state (action, state);
  ytt_window_update (self);
}

/* Where one pane fits, the list lies behind the page that asked for what it shows. */
static void
show_result_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  YttWindow *self = user_data;

  if (ytt_shell_get_mode (self->shell) != YTT_SHELL_NARROW)
    return;

  while (ytt_session_get_profile_open (self->session))
    ytt_session_close_profile (self->session);
  ytt_session_set_page (self->session, YTT_PAGE_MAP);
  ytt_window_set_detail_open (self, FALSE);
  ytt_window_hide_tours (self);
  ytt_shell_set_show_list (self->shell, TRUE);
}

static void
go_to_selection_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  YttWindow *self = user_data;

  ytt_session_set_page (self->session, YTT_PAGE_MAP);
  /* Where one pane fits, that is the map now. */
  if (ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW)
    {
      ytt_shell_set_show_list (self->shell, FALSE);
      ytt_window_set_detail_open (self, FALSE);
    }
  ytt_map_pane_fit_selection (self->map_pane);
}

static void
fullscreen_cb (GSimpleAction *action,
               GVariant      *state,
               gpointer       user_data)
{
  if (g_variant_get_boolean (state))
    gtk_window_fullscreen (GTK_WINDOW (user_data));
  else
    gtk_window_unfullscreen (GTK_WINDOW (user_data));
}

static void
fullscreened_cb (YttWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "fullscreen");

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (gtk_window_is_fullscreen (GTK_WINDOW (self))));
}

/* GTK would make the list of keys with each window, where it is found by its usual name: a long one, for a page that is
 * seldom looked at. From the first time on, the action is GTK's own. */
static void
show_help_overlay_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  GtkApplicationWindow *window = user_data;
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (YTT_UI "application/ytt-shortcuts.ui");
  GtkWidget *overlay = GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay"));

  gtk_application_window_set_help_overlay (window, GTK_SHORTCUTS_WINDOW (overlay));
  gtk_window_present (GTK_WINDOW (overlay));
}

static const GActionEntry entries[] = {
  { "open", open_cb },
  { "save-copy", save_copy_cb },
  { "try-again", try_again_cb },
  { "open-shipped", open_shipped_cb },
  { "open-newer", open_newer_cb },
  { "copy-record", copy_record_cb },
  { "search", search_cb },
  { "back", back_cb },
  { "step-back", step_back_cb },
  { "go-to-selection", go_to_selection_cb },
  { "show-result", show_result_cb },
  { "page", NULL, "s", "'map'", page_cb },
  { "show-list", NULL, NULL, "true", show_list_cb },
  { "show-summary", NULL, NULL, "true", show_summary_cb },
  { "fullscreen", NULL, NULL, "false", fullscreen_cb },
  { "show-help-overlay", show_help_overlay_cb },
};

/*< private >
 * ytt_window_add_actions:
 *
 * Called once the template is there.
 */
void
ytt_window_add_actions (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (fullscreened_cb), NULL);
}

/*< private >
 * ytt_window_show_summary:
 *
 * Where there is room for all three, whether the detail pane is there without a selection.
 */
void
ytt_window_show_summary (YttWindow *self,
                         gboolean   show)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "show-summary");

  show_summary_cb (G_SIMPLE_ACTION (action), g_variant_new_boolean (show), self);
}

static void
enable (YttWindow  *self,
        const char *name,
        gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
set_state (YttWindow  *self,
           const char *name,
           GVariant   *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

/*< private >
 * ytt_window_update_actions:
 *
 * Switches off what would do nothing now.
 */
void
ytt_window_update_actions (YttWindow *self)
{
  YttShell *shell = ytt_window_get_shell (self);
  YttPage page = ytt_session_get_page (self->session);
  gboolean document = ytt_window_has_document (self);
  gboolean map = document && page == YTT_PAGE_MAP;
  gboolean announcements = document && ytt_window_get_announcements (self) != NULL;
  gboolean selected = document && ytt_session_get_selected (self->session) != 0;
  gboolean profile = document && ytt_session_get_profile_open (self->session);
  gboolean announcement = announcements && ytt_session_get_announcement (self->session) != 0;

  set_state (self, "page", g_variant_new_string (ytt_page_to_code (page)));
  if (shell != NULL)
    set_state (self, "show-list", g_variant_new_boolean (ytt_shell_get_show_list (shell)));

  enable (self, "page", document);
  enable (self, "show-list", shell != NULL);
  enable (self, "save-copy", document);
  enable (self, "restore", self->path != NULL);
  enable (self, "import", document && ytt_editor_get_can_edit (ytt_session_get_editor (self->session)));
  enable (self, "export", document);
  enable (self, "copy-picture", map);
  enable (self, "export-picture", map);
  enable (self, "export-tour", document);
  enable (self, "print", document);
  enable (self, "print-tour", document);
  enable (self, "search", map || announcements);
  enable (self, "copy-record", (map && selected && !profile) || announcement);
  enable (self, "back", (map && self->detail_open) || (announcement && ytt_window_shows_detail_alone (self)));
  enable (self, "step-back", (map && (selected || profile)) || announcement);
  enable (self, "view-back", document && (ytt_window_shows_detail_alone (self)
                                          || ytt_trail_get_can_go_back (self->trail)));
  enable (self, "view-forward", document && ytt_trail_get_can_go_forward (self->trail));
  enable (self, "go-to-selection", selected);
  enable (self, "show-summary", map && ytt_shell_get_mode (self->shell) == YTT_SHELL_WIDE);
  enable (self, "try-again", self->error != NULL);
  ytt_window_update_edit_actions (self);
  ytt_window_update_talk_actions (self);
}

/*< private >
 * ytt_window_class_add_keys:
 *
 * Ctrl+C is a key of the window and not of the program: it comes here only when no text field wanted it.
 */
void
ytt_window_class_add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy-record", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, "win.copy-record", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_ALT_MASK, "win.page", "s", "map");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_ALT_MASK, "win.page", "s", "announcements");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_ALT_MASK, "win.page", "s", "balance");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.step-back", NULL);
}
