/* What is typed into the fields of a claim, and what the claim would be by it. */

#include "config.h"

#include "ytt-claim-fields-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-claim-reading.h"
#include "ytt-format.h"
#include "ytt-reading.h"
#include "ytt-source-field.h"

YttRow *
ytt_claim_fields_get_row (YttClaimFields *self)
{
  return self->book != NULL && self->claim != 0 ? ytt_claim_book_get_claim_row (self->book, self->claim) : NULL;
}

gboolean
ytt_claim_fields_is_status (YttClaimFields *self)
{
  return strcmp (self->attribute, "status") == 0;
}

gboolean
ytt_field_is_empty (YttField *field)
{
  g_autofree char *text = ytt_field_get_text (field);

  return *text == '\0';
}

/* Reading and writing */

static gboolean
read_value_cb (YttField    *field,
               const char  *text,
               GPtrArray   *readings,
               gpointer     user_data,
               GError     **error)
{
  YttClaimFields *self = user_data;

  if (*text == '\0')
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("A claim has a value"));
      return FALSE;
    }
  if (self->attribute[0] == '\0')
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("Choose first what the claim is about"));
      return FALSE;
    }
  /* What is only a draft is read again; it was asked about already. */
  if (self->chosen != NULL && g_strcmp0 (text, self->chosen_text) == 0)
    {
      g_ptr_array_add (readings, ytt_field_reading_ref (self->chosen));
      return TRUE;
    }

  return ytt_claim_read_value (self->attribute, ytt_claim_fields_get_row (self), text, readings, error);
}

static char *
format_value_cb (YttField *field,
                 YttRow   *row,
                 gpointer  user_data)
{
  return ytt_claim_write_value (row);
}

static gboolean
read_date_cb (YttField    *field,
              const char  *text,
              GPtrArray   *readings,
              gpointer     user_data,
              GError     **error)
{
  YttClaimFields *self = user_data;

  return ytt_claim_read_date (field == self->published ? "published" : "as_of", text, readings, error);
}

static char *
format_date_cb (YttField *field,
                YttRow   *row,
                gpointer  user_data)
{
  return ytt_claim_write_date (ytt_row_get_text (row, "as_of"));
}

static gboolean
read_address_cb (YttField    *field,
                 const char  *text,
                 GPtrArray   *readings,
                 gpointer     user_data,
                 GError     **error)
{
  return ytt_claim_read_address (text, readings, error);
}

/* The whole is no part, and not nothing. */
static gboolean
read_part_cb (YttField    *field,
              const char  *text,
              GPtrArray   *readings,
              gpointer     user_data,
              GError     **error)
{
  YttFieldReading *reading = ytt_field_reading_new (NULL);

  ytt_field_reading_set (reading, "part", YTT_CELL_OF_TEXT (text));
  g_ptr_array_add (readings, reading);

  return TRUE;
}

