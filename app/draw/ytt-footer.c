#include "config.h"

#include "ytt-footer.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-format-moment.h"
#include "ytt-format.h"

/* In px. */
#define TEXT_SCALE 0.75
#define PADDING_X 14.0
#define PADDING_Y 9.0
#define LINE_GAP 2.0
#define SEPARATOR " · "
#define BETWEEN_SOURCES "; "

/* However little room there is, so many lines tell what the picture shows. */
#define MOST_HEAD_LINES 3

/* A picture that could name more of its sources would be a list of them. */
#define MOST_NAMED 200
#define MOST_SOURCE_LINES 5

/**
 * ytt_footer_new:
 *
 * Returns: (transfer full): an empty footer
 */
YttFooter *
ytt_footer_new (void)
{
  return g_new0 (YttFooter, 1);
}

/**
 * ytt_footer_copy:
 * @self: a footer
 *
 * Returns: (transfer full): another one, which shares its sources
 */
YttFooter *
ytt_footer_copy (const YttFooter *self)
{
  YttFooter *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->document = g_strdup (self->document);
  copy->date = g_strdup (self->date);
  copy->newest = g_strdup (self->newest);
  copy->filter = g_strdup (self->filter);
  copy->search = g_strdup (self->search);
  copy->sources = self->sources != NULL ? g_ptr_array_ref (self->sources) : NULL;
  copy->attribution = g_strdup (self->attribution);

  return copy;
}

/**
 * ytt_footer_free:
 * @self: (transfer full): a footer
 */
void
ytt_footer_free (YttFooter *self)
{
  g_free (self->document);
  g_free (self->date);
  g_free (self->newest);
  g_free (self->filter);
  g_free (self->search);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_free (self->attribution);
  g_free (self);
}

static gboolean
is_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/* What the facts are of: "As of 25 Nov 2026, newest claim of 9 Oct 2026" */
static char *
format_knowledge (const YttFooter *self)
{
  g_autofree char *date = is_text (self->date) ? ytt_format_date (self->date) : NULL;
  g_autofree char *newest = is_text (self->newest) ? ytt_format_date (self->newest) : NULL;

  if (self->moment.told != 0)
    return ytt_format_told (self->moment.told);
  if (date == NULL)
    return NULL;

  if (newest != NULL)
    /* Translators: the day a picture of the map was made, and the day of the newest claim in the document */
    return g_strdup_printf (_("As of %s, newest claim of %s"), date, newest);

  /* Translators: the day that a picture of the map shows */
  return g_strdup_printf (_("As of %s"), date);
}

