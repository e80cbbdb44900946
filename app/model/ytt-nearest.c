#include "config.h"

#include "ytt-nearest.h"

#include <string.h>

/**
 * ytt_nearest_get_distance:
 * @a: a text
 * @b: another
 *
 * Returns: how many bytes must be put in, taken out or changed to make one of the other
 */
guint
ytt_nearest_get_distance (const char *a,
                          const char *b)
{
  gsize length = strlen (b);
  g_autofree guint *costs = g_new (guint, length + 1);

  for (gsize j = 0; j <= length; j++)
    costs[j] = j;

  for (gsize i = 0; a[i] != '\0'; i++)
    {
      guint diagonal = costs[0];

      costs[0] = i + 1;
      for (gsize j = 0; j < length; j++)
        {
          guint above = costs[j + 1];
          guint change = diagonal + (a[i] == b[j] ? 0 : 1);

          costs[j + 1] = MIN (change, MIN (above, costs[j]) + 1);
          diagonal = above;
        }
    }

  return costs[length];
}

/**
 * ytt_nearest_find:
 * @words: (array zero-terminated=1): a list of words
 * @text: what was written
 *
 * Returns: (transfer none): the word that is spelt most like @text, the first of several
 */
const char *
ytt_nearest_find (const char * const *words,
                  const char         *text)
{
  const char *nearest = NULL;
  guint least = G_MAXUINT;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint distance = ytt_nearest_get_distance (text, words[i]);

      if (distance < least)
        {
          least = distance;
          nearest = words[i];
        }
    }

  return nearest;
}
