/* The list of facilities as a table over pages. */

#include "config.h"

#include "ytt-sheet-table.h"

#include "ytt-sheet-private.h"

#include <glib/gi18n.h>

#include "ytt-format-moment.h"
#include "ytt-format.h"
#include "ytt-ledger.h"

#define SYMBOL_SIZE 20.0
#define CELL_GAP 10.0
#define CELL_PADDING 3.0

#define CELL_LINES 4

/* A page with less room than this has no heading of the sources at its foot, in points. */
#define SOURCES_ROOM 130.0

enum
{
  COLUMN_NAME,
  COLUMN_PLACE,
  COLUMN_STAGES,
  COLUMN_STATUS,
  COLUMN_CAPACITY,
  N_COLUMNS,
};

/* What a cell is measured with: the number of its source is only known once the row is written. */
#define LONGEST_MARK "\302\240[999]"

/* Shares of the width. */
static const double shares[N_COLUMNS] = { 0.275, 0.175, 0.155, 0.135, 0.26 };

struct _YttSheetRow
{
  YttStages  stages;
  YttStatus  status;
  char      *cells[N_COLUMNS];   /* (owned) markup */
  char      *prints[N_COLUMNS];  /* (owned) (nullable) markup: below, in small */
  char      *source_title;       /* (owned) (nullable): of the capacity */
  char      *publisher;          /* (owned) (nullable) */
  char      *published;          /* (owned) (nullable) */
  char      *url;                /* (owned) (nullable) */
  gint64     source;             /* 0 for none */
};

void
ytt_sheet_row_free (YttSheetRow *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_free (self->cells[i]);
      g_free (self->prints[i]);
    }
  g_free (self->source_title);
  g_free (self->publisher);
  g_free (self->published);
  g_free (self->url);
  g_free (self);
}

static const YttClaim *
get_headline (YttRecord *record)
{
  for (guint i = 0; i < record->figures->len; i++)
    {
      const YttFigure *figure = g_ptr_array_index (record->figures, i);

      if (g_strcmp0 (figure->attribute, "capacity") == 0)
        return ytt_ledger_get_headline (figure->claims, record->stages);
    }

  return NULL;
}

static void
take_headline (YttSheetRow *self,
               YttRecord   *record)
{
  const YttClaim *claim = get_headline (record);
  g_autofree char *caption = NULL;

  if (claim == NULL)
    {
      self->cells[COLUMN_CAPACITY] = g_strdup ("–");
      return;
    }

  caption = ytt_format_claim_caption (claim);
  self->cells[COLUMN_CAPACITY] = ytt_sheet_markup_claim (claim);
  self->prints[COLUMN_CAPACITY] = g_markup_escape_text (caption, -1);
  if (claim->source != NULL)
    {
      self->source = claim->source->id;
      self->source_title = g_strdup (claim->source->title);
      self->publisher = g_strdup (claim->source->publisher);
      self->published = g_strdup (claim->source->published);
      self->url = g_strdup (claim->source->url);
    }
}

static char *
list_stages (YttStages stages)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < YTT_N_STAGES; i++)
    if (stages & (1u << i))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", ytt_stage_get_label (1u << i));

  return g_string_free (names, FALSE);
}

static char *
describe_status (YttRecord *record)
{
  g_autofree char *status = ytt_format_standing (record->status, record->promised, record->moment);

  return g_strdup (*status != '\0' ? status : "–");
}

static char *
get_status_date (YttRecord *record)
{
  if (record->status_figure == NULL || !ytt_moment_is_now (record->moment)
      || record->status_figure->shown->as_of == NULL)
    return NULL;

  return ytt_format_date (record->status_figure->shown->as_of);
}

static char *
escape (char *text)
{
  char *markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  g_free (text);

  return markup;
}

/**
 * ytt_sheet_row_new:
 * @record: a facility whole
 *
 * Returns: (transfer full): what a row says of it; it outlives the record
 */
YttSheetRow *
ytt_sheet_row_new (YttRecord *record)
{
  YttSheetRow *self;

  g_return_val_if_fail (record != NULL, NULL);

  self = g_new0 (YttSheetRow, 1);
  self->stages = record->stages;
  self->status = record->status;
  self->cells[COLUMN_NAME] = g_markup_printf_escaped ("<b>%s</b>", record->name);
  if (record->operators->len > 0)
    self->prints[COLUMN_NAME] =
      g_markup_escape_text (((YttOrganisation *) g_ptr_array_index (record->operators, 0))->name, -1);
  self->cells[COLUMN_PLACE] =
    escape (g_strdup (record->country != NULL && *record->country != '\0' ? ytt_country_get_name (record->country) : "–"));
  self->prints[COLUMN_PLACE] = escape (ytt_format_place (record->locality, record->admin1, NULL));
  self->cells[COLUMN_STAGES] = escape (list_stages (record->stages));
  self->cells[COLUMN_STATUS] = escape (describe_status (record));
  self->prints[COLUMN_STATUS] = escape (get_status_date (record));
  take_headline (self, record);

  return self;
}

/* The table while it is written. */
typedef struct
{
  YttSheetFlow     flow;
  YttSheetSources *sources;             /* (owned) */
  double           x[N_COLUMNS];        /* of the cells' left edges, points */
  double           width[N_COLUMNS];    /* of the cells, points */
} Table;

static void
measure_columns (Table *table)
{
  double x = table->flow.left;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      double width = table->flow.width * shares[i];

      table->x[i] = x + (i == COLUMN_NAME ? SYMBOL_SIZE + 6 : 0);
      table->width[i] = width - (i == COLUMN_NAME ? SYMBOL_SIZE + 6 : 0) - (i < N_COLUMNS - 1 ? CELL_GAP : 0);
      x += width;
    }
}

