#include "config.h"

#include "ytt-query-facets-private.h"
#include "ytt-query-hits.h"
#include "ytt-query-index-private.h"
#include "ytt-query-set.h"
#include "ytt-query-words.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* Where a name is found: in front of it, or anywhere in it. */
#define MAX_GROUPS 2

/* The task has no cancellable of its own: what cuts a statement short would also cut short the reading of the index,
 * which the next search needs just as much. */
typedef struct
{
  char         *words;
  YttOrder      order;
  YttFilter    *filter;
  YttMoment     moment;
  GCancellable *cancellable;   /* (owned) (nullable) */
} Query;

/* An answer in the making. */
typedef struct
{
  YttIndex      *index;
  YttOrder       order;
  const guint64 *hits;
  const guint64 *groups[MAX_GROUPS];
  guint          n_groups;
} Answer;

static void
query_free (Query *query)
{
  g_free (query->words);
  ytt_filter_unref (query->filter);
  g_clear_object (&query->cancellable);
  g_free (query);
}

/* Up to one in so many, hits are sorted one by one; above it, the order is gone through from end to end. */
#define FEW 64

/* A hit with what it is sorted by: the group that it is found in, then its place in the order. */
typedef struct
{
  guint64 key;
  guint32 position;
} Hit;

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *hit_a = a, *hit_b = b;

  return (hit_a->key > hit_b->key) - (hit_a->key < hit_b->key);
}

/* Each facility belongs to the first group that has it, else comes behind them. */
static guint
get_group (Answer *answer,
           guint   position)
{
  guint group = 0;

  while (group < answer->n_groups && !ytt_set_has (answer->groups[group], position))
    group++;

  return group;
}

static void
append_few (Answer    *answer,
            YttResult *result,
            guint      n_hits)
{
  const guint32 *ranks = ytt_index_get_ranks (answer->index, answer->order);
  const gint64 *ids = ytt_index_get_ids (answer->index);
  g_autofree guint32 *positions = ytt_set_list (answer->hits, result->n_total, &n_hits);
  g_autofree Hit *sorted = g_new (Hit, n_hits);

  for (guint i = 0; i < n_hits; i++)
    {
      const YttPoint *point = ytt_index_find_point (answer->index, ids[positions[i]]);

      sorted[i].key = (guint64) get_group (answer, positions[i]) << 32 | ranks[positions[i]];
      sorted[i].position = positions[i];
      if (point != NULL)
        g_array_append_vals (result->points, point, 1);
    }

  /* g_new() of none is NULL, which qsort() must not be given. */
  if (n_hits > 1)
    qsort (sorted, n_hits, sizeof *sorted, compare_hits);
  for (guint i = 0; i < n_hits; i++)
    g_array_append_val (result->ids, ids[sorted[i].position]);
}

static void
append_in_order (Answer *answer,
                 GArray *sorted,
                 guint   n_hits)
{
  const guint32 *positions = ytt_index_get_order (answer->index, answer->order);
  const gint64 *ids = ytt_index_get_ids (answer->index);
  guint n = ytt_index_get_n (answer->index), n_sorted = 0;
  gint64 *end;

  g_array_set_size (sorted, n_hits);
  end = (gint64 *) (gpointer) sorted->data;
  for (guint pass = 0; pass <= answer->n_groups; pass++)
    for (guint i = 0; i < n && n_sorted < n_hits; i++)
      if (ytt_set_has (answer->hits, positions[i])
          && (answer->n_groups == 0 || get_group (answer, positions[i]) == pass))
        end[n_sorted++] = ids[positions[i]];
}

/* Both arrays go by ascending id. */
static void
append_points (Answer *answer,
               GArray *points,
               guint   n_hits)
{
  GArray *all = ytt_index_get_points (answer->index);
  const YttPoint *point = (const YttPoint *) (gconstpointer) all->data;
  const YttPoint *last = point + all->len;
  const gint64 *ids = ytt_index_get_ids (answer->index);
  YttPoint *taken;
  guint position = 0, n_taken = 0;

  /* There are no more of them than hits. */
  g_array_set_size (points, n_hits);
  taken = (YttPoint *) (gpointer) points->data;
  for (; point < last; point++)
    {
      while (ids[position] != point->id)
        position++;
      if (ytt_set_has (answer->hits, position))
        taken[n_taken++] = *point;
    }
  g_array_set_size (points, n_taken);
}

