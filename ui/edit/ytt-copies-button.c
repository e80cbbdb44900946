#include "config.h"

#include "ytt-copies-button.h"

#include <glib/gi18n.h>

#include "ytt-copies-work.h"
#include "ytt-format.h"

struct _YttCopiesButton
{
  AdwBin         parent_instance;

  YttEditor     *editor;        /* (owned) (nullable) */
  gint64         source;
  GSignalGroup  *store_signals; /* (owned) */
  GCancellable  *cancellable;   /* (owned) (nullable) of what reads them */
  GPtrArray     *copies;        /* (owned) (element-type YttAttachment) */
  GPtrArray     *unused;        /* (owned) (nullable) (element-type YttAttachment): those of no source */

  GtkMenuButton *button;
  GtkLabel      *count;
  GtkPopover    *popover;
  GtkListBox    *list;
  GtkLabel      *empty;
  GtkWidget     *keep;
  GtkWidget     *delete;
};

G_DEFINE_FINAL_TYPE (YttCopiesButton, ytt_copies_button, ADW_TYPE_BIN)

static gboolean
can_edit (YttCopiesButton *self)
{
  return self->editor != NULL && ytt_editor_get_can_edit (self->editor);
}

/* The rows of the list */

static YttAttachment *
get_copy (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "copy");
}

static void
save_clicked_cb (GtkWidget *button,
                 gpointer   user_data)
{
  YttCopiesButton *self = user_data;

  gtk_popover_popdown (self->popover);
  ytt_copies_save (GTK_WIDGET (self), self->editor, get_copy (gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW)));
}

static void
remove_clicked_cb (GtkWidget *button,
                   gpointer   user_data)
{
  YttCopiesButton *self = user_data;

  gtk_popover_popdown (self->popover);
  ytt_copies_remove (GTK_WIDGET (self), self->editor, get_copy (gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW)));
}

static void
row_activated_cb (YttCopiesButton *self,
                  GtkListBoxRow   *row,
                  GtkListBox      *list)
{
  gtk_popover_popdown (self->popover);
  ytt_copies_open (GTK_WIDGET (self), self->editor, get_copy (GTK_WIDGET (row)));
}

static GtkWidget *
create_button (YttCopiesButton *self,
               const char      *icon_name,
               const char      *tooltip,
               const char      *name,
               GCallback        clicked_cb)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", icon_name, "tooltip-text", tooltip,
                                    "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", clicked_cb, self, 0);

  return button;
}

/* The size and the day, or that there is nothing to open any more. */
static char *
describe (const YttAttachment *copy)
{
  g_autofree char *size = g_format_size ((guint64) MAX (copy->size, 0));
  g_autofree char *day = copy->added != NULL ? g_strndup (copy->added, 10) : NULL;
  g_autofree char *date = day != NULL ? ytt_format_date (day) : NULL;

  if (copy->deleted)
    return g_strdup (_("Deleted from the document"));

  return date != NULL ? g_strdup_printf ("%s · %s", size, date) : g_steal_pointer (&size);
}

static GtkWidget *
create_labels (const char *name,
               const char *detail)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "valign", GTK_ALIGN_CENTER,
                                 "hexpand", TRUE, "margin-top", 6, "margin-bottom", 6, NULL);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_MIDDLE,
                                   "max-width-chars", 24, "width-chars", 12, NULL);
  GtkWidget *subtitle = g_object_new (GTK_TYPE_LABEL, "label", detail, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);

  return box;
}

static GtkWidget *
create_row (YttCopiesButton     *self,
            const YttAttachment *copy)
{
  g_autofree char *detail = describe (copy), *label = NULL, *save = NULL, *remove = NULL;
  g_autofree char *type = g_content_type_from_mime_type (copy->media_type != NULL ? copy->media_type : "text/plain");
  g_autoptr(GIcon) icon = g_content_type_get_symbolic_icon (type != NULL ? type : "text/plain");
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 6, NULL);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, "tooltip-text", copy->name,
                                 "activatable", !copy->deleted, NULL);

  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "gicon", icon, "margin-end", 6,
                                               "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), create_labels (copy->name, detail));

  /* Translators, here and below: %s is the name of a file */
  save = g_strdup_printf (_("Save a copy of %s"), copy->name);
  remove = g_strdup_printf (_("Remove the copy of %s"), copy->name);
  if (!copy->deleted)
    gtk_box_append (GTK_BOX (box), create_button (self, "document-save-symbolic", _("Save a Copy…"), save,
                                                  G_CALLBACK (save_clicked_cb)));
  if (can_edit (self))
    gtk_box_append (GTK_BOX (box), create_button (self, "user-trash-symbolic", _("Remove"), remove,
                                                  G_CALLBACK (remove_clicked_cb)));

  /* Translators: to a screen reader: a file, then its size and date */
  label = g_strdup_printf (_("%s, %s"), copy->name, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), "copy", ytt_attachment_copy (copy), (GDestroyNotify) ytt_attachment_free);

  return row;
}

