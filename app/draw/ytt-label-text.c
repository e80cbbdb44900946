#include "config.h"

#include "ytt-label-text.h"

#include <math.h>
#include <string.h>

/* Letters up to here have a place in the table of widths; Latin, Greek, Cyrillic and punctuation. */
#define TABLE_SIZE 0x2070
#define FIRST_JOINED 0x590
#define LAST_JOINED 0x1dff

/* A letter is measured so often in a row, since one alone is rounded to whole pixels. */
#define REPEATS 8

typedef struct
{
  double      size;      /* px */
  PangoWeight weight;
  PangoStyle  style;
  double      spacing;   /* px between letters */
  double      line;      /* names of areas are broken into lines of so many times the size; 0 for others */
  double      dot;       /* radius, px */
  guint32     ink[YTT_N_THEMES];
} Face;

/* In high contrast names reach 4.5:1 on land, and those of seas on water: WCAG 2.1, 1.4.3. */
static const Face faces[YTT_LABEL_N_STYLES] = {
  [YTT_LABEL_STYLE_COUNTRY_SMALL] = { 11.5, PANGO_WEIGHT_SEMIBOLD, PANGO_STYLE_NORMAL, 0.7, 8.2, 0,
                                      { 0x5f595f, 0xb0b1b5, 0x3a353a, 0xe0e1e4 } },
  [YTT_LABEL_STYLE_COUNTRY] = { 12.5, PANGO_WEIGHT_SEMIBOLD, PANGO_STYLE_NORMAL, 0.8, 8.2, 0,
                                { 0x5f595f, 0xb0b1b5, 0x3a353a, 0xe0e1e4 } },
  [YTT_LABEL_STYLE_COUNTRY_LARGE] = { 14, PANGO_WEIGHT_SEMIBOLD, PANGO_STYLE_NORMAL, 0.9, 8.2, 0,
                                      { 0x5f595f, 0xb0b1b5, 0x3a353a, 0xe0e1e4 } },
  [YTT_LABEL_STYLE_SEA] = { 12, PANGO_WEIGHT_NORMAL, PANGO_STYLE_ITALIC, 1.2, 7.4, 0,
                            { 0x587d95, 0x6d8799, 0x2b4c61, 0xa9c0d0 } },
  [YTT_LABEL_STYLE_CAPITAL] = { 11.5, PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL, 0, 0, 2.5,
                                { 0x47474b, 0xc6c8cc, 0x1f2024, 0xffffff } },
  [YTT_LABEL_STYLE_CAPITAL_LARGE] = { 13, PANGO_WEIGHT_MEDIUM, PANGO_STYLE_NORMAL, 0, 0, 2.7,
                                      { 0x3a3a3e, 0xd2d4d8, 0x1f2024, 0xffffff } },
  [YTT_LABEL_STYLE_PLACE] = { 11.5, PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL, 0, 0, 2,
                              { 0x4f4f54, 0xb9bbc0, 0x2c2c30, 0xe6e7ea } },
  [YTT_LABEL_STYLE_PLACE_LARGE] = { 12.5, PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL, 0, 0, 2.2,
                                    { 0x454549, 0xc4c6cb, 0x2c2c30, 0xf0f1f3 } },
  [YTT_LABEL_STYLE_STATE] = { 11, PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL, 0.4, 8.2, 0,
                              { 0x8d8781, 0x85888d, 0x5f5a55, 0xb9bcc1 } },
  [YTT_LABEL_STYLE_TOWN] = { 11, PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL, 0, 0, 1.7,
                             { 0x5a5a5f, 0xa9abb0, 0x38383c, 0xd9dbe0 } },
};

struct _YttLabelText
{
  PangoContext *context;                       /* (owned) */
  double        enlarged;                      /* the user's text scale */
  PangoLayout  *layouts[YTT_LABEL_N_STYLES];   /* (owned) */
  PangoLayout  *joined[YTT_LABEL_N_STYLES];    /* (owned): for scripts that join letters, which have no space between */
  float        *widths[YTT_LABEL_N_STYLES];    /* (owned): by letter, less than 0 where not measured yet */
  double        heights[YTT_LABEL_N_STYLES];   /* of a line */
  double        tallest;                       /* line of what is being measured */
};

