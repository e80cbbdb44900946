/* A document as a folder of CSV files, one a table, out of which it can be built again. */

#include "config.h"

#include "ytt-check.h"
#include "ytt-csv-writer.h"
#include "ytt-data-set.h"
#include "ytt-export-private.h"
#include "ytt-flat.h"
#include "ytt-load.h"
#include "ytt-store-part.h"
#include "ytt-view.h"
#include "ytt-vocabulary.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

G_STATIC_ASSERT ((int) YTT_N_FILES == (int) YTT_N_FLAT_TABLES);

/* How much of the time it takes to copy what is exported out of the document, and to look at all rows before. */
#define COPIED 0.3

/* What of a view stands in columns; in the order of the file. */
static const char * const shown_columns[] = {
  "latitude", "longitude", "zoom", "width", "height", "filter", "year", "links"
};

/* A file that is being written. */
typedef struct
{
  YttFlatTable      table;
  char            **from;       /* (owned): the columns that are read */
  GPtrArray        *names;      /* (element-type utf8): those that may be written; borrowed from @from or constant */
  gboolean         *wanted;     /* (owned): for each of @names whether any row has something to say there */
  YttExportStream  *stream;     /* (nullable): while rows are only looked at */
} Sheet;

static void
sheet_clear (Sheet *sheet)
{
  g_strfreev (sheet->from);
  g_ptr_array_unref (sheet->names);
  g_free (sheet->wanted);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static void
sheet_init (Sheet        *sheet,
            YttFlatTable  table)
{
  *sheet = (Sheet) { table };
  sheet->from = ytt_flat_list_columns (table);
  sheet->names = g_ptr_array_new ();
  for (guint i = 0; sheet->from[i] != NULL; i++)
    g_ptr_array_add (sheet->names, sheet->from[i]);
  for (guint i = 0; table == YTT_FLAT_TOUR_STOPS && i < G_N_ELEMENTS (shown_columns); i++)
    g_ptr_array_add (sheet->names, (char *) shown_columns[i]);

  sheet->wanted = g_new0 (gboolean, sheet->names->len);
  for (guint i = 0; i < sheet->names->len; i++)
    sheet->wanted[i] = sheet->from[0] != NULL && i < g_strv_length (sheet->from)
                         ? !ytt_flat_is_extra (table, g_ptr_array_index (sheet->names, i))
                         : TRUE;
}

static guint
find_column (const Sheet *sheet,
             const char  *name)
{
  for (guint i = 0; i < sheet->names->len; i++)
    if (strcmp (g_ptr_array_index (sheet->names, i), name) == 0)
      return i;

  g_return_val_if_reached (0);
}

/* Which stage makes a material follows from its name; only another one is told. */
static void
tell_maker (const Sheet  *sheet,
            const char  **cells)
{
  const char *follows = ytt_vocabulary_get_maker (cells[find_column (sheet, "material")]);
  const char **maker = &cells[find_column (sheet, "maker")];

  if (g_strcmp0 (follows, *maker) == 0)
    *maker = "";
  else if (follows != NULL && **maker == '\0')
    *maker = YTT_DATA_NO_MAKER;
}

/* (transfer full) (nullable) (element-type utf8): what a view shows, in the order of shown_columns */
static GPtrArray *
describe_view (const YttView *view)
{
  g_autoptr(GEnumClass) modes = g_type_class_ref (YTT_TYPE_SUPPLY_MODE);
  const GEnumValue *links = g_enum_get_value (modes, view->links);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (texts, ytt_flat_format_number (view->latitude));
  g_ptr_array_add (texts, ytt_flat_format_number (view->longitude));
  g_ptr_array_add (texts, ytt_flat_format_number (view->zoom));
  g_ptr_array_add (texts, g_strdup_printf ("%d", view->width));
  g_ptr_array_add (texts, g_strdup_printf ("%d", view->height));
  g_ptr_array_add (texts, ytt_filter_to_string (view->filter));
  g_ptr_array_add (texts, view->moment.year != 0 ? g_strdup_printf ("%d", view->moment.year) : g_strdup (""));
  g_ptr_array_add (texts, g_strdup (links != NULL && view->links != YTT_SUPPLY_SELECTION ? links->value_nick : ""));

  return texts;
}

/* Whether the columns of a view say just what its content says. */
static gboolean
says_all (GPtrArray  *texts,
          gint64      facility,
          const char *content)
{
  g_auto(GStrv) columns = ytt_check_list_columns (YTT_FILE_TOUR_STOPS);
  g_autoptr(YttTable) table = ytt_table_new ("", (const char * const *) columns);
  YttCsvRow *row = g_new0 (YttCsvRow, 1);
  g_autofree char *made = NULL;

  row->fields = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      const char *text = "";

      for (guint j = 0; j < texts->len; j++)
        if (strcmp (columns[i], shown_columns[j]) == 0)
          text = g_ptr_array_index (texts, j);
      g_ptr_array_add (row->fields, g_strdup (text));
    }
  g_ptr_array_add (table->rows, row);
  made = ytt_load_stop_view (table, 0, facility, NULL);

  return g_strcmp0 (made, content) == 0;
}

