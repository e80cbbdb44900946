/* Facilities and the claims on them as a workbook. It is libxlsxwriter's, which writes row by row into temporary files and
 * never takes a text for a formula; GDAL's writer does (it turns "=1+1" into one), and holds all of the table in memory. */

#include "config.h"

#include "ytt-export-table.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

/* Letters in a cell: a text that no person wrote is cut there. */
#define MOST_LETTERS 32767

/* The part of it that reading takes. */
#define READING 0.7

typedef struct
{
  YttExportTable *table;        /* (nullable) */
  lxw_workbook   *book;
  lxw_worksheet  *facilities;
  lxw_worksheet  *claims;
  lxw_format     *bold;
  lxw_format     *day;
  lxw_row_t       row;          /* the next of the facilities */
  lxw_row_t       claims_row;
} Writer;

static gboolean
write_text (lxw_worksheet *sheet,
            lxw_row_t      row,
            lxw_col_t      column,
            const char    *text,
            lxw_format    *format)
{
  g_autofree char *cut = NULL;

  if (g_utf8_strlen (text, -1) > MOST_LETTERS)
    text = cut = g_utf8_substring (text, 0, MOST_LETTERS);

  return worksheet_write_string (sheet, row, column, text, format) == LXW_NO_ERROR;
}

/* A day of the calendar that spreadsheets count; a year or a month stays a text. */
static gboolean
read_day (const char   *text,
          lxw_datetime *day)
{
  int year, month, of_month;

  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-' || strspn (text, "0123456789-") != 10)
    return FALSE;

  year = (int) g_ascii_strtoll (text, NULL, 10);
  month = (int) g_ascii_strtoll (text + 5, NULL, 10);
  of_month = (int) g_ascii_strtoll (text + 8, NULL, 10);
  if (year < 1901 || !g_date_valid_dmy ((GDateDay) of_month, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  *day = (lxw_datetime) { year, month, of_month, 0, 0, 0 };

  return TRUE;
}

static gboolean
write_cell (Writer        *writer,
            lxw_worksheet *sheet,
            lxw_row_t      row,
            guint          column,
            const char    *text,
            YttExportKind  kind)
{
  lxw_datetime day;

  if (*text == '\0')
    return TRUE;
  if (kind == YTT_EXPORT_NUMBER)
    return worksheet_write_number (sheet, row, (lxw_col_t) column, g_ascii_strtod (text, NULL), NULL) == LXW_NO_ERROR;
  if (kind == YTT_EXPORT_DATE && read_day (text, &day))
    return worksheet_write_datetime (sheet, row, (lxw_col_t) column, &day, writer->day) == LXW_NO_ERROR;

  return write_text (sheet, row, (lxw_col_t) column, text, NULL);
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       _("a worksheet holds 1,048,576 rows and no more; choose another format, or a part"));

  return FALSE;
}

static gboolean
append_claim (const char * const *cells,
              gpointer            data,
              GError            **error)
{
  Writer *writer = data;

  if (writer->claims_row >= LXW_ROW_MAX)
    return fail (error);

  for (guint i = 0; i < YTT_EXPORT_N_CLAIM_COLUMNS; i++)
    if (!write_cell (writer, writer->claims, writer->claims_row, i, cells[i], ytt_export_claim_get_kind (i, cells[i])))
      return fail (error);
  writer->claims_row++;

  return TRUE;
}

static gboolean
append_claims (const YttRecord  *record,
               GString          *text,
               gpointer          data,
               GError          **error)
{
  return ytt_export_for_each_claim (record, append_claim, data, error);
}

static gboolean
append_facility (gpointer   data,
                 GError   **error)
{
  Writer *writer = data;

  if (writer->row >= LXW_ROW_MAX)
    return fail (error);

  for (guint i = 0; i < writer->table->columns->len; i++)
    if (!write_cell (writer, writer->facilities, writer->row, i, writer->table->cells[i], writer->table->kinds[i]))
      return fail (error);
  writer->row++;

  return TRUE;
}

/* As wide as most of what stands below. */
static double
get_width (const char    *name,
           YttExportKind  kind)
{
  static const char * const wide[] = {
    "name", "facility_name", "other_names", "operator", "owners", "stages", "products", "summary", "source_title", NULL
  };

  if (g_strv_contains (wide, name))
    return 32;

  return MAX (strlen (name) + 2, kind == YTT_EXPORT_TEXT ? 16 : 11);
}

/* The names stay in sight. */
static void
write_header (Writer        *writer,
              lxw_worksheet *sheet,
              guint          column,
              const char    *name,
              YttExportKind  kind)
{
  write_text (sheet, 0, (lxw_col_t) column, name, writer->bold);
  worksheet_set_column (sheet, (lxw_col_t) column, (lxw_col_t) column, get_width (name, kind), NULL);
}

static gboolean
begin (Writer  *writer,
       GError **error)
{
  writer->bold = workbook_add_format (writer->book);
  format_set_bold (writer->bold);
  writer->day = workbook_add_format (writer->book);
  format_set_num_format (writer->day, "yyyy-mm-dd");
  /* Names of sheets are the same in every language, as those of columns are. */
  writer->facilities = workbook_add_worksheet (writer->book, "facilities");
  writer->claims = workbook_add_worksheet (writer->book, "claims");
  if (writer->facilities == NULL || writer->claims == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("there is no room for temporary files"));
      return FALSE;
    }

  for (guint i = 0; i < YTT_EXPORT_N_CLAIM_COLUMNS; i++)
    write_header (writer, writer->claims, i, ytt_export_claim_columns[i], YTT_EXPORT_TEXT);
  worksheet_freeze_panes (writer->facilities, 1, 2);
  worksheet_freeze_panes (writer->claims, 1, 0);
  writer->row = writer->claims_row = 1;

  return TRUE;
}