/* Showing */

static void
show_unused (YttCopiesButton *self)
{
  guint n = self->unused != NULL && can_edit (self) ? self->unused->len : 0;
  goffset size = 0;

  for (guint i = 0; i < n; i++)
    size += ((YttAttachment *) g_ptr_array_index (self->unused, i))->size;

  if (n > 0)
    {
      g_autofree char *amount = g_format_size ((guint64) MAX (size, 0));
      g_autofree char *text = NULL;

      /* Translators: how many files, and how much room they take: "Delete 3 Unused Copies (12 MB)…" */
      text = g_strdup_printf (ngettext ("Delete %u Unused Copy (%s)…", "Delete %u Unused Copies (%s)…", n), n, amount);
      gtk_button_set_label (GTK_BUTTON (self->delete), text);
    }
  gtk_widget_set_visible (self->delete, n > 0);
}

static void
update_button (YttCopiesButton *self)
{
  guint n = self->copies->len;
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *name = n > 0 ? g_strdup_printf (ngettext ("%u Kept Copy", "%u Kept Copies", n), n)
                                : g_strdup (_("Keep a Copy"));

  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (n > 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0 || can_edit (self));
}

static void
show_copies (YttCopiesButton *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->copies->len; i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (self->copies, i)));

  gtk_widget_set_visible (GTK_WIDGET (self->list), self->copies->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), self->copies->len == 0);
  gtk_widget_set_visible (self->keep, can_edit (self));
  update_button (self);
  show_unused (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(YttCopiesButton) self = user_data;
  g_autoptr(GPtrArray) copies = ytt_store_get_attachments_finish (YTT_STORE (object), result, NULL);

  /* Where they cannot be read, the next change of the document reads them again. */
  if (copies == NULL || self->editor == NULL)
    return;

  g_ptr_array_unref (self->copies);
  self->copies = g_steal_pointer (&copies);
  show_copies (self);
}

static void
read_copies (YttCopiesButton *self)
{
  YttStore *store = ytt_editor_get_store (self->editor);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (store == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_get_attachments_async (store, &self->source, 1, self->cancellable, read_cb, g_object_ref (self));
}

static void
unused_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(YttCopiesButton) self = user_data;
  g_autoptr(GPtrArray) unused = ytt_store_get_attachments_finish (YTT_STORE (object), result, NULL);

  if (unused == NULL || self->editor == NULL)
    return;

  g_clear_pointer (&self->unused, g_ptr_array_unref);
  self->unused = g_steal_pointer (&unused);
  show_unused (self);

  /* It may have been shown already, with less in it. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    gtk_popover_present (self->popover);
}

/* They are of the whole document, and only looked for where somebody looks. */
static void
popover_shown_cb (YttCopiesButton *self)
{
  YttStore *store = self->editor != NULL ? ytt_editor_get_store (self->editor) : NULL;

  if (store != NULL)
    ytt_store_get_attachments_async (store, NULL, 0, NULL, unused_read_cb, g_object_ref (self));
}

static void
keep_clicked_cb (YttCopiesButton *self)
{
  gtk_popover_popdown (self->popover);
  ytt_copies_choose (GTK_WIDGET (self), self->editor, self->source);
}

static void
delete_clicked_cb (YttCopiesButton *self)
{
  gtk_popover_popdown (self->popover);
  if (self->unused != NULL && self->unused->len > 0)
    ytt_copies_ask_to_delete (GTK_WIDGET (self), self->editor, self->unused);
}

static gboolean
dropped_cb (YttCopiesButton *self,
            const GValue    *value,
            double           x,
            double           y,
            GtkDropTarget   *target)
{
  if (!can_edit (self))
    return FALSE;

  for (GSList *at = g_value_get_boxed (value); at != NULL; at = at->next)
    ytt_copies_keep_file (GTK_WIDGET (self), self->editor, self->source, at->data);

  return TRUE;
}

static void
ytt_copies_button_dispose (GObject *object)
{
  YttCopiesButton *self = YTT_COPIES_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (ytt_copies_button_parent_class)->dispose (object);
}

static void
ytt_copies_button_finalize (GObject *object)
{
  YttCopiesButton *self = YTT_COPIES_BUTTON (object);

  g_ptr_array_unref (self->copies);
  g_clear_pointer (&self->unused, g_ptr_array_unref);

  G_OBJECT_CLASS (ytt_copies_button_parent_class)->finalize (object);
}

static void
ytt_copies_button_class_init (YttCopiesButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_copies_button_dispose;
  object_class->finalize = ytt_copies_button_finalize;
}

static GtkWidget *
create_text_button (YttCopiesButton *self,
                    const char      *text,
                    GCallback        clicked_cb)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);

  return button;
}

