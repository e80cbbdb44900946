#include "config.h"

#include "ytt-pasted.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ytt-coordinates.h"

/* As far as a text is looked at to find out what it is. */
#define LOOK_AT 65536

/* No place takes more letters; addresses of web maps are the longest. */
#define LONGEST_PLACE 2000

/* Both of the first two lines with something in them have this between their columns. */
static gboolean
is_parted_by (const char *text,
              char        separator)
{
  guint n_lines = 0;

  for (const char *at = text; *at != '\0' && n_lines < 2; )
    {
      gsize length = strcspn (at, "\r\n");
      gsize blank = strspn (at, " ");

      if (blank < length && memchr (at, separator, length) == NULL)
        return FALSE;
      if (blank < length)
        n_lines++;
      at += length + strspn (at + length, "\r\n");
    }

  return n_lines == 2;
}

static gboolean
is_place (const char *text)
{
  g_autoptr(GPtrArray) places = NULL;

  if (strlen (text) > LONGEST_PLACE || strpbrk (text, "\r\n") != NULL)
    return FALSE;
  /* A malformed one is meant as a place nevertheless, and what is wrong with it is told. */
  if (g_ascii_strncasecmp (text, "geo:", strlen ("geo:")) == 0)
    return TRUE;

  places = ytt_coordinates_parse (text, NULL, NULL);

  return places != NULL;
}

/**
 * ytt_pasted_look:
 * @text: what is in the clipboard
 *
 * Tells what a text is good for by how it begins. Rows are at least two, with tabs, semicolons, bars or commas between
 * their columns; whether they can be used is for the review of the import to find out.
 *
 * Returns: what the text may be
 */
YttPasted
ytt_pasted_look (const char *text)
{
  static const char separators[] = "\t;|,";
  g_autofree char *head = NULL;

  g_return_val_if_fail (text != NULL, YTT_PASTED_NOTHING);

  head = g_strstrip (g_strndup (text, LOOK_AT));
  if (is_place (head))
    return YTT_PASTED_PLACE;
  if (*head == '{')
    return strstr (head, "\"type\"") != NULL ? YTT_PASTED_GEOJSON : YTT_PASTED_NOTHING;
  if (*head == '<')
    return strstr (head, "<kml") != NULL ? YTT_PASTED_KML : strstr (head, "<gpx") != NULL ? YTT_PASTED_GPX : YTT_PASTED_NOTHING;

  for (guint i = 0; separators[i] != '\0'; i++)
    if (is_parted_by (head, separators[i]))
      return YTT_PASTED_ROWS;

  return YTT_PASTED_NOTHING;
}

/* By its name a file tells how it is to be read. Tabs and the rest are told apart by what is in the text. */
static const char *
get_suffix (YttPasted pasted)
{
  switch (pasted)
    {
    case YTT_PASTED_GEOJSON:
      return "geojson";
    case YTT_PASTED_KML:
      return "kml";
    case YTT_PASTED_GPX:
      return "gpx";
    case YTT_PASTED_ROWS:
    case YTT_PASTED_PLACE:
    case YTT_PASTED_NOTHING:
    default:
      return "csv";
    }
}

/**
 * ytt_pasted_keep:
 * @text: what is in the clipboard
 * @pasted: what it is
 * @error: return location for a #GFileError
 *
 * Writes a text where it can be read like any foreign file, and by nobody else. Whoever asked for it forgets it with
 * ytt_pasted_forget().
 *
 * Returns: (transfer full) (nullable): the path of the file, which is called as people would call it
 */
char *
ytt_pasted_keep (const char  *text,
                 YttPasted    pasted,
                 GError     **error)
{
  g_autofree char *folder = NULL, *name = NULL, *path = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  folder = g_dir_make_tmp ("ytterby-XXXXXX", error);
  if (folder == NULL)
    return NULL;

  /* Translators: what was pasted, as a file would be called */
  name = g_strdup_printf ("%s.%s", pasted == YTT_PASTED_ROWS ? _("Pasted rows") : _("Pasted places"), get_suffix (pasted));
  path = g_build_filename (folder, name, NULL);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error))
    {
      g_rmdir (folder);
      return NULL;
    }

  return g_steal_pointer (&path);
}

/**
 * ytt_pasted_forget:
 * @path: what ytt_pasted_keep() returned
 *
 * Deletes what was kept. It was ours alone: if it is gone already, that is as well.
 */
void
ytt_pasted_forget (const char *path)
{
  g_autofree char *folder = NULL;

  g_return_if_fail (path != NULL);

  folder = g_path_get_dirname (path);
  g_unlink (path);
  g_rmdir (folder);
}
