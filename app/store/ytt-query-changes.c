#include "config.h"

#include "ytt-query-changes.h"

#include "ytt-query-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Only facilities of which something was told in that year or later are looked at. A year is enough for the newest
 * claim to be compared as text: "2025" comes before "2025-01-01", though it counts as that day. */
#define RECENT "SELECT id FROM facility_shown WHERE newest_claim >= ?1"

static const char claims_sql[] =
  "SELECT " YTT_CLAIM_COLUMNS ", c.facility, " YTT_SOURCE_COLUMNS ", f.name, f.country"
  " FROM claim c JOIN facility f ON f.id = c.facility LEFT JOIN source s ON s.id = c.source"
  " WHERE c.facility IN (" RECENT ") AND c.attribute IN ('status', 'start') AND NOT c.withdrawn"
  " ORDER BY c.facility, c.attribute, c.part";

static const char pairs_sql[] =
  "SELECT x.a, x.b FROM facility_shown s JOIN claim_contradiction x ON x.facility = s.id"
  " WHERE s.contradicted AND s.newest_claim >= ?1";

static const char claim_sql[] =
  "SELECT " YTT_CLAIM_COLUMNS ", c.facility, " YTT_SOURCE_COLUMNS ", f.name, f.country"
  " FROM claim c JOIN facility f ON f.id = c.facility LEFT JOIN source s ON s.id = c.source WHERE c.id = ?1";

enum
{
  FACILITY = YTT_N_CLAIM_COLUMNS,
  SOURCE,
  NAME = SOURCE + YTT_N_SOURCE_COLUMNS,
  COUNTRY,
};

/* A claim with all that is known around it. */
typedef struct
{
  YttClaim  *claim;
  YttSource *source;     /* (nullable) */
  gint64     facility;
  char      *name;
  char      *country;
  guint32    day;        /* the first day of when it was made; 0 for no date */
} Told;

typedef struct
{
  guint32 since;
  guint32 told;
} Days;

static void
told_free (Told *told)
{
  ytt_claim_free (told->claim);
  ytt_source_free (told->source);
  g_free (told->name);
  g_free (told->country);
  g_free (told);
}

static void
change_free (YttNewsItem *change)
{
  ytt_claim_free (change->claim);
  ytt_claim_free (change->before);
  ytt_source_free (change->source);
  ytt_source_free (change->before_source);
  g_free (change->facility_name);
  g_free (change->country);
  g_free (change);
}

void
ytt_news_free (YttNews *changes)
{
  if (changes == NULL)
    return;

  g_clear_pointer (&changes->opened, g_ptr_array_unref);
  g_clear_pointer (&changes->slipped, g_ptr_array_unref);
  g_clear_pointer (&changes->contradicted, g_ptr_array_unref);
  g_free (changes);
}

static YttNews *
changes_new (void)
{
  YttNews *changes = g_new0 (YttNews, 1);

  changes->opened = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  changes->slipped = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  changes->contradicted = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);

  return changes;
}

static Told *
make_told (sqlite3_stmt *stmt)
{
  Told *told = g_new0 (Told, 1);

  told->claim = ytt_sqlite_dup_claim (stmt, 0);
  told->source = ytt_sqlite_dup_source (stmt, SOURCE);
  told->claim->source = told->source;
  told->facility = sqlite3_column_int64 (stmt, FACILITY);
  told->name = ytt_sqlite_dup_text (stmt, NAME);
  if (told->name == NULL)
    told->name = g_strdup (_("Unnamed"));
  told->country = ytt_sqlite_dup_text (stmt, COUNTRY);
  told->day = ytt_period_get_first (ytt_period_parse (told->claim->as_of));

  return told;
}

static YttSource *
copy_source (const YttSource *source)
{
  YttSource *copy;

  if (source == NULL)
    return NULL;

  copy = g_new0 (YttSource, 1);
  copy->id = source->id;
  copy->slug = g_strdup (source->slug);
  copy->title = g_strdup (source->title);
  copy->publisher = g_strdup (source->publisher);
  copy->published = g_strdup (source->published);
  copy->url = g_strdup (source->url);

  return copy;
}

