#include "config.h"

#include "ytt-legend.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-arc.h"
#include "ytt-marker.h"

#define SYMBOL_SIZE 17.0
#define PLACE_SCALE 0.64

/* In px. */
#define ROW_HEIGHT 20.0
#define HEADING_HEIGHT 22.0
#define BAND_GAP 8.0
#define COLUMN_GAP 18.0
#define GROUP_GAP 34.0
#define MOST_GROUP_GAP 80.0
#define TEXT_GAP 6.0
#define TEXT_SCALE 0.78
#define DIM 0.65

/* So many rows a group stands in at least and at most, its heading not counted; it goes on beside. */
#define LEAST_ROWS 3
#define MOST_ROWS 10

/* More than there are. */
#define MOST_ENTRIES 40

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

/* A group in columns of some rows. */
typedef struct
{
  guint  first;
  guint  n;
  double widths[MOST_ENTRIES];   /* of its columns */
  guint  n_columns;
  double width;
} Block;

static double
get_text_width (PangoContext *context,
                const char   *text,
                gboolean      bold)
{
  return write_text (NULL, context, text, bold, 0, 0, YTT_THEME_LIGHT);
}

/* Of the entries from @first on those of one group, in columns of @n_rows. */
static void
measure_block (GArray       *legend,
               const double *text_widths,
               guint         first,
               guint         n_rows,
               double        heading,
               Block        *block)
{
  YttLegendGroup group = g_array_index (legend, YttLegendEntry, first).group;

  *block = (Block) { .first = first };
  for (guint i = first; i < legend->len && g_array_index (legend, YttLegendEntry, i).group == group; i++)
    {
      const YttLegendEntry *entry = &g_array_index (legend, YttLegendEntry, i);
      guint column = block->n++ / n_rows;

      block->widths[column] = MAX (block->widths[column], get_sample_width (entry) + TEXT_GAP + text_widths[i]);
      block->n_columns = column + 1;
    }
  for (guint i = 0; i < block->n_columns; i++)
    block->width += block->widths[i] + (i > 0 ? COLUMN_GAP : 0);
  block->width = ceil (MAX (block->width, heading));
}

/* The legend set in a width: bands of groups one below the other. */
typedef struct
{
  Block  blocks[YTT_LEGEND_N_GROUPS];
  guint  bands[YTT_LEGEND_N_GROUPS];   /* by block */
  guint  n_blocks;
  guint  n_rows;
  double height;
  double overhang;                     /* how much wider the widest band is than there is room */
} Setting;

static void
set_in_rows (GArray       *legend,
             const double *text_widths,
             const double *headings,
             double        width,
             guint         n_rows,
             Setting      *setting)
{
  double x = 0;
  guint rows = 0, band = 0;

  *setting = (Setting) { .n_rows = n_rows };
  for (guint first = 0; first < legend->len; )
    {
      Block *block = &setting->blocks[setting->n_blocks];

      measure_block (legend, text_widths, first, n_rows,
                     headings[g_array_index (legend, YttLegendEntry, first).group], block);
      if (x > 0 && x + GROUP_GAP + block->width > width)
        {
          setting->height += HEADING_HEIGHT + rows * ROW_HEIGHT + BAND_GAP;
          x = rows = 0;
          band++;
        }
      x += (x > 0 ? GROUP_GAP : 0) + block->width;
      rows = MAX (rows, MIN (block->n, n_rows));
      setting->overhang = MAX (setting->overhang, x - width);
      setting->bands[setting->n_blocks++] = band;
      first += block->n;
    }
  if (rows > 0)
    setting->height += HEADING_HEIGHT + rows * ROW_HEIGHT;
}

/* As low as the width allows. */
static void
set_in_width (GArray       *legend,
              PangoContext *context,
              double        width,
              Setting      *best)
{
  double text_widths[MOST_ENTRIES] = { 0 }, headings[YTT_LEGEND_N_GROUPS];

  for (guint i = 0; i < legend->len; i++)
    text_widths[i] = get_text_width (context, g_array_index (legend, YttLegendEntry, i).text, FALSE);
  for (guint i = 0; i < YTT_LEGEND_N_GROUPS; i++)
    headings[i] = get_text_width (context, ytt_legend_group_get_title (i), TRUE);

  set_in_rows (legend, text_widths, headings, width, LEAST_ROWS, best);
  for (guint n_rows = LEAST_ROWS + 1; n_rows <= MOST_ROWS; n_rows++)
    {
      Setting setting;

      set_in_rows (legend, text_widths, headings, width, n_rows, &setting);
      if (best->overhang > 0 ? setting.overhang < best->overhang
                             : setting.overhang <= 0 && setting.height < best->height)
        *best = setting;
    }
}

