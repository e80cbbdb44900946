#include "config.h"

#include "ytt-views-menu.h"

#include "ytt-view-row.h"

#include <glib/gi18n.h>

struct _YttViewsMenu
{
  AdwBin         parent_instance;

  YttSession    *session;        /* (owned) (nullable) */
  YttSavedViews *views;          /* (owned) (nullable): of the session */
  GSignalGroup  *views_signals;  /* (owned) */
  YttGroundKind  ground;

  /* Template children */
  GtkMenuButton *button;
  GtkWidget     *adding;
  GtkEntry      *entry;
  GtkWidget     *add_button;
  GtkListBox    *list;
  GtkWidget     *empty;
  GtkWidget     *scrolled;
};

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

G_DEFINE_FINAL_TYPE (YttViewsMenu, ytt_views_menu, ADW_TYPE_BIN)

/**
 * ytt_ground_kind_to_code:
 * @kind: what lies under the facilities
 *
 * Returns: (transfer none): its code in a view
 */
const char *
ytt_ground_kind_to_code (YttGroundKind kind)
{
  g_autoptr(GEnumClass) kinds = g_type_class_ref (YTT_TYPE_GROUND_KIND);
  GEnumValue *value = g_enum_get_value (kinds, (int) kind);

  return value != NULL ? value->value_nick : NULL;
}

static YttView *
take_view (YttViewsMenu *self)
{
  return ytt_view_new_for_session (self->session, ytt_ground_kind_to_code (self->ground));
}

static void
open_saved (YttViewsMenu *self,
            YttSavedView *saved)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttView) view = ytt_view_new_from_json (ytt_saved_view_get_content (saved), &error);

  gtk_menu_button_popdown (self->button);
  if (view != NULL)
    {
      g_signal_emit (self, signals[OPEN], 0, view);
      return;
    }

  g_prefix_error (&error, _("“%s” cannot be shown. "), ytt_saved_view_get_name (saved));
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
row_activated_cb (YttViewsMenu *self,
                  YttViewRow   *row)
{
  open_saved (self, ytt_view_row_get_saved (row));
}

static void
row_update_cb (YttViewsMenu *self,
               YttViewRow   *row)
{
  g_autoptr(YttView) view = take_view (self);

  gtk_menu_button_popdown (self->button);
  ytt_saved_views_update (self->views, ytt_view_row_get_saved (row), view);
}

static void
row_rename_cb (YttViewsMenu *self,
               const char   *name,
               YttViewRow   *row)
{
  ytt_saved_views_rename (self->views, ytt_view_row_get_saved (row), name);
}

static void
row_remove_cb (YttViewsMenu *self,
               YttViewRow   *row)
{
  ytt_saved_views_remove (self->views, ytt_view_row_get_saved (row));
}

static void
update_empty (YttViewsMenu *self)
{
  gboolean empty = self->views == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->views)) == 0;

  gtk_widget_set_visible (self->scrolled, !empty);
  gtk_widget_set_visible (self->empty, empty);
}