/* Claims go into their sheet while facilities are read, for the columns of claims are known. */
static gboolean
write_sheets (Writer     *writer,
              YttExport  *self,
              GError    **error)
{
  gboolean done;

  writer->table = begin (writer, error) ? ytt_export_table_new (self, READING, append_claims, writer, error) : NULL;
  if (writer->table == NULL)
    return FALSE;

  for (guint i = 0; i < writer->table->columns->len; i++)
    {
      const YttExportColumn *column = g_ptr_array_index (writer->table->columns, i);

      write_header (writer, writer->facilities, i, column->name, column->kind);
    }
  done = ytt_export_table_for_each (writer->table, self, READING, append_facility, writer, error);
  g_clear_pointer (&writer->table, ytt_export_table_free);

  return done;
}

/* The library tells of a failure by a number, and the system knows why. */
static gboolean
finish (Writer   *writer,
        gboolean  wanted,
        GError  **error)
{
  lxw_error result = workbook_close (writer->book);

  if (!wanted)
    return FALSE;
  if (result == LXW_NO_ERROR)
    return TRUE;

  if (result == LXW_ERROR_CREATING_TMPFILE || result == LXW_ERROR_ZIP_FILE_OPERATION || result == LXW_ERROR_ZIP_FILE_ADD)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, lxw_strerror (result));
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, lxw_strerror (result));

  return FALSE;
}

/*< private >
 * ytt_export_write_xlsx:
 * @self: an export
 * @error: return location for an error
 *
 * Writes two sheets: a facility a row with the figures that are shown of it, and a claim a row with its source. Numbers and
 * days are typed; all else is text and never a formula.
 *
 * Returns: whether all was written
 */
gboolean
ytt_export_write_xlsx (YttExport  *self,
                       GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
  YttExportStream probe = { -1, NULL };
  Writer writer = { NULL };
  gboolean done;

  /* The library does not say why a file cannot be made. */
  if (!ytt_export_stream_open (&probe, self->path, error))
    return FALSE;
  ytt_export_stream_clear (&probe);

  writer.book = workbook_new_opt (self->path, &options);
  if (writer.book == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("there is no room for temporary files"));
      return FALSE;
    }
  done = write_sheets (&writer, self, error);

  return finish (&writer, done, error);
}
