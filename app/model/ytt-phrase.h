#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * YttPhrase:
 * @text: in lower case; a space stands for one space or more
 * @type: what it is to the parser
 * @exact: whether capitals count, as in "Mt"
 * @value: a number that goes with it
 * @code: (nullable): a code that goes with it
 *
 * Words that a parser of typed text knows.
 */
typedef struct
{
  const char *text;
  guint8      type;
  guint8      exact;
  int         value;
  const char *code;
} YttPhrase;

/* (nullable): the longest of @phrases that @text begins with */
const YttPhrase *ytt_phrase_find        (const YttPhrase *phrases,
                                         gsize            n_phrases,
                                         guint            types,
                                         const char      *text,
                                         gsize           *length);
/* How many bytes of spaces @text begins with. */
gsize            ytt_text_count_spaces  (const char      *text);
/* How many bytes its first word takes: letters and what sticks to them, else one character. */
gsize            ytt_text_measure_word  (const char      *text);

G_END_DECLS