/* "12 of 221 facilities: the stage Magnets; search “narva”" */
static char *
format_result (const YttFooter *self)
{
  g_autofree char *n_shown = ytt_format_number (self->n_shown, 0), *n_total = ytt_format_number (self->n_total, 0);
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->n_total == 0)
    return NULL;

  if (self->n_shown == self->n_total && !is_text (self->filter) && !is_text (self->search))
    {
      g_string_printf (text, ngettext ("%s facility", "%s facilities", self->n_total), n_total);
      return g_string_free (g_steal_pointer (&text), FALSE);
    }

  /* Translators: how many search and filter leave, of how many */
  g_string_printf (text, ngettext ("%s of %s facility", "%s of %s facilities", self->n_total), n_shown, n_total);
  if (is_text (self->filter))
    g_string_append_printf (text, ": %s", self->filter);
  if (is_text (self->search))
    {
      g_string_append (text, is_text (self->filter) ? "; " : ": ");
      /* Translators: what was searched for */
      g_string_append_printf (text, _("search “%s”"), self->search);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_part (GString    *text,
             const char *part)
{
  if (!is_text (part))
    return;

  if (text->len > 0)
    g_string_append (text, SEPARATOR);
  g_string_append (text, part);
}

/**
 * ytt_footer_get_head:
 * @self: a footer
 *
 * Returns: (transfer full): the document, the moment, and what was filtered, in one line; "" where nothing is known
 */
char *
ytt_footer_get_head (const YttFooter *self)
{
  g_autofree char *knowledge = format_knowledge (self), *result = format_result (self), *year = NULL;
  GString *text = g_string_new (NULL);

  if (self->moment.year != 0)
    /* Translators: the year that a picture of the map shows */
    year = g_strdup_printf (_("State at the end of %d"), self->moment.year);
  append_part (text, self->document);
  append_part (text, year);
  append_part (text, knowledge);
  append_part (text, result);

  return g_string_free (text, FALSE);
}

/**
 * ytt_source_format_short:
 * @source: a source
 *
 * Returns: (transfer full): who published it, else its title, and when: "Automotive World, 19 Sep 2025"
 */
char *
ytt_source_format_short (const YttSource *source)
{
  const char *name = is_text (source->publisher) ? source->publisher : source->title;
  g_autofree char *date = is_text (source->published) ? ytt_format_date (source->published) : NULL;

  return date != NULL ? g_strdup_printf ("%s, %s", name, date) : g_strdup (name);
}

/**
 * ytt_source_format_whole:
 * @source: a source
 *
 * Returns: (transfer full): publisher, title, date and address
 */
char *
ytt_source_format_whole (const YttSource *source)
{
  g_autofree char *date = is_text (source->published) ? ytt_format_date (source->published) : NULL;
  GString *text = g_string_new (is_text (source->publisher) ? source->publisher : NULL);

  if (is_text (source->title) && g_strcmp0 (source->title, source->publisher) != 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ": " : "", source->title);
  if (date != NULL)
    g_string_append_printf (text, ", %s", date);
  if (is_text (source->url))
    g_string_append_printf (text, ", %s", source->url);

  return g_string_free (text, FALSE);
}

/**
 * ytt_footer_get_sources:
 * @self: a footer
 * @n_named: how many sources to name at most
 *
 * Two of the same publisher and day are named once. What is not named is counted.
 *
 * Returns: (transfer full): the sources in one line; "" without any
 */
char *
ytt_footer_get_sources (const YttFooter *self,
                        guint            n_named)
{
  guint n = self->sources != NULL ? self->sources->len : 0;
  g_autoptr(GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *number = NULL;

  n_named = MIN (n_named, n);
  number = ytt_format_number (n_named > 0 ? n - n_named : n, 0);
  if (n == 0)
    return g_strdup ("");
  if (n_named == 0)
    return g_strdup_printf (ngettext ("%s source, named in the properties of the file",
                                      "%s sources, named in the properties of the file", n), number);

  for (guint i = 0; i < n_named; i++)
    {
      char *name = ytt_source_format_short (g_ptr_array_index (self->sources, i));

      if (!g_hash_table_contains (named, name))
        g_string_append_printf (text, "%s%s", i > 0 ? BETWEEN_SOURCES : "", name);
      g_hash_table_add (named, name);
    }
  if (n_named < n)
    {
      g_string_append (text, BETWEEN_SOURCES);
      g_string_append_printf (text, ngettext ("and %s more source", "and %s more sources", n - n_named), number);
    }

  return g_strdup_printf (ngettext ("Source: %s", "Sources: %s", n), text->str);
}

static char *
format_attribution (const YttFooter *self)
{
  /* Translators: whose map lies below: "Map: Natural Earth · GeoNames" */
  return is_text (self->attribution) ? g_strdup_printf (_("Map: %s"), self->attribution) : g_strdup ("");
}

/**
 * ytt_footer_get_text:
 * @self: a footer
 *
 * Returns: (transfer full): all it says, each source whole on a line of its own
 */
char *
ytt_footer_get_text (const YttFooter *self)
{
  g_autofree char *head = ytt_footer_get_head (self), *attribution = format_attribution (self);
  guint n = self->sources != NULL ? self->sources->len : 0;
  GString *text = g_string_new (head);

  if (n > 0)
    g_string_append_printf (text, "\n%s\n", ngettext ("Source:", "Sources:", n));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *source = ytt_source_format_whole (g_ptr_array_index (self->sources, i));

      g_string_append_printf (text, "%s%s", source, i + 1 < n ? "\n" : "");
    }
  if (*attribution != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", attribution);

  return g_string_free (text, FALSE);
}

static PangoLayout *
create_layout (PangoContext *context,
               const char   *text,
               gsize         n_bold,
               double        width)
{
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD);

  bold->end_index = (guint) n_bold;
  if (n_bold > 0)
    pango_attr_list_insert (attributes, bold);
  else
    pango_attribute_destroy (bold);
  pango_attr_list_insert (attributes, pango_attr_scale_new (TEXT_SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (width - 2 * PADDING_X, 1) * PANGO_SCALE));

  return layout;
}

static int
get_height (PangoLayout *layout)
{
  int height;

  if (*pango_layout_get_text (layout) == '\0')
    return 0;

  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

/* The footer as it is set: three paragraphs. */
typedef struct
{
  PangoLayout *head;
  PangoLayout *sources;
  PangoLayout *attribution;
  guint        n_named;
  double       height;
} Setting;

static void
clear_setting (Setting *setting)
{
  g_clear_object (&setting->head);
  g_clear_object (&setting->sources);
  g_clear_object (&setting->attribution);
}

/* Names as many sources as have room. */
static void
set_sources (const YttFooter *self,
             PangoContext    *context,
             double           width,
             double           room,
             Setting         *setting)
{
  guint n = self->sources != NULL ? self->sources->len : 0, low = 0, high = MIN (n, MOST_NAMED);

  while (low < high)
    {
      guint middle = low + (high - low + 1) / 2;
      g_autofree char *text = ytt_footer_get_sources (self, middle);
      g_autoptr(PangoLayout) layout = create_layout (context, text, 0, width);

      if (get_height (layout) <= room && pango_layout_get_line_count (layout) <= MOST_SOURCE_LINES)
        low = middle;
      else
        high = middle - 1;
    }

  setting->n_named = low;
  {
    g_autofree char *text = ytt_footer_get_sources (self, low);

    setting->sources = create_layout (context, text, 0, width);
  }
}

static void
set (const YttFooter *self,
     PangoContext    *context,
     double           width,
     double           most,
     Setting         *setting)
{
  g_autofree char *head = ytt_footer_get_head (self), *attribution = format_attribution (self);
  double room;

  setting->head = create_layout (context, head, self->document != NULL ? strlen (self->document) : 0, width);
  pango_layout_set_height (setting->head, -MOST_HEAD_LINES);
  pango_layout_set_ellipsize (setting->head, PANGO_ELLIPSIZE_END);
  setting->attribution = create_layout (context, attribution, 0, width);

  room = most - 2 * PADDING_Y - 2 * LINE_GAP - get_height (setting->head) - get_height (setting->attribution);
  set_sources (self, context, width, room, setting);

  setting->height = 2 * PADDING_Y;
  setting->height += get_height (setting->head) + get_height (setting->sources) + get_height (setting->attribution);
  setting->height += LINE_GAP * ((get_height (setting->sources) > 0) + (get_height (setting->attribution) > 0));
  setting->height = ceil (setting->height);
}

/**
 * ytt_footer_measure:
 * @self: a footer
 * @context: (transfer none): the font
 * @width: in px
 * @most: how high it should be at most, in px: as many sources are named as have room, in a few lines. What the picture
 *   shows, how many sources there are, and the basemap's attribution are told in any case
 *
 * Returns: the height, in px
 */
double
ytt_footer_measure (const YttFooter *self,
                    PangoContext    *context,
                    double           width,
                    double           most)
{
  Setting setting = { NULL };
  double height;

  g_return_val_if_fail (self != NULL, 0);

  set (self, context, width, most, &setting);
  height = setting.height;
  clear_setting (&setting);

  return height;
}

static void
write_layout (cairo_t     *cr,
              PangoLayout *layout,
              double      *y)
{
  if (get_height (layout) == 0)
    return;

  cairo_move_to (cr, PADDING_X, *y);
  pango_cairo_show_layout (cr, layout);
  *y += get_height (layout) + LINE_GAP;
}

/**
 * ytt_footer_draw:
 * @self: a footer
 * @cr: where to draw; the upper left corner is the origin
 * @context: (transfer none): the font
 * @width: in px
 * @most: as it was measured with
 * @theme: the palette
 *
 * Draws the footer on a ground of its own.
 *
 * Returns: how many sources are named
 */
guint
ytt_footer_draw (const YttFooter *self,
                 cairo_t         *cr,
                 PangoContext    *context,
                 double           width,
                 double           most,
                 YttTheme         theme)
{
  gboolean dark = ytt_theme_is_dark (theme), contrast = ytt_theme_is_contrast (theme);
  Setting setting = { NULL };
  double y = PADDING_Y;
  guint n_named;

  g_return_val_if_fail (self != NULL, 0);

  set (self, context, width, most, &setting);
  cairo_save (cr);
  ytt_cairo_set_rgb (cr, dark ? 0x242424 : 0xffffff);
  cairo_rectangle (cr, 0, 0, width, setting.height);
  cairo_fill (cr);
  ytt_cairo_set_rgb (cr, contrast ? ytt_theme_get_ink (theme) : dark ? 0x3d3d3d : 0xd5d0cc);
  cairo_rectangle (cr, 0, 0, width, 1);
  cairo_fill (cr);

  ytt_cairo_set_rgb (cr, contrast ? ytt_theme_get_ink (theme) : dark ? 0xffffff : 0x2e2e33);
  write_layout (cr, setting.head, &y);
  ytt_cairo_set_rgb (cr, contrast ? ytt_theme_get_ink (theme) : dark ? 0xc0bfbc : 0x5e5c64);
  write_layout (cr, setting.sources, &y);
  write_layout (cr, setting.attribution, &y);
  cairo_restore (cr);

  n_named = setting.n_named;
  clear_setting (&setting);

  return n_named;
}
