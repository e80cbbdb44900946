#include "config.h"

#include "ytt-query-record.h"

#include "ytt-geometry.h"
#include "ytt-ledger.h"
#include "ytt-query-claims.h"

#include <glib/gi18n.h>
#include <math.h>

/* All of these take the facility's id. */

static const char facility_sql[] =
  "SELECT f.facility, f.name, f.country, f.admin1, f.locality, f.location_precision, f.location_source,"
  "       (SELECT title FROM source WHERE source = f.location_source), f.location_note, f.summary, f.geom,"
  "       s.stages, s.status"
  " FROM facility f LEFT JOIN facility_shown s ON s.id = f.id WHERE f.id = ?1";

static const char names_sql[] =
  "SELECT name FROM facility_name WHERE facility = ?1 ORDER BY name";

static const char products_sql[] =
  "SELECT product FROM facility_product WHERE facility = ?1 ORDER BY position, id";

static const char elements_sql[] =
  "SELECT element FROM facility_element WHERE facility = ?1 ORDER BY element";

static const char organisations_sql[] =
  "SELECT o.id, o.organisation, o.name, o.kind, o.country, o.website, r.role, r.share"
  " FROM facility_organisation r JOIN organisation o ON o.id = r.organisation"
  " WHERE r.facility = ?1 ORDER BY r.role, r.position, r.id";

/* All that the record rests on: its own sources, its claims', its announcements' and its links'. */
static const char sources_sql[] =
  "SELECT " YTT_SOURCE_COLUMNS " FROM source s WHERE s.id IN ("
  "  SELECT source FROM facility_source WHERE facility = ?1"
  "  UNION SELECT source FROM claim WHERE facility = ?1 AND NOT withdrawn"
  "  UNION SELECT s.source FROM announcement_facility f JOIN announcement_source s ON s.announcement = f.announcement"
  "        WHERE f.facility = ?1"
  "  UNION SELECT source FROM link WHERE from_facility = ?1"
  "  UNION SELECT source FROM link WHERE to_facility = ?1"
  "  UNION SELECT s.id FROM facility f JOIN source s ON s.source = f.location_source WHERE f.id = ?1)"
  " ORDER BY s.published DESC, s.title, s.id";

/* Those of what the record itself says and of its claims. */
static const char own_sources_sql[] =
  "SELECT " YTT_SOURCE_COLUMNS " FROM source s WHERE s.id IN ("
  "  SELECT source FROM facility_source WHERE facility = ?1"
  "  UNION SELECT source FROM claim WHERE facility = ?1 AND NOT withdrawn"
  "  UNION SELECT s.id FROM facility f JOIN source s ON s.source = f.location_source WHERE f.id = ?1)"
  " ORDER BY s.published DESC, s.title, s.id";

static const char withdrawn_sources_sql[] =
  "SELECT " YTT_SOURCE_COLUMNS " FROM source s"
  " WHERE s.id IN (SELECT source FROM claim WHERE facility = ?1 AND withdrawn) ORDER BY s.id";

static const char announcements_sql[] =
  "SELECT a.id, a.announcement, a.date, a.kind, a.title, a.summary, a.status, a.amount, a.currency,"
  "       a.amount_qualifier"
  " FROM announcement_facility f JOIN announcement a ON a.id = f.announcement"
  " WHERE f.facility = ?1 ORDER BY a.date DESC, a.id";

static const char parties_sql[] =
  "SELECT p.announcement, o.id, o.organisation, o.name, o.kind, o.country, o.website, p.role"
  " FROM announcement_facility f JOIN announcement_party p ON p.announcement = f.announcement"
  " JOIN organisation o ON o.id = p.organisation"
  " WHERE f.facility = ?1 ORDER BY p.announcement, p.position, p.id";

static const char announcement_sources_sql[] =
  "SELECT s.announcement, s.source"
  " FROM announcement_facility f JOIN announcement_source s ON s.announcement = f.announcement"
  " WHERE f.facility = ?1 ORDER BY s.announcement, s.id";

