#include "config.h"

#include "ytt-basis-words.h"

#include "ytt-codes.h"
#include "ytt-format.h"

static void
append (GString    *words,
        const char *separator,
        const char *item)
{
  if (item == NULL || *item == '\0')
    return;

  if (words->len > 0)
    g_string_append (words, separator);
  g_string_append (words, item);
}

/**
 * ytt_basis_describe:
 * @basis: what a stop rests on
 * @with_name: whether to name the facility
 * @with_attribute: whether to say what it is a figure of
 *
 * Returns: (transfer full): what is said of it below its value
 */
char *
ytt_basis_describe (const YttStopBasis *basis,
                    gboolean            with_name,
                    gboolean            with_attribute)
{
  g_autofree char *date = basis->date != NULL ? ytt_format_date (basis->date) : NULL;
  g_autoptr(GString) words = g_string_new (NULL);
  g_autoptr(GString) source = g_string_new (basis->publisher);

  append (source, ", ", date);
  if (with_name)
    append (words, " · ", basis->about);
  if (with_attribute && basis->attribute != NULL)
    {
      append (words, " · ", ytt_attribute_get_label (basis->attribute));
      append (words, ", ", basis->part);
    }
  append (words, " · ", source->str);

  return g_string_free (g_steal_pointer (&words), FALSE);
}