static void
number_rows (YttViewsMenu *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    ytt_view_row_set_number (YTT_VIEW_ROW (row), (guint) i + 1);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  YttViewsMenu *self = user_data;
  gboolean can_edit = ytt_editor_get_can_edit (ytt_session_get_editor (self->session));
  GtkWidget *row = ytt_view_row_new (item, 1, can_edit);

  g_signal_connect_object (row, "update", G_CALLBACK (row_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "rename", G_CALLBACK (row_rename_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (row_remove_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
items_changed_cb (YttViewsMenu *self)
{
  number_rows (self);
  update_empty (self);
}

static void
failed_cb (YttViewsMenu *self,
           const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
removed_cb (YttViewsMenu *self,
            gint64        entry,
            const char   *name)
{
  /* Translators: %s is the name of a view */
  g_autofree char *text = g_strdup_printf (_("Deleted the view “%s”"), name);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.offer-undo", "(xs)", entry, text);
}

static char *
dup_typed_name (YttViewsMenu *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
update_add_button (YttViewsMenu *self)
{
  g_autofree char *name = dup_typed_name (self);

  gtk_widget_set_sensitive (self->add_button, name[0] != '\0');
}

static void
add_cb (YttViewsMenu *self)
{
  g_autofree char *name = dup_typed_name (self);
  g_autoptr(YttView) view = NULL;

  if (name[0] == '\0')
    return;

  view = take_view (self);
  ytt_saved_views_add (self->views, name, view);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
update_can_edit (YttViewsMenu *self)
{
  gtk_widget_set_visible (self->adding,
                          self->session != NULL && ytt_editor_get_can_edit (ytt_session_get_editor (self->session)));
}

/**
 * ytt_views_menu_set_session:
 * @self: a menu
 * @session: (nullable): what is on the screen
 */
void
ytt_views_menu_set_session (YttViewsMenu *self,
                            YttSession   *session)
{
  g_return_if_fail (YTT_IS_VIEWS_MENU (self));
  g_return_if_fail (session == NULL || YTT_IS_SESSION (session));

  if (self->session == session)
    return;

  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->views);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      self->views = ytt_saved_views_new (session);
      gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->views), create_row_cb, self, NULL);
      g_signal_connect_object (ytt_session_get_editor (session), "notify::can-edit",
                               G_CALLBACK (update_can_edit), self, G_CONNECT_SWAPPED);
    }
  g_signal_group_set_target (self->views_signals, self->views);
  update_can_edit (self);
  update_empty (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * ytt_views_menu_open_nth:
 * @self: a menu
 * @position: which of its views, from 0
 *
 * Opens a view by its key.
 */
void
ytt_views_menu_open_nth (YttViewsMenu *self,
                         guint         position)
{
  g_autoptr(YttSavedView) saved = NULL;

  g_return_if_fail (YTT_IS_VIEWS_MENU (self));

  saved = self->views != NULL ? g_list_model_get_item (G_LIST_MODEL (self->views), position) : NULL;
  if (saved != NULL)
    open_saved (self, saved);
}

/**
 * ytt_views_menu_popup:
 * @self: a menu
 *
 * Opens it.
 */
void
ytt_views_menu_popup (YttViewsMenu *self)
{
  g_return_if_fail (YTT_IS_VIEWS_MENU (self));

  gtk_menu_button_popup (self->button);
  if (gtk_widget_get_visible (self->adding))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
ytt_views_menu_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  YttViewsMenu *self = YTT_VIEWS_MENU (object);

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
ytt_views_menu_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  YttViewsMenu *self = YTT_VIEWS_MENU (object);

  switch (property_id)
    {
    case PROP_SESSION:
      ytt_views_menu_set_session (self, g_value_get_object (value));
      break;

    case PROP_GROUND:
      self->ground = g_value_get_enum (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_views_menu_dispose (GObject *object)
{
  YttViewsMenu *self = YTT_VIEWS_MENU (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->views_signals);
  g_clear_object (&self->views);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_views_menu_parent_class)->dispose (object);
}

static void
ytt_views_menu_class_init (YttViewsMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_views_menu_dispose;
  object_class->get_property = ytt_views_menu_get_property;
  object_class->set_property = ytt_views_menu_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_GROUND] =
    g_param_spec_enum ("ground", NULL, NULL, YTT_TYPE_GROUND_KIND, YTT_GROUND_OFFLINE,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPEN] = g_signal_new ("open", YTT_TYPE_VIEWS_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, YTT_TYPE_VIEW);
  signals[FAILED] = g_signal_new ("failed", YTT_TYPE_VIEWS_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "views/ytt-views-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, YttViewsMenu, button);
  gtk_widget_class_bind_template_child (widget_class, YttViewsMenu, adding);
  gtk_widget_class_bind_template_child (widget_class, YttViewsMenu, entry);
  gtk_widget_class_bind_template_child (widget_class, YttViewsMenu, add_button);
  gtk_widget_class_bind_template_child (widget_class, YttViewsMenu, list);
  gtk_widget_class_bind_template_child (widget_class, YttViewsMenu, empty);
  gtk_widget_class_bind_template_child (widget_class, YttViewsMenu, scrolled);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
ytt_views_menu_init (YttViewsMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->views_signals = g_signal_group_new (YTT_TYPE_SAVED_VIEWS);
  g_signal_group_connect_object (self->views_signals, "items-changed", G_CALLBACK (items_changed_cb), self,
                                 G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_group_connect_object (self->views_signals, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->views_signals, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  update_empty (self);
}
