/* The stops of tours: made from views, moved, changed, copied, deleted. */

#include "config.h"

#include "ytt-tours-private.h"

#include <glib/gi18n.h>

#include "ytt-filter-words.h"
#include "ytt-key-figures.h"
#include "ytt-row.h"

/*< private >
 * ytt_tours_set_cell:
 *
 * Puts a text into a column of the row that is inserted or changed.
 */
void
ytt_tours_set_cell (YttChanges *changes,
                    const char *column,
                    const char *old,
                    const char *text)
{
  if (old[0] != '\0')
    ytt_changes_expect (changes, column, YTT_CELL_OF_TEXT (old));
  ytt_changes_set (changes, column, text[0] != '\0' ? YTT_CELL_OF_TEXT (text) : YTT_CELL_OF_NULL);
}

static void
rest_on (YttChanges *changes,
         const char *table,
         const char *column,
         gint64      stop,
         gint64      key)
{
  ytt_changes_insert (changes, table);
  ytt_changes_set (changes, "stop", YTT_CELL_OF_INTEGER (stop));
  ytt_changes_set (changes, column, YTT_CELL_OF_INTEGER (key));
}

/* What the card of a facility says is what the stop rests on. */
static void
rest_on_figures (YttChanges *changes,
                 gint64      stop,
                 YttRecord  *record)
{
  g_autoptr(GPtrArray) figures = ytt_key_figures_new (record);

  for (guint i = 0; i < figures->len; i++)
    {
      YttKeyFigure *figure = g_ptr_array_index (figures, i);

      if (figure->claim != 0)
        rest_on (changes, "tour_stop_claim", "claim", stop, figure->claim);
    }
}

/*< private >
 * ytt_tours_copy_stop:
 *
 * Returns: the key of the copy
 */
gint64
ytt_tours_copy_stop (YttChanges  *changes,
                     YttTourStop *stop,
                     gint64       tour,
                     gint64       position)
{
  const YttTourStopFields *fields = ytt_tour_stop_get_fields (stop);
  GArray *claims = ytt_tour_stop_get_claims (stop), *announcements = ytt_tour_stop_get_announcements (stop);
  gint64 copy = ytt_changes_insert (changes, "tour_stop");

  ytt_changes_set (changes, "tour", YTT_CELL_OF_INTEGER (tour));
  ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (position));
  ytt_changes_set (changes, "kind", YTT_CELL_OF_TEXT (ytt_stop_kind_to_code (fields->kind)));
  ytt_tours_set_cell (changes, "title", "", fields->title);
  ytt_tours_set_cell (changes, "text", "", fields->text);
  ytt_tours_set_cell (changes, "notes", "", fields->notes);
  ytt_changes_set (changes, "seconds", fields->seconds > 0 ? YTT_CELL_OF_REAL (fields->seconds) : YTT_CELL_OF_NULL);
  ytt_changes_set (changes, "facility",
                   fields->facility != 0 ? YTT_CELL_OF_INTEGER (fields->facility) : YTT_CELL_OF_NULL);
  ytt_tours_set_cell (changes, "content", "", fields->content);

  for (guint i = 0; i < claims->len; i++)
    rest_on (changes, "tour_stop_claim", "claim", copy, g_array_index (claims, gint64, i));
  for (guint i = 0; i < announcements->len; i++)
    rest_on (changes, "tour_stop_announcement", "announcement", copy, g_array_index (announcements, gint64, i));

  return copy;
}

/* (nullable): with its tour, as they are now */
static YttTourStop *
find_stop (YttTours  *self,
           gint64     stop,
           YttTour  **tour,
           guint     *index)
{
  for (guint i = 0; i < self->tours->len; i++)
    {
      *tour = g_ptr_array_index (self->tours, i);
      if (ytt_tour_find_stop (*tour, stop, index))
        return ytt_tour_get_stop (*tour, *index);
    }

  return NULL;
}

/*< private >
 * ytt_tours_find_stop:
 *
 * Returns: (transfer none) (nullable): a stop as it is now
 */
