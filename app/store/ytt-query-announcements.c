#include "config.h"

#include "ytt-query-announcements.h"

#include "ytt-format.h"
#include "ytt-query-text.h"
#include "ytt-query-words.h"

#include <math.h>
#include <string.h>

/* Conditions are looked at here and not in SQL: each announcement has to be looked at anyway, for the counts of kinds
 * are those under the other conditions. */

static const char announcements_sql[] = "SELECT id, date, kind, title, amount, currency FROM announcement";

/* How often a reading looks whether it is still wanted, in rows. */
#define CHECK_EVERY 1024

/* What is known of an announcement beside its own row. */
typedef struct
{
  gint64   id;
  guint32  words;        /* which words one of its parties has, a bit each */
  gboolean is_party;     /* whether the wanted party is one of its */
  gboolean is_placed;    /* whether it names one of the facilities found */
} Aside;

typedef struct
{
  const YttAnnouncementQuery *query;
  GCancellable               *cancellable;
  GStrv                       words;        /* folded */
  guint                       n_words;
  GHashTable                 *asides;       /* (owned) id to Aside */
  GHashTable                 *currencies;   /* (owned) code to number */
  GHashTable                 *kinds;        /* (owned) code to KindNumbers */
  YttAnnouncementResult      *result;
} Reading;

typedef struct
{
  guint n;         /* under the other conditions */
  guint n_total;   /* in the document */
} KindNumbers;

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 id_a = *(const gint64 *) a, id_b = *(const gint64 *) b;

  return (id_a > id_b) - (id_a < id_b);
}

static Aside *
get_aside (Reading *reading,
           gint64   id)
{
  Aside *aside = g_hash_table_lookup (reading->asides, &id);

  if (aside == NULL)
    {
      aside = g_new0 (Aside, 1);
      aside->id = id;
      g_hash_table_insert (reading->asides, &aside->id, aside);
    }

  return aside;
}

typedef void (*RowFunc) (sqlite3_stmt *stmt,
                         Reading      *reading,
                         gpointer      data);

static gboolean
for_each_row (Reading     *reading,
              sqlite3     *db,
              const char  *sql,
              RowFunc      func,
              gpointer     data,
              GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  guint n_rows = 0;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      func (stmt, reading, data);
      if (++n_rows % CHECK_EVERY == 0 && g_cancellable_set_error_if_cancelled (reading->cancellable, error))
        return FALSE;
    }

  return !ytt_sqlite_failed (db, rc, error);
}

/* Text is folded far more often than it needs to be taken apart. */
static char *
fold_text (const char *text)
{
  if (text == NULL)
    return g_strdup ("");

  return g_str_is_ascii (text) ? g_ascii_strdown (text, -1) : ytt_words_fold (text);
}

static guint32
match_words (Reading    *reading,
             const char *text)
{
  g_autofree char *folded = fold_text (text);
  guint32 found = 0;

  for (guint i = 0; i < reading->n_words; i++)
    if (ytt_words_begin (folded, reading->words[i]))
      found |= 1u << i;

  return found;
}

/* Organisations are few beside the announcements that they are parties to. */
static void
match_organisation (sqlite3_stmt *stmt,
                    Reading      *reading,
                    gpointer      data)
{
  GHashTable *found = data;
  gint64 id = sqlite3_column_int64 (stmt, 0);
  g_autofree char *name = ytt_sqlite_dup_text (stmt, 1);
  guint32 words = match_words (reading, name);

  if (words != 0)
    g_hash_table_insert (found, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (words));
}

static void
take_party (sqlite3_stmt *stmt,
            Reading      *reading,
            gpointer      data)
{
  gint64 organisation = sqlite3_column_int64 (stmt, 1);
  guint32 words = GPOINTER_TO_UINT (g_hash_table_lookup (data, &organisation));

  if (words == 0 && organisation != reading->query->party)
    return;

  get_aside (reading, sqlite3_column_int64 (stmt, 0))->words |= words;
  if (organisation == reading->query->party)
    get_aside (reading, sqlite3_column_int64 (stmt, 0))->is_party = TRUE;
}

static gboolean
read_parties (Reading  *reading,
              sqlite3  *db,
              GError  **error)
{
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (reading->n_words == 0 && reading->query->party == 0)
    return TRUE;

  return for_each_row (reading, db, "SELECT id, name FROM organisation", match_organisation, found, error)
         && for_each_row (reading, db, "SELECT announcement, organisation FROM announcement_party", take_party, found,
                          error);
}

