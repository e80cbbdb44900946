/* What the map shows beside the result. */

#include "config.h"

#include "ytt-session-shown.h"

#include "ytt-session-private.h"
#include "ytt-session-profile.h"

#include <stdlib.h>
#include <string.h>

struct _YttSessionShown
{
  GArray       *guests;        /* (owned) (element-type YttPoint): what the result has not, by id */
  GArray       *points;        /* (owned) (nullable) (element-type YttPoint): result and guests, where there are some */
  GArray       *outside;       /* (owned) (element-type gint64) sorted: left out by search and filter */
  GArray       *absent;        /* (owned) (element-type gint64) sorted: not there at the moment */
  GArray       *asked;         /* (owned) (nullable) (element-type gint64) sorted: whose places are awaited */
  GCancellable *cancellable;   /* (owned) (nullable): there as long as the answer is awaited */
};

/*< private >
 * ytt_session_shown_free:
 * @state: (transfer full) (nullable): a session's state
 */
void
ytt_session_shown_free (YttSessionShown *state)
{
  if (state == NULL)
    return;

  if (state->cancellable != NULL)
    g_cancellable_cancel (state->cancellable);
  g_clear_object (&state->cancellable);
  g_array_unref (state->guests);
  g_clear_pointer (&state->points, g_array_unref);
  g_array_unref (state->outside);
  g_array_unref (state->absent);
  g_clear_pointer (&state->asked, g_array_unref);
  g_free (state);
}

/*< private >
 * ytt_session_shown_cancel:
 * @self: a session
 *
 * Waits for no places any more.
 */
void
ytt_session_shown_cancel (YttSession *self)
{
  if (self->shown_state == NULL || self->shown_state->cancellable == NULL)
    return;

  g_cancellable_cancel (self->shown_state->cancellable);
  g_clear_object (&self->shown_state->cancellable);
}

static YttSessionShown *
get_state (YttSession *self)
{
  YttSessionShown *state = self->shown_state;

  if (state == NULL)
    {
      state = self->shown_state = g_new0 (YttSessionShown, 1);
      state->guests = g_array_new (FALSE, FALSE, sizeof (YttPoint));
      state->outside = g_array_new (FALSE, FALSE, sizeof (gint64));
      state->absent = g_array_new (FALSE, FALSE, sizeof (gint64));
    }

  return state;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* An id is the first that a point has. */
G_STATIC_ASSERT (G_STRUCT_OFFSET (YttPoint, id) == 0);

static gpointer
find (GArray *sorted,
      gint64  id)
{
  if (sorted->len == 0)
    return NULL;

  return bsearch (&id, sorted->data, sorted->len, g_array_get_element_size (sorted), compare_ids);
}

/* (transfer full): what is looked at and not in the list, sorted; with a list of all that is nobody. */
static GArray *
collect_outside (YttSession *self)
{
  YttChain *chain = self->supply != NULL ? ytt_supply_get_chain (self->supply) : NULL;
  YttProfile *profile = ytt_session_get_profile (self);
  g_autoptr(GHashTable) wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *outside = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->facilities));
  GHashTableIter iter;
  gpointer id;

  if (self->points == NULL || n == self->n_total)
    return outside;

  if (self->selected != 0)
    g_hash_table_add (wanted, g_memdup2 (&self->selected, sizeof self->selected));
  for (guint i = 0; chain != NULL && i < chain->facilities->len; i++)
    g_hash_table_add (wanted, g_memdup2 (&g_array_index (chain->facilities, gint64, i), sizeof (gint64)));
  for (guint i = 0; profile != NULL && i < profile->stakes->len; i++)
    g_hash_table_add (wanted, g_memdup2 (&g_array_index (profile->stakes, YttStake, i).facility, sizeof (gint64)));
  for (guint i = 0; i < n && g_hash_table_size (wanted) > 0; i++)
    {
      gint64 listed = ytt_facility_list_get_id (self->facilities, i);

      g_hash_table_remove (wanted, &listed);
    }

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (outside, id, 1);
  g_array_sort (outside, compare_ids);

  return outside;
}

/* Puts the guests among the points of the result, both by id. */
static GArray *
merge (GArray *points,
       GArray *guests)
{
  GArray *merged = g_array_sized_new (FALSE, FALSE, sizeof (YttPoint), points->len + guests->len);
  guint done = 0;

  for (guint i = 0; i < guests->len; i++)
    {
      const YttPoint *guest = &g_array_index (guests, YttPoint, i);
      guint low = done, high = points->len;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (g_array_index (points, YttPoint, middle).id < guest->id)
            low = middle + 1;
          else
            high = middle;
        }
      if (low > done)
        g_array_append_vals (merged, &g_array_index (points, YttPoint, done), low - done);
      g_array_append_vals (merged, guest, 1);
      done = low;
    }
  if (done < points->len)
    g_array_append_vals (merged, &g_array_index (points, YttPoint, done), points->len - done);

  return merged;
}

/* Takes the guests, which may be those from before. */
static void
compose (YttSession *self,
         GArray     *guests)
{
  YttSessionShown *state = get_state (self);
  gboolean were_some = state->points != NULL;

  g_array_ref (guests);
  g_array_unref (state->guests);
  state->guests = guests;
  g_clear_pointer (&state->points, g_array_unref);
  if (self->points != NULL && guests->len > 0)
    state->points = merge (self->points, guests);
  if (were_some || state->points != NULL)
    ytt_session_notify (self, YTT_SESSION_PROP_SHOWN);
}

