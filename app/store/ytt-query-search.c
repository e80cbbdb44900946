#include "config.h"

#include "ytt-query-index.h"
#include "ytt-query-words.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* How many hits are ranked by where they were found; more than that nobody reads, and they stand by name. */
#define MAX_RANKED 50000

/* How often a reading looks whether it is still wanted, in rows. */
#define CHECK_EVERY 1024

#define ALL_COLUMNS "{name names place operator owners products}"

/* A search in hand. The bits of a set are the positions of the index. */
typedef struct
{
  YttIndex     *index;
  sqlite3      *db;
  GCancellable *cancellable;
  guint         n_bytes;
} Search;

/* The task has no cancellable of its own: what cuts a statement short would also cut short the reading of the index,
 * which the next search needs just as much. */
typedef struct
{
  char         *words;
  YttOrder      order;
  GCancellable *cancellable;   /* (owned) (nullable) */
} Query;

static void
query_free (Query *query)
{
  g_free (query->words);
  g_clear_object (&query->cancellable);
  g_free (query);
}

static gboolean
has_bit (const guint8 *set,
         guint         position)
{
  return (set[position >> 3] >> (position & 7)) & 1;
}

static void
add_bit (guint8 *set,
         guint   position)
{
  set[position >> 3] |= (guint8) (1 << (position & 7));
}

static void
intersect (Search       *search,
           guint8       *set,
           const guint8 *other)
{
  for (guint i = 0; i < search->n_bytes; i++)
    set[i] &= other[i];
}

static guint
count_bits (Search       *search,
            const guint8 *set)
{
  guint n = 0;

  for (guint i = 0; i < search->n_bytes; i++)
    n += (guint) __builtin_popcount (set[i]);

  return n;
}

/* (transfer full) (nullable): the facilities that FTS5 finds */
static guint8 *
match (Search      *search,
       const char  *expression,
       GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autofree guint8 *set = g_malloc0 (search->n_bytes + 1);
  guint n_rows = 0;
  int rc;

  rc = sqlite3_prepare_v2 (search->db, "SELECT rowid FROM search WHERE search MATCH ?1", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, expression, -1, SQLITE_STATIC);
  if (ytt_sqlite_failed (search->db, rc, error))
    return NULL;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      guint position = ytt_index_find (search->index, sqlite3_column_int64 (stmt, 0));

      if (position != G_MAXUINT)
        add_bit (set, position);

      if (++n_rows % CHECK_EVERY == 0 && g_cancellable_set_error_if_cancelled (search->cancellable, error))
        return NULL;
    }

  if (ytt_sqlite_failed (search->db, rc, error)
      || g_cancellable_set_error_if_cancelled (search->cancellable, error))
    return NULL;

  return g_steal_pointer (&set);
}

static void
add_countries (Search       *search,
               guint8       *set,
               const GArray *countries)
{
  const guint16 *codes = ytt_index_get_countries (search->index);
  guint n = ytt_index_get_n (search->index);
  gboolean wanted[27 * 27] = { FALSE };

  for (guint i = 0; i < countries->len; i++)
    wanted[g_array_index (countries, guint16, i)] = TRUE;

  for (guint position = 0; position < n; position++)
    if (wanted[codes[position]])
      add_bit (set, position);
}

static char *
make_expression (const char *columns,
                 GPtrArray  *terms)
{
  GString *expression = g_string_new (columns);

  g_string_append (expression, " : (");
  for (guint i = 0; i < terms->len; i++)
    {
      if (i > 0)
        g_string_append (expression, " AND ");
      g_string_append (expression, g_ptr_array_index (terms, i));
    }
  g_string_append_c (expression, ')');

  return g_string_free (expression, FALSE);
}

/* Words that are the beginning of a country's name are looked for in the text and among the countries; the others only
 * in the text, all of them together. */
