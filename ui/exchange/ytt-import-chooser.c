#include "config.h"

#include "ytt-import-chooser.h"

#include <glib/gi18n.h>

#include "ytt-codes.h"
#include "ytt-store-rows.h"

#define WIDTH 300   /* px: an open popover fits into the narrowest window */
#define MOST_FOUND 6

struct _YttImportChooser
{
  GtkPopover      parent_instance;

  YttStore       *store;         /* (owned) */
  GCancellable   *cancellable;   /* (owned) (nullable) of what looks for names */
  GPtrArray      *found;         /* (owned) (element-type YttMatch) */

  GtkWidget      *entry;
  GtkListBox     *list;
};

/* What else a row may be, below the facilities. */
static const struct
{
  gint64      decision;
  const char *label;
} others[] = {
  { YTT_IMPORT_AS_NEW, N_("New Facility") },
  { YTT_IMPORT_NOT_AT_ALL, N_("Leave Out") },
  { YTT_IMPORT_AS_GUESSED, N_("As Guessed") },
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttImportChooser, ytt_import_chooser, GTK_TYPE_POPOVER)

static void
stop_looking (YttImportChooser *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
take (YttImportChooser *self,
      guint             position)
{
  gboolean other = position >= self->found->len;
  const YttMatch *match = !other ? g_ptr_array_index (self->found, position) : NULL;
  gint64 facility = other ? others[position - self->found->len].decision : match->id;
  g_autofree char *name = g_strdup (other ? "" : match->text);

  /* What is chosen may take the row away, and this with it. */
  g_object_ref (self);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, facility, name);
  g_object_unref (self);
}

static void
row_activated_cb (YttImportChooser *self,
                  GtkListBoxRow    *row)
{
  take (self, (guint) gtk_list_box_row_get_index (row));
}

static void
entry_activated_cb (YttImportChooser *self)
{
  if (self->found->len > 0)
    take (self, 0);
}

static void
add_row (YttImportChooser *self,
         int               position,
         const char       *text,
         const char       *detail)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text), *dim = gtk_label_new (detail);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (dim, "dim-label");
  gtk_widget_add_css_class (dim, "caption");
  gtk_widget_set_visible (dim, *detail != '\0');
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), dim);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_insert (self->list, row, position);
}

/* Those that were found before go, the rest stays. */
static void
show_found (YttImportChooser *self,
            GPtrArray        *found)
{
  for (guint i = 0; i < self->found->len; i++)
    gtk_list_box_remove (self->list, GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  g_ptr_array_unref (self->found);
  self->found = g_ptr_array_ref (found);

  for (guint i = 0; i < found->len; i++)
    {
      const YttMatch *match = g_ptr_array_index (found, i);

      add_row (self, (int) i, match->text,
               match->detail != NULL && *match->detail != '\0' ? ytt_country_get_name (match->detail) : "");
    }
  gtk_list_box_invalidate_headers (self->list);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttImportChooser) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = ytt_store_match_finish (YTT_STORE (object), result, &error);

  if (found != NULL && self->cancellable != NULL)
    show_found (self, found);
}

static void
look (YttImportChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  stop_looking (self);
  if (*text == '\0')
    {
      show_found (self, none);
      return;
    }

  self->cancellable = g_cancellable_new ();
  ytt_store_match_async (self->store, YTT_MATCH_FACILITY, text, MOST_FOUND, self->cancellable, found_cb, g_object_ref (self));
}

/* A line between what was found and what else there is. */
static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  YttImportChooser *self = user_data;
  gboolean first_other = self->found->len > 0 && (guint) gtk_list_box_row_get_index (row) == self->found->len;

  gtk_list_box_row_set_header (row, first_other ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL) : NULL);
}

static void
ytt_import_chooser_dispose (GObject *object)
{
  YttImportChooser *self = YTT_IMPORT_CHOOSER (object);

  stop_looking (self);
  /* Newer GTK asks for the headers of rows that are left while it removes one after another. */
  if (self->list != NULL)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  g_clear_object (&self->store);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (ytt_import_chooser_parent_class)->dispose (object);
}

static void
ytt_import_chooser_class_init (YttImportChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_import_chooser_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
ytt_import_chooser_init (YttImportChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->found = g_ptr_array_new ();
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("Facility"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a facility"), -1);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What the row is"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "chooser");

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which facility it is"), -1);

  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_import_chooser_new:
 * @store: where facilities are looked for
 * @name: what the row is called
 * @decision: what was said of it before; what it is already is not offered
 *
 * Returns: (transfer floating): a popover, not yet shown
 */
GtkWidget *
ytt_import_chooser_new (YttStore   *store,
                        const char *name,
                        gint64      decision)
{
  YttImportChooser *self;

  g_return_val_if_fail (YTT_IS_STORE (store), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (YTT_TYPE_IMPORT_CHOOSER, NULL);
  self->store = g_object_ref (store);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    add_row (self, (int) i, _(others[i].label), "");
  gtk_list_box_invalidate_headers (self->list);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    gtk_widget_set_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) i)), others[i].decision != decision);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), name);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  look (self);

  return GTK_WIDGET (self);
}
