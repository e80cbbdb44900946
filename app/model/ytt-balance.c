#include "config.h"

#include "ytt-balance.h"

#include "ytt-ledger-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Abridged standard atomic weights: IUPAC, Commission on Isotopic Abundances and Atomic Weights, 2021. */
#define WEIGHT_O 15.999
#define WEIGHT_PR 140.91
#define WEIGHT_ND 144.24
#define WEIGHT_TB 158.93
#define WEIGHT_DY 162.50

/* What part of an oxide's mass is metal. */
#define METAL_PART(n_metal, weight, n_oxygen) ((n_metal) * (weight) / ((n_metal) * (weight) + (n_oxygen) * WEIGHT_O))

static const YttConversion conversions[] = {
  { "ndpr-metal", "NdPr oxide", "NdPr metal", METAL_PART (6, WEIGHT_PR, 11), METAL_PART (2, WEIGHT_ND, 3),
    N_("metal in Pr₆O₁₁ to metal in Nd₂O₃, by the atomic weights of IUPAC (2021); losses in the furnace are left out") },
  { "dy-metal", "Dy oxide", "Dy metal", METAL_PART (2, WEIGHT_DY, 3), METAL_PART (2, WEIGHT_DY, 3),
    N_("metal in Dy₂O₃, by the atomic weights of IUPAC (2021); losses in the furnace are left out") },
  { "tb-metal", "Tb oxide", "Tb metal", METAL_PART (4, WEIGHT_TB, 7), METAL_PART (4, WEIGHT_TB, 7),
    N_("metal in Tb₄O₇, by the atomic weights of IUPAC (2021); losses in the furnace are left out") },
};

G_DEFINE_BOXED_TYPE (YttBalance, ytt_balance, ytt_balance_ref, ytt_balance_unref)

static void
basis_clear (gpointer data)
{
  YttBalanceBasis *basis = data;

  g_free (basis->basis);
}

/**
 * ytt_balance_new:
 * @stage: one stage
 * @basis: what is counted, before any conversion
 * @conversion: (nullable): what @basis is multiplied by
 *
 * Returns: (transfer full): an empty balance, for ytt_balance_add() and then ytt_balance_finish()
 */
YttBalance *
ytt_balance_new (YttStages            stage,
                 const char          *basis,
                 const YttConversion *conversion)
{
  YttBalance *self = g_atomic_rc_box_new0 (YttBalance);

  g_return_val_if_fail (conversion == NULL || strcmp (conversion->from, basis) == 0, self);

  self->stage = stage;
  self->basis = g_strdup (conversion != NULL ? conversion->to : basis);
  self->conversion = conversion;
  self->entries = g_array_new (FALSE, TRUE, sizeof (YttBalanceEntry));
  self->bars = g_array_new (FALSE, TRUE, sizeof (YttBalanceBar));
  self->bases = g_array_new (FALSE, TRUE, sizeof (YttBalanceBasis));
  g_array_set_clear_func (self->bases, basis_clear);

  return self;
}