/* One claim may be of two changes. */
static YttClaim *
copy_claim (const YttClaim *claim,
            YttSource      *source)
{
  YttClaim *copy = g_memdup2 (claim, sizeof *claim);

  copy->slug = g_strdup (claim->slug);
  copy->attribute = g_strdup (claim->attribute);
  copy->part = g_strdup (claim->part);
  copy->scope = g_strdup (claim->scope);
  copy->value = g_strdup (claim->value);
  copy->value_max = g_strdup (claim->value_max);
  copy->unit = g_strdup (claim->unit);
  copy->basis = g_strdup (claim->basis);
  copy->as_of = g_strdup (claim->as_of);
  copy->note = g_strdup (claim->note);
  copy->pin_reason = g_strdup (claim->pin_reason);
  copy->source = source;

  return copy;
}

static void
add_change (GPtrArray  *changes,
            const Told *now,
            const Told *before)
{
  YttNewsItem *change = g_new0 (YttNewsItem, 1);

  change->facility = now->facility;
  change->facility_name = g_strdup (now->name);
  change->country = g_strdup (now->country);
  change->day = ytt_period_parse (now->claim->as_of);
  change->source = copy_source (now->source);
  change->claim = copy_claim (now->claim, change->source);
  if (before != NULL)
    {
      change->before_source = copy_source (before->source);
      change->before = copy_claim (before->claim, change->before_source);
    }

  g_ptr_array_add (changes, change);
}

static gboolean
is_open (const Told *told)
{
  return strcmp (told->claim->value, "commissioning") == 0 || strcmp (told->claim->value, "operating") == 0;
}

static guint32
get_begin (const Told *told)
{
  return ytt_period_get_first (ytt_period_parse (told->claim->value));
}

static guint32
get_end (const Told *told)
{
  const YttClaim *claim = told->claim;

  return ytt_period_get_last (ytt_period_parse (claim->value_max != NULL ? claim->value_max : claim->value));
}

/* (nullable): the claim told last before @day. */
static const Told *
find_before (GPtrArray *told,
             YttTense   tense,
             guint32    day)
{
  const Told *before = NULL;

  for (guint i = 0; i < told->len; i++)
    {
      const Told *one = g_ptr_array_index (told, i);

      if (one->day == 0 || one->day >= day || one->claim->tense != tense)
        continue;

      /* Of several told on one day the latest start counts, so that nothing slips that may not have. */
      if (before == NULL || one->day > before->day || (one->day == before->day && get_end (one) > get_end (before)))
        before = one;
    }

  return before;
}

/* Of the claims on a status: the newest since then that says it is open, where the one before then did not. */
static gboolean
look_at_status (GPtrArray  *told,
                const Days *days,
                YttNews *changes)
{
  const Told *before = find_before (told, YTT_TENSE_STATED, days->since);
  const Told *now = NULL;

  for (guint i = 0; i < told->len; i++)
    {
      const Told *one = g_ptr_array_index (told, i);

      if (one->day >= days->since && one->claim->tense == YTT_TENSE_STATED && (now == NULL || one->day > now->day))
        now = one;
    }

  if (now == NULL || before == NULL || !is_open (now) || strcmp (before->claim->value, "operating") == 0
      || strcmp (before->claim->value, now->claim->value) == 0)
    return FALSE;

  add_change (changes->opened, now, before);

  return TRUE;
}

/* Of the statements of a start: the newest told, where the day it names is since then. */
static void
look_at_start (GPtrArray  *told,
               const Days *days,
               YttNews *changes)
{
  const Told *now = NULL;

  for (guint i = 0; i < told->len; i++)
    {
      const Told *one = g_ptr_array_index (told, i);

      if (one->day != 0 && one->claim->tense == YTT_TENSE_STATED && (now == NULL || one->day > now->day))
        now = one;
    }

  if (now != NULL && now->day >= days->since && get_begin (now) >= days->since)
    add_change (changes->opened, now, NULL);
}

