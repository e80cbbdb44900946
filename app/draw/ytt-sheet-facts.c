/* The fact sheet: one page with what the document knows of a facility. */

#include "config.h"

#include "ytt-sheet-facts.h"

#include "ytt-sheet-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-format-moment.h"
#include "ytt-format.h"
#include "ytt-key-figures.h"

/* The box that a symbol stands in, what of it is blank at each side, and the gap to the name. */
#define SYMBOL_SIZE 42.0
#define SYMBOL_INSET 5.0
#define SYMBOL_GAP 9.0
#define SECTION_GAP 10.0

/* What the map takes of the width, and how high it is to its width; less where the page is low. */
#define MAP_SHARE 0.42
#define MAP_HEIGHT 0.68
#define MAP_OF_PAGE 0.3

#define LABEL_WIDTH 66.0
#define FACT_GAP 2.5
#define ROW_PADDING 3.5

/* From this width on figures stand in two columns. */
#define TWO_COLUMNS 620.0
#define COLUMN_GAP 22.0

/* A heading with the room above and below, and a line that counts what there is no room for. */
#define HEADING_HEIGHT 30.0
#define COUNT_HEIGHT 13.0

/* Of what a page may be full of by itself. */
#define NAME_LINES 3
#define FACT_LINES 3
#define SUMMARY_LINES 6
#define VALUE_LINES 2
#define CAPTION_LINES 3

/* A sheet while it is written. */
typedef struct
{
  YttSheetFlow     flow;
  YttRecord       *record;
  YttSheetSources *sources;   /* (owned) */
} Facts;

/* A row of a section, measured before it is known whether there is room for it. */
typedef struct
{
  char   *label;       /* (owned) (nullable) plain */
  char   *value;       /* (owned) markup */
  char   *caption;     /* (owned) (nullable) markup */
  char   *aside;       /* (owned) (nullable) markup: what stands at its end */
  double  height;      /* points */
  guint   n_sources;   /* that are named once it is written */
} Row;

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->label);
  g_free (row->value);
  g_free (row->caption);
  g_free (row->aside);
}

static GArray *
rows_new (void)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (Row));

  g_array_set_clear_func (rows, row_clear);

  return rows;
}

/* The head */

static void
write_name (Facts *facts)
{
  YttSheetFlow *flow = &facts->flow;
  const YttRecord *record = facts->record;
  double indent = SYMBOL_SIZE - 2 * SYMBOL_INSET + SYMBOL_GAP;
  double x = flow->left + indent, width = flow->width - indent;
  g_autofree char *name = g_markup_escape_text (record->name, -1);
  g_autofree char *who = ytt_key_figures_get_line (record);
  /* Not the state of today is said at once. */
  g_autofree char *line = flow->sheet->filter != NULL ? g_strdup_printf ("%s · %s", who, flow->sheet->filter)
                                                      : g_strdup (who);
  g_autofree char *others = g_strjoinv (" · ", record->other_names);
  g_autofree char *escaped_line = g_markup_escape_text (line, -1), *escaped_others = g_markup_escape_text (others, -1);
  YttSheetItem *symbol = ytt_sheet_flow_add (flow, YTT_SHEET_SYMBOL, flow->left - SYMBOL_INSET,
                                             flow->y - SYMBOL_INSET + 1, SYMBOL_SIZE, SYMBOL_SIZE);
  double y = flow->y - 2;

  symbol->stages = record->stages;
  symbol->status = record->status;
  y += ytt_sheet_flow_add_text (flow, YTT_SHEET_TITLE, name, x, y, width, NAME_LINES);
  y += ytt_sheet_flow_add_text (flow, YTT_SHEET_BODY, escaped_line, x, y, width, 2);
  if (*others != '\0')
    y += ytt_sheet_flow_add_text (flow, YTT_SHEET_SMALL, escaped_others, x, y + 1, width, 1) + 1;

  flow->y = MAX (y, flow->y + SYMBOL_SIZE - 2 * SYMBOL_INSET) + SECTION_GAP;
}

