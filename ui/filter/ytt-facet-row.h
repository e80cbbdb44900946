#pragma once

#include <adwaita.h>

#include "ytt-codes.h"

G_BEGIN_DECLS

typedef enum
{
  YTT_FACET_ROW_OFF,
  YTT_FACET_ROW_WANTED,
  YTT_FACET_ROW_LEFT_OUT,
} YttFacetRowState;

#define YTT_TYPE_FACET_ROW (ytt_facet_row_get_type ())

/**
 * YttFacetRow:
 *
 * A value of a facet: a check that asks for it, how many facilities carry it, and a toggle that leaves it out. Two
 * controls rather than one of three states, so that either is one click, one key, and one word of a screen reader.
 *
 * Signals:
 *   "changed"  (guint state): the user wants another YttFacetRowState; the row shows it once it is set
 */
G_DECLARE_FINAL_TYPE (YttFacetRow, ytt_facet_row, YTT, FACET_ROW, AdwBin)

GtkWidget        *ytt_facet_row_new        (const char       *value,
                                            const char       *label);
const char       *ytt_facet_row_get_value  (YttFacetRow      *self);
const char       *ytt_facet_row_get_label  (YttFacetRow      *self);
void              ytt_facet_row_set_stage  (YttFacetRow      *self,
                                            YttStages         stage);
void              ytt_facet_row_set_status (YttFacetRow      *self,
                                            YttStatus         status);
/* How deep it stands among others, from 0; what has others below it is set off. */
void              ytt_facet_row_set_depth  (YttFacetRow      *self,
                                            guint             depth,
                                            gboolean          group);
YttFacetRowState  ytt_facet_row_get_state  (YttFacetRow      *self);
void              ytt_facet_row_set_state  (YttFacetRow      *self,
                                            YttFacetRowState  state);
/* Moves the focus to the check, or to what leaves it out. */
void              ytt_facet_row_focus      (YttFacetRow      *self,
                                            gboolean          leave_out);
gboolean          ytt_facet_row_focuses_leave_out (YttFacetRow *self);
guint             ytt_facet_row_get_count  (YttFacetRow      *self);
void              ytt_facet_row_set_count  (YttFacetRow      *self,
                                            guint             count);

G_END_DECLS