static const char links_sql[] =
  "SELECT l.id, l.link, l.to_facility IS ?1 AS incoming,"
  "       CASE WHEN l.to_facility IS ?1 THEN l.from_facility ELSE l.to_facility END,"
  "       CASE WHEN l.to_facility IS ?1 THEN NULL ELSE l.to_organisation END,"
  "       coalesce (f.name, o.name), coalesce (f.country, o.country),"
  "       l.material, l.maker, l.state, l.since, l.until, l.note, l.source, s.published, a.date"
  " FROM link l LEFT JOIN source s ON s.id = l.source"
  " LEFT JOIN announcement a ON a.id = l.announcement"
  " LEFT JOIN facility f ON f.id = CASE WHEN l.to_facility IS ?1 THEN l.from_facility ELSE l.to_facility END"
  " LEFT JOIN organisation o ON o.id = CASE WHEN l.to_facility IS ?1 THEN NULL ELSE l.to_organisation END"
  " WHERE l.from_facility = ?1 OR l.to_facility = ?1"
  " ORDER BY incoming DESC, l.state = 'ended', l.since, l.id";

typedef void (*RowFunc) (sqlite3_stmt *stmt,
                         YttRecord    *record,
                         gpointer      data);

/* Steps a statement to its end; @n_rows says how many rows there were. */
static gboolean
for_each_row (YttStatements  *statements,
              const char     *sql,
              YttRecord      *record,
              RowFunc         func,
              gpointer        data,
              guint          *n_rows,
              GError        **error)
{
  sqlite3_stmt *stmt = ytt_statements_get (statements, sql, record->id, error);
  guint n = 0;

  if (stmt == NULL)
    return FALSE;

  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      func (stmt, record, data);
      n++;
    }

  if (n_rows != NULL)
    *n_rows = n;

  return !ytt_sqlite_failed (statements->db, sqlite3_reset (stmt), error);
}

static const char *
peek_text (sqlite3_stmt *stmt,
           int           column)
{
  return (const char *) sqlite3_column_text (stmt, column);
}

static char *
dup_text_or_empty (sqlite3_stmt *stmt,
                   int           column)
{
  char *text = ytt_sqlite_dup_text (stmt, column);

  return text != NULL ? text : g_strdup ("");
}

static void
take_facility (sqlite3_stmt *stmt,
               YttRecord    *record,
               gpointer      data)
{
  const guint8 *geometry = sqlite3_column_blob (stmt, 10);

  record->slug = ytt_sqlite_dup_text (stmt, 0);
  record->name = ytt_sqlite_dup_text (stmt, 1);
  if (record->name == NULL)
    record->name = g_strdup (_("Unnamed"));
  record->country = ytt_sqlite_dup_text (stmt, 2);
  record->admin1 = ytt_sqlite_dup_text (stmt, 3);
  record->locality = ytt_sqlite_dup_text (stmt, 4);
  record->location_source = ytt_sqlite_dup_text (stmt, 6);
  record->location_source_title = ytt_sqlite_dup_text (stmt, 7);
  record->location_note = ytt_sqlite_dup_text (stmt, 8);
  record->summary = ytt_sqlite_dup_text (stmt, 9);
  record->stages = ytt_sqlite_get_stages (stmt, 11);
  ytt_status_from_code (peek_text (stmt, 12), &record->status);

  if (geometry == NULL
      || !ytt_geometry_decode_point (geometry, (gsize) sqlite3_column_bytes (stmt, 10),
                                     &record->longitude, &record->latitude))
    record->longitude = record->latitude = NAN;
  else if (!ytt_precision_from_code (peek_text (stmt, 5), &record->precision))
    record->precision = YTT_PRECISION_LOCALITY;
}

static void
take_string (sqlite3_stmt *stmt,
             YttRecord    *record,
             gpointer      data)
{
  char *text = ytt_sqlite_dup_text (stmt, 0);

  if (text != NULL)
    g_ptr_array_add (data, text);
}

static gboolean
read_strings (YttStatements  *statements,
              const char     *sql,
              YttRecord      *record,
              GStrv          *strings,
              GError        **error)
{
  g_autoptr(GPtrArray) array = g_ptr_array_new_with_free_func (g_free);

  if (!for_each_row (statements, sql, record, take_string, array, NULL, error))
    return FALSE;

  g_ptr_array_add (array, NULL);
  g_strfreev (*strings);
  *strings = (GStrv) g_ptr_array_free (g_steal_pointer (&array), FALSE);

  return TRUE;
}

