#include "config.h"

#include "ytt-reading.h"

#include "ytt-error.h"
#include "ytt-format.h"
#include "ytt-phrase.h"
#include "ytt-quantity.h"
#include "ytt-when.h"

#include <glib/gi18n.h>
#include <string.h>

/* Longer than any figure; only addresses come near. */
#define MAX_TEXT 4000

/**
 * ytt_reading_new:
 * @value: the value as documents store it
 * @value_max: (nullable): the end of a range
 * @unit: its unit, "" for none
 * @basis: its basis, "" for none
 * @qualifier: what the words imply
 *
 * Returns: (transfer full): a reading, with the tense that goes with @qualifier and no words yet
 */
YttReading *
ytt_reading_new (const char   *value,
                 const char   *value_max,
                 const char   *unit,
                 const char   *basis,
                 YttQualifier  qualifier)
{
  YttReading *self = g_new0 (YttReading, 1);

  self->value = g_strdup (value);
  self->value_max = g_strdup (value_max);
  self->unit = g_strdup (unit);
  self->basis = g_strdup (basis);
  self->qualifier = qualifier;
  self->tense = qualifier == YTT_QUALIFIER_PLANNED || qualifier == YTT_QUALIFIER_EXPECTED ? YTT_TENSE_PROMISED
                                                                                          : YTT_TENSE_STATED;

  return self;
}

/**
 * ytt_reading_free:
 * @self: (transfer full): a reading
 */
void
ytt_reading_free (YttReading *self)
{
  g_free (self->value);
  g_free (self->value_max);
  g_free (self->unit);
  g_free (self->basis);
  g_free (self->note);
  g_free (self->meaning);
  g_free (self);
}

/**
 * ytt_reading_explain:
 * @self: a reading with all else set
 * @attribute: what the claim is about
 * @hint: (nullable): words that tell this reading from another, in the user's language
 *
 * Sets the words that say what the reading means: "planned 2,000 t/yr magnets".
 */
void
ytt_reading_explain (YttReading *self,
                     const char *attribute,
                     const char *hint)
{
  const YttClaim claim = {
    .attribute = (char *) attribute,
    .value = self->value,
    .value_max = self->value_max,
    .unit = self->unit,
    .basis = self->basis,
    .qualifier = self->qualifier,
    .tense = self->tense,
  };
  g_autofree char *value = ytt_format_claim (&claim);
  g_autofree char *words = NULL;

  if (self->qualifier == YTT_QUALIFIER_PLANNED)
    /* Translators: before a value, "planned 2,000 t/yr magnets" */
    words = g_strdup_printf (_("planned %s"), value);
  else if (self->qualifier == YTT_QUALIFIER_EXPECTED)
    /* Translators: before a value, "expected 2027" */
    words = g_strdup_printf (_("expected %s"), value);
  else if (self->tense == YTT_TENSE_PROMISED && self->qualifier == YTT_QUALIFIER_ABOUT)
    /* Translators: after a value, "about 2,000 t/yr magnets, promised" */
    words = g_strdup_printf (_("%s, promised"), value);
  else if (self->tense == YTT_TENSE_PROMISED)
    /* Translators: after a value, "up to 2,000 t/yr magnets, planned" */
    words = g_strdup_printf (_("%s, planned"), value);
  else
    words = g_steal_pointer (&value);

  g_free (self->meaning);
  /* Translators: a value, and in brackets what tells it from another one that may be meant */
  self->meaning = hint != NULL ? g_strdup_printf (_("%s (%s)"), words, hint) : g_steal_pointer (&words);
}

/**
 * ytt_readings_add:
 * @readings: (element-type YttReading): the readings so far
 * @reading: (transfer full): one more, unless it means the same as another
 */
void
ytt_readings_add (GPtrArray  *readings,
                  YttReading *reading)
{
  for (guint i = 0; i < readings->len; i++)
    {
      const YttReading *other = g_ptr_array_index (readings, i);

      if (g_strcmp0 (other->value, reading->value) == 0
          && g_strcmp0 (other->value_max, reading->value_max) == 0
          && g_strcmp0 (other->unit, reading->unit) == 0
          && g_strcmp0 (other->basis, reading->basis) == 0
          && other->qualifier == reading->qualifier
          && other->tense == reading->tense)
        {
          ytt_reading_free (reading);
          return;
        }
    }

  g_ptr_array_add (readings, reading);
}

/**
 * ytt_typed_text_check:
 * @text: what was typed
 * @advice: what to write, in the user's language
 * @where: (out) (optional): all of @text
 * @error: return location for an error of %YTT_ERROR_SYNTAX
 *
 * Returns: whether @text is UTF-8, not blank and not too long
 */
gboolean
ytt_typed_text_check (const char  *text,
                      const char  *advice,
                      YttSpan     *where,
                      GError     **error)
{
  if (where != NULL)
    *where = (YttSpan) { 0, strlen (text) };

  if (!g_utf8_validate (text, -1, NULL))
    {
      if (where != NULL)
        *where = (YttSpan) { 0, 0 };
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("This is not text"));
      return FALSE;
    }
  if (strlen (text) > MAX_TEXT)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("This is too long"));
      return FALSE;
    }
  if (text[ytt_text_count_spaces (text)] == '\0')
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, advice);
      return FALSE;
    }

  return TRUE;
}

/* A status by its code or by its word in the user's language. */
static GPtrArray *
parse_status (const char  *text,
              YttSpan     *where,
              GError     **error)
{
  g_autofree char *stripped = NULL, *folded = NULL;

  if (!ytt_typed_text_check (text, _("Write a status, such as Operating"), where, error))
    return NULL;

  stripped = g_strstrip (g_strdup (text));
  folded = g_utf8_casefold (stripped, -1);
  for (YttStatus status = YTT_STATUS_EXPLORATION; status < YTT_N_STATUSES; status++)
    {
      g_autofree char *label = g_utf8_casefold (ytt_status_get_label (status), -1);
      const char *code = ytt_status_to_code (status);

      if (strcmp (folded, label) == 0 || strcmp (folded, code) == 0)
        {
          GPtrArray *readings = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_reading_free);
          YttReading *reading = ytt_reading_new (code, NULL, "", "", YTT_QUALIFIER_EXACT);

          ytt_reading_explain (reading, "status", NULL);
          g_ptr_array_add (readings, reading);
          return readings;
        }
    }

  g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("“%s” is not a status. Write one such as Operating or Proposed."),
               stripped);
  return NULL;
}

/**
 * ytt_readings_parse:
 * @attribute: the code of what the claim is about, such as "capacity" or "start"
 * @text: what was typed
 * @where: (out) (optional): the place in @text of an error, or of what can be read in more than one way
 * @error: return location for an error of %YTT_ERROR_SYNTAX, in words for people
 *
 * Reads the value of a claim: a date, a status, or a quantity, as @attribute has it. Nothing is guessed: what may mean
 * two things gives two readings to choose from.
 *
 * Returns: (transfer full) (element-type YttReading) (nullable): one reading, or several to ask about; %NULL on error
 */
GPtrArray *
ytt_readings_parse (const char  *attribute,
                    const char  *text,
                    YttSpan     *where,
                    GError     **error)
{
  g_return_val_if_fail (attribute != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (strcmp (attribute, "status") == 0)
    return parse_status (text, where, error);
  if (ytt_attribute_is_date (attribute))
    return ytt_when_parse (text, YTT_WHEN_CLAIM, where, error);

  return ytt_quantity_parse (attribute, text, where, error);
}