static void
build_popover (YttCopiesButton *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);
  g_autofree char *most = g_format_size (YTT_ATTACHMENT_MAX_SIZE);
  g_autofree char *text = NULL;

  self->list = GTK_LIST_BOX (g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Kept copies"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);

  /* Its lines are broken here: in a popover of GTK 4.8 a text that wraps gets a line too few, and its end is cut off.
   * Translators: %s is a size such as "50.0 MB" */
  text = g_strdup_printf (_("Pages change and go away.\nA copy stays in the document,\nup to %s each."), most);
  self->empty = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "margin-start", 6,
                                         "margin-end", 6, "margin-top", 6, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "dim-label");

  self->keep = create_text_button (self, _("Keep a Copy…"), G_CALLBACK (keep_clicked_cb));
  self->delete = create_text_button (self, "", G_CALLBACK (delete_clicked_cb));
  gtk_widget_set_visible (self->delete, FALSE);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->empty));
  gtk_box_append (GTK_BOX (box), self->keep);
  gtk_box_append (GTK_BOX (box), self->delete);
  self->popover = GTK_POPOVER (g_object_new (GTK_TYPE_POPOVER, "child", box, NULL));
  g_signal_connect_object (self->popover, "show", G_CALLBACK (popover_shown_cb), self, G_CONNECT_SWAPPED);
}

static void
ytt_copies_button_init (YttCopiesButton *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 3, NULL);

  self->copies = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_attachment_free);
  build_popover (self);

  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "caption");
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "icon-name", "mail-attachment-symbolic",
                                               "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  self->button = GTK_MENU_BUTTON (g_object_new (GTK_TYPE_MENU_BUTTON, "child", box, "popover", self->popover,
                                                "valign", GTK_ALIGN_CENTER, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));

  self->store_signals = g_signal_group_new (YTT_TYPE_STORE);
  g_signal_group_connect_object (self->store_signals, "changed", G_CALLBACK (read_copies), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_copies_button_new:
 * @editor: the way into the document
 * @source: the key of a source
 *
 * Returns: (transfer floating): a paper clip for the source
 */
GtkWidget *
ytt_copies_button_new (YttEditor *editor,
                       gint64     source)
{
  YttCopiesButton *self;

  g_return_val_if_fail (YTT_IS_EDITOR (editor), NULL);

  self = g_object_new (YTT_TYPE_COPIES_BUTTON, NULL);
  self->editor = g_object_ref (editor);
  self->source = source;
  g_signal_group_set_target (self->store_signals, ytt_editor_get_store (editor));
  show_copies (self);
  read_copies (self);

  return GTK_WIDGET (self);
}

/**
 * ytt_copies_button_take_drops_on:
 * @self: a paper clip
 * @row: the widget around it
 *
 * Lets files be dropped there, of which copies are kept with the source.
 */
void
ytt_copies_button_take_drops_on (YttCopiesButton *self,
                                 GtkWidget       *row)
{
  GtkDropTarget *target;

  g_return_if_fail (YTT_IS_COPIES_BUTTON (self));

  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

/**
 * ytt_copies_button_get_n:
 * @self: a paper clip
 *
 * Returns: how many copies are kept with the source, as last read
 */
guint
ytt_copies_button_get_n (YttCopiesButton *self)
{
  g_return_val_if_fail (YTT_IS_COPIES_BUTTON (self), 0);

  return self->copies->len;
}