static guint8 *
find_hits (Search  *search,
           GStrv    words,
           GError **error)
{
  g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint8 *hits = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr(GArray) countries = ytt_words_match_countries (words[i]);
      g_autofree char *term = ytt_words_to_term (words[i]);
      g_autofree char *expression = NULL;
      g_autofree guint8 *found = NULL;

      if (countries->len == 0)
        {
          g_ptr_array_add (terms, g_steal_pointer (&term));
          continue;
        }

      expression = g_strconcat (ALL_COLUMNS " : ", term, NULL);
      found = match (search, expression, error);
      if (found == NULL)
        return NULL;

      add_countries (search, found, countries);
      if (hits != NULL)
        intersect (search, hits, found);
      else
        hits = g_steal_pointer (&found);
    }

  if (terms->len > 0)
    {
      g_autofree char *expression = make_expression (ALL_COLUMNS, terms);
      g_autofree guint8 *found = match (search, expression, error);

      if (found == NULL)
        return NULL;

      if (hits != NULL)
        intersect (search, hits, found);
      else
        hits = g_steal_pointer (&found);
    }

  return g_steal_pointer (&hits);
}

/* The facilities whose name begins with the first word and has all, and those whose names have all. */
static gboolean
find_ranks (Search    *search,
            GStrv      words,
            guint8   **beginning,
            guint8   **named,
            GError   **error)
{
  g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *in_name = NULL, *at_beginning = NULL, *first = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (terms, ytt_words_to_term (words[i]));

  in_name = make_expression ("{name names}", terms);
  first = g_strconcat ("^ ", g_ptr_array_index (terms, 0), NULL);
  at_beginning = g_strconcat ("name : (", first, ") AND ", in_name, NULL);

  *named = match (search, in_name, error);
  if (*named == NULL)
    return FALSE;

  *beginning = match (search, at_beginning, error);
  return *beginning != NULL;
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

/* The sets of @groups are within @hits; each facility belongs to the first that has it, else comes behind them. */
static void
append_few (Search               *search,
            YttResult            *result,
            YttOrder              order,
            const guint8         *hits,
            const guint8 * const *groups,
            guint                 n_groups,
            guint                 n_hits)
{
  const guint32 *ranks = ytt_index_get_ranks (search->index, order);
  const gint64 *ids = ytt_index_get_ids (search->index);
  g_autofree Hit *sorted = g_new (Hit, n_hits);
  guint n = 0;

  for (guint byte = 0; byte < search->n_bytes; byte++)
    for (guint bits = hits[byte]; bits != 0; bits &= bits - 1)
      {
        guint position = byte * 8 + (guint) __builtin_ctz (bits), group = 0;
        const YttPoint *point = ytt_index_find_point (search->index, ids[position]);

        while (group < n_groups && !has_bit (groups[group], position))
          group++;

        sorted[n].key = (guint64) group << 32 | ranks[position];
        sorted[n++].position = position;
        if (point != NULL)
          g_array_append_vals (result->points, point, 1);
      }

  /* g_new() of none is NULL, which qsort() must not be given. */
  if (n > 1)
    qsort (sorted, n, sizeof *sorted, compare_hits);
  for (guint i = 0; i < n; i++)
    g_array_append_val (result->ids, ids[sorted[i].position]);
}

static void
append_in_order (Search               *search,
                 GArray               *sorted,
                 YttOrder              order,
                 const guint8         *hits,
                 const guint8 * const *groups,
                 guint                 n_groups)
{
  const guint32 *positions = ytt_index_get_order (search->index, order);
  const gint64 *ids = ytt_index_get_ids (search->index);
  guint n = ytt_index_get_n (search->index);

  for (guint pass = 0; pass <= n_groups; pass++)
    for (guint i = 0; i < n; i++)
      {
        guint group = 0;

        if (!has_bit (hits, positions[i]))
          continue;

        while (group < n_groups && !has_bit (groups[group], positions[i]))
          group++;
        if (group == pass)
          g_array_append_val (sorted, ids[positions[i]]);
      }
}

/* Both arrays go by ascending id. */
static void
append_points (Search       *search,
               GArray       *points,
               const guint8 *hits)
{
  GArray *all = ytt_index_get_points (search->index);
  const gint64 *ids = ytt_index_get_ids (search->index);
  guint position = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const YttPoint *point = &g_array_index (all, YttPoint, i);

      while (ids[position] != point->id)
        position++;
      if (has_bit (hits, position))
        g_array_append_vals (points, point, 1);
    }
}

static YttResult *
make_result (Search               *search,
             YttOrder              order,
             const guint8         *hits,
             const guint8 * const *groups,
             guint                 n_groups)
{
  YttResult *result = g_new0 (YttResult, 1);
  guint n_hits = count_bits (search, hits);

  result->n_total = ytt_index_get_n (search->index);
  result->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_hits);
  result->points = g_array_sized_new (FALSE, FALSE, sizeof (YttPoint), n_hits);

  if (n_hits <= result->n_total / FEW)
    append_few (search, result, order, hits, groups, n_groups, n_hits);
  else
    {
      append_in_order (search, result->ids, order, hits, groups, n_groups);
      append_points (search, result->points, hits);
    }

  return result;
}

