/* The map on a page, with its legend and its sources below. */

#include "config.h"

#include "ytt-sheet-map.h"

#include "ytt-sheet-private.h"

#include <math.h>

#include "ytt-mercator.h"
#include "ytt-supply-link.h"

/* Of the legend, in points: it stands in columns of a few rows, as many beside each other as there is room for. */
#define LEGEND_ROWS 5
#define LEGEND_SIDE_ROWS 10
#define LEGEND_ROW 12.5
#define LEGEND_HEADING 13.0
#define LEGEND_COLUMN_GAP 11.0
#define LEGEND_GAP 9.0
#define LEGEND_PX 0.58
#define TEXT_GAP 4.0

#define SOURCE_LINES 6

/* On a page that lies on its side the legend stands beside the map, and takes so much of the width, in points. */
#define SIDE 178.0
#define SIDE_GAP 16.0
#define SOURCES_GAP 6.0

/* A map is no smaller than this, whatever stands below it. */
#define LEAST_MAP 120.0

/* A column of the legend. */
typedef struct
{
  guint  first;
  guint  n;
  double width;   /* points */
} Column;

/* The legend, laid out in bands below each other. */
typedef struct
{
  GArray *entries;   /* (owned) (element-type YttLegendEntry) */
  GArray *columns;   /* (owned) (element-type Column) */
  guint   rows;      /* of a column, at most */
  double  height;    /* points */
} Legend;

static gboolean
is_in_view (const YttMapPicture *map,
            const YttPoint      *point)
{
  double world = ytt_mercator_get_world_size (map->zoom), x, y, middle_x, middle_y;

  ytt_mercator_project (map->latitude, map->longitude, &middle_x, &middle_y);
  ytt_mercator_project (point->latitude, point->longitude, &x, &y);

  return fabs (ytt_mercator_difference (middle_x, x)) * world <= map->width / map->magnification / 2
         && fabs (y - middle_y) * world <= map->height / map->magnification / 2;
}

/* Only what the map shows is told. */
static GArray *
make_legend (const YttMapPicture *map)
{
  YttLegendUse use = { 0 };

  for (guint i = 0; map->points != NULL && i < map->points->len; i++)
    {
      const YttPoint *point = &g_array_index (map->points, YttPoint, i);

      if (!is_in_view (map, point))
        continue;

      use.stages |= point->stages;
      use.precisions |= 1u << point->precision;
      if (point->promised)
        use.promised = TRUE;
      else
        use.statuses |= 1u << point->status;
    }
  for (guint i = 0; map->links != NULL && i < map->links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (map->links, i);

      use.states |= 1u << ytt_link_standing_get_drawn (link->standing, link->state);
    }

  return ytt_legend_new (&use);
}

static double
get_sample_width (const YttLegendEntry *entry)
{
  return LEGEND_PX * (entry->group == YTT_LEGEND_SUPPLY ? YTT_LEGEND_LINK_WIDTH : YTT_LEGEND_SYMBOL_WIDTH);
}

static double
measure_entry (YttSheetFlow         *flow,
               const YttLegendEntry *entry)
{
  g_autofree char *markup = g_markup_escape_text (entry->text, -1);

  return get_sample_width (entry) + TEXT_GAP + ytt_sheet_flow_measure_width (flow, YTT_SHEET_SMALL, markup);
}

static void
add_column (Legend       *legend,
            YttSheetFlow *flow,
            guint         first)
{
  const YttLegendEntry *entries = (const YttLegendEntry *) legend->entries->data;
  g_autofree char *title = g_markup_escape_text (ytt_legend_group_get_title (entries[first].group), -1);
  Column column = { first, 0, ytt_sheet_flow_measure_width (flow, YTT_SHEET_LABEL, title) };

  while (first + column.n < legend->entries->len && column.n < legend->rows
         && entries[first + column.n].group == entries[first].group)
    {
      column.width = MAX (column.width, measure_entry (flow, &entries[first + column.n]));
      column.n++;
    }
  g_array_append_val (legend->columns, column);
}