/* Of the promises of a start: the newest since then that names a later time than the one told before it. */
static void
look_at_promises (GPtrArray  *told,
                  const Days *days,
                  YttNews *changes)
{
  const Told *now = NULL, *earlier = NULL;

  for (guint i = 0; i < told->len; i++)
    {
      const Told *one = g_ptr_array_index (told, i);
      const Told *before;

      if (one->day < days->since || one->claim->tense != YTT_TENSE_PROMISED || (now != NULL && one->day <= now->day))
        continue;

      before = find_before (told, YTT_TENSE_PROMISED, one->day);
      if (before == NULL || get_end (before) == 0 || get_begin (one) <= get_end (before))
        continue;

      now = one;
      earlier = before;
    }

  if (now != NULL)
    add_change (changes->slipped, now, earlier);
}

/* All that was told of one thing: status or start, of the whole or a part. */
static void
look_at_thing (GPtrArray  *told,
               const Days *days,
               GHashTable *opened,
               YttNews *changes)
{
  const Told *first;

  if (told->len == 0)
    return;

  first = g_ptr_array_index (told, 0);
  if (strcmp (first->claim->attribute, "status") == 0)
    {
      if (look_at_status (told, days, changes))
        g_hash_table_add (opened, g_memdup2 (&first->facility, sizeof first->facility));
      return;
    }

  look_at_promises (told, days, changes);
  look_at_start (told, days, changes);
}

/* Where the status tells of an opening, a start need not tell of it again. */
static void
drop_told_twice (GPtrArray  *opened,
                 GHashTable *by_status)
{
  for (guint i = opened->len; i > 0; i--)
    {
      const YttNewsItem *change = g_ptr_array_index (opened, i - 1);

      if (strcmp (change->claim->attribute, "start") == 0 && g_hash_table_contains (by_status, &change->facility))
        g_ptr_array_remove_index (opened, i - 1);
    }
}

static gboolean
is_same_thing (const Told *a,
               const Told *b)
{
  return a->facility == b->facility && strcmp (a->claim->attribute, b->claim->attribute) == 0
         && strcmp (a->claim->part, b->claim->part) == 0;
}

/* A company's or a country's start is not the plant's. */
static gboolean
counts (const Told *told,
        const Days *days)
{
  return told->day != 0 && (days->told == 0 || told->day <= days->told)
         && (told->claim->pinned || strcmp (told->claim->scope, "site") == 0
             || strcmp (told->claim->scope, "phase") == 0);
}

static gboolean
read_claims (sqlite3     *db,
             const Days  *days,
             YttNews  *changes,
             GError     **error)
{
  g_autoptr(GPtrArray) thing = g_ptr_array_new_with_free_func ((GDestroyNotify) told_free);
  g_autoptr(GHashTable) opened = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autofree char *year = g_strdup_printf ("%04u", days->since / 10000);
  int rc = sqlite3_prepare_v2 (db, claims_sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, year, -1, SQLITE_STATIC);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      Told *told = make_told (stmt);

      if (thing->len > 0 && !is_same_thing (told, g_ptr_array_index (thing, 0)))
        {
          look_at_thing (thing, days, opened, changes);
          g_ptr_array_set_size (thing, 0);
        }

      if (counts (told, days))
        g_ptr_array_add (thing, told);
      else
        told_free (told);
    }

  look_at_thing (thing, days, opened, changes);
  drop_told_twice (changes->opened, opened);

  return !ytt_sqlite_failed (db, rc, error);
}

/* (transfer full) (nullable): NULL and no error where it is gone */
static Told *
read_claim (sqlite3       *db,
            sqlite3_stmt  *stmt,
            gint64         id,
            GError       **error)
{
  Told *told = NULL;
  int rc;

  sqlite3_bind_int64 (stmt, 1, id);
  rc = sqlite3_step (stmt);
  if (rc == SQLITE_ROW)
    told = make_told (stmt);
  sqlite3_reset (stmt);
  ytt_sqlite_failed (db, rc, error);

  return told;
}

static gboolean
is_slip (const Told *now,
         const Told *before)
{
  return strcmp (now->claim->attribute, "start") == 0 && now->claim->tense == YTT_TENSE_PROMISED
         && get_begin (now) > get_end (before);
}

