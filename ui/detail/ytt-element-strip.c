#include "config.h"

#include "ytt-element-strip.h"

#include <glib/gi18n.h>

#include "ytt-elements.h"

#define SPACING 2          /* px, between cells and between lines */
#define GROUP_SPACING 6    /* px, between yttrium and the lanthanides */
#define N_BEFORE_GAP 2     /* scandium and yttrium stand apart */
#define MIN_PER_LINE 6

/* As many as ytt_elements_get() has. */
#define N_ELEMENTS 17

struct _YttElementStrip
{
  GtkWidget  parent_instance;

  GtkWidget *cells[N_ELEMENTS];
};

G_DEFINE_FINAL_TYPE (YttElementStrip, ytt_element_strip, GTK_TYPE_WIDGET)

static void
measure_cell (YttElementStrip *self,
              int             *width,
              int             *height)
{
  *width = *height = 0;

  for (guint i = 0; i < N_ELEMENTS; i++)
    {
      int size;

      gtk_widget_measure (self->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &size, NULL, NULL);
      *width = MAX (*width, size);
      gtk_widget_measure (self->cells[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &size, NULL, NULL);
      *height = MAX (*height, size);
    }
}

static int
get_line_width (int n_cells,
                int cell_width)
{
  return n_cells * cell_width + (n_cells - 2) * SPACING + GROUP_SPACING;
}

/* Lines of about equal length, as few as fit. */
static int
get_n_per_line (int width,
                int cell_width)
{
  int n_lines = 1;

  while ((int) N_ELEMENTS / n_lines > MIN_PER_LINE
         && get_line_width (((int) N_ELEMENTS + n_lines - 1) / n_lines, cell_width) > width)
    n_lines++;

  return ((int) N_ELEMENTS + n_lines - 1) / n_lines;
}

static GtkSizeRequestMode
ytt_element_strip_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ytt_element_strip_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  YttElementStrip *self = YTT_ELEMENT_STRIP (widget);
  int width, height;

  measure_cell (self, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_line_width (MIN_PER_LINE, width);
      *natural = get_line_width (N_ELEMENTS, width);
    }
  else
    {
      int n_per_line = for_size < 0 ? (int) N_ELEMENTS : get_n_per_line (for_size, width);
      int n_lines = ((int) N_ELEMENTS + n_per_line - 1) / n_per_line;

      *minimum = *natural = n_lines * height + (n_lines - 1) * SPACING;
    }
}

static void
ytt_element_strip_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  YttElementStrip *self = YTT_ELEMENT_STRIP (widget);
  int cell_width, cell_height, n_per_line;
  double stretched;

  measure_cell (self, &cell_width, &cell_height);
  n_per_line = get_n_per_line (width, cell_width);
  stretched = MAX (cell_width,
                   (double) (width - GROUP_SPACING - (n_per_line - 2) * SPACING) / n_per_line);

  /* From left to right in every language, as the periodic table is. */
  for (int i = 0; i < (int) N_ELEMENTS; i++)
    {
      int column = i % n_per_line;
      double x = column * (stretched + SPACING);
      GtkAllocation allocation;

      if (i < n_per_line && column >= N_BEFORE_GAP)
        x += GROUP_SPACING - SPACING;

      allocation.x = (int) (x + 0.5);
      allocation.y = i / n_per_line * (cell_height + SPACING);
      allocation.width = (int) (x + stretched + 0.5) - allocation.x;
      allocation.height = cell_height;
      gtk_widget_size_allocate (self->cells[i], &allocation, -1);
    }
}

static void
ytt_element_strip_dispose (GObject *object)
{
  YttElementStrip *self = YTT_ELEMENT_STRIP (object);

  for (guint i = 0; i < N_ELEMENTS; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);

  G_OBJECT_CLASS (ytt_element_strip_parent_class)->dispose (object);
}

static void
ytt_element_strip_class_init (YttElementStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_element_strip_dispose;

  widget_class->get_request_mode = ytt_element_strip_get_request_mode;
  widget_class->measure = ytt_element_strip_measure;
  widget_class->size_allocate = ytt_element_strip_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "elements");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
ytt_element_strip_init (YttElementStrip *self)
{
  const char * const *symbols = ytt_elements_get ();

  g_assert (g_strv_length ((char **) symbols) == N_ELEMENTS);
  for (guint i = 0; i < N_ELEMENTS; i++)
    {
      self->cells[i] = g_object_new (GTK_TYPE_LABEL,
                                     "label", symbols[i],
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                     NULL);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
  ytt_element_strip_set_elements (self, NULL);
}

/**
 * ytt_element_strip_new:
 *
 * Returns: (transfer floating): a new strip that names no element
 */
GtkWidget *
ytt_element_strip_new (void)
{
  return g_object_new (YTT_TYPE_ELEMENT_STRIP, NULL);
}

/**
 * ytt_element_strip_set_elements:
 * @self: a strip
 * @elements: (nullable) (array zero-terminated=1): the symbols to set off; what is no rare earth is passed over
 */
void
ytt_element_strip_set_elements (YttElementStrip    *self,
                                const char * const *elements)
{
  const char * const *symbols = ytt_elements_get ();

  g_return_if_fail (YTT_IS_ELEMENT_STRIP (self));

  for (guint i = 0; i < N_ELEMENTS; i++)
    {
      gboolean named = elements != NULL && g_strv_contains (elements, symbols[i]);
      /* Translators: an element of a record as a screen reader says it: "Nd, neodymium, named" */
      g_autofree char *text = g_strdup_printf (named ? _("%s, %s, named") : _("%s, %s, not named"),
                                               symbols[i], ytt_element_get_name (symbols[i]));

      if (named)
        gtk_widget_add_css_class (self->cells[i], "named");
      else
        gtk_widget_remove_css_class (self->cells[i], "named");
      gtk_widget_set_tooltip_text (self->cells[i], text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
}
