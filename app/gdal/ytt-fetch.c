/* What others changed on a server since it was published to, as a staging file: a facility a row, in columns that are called
 * as in our own exports. A cell holds something only where that differs from what was published, so that whatever a document
 * has become in the meantime stays as it is. */

#include "config.h"

#include "ytt-fetch.h"

#include <cpl_error.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <ogr_api.h>
#include <string.h>

#include "ytt-fetch-sql.h"
#include "ytt-place.h"
#include "ytt-published.h"
#include "ytt-staging.h"

#define ROWS_A_LOOK 1000

/* Of data/schema. */
#define NEWEST_SCHEMA 1

/* Claims on one attribute of one facility that fit into a row. */
#define MOST_CLAIMS 12

/* An empty cell takes four bytes of the staging file, too. */
#define MOST_COLUMNS 3000
#define FEWEST_COLUMNS 300
#define MOST_CELLS (G_GINT64_CONSTANT (500) * 1000 * 1000)

/* Besides those of the figures. The first two are for us: which facility it was when it was published,
 * and what it is called now. */
static const char * const fixed[] = {
  "known", "title", "facility", "name", "other_names", "operator", "owners", "country", "admin1", "locality",
  "location_precision", "stages", "products", "elements", "summary"
};

/* What is told of a claim, in the order of their columns on the server and here. */
static const char * const details[] = {
  "value", "value_max", "unit", "basis", "part", "scope", "qualifier", "tense", "as_of", "note"
};
static const char * const endings[] = {
  "", "_max", "_unit", "_basis", "_part", "_scope", "_qualifier", "_tense", "_as_of", "_note"
};

#define N_FIXED ((guint) G_N_ELEMENTS (fixed))
#define N_DETAILS ((guint) G_N_ELEMENTS (details))

/* The claims on an attribute have @n times the columns of a claim. */
typedef struct
{
  char  *attribute;
  guint  first;
  guint  n;
  guint  used;   /* of the facility that is being read */
} Room;

typedef struct
{
  YttServer          *server;       /* (not owned) */
  YttFetchSql         sql;
  YttPlace            place;
  GArray             *rooms;        /* (element-type Room) */
  OGRLayerH           facilities;
  OGRLayerH           claims;
  OGRFeatureH         claim;        /* (nullable): the next one */
  GPtrArray          *cells;        /* (element-type utf8) (nullable elements) */
  gint64              n_rows;
  gint64              entry;        /* of the history of what was published */
  gint64              n_left;       /* claims that found no room */
  gint64              n_removed;
  gint64              n_emptied;
  gint64              n_others;
} Fetching;

static void
room_clear (gpointer data)
{
  g_free (((Room *) data)->attribute);
}

static void
fetching_clear (Fetching *self)
{
  GDALDatasetH dataset = ytt_server_get_dataset (self->server);

  g_clear_pointer (&self->claim, OGR_F_Destroy);
  if (self->facilities != NULL)
    GDALDatasetReleaseResultSet (dataset, self->facilities);
  if (self->claims != NULL)
    GDALDatasetReleaseResultSet (dataset, self->claims);
  g_clear_pointer (&self->rooms, g_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  ytt_place_clear (&self->place);
  g_free (self->sql.schema);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fetching, fetching_clear)

/* What is there */

static gboolean
check_place (Fetching    *self,
             const char  *schema,
             GError     **error)
{
  if (self->place.postgis == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("The database “%s” has no PostGIS, so nothing can have been published there."), self->place.database);
  else if (self->place.schema == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("Nothing has been published to the schema “%s” of “%s” yet."), schema, self->place.database);
  else if (self->place.schema > NEWEST_SCHEMA)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("A later Ytterby has published to the schema “%s”. Update Ytterby."), schema);
  else
    return TRUE;

  return FALSE;
}

/* Nothing is changed there, and all is read as it is at one moment. */
static gboolean
begin (Fetching  *self,
       GError   **error)
{
  g_autofree char *postgis = ytt_sql_name (self->place.postgis);
  g_autofree char *path = g_strconcat ("SET search_path = ", postgis, NULL);

  if (!ytt_server_run (self->server, "SET default_transaction_read_only = on", error)
      || !ytt_server_run (self->server, "SET default_transaction_isolation = 'repeatable read'", error)
      || !ytt_server_prepare (self->server, self->place.version, error) || !ytt_server_run (self->server, path, error))
    return FALSE;

  CPLErrorReset ();
  if (GDALDatasetStartTransaction (ytt_server_get_dataset (self->server), FALSE) == OGRERR_NONE)
    return TRUE;

  ytt_server_set_error (error);

  return FALSE;
}

static gboolean
ask_number (Fetching    *self,
            const char  *sql,
            gint64      *number,
            GError     **error)
{
  g_autoptr(GPtrArray) rows = ytt_server_ask (self->server, sql, error);

  if (rows != NULL)
    *number = g_ascii_strtoll (((char **) g_ptr_array_index (rows, 0))[0], NULL, 10);

  return rows != NULL;
}

