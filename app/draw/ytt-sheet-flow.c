/* Laying out: a pen that goes down the page. */

#include "config.h"

#include "ytt-sheet-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-format.h"
#include "ytt-mercator.h"

#define RULE_COLOUR 0xc9c6c1

/* What the foot takes, and how far above it the last line ends, in points. */
#define FOOT_HEIGHT 22.0
#define FOOT_GAP 10.0

/* How wide the number of the page is, at most. */
#define NUMBER_WIDTH 90.0

#define HEADING_ABOVE 12.0
#define HEADING_BELOW 4.0

/* No page holds a single line of a paragraph that goes on. */
#define LEAST_LINES 2

/* How many points a px of a map on paper measures: as on a screen of 96 dpi, or smaller where the map is. */
#define PX_IN_POINTS 0.75
#define SMALL_PX_IN_POINTS 0.6
#define SMALL_MAP 260.0

/* How often a map may go round the world. */
#define MOST_WORLDS 1.15

static void
item_free (gpointer data)
{
  YttSheetItem *item = data;

  g_free (item->markup);
  g_free (item->uri);
  g_clear_pointer (&item->picture, ytt_map_picture_free);
  g_free (item);
}

static void
page_free (gpointer data)
{
  YttSheetPage *page = data;

  g_ptr_array_unref (page->items);
  g_free (page->outline);
  g_free (page);
}

/*< private >
 * ytt_sheet_flow_init:
 * @flow: (out caller-allocates): a pen; without a page yet
 * @head: what the sheet is
 * @paper: what it is laid out for
 */
void
ytt_sheet_flow_init (YttSheetFlow       *flow,
                     const YttSheetHead *head,
                     const YttPaper     *paper)
{
  YttSheet *sheet = g_new0 (YttSheet, 1);
  YttPaper mended = ytt_sheet_mend_paper (paper);

  g_atomic_ref_count_init (&sheet->ref_count);
  sheet->paper = mended;
  sheet->title = g_strdup (head->title != NULL ? head->title : "");
  sheet->document = g_strdup (head->document);
  sheet->author = g_strdup (head->author);
  sheet->filter = g_strdup (head->filter);
  sheet->attribution = g_strdup (head->attribution);
  sheet->made = head->made;
  sheet->pages = g_ptr_array_new_with_free_func (page_free);

  *flow = (YttSheetFlow) {
    .sheet = sheet,
    .context = ytt_sheet_create_context (),
    .left = mended.left,
    .width = mended.width - mended.left - mended.right,
    .top = mended.top,
    .bottom = mended.height - mended.bottom - FOOT_HEIGHT - FOOT_GAP,
  };
}

/*< private >
 * ytt_sheet_flow_add_page:
 * @flow: a pen
 * @outline: (nullable): what the list of contents calls it, %NULL where it goes on with the one before
 */
void
ytt_sheet_flow_add_page (YttSheetFlow *flow,
                         const char   *outline)
{
  YttSheetPage *page = g_new0 (YttSheetPage, 1);

  page->items = g_ptr_array_new_with_free_func (item_free);
  page->outline = g_strdup (outline);
  g_ptr_array_add (flow->sheet->pages, page);
  flow->page = page;
  flow->y = flow->top;
}

/*< private >
 * ytt_sheet_flow_room:
 *
 * Returns: what is left of the page below the pen, in points
 */
double
ytt_sheet_flow_room (YttSheetFlow *flow)
{
  return flow->bottom - flow->y;
}

YttSheetItem *
ytt_sheet_flow_add (YttSheetFlow *flow,
                    YttSheetKind  kind,
                    double        x,
                    double        y,
                    double        width,
                    double        height)
{
  YttSheetItem *item = g_new0 (YttSheetItem, 1);

  item->kind = kind;
  item->x = x;
  item->y = y;
  item->width = width;
  item->height = height;
  g_ptr_array_add (flow->page->items, item);

  return item;
}

static double
measure_item (YttSheetFlow       *flow,
              const YttSheetItem *item)
{
  g_autoptr(PangoLayout) layout = ytt_sheet_create_layout (flow->context, item);
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return height / (double) PANGO_SCALE;
}

/*< private >
 * ytt_sheet_flow_measure:
 * @flow: a pen
 * @style: how it is written
 * @markup: a text
 * @width: what it may take, in points
 * @most_lines: after which it ends in an ellipsis; 0 for no bound
 *
 * Returns: how high it is, in points
 */
double
ytt_sheet_flow_measure (YttSheetFlow  *flow,
                        YttSheetStyle  style,
                        const char    *markup,
                        double         width,
                        guint          most_lines)
{
  const YttSheetItem item = {
    .style = style, .markup = (char *) markup, .width = width, .most_lines = most_lines,
  };

  return measure_item (flow, &item);
}

