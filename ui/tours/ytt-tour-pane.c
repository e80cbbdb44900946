#include "config.h"

#include "ytt-tour-pane-private.h"

#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_GROUND,
  N_PROPS
};

enum
{
  OPEN,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttTourPane, ytt_tour_pane, ADW_TYPE_BIN)

static gboolean
get_can_edit (YttTourPane *self)
{
  return self->session != NULL && ytt_editor_get_can_edit (ytt_session_get_editor (self->session));
}

/* Which tour */

/* "9 stops · 15:00" */
static char *
describe_tour (YttTour *tour)
{
  guint n = ytt_tour_get_n_stops (tour);
  g_autofree char *stops = g_strdup_printf (ngettext ("%u stop", "%u stops", n), n);
  g_autofree char *seconds = ytt_stop_format_seconds (ytt_tour_get_seconds (tour));

  return seconds[0] != '\0' ? g_strconcat (stops, " · ", seconds, NULL) : g_steal_pointer (&stops);
}

static GtkWidget *
create_tour_cb (gpointer item,
                gpointer user_data)
{
  YttTour *tour = item;
  g_autofree char *words = describe_tour (tour);
  g_autofree char *name = g_strdup_printf ("%s, %s", ytt_tour_get_title (tour), words);
  GtkWidget *title = gtk_label_new (ytt_tour_get_title (tour));
  GtkWidget *stops = gtk_label_new (words);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_margin_start (title, 6);
  gtk_widget_set_margin_end (stops, 6);
  gtk_widget_add_css_class (stops, "dim-label");
  gtk_widget_add_css_class (stops, "caption");
  gtk_widget_add_css_class (stops, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), stops);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "tour", g_object_ref (tour), g_object_unref);

  return row;
}

static void
tour_activated_cb (YttTourPane   *self,
                   GtkListBoxRow *row)
{
  YttTour *tour = g_object_get_data (G_OBJECT (row), "tour");

  gtk_popover_popdown (self->popover);
  ytt_tours_set_tour (self->tours, ytt_tour_get_id (tour));
}

static void
show_title (YttTourPane *self)
{
  gtk_stack_set_visible_child_name (self->title_stack, "button");
}

static void
take_title (YttTourPane *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  YttTour *tour = self->tours != NULL ? ytt_tours_get_current (self->tours) : NULL;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->title_stack), "entry") != 0)
    return;

  show_title (self);
  if (tour != NULL && title[0] != '\0')
    ytt_tours_rename (self->tours, tour, title);
}

static void
entry_activate_cb (YttTourPane *self)
{
  take_title (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->chooser));
}

static void
entry_left_cb (YttTourPane *self)
{
  take_title (self);
}

static gboolean
entry_key_cb (YttTourPane *self,
              guint        keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  show_title (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->chooser));

  return GDK_EVENT_STOP;
}

