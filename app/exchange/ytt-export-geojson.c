/* Facilities as GeoJSON (RFC 7946). */

#include "config.h"

#include "ytt-export-cells.h"
#include "ytt-export-private.h"

#include <math.h>

#include "ytt-json-text.h"

typedef struct
{
  YttExportStream stream;
  gboolean        first;      /* no facility was written yet */
  gboolean        begun;      /* properties of this one were */
} Writer;

static void
append_property (guint          rank,
                 const char    *column,
                 const char    *text,
                 YttExportKind  kind,
                 gpointer       data)
{
  Writer *writer = data;
  GString *out = writer->stream.text;

  /* The geometry has them. */
  if (g_str_equal (column, "latitude") || g_str_equal (column, "longitude"))
    return;

  if (writer->begun)
    g_string_append (out, ", ");
  writer->begun = TRUE;
  ytt_json_append_text (out, column);
  g_string_append (out, ": ");
  if (kind == YTT_EXPORT_NUMBER)
    g_string_append (out, text);
  else
    ytt_json_append_text (out, text);
}

static void
append_position (GString *out,
                 double   degrees)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, ytt_export_format_degrees (text, degrees));
}

static gboolean
append_feature (YttRecord  *record,
                gpointer    data,
                GError    **error)
{
  Writer *writer = data;
  GString *out = writer->stream.text;

  g_string_append (out, writer->first ? "\n{\"type\": \"Feature\", " : ",\n{\"type\": \"Feature\", ");
  writer->first = FALSE;
  if (record->slug != NULL)
    {
      g_string_append (out, "\"id\": ");
      ytt_json_append_text (out, record->slug);
      g_string_append (out, ", ");
    }
  g_string_append (out, "\"geometry\": ");
  if (isnan (record->longitude))
    g_string_append (out, "null");
  else
    {
      g_string_append (out, "{\"type\": \"Point\", \"coordinates\": [");
      append_position (out, record->longitude);
      g_string_append (out, ", ");
      append_position (out, record->latitude);
      g_string_append (out, "]}");
    }
  g_string_append (out, ", \"properties\": {");
  writer->begun = FALSE;
  ytt_export_for_each_cell (record, append_property, writer);
  g_string_append (out, "}}");

  return ytt_export_stream_pass (&writer->stream, error);
}

/*< private >
 * ytt_export_write_geojson:
 * @self: an export
 * @error: return location for an error
 *
 * Writes the facilities as a feature collection, in degrees of WGS 84 as RFC 7946 has it and so without a word on that. A
 * facility whose place is unknown has no geometry.
 *
 * Returns: whether all was written
 */
gboolean
ytt_export_write_geojson (YttExport  *self,
                          GError    **error)
{
  Writer writer = { { -1, NULL }, TRUE, FALSE };
  gboolean done;

  if (!ytt_export_stream_open (&writer.stream, self->path, error))
    return FALSE;

  g_string_append (writer.stream.text, "{\"type\": \"FeatureCollection\", \"features\": [");
  done = ytt_export_for_each_record (self, 0, 1, append_feature, &writer, error);
  g_string_append (writer.stream.text, "\n]}\n");
  done = done && ytt_export_stream_finish (&writer.stream, error);
  ytt_export_stream_clear (&writer.stream);

  return done;
}