/*< private >
 * ytt_sheet_flow_measure_width:
 *
 * Returns: how wide a text is on one line, in points
 */
double
ytt_sheet_flow_measure_width (YttSheetFlow  *flow,
                              YttSheetStyle  style,
                              const char    *markup)
{
  const YttSheetItem item = { .style = style, .markup = (char *) markup, .width = -1 };
  g_autoptr(PangoLayout) layout = ytt_sheet_create_layout (flow->context, &item);
  int width;

  pango_layout_get_size (layout, &width, NULL);

  return ceil (width / (double) PANGO_SCALE);
}

/*< private >
 * ytt_sheet_flow_add_text:
 *
 * Like ytt_sheet_flow_measure(), and writes it at @x, @y. The pen stays where it is.
 *
 * Returns: how high it is, in points
 */
double
ytt_sheet_flow_add_text (YttSheetFlow  *flow,
                         YttSheetStyle  style,
                         const char    *markup,
                         double         x,
                         double         y,
                         double         width,
                         guint          most_lines)
{
  YttSheetItem *item = ytt_sheet_flow_add (flow, YTT_SHEET_TEXT, x, y, width, 0);

  item->style = style;
  item->markup = g_strdup (markup);
  item->most_lines = most_lines;
  item->height = measure_item (flow, item);

  return item->height;
}

void
ytt_sheet_flow_rule (YttSheetFlow *flow,
                     double        y)
{
  ytt_sheet_flow_add (flow, YTT_SHEET_RULE, flow->left, y, flow->width, 0)->colour = RULE_COLOUR;
}

void
ytt_sheet_flow_heading (YttSheetFlow *flow,
                        const char   *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  flow->y += HEADING_ABOVE;
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_HEADING, markup, flow->left, flow->y, flow->width, 1);
  flow->y += HEADING_BELOW;
}

/* How many lines from @first on go into @room, and how high they are. */
static guint
count_lines (PangoLayout *layout,
             guint        first,
             double       room,
             double      *height)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double top = 0;
  guint line = 0, n = 0;

  *height = 0;
  do
    {
      PangoRectangle box;

      pango_layout_iter_get_line_extents (iter, NULL, &box);
      if (line == first)
        top = box.y;
      if (line >= first)
        {
          double bottom = (box.y + box.height - top) / PANGO_SCALE;

          if (bottom > room)
            break;
          *height = bottom;
          n++;
        }
      line++;
    }
  while (pango_layout_iter_next_line (iter));

  pango_layout_iter_free (iter);

  return n;
}

static guint
get_start (PangoLayout *layout,
           guint        line)
{
  return (guint) pango_layout_get_line_readonly (layout, (int) line)->start_index;
}

/*< private >
 * ytt_sheet_flow_paragraphs:
 * @flow: a pen
 * @style: how they are written
 * @text: plain text
 * @go_on: begins a page where the page is full
 * @user_data: for @go_on
 *
 * Writes a text of any length from the pen on, over as many pages as it needs.
 */
void
ytt_sheet_flow_paragraphs (YttSheetFlow     *flow,
                           YttSheetStyle     style,
                           const char       *text,
                           YttSheetFlowFunc  go_on,
                           gpointer          user_data)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  const YttSheetItem all = { .style = style, .markup = markup, .width = flow->width };
  g_autoptr(PangoLayout) layout = ytt_sheet_create_layout (flow->context, &all);
  guint n = (guint) pango_layout_get_line_count (layout), first = 0;
  gboolean fresh = FALSE;

  while (first < n)
    {
      YttSheetItem *item;
      double height;
      guint fits = count_lines (layout, first, ytt_sheet_flow_room (flow), &height);

      /* On a page that has just been begun whatever fits is written, and one line in any case. */
      if (!fresh && fits < MIN (n - first, LEAST_LINES))
        {
          go_on (flow, user_data);
          fresh = TRUE;
          continue;
        }
      fits = MAX (fits, 1);

      item = ytt_sheet_flow_add (flow, YTT_SHEET_TEXT, flow->left, flow->y, all.width, height);
      item->style = style;
      item->markup = g_strdup (markup);
      item->first_line = first;
      item->n_lines = fits;
      item->start = get_start (layout, first);
      item->end = first + fits < n ? get_start (layout, first + fits) : (guint) strlen (text);
      flow->y += height;
      first += fits;
      if (first < n)
        go_on (flow, user_data);
      fresh = TRUE;
    }
}

/*< private >
 * ytt_sheet_fit_picture:
 * @picture: what the map shows: that of a map as large as the picture
 * @width: of the map on paper, in points
 * @height: in points
 *
 * Returns: (transfer full): one of that size, without title and legend, that shows all that the picture's map would
 */
