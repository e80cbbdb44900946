#include "config.h"

#include "ytt-store-sources.h"

#include "ytt-query-text.h"
#include "ytt-supply-link.h"
#include "ytt-timeline.h"

/* Of more facilities than this, all of the document are read in one go: to ask for each takes longer then. */
#define MOST_ASKED 5000

/* What a source weighs that tells of the selected facility, and of a supply link; of any other facility it is 1. */
#define WEIGHT_SELECTED 1000000000
#define WEIGHT_LINK 1000

/* ?1: the facility */
static const char now_sql[] =
  "SELECT fs.id, c.source FROM facility_shown fs JOIN claim c ON c.id = fs.status_claim WHERE fs.id = ?1";
static const char all_now_sql[] =
  "SELECT fs.id, c.source FROM facility_shown fs JOIN claim c ON c.id = fs.status_claim";

/* In the order of keys, as the rule of the two clocks wants them. */
#define CLAIMS \
  "SELECT facility, source, attribute, part, scope, value, value_max, unit, basis, qualifier, tense, as_of, pinned" \
  " FROM claim WHERE attribute IN ('status', 'start', 'completion', 'construction-start') AND NOT withdrawn"
static const char moment_sql[] = CLAIMS " AND facility = ?1 ORDER BY attribute, id";
static const char all_moment_sql[] = CLAIMS " ORDER BY facility, attribute, id";

static const char link_sql[] = "SELECT source FROM link WHERE id = ?1 AND source IS NOT NULL";
static const char source_sql[] = "SELECT " YTT_SOURCE_COLUMNS " FROM source s WHERE s.id = ?1";

enum
{
  FACILITY,
  SOURCE,
  ATTRIBUTE,
  PART,
  SCOPE,
  VALUE,
  VALUE_MAX,
  UNIT,
  BASIS,
  QUALIFIER,
  TENSE,
  AS_OF,
  PINNED,
};

typedef struct
{
  GArray     *facilities;   /* (owned) (element-type gint64) sorted */
  GArray     *links;        /* (owned) (element-type gint64) */
  gint64      selected;
  YttMoment   moment;
  guint32     today;

  GHashTable *weights;      /* (owned): gint64 of a source to its Weighed */
  GArray     *claims;       /* (owned) (element-type YttTimelineClaim): of the facility at hand */
  GArray     *sources;      /* (owned) (element-type gint64): of these, in the order in which they were read */
  gint64      facility;     /* at hand */
} Question;

typedef struct
{
  gint64     id;
  gint64     weight;
  YttSource *source;   /* (nullable) */
} Weighed;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_array_unref (question->facilities);
  g_array_unref (question->links);
  g_hash_table_unref (question->weights);
  g_array_unref (question->claims);
  g_array_unref (question->sources);
  g_free (question);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

static void
weigh (Question *question,
       gint64    source,
       gint64    weight)
{
  Weighed *weighed = g_hash_table_lookup (question->weights, &source);

  if (weighed == NULL)
    {
      weighed = g_new0 (Weighed, 1);
      weighed->id = source;
      g_hash_table_insert (question->weights, &weighed->id, weighed);
    }
  weighed->weight += weight;
}

static gboolean
is_asked (Question *question,
          gint64    facility)
{
  return g_array_binary_search (question->facilities, &facility, compare_ids, NULL);
}

static gint64
get_weight (Question *question,
            gint64    facility)
{
  return facility == question->selected ? WEIGHT_SELECTED : 1;
}

static const char *
peek_text (sqlite3_stmt *stmt,
           int           column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);

  return text != NULL ? text : "";
}

/* All claims of the facility at hand are there. */
static void
close_facility (Question *question)
{
  YttTimelineClaim *claims = (YttTimelineClaim *) (gpointer) question->claims->data;
  guint n = question->claims->len;
  const YttTimelineClaim *reason;

  if (n == 0)
    return;

  ytt_timeline_sort (claims, n);
  reason = ytt_timeline_find_reason (claims, n, question->moment, question->today);
  if (reason != NULL && is_asked (question, question->facility))
    weigh (question, g_array_index (question->sources, gint64, reason->order),
           get_weight (question, question->facility));
  g_array_set_size (question->claims, 0);
  g_array_set_size (question->sources, 0);
}

static void
take_claim (Question     *question,
            sqlite3_stmt *stmt)
{
  gint64 source = sqlite3_column_int64 (stmt, SOURCE), facility = sqlite3_column_int64 (stmt, FACILITY);
  YttTimelineClaim short_claim;
  YttClaim claim = {
    .attribute = (char *) peek_text (stmt, ATTRIBUTE),
    .part = (char *) peek_text (stmt, PART),
    .scope = (char *) peek_text (stmt, SCOPE),
    .value = (char *) peek_text (stmt, VALUE),
    .unit = (char *) peek_text (stmt, UNIT),
    .basis = (char *) peek_text (stmt, BASIS),
    .as_of = (char *) peek_text (stmt, AS_OF),
    .pinned = sqlite3_column_int (stmt, PINNED) != 0,
    .source_id = source,
  };

  if (facility != question->facility)
    close_facility (question);
  question->facility = facility;

  if (*peek_text (stmt, VALUE_MAX) != '\0')
    claim.value_max = (char *) peek_text (stmt, VALUE_MAX);
  ytt_sqlite_read_meaning (stmt, QUALIFIER, TENSE, &claim);
  if (!ytt_timeline_claim_init (&short_claim, &claim))
    return;

  g_array_append_val (question->claims, short_claim);
  g_array_append_val (question->sources, source);
}