static gboolean
count_what_stays (Fetching  *self,
                  GError   **error)
{
  gint64 changed, removed, n_rest;
  g_autofree char *emptied = ytt_fetch_sql_make_emptied (&self->sql), *rest = ytt_fetch_sql_make_rest (&self->sql);

  if (!self->sql.kept)
    return TRUE;

  for (YttPublishedKind kind = YTT_PUBLISHED_FACILITY; kind <= YTT_PUBLISHED_OTHER; kind++)
    {
      if (!ytt_published_count (self->server, self->sql.schema, kind, &changed, &removed, error))
        return FALSE;
      if (kind <= YTT_PUBLISHED_PART)
        self->n_removed += removed;
      else
        self->n_others += changed + removed;
    }

  if (!ask_number (self, emptied, &self->n_emptied, error) || !ask_number (self, rest, &n_rest, error))
    return FALSE;
  self->n_others += n_rest;

  return TRUE;
}

static gboolean
make_rooms (Fetching  *self,
            GError   **error)
{
  g_autofree char *sql = ytt_fetch_sql_make_rooms (&self->sql);
  g_autoptr(GPtrArray) rows = ytt_server_ask (self->server, sql, error);
  gint64 room_for = MOST_CELLS / MAX (self->sql.all ? self->place.n_facilities : 1, 1);
  guint most = (guint) CLAMP (room_for, FEWEST_COLUMNS, MOST_COLUMNS), first = N_FIXED;

  if (rows == NULL)
    return FALSE;

  self->rooms = g_array_new (FALSE, TRUE, sizeof (Room));
  g_array_set_clear_func (self->rooms, room_clear);
  for (guint i = 0; i < rows->len && first + N_DETAILS <= most; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      guint wanted = (guint) CLAMP (g_ascii_strtoll (row[1], NULL, 10), 1, MOST_CLAIMS);
      Room room = { g_strdup (row[0]), first, MIN (wanted, (most - first) / N_DETAILS), 0 };

      g_array_append_val (self->rooms, room);
      first += room.n * N_DETAILS;
    }
  self->cells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (self->cells, (int) first);

  return TRUE;
}

static OGRLayerH
open_layer (Fetching  *self,
            char      *sql,
            GError   **error)
{
  g_autofree char *owned = sql;
  OGRLayerH layer;

  CPLErrorReset ();
  layer = GDALDatasetExecuteSQL (ytt_server_get_dataset (self->server), owned, NULL, NULL);
  if (layer == NULL)
    ytt_server_set_error (error);

  return layer;
}

static gboolean
open_layers (Fetching  *self,
             GError   **error)
{
  self->facilities = open_layer (self, ytt_fetch_sql_make_facilities (&self->sql), error);
  self->claims = self->facilities != NULL ? open_layer (self, ytt_fetch_sql_make_claims (&self->sql), error) : NULL;
  if (self->claims == NULL)
    return FALSE;

  self->claim = OGR_L_GetNextFeature (self->claims);

  return TRUE;
}

/* Rows */

static void
set_cell (Fetching    *self,
          guint        cell,
          OGRFeatureH  feature,
          const char  *column)
{
  int field = OGR_F_GetFieldIndex (feature, column);
  gboolean is_set = field >= 0 && OGR_F_IsFieldSetAndNotNull (feature, field);

  g_free (g_ptr_array_index (self->cells, cell));
  g_ptr_array_index (self->cells, cell) = is_set ? g_utf8_make_valid (OGR_F_GetFieldAsString (feature, field), -1) : NULL;
}

static gint64
get_number (OGRFeatureH  feature,
            const char  *column)
{
  return OGR_F_GetFieldAsInteger64 (feature, OGR_F_GetFieldIndex (feature, column));
}

static void
take_claim (Fetching *self)
{
  const char *attribute = OGR_F_GetFieldAsString (self->claim, OGR_F_GetFieldIndex (self->claim, "attribute"));

  for (guint i = 0; i < self->rooms->len; i++)
    {
      Room *room = &g_array_index (self->rooms, Room, i);

      if (!g_str_equal (room->attribute, attribute))
        continue;
      if (room->used == room->n)
        break;
      for (guint j = 0; j < N_DETAILS; j++)
        set_cell (self, room->first + room->used * N_DETAILS + j, self->claim, details[j]);
      room->used++;
      return;
    }

  self->n_left++;
}

/* The claims come in the order of the facilities. */
static void
take_claims (Fetching *self,
             gint64    facility)
{
  while (self->claim != NULL)
    {
      gint64 of = get_number (self->claim, "facility_id");

      if (of > facility)
        return;
      if (of == facility)
        take_claim (self);
      OGR_F_Destroy (self->claim);
      self->claim = OGR_L_GetNextFeature (self->claims);
    }
}

