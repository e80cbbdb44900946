#include "config.h"

#include "ytt-read.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include "ytt-staging-format.h"

/* What may be read. Others, such as VRT, would let a file name further ones. */
static const char * const drivers[] = {
  "CSV", "XLSX", "ODS", "GeoJSON", "LIBKML", "KML", "GPX", "ESRI Shapefile", "GPKG", "FlatGeobuf", NULL
};

/* Encodings that Shapefiles come in; what converts from them is loaded before the fence stands. */
static const char * const encodings[] = {
  "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "ISO-8859-1", "ISO-8859-2", "ISO-8859-15", "CP437", "CP850", "CP936",
  "GBK", "BIG5", "SHIFT_JIS", "EUC-KR", "KOI8-R"
};

#define ROWS_A_LOOK 1000

#define MOST_COLUMNS "16384"

/* A file that is being read. */
typedef struct
{
  GDALDatasetH                 dataset;
  OGRLayerH                    layer;
  OGRCoordinateTransformationH to_degrees;  /* (nullable): points are in degrees of WGS 84 already */
  char                        *reference;   /* (nullable) */
  gboolean                     has_lines;
  guint                        n_columns;
  OGRFieldType                *types;
  gint64                       line;
  guint                        n_shapes;
  GPtrArray                   *texts;       /* (element-type utf8) (nullable elements): the cells of the row */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->to_degrees, OCTDestroyCoordinateTransformation);
  g_clear_pointer (&reading->dataset, GDALClose);
  g_clear_pointer (&reading->texts, g_ptr_array_unref);
  g_free (reading->types);
  g_free (reading->reference);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* (nullable) (owned): the first complaint of what unpacks and parses sheets. That happens as a whole when somebody asks for
 * their rows, and what came before the mistake is kept as if it were all. Other complaints are of no consequence then, such
 * as that about a first row without a number. */
static char *cut_short;

/* GDAL's messages, of which else only the last is told. */
static void CPL_STDCALL
quiet_cb (CPLErr      kind,
          CPLErrorNum number,
          const char *message)
{
  static const char * const complaints[] = { "decompression failed", "cpl_unz", "XML parsing of " };

  for (guint i = 0; cut_short == NULL && kind >= CE_Failure && i < G_N_ELEMENTS (complaints); i++)
    if (strstr (message, complaints[i]) != NULL)
      cut_short = g_strdup (message);
}

static OGRSpatialReferenceH
make_wgs84 (void)
{
  OGRSpatialReferenceH wgs84 = OSRNewSpatialReference (NULL);

  if (OSRImportFromEPSG (wgs84, 4326) != OGRERR_NONE)
    {
      OSRDestroySpatialReference (wgs84);
      return NULL;
    }
  OSRSetAxisMappingStrategy (wgs84, OAMS_TRADITIONAL_GIS_ORDER);

  return wgs84;
}

/**
 * ytt_read_prepare:
 * @error: return location for a #GIOErrorEnum
 *
 * Loads what GDAL needs of its own, before the fence: its drivers, the reference systems, and what converts texts.
 *
 * Returns: whether all is there
 */
gboolean
ytt_read_prepare (GError **error)
{
  OGRSpatialReferenceH wgs84, other;

  CPLSetErrorHandler (quiet_cb);
  CPLSetConfigOption ("GDAL_DRIVER_PATH", "disable");
  CPLSetConfigOption ("GDAL_PAM_ENABLED", "NO");
  CPLSetConfigOption ("GDAL_NUM_THREADS", "1");
  CPLSetConfigOption ("OGR_SQLITE_CACHE", "16");
  CPLSetConfigOption ("OGR_GEOJSON_MAX_OBJ_SIZE", "64");
  /* Beyond 2000 columns GDAL would drop the rest and say nothing. No spreadsheet has more than this. */
  CPLSetConfigOption ("OGR_CSV_MAX_FIELD_COUNT", MOST_COLUMNS);
  CPLSetConfigOption ("OGR_ODS_MAX_FIELD_COUNT", MOST_COLUMNS);
  CPLSetConfigOption ("CPL_TMPDIR", "/nowhere");
  GDALAllRegister ();
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      char *text = CPLRecode ("\xc4", encodings[i], CPL_ENC_UTF8);

      CPLFree (text);
      /* Kept open, so that it stays loaded. */
      g_iconv_open ("UTF-8", encodings[i]);
    }

  wgs84 = make_wgs84 ();
  other = OSRNewSpatialReference (NULL);
  if (wgs84 != NULL && OSRImportFromEPSG (other, 3857) == OGRERR_NONE)
    {
      OGRCoordinateTransformationH transformation = OCTNewCoordinateTransformation (other, wgs84);

      if (transformation != NULL)
        OCTDestroyCoordinateTransformation (transformation);
    }
  OSRDestroySpatialReference (other);
  if (wgs84 == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           _("The list of reference systems (proj.db) is not installed."));
      return FALSE;
    }
  OSRDestroySpatialReference (wgs84);

  return TRUE;
}

