#include "config.h"

#include "ytt-codes.h"

#include <string.h>

#include <glib/gi18n.h>

/* A code as documents store it, the value that stands for it, and the English word for people. */
typedef struct
{
  const char *code;
  int         value;
  const char *label;
} Word;

static const Word stages[] = {
  { "recycling",     YTT_STAGE_RECYCLING,     N_("Recycling") },
  { "mining",        YTT_STAGE_MINING,        N_("Mining") },
  { "concentration", YTT_STAGE_CONCENTRATION, N_("Concentration") },
  { "cracking",      YTT_STAGE_CRACKING,      N_("Cracking and leaching") },
  { "separation",    YTT_STAGE_SEPARATION,    N_("Separation") },
  { "metal",         YTT_STAGE_METAL,         N_("Metal and alloy") },
  { "magnet",        YTT_STAGE_MAGNET,        N_("Magnets") },
};

static const Word statuses[] = {
  { "exploration",   YTT_STATUS_EXPLORATION,   N_("Exploration") },
  { "proposed",      YTT_STATUS_PROPOSED,      N_("Proposed") },
  { "construction",  YTT_STATUS_CONSTRUCTION,  N_("Construction") },
  { "commissioning", YTT_STATUS_COMMISSIONING, N_("Commissioning") },
  { "operating",     YTT_STATUS_OPERATING,     N_("Operating") },
  { "suspended",     YTT_STATUS_SUSPENDED,     N_("Suspended") },
  { "closed",        YTT_STATUS_CLOSED,        N_("Closed") },
  { "shelved",       YTT_STATUS_SHELVED,       N_("Shelved") },
  { "cancelled",     YTT_STATUS_CANCELLED,     N_("Cancelled") },
};

static const Word precisions[] = {
  { "site",     YTT_PRECISION_SITE,     N_("The site itself") },
  { "locality", YTT_PRECISION_LOCALITY, N_("The town, not the site") },
  { "region",   YTT_PRECISION_REGION,   N_("The region only") },
};

static const Word qualifiers[] = {
  { "exact",    YTT_QUALIFIER_EXACT,    NULL },
  { "about",    YTT_QUALIFIER_ABOUT,    NULL },
  { "at-least", YTT_QUALIFIER_AT_LEAST, NULL },
  { "up-to",    YTT_QUALIFIER_UP_TO,    NULL },
  { "planned",  YTT_QUALIFIER_PLANNED,  NULL },
  { "expected", YTT_QUALIFIER_EXPECTED, NULL },
};

static const Word tenses[] = {
  { "stated",   YTT_TENSE_STATED,   NULL },
  { "promised", YTT_TENSE_PROMISED, NULL },
};

static const Word link_states[] = {
  { "operating",  YTT_LINK_OPERATING,  N_("Flowing") },
  { "contracted", YTT_LINK_CONTRACTED, N_("Contracted") },
  { "planned",    YTT_LINK_PLANNED,    N_("Planned") },
  { "memorandum", YTT_LINK_MEMORANDUM, N_("Memorandum") },
  { "ended",      YTT_LINK_ENDED,      N_("Ended") },
};

static const Word attributes[] = {
  { "capacity",           0, N_("Capacity") },
  { "permitted-capacity", 0, N_("Permitted capacity") },
  { "capex",              0, N_("Plant cost") },
  { "start",              0, N_("Start") },
  { "completion",         0, N_("Completion") },
  { "construction-start", 0, N_("Start of construction") },
  { "production",         0, N_("Production") },
  { "feed",               0, N_("Feed") },
  { "mining-rate",        0, N_("Mining rate") },
  { "resource",           0, N_("Resource") },
  { "reserve",            0, N_("Reserve") },
  { "grade",              0, N_("Grade") },
  { "purity",             0, N_("Purity") },
  { "mine-life",          0, N_("Mine life") },
  { "jobs",               0, N_("Jobs") },
  { "construction-jobs",  0, N_("Construction jobs") },
  { "floor-area",         0, N_("Hall (floor area)") },
  { "site-area",          0, N_("Site area") },
  { "funding",            0, N_("Funding") },
  { "spent",              0, N_("Spent so far") },
  { "purchase-price",     0, N_("Purchase price") },
  { "licence",            0, N_("Licence") },
  { "founded",            0, N_("Founded") },
  { "status",             0, N_("Status") },
};

static const Word announcement_kinds[] = {
  { "milestone",     0, N_("Milestone") },
  { "policy",        0, N_("Policy") },
  { "expansion",     0, N_("Expansion") },
  { "acquisition",   0, N_("Acquisition") },
  { "equity",        0, N_("Equity") },
  { "permit",        0, N_("Permit") },
  { "memorandum",    0, N_("Memorandum") },
  { "loan",          0, N_("Loan") },
  { "study",         0, N_("Study") },
  { "supply",        0, N_("Supply") },
  { "grant",         0, N_("Grant") },
  { "offtake",       0, N_("Offtake") },
  { "joint-venture", 0, N_("Joint venture") },
  { "partnership",   0, N_("Partnership") },
  { "tax-credit",    0, N_("Tax credit") },
};

