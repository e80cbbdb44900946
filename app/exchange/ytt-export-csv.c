/* Facilities, or the claims on them, as a table in text (RFC 4180). */

#include "config.h"

#include "ytt-csv-writer.h"
#include "ytt-export-table.h"

/* Excel takes a file that does not begin so for one of the system's code page. */
#define MARK "\xef\xbb\xbf"

/* The part of it that reading takes. */
#define READING 0.8

typedef struct
{
  YttExportStream  stream;
  YttExportTable  *table;   /* (nullable): of facilities */
} Writer;

static gboolean
append_facility (gpointer   data,
                 GError   **error)
{
  Writer *writer = data;

  ytt_csv_append_row (writer->stream.text, writer->table->cells);

  return ytt_export_stream_pass (&writer->stream, error);
}

static gboolean
append_claim (const char * const *cells,
              gpointer            data,
              GError            **error)
{
  Writer *writer = data;

  ytt_csv_append_row (writer->stream.text, cells);

  return TRUE;
}

static gboolean
append_claims (YttRecord  *record,
               gpointer    data,
               GError    **error)
{
  Writer *writer = data;

  return ytt_export_for_each_claim (record, append_claim, writer, error)
         && ytt_export_stream_pass (&writer->stream, error);
}

static void
append_header (Writer *writer)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < writer->table->columns->len; i++)
    g_ptr_array_add (names, ((YttExportColumn *) g_ptr_array_index (writer->table->columns, i))->name);
  g_ptr_array_add (names, NULL);
  ytt_csv_append_row (writer->stream.text, (const char * const *) names->pdata);
}

/*< private >
 * ytt_export_write_csv:
 * @self: an export
 * @error: return location for an error
 *
 * Writes a facility a line, with the figures that are shown of it, in UTF-8 with a byte order mark. What a spreadsheet
 * would take for a formula gets an apostrophe before it, which our own import takes off again.
 *
 * Returns: whether all was written
 */
gboolean
ytt_export_write_csv (YttExport  *self,
                      GError    **error)
{
  g_autoptr(YttExportTable) table = ytt_export_table_new (self, READING, NULL, NULL, error);
  Writer writer = { { -1, NULL }, table };
  gboolean done;

  if (table == NULL || !ytt_export_stream_open (&writer.stream, self->path, error))
    return FALSE;

  g_string_append (writer.stream.text, MARK);
  append_header (&writer);
  done = ytt_export_table_for_each (table, self, READING, append_facility, &writer, error)
         && ytt_export_stream_finish (&writer.stream, error);
  ytt_export_stream_clear (&writer.stream);

  return done;
}

/*< private >
 * ytt_export_write_claims_csv:
 * @self: an export
 * @error: return location for an error
 *
 * Writes a claim a line, each with its source, as ytt_export_write_csv() does.
 *
 * Returns: whether all was written
 */
gboolean
ytt_export_write_claims_csv (YttExport  *self,
                             GError    **error)
{
  Writer writer = { { -1, NULL }, NULL };
  gboolean done;

  if (!ytt_export_stream_open (&writer.stream, self->path, error))
    return FALSE;

  g_string_append (writer.stream.text, MARK);
  ytt_csv_append_row (writer.stream.text, ytt_export_claim_columns);
  done = ytt_export_for_each_record (self, 0, 1, append_claims, &writer, error)
         && ytt_export_stream_finish (&writer.stream, error);
  ytt_export_stream_clear (&writer.stream);

  return done;
}