/* How many columns from @first on stand beside each other, and how many rows the longest of them has. */
static guint
count_columns (const Legend *legend,
               YttSheetFlow *flow,
               guint         first,
               guint        *rows)
{
  double x = 0;
  guint n = 0;

  *rows = 0;
  while (first + n < legend->columns->len)
    {
      const Column *column = &g_array_index (legend->columns, Column, first + n);

      if (n > 0 && x + column->width > flow->width)
        break;
      x += column->width + LEGEND_COLUMN_GAP;
      *rows = MAX (*rows, column->n);
      n++;
    }

  return n;
}

static void
lay_out_legend (Legend              *legend,
                YttSheetFlow        *flow,
                const YttMapPicture *map,
                guint                most_rows)
{
  guint rows;

  legend->rows = most_rows;
  legend->entries = make_legend (map);
  legend->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  legend->height = 0;
  for (guint i = 0; i < legend->entries->len; i += g_array_index (legend->columns, Column, legend->columns->len - 1).n)
    add_column (legend, flow, i);
  for (guint i = 0, n; i < legend->columns->len; i += n)
    {
      n = count_columns (legend, flow, i, &rows);
      legend->height += LEGEND_HEADING + rows * LEGEND_ROW + LEGEND_GAP;
    }
}

static void
write_column (const Legend *legend,
              YttSheetFlow *flow,
              const Column *column,
              double        x)
{
  double y = flow->y;
  const YttLegendEntry *entries = &g_array_index (legend->entries, YttLegendEntry, column->first);

  if (column->first == 0 || entries[-1].group != entries[0].group)
    {
      g_autofree char *title = g_markup_printf_escaped ("<b>%s</b>", ytt_legend_group_get_title (entries[0].group));

      ytt_sheet_flow_add_text (flow, YTT_SHEET_LABEL, title, x, y, column->width + LEGEND_COLUMN_GAP, 1);
    }
  y += LEGEND_HEADING;
  for (guint i = 0; i < column->n; i++, y += LEGEND_ROW)
    {
      g_autofree char *markup = g_markup_escape_text (entries[i].text, -1);
      double sample = get_sample_width (&entries[i]);
      YttSheetItem *item = ytt_sheet_flow_add (flow, YTT_SHEET_SAMPLE, x, y + LEGEND_ROW / 2, sample, LEGEND_ROW);

      item->entry = entries[i];
      item->scale = LEGEND_PX;
      ytt_sheet_flow_add_text (flow, YTT_SHEET_SMALL, markup, x + sample + TEXT_GAP, y + 1.5,
                               column->width - sample, 1);
    }
}

static void
write_legend (const Legend *legend,
              YttSheetFlow *flow)
{
  for (guint i = 0, n; i < legend->columns->len; i += n)
    {
      guint rows;
      double x = flow->left;

      n = count_columns (legend, flow, i, &rows);
      for (guint j = i; j < i + n; j++)
        {
          const Column *column = &g_array_index (legend->columns, Column, j);

          write_column (legend, flow, column, x);
          x += column->width + LEGEND_COLUMN_GAP;
        }
      flow->y += LEGEND_HEADING + rows * LEGEND_ROW + LEGEND_GAP;
    }
}

/* As many sources as fit into a few lines; the others are counted. */
static char *
list_sources (YttSheetFlow    *flow,
              const YttFooter *footer,
              double          *height)
{
  guint n = footer->sources != NULL ? footer->sources->len : 0;

  for (;;)
    {
      g_autofree char *text = ytt_footer_get_sources (footer, n);
      g_autofree char *markup = g_markup_escape_text (text, -1);
      double whole = ytt_sheet_flow_measure (flow, YTT_SHEET_TINY, markup, flow->width, 0);
      double most = ytt_sheet_flow_measure (flow, YTT_SHEET_TINY, markup, flow->width, SOURCE_LINES);

      if (*text == '\0')
        {
          *height = 0;
          return NULL;
        }
      if (whole <= most + 0.5 || n <= 1)
        {
          *height = most + SOURCES_GAP;
          return g_steal_pointer (&markup);
        }
      n = n * 9 / 10;
    }
}

