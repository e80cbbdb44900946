#include "config.h"

#include "ytt-import-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-format.h"

#define ROWS_A_LOOK 2000

G_DEFINE_FINAL_TYPE (YttImport, ytt_import, G_TYPE_OBJECT)

static void
forget_review (YttImport *self)
{
  g_clear_pointer (&self->findings, g_array_unref);
  memset (self->counts, 0, sizeof self->counts);
  self->n_swapped = 0;
}

static void
ytt_import_finalize (GObject *object)
{
  YttImport *self = YTT_IMPORT (object);

  forget_review (self);
  g_hash_table_unref (self->decisions);
  g_clear_pointer (&self->mapping, ytt_import_mapping_free);
  g_clear_pointer (&self->facts, ytt_facts_unref);
  g_clear_object (&self->staging);

  G_OBJECT_CLASS (ytt_import_parent_class)->finalize (object);
}

static void
ytt_import_class_init (YttImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_import_finalize;
}

static void
ytt_import_init (YttImport *self)
{
  self->titles = -1;
  self->decisions = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * ytt_import_new:
 * @staging: the foreign file
 * @facts: what the document knows
 * @mapping: what the columns are for
 *
 * Returns: (transfer full): an import that has not been reviewed yet
 */
YttImport *
ytt_import_new (YttStaging             *staging,
                YttFacts               *facts,
                const YttImportMapping *mapping)
{
  YttImport *self;

  g_return_val_if_fail (YTT_IS_STAGING (staging), NULL);
  g_return_val_if_fail (facts != NULL && mapping != NULL, NULL);

  self = g_object_new (YTT_TYPE_IMPORT, NULL);
  self->staging = g_object_ref (staging);
  self->facts = ytt_facts_ref (facts);
  self->mapping = ytt_import_mapping_copy (mapping);

  return self;
}

YttStaging *
ytt_import_get_staging (YttImport *self)
{
  g_return_val_if_fail (YTT_IS_IMPORT (self), NULL);

  return self->staging;
}

const YttImportMapping *
ytt_import_get_mapping (YttImport *self)
{
  g_return_val_if_fail (YTT_IS_IMPORT (self), NULL);

  return self->mapping;
}

void
ytt_import_set_mapping (YttImport              *self,
                        const YttImportMapping *mapping)
{
  g_return_if_fail (YTT_IS_IMPORT (self));
  g_return_if_fail (mapping != NULL);

  ytt_import_mapping_free (self->mapping);
  self->mapping = ytt_import_mapping_copy (mapping);
  forget_review (self);
}

/**
 * ytt_import_set_titles:
 * @self: an import
 * @column: the column that says what rows are called
 *
 * For files that hold the name only where it is news.
 */
void
ytt_import_set_titles (YttImport *self,
                       guint      column)
{
  g_return_if_fail (YTT_IS_IMPORT (self));
  g_return_if_fail (column < ytt_staging_get_n_columns (self->staging));

  self->titles = (int) column;
}

/* A review works on what it was given; the import gets what it found when it is done. */
typedef struct
{
  YttImport          *import;       /* (owned): a copy */
  YttImportProgress   progress;
  gpointer            progress_data;
} Review;

typedef struct
{
  YttImportProgress  progress;
  gpointer           data;
  double             fraction;
} Telling;

static void
review_free (Review *review)
{
  g_object_unref (review->import);
  g_free (review);
}

static gboolean
tell_cb (gpointer user_data)
{
  Telling *telling = user_data;

  telling->progress (telling->fraction, telling->data);

  return G_SOURCE_REMOVE;
}

static void
tell (GTask  *task,
      Review *review,
      double  fraction)
{
  Telling *telling;

  if (review->progress == NULL)
    return;

  telling = g_new0 (Telling, 1);
  *telling = (Telling) { review->progress, review->progress_data, fraction };
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, tell_cb, telling, g_free);
}

static gboolean
note_news (const YttImportRow  *read,
           const char          *kind,
           const char * const  *parts,
           const gpointer       item,
           gpointer             data,
           GError             **error)
{
  *(gboolean *) data = TRUE;

  return TRUE;
}

