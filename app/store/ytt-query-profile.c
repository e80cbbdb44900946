#include "config.h"

#include "ytt-store-profile.h"

#include "ytt-query-links.h"
#include "ytt-query-statistics.h"
#include "ytt-query-text.h"
#include "ytt-timeline.h"

#include <glib/gi18n.h>
#include <math.h>

/* More than that nobody reads here; the filter shows them all. */
#define MOST_ITEMS 200

static const char organisation_sql[] =
  "SELECT o.name, o.kind, o.country, o.website, p.id, p.organisation, p.name, p.kind, p.country, p.website"
  " FROM organisation o LEFT JOIN organisation p ON p.id = o.parent WHERE o.id = ?1";

#define ORGANISATIONS "SELECT id, organisation, name, kind, country, website FROM organisation"
static const char children_sql[] = ORGANISATIONS " WHERE parent = ?1 ORDER BY name, id";
static const char residents_sql[] = ORGANISATIONS " WHERE country = ?1 ORDER BY name, id";

static const char stakes_sql[] =
  "SELECT r.facility, r.role, r.share FROM facility_organisation r"
  " JOIN facility_shown s ON s.id = r.facility WHERE r.organisation = ?1 ORDER BY s.sort_name, r.facility, r.role";
static const char sites_sql[] =
  "SELECT id, '', NULL FROM facility_shown WHERE country = ?1 ORDER BY sort_name, id";

#define ANNOUNCEMENTS \
  "SELECT a.id, a.announcement, a.date, a.kind, a.title, a.amount, a.currency, a.amount_qualifier FROM announcement a"
static const char party_announcements_sql[] =
  ANNOUNCEMENTS " WHERE a.id IN (SELECT announcement FROM announcement_party WHERE organisation = ?1)"
  " ORDER BY a.date DESC, a.id";
static const char country_announcements_sql[] =
  ANNOUNCEMENTS " WHERE a.id IN (SELECT x.announcement FROM announcement_facility x JOIN facility f ON f.id = x.facility"
  "                              WHERE f.country = ?1"
  "                              UNION"
  "                              SELECT y.announcement FROM announcement_party y"
  "                              JOIN organisation o ON o.id = y.organisation WHERE o.country = ?1)"
  " ORDER BY a.date DESC, a.id";

#define ITS_FACILITIES "(SELECT facility FROM facility_organisation WHERE organisation = ?1)"
static const char its_links[] =
  "l.to_organisation = ?1 OR l.from_facility IN " ITS_FACILITIES " OR l.to_facility IN " ITS_FACILITIES;
static const char border_links[] =
  "(f.country IS ?1) <> (coalesce (t.country, o.country) IS ?1)";

typedef struct
{
  gint64     organisation;
  char      *country;
  YttMoment  moment;
  guint32    today;          /* YYYYMMDD */
} Query;

/* A profile in hand. */
typedef struct
{
  sqlite3      *db;
  const Query  *query;
  YttProfile   *profile;
  GCancellable *cancellable;
} Reading;

typedef void (*RowFunc) (sqlite3_stmt *stmt,
                         Reading      *reading);

static void
query_free (gpointer data)
{
  Query *query = data;

  g_free (query->country);
  g_free (query);
}

