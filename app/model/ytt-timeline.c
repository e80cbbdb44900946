#include "config.h"

#include "ytt-timeline.h"

#include "ytt-ledger-private.h"

#include <string.h>

/* In the order in which a plant comes into being, the last first: what is furthest along tells the status. */
typedef enum
{
  TOPIC_STATUS,
  TOPIC_START,
  TOPIC_COMPLETION,
  TOPIC_CONSTRUCTION,
} Topic;

static const struct
{
  const char *attribute;
  YttStatus   status;   /* of a plant of which that has come true */
} topics[] = {
  [TOPIC_STATUS]       = { "status",             YTT_STATUS_UNKNOWN },
  [TOPIC_START]        = { "start",              YTT_STATUS_OPERATING },
  [TOPIC_COMPLETION]   = { "completion",         YTT_STATUS_COMMISSIONING },
  [TOPIC_CONSTRUCTION] = { "construction-start", YTT_STATUS_CONSTRUCTION },
};

#define NEVER G_MAXUINT32

/* Claims on one thing, up to which their sources are compared. */
#define MAX_COUNTED 64

/* What the rule asks again and again. */
typedef struct
{
  guint32  end;      /* the last day of the moment: what is told and has happened up to then */
  guint32  now;      /* from when on what is to come is a promise */
  guint32  told;     /* 0 for everything */
} Clock;

#define ORDER(less, more) (((less) > (more)) - ((less) < (more)))

/**
 * ytt_day_parse:
 * @iso: (nullable): a year, a month or a day, ISO 8601
 *
 * Returns: its first day as YYYYMMDD (design: "2025 counts as 2025-01-01"), 0 for what is no date
 */
guint32
ytt_day_parse (const char *iso)
{
  return (guint32) ytt_claim_parse_day (iso, FALSE);
}

/**
 * ytt_day_to_iso:
 * @day: YYYYMMDD
 *
 * Returns: (transfer full): the day as ISO 8601 has it
 */
char *
ytt_day_to_iso (guint32 day)
{
  return g_strdup_printf ("%04u-%02u-%02u", day / 10000, day / 100 % 100, day % 100);
}

/**
 * ytt_claim_is_told:
 * @claim: a claim
 * @told: the second clock, YYYYMMDD; 0 for everything
 *
 * A year or a month counts as its first day. A claim without a date, or with one that cannot be read, was told nobody
 * knows when, and so is left out by every day.
 *
 * Returns: whether the claim counts
 */
gboolean
ytt_claim_is_told (const YttClaim *claim,
                   guint32         told)
{
  guint32 as_of;

  if (told == 0)
    return TRUE;

  as_of = ytt_day_parse (claim->as_of);

  return as_of != 0 && as_of <= told;
}

/**
 * ytt_claim_has_bad_date:
 * @claim: a claim
 *
 * Returns: whether its date is there but cannot be read, as another program may have written it
 */
gboolean
ytt_claim_has_bad_date (const YttClaim *claim)
{
  return claim->as_of != NULL && *claim->as_of != '\0' && ytt_day_parse (claim->as_of) == 0;
}

static void
read_date (YttTimelineClaim *self,
           const YttClaim   *claim)
{
  const char *end = claim->value_max != NULL ? claim->value_max : claim->value;

  self->first = ytt_day_parse (claim->value);
  self->last = (guint32) ytt_claim_parse_day (end, TRUE);
  if (self->first == 0 || self->last == 0)
    {
      self->first = 0;
      self->last = NEVER;
    }
  else if (claim->qualifier == YTT_QUALIFIER_AT_LEAST)
    self->last = NEVER;   /* not before then: an open end is open */
  else
    self->last = MAX (self->first, self->last);
}

/**
 * ytt_timeline_claim_init:
 * @self: (out caller-allocates): what the rule needs of it
 * @claim: a claim that was not withdrawn; nothing of it is kept
 *
 * Returns: whether it tells anything about a status
 */
