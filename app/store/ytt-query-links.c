#include "config.h"

#include "ytt-query-links.h"
#include "ytt-query-text.h"

#include "ytt-geometry.h"
#include "ytt-timeline.h"

#include <glib/gi18n.h>
#include <math.h>

#define COLUMNS \
  "SELECT l.id, l.material, l.maker, l.state, l.since, l.until, l.note, coalesce (s.publisher, s.title)," \
  "       s.published, s.url," \
  "       f.id, NULL, f.name, f.country, f.geom, fs.stages, fs.status," \
  "       t.id, o.id, coalesce (t.name, o.name), coalesce (t.country, o.country), t.geom, ts.stages, ts.status," \
  "       a.date, f.location_precision, t.location_precision" \
  " FROM link l" \
  " JOIN facility f ON f.id = l.from_facility" \
  " LEFT JOIN facility_shown fs ON fs.id = f.id" \
  " LEFT JOIN facility t ON t.id = l.to_facility" \
  " LEFT JOIN facility_shown ts ON ts.id = t.id" \
  " LEFT JOIN organisation o ON o.id = l.to_organisation AND l.to_facility IS NULL" \
  " LEFT JOIN source s ON s.id = l.source" \
  " LEFT JOIN announcement a ON a.id = l.announcement"

/* What flows goes before what is promised, and what has ended is last. */
#define ORDER \
  " ORDER BY CASE l.state WHEN 'operating' THEN 0 WHEN 'contracted' THEN 1 WHEN 'planned' THEN 2" \
  "          WHEN 'memorandum' THEN 3 ELSE 4 END, l.id"

/* With the second clock put back to ?3, only what a source had told by then: a month or a year comes before its days.
 * With a year ?4, only what is there at its end. */
#define AT_MOMENT \
  " AND (?3 IS NULL OR s.published <= ?3)" \
  " AND (?4 = 0 OR ytt_link_is_there (l.state, l.since, l.until, a.date, ?4, ?5, ?6))"

/* ?1: the facility, ?2: how many at most, ?3: a day, or null, ?4: a year, or 0, ?5: that day as a number, or 0,
 * ?6: today */
static const char facility_sql[] =
  COLUMNS " WHERE (l.from_facility = ?1 OR l.to_facility = ?1)" AT_MOMENT ORDER " LIMIT ?2";
static const char upstream_sql[] = COLUMNS " WHERE l.to_facility = ?1" AT_MOMENT ORDER " LIMIT ?2";
static const char downstream_sql[] = COLUMNS " WHERE l.from_facility = ?1" AT_MOMENT ORDER " LIMIT ?2";

/* The other tables are only asked for the links that are kept. */
static const char all_sql[] =
  COLUMNS " WHERE l.id IN (SELECT l.id FROM link l LEFT JOIN source s ON s.id = l.source"
  "                        LEFT JOIN announcement a ON a.id = l.announcement WHERE ?1 = ?1" AT_MOMENT ORDER
  " LIMIT ?2)" ORDER;

/* ?1: the announcement. */
#define ITS_FACILITIES "(SELECT facility FROM announcement_facility WHERE announcement = ?1)"
static const char announcement_sql[] =
  COLUMNS " WHERE (l.announcement = ?1 OR (l.from_facility IN " ITS_FACILITIES " AND l.to_facility IN " ITS_FACILITIES "))"
  AT_MOMENT ORDER " LIMIT ?2";

static const char root_sql[] =
  "SELECT f.id, NULL, f.name, f.country, f.geom, s.stages, s.status, f.location_precision"
  " FROM facility f LEFT JOIN facility_shown s ON s.id = f.id WHERE f.id = ?1";

static const char *
peek_text (sqlite3_stmt *stmt,
           int           column)
{
  return (const char *) sqlite3_column_text (stmt, column);
}

/* From the column @first on: facility, organisation, name, country, geometry, stages, status; and in another, how exactly
 * its place is known. */
static void
take_end (sqlite3_stmt *stmt,
          int           first,
          int           precision,
          YttSupplyEnd *end)
{
  const guint8 *geometry = sqlite3_column_blob (stmt, first + 4);

  end->facility = sqlite3_column_int64 (stmt, first);
  end->organisation = sqlite3_column_int64 (stmt, first + 1);
  end->name = ytt_sqlite_dup_text (stmt, first + 2);
  if (end->name == NULL)
    end->name = g_strdup (end->facility != 0 ? _("Unnamed") : _("Unknown"));
  end->country = ytt_sqlite_dup_text (stmt, first + 3);
  end->stages = ytt_sqlite_get_stages (stmt, first + 5);
  ytt_status_from_code (peek_text (stmt, first + 6), &end->status);

  if (geometry == NULL
      || !ytt_geometry_decode_point (geometry, (gsize) sqlite3_column_bytes (stmt, first + 4),
                                     &end->longitude, &end->latitude))
    end->longitude = end->latitude = NAN;
  else if (!ytt_precision_from_code (peek_text (stmt, precision), &end->precision))
    end->precision = YTT_PRECISION_LOCALITY;
}

