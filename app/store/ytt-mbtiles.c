/* The reader of the user's own raster maps (https://github.com/mapbox/mbtiles-spec, 1.3). */

#include "config.h"

#include "ytt-mbtiles.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "ytt-store-private.h"

/* After so long a question is given up: a view may ask for the product of all tables. */
#define MOST_TIME (3 * G_TIME_SPAN_SECOND)

/* Instructions of SQLite between two looks at the clock. */
#define CLOCK_STEPS 5000

#define MOST_METADATA 500

/* Web Mercator ends here. */
#define MAX_LATITUDE 85.05112877980659

struct _YttMbtiles
{
  gatomicrefcount  ref_count;
  GMutex           mutex;        /* of the connection and its statement */
  sqlite3         *db;           /* (owned) */
  sqlite3_stmt    *find;         /* (owned) */
  gint64           deadline;     /* of the question that is being answered */
  char            *display_name; /* (owned): of the file */
  char            *name;         /* (owned) */
  char            *attribution;  /* (owned) */
  YttImageKind     kind;
  double           west, south, east, north;
  int              least_zoom, most_zoom;   /* -1 until known */
};

static int
out_of_time_cb (gpointer user_data)
{
  YttMbtiles *self = user_data;

  return g_get_monotonic_time () > self->deadline;
}

/* Views are common in such files, to keep equal tiles once; all else that a schema can do is refused. */
static int
authorise_cb (gpointer    user_data,
              int         action,
              const char *first,
              const char *second,
              const char *database,
              const char *trigger)
{
  return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION ? SQLITE_OK : SQLITE_DENY;
}

static void
begin (YttMbtiles *self)
{
  self->deadline = g_get_monotonic_time () + MOST_TIME;
}

/* TRUE, for `return`, if rc is an error. */
static gboolean
failed (YttMbtiles  *self,
        int          rc,
        GError     **error)
{
  switch (rc & 0xff)
    {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
      return FALSE;

    case SQLITE_NOTADB:
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS, _("“%s” is no MBTiles file."), self->display_name);
      return TRUE;

    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      g_set_error (error, YTT_ERROR, YTT_ERROR_PERMISSION, _("“%s” cannot be read."), self->display_name);
      return TRUE;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, YTT_ERROR, YTT_ERROR_BUSY, _("“%s” is being written by another program."),
                   self->display_name);
      return TRUE;

    case SQLITE_INTERRUPT:
      g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED, _("“%s” takes too long to answer."), self->display_name);
      return TRUE;

    default:
      /* Also what a view asks for that is not allowed, and a blob that is larger than a tile can be. */
      g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED, _("“%s” is damaged: %s."), self->display_name,
                   sqlite3_errstr (rc));
      return TRUE;
    }
}

static gboolean
check_file (YttMbtiles  *self,
            const char  *path,
            GError     **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_access (path, R_OK) == 0)
    return TRUE;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, YTT_ERROR, YTT_ERROR_PERMISSION, _("“%s” cannot be read."), self->display_name);
  else
    g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("“%s” cannot be found."), self->display_name);

  return FALSE;
}

