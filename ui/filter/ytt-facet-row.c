#include "config.h"

#include "ytt-facet-row.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-symbol-image.h"

#define SYMBOL_SIZE 22   /* px, of the box that a symbol stands in */
#define INDENT 16        /* px, of each depth */
#define SHORT_LABEL 6    /* letters, up to which a name is never cut */
#define LONG_LABEL 24    /* letters, beyond which a name may be cut */

struct _YttFacetRow
{
  AdwBin            parent_instance;

  char             *value;
  YttFacetRowState  state;
  guint             count;
  gboolean          taking;      /* the state comes from outside */

  GtkWidget        *check;
  GtkWidget        *symbol_bin;
  GtkLabel         *label;
  GtkLabel         *count_label;
  GtkWidget        *leave_out;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttFacetRow, ytt_facet_row, ADW_TYPE_BIN)

static void
toggled_cb (YttFacetRow *self,
            GtkWidget   *button)
{
  gboolean active;
  YttFacetRowState state = YTT_FACET_ROW_OFF;

  if (self->taking)
    return;

  g_object_get (button, "active", &active, NULL);
  if (active)
    state = button == self->check ? YTT_FACET_ROW_WANTED : YTT_FACET_ROW_LEFT_OUT;
  g_signal_emit (self, signals[CHANGED], 0, (guint) state);

  /* Whoever heard it has set another state by now; else nothing has changed. */
  ytt_facet_row_set_state (self, self->state);
}

/* A screen reader says name and number with the check, and hears of the symbol in the name. */
static void
update_accessible (YttFacetRow *self)
{
  g_autofree char *number = ytt_format_number (self->count, 0);
  /* Translators: a value by which facilities are filtered, and how many carry it */
  g_autofree char *text = g_strdup_printf (ngettext ("%s, %s facility", "%s, %s facilities", self->count),
                                           gtk_label_get_text (self->label), number);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_label_set_text (self->count_label, number);
}

/* A check keeps arrows to itself, for they are to go on in a group of radio buttons, which it is not. */
static gboolean
ytt_facet_row_move_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  YttFacetRow *self = YTT_FACET_ROW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (gtk_widget_get_focus_child (widget) == NULL)
    return GTK_WIDGET_CLASS (ytt_facet_row_parent_class)->focus (widget, direction);

  switch (direction)
    {
    case GTK_DIR_LEFT:
    case GTK_DIR_RIGHT:
      ytt_facet_row_focus (self, (direction == GTK_DIR_RIGHT) != rtl);
      return TRUE;
    case GTK_DIR_UP:
    case GTK_DIR_DOWN:
      return FALSE;
    case GTK_DIR_TAB_FORWARD:
    case GTK_DIR_TAB_BACKWARD:
    default:
      return GTK_WIDGET_CLASS (ytt_facet_row_parent_class)->focus (widget, direction);
    }
}

static void
ytt_facet_row_finalize (GObject *object)
{
  YttFacetRow *self = YTT_FACET_ROW (object);

  g_free (self->value);

  G_OBJECT_CLASS (ytt_facet_row_parent_class)->finalize (object);
}

static void
ytt_facet_row_class_init (YttFacetRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ytt_facet_row_finalize;
  GTK_WIDGET_CLASS (klass)->focus = ytt_facet_row_move_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "facetrow");
}

static void
ytt_facet_row_init (YttFacetRow *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->symbol_bin = g_object_new (ADW_TYPE_BIN, "visible", FALSE, NULL);
  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "hexpand", TRUE, "max-width-chars", 20, NULL);
  self->count_label = g_object_new (GTK_TYPE_LABEL, "xalign", 1.0f, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "dim-label");
  gtk_box_append (GTK_BOX (content), self->symbol_bin);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->count_label));

  self->check = g_object_new (GTK_TYPE_CHECK_BUTTON, "child", content, "hexpand", TRUE, NULL);
  self->leave_out = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "icon-name", "ytterby-leave-out-symbolic",
                                  "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (self->leave_out, "flat");
  gtk_widget_add_css_class (self->leave_out, "circular");
  gtk_widget_add_css_class (self->leave_out, "leave-out");
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leave_out, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (row), self->check);
  gtk_box_append (GTK_BOX (row), self->leave_out);
  adw_bin_set_child (ADW_BIN (self), row);
}

/**
 * ytt_facet_row_new:
 * @value: what a filter keeps
 * @label: what people read
 *
 * Returns: (transfer floating): a row that is off, without a number
 */
GtkWidget *
ytt_facet_row_new (const char *value,
                   const char *label)
{
  YttFacetRow *self = g_object_new (YTT_TYPE_FACET_ROW, NULL);
  /* Translators: shows only facilities without the value %s, such as "Mining" */
  g_autofree char *leave_out = g_strdup_printf (_("Exclude %s"), label);

  self->value = g_strdup (value);
  gtk_label_set_text (self->label, label);
  if (g_utf8_strlen (label, -1) > LONG_LABEL)
    gtk_widget_set_tooltip_text (self->check, label);
  /* GTK 4.8 asks for the width of the ellipsis, and warns that a text such as “Y” is narrower. */
  if (g_utf8_strlen (label, -1) > SHORT_LABEL)
    gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (self->leave_out, leave_out);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->leave_out), GTK_ACCESSIBLE_PROPERTY_LABEL, leave_out, -1);
  update_accessible (self);

  return GTK_WIDGET (self);
}