gboolean
ytt_timeline_claim_init (YttTimelineClaim *self,
                         const YttClaim   *claim)
{
  guint topic;

  for (topic = 0; topic < G_N_ELEMENTS (topics); topic++)
    if (strcmp (topics[topic].attribute, claim->attribute) == 0)
      break;

  if (topic == G_N_ELEMENTS (topics))
    return FALSE;

  *self = (YttTimelineClaim) {
    .as_of = ytt_day_parse (claim->as_of),
    .thing = g_str_hash (claim->part) * 31 * 31 + g_str_hash (claim->basis) * 31 + g_str_hash (claim->unit),
    .source = (guint32) ((guint64) claim->source_id ^ ((guint64) claim->source_id >> 32)),
    .topic = (guint8) topic,
    .qualifier = (guint8) claim->qualifier,
    .promised = claim->tense == YTT_TENSE_PROMISED,
    .pinned = claim->pinned != 0,
    .scope = ytt_claim_get_scope_rank (claim->scope) & 3,
    .part = claim->part[0] != '\0',
    .other = !ytt_claim_is_eligible (claim),
  };

  if (topic == TOPIC_STATUS)
    {
      YttStatus status = YTT_STATUS_UNKNOWN;

      ytt_status_from_code (claim->value, &status);
      self->status = (guint8) status;
      self->first = self->last = g_str_hash (claim->value);
    }
  else
    read_date (self, claim);

  return TRUE;
}

/* The rule by which one of several claims on the same thing is shown, but for the sources that agree (see
 * ytt-ledger.c, compare_entries): negative where @a goes first. */
static int
compare_weights (const YttTimelineClaim *a,
                 const YttTimelineClaim *b)
{
  int order;

  if ((order = ORDER (b->pinned, a->pinned)) != 0)
    return order;
  if ((order = ORDER (a->scope, b->scope)) != 0)
    return order;
  if ((order = ORDER (b->as_of, a->as_of)) != 0)
    return order;

  return ORDER (a->qualifier, b->qualifier);
}

static int
compare_claims (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const YttTimelineClaim *claim_a = a, *claim_b = b;
  int order;

  if ((order = ORDER (claim_a->topic, claim_b->topic)) != 0)
    return order;
  if ((order = ORDER (claim_a->thing, claim_b->thing)) != 0)
    return order;
  if ((order = ORDER (claim_a->promised, claim_b->promised)) != 0)
    return order;
  if ((order = compare_weights (claim_a, claim_b)) != 0)
    return order;

  return ORDER (claim_a->order, claim_b->order);
}

/**
 * ytt_timeline_sort:
 * @timeline: (array length=n_claims) (inout): claims on one facility, in the order of their ids
 * @n_claims: how many
 *
 * Makes a timeline of them: topic by topic, thing by thing, statements before promises, the preferred claim first.
 */
void
ytt_timeline_sort (YttTimelineClaim *timeline,
                   guint             n_claims)
{
  for (guint i = 0; i < n_claims; i++)
    timeline[i].order = i;

  if (n_claims > 1)
    g_qsort_with_data (timeline, (int) n_claims, sizeof *timeline, compare_claims, NULL);
}

/* A claim without a date was told on some day up to today: it counts from now on, and not before. */
static gboolean
is_told_by (const Clock            *clock,
            const YttTimelineClaim *claim,
            guint32                 day)
{
  if (claim->as_of == 0)
    return clock->told == 0 && day >= clock->now;

  return (clock->told == 0 || claim->as_of <= clock->told) && claim->as_of <= day;
}

/* How many sources give the value of @claim, of what of its group is told up to @day. Where somebody wrote down
 * hundreds of claims on one thing, that is not worth the time: then the lower id decides. */
static guint
count_sources (const Clock            *clock,
               const YttTimelineClaim *group,
               guint                   n_claims,
               const YttTimelineClaim *claim,
               guint32                 day)
{
  guint n_sources = 0;

  if (n_claims > MAX_COUNTED)
    return 0;

  for (guint i = 0; i < n_claims; i++)
    {
      gboolean is_new = group[i].first == claim->first && group[i].last == claim->last
                        && is_told_by (clock, &group[i], day);

      for (guint j = 0; j < i && is_new; j++)
        is_new = group[j].source != group[i].source || group[j].first != claim->first
                 || group[j].last != claim->last || !is_told_by (clock, &group[j], day);
      n_sources += is_new;
    }

  return n_sources;
}

