#include "config.h"

#include "ytt-summary.h"

/**
 * ytt_summary_fill_in:
 * @format: a translated sentence with one "%s", such as "Change the name of %s"
 * @name: (nullable): what stands in its place
 *
 * For sentences that are handed on before the name is known: the compiler could not check such a format of printf.
 *
 * Returns: (transfer full): the sentence
 */
char *
ytt_summary_fill_in (const char *format,
                     const char *name)
{
  GString *text;

  g_return_val_if_fail (format != NULL, NULL);

  text = g_string_new (format);
  g_string_replace (text, "%s", name != NULL ? name : "", 1);

  return g_string_free (text, FALSE);
}

/**
 * ytt_field_summarize:
 * @field: a field
 * @format: a translated sentence with one "%s"
 * @name: (nullable): what stands in its place
 *
 * Says what history tells of an edit of the field.
 */
void
ytt_field_summarize (YttField   *field,
                     const char *format,
                     const char *name)
{
  g_autofree char *summary = ytt_summary_fill_in (format, name);

  ytt_field_set_summary (field, summary);
}