static gboolean
configure (YttMbtiles  *self,
           GError     **error)
{
  static const struct { int what; int value; } switches[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
  };
  static const struct { int what; int value; } limits[] = {
    { SQLITE_LIMIT_LENGTH, YTT_MBTILES_MAX_BYTES + 4096 },
    { SQLITE_LIMIT_SQL_LENGTH, 100000 },
    { SQLITE_LIMIT_EXPR_DEPTH, 100 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 20 },
    { SQLITE_LIMIT_VDBE_OP, 25000 },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    if (failed (self, sqlite3_db_config (self->db, switches[i].what, switches[i].value, NULL), error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (self->db, limits[i].what, limits[i].value);

  begin (self);
  sqlite3_progress_handler (self->db, CLOCK_STEPS, out_of_time_cb, self);
  if (failed (self, sqlite3_exec (self->db, "PRAGMA query_only = ON; PRAGMA cell_size_check = ON;"
                                            "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2000;"
                                            "PRAGMA mmap_size = 0;", NULL, NULL, NULL), error))
    return FALSE;

  return !failed (self, sqlite3_set_authorizer (self->db, authorise_cb, NULL), error);
}

/* A file in write-ahead mode cannot be read without side files; where none can be made and none is there, nobody
 * writes it. */
static gboolean
connect_to (YttMbtiles  *self,
            const char  *path,
            gboolean     immutable,
            GError     **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file://", escaped, immutable ? "?immutable=1" : NULL, NULL);
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  g_clear_pointer (&self->db, sqlite3_close);

  return !failed (self, sqlite3_open_v2 (uri, &self->db, flags, NULL), error) && configure (self, error);
}

/* Whether there is a table or a view of that name that has these columns. */
static gboolean
has_columns (YttMbtiles *self,
             const char *sql,
             int        *rc)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  begin (self);
  *rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);

  return *rc == SQLITE_OK;
}

static gboolean
check_tables (YttMbtiles  *self,
              const char  *path,
              GError     **error)
{
  static const char tiles[] = "SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles";
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  int rc;

  has_columns (self, "SELECT count (*) FROM sqlite_schema", &rc);
  if ((rc & 0xff) == SQLITE_CANTOPEN && !g_file_test (log, G_FILE_TEST_EXISTS))
    {
      if (!connect_to (self, path, TRUE, error))
        return FALSE;
      has_columns (self, "SELECT count (*) FROM sqlite_schema", &rc);
    }
  if (failed (self, rc, error))
    return FALSE;

  if (has_columns (self, tiles, &rc) && has_columns (self, "SELECT name, value FROM metadata", &rc))
    return TRUE;

  /* What is missing is told as a plain error. */
  if (rc == SQLITE_ERROR)
    g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS, _("“%s” is no MBTiles file."), self->display_name);
  else
    failed (self, rc, error);

  return FALSE;
}

static GHashTable *
read_metadata (YttMbtiles  *self,
               GError     **error)
{
  g_autoptr(GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  begin (self);
  rc = sqlite3_prepare_v2 (self->db, "SELECT name, value FROM metadata WHERE length (value) <= 10000 LIMIT ?1", -1,
                           &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int (stmt, 1, MOST_METADATA);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        const char *name = (const char *) sqlite3_column_text (stmt, 0);
        const char *value = (const char *) sqlite3_column_text (stmt, 1);

        if (name != NULL && value != NULL && g_utf8_validate (name, -1, NULL))
          g_hash_table_insert (values, g_strdup (name), g_utf8_make_valid (value, -1));
      }

  return failed (self, rc, error) ? NULL : g_steal_pointer (&values);
}

static gboolean
take_format (YttMbtiles  *self,
             const char  *format,
             GError     **error)
{
  if (format == NULL || g_ascii_strcasecmp (format, "png") == 0)
    self->kind = YTT_IMAGE_PNG;
  else if (g_ascii_strcasecmp (format, "jpg") == 0 || g_ascii_strcasecmp (format, "jpeg") == 0)
    self->kind = YTT_IMAGE_JPEG;
  else if (g_ascii_strcasecmp (format, "webp") == 0)
    self->kind = YTT_IMAGE_WEBP;
  else if (g_ascii_strcasecmp (format, "pbf") == 0 || g_ascii_strcasecmp (format, "mvt") == 0)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX,
                   _("“%s” has vector tiles, which Ytterby does not draw. Choose a map of pictures."),
                   self->display_name);
      return FALSE;
    }
  else
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX,
                   _("“%s” has tiles of an unknown format. PNG, JPEG and WebP are known."), self->display_name);
      return FALSE;
    }

  return TRUE;
}

