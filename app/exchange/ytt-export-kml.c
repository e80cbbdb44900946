/* Facilities as KML 2.2, for Google Earth and its like. */

#include "config.h"

#include "ytt-export-table.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-kml.h"
#include "ytt-picture-file.h"
#include "ytt-symbol.h"

/* The part of it that reading takes. */
#define READING 0.8

typedef struct
{
  YttExportStream  stream;
  YttExportTable  *table;
} Writer;

static const char *
get_type (YttExportKind kind)
{
  return kind == YTT_EXPORT_NUMBER ? "double" : "string";
}

/* A placemark's own name and point are not told twice. */
static gboolean
is_own (const YttExportColumn *column)
{
  return g_str_equal (column->name, "name") || g_str_equal (column->name, "latitude")
         || g_str_equal (column->name, "longitude");
}

/* A pin in the colour that the stage has on our own map. KML writes colours as alpha, blue, green and red. */
static void
append_style (GString  *kml,
              YttStages stage)
{
  guint32 rgb = stage != YTT_STAGE_NONE ? ytt_theme_get_stage_colour (YTT_THEME_LIGHT, stage)
                                        : ytt_theme_get_gone (YTT_THEME_LIGHT);

  g_string_append_printf (kml,
                          "    <Style id=\"stage-%s\">\n"
                          "      <IconStyle>\n"
                          "        <color>ff%02x%02x%02x</color>\n"
                          "      </IconStyle>\n"
                          "    </Style>\n",
                          stage != YTT_STAGE_NONE ? ytt_stage_to_code (stage) : "none", rgb & 0xff, (rgb >> 8) & 0xff,
                          (rgb >> 16) & 0xff);
}

static void
append_head (Writer *writer)
{
  GString *kml = writer->stream.text;

  g_string_append (kml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n"
                        "  <Document>\n");
  ytt_kml_append_text (kml, "    ", "name", _("Facilities"));
  append_style (kml, YTT_STAGE_NONE);
  for (guint i = 0; i < YTT_N_STAGES; i++)
    append_style (kml, 1 << i);
  g_string_append (kml, "    <Schema name=\"facilities\" id=\"facilities\">\n");
  for (guint i = 0; i < writer->table->columns->len; i++)
    {
      const YttExportColumn *column = g_ptr_array_index (writer->table->columns, i);

      if (!is_own (column))
        g_string_append_printf (kml, "      <SimpleField type=\"%s\" name=\"%s\"></SimpleField>\n",
                                get_type (column->kind), column->name);
    }
  g_string_append (kml, "    </Schema>\n");
}

/* What a balloon shows: HTML, which stands in the KML as text. */
static void
append_balloon (GString         *kml,
                const YttRecord *record)
{
  g_autoptr(GString) html = g_string_new (NULL);

  if (record->summary != NULL)
    {
      g_autofree char *summary = ytt_xml_escape (record->summary);

      g_string_append_printf (html, "<p>%s</p>", summary);
    }
  for (guint i = 0; i < record->figures->len; i++)
    {
      const YttFigure *figure = g_ptr_array_index (record->figures, i);
      g_autofree char *value = ytt_format_claim (figure->shown), *caption = ytt_format_claim_caption (figure->shown);
      g_autofree char *label = ytt_xml_escape (ytt_attribute_get_label (figure->attribute));
      g_autofree char *value_escaped = ytt_xml_escape (value), *caption_escaped = ytt_xml_escape (caption);

      g_string_append_printf (html, "<p><b>%s: %s</b><br><small>%s</small></p>", label, value_escaped, caption_escaped);
    }
  if (html->len > 0)
    ytt_kml_append_text (kml, "      ", "description", html->str);
}

static void
append_data (Writer *writer)
{
  GString *kml = writer->stream.text;

  g_string_append (kml, "      <ExtendedData>\n        <SchemaData schemaUrl=\"#facilities\">\n");
  for (guint i = 0; i < writer->table->columns->len; i++)
    {
      const YttExportColumn *column = g_ptr_array_index (writer->table->columns, i);
      const char *text = writer->table->cells[i];
      g_autofree char *escaped = NULL;

      if (is_own (column) || *text == '\0')
        continue;
      escaped = ytt_xml_escape (text);
      g_string_append_printf (kml, "          <SimpleData name=\"%s\">%s</SimpleData>\n", column->name, escaped);
    }
  g_string_append (kml, "        </SchemaData>\n      </ExtendedData>\n");
}

/* What stands before the data, whose columns are not known before all facilities were read, is kept with the row. */
static gboolean
begin_placemark (const YttRecord  *record,
                 GString          *kml,
                 gpointer          data,
                 GError          **error)
{
  YttStages leading = ytt_stages_get_leading (record->stages);

  g_string_append (kml, "    <Placemark>\n");
  ytt_kml_append_text (kml, "      ", "name", record->name);
  append_balloon (kml, record);
  g_string_append_printf (kml, "      <styleUrl>#stage-%s</styleUrl>\n",
                          leading != YTT_STAGE_NONE ? ytt_stage_to_code (leading) : "none");

  return TRUE;
}

static const char *
get_cell (YttExportTable *table,
          const char     *name)
{
  const YttExportColumn *column = g_hash_table_lookup (table->by_name, name);

  return table->cells[table->places[column->met]];
}

static gboolean
append_placemark (gpointer   data,
                  GError   **error)
{
  Writer *writer = data;
  GString *kml = writer->stream.text;
  const char *longitude = get_cell (writer->table, "longitude");

  g_string_append (kml, writer->table->text);
  append_data (writer);
  if (*longitude != '\0')
    g_string_append_printf (kml, "      <Point>\n        <coordinates>%s,%s</coordinates>\n      </Point>\n", longitude,
                            get_cell (writer->table, "latitude"));
  g_string_append (kml, "    </Placemark>\n");

  return ytt_export_stream_pass (&writer->stream, error);
}

/*< private >
 * ytt_export_write_kml:
 * @self: an export
 * @error: return location for an error
 *
 * Writes a placemark for each facility, in the colour of its leading stage, whose balloon has its description and figures
 * in words, and whose extended data have all that GeoJSON has. One whose place is unknown has no point.
 *
 * Returns: whether all was written
 */
gboolean
ytt_export_write_kml (YttExport  *self,
                      GError    **error)
{
  g_autoptr(YttExportTable) table = ytt_export_table_new (self, READING, begin_placemark, NULL, error);
  Writer writer = { { -1, NULL }, table };
  gboolean done;

  if (table == NULL || !ytt_export_stream_open (&writer.stream, self->path, error))
    return FALSE;

  append_head (&writer);
  done = ytt_export_table_for_each (table, self, READING, append_placemark, &writer, error);
  g_string_append (writer.stream.text, "  </Document>\n</kml>\n");
  done = done && ytt_export_stream_finish (&writer.stream, error);
  ytt_export_stream_clear (&writer.stream);

  return done;
}
