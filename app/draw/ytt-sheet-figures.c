/* The figures by which a facility is introduced on paper. */

#include "config.h"

#include "ytt-sheet-private.h"

#include "ytt-format.h"
#include "ytt-key-figures.h"

#define CARD_COLOUR 0xf4f2ed
#define CARD_GAP 8.0
#define CARD_PADDING 7.0

/* A value is one line of a few words, or two where it is "about 2,300 t/yr of something long". */
#define VALUE_LINES 3
#define PRINT_LINES 4

/*< private >
 * ytt_sheet_markup_value:
 * @value: a value in words
 *
 * Returns: (transfer full): it as markup, its units ("t/yr") kept on one line: Unicode lets a line end behind a slash
 */
char *
ytt_sheet_markup_value (const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);
  g_autoptr(GRegex) unit = g_regex_new ("\\p{L}+/\\p{L}+", 0, 0, NULL);
  char *markup = g_regex_replace (unit, escaped, -1, 0, "<span allow_breaks=\"false\">\\0</span>", 0, NULL);

  return markup != NULL ? markup : g_steal_pointer (&escaped);
}

/*< private >
 * ytt_sheet_markup_claim:
 * @claim: a claim
 *
 * Returns: (transfer full): qualifier in regular weight, value in bold, as markup
 */
char *
ytt_sheet_markup_claim (const YttClaim *claim)
{
  g_autofree char *prefix = ytt_format_claim_prefix (claim);
  g_autofree char *plain = ytt_format_claim_value (claim);
  g_autofree char *value = ytt_sheet_markup_value (plain);
  g_autofree char *escaped = prefix != NULL ? g_markup_escape_text (prefix, -1) : NULL;

  return g_strdup_printf ("%s%s<b>%s</b>", escaped != NULL ? escaped : "", escaped != NULL ? " " : "", value);
}

static guint
add_source (YttSheetSources    *sources,
            const YttRecord    *record,
            const YttKeyFigure *figure)
{
  for (guint i = 0; i < record->sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (record->sources, i);

      if (source->id == figure->source)
        return ytt_sheet_sources_add_source (sources, source);
    }

  return figure->source != 0
         ? ytt_sheet_sources_add (sources, figure->source, figure->title, figure->publisher, NULL, figure->url) : 0;
}

/*< private >
 * ytt_sheet_flow_key_figures:
 * @flow: a pen, which stays where it is
 * @sources: gets those of the figures
 * @record: a facility
 * @x: of the left edge, in points
 * @y: of the upper edge, in points
 * @width: of all, in points
 *
 * Cards side by side, or below each other where there is no room, each with a figure and who says so.
 *
 * Returns: how high they are, in points; 0 where there is no figure
 */
double
ytt_sheet_flow_key_figures (YttSheetFlow    *flow,
                            YttSheetSources *sources,
                            const YttRecord *record,
                            double           x,
                            double           y,
                            double           width)
{
  g_autoptr(GPtrArray) figures = ytt_key_figures_new ((YttRecord *) record);
  gboolean beside = width > 330;
  double card = beside ? (width - (figures->len - 1) * CARD_GAP) / MAX (figures->len, 1) : width;
  double inner = card - 2 * CARD_PADDING, height = 0, bottom = y;
  YttSheetItem *boxes[YTT_MOST_KEY_FIGURES];

  for (guint i = 0; i < figures->len; i++)
    {
      const YttKeyFigure *figure = g_ptr_array_index (figures, i);
      g_autofree char *mark = ytt_sheet_sources_get_mark (add_source (sources, record, figure));
      g_autofree char *value = ytt_sheet_markup_value (figure->value);
      g_autofree char *print = g_markup_printf_escaped ("%s%s", figure->small_print, mark);
      double left = beside ? x + i * (card + CARD_GAP) : x, top = beside ? y : bottom;
      double pen = top + CARD_PADDING - 1;

      boxes[i] = ytt_sheet_flow_add (flow, YTT_SHEET_BOX, left, top, card, 0);
      boxes[i]->colour = CARD_COLOUR;
      pen += ytt_sheet_flow_add_text (flow, YTT_SHEET_VALUE, value, left + CARD_PADDING, pen, inner, VALUE_LINES) + 2;
      pen += ytt_sheet_flow_add_text (flow, YTT_SHEET_SMALL, print, left + CARD_PADDING, pen, inner, PRINT_LINES);
      boxes[i]->height = pen + CARD_PADDING - 1 - top;
      height = MAX (height, boxes[i]->height);
      if (!beside)
        bottom = top + boxes[i]->height + CARD_GAP;
    }

  if (figures->len == 0)
    return 0;
  if (!beside)
    return bottom - CARD_GAP - y;

  for (guint i = 0; i < figures->len; i++)
    boxes[i]->height = height;

  return height;
}
