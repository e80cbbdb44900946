#include "config.h"

#include "ytt-sheet-private.h"

#include <math.h>

/* Those of the desktop where they are there, and what is there elsewhere. */
#define FAMILY "Cantarell, Adwaita Sans, Sans"

/* Where a page says it is smaller than this, it is laid out for this. */
#define LEAST_SIDE 200.0

#define POINTS_PER_MM (72 / 25.4)

/* What stays blank, in millimetres: printers cannot reach the outermost 5 or so. */
#define SIDE_MM 17
#define TOP_MM 16
#define BOTTOM_MM 12

typedef struct
{
  double      size;     /* points */
  PangoWeight weight;
  double      leading;  /* line to line, times the font's own */
  guint32     ink;      /* 0xRRGGBB */
} Face;

/* Grey letters are dark enough for a laser printer's dots to hold together. */
static const Face faces[YTT_SHEET_N_STYLES] = {
  [YTT_SHEET_COVER] = { 30, PANGO_WEIGHT_BOLD, 1, 0x1e1e22 },
  [YTT_SHEET_TITLE] = { 20, PANGO_WEIGHT_BOLD, 1, 0x1e1e22 },
  [YTT_SHEET_HEADING] = { 10.5, PANGO_WEIGHT_BOLD, 1, 0x1e1e22 },
  [YTT_SHEET_VALUE] = { 13, PANGO_WEIGHT_BOLD, 1, 0x1e1e22 },
  [YTT_SHEET_LEAD] = { 12, PANGO_WEIGHT_NORMAL, 1.12, 0x1e1e22 },
  [YTT_SHEET_BODY] = { 9, PANGO_WEIGHT_NORMAL, 1.06, 0x1e1e22 },
  [YTT_SHEET_STRONG] = { 9, PANGO_WEIGHT_BOLD, 1.06, 0x1e1e22 },
  [YTT_SHEET_LABEL] = { 8, PANGO_WEIGHT_NORMAL, 1, 0x56555c },
  [YTT_SHEET_SMALL] = { 7.5, PANGO_WEIGHT_NORMAL, 1, 0x56555c },
  [YTT_SHEET_TINY] = { 7, PANGO_WEIGHT_NORMAL, 1, 0x56555c },
};

#define RULE_WIDTH 0.5

G_DEFINE_BOXED_TYPE (YttSheet, ytt_sheet, ytt_sheet_ref, ytt_sheet_unref)

/**
 * ytt_paper_new:
 * @size: a size
 * @landscape: whether it lies on its side
 *
 * Returns: it with margins that every printer can keep (A4: ISO 216; Letter: ANSI/ASME Y14.1)
 */
YttPaper
ytt_paper_new (YttPaperSize size,
               gboolean     landscape)
{
  double width = size == YTT_PAPER_LETTER ? 8.5 * 72 : 210 * POINTS_PER_MM;
  double height = size == YTT_PAPER_LETTER ? 11.0 * 72 : 297 * POINTS_PER_MM;

  return (YttPaper) {
    .width = landscape ? height : width,
    .height = landscape ? width : height,
    .left = SIDE_MM * POINTS_PER_MM,
    .right = SIDE_MM * POINTS_PER_MM,
    .top = TOP_MM * POINTS_PER_MM,
    .bottom = BOTTOM_MM * POINTS_PER_MM,
  };
}

/**
 * ytt_paper_equal:
 * @a: some paper
 * @b: some paper
 *
 * Returns: whether both have the same size and margins, within half a point
 */
gboolean
ytt_paper_equal (const YttPaper *a,
                 const YttPaper *b)
{
  return fabs (a->width - b->width) < 0.5 && fabs (a->height - b->height) < 0.5
         && fabs (a->left - b->left) < 0.5 && fabs (a->right - b->right) < 0.5
         && fabs (a->top - b->top) < 0.5 && fabs (a->bottom - b->bottom) < 0.5;
}

YttSheet *
ytt_sheet_ref (YttSheet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ytt_sheet_unref (YttSheet *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->title);
  g_free (self->document);
  g_free (self->author);
  g_free (self->filter);
  g_free (self->attribution);
  g_free (self->keywords);
  g_ptr_array_unref (self->pages);
  g_free (self);
}

