#include "config.h"

#include "ytt-legend.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-arc.h"
#include "ytt-marker.h"

#define SYMBOL_SIZE 17.0
#define PLACE_SCALE 0.64

/* As the legend on the window's map stands, in px. */
#define ROW_HEIGHT 23.0
#define HEADING_HEIGHT 24.0
#define GROUP_GAP 10.0
#define COLUMN_GAP 26.0
#define TEXT_GAP 10.0
#define TEXT_SCALE 0.83
#define DIM 0.65

/* Groups stand in two columns. */
#define N_COLUMNS 2

static const int columns[YTT_LEGEND_N_GROUPS] = {
  [YTT_LEGEND_STAGE] = 0,
  [YTT_LEGEND_PLACE] = 0,
  [YTT_LEGEND_STATUS] = 1,
  [YTT_LEGEND_SUPPLY] = 1,
};

/**
 * ytt_legend_group_get_title:
 * @group: a group
 *
 * Returns: its heading, translated
 */
const char *
ytt_legend_group_get_title (YttLegendGroup group)
{
  switch (group)
    {
    case YTT_LEGEND_STAGE:
      return _("Stage");
    case YTT_LEGEND_PLACE:
      return _("Place");
    case YTT_LEGEND_STATUS:
      return _("Status");
    case YTT_LEGEND_SUPPLY:
    case YTT_LEGEND_N_GROUPS:
    default:
      return _("Supply");
    }
}

static void
add (GArray         *legend,
     YttLegendGroup  group,
     YttStages       stage,
     YttStatus       status,
     YttPrecision    precision,
     const char     *text)
{
  YttLegendEntry entry = { group, stage, status, precision, YTT_LINK_OPERATING, text };

  g_array_append_val (legend, entry);
}