static PangoLayout *
make_layout (YttLabelText *self,
             const Face   *face)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font;

  font = pango_font_description_copy (pango_context_get_font_description (self->context));
  pango_font_description_set_absolute_size (font, face->size * self->enlarged * PANGO_SCALE);
  pango_font_description_set_weight (font, face->weight);
  pango_font_description_set_style (font, face->style);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  if (face->line > 0)
    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);

  return layout;
}

/* Letters on a map stand at any fraction of a pixel and on any ground: they are not fitted to pixels, which bends
 * small ones, and not coloured, which needs to know the ground. */
static PangoContext *
make_context (PangoContext *like)
{
  PangoContext *context = pango_font_map_create_context (pango_context_get_font_map (like));
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, pango_cairo_context_get_resolution (like));
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_font_description (context, pango_context_get_font_description (like));
  pango_context_set_language (context, pango_context_get_language (like));
  pango_context_set_base_dir (context, pango_context_get_base_dir (like));

  return context;
}

/**
 * ytt_label_style_get_size:
 * @style: how a label is written
 *
 * Returns: the size of its font in px, where the user did not ask for larger text
 */
double
ytt_label_style_get_size (YttLabelStyle style)
{
  g_return_val_if_fail (style < YTT_LABEL_N_STYLES, 0);

  return faces[style].size;
}

/**
 * ytt_label_text_new:
 * @context: (transfer none): gives the font's family, the language and the text's scale
 *
 * Returns: (transfer full): a writer of labels, for one thread
 */
YttLabelText *
ytt_label_text_new (PangoContext *context)
{
  YttLabelText *self;
  double resolution;

  g_return_val_if_fail (PANGO_IS_CONTEXT (context), NULL);

  self = g_new0 (YttLabelText, 1);
  self->context = make_context (context);
  resolution = pango_cairo_context_get_resolution (context);
  self->enlarged = resolution > 0 ? CLAMP (resolution / 96, 0.5, 4) : 1;

  return self;
}

/**
 * ytt_label_text_free:
 * @self: (transfer full): a writer of labels
 */
void
ytt_label_text_free (YttLabelText *self)
{
  for (guint i = 0; i < YTT_LABEL_N_STYLES; i++)
    {
      g_clear_object (&self->layouts[i]);
      g_clear_object (&self->joined[i]);
      g_clear_pointer (&self->widths[i], g_free);
    }
  g_clear_object (&self->context);
  g_free (self);
}

/**
 * ytt_label_style_choose:
 * @kind: what is named
 * @zoom: in tiles of 256 px
 *
 * Returns: how it is written
 */
YttLabelStyle
ytt_label_style_choose (YttBasemapLabelKind kind,
                        double              zoom)
{
  switch (kind)
    {
    case YTT_BASEMAP_LABEL_COUNTRY:
      return zoom < 3 ? YTT_LABEL_STYLE_COUNTRY_SMALL : zoom < 5 ? YTT_LABEL_STYLE_COUNTRY
                                                                 : YTT_LABEL_STYLE_COUNTRY_LARGE;
    case YTT_BASEMAP_LABEL_SEA:
      return YTT_LABEL_STYLE_SEA;
    case YTT_BASEMAP_LABEL_CAPITAL:
      return zoom < 6 ? YTT_LABEL_STYLE_CAPITAL : YTT_LABEL_STYLE_CAPITAL_LARGE;
    case YTT_BASEMAP_LABEL_PLACE:
      return zoom < 7.5 ? YTT_LABEL_STYLE_PLACE : YTT_LABEL_STYLE_PLACE_LARGE;
    case YTT_BASEMAP_LABEL_STATE:
      return YTT_LABEL_STYLE_STATE;
    case YTT_BASEMAP_LABEL_TOWN:
    case YTT_BASEMAP_N_LABEL_KINDS:
    default:
      return YTT_LABEL_STYLE_TOWN;
    }
}