/* A small table of what is not disputed */

static void
append_item (GString    *string,
             const char *separator,
             const char *item)
{
  if (item == NULL || *item == '\0')
    return;

  if (string->len > 0)
    g_string_append (string, separator);
  g_string_append (string, item);
}

static char *
list_stages (YttStages stages)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < YTT_N_STAGES; i++)
    if (stages & (1u << i))
      append_item (names, ", ", ytt_stage_get_label (1u << i));

  return g_string_free (names, FALSE);
}

static char *
list_organisations (GPtrArray *organisations)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < organisations->len; i++)
    {
      const YttOrganisation *organisation = g_ptr_array_index (organisations, i);
      g_autoptr(GString) name = g_string_new (organisation->name);

      if (organisation->country != NULL)
        g_string_append_printf (name, " (%s)", ytt_country_get_name (organisation->country));
      if (!isnan (organisation->share))
        {
          g_autofree char *share = ytt_format_number (organisation->share, -1);

          g_string_append_printf (name, " %s\302\240%%", share);
        }
      append_item (names, "; ", name->str);
    }

  return g_string_free (names, FALSE);
}

static char *
describe_place (const YttRecord *record)
{
  g_autofree char *coordinates = NULL;

  if (isnan (record->latitude))
    return g_strdup (_("unknown"));

  coordinates = ytt_format_coordinates (record->latitude, record->longitude, record->precision);

  return g_strdup_printf ("%s (%s)", coordinates, ytt_precision_get_label (record->precision));
}

static double
write_fact (YttSheetFlow *flow,
            double        y,
            double        width,
            const char   *label,
            const char   *markup)
{
  double height;

  if (markup == NULL || *markup == '\0')
    return y;

  ytt_sheet_flow_add_text (flow, YTT_SHEET_LABEL, label, flow->left, y + 0.7, LABEL_WIDTH - 6, 2);
  height = ytt_sheet_flow_add_text (flow, YTT_SHEET_BODY, markup, flow->left + LABEL_WIDTH, y, width - LABEL_WIDTH,
                                    FACT_LINES);

  return y + height + FACT_GAP;
}

static double
write_plain_fact (YttSheetFlow *flow,
                  double        y,
                  double        width,
                  const char   *label,
                  char         *text)
{
  g_autofree char *owned = text;
  g_autofree char *markup = g_markup_escape_text (owned, -1);

  return write_fact (flow, y, width, label, markup);
}

/* The status is a claim like others. */
static double
write_status (Facts  *facts,
              double  y,
              double  width)
{
  const YttRecord *record = facts->record;
  const YttFigure *figure = record->status_figure;
  g_autofree char *caption = NULL, *mark = NULL, *markup = NULL;

  if (figure == NULL || !ytt_moment_is_now (record->moment))
    {
      g_autofree char *standing = ytt_format_standing (record->status, record->promised, record->moment);

      markup = g_markup_printf_escaped ("<b>%s</b>", *standing != '\0' ? standing : "–");
      return write_fact (&facts->flow, y, width, ytt_attribute_get_label ("status"), markup);
    }

  caption = ytt_format_claim_caption (figure->shown);
  mark = ytt_sheet_sources_get_mark (ytt_sheet_sources_add_source (facts->sources, figure->shown->source));
  markup = g_markup_printf_escaped ("<b>%s</b> <span size=\"7.5pt\" foreground=\"#56555c\">%s%s</span>",
                                    ytt_status_get_label (record->status), caption, mark);

  return write_fact (&facts->flow, y, width, ytt_attribute_get_label ("status"), markup);
}