static void
write_header_row (Table *table)
{
  const char *titles[N_COLUMNS] = {
    [COLUMN_NAME] = _("Facility and operator"),
    [COLUMN_PLACE] = _("Country and place"),
    [COLUMN_STAGES] = _("Stages"),
    [COLUMN_STATUS] = _("Status"),
    [COLUMN_CAPACITY] = _("Capacity and its source"),
  };
  YttSheetFlow *flow = &table->flow;
  double height = 0;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b>", titles[i]);
      double x = i == COLUMN_NAME ? flow->left : table->x[i];

      height = MAX (height, ytt_sheet_flow_add_text (flow, YTT_SHEET_LABEL, markup, x, flow->y,
                                                     table->width[i] + table->x[i] - x, 2));
    }
  flow->y += height + CELL_PADDING;
}

static void
begin_page (Table      *table,
            const char *outline)
{
  ytt_sheet_flow_add_page (&table->flow, outline);
}

static void
write_title (Table              *table,
             const YttSheetHead *head)
{
  YttSheetFlow *flow = &table->flow;
  g_autofree char *title = g_markup_escape_text (flow->sheet->title, -1);
  g_autofree char *escaped = g_markup_escape_text (head->filter != NULL ? head->filter : "", -1);

  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_TITLE, title, flow->left, flow->y - 3, flow->width, 2) - 1;
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_BODY, escaped, flow->left, flow->y, flow->width, 6) + 10;
}

static double
measure_row (Table             *table,
             const YttSheetRow *row)
{
  double height = SYMBOL_SIZE;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      double cell = ytt_sheet_flow_measure (&table->flow, YTT_SHEET_BODY, row->cells[i], table->width[i], CELL_LINES);

      if (row->prints[i] != NULL)
        {
          g_autofree char *print = g_strconcat (row->prints[i], i == COLUMN_CAPACITY ? LONGEST_MARK : "", NULL);

          cell += ytt_sheet_flow_measure (&table->flow, YTT_SHEET_SMALL, print, table->width[i], CELL_LINES);
        }
      height = MAX (height, cell);
    }

  return height + 2 * CELL_PADDING;
}

static void
write_row (Table             *table,
           const YttSheetRow *row,
           double             height)
{
  YttSheetFlow *flow = &table->flow;
  YttSheetItem *symbol;
  guint number = row->source != 0
                 ? ytt_sheet_sources_add (table->sources, row->source, row->source_title, row->publisher,
                                          row->published, row->url) : 0;

  ytt_sheet_flow_rule (flow, flow->y);
  symbol = ytt_sheet_flow_add (flow, YTT_SHEET_SYMBOL, flow->left, flow->y + CELL_PADDING, SYMBOL_SIZE, SYMBOL_SIZE);
  symbol->stages = row->stages;
  symbol->status = row->status;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autofree char *mark = ytt_sheet_sources_get_mark (i == COLUMN_CAPACITY ? number : 0);
      g_autofree char *print = row->prints[i] != NULL ? g_strconcat (row->prints[i], mark, NULL) : NULL;
      double y = flow->y + CELL_PADDING;

      y += ytt_sheet_flow_add_text (flow, YTT_SHEET_BODY, row->cells[i], table->x[i], y, table->width[i], CELL_LINES);
      if (print != NULL)
        ytt_sheet_flow_add_text (flow, YTT_SHEET_SMALL, print, table->x[i], y, table->width[i], CELL_LINES);
    }
  flow->y += height;
}

static void
write_rows (Table     *table,
            GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const YttSheetRow *row = g_ptr_array_index (rows, i);
      double height = measure_row (table, row);

      if (height > ytt_sheet_flow_room (&table->flow) && table->flow.y > table->flow.top)
        {
          begin_page (table, NULL);
          write_header_row (table);
        }
      write_row (table, row, height);
    }
}

static void
write_sources (Table *table)
{
  YttSheetFlow *flow = &table->flow;

  if (ytt_sheet_sources_get_n (table->sources) == 0)
    return;

  if (ytt_sheet_flow_room (flow) < SOURCES_ROOM)
    begin_page (table, NULL);
  ytt_sheet_flow_heading (flow, _("Sources"));
  ytt_sheet_sources_draw_all (table->sources, flow);
}

/**
 * ytt_sheet_new_for_rows:
 * @head: what the sheet is
 * @paper: what it is laid out for
 * @rows: (element-type YttSheetRow): in their order, at most %YTT_SHEET_MOST_ROWS
 *
 * A table, its header on each page, and the sources of its figures behind it. It takes long where there are many rows,
 * so it is made off the main thread.
 *
 * Returns: (transfer full): it; a page that says so where there is no row
 */
YttSheet *
ytt_sheet_new_for_rows (const YttSheetHead *head,
                        const YttPaper     *paper,
                        GPtrArray          *rows)
{
  Table table;

  g_return_val_if_fail (head != NULL && paper != NULL && rows != NULL, NULL);
  g_return_val_if_fail (rows->len <= YTT_SHEET_MOST_ROWS, NULL);

  ytt_sheet_flow_init (&table.flow, head, paper);
  table.sources = ytt_sheet_sources_new ();
  measure_columns (&table);
  begin_page (&table, NULL);
  write_title (&table, head);
  if (rows->len == 0)
    ytt_sheet_flow_add_text (&table.flow, YTT_SHEET_BODY, _("No facility matches."), table.flow.left, table.flow.y,
                             table.flow.width, 2);
  else
    {
      write_header_row (&table);
      write_rows (&table, rows);
      write_sources (&table);
    }
  ytt_sheet_sources_free (table.sources);

  return ytt_sheet_flow_finish (&table.flow);
}
