#include "config.h"

#include "ytt-detail-section.h"

#include <glib/gi18n.h>

struct _YttDetailSection
{
  AdwBin            parent_instance;

  GPtrArray        *items;        /* (owned) (nullable) */
  YttCreateRowFunc  create_row;
  gpointer          user_data;
  guint             n_shown;
  GtkWidget        *all_row;      /* (nullable) in the list: shows the rest of the items */

  /* Template children */
  GtkLabel         *title_label;
  GtkLabel         *count_label;
  GtkListBox       *list_box;
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttDetailSection, ytt_detail_section, ADW_TYPE_BIN)

static void
show_items (YttDetailSection *self,
            guint             n_items)
{
  for (; self->n_shown < n_items; self->n_shown++)
    gtk_list_box_append (self->list_box,
                         self->create_row (g_ptr_array_index (self->items, self->n_shown), self->user_data));
}

static void
append_all_row (YttDetailSection *self)
{
  g_autofree char *text = NULL;
  GtkWidget *label;

  /* Translators: a row that shows the whole of a list that was cut: "All 25" */
  text = g_strdup_printf (_("All %u"), self->items->len);
  label = g_object_new (GTK_TYPE_LABEL,
                        "label", text,
                        "margin-top", 12,
                        "margin-bottom", 12,
                        NULL);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "numeric");

  self->all_row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", label, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->all_row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (self->list_box, self->all_row);
}

static void
row_activated_cb (YttDetailSection *self,
                  GtkListBoxRow    *row,
                  GtkListBox       *list_box)
{
  guint first = self->n_shown;

  if (self->all_row == NULL || GTK_WIDGET (row) != self->all_row)
    return;

  gtk_list_box_remove (list_box, self->all_row);
  self->all_row = NULL;
  show_items (self, self->items->len);

  /* The row that had the focus is gone: go on where the reader was. */
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list_box, (int) first)));
}

static void
ytt_detail_section_dispose (GObject *object)
{
  YttDetailSection *self = YTT_DETAIL_SECTION (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (ytt_detail_section_parent_class)->dispose (object);
}

static void
ytt_detail_section_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  YttDetailSection *self = YTT_DETAIL_SECTION (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->title_label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_detail_section_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  YttDetailSection *self = YTT_DETAIL_SECTION (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      gtk_label_set_label (self->title_label, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_box),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value),
                                      -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_detail_section_class_init (YttDetailSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_detail_section_dispose;
  object_class->get_property = ytt_detail_section_get_property;
  object_class->set_property = ytt_detail_section_set_property;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "detail/ytt-detail-section.ui");
  gtk_widget_class_bind_template_child (widget_class, YttDetailSection, title_label);
  gtk_widget_class_bind_template_child (widget_class, YttDetailSection, count_label);
  gtk_widget_class_bind_template_child (widget_class, YttDetailSection, list_box);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ytt_detail_section_init (YttDetailSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_detail_section_new:
 * @title: the heading
 *
 * Returns: (transfer floating): a new section, without rows
 */
GtkWidget *
ytt_detail_section_new (const char *title)
{
  return g_object_new (YTT_TYPE_DETAIL_SECTION, "title", title, NULL);
}

/**
 * ytt_detail_section_fill:
 * @self: a section
 * @items: what the rows are made of; a reference is taken
 * @limit: how many rows to show before one asks for all
 * @create_row: (scope forever): makes the row of an item
 * @user_data: for @create_row; it must live until the section is filled or cleared the next time
 *
 * Replaces the rows. Where there are more items than @limit, the heading says how many, and a last row shows the
 * rest; one item more than @limit is shown at once, since that row would take as much room. Without items the
 * section hides.
 */
void
ytt_detail_section_fill (YttDetailSection *self,
                         GPtrArray        *items,
                         guint             limit,
                         YttCreateRowFunc  create_row,
                         gpointer          user_data)
{
  g_return_if_fail (YTT_IS_DETAIL_SECTION (self));
  g_return_if_fail (items != NULL);
  g_return_if_fail (create_row != NULL);

  ytt_detail_section_clear (self);

  self->items = g_ptr_array_ref (items);
  self->create_row = create_row;
  self->user_data = user_data;
  if (items->len > limit + 1)
    {
      g_autofree char *count = g_strdup_printf ("%u", items->len);

      show_items (self, limit);
      append_all_row (self);
      gtk_label_set_label (self->count_label, count);
    }
  else
    show_items (self, items->len);

  gtk_widget_set_visible (GTK_WIDGET (self->count_label), self->all_row != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), items->len > 0);
}

/**
 * ytt_detail_section_append:
 * @self: a section
 * @row: (transfer floating): a row
 *
 * Adds a row of its own kind at the end, and shows the section.
 */
void
ytt_detail_section_append (YttDetailSection *self,
                           GtkWidget        *row)
{
  g_return_if_fail (YTT_IS_DETAIL_SECTION (self));
  g_return_if_fail (GTK_IS_WIDGET (row));

  gtk_list_box_append (self->list_box, row);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * ytt_detail_section_clear:
 * @self: a section
 *
 * Takes all rows out and hides the section.
 */
void
ytt_detail_section_clear (YttDetailSection *self)
{
  GtkWidget *row;

  g_return_if_fail (YTT_IS_DETAIL_SECTION (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list_box))) != NULL)
    gtk_list_box_remove (self->list_box, row);

  self->all_row = NULL;
  self->n_shown = 0;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