static char *
make_valid (const char *text)
{
  return g_utf8_validate (text, -1, NULL) ? g_strdup (text) : g_utf8_make_valid (text, -1);
}

/* What GDAL said last, which knows files by folders that are only in here. */
static char *
dup_why (void)
{
  static const char * const folders[] = { YTT_INPUT_FOLDER, "/vsizip/" };
  g_autofree char *why = g_strdup (cut_short != NULL ? cut_short : CPLGetLastErrorMsg ());

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_auto(GStrv) parts = g_strsplit (why, folders[i], -1);

      g_free (why);
      why = g_strjoinv ("", parts);
    }

  /* These tell where in GDAL's sources that was noticed. */
  if (strstr (why, "decompression failed") != NULL || strstr (why, "cpl_unz") != NULL)
    return g_strdup (_("what is packed in it is damaged."));
  /* And this one what only programmers can do. */
  if (strstr (why, "SHAPE_RESTORE_SHX") != NULL)
    return g_strdup (_("the file beside it whose name ends in .shx is missing."));
  /* Or the whole of what was asked of SQLite, before its answer. */
  if (g_str_has_prefix (why, "sqlite3_") && strstr (why, ") failed: ") != NULL)
    {
      char *answer = g_strdup (g_strrstr (why, ") failed: ") + strlen (") failed: "));

      g_free (why);
      why = answer;
    }
  /* Some end where they meant to give a reason. */
  for (gsize n = strlen (why); n > 0 && strchr (" :\n", why[n - 1]) != NULL; n--)
    why[n - 1] = '\0';

  return make_valid (why);
}

static gboolean
open_dataset (Reading   *reading,
              YttInput  *input,
              GError   **error)
{
  const char *name = ytt_input_get_name (input), *encoding = ytt_input_get_encoding (input);
  g_autofree char *option = encoding != NULL ? g_strconcat ("ENCODING=", encoding, NULL) : NULL;
  const char *options[] = { option, NULL };

  reading->dataset = GDALOpenEx (name, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers,
                                 ytt_input_has_suffix (input, ".shp") ? options : NULL, ytt_input_get_siblings (input));
  if (reading->dataset == NULL)
    {
      g_autofree char *why = dup_why ();

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   *why != '\0' ? _("“%s” cannot be read as a table or a map: %s")
                                : _("“%s” is no table or map that can be read here: CSV, XLSX, ODS, GeoJSON, KML, KMZ, GPX, "
                                    "Shapefile, GeoPackage or FlatGeobuf.%s"),
                   ytt_input_get_title (input), why);
      return FALSE;
    }

  return TRUE;
}

/* The layer of that name, else the first one that has something. */
static gboolean
choose_layer (Reading     *reading,
              const char  *wanted,
              GError     **error)
{
  int n = GDALDatasetGetLayerCount (reading->dataset);

  if (wanted != NULL)
    reading->layer = GDALDatasetGetLayerByName (reading->dataset, wanted);
  for (int i = 0; wanted == NULL && reading->layer == NULL && i < n; i++)
    {
      OGRLayerH layer = GDALDatasetGetLayer (reading->dataset, i);

      if (OGR_L_GetFeatureCount (layer, FALSE) != 0)
        reading->layer = layer;
    }
  if (wanted == NULL && reading->layer == NULL && n > 0)
    reading->layer = GDALDatasetGetLayer (reading->dataset, 0);

  if (reading->layer == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 wanted != NULL ? _("There is no layer “%s” in the file.") : _("The file holds no table.%s"),
                 wanted != NULL ? wanted : "");

  return reading->layer != NULL;
}