static void
take_place (sqlite3_stmt *stmt,
            Reading      *reading,
            gpointer      data)
{
  const GArray *ids = data;
  gint64 facility = sqlite3_column_int64 (stmt, 1);

  if (bsearch (&facility, ids->data, ids->len, sizeof (gint64), compare_ids) != NULL)
    get_aside (reading, sqlite3_column_int64 (stmt, 0))->is_placed = TRUE;
}

static gboolean
read_places (Reading  *reading,
             sqlite3  *db,
             GError  **error)
{
  g_autoptr(GArray) ids = NULL;

  if (reading->query->facilities == NULL)
    return TRUE;

  ids = g_array_copy (reading->query->facilities);
  g_array_sort (ids, compare_ids);

  return for_each_row (reading, db, "SELECT announcement, facility FROM announcement_facility", take_place, ids, error);
}

static gboolean
has_words (Reading      *reading,
           sqlite3_stmt *stmt,
           const Aside  *aside)
{
  g_autofree char *amount = NULL;
  guint32 wanted = reading->n_words == 32 ? G_MAXUINT32 : (1u << reading->n_words) - 1;
  g_autofree char *title = NULL;
  guint32 found;

  if (reading->n_words == 0)
    return TRUE;

  title = ytt_sqlite_dup_text (stmt, 3);
  amount = ytt_sqlite_dup_text (stmt, 4);
  found = match_words (reading, title) | (aside != NULL ? aside->words : 0);
  if (found != wanted && amount != NULL)
    {
      /* As it is shown, so that "500 million" is found. */
      g_autofree char *currency = ytt_sqlite_dup_text (stmt, 5);
      g_autofree char *text = ytt_format_amount (amount, currency, NULL);

      found |= match_words (reading, text);
    }

  return found == wanted;
}

static gboolean
has_amount (const YttAnnouncementQuery *query,
            sqlite3_stmt               *stmt)
{
  const char *amount = (const char *) sqlite3_column_text (stmt, 4);
  double value;

  if (query->currency == NULL)
    return TRUE;
  if (amount == NULL || g_strcmp0 ((const char *) sqlite3_column_text (stmt, 5), query->currency) != 0)
    return FALSE;

  value = g_ascii_strtod (amount, NULL);

  return !(value < query->amount_min) && !(value > query->amount_max);
}

static gboolean
has_date (const YttAnnouncementQuery *query,
          guint32                     day)
{
  if (query->since != 0 && (day == 0 || ytt_period_get_last (day) < query->since))
    return FALSE;

  return query->until == 0 || (day != 0 && ytt_period_get_first (day) <= query->until);
}

static KindNumbers *
get_kind (Reading    *reading,
          const char *kind)
{
  KindNumbers *numbers = g_hash_table_lookup (reading->kinds, kind);

  if (numbers == NULL)
    {
      numbers = g_new0 (KindNumbers, 1);
      g_hash_table_insert (reading->kinds, g_strdup (kind), numbers);
    }

  return numbers;
}

static void
take_announcement (sqlite3_stmt *stmt,
                   Reading      *reading,
                   gpointer      data)
{
  const YttAnnouncementQuery *query = reading->query;
  YttAnnouncementResult *result = reading->result;
  const char *date = (const char *) sqlite3_column_text (stmt, 1);
  g_autofree char *currency = ytt_sqlite_dup_text (stmt, 5);
  g_autofree char *kind = ytt_sqlite_dup_text (stmt, 2);
  YttAnnouncementEntry entry = { sqlite3_column_int64 (stmt, 0), ytt_period_parse (date) };
  const Aside *aside = g_hash_table_lookup (reading->asides, &entry.id);
  KindNumbers *numbers = get_kind (reading, kind != NULL ? kind : "");
  gboolean is_told, is_here, is_kind;

  numbers->n_total++;
  result->n_total++;
  if (currency != NULL)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (reading->currencies, currency));

      g_hash_table_insert (reading->currencies, g_strdup (currency), GUINT_TO_POINTER (n + 1));
    }

  if (!has_date (query, entry.day) || !has_amount (query, stmt)
      || (query->party != 0 && (aside == NULL || !aside->is_party)) || !has_words (reading, stmt, aside))
    return;

  is_told = query->told == 0 || (entry.day != 0 && ytt_period_get_first (entry.day) <= query->told);
  is_here = query->facilities == NULL || (aside != NULL && aside->is_placed);
  is_kind = query->kinds == NULL
            || g_strv_contains ((const char * const *) query->kinds, kind != NULL ? kind : "");

  if (is_told && is_here)
    numbers->n++;
  if (!is_kind)
    return;

  if (is_told && is_here)
    {
      g_array_append_val (result->entries, entry);
      result->n_unreadable += entry.day == 0 && date != NULL && *date != '\0';
    }
  else if (is_told)
    result->n_elsewhere++;
  else if (is_here)
    result->n_later++;
}