static void
write_title (YttSheetFlow       *flow,
             const YttSheetHead *head,
             const char         *title)
{
  g_autofree char *markup = g_markup_escape_text (title != NULL ? title : head->title, -1);
  g_autofree char *line = g_markup_escape_text (head->filter != NULL ? head->filter : "", -1);

  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_TITLE, markup, flow->left, flow->y - 3, flow->width, 2) - 2;
  if (*line != '\0')
    flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_BODY, line, flow->left, flow->y, flow->width, 3);
  flow->y += 8;
}

/* The legend below the map. */
static void
write_tall (YttSheetFlow        *flow,
            const YttMapPicture *map,
            double               below)
{
  double room = ytt_sheet_flow_room (flow) - below, height;
  /* What the map shows depends on its height, and that on the legend: this is of a map without one, which shows more. */
  g_autoptr(YttMapPicture) fitted = ytt_sheet_fit_picture (map, flow->width, MAX (room, LEAST_MAP));
  Legend legend;

  lay_out_legend (&legend, flow, fitted, LEGEND_ROWS);
  height = MAX (room - legend.height - LEGEND_GAP, LEAST_MAP);
  ytt_sheet_flow_map (flow, map, flow->left, flow->y, flow->width, height);
  flow->y += height + LEGEND_GAP;
  write_legend (&legend, flow);
  g_array_unref (legend.entries);
  g_array_unref (legend.columns);
}

/* The legend beside the map. */
static void
write_wide (YttSheetFlow        *flow,
            const YttMapPicture *map,
            double               below)
{
  double width = flow->width - SIDE - SIDE_GAP, height = MAX (ytt_sheet_flow_room (flow) - below, LEAST_MAP);
  g_autoptr(YttMapPicture) fitted = ytt_sheet_fit_picture (map, width, height);
  Legend legend;

  ytt_sheet_flow_map (flow, map, flow->left, flow->y, width, height);
  flow->left += width + SIDE_GAP;
  flow->width = SIDE;
  lay_out_legend (&legend, flow, fitted, LEGEND_SIDE_ROWS);
  write_legend (&legend, flow);
  g_array_unref (legend.entries);
  g_array_unref (legend.columns);
}

/**
 * ytt_sheet_new_for_map:
 * @head: what the sheet is
 * @paper: what it is laid out for
 * @map: what the map shows: that of a map as large as the picture, with a footer and perhaps a title
 *
 * Returns: (transfer full): it on one page, with all that it showed; sources that there is no room for are counted, and
 *   stand in full in the metadata of a file
 */
YttSheet *
ytt_sheet_new_for_map (const YttSheetHead  *head,
                       const YttPaper      *paper,
                       const YttMapPicture *map)
{
  YttSheetFlow flow;
  g_autofree char *sources = NULL;
  double below, left, width;

  g_return_val_if_fail (head != NULL && paper != NULL && map != NULL, NULL);

  ytt_sheet_flow_init (&flow, head, paper);
  flow.sheet->keywords = ytt_map_picture_get_text (map);
  left = flow.left;
  width = flow.width;
  ytt_sheet_flow_add_page (&flow, NULL);
  write_title (&flow, head, map->title);

  sources = list_sources (&flow, map->footer, &below);
  if (flow.sheet->paper.width > flow.sheet->paper.height && flow.width > 3 * SIDE)
    write_wide (&flow, map, below);
  else
    write_tall (&flow, map, below);
  flow.left = left;
  flow.width = width;
  if (sources != NULL)
    ytt_sheet_flow_add_text (&flow, YTT_SHEET_TINY, sources, flow.left, flow.bottom - below + SOURCES_GAP, flow.width,
                             SOURCE_LINES);

  return ytt_sheet_flow_finish (&flow);
}