/**
 * ytt_facet_row_get_value:
 * @self: a row
 *
 * Returns: (transfer none): what a filter keeps of it
 */
const char *
ytt_facet_row_get_value (YttFacetRow *self)
{
  g_return_val_if_fail (YTT_IS_FACET_ROW (self), NULL);

  return self->value;
}

/**
 * ytt_facet_row_get_label:
 * @self: a row
 *
 * Returns: (transfer none): what people read
 */
const char *
ytt_facet_row_get_label (YttFacetRow *self)
{
  g_return_val_if_fail (YTT_IS_FACET_ROW (self), NULL);

  return gtk_label_get_text (self->label);
}

static void
set_symbol (YttFacetRow *self,
            YttStages    stages,
            YttStatus    status)
{
  adw_bin_set_child (ADW_BIN (self->symbol_bin), ytt_symbol_image_new (stages, status, SYMBOL_SIZE));
  gtk_widget_set_visible (self->symbol_bin, TRUE);
}

/**
 * ytt_facet_row_set_stage:
 * @self: a row
 * @stage: the stage whose symbol stands before the name
 */
void
ytt_facet_row_set_stage (YttFacetRow *self,
                         YttStages    stage)
{
  g_return_if_fail (YTT_IS_FACET_ROW (self));

  set_symbol (self, stage, YTT_STATUS_OPERATING);
}

/**
 * ytt_facet_row_set_status:
 * @self: a row
 * @status: the status that the symbol before the name is filled by; that of a metal plant, whose square shows it best
 */
void
ytt_facet_row_set_status (YttFacetRow *self,
                          YttStatus    status)
{
  g_return_if_fail (YTT_IS_FACET_ROW (self));

  set_symbol (self, YTT_STAGE_METAL, status);
}

/**
 * ytt_facet_row_set_depth:
 * @self: a row
 * @depth: how deep it stands among others, from 0
 * @group: whether others stand below it
 */
void
ytt_facet_row_set_depth (YttFacetRow *self,
                         guint        depth,
                         gboolean     group)
{
  g_return_if_fail (YTT_IS_FACET_ROW (self));

  gtk_widget_set_margin_start (GTK_WIDGET (self), (int) depth * INDENT);
  if (group)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "heading");
}

/**
 * ytt_facet_row_get_state:
 * @self: a row
 *
 * Returns: whether its value is asked for, or left out
 */
YttFacetRowState
ytt_facet_row_get_state (YttFacetRow *self)
{
  g_return_val_if_fail (YTT_IS_FACET_ROW (self), YTT_FACET_ROW_OFF);

  return self->state;
}

/**
 * ytt_facet_row_set_state:
 * @self: a row
 * @state: whether its value is asked for, or left out
 */
void
ytt_facet_row_set_state (YttFacetRow      *self,
                         YttFacetRowState  state)
{
  g_return_if_fail (YTT_IS_FACET_ROW (self));

  self->state = state;
  self->taking = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), state == YTT_FACET_ROW_WANTED);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->leave_out), state == YTT_FACET_ROW_LEFT_OUT);
  self->taking = FALSE;

  if (state == YTT_FACET_ROW_LEFT_OUT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "left-out");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "left-out");
}

/**
 * ytt_facet_row_focus:
 * @self: a row
 * @leave_out: whether the focus goes to what leaves the value out, else to the check
 */
void
ytt_facet_row_focus (YttFacetRow *self,
                     gboolean     leave_out)
{
  g_return_if_fail (YTT_IS_FACET_ROW (self));

  gtk_widget_grab_focus (leave_out ? self->leave_out : self->check);
}

/**
 * ytt_facet_row_focuses_leave_out:
 * @self: a row
 *
 * Returns: whether what leaves the value out has the focus
 */
gboolean
ytt_facet_row_focuses_leave_out (YttFacetRow *self)
{
  g_return_val_if_fail (YTT_IS_FACET_ROW (self), FALSE);

  return gtk_widget_is_focus (self->leave_out);
}

/**
 * ytt_facet_row_get_count:
 * @self: a row
 *
 * Returns: how many facilities carry the value
 */
guint
ytt_facet_row_get_count (YttFacetRow *self)
{
  g_return_val_if_fail (YTT_IS_FACET_ROW (self), 0);

  return self->count;
}

/**
 * ytt_facet_row_set_count:
 * @self: a row
 * @count: how many facilities carry the value; the row is dimmed where none does
 */
void
ytt_facet_row_set_count (YttFacetRow *self,
                         guint        count)
{
  g_return_if_fail (YTT_IS_FACET_ROW (self));

  if (count == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "none");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "none");
  if (self->count == count)
    return;

  self->count = count;
  update_accessible (self);
}
