/* What stops rest on, named and let go of by hand. */

#include "config.h"

#include "ytt-tours-private.h"

#include <glib/gi18n.h>

#include "ytt-row.h"

/* (nullable): the row that says so */
static YttRow *
find_row (GPtrArray  *rows,
          const char *column,
          gint64      key)
{
  for (guint i = 0; i < rows->len; i++)
    {
      YttRow *row = g_ptr_array_index (rows, i);

      if (ytt_row_get (row, column).integer == key)
        return row;
    }

  return NULL;
}

static gboolean
rest_on (YttTours    *self,
         YttToursJob *job,
         YttChanges  *changes)
{
  gboolean is_claim = g_str_equal (job->rows_table, "tour_stop_claim");
  const char *column = is_claim ? "claim" : "announcement";
  YttRow *row = find_row (job->rows, column, job->key);
  YttTourStop *stop = ytt_tours_find_stop (self, job->stop);
  g_autofree char *name = NULL;

  if (stop == NULL || job->rests == (row != NULL))
    return FALSE;

  name = ytt_tours_name_stop (stop);
  if (job->rests)
    {
      ytt_changes_insert (changes, job->rows_table);
      ytt_changes_set (changes, "stop", YTT_CELL_OF_INTEGER (job->stop));
      ytt_changes_set (changes, column, YTT_CELL_OF_INTEGER (job->key));
      /* Translators: the first %s is a figure or the title of an announcement, the second the title of a stop */
      job->summary = g_strdup_printf (_("Name “%s” among what the stop “%s” rests on"), job->title, name);
    }
  else
    {
      ytt_changes_delete (changes, job->rows_table, ytt_row_get_id (row));
      /* Translators: the first %s is a figure or the title of an announcement, the second the title of a stop */
      job->summary = g_strdup_printf (_("Leave “%s” out of what the stop “%s” rests on"), job->title, name);
      job->told = g_strdup_printf (_("Removed “%s” from what the stop rests on"), job->title);
    }

  return TRUE;
}

/**
 * ytt_tours_set_rests_on:
 * @self: the tours
 * @stop: one of their stops
 * @basis: what it rests on, or no longer
 * @rests: whether it does
 *
 * Names a claim or an announcement among what the words of a stop rest on, or lets go of it.
 */
void
ytt_tours_set_rests_on (YttTours           *self,
                        YttTourStop        *stop,
                        const YttStopBasis *basis,
                        gboolean            rests)
{
  YttToursJob *job;

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));
  g_return_if_fail (basis != NULL);

  job = ytt_tours_job_new (rest_on);
  job->stop = ytt_tour_stop_get_id (stop);
  job->title = g_strdup (basis->value);
  job->key = basis->claim != 0 ? basis->claim : basis->announcement;
  job->rests = rests;
  job->rows_table = basis->claim != 0 ? "tour_stop_claim" : "tour_stop_announcement";
  ytt_tours_push (self, job);
}