/* From the column @first on: id, slug, name, kind, country, website, role. */
static YttOrganisation *
make_organisation (sqlite3_stmt *stmt,
                   int           first)
{
  YttOrganisation *organisation = g_new0 (YttOrganisation, 1);

  organisation->id = sqlite3_column_int64 (stmt, first);
  organisation->slug = ytt_sqlite_dup_text (stmt, first + 1);
  organisation->name = dup_text_or_empty (stmt, first + 2);
  organisation->kind = dup_text_or_empty (stmt, first + 3);
  organisation->country = ytt_sqlite_dup_text (stmt, first + 4);
  organisation->website = ytt_sqlite_dup_text (stmt, first + 5);
  organisation->role = dup_text_or_empty (stmt, first + 6);
  organisation->share = NAN;

  return organisation;
}

static void
take_organisation (sqlite3_stmt *stmt,
                   YttRecord    *record,
                   gpointer      data)
{
  YttOrganisation *organisation = make_organisation (stmt, 0);

  if (sqlite3_column_type (stmt, 7) != SQLITE_NULL)
    organisation->share = sqlite3_column_double (stmt, 7);

  g_ptr_array_add (g_strcmp0 (organisation->role, "operator") == 0 ? record->operators : record->owners, organisation);
}

static void
take_source (sqlite3_stmt *stmt,
             YttRecord    *record,
             gpointer      data)
{
  GHashTable *sources = data;
  YttSource *source = ytt_sqlite_dup_source (stmt, 0);

  g_ptr_array_add (record->sources, source);
  g_hash_table_insert (sources, &source->id, source);
}

static gboolean
read_figures (YttStatements  *statements,
              YttRecord      *record,
              guint32         today,
              GHashTable     *sources,
              GError        **error)
{
  GPtrArray *claims = ytt_query_read_claims (statements, record->id, error);

  if (claims == NULL)
    return FALSE;

  if (!ytt_moment_is_now (record->moment))
    {
      YttStanding standing = ytt_claims_get_standing (claims, record->moment, today);

      record->there = standing.there;
      record->status = standing.status;
      record->promised = standing.promised;
      ytt_claims_leave_out (claims, record->moment.told, &record->n_later, &record->n_undated);
    }

  for (guint i = 0; i < claims->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (claims, i);

      claim->source = g_hash_table_lookup (sources, &claim->source_id);
    }

  g_ptr_array_unref (record->figures);
  record->figures = ytt_ledger_group (claims, record->stages);

  /* The status has its own place in the pane. */
  for (guint i = 0; i < record->figures->len; i++)
    {
      YttFigure *figure = g_ptr_array_index (record->figures, i);

      if (g_strcmp0 (figure->attribute, "status") == 0)
        {
          record->status_figure = g_ptr_array_steal_index (record->figures, i);
          break;
        }
    }

  return TRUE;
}

/* What the record rests on has its source already. */
static void
take_withdrawn_source (sqlite3_stmt *stmt,
                       YttRecord    *record,
                       gpointer      data)
{
  GHashTable *sources = data;
  YttSource *source = ytt_sqlite_dup_source (stmt, 0);

  if (g_hash_table_contains (sources, &source->id))
    {
      ytt_source_free (source);
      return;
    }

  g_ptr_array_add (record->withdrawn_sources, source);
  g_hash_table_insert (sources, &source->id, source);
}

/* They count for nothing, and are there to be seen. */
static gboolean
read_withdrawn (YttStatements  *statements,
                YttRecord      *record,
                GHashTable     *sources,
                GError        **error)
{
  GPtrArray *claims = ytt_query_read_withdrawn (statements, record->id, error);
  guint n_later, n_undated;

  if (claims == NULL)
    return FALSE;

  g_ptr_array_unref (record->withdrawn);
  record->withdrawn = claims;
  if (!ytt_moment_is_now (record->moment))
    ytt_claims_leave_out (claims, record->moment.told, &n_later, &n_undated);
  if (claims->len > 0
      && !for_each_row (statements, withdrawn_sources_sql, record, take_withdrawn_source, sources, NULL, error))
    return FALSE;

  for (guint i = 0; i < claims->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (claims, i);

      claim->source = g_hash_table_lookup (sources, &claim->source_id);
    }

  return TRUE;
}