/* (nullable): the one to be shown of a group, of what is told up to @day. */
static const YttTimelineClaim *
choose (const Clock            *clock,
        const YttTimelineClaim *group,
        guint                   n_claims,
        guint32                 day)
{
  const YttTimelineClaim *best = NULL;
  guint n_best = 0;

  for (guint i = 0; i < n_claims && (best == NULL || compare_weights (best, &group[i]) == 0); i++)
    {
      if (group[i].other || !is_told_by (clock, &group[i], day))
        continue;

      if (best == NULL)
        {
          best = &group[i];
        }
      else if (group[i].first != best->first || group[i].last != best->last)
        {
          guint n_sources = count_sources (clock, group, n_claims, &group[i], day);

          if (n_best == 0)
            n_best = count_sources (clock, group, n_claims, best, day);
          if (n_sources > n_best)
            {
              best = &group[i];
              n_best = n_sources;
            }
        }
    }

  return best;
}

/* A chosen claim, with the group it was chosen of */
typedef struct
{
  const YttTimelineClaim *claim;   /* (nullable) */
  const YttTimelineClaim *group;
  guint                   n_claims;
} Chosen;

/* Which thing's claim stands for the facility's status (see ytt-ledger.c, compare_shown): negative for @one. */
static int
compare_shown (const Clock  *clock,
               const Chosen *one,
               const Chosen *other)
{
  const YttTimelineClaim *a = one->claim, *b = other->claim;
  int order;

  if ((order = ORDER (b->pinned, a->pinned)) != 0)
    return order;
  if ((order = ORDER (a->part, b->part)) != 0)
    return order;
  if (a->part && (order = ORDER (a->promised, b->promised)) != 0)
    return order;
  if ((order = ORDER (b->as_of, a->as_of)) != 0)
    return order;
  if ((order = ORDER (a->promised, b->promised)) != 0)
    return order;
  if ((order = compare_weights (a, b)) != 0)
    return order;
  if ((order = ORDER (count_sources (clock, other->group, other->n_claims, b, clock->end),
                      count_sources (clock, one->group, one->n_claims, a, clock->end))) != 0)
    return order;

  return ORDER (a->order, b->order);
}

/* A statement tells of what has happened: by the end of its date, and by the day on which it was made. */
static guint32
get_day_done (const YttTimelineClaim *statement)
{
  if (statement->as_of == 0)
    return statement->last;

  return MIN (statement->last, MAX (statement->first, statement->as_of));
}

static int
get_rank (YttStatus status)
{
  switch (status)
    {
    case YTT_STATUS_CONSTRUCTION:
      return 1;
    case YTT_STATUS_COMMISSIONING:
      return 2;
    case YTT_STATUS_OPERATING:
      return 3;
    default:
      return 0;
    }
}

/* What is told of one thing, and the shown one of its statements and of its promises, each (nullable) */
typedef struct
{
  const YttTimelineClaim *stated;
  const YttTimelineClaim *promised;
  const YttTimelineClaim *begin;
  guint                   n_stated;
  guint                   n_promised;
} Thing;

/* What is known of one facility when the clock strikes. */
typedef struct
{
  Chosen                  status;
  YttStatus               fact;       /* by statements */
  const YttTimelineClaim *statement;  /* (nullable): which says so */
  const YttTimelineClaim *promise;    /* (nullable): something that has been promised */
} Known;

/* The next thing of a timeline, from *@position on; what is chosen of it is out of what is told by @day. */
static void
take_thing (const Clock            *clock,
            const YttTimelineClaim *timeline,
            guint                   n_claims,
            guint32                 day,
            guint                  *position,
            Thing                  *thing)
{
  const YttTimelineClaim *begin = timeline + *position, *end = timeline + n_claims;
  const YttTimelineClaim *claim = begin;

  while (claim < end && claim->topic == begin->topic && claim->thing == begin->thing && !claim->promised)
    claim++;
  thing->begin = begin;
  thing->n_stated = (guint) (claim - begin);

  begin = claim;
  while (claim < end && claim->topic == thing->begin->topic && claim->thing == thing->begin->thing)
    claim++;
  thing->n_promised = (guint) (claim - begin);

  thing->stated = choose (clock, thing->begin, thing->n_stated, day);
  thing->promised = choose (clock, begin, thing->n_promised, day);
  *position = (guint) (claim - timeline);
}

/* Puts the claim that stands for the thing in place of @shown, if the ledger would rather show that. */
static void
learn_shown (const Clock *clock,
             const Thing *thing,
             Chosen      *shown)
{
  Chosen chosen = { thing->stated, thing->begin, thing->n_stated };

  if (chosen.claim == NULL)
    chosen = (Chosen) { thing->promised, thing->begin + thing->n_stated, thing->n_promised };

  if (chosen.claim != NULL && (shown->claim == NULL || compare_shown (clock, &chosen, shown) < 0))
    *shown = chosen;
}

