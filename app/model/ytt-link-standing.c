#include "config.h"

#include "ytt-link-standing.h"

#include "ytt-ledger-private.h"
#include "ytt-timeline.h"

/* The last day of what was told of, 0 for what is no date */
static guint32
get_last_day (const char *iso)
{
  return (guint32) ytt_claim_parse_day (iso, TRUE);
}

/* The day by which the link is over: what ended is over on its last day, and what was agreed to last until a day lasts
 * on that day too. G_MAXUINT32 where nothing says so. */
static guint32
get_end (YttLinkState  state,
         const char   *until,
         const char   *announced,
         guint32       now,
         gboolean     *known)
{
  guint32 last = get_last_day (until);

  *known = TRUE;
  if (state != YTT_LINK_ENDED)
    return last != 0 ? last + 1 : G_MAXUINT32;

  if (last == 0)
    last = get_last_day (announced);
  *known = last != 0;

  /* Whatever its date says, it has ended by now. */
  return last != 0 ? MIN (last, now) : now;
}

/**
 * ytt_link_get_standing:
 * @state: how far the link has come, as it is told today
 * @since: (nullable): from when on material flows or is to flow, ISO 8601
 * @until: (nullable): until when
 * @announced: (nullable): the date of the announcement that the link is of
 * @moment: the two clocks
 * @today: the day it is, YYYYMMDD
 *
 * The rule of the year for supply links (issue 3, sections 2 and 3), in one place; that for facilities is
 * ytt_timeline_get_standing(). Whether a link had been told of by the day of the second clock is its source's matter and
 * none of this.
 *
 * A year or a month begins on its first day and ends on its last; a date that cannot be read is none. The moment is the
 * last day of `year`, and now is today, or the day of the second clock if that is earlier.
 *
 * 1. Without a year, all links are there, as their state tells.
 * 2. A link begins with `since`; where there is none, on the day of its announcement. Before that it is not there. The
 *    announcement of a link that has ended is taken to tell of the end, and so dates no beginning.
 * 3. What has ended is over on the last day of `until`, else of its announcement; that of any other link is the last day on
 *    which it is there. What has ended is over from now on, whatever its dates say.
 * 4. Where no date tells whether it had begun, or had ended already, it is there, and undated.
 * 5. What begins after now is a promise, whatever its state, and at any moment.
 *
 * Returns: how the link stands then
 */
YttLinkStanding
ytt_link_get_standing (YttLinkState  state,
                       const char   *since,
                       const char   *until,
                       const char   *announced,
                       YttMoment     moment,
                       guint32       today)
{
  guint32 now = moment.told != 0 ? MIN (moment.told, today) : today;
  guint32 at = moment.year != 0 ? (guint32) moment.year * 10000 + 1231 : now;
  guint32 begin = ytt_day_parse (since);
  YttLinkStanding standing = { FALSE, };
  gboolean end_known;
  guint32 end = get_end (state, until, announced, now, &end_known);

  if (begin == 0 && state != YTT_LINK_ENDED)
    begin = ytt_day_parse (announced);

  standing.promised = begin > now;
  if (moment.year == 0)
    {
      standing.there = TRUE;
      return standing;
    }

  standing.there = begin <= at && at < end;
  standing.undated = standing.there && (begin == 0 || !end_known);
  standing.before_end = state == YTT_LINK_ENDED && at < end;

  return standing;
}