/* SQL: ytt_link_is_there (state, since, until, announced, year, told, today) */
static void
is_there_cb (sqlite3_context  *context,
             int               n_values,
             sqlite3_value   **values)
{
  YttMoment moment = { (gint16) sqlite3_value_int (values[4]), (guint32) sqlite3_value_int64 (values[5]) };
  YttLinkState state = YTT_LINK_MEMORANDUM;   /* as in take_link() */
  const char *texts[4];

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    texts[i] = (const char *) sqlite3_value_text (values[i]);
  ytt_link_state_from_code (texts[0], &state);
  sqlite3_result_int (context, ytt_link_get_standing (state, texts[1], texts[2], texts[3], moment,
                                                      (guint32) sqlite3_value_int64 (values[6])).there);
}

/*< private >
 * ytt_links_add_functions:
 * @db: a connection
 * @error: return location for an error
 *
 * Registers ytt_link_is_there(), by which links are read as they stand at a year.
 *
 * Returns: whether the connection has it now
 */
gboolean
ytt_links_add_functions (sqlite3  *db,
                         GError  **error)
{
  int rc = sqlite3_create_function_v2 (db, "ytt_link_is_there", 7,
                                       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, is_there_cb,
                                       NULL, NULL, NULL);

  return !ytt_sqlite_failed (db, rc, error);
}

/* The clocks of a question, and what day it is. */
typedef struct
{
  YttMoment moment;
  guint32   today;    /* YYYYMMDD */
} Clocks;

static YttSupplyLink *
take_link (sqlite3_stmt *stmt,
           Clocks        clocks)
{
  YttSupplyLink *link = ytt_supply_link_new ();

  link->id = sqlite3_column_int64 (stmt, 0);
  link->material = ytt_sqlite_dup_text (stmt, 1);
  if (link->material == NULL)
    link->material = g_strdup ("");
  ytt_stage_from_code (peek_text (stmt, 2), &link->maker);
  if (!ytt_link_state_from_code (peek_text (stmt, 3), &link->state))
    link->state = YTT_LINK_MEMORANDUM;   /* the least of what a link can be */
  link->since = ytt_sqlite_dup_text (stmt, 4);
  link->until = ytt_sqlite_dup_text (stmt, 5);
  link->note = ytt_sqlite_dup_text (stmt, 6);
  link->source = ytt_sqlite_dup_text (stmt, 7);
  link->source_date = ytt_sqlite_dup_text (stmt, 8);
  link->source_url = ytt_sqlite_dup_text (stmt, 9);
  link->standing = ytt_link_get_standing (link->state, link->since, link->until, peek_text (stmt, 24), clocks.moment,
                                          clocks.today);
  take_end (stmt, 10, 25, &link->from);
  take_end (stmt, 17, 26, &link->to);

  return link;
}

/* They stay bound when the statement is reset. */
static int
bind_clocks (sqlite3_stmt *stmt,
             Clocks        clocks)
{
  g_autofree char *day = clocks.moment.told != 0 ? ytt_day_to_iso (clocks.moment.told) : NULL;
  int rc = sqlite3_bind_text (stmt, 3, day, -1, SQLITE_TRANSIENT);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int (stmt, 4, clocks.moment.year);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 5, clocks.moment.told);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 6, clocks.today);

  return rc;
}

/*< private >
 * ytt_links_read:
 * @db: the connection of the calling thread
 * @condition: SQL on link l, facilities f and t, and organisation o; ?1 is @id, or @text where that is given
 * @id: a key
 * @text: (nullable): a text
 * @moment: only what had been told by its second clock, and is there in its year
 * @today: the day it is, YYYYMMDD
 * @limit: how many links at most
 * @links: (element-type YttSupplyLink): where they are added
 * @n: (out): how many there are, also of those beyond @limit
 * @error: return location for an error
 *
 * Returns: whether they could be read
 */