YttTourStop *
ytt_tours_find_stop (YttTours *self,
                     gint64    stop)
{
  YttTour *tour;
  guint index;

  return find_stop (self, stop, &tour, &index);
}

/*< private >
 * ytt_tours_name_stop:
 *
 * Returns: (transfer full): what people call it
 */
char *
ytt_tours_name_stop (YttTourStop *stop)
{
  const char *title = ytt_tour_stop_get_title (stop);

  return g_strdup (title[0] != '\0' ? title : _("Untitled"));
}

/* The stops of a tour take the places 1, 2, 3...; @order has %NULL where another one will be. */
static void
write_positions (YttChanges *changes,
                 GPtrArray  *order)
{
  for (guint i = 0; i < order->len; i++)
    {
      YttTourStop *stop = g_ptr_array_index (order, i);
      gint64 position;

      if (stop == NULL)
        continue;

      position = ytt_tour_stop_get_fields (stop)->position;
      if (position == i + 1)
        continue;

      ytt_changes_update (changes, "tour_stop", ytt_tour_stop_get_id (stop));
      ytt_changes_expect (changes, "position", YTT_CELL_OF_INTEGER (position));
      ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (i + 1));
    }
}

/* (element-type YttTourStop): those of a tour in their order, without @left_out */
static GPtrArray *
get_order (YttTour     *tour,
           YttTourStop *left_out)
{
  GPtrArray *order = g_ptr_array_new ();

  for (guint i = 0; tour != NULL && i < ytt_tour_get_n_stops (tour); i++)
    if (ytt_tour_get_stop (tour, i) != left_out)
      g_ptr_array_add (order, ytt_tour_get_stop (tour, i));

  return order;
}

/* Adding */

/* The tour that is composed, or one that is made for it. Returns what it is called. */
static char *
take_tour (YttTours    *self,
           YttToursJob *job,
           YttChanges  *changes)
{
  YttTour *tour = ytt_tours_get_current (self);
  g_autofree char *title = NULL;

  if (tour != NULL)
    {
      job->to_tour = ytt_tour_get_id (tour);
      return g_strdup (ytt_tour_get_title (tour));
    }

  title = ytt_tours_make_title (self);
  job->to_tour = ytt_changes_insert (changes, "tour");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (title));

  return g_steal_pointer (&title);
}

/* Begins a stop at an index of the tour, and makes room for it. */
static void
insert_stop (YttTours    *self,
             YttToursJob *job,
             YttChanges  *changes,
             YttStopKind  kind,
             guint        index,
             const char  *title)
{
  g_autoptr(GPtrArray) order = get_order (ytt_tours_get_current (self), NULL);

  index = MIN (index, order->len);
  g_ptr_array_insert (order, (int) index, NULL);
  write_positions (changes, order);

  job->to_stop = ytt_changes_insert (changes, "tour_stop");
  ytt_changes_set (changes, "tour", YTT_CELL_OF_INTEGER (job->to_tour));
  ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (index + 1));
  ytt_changes_set (changes, "kind", YTT_CELL_OF_TEXT (ytt_stop_kind_to_code (kind)));
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (title));
}

/* After the one that is chosen, else at the end. */
static guint
get_next_index (YttTours *self)
{
  YttTour *tour = ytt_tours_get_current (self);
  guint index;

  return tour != NULL && ytt_tour_find_stop (tour, self->stop, &index) ? index + 1 : G_MAXUINT;
}

/* What a view is of: its facility, what is searched, or what is filtered. */
static char *
describe_view (YttView   *view,
               YttRecord *record)
{
  g_autoptr(GString) words = NULL;

  if (record != NULL)
    return g_strdup (record->name);
  if (view->search[0] != '\0')
    return g_strdup (view->search);

  words = g_string_new (NULL);
  for (guint i = 0; i < ytt_filter_get_n_terms (view->filter); i++)
    {
      g_autofree char *term = ytt_filter_describe_term (view->filter, ytt_filter_get_term (view->filter, i), NULL);

      g_string_append_printf (words, "%s%s", i > 0 ? " · " : "", term);
    }

  return g_strdup (words->len > 0 ? words->str : _("All Facilities"));
}