/* The newest first. An undated one has the day 0, and so comes last. */
static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const YttAnnouncementEntry *entry_a = a, *entry_b = b;

  if (entry_a->day != entry_b->day)
    return entry_a->day < entry_b->day ? 1 : -1;

  return compare_ids (&entry_a->id, &entry_b->id);
}

static int
compare_kinds (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const char *kind_a = ((const YttKindCount *) a)->kind, *kind_b = ((const YttKindCount *) b)->kind;
  const KindNumbers *numbers_a = g_hash_table_lookup (user_data, kind_a);
  const KindNumbers *numbers_b = g_hash_table_lookup (user_data, kind_b);

  if (numbers_a->n_total != numbers_b->n_total)
    return numbers_a->n_total < numbers_b->n_total ? 1 : -1;

  return strcmp (kind_a, kind_b);
}

static int
compare_currencies (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  const char *currency_a = *(const char *const *) a, *currency_b = *(const char *const *) b;
  guint n_a = GPOINTER_TO_UINT (g_hash_table_lookup (user_data, currency_a));
  guint n_b = GPOINTER_TO_UINT (g_hash_table_lookup (user_data, currency_b));

  return n_a != n_b ? (n_a < n_b ? 1 : -1) : strcmp (currency_a, currency_b);
}

static void
finish (Reading *reading)
{
  YttAnnouncementResult *result = reading->result;
  g_autoptr(GPtrArray) currencies = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key, value;

  g_array_sort (result->entries, compare_entries);

  g_hash_table_iter_init (&iter, reading->kinds);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      YttKindCount count = { g_strdup (key), ((KindNumbers *) value)->n };

      g_array_append_val (result->kinds, count);
    }
  g_array_sort_with_data (result->kinds, compare_kinds, reading->kinds);

  g_hash_table_iter_init (&iter, reading->currencies);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (currencies, g_utf8_make_valid (key, -1));
  g_ptr_array_sort_with_data (currencies, compare_currencies, reading->currencies);
  g_ptr_array_add (currencies, NULL);
  g_strfreev (result->currencies);
  result->currencies = (GStrv) g_ptr_array_free (g_steal_pointer (&currencies), FALSE);
}

/* One transaction, so that the parts agree. */
static gboolean
read_all (Reading  *reading,
          sqlite3  *db,
          GError  **error)
{
  gboolean read;

  if (!ytt_sqlite_exec (db, "BEGIN", error))
    return FALSE;

  read = read_parties (reading, db, error)
         && read_places (reading, db, error)
         && for_each_row (reading, db, announcements_sql, take_announcement, NULL, error);
  sqlite3_exec (db, read ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);

  return read;
}

static void
announcements_job (GTask        *task,
                   sqlite3      *db,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  g_autoptr(YttAnnouncementResult) result = ytt_announcement_result_new ();
  g_autoptr(GHashTable) asides = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr(GHashTable) currencies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const YttAnnouncementQuery *query = task_data;
  g_autofree char *folded = ytt_words_fold (query->words != NULL ? query->words : "");
  g_auto(GStrv) words = ytt_words_split (folded);
  Reading reading = { query, cancellable, words, MIN (g_strv_length (words), 32), asides, currencies, kinds, result };
  GError *error = NULL;

  if (read_all (&reading, db, &error))
    {
      finish (&reading);
      g_task_return_pointer (task, g_steal_pointer (&result), (GDestroyNotify) ytt_announcement_result_free);
    }
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_announcements_async:
 * @self: a store
 * @query: which announcements are wanted
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are known
 * @user_data: for @callback
 *
 * Finds announcements, and counts those of each kind under the other conditions. Their rows are read apart, by
 * ytt_store_get_announcement_rows_async().
 */
void
ytt_store_get_announcements_async (YttStore                   *self,
                                   const YttAnnouncementQuery *query,
                                   GCancellable               *cancellable,
                                   GAsyncReadyCallback         callback,
                                   gpointer                    user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (query != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_announcements_async);
  g_task_set_task_data (task, ytt_announcement_query_copy (query), (GDestroyNotify) ytt_announcement_query_free);
  ytt_store_push_read (self, task, announcements_job);
}

/**
 * ytt_store_get_announcements_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what was found
 */
YttAnnouncementResult *
ytt_store_get_announcements_finish (YttStore      *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_announcements_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