gboolean
ytt_links_read (sqlite3     *db,
                const char  *condition,
                gint64       id,
                const char  *text,
                YttMoment    moment,
                guint32      today,
                guint        limit,
                GPtrArray   *links,
                guint       *n,
                GError     **error)
{
  g_autofree char *sql = g_strconcat (COLUMNS " WHERE (", condition, ")" AT_MOMENT ORDER, NULL);
  const Clocks clocks = { moment, today };
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = text != NULL ? sqlite3_bind_text (stmt, 1, text, -1, SQLITE_STATIC) : sqlite3_bind_int64 (stmt, 1, id);
  if (rc == SQLITE_OK)
    rc = bind_clocks (stmt, clocks);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  *n = 0;
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    if ((*n)++ < limit)
      g_ptr_array_add (links, take_link (stmt, clocks));

  return !ytt_sqlite_failed (db, rc, error);
}

/* Steps a prepared statement for one facility to its end. Links that @links has already are left out; of those
 * beyond its @limit only that there are some is told. */
static gboolean
read_links (sqlite3_stmt  *stmt,
            gint64         facility,
            guint          limit,
            Clocks         clocks,
            GHashTable    *known,
            GPtrArray     *links,
            gboolean      *cut,
            GError       **error)
{
  sqlite3 *db = sqlite3_db_handle (stmt);
  int rc;

  sqlite3_reset (stmt);
  rc = sqlite3_bind_int64 (stmt, 1, facility);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 2, (gint64) limit + 1);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);
      YttSupplyLink *link;

      if (g_hash_table_contains (known, &id))
        continue;
      if (links->len >= limit)
        {
          *cut = TRUE;
          continue;
        }

      link = take_link (stmt, clocks);
      g_ptr_array_add (links, link);
      g_hash_table_add (known, &link->id);
    }
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  sqlite3_reset (stmt);

  return TRUE;
}

static sqlite3_stmt *
prepare (sqlite3     *db,
         const char  *sql,
         Clocks       clocks,
         GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK && sqlite3_bind_parameter_count (stmt) >= 3)
    rc = bind_clocks (stmt, clocks);

  return ytt_sqlite_failed (db, rc, error) ? NULL : g_steal_pointer (&stmt);
}

typedef struct
{
  YttLinksScope      scope;
  gint64             first;
  GArray            *ids;        /* (nullable) (element-type gint64) */
  guint              limit;
  Clocks             clocks;
  YttChainDirection  direction;
  gboolean           cut;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->ids, g_array_unref);
  g_free (question);
}

static GPtrArray *
answer (sqlite3      *db,
        Question     *question,
        GCancellable *cancellable,
        GError      **error)
{
  g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_supply_link_unref);
  g_autoptr(GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(sqlite3_stmt) one = prepare (db, facility_sql, question->clocks, error);
  g_autoptr(sqlite3_stmt) all = one != NULL ? prepare (db, all_sql, question->clocks, error) : NULL;
  g_autoptr(sqlite3_stmt) its = all != NULL ? prepare (db, announcement_sql, question->clocks, error) : NULL;

  if (its == NULL)
    return NULL;

  if (question->first != 0 &&
      !read_links (question->scope == YTT_LINKS_OF_ANNOUNCEMENT ? its : one, question->first, question->limit,
                   question->clocks, known, links, &question->cut, error))
    return NULL;

  if (question->scope == YTT_LINKS_OF_ALL &&
      !read_links (all, 0, question->limit, question->clocks, known, links, &question->cut, error))
    return NULL;

  for (guint i = 0; question->scope == YTT_LINKS_OF_IDS && i < question->ids->len && !question->cut; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !read_links (one, g_array_index (question->ids, gint64, i), question->limit, question->clocks, known, links,
                     &question->cut, error))
      return NULL;

  return g_steal_pointer (&links);
}

static void
links_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  GPtrArray *links = NULL;
  GError *error = NULL;

  /* One transaction, so that the links are of one state of the document. */
  if (ytt_sqlite_exec (db, "BEGIN", &error))
    {
      links = answer (db, task_data, cancellable, &error);
      sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
    }

  if (links != NULL)
    g_task_return_pointer (task, links, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_links_async:
 * @self: a store
 * @scope: whose links to read
 * @first: a facility whose links come first, whatever the limit leaves out, 0 for none; with
 *   %YTT_LINKS_OF_ANNOUNCEMENT, the announcement
 * @ids: (nullable) (element-type gint64) (transfer none): with %YTT_LINKS_OF_IDS, the facilities, the most important
 *   first; it must not change any more
 * @limit: how many links to read at most
 * @moment: only what a source had told by its second clock, and is there in its year, see ytt_link_get_standing()
 * @cancellable: (nullable): a cancellable
 * @callback: called when the links are there
 * @user_data: for @callback
 *
 * Reads supply links with both their ends. A link belongs to the facility that it leaves and to the one that it
 * reaches, and is read once. Of all links those that flow come first, then what is contracted, planned and in a
 * memorandum, and last what has ended.
 */
void
ytt_store_get_links_async (YttStore            *self,
                           YttLinksScope        scope,
                           gint64               first,
                           GArray              *ids,
                           guint                limit,
                           YttMoment            moment,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Question *question;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (scope != YTT_LINKS_OF_IDS || ids != NULL);

  question = g_new0 (Question, 1);
  question->scope = scope;
  question->first = first;
  question->ids = ids != NULL ? g_array_ref (ids) : NULL;
  question->limit = limit;
  question->clocks = (Clocks) { moment, ytt_store_get_today (self) };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_links_async);
  g_task_set_task_data (task, question, question_free);
  ytt_store_push_read (self, task, links_job);
}