static void
take_announcement (sqlite3_stmt *stmt,
                   YttRecord    *record,
                   gpointer      data)
{
  GHashTable *announcements = data;
  YttAnnouncement *announcement;

  /* Nobody had heard of it then. */
  if (record->moment.told != 0 && ytt_day_parse (peek_text (stmt, 2)) > record->moment.told)
    return;

  announcement = g_new0 (YttAnnouncement, 1);

  announcement->id = sqlite3_column_int64 (stmt, 0);
  announcement->slug = ytt_sqlite_dup_text (stmt, 1);
  announcement->date = dup_text_or_empty (stmt, 2);
  announcement->kind = dup_text_or_empty (stmt, 3);
  announcement->title = dup_text_or_empty (stmt, 4);
  announcement->summary = ytt_sqlite_dup_text (stmt, 5);
  announcement->status = ytt_sqlite_dup_text (stmt, 6);
  announcement->amount = ytt_sqlite_dup_text (stmt, 7);
  announcement->currency = ytt_sqlite_dup_text (stmt, 8);
  announcement->amount_qualifier = ytt_sqlite_dup_text (stmt, 9);
  announcement->parties = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_organisation_free);
  announcement->sources = g_ptr_array_new ();

  g_ptr_array_add (record->announcements, announcement);
  g_hash_table_insert (announcements, &announcement->id, announcement);
}

static void
take_party (sqlite3_stmt *stmt,
            YttRecord    *record,
            gpointer      data)
{
  gint64 id = sqlite3_column_int64 (stmt, 0);
  YttAnnouncement *announcement = g_hash_table_lookup (data, &id);

  if (announcement != NULL)
    g_ptr_array_add (announcement->parties, make_organisation (stmt, 1));
}

typedef struct
{
  GHashTable *announcements;   /* id to YttAnnouncement */
  GHashTable *sources;         /* id to YttSource */
} AnnouncementsData;

static void
take_announcement_source (sqlite3_stmt *stmt,
                          YttRecord    *record,
                          gpointer      data)
{
  const AnnouncementsData *announcements = data;
  gint64 id = sqlite3_column_int64 (stmt, 0);
  gint64 source_id = sqlite3_column_int64 (stmt, 1);
  YttAnnouncement *announcement = g_hash_table_lookup (announcements->announcements, &id);
  YttSource *source = g_hash_table_lookup (announcements->sources, &source_id);

  if (announcement != NULL && source != NULL)
    g_ptr_array_add (announcement->sources, source);
}

static void
take_link (sqlite3_stmt *stmt,
           YttRecord    *record,
           gpointer      data)
{
  const guint32 *today = data;
  guint32 day = ytt_day_parse (peek_text (stmt, 14));
  YttLink *link;

  /* Nobody had told of it then, as far as its source has a day. */
  if (record->moment.told != 0 && (day == 0 || day > record->moment.told))
    return;

  link = g_new0 (YttLink, 1);
  link->id = sqlite3_column_int64 (stmt, 0);
  link->slug = ytt_sqlite_dup_text (stmt, 1);
  link->incoming = sqlite3_column_int (stmt, 2) != 0;
  link->other_facility = sqlite3_column_int64 (stmt, 3);
  link->other_organisation = sqlite3_column_int64 (stmt, 4);
  link->other_name = ytt_sqlite_dup_text (stmt, 5);
  if (link->other_name == NULL)
    link->other_name = g_strdup (_("Unknown"));
  link->other_country = ytt_sqlite_dup_text (stmt, 6);
  link->material = dup_text_or_empty (stmt, 7);
  ytt_stage_from_code (peek_text (stmt, 8), &link->maker);
  if (!ytt_link_state_from_code (peek_text (stmt, 9), &link->state))
    link->state = YTT_LINK_MEMORANDUM;   /* the least of what a link can be */
  link->since = ytt_sqlite_dup_text (stmt, 10);
  link->until = ytt_sqlite_dup_text (stmt, 11);
  link->note = ytt_sqlite_dup_text (stmt, 12);
  link->source_id = sqlite3_column_int64 (stmt, 13);
  link->standing = ytt_link_get_standing (link->state, link->since, link->until, peek_text (stmt, 15), record->moment,
                                          *today);

  if (link->standing.there)
    g_ptr_array_add (record->links, link);
  else
    ytt_link_free (link);
}

