/* The sources that pages name by numbers. */

#include "config.h"

#include "ytt-sheet-private.h"

#include <glib/gi18n.h>

#include "ytt-format.h"

/* Between the columns, from a number to what it is of, and between entries, in points. */
#define COLUMN_GAP 18.0
#define NUMBER_WIDTH 20.0
#define ENTRY_GAP 3.0

/* An address may be longer than a page. */
#define MOST_LINES 8

typedef struct
{
  gint64  id;
  char   *markup;
  char   *uri;      /* (nullable) */
  double  height;   /* in the column that it was measured for last */
} Entry;

struct _YttSheetSources
{
  GPtrArray *entries;   /* (owned) (element-type Entry) */
  double     width;     /* of the column that entries were measured for; 0 before */
  guint      measured;  /* so many of them */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->markup);
  g_free (entry->uri);
  g_free (entry);
}

YttSheetSources *
ytt_sheet_sources_new (void)
{
  YttSheetSources *self = g_new0 (YttSheetSources, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);

  return self;
}

void
ytt_sheet_sources_free (YttSheetSources *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

static void
append_escaped (GString    *markup,
                const char *before,
                const char *text)
{
  g_autofree char *escaped = NULL;

  if (text == NULL || *text == '\0')
    return;

  escaped = g_markup_escape_text (text, -1);
  if (markup->len > 0)
    g_string_append (markup, before);
  g_string_append (markup, escaped);
}

static char *
make_markup (const char *title,
             const char *publisher,
             const char *published,
             const char *url)
{
  GString *markup = g_string_new (NULL);
  g_autofree char *date = published != NULL && *published != '\0' ? ytt_format_date (published) : NULL;

  if (publisher != NULL && *publisher != '\0')
    {
      g_autofree char *escaped = g_markup_escape_text (publisher, -1);

      g_string_append_printf (markup, "<b>%s</b>", escaped);
    }
  append_escaped (markup, ": ", title);
  append_escaped (markup, ", ", date);
  /* An address is copied from paper letter by letter: where a line parts it, no hyphen is put in. */
  if (url != NULL && *url != '\0')
    {
      g_autofree char *escaped = g_markup_escape_text (url, -1);

      g_string_append_printf (markup, "%s<span insert_hyphens=\"false\">%s</span>", markup->len > 0 ? " " : "", escaped);
    }

  return g_string_free (markup, FALSE);
}

/* Only these open when somebody clicks on a page of a file. */
static gboolean
is_web (const char *url)
{
  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"));
}

/*< private >
 * ytt_sheet_sources_add:
 * @self: sources
 * @id: the key of a source, 0 for what has none
 *
 * Returns: its number, from 1; that which it has already
 */
guint
ytt_sheet_sources_add (YttSheetSources *self,
                       gint64           id,
                       const char      *title,
                       const char      *publisher,
                       const char      *published,
                       const char      *url)
{
  Entry *entry;

  for (guint i = 0; id != 0 && i < self->entries->len; i++)
    if (((Entry *) g_ptr_array_index (self->entries, i))->id == id)
      return i + 1;

  entry = g_new0 (Entry, 1);
  entry->id = id;
  entry->markup = make_markup (title, publisher, published, url);
  entry->uri = is_web (url) ? g_strdup (url) : NULL;
  g_ptr_array_add (self->entries, entry);

  return self->entries->len;
}

/*< private >
 * ytt_sheet_sources_add_source:
 *
 * Returns: its number, from 1; 0 for %NULL
 */
guint
ytt_sheet_sources_add_source (YttSheetSources *self,
                              const YttSource *source)
{
  if (source == NULL)
    return 0;

  return ytt_sheet_sources_add (self, source->id, source->title, source->publisher, source->published, source->url);
}

guint
ytt_sheet_sources_get_n (YttSheetSources *self)
{
  return self->entries->len;
}

/*< private >
 * ytt_sheet_sources_truncate:
 * @self: sources
 * @n: how many stay; those that were added last go
 */
void
ytt_sheet_sources_truncate (YttSheetSources *self,
                            guint            n)
{
  if (n < self->entries->len)
    g_ptr_array_set_size (self->entries, (int) n);
  self->measured = MIN (self->measured, self->entries->len);
}

/*< private >
 * ytt_sheet_sources_get_mark:
 * @number: of a source; 0 for none
 *
 * Returns: (transfer full): what stands behind that which it says, as markup
 */
char *
ytt_sheet_sources_get_mark (guint number)
{
  return number > 0 ? g_strdup_printf ("\302\240[%u]", number) : g_strdup ("");
}

static void
measure_entries (YttSheetSources *self,
                 YttSheetFlow    *flow,
                 double           width)
{
  if (self->width != width)
    self->measured = 0;
  self->width = width;
  for (; self->measured < self->entries->len; self->measured++)
    {
      Entry *entry = g_ptr_array_index (self->entries, self->measured);

      entry->height = ytt_sheet_flow_measure (flow, YTT_SHEET_TINY, entry->markup, width - NUMBER_WIDTH, MOST_LINES)
                      + ENTRY_GAP;
    }
}

static double
get_column_width (YttSheetFlow *flow)
{
  return (flow->width - COLUMN_GAP) / 2;
}

/* The first of the right column: the columns are as even as they get, the left one never the shorter. */
static guint
split (YttSheetSources *self,
       guint            first,
       guint            end,
       double          *height)
{
  double all = 0, left = 0;
  guint i;

  for (i = first; i < end; i++)
    all += ((Entry *) g_ptr_array_index (self->entries, i))->height;
  for (i = first; i < end && left < all / 2; i++)
    left += ((Entry *) g_ptr_array_index (self->entries, i))->height;
  *height = left;

  return i;
}

static void
draw_column (YttSheetSources *self,
             YttSheetFlow    *flow,
             guint            first,
             guint            end,
             double           x)
{
  double y = flow->y;

  for (guint i = first; i < end; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *number = g_strdup_printf ("[%u]", i + 1);
      YttSheetItem *item;

      ytt_sheet_flow_add_text (flow, YTT_SHEET_TINY, number, x, y, NUMBER_WIDTH, 1);
      ytt_sheet_flow_add_text (flow, YTT_SHEET_TINY, entry->markup, x + NUMBER_WIDTH, y,
                               get_column_width (flow) - NUMBER_WIDTH, MOST_LINES);
      item = g_ptr_array_index (flow->page->items, flow->page->items->len - 1);
      item->uri = g_strdup (entry->uri);
      y += entry->height;
    }
}

/*< private >
 * ytt_sheet_sources_measure:
 * @self: sources
 * @flow: a pen
 * @n: how many of them, from the first one on
 *
 * Returns: how high they are in two columns, in points
 */
double
ytt_sheet_sources_measure (YttSheetSources *self,
                           YttSheetFlow    *flow,
                           guint            n)
{
  double height;

  measure_entries (self, flow, get_column_width (flow));
  split (self, 0, MIN (n, self->entries->len), &height);

  return height;
}

/*< private >
 * ytt_sheet_sources_draw:
 * @self: sources
 * @flow: a pen, which goes below them
 * @n: how many of them; there is room for those
 */
void
ytt_sheet_sources_draw (YttSheetSources *self,
                        YttSheetFlow    *flow,
                        guint            n)
{
  double height;
  guint middle;

  n = MIN (n, self->entries->len);
  measure_entries (self, flow, get_column_width (flow));
  middle = split (self, 0, n, &height);
  draw_column (self, flow, 0, middle, flow->left);
  draw_column (self, flow, middle, n, flow->left + get_column_width (flow) + COLUMN_GAP);
  flow->y += height;
}

static void
go_on (YttSheetFlow *flow)
{
  g_autofree char *title = g_markup_escape_text (_("Sources (continued)"), -1);

  ytt_sheet_flow_add_page (flow, NULL);
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_HEADING, title, flow->left, flow->y, flow->width, 1) + 6;
}

