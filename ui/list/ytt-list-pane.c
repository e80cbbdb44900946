#include "config.h"

#include "ytt-list-pane-private.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-late-menu.h"
#include "ytt-row-factory.h"

/* Most searches are over before anybody could see a spinner turn. */
#define SPINNER_AFTER_MS 300

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttListPane, ytt_list_pane, ADW_TYPE_BIN)

static guint
get_n_shown (YttListPane *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (self->session)));
}

/* So many facilities are told without the word for them where there is little room. */
#define MANY 1000

static char *
describe_count (guint n_shown,
                guint n_total)
{
  g_autofree char *shown = ytt_format_number (n_shown, 0);
  g_autofree char *total = ytt_format_number (n_total, 0);

  if (n_shown == n_total)
    /* Translators: %s is a number with its thousands grouped */
    return g_strdup_printf (ngettext ("%s facility", "%s facilities", n_total), total);

  /* Translators: how many facilities were found, of how many; the plural is that of the second number */
  return g_strdup_printf (ngettext ("%s of %s facility", "%s of %s facilities", n_total), shown, total);
}

static void
update_page (YttListPane *self)
{
  guint n_total = ytt_session_get_n_total (self->session);
  g_autofree char *count = NULL;

  if (ytt_session_get_store (self->session) == NULL)
    {
      gtk_label_set_text (self->count, "");
      gtk_stack_set_visible_child_name (self->stack, "list");
      return;
    }

  /* While a search runs, what was found before stays, and so does its count. The first rows of a document come before
   * anybody has counted. */
  if (ytt_session_get_loading (self->session))
    {
      if (ytt_session_get_points (self->session) == NULL)
        gtk_label_set_text (self->count, "");
      if (get_n_shown (self) > 0)
        gtk_stack_set_visible_child_name (self->stack, "list");
      return;
    }

  count = ytt_list_pane_describe_count (self->session);
  gtk_label_set_text (self->count, count != NULL ? count : "");

  if (get_n_shown (self) > 0 || ytt_session_get_error (self->session) != NULL)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (n_total == 0)
    gtk_stack_set_visible_child_name (self->stack, "no-facility");
  else
    {
      ytt_no_match_update (self->no_match, self->session);
      gtk_stack_set_visible_child_name (self->stack, "no-match");
    }
}

/* What Enter does in the search field: the facility that was chosen already, if it is found, else the first hit. */
static void
open_hit (YttListPane *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  self->opening = FALSE;
  if (get_n_shown (self) == 0 || ytt_session_get_error (self->session) != NULL)
    return;

  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.activate-item", "u", position);
}

static gboolean
search_takes_long_cb (gpointer user_data)
{
  YttListPane *self = user_data;

  self->spinner_source = 0;
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);

  return G_SOURCE_REMOVE;
}

static void
loading_notify_cb (YttListPane *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  if (ytt_session_get_loading (self->session))
    {
      self->spinner_source = g_timeout_add (SPINNER_AFTER_MS, search_takes_long_cb, self);
    }
  else
    {
      gtk_spinner_stop (self->spinner);
      gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
    }
  update_page (self);
  if (self->opening && !ytt_session_get_loading (self->session))
    open_hit (self);
}

static void
search_notify_cb (YttListPane *self)
{
  g_autofree char *search = g_strdup (ytt_session_get_search (self->session));

  /* An entry takes a new text by way of an empty one, which must not become the session's search. */
  if (g_strcmp0 (search, gtk_editable_get_text (GTK_EDITABLE (self->search_entry))) != 0)
    {
      self->taking = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), search);
      gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
      self->taking = FALSE;
    }
  ytt_list_pane_update_order (self);
  update_page (self);
}

static void
error_notify_cb (YttListPane *self)
{
  const GError *error = ytt_session_get_error (self->session);

  gtk_widget_set_visible (self->error_bar, error != NULL);
  gtk_label_set_text (self->error_label, error != NULL ? error->message : "");
  update_page (self);
}

static void
items_changed_cb (YttListPane *self)
{
  update_page (self);
  ytt_list_pane_take_selection (self);
}