static gboolean
are_same (GArray *a,
          GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * g_array_get_element_size (a)) == 0);
}

static void
take_left_out (YttSession *self,
               GArray     *outside,   /* (transfer full) */
               GArray     *absent)    /* (transfer full) */
{
  YttSessionShown *state = get_state (self);

  g_array_unref (state->outside);
  state->outside = outside;
  g_array_unref (state->absent);
  state->absent = absent;
  ytt_session_notify (self, YTT_SESSION_PROP_LEFT_OUT);
}

static void
all_found_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttSession) self = user_data;
  g_autoptr(YttResult) found = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) guests = g_array_new (FALSE, FALSE, sizeof (YttPoint));
  g_autoptr(GHashTable) there = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *outside, *absent;
  YttSessionShown *state;

  found = ytt_store_search_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* others are looked at now */

  /* What fails here fails in the search too, and is told there. */
  state = self->shown_state;
  g_clear_object (&state->cancellable);
  outside = g_array_new (FALSE, FALSE, sizeof (gint64));
  absent = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; found != NULL && i < found->ids->len; i++)
    if (find (state->asked, g_array_index (found->ids, gint64, i)) != NULL)
      g_hash_table_add (there, &g_array_index (found->ids, gint64, i));
  for (guint i = 0; found != NULL && i < state->asked->len; i++)
    {
      const gint64 *id = &g_array_index (state->asked, gint64, i);
      const YttPoint *point = find (found->points, *id);

      g_array_append_vals (g_hash_table_contains (there, id) ? outside : absent, id, 1);
      if (point != NULL)
        g_array_append_vals (guests, point, 1);
    }

  g_object_freeze_notify (G_OBJECT (self));
  if (!are_same (state->guests, guests))
    compose (self, guests);
  take_left_out (self, outside, absent);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
ask (YttSession *self,
     GArray     *ids)
{
  YttSessionShown *state = get_state (self);
  const YttQuery query = { NULL, self->order, NULL, self->moment };

  g_clear_pointer (&state->asked, g_array_unref);
  state->asked = g_array_ref (ids);
  state->cancellable = g_cancellable_new ();
  ytt_store_search_async (self->store, &query, state->cancellable, all_found_cb, g_object_ref (self));
}

/*< private >
 * ytt_session_update_shown:
 * @self: a session
 * @renewed: whether there is another result
 *
 * Called when another result is there, or others are looked at. Guests that are known already are shown at once with
 * the new result, the others when their places have been read.
 */
void
ytt_session_update_shown (YttSession *self,
                          gboolean    renewed)
{
  g_autoptr(GArray) ids = collect_outside (self);
  g_autoptr(GArray) guests = NULL;
  YttSessionShown *state = self->shown_state;

  if (state == NULL && ids->len == 0)
    return;

  state = get_state (self);
  ytt_session_shown_cancel (self);
  guests = g_array_new (FALSE, FALSE, sizeof (YttPoint));
  for (guint i = 0; i < state->guests->len; i++)
    if (find (ids, g_array_index (state->guests, YttPoint, i).id) != NULL)
      g_array_append_vals (guests, &g_array_index (state->guests, YttPoint, i), 1);
  if (renewed || guests->len != state->guests->len)
    compose (self, guests);

  if (ids->len > 0 && self->store != NULL)
    ask (self, ids);
  else if (state->outside->len > 0 || state->absent->len > 0)
    take_left_out (self, g_array_new (FALSE, FALSE, sizeof (gint64)), g_array_new (FALSE, FALSE, sizeof (gint64)));
}

/*< private >
 * ytt_session_is_guest:
 * @self: a session
 * @id: the key of a facility
 *
 * Returns: whether search and filter left it out already, and it was shown all the same
 */
gboolean
ytt_session_is_guest (YttSession *self,
                      gint64      id)
{
  return self->shown_state != NULL && find (self->shown_state->outside, id) != NULL;
}

/**
 * ytt_session_get_shown:
 * @self: a session
 *
 * Returns: (transfer none) (nullable) (element-type YttPoint): the facilities with a place that the map shows: those of
 *   ytt_session_get_points(), and the others that are looked at
 */
GArray *
ytt_session_get_shown (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->shown_state != NULL && self->shown_state->points != NULL ? self->shown_state->points : self->points;
}

/**
 * ytt_session_get_shown_loading:
 * @self: a session
 *
 * Returns: whether the map may come to show more, since places are being read
 */
gboolean
ytt_session_get_shown_loading (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), FALSE);

  return self->shown_state != NULL && self->shown_state->cancellable != NULL;
}

/**
 * ytt_session_count_left_out:
 * @self: a session
 * @ids: (array length=n_ids): facilities of the trace, or of the page that is open
 * @n_ids: how many
 * @n_outside: (out): how many of them search and filter leave out of the list
 * @n_absent: (out): how many are not there at the moment that is shown
 *
 * Both are 0 as long as that is not known.
 */
void
ytt_session_count_left_out (YttSession   *self,
                            const gint64 *ids,
                            guint         n_ids,
                            guint        *n_outside,
                            guint        *n_absent)
{
  YttSessionShown *state;

  g_return_if_fail (YTT_IS_SESSION (self));

  *n_outside = *n_absent = 0;
  state = self->shown_state;
  for (guint i = 0; state != NULL && i < n_ids; i++)
    {
      *n_outside += find (state->outside, ids[i]) != NULL;
      *n_absent += find (state->absent, ids[i]) != NULL;
    }
}
