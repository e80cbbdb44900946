#include "ytt-symbol.h"

/* Chosen so that any two stages stay apart under each kind of colour blindness; tests/core/test-symbol.c
 * holds the palette to it. In the order of the bits of YttStages. */
static const guint32 stage_colours[2][YTT_N_STAGES] = {
  [YTT_THEME_LIGHT] = { 0x1b5702, 0x492e23, 0xa17808, 0x117f7d, 0x7c389f, 0x042b4e, 0xb43948 },
  [YTT_THEME_DARK] = { 0x6df1b3, 0xf19d6b, 0xfeec37, 0x48b1af, 0xbd70f6, 0xabc9ff, 0xf13d6c },
};

/**
 * ytt_theme_is_dark:
 * @theme: the palette
 *
 * Returns: whether it is for a dark background
 */
gboolean
ytt_theme_is_dark (YttTheme theme)
{
  return theme == YTT_THEME_DARK || theme == YTT_THEME_DARK_CONTRAST;
}

/**
 * ytt_theme_is_contrast:
 * @theme: the palette
 *
 * Returns: whether it is for high contrast
 */
gboolean
ytt_theme_is_contrast (YttTheme theme)
{
  return theme == YTT_THEME_LIGHT_CONTRAST || theme == YTT_THEME_DARK_CONTRAST;
}

/**
 * ytt_theme_get_stage_colour:
 * @theme: the palette
 * @stage: one stage; of several, the first
 *
 * Returns: the stage's colour as 0xRRGGBB; that of what is gone for %YTT_STAGE_NONE
 */
guint32
ytt_theme_get_stage_colour (YttTheme  theme,
                            YttStages stage)
{
  for (guint i = 0; i < YTT_N_STAGES; i++)
    if (stage & (1 << i))
      return stage_colours[ytt_theme_is_dark (theme)][i];

  return ytt_theme_get_gone (theme);
}

/**
 * ytt_theme_get_paper:
 * @theme: the palette
 *
 * Returns: what symbols are cased with and hollow ones are filled with, as 0xRRGGBB
 */
guint32
ytt_theme_get_paper (YttTheme theme)
{
  return ytt_theme_is_dark (theme) ? 0x15191d : 0xffffff;
}

/**
 * ytt_theme_get_gone:
 * @theme: the palette
 *
 * Returns: the grey of what is closed, shelved or cancelled, as 0xRRGGBB
 */
guint32
ytt_theme_get_gone (YttTheme theme)
{
  return ytt_theme_is_dark (theme) ? 0x98979d : 0x6f6e74;
}

/**
 * ytt_theme_get_land:
 * @theme: the palette
 *
 * Returns: the basemap's land, as 0xRRGGBB
 */
guint32
ytt_theme_get_land (YttTheme theme)
{
  return ytt_theme_is_dark (theme) ? 0x2c3035 : 0xf4f2ed;
}

/**
 * ytt_theme_get_water:
 * @theme: the palette
 *
 * Returns: the basemap's water, as 0xRRGGBB
 */
guint32
ytt_theme_get_water (YttTheme theme)
{
  return ytt_theme_is_dark (theme) ? 0x192026 : 0xcad7de;
}

/**
 * ytt_theme_get_ink:
 * @theme: the palette
 *
 * Returns: what is written with on paper, as 0xRRGGBB
 */
guint32
ytt_theme_get_ink (YttTheme theme)
{
  if (ytt_theme_is_dark (theme))
    return 0xffffff;

  return ytt_theme_is_contrast (theme) ? 0x000000 : 0x1f2024;
}

/**
 * ytt_theme_get_selection:
 * @theme: the palette
 *
 * Returns: the ring around a selection, as 0xRRGGBB; in high contrast 3:1 or more against land and water
 */
guint32
ytt_theme_get_selection (YttTheme theme)
{
  if (!ytt_theme_is_contrast (theme))
    return 0x3584e4;

  return ytt_theme_is_dark (theme) ? 0x62a0ea : 0x1a5fb4;
}