static void
write_facts (Facts               *facts,
             const YttMapPicture *map)
{
  YttSheetFlow *flow = &facts->flow;
  const YttRecord *record = facts->record;
  double map_width = map != NULL ? MIN (flow->width * MAP_SHARE, 300) : 0;
  double map_height = MIN (map_width * MAP_HEIGHT, (flow->bottom - flow->top) * MAP_OF_PAGE);
  double width = map != NULL ? flow->width - map_width - 16 : flow->width, y = flow->y;

  if (map != NULL)
    ytt_sheet_flow_map (flow, map, flow->left + flow->width - map_width, flow->y, map_width, map_height);

  y = write_status (facts, y, width);
  y = write_plain_fact (flow, y, width, _("Stages"), list_stages (record->stages));
  y = write_plain_fact (flow, y, width, _("Operator"), list_organisations (record->operators));
  y = write_plain_fact (flow, y, width, _("Owners"), list_organisations (record->owners));
  y = write_plain_fact (flow, y, width, _("Products"), g_strjoinv (", ", record->products));
  y = write_plain_fact (flow, y, width, _("Elements"), g_strjoinv (", ", record->elements));
  y = write_plain_fact (flow, y, width, _("Place"),
                        ytt_format_place (record->locality, record->admin1, record->country));
  y = write_plain_fact (flow, y, width, _("Coordinates"), describe_place (record));

  flow->y = MAX (y - FACT_GAP, flow->y + map_height) + SECTION_GAP;
}

static void
write_summary (Facts *facts)
{
  YttSheetFlow *flow = &facts->flow;
  g_autofree char *markup = NULL;

  if (facts->record->summary == NULL || *facts->record->summary == '\0')
    return;

  markup = g_markup_escape_text (facts->record->summary, -1);
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_BODY, markup, flow->left, flow->y, flow->width, SUMMARY_LINES);
}

/* Sections of rows, of which as many are written as there is room for */

static char *
describe_claims (const YttFigure *figure)
{
  guint n = figure->claims->len, differ = figure->contradicting != NULL ? figure->contradicting->len : 0;
  g_autofree char *claims = NULL, *differing = NULL;

  if (n < 2)
    return NULL;

  claims = g_strdup_printf (ngettext ("%u other claim", "%u other claims", n - 1), n - 1);
  if (differ == 0)
    return g_steal_pointer (&claims);

  /* Translators: of other claims on a figure: so many of them contradict the one that is shown */
  differing = g_strdup_printf (ngettext ("%u differs", "%u differ", differ), differ);

  return g_markup_printf_escaped ("%s, <b>%s</b>", claims, differing);
}

static char *
caption_claim (Facts          *facts,
               const YttClaim *claim)
{
  g_autofree char *caption = ytt_format_claim_caption (claim);
  g_autofree char *mark = ytt_sheet_sources_get_mark (ytt_sheet_sources_add_source (facts->sources, claim->source));

  return g_markup_printf_escaped ("%s%s", caption, mark);
}

static GArray *
make_figure_rows (Facts *facts)
{
  GArray *rows = rows_new ();

  for (guint i = 0; i < facts->record->figures->len; i++)
    {
      const YttFigure *figure = g_ptr_array_index (facts->record->figures, i);
      Row row = { .label = g_strdup (ytt_attribute_get_label (figure->attribute)) };

      row.value = ytt_sheet_markup_claim (figure->shown);
      row.caption = caption_claim (facts, figure->shown);
      row.aside = describe_claims (figure);
      if (figure->promise != NULL)
        {
          g_autofree char *promise = ytt_format_claim (figure->promise);
          g_autofree char *escaped = g_markup_escape_text (promise, -1);
          g_autofree char *own = g_steal_pointer (&row.caption);
          g_autofree char *caption = caption_claim (facts, figure->promise);
          /* Translators: a promise that is newer than the figure shown: its value, then its source and date */
          g_autofree char *since = g_strdup_printf (_("Promised since: %s · %s"), escaped, caption);

          row.caption = g_strdup_printf ("%s\n%s", own, since);
        }
      row.n_sources = ytt_sheet_sources_get_n (facts->sources);
      g_array_append_val (rows, row);
    }

  return rows;
}

