/* Maps within a page of HTML. Cairo writes coordinates to the millionth of a px, in as many bytes as all else together. */

#include "config.h"

#include "ytt-tour-map.h"

#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <string.h>

/* What begins a path's data; nothing else in cairo's SVG is called so. */
#define PATH_DATA " d=\""

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_string_append_len (closure, (const char *) data, length);

  return CAIRO_STATUS_SUCCESS;
}

static const char *
append_number (GString    *shorter,
               const char *at)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;
  double value = g_ascii_strtod (at, &end);

  g_ascii_formatd (number, sizeof number, "%.2f", value);
  if (strchr (number, '.') != NULL)
    for (gsize n = strlen (number); number[n - 1] == '0' || number[n - 1] == '.'; n--)
      {
        gboolean was_point = number[n - 1] == '.';

        number[n - 1] = '\0';
        if (was_point)
          break;
      }
  g_string_append (shorter, g_str_equal (number, "-0") ? "0" : number);

  return end;
}

/* Letters part numbers by themselves, and so does a minus: https://www.w3.org/TR/SVG11/paths.html#PathDataBNF */
static const char *
append_path (GString    *shorter,
             const char *at)
{
  gboolean after_number = FALSE;

  while (*at != '\0' && *at != '"')
    {
      if (*at == ' ')
        {
          at++;
        }
      else if (g_ascii_isdigit (*at) || *at == '-' || *at == '.')
        {
          gsize start = shorter->len;

          at = append_number (shorter, at);
          if (after_number && shorter->str[start] != '-')
            g_string_insert_c (shorter, (gssize) start, ',');
          after_number = TRUE;
        }
      else
        {
          g_string_append_c (shorter, *at++);
          after_number = FALSE;
        }
    }

  return at;
}

/**
 * ytt_tour_map_shorten:
 * @svg: SVG as cairo writes it
 *
 * A hundredth of a px is far less than a wall of 2160 lines shows. Transformations stay as exact as they were, for they
 * may enlarge.
 *
 * Returns: (transfer full): the same picture in fewer bytes
 */
char *
ytt_tour_map_shorten (const char *svg)
{
  GString *shorter = g_string_sized_new (strlen (svg) / 2);
  const char *at = svg, *path;

  while ((path = strstr (at, PATH_DATA)) != NULL)
    {
      path += strlen (PATH_DATA);
      g_string_append_len (shorter, at, path - at);
      at = append_path (shorter, path);
    }
  g_string_append (shorter, at);

  return g_string_free (shorter, FALSE);
}

/**
 * ytt_tour_map_write:
 * @picture: a map
 * @theme: the palette
 * @error: return location for an error
 *
 * Draws a map, all in vectors.
 *
 * Returns: (transfer full) (nullable): the address of a picture that is all in the address (RFC 2397), of characters
 *   that need no escape in an attribute
 */
char *
ytt_tour_map_write (const YttMapPicture  *picture,
                    YttTheme              theme,
                    GError              **error)
{
  g_autoptr(YttMapPicture) copy = ytt_map_picture_copy (picture);
  g_autoptr(GString) svg = g_string_new (NULL);
  g_autofree char *shorter = NULL, *address = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;
  gboolean good;

  copy->theme = theme;
  surface = cairo_svg_surface_create_for_stream (write_cb, svg, copy->width, copy->height);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  cr = cairo_create (surface);
  good = ytt_map_picture_draw_map (copy, cr, error);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (good && cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The picture could not be drawn: %s"),
                   cairo_status_to_string (cairo_surface_status (surface)));
      good = FALSE;
    }
  cairo_surface_destroy (surface);
  if (!good)
    return NULL;

  shorter = ytt_tour_map_shorten (svg->str);
  address = g_uri_escape_string (shorter, ",:;=/()", FALSE);

  return g_strconcat ("data:image/svg+xml,", address, NULL);
}