static void
update_tour (YttTourPane *self,
             YttTour     *tour)
{
  g_autofree char *summary = tour != NULL ? describe_tour (tour) : NULL;
  const char *title = tour != NULL ? ytt_tour_get_title (tour) : _("Tours");
  g_autofree char *name = NULL;

  gtk_label_set_text (self->title, title);
  /* Translators: %s is the title of a tour */
  name = g_strdup_printf (_("Tour: %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  gtk_label_set_text (self->note, tour != NULL ? ytt_tour_get_note (tour) : "");
  gtk_widget_set_visible (self->note_button, *gtk_label_get_text (self->note) != '\0');
  if (self->note_popover != NULL)
    ytt_tour_note_set_tour (YTT_TOUR_NOTE (self->note_popover), tour);
  gtk_widget_set_sensitive (GTK_WIDGET (self->chooser), tour != NULL);
  gtk_widget_set_visible (self->summary_bar, tour != NULL);
  gtk_widget_set_visible (self->present_button, tour != NULL && ytt_tour_get_n_stops (tour) > 0);
  if (tour == NULL)
    show_title (self);
}

static void
update_page (YttTourPane *self,
             YttTour     *tour)
{
  const char *page = "loading";

  if (tour != NULL)
    page = ytt_tour_get_n_stops (tour) > 0 ? "stops" : "no-stop";
  else if (self->tours != NULL && ytt_tours_get_loaded (self->tours))
    page = "no-tour";

  gtk_stack_set_visible_child_name (self->stack, page);
}

/* Their stops */

/* Of the height, for the stops; the one that is chosen has the rest. */
#define LIST_PART 0.42

/* A paned goes by what its children would like to have, which is little for texts that scroll. From the first time on,
 * it is the user's. */
static gboolean
divide_cb (GtkWidget     *paned,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  YttTourPane *self = user_data;
  int height = gtk_widget_get_height (paned);

  if (height <= 0 && gtk_widget_get_mapped (paned))
    return G_SOURCE_CONTINUE;

  if (height > 0)
    gtk_paned_set_position (GTK_PANED (paned), (int) (height * LIST_PART));
  self->divided = height > 0;
  self->divide_tick = 0;

  return G_SOURCE_REMOVE;
}

static void
update_stop (YttTourPane *self)
{
  YttTourStop *stop = self->tours != NULL ? ytt_tours_get_current_stop (self->tours) : NULL;

  ytt_stop_details_set_stop (self->details, stop);
  gtk_widget_set_visible (GTK_WIDGET (self->details), stop != NULL);
  if (stop != NULL && !self->divided && self->divide_tick == 0)
    self->divide_tick = gtk_widget_add_tick_callback (self->paned, divide_cb, self, NULL);
  ytt_tour_pane_select_row (self);
  ytt_tour_pane_update_actions (self);
}

static void
take_focus (YttTourPane *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (!self->focus_due || g_str_equal (page, "loading"))
    return;

  self->focus_due = FALSE;
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else
    gtk_widget_grab_focus (g_str_equal (page, "no-tour") ? self->new_button : self->first_button);
}

static void
refresh (YttTourPane *self)
{
  YttTour *tour = self->tours != NULL ? ytt_tours_get_current (self->tours) : NULL;

  update_tour (self, tour);
  update_page (self, tour);
  ytt_tour_pane_update_rows (self);
  update_stop (self);
  take_focus (self);
}

static void
row_selected_cb (YttTourPane   *self,
                 GtkListBoxRow *row)
{
  if (self->refreshing || row == NULL || self->tours == NULL)
    return;

  ytt_tours_set_stop (self->tours, ytt_tour_stop_get_id (ytt_stop_row_get_stop (YTT_STOP_ROW (row))));
}

static void
row_activated_cb (YttTourPane *self,
                  YttStopRow  *row)
{
  YttTourStop *stop = ytt_stop_row_get_stop (row);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttView) view = NULL;

  if (ytt_tour_stop_get_kind (stop) == YTT_STOP_SLIDE)
    return;

  view = ytt_view_new_from_json (ytt_tour_stop_get_content (stop), &error);
  if (view != NULL)
    {
      /* What shows it still knows the facility that was deleted; to select it would show nothing but a complaint. */
      if (ytt_tour_stop_get_facility (stop) == 0)
        view->selected = 0;
      g_signal_emit (self, signals[OPEN], 0, view);
      return;
    }

  g_prefix_error (&error, _("“%s” cannot be shown. "), ytt_tour_stop_get_title (stop));
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
update_can_edit (YttTourPane *self)
{
  gboolean can_edit = get_can_edit (self);

  gtk_widget_set_visible (self->menu_button, can_edit);
  gtk_widget_set_visible (self->new_button, can_edit);
  gtk_widget_set_visible (self->first_button, can_edit);
  gtk_widget_set_visible (self->add_button, can_edit);
  /* Where nothing can be changed, it is no button, and not dim like one that does nothing either. */
  gtk_widget_set_can_target (self->note_button, can_edit);
  gtk_widget_set_focusable (self->note_button, can_edit);
  ytt_tour_pane_update_actions (self);
}

/**
 * ytt_tour_pane_set_session:
 * @self: a pane
 * @session: (nullable): whose tours are composed
 */
void
ytt_tour_pane_set_session (YttTourPane *self,
                           YttSession  *session)
{
  g_return_if_fail (YTT_IS_TOUR_PANE (self));
  g_return_if_fail (session == NULL || YTT_IS_SESSION (session));

  if (self->session == session)
    return;

  if (self->tours != NULL)
    {
      gtk_list_box_bind_model (self->tour_list, NULL, NULL, NULL, NULL);
      g_signal_handlers_disconnect_by_data (self->tours, self);
      g_signal_handlers_disconnect_by_data (ytt_session_get_editor (self->session), self);
    }
  g_clear_object (&self->tours);
  g_clear_pointer (&self->note_popover, gtk_widget_unparent);
  g_set_object (&self->session, session);
  ytt_stop_details_set_session (self->details, session);
  if (session != NULL)
    {
      self->tours = g_object_ref (ytt_session_get_tours (session));
      gtk_list_box_bind_model (self->tour_list, G_LIST_MODEL (self->tours), create_tour_cb, self, NULL);
      g_signal_connect_object (self->tours, "items-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->tours, "notify::loaded", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->tours, "notify::tour", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->tours, "notify::stop", G_CALLBACK (update_stop), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (ytt_session_get_editor (session), "notify::can-edit", G_CALLBACK (update_can_edit), self,
                               G_CONNECT_SWAPPED);
    }
  refresh (self);
  update_can_edit (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * ytt_tour_pane_focus:
 * @self: a pane
 *
 * Moves the keyboard to the stops, or to what makes the first one, as soon as that is known.
 */
void
ytt_tour_pane_focus (YttTourPane *self)
{
  g_return_if_fail (YTT_IS_TOUR_PANE (self));

  self->focus_due = TRUE;
  take_focus (self);
}

/**
 * ytt_tour_pane_get_loading:
 * @self: a pane
 *
 * Returns: whether something that it shows is still being read
 */
gboolean
ytt_tour_pane_get_loading (YttTourPane *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_PANE (self), FALSE);

  if (self->note_popover != NULL && ytt_tour_note_get_loading (YTT_TOUR_NOTE (self->note_popover)))
    return TRUE;

  return self->cancellable != NULL || (self->tours != NULL && !ytt_tours_get_loaded (self->tours))
         || ytt_stop_details_get_loading (self->details);
}

static void
ytt_tour_pane_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  YttTourPane *self = YTT_TOUR_PANE (object);

  switch (property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;

    case PROP_GROUND:
      g_value_set_enum (value, self->ground);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_tour_pane_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  YttTourPane *self = YTT_TOUR_PANE (object);

  switch (property_id)
    {
    case PROP_SESSION:
      ytt_tour_pane_set_session (self, g_value_get_object (value));
      break;

    case PROP_GROUND:
      self->ground = g_value_get_enum (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_tour_pane_dispose (GObject *object)
{
  YttTourPane *self = YTT_TOUR_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->tours != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->tours, self);
      if (self->tour_list != NULL)
        gtk_list_box_bind_model (self->tour_list, NULL, NULL, NULL, NULL);
    }
  g_clear_pointer (&self->stop_popover, gtk_widget_unparent);
  g_clear_pointer (&self->note_popover, gtk_widget_unparent);
  g_clear_weak_pointer (&self->drop_row);
  g_clear_object (&self->tours);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_tour_pane_parent_class)->dispose (object);
}

static void
ytt_tour_pane_finalize (GObject *object)
{
  g_hash_table_unref (YTT_TOUR_PANE (object)->facilities);

  G_OBJECT_CLASS (ytt_tour_pane_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "tours/ytt-tour-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, title_stack);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, chooser);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, title);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, popover);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, tour_list);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, entry);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, summary_bar);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, summary);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, present_button);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, note_button);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, note);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, stack);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, new_button);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, first_button);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, list);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, add_button);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, paned);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, details);
  gtk_widget_class_bind_template_child (widget_class, YttTourPane, stop_menu);
  gtk_widget_class_bind_template_callback (widget_class, tour_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ytt_tour_pane_class_init (YttTourPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_tour_pane_dispose;
  object_class->finalize = ytt_tour_pane_finalize;
  object_class->get_property = ytt_tour_pane_get_property;
  object_class->set_property = ytt_tour_pane_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_GROUND] =
    g_param_spec_enum ("ground", NULL, NULL, YTT_TYPE_GROUND_KIND, YTT_GROUND_OFFLINE,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPEN] = g_signal_new ("open", YTT_TYPE_TOUR_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, YTT_TYPE_VIEW);
  signals[FAILED] = g_signal_new ("failed", YTT_TYPE_TOUR_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);

  g_type_ensure (YTT_TYPE_STOP_DETAILS);
  bind_template (widget_class);
  ytt_tour_pane_class_add_actions (widget_class);
}

static void
ytt_tour_pane_init (YttTourPane *self)
{
  self->facilities = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) ytt_facility_row_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  ytt_tour_pane_add_keys (self);
  ytt_tour_pane_add_drop (self);
  refresh (self);
}

/**
 * ytt_tour_pane_new:
 *
 * Returns: (transfer floating): a pane without a session
 */
GtkWidget *
ytt_tour_pane_new (void)
{
  return g_object_new (YTT_TYPE_TOUR_PANE, NULL);
}
