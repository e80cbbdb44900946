/* The fields of a new claim: drafts until all of it is added. */

#include "config.h"

#include "ytt-claim-fields-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-claim-reading.h"

/* New claims: one field fills another */

/* Puts a text where there is none, or only what was put there before. */
static void
offer (YttField    *field,
       char       **offered,
       const char  *text)
{
  g_autofree char *there = ytt_field_get_text (field);

  if ((*there != '\0' && g_strcmp0 (there, *offered) != 0) || g_strcmp0 (there, text) == 0)
    return;

  g_free (*offered);
  *offered = g_strdup (text);
  ytt_field_type (field, text);
  ytt_field_save (field);
}

static const char *
get_reading_text (YttFieldReading *reading,
                  const char      *column)
{
  YttCell cell = ytt_field_reading_get (reading, column);

  return cell.kind == YTT_CELL_TEXT ? cell.text : "";
}

static void
fill_details (YttClaimFields  *self,
              YttFieldReading *reading)
{
  g_autofree char *text = ytt_field_get_text (self->source);
  g_autofree char *date = NULL;
  gboolean known_text = g_strcmp0 (text, self->detailed) == 0
                        || (self->detailed == NULL && !ytt_field_is_empty (self->title));

  g_free (self->detailed);
  self->detailed = g_steal_pointer (&text);
  if (known_text)
    return;

  date = ytt_claim_write_date (get_reading_text (reading, "published"));
  ytt_field_type (self->title, get_reading_text (reading, "title"));
  ytt_field_type (self->publisher, get_reading_text (reading, "publisher"));
  ytt_field_type (self->published, date);
  ytt_field_type (self->address, get_reading_text (reading, "url"));
  ytt_field_save (self->published);
}

void
ytt_claim_fields_update_details (YttClaimFields *self)
{
  YttFieldReading *reading = ytt_field_get_reading (self->source);
  YttField *details[] = { self->title, self->publisher, self->published, self->address };
  gboolean is_new = reading != NULL
                    && ytt_cell_equal (ytt_field_reading_get (reading, "source"), YTT_CELL_OF_INTEGER (0));

  for (gsize i = 0; i < G_N_ELEMENTS (details); i++)
    gtk_widget_set_visible (GTK_WIDGET (details[i]), is_new);
  if (is_new)
    fill_details (self, reading);
  if (reading != NULL && *get_reading_text (reading, "published") != '\0')
    {
      g_autofree char *date = ytt_claim_write_date (get_reading_text (reading, "published"));

      offer (self->as_of, &self->dated, date);
    }
}

void
ytt_claim_fields_take_chosen (YttClaimFields *self)
{
  YttFieldReading *reading = ytt_field_get_reading (self->value);

  g_clear_pointer (&self->chosen, ytt_field_reading_unref);
  g_clear_pointer (&self->chosen_text, g_free);
  if (reading == NULL)
    return;

  self->chosen = ytt_field_reading_ref (reading);
  self->chosen_text = g_strstrip (ytt_field_get_text (self->value));
  if (*get_reading_text (reading, "note") != '\0')
    offer (self->note, &self->noted, get_reading_text (reading, "note"));
}

/**
 * ytt_claim_fields_is_touched:
 * @self: the fields of a new claim
 *
 * Returns: whether there is anything in them
 */
gboolean
ytt_claim_fields_is_touched (YttClaimFields *self)
{
  g_return_val_if_fail (YTT_IS_CLAIM_FIELDS (self), FALSE);

  for (guint i = 0; i < self->fields->len; i++)
    if (!ytt_field_is_empty (g_ptr_array_index (self->fields, i)))
      return TRUE;

  return FALSE;
}

/**
 * ytt_claim_fields_is_pending:
 * @self: the fields of a new claim
 *
 * Returns: whether something in them is still being looked up
 */
gboolean
ytt_claim_fields_is_pending (YttClaimFields *self)
{
  g_return_val_if_fail (YTT_IS_CLAIM_FIELDS (self), FALSE);

  for (guint i = 0; i < self->fields->len; i++)
    if (ytt_field_get_state (g_ptr_array_index (self->fields, i)) == YTT_FIELD_READING)
      return TRUE;

  return FALSE;
}