/* What a stop shows stands in columns, as people can read and change it; what they cannot hold stands there as it is.
 * Returns: (transfer full) (nullable): what the cells borrow */
static GPtrArray *
tell_shown (const Sheet  *sheet,
            const char  **cells)
{
  const char **content = &cells[find_column (sheet, "content")];
  g_autoptr(YttView) view = **content != '\0' ? ytt_view_new_from_json (*content, NULL) : NULL;
  g_autoptr(GPtrArray) texts = NULL;
  guint first = sheet->names->len - G_N_ELEMENTS (shown_columns);

  for (guint i = 0; i < G_N_ELEMENTS (shown_columns); i++)
    cells[first + i] = "";
  if (view == NULL)
    return NULL;

  texts = describe_view (view);
  if ((view->selected != 0) != (*cells[find_column (sheet, "facility")] != '\0')
      || !says_all (texts, view->selected, *content))
    return NULL;

  *content = "";
  for (guint i = 0; i < texts->len; i++)
    cells[first + i] = g_ptr_array_index (texts, i);

  return g_steal_pointer (&texts);
}

static gboolean
take_row (const char * const  *read,
          gpointer             data,
          GError             **error)
{
  Sheet *sheet = data;
  g_autofree const char **cells = g_new0 (const char *, sheet->names->len + 1);
  g_autoptr(GPtrArray) owned = NULL;
  guint n = 0;

  for (guint i = 0; read[i] != NULL; i++)
    cells[i] = read[i];
  if (sheet->table == YTT_FLAT_LINKS)
    tell_maker (sheet, cells);
  if (sheet->table == YTT_FLAT_TOUR_STOPS)
    owned = tell_shown (sheet, cells);

  for (guint i = 0; i < sheet->names->len; i++)
    if (sheet->stream == NULL)
      sheet->wanted[i] |= *cells[i] != '\0';
    else if (sheet->wanted[i])
      cells[n++] = cells[i];
  if (sheet->stream == NULL)
    return TRUE;

  cells[n] = NULL;
  ytt_csv_append_row (sheet->stream->text, cells);

  return ytt_export_stream_pass (sheet->stream, error);
}

static void
append_header (const Sheet *sheet)
{
  g_autofree const char **names = g_new0 (const char *, sheet->names->len + 1);
  guint n = 0;

  for (guint i = 0; i < sheet->names->len; i++)
    if (sheet->wanted[i])
      names[n++] = g_ptr_array_index (sheet->names, i);
  ytt_csv_append_row (sheet->stream->text, names);
}

/* A column that no row needs would only be in the way; so all are looked at before. */
static gboolean
write_table (YttExport     *self,
             YttFlat       *flat,
             YttFlatTable   table,
             GError       **error)
{
  g_autofree char *path = g_build_filename (self->path, ytt_data_set_get_file_name ((YttFile) table), NULL);
  g_auto(YttExportStream) stream = { -1, NULL };
  g_auto(Sheet) sheet = { 0 };

  sheet_init (&sheet, table);
  if (!ytt_flat_read (flat, table, take_row, &sheet, error) || !ytt_export_stream_open (&stream, path, error))
    return FALSE;

  sheet.stream = &stream;
  append_header (&sheet);

  return ytt_flat_read (flat, table, take_row, &sheet, error) && ytt_export_stream_finish (&stream, error)
         && ytt_export_tell (self, COPIED + (1 - COPIED) * (table + 1) / YTT_N_FLAT_TABLES, error);
}

static gboolean
write_tables (YttExport   *self,
              const char  *copy,
              GError     **error)
{
  g_autoptr(YttFlat) flat = ytt_flat_open (copy, self->cancellable, error);

  for (YttFlatTable table = 0; flat != NULL && table < YTT_N_FLAT_TABLES; table++)
    if (!write_table (self, flat, table, error))
      return FALSE;

  return flat != NULL;
}

/*< private >
 * ytt_export_write_folder:
 * @self: an export
 * @error: return location for an error
 *
 * Makes a folder with a file for each table of the data set. What is exported is first copied out of the document, so that
 * all files are of one moment and nobody who writes to it waits.
 *
 * Returns: whether all was written
 */
gboolean
ytt_export_write_folder (YttExport  *self,
                         GError    **error)
{
  g_autofree char *copy = g_build_filename (self->path, ".copy", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  YttExportWait wait = { NULL };
  gboolean done;

  if (g_mkdir (self->path, 0777) != 0)
    {
      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }

  ytt_store_write_part_async (self->store, self->all ? NULL : self->ids, copy, self->cancellable, ytt_export_wait_cb, &wait);
  result = ytt_export_wait (&wait);
  done = ytt_store_write_part_finish (self->store, result, error) && ytt_export_tell (self, COPIED, error)
         && write_tables (self, copy, error);
  g_unlink (copy);

  return done;
}
