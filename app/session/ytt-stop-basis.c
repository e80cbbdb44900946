/* What a stop of a tour rests on, with its sources: for the speaker, who is asked for them. */

#include "config.h"

#include "ytt-stop-basis.h"

#include "ytt-key-figures.h"
#include "ytt-query-announcements.h"
#include "ytt-store-rows.h"

/* A stop that rests on more is no stop; there may be such in a document that somebody else made. */
#define MOST_OF_A_KIND 64

/* One reads the facilities of the claims one after the other, then the announcements. */
typedef struct
{
  YttMoment  moment;
  gboolean   all;             /* whatever is known of the facilities, whether the stop rests on it or not */
  gint64     facility;        /* another one, 0 for none */
  GArray    *claims;          /* (owned) (element-type gint64) */
  GArray    *announcements;   /* (owned) (element-type gint64) */
  GArray    *facilities;      /* (owned) (element-type gint64): each once */
  guint      n_read;          /* facilities, then announcements */
  GPtrArray *found;           /* (owned) (element-type YttStopBasis) */
} Reading;

static void
reading_free (Reading *reading)
{
  g_array_unref (reading->claims);
  g_array_unref (reading->announcements);
  g_array_unref (reading->facilities);
  g_ptr_array_unref (reading->found);
  g_free (reading);
}

void
ytt_stop_basis_free (YttStopBasis *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->about);
  g_free (self->attribute);
  g_free (self->part);
  g_free (self->value);
  g_free (self->publisher);
  g_free (self->title);
  g_free (self->date);
  g_free (self->url);
  g_free (self);
}

static void
set_source (YttStopBasis    *basis,
            const YttSource *source)
{
  if (source == NULL)
    return;

  basis->publisher = g_strdup (source->publisher);
  basis->title = g_strdup (source->title);
  basis->url = g_strdup (source->url);
}

static GArray *
copy_first (GArray *ids)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (ids->len > 0)
    g_array_append_vals (copy, ids->data, MIN (ids->len, MOST_OF_A_KIND));

  return copy;
}

static gboolean
has_id (GArray *ids,
        gint64  id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

static void
add_id (GArray *ids,
        gint64  id)
{
  if (id != 0 && ids->len < MOST_OF_A_KIND && !has_id (ids, id))
    g_array_append_val (ids, id);
}

static gboolean
is_contradicted (const YttFigure *figure,
                 const YttClaim  *claim)
{
  return claim == figure->shown ? figure->contradicting->len > 0
                                : g_ptr_array_find (figure->contradicting, claim, NULL);
}

static void
add_claims (Reading         *reading,
            const YttRecord *record,
            const YttFigure *figure)
{
  for (guint i = 0; i < figure->claims->len; i++)
    {
      const YttClaim *claim = g_ptr_array_index (figure->claims, i);
      YttStopBasis *basis;

      if (!reading->all && !has_id (reading->claims, claim->id))
        continue;

      basis = g_new0 (YttStopBasis, 1);
      basis->claim = claim->id;
      basis->attribute = g_strdup (claim->attribute);
      basis->part = claim->part != NULL && *claim->part != '\0' ? g_strdup (claim->part) : NULL;
      basis->about = g_strdup (record->name);
      basis->value = ytt_key_figure_format (claim);
      basis->date = g_strdup (claim->as_of);
      basis->contradicted = is_contradicted (figure, claim);
      set_source (basis, claim->source);
      g_ptr_array_add (reading->found, basis);
    }
}

static void
add_announcement (Reading                     *reading,
                  const YttAnnouncementRecord *record)
{
  YttStopBasis *basis = g_new0 (YttStopBasis, 1);

  basis->announcement = record->announcement->id;
  basis->about = g_strdup ("");
  basis->value = g_strdup (record->announcement->title);
  basis->date = g_strdup (record->announcement->date);
  set_source (basis, record->sources->len > 0 ? g_ptr_array_index (record->sources, 0) : NULL);
  g_ptr_array_add (reading->found, basis);
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const YttStopBasis *first = *(YttStopBasis * const *) a;
  const YttStopBasis *second = *(YttStopBasis * const *) b;
  GArray *claims = data;
  guint places[2] = { G_MAXUINT, G_MAXUINT };

  for (guint i = claims->len; i > 0; i--)
    {
      gint64 id = g_array_index (claims, gint64, i - 1);

      if (id == first->claim)
        places[0] = i;
      if (id == second->claim)
        places[1] = i;
    }

  return places[0] < places[1] ? -1 : places[0] > places[1];
}

static void read_next (GTask *task);

/* What cannot be read is left out, but for a reading that is not wanted any more. Takes the task. */
static void
go_on (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  reading->n_read++;
  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else
    read_next (task);
}

static void
record_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(YttRecord) record = NULL;

  record = ytt_store_get_record_finish (YTT_STORE (object), result, NULL);
  for (guint i = 0; record != NULL && i < record->figures->len; i++)
    add_claims (reading, record, g_ptr_array_index (record->figures, i));
  if (record != NULL && record->status_figure != NULL)
    add_claims (reading, record, record->status_figure);
  for (guint i = 0; record != NULL && reading->all && i < record->announcements->len; i++)
    add_id (reading->announcements, ((YttAnnouncement *) g_ptr_array_index (record->announcements, i))->id);

  go_on (task);
}