static GArray *
make_announcement_rows (Facts *facts)
{
  GArray *rows = rows_new ();

  for (guint i = 0; i < facts->record->announcements->len; i++)
    {
      const YttAnnouncement *announcement = g_ptr_array_index (facts->record->announcements, i);
      Row row = { .label = ytt_format_date (announcement->date) };
      g_autoptr(GString) value = g_string_new (announcement->title);
      g_autofree char *mark = NULL;
      guint number = 0;

      if (announcement->amount != NULL)
        {
          g_autofree char *amount = ytt_format_amount (announcement->amount, announcement->currency,
                                                       announcement->amount_qualifier);

          g_string_append_printf (value, " · %s", amount);
        }
      if (announcement->sources != NULL && announcement->sources->len > 0)
        number = ytt_sheet_sources_add_source (facts->sources, g_ptr_array_index (announcement->sources, 0));
      mark = ytt_sheet_sources_get_mark (number);
      row.value = g_markup_printf_escaped ("%s%s", value->str, mark);
      row.n_sources = ytt_sheet_sources_get_n (facts->sources);
      g_array_append_val (rows, row);
    }

  return rows;
}

static const YttSource *
find_source (const YttRecord *record,
             gint64           id)
{
  for (guint i = 0; i < record->sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (record->sources, i);

      if (source->id == id)
        return source;
    }

  return NULL;
}

static GArray *
make_link_rows (Facts *facts)
{
  GArray *rows = rows_new ();

  for (guint i = 0; i < facts->record->links->len; i++)
    {
      const YttLink *link = g_ptr_array_index (facts->record->links, i);
      Row row = { .label = g_strdup (link->incoming ? _("From") : _("To")) };
      const YttSource *source = find_source (facts->record, link->source_id);
      g_autofree char *mark = ytt_sheet_sources_get_mark (ytt_sheet_sources_add_source (facts->sources, source));

      row.value = g_markup_printf_escaped ("%s · %s · %s%s", link->other_name, link->material,
                                           ytt_link_state_get_label (link->state), mark);
      row.n_sources = ytt_sheet_sources_get_n (facts->sources);
      g_array_append_val (rows, row);
    }

  return rows;
}

/* How a section is written. */
typedef struct
{
  const char *title;
  double      label;      /* width, points */
  double      aside;      /* width, points; 0 for none */
  guint       columns;
  GArray *  (*make)  (Facts    *facts);
  char *    (*count) (guint     n,
                      gboolean  more);
} Section;

static double
get_column (const Facts   *facts,
            const Section *section)
{
  return (facts->flow.width - (section->columns - 1) * COLUMN_GAP) / section->columns;
}

static void
measure_rows (Facts         *facts,
              const Section *section,
              GArray        *rows)
{
  double width = get_column (facts, section) - section->label - section->aside;

  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = &g_array_index (rows, Row, i);

      row->height = ytt_sheet_flow_measure (&facts->flow, YTT_SHEET_BODY, row->value, width, VALUE_LINES)
                    + 2 * ROW_PADDING;
      if (row->caption != NULL)
        row->height += ytt_sheet_flow_measure (&facts->flow, YTT_SHEET_SMALL, row->caption, width, CAPTION_LINES);
    }
}

static double
get_line_height (GArray        *rows,
                 guint          first,
                 const Section *section)
{
  double height = 0;

  for (guint i = first; i < MIN (first + section->columns, rows->len); i++)
    height = MAX (height, g_array_index (rows, Row, i).height);

  return height;
}

/* What the sources take at the foot of the page, with their heading and, perhaps, how many are left out. */
static double
get_sources_height (Facts *facts,
                    guint  n)
{
  return n > 0 ? ytt_sheet_sources_measure (facts->sources, &facts->flow, n) + HEADING_HEIGHT + COUNT_HEIGHT : 0;
}

/* How many rows there is room for, with the sources that they name. */
static guint
count_rows (Facts         *facts,
            const Section *section,
            GArray        *rows)
{
  double room = ytt_sheet_flow_room (&facts->flow) - HEADING_HEIGHT - 2 * COUNT_HEIGHT, height = 0;
  guint n = 0;

  while (n < rows->len)
    {
      guint end = MIN (n + section->columns, rows->len);

      height += get_line_height (rows, n, section);
      if (height + get_sources_height (facts, g_array_index (rows, Row, end - 1).n_sources) > room)
        break;
      n = end;
    }

  return n;
}