static gboolean
take_pair (sqlite3       *db,
           sqlite3_stmt  *stmt,
           const gint64  *pair,
           const Days    *days,
           YttNews    *changes,
           GError       **error)
{
  GError *failure = NULL;
  Told *a = read_claim (db, stmt, pair[0], &failure);
  Told *b = failure == NULL ? read_claim (db, stmt, pair[1], &failure) : NULL;

  if (a != NULL && b != NULL)
    {
      gboolean b_is_later = b->day > a->day || (b->day == a->day && b->claim->id > a->claim->id);
      const Told *now = b_is_later ? b : a;
      const Told *before = b_is_later ? a : b;

      if (now->day >= days->since && (days->told == 0 || now->day <= days->told) && !is_slip (now, before))
        add_change (changes->contradicted, now, before);
    }

  g_clear_pointer (&a, told_free);
  g_clear_pointer (&b, told_free);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);

  return FALSE;
}

static gboolean
read_contradictions (sqlite3     *db,
                     const Days  *days,
                     YttNews  *changes,
                     GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autoptr(sqlite3_stmt) claim = NULL;
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, 2 * sizeof (gint64));
  g_autofree char *year = g_strdup_printf ("%04u", days->since / 10000);
  int rc = sqlite3_prepare_v2 (db, pairs_sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2 (db, claim_sql, -1, &claim, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, year, -1, SQLITE_STATIC);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      gint64 pair[2] = { sqlite3_column_int64 (stmt, 0), sqlite3_column_int64 (stmt, 1) };

      g_array_append_vals (pairs, pair, 1);
    }
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  for (guint i = 0; i < pairs->len; i++)
    if (!take_pair (db, claim, (const gint64 *) (gconstpointer) pairs->data + 2 * i, days, changes, error))
      return FALSE;

  return TRUE;
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const YttNewsItem *change_a = *(const YttNewsItem *const *) a, *change_b = *(const YttNewsItem *const *) b;
  int order = strcmp (change_a->facility_name, change_b->facility_name);

  if (change_a->day != change_b->day)
    return change_a->day < change_b->day ? 1 : -1;
  if (order != 0)
    return order;

  return (change_a->claim->id > change_b->claim->id) - (change_a->claim->id < change_b->claim->id);
}

static void
changes_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Days *days = task_data;
  g_autoptr(YttNews) changes = changes_new ();
  GError *error = NULL;
  gboolean read;

  if (!ytt_sqlite_exec (db, "BEGIN", &error))
    {
      g_task_return_error (task, error);
      return;
    }

  read = read_claims (db, days, changes, &error) && read_contradictions (db, days, changes, &error);
  sqlite3_exec (db, read ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
  if (!read)
    {
      g_task_return_error (task, error);
      return;
    }

  g_ptr_array_sort (changes->opened, compare_changes);
  g_ptr_array_sort (changes->slipped, compare_changes);
  g_ptr_array_sort (changes->contradicted, compare_changes);
  g_task_return_pointer (task, g_steal_pointer (&changes), (GDestroyNotify) ytt_news_free);
}

/**
 * ytt_store_get_changes_async:
 * @self: a store
 * @since: a day, as YYYYMMDD
 * @told: only claims made up to this day count, as YYYYMMDD; 0 for all
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are known
 * @user_data: for @callback
 *
 * Finds what changed since a day. A claim was made on the first day of what its date names, and one without a date is
 * left out. Only claims on the plant itself count for the first two, each of the whole or of the same part:
 *
 * - It *opened* if the newest status told since then is commissioning or operating, and the one told last before then
 *   was neither the same nor operating; else if the start that was stated last is told since then and not before then.
 * - It *slipped* if a start promised since then begins after the end of the time that the promise before it named. Of
 *   several the newest counts.
 * - A claim *contradicts* an earlier one if the two contradict by the ledger's rule and it was made since then. A
 *   promised start that is later than another is no contradiction but a delay, and left to the rule before.
 */
void
ytt_store_get_changes_async (YttStore            *self,
                             guint32              since,
                             guint32              told,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Days days = { since, told };
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_changes_async);
  g_task_set_task_data (task, g_memdup2 (&days, sizeof days), g_free);
  ytt_store_push_read (self, task, changes_job);
}

/**
 * ytt_store_get_changes_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what changed
 */
YttNews *
ytt_store_get_changes_finish (YttStore      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_changes_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
