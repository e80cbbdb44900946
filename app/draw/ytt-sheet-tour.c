/* A tour as a handout: a page a stop, and the sources at the end. */

#include "config.h"

#include "ytt-sheet-tour.h"

#include "ytt-sheet-private.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-key-figures.h"

/* The map to the width of what it stands in, and what it takes of the page at most. */
#define MAP_HEIGHT 0.72
#define MAP_OF_PAGE 0.5
#define MAP_MOST_HEIGHT 0.95

/* What stands below a map besides its text, in points: its caption and the numbers of sources; and a card. */
#define BELOW_MAP 60.0
#define CARD_HEIGHT 140.0

/* On a page that lies on its side the map stands beside the text, and takes this share of the width. */
#define MAP_SHARE 0.58
#define COLUMN_GAP 22.0

#define GAP 12.0
#define SYMBOL_SIZE 24.0

#define TITLE_LINES 4
#define NAME_LINES 2

/* Below a map: what it leaves out. */
#define CAPTION_LINES 2
#define CAPTION_HEIGHT 22.0

/* Where the words of a slide begin, as a share of the page. */
#define SLIDE_TOP 0.32

/* The handout while it is written. */
typedef struct
{
  YttSheetFlow     flow;
  YttSheetSources *sources;      /* (owned) */
  guint            n_stops;
  gboolean         with_notes;
  const char      *title;        /* (not owned): of the stop that is written */
  double           page_left;    /* of what may be written on, points */
  double           page_width;   /* points */
} Handout;

/**
 * ytt_sheet_stop_new:
 * @stop: a stop of a tour; a reference is taken
 *
 * Returns: (transfer full): a page of it, with nothing else on it yet
 */
YttSheetStop *
ytt_sheet_stop_new (YttTourStop *stop)
{
  YttSheetStop *self = g_new0 (YttSheetStop, 1);

  self->stop = g_object_ref (stop);

  return self;
}

void
ytt_sheet_stop_free (YttSheetStop *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->stop);
  g_clear_pointer (&self->record, ytt_record_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->map, ytt_map_picture_free);
  g_free (self);
}

/* Back to the whole width, wherever a stop's text stood. */
static void
use_page (Handout *handout)
{
  handout->flow.left = handout->page_left;
  handout->flow.width = handout->page_width;
}

/* What does not fit on a stop's page goes on below its title, on the whole page. */
static void
go_on_cb (YttSheetFlow *flow,
          gpointer      user_data)
{
  Handout *handout = user_data;
  /* Translators: the title of a page on which the text of a stop goes on; %s is the stop's title */
  g_autofree char *title = g_strdup_printf (_("%s (continued)"), handout->title);
  g_autofree char *markup = g_markup_escape_text (title, -1);

  use_page (handout);
  ytt_sheet_flow_add_page (flow, NULL);
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_HEADING, markup, flow->left, flow->y, flow->width, 2) + 6;
}

static void
write_overline (Handout *handout,
                guint    number)
{
  YttSheetFlow *flow = &handout->flow;
  /* Translators: above the title of a page: which stop of the tour it is, of how many, and what the tour is called */
  g_autofree char *text = g_strdup_printf (_("Stop %u of %u · %s"), number, handout->n_stops, flow->sheet->title);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_SMALL, markup, flow->left, flow->y, flow->width, 1) + 2;
}

static void
write_title (Handout *handout)
{
  YttSheetFlow *flow = &handout->flow;
  g_autofree char *markup = NULL;

  if (*handout->title == '\0')
    return;

  markup = g_markup_escape_text (handout->title, -1);
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_TITLE, markup, flow->left, flow->y, flow->width, TITLE_LINES)
             + 8;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  return (int) *(const guint *) a - (int) *(const guint *) b;
}

/* "[3] [13]–[17]" */
static char *
join_numbers (GArray *numbers)
{
  GString *text = g_string_new (NULL);

  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    {
      guint first = g_array_index (numbers, guint, i), last = first;

      while (i + 1 < numbers->len && g_array_index (numbers, guint, i + 1) == last + 1)
        last = g_array_index (numbers, guint, ++i);
      g_string_append_printf (text, "%s[%u]", text->len > 0 ? " " : "", first);
      if (last > first)
        g_string_append_printf (text, "%s[%u]", last > first + 1 ? "–" : " ", last);
    }

  return g_string_free (text, FALSE);
}

/* What the stop rests on, by number. */
static void
write_sources_of (Handout            *handout,
                  const YttSheetStop *page)
{
  YttSheetFlow *flow = &handout->flow;
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *joined = NULL, *text = NULL;

  if (page->sources == NULL || page->sources->len == 0)
    return;

  for (guint i = 0; i < page->sources->len; i++)
    {
      guint number = ytt_sheet_sources_add_source (handout->sources, g_ptr_array_index (page->sources, i));

      g_array_append_val (numbers, number);
    }
  joined = join_numbers (numbers);

  /* Translators: below a stop: the numbers of its sources, as in "Sources: [1] [4]" */
  text = g_strdup_printf (_("Sources: %s"), joined);
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_SMALL, text, flow->left, flow->y + 4, flow->width, 3) + 4;
}