static void
write_row (Facts         *facts,
           const Section *section,
           const Row     *row,
           double         x)
{
  YttSheetFlow *flow = &facts->flow;
  double column = get_column (facts, section), width = column - section->label - section->aside;
  double y = flow->y + ROW_PADDING;

  if (row->label != NULL)
    {
      g_autofree char *label = g_markup_escape_text (row->label, -1);

      ytt_sheet_flow_add_text (flow, YTT_SHEET_LABEL, label, x, y + 0.7, section->label - 6, 2);
    }
  if (row->aside != NULL)
    {
      YttSheetItem *item;

      ytt_sheet_flow_add_text (flow, YTT_SHEET_SMALL, row->aside, x + column - section->aside + 6, y + 1,
                               section->aside - 6, 3);
      item = g_ptr_array_index (flow->page->items, flow->page->items->len - 1);
      item->align = PANGO_ALIGN_RIGHT;
    }
  y += ytt_sheet_flow_add_text (flow, YTT_SHEET_BODY, row->value, x + section->label, y, width, VALUE_LINES);
  if (row->caption != NULL)
    ytt_sheet_flow_add_text (flow, YTT_SHEET_SMALL, row->caption, x + section->label, y, width, CAPTION_LINES);
}

static void
write_rows (Facts         *facts,
            const Section *section,
            GArray        *rows,
            guint          n,
            const char    *rest)
{
  YttSheetFlow *flow = &facts->flow;

  if (rows->len == 0)
    return;

  ytt_sheet_flow_heading (flow, section->title);
  for (guint i = 0; i < n; i += section->columns)
    {
      ytt_sheet_flow_rule (flow, flow->y);
      for (guint j = i; j < MIN (i + section->columns, n); j++)
        write_row (facts, section, &g_array_index (rows, Row, j),
                   flow->left + (j - i) * (get_column (facts, section) + COLUMN_GAP));
      flow->y += get_line_height (rows, i, section);
    }
  if (n < rows->len)
    flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_SMALL, rest, flow->left, flow->y + 2, flow->width, 1) + 2;
}

/* Those that the page names, and of the others of the record as many as there is room for; the rest is counted. */
static void
write_sources (Facts *facts)
{
  YttSheetFlow *flow = &facts->flow;
  double room = ytt_sheet_flow_room (flow) - HEADING_HEIGHT - COUNT_HEIGHT;
  guint n = ytt_sheet_sources_get_n (facts->sources), all;

  for (guint i = 0; i < facts->record->sources->len; i++)
    ytt_sheet_sources_add_source (facts->sources, g_ptr_array_index (facts->record->sources, i));
  all = ytt_sheet_sources_get_n (facts->sources);
  if (all == 0)
    return;
  while (n < all && ytt_sheet_sources_measure (facts->sources, flow, n + 1) <= room)
    n++;

  /* At the foot of the page, like notes. */
  flow->y = MAX (flow->y, flow->bottom - ytt_sheet_sources_measure (facts->sources, flow, n)
                          - HEADING_HEIGHT - (n < all ? COUNT_HEIGHT : 0));
  ytt_sheet_flow_heading (flow, _("Sources"));
  ytt_sheet_sources_draw (facts->sources, flow, n);
  if (n < all)
    {
      /* Translators: below the sources of what is on a page: how many more the document has on the facility */
      g_autofree char *rest = g_strdup_printf (ngettext ("and %u more source in the document",
                                                         "and %u more sources in the document", all - n), all - n);

      ytt_sheet_flow_add_text (flow, YTT_SHEET_TINY, rest, flow->left, flow->y, flow->width, 1);
    }
}

