#include "config.h"

#include "ytt-query-words.h"

#include "ytt-codes.h"
#include "ytt-countries.h"
#include "ytt-query-index.h"

#include <string.h>

/* What nobody types, but somebody may paste. */
#define MAX_WORDS 32
#define MAX_WORD_LENGTH 64

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

GStrv
ytt_words_split (const char *text)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  guint n_words = 0;

  for (const char *p = valid; *p != '\0' && n_words < MAX_WORDS; )
    {
      const char *start;
      g_autofree char *word = NULL;
      gboolean has_letter = FALSE;
      guint length = 0;

      while (*p != '\0' && !is_word_char (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);

      start = p;
      while (*p != '\0' && is_word_char (g_utf8_get_char (p)) && length < MAX_WORD_LENGTH)
        {
          has_letter = has_letter || g_unichar_isalnum (g_utf8_get_char (p));
          length++;
          p = g_utf8_next_char (p);
        }

      /* Marks on nothing are no word. */
      if (has_letter)
        {
          word = g_strndup (start, p - start);
          g_strv_builder_add (builder, word);
          n_words++;
        }

      /* The rest of a word that is too long is not another word. */
      while (*p != '\0' && is_word_char (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
    }

  return g_strv_builder_end (builder);
}

char *
ytt_words_to_term (const char *word)
{
  /* A word has no quotation marks, and within them nothing is an operator. */
  return g_strdup_printf ("\"%s\"*", word);
}

char *
ytt_words_fold (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autoptr(GString) bare = g_string_new (NULL);

  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (bare, g_utf8_get_char (p));

  return g_utf8_casefold (bare->str, -1);
}

gboolean
ytt_words_begin (const char *folded_text,
                 const char *folded_word)
{
  for (const char *p = strstr (folded_text, folded_word); p != NULL; p = strstr (p + 1, folded_word))
    if (p == folded_text || !is_word_char (g_utf8_get_char (g_utf8_prev_char (p))))
      return TRUE;

  return FALSE;
}

/* The words of a country's names, each after a line feed. */
static char *
fold_country (const YttCountry *country)
{
  const char *local = ytt_country_get_name (country->code);
  g_autofree char *names = g_strdup_printf ("%s\n%s", country->name, local != country->name ? local : "");
  g_autofree char *folded = ytt_words_fold (names);
  g_auto(GStrv) words = ytt_words_split (folded);
  g_autofree char *joined = g_strjoinv ("\n", words);

  return g_strconcat ("\n", joined, NULL);
}

/* Folded once, in the language that the program started in. */
static char **
get_folded_countries (void)
{
  static char **folded = NULL;

  if (g_once_init_enter (&folded))
    {
      gsize n_countries;
      const YttCountry *countries = ytt_countries_get (&n_countries);
      char **names = g_new0 (char *, n_countries + 1);

      for (gsize i = 0; i < n_countries; i++)
        names[i] = fold_country (&countries[i]);

      g_once_init_leave (&folded, names);
    }

  return folded;
}

GArray *
ytt_words_match_countries (const char *word)
{
  GArray *codes = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autofree char *folded = ytt_words_fold (word);
  g_autofree char *beginning = g_strconcat ("\n", folded, NULL);
  char **names = get_folded_countries ();
  gsize n_countries;
  const YttCountry *countries = ytt_countries_get (&n_countries);

  for (gsize i = 0; i < n_countries; i++)
    if (g_ascii_strcasecmp (countries[i].code, word) == 0 || strstr (names[i], beginning) != NULL)
      {
        guint16 code = ytt_index_pack_country (countries[i].code);

        g_array_append_val (codes, code);
      }

  return codes;
}
