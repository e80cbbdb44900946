#pragma once

#include <adwaita.h>

#include "ytt-facility.h"

G_BEGIN_DECLS

#define YTT_TYPE_ROW_CONTENT (ytt_row_content_get_type ())

G_DECLARE_FINAL_TYPE (YttRowContent, ytt_row_content, YTT, ROW_CONTENT, AdwBin)

GtkWidget *ytt_row_content_new      (void);
void       ytt_row_content_show     (YttRowContent        *self,
                                     const YttFacilityRow *row);
char      *ytt_row_content_describe (const YttFacilityRow *row);

G_END_DECLS