/* What is planned or expected is a promise, and what is not a statement, until somebody says otherwise. */
static gboolean
read_qualifier_cb (YttField    *field,
                   const char  *text,
                   GPtrArray   *readings,
                   gpointer     user_data,
                   GError     **error)
{
  YttFieldReading *reading = ytt_field_reading_new (NULL);
  gboolean promised = strcmp (text, "planned") == 0 || strcmp (text, "expected") == 0;

  if (*text != '\0')
    {
      ytt_field_reading_set (reading, "qualifier", YTT_CELL_OF_TEXT (text));
      ytt_field_reading_set (reading, "tense",
                             YTT_CELL_OF_TEXT (ytt_tense_to_code (promised ? YTT_TENSE_PROMISED : YTT_TENSE_STATED)));
    }
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static char *
format_tense_cb (YttField *field,
                 YttRow   *row,
                 gpointer  user_data)
{
  g_autoptr(YttClaim) claim = ytt_claim_new_from_row (row);

  return g_strdup (ytt_tense_to_code (claim->tense));
}

static gboolean
read_inferred_cb (YttField    *field,
                  const char  *text,
                  GPtrArray   *readings,
                  gpointer     user_data,
                  GError     **error)
{
  YttFieldReading *reading = ytt_field_reading_new (NULL);

  ytt_field_reading_set (reading, "inferred", YTT_CELL_OF_INTEGER (strcmp (text, "1") == 0));
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static char *
format_source_cb (YttField *field,
                  YttRow   *row,
                  gpointer  user_data)
{
  YttClaimFields *self = user_data;
  YttCell cell = ytt_row_get (row, "source");
  YttSource *source = cell.kind == YTT_CELL_INTEGER ? ytt_claim_book_get_source (self->book, cell.integer) : NULL;

  return g_strdup (source != NULL ? source->title : "");
}

static void
save_source_cb (YttField        *field,
                YttFieldReading *reading,
                YttChanges      *changes,
                gpointer         user_data)
{
  YttRow *row = ytt_field_get_row (field);
  gint64 source;

  if (row == NULL)
    return;

  if (ytt_cell_equal (ytt_field_reading_get (reading, "source"), ytt_row_get (row, "source")))
    return;

  source = ytt_source_field_take (reading, changes);
  ytt_changes_update (changes, "claim", ytt_row_get_id (row));
  ytt_changes_expect (changes, "source", ytt_row_get (row, "source"));
  ytt_changes_set (changes, "source", YTT_CELL_OF_INTEGER (source));
}

/* What the claim would be */

static void
overlay (YttRow   *row,
         YttField *field)
{
  YttFieldReading *reading = field != NULL ? ytt_field_get_reading (field) : NULL;
  g_auto(GStrv) columns = NULL;

  if (reading == NULL || ytt_field_get_state (field) == YTT_FIELD_CLEAN)
    return;

  columns = ytt_row_get_columns (ytt_field_reading_get_row (reading));
  for (gsize i = 0; columns[i] != NULL; i++)
    {
      YttCell cell = ytt_field_reading_get (reading, columns[i]);

      if (cell.kind != YTT_CELL_NULL || ytt_row_get_id (row) != 0)
        ytt_row_set (row, columns[i], cell);
    }
}

/* (transfer full): the claim with what is being typed, as a row of its table. */
YttRow *
ytt_claim_fields_make_row (YttClaimFields *self)
{
  YttRow *stored = ytt_claim_fields_get_row (self);
  YttRow *row = ytt_row_new ("claim", self->claim);
  g_auto(GStrv) columns = stored != NULL ? ytt_row_get_columns (stored) : NULL;

  for (gsize i = 0; columns != NULL && columns[i] != NULL; i++)
    ytt_row_set (row, columns[i], ytt_row_get (stored, columns[i]));
  ytt_row_set (row, "attribute", YTT_CELL_OF_TEXT (self->attribute));
  if (self->record != NULL)
    ytt_row_set (row, "facility", YTT_CELL_OF_INTEGER (self->record->id));
  if (stored == NULL)
    ytt_row_set (row, "scope", YTT_CELL_OF_TEXT ("site"));

  overlay (row, ytt_claim_fields_get_value (self));
  overlay (row, self->as_of);
  overlay (row, self->part);
  overlay (row, self->scope);
  if (!ytt_claim_fields_is_status (self))
    overlay (row, self->qualifier);
  overlay (row, self->tense);
  if (ytt_claim_fields_is_status (self))
    overlay (row, self->inferred);
  overlay (row, self->note);

  return row;
}

static char *
describe_contradicted (YttClaimFields *self,
                       const YttClaim *claim)
{
  g_autoptr(GPtrArray) contradicted = ytt_claim_book_find_contradicted (self->book, claim);
  g_autofree char *value = NULL, *caption = NULL;
  YttClaim *first;

  if (contradicted->len == 0)
    return NULL;

  first = g_ptr_array_index (contradicted, 0);
  value = ytt_format_claim (first);
  caption = ytt_format_claim_caption (first);
  if (contradicted->len == 1)
    /* Translators: under a figure that is being typed: another one, and how and by whom it was said */
    return g_strdup_printf (_("Contradicts %s (%s)"), value, caption);

  return g_strdup_printf (ngettext ("Contradicts %s (%s) and %u other claim", "Contradicts %s (%s) and %u other claims",
                                    contradicted->len - 1), value, caption, contradicted->len - 1);
}

/* What the text means, where it is not just that. */
static char *
describe_meaning (YttClaimFields *self,
                  const YttClaim *claim)
{
  g_autofree char *text = g_strstrip (ytt_field_get_text (ytt_claim_fields_get_value (self)));
  g_autofree char *plain = NULL;

  if (ytt_claim_fields_is_status (self) || *text == '\0' || *claim->value == '\0')
    return NULL;

  plain = ytt_readings_unparse (claim);

  /* Translators: under what was typed, such as "3 ktpa NdPr": how it is understood */
  return strcmp (text, plain) != 0 ? g_strdup_printf (_("Means %s"), plain) : NULL;
}

void
ytt_claim_fields_update_note (YttClaimFields *self)
{
  YttField *field = ytt_claim_fields_get_value (self);
  YttFieldState state = ytt_field_get_state (field);
  gboolean readable = state == YTT_FIELD_CLEAN ? ytt_claim_fields_get_row (self) != NULL
                                               : ytt_field_get_reading (field) != NULL;
  g_autoptr(YttRow) row = NULL;
  g_autoptr(YttClaim) claim = NULL;
  g_autofree char *meaning = NULL, *contradicted = NULL, *note = NULL;

  if (readable && self->book != NULL)
    {
      row = ytt_claim_fields_make_row (self);
      claim = ytt_claim_new_from_row (row);
      meaning = describe_meaning (self, claim);
      contradicted = claim->withdrawn ? NULL : describe_contradicted (self, claim);
    }

  note = meaning != NULL && contradicted != NULL ? g_strconcat (meaning, "\n", contradicted, NULL) : NULL;
  ytt_field_set_note (field, note != NULL ? note : meaning != NULL ? meaning : contradicted);
  if (contradicted != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (field), "contradicts");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (field), "contradicts");
}

/* How they are read, written and saved */

void
ytt_claim_fields_bind_reading (YttClaimFields *self)
{
  ytt_field_set_read_func (self->value, read_value_cb, self, NULL);
  ytt_field_set_format_func (self->value, format_value_cb, self, NULL);
  if (self->status != NULL)
    {
      ytt_field_set_read_func (self->status, read_value_cb, self, NULL);
      ytt_field_set_format_func (self->status, format_value_cb, self, NULL);
      ytt_field_set_read_func (self->inferred, read_inferred_cb, self, NULL);
    }
  if (self->adds)
    {
      ytt_field_set_read_func (self->published, read_date_cb, self, NULL);
      ytt_field_set_read_func (self->address, read_address_cb, self, NULL);
    }
  else
    {
      ytt_field_set_format_func (self->source, format_source_cb, self, NULL);
      ytt_field_set_save_func (self->source, save_source_cb, self, NULL);
    }
  ytt_field_set_read_func (self->as_of, read_date_cb, self, NULL);
  ytt_field_set_format_func (self->as_of, format_date_cb, self, NULL);
  ytt_field_set_read_func (self->part, read_part_cb, self, NULL);
  ytt_field_set_read_func (self->qualifier, read_qualifier_cb, self, NULL);
  ytt_field_set_format_func (self->tense, format_tense_cb, self, NULL);
}

/**
 * ytt_claim_fields_let_go:
 * @self: the fields of a claim
 *
 * Ends what the fields ask of @self: they may outlive it by a commit that is under way.
 */
void
ytt_claim_fields_let_go (YttClaimFields *self)
{
  g_return_if_fail (YTT_IS_CLAIM_FIELDS (self));

  for (guint i = 0; i < self->fields->len; i++)
    {
      YttField *field = g_ptr_array_index (self->fields, i);

      if (field != self->source)
        ytt_field_set_read_func (field, NULL, NULL, NULL);
      ytt_field_set_save_func (field, NULL, NULL, NULL);
      ytt_field_set_format_func (field, NULL, NULL, NULL);
    }
}