/* West, south, east, north, in degrees. A map across the date line may say so by an east beyond 180 or below west. */
static gboolean
take_bounds (YttMbtiles  *self,
             const char  *text,
             GError     **error)
{
  double values[4] = { -180, -90, 180, 90 };
  gboolean good = TRUE;

  if (text != NULL)
    {
      g_auto(GStrv) parts = g_strsplit (text, ",", 5);

      good = g_strv_length (parts) == 4;
      for (guint i = 0; good && i < 4; i++)
        {
          char *end;

          values[i] = g_ascii_strtod (g_strstrip (parts[i]), &end);
          good = end != parts[i] && *end == '\0' && isfinite (values[i]) && fabs (values[i]) <= 540;
        }
      if (good && values[2] < values[0])
        values[2] += 360;
      good = good && fabs (values[0]) <= 360 && values[0] < values[2] && values[1] < values[3];
    }
  if (!good)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED,
                   _("“%s” is damaged: its bounds are not four degrees from west to north."), self->display_name);
      return FALSE;
    }

  self->west = values[0];
  self->south = CLAMP (values[1], -MAX_LATITUDE, MAX_LATITUDE);
  self->east = MIN (values[2], values[0] + 360);
  self->north = CLAMP (values[3], -MAX_LATITUDE, MAX_LATITUDE);

  return TRUE;
}

/* Two questions, for SQLite answers one at a time from an index. */
static gboolean
find_zoom (YttMbtiles  *self,
           const char  *sql,
           int         *zoom,
           GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  begin (self);
  rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (failed (self, rc, error))
    return FALSE;

  *zoom = sqlite3_column_type (stmt, 0) == SQLITE_INTEGER ? sqlite3_column_int (stmt, 0) : -1;

  return TRUE;
}

static gboolean
take_zoom (YttMbtiles  *self,
           const char  *text,
           const char  *sql,
           int         *zoom,
           GError     **error)
{
  guint64 number;

  if (text == NULL)
    return find_zoom (self, sql, zoom, error);

  *zoom = g_ascii_string_to_unsigned (text, 10, 0, 100, &number, NULL) ? (int) number : -1;

  return TRUE;
}

static gboolean
take_zooms (YttMbtiles  *self,
            GHashTable  *values,
            GError     **error)
{
  if (!take_zoom (self, g_hash_table_lookup (values, "minzoom"), "SELECT min (zoom_level) FROM tiles",
                  &self->least_zoom, error) ||
      !take_zoom (self, g_hash_table_lookup (values, "maxzoom"), "SELECT max (zoom_level) FROM tiles",
                  &self->most_zoom, error))
    return FALSE;

  self->most_zoom = MIN (self->most_zoom, YTT_MBTILES_MAX_ZOOM);
  if (self->least_zoom >= 0 && self->least_zoom <= self->most_zoom)
    return TRUE;

  g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED, _("“%s” is damaged: it has no tiles of any zoom."),
               self->display_name);

  return FALSE;
}

static gboolean
read_head (YttMbtiles  *self,
           GError     **error)
{
  g_autoptr(GHashTable) values = read_metadata (self, error);
  const char *name, *attribution;

  if (values == NULL || !take_format (self, g_hash_table_lookup (values, "format"), error) ||
      !take_bounds (self, g_hash_table_lookup (values, "bounds"), error) || !take_zooms (self, values, error))
    return FALSE;

  name = g_hash_table_lookup (values, "name");
  attribution = g_hash_table_lookup (values, "attribution");
  self->name = g_strdup (name != NULL ? name : "");
  self->attribution = ytt_attribution_to_markup (attribution != NULL ? attribution : "");

  return TRUE;
}

/**
 * ytt_mbtiles_open:
 * @path: the file
 * @error: return location for a #YttError: not found, not to be read, no MBTiles file, one of vector tiles, damaged
 *
 * Opens a map to read. The file is not changed, and no other is made beside it unless it is in write-ahead mode.
 *
 * Returns: (transfer full) (nullable): the map
 */