YttBalance *
ytt_balance_ref (YttBalance *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
balance_clear (gpointer data)
{
  YttBalance *self = data;

  g_free (self->basis);
  g_array_unref (self->entries);
  g_array_unref (self->bars);
  g_array_unref (self->bases);
}

void
ytt_balance_unref (YttBalance *self)
{
  g_atomic_rc_box_release_full (self, balance_clear);
}

/**
 * ytt_balance_group_basis:
 * @basis: a claim's basis
 *
 * TREO is all rare earth oxides together, and REO the tonnes as oxide: the same tonnes. No other two bases are.
 *
 * Returns: (transfer none): the basis that tonnes of it are added up in
 */
const char *
ytt_balance_group_basis (const char *basis)
{
  return strcmp (basis, "TREO") == 0 ? "REO" : basis;
}

/* The stage at which a plant's tonnes in a basis are counted: its latest that this basis counts, so that what it mines,
 * cracks and separates is one number and not three. */
static YttStages
find_counting_stage (YttStages   stages,
                     const char *basis)
{
  while (stages != YTT_STAGE_NONE)
    {
      YttStages leading = ytt_stages_get_leading (stages);

      if (ytt_stages_get_basis_rank (leading, basis) != YTT_NO_RANK)
        return leading;

      stages &= ~leading;
    }

  return YTT_STAGE_NONE;
}

static gboolean
is_yearly (const YttClaim *claim)
{
  double factor;

  return strcmp (ytt_claim_get_common_unit (claim->unit, &factor), "t/yr") == 0;
}

/* What the ledger shows of a plant's capacity in one basis. */
static YttClaim *
choose_claim (GPtrArray  *claims,
              YttStages   stage,
              const char *basis)
{
  g_autoptr(GPtrArray) told = g_ptr_array_new ();

  for (guint i = 0; i < claims->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (claims, i);

      if (strcmp (ytt_balance_group_basis (claim->basis), basis) == 0)
        g_ptr_array_add (told, claim);
    }

  return ytt_ledger_get_headline (told, stage);
}

/* Why a plant without a capacity in the basis is left out: the first reason there is. */
static YttLeftOut
explain_absence (GPtrArray  *claims,
                 YttClaim  **claim)
{
  YttLeftOut reason = YTT_LEFT_OUT_NO_FIGURE;

  *claim = NULL;
  for (guint i = 0; i < claims->len; i++)
    {
      YttClaim *other = g_ptr_array_index (claims, i);
      YttLeftOut why;

      if (strcmp (other->attribute, "capacity") != 0)
        why = YTT_LEFT_OUT_FLOW;
      else if (!ytt_claim_is_eligible (other))
        why = YTT_LEFT_OUT_WIDER;
      else if (other->basis[0] == '\0')
        why = YTT_LEFT_OUT_NO_BASIS;
      else
        why = YTT_LEFT_OUT_BASIS;

      if (why < reason)
        {
          reason = why;
          *claim = other;
        }
    }

  return reason;
}

static YttLeftOut
get_phase (YttStatus        status,
           YttTense         tense,
           gboolean         promised,
           YttBalancePhase *phase)
{
  switch (status)
    {
    case YTT_STATUS_OPERATING:
      *phase = promised || tense == YTT_TENSE_PROMISED ? YTT_BALANCE_PROMISED : YTT_BALANCE_OPERATING;
      return YTT_LEFT_OUT_NOT;

    case YTT_STATUS_CONSTRUCTION:
    case YTT_STATUS_COMMISSIONING:
      *phase = promised ? YTT_BALANCE_PROMISED : YTT_BALANCE_BUILDING;
      return YTT_LEFT_OUT_NOT;

    case YTT_STATUS_EXPLORATION:
    case YTT_STATUS_PROPOSED:
      *phase = YTT_BALANCE_PROMISED;
      return YTT_LEFT_OUT_NOT;

    case YTT_STATUS_SUSPENDED:
    case YTT_STATUS_CLOSED:
    case YTT_STATUS_SHELVED:
    case YTT_STATUS_CANCELLED:
      return YTT_LEFT_OUT_STATUS;

    case YTT_STATUS_UNKNOWN:
    default:
      return YTT_LEFT_OUT_STATUS_UNKNOWN;
    }
}

/* FALSE where what is written is no number. */
static gboolean
read_range (const YttClaim  *claim,
            YttBalanceEntry *entry)
{
  const char *last = claim->value_max != NULL ? claim->value_max : claim->value;
  char *end_low, *end_high;
  double factor;

  ytt_claim_get_common_unit (claim->unit, &factor);
  entry->low = factor * g_ascii_strtod (claim->value, &end_low);
  entry->high = MAX (entry->low, factor * g_ascii_strtod (last, &end_high));

  return end_low != claim->value && *end_low == '\0' && end_high != last && *end_high == '\0'
         && isfinite (entry->high) && entry->low >= 0;
}

static void
count_bases (YttBalance *self,
             GPtrArray  *claims,
             YttStages   stages)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < claims->len; i++)
    {
      const YttClaim *claim = g_ptr_array_index (claims, i);
      const char *basis = ytt_balance_group_basis (claim->basis);
      guint position = 0;

      if (strcmp (claim->attribute, "capacity") != 0 || !ytt_claim_is_eligible (claim) || !is_yearly (claim)
          || find_counting_stage (stages, basis) != self->stage
          || !g_hash_table_add (seen, (gpointer) basis))
        continue;

      while (position < self->bases->len
             && strcmp (g_array_index (self->bases, YttBalanceBasis, position).basis, basis) != 0)
        position++;

      if (position == self->bases->len)
        {
          YttBalanceBasis first = { g_strdup (basis), 0 };

          g_array_append_val (self->bases, first);
        }
      g_array_index (self->bases, YttBalanceBasis, position).n++;
    }
}