/* What a statement says of the moment, and whether anything was planned by then. */
static void
learn_event (const Clock *clock,
             const Thing *thing,
             YttStatus    status,
             Known       *known)
{
  const YttTimelineClaim *stated = thing->stated;

  if (stated != NULL && stated->first != 0)
    {
      if (get_day_done (stated) > clock->now)
        {
          if (is_told_by (clock, stated, clock->end))
            known->promise = stated;
        }
      else if (get_day_done (stated) <= clock->end && get_rank (status) > get_rank (known->fact))
        {
          known->fact = status;
          known->statement = stated;
        }
    }

  for (guint i = 0; i < thing->n_promised && known->promise == NULL; i++)
    {
      const YttTimelineClaim *promise = thing->begin + thing->n_stated + i;

      if (promise->first != 0 && !promise->other && is_told_by (clock, promise, clock->end))
        known->promise = promise;
    }
}

/* Whether what is promised is still to come now, is due by the end, and was not overtaken by other news. */
static gboolean
is_due (const Clock            *clock,
        const YttTimelineClaim *promise,
        guint32                 due,
        const Known            *known)
{
  const YttTimelineClaim *status = known->status.claim;

  if (due <= clock->now || due > clock->end)
    return FALSE;

  if (status == NULL)
    return TRUE;

  /* What was given up or shut is taken up again only by a promise that was made since. */
  switch (status->status)
    {
    case YTT_STATUS_SUSPENDED:
    case YTT_STATUS_CLOSED:
    case YTT_STATUS_SHELVED:
    case YTT_STATUS_CANCELLED:
      return promise->as_of >= status->as_of;
    default:
      return TRUE;
    }
}

/* (nullable): what is said of the thing, and comes true by then */
static const YttTimelineClaim *
find_true (const Clock *clock,
           const Thing *thing,
           const Known *known)
{
  const YttTimelineClaim *stated = thing->stated, *promised = thing->promised;

  if (stated != NULL && stated->first != 0 && is_due (clock, stated, get_day_done (stated), known))
    return stated;

  if (promised != NULL && promised->first != 0
      && (stated == NULL || stated->as_of <= promised->as_of)
      && is_due (clock, promised, promised->last, known))
    return promised;

  return NULL;
}

/* After now, what is promised lifts the plant to the furthest that is due by then. */
static void
add_promises (const Clock             *clock,
              const YttTimelineClaim  *timeline,
              guint                    n_claims,
              const Known             *known,
              YttStanding             *standing,
              const YttTimelineClaim **reason)
{
  guint position = 0;

  while (position < n_claims)
    {
      YttStatus status = topics[timeline[position].topic].status;
      const YttTimelineClaim *claim;
      Thing thing;

      take_thing (clock, timeline, n_claims, NEVER, &position, &thing);
      if (get_rank (status) <= get_rank (standing->status) || (claim = find_true (clock, &thing, known)) == NULL)
        continue;

      *standing = (YttStanding) { TRUE, status, TRUE };
      *reason = claim;
    }
}

static Clock
make_clock (YttMoment moment,
            guint32   today)
{
  Clock clock = { .told = moment.told };

  clock.now = moment.told != 0 ? MIN (moment.told, today) : today;
  clock.end = moment.year != 0 ? (guint32) moment.year * 10000 + 1231 : clock.now;

  return clock;
}

static YttStanding
find_standing (const YttTimelineClaim  *timeline,
               guint                    n_claims,
               const Clock             *clock,
               const YttTimelineClaim **reason)
{
  Known known = { { NULL, }, };
  YttStanding standing = { FALSE, };
  guint position = 0;

  while (position < n_claims)
    {
      Topic topic = timeline[position].topic;
      Thing thing;

      take_thing (clock, timeline, n_claims, topic == TOPIC_STATUS ? clock->end : NEVER, &position, &thing);
      if (topic == TOPIC_STATUS)
        learn_shown (clock, &thing, &known.status);
      else
        learn_event (clock, &thing, topics[topic].status, &known);
    }

  *reason = known.status.claim != NULL ? known.status.claim : known.statement != NULL ? known.statement : known.promise;
  if (known.status.claim != NULL)
    standing = (YttStanding) { TRUE, known.status.claim->status, known.status.claim->promised };
  else if (known.fact != YTT_STATUS_UNKNOWN)
    standing = (YttStanding) { TRUE, known.fact, FALSE };
  else if (known.promise != NULL)
    standing = (YttStanding) { TRUE, YTT_STATUS_PROPOSED, FALSE };

  if (clock->end > clock->now)
    add_promises (clock, timeline, n_claims, &known, &standing, reason);

  return standing;
}