static void
add_places (GArray             *legend,
            const YttLegendUse *use)
{
  const struct
  {
    YttPrecision precision;
    const char  *text;
  } places[] = {
    { YTT_PRECISION_SITE, _("The site itself") },
    { YTT_PRECISION_LOCALITY, _("Its town") },
    { YTT_PRECISION_REGION, _("Only its region") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (use == NULL || (use->precisions & (1 << places[i].precision)))
      add (legend, YTT_LEGEND_PLACE, YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, places[i].precision, places[i].text);
}

/**
 * ytt_legend_new:
 * @use: (nullable): what the map shows, for a legend of that alone; %NULL for all there is
 *
 * Returns: (transfer full) (element-type YttLegendEntry): the legend, group by group
 */
GArray *
ytt_legend_new (const YttLegendUse *use)
{
  GArray *legend = g_array_new (FALSE, FALSE, sizeof (YttLegendEntry));

  /* In the order of the chain; recycling, which closes it, comes last. */
  for (guint i = 1; i <= YTT_N_STAGES; i++)
    {
      YttStages stage = 1 << (i % YTT_N_STAGES);

      if (use == NULL || (use->stages & stage))
        add (legend, YTT_LEGEND_STAGE, stage, YTT_STATUS_OPERATING, YTT_PRECISION_UNKNOWN,
             ytt_stage_get_label (stage));
    }
  add_places (legend, use);

  for (guint status = YTT_STATUS_EXPLORATION; status < YTT_N_STATUSES; status++)
    if (use == NULL || (use->statuses & (1 << status)))
      add (legend, YTT_LEGEND_STATUS, YTT_STAGE_METAL, status, YTT_PRECISION_UNKNOWN, ytt_status_get_label (status));
  /* Hollow like what is proposed, for neither is a fact. */
  if (use == NULL || use->promised)
    add (legend, YTT_LEGEND_STATUS, YTT_STAGE_METAL, YTT_STATUS_PROPOSED, YTT_PRECISION_UNKNOWN,
         _("Promised for the year shown"));

  for (guint state = YTT_LINK_OPERATING; state <= YTT_LINK_ENDED; state++)
    if (use == NULL || (use->states & (1 << state)))
      {
        YttLegendEntry entry = { YTT_LEGEND_SUPPLY, YTT_STAGE_SEPARATION, YTT_STATUS_OPERATING, YTT_PRECISION_UNKNOWN,
                                 state, ytt_link_state_get_label (state) };

        g_array_append_val (legend, entry);
      }

  return legend;
}

/**
 * ytt_legend_entry_draw:
 * @entry: a line of the legend
 * @cr: where to draw
 * @x: of a symbol its middle, of a line its left end
 * @y: the middle
 * @theme: the palette
 *
 * Draws the symbol or the line as on the map.
 */
void
ytt_legend_entry_draw (const YttLegendEntry *entry,
                       cairo_t              *cr,
                       double                x,
                       double                y,
                       YttTheme              theme)
{
  cairo_save (cr);
  if (entry->group == YTT_LEGEND_SUPPLY)
    {
      ytt_draw_arc_sample (cr, x + 1.5, y, YTT_LEGEND_LINK_WIDTH - 3, entry->stage, entry->state, theme);
    }
  else if (entry->precision == YTT_PRECISION_UNKNOWN)
    {
      ytt_draw_symbol (cr, x, y, SYMBOL_SIZE, 0, entry->stage, entry->status, theme);
    }
  else
    {
      cairo_translate (cr, x, y);
      cairo_scale (cr, PLACE_SCALE, PLACE_SCALE);
      ytt_draw_marker_place (cr, 0, 0, entry->stage, entry->status, entry->precision,
                             entry->precision == YTT_PRECISION_REGION ? YTT_MARKER_REGION : YTT_MARKER_LOCALITY,
                             theme);
      ytt_draw_marker (cr, 0, 0, entry->stage, entry->status, YTT_MARKER_AT_REST, YTT_MARKER_CASING, theme);
    }
  cairo_restore (cr);
}

static PangoLayout *
create_layout (PangoContext *context,
               const char   *text,
               gboolean      bold)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (TEXT_SCALE));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

static double
get_sample_width (const YttLegendEntry *entry)
{
  return entry->group == YTT_LEGEND_SUPPLY ? YTT_LEGEND_LINK_WIDTH : YTT_LEGEND_SYMBOL_WIDTH;
}

/* Writes text with its middle at y; only measures without @cr. Returns how wide it is. */
static double
write_text (cairo_t      *cr,   /* (nullable) */
            PangoContext *context,
            const char   *text,
            gboolean      bold,
            double        x,
            double        y,
            YttTheme      theme)
{
  g_autoptr(PangoLayout) layout = create_layout (context, text, bold);
  double ink = ytt_theme_is_dark (theme) ? 1 : 0.12;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (cr != NULL)
    {
      cairo_set_source_rgba (cr, ink, ink, ink, bold && !ytt_theme_is_contrast (theme) ? DIM : 1);
      cairo_move_to (cr, x, y - height / 2.0);
      pango_cairo_show_layout (cr, layout);
      cairo_new_path (cr);
    }

  return width;
}

/* Lays out one column; only measures without @cr. */
static void
lay_out_column (GArray       *legend,
                int           column,
                cairo_t      *cr,   /* (nullable) */
                PangoContext *context,
                double        x,
                YttTheme      theme,
                double       *width,
                double       *height)
{
  YttLegendGroup group = YTT_LEGEND_N_GROUPS;
  double y = 0;

  *width = 0;
  for (guint i = 0; i < legend->len; i++)
    {
      const YttLegendEntry *entry = &g_array_index (legend, YttLegendEntry, i);
      double sample = get_sample_width (entry), text_width;

      if (columns[entry->group] != column)
        continue;

      if (entry->group != group)
        {
          group = entry->group;
          y += y > 0 ? GROUP_GAP : 0;
          text_width = write_text (cr, context, ytt_legend_group_get_title (group), TRUE, x, y + HEADING_HEIGHT / 2,
                                   theme);
          *width = MAX (*width, text_width);
          y += HEADING_HEIGHT;
        }

      if (cr != NULL)
        ytt_legend_entry_draw (entry, cr, entry->group == YTT_LEGEND_SUPPLY ? x : x + sample / 2, y + ROW_HEIGHT / 2,
                               theme);
      text_width = write_text (cr, context, entry->text, FALSE, x + sample + TEXT_GAP, y + ROW_HEIGHT / 2, theme);
      *width = MAX (*width, sample + TEXT_GAP + text_width);
      y += ROW_HEIGHT;
    }
  *height = y;
}

/* Returns the width; only measures without @cr. */
static double
lay_out (GArray       *legend,
         cairo_t      *cr,   /* (nullable) */
         PangoContext *context,
         YttTheme      theme,
         double       *height)
{
  double x = 0;

  *height = 0;
  for (int column = 0; column < N_COLUMNS; column++)
    {
      double column_width, column_height;

      lay_out_column (legend, column, NULL, context, 0, theme, &column_width, &column_height);
      if (column_height == 0)
        continue;

      x += x > 0 ? COLUMN_GAP : 0;
      if (cr != NULL)
        lay_out_column (legend, column, cr, context, x, theme, &column_width, &column_height);
      x += ceil (column_width);
      *height = MAX (*height, column_height);
    }

  return x;
}

/**
 * ytt_legend_measure:
 * @legend: (element-type YttLegendEntry): from ytt_legend_new()
 * @context: (transfer none): the font
 * @width: (out): in px
 * @height: (out): in px
 *
 * Says how much room ytt_legend_draw() takes.
 */
void
ytt_legend_measure (GArray       *legend,
                    PangoContext *context,
                    double       *width,
                    double       *height)
{
  g_return_if_fail (legend != NULL);

  *width = lay_out (legend, NULL, context, YTT_THEME_LIGHT, height);
}

/**
 * ytt_legend_draw:
 * @legend: (element-type YttLegendEntry): from ytt_legend_new()
 * @cr: where to draw; the upper left corner is the origin
 * @context: (transfer none): the font
 * @theme: the palette
 *
 * Draws the legend in two columns, on whatever is there.
 */
void
ytt_legend_draw (GArray       *legend,
                 cairo_t      *cr,
                 PangoContext *context,
                 YttTheme      theme)
{
  double height;

  g_return_if_fail (legend != NULL);

  lay_out (legend, cr, context, theme, &height);
}
