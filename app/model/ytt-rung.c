#include "config.h"

#include "ytt-rung.h"

#include <glib/gi18n.h>

static const struct
{
  const char *code;
  const char *label;
  const char *word;
  const char *next;   /* (nullable): as what comes after the rung before */
} rungs[] = {
  [YTT_RUNG_NOT_STATED] =
    { "", N_("Not stated"), N_("not stated"), NULL },
  /* Translators: each rung of the ladder of a deal comes as a title, as one word in a list, and as the next step */
  [YTT_RUNG_STATEMENT_OF_INTEREST] =
    { "statement-of-interest", N_("Statement of interest"), N_("interest"), N_("next: statement of interest") },
  [YTT_RUNG_MEMORANDUM] =
    { "memorandum", NC_("rung", "Memorandum"), N_("memorandum"), N_("next: memorandum") },
  [YTT_RUNG_TERM_SHEET] =
    { "term-sheet", N_("Term sheet"), N_("term sheet"), N_("next: term sheet") },
  [YTT_RUNG_BINDING] =
    { "binding", N_("Binding contract"), N_("signed"), N_("next: binding contract") },
  [YTT_RUNG_FINANCIAL_CLOSE] =
    { "financial-close", N_("Financial close"), N_("financed"), N_("next: financial close") },
  [YTT_RUNG_FIRST_DELIVERY] =
    { "first-delivery", N_("First delivery"), N_("delivered"), N_("next: first delivery") },
};

/**
 * ytt_rung_from_code:
 * @code: (nullable): such as "term-sheet"; "" and %NULL are "not stated"
 * @rung: (out): the rung
 *
 * Returns: whether there is such a rung; @rung stays untouched if not
 */
gboolean
ytt_rung_from_code (const char *code,
                    YttRung    *rung)
{
  for (guint i = 0; i < G_N_ELEMENTS (rungs); i++)
    if (g_strcmp0 (code != NULL ? code : "", rungs[i].code) == 0)
      {
        *rung = (YttRung) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * ytt_rung_to_code:
 * @rung: a rung
 *
 * Returns: what a document stores, "" for "not stated"
 */
const char *
ytt_rung_to_code (YttRung rung)
{
  g_return_val_if_fail ((guint) rung < G_N_ELEMENTS (rungs), "");

  return rungs[rung].code;
}

/**
 * ytt_rung_get_label:
 * @rung: a rung
 *
 * Returns: what it is called, translated, to stand alone
 */
const char *
ytt_rung_get_label (YttRung rung)
{
  g_return_val_if_fail ((guint) rung < G_N_ELEMENTS (rungs), "");

  return rung == YTT_RUNG_MEMORANDUM ? C_("rung", "Memorandum") : _(rungs[rung].label);
}

/**
 * ytt_rung_get_word:
 * @rung: a rung
 *
 * Returns: a word or two for it, translated, to stand in a line
 */
const char *
ytt_rung_get_word (YttRung rung)
{
  g_return_val_if_fail ((guint) rung < G_N_ELEMENTS (rungs), "");

  return _(rungs[rung].word);
}

/**
 * ytt_rung_get_next:
 * @rung: a rung
 *
 * Returns: (nullable): what would come after it, translated, as in "next: term sheet"; %NULL after the last and where
 *   it is not stated
 */
const char *
ytt_rung_get_next (YttRung rung)
{
  g_return_val_if_fail ((guint) rung < G_N_ELEMENTS (rungs), NULL);

  if (rung == YTT_RUNG_NOT_STATED || rung == YTT_RUNG_FIRST_DELIVERY)
    return NULL;

  return _(rungs[rung + 1].next);
}
