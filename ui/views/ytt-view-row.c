#include "config.h"

#include "ytt-view-row.h"


#define LAST_KEY 9

struct _YttViewRow
{
  GtkListBoxRow  parent_instance;

  YttSavedView  *saved;     /* (owned) */

  /* Template children */
  GtkStack      *stack;
  GtkLabel      *label;
  GtkLabel      *key;
  GtkEntry      *entry;
  GtkWidget     *buttons;
  GtkWidget     *rename_button;
};

enum
{
  UPDATE,
  RENAME,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttViewRow, ytt_view_row, GTK_TYPE_LIST_BOX_ROW)

static void
stop_renaming (YttViewRow *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "entry") != 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, "label");
  gtk_widget_grab_focus (self->rename_button);
}

static void
rename_clicked_cb (YttViewRow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), ytt_saved_view_get_name (self->saved));
  gtk_stack_set_visible_child_name (self->stack, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
entry_activate_cb (YttViewRow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  stop_renaming (self);
  if (name[0] != '\0' && g_strcmp0 (name, ytt_saved_view_get_name (self->saved)) != 0)
    g_signal_emit (self, signals[RENAME], 0, name);
}

/* Escape leaves the entry, not the menu. */
static gboolean
key_pressed_cb (YttViewRow *self,
                guint       keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  stop_renaming (self);

  return GDK_EVENT_STOP;
}

static void
update_clicked_cb (YttViewRow *self)
{
  g_signal_emit (self, signals[UPDATE], 0);
}

static void
remove_clicked_cb (YttViewRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

/**
 * ytt_view_row_set_number:
 * @self: a row
 * @number: its place, from 1
 *
 * The first nine are opened with Ctrl and their number.
 */
void
ytt_view_row_set_number (YttViewRow *self,
                         guint       number)
{
  g_autofree char *key = NULL;

  g_return_if_fail (YTT_IS_VIEW_ROW (self));

  if (number <= LAST_KEY)
    key = gtk_accelerator_get_label (GDK_KEY_0 + number, GDK_CONTROL_MASK);
  gtk_label_set_text (self->key, key != NULL ? key : "");
}

static void
ytt_view_row_dispose (GObject *object)
{
  g_clear_object (&YTT_VIEW_ROW (object)->saved);

  G_OBJECT_CLASS (ytt_view_row_parent_class)->dispose (object);
}

static void
ytt_view_row_class_init (YttViewRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_view_row_dispose;

  signals[UPDATE] = g_signal_new ("update", YTT_TYPE_VIEW_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[RENAME] = g_signal_new ("rename", YTT_TYPE_VIEW_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVE] = g_signal_new ("remove", YTT_TYPE_VIEW_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "views/ytt-view-row.ui");
  gtk_widget_class_bind_template_child (widget_class, YttViewRow, stack);
  gtk_widget_class_bind_template_child (widget_class, YttViewRow, label);
  gtk_widget_class_bind_template_child (widget_class, YttViewRow, key);
  gtk_widget_class_bind_template_child (widget_class, YttViewRow, entry);
  gtk_widget_class_bind_template_child (widget_class, YttViewRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, YttViewRow, rename_button);
  gtk_widget_class_bind_template_callback (widget_class, rename_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
ytt_view_row_init (YttViewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_view_row_new:
 * @saved: a view
 * @number: its place, from 1
 * @can_edit: whether it can be renamed, updated and removed
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
ytt_view_row_new (YttSavedView *saved,
                  guint         number,
                  gboolean      can_edit)
{
  YttViewRow *self = g_object_new (YTT_TYPE_VIEW_ROW, NULL);

  self->saved = g_object_ref (saved);
  gtk_label_set_text (self->label, ytt_saved_view_get_name (saved));
  gtk_widget_set_visible (self->buttons, can_edit);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, ytt_saved_view_get_name (saved), -1);
  ytt_view_row_set_number (self, number);

  return GTK_WIDGET (self);
}

YttSavedView *
ytt_view_row_get_saved (YttViewRow *self)
{
  g_return_val_if_fail (YTT_IS_VIEW_ROW (self), NULL);

  return self->saved;
}