static void
draw_block (GArray       *legend,
            const Block  *block,
            guint         n_rows,
            cairo_t      *cr,
            PangoContext *context,
            double        x,
            double        y,
            YttTheme      theme)
{
  const YttLegendEntry *first = &g_array_index (legend, YttLegendEntry, block->first);

  write_text (cr, context, ytt_legend_group_get_title (first->group), TRUE, x, y + HEADING_HEIGHT / 2, theme);
  for (guint i = 0; i < block->n; i++)
    {
      const YttLegendEntry *entry = first + i;
      double sample = get_sample_width (entry), middle = y + HEADING_HEIGHT + (i % n_rows + 0.5) * ROW_HEIGHT;

      if (i > 0 && i % n_rows == 0)
        x += block->widths[i / n_rows - 1] + COLUMN_GAP;
      ytt_legend_entry_draw (entry, cr, entry->group == YTT_LEGEND_SUPPLY ? x : x + sample / 2, middle, theme);
      write_text (cr, context, entry->text, FALSE, x + sample + TEXT_GAP, middle, theme);
    }
}

/* What is left of the width goes between the groups of the widest band, and so into all. */
static double
get_gap (const Setting *setting,
         double         width)
{
  double gap = MOST_GROUP_GAP;

  for (guint i = 0; i < setting->n_blocks; )
    {
      double sum = 0;
      guint n = 0;

      for (guint band = setting->bands[i]; i < setting->n_blocks && setting->bands[i] == band; i++, n++)
        sum += setting->blocks[i].width;
      if (n > 1)
        gap = MIN (gap, (width - sum) / (n - 1));
    }

  return MAX (gap, GROUP_GAP);
}

/**
 * ytt_legend_measure:
 * @legend: (element-type YttLegendEntry): from ytt_legend_new()
 * @context: (transfer none): the font
 * @width: in px
 *
 * Says how high ytt_legend_draw() sets the legend in a width.
 *
 * Returns: in px; less than 0 where the width is not enough for it
 */
double
ytt_legend_measure (GArray       *legend,
                    PangoContext *context,
                    double        width)
{
  Setting setting;

  g_return_val_if_fail (legend != NULL && legend->len <= MOST_ENTRIES, -1);

  set_in_width (legend, context, width, &setting);

  return setting.overhang > 0 ? -1 : setting.height;
}

/**
 * ytt_legend_draw:
 * @legend: (element-type YttLegendEntry): from ytt_legend_new()
 * @cr: where to draw; the upper left corner is the origin
 * @context: (transfer none): the font
 * @width: in px
 * @theme: the palette
 *
 * Draws the legend as a strip as low as it can be: groups beside each other, each in columns.
 *
 * Returns: its height, in px
 */
double
ytt_legend_draw (GArray       *legend,
                 cairo_t      *cr,
                 PangoContext *context,
                 double        width,
                 YttTheme      theme)
{
  double x = 0, y = 0, gap;
  guint rows = 0;
  Setting setting;

  g_return_val_if_fail (legend != NULL && legend->len <= MOST_ENTRIES, 0);

  set_in_width (legend, context, width, &setting);
  gap = get_gap (&setting, width);
  for (guint i = 0; i < setting.n_blocks; i++)
    {
      const Block *block = &setting.blocks[i];

      if (i > 0 && setting.bands[i] != setting.bands[i - 1])
        {
          y += HEADING_HEIGHT + rows * ROW_HEIGHT + BAND_GAP;
          x = rows = 0;
        }
      draw_block (legend, block, setting.n_rows, cr, context, x, y, theme);
      x += block->width + gap;
      rows = MAX (rows, MIN (block->n, setting.n_rows));
    }

  return setting.height;
}
