#include "config.h"

#include "ytt-ledger-private.h"

#include <string.h>

/* The bases that each stage is counted in (design, section 2), the lowest rank best. A star stands for any beginning;
 * what recycling gives can be anything that has a name. */
static const struct
{
  YttStages   stage;
  const char *basis;
  guint       rank;
} stage_bases[] = {
  { YTT_STAGE_RECYCLING,     "*",           1 },
  { YTT_STAGE_MINING,        "ore",         1 },
  { YTT_STAGE_CONCENTRATION, "concentrate", 1 },
  { YTT_STAGE_CONCENTRATION, "REO",         2 },
  { YTT_STAGE_CONCENTRATION, "TREO",        2 },
  { YTT_STAGE_CRACKING,      "REO",         1 },
  { YTT_STAGE_CRACKING,      "TREO",        1 },
  { YTT_STAGE_SEPARATION,    "REO",         1 },
  { YTT_STAGE_SEPARATION,    "TREO",        1 },
  { YTT_STAGE_SEPARATION,    "NdPr oxide",  2 },
  { YTT_STAGE_SEPARATION,    "* oxide",     3 },
  { YTT_STAGE_METAL,         "metal",       1 },
  { YTT_STAGE_METAL,         "alloy",       2 },
  { YTT_STAGE_MAGNET,        "magnets",     1 },
};

/* A claim with what the rules ask of it again and again. */
typedef struct
{
  YttClaim *claim;
  char     *thing;       /* (owned): alike where two claims speak of the same thing */
  int       as_of;       /* YYYYMMDD of its first day, 0 where there is none */
  guint     scope;       /* 0 site, 1 phase, 2 wider than the plant */
  gboolean  own;         /* it may be shown as the plant's */
  guint     basis;       /* the rank of its basis, YTT_NO_RANK where the stage is not counted in it */
  guint     n_sources;   /* how many sources give this value */
} Entry;

/* All that is claimed on one thing: the chosen statement and the chosen promise. */
typedef struct
{
  Entry *stated;     /* (nullable) */
  Entry *promised;   /* (nullable) */
} Thing;

static void
entry_free (Entry *entry)
{
  g_free (entry->thing);
  g_free (entry);
}

guint
ytt_stages_get_basis_rank (YttStages   stages,
                           const char *basis)
{
  YttStages leading = ytt_stages_get_leading (stages);

  if (*basis == '\0')
    return YTT_NO_RANK;

  for (gsize i = 0; i < G_N_ELEMENTS (stage_bases); i++)
    {
      const char *wanted = stage_bases[i].basis;

      if (stage_bases[i].stage == leading
          && (wanted[0] == '*' ? g_str_has_suffix (basis, wanted + 1) : strcmp (basis, wanted) == 0))
        return stage_bases[i].rank;
    }

  return YTT_NO_RANK;
}

static char *
make_thing (const YttClaim *claim)
{
  double factor;

  return g_strjoin ("\037", claim->attribute, claim->part, claim->basis,
                    ytt_claim_get_common_unit (claim->unit, &factor), NULL);
}

/* Only tonnages of what is made are counted by stage; of the rest, every basis is as good as another. */
static gboolean
is_counted_by_stage (const char *attribute)
{
  return strcmp (attribute, "capacity") == 0
         || strcmp (attribute, "permitted-capacity") == 0
         || strcmp (attribute, "production") == 0;
}

static Entry *
entry_new (YttClaim  *claim,
           YttStages  stages)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->claim = claim;
  entry->thing = make_thing (claim);
  entry->as_of = ytt_claim_parse_day (claim->as_of, FALSE);
  entry->scope = ytt_claim_get_scope_rank (claim->scope);
  entry->own = ytt_claim_is_eligible (claim);
  entry->basis = is_counted_by_stage (claim->attribute) ? ytt_stages_get_basis_rank (stages, claim->basis) : 0;

  return entry;
}