/* What another program may have written there is none. */
static gboolean
is_country (const char *code)
{
  return code != NULL && g_ascii_isalpha (code[0]) && g_ascii_isalpha (code[1]) && code[2] == '\0';
}

/**
 * ytt_balance_add:
 * @self: a balance that is not finished
 * @claims: (element-type YttClaim): what is claimed of the facility's capacities and flows, withdrawn claims left out
 * @facility: its key
 * @country: (nullable): ISO 3166-1 alpha-2
 * @stages: its stages
 * @status: its status
 * @promised: whether that status is but a promise
 *
 * Adds one facility, which must have the balance's stage. Counted is the capacity that the ledger shows in the
 * balance's basis, of the whole or else of the part told of last, once along the chain.
 *
 * An operating plant's stated capacity operates; what is being built or commissioned is being built; everything else
 * that is not given up is promised, and so is what an operating plant has only been promised to make.
 */
void
ytt_balance_add (YttBalance *self,
                 GPtrArray  *claims,
                 gint64      facility,
                 const char *country,
                 YttStages   stages,
                 YttStatus   status,
                 gboolean    promised)
{
  const char *basis = self->conversion != NULL ? self->conversion->from : self->basis;
  YttBalanceEntry entry = { .facility = facility, .stage = (guint8) find_counting_stage (stages, basis) };
  YttBalancePhase phase = YTT_BALANCE_PROMISED;
  YttClaim *claim;

  g_return_if_fail (stages & self->stage);

  if (is_country (country))
    g_strlcpy (entry.country, country, sizeof entry.country);
  count_bases (self, claims, stages);

  claim = choose_claim (claims, entry.stage, basis);
  if (claim == NULL || !read_range (claim, &entry))
    {
      entry.low = entry.high = 0;
      entry.left_out = (guint8) explain_absence (claims, &claim);
    }
  else if (entry.stage != (guint8) self->stage)
    entry.left_out = YTT_LEFT_OUT_CHAIN;
  else
    entry.left_out = (guint8) get_phase (status, claim->tense, promised, &phase);

  entry.phase = (guint8) phase;
  if (claim != NULL)
    {
      entry.claim = claim->id;
      entry.as_of = ytt_claim_parse_day (claim->as_of, FALSE);
    }
  if (self->conversion != NULL)
    {
      entry.low *= self->conversion->low;
      entry.high *= self->conversion->high;
    }

  g_array_append_val (self->entries, entry);
}

static double
sum_low (const YttBalanceBar *bar)
{
  double sum = 0;

  for (guint phase = 0; phase < YTT_N_BALANCE_PHASES; phase++)
    sum += bar->low[phase];

  return sum;
}

static int
compare_bars (gconstpointer a,
              gconstpointer b)
{
  double sum_a = sum_low (a), sum_b = sum_low (b);

  if (sum_a != sum_b)
    return sum_a < sum_b ? 1 : -1;

  return strcmp (((const YttBalanceBar *) a)->country, ((const YttBalanceBar *) b)->country);
}

static int
compare_bases (gconstpointer a,
               gconstpointer b)
{
  const YttBalanceBasis *basis_a = a, *basis_b = b;

  if (basis_a->n != basis_b->n)
    return basis_a->n < basis_b->n ? 1 : -1;

  return strcmp (basis_a->basis, basis_b->basis);
}

