#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was typed as words for FTS5: letters, digits and the marks on them; anything else parts them. */
GStrv      ytt_words_split           (const char *text);
/* Without marks and case, as FTS5 compares. */
char      *ytt_words_fold            (const char *text);
/* Whether a word of the text begins so; both are folded. */
gboolean   ytt_words_begin           (const char *folded_text,
                                      const char *folded_word);
/* A term that matches what begins with @word, whatever is in it. */
char      *ytt_words_to_term         (const char *word);
/* (element-type guint16): packed codes of the countries of which a word begins like this, in the user's language
 * or in English, or whose code it is */
GArray    *ytt_words_match_countries (const char *word);

G_END_DECLS