/**
 * ytt_label_style_get_dot:
 * @style: how it is written
 *
 * Returns: the radius of the dot that marks the place, in px; 0 for areas
 */
double
ytt_label_style_get_dot (YttLabelStyle style)
{
  return faces[style].dot;
}

/**
 * ytt_label_style_get_ink:
 * @style: how it is written
 * @theme: which colours
 *
 * Returns: the colour of text and dot, 0xRRGGBB
 */
guint32
ytt_label_style_get_ink (YttLabelStyle style,
                         YttTheme      theme)
{
  return faces[style].ink[theme];
}

static gboolean
is_joined (gunichar letter)
{
  return letter >= FIRST_JOINED && letter <= LAST_JOINED;
}

static PangoLayout *
set_text (YttLabelText  *self,
          YttLabelStyle  style,
          const char    *text,
          gsize          length)
{
  PangoLayout *layout = self->layouts[style];

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    if (is_joined (g_utf8_get_char (p)))
      {
        layout = self->joined[style];
        break;
      }
  pango_layout_set_text (layout, text, length);

  return layout;
}

static void
space_letters (YttLabelText *self,
               PangoLayout  *layout,
               double        spacing)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (spacing * self->enlarged * PANGO_SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/* Makes what a style needs, once. */
static void
prepare (YttLabelText  *self,
         YttLabelStyle  style)
{
  PangoRectangle extents;

  if (self->layouts[style] != NULL)
    return;

  self->layouts[style] = make_layout (self, &faces[style]);
  self->joined[style] = make_layout (self, &faces[style]);
  if (faces[style].spacing > 0)
    space_letters (self, self->layouts[style], faces[style].spacing);
  self->widths[style] = g_new (float, TABLE_SIZE);
  for (guint i = 0; i < TABLE_SIZE; i++)
    self->widths[style][i] = -1;

  pango_layout_set_text (self->layouts[style], "Åg", -1);
  pango_layout_get_extents (self->layouts[style], NULL, &extents);
  self->heights[style] = (double) extents.height / PANGO_SCALE;
}

static double
measure_text (YttLabelText  *self,
              YttLabelStyle  style,
              const char    *text,
              gsize          length,
              double        *height)
{
  PangoRectangle extents;

  pango_layout_get_extents (set_text (self, style, text, length), NULL, &extents);
  if (height != NULL)
    *height = (double) extents.height / PANGO_SCALE;

  return (double) extents.width / PANGO_SCALE;
}

static double
measure_letter (YttLabelText  *self,
                YttLabelStyle  style,
                gunichar       letter)
{
  float *width = &self->widths[style][letter];

  if (*width < 0)
    {
      char bytes[6];
      int length = g_unichar_to_utf8 (letter, bytes);
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint i = 0; i < REPEATS; i++)
        g_string_append_len (text, bytes, length);
      *width = measure_text (self, style, text->str, text->len, NULL) / REPEATS;
    }

  return *width;
}

static double
measure_run (YttLabelText  *self,
             YttLabelStyle  style,
             const char    *text,
             gsize          length)
{
  double width = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (letter >= TABLE_SIZE || is_joined (letter))
        {
          double height;

          /* Another script comes from another font, whose lines may be taller. */
          width = measure_text (self, style, text, length, &height);
          self->tallest = MAX (self->tallest, height);

          return width;
        }
      width += measure_letter (self, style, letter);
    }

  return width;
}