static void
bind_cb (YttListPane  *self,
         YttSession   *session,
         GSignalGroup *group)
{
  YttFacilityList *facilities = ytt_session_get_facilities (session);

  ytt_first_rows_set_model (self->rows, G_LIST_MODEL (facilities));
  g_signal_group_set_target (self->model_signals, facilities);
  search_notify_cb (self);
  error_notify_cb (self);
  ytt_list_pane_take_selection (self);
}

static void
search_changed_cb (YttListPane *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  if (self->session == NULL || self->taking || g_str_equal (text, ytt_session_get_search (self->session)))
    return;

  self->opening = FALSE;
  ytt_session_set_search (self->session, text);
}

static void
stop_search_cb (YttListPane *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  else
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
search_activate_cb (YttListPane *self)
{
  /* The entry tells of a change a moment later, and Enter means what is typed now. */
  search_changed_cb (self);
  if (self->session == NULL || *ytt_session_get_search (self->session) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  else if (ytt_session_get_loading (self->session))
    self->opening = TRUE;
  else
    open_hit (self);
}

static gboolean
key_pressed_cb (YttListPane *self,
                guint        key,
                guint        code,
                GdkModifierType state)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));

  return GDK_EVENT_STOP;
}

static void
cleared_cb (YttListPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
row_activated_cb (YttListPane *self,
                  guint        position)
{
  if (self->session == NULL)
    return;

  ytt_session_set_selected (self->session,
                            ytt_facility_list_get_id (ytt_session_get_facilities (self->session), position));
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
ytt_list_pane_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  YttListPane *self = YTT_LIST_PANE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_list_pane_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      ytt_list_pane_set_session (YTT_LIST_PANE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_list_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_list_pane_parent_class)->map (widget);

  ytt_list_pane_queue_scroll (YTT_LIST_PANE (widget));
  ytt_list_pane_queue_rest (YTT_LIST_PANE (widget));
}

/* Tab goes past the list, not through it: GTK 4.8 stops at each row, and there may be a million. */
static gboolean
ytt_list_pane_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  YttListPane *self = YTT_LIST_PANE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean in_list = focus != NULL && (focus == GTK_WIDGET (self->list_view) ||
                                       gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list_view)));

  if (in_list && direction == GTK_DIR_TAB_FORWARD)
    return FALSE;
  if (in_list && direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (GTK_WIDGET (self->order_button), direction);

  return GTK_WIDGET_CLASS (ytt_list_pane_parent_class)->focus (widget, direction);
}

static gboolean
ytt_list_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (YTT_LIST_PANE (widget)->list_view));
}

static void
ytt_list_pane_dispose (GObject *object)
{
  YttListPane *self = YTT_LIST_PANE (object);

  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list_view), self->scroll_tick);
  self->scroll_tick = 0;
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->order_action);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_list_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "list/ytt-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, YttListPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, count);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, spinner);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, order_menu);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, order_button);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, error_bar);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, error_label);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, list_view);
  gtk_widget_class_bind_template_child (widget_class, YttListPane, no_match);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, cleared_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ytt_list_pane_class_init (YttListPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_list_pane_dispose;
  object_class->get_property = ytt_list_pane_get_property;
  object_class->set_property = ytt_list_pane_set_property;
  widget_class->map = ytt_list_pane_map;
  widget_class->focus = ytt_list_pane_focus;
  widget_class->grab_focus = ytt_list_pane_grab_focus;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (YTT_TYPE_FILTER_BAR);
  g_type_ensure (YTT_TYPE_NO_MATCH);
  bind_template (widget_class);
}

static void
init_list (YttListPane *self)
{
  g_autoptr(GtkListItemFactory) factory = ytt_row_factory_new (self->list_view);

  gtk_list_view_set_factory (self->list_view, factory);
  ytt_list_pane_add_selection (self);
}

