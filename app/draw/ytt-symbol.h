#pragma once

#include <cairo.h>

#include "ytt-codes.h"

G_BEGIN_DECLS

/* The palette that symbols, links and basemap are drawn with. In high contrast stages keep their colours, which reach
 * 3:1 against what they are cased with; lines and names of the map become stronger. */
typedef enum
{
  YTT_THEME_LIGHT,
  YTT_THEME_DARK,
  YTT_THEME_LIGHT_CONTRAST,
  YTT_THEME_DARK_CONTRAST,
} YttTheme;

#define YTT_N_THEMES 4

gboolean ytt_theme_is_dark         (YttTheme theme);
gboolean ytt_theme_is_contrast     (YttTheme theme);

/* Colours as 0xRRGGBB. */
guint32 ytt_theme_get_stage_colour (YttTheme theme, YttStages stage);
guint32 ytt_theme_get_paper        (YttTheme theme);
guint32 ytt_theme_get_gone         (YttTheme theme);   /* closed, shelved, cancelled */
guint32 ytt_theme_get_land         (YttTheme theme);
guint32 ytt_theme_get_water        (YttTheme theme);
guint32 ytt_theme_get_ink          (YttTheme theme);   /* numbers, and in high contrast the borders of what is paper */
guint32 ytt_theme_get_selection    (YttTheme theme);   /* ring of the selection, and the focus on the map */

/* Sets a colour given as 0xRRGGBB. */
void ytt_cairo_set_rgb (cairo_t *cr, guint32 rgb);

/* One stage's symbol, its middle at x, y, in a box of size px; casing: px of paper around it, 0 in lists. */
void ytt_draw_symbol (cairo_t *cr, double x, double y, double size, double casing,
                      YttStages stage, YttStatus status, YttTheme theme);
/* What a list row shows in a box of size px: one symbol of 23, or up to four of 14 in two columns. */
void ytt_draw_list_symbol (cairo_t *cr, double size, YttStages stages, YttStatus status, YttTheme theme);

G_END_DECLS
