/* Facilities and claims as rows of tables. */

#include "config.h"

#include "ytt-export-table.h"

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

  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->texts);
  g_free (self->cells);
  g_free (self->kinds);
  g_free (self);
}

static void
free_text (gpointer text)
{
  g_string_free (text, TRUE);
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
  g_ptr_array_add (self->columns, column);
  g_hash_table_insert (self->places, column->name, column);

  return column;
}

/* While columns are gathered, their names lead to themselves. */
static void
gather_cell (guint          rank,
             const char    *name,
             const char    *text,
             YttExportKind  kind,
             gpointer       data)
{
  YttExportTable *self = data;
  YttExportColumn *column = g_hash_table_lookup (self->places, name);

  if (column == NULL)
    column = add_column (self, rank, name, kind);
  if (column->kind != kind)
    column->kind = YTT_EXPORT_TEXT;
}

static gboolean
gather (YttRecord  *record,
        gpointer    data,
        GError    **error)
{
  ytt_export_for_each_cell (record, gather_cell, data);

  return TRUE;
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
 * @begin: the progress at its begin, 0 to 1
 * @end: the progress at its end, 0 to 1
 * @error: return location for an error
 *
 * Goes over all facilities to find out which columns they need.
 *
 * Returns: (transfer full) (nullable): a table
 */
YttExportTable *
ytt_export_table_new (YttExport  *self,
                      double      begin,
                      double      end,
                      GError    **error)
{
  g_autoptr(YttExportTable) table = g_new0 (YttExportTable, 1);

  table->columns = g_ptr_array_new_with_free_func (column_free);
  table->places = g_hash_table_new (g_str_hash, g_str_equal);
  table->texts = g_ptr_array_new_with_free_func (free_text);
  ytt_export_for_each_fixed (gather_cell, table);
  if (!ytt_export_for_each_record (self, begin, end, gather, table, error))
    return NULL;

  g_ptr_array_sort (table->columns, compare_columns);
  table->cells = g_new0 (const char *, table->columns->len + 1);
  table->kinds = g_new0 (guint8, table->columns->len + 1);
  for (guint i = 0; i < table->columns->len; i++)
    {
      YttExportColumn *column = g_ptr_array_index (table->columns, i);

      g_hash_table_insert (table->places, column->name, GUINT_TO_POINTER (i));
      g_ptr_array_add (table->texts, g_string_new (NULL));
    }

  return g_steal_pointer (&table);
}

static void
fill_cell (guint          rank,
           const char    *name,
           const char    *text,
           YttExportKind  kind,
           gpointer       data)
{
  YttExportTable *self = data;
  gpointer place;

  /* What was added since the columns were gathered has none. */
  if (!g_hash_table_lookup_extended (self->places, name, NULL, &place))
    return;

  g_string_assign (g_ptr_array_index (self->texts, GPOINTER_TO_UINT (place)), text);
  self->kinds[GPOINTER_TO_UINT (place)] = (guint8) kind;
}

void
ytt_export_table_read (YttExportTable  *self,
                       const YttRecord *record)
{
  for (guint i = 0; i < self->texts->len; i++)
    g_string_truncate (g_ptr_array_index (self->texts, i), 0);
  ytt_export_for_each_cell (record, fill_cell, self);
  for (guint i = 0; i < self->texts->len; i++)
    self->cells[i] = ((GString *) g_ptr_array_index (self->texts, i))->str;
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