static char *
count_figures (guint    n,
               gboolean more)
{
  return more ? g_strdup_printf (ngettext ("and %u more figure", "and %u more figures", n), n)
              : g_strdup_printf (ngettext ("%u figure", "%u figures", n), n);
}

static char *
count_announcements (guint    n,
                     gboolean more)
{
  return more ? g_strdup_printf (ngettext ("and %u more announcement", "and %u more announcements", n), n)
              : g_strdup_printf (ngettext ("%u announcement", "%u announcements", n), n);
}

static char *
count_links (guint    n,
             gboolean more)
{
  return more ? g_strdup_printf (ngettext ("and %u more supply link", "and %u more supply links", n), n)
              : g_strdup_printf (ngettext ("%u supply link", "%u supply links", n), n);
}

/* A section of which nothing fits is only counted. */
static void
write_section (Facts         *facts,
               const Section *section,
               GString       *left_out)
{
  guint n_before = ytt_sheet_sources_get_n (facts->sources), n;
  g_autoptr(GArray) rows = section->make (facts);

  measure_rows (facts, section, rows);
  n = count_rows (facts, section, rows);
  if (n == 0 && rows->len > 0)
    {
      g_autofree char *all = section->count (rows->len, FALSE);

      append_item (left_out, ", ", all);
    }
  else if (n < rows->len)
    {
      g_autofree char *rest = section->count (rows->len - n, TRUE);

      write_rows (facts, section, rows, n, rest);
    }
  else
    write_rows (facts, section, rows, n, NULL);

  /* Sources that only rows without room name are not named on the page. */
  ytt_sheet_sources_truncate (facts->sources, n > 0 ? g_array_index (rows, Row, n - 1).n_sources : n_before);
}

static void
write_sections (Facts *facts)
{
  YttSheetFlow *flow = &facts->flow;
  gboolean wide = flow->width >= TWO_COLUMNS;
  const Section sections[] = {
    { _("Figures"), 92, wide ? 66 : 92, wide ? 2 : 1, make_figure_rows, count_figures },
    { _("Announcements"), 66, 0, 1, make_announcement_rows, count_announcements },
    { _("Supply"), 66, 0, 1, make_link_rows, count_links },
  };
  g_autoptr(GString) left_out = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    write_section (facts, &sections[i], left_out);
  if (left_out->len > 0)
    {
      /* Translators: at the end of a page: what the document has besides, such as "3 announcements, 2 supply links" */
      g_autofree char *text = g_strdup_printf (_("Not on this page: %s"), left_out->str);
      g_autofree char *markup = g_markup_escape_text (text, -1);

      flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_SMALL, markup, flow->left, flow->y + 4, flow->width, 1) + 4;
    }

  write_sources (facts);
}

/**
 * ytt_sheet_new_for_record:
 * @head: what the sheet is; its filter says of which moment it tells, where that is not now
 * @paper: what it is laid out for
 * @record: a facility whole
 * @map: (nullable): where it is
 *
 * A fact sheet: one page. What there is no room for is counted.
 *
 * Returns: (transfer full): it
 */
YttSheet *
ytt_sheet_new_for_record (const YttSheetHead  *head,
                          const YttPaper      *paper,
                          YttRecord           *record,
                          const YttMapPicture *map)
{
  Facts facts = { .record = record };

  g_return_val_if_fail (head != NULL && paper != NULL && record != NULL, NULL);

  ytt_sheet_flow_init (&facts.flow, head, paper);
  ytt_sheet_flow_add_page (&facts.flow, NULL);
  facts.sources = ytt_sheet_sources_new ();
  write_name (&facts);
  facts.flow.y += ytt_sheet_flow_key_figures (&facts.flow, facts.sources, record, facts.flow.left, facts.flow.y,
                                              facts.flow.width);
  facts.flow.y += SECTION_GAP;
  write_facts (&facts, map);
  write_summary (&facts);
  write_sections (&facts);
  ytt_sheet_sources_free (facts.sources);

  return ytt_sheet_flow_finish (&facts.flow);
}