/* Steps through the statuses of one facility, or of all. */
static int
read_statuses (Question     *question,
               sqlite3_stmt *stmt)
{
  gboolean is_now = ytt_moment_is_now (question->moment);
  int rc;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    if (!is_now)
      take_claim (question, stmt);
    else if (is_asked (question, sqlite3_column_int64 (stmt, FACILITY)))
      weigh (question, sqlite3_column_int64 (stmt, SOURCE),
             get_weight (question, sqlite3_column_int64 (stmt, FACILITY)));
  close_facility (question);

  return rc;
}

static gboolean
weigh_statuses (Question  *question,
                sqlite3   *db,
                GError   **error)
{
  gboolean all = question->facilities->len > MOST_ASKED, is_now = ytt_moment_is_now (question->moment);
  const char *sql = is_now ? (all ? all_now_sql : now_sql) : (all ? all_moment_sql : moment_sql);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;
  if (all)
    return !ytt_sqlite_failed (db, read_statuses (question, stmt), error);

  for (guint i = 0; i < question->facilities->len; i++)
    {
      sqlite3_bind_int64 (stmt, 1, g_array_index (question->facilities, gint64, i));
      rc = read_statuses (question, stmt);
      if (ytt_sqlite_failed (db, rc, error))
        return FALSE;
      sqlite3_reset (stmt);
    }

  return TRUE;
}

static gboolean
weigh_links (Question  *question,
             sqlite3   *db,
             GError   **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, link_sql, -1, &stmt, NULL);

  for (guint i = 0; i < question->links->len && rc == SQLITE_OK; i++)
    {
      sqlite3_bind_int64 (stmt, 1, g_array_index (question->links, gint64, i));
      while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
        weigh (question, sqlite3_column_int64 (stmt, 0), WEIGHT_LINK);
      if (rc == SQLITE_DONE)
        rc = sqlite3_reset (stmt);
    }

  return !ytt_sqlite_failed (db, rc, error);
}

/* The heaviest first, then the newest. */
static int
compare_weighed (gconstpointer a,
                 gconstpointer b)
{
  const Weighed *one = *(const Weighed * const *) a, *other = *(const Weighed * const *) b;
  int order = (other->weight > one->weight) - (other->weight < one->weight);

  if (order != 0)
    return order;
  order = g_strcmp0 (other->source->published, one->source->published);

  return order != 0 ? order : compare_ids (&one->id, &other->id);
}

/* (transfer full) (nullable) (element-type YttSource) */
static GPtrArray *
read_sources (Question  *question,
              sqlite3   *db,
              GError   **error)
{
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, source_sql, -1, &stmt, NULL);
  GHashTableIter iter;
  Weighed *weighed;

  g_hash_table_iter_init (&iter, question->weights);
  while (rc == SQLITE_OK && g_hash_table_iter_next (&iter, NULL, (gpointer *) &weighed))
    {
      sqlite3_bind_int64 (stmt, 1, weighed->id);
      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW)
        {
          weighed->source = ytt_sqlite_dup_source (stmt, 0);
          g_ptr_array_add (found, weighed);
          g_ptr_array_add (sources, weighed->source);
        }
      if (rc == SQLITE_ROW || rc == SQLITE_DONE)
        rc = sqlite3_reset (stmt);
    }
  if (ytt_sqlite_failed (db, rc, error))
    return NULL;

  g_ptr_array_sort (found, compare_weighed);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_index (sources, i) = ((Weighed *) g_ptr_array_index (found, i))->source;

  return g_steal_pointer (&sources);
}

static void
sources_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Question *question = task_data;
  GPtrArray *sources = NULL;
  GError *error = NULL;

  if (ytt_sqlite_exec (db, "BEGIN", &error))
    {
      if (weigh_statuses (question, db, &error) && weigh_links (question, db, &error))
        sources = read_sources (question, db, &error);
      sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
    }

  if (sources != NULL)
    g_task_return_pointer (task, sources, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_shown_sources_async:
 * @self: a store
 * @facilities: (element-type gint64): those whose status is shown
 * @links: (nullable) (element-type YttSupplyLink): those that are shown
 * @selected: the one of the facilities that matters most, 0 for none
 * @moment: the moment that is shown
 * @cancellable: (nullable): a cancellable
 * @callback: called when the sources are there
 * @user_data: for @callback
 *
 * Finds the sources that a map rests on: of each status that is shown, by the rule of the two clocks, the source of the
 * claim that says so; and the sources of supply links. That of the selected facility is first, then those of links, then
 * those that tell of most facilities, the newest first.
 */
void
ytt_store_get_shown_sources_async (YttStore            *self,
                                   GArray              *facilities,
                                   GPtrArray           *links,
                                   gint64               selected,
                                   YttMoment            moment,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  Question *question;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (facilities != NULL);

  question = g_new0 (Question, 1);
  question->facilities = g_array_copy (facilities);
  g_array_sort (question->facilities, compare_ids);
  question->links = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; links != NULL && i < links->len; i++)
    g_array_append_val (question->links, ((const YttSupplyLink *) g_ptr_array_index (links, i))->id);
  question->selected = selected;
  question->moment = moment;
  question->today = ytt_store_get_today (self);
  question->weights = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  question->claims = g_array_new (FALSE, FALSE, sizeof (YttTimelineClaim));
  question->sources = g_array_new (FALSE, FALSE, sizeof (gint64));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_shown_sources_async);
  g_task_set_task_data (task, question, question_free);
  ytt_store_push_read (self, task, sources_job);
}

/**
 * ytt_store_get_shown_sources_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttSource): the sources, the most important first
 */
GPtrArray *
ytt_store_get_shown_sources_finish (YttStore      *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_shown_sources_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
