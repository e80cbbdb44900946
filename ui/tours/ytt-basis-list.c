#include "config.h"

#include "ytt-basis-list.h"

#include <glib/gi18n.h>

#include "ytt-basis-picker.h"
#include "ytt-basis-words.h"
#include "ytt-tours.h"

struct _YttBasisList
{
  AdwPreferencesGroup parent_instance;

  YttSession   *session;       /* (owned) (nullable) */
  YttTourStop  *stop;          /* (owned) (nullable) */
  GPtrArray    *basis;         /* (owned) (element-type YttStopBasis): of the rows, in their order */
  GPtrArray    *rows;          /* (element-type GtkWidget) (not owned): in the group */
  GCancellable *cancellable;   /* (owned) (nullable): while it is read */

  GtkWidget    *add_button;
  GtkWidget    *picker;        /* (nullable): made when first asked for */
};

G_DEFINE_FINAL_TYPE (YttBasisList, ytt_basis_list, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
can_edit (YttBasisList *self)
{
  return self->session != NULL && ytt_editor_get_can_edit (ytt_session_get_editor (self->session));
}

/* The row that has the keyboard; -1 for none. */
static int
find_focus (YttBasisList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (focus == row || gtk_widget_is_ancestor (focus, row))
        return (int) i;
    }

  return -1;
}

static void
clear (YttBasisList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->basis, g_ptr_array_unref);
}

/* Whether claims on several facilities have to be told apart. */
static gboolean
is_about_several (GPtrArray *basis)
{
  const char *about = "";

  for (guint i = 0; i < basis->len; i++)
    {
      const YttStopBasis *one = g_ptr_array_index (basis, i);

      if (*about != '\0' && *one->about != '\0' && !g_str_equal (about, one->about))
        return TRUE;
      if (*one->about != '\0')
        about = one->about;
    }

  return FALSE;
}

static void
remove_cb (YttBasisList *self,
           GtkWidget    *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  guint index;

  if (self->stop != NULL && g_ptr_array_find (self->rows, row, &index))
    ytt_tours_set_rests_on (ytt_session_get_tours (self->session), self->stop, g_ptr_array_index (self->basis, index),
                            FALSE);
}

static void
add_remove_button (YttBasisList       *self,
                   GtkWidget          *row,
                   const YttStopBasis *basis)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  /* Translators: %s is a figure, or the title of an announcement, that a stop of a tour rests on */
  g_autofree char *name = g_strdup_printf (_("Remove “%s”"), basis->value);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Remove From This Stop"));
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
}

static void
add_row (YttBasisList       *self,
         const YttStopBasis *basis,
         gboolean            with_name)
{
  g_autofree char *source = ytt_basis_describe (basis, with_name, FALSE);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", basis->value,
                                 "subtitle", source, "title-lines", 3, "subtitle-lines", 3, NULL);

  if (basis->contradicted)
    {
      GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (image, "warning");
      gtk_widget_set_tooltip_text (image, _("Sources differ"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Sources differ"), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
    }
  if (can_edit (self))
    add_remove_button (self, row, basis);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
update_shell (YttBasisList *self)
{
  gtk_widget_set_visible (self->add_button, can_edit (self));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         self->rows->len == 0 ? _("No claim or announcement is named yet.") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0 || can_edit (self));
}

/* Whoever removes one after the other with the keyboard stays where they are. */
static void
show (YttBasisList *self,
      GPtrArray    *basis)
{
  int focus = find_focus (self);

  clear (self);
  self->basis = g_ptr_array_ref (basis);
  for (guint i = 0; i < basis->len; i++)
    add_row (self, g_ptr_array_index (basis, i), is_about_several (basis));
  update_shell (self);

  if (focus >= 0 && self->rows->len > 0)
    gtk_widget_child_focus (g_ptr_array_index (self->rows, MIN ((guint) focus, self->rows->len - 1)),
                            GTK_DIR_TAB_BACKWARD);
  else if (focus >= 0)
    gtk_widget_grab_focus (self->add_button);
}

static void
basis_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttBasisList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) basis = ytt_stop_basis_read_finish (YTT_STORE (object), result, &error);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another one is read */

  g_clear_object (&self->cancellable);
  show (self, basis != NULL ? basis : none);
}