static void
look_at_row (YttImport        *self,
             YttImportReader  *reader,
             YttImportSeen    *seen,
             YttImportSwaps   *swaps,
             guint             row,
             YttImportFinding *finding)
{
  g_autoptr(GError) error = NULL;
  gint64 *decision = g_hash_table_lookup (self->decisions, GUINT_TO_POINTER (row));
  int column = -1;
  const YttImportRow *read;
  gboolean news = FALSE;

  *finding = (YttImportFinding) { 0, YTT_IMPORT_UNUSABLE, -1 };
  if (decision != NULL && *decision == YTT_IMPORT_NOT_AT_ALL)
    {
      finding->verdict = YTT_IMPORT_LEFT_OUT;
      return;
    }

  read = ytt_import_reader_read (reader, row, &column, &error);
  if (swaps != NULL)
    ytt_import_swaps_note (swaps, self->facts, read, error);
  finding->column = (gint8) CLAMP (column, -1, G_MAXINT8);
  if (read == NULL || !ytt_import_match (self, read, row, seen, &finding->facility, NULL))
    return;

  ytt_import_for_each_news (self->facts, finding->facility, read, note_news, &news, NULL);
  if (finding->facility == 0)
    finding->verdict = YTT_IMPORT_NEW;
  else
    finding->verdict = news ? YTT_IMPORT_CHANGED : YTT_IMPORT_SAME;
}

static void
review_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Review *review = task_data;
  YttImport *self = review->import;
  g_autoptr(YttImportReader) reader = ytt_import_reader_new (self->staging, self->mapping);
  g_auto(YttImportSeen) seen = { NULL };
  g_auto(YttImportSwaps) swaps = { 0 };
  guint n = ytt_staging_get_n_rows (self->staging);

  self->findings = g_array_sized_new (FALSE, FALSE, sizeof (YttImportFinding), n);
  for (guint row = 0; row < n; row++)
    {
      YttImportFinding finding;

      look_at_row (self, reader, &seen, &swaps, row, &finding);
      g_array_append_val (self->findings, finding);
      self->counts[finding.verdict]++;
      if (row % ROWS_A_LOOK == 0)
        {
          if (g_task_return_error_if_cancelled (task))
            return;
          tell (task, review, (double) row / n);
        }
    }

  self->n_swapped = ytt_import_swaps_count (&swaps);

  g_task_return_boolean (task, TRUE);
}

static gboolean
copy_decision (gpointer key,
               gpointer value,
               gpointer user_data)
{
  g_hash_table_insert (user_data, key, g_memdup2 (value, sizeof (gint64)));

  return FALSE;
}

/**
 * ytt_import_review_async:
 * @self: an import
 * @progress: (nullable): called now and then
 * @progress_data: for @progress; it must outlast the callback
 * @cancellable: (nullable): a cancellable
 * @callback: called when all rows were looked at
 * @user_data: for @callback
 *
 * Looks at all rows by the mapping as it is now, in a thread.
 */