/* Breaks a name into lines, and says how wide the widest is; with @lines the text comes too. */
static double
break_lines (YttLabelText  *self,
             YttLabelStyle  style,
             const char    *text,
             GString       *lines,
             guint         *n_lines)
{
  double most = 0, width = 0, limit = faces[style].line * faces[style].size * self->enlarged;
  double space = measure_run (self, style, " ", 1);

  *n_lines = 1;
  for (const char *word = text; *word != '\0';)
    {
      gsize length = strcspn (word, " ");
      double word_width = measure_run (self, style, word, length);

      if (width > 0 && width + space + word_width > limit)
        {
          width = 0;
          *n_lines += 1;
          if (lines != NULL)
            g_string_append_c (lines, '\n');
        }
      else if (width > 0)
        {
          width += space;
          if (lines != NULL)
            g_string_append_c (lines, ' ');
        }
      width += word_width;
      most = MAX (most, width);
      if (lines != NULL)
        g_string_append_len (lines, word, length);
      word += length;
      word += strspn (word, " ");
    }

  return most;
}

/**
 * ytt_label_text_measure:
 * @self: a writer of labels
 * @style: how it is written
 * @text: what is written
 * @width: (out): in px
 * @height: (out): in px
 *
 * Says how much room the text takes, without its halo.
 */
void
ytt_label_text_measure (YttLabelText  *self,
                        YttLabelStyle  style,
                        const char    *text,
                        double        *width,
                        double        *height)
{
  guint n_lines = 1;

  prepare (self, style);
  self->tallest = self->heights[style];
  *width = faces[style].line > 0 ? break_lines (self, style, text, NULL, &n_lines)
                                : measure_run (self, style, text, strlen (text));
  *height = n_lines * self->tallest;
}

static PangoLayout *
write_text (YttLabelText  *self,
            YttLabelStyle  style,
            const char    *text)
{
  g_autoptr(GString) lines = NULL;
  guint n_lines;

  prepare (self, style);
  if (faces[style].line == 0)
    return set_text (self, style, text, strlen (text));

  lines = g_string_new (NULL);
  break_lines (self, style, text, lines, &n_lines);

  return set_text (self, style, lines->str, lines->len);
}

/**
 * ytt_label_text_get_ink:
 * @self: a writer of labels
 * @style: how it is written
 * @text: what is written
 * @width: (out): in px
 * @height: (out): in px
 *
 * Says how large a picture the text needs, with its halo.
 */
void
ytt_label_text_get_ink (YttLabelText  *self,
                        YttLabelStyle  style,
                        const char    *text,
                        int           *width,
                        int           *height)
{
  PangoRectangle extents;

  pango_layout_get_pixel_extents (write_text (self, style, text), NULL, &extents);
  *width = extents.width + 2 * YTT_LABEL_HALO;
  *height = extents.height + 2 * YTT_LABEL_HALO;
}

static void
set_colour (cairo_t *cr,
            guint32  colour,
            double   alpha)
{
  cairo_set_source_rgba (cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0,
                         alpha);
}

/**
 * ytt_label_text_draw:
 * @self: a writer of labels
 * @cr: where to draw
 * @x: left side of the text, its halo not counted
 * @y: upper side
 * @style: how it is written
 * @text: what is written
 * @theme: which colours
 *
 * Draws the text with a halo in the colour of what lies below.
 */
void
ytt_label_text_draw (YttLabelText  *self,
                     cairo_t       *cr,
                     double         x,
                     double         y,
                     YttLabelStyle  style,
                     const char    *text,
                     YttTheme       theme)
{
  PangoLayout *layout = write_text (self, style, text);
  gboolean is_sea = style == YTT_LABEL_STYLE_SEA;
  PangoRectangle extents;

  pango_layout_get_pixel_extents (layout, NULL, &extents);
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 2.6);
  cairo_move_to (cr, x - extents.x, y - extents.y);
  pango_cairo_layout_path (cr, layout);
  set_colour (cr, is_sea ? ytt_theme_get_water (theme) : ytt_theme_get_land (theme), is_sea ? 0.75 : 0.9);
  cairo_stroke (cr);
  cairo_move_to (cr, x - extents.x, y - extents.y);
  set_colour (cr, faces[style].ink[theme], 1);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}
