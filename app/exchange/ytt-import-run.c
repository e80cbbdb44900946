/* The import itself: what a review found goes into the document, as one change. */

#include "config.h"

#include "ytt-import-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-id.h"

#define ROWS_A_LOOK 500

/* Room for all the rows that an import may have below 53 bits. */
#define MOST_FIRST_ID ((G_GINT64_CONSTANT (1) << 53) - (G_GINT64_CONSTANT (1) << 32))

/* An import while it is written, in the thread that writes. */
typedef struct
{
  YttImport   *import;         /* (owned): a copy, with its findings */
  GHashTable  *organisations;  /* (element-type utf8 gint64): those that were made */
  gint64       next_id;
  gint64       source;         /* the key of the file as a source; 0 as long as nothing needs it */
  char        *summary;

  /* The row that is being written */
  YttBulk     *bulk;
  gint64       facility;
  gint64       positions;      /* of what stands in an order */
  GPtrArray   *columns;        /* (element-type utf8): of the facility's own row, with NULL at its end */
  GArray      *cells;          /* (element-type YttCell) */
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->import);
  g_hash_table_unref (run->organisations);
  g_ptr_array_unref (run->columns);
  g_array_unref (run->cells);
  g_free (run->summary);
  g_free (run);
}

static YttCell
text_or_null (const char *text)
{
  return text != NULL && *text != '\0' ? YTT_CELL_OF_TEXT (text) : YTT_CELL_OF_NULL;
}

/* The first is random among 53 bits; those that follow it stand side by side in tables and indexes, which is ten times
 * faster than rows that are strewn all over them. */
static gint64
make_id (Run *run)
{
  return run->next_id++;
}

/* The file is the source of all that is taken from it. */
static gboolean
need_source (Run     *run,
             GError **error)
{
  static const char * const columns[] = { "title", "published", "url", NULL };
  const YttImportMapping *mapping = run->import->mapping;
  const char *title = mapping->source != NULL && *mapping->source != '\0' ? mapping->source : _("Imported file");
  YttCell cells[] = { YTT_CELL_OF_TEXT (title), text_or_null (mapping->date), text_or_null (mapping->address) };

  if (run->source != 0)
    return TRUE;

  run->source = ytt_facts_find_source (run->import->facts, title, mapping->address);
  if (run->source != 0)
    return TRUE;
  run->source = make_id (run);

  return ytt_bulk_insert (run->bulk, "source", columns, run->source, cells, error);
}

/* One row of a table that belongs to the facility, and holds one text. */
static gboolean
insert_text (Run         *run,
             const char  *table,
             const char  *column,
             const char  *text,
             GError     **error)
{
  static const char * const names[] = { "facility", "name", NULL }, * const stages[] = { "facility", "stage", NULL },
    * const elements[] = { "facility", "element", NULL };
  const char * const *columns = g_str_equal (column, "name") ? names : g_str_equal (column, "stage") ? stages : elements;
  YttCell cells[] = { YTT_CELL_OF_INTEGER (run->facility), YTT_CELL_OF_TEXT (text) };

  return ytt_bulk_insert (run->bulk, table, columns, make_id (run), cells, error);
}

static gboolean
insert_product (Run         *run,
                const char  *product,
                GError     **error)
{
  static const char * const columns[] = { "facility", "product", "position", NULL };
  YttCell cells[] = { YTT_CELL_OF_INTEGER (run->facility), YTT_CELL_OF_TEXT (product),
                      YTT_CELL_OF_INTEGER (run->positions++) };

  return ytt_bulk_insert (run->bulk, "facility_product", columns, make_id (run), cells, error);
}

/* 0 with an error */
static gint64
need_organisation (Run         *run,
                   const char  *name,
                   GError     **error)
{
  static const char * const columns[] = { "name", "kind", "source", NULL };
  gint64 id = ytt_facts_find_organisation (run->import->facts, name);
  gint64 *made = id == 0 ? g_hash_table_lookup (run->organisations, name) : NULL;
  YttCell cells[] = { YTT_CELL_OF_TEXT (name), YTT_CELL_OF_TEXT ("company"), YTT_CELL_OF_NULL };

  if (id != 0 || made != NULL)
    return made != NULL ? *made : id;

  if (!need_source (run, error))
    return 0;
  id = make_id (run);
  cells[2] = YTT_CELL_OF_INTEGER (run->source);
  if (!ytt_bulk_insert (run->bulk, "organisation", columns, id, cells, error))
    return 0;
  g_hash_table_insert (run->organisations, g_strdup (name), g_memdup2 (&id, sizeof id));

  return id;
}