static void
answer_some (Answer    *answer,
             YttResult *result)
{
  guint n_hits = ytt_set_count (answer->hits, result->n_total);

  result->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_hits);
  result->points = g_array_sized_new (FALSE, FALSE, sizeof (YttPoint), n_hits);

  if (n_hits <= result->n_total / FEW)
    append_few (answer, result, n_hits);
  else
    {
      append_in_order (answer, result->ids, n_hits);
      append_points (answer, result->points, n_hits);
    }
}

static void
answer_all (Answer    *answer,
            YttResult *result)
{
  const gint64 *ids = ytt_index_get_ids (answer->index);
  const guint32 *positions;
  gint64 *sorted;

  result->points = g_array_ref (ytt_index_get_points (answer->index));
  if (answer->order == YTT_ORDER_RELEVANCE || answer->order == YTT_ORDER_NAME)
    {
      result->ids = g_array_ref (ytt_index_get_by_name (answer->index));
      return;
    }

  positions = ytt_index_get_order (answer->index, answer->order);
  result->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), result->n_total);
  g_array_set_size (result->ids, result->n_total);
  sorted = (gint64 *) (gpointer) result->ids->data;
  for (guint i = 0; i < result->n_total; i++)
    sorted[i] = ids[positions[i]];
}

/* Those that are shown; @found: (nullable): their set, %NULL for all */
static YttResult *
make_result (YttIndex      *index,
             const Query   *query,
             YttHits       *hits,
             const guint64 *found)
{
  YttResult *result = g_new0 (YttResult, 1);
  Answer answer = { index, query->order, found };

  /* By where it was found: names that begin with the words, names that have them, all others; each by name. */
  if (query->order == YTT_ORDER_RELEVANCE && hits != NULL && hits->named != NULL)
    {
      answer.groups[0] = hits->beginning;
      answer.groups[1] = hits->named;
      answer.n_groups = 2;
    }

  result->n_total = ytt_index_get_n (index);
  if (answer.hits != NULL)
    answer_some (&answer, result);
  else
    answer_all (&answer, result);

  return result;
}

/* The rows of a document that has just been opened do not wait for what facets need. */
static YttResult *
answer_without_counts (YttIndex    *index,
                       const Query *query,
                       YttHits     *hits)
{
  const guint64 *found = hits != NULL ? hits->all : index->present;
  g_autofree guint64 *both = NULL;

  if (hits != NULL && index->present != NULL)
    {
      both = g_memdup2 (found, sizeof *found * MAX (ytt_set_get_n_words (ytt_index_get_n (index)), 1));
      ytt_set_intersect (both, index->present, ytt_index_get_n (index));
      found = both;
    }

  return make_result (index, query, hits, found);
}

static YttResult *
answer_with_counts (YttIndex     *index,
                    sqlite3      *db,
                    const Query  *query,
                    YttHits      *hits,
                    gboolean      counts_only,
                    GError      **error)
{
  YttFacetColumns *columns = ytt_index_get_columns (index, db, error);
  g_autoptr(YttFiltering) filtering = NULL;
  g_autoptr(YttResult) result = NULL;

  if (columns == NULL)
    return NULL;

  filtering = ytt_filtering_new (index, columns, query->filter, hits != NULL ? hits->all : NULL, query->cancellable,
                                 error);
  if (filtering == NULL)
    return NULL;

  result = counts_only ? g_new0 (YttResult, 1)
                       : make_result (index, query, hits, ytt_filtering_get_found (filtering));
  result->counts = ytt_filtering_get_counts (filtering, error);
  if (result->counts == NULL)
    return NULL;

  result->without = ytt_filtering_get_without (filtering);
  return g_steal_pointer (&result);
}

