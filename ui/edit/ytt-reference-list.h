#pragma once

#include "ytt-list-field.h"

G_BEGIN_DECLS

#define YTT_TYPE_REFERENCE_LIST (ytt_reference_list_get_type ())

/**
 * YttReferenceList:
 *
 * A group with a field for each thing of the document that a record names, such as the facilities of an announcement, and
 * one more to name another. An emptied one is not named any more. Where each has a role, that is chosen under it, and
 * they have an order: Alt+Up and Alt+Down move one in it.
 */
G_DECLARE_FINAL_TYPE (YttReferenceList, ytt_reference_list, YTT, REFERENCE_LIST, AdwPreferencesGroup)

GtkWidget    *ytt_reference_list_new         (const char          *title,
                                              YttMatchKind         kind,
                                              const char          *row_title,
                                              const char          *add_title);
void          ytt_reference_list_add_role    (YttReferenceList    *self,
                                              const char          *code,
                                              const char          *label);
void          ytt_reference_list_bind        (YttReferenceList    *self,
                                              YttEditor           *editor,
                                              const char          *table,
                                              const char          *owner_table,
                                              const char          *column);
void          ytt_reference_list_set_summary (YttReferenceList    *self,
                                              YttListFieldSummary  summary);
void          ytt_reference_list_set_rows    (YttReferenceList    *self,
                                              gint64               owner,
                                              GPtrArray           *rows);

G_END_DECLS