/**
 * ytt_timeline_get_standing:
 * @timeline: (array length=n_claims): what is claimed on one facility, sorted by ytt_timeline_sort()
 * @n_claims: how many claims
 * @moment: the two clocks
 * @today: the day it is, YYYYMMDD
 *
 * The rule of the two clocks (issue 3, section 2), in one place.
 *
 * What counts. With `told`, only claims dated up to that day; a year or a month counts as its first day (design,
 * section 3), and a claim without a date, or with one that cannot be read, counts not at all. Only claims about the
 * plant itself count, and of several on the same thing the one that the ledger would show.
 *
 * When. The moment is the last day of `year`; without a year it is now. Now is today, or with `told` that day, if it is
 * earlier: what lies after it was to come for those who told it.
 *
 * 1. The shown one of the status claims dated up to the moment. (One without a date was told some day up to today: it
 *    counts, as the oldest, from now on.)
 * 2. Where there is none, statements. Of what has begun by then, or was finished, or is being built, the furthest:
 *    operating, commissioning, construction. A date is past when all of it is, or when the statement was made.
 * 3. Where these say nothing either, but a start, a completion or a construction start was promised in a claim dated up
 *    to the moment, it was planned: proposed.
 * 4. Else it is not there.
 * 5. For a moment after now, promised starts, completions and construction starts that are due (all of their date) after
 *    now and up to the moment lift it to operating, commissioning or construction, if it has not got there: a promise.
 *    One that was due earlier was not kept, or it would have been told; one older than a newer statement on the same
 *    thing, or than the news that the plant was suspended, closed, shelved or cancelled, is void; "not before" a date
 *    is never due. What is stated of a day after now is a promise too.
 *
 * Returns: how the facility stands then
 */
YttStanding
ytt_timeline_get_standing (const YttTimelineClaim *timeline,
                           guint                   n_claims,
                           YttMoment               moment,
                           guint32                 today)
{
  const Clock clock = make_clock (moment, today);
  const YttTimelineClaim *reason;

  return find_standing (timeline, n_claims, &clock, &reason);
}

/**
 * ytt_timeline_find_reason:
 * @timeline: (array length=n_claims): what is claimed on one facility, sorted by ytt_timeline_sort()
 * @n_claims: how many claims
 * @moment: the two clocks
 * @today: the day it is, YYYYMMDD
 *
 * Returns: (transfer none) (nullable): the claim that the standing rests on, see ytt_timeline_get_standing(); %NULL
 *   where the facility is not there
 */
const YttTimelineClaim *
ytt_timeline_find_reason (const YttTimelineClaim *timeline,
                          guint                   n_claims,
                          YttMoment               moment,
                          guint32                 today)
{
  const Clock clock = make_clock (moment, today);
  const YttTimelineClaim *reason;

  find_standing (timeline, n_claims, &clock, &reason);

  return reason;
}

/**
 * ytt_timeline_get_start:
 * @timeline: (array length=n_claims): what is claimed on one facility, sorted by ytt_timeline_sort()
 * @n_claims: how many claims
 * @told: the second clock, YYYYMMDD; 0 for everything
 *
 * The start that the ledger shows, a promise where nothing is stated.
 *
 * Returns: its first day, YYYYMMDD; 0 where there is none that can be read
 */
guint32
ytt_timeline_get_start (const YttTimelineClaim *timeline,
                        guint                   n_claims,
                        guint32                 told)
{
  const Clock clock = { .end = NEVER, .told = told };
  Chosen shown = { NULL, };
  guint position = 0;

  while (position < n_claims)
    {
      Topic topic = timeline[position].topic;
      Thing thing;

      take_thing (&clock, timeline, n_claims, NEVER, &position, &thing);
      if (topic == TOPIC_START)
        learn_shown (&clock, &thing, &shown);
    }

  return shown.claim != NULL ? shown.claim->first : 0;
}
