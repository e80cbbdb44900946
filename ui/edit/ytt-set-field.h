#pragma once

#include "ytt-field.h"

G_BEGIN_DECLS

#define YTT_TYPE_SET_FIELD (ytt_set_field_get_type ())

/**
 * YttSetField:
 *
 * A field for any of several codes, such as the stages of a facility: a toggle a code. Each code is a row of a table,
 * which belongs to a record. A toggle is saved at once. The field's text is the codes in order, with ";" between them.
 */
G_DECLARE_FINAL_TYPE (YttSetField, ytt_set_field, YTT, SET_FIELD, YttField)

GtkWidget *ytt_set_field_new      (const char  *title);
void       ytt_set_field_bind     (YttSetField *self,
                                   YttEditor   *editor,
                                   const char  *table,
                                   const char  *owner_column,
                                   const char  *column);
void       ytt_set_field_add      (YttSetField *self,
                                   const char  *code,
                                   const char  *label,
                                   const char  *accessible_name);
void       ytt_set_field_set_rows (YttSetField *self,
                                   gint64       owner,
                                   GPtrArray   *rows);

G_END_DECLS