static void
write_text (Handout            *handout,
            const YttSheetStop *page)
{
  const char *text = ytt_tour_stop_get_text (page->stop);

  if (*text != '\0')
    ytt_sheet_flow_paragraphs (&handout->flow, YTT_SHEET_LEAD, text, go_on_cb, handout);
}

static void
write_gone (Handout *handout)
{
  YttSheetFlow *flow = &handout->flow;

  flow->y += GAP;
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_BODY,
                                      _("The facility of this stop is not in the document any more."),
                                      flow->left, flow->y, flow->width, 3);
}

/* The facility that the stop shows, as on the wall: name, one line, figures. */
static void
write_card (Handout            *handout,
            const YttSheetStop *page)
{
  YttSheetFlow *flow = &handout->flow;
  double x = flow->left + SYMBOL_SIZE + 8, width = flow->width - SYMBOL_SIZE - 8, y;
  g_autofree char *name = NULL, *line = NULL, *escaped = NULL;
  YttSheetItem *symbol;

  if (page->record == NULL)
    return;

  /* A card is not parted. */
  if (ytt_sheet_flow_room (flow) < (flow->width > 330 ? 120 : 230))
    {
      go_on_cb (flow, handout);
      x = flow->left + SYMBOL_SIZE + 8;
      width = flow->width - SYMBOL_SIZE - 8;
    }

  name = g_markup_escape_text (page->record->name, -1);
  line = ytt_key_figures_get_line (page->record);
  escaped = g_markup_escape_text (line, -1);
  flow->y += GAP;
  y = flow->y - 1;
  symbol = ytt_sheet_flow_add (flow, YTT_SHEET_SYMBOL, flow->left, flow->y, SYMBOL_SIZE, SYMBOL_SIZE);
  symbol->stages = page->record->stages;
  symbol->status = page->record->status;
  y += ytt_sheet_flow_add_text (flow, YTT_SHEET_HEADING, name, x, y, width, NAME_LINES);
  y += ytt_sheet_flow_add_text (flow, YTT_SHEET_BODY, escaped, x, y, width, NAME_LINES);
  flow->y = MAX (y, flow->y + SYMBOL_SIZE) + 6;
  flow->y += ytt_sheet_flow_key_figures (flow, handout->sources, page->record, flow->left, flow->y, flow->width);
}

static void
write_notes (Handout            *handout,
             const YttSheetStop *page)
{
  YttSheetFlow *flow = &handout->flow;
  const char *notes = ytt_tour_stop_get_notes (page->stop);

  if (!handout->with_notes || *notes == '\0')
    return;

  if (ytt_sheet_flow_room (flow) < 60)
    go_on_cb (flow, handout);
  ytt_sheet_flow_heading (flow, _("Notes"));
  ytt_sheet_flow_paragraphs (flow, YTT_SHEET_BODY, notes, go_on_cb, handout);
}

/* Words alone, to open or to close with. */
static void
write_slide (Handout            *handout,
             const YttSheetStop *page)
{
  YttSheetFlow *flow = &handout->flow;
  g_autofree char *markup = g_markup_escape_text (handout->title, -1);

  flow->y = flow->top + (flow->bottom - flow->top) * SLIDE_TOP;
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_COVER, markup, flow->left, flow->y, flow->width, 5) + GAP;
  write_text (handout, page);
  write_sources_of (handout, page);
  write_notes (handout, page);
}

/* What the map leaves out, or of which year it tells, in words below it. */
static double
write_caption (YttSheetFlow    *flow,
               const YttFooter *of,
               double           y,
               double           width)
{
  g_autoptr(YttFooter) footer = ytt_footer_copy (of);
  g_autofree char *words = NULL, *markup = NULL;

  if (ytt_moment_is_now (footer->moment) && footer->n_shown == footer->n_total)
    return 0;

  g_clear_pointer (&footer->document, g_free);
  g_clear_pointer (&footer->date, g_free);
  words = ytt_footer_get_head (footer);
  markup = g_markup_escape_text (words, -1);

  return ytt_sheet_flow_add_text (flow, YTT_SHEET_TINY, markup, flow->left, y, width, CAPTION_LINES) + 3;
}

