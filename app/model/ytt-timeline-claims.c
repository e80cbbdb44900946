#include "ytt-timeline.h"

/**
 * ytt_claims_get_standing:
 * @claims: (element-type YttClaim): all claims on one facility, in any order
 * @moment: the two clocks
 * @today: the day it is, YYYYMMDD
 *
 * Returns: how the facility stands then, by ytt_timeline_get_standing()
 */
YttStanding
ytt_claims_get_standing (GPtrArray *claims,
                         YttMoment  moment,
                         guint32    today)
{
  g_autofree YttTimelineClaim *timeline = g_new (YttTimelineClaim, claims->len + 1);
  g_autofree const YttClaim **sorted = g_new (const YttClaim *, claims->len + 1);
  guint n = 0;

  for (guint i = 0; i < claims->len; i++)
    {
      const YttClaim *claim = g_ptr_array_index (claims, i);
      guint j;

      for (j = i; j > 0 && sorted[j - 1]->id > claim->id; j--)
        sorted[j] = sorted[j - 1];
      sorted[j] = claim;
    }

  for (guint i = 0; i < claims->len; i++)
    n += ytt_timeline_claim_init (&timeline[n], sorted[i]);

  ytt_timeline_sort (timeline, n);

  return ytt_timeline_get_standing (timeline, n, moment, today);
}
