#include "config.h"

#include "ytt-chain.h"

#include <stdlib.h>

/* Without recycling, which stands beside the chain: what comes out of it may be oxide, metal or magnets. */
#define CHAIN (YTT_STAGE_MINING | YTT_STAGE_CONCENTRATION | YTT_STAGE_CRACKING | YTT_STAGE_SEPARATION | \
               YTT_STAGE_METAL | YTT_STAGE_MAGNET)

#define NONE G_MAXUINT

G_DEFINE_BOXED_TYPE (YttChain, ytt_chain, ytt_chain_ref, ytt_chain_unref)

/* A facility that the trace has reached. */
typedef struct
{
  gint64 id;
  guint  depth;
  guint  first_way;   /* the newest way on from here, or NONE */
  gint   mark;        /* the last search for a circle that came by */
} Node;

/* A way from one facility to another, in the direction of the trace. */
typedef struct
{
  guint to;
  guint next;         /* the way before from the same facility, or NONE */
} Way;

typedef struct
{
  YttChain   *chain;
  GArray     *nodes;      /* (element-type Node) in the order in which they were reached */
  GArray     *ways;       /* (element-type Way) */
  GHashTable *by_id;      /* gint64 to the node's number and 1 */
  GArray     *stack;      /* (element-type guint) */
  gint        n_searches;
} Trace;

/* The stages before a single one, in the order of the chain. */
static YttStages
get_before (YttStages stage)
{
  return (stage - 1) & CHAIN;
}

static YttStages
get_after (YttStages stage)
{
  return CHAIN & ~(get_before (stage) | stage);
}

static YttStages
get_first (YttStages stages)
{
  return stages & ~(stages - 1);
}

static YttStages
get_last (YttStages stages)
{
  return stages != 0 ? 1u << g_bit_storage (stages) >> 1 : 0;
}

/**
 * ytt_chain_get_missing:
 * @covered: what the facilities of a trace do together
 *
 * Works out what a chain lacks inside: of the six stages mining, concentration, cracking, separation, metal and
 * magnet, in this order, those that no facility of the trace does, although some facility does an earlier one and
 * some facility a later one. A facility counts with all stages that its record names, whatever its status.
 * Recycling is no link of this chain and neither counts nor is missing. That a stage is missing says that no
 * recorded facility on the traced ways does it, not that nobody does.
 *
 * Returns: the missing stages
 */
YttStages
ytt_chain_get_missing (YttStages covered)
{
  covered &= CHAIN;
  if (covered == 0)
    return 0;

  return get_after (get_first (covered)) & get_before (get_last (covered)) & ~covered;
}

/**
 * ytt_chain_get_beyond:
 * @covered: what the facilities of a trace do together
 * @direction: which way was traced
 *
 * Works out where a trace breaks off: downstream, the stages after the last one that is covered, up to the magnet;
 * upstream, those before the first one, back to the mine. They are told apart from what is missing inside, for here
 * the next link may only not be recorded.
 *
 * Returns: the stages that were not reached; none if @covered has none of the chain
 */
YttStages
ytt_chain_get_beyond (YttStages         covered,
                      YttChainDirection direction)
{
  covered &= CHAIN;
  if (covered == 0)
    return 0;

  return direction == YTT_CHAIN_UPSTREAM ? get_before (get_first (covered)) : get_after (get_last (covered));
}

/**
 * ytt_chain_get_gap:
 * @maker: the stage that makes a material
 * @taker: the stages of the facility that takes it
 *
 * Works out what lies between two facilities: the stages after @maker and before the first later stage that the
 * taker does. Carbonate, which cracking makes, leaves separation open when it goes to a metal works. There is no gap
 * when @maker is unknown or recycling, and none when the taker does no later stage, for then it does not process the
 * material further.
 *
 * Returns: the stages that are open
 */
YttStages
ytt_chain_get_gap (YttStages maker,
                   YttStages taker)
{
  YttStages later;

  if ((maker & CHAIN) == 0 || ytt_stages_count (maker) != 1)
    return 0;

  later = taker & get_after (maker);
  if (later == 0)
    return 0;

  return get_after (maker) & get_before (get_first (later));
}