static void
read_basis (YttBasisList *self)
{
  YttStore *store = self->session != NULL ? ytt_session_get_store (self->session) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (store == NULL || self->stop == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_stop_basis_read_async (store, self->stop, (YttMoment) { 0 }, self->cancellable, basis_read_cb,
                             g_object_ref (self));
}

static void
create_picker_cb (GtkMenuButton *button,
                  gpointer       user_data)
{
  YttBasisList *self = user_data;

  if (self->picker != NULL || self->session == NULL)
    return;

  self->picker = ytt_basis_picker_new (self->session);
  ytt_basis_picker_set_stop (YTT_BASIS_PICKER (self->picker), self->stop);
  gtk_menu_button_set_popover (button, self->picker);
}

static void
drop_picker (YttBasisList *self)
{
  if (self->picker == NULL)
    return;

  self->picker = NULL;
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add_button), NULL);
}

/**
 * ytt_basis_list_set_stop:
 * @self: a list
 * @stop: (nullable): the stop that is chosen, as it is now
 */
void
ytt_basis_list_set_stop (YttBasisList *self,
                         YttTourStop  *stop)
{
  g_return_if_fail (YTT_IS_BASIS_LIST (self));
  g_return_if_fail (stop == NULL || YTT_IS_TOUR_STOP (stop));

  g_set_object (&self->stop, stop);
  if (self->picker != NULL)
    ytt_basis_picker_set_stop (YTT_BASIS_PICKER (self->picker), stop);
  read_basis (self);
}

/**
 * ytt_basis_list_set_session:
 * @self: a list
 * @session: (nullable): whose tours are composed
 */
void
ytt_basis_list_set_session (YttBasisList *self,
                            YttSession   *session)
{
  g_return_if_fail (YTT_IS_BASIS_LIST (self));
  g_return_if_fail (session == NULL || YTT_IS_SESSION (session));

  if (self->session == session)
    return;

  ytt_basis_list_set_stop (self, NULL);
  drop_picker (self);
  clear (self);
  g_set_object (&self->session, session);
  update_shell (self);
  if (session == NULL)
    return;

  g_signal_connect_object (ytt_session_get_editor (session), "notify::can-edit", G_CALLBACK (update_shell), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_session_get_editor (session), "notify::can-edit", G_CALLBACK (read_basis), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ytt_basis_list_get_loading:
 * @self: a list
 *
 * Returns: whether something that it shows is still being read
 */
gboolean
ytt_basis_list_get_loading (YttBasisList *self)
{
  g_return_val_if_fail (YTT_IS_BASIS_LIST (self), FALSE);

  return self->cancellable != NULL;
}

static void
ytt_basis_list_dispose (GObject *object)
{
  YttBasisList *self = YTT_BASIS_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->basis, g_ptr_array_unref);
  self->picker = NULL;
  g_clear_object (&self->stop);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_basis_list_parent_class)->dispose (object);
}

static void
ytt_basis_list_finalize (GObject *object)
{
  g_ptr_array_unref (YTT_BASIS_LIST (object)->rows);

  G_OBJECT_CLASS (ytt_basis_list_parent_class)->finalize (object);
}

static void
ytt_basis_list_class_init (YttBasisListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_basis_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = ytt_basis_list_finalize;
}

static void
ytt_basis_list_init (YttBasisList *self)
{
  self->rows = g_ptr_array_new ();
  self->add_button = gtk_menu_button_new ();
  g_object_set (self->add_button, "icon-name", "list-add-symbolic", "valign", GTK_ALIGN_CENTER,
                "tooltip-text", _("Name What This Stop Rests On"), NULL);
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name what this stop rests on"), -1);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->add_button), create_picker_cb, self, NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Rests On"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add_button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