/* Inside a transaction, so that index, words and columns are of one state of the document. */
static YttResult *
search_document (YttStore    *store,
                 sqlite3     *db,
                 const Query *query,
                 gboolean     counts_only,
                 GError     **error)
{
  g_autoptr(YttIndex) index = ytt_index_get (store, db, query->moment, error);
  g_autoptr(YttHits) hits = NULL;
  g_auto(GStrv) words = ytt_words_split (query->words);

  if (index == NULL || g_cancellable_set_error_if_cancelled (query->cancellable, error))
    return NULL;

  /* Nothing but punctuation asks for nothing, and so for all. */
  if (words[0] != NULL)
    {
      hits = ytt_hits_find (index, db, words, query->order == YTT_ORDER_RELEVANCE, query->cancellable, error);
      if (hits == NULL)
        return NULL;
    }

  if (!counts_only && ytt_filter_is_empty (query->filter) && !ytt_index_has_columns (index))
    return answer_without_counts (index, query, hits);

  return answer_with_counts (index, db, query, hits, counts_only, error);
}

static YttResult *
run_query (YttStore    *store,
           sqlite3     *db,
           const Query *query,
           gboolean     counts_only,
           GError     **error)
{
  YttResult *result;

  if (g_cancellable_set_error_if_cancelled (query->cancellable, error)
      || !ytt_sqlite_exec (db, "BEGIN", error))
    return NULL;

  result = search_document (store, db, query, counts_only, error);

  /* Nothing was written; to end a reading transaction cannot fail in a way that matters here. */
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);

  return result;
}

static void
search_job (GTask        *task,
            sqlite3      *db,
            gpointer      task_data,
            GCancellable *cancellable)
{
  YttStore *self = g_task_get_source_object (task);
  YttResult *result;
  GError *error = NULL;

  result = run_query (self, db, task_data, FALSE, &error);
  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) ytt_result_free);
  else
    g_task_return_error (task, error);
}

static void
count_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  YttStore *self = g_task_get_source_object (task);
  g_autoptr(YttResult) result = NULL;
  GError *error = NULL;

  result = run_query (self, db, task_data, TRUE, &error);
  if (result != NULL)
    g_task_return_pointer (task, g_steal_pointer (&result->counts), (GDestroyNotify) ytt_facet_counts_unref);
  else
    g_task_return_error (task, error);
}

static gint64
find_slug (sqlite3     *db,
           const char  *slug,
           GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, "SELECT id FROM facility WHERE facility = ?1", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, slug, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (db, rc, error))
    return 0;

  return rc == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
}

static void
find_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  YttStore *self = g_task_get_source_object (task);
  Query *query = task_data;
  g_autoptr(YttResult) result = NULL;
  g_auto(GStrv) words = ytt_words_split (query->words);
  GError *error = NULL;
  gint64 id;

  id = find_slug (db, query->words, &error);
  if (id == 0 && error == NULL && words[0] != NULL)
    {
      result = run_query (self, db, query, FALSE, &error);
      if (result != NULL && result->ids->len > 0)
        id = g_array_index (result->ids, gint64, 0);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else if (id == 0)
    g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("No facility matches “%s”"), query->words);
  else
    g_task_return_pointer (task, g_memdup2 (&id, sizeof id), g_free);
}

static GTask *
new_task (YttStore            *self,
          const YttQuery      *query,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Query *copy = g_new0 (Query, 1);

  copy->words = g_utf8_make_valid (query->words != NULL ? query->words : "", -1);
  copy->order = query->order;
  copy->filter = query->filter != NULL ? ytt_filter_ref (query->filter) : ytt_filter_new ();
  copy->moment = query->moment;
  copy->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_task_data (task, copy, (GDestroyNotify) query_free);

  return task;
}

static gboolean
was_cancelled (GAsyncResult  *result,
               GError       **error)
{
  Query *query = g_task_get_task_data (G_TASK (result));

  return g_cancellable_set_error_if_cancelled (query->cancellable, error);
}