/* How far what was announced had come by then; how far a deal has come is its rung. */
static const Word announcement_statuses[] = {
  { "announced",  0, N_("Announced") },
  { "memorandum", 0, N_("Memorandum") },
  { "signed",     0, N_("Signed") },
  { "closed",     0, N_("Closed") },
  { "completed",  0, N_("Completed") },
  { "terminated", 0, N_("Terminated") },
};

static const Word *
find_code (const Word *words,
           gsize       n_words,
           const char *code)
{
  if (code == NULL)
    return NULL;

  for (gsize i = 0; i < n_words; i++)
    if (strcmp (words[i].code, code) == 0)
      return &words[i];

  return NULL;
}

static const Word *
find_value (const Word *words,
            gsize       n_words,
            int         value)
{
  for (gsize i = 0; i < n_words; i++)
    if (words[i].value == value)
      return &words[i];

  return NULL;
}

#define FIND_CODE(words, code) find_code (words, G_N_ELEMENTS (words), code)
#define FIND_VALUE(words, value) find_value (words, G_N_ELEMENTS (words), (int) (value))

static const char *
get_label (const Word *word)
{
  return word != NULL ? _(word->label) : _("Unknown");
}

/* For the codes that other programs may add to: what is not known is shown as it is. */
static const char *
get_label_or_code (const Word *word,
                   const char *code)
{
  return word != NULL ? _(word->label) : code;
}

/**
 * ytt_stage_from_code:
 * @code: (nullable): a stage's code, such as "magnet"
 * @stage: (out): the stage; untouched if @code is unknown
 *
 * Returns: whether the code is known
 */
gboolean
ytt_stage_from_code (const char *code,
                     YttStages  *stage)
{
  const Word *word = FIND_CODE (stages, code);

  if (word == NULL)
    return FALSE;

  *stage = word->value;
  return TRUE;
}

/**
 * ytt_stage_to_code:
 * @stage: a single stage
 *
 * Returns: (nullable): its code, %NULL if @stage is not exactly one stage
 */
const char *
ytt_stage_to_code (YttStages stage)
{
  const Word *word = FIND_VALUE (stages, stage);

  return word != NULL ? word->code : NULL;
}

/**
 * ytt_stage_get_label:
 * @stage: a single stage
 *
 * Returns: the word for it in the user's language
 */
const char *
ytt_stage_get_label (YttStages stage)
{
  return get_label (FIND_VALUE (stages, stage));
}

/**
 * ytt_stages_get_leading:
 * @set: a set of stages
 *
 * The leading stage is the last one of the chain; recycling leads only alone.
 *
 * Returns: one stage, or %YTT_STAGE_NONE for an empty set
 */
YttStages
ytt_stages_get_leading (YttStages set)
{
  for (guint bit = YTT_STAGE_MAGNET; bit >= YTT_STAGE_RECYCLING; bit >>= 1)
    if ((guint) set & bit)
      return (YttStages) bit;

  return YTT_STAGE_NONE;
}

/**
 * ytt_stages_count:
 * @set: a set of stages
 *
 * Returns: how many stages are in the set
 */
guint
ytt_stages_count (YttStages set)
{
  guint n = 0;

  for (guint bits = set; bits != 0; bits &= bits - 1)
    n++;

  return n;
}

/**
 * ytt_status_from_code:
 * @code: (nullable): a status's code, such as "operating"
 * @status: (out): the status; untouched if @code is unknown
 *
 * Returns: whether the code is known
 */
gboolean
ytt_status_from_code (const char *code,
                      YttStatus  *status)
{
  const Word *word = FIND_CODE (statuses, code);

  if (word == NULL)
    return FALSE;

  *status = word->value;
  return TRUE;
}

/**
 * ytt_status_to_code:
 * @status: a status
 *
 * Returns: (nullable): its code, %NULL for %YTT_STATUS_UNKNOWN
 */
const char *
ytt_status_to_code (YttStatus status)
{
  const Word *word = FIND_VALUE (statuses, status);

  return word != NULL ? word->code : NULL;
}

/**
 * ytt_status_get_label:
 * @status: a status
 *
 * Returns: the word for it in the user's language
 */
const char *
ytt_status_get_label (YttStatus status)
{
  return get_label (FIND_VALUE (statuses, status));
}

/**
 * ytt_precision_from_code:
 * @code: (nullable): how exact a place is, such as "locality"
 * @precision: (out): the precision; untouched if @code is unknown
 *
 * Returns: whether the code is known
 */
gboolean
ytt_precision_from_code (const char   *code,
                         YttPrecision *precision)
{
  const Word *word = FIND_CODE (precisions, code);

  if (word == NULL)
    return FALSE;

  *precision = word->value;
  return TRUE;
}

/**
 * ytt_precision_to_code:
 * @precision: how exact a place is
 *
 * Returns: (nullable): its code, %NULL for %YTT_PRECISION_UNKNOWN
 */
const char *
ytt_precision_to_code (YttPrecision precision)
{
  const Word *word = FIND_VALUE (precisions, precision);

  return word != NULL ? word->code : NULL;
}