static gboolean
choose_reference (Reading   *reading,
                  GError   **error)
{
  OGRSpatialReferenceH reference = OGR_L_GetSpatialRef (reading->layer), wgs84;
  gboolean can = TRUE;
  const char *name;

  name = reference != NULL ? OSRGetName (reference) : NULL;
  /* So GeoPackage calls what nobody has told. */
  if (name == NULL || g_str_has_prefix (name, "Undefined "))
    return TRUE;

  reading->reference = g_strdup (name);
  wgs84 = make_wgs84 ();
  if (wgs84 != NULL && !OSRIsSame (reference, wgs84))
    {
      OSRSetAxisMappingStrategy (reference, OAMS_TRADITIONAL_GIS_ORDER);
      reading->to_degrees = OCTNewCoordinateTransformation (reference, wgs84);
      can = reading->to_degrees != NULL;
      if (!can)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                     _("The places are in “%s”, which cannot be turned into degrees here."), reading->reference);
    }
  if (wgs84 != NULL)
    OSRDestroySpatialReference (wgs84);

  return can;
}

static gboolean
read_columns (Reading   *reading,
              YttInput  *input,
              GError   **error)
{
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (reading->layer);

  reading->n_columns = (guint) OGR_FD_GetFieldCount (definition);
  if (ytt_input_get_padded (input))
    reading->n_columns = MIN (reading->n_columns, 1);
  if (reading->n_columns > YTT_STAGING_MOST_COLUMNS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("The table has %u columns. Up to %u can be read: leave out those that are not needed."),
                   reading->n_columns, (guint) YTT_STAGING_MOST_COLUMNS);
      return FALSE;
    }

  reading->types = g_new (OGRFieldType, reading->n_columns + 1);
  for (guint i = 0; i < reading->n_columns; i++)
    reading->types[i] = OGR_Fld_GetType (OGR_FD_GetFieldDefn (definition, (int) i));
  reading->texts = g_ptr_array_new_full (reading->n_columns, g_free);
  g_ptr_array_set_size (reading->texts, (int) reading->n_columns);

  return TRUE;
}

/* The shortest number that is read as the same one. */
static char *
format_number (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return NULL;
  g_ascii_formatd (text, sizeof text, "%.15g", value);
  if (g_ascii_strtod (text, NULL) != value)
    g_ascii_formatd (text, sizeof text, "%.17g", value);

  return g_strdup (text);
}

/* Dates as ISO 8601 writes them, with a time only where there is one. */
static char *
format_date (OGRFeatureH  feature,
             int          field,
             OGRFieldType type)
{
  int year, month, day, hour, minute, zone;
  float second;

  if (!OGR_F_GetFieldAsDateTimeEx (feature, field, &year, &month, &day, &hour, &minute, &second, &zone))
    return NULL;
  if (type == OFTDate || (hour == 0 && minute == 0 && second == 0))
    return g_strdup_printf ("%04d-%02d-%02d", year, month, day);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute, (int) second);
}

static char *
format_list (OGRFeatureH feature,
             int         field)
{
  char **items = OGR_F_GetFieldAsStringList (feature, field);
  g_autofree char *joined = items != NULL ? g_strjoinv ("; ", items) : NULL;

  return joined != NULL ? make_valid (joined) : NULL;
}

static char *
dup_cell (const Reading *reading,
          OGRFeatureH    feature,
          int            field)
{
  if (!OGR_F_IsFieldSetAndNotNull (feature, field))
    return NULL;

  switch (reading->types[field])
    {
    case OFTReal:
      return format_number (OGR_F_GetFieldAsDouble (feature, field));
    case OFTDate:
    case OFTDateTime:
      return format_date (feature, field, reading->types[field]);
    case OFTStringList:
      return format_list (feature, field);
    case OFTBinary:
      return NULL;
    default:
      return make_valid (OGR_F_GetFieldAsString (feature, field));
    }
}

