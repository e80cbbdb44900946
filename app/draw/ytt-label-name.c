#include "config.h"

#include "ytt-label-name.h"

#include <libintl.h>
#include <string.h>

/* Of the names by which iso-codes knows it, the first that it has a translation of. */
static const char *
find_translation (const YttBasemapLabel *label)
{
  const char *domain = label->kind == YTT_BASEMAP_LABEL_COUNTRY ? "iso_3166-1" : "iso_3166-2";
  g_auto(GStrv) msgids = NULL;

  if (*label->msgid == '\0')
    return label->name;

  msgids = g_strsplit (label->msgid, "|", -1);
  for (guint i = 0; msgids[i] != NULL; i++)
    {
      /* Without a translation gettext gives back what it was given. */
      const char *translated = *msgids[i] != '\0' ? dgettext (domain, msgids[i]) : msgids[i];

      if (translated != msgids[i] && *translated != '\0')
        return translated;
    }

  return label->name;
}

/* "Congo, Democratic Republic of the": catalogues sort by the first word, maps do not. */
static const char *
turn_round (const char *text)
{
  const char *comma = strstr (text, ", ");
  g_autofree char *turned = NULL;

  if (comma == NULL || strstr (comma + 2, ", ") != NULL)
    return text;
  turned = g_strdup_printf ("%s %.*s", comma + 2, (int) (comma - text), text);

  return g_intern_string (turned);
}

/**
 * ytt_label_name_translate:
 * @label: a label of the basemap
 *
 * Names it in the user's language where iso-codes has that name, a country with its words as a map has them.
 *
 * Returns: (transfer none): the name; owned by the basemap, by gettext or for good
 */
const char *
ytt_label_name_translate (const YttBasemapLabel *label)
{
  static gsize bound;
  const char *name;

  if (g_once_init_enter (&bound))
    {
      bind_textdomain_codeset ("iso_3166-1", "UTF-8");
      bind_textdomain_codeset ("iso_3166-2", "UTF-8");
      g_once_init_leave (&bound, 1);
    }

  name = find_translation (label);

  return name != label->name && label->kind == YTT_BASEMAP_LABEL_COUNTRY ? turn_round (name) : name;
}