/**
 * ytt_store_search_async:
 * @self: a store
 * @query: what is asked for; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: for @callback
 *
 * Searches names, other names, places, countries (in the user's language and in English), operators, owners and
 * products, marks on letters left aside: each word is the beginning of a word there, and all must be found. Without
 * words, all facilities are found. Of those found, the ones that pass the filter are told.
 *
 * Relevance puts names that begin with the words first, then names that have them, then all others, each by name;
 * above 50,000 hits all stand by name.
 */
void
ytt_store_search_async (YttStore            *self,
                        const YttQuery      *query,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (query != NULL);

  task = new_task (self, query, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_search_async);
  ytt_store_push_read (self, task, search_job);
}

/**
 * ytt_store_search_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the answer, whose arrays are shared and must not be changed
 */
YttResult *
ytt_store_search_finish (YttStore      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  YttResult *found;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_search_async), NULL);

  found = g_task_propagate_pointer (G_TASK (result), was_cancelled (result, error) ? NULL : error);
  if (found != NULL && was_cancelled (result, NULL))
    g_clear_pointer (&found, ytt_result_free);

  return found;
}

/**
 * ytt_store_count_async:
 * @self: a store
 * @query: what is asked for; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when the counts are there
 * @user_data: for @callback
 *
 * Counts what a search tells no counts of, because the document has just been opened.
 */
void
ytt_store_count_async (YttStore            *self,
                       const YttQuery      *query,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (query != NULL);

  task = new_task (self, query, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_count_async);
  ytt_store_push_read (self, task, count_job);
}

/**
 * ytt_store_count_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): how many facilities carry each value
 */
YttFacetCounts *
ytt_store_count_finish (YttStore      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  YttFacetCounts *counts;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_count_async), NULL);

  counts = g_task_propagate_pointer (G_TASK (result), was_cancelled (result, error) ? NULL : error);
  if (counts != NULL && was_cancelled (result, NULL))
    g_clear_pointer (&counts, ytt_facet_counts_unref);

  return counts;
}

/**
 * ytt_store_find_async:
 * @self: a store
 * @slug_or_words: a facility's key in words, such as "ee-narva-neo", or anything to search
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: for @callback
 */
void
ytt_store_find_async (YttStore            *self,
                      const char          *slug_or_words,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  const YttQuery query = { .words = slug_or_words, .order = YTT_ORDER_RELEVANCE };
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = new_task (self, &query, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_find_async);
  ytt_store_push_read (self, task, find_job);
}

/**
 * ytt_store_find_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: the key of the facility of that slug, else of the first hit; 0 with %YTT_ERROR_NOT_FOUND if there is none
 */
gint64
ytt_store_find_finish (YttStore      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_autofree gint64 *id = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_find_async), 0);

  if (was_cancelled (result, error))
    return 0;

  id = g_task_propagate_pointer (G_TASK (result), error);
  return id != NULL ? *id : 0;
}

/**
 * ytt_result_free:
 * @result: (transfer full) (nullable): an answer
 */
void
ytt_result_free (YttResult *result)
{
  if (result == NULL)
    return;

  g_clear_pointer (&result->ids, g_array_unref);
  g_clear_pointer (&result->points, g_array_unref);
  g_clear_pointer (&result->counts, ytt_facet_counts_unref);
  g_clear_pointer (&result->without, g_array_unref);
  g_free (result);
}

GType
ytt_order_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { YTT_ORDER_RELEVANCE, "YTT_ORDER_RELEVANCE", "relevance" },
        { YTT_ORDER_NAME, "YTT_ORDER_NAME", "name" },
        { YTT_ORDER_COUNTRY, "YTT_ORDER_COUNTRY", "country" },
        { YTT_ORDER_START, "YTT_ORDER_START", "start" },
        { YTT_ORDER_NEWEST_CLAIM, "YTT_ORDER_NEWEST_CLAIM", "newest-claim" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("YttOrder", values));
    }

  return type;
}