/* How many from @first on go into two columns of the room that is left. */
static guint
count_fitting (YttSheetSources *self,
               YttSheetFlow    *flow,
               guint            first)
{
  guint end = first;

  while (end < self->entries->len)
    {
      double height;

      split (self, first, end + 1, &height);
      if (height > ytt_sheet_flow_room (flow))
        break;
      end++;
    }

  return end - first;
}

/*< private >
 * ytt_sheet_sources_draw_all:
 * @self: sources
 * @flow: a pen
 *
 * Writes all of them from the pen on, over as many pages as they need.
 */
void
ytt_sheet_sources_draw_all (YttSheetSources *self,
                            YttSheetFlow    *flow)
{
  guint first = 0;
  gboolean fresh = FALSE;

  measure_entries (self, flow, get_column_width (flow));
  while (first < self->entries->len)
    {
      guint n = count_fitting (self, flow, first), middle;
      double height;

      if (n == 0 && !fresh)
        {
          go_on (flow);
          fresh = TRUE;
          continue;
        }
      n = MAX (n, 1);

      middle = split (self, first, first + n, &height);
      draw_column (self, flow, first, middle, flow->left);
      draw_column (self, flow, middle, first + n, flow->left + get_column_width (flow) + COLUMN_GAP);
      flow->y += height;
      first += n;
      if (first < self->entries->len)
        go_on (flow);
      fresh = TRUE;
    }
}