/* A point, or the only one of several. */
static gboolean
get_point (OGRGeometryH  geometry,
           double       *x,
           double       *y)
{
  OGRwkbGeometryType type = wkbFlatten (OGR_G_GetGeometryType (geometry));

  if (type == wkbMultiPoint && OGR_G_GetGeometryCount (geometry) == 1)
    return get_point (OGR_G_GetGeometryRef (geometry, 0), x, y);
  if (type != wkbPoint || OGR_G_IsEmpty (geometry))
    return FALSE;

  *x = OGR_G_GetX (geometry, 0);
  *y = OGR_G_GetY (geometry, 0);

  return TRUE;
}

static void
read_place (Reading      *reading,
            OGRFeatureH   feature,
            YttStagedRow *row)
{
  OGRGeometryH geometry = OGR_F_GetGeometryRef (feature);
  double x, y, z = 0;

  row->longitude = row->latitude = NAN;
  if (geometry == NULL || OGR_G_IsEmpty (geometry))
    return;
  if (!get_point (geometry, &x, &y))
    {
      reading->n_shapes++;
      return;
    }
  if (reading->to_degrees != NULL && !OCTTransform (reading->to_degrees, 1, &x, &y, &z))
    return;

  row->longitude = x;
  row->latitude = y;
}

/* GDAL takes the first line for a row where it has a number in it, and calls the columns field_1, field_2... itself. */
static gboolean
has_no_header (const Reading *reading)
{
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (reading->layer);

  for (guint i = 0; i < reading->n_columns; i++)
    {
      g_autofree char *name = g_strdup_printf ("field_%u", i + 1);

      if (!g_str_equal (OGR_Fld_GetNameRef (OGR_FD_GetFieldDefn (definition, (int) i)), name))
        return FALSE;
    }

  return reading->n_columns > 0;
}

/* A row of a text takes a line, and one more for each break inside of its cells. */
static void
count_lines (Reading *reading)
{
  reading->line++;
  for (guint i = 0; i < reading->n_columns; i++)
    for (const char *at = g_ptr_array_index (reading->texts, i); at != NULL && (at = strchr (at, '\n')) != NULL; at++)
      reading->line++;
}

/* A row that says less than its file does would be taken for all there is. */
static gboolean
check_cell (const Reading  *reading,
            guint           column,
            gint64          number,
            GError        **error)
{
  const char *text = g_ptr_array_index (reading->texts, column);
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (reading->layer);

  if (text == NULL || strlen (text) <= YTT_STAGING_MOST_TEXT)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               reading->has_lines ? _("Line %" G_GINT64_FORMAT ", “%s”: A cell may hold 1 MB of text.")
                                  : _("Row %" G_GINT64_FORMAT ", “%s”: A cell may hold 1 MB of text."), number,
               OGR_Fld_GetNameRef (OGR_FD_GetFieldDefn (definition, (int) column)));

  return FALSE;
}

static gboolean
read_row (Reading           *reading,
          OGRFeatureH        feature,
          gint64             number,
          YttStagingWriter  *writer,
          GError           **error)
{
  YttStagedRow row = { .number = reading->has_lines ? reading->line : number };

  for (guint i = 0; i < reading->n_columns; i++)
    {
      g_free (g_ptr_array_index (reading->texts, i));
      g_ptr_array_index (reading->texts, i) = dup_cell (reading, feature, (int) i);
      if (!check_cell (reading, i, row.number, error))
        return FALSE;
    }
  read_place (reading, feature, &row);
  if (reading->has_lines)
    count_lines (reading);

  return ytt_staging_writer_add (writer, &row, (const char * const *) reading->texts->pdata, error);
}

static gboolean
check_errors (YttInput  *input,
              gint64     number,
              GError   **error)
{
  g_autofree char *why = NULL;

  if (cut_short == NULL && CPLGetLastErrorType () != CE_Failure && CPLGetLastErrorType () != CE_Fatal)
    return TRUE;

  why = dup_why ();
  if (number > 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _("After row %" G_GINT64_FORMAT " the file could not be read on: %s"), number, why);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” cannot be read: %s"),
                 ytt_input_get_title (input), why);

  return FALSE;
}

