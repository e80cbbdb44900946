#pragma once

#include "ytt-text-field.h"

G_BEGIN_DECLS

/* A text field for an organisation by its name: one of the document's, or a new one. It is a
 * ytt_reference_field_new() of them. */
GtkWidget *ytt_organisation_field_new  (const char *title);
/* Adds the organisation if it is new. Call it before the row that refers to it is named. Returns its key; 0 for none. */
gint64     ytt_organisation_field_take (YttFieldReading *reading,
                                        YttChanges *changes);

G_END_DECLS
