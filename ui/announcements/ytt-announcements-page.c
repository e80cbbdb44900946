#include "config.h"

#include "ytt-announcements-page-private.h"

#include <glib/gi18n.h>

#include "ytt-announcement-editor.h"
#include "ytt-editor.h"
#include "ytt-format.h"
#include "ytt-session-profile.h"
#include "ytt-timeline-row.h"

enum
{
  SHOW_ON_MAP,
  TOAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttAnnouncementsPage, ytt_announcements_page, ADW_TYPE_BIN)

static gboolean
is_narrow (YttAnnouncementsPage *self)
{
  return ytt_shell_get_mode (self->shell) == YTT_SHELL_NARROW;
}

/* (nullable) */
static YttAnnouncementEditor *
get_editor (YttAnnouncementsPage *self)
{
  GtkWidget *editor = adw_bin_get_child (self->editor_place);

  return editor != NULL ? YTT_ANNOUNCEMENT_EDITOR (editor) : NULL;
}

static gboolean
is_adding (YttAnnouncementsPage *self)
{
  return get_editor (self) != NULL && ytt_announcement_editor_get_adding (get_editor (self));
}

static void update_detail (YttAnnouncementsPage *self);

static void
make_editor (YttAnnouncementsPage *self)
{
  GtkWidget *editor;

  if (get_editor (self) != NULL)
    return;

  editor = ytt_announcement_editor_new (self->session);
  g_signal_connect_object (editor, "notify::adding", G_CALLBACK (update_detail), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->editor_place, editor);
}

/* The announcement to be read, or its fields. */
static void
update_detail (YttAnnouncementsPage *self)
{
  gboolean has_record = ytt_announcements_get_record (self->model) != NULL;
  gboolean adding = is_adding (self);
  gboolean editing = has_record && ytt_editor_get_editing (ytt_session_get_editor (self->session));

  if (editing)
    make_editor (self);
  gtk_stack_set_visible_child_name (self->detail_stack, editing || adding ? "editor" : "record");
  ytt_shell_set_show_detail (self->shell, adding || (has_record && (!is_narrow (self) || self->detail_open)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "announcement.copy", has_record);
}

static void
mode_changed_cb (YttAnnouncementsPage *self)
{
  ytt_shell_set_show_list (self->shell, ytt_shell_get_mode (self->shell) == YTT_SHELL_WIDE);
  update_detail (self);
}

/* "Opened 3" */
static void
set_group_label (GtkToggleButton *button,
                 const char      *word,
                 guint            n,
                 gboolean         known)
{
  g_autofree char *number = ytt_format_number (n, 0);
  g_autofree char *label = known ? g_strdup_printf ("%s %s", word, number) : g_strdup (word);

  gtk_button_set_label (GTK_BUTTON (button), label);
}

static void
update_groups (YttAnnouncementsPage *self)
{
  const YttAnnouncementResult *result = ytt_announcements_get_result (self->model);
  const YttNews *changes = ytt_announcements_get_changes (self->model);
  gboolean since = ytt_announcements_get_query (self->model)->since != 0;

  set_group_label (self->announced, _("Announced"), result != NULL ? result->entries->len : 0, result != NULL);
  set_group_label (self->opened, _("Opened"), changes != NULL ? changes->opened->len : 0, changes != NULL);
  set_group_label (self->slipped, _("Slipped"), changes != NULL ? changes->slipped->len : 0, changes != NULL);
  set_group_label (self->contradicted, _("Contradicts"), changes != NULL ? changes->contradicted->len : 0,
                   changes != NULL);
  gtk_widget_set_visible (self->groups, since);
  if (!since)
    gtk_toggle_button_set_active (self->announced, TRUE);
}

static const char *
choose_page (YttAnnouncementsPage *self)
{
  const YttAnnouncementResult *result = ytt_announcements_get_result (self->model);
  const GError *error = ytt_announcements_get_error (self->model);

  if (!gtk_toggle_button_get_active (self->announced))
    return "changes";
  if (result == NULL)
    return error != NULL ? "failed" : "reading";
  if (result->entries->len > 0)
    return "timeline";

  return result->n_total > 0 ? "unfound" : "empty";
}

static void
update_page (YttAnnouncementsPage *self)
{
  const YttAnnouncementResult *result = ytt_announcements_get_result (self->model);
  const GError *error = ytt_announcements_get_error (self->model);
  const char *page = choose_page (self);

  if (error != NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed, text);
    }
  if (result != NULL)
    {
      g_autofree char *text = NULL;

      if (result->n_elsewhere > 0)
        text = g_strdup_printf (ngettext ("%u would, but names none of the facilities found.",
                                          "%u would, but name none of the facilities found.", result->n_elsewhere),
                                result->n_elsewhere);
      adw_status_page_set_description (self->unfound, text);
      gtk_widget_set_visible (self->all_facilities, result->n_elsewhere > 0);
    }
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
show_changes (YttAnnouncementsPage *self)
{
  YttChangesKind kind = YTT_CHANGES_OPENED;

  if (gtk_toggle_button_get_active (self->slipped))
    kind = YTT_CHANGES_SLIPPED;
  else if (gtk_toggle_button_get_active (self->contradicted))
    kind = YTT_CHANGES_CONTRADICTED;

  if (!gtk_toggle_button_get_active (self->announced))
    ytt_change_list_show (self->changes, kind, ytt_announcements_get_changes (self->model));
}

static void
group_toggled_cb (YttAnnouncementsPage *self,
                  GtkToggleButton      *button)
{
  if (self->model == NULL || !gtk_toggle_button_get_active (button))
    return;

  show_changes (self);
  update_page (self);
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  YttAnnouncementsPage *self = YTT_ANNOUNCEMENTS_PAGE (widget);
  guint position = gtk_single_selection_get_selected (self->selection);

  /* Rows have a place only once they have been laid out. */
  if (++self->frames_waited < 2)
    return G_SOURCE_CONTINUE;

  self->scroll_tick = 0;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->timeline), "list.scroll-to-item", "u", position);

  return G_SOURCE_REMOVE;
}