void
ytt_import_review_async (YttImport           *self,
                         YttImportProgress    progress,
                         gpointer             progress_data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Review *review;

  g_return_if_fail (YTT_IS_IMPORT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  review = g_new0 (Review, 1);
  review->import = ytt_import_new (self->staging, self->facts, self->mapping);
  review->progress = progress;
  review->progress_data = progress_data;
  g_hash_table_find (self->decisions, (GHRFunc) copy_decision, review->import->decisions);
  g_task_set_source_tag (task, ytt_import_review_async);
  g_task_set_task_data (task, review, (GDestroyNotify) review_free);
  g_task_run_in_thread (task, review_thread);
}

/**
 * ytt_import_review_finish:
 * @self: an import
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: whether all rows were looked at
 */
gboolean
ytt_import_review_finish (YttImport     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  Review *review;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  review = g_task_get_task_data (G_TASK (result));
  forget_review (self);
  self->findings = g_steal_pointer (&review->import->findings);
  memcpy (self->counts, review->import->counts, sizeof self->counts);
  self->n_swapped = review->import->n_swapped;

  return TRUE;
}

gboolean
ytt_import_get_reviewed (YttImport *self)
{
  g_return_val_if_fail (YTT_IS_IMPORT (self), FALSE);

  return self->findings != NULL;
}

guint
ytt_import_count (YttImport        *self,
                  YttImportVerdict  verdict)
{
  g_return_val_if_fail (YTT_IS_IMPORT (self), 0);
  g_return_val_if_fail (verdict < YTT_N_IMPORT_VERDICTS, 0);

  return self->counts[verdict];
}

guint
ytt_import_get_n_swapped (YttImport *self)
{
  g_return_val_if_fail (YTT_IS_IMPORT (self), 0);

  return self->n_swapped;
}

YttImportVerdict
ytt_import_get_verdict (YttImport *self,
                        guint      row)
{
  g_return_val_if_fail (YTT_IS_IMPORT (self), YTT_IMPORT_UNUSABLE);
  g_return_val_if_fail (self->findings != NULL && row < self->findings->len, YTT_IMPORT_UNUSABLE);

  return g_array_index (self->findings, YttImportFinding, row).verdict;
}

gint64
ytt_import_get_facility (YttImport *self,
                         guint      row)
{
  g_return_val_if_fail (YTT_IS_IMPORT (self), 0);
  g_return_val_if_fail (self->findings != NULL && row < self->findings->len, 0);

  return g_array_index (self->findings, YttImportFinding, row).facility;
}

/* Where a row stands, as the file's own program shows it. */
static char *
tell_where (YttImport *self,
            guint      row,
            int        column)
{
  YttStagedRow staged;
  g_autofree char *line = NULL;

  ytt_staging_get_row (self->staging, row, &staged);
  line = g_strdup_printf (ytt_staging_get_has_lines (self->staging) ? _("Line %" G_GINT64_FORMAT) : _("Row %" G_GINT64_FORMAT),
                          staged.number);

  return column >= 0 ? g_strdup_printf ("%s, “%s”", line, ytt_staging_get_column (self->staging, (guint) column))
                     : g_steal_pointer (&line);
}

char *
ytt_import_dup_problem (YttImport *self,
                        guint      row)
{
  g_autoptr(YttImportReader) reader = NULL;
  g_auto(YttImportSeen) seen = { NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *where = NULL;
  const YttImportRow *read;
  gint64 facility;
  int column;

  g_return_val_if_fail (YTT_IS_IMPORT (self), NULL);

  if (ytt_import_get_verdict (self, row) != YTT_IMPORT_UNUSABLE)
    return NULL;

  reader = ytt_import_reader_new (self->staging, self->mapping);
  read = ytt_import_reader_read (reader, row, &column, &error);
  where = tell_where (self, row, column);
  if (read != NULL && ytt_import_match (self, read, row, &seen, &facility, &error))
    /* Alone it would do: another row took its place. */
    return g_strdup_printf (_("%s: It is the same facility as in a row before."), where);

  return g_strdup_printf ("%s: %s", where, error->message);
}

char *
ytt_import_dup_name (YttImport *self,
                     guint      row)
{
  int column;
  g_autofree char *name = NULL;

  g_return_val_if_fail (YTT_IS_IMPORT (self), NULL);

  column = self->titles >= 0 ? self->titles : ytt_import_mapping_find (self->mapping, YTT_IMPORT_NAME);
  if (column < 0)
    column = ytt_import_mapping_find (self->mapping, YTT_IMPORT_SLUG);
  name = column >= 0 ? ytt_staging_dup_cell (self->staging, row, (guint) column) : NULL;
  if (name != NULL && *g_strstrip (name) != '\0')
    return g_steal_pointer (&name);

  return tell_where (self, row, -1);
}

/* What people call what a column or a table holds. */
static const char *
get_label (const char *kind)
{
  static const struct { const char *kind; YttImportField field; } kinds[] = {
    { "facility", YTT_IMPORT_SLUG }, { "name", YTT_IMPORT_NAME }, { "country", YTT_IMPORT_COUNTRY },
    { "admin1", YTT_IMPORT_ADMIN1 }, { "locality", YTT_IMPORT_LOCALITY }, { "summary", YTT_IMPORT_SUMMARY },
    { "location_precision", YTT_IMPORT_PRECISION }, { "geom", YTT_IMPORT_COORDINATES },
    { "facility_name", YTT_IMPORT_OTHER_NAMES }, { "facility_stage", YTT_IMPORT_STAGES },
    { "facility_product", YTT_IMPORT_PRODUCTS }, { "facility_element", YTT_IMPORT_ELEMENTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return ytt_import_field_get_label (kinds[i].field);

  return kind;
}

static char *
describe (const YttImportRow *read,
          const char         *kind,
          const char * const *parts,
          const gpointer      item)
{
  YttStages stage;

  if (g_str_equal (kind, "geom"))
    return g_strdup_printf ("%s: %.5f, %.5f", get_label (kind), read->latitude, read->longitude);
  if (g_str_equal (kind, "country"))
    return g_strdup_printf ("%s: %s", get_label (kind), ytt_country_get_name (parts[0]));
  if (g_str_equal (kind, "location_precision"))
    return g_strdup_printf ("%s: %s", get_label (kind), ytt_precision_get_label (read->precision));
  if (g_str_equal (kind, "facility_stage") && ytt_stage_from_code (parts[0], &stage))
    return g_strdup_printf ("%s: %s", get_label (kind), ytt_stage_get_label (stage));
  if (g_str_equal (kind, "facility_organisation"))
    return g_strdup_printf ("%s: %s", g_str_equal (parts[0], "owner") ? _("Owner") : _("Operator"),
                            ((const YttImportCompany *) item)->name);
  if (g_str_equal (kind, "claim"))
    {
      const YttImportClaim *claim = item;
      YttClaim shown = { .attribute = (char *) claim->attribute, .part = (char *) "", .value = (char *) claim->value,
                         .value_max = *claim->value_max != '\0' ? (char *) claim->value_max : NULL,
                         .unit = (char *) claim->unit, .basis = (char *) claim->basis,
                         .qualifier = claim->qualifier, .tense = claim->tense };
      g_autofree char *value = ytt_format_claim (&shown);

      return g_strdup_printf ("%s: %s", ytt_attribute_get_label (claim->attribute), value);
    }

  return g_strdup_printf ("%s: %s", get_label (kind), parts[0]);
}

static gboolean
add_line (const YttImportRow  *read,
          const char          *kind,
          const char * const  *parts,
          const gpointer       item,
          gpointer             data,
          GError             **error)
{
  g_ptr_array_add (data, describe (read, kind, parts, item));

  return TRUE;
}

char **
ytt_import_dup_news (YttImport *self,
                     guint      row)
{
  g_autoptr(YttImportReader) reader = NULL;
  GPtrArray *lines = g_ptr_array_new ();
  const YttImportRow *read;
  int column;

  g_return_val_if_fail (YTT_IS_IMPORT (self), NULL);

  reader = ytt_import_reader_new (self->staging, self->mapping);
  read = ytt_import_reader_read (reader, row, &column, NULL);
  if (read != NULL)
    ytt_import_for_each_news (self->facts, ytt_import_get_facility (self, row), read, add_line, lines, NULL);
  g_ptr_array_add (lines, NULL);

  return (char **) g_ptr_array_free (lines, FALSE);
}

/**
 * ytt_import_decide:
 * @self: an import
 * @row: from 0
 * @facility: the key of the facility that the row is, or one of %YTT_IMPORT_AS_GUESSED, %YTT_IMPORT_AS_NEW and
 *   %YTT_IMPORT_NOT_AT_ALL
 *
 * What a person says goes before what is guessed. It counts for the row at once; another review looks at its neighbours.
 */
void
ytt_import_decide (YttImport *self,
                   guint      row,
                   gint64     facility)
{
  g_return_if_fail (YTT_IS_IMPORT (self));
  g_return_if_fail (row < ytt_staging_get_n_rows (self->staging));

  if (facility == YTT_IMPORT_AS_GUESSED)
    g_hash_table_remove (self->decisions, GUINT_TO_POINTER (row));
  else
    g_hash_table_insert (self->decisions, GUINT_TO_POINTER (row), g_memdup2 (&facility, sizeof facility));

  if (self->findings != NULL)
    {
      g_autoptr(YttImportReader) reader = ytt_import_reader_new (self->staging, self->mapping);
      g_auto(YttImportSeen) seen = { NULL };
      YttImportFinding *finding = &g_array_index (self->findings, YttImportFinding, row);

      self->counts[finding->verdict]--;
      look_at_row (self, reader, &seen, NULL, row, finding);
      self->counts[finding->verdict]++;
    }
}

gint64
ytt_import_get_decision (YttImport *self,
                         guint      row)
{
  gint64 *decision;

  g_return_val_if_fail (YTT_IS_IMPORT (self), YTT_IMPORT_AS_GUESSED);

  decision = g_hash_table_lookup (self->decisions, GUINT_TO_POINTER (row));

  return decision != NULL ? *decision : YTT_IMPORT_AS_GUESSED;
}

gboolean
ytt_import_get_readable (YttImport *self,
                         guint      row)
{
  g_autoptr(YttImportReader) reader = NULL;
  int column;

  g_return_val_if_fail (YTT_IS_IMPORT (self), FALSE);

  if (ytt_import_get_verdict (self, row) != YTT_IMPORT_UNUSABLE)
    return TRUE;

  reader = ytt_import_reader_new (self->staging, self->mapping);

  return ytt_import_reader_read (reader, row, &column, NULL) != NULL;
}
