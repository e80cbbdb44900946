#pragma once

#include "ytt-record.h"

G_BEGIN_DECLS

/* How many a card, a page or a handout introduces a facility with at most. */
#define YTT_MOST_KEY_FIGURES 3

/**
 * YttKeyFigure:
 * @claim: the key of the claim that is shown
 * @attribute: what it is a figure of, a code
 * @value: in words, as in "2,000 t/yr magnets", "about USD 223 million", "Start in 2026"
 * @small_print: what it speaks of, who told it and when, as in "phase 1 · Automotive World, Sep 2025"
 * @source: the key of the source, 0 where there is none
 * @publisher: (nullable): who published the source
 * @title: (nullable): of the source
 * @date: (nullable): when it was told, in ISO 8601
 * @url: (nullable): of the source
 * @contradicted: whether other claims contradict it
 * @others: (nullable): those in words, each with who told it, as in "USD 75 million (Moneycontrol), …"; %NULL where
 *   none does
 * @n_claims: all claims on that attribute
 *
 * A figure by which a facility is introduced. All texts belong to it, and it outlives the record.
 */
typedef struct
{
  gint64    claim;
  char     *attribute;
  char     *value;
  char     *small_print;
  gint64    source;
  char     *publisher;
  char     *title;
  char     *date;
  char     *url;
  gboolean  contradicted;
  char     *others;
  guint     n_claims;
} YttKeyFigure;

/* (transfer full) (element-type YttKeyFigure): at most three, the most telling first; none where nothing is known */
GPtrArray    *ytt_key_figures_new       (YttRecord       *record);
/* (transfer full): whose it is and where it is, as in "Neo Performance Materials, Estonia" */
char         *ytt_key_figures_get_line  (const YttRecord *record);
/* (transfer full): a claim as a key figure says it, without the small print */
char         *ytt_key_figure_format     (const YttClaim  *claim);
void          ytt_key_figure_free       (YttKeyFigure    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttKeyFigure, ytt_key_figure_free)

G_END_DECLS
