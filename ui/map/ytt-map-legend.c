#include "ytt-map-legend.h"

#include "ytt-legend.h"
#include "ytt-link-sample.h"
#include "ytt-theme.h"

#define CLEARANCE 8           /* px, between what is unfolded and what it must not cover */
#define NEVER_CUT 12          /* letters */
#define SAMPLE_SIZE 24

/* One symbol of the legend, drawn as on the map. */
#define YTT_TYPE_LEGEND_SAMPLE (ytt_legend_sample_get_type ())
G_DECLARE_FINAL_TYPE (YttLegendSample, ytt_legend_sample, YTT, LEGEND_SAMPLE, GtkWidget)

struct _YttLegendSample
{
  GtkWidget      parent_instance;

  YttLegendEntry entry;
};

G_DEFINE_FINAL_TYPE (YttLegendSample, ytt_legend_sample, GTK_TYPE_WIDGET)

static void
ytt_legend_sample_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? SAMPLE_SIZE + 4 : SAMPLE_SIZE - 6;
}

static void
ytt_legend_sample_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  YttLegendSample *self = YTT_LEGEND_SAMPLE (widget);
  double x = gtk_widget_get_width (widget) / 2.0, y = gtk_widget_get_height (widget) / 2.0;
  cairo_t *cr;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x - SAMPLE_SIZE, y - SAMPLE_SIZE,
                                                                 2 * SAMPLE_SIZE, 2 * SAMPLE_SIZE));
  ytt_legend_entry_draw (&self->entry, cr, x, y, ytt_theme_get_current ());
  cairo_destroy (cr);
}

static void
ytt_legend_sample_class_init (YttLegendSampleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = ytt_legend_sample_measure;
  widget_class->snapshot = ytt_legend_sample_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ytt_legend_sample_init (YttLegendSample *self)
{
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
}

struct _YttMapLegend
{
  AdwBin     parent_instance;

  gboolean   narrow;

  /* What it must not cover. */
  GtkWidget *slider;     /* (unowned) (nullable) */
  GtkWidget *controls;   /* (unowned) (nullable) */

  /* Template children */
  GtkBox    *columns;
  GtkWidget *fold_button;
  GtkBox    *places;
  GtkStack  *stack;
  GtkBox    *stages;
  GtkBox    *statuses;
  GtkBox    *supply;
  GtkWidget *unfold_button;
  GtkWidget *unfold_label;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttMapLegend, ytt_map_legend, ADW_TYPE_BIN)

static void
add_title (GtkBox     *box,
           const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "legend-heading");
  gtk_box_append (box, label);
}

static void
add_sample (GtkBox     *box,
            GtkWidget  *sample,
            const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* GTK 4.8 asks for the width of the ellipsis, and warns that a short text is narrower. */
  if (g_utf8_strlen (text, -1) > NEVER_CUT)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "legend-text");
  gtk_box_append (GTK_BOX (row), sample);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (box, row);
}

static GtkWidget *
make_sample (const YttLegendEntry *entry)
{
  YttLegendSample *sample;

  if (entry->group == YTT_LEGEND_SUPPLY)
    return ytt_link_sample_new (entry->stage, entry->state);

  sample = g_object_new (YTT_TYPE_LEGEND_SAMPLE, NULL);
  sample->entry = *entry;

  return GTK_WIDGET (sample);
}

static void
fill (YttMapLegend *self)
{
  g_autoptr(GArray) legend = ytt_legend_new (NULL);
  GtkBox *boxes[YTT_LEGEND_N_GROUPS] = {
    [YTT_LEGEND_STAGE] = self->stages,
    [YTT_LEGEND_PLACE] = self->places,
    [YTT_LEGEND_STATUS] = self->statuses,
    [YTT_LEGEND_SUPPLY] = self->supply,
  };

  for (guint group = 0; group < YTT_LEGEND_N_GROUPS; group++)
    add_title (boxes[group], ytt_legend_group_get_title (group));
  for (guint i = 0; i < legend->len; i++)
    {
      const YttLegendEntry *entry = &g_array_index (legend, YttLegendEntry, i);

      add_sample (boxes[entry->group], make_sample (entry), entry->text);
    }
}

static void
unfold_cb (YttMapLegend *self)
{
  /* Most windows never show it. */
  if (gtk_widget_get_first_child (GTK_WIDGET (self->stages)) == NULL)
    fill (self);
  gtk_stack_set_visible_child_name (self->stack, "unfolded");
  gtk_widget_grab_focus (self->fold_button);
}

static void
fold_cb (YttMapLegend *self)
{
  gtk_stack_set_visible_child_name (self->stack, "folded");
  gtk_widget_grab_focus (self->unfold_button);
}

