/* Facilities and claims as rows of tables. */

#include "config.h"

#include "ytt-export-table.h"

/* Whether somebody gave up is looked for after so many. */
#define ROWS_A_LOOK 100

const char * const ytt_export_claim_columns[YTT_EXPORT_N_CLAIM_COLUMNS + 1] = {
  "claim", "facility", "facility_name", "attribute", "part", "scope", "value", "value_max", "unit", "basis", "qualifier",
  "tense", "as_of", "source", "note", "shown", "source_title", "publisher", "published", "url", NULL
};

static void
column_free (gpointer data)
{
  YttExportColumn *column = data;

  g_free (column->name);
  g_free (column);
}

void
ytt_export_table_free (YttExportTable *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->columns);
  g_clear_pointer (&self->spool, ytt_export_spool_free);
  g_free (self->places);
  g_free (self->cells);
  g_free (self->kinds);
  g_free (self);
}

static YttExportColumn *
add_column (YttExportTable *self,
            guint           rank,
            const char     *name,
            YttExportKind   kind)
{
  YttExportColumn *column = g_new0 (YttExportColumn, 1);

  column->rank = rank;
  column->name = g_strdup (name);
  column->kind = kind;
  column->met = self->columns->len;
  g_ptr_array_add (self->columns, column);
  g_hash_table_insert (self->by_name, column->name, column);

  return column;
}

static YttExportColumn *
need_column (YttExportTable *self,
             guint           rank,
             const char     *name,
             YttExportKind   kind)
{
  YttExportColumn *column = g_hash_table_lookup (self->by_name, name);

  if (column == NULL)
    column = add_column (self, rank, name, kind);
  if (column->kind != kind)
    column->kind = YTT_EXPORT_TEXT;

  return column;
}

static void
gather_fixed (guint          rank,
              const char    *name,
              const char    *text,
              YttExportKind  kind,
              gpointer       data)
{
  need_column (data, rank, name, kind);
}

static void
gather_cell (guint          rank,
             const char    *name,
             const char    *text,
             YttExportKind  kind,
             gpointer       data)
{
  YttExportTable *self = data;

  ytt_export_spool_add (self->spool, need_column (self, rank, name, kind)->met, kind, text);
}

/* What is kept with a row has no column. */
#define NO_COLUMN G_MAXUINT32

typedef struct
{
  YttExportTable     *table;
  YttExportTableFunc  func;   /* (nullable) */
  gpointer            data;
  GString            *text;
} Gathering;

static gboolean
gather (YttRecord  *record,
        gpointer    data,
        GError    **error)
{
  Gathering *gathering = data;
  YttExportTable *self = gathering->table;

  ytt_export_for_each_cell (record, gather_cell, self);
  g_string_truncate (gathering->text, 0);
  if (gathering->func != NULL && !gathering->func (record, gathering->text, gathering->data, error))
    return FALSE;
  if (gathering->text->len > 0)
    ytt_export_spool_add (self->spool, NO_COLUMN, 0, gathering->text->str);
  self->n_rows++;

  return ytt_export_spool_end (self->spool, error);
}

static int
compare_columns (gconstpointer a,
                 gconstpointer b)
{
  const YttExportColumn *first = *(YttExportColumn * const *) a, *second = *(YttExportColumn * const *) b;

  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;

  return g_strcmp0 (first->name, second->name);
}

/*< private >
 * ytt_export_table_new:
 * @self: an export
 * @end: the progress at its end, 0 to 1
 * @func: (nullable): called with each facility
 * @data: for @func
 * @error: return location for an error
 *
 * Goes over all facilities to find out which columns they need, and puts what belongs in them aside.
 *
 * Returns: (transfer full) (nullable): a table
 */
YttExportTable *
ytt_export_table_new (YttExport           *self,
                      double               end,
                      YttExportTableFunc   func,
                      gpointer             data,
                      GError             **error)
{
  g_autoptr(YttExportTable) table = g_new0 (YttExportTable, 1);
  g_autoptr(GString) text = g_string_new (NULL);
  Gathering gathering = { table, func, data, text };

  table->columns = g_ptr_array_new_with_free_func (column_free);
  table->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  table->spool = ytt_export_spool_new (self->path, error);
  if (table->spool == NULL)
    return NULL;
  ytt_export_for_each_fixed (gather_fixed, table);
  if (!ytt_export_for_each_record (self, 0, end, gather, &gathering, error))
    return NULL;

  g_ptr_array_sort (table->columns, compare_columns);
  table->cells = g_new0 (const char *, table->columns->len + 1);
  table->kinds = g_new0 (guint8, table->columns->len + 1);
  table->places = g_new0 (guint, table->columns->len);
  for (guint i = 0; i < table->columns->len; i++)
    table->places[((YttExportColumn *) g_ptr_array_index (table->columns, i))->met] = i;

  return ytt_export_spool_rewind (table->spool, error) ? g_steal_pointer (&table) : NULL;
}

