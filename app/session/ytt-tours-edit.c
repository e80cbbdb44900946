/* Tours as a whole: made, named, copied, deleted. */

#include "config.h"

#include "ytt-tours-private.h"

#include <glib/gi18n.h>

static gboolean
has_title (YttTours   *self,
           const char *title)
{
  for (guint i = 0; i < self->tours->len; i++)
    if (g_str_equal (ytt_tour_get_title (g_ptr_array_index (self->tours, i)), title))
      return TRUE;

  return FALSE;
}

/*< private >
 * ytt_tours_make_title:
 *
 * Returns: (transfer full): what a new tour is called, unlike any other
 */
char *
ytt_tours_make_title (YttTours *self)
{
  g_autofree char *title = g_strdup (_("New Tour"));

  for (guint i = 2; has_title (self, title); i++)
    {
      g_free (title);
      /* Translators: the name of a new tour where there is one of that name already; %u is a number from 2 */
      title = g_strdup_printf (_("New Tour %u"), i);
    }

  return g_steal_pointer (&title);
}

static gboolean
add_tour (YttTours    *self,
          YttToursJob *job,
          YttChanges  *changes)
{
  g_autofree char *title = job->title != NULL ? g_strdup (job->title) : ytt_tours_make_title (self);

  job->to_tour = ytt_changes_insert (changes, "tour");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (title));
  job->summary = g_strdup_printf (_("Add the tour “%s”"), title);

  return TRUE;
}

/**
 * ytt_tours_add:
 * @self: the tours
 * @title: (nullable): what it is called; %NULL for a name that no other has
 *
 * Makes a tour without stops, which is composed from then on.
 */
void
ytt_tours_add (YttTours   *self,
               const char *title)
{
  YttToursJob *job;

  g_return_if_fail (YTT_IS_TOURS (self));

  job = ytt_tours_job_new (add_tour);
  job->title = g_strdup (title);
  ytt_tours_push (self, job);
}

/**
 * ytt_tours_rename:
 * @self: the tours
 * @tour: one of them
 * @title: what it is called from now on; not empty
 */
void
ytt_tours_rename (YttTours   *self,
                  YttTour    *tour,
                  const char *title)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR (tour));
  g_return_if_fail (title != NULL && title[0] != '\0');

  if (g_str_equal (title, ytt_tour_get_title (tour)))
    return;

  ytt_changes_update (changes, "tour", ytt_tour_get_id (tour));
  ytt_changes_expect (changes, "title", YTT_CELL_OF_TEXT (ytt_tour_get_title (tour)));
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (title));
  ytt_tours_commit (self, changes,
                    g_strdup_printf (_("Rename the tour “%s” to “%s”"), ytt_tour_get_title (tour), title), NULL);
}

/**
 * ytt_tours_set_note:
 * @self: the tours
 * @tour: one of them
 * @note: what is said of it; "" for nothing
 */
void
ytt_tours_set_note (YttTours   *self,
                    YttTour    *tour,
                    const char *note)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR (tour));
  g_return_if_fail (note != NULL);

  if (g_str_equal (note, ytt_tour_get_note (tour)))
    return;

  ytt_changes_update (changes, "tour", ytt_tour_get_id (tour));
  ytt_tours_set_cell (changes, "note", ytt_tour_get_note (tour), note);
  ytt_tours_commit (self, changes,
                    g_strdup_printf (_("Change the description of the tour “%s”"), ytt_tour_get_title (tour)), NULL);
}

static gboolean
duplicate_tour (YttTours    *self,
                YttToursJob *job,
                YttChanges  *changes)
{
  YttTour *tour = ytt_tours_find (self, job->tour);
  g_autofree char *title = NULL;

  if (tour == NULL)
    return FALSE;

  /* Translators: the name of a tour that is a copy of another; %s is the other's name */
  title = g_strdup_printf (_("%s (copy)"), ytt_tour_get_title (tour));
  job->to_tour = ytt_changes_insert (changes, "tour");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (title));
  ytt_tours_set_cell (changes, "note", "", ytt_tour_get_note (tour));
  for (guint i = 0; i < ytt_tour_get_n_stops (tour); i++)
    ytt_tours_copy_stop (changes, ytt_tour_get_stop (tour, i), job->to_tour, i + 1);
  job->summary = g_strdup_printf (_("Duplicate the tour “%s”"), ytt_tour_get_title (tour));

  return TRUE;
}

/**
 * ytt_tours_duplicate:
 * @self: the tours
 * @tour: one of them
 *
 * Makes a copy of it with all its stops, which is composed from then on.
 */
void
ytt_tours_duplicate (YttTours *self,
                     YttTour  *tour)
{
  YttToursJob *job;

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR (tour));

  job = ytt_tours_job_new (duplicate_tour);
  job->tour = ytt_tour_get_id (tour);
  ytt_tours_push (self, job);
}

/**
 * ytt_tours_remove:
 * @self: the tours
 * @tour: one of them
 *
 * Deletes it with its stops.
 */
void
ytt_tours_remove (YttTours *self,
                  YttTour  *tour)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR (tour));

  ytt_changes_delete (changes, "tour", ytt_tour_get_id (tour));
  ytt_tours_commit (self, changes, g_strdup_printf (_("Delete the tour “%s”"), ytt_tour_get_title (tour)),
                    g_strdup_printf (_("Deleted the tour “%s”"), ytt_tour_get_title (tour)));
}