/**
 * ytt_precision_get_label:
 * @precision: how exact a place is
 *
 * Returns: the words for it in the user's language
 */
const char *
ytt_precision_get_label (YttPrecision precision)
{
  if (precision == YTT_PRECISION_UNKNOWN)
    return _("Place unknown");

  return get_label (FIND_VALUE (precisions, precision));
}

/**
 * ytt_qualifier_from_code:
 * @code: (nullable): a qualifier's code, such as "up-to"
 * @qualifier: (out): the qualifier; untouched if @code is unknown
 *
 * Returns: whether the code is known
 */
gboolean
ytt_qualifier_from_code (const char   *code,
                         YttQualifier *qualifier)
{
  const Word *word = FIND_CODE (qualifiers, code);

  if (word == NULL)
    return FALSE;

  *qualifier = word->value;
  return TRUE;
}

/**
 * ytt_qualifier_to_code:
 * @qualifier: a qualifier
 *
 * Returns: its code
 */
const char *
ytt_qualifier_to_code (YttQualifier qualifier)
{
  const Word *word = FIND_VALUE (qualifiers, qualifier);

  return word != NULL ? word->code : NULL;
}

/**
 * ytt_tense_from_code:
 * @code: (nullable): "stated" or "promised"
 * @tense: (out): the tense; untouched if @code is unknown
 *
 * Returns: whether the code is known
 */
gboolean
ytt_tense_from_code (const char *code,
                     YttTense   *tense)
{
  const Word *word = FIND_CODE (tenses, code);

  if (word == NULL)
    return FALSE;

  *tense = word->value;
  return TRUE;
}

/**
 * ytt_link_state_from_code:
 * @code: (nullable): a link's state, such as "contracted"
 * @state: (out): the state; untouched if @code is unknown
 *
 * Returns: whether the code is known
 */
gboolean
ytt_link_state_from_code (const char   *code,
                          YttLinkState *state)
{
  const Word *word = FIND_CODE (link_states, code);

  if (word == NULL)
    return FALSE;

  *state = word->value;
  return TRUE;
}

/**
 * ytt_link_state_to_code:
 * @state: a link's state
 *
 * Returns: its code
 */
const char *
ytt_link_state_to_code (YttLinkState state)
{
  const Word *word = FIND_VALUE (link_states, state);

  return word != NULL ? word->code : NULL;
}

/**
 * ytt_link_state_get_label:
 * @state: a link's state
 *
 * Returns: the word for it in the user's language
 */
const char *
ytt_link_state_get_label (YttLinkState state)
{
  return get_label (FIND_VALUE (link_states, state));
}

/**
 * ytt_attribute_get_label:
 * @attribute: the code of what a claim is about, such as "capex"
 *
 * Returns: the trade's words for it in the user's language; an unknown code as it is
 */
const char *
ytt_attribute_get_label (const char *attribute)
{
  return get_label_or_code (FIND_CODE (attributes, attribute), attribute);
}

/**
 * ytt_attribute_get_rank:
 * @attribute: the code of what a claim is about
 *
 * Returns: where the attribute stands among the figures, from 0; all unknown ones share the last place
 */
guint
ytt_attribute_get_rank (const char *attribute)
{
  const Word *word = FIND_CODE (attributes, attribute);

  return word != NULL ? (guint) (word - attributes) : (guint) G_N_ELEMENTS (attributes);
}

/**
 * ytt_attribute_get_nth:
 * @rank: a place among the figures, from 0
 *
 * Returns: (nullable): the code of the attribute that has that place; %NULL behind the last
 */
const char *
ytt_attribute_get_nth (guint rank)
{
  return rank < G_N_ELEMENTS (attributes) ? attributes[rank].code : NULL;
}

/**
 * ytt_announcement_kind_get_label:
 * @kind: the code of a kind of announcement, such as "offtake"
 *
 * Returns: the word for it in the user's language; an unknown code as it is
 */
const char *
ytt_announcement_kind_get_label (const char *kind)
{
  return get_label_or_code (FIND_CODE (announcement_kinds, kind), kind);
}

/**
 * ytt_announcement_kind_get_nth:
 * @n: a number, from 0
 *
 * Returns: (nullable): the code of a kind, the most frequent first; %NULL behind the last
 */
const char *
ytt_announcement_kind_get_nth (guint n)
{
  return n < G_N_ELEMENTS (announcement_kinds) ? announcement_kinds[n].code : NULL;
}

/**
 * ytt_announcement_status_get_label:
 * @status: the code of how far what was announced had come, such as "signed"
 *
 * Returns: the translated word for it; an unknown code comes back as it is
 */
const char *
ytt_announcement_status_get_label (const char *status)
{
  return get_label_or_code (FIND_CODE (announcement_statuses, status), status);
}

/**
 * ytt_announcement_status_get_nth:
 * @n: a number, from 0
 *
 * Returns: (nullable): the code of a status; %NULL behind the last
 */
const char *
ytt_announcement_status_get_nth (guint n)
{
  return n < G_N_ELEMENTS (announcement_statuses) ? announcement_statuses[n].code : NULL;
}