static void
ytt_map_legend_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, YTT_MAP_LEGEND (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_map_legend_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_NARROW:
      ytt_map_legend_set_narrow (YTT_MAP_LEGEND (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_map_legend_class_init (YttMapLegendClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ytt_map_legend_get_property;
  object_class->set_property = ytt_map_legend_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "map/ytt-map-legend.ui");
  gtk_widget_class_bind_template_child (widget_class, YttMapLegend, columns);
  gtk_widget_class_bind_template_child (widget_class, YttMapLegend, fold_button);
  gtk_widget_class_bind_template_child (widget_class, YttMapLegend, places);
  gtk_widget_class_bind_template_child (widget_class, YttMapLegend, stack);
  gtk_widget_class_bind_template_child (widget_class, YttMapLegend, stages);
  gtk_widget_class_bind_template_child (widget_class, YttMapLegend, statuses);
  gtk_widget_class_bind_template_child (widget_class, YttMapLegend, supply);
  gtk_widget_class_bind_template_child (widget_class, YttMapLegend, unfold_button);
  gtk_widget_class_bind_template_child (widget_class, YttMapLegend, unfold_label);
  gtk_widget_class_bind_template_callback (widget_class, fold_cb);
  gtk_widget_class_bind_template_callback (widget_class, unfold_cb);
}

static void
ytt_map_legend_init (YttMapLegend *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_map_legend_set_narrow:
 * @self: a legend
 * @narrow: whether the window is narrow
 *
 * Leaves the word on the button out, or puts it back; what is unfolded stands in one column, or in two.
 */
void
ytt_map_legend_set_narrow (YttMapLegend *self,
                           gboolean      narrow)
{
  g_return_if_fail (YTT_IS_MAP_LEGEND (self));

  narrow = !!narrow;
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_widget_set_visible (self->unfold_label, !narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->columns, narrow ? 14 : 24);
  gtk_widget_set_valign (self->unfold_button, narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
  if (narrow)
    gtk_widget_add_css_class (self->unfold_button, "map-round");
  else
    gtk_widget_remove_css_class (self->unfold_button, "map-round");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/**
 * ytt_map_legend_get_button_width:
 * @self: a legend
 *
 * Returns: how wide it is while it is folded, in px
 */
int
ytt_map_legend_get_button_width (YttMapLegend *self)
{
  int width;

  g_return_val_if_fail (YTT_IS_MAP_LEGEND (self), 0);

  gtk_widget_measure (self->unfold_button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);

  return width;
}

static gboolean
is_unfolded (YttMapLegend *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "unfolded") == 0;
}

static gboolean
reaches (YttMapLegend          *self,
         GtkWidget             *overlay,
         const graphene_rect_t *slider)
{
  int width;

  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  if (gtk_widget_get_direction (overlay) == GTK_TEXT_DIR_RTL)
    return gtk_widget_get_width (overlay) - width < slider->origin.x + slider->size.width + CLEARANCE;

  return width > slider->origin.x - CLEARANCE;
}

/* Unfolded it stands above the slider, or below where that is at the top, and ends before the buttons. The slider has
 * its place by now, for it comes first in the overlay; of the buttons the width is known, which never changes. */
static gboolean
place_cb (YttMapLegend *self,
          GtkWidget    *child,
          GdkRectangle *allocation,
          GtkWidget    *overlay)
{
  gboolean rtl = gtk_widget_get_direction (overlay) == GTK_TEXT_DIR_RTL;
  float from = 0, to = gtk_widget_get_height (overlay);
  int beside = gtk_widget_get_width (self->controls) + gtk_widget_get_margin_end (self->controls) + CLEARANCE;
  graphene_rect_t slider;

  if (child != GTK_WIDGET (self) || !is_unfolded (self)
      || !gtk_widget_compute_bounds (self->slider, overlay, &slider))
    return FALSE;

  if (self->narrow)
    from = slider.origin.y + slider.size.height + CLEARANCE - gtk_widget_get_margin_top (child);
  else if (reaches (self, overlay, &slider))
    to = slider.origin.y - CLEARANCE + gtk_widget_get_margin_bottom (child);

  allocation->x = rtl ? beside : 0;
  allocation->y = (int) from;
  allocation->width = gtk_widget_get_width (overlay) - beside;
  allocation->height = (int) (to - from);

  return TRUE;
}

/**
 * ytt_map_legend_stand_clear:
 * @self: a legend
 * @overlay: (transfer none): where it stands, after the others
 * @slider: (transfer none): what is above or below it
 * @controls: (transfer none): what is beside it
 *
 * Keeps it, while it is unfolded, from covering what else stands on the map. All three live as long as the legend.
 */
void
ytt_map_legend_stand_clear (YttMapLegend *self,
                            GtkOverlay   *overlay,
                            GtkWidget    *slider,
                            GtkWidget    *controls)
{
  g_return_if_fail (YTT_IS_MAP_LEGEND (self));

  self->slider = slider;
  self->controls = controls;
  g_signal_connect_object (overlay, "get-child-position", G_CALLBACK (place_cb), self, G_CONNECT_SWAPPED);
}