static gboolean
read_rows (Reading           *reading,
           YttInput          *input,
           YttStagingWriter  *writer,
           YttReadProgress    progress,
           gpointer           progress_data,
           GError           **error)
{
  gint64 number = 0, all = OGR_L_GetFeatureCount (reading->layer, FALSE);
  OGRFeatureH feature;

  OGR_L_ResetReading (reading->layer);
  CPLErrorReset ();
  while (cut_short == NULL && (feature = OGR_L_GetNextFeature (reading->layer)) != NULL)
    {
      gboolean done = read_row (reading, feature, ++number, writer, error);

      OGR_F_Destroy (feature);
      if (!done)
        return FALSE;
      if (number % ROWS_A_LOOK == 0)
        progress (all > 0 ? MIN ((double) number / (double) all, 1) : ytt_input_get_progress (input), progress_data);
    }

  if (!check_errors (input, number, error))
    return FALSE;
  if (number == 0 && reading->n_columns == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The table “%s” is empty."), OGR_L_GetName (reading->layer));

  return number > 0 || reading->n_columns > 0;
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  g_autofree char *valid = text != NULL ? make_valid (text) : NULL;

  json_builder_set_member_name (builder, name);
  if (valid != NULL)
    json_builder_add_string_value (builder, valid);
  else
    json_builder_add_null_value (builder);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            gint64       number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_layers (JsonBuilder  *builder,
            GDALDatasetH  dataset)
{
  json_builder_set_member_name (builder, "layers");
  json_builder_begin_array (builder);
  for (int i = 0; i < GDALDatasetGetLayerCount (dataset); i++)
    {
      OGRLayerH layer = GDALDatasetGetLayer (dataset, i);

      json_builder_begin_object (builder);
      add_text (builder, "name", OGR_L_GetName (layer));
      add_number (builder, "rows", OGR_L_GetFeatureCount (layer, FALSE));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_columns (JsonBuilder   *builder,
             const Reading *reading)
{
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (reading->layer);

  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reading->n_columns; i++)
    {
      g_autofree char *valid = make_valid (OGR_Fld_GetNameRef (OGR_FD_GetFieldDefn (definition, (int) i)));

      json_builder_add_string_value (builder, valid);
    }
  json_builder_end_array (builder);
}

/* What is told of the file; see ytt-staging.c. */
static char *
tell (Reading  *reading,
      YttInput *input)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "format", GDALGetDriverShortName (GDALGetDatasetDriver (reading->dataset)));
  add_text (builder, "layer", OGR_L_GetName (reading->layer));
  add_text (builder, "reference", reading->reference);
  add_text (builder, "encoding", ytt_input_get_encoding (input));
  add_number (builder, "lines", reading->has_lines);
  add_number (builder, "shapes", reading->n_shapes);
  add_layers (builder, reading->dataset);
  add_columns (builder, reading);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/**
 * ytt_read_file:
 * @input: the file
 * @layer: (nullable): the layer or sheet to read; %NULL for the first that has rows
 * @output: an empty file that can be written
 * @progress: called now and then
 * @progress_data: for @progress
 * @error: return location for a #GIOErrorEnum
 *
 * Reads a file with GDAL and writes it as a staging file, its points in degrees of WGS 84.
 *
 * Returns: whether it was read to its end
 */
gboolean
ytt_read_file (YttInput         *input,
               const char       *layer,
               int               output,
               YttReadProgress   progress,
               gpointer          progress_data,
               GError          **error)
{
  g_auto(Reading) reading = { NULL };
  g_autoptr(YttStagingWriter) writer = NULL;
  g_autofree char *about = NULL;

  if (!open_dataset (&reading, input, error) || !choose_layer (&reading, layer, error)
      || !choose_reference (&reading, error) || !read_columns (&reading, input, error))
    return FALSE;

  reading.has_lines = g_str_equal (GDALGetDriverShortName (GDALGetDatasetDriver (reading.dataset)), "CSV");
  reading.line = has_no_header (&reading) ? 1 : 2;
  writer = ytt_staging_writer_new (output, reading.n_columns);
  if (!read_rows (&reading, input, writer, progress, progress_data, error))
    return FALSE;
  about = tell (&reading, input);

  return ytt_staging_writer_finish (writer, about, error);
}