/**
 * ytt_sheet_get_n_pages:
 * @self: a sheet
 *
 * Returns: how many pages it has, at least one
 */
guint
ytt_sheet_get_n_pages (YttSheet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pages->len;
}

/**
 * ytt_sheet_get_title:
 * @self: a sheet
 *
 * Returns: (transfer none): what it is, in words
 */
const char *
ytt_sheet_get_title (YttSheet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

/**
 * ytt_sheet_get_paper:
 * @self: a sheet
 *
 * Returns: (transfer none): what it was laid out for
 */
const YttPaper *
ytt_sheet_get_paper (YttSheet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->paper;
}

/**
 * ytt_sheet_get_text:
 * @self: a sheet
 * @page: which page, from 0
 *
 * Returns: (transfer full): its words, a piece a line, without those of maps
 */
char *
ytt_sheet_get_text (YttSheet *self,
                    guint     page)
{
  GString *text;
  const YttSheetPage *of;

  g_return_val_if_fail (self != NULL && page < self->pages->len, NULL);

  text = g_string_new (NULL);
  of = g_ptr_array_index (self->pages, page);
  for (guint i = 0; i < of->items->len; i++)
    {
      const YttSheetItem *item = g_ptr_array_index (of->items, i);
      g_autofree char *plain = NULL;

      if (item->kind != YTT_SHEET_TEXT || !pango_parse_markup (item->markup, -1, 0, NULL, &plain, NULL, NULL))
        continue;

      if (item->n_lines > 0)
        g_string_append_len (text, plain + item->start, item->end - item->start);
      else
        g_string_append (text, plain);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/*< private >
 * ytt_sheet_create_context:
 *
 * Returns: (transfer full): for text in points that is as wide on a screen as in a file or at a printer, for one thread
 */
PangoContext *
ytt_sheet_create_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoFontDescription *font = pango_font_description_from_string (FAMILY);

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);

  return context;
}

/*< private >
 * ytt_sheet_create_layout:
 * @context: that of the thread
 * @item: a text
 *
 * Returns: (transfer full): it laid out, in points
 */
PangoLayout *
ytt_sheet_create_layout (PangoContext       *context,
                         const YttSheetItem *item)
{
  PangoLayout *layout = pango_layout_new (context);
  const Face *face = &faces[item->style];
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_absolute_size (font, face->size * PANGO_SCALE);
  pango_font_description_set_weight (font, face->weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, item->width >= 0 ? (int) (item->width * PANGO_SCALE) : -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, item->align);
  /* Columns stay where they are, whatever is written in them. */
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_line_spacing (layout, (float) face->leading);
  if (item->most_lines > 0)
    {
      pango_layout_set_height (layout, -(int) item->most_lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_markup (layout, item->markup, -1);

  return layout;
}

/* Some of the lines of a text, the first one at the top. */
static void
show_lines (cairo_t            *cr,
            PangoLayout        *layout,
            const YttSheetItem *item)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  guint line = 0, end = item->n_lines > 0 ? item->first_line + item->n_lines : G_MAXUINT;
  double top = 0;

  do
    {
      PangoRectangle box;

      pango_layout_iter_get_line_extents (iter, NULL, &box);
      if (line == item->first_line)
        top = box.y;
      if (line >= item->first_line)
        {
          cairo_move_to (cr, item->x + box.x / (double) PANGO_SCALE,
                         item->y + (pango_layout_iter_get_baseline (iter) - top) / PANGO_SCALE);
          pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
        }
    }
  while (++line < end && pango_layout_iter_next_line (iter));

  pango_layout_iter_free (iter);
}

/* An address as an attribute of a tag of cairo's, which knows quotes and what escapes them. */
static char *
make_link (const char *uri)
{
  GString *link = g_string_new ("uri='");

  for (const char *at = uri; *at != '\0'; at++)
    {
      if (*at == '\'' || *at == '\\')
        g_string_append_c (link, '\\');
      g_string_append_c (link, *at);
    }
  g_string_append_c (link, '\'');

  return g_string_free (link, FALSE);
}

static void
draw_text (const YttSheetItem *item,
           PangoContext       *context,
           cairo_t            *cr)
{
  g_autoptr(PangoLayout) layout = ytt_sheet_create_layout (context, item);

  ytt_cairo_set_rgb (cr, faces[item->style].ink);
  if (item->uri != NULL)
    {
      g_autofree char *link = make_link (item->uri);

      cairo_tag_begin (cr, CAIRO_TAG_LINK, link);
    }

  if (item->first_line == 0 && item->n_lines == 0)
    {
      cairo_move_to (cr, item->x, item->y);
      pango_cairo_show_layout (cr, layout);
    }
  else
    show_lines (cr, layout, item);

  if (item->uri != NULL)
    cairo_tag_end (cr, CAIRO_TAG_LINK);
}

/* A picture is drawn by one thread at a time, and a page by any. */
static void
draw_map (const YttSheetItem *item,
          cairo_t            *cr)
{
  g_autoptr(YttMapPicture) picture = ytt_map_picture_copy (item->picture);

  cairo_translate (cr, item->x, item->y);
  cairo_rectangle (cr, 0, 0, item->width, item->height);
  cairo_clip (cr);
  /* Without a basemap that can be read, the map still shows where facilities are. */
  ytt_map_picture_draw_map (picture, cr, NULL);
}

static void
draw_item (const YttSheetItem *item,
           PangoContext       *context,
           cairo_t            *cr)
{
  switch (item->kind)
    {
    case YTT_SHEET_TEXT:
      draw_text (item, context, cr);
      break;

    case YTT_SHEET_BOX:
      ytt_cairo_set_rgb (cr, item->colour);
      cairo_rectangle (cr, item->x, item->y, item->width, item->height);
      cairo_fill (cr);
      break;

    case YTT_SHEET_RULE:
      ytt_cairo_set_rgb (cr, item->colour);
      cairo_set_line_width (cr, RULE_WIDTH);
      cairo_rectangle (cr, item->x, item->y, item->width, item->height);
      cairo_stroke (cr);
      break;

    case YTT_SHEET_SYMBOL:
      cairo_translate (cr, item->x, item->y);
      ytt_draw_list_symbol (cr, item->width, item->stages, item->status, YTT_THEME_LIGHT);
      break;

    case YTT_SHEET_MAP:
      draw_map (item, cr);
      break;

    case YTT_SHEET_SAMPLE:
      cairo_translate (cr, item->x, item->y);
      cairo_scale (cr, item->scale, item->scale);
      ytt_legend_entry_draw (&item->entry, cr,
                             item->entry.group == YTT_LEGEND_SUPPLY ? 0 : YTT_LEGEND_SYMBOL_WIDTH / 2, 0,
                             YTT_THEME_LIGHT);
      break;

    default:
      g_assert_not_reached ();
    }
}

/**
 * ytt_sheet_draw_page:
 * @self: a sheet
 * @page: which page, from 0
 * @cr: a context in points, the page's upper left corner at its origin
 *
 * Draws one page. The paper itself is left to the caller.
 */
void
ytt_sheet_draw_page (YttSheet *self,
                     guint     page,
                     cairo_t  *cr)
{
  PangoContext *context;
  const YttSheetPage *of;

  g_return_if_fail (self != NULL && page < self->pages->len);

  context = ytt_sheet_create_context ();
  of = g_ptr_array_index (self->pages, page);
  for (guint i = 0; i < of->items->len; i++)
    {
      cairo_save (cr);
      draw_item (g_ptr_array_index (of->items, i), context, cr);
      cairo_restore (cr);
    }
  g_object_unref (context);
}

/*< private >
 * ytt_sheet_mend_paper:
 * @paper: a size that a printer's driver may have made up
 *
 * Returns: it, made so large that something fits on it
 */
YttPaper
ytt_sheet_mend_paper (const YttPaper *paper)
{
  YttPaper mended = *paper;

  mended.width = MAX (mended.width, LEAST_SIDE);
  mended.height = MAX (mended.height, LEAST_SIDE);
  if (mended.left + mended.right > mended.width / 2)
    mended.left = mended.right = mended.width / 10;
  if (mended.top + mended.bottom > mended.height / 2)
    mended.top = mended.bottom = mended.height / 10;

  return mended;
}