/**
 * ytt_store_get_links_finish:
 * @self: a store
 * @result: what the callback got
 * @cut: (out) (optional): whether the limit left links out
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttSupplyLink): the links
 */
GPtrArray *
ytt_store_get_links_finish (YttStore      *self,
                            GAsyncResult  *result,
                            gboolean      *cut,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_links_async), NULL);

  if (cut != NULL)
    *cut = ((Question *) g_task_get_task_data (G_TASK (result)))->cut;

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  sqlite3_stmt *stmt;
  guint         limit;
  Clocks        clocks;
  GCancellable *cancellable;
} Reader;

static GPtrArray *
fetch_cb (gint64    facility,
          gpointer  user_data,
          GError  **error)
{
  Reader *reader = user_data;
  g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_supply_link_unref);
  g_autoptr(GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean cut = FALSE;

  /* One more than the chain takes in all shows it that there are more. */
  if (g_cancellable_set_error_if_cancelled (reader->cancellable, error) ||
      !read_links (reader->stmt, facility, reader->limit + 1, reader->clocks, known, links, &cut, error))
    return NULL;

  return g_steal_pointer (&links);
}

static YttChain *
follow (sqlite3       *db,
        Question      *question,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr(sqlite3_stmt) stmt =
    prepare (db, question->direction == YTT_CHAIN_UPSTREAM ? upstream_sql : downstream_sql, question->clocks, error);
  g_autoptr(sqlite3_stmt) root = stmt != NULL ? prepare (db, root_sql, question->clocks, error) : NULL;
  Reader reader = { stmt, question->limit, question->clocks, cancellable };
  YttSupplyEnd end = { 0 };
  YttChain *chain;
  int rc;

  if (root == NULL)
    return NULL;

  sqlite3_bind_int64 (root, 1, question->first);
  rc = sqlite3_step (root);
  if (ytt_sqlite_failed (db, rc, error))
    return NULL;
  if (rc != SQLITE_ROW)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("The facility is no longer in the document"));
      return NULL;
    }

  take_end (root, 0, 7, &end);
  sqlite3_reset (root);
  chain = ytt_chain_new (&end, question->direction, question->limit, fetch_cb, &reader, error);
  g_free (end.name);
  g_free (end.country);

  return chain;
}

static void
trace_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  YttChain *chain = NULL;
  GError *error = NULL;

  if (ytt_sqlite_exec (db, "BEGIN", &error))
    {
      chain = follow (db, task_data, cancellable, &error);
      sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
    }

  if (chain != NULL)
    g_task_return_pointer (task, chain, (GDestroyNotify) ytt_chain_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_trace_async:
 * @self: a store
 * @facility: where to begin
 * @direction: which way to go
 * @limit: how many steps to take at most
 * @moment: only what a source had told by its second clock, and is there in its year, see ytt_link_get_standing()
 * @cancellable: (nullable): a cancellable
 * @callback: called when the chain is there
 * @user_data: for @callback
 *
 * Follows supply links from a facility over as many steps as there are, see ytt_chain_new().
 */
void
ytt_store_trace_async (YttStore            *self,
                       gint64               facility,
                       YttChainDirection    direction,
                       guint                limit,
                       YttMoment            moment,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Question *question;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  question = g_new0 (Question, 1);
  question->first = facility;
  question->direction = direction;
  question->limit = limit;
  question->clocks = (Clocks) { moment, ytt_store_get_today (self) };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_trace_async);
  g_task_set_task_data (task, question, question_free);
  ytt_store_push_read (self, task, trace_job);
}

/**
 * ytt_store_trace_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error, %YTT_ERROR_NOT_FOUND if the facility is gone
 *
 * Returns: (transfer full) (nullable): the chain
 */
YttChain *
ytt_store_trace_finish (YttStore      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_trace_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
