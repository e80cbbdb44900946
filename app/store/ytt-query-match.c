#include "config.h"

#include "ytt-store-rows.h"

#include "ytt-query-text.h"
#include "ytt-query-words.h"
#include "ytt-store-private.h"

#include <string.h>

/* There may be a million facilities: those that have the words are found by the index, and no more than can be sorted. */
#define FACILITIES \
  "SELECT f.id, f.name, f.country, s.names FROM search s JOIN facility f ON f.id = s.rowid" \
  " WHERE search MATCH ?1 LIMIT 2000"

/* Each has: key, text, detail, further text that may be typed; ?1, where it is, matches the words in names of facilities.
 * In the order of #YttMatchKind. */
static const char * const match_sql[] = {
  "SELECT id, name, country, NULL FROM organisation",
  "SELECT id, title, trim (coalesce (publisher, '') || ' ' || coalesce (published, '')),"
  "       coalesce (publisher, '') || ' ' || coalesce (url, '') FROM source",
  "SELECT 0, product, NULL, NULL FROM facility_product GROUP BY product",
  "SELECT 0, material, NULL, NULL FROM link WHERE material <> '' GROUP BY material",
  "SELECT 0, admin1, country, NULL FROM facility WHERE admin1 <> '' GROUP BY admin1, country",
  "SELECT 0, locality, country, NULL FROM facility WHERE locality <> '' GROUP BY locality, country",
  "SELECT 0, part, NULL, NULL FROM claim WHERE part <> '' GROUP BY part",
  FACILITIES,
  "SELECT id, title, date, NULL FROM announcement",
  "SELECT * FROM (" FACILITIES ") UNION ALL SELECT -id, name, country, NULL FROM organisation",
};

/* What is sorted before it is cut; more fit only words that are too short to choose by. */
#define MAX_SORTED 1000

typedef struct
{
  YttMatchKind  kind;
  GStrv         words;   /* (owned) folded */
  char         *whole;   /* (owned) folded, as it was typed */
  guint         limit;
} Wish;

typedef struct
{
  YttMatch *match;
  char     *folded;
  guint     rank;    /* 0 is the very text, 1 begins so, 2 has the words */
} Ranked;

static void
wish_free (Wish *wish)
{
  g_strfreev (wish->words);
  g_free (wish->whole);
  g_free (wish);
}

static void
ranked_clear (gpointer data)
{
  Ranked *ranked = data;

  g_clear_pointer (&ranked->match, ytt_match_free);
  g_clear_pointer (&ranked->folded, g_free);
}

/**
 * ytt_match_free:
 * @match: (transfer full) (nullable): what was found
 */
void
ytt_match_free (YttMatch *match)
{
  if (match == NULL)
    return;

  g_free (match->text);
  g_free (match->detail);
  g_free (match);
}

static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *one = a, *other = b;

  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;

  return strcmp (one->folded, other->folded);
}

static gboolean
has_words (const char *folded,
           GStrv       words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (!ytt_words_begin (folded, words[i]))
      return FALSE;

  return TRUE;
}

static void
take_if_fitting (sqlite3_stmt *stmt,
                 Wish         *wish,
                 GArray       *found)
{
  g_autofree char *text = ytt_sqlite_dup_text (stmt, 1);
  g_autofree char *further = ytt_sqlite_dup_text (stmt, 3);
  g_autofree char *folded = NULL, *all = NULL;
  Ranked ranked = { 0 };

  if (text == NULL)
    return;

  folded = ytt_words_fold (text);
  if (further != NULL)
    {
      g_autofree char *both = g_strconcat (text, " ", further, NULL);

      all = ytt_words_fold (both);
    }
  if (!has_words (all != NULL ? all : folded, wish->words))
    return;

  ranked.rank = strcmp (folded, wish->whole) == 0 ? 0 : g_str_has_prefix (folded, wish->whole) ? 1 : 2;
  ranked.match = g_new0 (YttMatch, 1);
  ranked.match->id = sqlite3_column_int64 (stmt, 0);
  ranked.match->text = g_steal_pointer (&text);
  ranked.match->detail = ytt_sqlite_dup_text (stmt, 2);
  ranked.folded = g_steal_pointer (&folded);
  g_array_append_val (found, ranked);

  if (found->len >= 2 * MAX_SORTED)
    {
      g_array_sort (found, compare_ranked);
      g_array_set_size (found, MAX_SORTED);
    }
}

/* All words begin words of the names, as take_if_fitting() has it. */
static int
bind_names (sqlite3_stmt *stmt,
            Wish         *wish)
{
  g_autoptr(GString) expression = g_string_new ("{name names} : (");

  for (gsize i = 0; wish->words[i] != NULL; i++)
    {
      g_autofree char *term = ytt_words_to_term (wish->words[i]);

      g_string_append_printf (expression, "%s%s", i > 0 ? " " : "", term);
    }
  g_string_append_c (expression, ')');

  return sqlite3_bind_text (stmt, 1, expression->str, -1, SQLITE_TRANSIENT);
}

static void
match_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  Wish *wish = task_data;
  g_autoptr(GArray) found = g_array_new (FALSE, TRUE, sizeof (Ranked));
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GPtrArray *matches;
  GError *error = NULL;
  int rc;

  g_array_set_clear_func (found, ranked_clear);
  rc = sqlite3_prepare_v2 (db, match_sql[wish->kind], -1, &stmt, NULL);
  if (rc == SQLITE_OK && sqlite3_bind_parameter_count (stmt) > 0)
    {
      /* Without a word there is nothing that the index could be asked for. */
      if (wish->words[0] == NULL)
        {
          g_task_return_pointer (task, g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_match_free),
                                 (GDestroyNotify) g_ptr_array_unref);
          return;
        }
      rc = bind_names (stmt, wish);
    }
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    {
      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW)
        take_if_fitting (stmt, wish, found);
    }
  if (ytt_sqlite_failed (db, rc, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_array_sort (found, compare_ranked);
  matches = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_match_free);
  for (guint i = 0; i < found->len && i < wish->limit; i++)
    g_ptr_array_add (matches, g_steal_pointer (&g_array_index (found, Ranked, i).match));
  g_task_return_pointer (task, matches, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ytt_store_match_async:
 * @self: a store
 * @kind: what is looked for
 * @words: what was typed: beginnings of words, in any order
 * @limit: how many are wanted at most
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Finds what the document has already and may be meant.
 */
void
ytt_store_match_async (YttStore            *self,
                       YttMatchKind         kind,
                       const char          *words,
                       guint                limit,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autofree char *folded = NULL, *stripped = NULL;
  GTask *task;
  Wish *wish;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail ((guint) kind < G_N_ELEMENTS (match_sql));
  g_return_if_fail (words != NULL);

  stripped = g_strstrip (g_strdup (words));
  folded = ytt_words_fold (stripped);
  wish = g_new0 (Wish, 1);
  wish->kind = kind;
  wish->words = ytt_words_split (folded);
  wish->whole = g_steal_pointer (&folded);
  wish->limit = limit;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_match_async);
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);
  ytt_store_push_read (self, task, match_job);
}

/**
 * ytt_store_match_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttMatch): what fits, the very text first, then what begins so
 */
GPtrArray *
ytt_store_match_finish (YttStore      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_match_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
