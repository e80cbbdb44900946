#include "config.h"

#include "ytt-wall-card.h"

#include "ytt-key-figures.h"
#include "ytt-symbol-image.h"

#define SYMBOL_SIZE 84

struct _YttWallCard
{
  AdwBin          parent_instance;

  YttRecord      *record;    /* (owned) (nullable) */

  YttSymbolImage *symbol;
  GtkLabel       *name;
  GtkLabel       *line;
  GtkBox         *figures;
};

G_DEFINE_FINAL_TYPE (YttWallCard, ytt_wall_card, ADW_TYPE_BIN)

static GtkWidget *
make_label (const char *css_class,
            int         lines)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
append_figure (YttWallCard        *self,
               const YttKeyFigure *figure)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value = make_label ("wall-figure", 2);
  GtkWidget *small_print = make_label ("wall-small-print", 2);

  gtk_label_set_label (GTK_LABEL (value), figure->value);
  gtk_label_set_label (GTK_LABEL (small_print), figure->small_print);
  gtk_widget_add_css_class (box, "wall-figure-row");
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), small_print);
  gtk_box_append (self->figures, box);
}

/* The box stays visible without a figure, when it has no height: from one that was hidden GTK would keep the height that
 * the card had without it, and the figures of the next facility would stand below the card. */
static void
show_figures (YttWallCard *self)
{
  g_autoptr(GPtrArray) figures = ytt_key_figures_new (self->record);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    gtk_box_remove (self->figures, child);
  for (guint i = 0; i < figures->len; i++)
    append_figure (self, g_ptr_array_index (figures, i));
}

static void
ytt_wall_card_dispose (GObject *object)
{
  YttWallCard *self = YTT_WALL_CARD (object);

  g_clear_pointer (&self->record, ytt_record_unref);

  G_OBJECT_CLASS (ytt_wall_card_parent_class)->dispose (object);
}

static void
ytt_wall_card_class_init (YttWallCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_wall_card_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ytt_wall_card_init (YttWallCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);

  self->symbol = YTT_SYMBOL_IMAGE (ytt_symbol_image_new (YTT_STAGE_NONE, YTT_STATUS_UNKNOWN, SYMBOL_SIZE));
  self->name = GTK_LABEL (make_label ("wall-name", 3));
  self->line = GTK_LABEL (make_label ("wall-line", 2));
  self->figures = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));

  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->symbol), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->symbol));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (header), words);
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->line));
  gtk_widget_add_css_class (header, "wall-header");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->figures));
  adw_bin_set_child (ADW_BIN (self), box);

  gtk_widget_add_css_class (GTK_WIDGET (self), "wall-panel");
  gtk_widget_add_css_class (GTK_WIDGET (self), "wall-card");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->name, NULL, -1);
}

/**
 * ytt_wall_card_new:
 *
 * Returns: (transfer floating): an empty card
 */
GtkWidget *
ytt_wall_card_new (void)
{
  return g_object_new (YTT_TYPE_WALL_CARD, NULL);
}

/**
 * ytt_wall_card_get_record:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): whom it tells of
 */
YttRecord *
ytt_wall_card_get_record (YttWallCard *self)
{
  g_return_val_if_fail (YTT_IS_WALL_CARD (self), NULL);

  return self->record;
}

/**
 * ytt_wall_card_set_record:
 * @self: a card
 * @record: (transfer none): a facility
 */
void
ytt_wall_card_set_record (YttWallCard *self,
                          YttRecord   *record)
{
  g_autofree char *line = NULL;

  g_return_if_fail (YTT_IS_WALL_CARD (self));
  g_return_if_fail (record != NULL);

  if (self->record == record)
    return;

  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = ytt_record_ref (record);
  line = ytt_key_figures_get_line (record);
  ytt_symbol_image_set_stages (self->symbol, record->stages);
  ytt_symbol_image_set_status (self->symbol, record->status);
  gtk_label_set_label (self->name, record->name);
  gtk_label_set_label (self->line, line);
  show_figures (self);
}
