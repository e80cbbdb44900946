#include "config.h"

#include "ytt-query-hits.h"

#include "ytt-query-index-private.h"
#include "ytt-query-set.h"
#include "ytt-query-words.h"

/* What words find. */

/* How often a reading looks whether it is still wanted, in rows. */
#define CHECK_EVERY 1024

/* How many answers are kept: whoever types goes to and fro between a few. */
#define MAX_KEPT 4

#define ALL_COLUMNS "{name names place operator owners products}"

/* A search in hand. The bits of a set are the positions of the index. */
typedef struct
{
  YttIndex     *index;
  sqlite3      *db;
  GCancellable *cancellable;
} Search;

/* (transfer full) (nullable): the facilities that FTS5 finds */
static guint64 *
match (Search      *search,
       const char  *expression,
       GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autofree guint64 *set = ytt_set_new (ytt_index_get_n (search->index));
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
        ytt_set_add (set, position);

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
               guint64       *set,
               const GArray *countries)
{
  const guint16 *codes = ytt_index_get_countries (search->index);
  guint n = ytt_index_get_n (search->index);
  gboolean wanted[27 * 27] = { FALSE };

  for (guint i = 0; i < countries->len; i++)
    wanted[g_array_index (countries, guint16, i)] = TRUE;

  for (guint position = 0; position < n; position++)
    if (wanted[codes[position]])
      ytt_set_add (set, position);
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
static guint64 *
find_hits (Search  *search,
           GStrv    words,
           GError **error)
{
  g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint64 *hits = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr(GArray) countries = ytt_words_match_countries (words[i]);
      g_autofree char *term = ytt_words_to_term (words[i]);
      g_autofree char *expression = NULL;
      g_autofree guint64 *found = NULL;

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
        ytt_set_intersect (hits, found, ytt_index_get_n (search->index));
      else
        hits = g_steal_pointer (&found);
    }

  if (terms->len > 0)
    {
      g_autofree char *expression = make_expression (ALL_COLUMNS, terms);
      g_autofree guint64 *found = match (search, expression, error);

      if (found == NULL)
        return NULL;

      if (hits != NULL)
        ytt_set_intersect (hits, found, ytt_index_get_n (search->index));
      else
        hits = g_steal_pointer (&found);
    }

  return g_steal_pointer (&hits);
}

/* The facilities whose name begins with the first word and has all, and those whose names have all. */
static gboolean
find_ranks (Search    *search,
            GStrv      words,
            guint64   **beginning,
            guint64   **named,
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

/* (transfer full) (nullable): if it was asked for before, and as ranked as it is wanted now */
static YttHits *
find_kept (GQueue     *kept,
           const char *key,
           gboolean    ranked)
{
  for (GList *link = kept->head; link != NULL; link = link->next)
    {
      YttHits *hits = link->data;

      if (strcmp (hits->key, key) != 0 || (ranked && hits->named == NULL && hits->n <= YTT_MAX_RANKED))
        continue;

      g_queue_unlink (kept, link);
      g_queue_push_head_link (kept, link);
      return ytt_hits_ref (hits);
    }

  return NULL;
}

static void
keep (GQueue  *kept,
      YttHits *hits)
{
  g_queue_push_head (kept, ytt_hits_ref (hits));
  if (kept->length > MAX_KEPT)
    ytt_hits_unref (g_queue_pop_tail (kept));
}

/**
 * ytt_hits_find:
 * @index: an index, of any moment
 * @db: the connection of the calling thread, inside the transaction that @index is of
 * @words: words, at least one
 * @ranked: whether it matters where they are found
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Above %YTT_MAX_RANKED hits, it is not looked where they are found.
 *
 * Returns: (transfer full) (nullable): the facilities that have all words
 */
YttHits *
ytt_hits_find (YttIndex      *index,
               sqlite3       *db,
               GStrv          words,
               gboolean       ranked,
               GCancellable  *cancellable,
               GError       **error)
{
  YttIndex *now = index->now != NULL ? index->now : index;
  Search search = { now, db, cancellable };
  g_autofree char *key = g_strjoinv (" ", words);
  g_autoptr(YttHits) hits = NULL;

  g_mutex_lock (&now->mutex);
  hits = find_kept (&now->hits, key, ranked);
  g_mutex_unlock (&now->mutex);
  if (hits != NULL)
    return g_steal_pointer (&hits);

  hits = g_new0 (YttHits, 1);
  g_atomic_ref_count_init (&hits->ref_count);
  hits->key = g_steal_pointer (&key);
  hits->all = find_hits (&search, words, error);
  if (hits->all == NULL)
    return NULL;

  hits->n = ytt_set_count (hits->all, ytt_index_get_n (now));
  if (ranked && hits->n <= YTT_MAX_RANKED && !find_ranks (&search, words, &hits->beginning, &hits->named, error))
    return NULL;

  g_mutex_lock (&now->mutex);
  keep (&now->hits, hits);
  g_mutex_unlock (&now->mutex);

  return g_steal_pointer (&hits);
}

YttHits *
ytt_hits_ref (YttHits *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ytt_hits_unref (YttHits *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->key);
  g_free (self->all);
  g_free (self->beginning);
  g_free (self->named);
  g_free (self);
}
