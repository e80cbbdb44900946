#pragma once

#include "ytt-moment.h"
#include "ytt-record.h"

G_BEGIN_DECLS

/**
 * YttTimelineClaim:
 *
 * A claim on a facility's status, start, completion or construction start, as short as the rule of the two clocks
 * needs it. A timeline is an array of them: those of one facility, sorted by ytt_timeline_sort().
 */
typedef struct
{
  guint32 as_of;       /* YYYYMMDD of its first day, 0 where there is no date or none that can be read */
  guint32 first;       /* of a date: its first day, 0 where it cannot be read; of a status: its word */
  guint32 last;        /* of a date: its last day, G_MAXUINT32 where it has no end */
  guint32 thing;       /* alike where two claims on one topic speak of the same thing */
  guint32 source;
  guint32 order;       /* among the facility's claims by id */
  guint8  topic;
  guint8  status;      /* YttStatus */
  guint8  qualifier;   /* YttQualifier */
  guint8  promised : 1;
  guint8  pinned   : 1;
  guint8  scope    : 2;
  guint8  part     : 1;
  guint8  other    : 1;  /* not about the plant itself: only counted among the sources that agree */
} YttTimelineClaim;

/**
 * YttStanding:
 * @there: whether the facility is drawn, listed and counted
 * @status: its status then; #YTT_STATUS_UNKNOWN also where a document has a word for it that is not ours
 * @promised: whether the status is a promise and not a fact, and so is drawn hollow
 *
 * How a facility stands at a moment.
 */
typedef struct
{
  gboolean  there;
  YttStatus status;
  gboolean  promised;
} YttStanding;

/* What symbols show: a promise is hollow, as what is proposed. */
static inline YttStatus
ytt_standing_get_drawn (YttStatus status,
                        gboolean  promised)
{
  return promised ? YTT_STATUS_PROPOSED : status;
}

gboolean    ytt_timeline_claim_init   (YttTimelineClaim       *self,
                                       const YttClaim         *claim);
void        ytt_timeline_sort         (YttTimelineClaim       *timeline,
                                       guint                   n_claims);
YttStanding ytt_timeline_get_standing (const YttTimelineClaim *timeline,
                                       guint                   n_claims,
                                       YttMoment               moment,
                                       guint32                 today);
/* (nullable): which of them the standing rests on */
const YttTimelineClaim *ytt_timeline_find_reason (const YttTimelineClaim *timeline,
                                                  guint                   n_claims,
                                                  YttMoment               moment,
                                                  guint32                 today);
guint32     ytt_timeline_get_start    (const YttTimelineClaim *timeline,
                                       guint                   n_claims,
                                       guint32                 told);
YttStanding ytt_claims_get_standing   (GPtrArray              *claims,
                                       YttMoment               moment,
                                       guint32                 today);

gboolean    ytt_claim_is_told         (const YttClaim         *claim,
                                       guint32                 told);
gboolean    ytt_claim_has_bad_date    (const YttClaim         *claim);

guint32     ytt_day_parse             (const char             *iso);
char       *ytt_day_to_iso            (guint32                 day);

G_END_DECLS