static gboolean
add_view (YttTours    *self,
          YttToursJob *job,
          YttChanges  *changes)
{
  g_autofree char *title = describe_view (job->view, job->record);
  g_autofree char *tour = take_tour (self, job, changes);
  g_autofree char *content = ytt_view_to_json (job->view, NULL);

  insert_stop (self, job, changes, YTT_STOP_VIEW, get_next_index (self), title);
  ytt_changes_set (changes, "content", YTT_CELL_OF_TEXT (content));
  if (job->record != NULL)
    {
      ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (job->record->id));
      rest_on_figures (changes, job->to_stop, job->record);
    }
  /* Translators: the first %s is the title of a stop, the second that of its tour */
  job->summary = g_strdup_printf (_("Add the stop “%s” to the tour “%s”"), title, tour);
  job->told = g_strdup_printf (_("Added “%s” to “%s”"), title, tour);

  return TRUE;
}

/**
 * ytt_tours_add_view:
 * @self: the tours
 * @view: what is on the screen
 *
 * Adds a stop to the tour that is composed, after the stop that is chosen, or at the end. It is chosen then. Where no
 * tour is there, one is made for it. Of the selected facility, it rests on the claims that its card shows.
 */
void
ytt_tours_add_view (YttTours *self,
                    YttView  *view)
{
  YttToursJob *job;

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (view != NULL);

  job = ytt_tours_job_new (add_view);
  job->view = ytt_view_ref (view);
  ytt_tours_push (self, job);
}

static gboolean
add_slide (YttTours    *self,
           YttToursJob *job,
           YttChanges  *changes)
{
  g_autofree char *tour = take_tour (self, job, changes);
  const char *title = job->opening ? tour : _("Thank You");

  insert_stop (self, job, changes, YTT_STOP_SLIDE, job->opening ? 0 : G_MAXUINT, title);
  job->summary = g_strdup_printf (_("Add the slide “%s” to the tour “%s”"), title, tour);

  return TRUE;
}

/**
 * ytt_tours_add_slide:
 * @self: the tours
 * @opening: whether it opens the tour; else it closes it
 *
 * Adds a slide to the tour that is composed, which has the tour's title to begin with. It is chosen then.
 */
void
ytt_tours_add_slide (YttTours *self,
                     gboolean  opening)
{
  YttToursJob *job;

  g_return_if_fail (YTT_IS_TOURS (self));

  job = ytt_tours_job_new (add_slide);
  job->opening = opening;
  ytt_tours_push (self, job);
}

/* Changing */

/* Begins a change of a stop. Returns it as it is now. */
static const YttTourStopFields *
change_stop (YttTourStop *stop,
             YttChanges  *changes)
{
  ytt_changes_update (changes, "tour_stop", ytt_tour_stop_get_id (stop));

  return ytt_tour_stop_get_fields (stop);
}

static void
set_words (YttTours    *self,
           YttTourStop *stop,
           const char  *column,
           const char  *old,
           const char  *text,
           const char  *summary)
{
  g_autoptr(YttChanges) changes = NULL;
  g_autofree char *name = NULL;
  GString *words;

  if (g_str_equal (old, text))
    return;

  changes = ytt_changes_new ();
  change_stop (stop, changes);
  ytt_tours_set_cell (changes, column, old, text);
  name = ytt_tours_name_stop (stop);
  words = g_string_new (summary);
  g_string_replace (words, "%s", name, 1);
  ytt_tours_commit (self, changes, g_string_free (words, FALSE), NULL);
}

/**
 * ytt_tours_set_title:
 * @self: the tours
 * @stop: one of their stops
 * @title: what stands on the wall; "" for nothing
 */
void
ytt_tours_set_title (YttTours    *self,
                     YttTourStop *stop,
                     const char  *title)
{
  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));
  g_return_if_fail (title != NULL);

  set_words (self, stop, "title", ytt_tour_stop_get_title (stop), title, _("Change the title of the stop “%s”"));
}

/**
 * ytt_tours_set_text:
 * @self: the tours
 * @stop: one of their stops
 * @text: what stands on the wall under the title; "" for nothing
 */
