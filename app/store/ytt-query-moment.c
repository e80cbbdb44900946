#include "config.h"

#include "ytt-query-timelines.h"

/* The document at another moment. Positions stay those of now; whoever is not there is left out of @present. */

/* Puts in place what the rule of the two clocks says of each facility. */
static void
take_standings (YttIndex            *self,
                const YttTimelines  *timelines,
                YttMoment            moment,
                guint32              today)
{
  const YttTimelineClaim *claims = (const YttTimelineClaim *) (gconstpointer) timelines->claims->data;
  const YttPoint *points = (const YttPoint *) (gconstpointer) self->now->points->data;
  const gint64 *ids = ytt_index_get_ids (self);
  guint n = ytt_index_get_n (self), n_points = self->now->points->len, next = 0;

  for (guint position = 0; position < n; position++)
    {
      guint begin = timelines->begins[position];
      YttStanding standing = ytt_timeline_get_standing (claims + begin, timelines->begins[position + 1] - begin,
                                                        moment, today);

      /* Points are in the order of ids, as positions are, but not every facility has one. */
      while (next < n_points && points[next].id < ids[position])
        next++;
      if (!standing.there)
        continue;

      ytt_set_add (self->present, position);
      self->statuses[position] = (guint8) standing.status;
      self->promised[position] = standing.promised;
      if (next < n_points && points[next].id == ids[position])
        {
          YttPoint point = points[next];

          point.status = (guint8) standing.status;
          point.promised = standing.promised;
          g_array_append_val (self->points, point);
        }
    }
}

static void
take_starts (YttIndex            *self,
             const YttTimelines  *timelines,
             guint32              told)
{
  const YttTimelineClaim *claims = (const YttTimelineClaim *) (gconstpointer) timelines->claims->data;
  guint n = ytt_index_get_n (self);

  ytt_column_clear (self->starts);
  self->starts = ytt_column_new (gint16, n);
  for (guint position = 0; position < n; position++)
    {
      guint begin = timelines->begins[position];
      guint32 day = ytt_timeline_get_start (claims + begin, timelines->begins[position + 1] - begin, told);

      self->starts[position] = day != 0 ? (gint16) (day / 10000) : NO_START;
    }
}

/* With all claims counting, what the list is ordered by is what it is now. */
static void
share_orders (YttIndex *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->now->mutex);

  for (guint i = 0; i < N_ORDERS; i++)
    {
      if (self->orders[i] == NULL && self->now->orders[i] != NULL)
        self->orders[i] = ytt_column_ref (self->now->orders[i]);
      if (self->ranks[i] == NULL && self->now->ranks[i] != NULL)
        self->ranks[i] = ytt_column_ref (self->now->ranks[i]);
    }
}

/**
 * ytt_index_at_moment:
 * @now: the index of the document as it is
 * @db: the connection of the calling thread, inside the transaction that @now is of
 * @moment: another moment
 * @today: the day it is, YYYYMMDD
 * @error: return location for an error
 *
 * The year changes who is there and with what status; with the second clock, all that claims tell is as they told it.
 *
 * Returns: (transfer full) (nullable): the index of that moment
 */
YttIndex *
ytt_index_at_moment (YttIndex   *now,
                     sqlite3    *db,
                     YttMoment   moment,
                     guint32     today,
                     GError    **error)
{
  g_autoptr(YttIndex) self = NULL;
  YttTimelines *timelines = ytt_timelines_get (now, db, error);
  guint n = ytt_index_get_n (now);

  if (timelines == NULL)
    return NULL;

  self = ytt_index_new_from (now);
  self->present = ytt_column_new (guint64, ytt_set_get_n_words (n));
  ytt_column_clear (self->statuses);
  self->statuses = ytt_column_new (guint8, n);
  self->promised = ytt_column_new (guint8, n);
  g_clear_pointer (&self->points, g_array_unref);
  self->points = g_array_sized_new (FALSE, FALSE, sizeof (YttPoint), now->points->len);
  take_standings (self, timelines, moment, today);

  if (moment.told != 0)
    {
      take_starts (self, timelines, moment.told);
      ytt_column_clear (self->newest);
      self->newest = ytt_timelines_get_newest (timelines, now, db, moment.told, error);
      if (self->newest == NULL)
        return NULL;
    }
  else
    share_orders (self);

  return g_steal_pointer (&self);
}

/**
 * ytt_facet_columns_at_moment:
 * @index: the index of another moment
 * @now: the columns of the document as it is
 * @db: the connection of the calling thread, inside the transaction that @index is of
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what facets need, at the moment of @index
 */
YttFacetColumns *
ytt_facet_columns_at_moment (YttIndex         *index,
                             YttFacetColumns  *now,
                             sqlite3          *db,
                             GError          **error)
{
  g_autoptr(YttFacetColumns) self = NULL;

  if (index->moment.told != 0)
    self = ytt_timelines_get_columns (index->now->timelines, index->now, now, db, index->moment.told, error);
  else
    self = ytt_facet_columns_new_from (now);
  if (self == NULL)
    return NULL;

  ytt_facet_columns_finish (self, index);

  return g_steal_pointer (&self);
}