static void
add_to_bar (YttBalanceBar         *bar,
            const YttBalanceEntry *entry)
{
  bar->low[entry->phase] += entry->low;
  bar->high[entry->phase] += entry->high;
  bar->n[entry->phase]++;
}

static YttBalanceBar *
get_bar (YttBalance *self,
         GHashTable *positions,
         const char *country)
{
  gpointer position;

  if (!g_hash_table_lookup_extended (positions, country, NULL, &position))
    {
      YttBalanceBar bar = { 0 };

      position = GUINT_TO_POINTER (self->bars->len);
      g_strlcpy (bar.country, country, sizeof bar.country);
      g_array_append_val (self->bars, bar);
      g_hash_table_insert (positions, g_strdup (country), position);
    }

  return &g_array_index (self->bars, YttBalanceBar, GPOINTER_TO_UINT (position));
}

/* Concentration of what operates (0) and of all (1). A range counts with its lower end; what has no country counts as
 * a country of its own, for it is somebody's. */
static void
concentrate (YttBalance *self,
             guint       which)
{
  g_autofree double *amounts = g_new (double, self->bars->len + 1);
  double total = 0, most = 0;

  self->share[which] = NAN;
  self->largest[which][0] = '\0';
  for (guint i = 0; i < self->bars->len; i++)
    {
      const YttBalanceBar *bar = &g_array_index (self->bars, YttBalanceBar, i);

      amounts[i] = which == 0 ? bar->low[YTT_BALANCE_OPERATING] : sum_low (bar);
      total += amounts[i];
      if (amounts[i] > most)
        {
          most = amounts[i];
          memcpy (self->largest[which], bar->country, sizeof bar->country);
        }
    }

  if (total > 0)
    self->share[which] = 100 * most / total;
  self->hhi[which] = ytt_herfindahl_hirschman (amounts, self->bars->len);
}

/**
 * ytt_balance_finish:
 * @self: a balance
 *
 * Adds up what was added; afterwards the balance is not changed any more.
 */
void
ytt_balance_finish (YttBalance *self)
{
  g_autoptr(GHashTable) positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const YttBalanceEntry *entry = &g_array_index (self->entries, YttBalanceEntry, i);

      self->n_left_out[entry->left_out]++;
      if (entry->left_out != YTT_LEFT_OUT_NOT)
        continue;

      self->n_counted++;
      add_to_bar (get_bar (self, positions, entry->country), entry);
      add_to_bar (&self->total, entry);
      if (entry->as_of != 0 && (self->oldest == 0 || entry->as_of < self->oldest))
        self->oldest = entry->as_of;
    }

  g_array_sort (self->bars, compare_bars);
  g_array_sort (self->bases, compare_bases);
  concentrate (self, 0);
  concentrate (self, 1);
}

/**
 * ytt_herfindahl_hirschman:
 * @amounts: (array length=n_amounts): what each has, not negative
 * @n_amounts: how many there are
 *
 * The Herfindahl-Hirschman index as the Merger Guidelines of the U.S. Department of Justice and the Federal Trade
 * Commission (2023, section 2.1) write it: the sum of the squares of the shares in per cent.
 *
 * Returns: from near 0, where many share alike, to 10,000 where one has it all; NAN where there is nothing to share
 */
double
ytt_herfindahl_hirschman (const double *amounts,
                          gsize         n_amounts)
{
  double total = 0, index = 0;

  for (gsize i = 0; i < n_amounts; i++)
    total += amounts[i];

  if (total <= 0)
    return NAN;

  for (gsize i = 0; i < n_amounts; i++)
    index += (100 * amounts[i] / total) * (100 * amounts[i] / total);

  return index;
}

/**
 * ytt_conversions_get:
 * @n_conversions: (out): how many there are
 *
 * Returns: (array length=n_conversions): the conversions that are offered; none is ever made unasked
 */
const YttConversion *
ytt_conversions_get (gsize *n_conversions)
{
  *n_conversions = G_N_ELEMENTS (conversions);

  return conversions;
}

const YttConversion *
ytt_conversion_from_code (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (conversions); i++)
    if (g_strcmp0 (conversions[i].code, code) == 0)
      return &conversions[i];

  return NULL;
}