/**
 * ytt_chain_get_unmade:
 * @maker: the stage that makes a material
 * @supplier: the stages of the facility that supplies it
 *
 * Works out what is missing where a material comes from: the stages after the last one before @maker that the supplier
 * does, up to @maker itself. A mine that is to supply oxide leaves cracking and separation open. There is nothing to
 * tell when the supplier does @maker, when that is unknown or recycling, and when it does no earlier stage, for then
 * it got its material elsewhere.
 *
 * Returns: the stages that the supplier's record does not name
 */
YttStages
ytt_chain_get_unmade (YttStages maker,
                      YttStages supplier)
{
  YttStages earlier;

  if ((maker & CHAIN) == 0 || ytt_stages_count (maker) != 1 || (supplier & maker) != 0)
    return 0;

  earlier = supplier & get_before (maker);
  if (earlier == 0)
    return 0;

  return get_after (get_last (earlier)) & (get_before (maker) | maker);
}

static void
clear_step (gpointer data)
{
  YttChainStep *step = data;

  ytt_supply_link_unref (step->link);
}

static guint
add_node (Trace              *trace,
          const YttSupplyEnd *end,
          guint               depth)
{
  Node node = { end->facility, depth, NONE, 0 };

  g_array_append_val (trace->nodes, node);
  g_hash_table_insert (trace->by_id, g_memdup2 (&node.id, sizeof node.id), GUINT_TO_POINTER (trace->nodes->len));
  g_array_append_val (trace->chain->facilities, node.id);
  trace->chain->covered |= end->stages;

  return trace->nodes->len - 1;
}

static guint
find_node (Trace  *trace,
           gint64  id)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (trace->by_id, &id));

  return found != 0 ? found - 1 : NONE;
}

/* Whether the ways found up to now lead from one facility to another. */
static gboolean
leads_to (Trace *trace,
          guint  from,
          guint  to)
{
  gint mark = ++trace->n_searches;

  g_array_set_size (trace->stack, 0);
  g_array_append_val (trace->stack, from);
  while (trace->stack->len > 0)
    {
      guint at = g_array_index (trace->stack, guint, trace->stack->len - 1);
      Node *node = &g_array_index (trace->nodes, Node, at);

      if (at == to)
        return TRUE;

      g_array_set_size (trace->stack, trace->stack->len - 1);
      if (node->mark == mark)
        continue;

      node->mark = mark;
      for (guint i = node->first_way; i != NONE; i = g_array_index (trace->ways, Way, i).next)
        g_array_append_val (trace->stack, g_array_index (trace->ways, Way, i).to);
    }

  return FALSE;
}

static void
add_way (Trace *trace,
         guint  from,
         guint  to)
{
  Node *node = &g_array_index (trace->nodes, Node, from);
  Way way = { to, node->first_way };

  node->first_way = trace->ways->len;
  g_array_append_val (trace->ways, way);
}

/* A link closes a circle if its end leads back to its beginning. Of the links of a circle that is the one found
 * last, so each circle is told once. */
static void
take_link (Trace         *trace,
           guint          from,
           YttSupplyLink *link)
{
  gboolean upstream = trace->chain->direction == YTT_CHAIN_UPSTREAM;
  YttChainStep step = { 0 };
  guint to;

  step.link = ytt_supply_link_ref (link);
  step.at = upstream ? &link->from : &link->to;
  step.before = upstream ? &link->to : &link->from;
  step.depth = g_array_index (trace->nodes, Node, from).depth + 1;
  to = step.at->facility != 0 ? find_node (trace, step.at->facility) : NONE;

  if (link->state == YTT_LINK_ENDED && !link->standing.before_end)
    step.kind = YTT_CHAIN_STEP_ENDED;
  else if (step.at->facility == 0)
    step.kind = YTT_CHAIN_STEP_ORGANISATION;
  else
    {
      if (to == NONE)
        {
          step.kind = YTT_CHAIN_STEP_FACILITY;
          to = add_node (trace, step.at, step.depth);
        }
      else
        step.kind = leads_to (trace, to, from) ? YTT_CHAIN_STEP_CIRCLE : YTT_CHAIN_STEP_JOINS;

      add_way (trace, from, to);
      step.gap = ytt_chain_get_gap (link->maker, link->to.stages);
    }

  if (step.kind != YTT_CHAIN_STEP_ENDED)
    step.unmade = ytt_chain_get_unmade (link->maker, link->from.stages);

  g_array_append_val (trace->chain->steps, step);
}