static void
init_signals (YttListPane *self)
{
  self->signals = g_signal_group_new (YTT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "notify::search", G_CALLBACK (search_notify_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::order", G_CALLBACK (ytt_list_pane_update_order), self);
  g_signal_group_connect_swapped (self->signals, "notify::loading", G_CALLBACK (loading_notify_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::n-total", G_CALLBACK (update_page), self);
  g_signal_group_connect_swapped (self->signals, "notify::store", G_CALLBACK (update_page), self);
  g_signal_group_connect_swapped (self->signals, "notify::error", G_CALLBACK (error_notify_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::selected", G_CALLBACK (ytt_list_pane_take_selection), self);
  g_signal_connect_object (self->signals, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);

  /* After the selection model has taken the change. */
  self->model_signals = g_signal_group_new (YTT_TYPE_FACILITY_LIST);
  g_signal_group_connect_data (self->model_signals, "items-changed", G_CALLBACK (items_changed_cb), self, NULL,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
ytt_list_pane_init (YttListPane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  ytt_menu_button_set_late_menu (self->order_button, self->order_menu);

  ytt_list_pane_add_order_action (self);

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search_entry), keys);

  init_list (self);
  init_signals (self);
}

/**
 * ytt_list_pane_new:
 * @session: (nullable): what the pane shows and writes to
 *
 * Returns: (transfer floating): a pane
 */
GtkWidget *
ytt_list_pane_new (YttSession *session)
{
  return g_object_new (YTT_TYPE_LIST_PANE, "session", session, NULL);
}

/**
 * ytt_list_pane_get_session:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): what it shows
 */
YttSession *
ytt_list_pane_get_session (YttListPane *self)
{
  g_return_val_if_fail (YTT_IS_LIST_PANE (self), NULL);

  return self->session;
}

/**
 * ytt_list_pane_set_session:
 * @self: a pane
 * @session: (nullable): what it shows from now on
 */
void
ytt_list_pane_set_session (YttListPane *self,
                           YttSession  *session)
{
  g_return_if_fail (YTT_IS_LIST_PANE (self));

  if (!g_set_object (&self->session, session))
    return;

  if (session == NULL)
    {
      ytt_first_rows_set_model (self->rows, NULL);
      g_signal_group_set_target (self->model_signals, NULL);
    }
  g_signal_group_set_target (self->signals, session);
  ytt_filter_bar_set_session (self->filter_bar, session);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * ytt_list_pane_focus_search:
 * @self: a pane
 *
 * Puts the cursor into the search field, with its text selected so that typing replaces it.
 */
void
ytt_list_pane_focus_search (YttListPane *self)
{
  g_return_if_fail (YTT_IS_LIST_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  /* A search entry, unlike others, keeps its cursor where it was. */
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

/**
 * ytt_list_pane_describe_count:
 * @session: a session
 *
 * Returns: (transfer full) (nullable): how many facilities are shown, and of how many: "12 of 221 facilities"; %NULL
 *   as long as nothing has been counted
 */
char *
ytt_list_pane_describe_count (YttSession *session)
{
  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  if (ytt_session_get_points (session) == NULL)
    return NULL;

  return describe_count (g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session))),
                         ytt_session_get_n_total (session));
}

/**
 * ytt_list_pane_describe_count_briefly:
 * @session: a session
 *
 * Returns: (transfer full) (nullable): the same where there is little room: "12 of 221", and "221 facilities" where
 *   all are shown and that is no longer; %NULL as long as nothing has been counted
 */
char *
ytt_list_pane_describe_count_briefly (YttSession *session)
{
  guint n_shown, n_total;
  g_autofree char *shown = NULL;
  g_autofree char *total = NULL;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  if (ytt_session_get_points (session) == NULL)
    return NULL;

  n_shown = g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session)));
  n_total = ytt_session_get_n_total (session);
  if (n_shown == n_total && n_total < MANY)
    return describe_count (n_shown, n_total);

  shown = ytt_format_number (n_shown, 0);
  total = ytt_format_number (n_total, 0);
  /* Translators: how many facilities were found, of how many; it stands under the title of a narrow window */
  return n_shown == n_total ? g_steal_pointer (&total) : g_strdup_printf (_("%s of %s"), shown, total);
}
