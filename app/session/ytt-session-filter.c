#include "config.h"

#include "ytt-session-private.h"

/* Filter and moment, and what is counted under them. */

/**
 * ytt_session_get_filter:
 * @self: a session
 *
 * Returns: (transfer none): what the result is narrowed down to
 */
YttFilter *
ytt_session_get_filter (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->filter;
}

/**
 * ytt_session_set_filter:
 * @self: a session
 * @filter: (nullable): what is wanted, %NULL for all
 *
 * Starts a search, and cancels the one that runs.
 */
void
ytt_session_set_filter (YttSession *self,
                        YttFilter  *filter)
{
  g_autoptr(YttFilter) wanted = filter != NULL ? ytt_filter_ref (filter) : ytt_filter_new ();

  g_return_if_fail (YTT_IS_SESSION (self));

  if (ytt_filter_equal (self->filter, wanted))
    return;

  ytt_filter_unref (self->filter);
  self->filter = g_steal_pointer (&wanted);
  ytt_session_start_search (self);
  ytt_session_notify (self, YTT_SESSION_PROP_FILTER);
}

/**
 * ytt_session_get_moment:
 * @self: a session
 *
 * Returns: the moment that is shown
 */
YttMoment
ytt_session_get_moment (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), (YttMoment) { 0 });

  return self->moment;
}

/**
 * ytt_session_set_moment:
 * @self: a session
 * @moment: a moment; a year out of its range is brought into it
 *
 * Shows another moment. Whoever listens sees both clocks change together. Result and record stay as they are until
 * those of the moment are there.
 */
void
ytt_session_set_moment (YttSession *self,
                        YttMoment   moment)
{
  YttMoment before;

  g_return_if_fail (YTT_IS_SESSION (self));

  if (moment.year != 0)
    moment.year = CLAMP (moment.year, YTT_MOMENT_FIRST_YEAR, YTT_MOMENT_LAST_YEAR);
  if (ytt_moment_equal (self->moment, moment))
    return;

  before = self->moment;
  self->moment = moment;
  g_object_freeze_notify (G_OBJECT (self));
  ytt_session_start_search (self);
  ytt_session_read_record (self);
  ytt_session_read_profile (self);
  if (before.year != moment.year)
    ytt_session_notify (self, YTT_SESSION_PROP_YEAR);
  if (before.told != moment.told)
    ytt_session_notify (self, YTT_SESSION_PROP_TOLD);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ytt_session_get_query:
 * @self: a session
 *
 * Returns: what is asked of the document; its words and filter belong to the session
 */
YttQuery
ytt_session_get_query (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), (YttQuery) { NULL });

  return (YttQuery) { self->search, self->order, self->filter, self->moment };
}

/**
 * ytt_session_ask_for_all:
 * @self: a session
 *
 * Leaves out search and filter; where there is neither, goes to now.
 */
void
ytt_session_ask_for_all (YttSession *self)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  if (self->search[0] == '\0' && ytt_filter_is_empty (self->filter))
    {
      ytt_session_set_moment (self, (YttMoment) { 0 });
      return;
    }

  g_object_freeze_notify (G_OBJECT (self));
  ytt_session_set_search (self, "");
  if (!ytt_filter_is_empty (self->filter))
    ytt_session_set_filter (self, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ytt_session_get_counts:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): how many facilities carry each value, %NULL until that has been read
 */
YttFacetCounts *
ytt_session_get_counts (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->counts;
}

/**
 * ytt_session_get_without:
 * @self: a session
 *
 * Tells what to loosen. It is about the filter of the last answer, which is that of the session unless another answer
 * is being waited for.
 *
 * Returns: (transfer none) (nullable) (element-type guint): where nothing was found, how many would be: for each term of
 *   the filter, in its order, without that term, and last without the words
 */
GArray *
ytt_session_get_without (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->without;
}

void
ytt_session_set_counts (YttSession     *self,
                        YttFacetCounts *counts)
{
  if (self->counts == counts)
    return;

  g_clear_pointer (&self->counts, ytt_facet_counts_unref);
  self->counts = counts != NULL ? ytt_facet_counts_ref (counts) : NULL;
  ytt_session_notify (self, YTT_SESSION_PROP_COUNTS);
}

void
ytt_session_set_without (YttSession *self,
                         GArray     *without)
{
  if (self->without == without)
    return;

  g_clear_pointer (&self->without, g_array_unref);
  self->without = without != NULL ? g_array_ref (without) : NULL;
  ytt_session_notify (self, YTT_SESSION_PROP_WITHOUT);
}