static YttResult *
answer_all (Search   *search,
            YttOrder  order)
{
  YttResult *result = g_new0 (YttResult, 1);
  const gint64 *ids = ytt_index_get_ids (search->index);
  const guint32 *positions;
  gint64 *sorted;

  result->n_total = ytt_index_get_n (search->index);
  result->points = g_array_ref (ytt_index_get_points (search->index));
  if (order == YTT_ORDER_RELEVANCE || order == YTT_ORDER_NAME)
    {
      result->ids = g_array_ref (ytt_index_get_by_name (search->index));
      return result;
    }

  positions = ytt_index_get_order (search->index, order);
  result->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), result->n_total);
  g_array_set_size (result->ids, result->n_total);
  sorted = (gint64 *) (gpointer) result->ids->data;
  for (guint i = 0; i < result->n_total; i++)
    sorted[i] = ids[positions[i]];

  return result;
}

/* By where it was found: names that begin with the words, names that have them, all others; each by name. */
static YttResult *
answer_by_relevance (Search  *search,
                     GStrv    words,
                     guint8  *hits,
                     GError **error)
{
  g_autofree guint8 *beginning = NULL, *named = NULL;

  if (!find_ranks (search, words, &beginning, &named, error))
    return NULL;

  return make_result (search, YTT_ORDER_RELEVANCE, hits, (const guint8 *[]) { beginning, named }, 2);
}

static YttResult *
answer_words (Search   *search,
              GStrv     words,
              YttOrder  order,
              GError  **error)
{
  g_autofree guint8 *hits = find_hits (search, words, error);

  if (hits == NULL)
    return NULL;

  if (order == YTT_ORDER_RELEVANCE && count_bits (search, hits) <= MAX_RANKED)
    return answer_by_relevance (search, words, hits, error);

  return make_result (search, order, hits, NULL, 0);
}

/* Inside a transaction, so that index and words are of one state of the document. */
static YttResult *
search_document (YttStore    *store,
                 sqlite3     *db,
                 const Query *query,
                 GError     **error)
{
  g_autoptr(YttIndex) index = ytt_index_get (store, db, error);
  g_auto(GStrv) words = NULL;
  Search search;

  if (index == NULL || g_cancellable_set_error_if_cancelled (query->cancellable, error))
    return NULL;

  search.index = index;
  search.db = db;
  search.cancellable = query->cancellable;
  search.n_bytes = (ytt_index_get_n (index) + 7) / 8;

  /* Nothing but punctuation asks for nothing, and so for all. */
  words = ytt_words_split (query->words);
  if (words[0] == NULL)
    return answer_all (&search, query->order);

  return answer_words (&search, words, query->order, error);
}

static YttResult *
run_query (YttStore    *store,
           sqlite3     *db,
           const Query *query,
           GError     **error)
{
  YttResult *result;

  if (g_cancellable_set_error_if_cancelled (query->cancellable, error)
      || !ytt_sqlite_exec (db, "BEGIN", error))
    return NULL;

  result = search_document (store, db, query, error);

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

  result = run_query (self, db, task_data, &error);
  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) ytt_result_free);
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
      result = run_query (self, db, query, &error);
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
          const char          *words,
          YttOrder             order,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Query *query = g_new0 (Query, 1);

  query->words = g_utf8_make_valid (words != NULL ? words : "", -1);
  query->order = order;
  query->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);

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
 * @words: (nullable): what was typed; each word is the beginning of a word of the document, and all must be found
 * @order: the order of the answer
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is there
 * @user_data: for @callback
 *
 * Searches names, other names, places, countries (in the user's language and in English), operators, owners and
 * products, marks on letters left aside. Without words, all facilities are found.
 *
 * Relevance puts names that begin with the words first, then names that have them, then all others, each by name;
 * above 50,000 hits all stand by name.
 */
void
ytt_store_search_async (YttStore            *self,
                        const char          *words,
                        YttOrder             order,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = new_task (self, words, order, cancellable, callback, user_data);
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
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = new_task (self, slug_or_words, YTT_ORDER_RELEVANCE, cancellable, callback, user_data);
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
