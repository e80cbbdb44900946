#pragma once

#include <adwaita.h>

#include "ytt-store-merge.h"

G_BEGIN_DECLS

#define YTT_TYPE_MERGE_CHOICE_ROW (ytt_merge_choice_row_get_type ())

/**
 * YttMergeChoiceRow:
 *
 * Something that both sides of a merge changed: what each holds, side by side, with who, when and why, to choose one or, of
 * claims, both.
 */
G_DECLARE_FINAL_TYPE (YttMergeChoiceRow, ytt_merge_choice_row, YTT, MERGE_CHOICE_ROW, AdwPreferencesRow)

GtkWidget      *ytt_merge_choice_row_new        (const YttMergeDecision *decision);
YttMergeChoice  ytt_merge_choice_row_get_choice (YttMergeChoiceRow      *self);
void            ytt_merge_choice_row_set_choice (YttMergeChoiceRow      *self,
                                                 YttMergeChoice          choice);
/* Whether the sides stand below each other. */
void            ytt_merge_choice_row_set_narrow (YttMergeChoiceRow      *self,
                                                 gboolean                narrow);

G_END_DECLS