YttMbtiles *
ytt_mbtiles_open (const char  *path,
                  GError     **error)
{
  g_autoptr(YttMbtiles) self = g_new0 (YttMbtiles, 1);
  static const char find[] =
    "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3 LIMIT 1";

  g_return_val_if_fail (path != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->display_name = g_filename_display_basename (path);
  if (!check_file (self, path, error) || !connect_to (self, path, FALSE, error) ||
      !check_tables (self, path, error) || !read_head (self, error) ||
      failed (self, sqlite3_prepare_v3 (self->db, find, -1, SQLITE_PREPARE_PERSISTENT, &self->find, NULL), error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * ytt_mbtiles_read_tile:
 * @self: a map
 * @zoom: the tile's zoom
 * @x: its column, from the west
 * @y: its row, from the north
 * @error: return location for a #YttError: %YTT_ERROR_NOT_FOUND where there is no such tile
 *
 * Reads a tile. Its picture has been looked at so far that it can be decoded without harm.
 *
 * Returns: (transfer full) (nullable): the picture as it is in the file
 */
GBytes *
ytt_mbtiles_read_tile (YttMbtiles  *self,
                       int          zoom,
                       guint        x,
                       guint        y,
                       GError     **error)
{
  g_autoptr(GMutexLocker) locker = NULL;
  g_autoptr(GBytes) bytes = NULL;
  int rc;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (zoom >= 0 && zoom <= YTT_MBTILES_MAX_ZOOM, NULL);

  locker = g_mutex_locker_new (&self->mutex);
  begin (self);
  /* Rows are counted from the south, as the Tile Map Service does. */
  sqlite3_bind_int (self->find, 1, zoom);
  sqlite3_bind_int64 (self->find, 2, x);
  sqlite3_bind_int64 (self->find, 3, (gint64) (1u << zoom) - 1 - y);
  rc = sqlite3_step (self->find);
  if (rc == SQLITE_ROW && sqlite3_column_type (self->find, 0) == SQLITE_BLOB)
    bytes = g_bytes_new (sqlite3_column_blob (self->find, 0), sqlite3_column_bytes (self->find, 0));
  sqlite3_reset (self->find);

  if (failed (self, rc, error))
    return NULL;
  if (bytes == NULL)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("“%s” has no tile here."), self->display_name);
      return NULL;
    }

  return ytt_image_check (bytes, NULL, error) ? g_steal_pointer (&bytes) : NULL;
}

YttMbtiles *
ytt_mbtiles_ref (YttMbtiles *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ytt_mbtiles_unref (YttMbtiles *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->find, sqlite3_finalize);
  g_clear_pointer (&self->db, sqlite3_close);
  g_mutex_clear (&self->mutex);
  g_free (self->display_name);
  g_free (self->name);
  g_free (self->attribution);
  g_free (self);
}

const char *
ytt_mbtiles_get_name (YttMbtiles *self)
{
  return self->name;
}

const char *
ytt_mbtiles_get_attribution (YttMbtiles *self)
{
  return self->attribution;
}

/**
 * ytt_mbtiles_get_bounds:
 * @self: a map
 * @west: (out): degrees, -360 to 360
 * @south: (out): degrees, not farther than Web Mercator goes
 * @east: (out): degrees, more than @west by at most 360
 * @north: (out): degrees
 *
 * Tells the part of the world that the map shows.
 */
void
ytt_mbtiles_get_bounds (YttMbtiles *self,
                        double     *west,
                        double     *south,
                        double     *east,
                        double     *north)
{
  *west = self->west;
  *south = self->south;
  *east = self->east;
  *north = self->north;
}

/**
 * ytt_mbtiles_get_zooms:
 * @self: a map
 * @least: (out): from 0
 * @most: (out): not less than @least, to %YTT_MBTILES_MAX_ZOOM
 *
 * Tells the zooms that the map has tiles of.
 */
void
ytt_mbtiles_get_zooms (YttMbtiles *self,
                       int        *least,
                       int        *most)
{
  *least = self->least_zoom;
  *most = self->most_zoom;
}

YttImageKind
ytt_mbtiles_get_kind (YttMbtiles *self)
{
  return self->kind;
}