void
ytt_tours_set_text (YttTours    *self,
                    YttTourStop *stop,
                    const char  *text)
{
  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));
  g_return_if_fail (text != NULL);

  set_words (self, stop, "text", ytt_tour_stop_get_text (stop), text, _("Change the text of the stop “%s”"));
}

/**
 * ytt_tours_set_notes:
 * @self: the tours
 * @stop: one of their stops
 * @notes: for the speaker; "" for none
 */
void
ytt_tours_set_notes (YttTours    *self,
                     YttTourStop *stop,
                     const char  *notes)
{
  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));
  g_return_if_fail (notes != NULL);

  set_words (self, stop, "notes", ytt_tour_stop_get_notes (stop), notes, _("Change the notes of the stop “%s”"));
}

/**
 * ytt_tours_set_seconds:
 * @self: the tours
 * @stop: one of their stops
 * @seconds: how long to stay, 0 if nothing is said of it
 */
void
ytt_tours_set_seconds (YttTours    *self,
                       YttTourStop *stop,
                       double       seconds)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *name = NULL;
  double old;

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));
  g_return_if_fail (seconds >= 0);

  old = ytt_tour_stop_get_seconds (stop);
  if (old == seconds)
    return;

  change_stop (stop, changes);
  if (old > 0)
    ytt_changes_expect (changes, "seconds", YTT_CELL_OF_REAL (old));
  ytt_changes_set (changes, "seconds", seconds > 0 ? YTT_CELL_OF_REAL (seconds) : YTT_CELL_OF_NULL);
  name = ytt_tours_name_stop (stop);
  ytt_tours_commit (self, changes, g_strdup_printf (_("Change how long the stop “%s” takes"), name), NULL);
}

/* The claims of the facility that was selected before say nothing of what is shown now. */
static void
rest_on_others (YttTourStop *stop,
                YttRecord   *record,
                GPtrArray   *old,
                YttChanges  *changes)
{
  for (guint i = 0; i < old->len; i++)
    ytt_changes_delete (changes, "tour_stop_claim", ytt_row_get_id (g_ptr_array_index (old, i)));
  if (record != NULL)
    rest_on_figures (changes, ytt_tour_stop_get_id (stop), record);
}

static gboolean
update_view (YttTours    *self,
             YttToursJob *job,
             YttChanges  *changes)
{
  gint64 facility = job->record != NULL ? job->record->id : 0;
  const YttTourStopFields *fields;
  g_autofree char *content = NULL, *name = NULL;
  YttTourStop *stop;
  YttTour *tour;
  guint index;

  stop = find_stop (self, job->stop, &tour, &index);
  if (stop == NULL)
    return FALSE;

  fields = change_stop (stop, changes);
  content = ytt_view_to_json (job->view, fields->content[0] != '\0' ? fields->content : NULL);
  if (fields->content[0] != '\0')
    ytt_changes_expect (changes, "content", YTT_CELL_OF_TEXT (fields->content));
  ytt_changes_set (changes, "content", YTT_CELL_OF_TEXT (content));
  if (fields->facility != facility)
    {
      ytt_changes_set (changes, "facility", facility != 0 ? YTT_CELL_OF_INTEGER (facility) : YTT_CELL_OF_NULL);
      rest_on_others (stop, job->record, job->rows, changes);
    }
  name = ytt_tours_name_stop (stop);
  job->summary = g_strdup_printf (_("Update the stop “%s”"), name);
  job->told = g_strdup_printf (_("Updated “%s” from the present view"), name);

  return TRUE;
}

/**
 * ytt_tours_update_view:
 * @self: the tours
 * @stop: one of their stops, no slide
 * @view: what is on the screen now
 *
 * Lets a stop show something else. What another version wrote beside what is known here is kept. Where another facility
 * is selected, it rests on that one's claims from then on.
 */
void
ytt_tours_update_view (YttTours    *self,
                       YttTourStop *stop,
                       YttView     *view)
{
  YttToursJob *job;

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));
  g_return_if_fail (view != NULL);

  job = ytt_tours_job_new (update_view);
  job->stop = ytt_tour_stop_get_id (stop);
  job->view = ytt_view_ref (view);
  job->rows_table = "tour_stop_claim";
  ytt_tours_push (self, job);
}