/* Values that are the same number give the same text, whatever they were written like. */
static char *
make_value_key (const Entry *entry)
{
  const YttClaim *claim = entry->claim;
  double factor, low, high;
  char *end;

  ytt_claim_get_common_unit (claim->unit, &factor);
  low = g_ascii_strtod (claim->value, &end);
  if (*end != '\0' || end == claim->value || strcmp (claim->unit, "date") == 0)
    return g_strdup_printf ("%s\037%d\037%s\037%s", entry->thing, claim->tense, claim->value,
                            claim->value_max != NULL ? claim->value_max : "");

  high = claim->value_max != NULL ? g_ascii_strtod (claim->value_max, NULL) : low;
  return g_strdup_printf ("%s\037%d\037%.9g\037%.9g", entry->thing, claim->tense,
                          low * factor, MAX (low, high) * factor);
}

static void
count_sources (GPtrArray *entries)
{
  g_autoptr(GHashTable) sources = NULL;
  g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  sources = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      char *key = make_value_key (entry);
      GHashTable *set = g_hash_table_lookup (sources, key);

      g_ptr_array_add (keys, key);
      if (set == NULL)
        {
          set = g_hash_table_new (g_int64_hash, g_int64_equal);
          g_hash_table_insert (sources, key, set);
        }
      g_hash_table_add (set, &entry->claim->source_id);
    }

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      GHashTable *set = g_hash_table_lookup (sources, g_ptr_array_index (keys, i));

      entry->n_sources = g_hash_table_size (set);
    }
}

static GPtrArray *
make_entries (GPtrArray *claims,
              YttStages  stages)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);

  for (guint i = 0; i < claims->len; i++)
    g_ptr_array_add (entries, entry_new (g_ptr_array_index (claims, i), stages));

  count_sources (entries);

  return entries;
}

#define ORDER(less, more) (((less) > (more)) - ((less) < (more)))

/* The rule itself: negative where @a is shown rather than @b. @why tells which clause said so. */
static int
compare_entries (const Entry    *a,
                 const Entry    *b,
                 YttShownReason *why)
{
  int order;

  *why = YTT_SHOWN_PINNED;
  if ((order = ORDER (b->claim->pinned, a->claim->pinned)) != 0)
    return order;

  *why = YTT_SHOWN_SCOPE;
  if ((order = ORDER (a->scope, b->scope)) != 0)
    return order;

  *why = YTT_SHOWN_NEWEST;
  if ((order = ORDER (b->as_of, a->as_of)) != 0)
    return order;

  *why = YTT_SHOWN_MORE_EXACT;
  if ((order = ORDER (a->claim->qualifier, b->claim->qualifier)) != 0)
    return order;

  *why = YTT_SHOWN_MORE_SOURCES;
  if ((order = ORDER (b->n_sources, a->n_sources)) != 0)
    return order;

  *why = YTT_SHOWN_FIRST;
  return ORDER (a->claim->id, b->claim->id);
}

static int
compare_newest (gconstpointer a,
                gconstpointer b)
{
  const Entry *entry_a = *(Entry * const *) a;
  const Entry *entry_b = *(Entry * const *) b;
  YttShownReason why;
  int order;

  if ((order = ORDER (entry_b->as_of, entry_a->as_of)) != 0)
    return order;

  return compare_entries (entry_a, entry_b, &why);
}

static void
take_better (Entry **best,
             Entry  *entry)
{
  YttShownReason why;

  if (*best == NULL || compare_entries (entry, *best, &why) < 0)
    *best = entry;
}

/* (transfer full): the things that @entries speak of, by their keys, which the entries own */
static GHashTable *
collect_things (GPtrArray *entries)
{
  GHashTable *things = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);
      Thing *thing = g_hash_table_lookup (things, entry->thing);

      if (thing == NULL)
        {
          thing = g_new0 (Thing, 1);
          g_hash_table_insert (things, entry->thing, thing);
        }

      take_better (entry->claim->tense == YTT_TENSE_STATED ? &thing->stated : &thing->promised, entry);
    }

  return things;
}

/* What is shown on a thing: the statement, and the promise only where nothing is stated about the plant itself. */
static Entry *
get_shown (const Thing *thing)
{
  if (thing->stated == NULL || thing->promised == NULL)
    return thing->stated != NULL ? thing->stated : thing->promised;

  if (!thing->stated->own && thing->promised->own)
    return thing->promised;

  return thing->stated;
}

