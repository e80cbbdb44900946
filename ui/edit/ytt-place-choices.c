#include "config.h"

#include "ytt-place-choices.h"

#include <glib/gi18n.h>

#include "ytt-codes.h"
#include "ytt-countries.h"

/* Characters of a source in a menu. */
#define MAX_LABEL 48

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (ytt_country_get_name (*(const char * const *) a),
                         ytt_country_get_name (*(const char * const *) b));
}

/**
 * ytt_place_choices_add_countries:
 * @field: a field without choices
 *
 * Adds all countries, in the order of their names in the user's language, and before them that it is unknown.
 */
void
ytt_place_choices_add_countries (YttChoiceField *field)
{
  gsize n_countries;
  const YttCountry *countries = ytt_countries_get (&n_countries);
  g_autoptr(GPtrArray) codes = g_ptr_array_sized_new (n_countries);

  for (gsize i = 0; i < n_countries; i++)
    g_ptr_array_add (codes, (gpointer) countries[i].code);
  g_ptr_array_sort (codes, compare_names);

  ytt_choice_field_add (field, "", _("Unknown"));
  for (guint i = 0; i < codes->len; i++)
    ytt_choice_field_add (field, g_ptr_array_index (codes, i), ytt_country_get_name (g_ptr_array_index (codes, i)));
}

/**
 * ytt_place_choices_name_source:
 * @source: a source
 *
 * Returns: (transfer full): by whom it is and what it is called, but no more of it than a menu has room for
 */
char *
ytt_place_choices_name_source (const YttSource *source)
{
  const char *title = source->title != NULL ? source->title : source->slug;
  g_autofree char *name = source->publisher != NULL ? g_strdup_printf ("%s: %s", source->publisher, title)
                                                    : g_strdup (title);
  g_autofree char *begin = NULL;

  if (g_utf8_strlen (name, -1) <= MAX_LABEL)
    return g_steal_pointer (&name);

  begin = g_utf8_substring (name, 0, MAX_LABEL - 1);

  return g_strconcat (g_strchomp (begin), "…", NULL);
}
