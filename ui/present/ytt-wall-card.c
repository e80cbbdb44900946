#include "config.h"

#include "ytt-wall-card.h"

#include "ytt-key-figures.h"
#include "ytt-symbol-image.h"
#include "ytt-wall-figures.h"

#define SYMBOL_SIZE 84

/* Characters: a longer name gets smaller letters, so that all of it can be read. */
#define LONG_NAME 26

struct _YttWallCard
{
  AdwBin          parent_instance;

  YttRecord      *record;    /* (owned) (nullable) */

  YttSymbolImage *symbol;
  GtkLabel       *name;
  GtkLabel       *line;
  YttWallFigures *figures;
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

/* A unit is one word, which is not broken at its stroke: "t/yr". */
static void
keep_units (GtkLabel   *label,
            const char *text)
{
  g_autoptr(GRegex) units = g_regex_new ("[^\\s\\x{a0}/]+/[^\\s\\x{a0}/]+", 0, 0, NULL);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  g_autoptr(GMatchInfo) match = NULL;

  for (g_regex_match (units, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      PangoAttribute *kept = pango_attr_allow_breaks_new (FALSE);
      int from, to;

      g_match_info_fetch_pos (match, 0, &from, &to);
      kept->start_index = (guint) from;
      kept->end_index = (guint) to;
      pango_attr_list_insert (attributes, kept);
    }
  gtk_label_set_attributes (label, attributes);
}

static void
append_figure (YttWallCard        *self,
               const YttKeyFigure *figure)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value = make_label ("wall-figure", 2);
  GtkWidget *small_print = make_label ("wall-small-print", 2);

  gtk_label_set_label (GTK_LABEL (value), figure->value);
  keep_units (GTK_LABEL (value), figure->value);
  gtk_label_set_label (GTK_LABEL (small_print), figure->small_print);
  gtk_widget_add_css_class (box, "wall-figure-row");
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), small_print);
  ytt_wall_figures_append (self->figures, box);
}

static void
show_figures (YttWallCard *self)
{
  g_autoptr(GPtrArray) figures = ytt_key_figures_new (self->record);

  ytt_wall_figures_clear (self->figures);
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
  self->name = GTK_LABEL (make_label ("wall-name", 4));
  self->line = GTK_LABEL (make_label ("wall-line", 2));
  self->figures = YTT_WALL_FIGURES (ytt_wall_figures_new ());

  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->symbol), GTK_ALIGN_START);
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
  if (g_utf8_strlen (record->name, -1) > LONG_NAME)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "long");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "long");
  gtk_label_set_label (self->line, line);
  show_figures (self);
}

/**
 * ytt_wall_card_get_n_figures:
 * @self: a card
 *
 * Returns: how many figures it has if there is room
 */
guint
ytt_wall_card_get_n_figures (YttWallCard *self)
{
  g_return_val_if_fail (YTT_IS_WALL_CARD (self), 0);

  return ytt_wall_figures_get_n (self->figures);
}

static int
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size)
{
  int natural;

  gtk_widget_measure (widget, orientation, for_size, NULL, &natural, NULL, NULL);

  return natural;
}

/**
 * ytt_wall_card_get_height:
 * @self: a card
 * @width: px that it may have
 * @n_figures: how many figures it is to show
 *
 * Returns: how high it is with them, in px; a card that gets this height leaves out the others
 */
int
ytt_wall_card_get_height (YttWallCard *self,
                          int          width,
                          guint        n_figures)
{
  int padding, inner, least;

  g_return_val_if_fail (YTT_IS_WALL_CARD (self), 0);

  padding = measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1)
            - measure (adw_bin_get_child (ADW_BIN (self)), GTK_ORIENTATION_HORIZONTAL, -1);
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  width = MAX (width, least);
  inner = width - padding;

  return measure (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, width)
         - ytt_wall_figures_get_height (self->figures, inner, G_MAXUINT)
         + ytt_wall_figures_get_height (self->figures, inner, n_figures);
}
