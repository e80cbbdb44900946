/* What header bar and panes show, as the document, the selection and the width have it. */

#include "config.h"

#include "ytt-session-profile.h"
#include "ytt-window-private.h"

#include <glib/gi18n.h>

/*< private >
 * ytt_window_has_selection:
 *
 * Returns: whether a facility is selected
 */
gboolean
ytt_window_has_selection (YttWindow *self)
{
  return ytt_session_get_selected (self->session) != 0;
}

/*< private >
 * ytt_window_has_detail:
 *
 * Returns: whether somebody asked for what the pane of details shows
 */
gboolean
ytt_window_has_detail (YttWindow *self)
{
  return ytt_window_has_selection (self) || ytt_session_get_profile_open (self->session)
         || ytt_detail_pane_get_adding (self->detail_pane);
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
        title = self->tours_shown ? _("Tours") : _("Facilities");
      else
        {
          title = _("Map");
          subtitle = ytt_list_pane_describe_count_briefly (self->session);
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
      show = ytt_window_has_detail (self) || self->summary_wanted;
      break;
    case YTT_SHELL_MEDIUM:
      show = ytt_window_has_detail (self);
      break;
    case YTT_SHELL_NARROW:
    default:
      show = ytt_window_has_detail (self) && self->detail_open;
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

/* Where there is room the pages are switched in the header bar, else below; what is below is made when it is first
 * needed. */
static void
update_switchers (YttWindow *self)
{
  gboolean narrow = ytt_pages_get_narrow (self->pages);
  gboolean several = ytt_window_has_document (self) && ytt_pages_has_several (self->pages);
  gboolean below = several && narrow && !ytt_window_shows_detail_alone (self);

  /* A squeezer, so that tabs do not keep the window from being made narrow. */
  adw_squeezer_page_set_enabled (adw_squeezer_get_page (self->title_squeezer, GTK_WIDGET (self->switcher)),
                                 several && !narrow);
  if (below && adw_view_switcher_bar_get_stack (self->switcher_bar) == NULL)
    adw_view_switcher_bar_set_stack (self->switcher_bar, ytt_pages_get_stack (self->pages));
  adw_view_switcher_bar_set_reveal (self->switcher_bar, below);
}

/* What the page is about is added there. */
static void
update_new_button (YttWindow *self,
                   gboolean   visible)
{
  YttPage page = ytt_session_get_page (self->session);
  const char *words = page == YTT_PAGE_ANNOUNCEMENTS ? _("New Announcement") : _("New Facility");

  gtk_widget_set_visible (self->new_button, visible && page != YTT_PAGE_BALANCE);
  gtk_widget_set_tooltip_text (self->new_button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
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
  gboolean detail_page, record_page, search;

  update_detail (self, mode);
  update_card (self, mode);
  update_title (self);
  update_switchers (self);

  detail_page = document && ytt_window_shows_detail_alone (self);
  gtk_widget_set_visible (self->list_button, document && !detail_page && ytt_window_get_shell (self) != NULL);
  update_new_button (self, document && !narrow);
  gtk_widget_set_visible (self->back_button, detail_page);
  record_page = detail_page && map && !ytt_session_get_profile_open (self->session);
  gtk_widget_set_visible (self->copy_button, record_page);
  gtk_widget_set_visible (self->edit_button, record_page);
  search = document && map && narrow && !detail_page && !ytt_shell_get_show_list (self->shell);
  gtk_widget_set_visible (self->search_button, search);
  /* Where the map stands alone, the count needs the room; the list has it. So do the tours need theirs. */
  gtk_widget_set_visible (GTK_WIDGET (self->views_menu),
                          document && !detail_page && !search && !(narrow && map && self->tours_shown));
  ytt_window_update_tours (self);
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