/* A page without notes has room for a larger map. */
static double
choose_map_height (Handout            *handout,
                   const YttSheetStop *page)
{
  YttSheetFlow *flow = &handout->flow;
  double least = MIN (flow->width * MAP_HEIGHT, (flow->bottom - flow->top) * MAP_OF_PAGE), below = BELOW_MAP;
  g_autofree char *text = g_markup_escape_text (ytt_tour_stop_get_text (page->stop), -1);

  if (handout->with_notes && *ytt_tour_stop_get_notes (page->stop) != '\0')
    return least;

  if (*text != '\0')
    below += ytt_sheet_flow_measure (flow, YTT_SHEET_LEAD, text, flow->width, 0);
  if (page->record != NULL || page->gone)
    below += CARD_HEIGHT;

  return MAX (least, MIN (flow->width * MAP_MOST_HEIGHT, ytt_sheet_flow_room (flow) - below));
}

static void
write_view (Handout            *handout,
            const YttSheetStop *page,
            guint               number)
{
  YttSheetFlow *flow = &handout->flow;
  gboolean beside = flow->sheet->paper.width > flow->sheet->paper.height;

  write_overline (handout, number);
  write_title (handout);
  if (page->map != NULL && beside)
    {
      double width = flow->width * MAP_SHARE, map_height = flow->bottom - flow->y - CAPTION_HEIGHT;

      ytt_sheet_flow_map (flow, page->map, flow->left, flow->y, width, map_height);
      write_caption (flow, page->map->footer, flow->y + map_height + 3, width);
      flow->left += width + COLUMN_GAP;
      flow->width -= width + COLUMN_GAP;
    }
  else if (page->map != NULL)
    {
      double map_height = choose_map_height (handout, page);

      ytt_sheet_flow_map (flow, page->map, flow->left, flow->y, flow->width, map_height);
      flow->y += map_height + 3;
      flow->y += write_caption (flow, page->map->footer, flow->y, flow->width) + GAP - 3;
    }

  write_text (handout, page);
  if (page->gone)
    write_gone (handout);
  write_card (handout, page);
  write_sources_of (handout, page);
  write_notes (handout, page);
  use_page (handout);
}

static void
write_stop (Handout            *handout,
            const YttSheetStop *page,
            guint               number)
{
  handout->title = ytt_tour_stop_get_title (page->stop);
  if (*handout->title == '\0' && page->record != NULL)
    handout->title = page->record->name;

  ytt_sheet_flow_add_page (&handout->flow, handout->title);
  if (ytt_tour_stop_get_kind (page->stop) == YTT_STOP_SLIDE)
    write_slide (handout, page);
  else
    write_view (handout, page, number);
}

static void
write_sources (Handout *handout)
{
  YttSheetFlow *flow = &handout->flow;
  g_autofree char *title = g_markup_escape_text (_("Sources"), -1);

  if (ytt_sheet_sources_get_n (handout->sources) == 0)
    return;

  ytt_sheet_flow_add_page (flow, _("Sources"));
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_TITLE, title, flow->left, flow->y, flow->width, 1) + 8;
  ytt_sheet_sources_draw_all (handout->sources, flow);
}

/* A tour without stops is a page with its name. */
static void
write_nothing (Handout *handout)
{
  YttSheetFlow *flow = &handout->flow;
  g_autofree char *title = g_markup_escape_text (flow->sheet->title, -1);

  ytt_sheet_flow_add_page (flow, NULL);
  flow->y += ytt_sheet_flow_add_text (flow, YTT_SHEET_TITLE, title, flow->left, flow->y, flow->width, TITLE_LINES) + 8;
  ytt_sheet_flow_add_text (flow, YTT_SHEET_BODY, _("This tour has no stops."), flow->left, flow->y, flow->width, 1);
}

/**
 * ytt_sheet_new_for_stops:
 * @head: what the sheet is; its title is the tour's
 * @paper: what it is laid out for
 * @stops: (element-type YttSheetStop): in their order
 * @with_notes: whether the speaker's notes are on it
 *
 * A handout: each stop begins a page, and goes on on further ones where it is long.
 *
 * Returns: (transfer full): it
 */
YttSheet *
ytt_sheet_new_for_stops (const YttSheetHead *head,
                         const YttPaper     *paper,
                         GPtrArray          *stops,
                         gboolean            with_notes)
{
  Handout handout = { .with_notes = with_notes };

  g_return_val_if_fail (head != NULL && paper != NULL && stops != NULL, NULL);

  ytt_sheet_flow_init (&handout.flow, head, paper);
  handout.sources = ytt_sheet_sources_new ();
  handout.n_stops = stops->len;
  handout.page_left = handout.flow.left;
  handout.page_width = handout.flow.width;

  for (guint i = 0; i < stops->len; i++)
    write_stop (&handout, g_ptr_array_index (stops, i), i + 1);
  if (stops->len == 0)
    write_nothing (&handout);
  write_sources (&handout);
  ytt_sheet_sources_free (handout.sources);

  return ytt_sheet_flow_finish (&handout.flow);
}