static gboolean
insert_company (Run                    *run,
                const YttImportCompany *company,
                GError                **error)
{
  static const char * const columns[] = { "facility", "organisation", "role", "share", "position", NULL };
  gint64 organisation = need_organisation (run, company->name, error);
  YttCell cells[] = { YTT_CELL_OF_INTEGER (run->facility), YTT_CELL_OF_INTEGER (organisation),
                      YTT_CELL_OF_TEXT (company->role),
                      isnan (company->share) ? YTT_CELL_OF_NULL : YTT_CELL_OF_REAL (company->share),
                      YTT_CELL_OF_INTEGER (run->positions++) };

  return organisation != 0
         && ytt_bulk_insert (run->bulk, "facility_organisation", columns, make_id (run), cells, error);
}

static gboolean
insert_claim (Run                  *run,
              const YttImportRow   *read,
              const YttImportClaim *claim,
              GError              **error)
{
  static const char * const columns[] = {
    "facility", "attribute", "value", "value_max", "unit", "basis", "qualifier", "tense", "as_of", "source", "note", "typed",
    "part", "scope", NULL
  };
  YttCell cells[] = {
    YTT_CELL_OF_INTEGER (run->facility), YTT_CELL_OF_TEXT (claim->attribute), YTT_CELL_OF_TEXT (claim->value),
    text_or_null (claim->value_max), YTT_CELL_OF_TEXT (claim->unit), YTT_CELL_OF_TEXT (claim->basis),
    YTT_CELL_OF_TEXT (ytt_qualifier_to_code (claim->qualifier)),
    YTT_CELL_OF_TEXT (claim->tense == YTT_TENSE_PROMISED ? "promised" : "stated"),
    text_or_null (claim->date != NULL ? claim->date : read->date), YTT_CELL_OF_NULL, text_or_null (claim->note),
    text_or_null (claim->typed), YTT_CELL_OF_TEXT (claim->part), YTT_CELL_OF_TEXT (claim->scope)
  };

  if (!need_source (run, error))
    return FALSE;
  cells[9] = YTT_CELL_OF_INTEGER (run->source);

  return ytt_bulk_insert (run->bulk, "claim", columns, make_id (run), cells, error);
}

/* Columns of the facility's own row come first; the row is written before what belongs to it. */
static void
take_column (Run                 *run,
             const YttImportRow  *read,
             const char          *kind,
             const char * const  *parts)
{
  YttCell cell = parts != NULL ? YTT_CELL_OF_TEXT (parts[0]) : YTT_CELL_OF_POINT (read->longitude, read->latitude);

  g_ptr_array_add (run->columns, (gpointer) kind);
  g_array_append_val (run->cells, cell);
}

static gboolean
is_column (const char *kind)
{
  static const char * const columns[] = {
    "facility", "name", "country", "admin1", "locality", "summary", "location_precision", "geom", NULL
  };

  return g_strv_contains (columns, kind);
}

static gboolean
take_own (const YttImportRow  *read,
          const char          *kind,
          const char * const  *parts,
          const gpointer       item,
          gpointer             data,
          GError             **error)
{
  if (is_column (kind))
    take_column (data, read, kind, parts);

  return TRUE;
}

static gboolean
write_own (Run                 *run,
           const YttImportRow  *read,
           gboolean             new,
           GError             **error)
{
  g_ptr_array_set_size (run->columns, 0);
  g_array_set_size (run->cells, 0);
  ytt_import_for_each_news (run->import->facts, new ? 0 : run->facility, read, take_own, run, NULL);
  if (run->columns->len == 0)
    return TRUE;
  g_ptr_array_add (run->columns, NULL);

  if (new)
    return ytt_bulk_insert (run->bulk, "facility", (const char * const *) run->columns->pdata, run->facility,
                            (const YttCell *) (gpointer) run->cells->data, error);

  return ytt_bulk_update (run->bulk, "facility", (const char * const *) run->columns->pdata, run->facility,
                          (const YttCell *) (gpointer) run->cells->data, error);
}

static gboolean
write_part (const YttImportRow  *read,
            const char          *kind,
            const char * const  *parts,
            const gpointer       item,
            gpointer             data,
            GError             **error)
{
  Run *run = data;

  if (is_column (kind))
    return TRUE;
  if (g_str_equal (kind, "facility_name"))
    return insert_text (run, kind, "name", parts[0], error);
  if (g_str_equal (kind, "facility_stage"))
    return insert_text (run, kind, "stage", parts[0], error);
  if (g_str_equal (kind, "facility_element"))
    return insert_text (run, kind, "element", parts[0], error);
  if (g_str_equal (kind, "facility_product"))
    return insert_product (run, parts[0], error);
  if (g_str_equal (kind, "facility_organisation"))
    return insert_company (run, item, error);

  return insert_claim (run, read, item, error);
}