static void
fill_cell (guint       place,
           guint       kind,
           const char *text,
           gpointer    data)
{
  YttExportTable *self = data;

  if (place == NO_COLUMN)
    {
      self->text = text;
      return;
    }

  self->cells[self->places[place]] = text;
  self->kinds[self->places[place]] = (guint8) kind;
}

/*< private >
 * ytt_export_table_for_each:
 * @self: a table
 * @export: the export
 * @begin: the progress at its begin, 0 to 1
 * @func: called with each row in the cells of @self; %FALSE with an error ends it
 * @data: for @func
 * @error: return location for an error
 *
 * To be called once.
 *
 * Returns: whether @func had all rows, and did not fail
 */
gboolean
ytt_export_table_for_each (YttExportTable   *self,
                           YttExport        *export,
                           double            begin,
                           gboolean        (*func) (gpointer data, GError **error),
                           gpointer          data,
                           GError          **error)
{
  for (guint row = 0; row < self->n_rows; row++)
    {
      for (guint i = 0; i < self->columns->len; i++)
        self->cells[i] = "";
      self->text = "";
      if (!ytt_export_spool_read (self->spool, fill_cell, self, error) || !func (data, error))
        return FALSE;
      if (row % ROWS_A_LOOK == 0 && !ytt_export_tell (export, begin + (1 - begin) * row / self->n_rows, error))
        return FALSE;
    }

  return ytt_export_tell (export, 1, error);
}

#define OR_EMPTY(text) ((text) != NULL ? (text) : "")

static gboolean
tell_claim (const YttRecord     *record,
            const YttClaim      *claim,
            gboolean             shown,
            YttExportClaimFunc   func,
            gpointer             data,
            GError             **error)
{
  const YttSource *source = claim->source;
  const char *cells[YTT_EXPORT_N_CLAIM_COLUMNS + 1] = {
    OR_EMPTY (claim->slug), OR_EMPTY (record->slug), record->name, claim->attribute, OR_EMPTY (claim->part),
    OR_EMPTY (claim->scope), claim->value, OR_EMPTY (claim->value_max), OR_EMPTY (claim->unit), OR_EMPTY (claim->basis),
    ytt_qualifier_to_code (claim->qualifier), claim->tense == YTT_TENSE_PROMISED ? "promised" : "stated",
    OR_EMPTY (claim->as_of), source != NULL ? OR_EMPTY (source->slug) : "", OR_EMPTY (claim->note), shown ? "yes" : "no",
    source != NULL ? OR_EMPTY (source->title) : "", source != NULL ? OR_EMPTY (source->publisher) : "",
    source != NULL ? OR_EMPTY (source->published) : "", source != NULL ? OR_EMPTY (source->url) : "", NULL
  };

  return func (cells, data, error);
}

static gboolean
tell_figure (const YttRecord     *record,
             const YttFigure     *figure,
             YttExportClaimFunc   func,
             gpointer             data,
             GError             **error)
{
  for (guint i = 0; i < figure->claims->len; i++)
    {
      const YttClaim *claim = g_ptr_array_index (figure->claims, i);

      if (!tell_claim (record, claim, claim == figure->shown, func, data, error))
        return FALSE;
    }

  return TRUE;
}

/*< private >
 * ytt_export_for_each_claim:
 * @record: a facility
 * @func: called with each claim on it that was not withdrawn
 * @data: for @func
 * @error: return location for an error of @func
 *
 * Returns: whether @func did not fail
 */
gboolean
ytt_export_for_each_claim (const YttRecord     *record,
                           YttExportClaimFunc   func,
                           gpointer             data,
                           GError             **error)
{
  if (record->status_figure != NULL && !tell_figure (record, record->status_figure, func, data, error))
    return FALSE;
  for (guint i = 0; i < record->figures->len; i++)
    if (!tell_figure (record, g_ptr_array_index (record->figures, i), func, data, error))
      return FALSE;

  return TRUE;
}

YttExportKind
ytt_export_claim_get_kind (guint       column,
                           const char *text)
{
  if ((column == YTT_EXPORT_CLAIM_VALUE || column == YTT_EXPORT_CLAIM_VALUE_MAX) && ytt_export_is_number (text))
    return YTT_EXPORT_NUMBER;
  if (column == YTT_EXPORT_CLAIM_AS_OF || column == YTT_EXPORT_CLAIM_PUBLISHED)
    return YTT_EXPORT_DATE;

  return YTT_EXPORT_TEXT;
}