static gboolean
read_facility (Fetching          *self,
               OGRFeatureH        feature,
               YttStagingWriter  *writer,
               GError           **error)
{
  int x = OGR_F_GetFieldIndex (feature, "x"), y = OGR_F_GetFieldIndex (feature, "y");
  YttStagedRow row = { .longitude = NAN, .latitude = NAN, .number = ++self->n_rows };

  if (OGR_F_IsFieldSetAndNotNull (feature, x) && OGR_F_IsFieldSetAndNotNull (feature, y))
    {
      row.longitude = OGR_F_GetFieldAsDouble (feature, x);
      row.latitude = OGR_F_GetFieldAsDouble (feature, y);
    }
  for (guint i = 0; i < self->cells->len; i++)
    g_clear_pointer (&g_ptr_array_index (self->cells, i), g_free);
  for (guint i = 0; i < self->rooms->len; i++)
    g_array_index (self->rooms, Room, i).used = 0;
  for (guint i = 0; i < N_FIXED; i++)
    set_cell (self, i, feature, fixed[i]);
  take_claims (self, get_number (feature, "id"));

  return ytt_staging_writer_add (writer, &row, (const char * const *) self->cells->pdata, error);
}

static gboolean
read_rows (Fetching            *self,
           YttStagingWriter    *writer,
           YttPublishProgress   progress,
           gpointer             progress_data,
           GError             **error)
{
  OGRFeatureH feature;

  CPLErrorReset ();
  while ((feature = OGR_L_GetNextFeature (self->facilities)) != NULL)
    {
      gboolean done = read_facility (self, feature, writer, error);

      OGR_F_Destroy (feature);
      if (!done)
        return FALSE;
      if (self->n_rows % ROWS_A_LOOK == 0)
        progress (MIN (1, (double) self->n_rows / (double) MAX (self->place.n_facilities, 1)), progress_data);
    }
  if (CPLGetLastErrorType () >= CE_Failure)
    {
      ytt_server_set_error (error);
      return FALSE;
    }

  return TRUE;
}

/* What is told */

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            gint64       number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static char *
end_json (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/* "capacity", "capacity_max" and so on; those of a second claim begin anew. */
static void
add_columns (Fetching    *self,
             JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < N_FIXED; i++)
    json_builder_add_string_value (builder, fixed[i]);
  for (guint i = 0; i < self->rooms->len; i++)
    {
      const Room *room = &g_array_index (self->rooms, Room, i);

      for (guint j = 0; j < room->n * N_DETAILS; j++)
        {
          g_autofree char *column = g_strconcat (room->attribute, endings[j % N_DETAILS], NULL);

          json_builder_add_string_value (builder, column);
        }
    }
  json_builder_end_array (builder);
}

/* See ytt-staging.c. */
static char *
describe_file (Fetching *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_text (builder, "format", "PostgreSQL");
  add_text (builder, "layer", "facility");
  add_text (builder, "reference", "WGS 84");
  add_number (builder, "lines", 0);
  add_number (builder, "shapes", 0);
  add_columns (self, builder);

  return end_json (builder);
}

static char *
tell (Fetching *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_text (builder, "database", self->place.database);
  add_number (builder, "entry", self->entry);
  add_number (builder, "rows", self->n_rows);
  add_number (builder, "removed", self->n_removed);
  add_number (builder, "emptied", self->n_emptied);
  add_number (builder, "others", self->n_others);
  add_number (builder, "left", self->n_left);
  json_builder_set_member_name (builder, "all");
  json_builder_add_boolean_value (builder, self->sql.all);

  return end_json (builder);
}

/**
 * ytt_fetch:
 * @server: a connection
 * @schema: the schema that was published to
 * @all: whether all is wanted, and not only what was changed there since it was published
 * @output: an empty file that can be written
 * @progress: called now and then
 * @progress_data: for @progress
 * @error: return location for a #GIOErrorEnum that says what can be done
 *
 * Writes facilities as a staging file. Nothing is changed on the server.
 *
 * Returns: (transfer full) (nullable): what was found, as JSON
 */
char *
ytt_fetch (YttServer           *server,
           const char          *schema,
           gboolean             all,
           int                  output,
           YttPublishProgress   progress,
           gpointer             progress_data,
           GError             **error)
{
  g_auto(Fetching) self = { .server = server };
  g_autoptr(YttStagingWriter) writer = NULL;
  g_autofree char *about = NULL;

  self.sql.schema = ytt_sql_name (schema);
  if (!ytt_place_look (server, schema, &self.place, error) || !check_place (&self, schema, error) || !begin (&self, error)
      || !ytt_published_look (server, schema, &self.sql.kept, &self.entry, error))
    return NULL;

  /* Where nothing tells what was changed since, all is read. */
  self.sql.all = all || !self.sql.kept;
  if (!count_what_stays (&self, error) || !make_rooms (&self, error) || !open_layers (&self, error))
    return NULL;

  writer = ytt_staging_writer_new (output, self.cells->len);
  if (!read_rows (&self, writer, progress, progress_data, error))
    return NULL;
  about = describe_file (&self);
  if (!ytt_staging_writer_finish (writer, about, error))
    return NULL;

  return tell (&self);
}