static gboolean
for_each_row (Reading     *reading,
              const char  *sql,
              RowFunc      func,
              GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (reading->db, sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK && reading->query->country != NULL)
    rc = sqlite3_bind_text (stmt, 1, reading->query->country, -1, SQLITE_STATIC);
  else if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, reading->query->organisation);
  if (ytt_sqlite_failed (reading->db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    func (stmt, reading);

  return !ytt_sqlite_failed (reading->db, rc, error)
         && !g_cancellable_set_error_if_cancelled (reading->cancellable, error);
}

static char *
dup_text (sqlite3_stmt *stmt,
          int           column)
{
  char *text = ytt_sqlite_dup_text (stmt, column);

  return text != NULL ? text : g_strdup ("");
}

/* From the column @first on: id, slug, name, kind, country, website. */
static YttOrganisation *
make_organisation (sqlite3_stmt *stmt,
                   int           first)
{
  YttOrganisation *organisation = g_new0 (YttOrganisation, 1);

  organisation->id = sqlite3_column_int64 (stmt, first);
  organisation->slug = ytt_sqlite_dup_text (stmt, first + 1);
  organisation->name = dup_text (stmt, first + 2);
  organisation->kind = dup_text (stmt, first + 3);
  organisation->country = ytt_sqlite_dup_text (stmt, first + 4);
  organisation->website = ytt_sqlite_dup_text (stmt, first + 5);
  organisation->role = g_strdup ("");
  organisation->share = NAN;

  return organisation;
}

static void
take_itself (sqlite3_stmt *stmt,
             Reading      *reading)
{
  YttProfile *profile = reading->profile;

  profile->organisation = reading->query->organisation;
  profile->name = dup_text (stmt, 0);
  profile->kind = dup_text (stmt, 1);
  profile->country = ytt_sqlite_dup_text (stmt, 2);
  profile->website = ytt_sqlite_dup_text (stmt, 3);
  if (sqlite3_column_type (stmt, 4) != SQLITE_NULL)
    profile->parent = make_organisation (stmt, 4);
}

static void
take_organisation (sqlite3_stmt *stmt,
                   Reading      *reading)
{
  if (reading->profile->n_organisations++ < MOST_ITEMS)
    g_ptr_array_add (reading->profile->organisations, make_organisation (stmt, 0));
}

/* An operator that owns too has two rows, one after the other. */
static void
take_stake (sqlite3_stmt *stmt,
            Reading      *reading)
{
  GArray *stakes = reading->profile->stakes;
  const char *role = (const char *) sqlite3_column_text (stmt, 1);
  gint64 facility = sqlite3_column_int64 (stmt, 0);
  YttStake *stake = stakes->len > 0 ? &g_array_index (stakes, YttStake, stakes->len - 1) : NULL;

  if (stake == NULL || stake->facility != facility)
    {
      YttStake first = { .facility = facility, .share = NAN };

      g_array_append_val (stakes, first);
      stake = &g_array_index (stakes, YttStake, stakes->len - 1);
    }

  if (g_strcmp0 (role, "operator") == 0)
    stake->operates = TRUE;
  else if (g_strcmp0 (role, "owner") == 0)
    stake->owns = TRUE;
  if (sqlite3_column_type (stmt, 2) != SQLITE_NULL)
    stake->share = sqlite3_column_double (stmt, 2);
}

static void
take_announcement (sqlite3_stmt *stmt,
                   Reading      *reading)
{
  g_autofree char *date = dup_text (stmt, 2);
  YttAnnouncement *announcement;

  /* What was announced later is not told of yet. */
  if (reading->query->moment.told != 0
      && (ytt_day_parse (date) == 0 || ytt_day_parse (date) > reading->query->moment.told))
    return;

  if (reading->profile->n_announcements++ >= MOST_ITEMS)
    return;

  announcement = g_new0 (YttAnnouncement, 1);
  announcement->id = sqlite3_column_int64 (stmt, 0);
  announcement->slug = ytt_sqlite_dup_text (stmt, 1);
  announcement->date = g_steal_pointer (&date);
  announcement->kind = dup_text (stmt, 3);
  announcement->title = dup_text (stmt, 4);
  announcement->amount = ytt_sqlite_dup_text (stmt, 5);
  announcement->currency = ytt_sqlite_dup_text (stmt, 6);
  announcement->amount_qualifier = ytt_sqlite_dup_text (stmt, 7);
  g_ptr_array_add (reading->profile->announcements, announcement);
}

static gboolean
read_organisation (Reading  *reading,
                   GError  **error)
{
  YttProfile *profile = reading->profile;

  if (!for_each_row (reading, organisation_sql, take_itself, error))
    return FALSE;

  if (profile->name == NULL)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("The organisation is no longer in the document"));
      return FALSE;
    }

  return for_each_row (reading, children_sql, take_organisation, error)
         && for_each_row (reading, stakes_sql, take_stake, error)
         && for_each_row (reading, party_announcements_sql, take_announcement, error)
         && ytt_links_read (reading->db, its_links, reading->query->organisation, NULL, reading->query->moment,
                            reading->query->today, MOST_ITEMS, profile->links, &profile->n_links, error);
}

static gboolean
read_country (Reading  *reading,
              GError  **error)
{
  YttProfile *profile = reading->profile;
  const char *country = reading->query->country;

  profile->country = g_strdup (country);
  profile->name = g_strdup (ytt_country_get_name (country));
  profile->kind = g_strdup ("");

  return for_each_row (reading, residents_sql, take_organisation, error)
         && for_each_row (reading, sites_sql, take_stake, error)
         && for_each_row (reading, country_announcements_sql, take_announcement, error)
         && ytt_links_read (reading->db, border_links, 0, country, reading->query->moment, reading->query->today,
                            MOST_ITEMS, profile->links, &profile->n_links, error)
         && ytt_statistics_read (reading->db, country, reading->query->moment, profile->statistics, error);
}

static void
profile_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr(YttProfile) profile = ytt_profile_new ();
  Reading reading = { db, task_data, profile, cancellable };
  gboolean done = FALSE;
  GError *error = NULL;

  /* One transaction, so that the parts are of one state of the document. */
  if (ytt_sqlite_exec (db, "BEGIN", &error))
    {
      done = reading.query->country != NULL ? read_country (&reading, &error) : read_organisation (&reading, &error);
      sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
    }

  if (done)
    g_task_return_pointer (task, g_steal_pointer (&profile), (GDestroyNotify) ytt_profile_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_profile_async:
 * @self: a store
 * @organisation: the key of an organisation, 0 for a country
 * @country: (nullable): ISO 3166-1 alpha-2, for a country
 * @moment: with its second clock put back, only what had been announced and published by then
 * @cancellable: (nullable): a cancellable
 * @callback: called when the profile is there
 * @user_data: for @callback
 *
 * Reads all that the document ties to an organisation or a country.
 */
void
ytt_store_get_profile_async (YttStore            *self,
                             gint64               organisation,
                             const char          *country,
                             YttMoment            moment,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;
  Query *query;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail ((organisation != 0) != (country != NULL));

  query = g_new0 (Query, 1);
  query->organisation = organisation;
  query->country = g_strdup (country);
  query->moment = moment;
  query->today = ytt_store_get_today (self);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_profile_async);
  g_task_set_task_data (task, query, query_free);
  ytt_store_push_read (self, task, profile_job);
}

/**
 * ytt_store_get_profile_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error, %YTT_ERROR_NOT_FOUND if the organisation is gone
 *
 * Returns: (transfer full) (nullable): the profile
 */
YttProfile *
ytt_store_get_profile_finish (YttStore      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_profile_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
