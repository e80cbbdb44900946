#pragma once

#include <adwaita.h>

#include "ytt-facility.h"

G_BEGIN_DECLS

#define YTT_TYPE_LIST_ROW (ytt_list_row_get_type ())

G_DECLARE_FINAL_TYPE (YttListRow, ytt_list_row, YTT, LIST_ROW, AdwBin)

GtkWidget *ytt_list_row_new          (void);
void       ytt_list_row_set_facility (YttListRow  *self,
                                      YttFacility *facility);
void       ytt_list_row_set_awake    (YttListRow  *self,
                                      gboolean     awake);

G_END_DECLS