/* Says what is wrong in a field that must be right. */
static gboolean
check_field (YttField    *field,
             gboolean     needed,
             const char  *missing,
             GError     **error)
{
  gboolean empty = ytt_field_is_empty (field);

  if (!gtk_widget_get_visible (GTK_WIDGET (field)) || (empty && !needed))
    return TRUE;

  if (!empty && ytt_field_get_state (field) != YTT_FIELD_ASKING && ytt_field_get_reading (field) == NULL)
    ytt_field_save (field);
  if (!empty && ytt_field_get_reading (field) != NULL)
    return TRUE;

  if (empty)
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, missing);
  else if (ytt_field_get_state (field) == YTT_FIELD_ASKING)
    g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("%s: choose what is meant"),
                 adw_preferences_row_get_title (ADW_PREFERENCES_ROW (field)));
  else
    g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, "%s: %s",
                 adw_preferences_row_get_title (ADW_PREFERENCES_ROW (field)),
                 ytt_field_get_message (field) != NULL ? ytt_field_get_message (field) : _("not looked up yet"));

  return FALSE;
}

/* The details as they were corrected. */
static gint64
take_source (YttClaimFields *self,
             YttChanges     *changes)
{
  YttFieldReading *reading = ytt_field_get_reading (self->source);
  YttCell source = ytt_field_reading_get (reading, "source");
  g_autofree char *title = NULL, *publisher = NULL;
  gint64 id;

  if (source.kind == YTT_CELL_INTEGER && source.integer != 0)
    return source.integer;

  title = g_strstrip (ytt_field_get_text (self->title));
  publisher = g_strstrip (ytt_field_get_text (self->publisher));
  id = ytt_changes_insert (changes, "source");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (title));
  if (*publisher != '\0')
    ytt_changes_set (changes, "publisher", YTT_CELL_OF_TEXT (publisher));
  if (!ytt_field_is_empty (self->published))
    ytt_changes_set (changes, "published",
                     ytt_field_reading_get (ytt_field_get_reading (self->published), "published"));
  if (!ytt_field_is_empty (self->address))
    ytt_changes_set (changes, "url", ytt_field_reading_get (ytt_field_get_reading (self->address), "url"));

  return id;
}

/**
 * ytt_claim_fields_take:
 * @self: the fields of a new claim
 * @changes: to be filled
 * @error: return location for an error that says what is missing
 *
 * Returns: whether there is a claim to be added: with a value and a source, and nothing that is not valid
 */
gboolean
ytt_claim_fields_take (YttClaimFields *self,
                       YttChanges     *changes,
                       GError        **error)
{
  g_autoptr(YttRow) row = NULL;
  g_auto(GStrv) columns = NULL;
  gint64 source;

  g_return_val_if_fail (YTT_IS_CLAIM_FIELDS (self) && self->adds, FALSE);

  if (self->attribute[0] == '\0')
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("Choose what the claim is about"));
      return FALSE;
    }
  if (!check_field (ytt_claim_fields_get_value (self), TRUE, _("The claim has no value yet"), error)
      || !check_field (self->source, TRUE, _("The claim has no source yet"), error)
      || !check_field (self->title, TRUE, _("The new source has no title yet"), error))
    return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    if (!check_field (g_ptr_array_index (self->fields, i), FALSE, "", error))
      return FALSE;

  source = take_source (self, changes);
  row = ytt_claim_fields_make_row (self);
  columns = ytt_row_get_columns (row);
  ytt_changes_insert (changes, "claim");
  for (gsize i = 0; columns[i] != NULL; i++)
    ytt_changes_set (changes, columns[i], ytt_row_get (row, columns[i]));
  ytt_changes_set (changes, "source", YTT_CELL_OF_INTEGER (source));

  return TRUE;
}

/**
 * ytt_claim_fields_clear:
 * @self: the fields of a new claim
 *
 * Empties all of them: the claim is in the document, or not wanted any more.
 */
void
ytt_claim_fields_clear (YttClaimFields *self)
{
  g_return_if_fail (YTT_IS_CLAIM_FIELDS (self) && self->adds);

  self->filling = TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    ytt_field_clear (g_ptr_array_index (self->fields, i));
  self->filling = FALSE;
  g_clear_pointer (&self->chosen, ytt_field_reading_unref);
  g_clear_pointer (&self->chosen_text, g_free);
  g_clear_pointer (&self->detailed, g_free);
  g_clear_pointer (&self->dated, g_free);
  g_clear_pointer (&self->noted, g_free);
  ytt_claim_fields_update_details (self);
  ytt_claim_fields_update_note (self);
}