YttMapPicture *
ytt_sheet_fit_picture (const YttMapPicture *picture,
                       double               width,
                       double               height)
{
  YttMapPicture *fitted = ytt_map_picture_copy (picture);
  double px = width < SMALL_MAP ? SMALL_PX_IN_POINTS : PX_IN_POINTS;
  double was_width = picture->width / picture->magnification, was_height = picture->height / picture->magnification;

  fitted->width = width;
  fitted->height = height;
  fitted->magnification = px;
  fitted->legend = FALSE;
  fitted->zoom = picture->zoom + log2 (MIN (width / px / was_width, height / px / was_height));
  /* Rather than the same facilities twice, a map of the whole world leaves out what is farthest from its middle. */
  fitted->zoom = MAX (fitted->zoom, log2 (width / px / YTT_MERCATOR_TILE / MOST_WORLDS));

  return fitted;
}

/*< private >
 * ytt_sheet_flow_map:
 * @flow: a pen
 * @picture: what the map shows: that of a map as large as the picture
 * @x: of its left edge, in points
 * @y: of its upper edge
 * @width: in points
 * @height: in points
 *
 * Draws a map in a hairline frame, without title, legend and footer. The pen stays where it is.
 */
void
ytt_sheet_flow_map (YttSheetFlow        *flow,
                    const YttMapPicture *picture,
                    double               x,
                    double               y,
                    double               width,
                    double               height)
{
  YttSheetItem *item = ytt_sheet_flow_add (flow, YTT_SHEET_MAP, x, y, width, height);

  item->picture = ytt_sheet_fit_picture (picture, width, height);
  ytt_sheet_flow_add (flow, YTT_SHEET_RULE, x, y, width, height)->colour = RULE_COLOUR;
}

static char *
make_foot (const YttSheet *sheet)
{
  g_autoptr(GString) foot = g_string_new (NULL);
  const char *parts[] = { sheet->document, sheet->filter };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (foot, "%s%s", foot->len > 0 ? " · " : "", parts[i]);

  return g_markup_escape_text (foot->str, -1);
}

static char *
make_origin (const YttSheet *sheet)
{
  g_autoptr(GDateTime) made = g_date_time_new_from_unix_local (sheet->made);
  g_autofree char *iso = g_date_time_format (made, "%Y-%m-%d");
  g_autofree char *date = ytt_format_date (iso);
  /* Translators: at the foot of a page: the day on which it was printed */
  g_autofree char *printed = g_strdup_printf (_("Printed on %s with Ytterby"), date);
  g_autofree char *origin = NULL;

  if (sheet->attribution != NULL && *sheet->attribution != '\0')
    /* Translators: at the foot of a page: whose base map it is */
    origin = g_strdup_printf (_("%s · Map: %s"), printed, sheet->attribution);

  return g_markup_escape_text (origin != NULL ? origin : printed, -1);
}

/* What each page is from, and the how many-eth it is. */
static void
write_foot (YttSheetFlow *flow,
            guint         number)
{
  YttSheet *sheet = flow->sheet;
  g_autofree char *foot = make_foot (sheet), *origin = make_origin (sheet);
  /* Translators: at the foot of a page: its number, and how many there are */
  g_autofree char *page = g_strdup_printf (_("Page %u of %u"), number, sheet->pages->len);
  double y = sheet->paper.height - sheet->paper.bottom - FOOT_HEIGHT;
  double right = flow->left + flow->width;

  ytt_sheet_flow_rule (flow, y);
  ytt_sheet_flow_add_text (flow, YTT_SHEET_TINY, foot, flow->left, y + 4, flow->width - NUMBER_WIDTH, 1);
  ytt_sheet_flow_add_text (flow, YTT_SHEET_TINY, origin, flow->left, y + 13, flow->width - NUMBER_WIDTH, 1);
  if (sheet->pages->len > 1)
    {
      YttSheetItem *item;

      ytt_sheet_flow_add_text (flow, YTT_SHEET_TINY, page, right - NUMBER_WIDTH, y + 4, NUMBER_WIDTH, 1);
      item = g_ptr_array_index (flow->page->items, flow->page->items->len - 1);
      item->align = PANGO_ALIGN_RIGHT;
    }
}

/*< private >
 * ytt_sheet_flow_finish:
 * @flow: a pen; not to be used any more
 *
 * Returns: (transfer full): the sheet, each page with its foot
 */
YttSheet *
ytt_sheet_flow_finish (YttSheetFlow *flow)
{
  for (guint i = 0; i < flow->sheet->pages->len; i++)
    {
      flow->page = g_ptr_array_index (flow->sheet->pages, i);
      write_foot (flow, i + 1);
    }
  g_clear_object (&flow->context);

  return g_steal_pointer (&flow->sheet);
}
