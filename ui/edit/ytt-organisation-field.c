#include "config.h"

#include "ytt-organisation-field.h"

#include "ytt-reference-field.h"

/**
 * ytt_organisation_field_new:
 * @title: what the organisation is
 *
 * Returns: (transfer floating): a text field that proposes the document's organisations, and reads a name as one of
 *   them or as a new one
 */
GtkWidget *
ytt_organisation_field_new (const char *title)
{
  return ytt_reference_field_new (title, YTT_MATCH_ORGANISATION);
}

/**
 * ytt_organisation_field_take:
 * @reading: what such a field means
 * @changes: what is going to be saved
 *
 * Adds the organisation to @changes if it is new. This names another row, so call it before the row that refers to it is
 * named.
 *
 * Returns: the organisation's key, 0 if the field is empty
 */
gint64
ytt_organisation_field_take (YttFieldReading *reading,
                             YttChanges      *changes)
{
  return ytt_reference_field_take (reading, changes);
}
