#pragma once

#include "ytt-text-field.h"

G_BEGIN_DECLS

/**
 * ytt_reference_field_new:
 *
 * A text field for one thing of the document by its name: an organisation, a facility, an announcement, a source, or an
 * end of a supply link, which is a facility or an organisation. Organisations may be new ones.
 *
 * Its reading sets "key" to the key, for an organisation at the end of a supply link to the key made negative; to 0 with
 * "name" for a new organisation; to nothing where the field is empty. For a source it is that of ytt_source_field_new().
 *
 * By itself it saves into the column of its row; where that is not what is wanted, give it a save function that calls
 * ytt_reference_field_take().
 */
GtkWidget *ytt_reference_field_new          (const char      *title,
                                             YttMatchKind     kind);
/* As ytt_field_bind(). */
void       ytt_reference_field_bind         (YttField        *field,
                                             YttEditor       *editor,
                                             const char      *table,
                                             const char      *column);
/* @required: (nullable): why it cannot be empty, in words */
void       ytt_reference_field_set_required (YttField        *field,
                                             const char      *required);
/* What it cannot be, as its reading has the keys, and why. */
void       ytt_reference_field_set_excluded (YttField        *field,
                                             const gint64    *keys,
                                             guint            n_keys,
                                             const char      *message);
/* Shows a row, whose column refers to one of @rows: that is whose name is shown. */
void       ytt_reference_field_set_row      (YttField        *field,
                                             YttRow          *row,
                                             GPtrArray       *rows);
/* Adds the organisation or source if it is new. Call it before the row that refers to it is named. Returns the key as the reading
 * has it; 0 for none. */
gint64     ytt_reference_field_take         (YttFieldReading *reading,
                                             YttChanges      *changes);
/* (transfer none): the name of what a cell refers to, "" for nothing */
const char *ytt_rows_get_name               (GPtrArray       *rows,
                                             const char      *table,
                                             YttCell          key);

G_END_DECLS
