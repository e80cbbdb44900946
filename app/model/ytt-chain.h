#pragma once

#include "ytt-supply-link.h"

G_BEGIN_DECLS

typedef enum
{
  YTT_CHAIN_UPSTREAM,     /* where it comes from */
  YTT_CHAIN_DOWNSTREAM,   /* where it goes */
} YttChainDirection;

typedef enum
{
  YTT_CHAIN_STEP_FACILITY,       /* a facility that the trace goes on from */
  YTT_CHAIN_STEP_JOINS,          /* one that another way has led to already: not gone on from twice */
  YTT_CHAIN_STEP_CIRCLE,         /* one that this way has come from: the circle closes */
  YTT_CHAIN_STEP_ORGANISATION,   /* which of its plants is not recorded: the way ends */
  YTT_CHAIN_STEP_ENDED,          /* supply that has ended: told, but not gone on from */
} YttChainStepKind;

/**
 * YttChainStep:
 * @link: what was followed
 * @at: (transfer none): the end of @link that it leads to
 * @before: (transfer none): the other end
 * @depth: how many links away from where the trace began, from 1
 * @kind: what there is beyond
 * @gap: the stages that the material still has to go through between the ends, see ytt_chain_get_gap()
 * @unmade: the stages that would make the material, but are not recorded where it comes from, see
 *   ytt_chain_get_unmade()
 */
typedef struct
{
  YttSupplyLink      *link;
  const YttSupplyEnd *at;
  const YttSupplyEnd *before;
  guint               depth;
  YttChainStepKind    kind;
  YttStages           gap;
  YttStages           unmade;
} YttChainStep;

#define YTT_TYPE_CHAIN (ytt_chain_get_type ())

/**
 * YttChain:
 *
 * Supply links followed from one facility over several steps, in one direction. Immutable, shared by reference.
 */
typedef struct
{
  gint64             root;
  char              *root_name;
  YttChainDirection  direction;
  GArray            *steps;        /* (element-type YttChainStep): nearest first; the links are owned */
  GArray            *facilities;   /* (element-type gint64) sorted: the root and all that it led to */
  YttStages          covered;      /* what the facilities do together */
  YttStages          missing;      /* see ytt_chain_get_missing() */
  YttStages          beyond;       /* see ytt_chain_get_beyond() */
  gboolean           cut;          /* there is more, but the limit was reached */
} YttChain;

/**
 * YttChainFetchFunc:
 * @facility: a facility that was reached
 * @user_data: what was given with the function
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttSupplyLink): the links that lead on from there, in the
 *   direction of the trace; %NULL with an error
 */
typedef GPtrArray *(*YttChainFetchFunc) (gint64    facility,
                                         gpointer  user_data,
                                         GError  **error);

GType      ytt_chain_get_type    (void);
YttChain  *ytt_chain_new         (const YttSupplyEnd  *root,
                                  YttChainDirection    direction,
                                  guint                limit,
                                  YttChainFetchFunc    fetch,
                                  gpointer             user_data,
                                  GError             **error);
YttChain  *ytt_chain_ref         (YttChain            *chain);
void       ytt_chain_unref       (YttChain            *chain);
gboolean   ytt_chain_contains    (const YttChain      *chain,
                                  gint64               facility);

YttStages  ytt_chain_get_missing (YttStages            covered);
YttStages  ytt_chain_get_beyond  (YttStages            covered,
                                  YttChainDirection    direction);
YttStages  ytt_chain_get_gap     (YttStages            maker,
                                  YttStages            taker);
YttStages  ytt_chain_get_unmade  (YttStages            maker,
                                  YttStages            supplier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttChain, ytt_chain_unref)

G_END_DECLS