static void
announcement_read_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr(YttAnnouncementRecord) record = NULL;

  record = ytt_store_get_announcement_finish (YTT_STORE (object), result, NULL);
  if (record != NULL)
    add_announcement (g_task_get_task_data (task), record);

  go_on (task);
}

/* Takes the task. */
static void
read_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  YttStore *store = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  guint n = reading->n_read;

  if (n < reading->facilities->len)
    {
      ytt_store_get_record_async (store, g_array_index (reading->facilities, gint64, n), reading->moment, cancellable,
                                  record_read_cb, task);
      return;
    }

  if (n == reading->facilities->len && !reading->all)
    g_ptr_array_sort_with_data (reading->found, compare_places, reading->claims);

  n -= reading->facilities->len;
  if (n < reading->announcements->len)
    {
      ytt_store_get_announcement_async (store, g_array_index (reading->announcements, gint64, n), cancellable,
                                        announcement_read_cb, task);
      return;
    }

  g_task_return_pointer (task, g_ptr_array_ref (reading->found), (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GPtrArray) rows = NULL;
  GError *error = NULL;

  rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);
  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    add_id (reading->facilities, ytt_row_get (g_ptr_array_index (rows, i), "facility").integer);
  read_next (g_steal_pointer (&task));
}

/* Takes the task and the reading. */
static void
begin (GTask       *task,
       Reading     *reading,
       YttTourStop *stop)
{
  YttStore *store = g_task_get_source_object (task);
  g_autofree YttRowsWanted *wanted = NULL;
  GArray *claims;

  claims = reading->claims = copy_first (ytt_tour_stop_get_claims (stop));
  reading->announcements = copy_first (ytt_tour_stop_get_announcements (stop));
  reading->facilities = g_array_new (FALSE, FALSE, sizeof (gint64));
  reading->found = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_stop_basis_free);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  if (reading->all)
    {
      add_id (reading->facilities, ytt_tour_stop_get_facility (stop));
      add_id (reading->facilities, reading->facility);
    }
  if (claims->len == 0)
    {
      read_next (task);
      return;
    }

  wanted = g_new0 (YttRowsWanted, claims->len);
  for (guint i = 0; i < claims->len; i++)
    wanted[i] = (YttRowsWanted) { "claim", "id", g_array_index (claims, gint64, i) };
  ytt_store_read_rows_async (store, wanted, claims->len, g_task_get_cancellable (task), rows_read_cb, task);
}

/**
 * ytt_stop_basis_read_async:
 * @store: an open store
 * @stop: a stop of a tour in it
 * @moment: the moment that the stop shows
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is read
 * @user_data: given to @callback
 *
 * Reads what a stop rests on. A claim that was withdrawn, or was told after the moment, is left out.
 */
void
ytt_stop_basis_read_async (YttStore            *store,
                           YttTourStop         *stop,
                           YttMoment            moment,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Reading *reading;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (store));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));

  reading = g_new0 (Reading, 1);
  reading->moment = moment;
  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_stop_basis_read_async);
  begin (task, reading, stop);
}

/**
 * ytt_stop_basis_read_choices_async:
 * @store: an open store
 * @stop: a stop of a tour in it
 * @facility: the key of a facility that counts as well, 0 for none
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is read
 * @user_data: given to @callback
 *
 * Reads what a stop may rest on: all that is claimed now of its facility, of those whose claims it names already and of
 * @facility, and the announcements that name one of them. The finish is that of ytt_stop_basis_read_async(); what is
 * said of a facility stands together.
 */
void
ytt_stop_basis_read_choices_async (YttStore            *store,
                                   YttTourStop         *stop,
                                   gint64               facility,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  Reading *reading;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (store));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));

  reading = g_new0 (Reading, 1);
  reading->all = TRUE;
  reading->facility = facility;
  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_stop_basis_read_choices_async);
  begin (task, reading, stop);
}

GPtrArray *
ytt_stop_basis_read_finish (YttStore      *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