/* Moving */

static gboolean
move_stop (YttTours    *self,
           YttToursJob *job,
           YttChanges  *changes)
{
  g_autoptr(GPtrArray) order = NULL;
  g_autofree char *name = NULL;
  YttTourStop *stop;
  YttTour *tour;
  guint index, to;

  stop = find_stop (self, job->stop, &tour, &index);
  if (stop == NULL)
    return FALSE;

  to = job->by != 0 ? (guint) MAX ((int) index + job->by, 0) : job->to;
  to = MIN (to, ytt_tour_get_n_stops (tour) - 1);
  if (to == index)
    return FALSE;

  order = get_order (tour, stop);
  g_ptr_array_insert (order, (int) to, stop);
  write_positions (changes, order);
  name = ytt_tours_name_stop (stop);
  job->summary = g_strdup_printf (_("Move the stop “%s”"), name);

  return TRUE;
}

/**
 * ytt_tours_move_stop:
 * @self: the tours
 * @stop: one of their stops
 * @to: the index in its tour that it will have
 */
void
ytt_tours_move_stop (YttTours    *self,
                     YttTourStop *stop,
                     guint        to)
{
  YttToursJob *job;

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));

  job = ytt_tours_job_new (move_stop);
  job->stop = ytt_tour_stop_get_id (stop);
  job->to = to;
  ytt_tours_push (self, job);
}

/**
 * ytt_tours_move_stop_by:
 * @self: the tours
 * @stop: one of their stops
 * @by: so many places on, or back where it is negative
 */
void
ytt_tours_move_stop_by (YttTours    *self,
                        YttTourStop *stop,
                        int          by)
{
  YttToursJob *job;

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));
  g_return_if_fail (by != 0);

  job = ytt_tours_job_new (move_stop);
  job->stop = ytt_tour_stop_get_id (stop);
  job->by = by;
  ytt_tours_push (self, job);
}

/* Copying and deleting */

static gboolean
duplicate_stop (YttTours    *self,
                YttToursJob *job,
                YttChanges  *changes)
{
  g_autoptr(GPtrArray) order = NULL;
  g_autofree char *name = NULL;
  YttTourStop *stop;
  YttTour *tour;
  guint index;

  stop = find_stop (self, job->stop, &tour, &index);
  if (stop == NULL)
    return FALSE;

  order = get_order (tour, NULL);
  g_ptr_array_insert (order, (int) index + 1, NULL);
  write_positions (changes, order);
  job->to_tour = ytt_tour_get_id (tour);
  job->to_stop = ytt_tours_copy_stop (changes, stop, job->to_tour, index + 2);
  name = ytt_tours_name_stop (stop);
  job->summary = g_strdup_printf (_("Duplicate the stop “%s”"), name);

  return TRUE;
}

/**
 * ytt_tours_duplicate_stop:
 * @self: the tours
 * @stop: one of their stops
 *
 * Makes a copy that comes next. It is chosen then.
 */
void
ytt_tours_duplicate_stop (YttTours    *self,
                          YttTourStop *stop)
{
  YttToursJob *job;

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));

  job = ytt_tours_job_new (duplicate_stop);
  job->stop = ytt_tour_stop_get_id (stop);
  ytt_tours_push (self, job);
}

/**
 * ytt_tours_remove_stop:
 * @self: the tours
 * @stop: one of their stops
 *
 * Deletes it. Those after it keep their positions, which say nothing but their order.
 */
void
ytt_tours_remove_stop (YttTours    *self,
                       YttTourStop *stop)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *name = NULL;

  g_return_if_fail (YTT_IS_TOURS (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));

  name = ytt_tours_name_stop (stop);
  ytt_changes_delete (changes, "tour_stop", ytt_tour_stop_get_id (stop));
  ytt_tours_commit (self, changes, g_strdup_printf (_("Delete the stop “%s”"), name),
                    g_strdup_printf (_("Deleted the stop “%s”"), name));
}