static gboolean
read_parts (YttStatements  *statements,
            YttRecord      *record,
            guint32         today,
            GError        **error)
{
  g_autoptr(GHashTable) sources = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GHashTable) announcements = g_hash_table_new (g_int64_hash, g_int64_equal);
  AnnouncementsData announcements_data = { announcements, sources };

  return read_strings (statements, names_sql, record, &record->other_names, error)
         && read_strings (statements, products_sql, record, &record->products, error)
         && read_strings (statements, elements_sql, record, &record->elements, error)
         && for_each_row (statements, organisations_sql, record, take_organisation, NULL, NULL, error)
         && for_each_row (statements, sources_sql, record, take_source, sources, NULL, error)
         && read_figures (statements, record, today, sources, error)
         && for_each_row (statements, announcements_sql, record, take_announcement, announcements, NULL, error)
         && for_each_row (statements, parties_sql, record, take_party, announcements, NULL, error)
         && for_each_row (statements, announcement_sources_sql, record, take_announcement_source, &announcements_data, NULL,
                          error)
         && for_each_row (statements, links_sql, record, take_link, &today, NULL, error)
         && read_withdrawn (statements, record, sources, error);
}

/* What the record itself says, and what is claimed on it. */
static gboolean
read_own_parts (YttStatements  *statements,
                YttRecord      *record,
                guint32         today,
                GError        **error)
{
  g_autoptr(GHashTable) sources = g_hash_table_new (g_int64_hash, g_int64_equal);

  return read_strings (statements, names_sql, record, &record->other_names, error)
         && read_strings (statements, products_sql, record, &record->products, error)
         && read_strings (statements, elements_sql, record, &record->elements, error)
         && for_each_row (statements, organisations_sql, record, take_organisation, NULL, NULL, error)
         && for_each_row (statements, own_sources_sql, record, take_source, sources, NULL, error)
         && read_figures (statements, record, today, sources, error);
}

YttRecord *
ytt_query_read_own (YttStatements  *statements,
                    gint64          id,
                    YttMoment       moment,
                    guint32         today,
                    GError        **error)
{
  g_autoptr(YttRecord) record = ytt_record_new ();
  guint n_rows;

  record->id = id;
  record->moment = moment;
  if (!for_each_row (statements, facility_sql, record, take_facility, NULL, &n_rows, error))
    return NULL;

  return n_rows == 0 || read_own_parts (statements, record, today, error) ? g_steal_pointer (&record) : NULL;
}

/* Which record is read, and as it is when. */
typedef struct
{
  gint64    id;
  YttMoment moment;
  guint32   today;    /* YYYYMMDD */
} Request;

static YttRecord *
read_record (YttStatements  *statements,
             const Request  *request,
             GError        **error)
{
  g_autoptr(YttRecord) record = ytt_record_new ();
  guint n_rows;

  record->id = request->id;
  record->moment = request->moment;
  if (!for_each_row (statements, facility_sql, record, take_facility, NULL, &n_rows, error))
    return NULL;

  if (n_rows == 0)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("The facility is no longer in the document"));
      return NULL;
    }

  return read_parts (statements, record, request->today, error) ? g_steal_pointer (&record) : NULL;
}

static void
record_job (GTask        *task,
            sqlite3      *db,
            gpointer      task_data,
            GCancellable *cancellable)
{
  const Request *request = task_data;
  YttRecord *record = NULL;
  GError *error = NULL;

  /* One transaction, so that the parts are of one state of the document. */
  if (ytt_sqlite_exec (db, "BEGIN", &error))
    {
      g_autoptr(YttStatements) statements = ytt_statements_new (db);

      record = read_record (statements, request, &error);
      g_clear_pointer (&statements, ytt_statements_free);
      sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
    }

  if (record != NULL)
    g_task_return_pointer (task, record, (GDestroyNotify) ytt_record_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_record_async:
 * @self: a store
 * @id: the key of a facility
 * @moment: what the record tells of; zeroed for now
 * @cancellable: (nullable): a cancellable
 * @callback: called when the record is there
 * @user_data: for @callback
 *
 * Reads one facility whole. Claims that were withdrawn are left out; with the second clock so are claims and
 * announcements of later, and claims without a date.
 */
void
ytt_store_get_record_async (YttStore            *self,
                            gint64               id,
                            YttMoment            moment,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Request request = { id, moment, 0 };
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  request.today = ytt_store_get_today (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_record_async);
  g_task_set_task_data (task, g_memdup2 (&request, sizeof request), g_free);
  ytt_store_push_read (self, task, record_job);
}

/**
 * ytt_store_get_record_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error, %YTT_ERROR_NOT_FOUND if the facility is gone
 *
 * Returns: (transfer full) (nullable): the record
 */
YttRecord *
ytt_store_get_record_finish (YttStore      *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_record_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
