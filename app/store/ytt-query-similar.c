#include "config.h"

#include "ytt-store-rows.h"

#include "ytt-geometry.h"
#include "ytt-query-alike.h"
#include "ytt-query-text.h"
#include "ytt-query-words.h"
#include "ytt-store-private.h"

#include <math.h>

/* How near a facility of the same operator is likely to be the same one. */
#define NEAR_KM 2.0

/* Of the mean Earth: a 360th of 2 pi times 6371.0088 km (IUGG). */
#define KM_PER_DEGREE 111.19508

/* Names as frequent as that tell nothing. */
#define MAX_SAME_NAME 1000

static const char named_sql[] =
  "SELECT f.id, f.name, f.country FROM search s JOIN facility f ON f.id = s.rowid"
  " WHERE search MATCH ?1 AND f.id <> ?2 LIMIT ?3";

static const char other_names_sql[] =
  "SELECT name FROM facility WHERE id = ?1 UNION ALL SELECT name FROM facility_name WHERE facility = ?1";

static const char place_sql[] =
  "SELECT geom FROM facility WHERE id = ?1";

static const char operated_sql[] =
  "SELECT DISTINCT f.id, f.name, f.country, f.geom FROM facility_organisation mine"
  " JOIN facility_organisation other ON other.organisation = mine.organisation"
  "  AND other.role = 'operator' AND other.facility <> mine.facility"
  " JOIN facility f ON f.id = other.facility"
  " WHERE mine.facility = ?1 AND mine.role = 'operator' AND f.geom IS NOT NULL";

typedef struct
{
  YttMatchKind  kind;
  gint64        key;    /* 0 for one that is not there yet */
  char         *name;   /* (owned) (nullable) */
} Like;

static void
like_free (Like *like)
{
  g_free (like->name);
  g_free (like);
}

/* Nothing but its words, without marks and case. */
static char *
bare_name (const char *name)
{
  g_autofree char *folded = ytt_words_fold (name);
  g_auto(GStrv) words = ytt_words_split (folded);

  return g_strjoinv (" ", words);
}

static gboolean
has_name (sqlite3     *db,
          gint64       facility,
          const char  *bare,
          gboolean    *has,
          GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  *has = FALSE;
  rc = sqlite3_prepare_v2 (db, other_names_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, facility);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        g_autofree char *name = ytt_sqlite_dup_text (stmt, 0);
        g_autofree char *other = name != NULL ? bare_name (name) : NULL;

        *has = *has || g_strcmp0 (bare, other) == 0;
      }

  return !ytt_sqlite_failed (db, rc, error);
}

static gboolean
find_named (sqlite3     *db,
            const Like  *like,
            GPtrArray   *matches,
            GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autoptr(GString) expression = g_string_new ("{name names} :");
  g_autofree char *bare = bare_name (like->name);
  g_auto(GStrv) words = ytt_words_split (bare);
  gboolean has;
  int rc;

  if (words[0] == NULL)
    return TRUE;

  g_string_append (expression, " (");
  for (gsize i = 0; words[i] != NULL; i++)
    g_string_append_printf (expression, "%s\"%s\"", i > 0 ? " " : "", words[i]);
  g_string_append_c (expression, ')');

  rc = sqlite3_prepare_v2 (db, named_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, expression->str, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 2, like->key);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int (stmt, 3, MAX_SAME_NAME);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        if (!has_name (db, sqlite3_column_int64 (stmt, 0), bare, &has, error))
          return FALSE;
        if (has)
          ytt_query_add_match (matches, stmt);
      }

  return !ytt_sqlite_failed (db, rc, error);
}

static gboolean
peek_place (sqlite3_stmt *stmt,
            int           column,
            double       *longitude,
            double       *latitude)
{
  const guint8 *geometry = sqlite3_column_blob (stmt, column);

  return geometry != NULL
         && ytt_geometry_decode_point (geometry, (gsize) sqlite3_column_bytes (stmt, column), longitude, latitude);
}

/* As on a plane, which over two kilometres nobody can tell from a sphere. */
static double
get_distance_km (double longitude_1,
                 double latitude_1,
                 double longitude_2,
                 double latitude_2)
{
  double east = remainder (longitude_2 - longitude_1, 360.0) * cos ((latitude_1 + latitude_2) / 2.0 * G_PI / 180.0);

  return hypot (east, latitude_2 - latitude_1) * KM_PER_DEGREE;
}

static gboolean
find_near (sqlite3     *db,
           const Like  *like,
           GPtrArray   *matches,
           GError     **error)
{
  g_autoptr(sqlite3_stmt) place = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  double longitude, latitude, other_longitude, other_latitude;
  gboolean placed;
  int rc;

  rc = sqlite3_prepare_v2 (db, place_sql, -1, &place, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (place, 1, like->key);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (place);
  placed = rc == SQLITE_ROW && peek_place (place, 0, &longitude, &latitude);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;
  sqlite3_reset (place);
  if (!placed)
    return TRUE;

  rc = sqlite3_prepare_v2 (db, operated_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, like->key);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW
        && peek_place (stmt, 3, &other_longitude, &other_latitude)
        && get_distance_km (longitude, latitude, other_longitude, other_latitude) <= NEAR_KM)
      ytt_query_add_match (matches, stmt);

  return !ytt_sqlite_failed (db, rc, error);
}

static gboolean
find_similar (sqlite3     *db,
              const Like  *like,
              GPtrArray   *matches,
              GError     **error)
{
  switch ((guint) like->kind)
    {
    case YTT_MATCH_FACILITY:
      return (like->name == NULL || find_named (db, like, matches, error))
             && (like->key == 0 || find_near (db, like, matches, error));
    case YTT_MATCH_ORGANISATION:
      return like->name == NULL || ytt_query_organisations_alike (db, like->key, like->name, matches, error);
    case YTT_MATCH_ANNOUNCEMENT:
    default:
      return ytt_query_announcements_alike (db, like->key, like->name, matches, error);
    }
}

static void
similar_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Like *like = task_data;
  g_autoptr(GPtrArray) matches = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_match_free);
  GError *error = NULL;

  if (find_similar (db, like, matches, &error))
    g_task_return_pointer (task, g_steal_pointer (&matches), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_find_similar_async:
 * @self: a store
 * @kind: of what: %YTT_MATCH_FACILITY, %YTT_MATCH_ORGANISATION or %YTT_MATCH_ANNOUNCEMENT
 * @key: its key; 0 for one that is not in the document yet
 * @name: (nullable): the name or title that it has or is to have; %NULL to look for the rest only
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Looks for others that may be the same one: facilities of the same name, or of the same operator and not farther than
 * 2 km; organisations whose names are near; announcements of the same date, or without one, whose titles are near, or
 * that have the same parties or are told of by the same page. For an announcement that is not there yet, the title may
 * be the address of that page.
 */
void
ytt_store_find_similar_async (YttStore            *self,
                              YttMatchKind         kind,
                              gint64               key,
                              const char          *name,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;
  Like *like;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (kind == YTT_MATCH_FACILITY || kind == YTT_MATCH_ORGANISATION || kind == YTT_MATCH_ANNOUNCEMENT);

  like = g_new0 (Like, 1);
  like->kind = kind;
  like->key = key;
  like->name = g_strdup (name);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_find_similar_async);
  g_task_set_task_data (task, like, (GDestroyNotify) like_free);
  ytt_store_push_read (self, task, similar_job);
}

/**
 * ytt_store_find_similar_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttMatch): each with its country's code, or its date
 */
GPtrArray *
ytt_store_find_similar_finish (YttStore      *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_find_similar_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