/* Which thing stands for its attribute: negative for @a. */
static int
compare_shown (const Entry    *a,
               const Entry    *b,
               YttShownReason *why)
{
  int order;

  *why = YTT_SHOWN_PINNED;
  if ((order = ORDER (b->claim->pinned, a->claim->pinned)) != 0)
    return order;

  *why = YTT_SHOWN_SCOPE;
  if ((order = ORDER (b->own, a->own)) != 0)
    return order;

  *why = YTT_SHOWN_BASIS;
  if ((order = ORDER (a->basis == YTT_NO_RANK, b->basis == YTT_NO_RANK)) != 0)
    return order;

  *why = YTT_SHOWN_WHOLE;
  if ((order = ORDER (a->claim->part[0] != '\0', b->claim->part[0] != '\0')) != 0)
    return order;

  /* Where only parts are told of, what is stated of one goes before what is promised of another. */
  *why = YTT_SHOWN_STATED;
  if (a->claim->part[0] != '\0' && (order = ORDER (a->claim->tense, b->claim->tense)) != 0)
    return order;

  *why = YTT_SHOWN_LATEST_PART;
  if (a->claim->part[0] != '\0' && (order = ORDER (b->as_of, a->as_of)) != 0)
    return order;

  *why = YTT_SHOWN_BASIS;
  if ((order = ORDER (a->basis, b->basis)) != 0)
    return order;

  *why = YTT_SHOWN_NEWEST;
  if ((order = ORDER (b->as_of, a->as_of)) != 0)
    return order;

  *why = YTT_SHOWN_STATED;
  if ((order = ORDER (a->claim->tense, b->claim->tense)) != 0)
    return order;

  return compare_entries (a, b, why);
}

/* The thing that stands for all of them; @why tells what set it before the next best. */
static Thing *
choose_thing (GHashTable     *things,
              YttShownReason *why)
{
  GHashTableIter iter;
  gpointer value;
  Thing *best = NULL, *second = NULL;
  YttShownReason reason;

  g_hash_table_iter_init (&iter, things);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Thing *thing = value;

      if (best == NULL || compare_shown (get_shown (thing), get_shown (best), &reason) < 0)
        {
          second = best;
          best = thing;
        }
      else if (second == NULL || compare_shown (get_shown (thing), get_shown (second), &reason) < 0)
        second = thing;
    }

  *why = YTT_SHOWN_ONLY;
  if (second != NULL)
    compare_shown (get_shown (best), get_shown (second), why);

  return best;
}

/* Why @shown stands before the others on the same thing; ONLY where there is no other. */
static YttShownReason
explain_choice (GPtrArray   *entries,
                const Entry *shown)
{
  Entry *second = NULL;
  gboolean other_tense = FALSE;
  YttShownReason why = YTT_SHOWN_ONLY;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      if (entry == shown || strcmp (entry->thing, shown->thing) != 0)
        continue;

      if (entry->claim->tense == shown->claim->tense)
        take_better (&second, entry);
      else
        other_tense = TRUE;
    }

  if (second != NULL)
    compare_entries (shown, second, &why);
  else if (other_tense && shown->claim->tense == YTT_TENSE_STATED)
    why = YTT_SHOWN_STATED;

  return why;
}

/**
 * ytt_ledger_choose:
 * @claims: (element-type YttClaim): claims on one facility
 * @claim: one of them
 * @why: (out) (optional): the clause that decided
 *
 * Returns: (nullable) (transfer none): the chosen one among those of @claims that speak of the same thing as @claim in
 *   the same tense; %NULL if none of them is about the plant itself
 */
YttClaim *
ytt_ledger_choose (GPtrArray      *claims,
                   const YttClaim *claim,
                   YttShownReason *why)
{
  g_autoptr(GPtrArray) same = g_ptr_array_new ();
  g_autoptr(GPtrArray) entries = NULL;
  Entry *best = NULL;

  for (guint i = 0; i < claims->len; i++)
    {
      YttClaim *other = g_ptr_array_index (claims, i);

      if (other->tense == claim->tense && ytt_claims_same_thing (other, claim))
        g_ptr_array_add (same, other);
    }

  entries = make_entries (same, YTT_STAGE_NONE);
  for (guint i = 0; i < entries->len; i++)
    take_better (&best, g_ptr_array_index (entries, i));

  if (best == NULL || !best->own)
    return NULL;

  if (why != NULL)
    *why = explain_choice (entries, best);

  return best->claim;
}

