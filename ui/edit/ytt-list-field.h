#pragma once

#include "ytt-text-field.h"

G_BEGIN_DECLS

#define YTT_TYPE_LIST_FIELD (ytt_list_field_get_type ())

/**
 * YttListField:
 *
 * A group with a text field for each row of a table that belongs to a record, such as its other names, and one more to
 * add another. An emptied one is removed. Where the table has an order, Alt+Up and Alt+Down move a row in it.
 */
G_DECLARE_FINAL_TYPE (YttListField, ytt_list_field, YTT, LIST_FIELD, AdwPreferencesGroup)

/**
 * YttListFieldSummary:
 * @added: such as "Add a name of Narva magnet plant"
 * @changed: such as "Change a name of Narva magnet plant"
 * @removed: such as "Remove a name of Narva magnet plant"
 * @moved: (nullable): such as "Reorder the products of Narva magnet plant"
 *
 * What commits do, for the history.
 */
typedef struct
{
  const char *added;
  const char *changed;
  const char *removed;
  const char *moved;
} YttListFieldSummary;

GtkWidget    *ytt_list_field_new            (const char          *title,
                                             const char          *row_title,
                                             const char          *add_title);
void          ytt_list_field_bind           (YttListField        *self,
                                             YttEditor           *editor,
                                             const char          *table,
                                             const char          *owner_table,
                                             const char          *owner_column,
                                             const char          *column);
void          ytt_list_field_set_ordered    (YttListField        *self,
                                             gboolean             ordered);
void          ytt_list_field_set_match_kind (YttListField        *self,
                                             YttMatchKind         kind);
void          ytt_list_field_set_summary    (YttListField        *self,
                                             YttListFieldSummary  summary);
void          ytt_list_field_set_rows       (YttListField        *self,
                                             gint64               owner,
                                             GPtrArray           *rows);
YttTextField *ytt_list_field_get_adder      (YttListField        *self);
guint         ytt_list_field_get_n_fields   (YttListField        *self);
YttTextField *ytt_list_field_get_field      (YttListField        *self,
                                             guint                position);

G_END_DECLS