static gboolean
follow (Trace              *trace,
        guint               limit,
        YttChainFetchFunc   fetch,
        gpointer            user_data,
        GError            **error)
{
  for (guint i = 0; i < trace->nodes->len; i++)
    {
      g_autoptr(GPtrArray) links = fetch (g_array_index (trace->nodes, Node, i).id, user_data, error);

      if (links == NULL)
        return FALSE;

      for (guint j = 0; j < links->len; j++)
        {
          if (trace->chain->steps->len >= limit)
            {
              trace->chain->cut = TRUE;
              return TRUE;
            }
          take_link (trace, i, g_ptr_array_index (links, j));
        }
    }

  return TRUE;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/**
 * ytt_chain_new:
 * @root: the facility to begin with
 * @direction: which way to go
 * @limit: how many steps to take at most
 * @fetch: (scope call): gives the links of a facility
 * @user_data: for @fetch
 * @error: return location for an error, as @fetch gives it
 *
 * Follows supply links, those of one step before those of the next. Every facility is gone on from once: another way
 * to it joins, or closes a circle. What has ended is told and not followed; nor is an organisation, for which of its
 * plants takes the material is not recorded.
 *
 * Returns: (transfer full) (nullable): the chain
 */
YttChain *
ytt_chain_new (const YttSupplyEnd  *root,
               YttChainDirection    direction,
               guint                limit,
               YttChainFetchFunc    fetch,
               gpointer             user_data,
               GError             **error)
{
  g_autoptr(YttChain) chain = g_atomic_rc_box_new0 (YttChain);
  g_autoptr(GArray) nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_autoptr(GArray) ways = g_array_new (FALSE, FALSE, sizeof (Way));
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GHashTable) by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Trace trace = { chain, nodes, ways, by_id, stack, 0 };

  chain->root = root->facility;
  chain->root_name = g_strdup (root->name);
  chain->direction = direction;
  chain->facilities = g_array_new (FALSE, FALSE, sizeof (gint64));
  chain->steps = g_array_new (FALSE, FALSE, sizeof (YttChainStep));
  g_array_set_clear_func (chain->steps, clear_step);

  add_node (&trace, root, 0);
  if (!follow (&trace, limit, fetch, user_data, error))
    return NULL;

  g_array_sort (chain->facilities, compare_ids);
  chain->missing = ytt_chain_get_missing (chain->covered);
  chain->beyond = ytt_chain_get_beyond (chain->covered, direction);

  return g_steal_pointer (&chain);
}

/**
 * ytt_chain_ref:
 * @chain: a chain
 *
 * Returns: (transfer full): the same chain
 */
YttChain *
ytt_chain_ref (YttChain *chain)
{
  g_return_val_if_fail (chain != NULL, NULL);

  return g_atomic_rc_box_acquire (chain);
}

static void
clear_chain (gpointer data)
{
  YttChain *chain = data;

  g_free (chain->root_name);
  g_clear_pointer (&chain->steps, g_array_unref);
  g_clear_pointer (&chain->facilities, g_array_unref);
}

/**
 * ytt_chain_unref:
 * @chain: (transfer full) (nullable): a chain
 */
void
ytt_chain_unref (YttChain *chain)
{
  if (chain != NULL)
    g_atomic_rc_box_release_full (chain, clear_chain);
}

/**
 * ytt_chain_contains:
 * @chain: a chain
 * @facility: a facility's key
 *
 * Returns: whether the trace began there or led there
 */
gboolean
ytt_chain_contains (const YttChain *chain,
                    gint64          facility)
{
  g_return_val_if_fail (chain != NULL, FALSE);

  return chain->facilities->len > 0 &&
         bsearch (&facility, chain->facilities->data, chain->facilities->len, sizeof facility, compare_ids) != NULL;
}