/* Shown first, then newest first. */
static GPtrArray *
sort_claims (GPtrArray   *entries,
             const Entry *shown)
{
  GPtrArray *claims = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);
  YttClaim *first = shown->claim;

  g_ptr_array_sort (entries, compare_newest);

  g_ptr_array_add (claims, first);
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      if (entry->claim != first)
        g_ptr_array_add (claims, entry->claim);
    }

  return claims;
}

static YttFigure *
figure_new (GPtrArray *claims,
            YttStages  stages)
{
  g_autoptr(GPtrArray) entries = make_entries (claims, stages);
  g_autoptr(GHashTable) things = collect_things (entries);
  YttFigure *figure = g_new0 (YttFigure, 1);
  YttShownReason why_thing, why;
  Thing *thing = choose_thing (things, &why_thing);
  Entry *shown = get_shown (thing);

  why = explain_choice (entries, shown);
  if (!shown->own)
    why = YTT_SHOWN_WIDER;
  else if (why == YTT_SHOWN_ONLY)
    why = why_thing;

  figure->attribute = g_strdup (shown->claim->attribute);
  figure->shown = shown->claim;
  figure->why = why;
  if (shown == thing->stated && thing->promised != NULL
      && thing->promised->own && thing->promised->as_of > shown->as_of)
    figure->promise = thing->promised->claim;

  figure->claims = sort_claims (entries, shown);
  figure->contradicting = g_ptr_array_new ();
  for (guint i = 1; i < figure->claims->len; i++)
    if (ytt_claims_contradict (figure->shown, g_ptr_array_index (figure->claims, i)))
      g_ptr_array_add (figure->contradicting, g_ptr_array_index (figure->claims, i));

  return figure;
}

static int
compare_figures (gconstpointer a,
                 gconstpointer b)
{
  const YttFigure *figure_a = *(YttFigure * const *) a;
  const YttFigure *figure_b = *(YttFigure * const *) b;
  int order = ORDER (ytt_attribute_get_rank (figure_a->attribute), ytt_attribute_get_rank (figure_b->attribute));

  return order != 0 ? order : strcmp (figure_a->attribute, figure_b->attribute);
}

/**
 * ytt_ledger_group:
 * @claims: (transfer full) (element-type YttClaim): all claims on one facility
 * @stages: the stages of that facility, which tell in what basis its tonnes are counted
 *
 * Groups the claims by attribute and chooses the shown one of each.
 *
 * Returns: (transfer full) (element-type YttFigure): the figures in the order of the pane
 */
GPtrArray *
ytt_ledger_group (GPtrArray *claims,
                  YttStages  stages)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_figure_free);
  g_autoptr(GHashTable) groups = NULL;
  GHashTableIter iter;
  gpointer group;

  groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < claims->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (claims, i);

      group = g_hash_table_lookup (groups, claim->attribute);
      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, claim->attribute, group);
        }
      g_ptr_array_add (group, claim);
    }

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    g_ptr_array_add (figures, figure_new (group, stages));
  g_ptr_array_sort (figures, compare_figures);

  /* The figures own the claims from here on. */
  g_ptr_array_set_free_func (claims, NULL);
  g_ptr_array_unref (claims);

  return figures;
}

/**
 * ytt_ledger_get_headline:
 * @claims: (element-type YttClaim): all claims on one facility
 * @stages: the stages of that facility
 *
 * The headline capacity is that of the whole, else of the part told of last, in the basis that the last stage of the
 * chain is counted in.
 *
 * Returns: (nullable) (transfer none): the claim, %NULL if no capacity of the plant itself is in such a basis
 */
YttClaim *
ytt_ledger_get_headline (GPtrArray *claims,
                         YttStages  stages)
{
  g_autoptr(GPtrArray) counted = g_ptr_array_new ();
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GHashTable) things = NULL;
  YttShownReason why;

  for (guint i = 0; i < claims->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (claims, i);
      double factor;

      if (strcmp (claim->attribute, "capacity") == 0
          && ytt_claim_is_eligible (claim)
          && strcmp (ytt_claim_get_common_unit (claim->unit, &factor), "t/yr") == 0
          && ytt_stages_get_basis_rank (stages, claim->basis) != YTT_NO_RANK)
        g_ptr_array_add (counted, claim);
    }

  if (counted->len == 0)
    return NULL;

  entries = make_entries (counted, stages);
  things = collect_things (entries);

  return get_shown (choose_thing (things, &why))->claim;
}
