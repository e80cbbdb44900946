#pragma once

#include "ytt-codes.h"
#include "ytt-moment.h"

G_BEGIN_DECLS

/**
 * YttLinkStanding:
 * @there: whether the link is drawn, listed and followed
 * @promised: whether it begins only after now
 * @undated: whether no date tells if it was there then, and so it is drawn all the same
 * @before_end: whether the moment comes before the end that #YTT_LINK_ENDED tells of
 *
 * How a supply link stands at a moment.
 */
typedef struct
{
  gboolean there;
  gboolean promised;
  gboolean undated;
  gboolean before_end;
} YttLinkStanding;

YttLinkStanding ytt_link_get_standing (YttLinkState  state,
                                       const char   *since,
                                       const char   *until,
                                       const char   *announced,
                                       YttMoment     moment,
                                       guint32       today);

/* What lines show: what is told to flow, but only from a day to come, is planned. */
static inline YttLinkState
ytt_link_standing_get_drawn (YttLinkStanding standing,
                             YttLinkState    state)
{
  return standing.promised && state == YTT_LINK_OPERATING ? YTT_LINK_PLANNED : state;
}

G_END_DECLS
