#include "config.h"

#include "ytt-letters.h"

/* What the labels of one font say. */
typedef struct
{
  GtkWidget *label;
  GString   *letters;   /* each once */
} Font;

static void
font_free (Font *font)
{
  g_string_free (font->letters, TRUE);
  g_free (font);
}

static void
add_label (GHashTable *fonts,
           GtkLabel   *label)
{
  const PangoFontDescription *key = pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (label)));
  Font *font = g_hash_table_lookup (fonts, key);

  if (font == NULL)
    {
      font = g_new0 (Font, 1);
      font->label = GTK_WIDGET (label);
      font->letters = g_string_new (NULL);
      g_hash_table_insert (fonts, pango_font_description_copy (key), font);
    }

  for (const char *p = gtk_label_get_text (label); *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_strchr (font->letters->str, (gssize) font->letters->len, g_utf8_get_char (p)) == NULL)
      g_string_append_unichar (font->letters, g_utf8_get_char (p));
}

/* Those in pages of a stack that are not shown are left out, too. */
static void
add_shown_labels (GHashTable *fonts,
                  GtkWidget  *widget)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return;

  if (GTK_IS_LABEL (widget))
    add_label (fonts, GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    add_shown_labels (fonts, child);
}

static void
load_letters (Font *font)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (font->label, font->letters->str);
  int scale = gtk_widget_get_scale_factor (font->label);
  int width, height;
  cairo_surface_t *surface;
  cairo_t *cr;

  pango_layout_get_pixel_size (layout, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_A8, MAX (width, 1) * scale, MAX (height, 1) * scale);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/**
 * ytt_letters_load:
 * @widget: a window whose styles are known, about to be laid out and painted for the first time
 *
 * Has the shapes of all letters that @widget will show made, one font after another.
 *
 * Cairo makes a letter when it is first measured or painted, and for each that is of another size than the one before
 * FreeType sets the whole font anew to that size. In a list of names and captions the sizes take turns, so that this
 * takes longer than the letters themselves.
 */
void
ytt_letters_load (GtkWidget *widget)
{
  g_autoptr(GHashTable) fonts = NULL;
  GHashTableIter iter;
  gpointer font;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  fonts = g_hash_table_new_full ((GHashFunc) pango_font_description_hash, (GEqualFunc) pango_font_description_equal,
                                 (GDestroyNotify) pango_font_description_free, (GDestroyNotify) font_free);
  add_shown_labels (fonts, widget);
  g_hash_table_iter_init (&iter, fonts);
  while (g_hash_table_iter_next (&iter, NULL, &font))
    load_letters (font);
}