static void
take_selection (YttAnnouncementsPage *self)
{
  gint64 id = ytt_session_get_announcement (self->session);
  guint position = id != 0 ? ytt_announcements_find (self->model, id) : G_MAXUINT;

  if (gtk_single_selection_get_selected (self->selection) == position)
    return;

  self->selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->selecting = FALSE;
  self->frames_waited = 0;
  if (position != G_MAXUINT && self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

static void
selected_cb (YttAnnouncementsPage *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  g_autoptr(YttAnnouncementItem) item = NULL;

  if (self->selecting || position == GTK_INVALID_LIST_POSITION)
    return;

  item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  if (item != NULL)
    ytt_session_set_announcement (self->session, ytt_announcement_item_get_id (item));
}

static void
activated_cb (YttAnnouncementsPage *self,
              guint                 position)
{
  g_autoptr(YttAnnouncementItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item == NULL)
    return;

  ytt_session_set_announcement (self->session, ytt_announcement_item_get_id (item));
  ytt_announcements_page_set_detail_open (self, TRUE);
}

static void
result_cb (YttAnnouncementsPage *self)
{
  update_groups (self);
  update_page (self);
  take_selection (self);
}

static void
changes_cb (YttAnnouncementsPage *self)
{
  update_groups (self);
  show_changes (self);
  update_page (self);
}

static void
record_cb (YttAnnouncementsPage *self)
{
  ytt_announcement_detail_show (self->detail, ytt_session_get_store (self->session),
                                ytt_announcements_get_record (self->model));
  update_detail (self);
}

/* Whoever goes to another one adds none now. */
static void
session_announcement_cb (YttAnnouncementsPage *self)
{
  if (is_adding (self) && ytt_session_get_announcement (self->session) != 0)
    ytt_announcement_editor_set_adding (get_editor (self), FALSE);
  take_selection (self);
  if (ytt_session_get_announcement (self->session) == 0)
    ytt_announcements_page_set_detail_open (self, FALSE);
}

/* Somebody came here for one announcement: where one column fits, it is that. */
static void
session_page_cb (YttAnnouncementsPage *self)
{
  if (ytt_session_get_page (self->session) == YTT_PAGE_ANNOUNCEMENTS
      && ytt_session_get_announcement (self->session) != 0)
    ytt_announcements_page_set_detail_open (self, TRUE);
}

static void
reset_cb (YttAnnouncementsPage *self)
{
  ytt_announcement_filters_reset (self->filters);
}

static void
all_facilities_cb (YttAnnouncementsPage *self)
{
  g_autoptr(YttFilter) filter = ytt_filter_new ();

  ytt_session_set_search (self->session, "");
  ytt_session_set_filter (self->session, filter);
}

static void
row_released_cb (GtkListItem     *item,
                 int              n_press,
                 double           x,
                 double           y,
                 GtkGestureClick *gesture)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (n_press == 1 && gtk_widget_contains (row, x, y))
    gtk_widget_activate_action (row, "list.activate-item", "u", gtk_list_item_get_position (item));
}

/* One click opens an announcement. The list's own way of doing so also selects whatever the pointer passes. */
static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *row = ytt_timeline_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (row_released_cb), item, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  ytt_timeline_row_set_item (YTT_TIMELINE_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  ytt_timeline_row_set_item (YTT_TIMELINE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
ytt_announcements_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_announcements_page_parent_class)->map (widget);
  ytt_announcements_set_active (YTT_ANNOUNCEMENTS_PAGE (widget)->model, TRUE);
}

static void
ytt_announcements_page_unmap (GtkWidget *widget)
{
  ytt_announcements_set_active (YTT_ANNOUNCEMENTS_PAGE (widget)->model, FALSE);
  GTK_WIDGET_CLASS (ytt_announcements_page_parent_class)->unmap (widget);
}

/* Tab goes past the timeline, not through it: GTK 4.8 stops at each row, and there may be very many. */
static gboolean
ytt_announcements_page_focus (GtkWidget        *widget,
                              GtkDirectionType  direction)
{
  YttAnnouncementsPage *self = YTT_ANNOUNCEMENTS_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean in_timeline = focus != NULL && (focus == GTK_WIDGET (self->timeline)
                                           || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->timeline)));

  if (in_timeline && direction == GTK_DIR_TAB_FORWARD)
    return gtk_widget_child_focus (GTK_WIDGET (self->detail_stack), direction);
  if (in_timeline && direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (self->groups, direction)
           || gtk_widget_child_focus (GTK_WIDGET (self->filters), direction);

  return GTK_WIDGET_CLASS (ytt_announcements_page_parent_class)->focus (widget, direction);
}

