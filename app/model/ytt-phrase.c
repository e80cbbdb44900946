#include "config.h"

#include "ytt-phrase.h"

#include <string.h>

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x200b || c == 0xfeff;
}

/* How many bytes of @text the phrase takes, 0 if it does not begin with it. A phrase that ends with a letter is a whole
 * word; what comes before it was somebody else's to read. */
static gsize
measure (const YttPhrase *phrase,
         const char      *text)
{
  const char *at = text;
  gunichar wanted = 0;

  for (const char *p = phrase->text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (at);

      wanted = g_utf8_get_char (p);
      if (wanted == ' ')
        {
          gsize spaces = ytt_text_count_spaces (at);

          if (spaces == 0)
            return 0;
          at += spaces;
          continue;
        }
      if (c == 0 || (c != wanted && (phrase->exact || g_unichar_tolower (c) != wanted)))
        return 0;
      at = g_utf8_next_char (at);
    }

  if (wanted < 0x3000 && g_unichar_isalpha (wanted) && g_unichar_isalpha (g_utf8_get_char (at)))
    return 0;

  return (gsize) (at - text);
}

/**
 * ytt_phrase_find:
 * @phrases: (array length=n_phrases): what is known
 * @n_phrases: how many
 * @types: a bit for each type that is looked for, 1 << type
 * @text: valid UTF-8
 * @length: (out): how many bytes of @text the phrase takes
 *
 * Returns: (nullable) (transfer none): the longest phrase that @text begins with; of two as long, one that heeds
 *   capitals, else the first
 */
const YttPhrase *
ytt_phrase_find (const YttPhrase *phrases,
                 gsize            n_phrases,
                 guint            types,
                 const char      *text,
                 gsize           *length)
{
  const YttPhrase *found = NULL;

  *length = 0;
  for (gsize i = 0; i < n_phrases; i++)
    {
      gsize size;

      if ((types & (1u << phrases[i].type)) == 0)
        continue;
      size = measure (&phrases[i], text);
      if (size > *length || (size > 0 && size == *length && phrases[i].exact && !found->exact))
        {
          found = &phrases[i];
          *length = size;
        }
    }

  return found;
}

/**
 * ytt_text_count_spaces:
 * @text: valid UTF-8
 *
 * Returns: how many bytes of spaces of any width @text begins with
 */
gsize
ytt_text_count_spaces (const char *text)
{
  const char *at = text;

  while (*at != '\0' && is_space (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);

  return (gsize) (at - text);
}

/**
 * ytt_text_measure_word:
 * @text: valid UTF-8
 *
 * Returns: how many bytes the first word of @text takes, for an error to point at; for no letter, one character
 */
gsize
ytt_text_measure_word (const char *text)
{
  const char *at = text;

  while (*at != '\0' && (g_unichar_isalpha (g_utf8_get_char (at)) || g_unichar_ismark (g_utf8_get_char (at))))
    at = g_utf8_next_char (at);
  if (at == text && *at != '\0')
    at = g_utf8_next_char (at);

  return (gsize) (at - text);
}