/* A new facility says where its record is from; its claims and its status do so by themselves. */
static gboolean
write_source (Run     *run,
              GError **error)
{
  static const char * const columns[] = { "facility", "source", NULL };
  YttCell cells[2];

  if (!need_source (run, error))
    return FALSE;
  cells[0] = YTT_CELL_OF_INTEGER (run->facility);
  cells[1] = YTT_CELL_OF_INTEGER (run->source);

  return ytt_bulk_insert (run->bulk, "facility_source", columns, make_id (run), cells, error);
}

static gboolean
write_row (Run              *run,
           YttImportReader  *reader,
           guint             row,
           GError          **error)
{
  const YttImportFinding *finding = &g_array_index (run->import->findings, YttImportFinding, row);
  gboolean new = finding->verdict == YTT_IMPORT_NEW;
  const YttImportRow *read;
  int column;

  if (!new && finding->verdict != YTT_IMPORT_CHANGED)
    return TRUE;

  read = ytt_import_reader_read (reader, row, &column, error);
  if (read == NULL)
    return FALSE;

  run->facility = new ? make_id (run) : finding->facility;
  /* Behind what is there already, in the order of the file. */
  run->positions = new ? 0 : 1000;

  return write_own (run, read, new, error)
         && ytt_import_for_each_news (run->import->facts, new ? 0 : run->facility, read, write_part, run, error)
         && (!new || read->claims->len > 0 || read->status != YTT_STATUS_UNKNOWN || write_source (run, error));
}

static gboolean
write_rows (YttBulk   *bulk,
            gpointer   data,
            GError   **error)
{
  Run *run = data;
  YttImport *self = run->import;
  g_autoptr(YttImportReader) reader = ytt_import_reader_new (self->staging, self->mapping);
  guint n = ytt_staging_get_n_rows (self->staging);

  run->bulk = bulk;
  for (guint row = 0; row < n; row++)
    {
      if (!write_row (run, reader, row, error))
        return FALSE;
      if (row % ROWS_A_LOOK == 0 && !ytt_bulk_tell (bulk, (double) row / n, error))
        return FALSE;
    }

  return TRUE;
}

/* So many rows of tables a row of the file becomes, about. */
static guint
count_rows (YttImport *self)
{
  guint n = self->counts[YTT_IMPORT_NEW] + self->counts[YTT_IMPORT_CHANGED];

  return n < G_MAXUINT / 8 ? n * 4 : G_MAXUINT / 2;
}

/**
 * ytt_import_run_async:
 * @self: an import that has been reviewed
 * @store: the document that it was reviewed with
 * @progress: (nullable): called now and then
 * @progress_data: for @progress; it must outlast the callback
 * @cancellable: (nullable): to give up; the document is then as it was
 * @callback: called when all is in the document, or nothing
 * @user_data: for @callback
 *
 * Writes what the review found to be new or changed, as one change that one undo takes back. If somebody has changed the
 * document since the review in a way that stands against it, nothing is written.
 */
void
ytt_import_run_async (YttImport           *self,
                      YttStore            *store,
                      YttBulkProgress      progress,
                      gpointer             progress_data,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  guint n;
  Run *run;
  YttBulkJob job = { NULL };

  g_return_if_fail (YTT_IS_IMPORT (self));
  g_return_if_fail (self->findings != NULL);
  g_return_if_fail (YTT_IS_STORE (store));

  run = g_new0 (Run, 1);
  run->import = ytt_import_new (self->staging, self->facts, self->mapping);
  run->import->findings = g_array_ref (self->findings);
  run->next_id = MIN (ytt_id_random (), MOST_FIRST_ID);
  run->organisations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run->columns = g_ptr_array_new ();
  run->cells = g_array_new (FALSE, FALSE, sizeof (YttCell));
  n = self->counts[YTT_IMPORT_NEW] + self->counts[YTT_IMPORT_CHANGED];
  run->summary = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import of %u facility from “%s”",
                                               "Import of %u facilities from “%s”", n),
                                  n, self->mapping->source != NULL ? self->mapping->source : "");

  job.func = write_rows;
  job.data = run;
  job.free_data = (GDestroyNotify) run_free;
  job.kind = YTT_HISTORY_IMPORT;
  job.n_rows = count_rows (self);
  job.additions = TRUE;
  job.summary = run->summary;
  job.progress = progress;
  job.progress_data = progress_data;
  ytt_store_bulk_async (store, &job, cancellable, callback, user_data);
}

/**
 * ytt_import_run_finish:
 * @self: an import
 * @result: what the callback got
 * @error: return location for a #YttError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: the key of the entry of the history; 0 with an error, or without one if there was nothing to do
 */
gint64
ytt_import_run_finish (YttImport     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_autoptr(GObject) store = NULL;

  g_return_val_if_fail (YTT_IS_IMPORT (self), 0);

  store = g_async_result_get_source_object (result);

  return ytt_store_bulk_finish (YTT_STORE (store), result, error);
}