/* Where arrows go on to the next announcement, and Ctrl+C is free to copy it. */
static gboolean
ytt_announcements_page_grab_focus (GtkWidget *widget)
{
  YttAnnouncementsPage *self = YTT_ANNOUNCEMENTS_PAGE (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->timeline));
}

static void
ytt_announcements_page_dispose (GObject *object)
{
  YttAnnouncementsPage *self = YTT_ANNOUNCEMENTS_PAGE (object);

  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;

  G_OBJECT_CLASS (ytt_announcements_page_parent_class)->dispose (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (YTT_TYPE_ANNOUNCEMENT_DETAIL);
  g_type_ensure (YTT_TYPE_ANNOUNCEMENT_FILTERS);
  g_type_ensure (YTT_TYPE_CHANGE_LIST);
  g_type_ensure (YTT_TYPE_SHELL);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "announcements/ytt-announcements-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, shell);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, filters);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, groups);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, announced);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, opened);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, slipped);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, contradicted);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, changes);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, unfound);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, all_facilities);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, failed);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, detail);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementsPage, editor_place);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_facilities_cb);
}

static void
ytt_announcements_page_class_init (YttAnnouncementsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_announcements_page_dispose;
  widget_class->map = ytt_announcements_page_map;
  widget_class->unmap = ytt_announcements_page_unmap;
  widget_class->focus = ytt_announcements_page_focus;
  widget_class->grab_focus = ytt_announcements_page_grab_focus;

  signals[SHOW_ON_MAP] = g_signal_new ("show-on-map", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  ytt_announcements_page_class_add_actions (widget_class);
  bind_template (widget_class);
}

static void
ytt_announcements_page_init (YttAnnouncementsPage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->timeline, factory);
}

/**
 * ytt_announcements_page_new:
 * @session: what it shows
 *
 * Returns: (transfer floating): a page that reads nothing before it is mapped
 */
GtkWidget *
ytt_announcements_page_new (YttSession *session)
{
  YttAnnouncementsPage *self = g_object_new (YTT_TYPE_ANNOUNCEMENTS_PAGE, NULL);

  self->session = g_object_ref (session);
  self->model = ytt_announcements_new (session);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));
  gtk_list_view_set_model (self->timeline, GTK_SELECTION_MODEL (self->selection));
  ytt_announcement_filters_set_model (self->filters, self->model, session);

  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::result", G_CALLBACK (result_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::error", G_CALLBACK (update_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::changes", G_CALLBACK (changes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::record", G_CALLBACK (record_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::announcement", G_CALLBACK (session_announcement_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::page", G_CALLBACK (session_page_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_session_get_editor (session), "notify::editing", G_CALLBACK (update_detail), self,
                           G_CONNECT_SWAPPED);
  self->detail_open = ytt_session_get_announcement (session) != 0;
  update_groups (self);
  update_page (self);
  update_detail (self);

  return GTK_WIDGET (self);
}

YttAnnouncements *
ytt_announcements_page_get_model (YttAnnouncementsPage *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS_PAGE (self), NULL);

  return self->model;
}

