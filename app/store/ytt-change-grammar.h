#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  YTT_GRAMMAR_CHANGE,     /* a table or a change may begin here, or the end be */
  YTT_GRAMMAR_N_COLUMNS,
  YTT_GRAMMAR_KEYS,
  YTT_GRAMMAR_NAME,
  YTT_GRAMMAR_INDIRECT,
  YTT_GRAMMAR_TYPE,
  YTT_GRAMMAR_SIZE,
  YTT_GRAMMAR_VALUE,
} YttGrammarState;

/**
 * YttChangeGrammar:
 *
 * How far a change set has been read that comes in pieces. Zeroed, it is at the beginning.
 */
typedef struct
{
  YttGrammarState state;
  guint32         n_columns;   /* of the table that was named last */
  guint32         left;        /* bytes of a value or of the keys, or of a name at most */
  guint32         n_values;    /* of the change, that are still to come */
  guint32         number;      /* as far as it was read */
  guint           n_bytes;     /* of the number */
  guint8          operation;
} YttChangeGrammar;

gboolean ytt_change_grammar_read (YttChangeGrammar *self,
                                  const guint8     *bytes,
                                  gsize             size);
gboolean ytt_change_grammar_end  (YttChangeGrammar *self);

G_END_DECLS