YttShell *
ytt_announcements_page_get_shell (YttAnnouncementsPage *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS_PAGE (self), NULL);

  return self->shell;
}

/**
 * ytt_announcements_page_search:
 * @self: the page
 *
 * Brings the column with the search, and the keyboard to it.
 */
void
ytt_announcements_page_search (YttAnnouncementsPage *self)
{
  g_return_if_fail (YTT_IS_ANNOUNCEMENTS_PAGE (self));

  ytt_announcements_page_set_detail_open (self, FALSE);
  ytt_shell_set_show_list (self->shell, TRUE);
  ytt_announcement_filters_focus_search (self->filters);
}

/**
 * ytt_announcements_page_add:
 * @self: the page
 *
 * Asks for the title of a new announcement.
 */
void
ytt_announcements_page_add (YttAnnouncementsPage *self)
{
  g_return_if_fail (YTT_IS_ANNOUNCEMENTS_PAGE (self));

  make_editor (self);
  ytt_announcement_editor_set_adding (get_editor (self), TRUE);
  update_detail (self);
  gtk_widget_grab_focus (GTK_WIDGET (get_editor (self)));
}

gboolean
ytt_announcements_page_step_back (YttAnnouncementsPage *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS_PAGE (self), FALSE);

  if (is_adding (self))
    {
      ytt_announcement_editor_set_adding (get_editor (self), FALSE);
      return TRUE;
    }
  if (ytt_session_get_announcement (self->session) == 0)
    return FALSE;

  if (is_narrow (self) && self->detail_open)
    ytt_announcements_page_set_detail_open (self, FALSE);
  else
    ytt_session_set_announcement (self->session, 0);

  return TRUE;
}

void
ytt_announcements_page_set_detail_open (YttAnnouncementsPage *self,
                                        gboolean              detail_open)
{
  g_return_if_fail (YTT_IS_ANNOUNCEMENTS_PAGE (self));

  if (!detail_open && is_adding (self))
    ytt_announcement_editor_set_adding (get_editor (self), FALSE);
  self->detail_open = detail_open;
  update_detail (self);
}

gboolean
ytt_announcements_page_get_loading (YttAnnouncementsPage *self)
{
  g_autoptr(YttAnnouncementItem) first = NULL;

  g_return_val_if_fail (YTT_IS_ANNOUNCEMENTS_PAGE (self), FALSE);

  /* Before it has a size nobody knows how many columns fit. */
  if (gtk_widget_get_width (GTK_WIDGET (self->shell)) == 0 || ytt_announcements_get_loading (self->model)
      || ytt_shell_get_sliding (self->shell)
      || ytt_announcement_detail_get_loading (self->detail) || self->scroll_tick != 0)
    return TRUE;

  first = g_list_model_get_item (G_LIST_MODEL (self->model), 0);

  return first != NULL && ytt_announcement_item_get_row (first) == NULL;
}
