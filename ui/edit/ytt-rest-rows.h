#pragma once

#include <adwaita.h>

#include "ytt-store-rests.h"

G_BEGIN_DECLS

/**
 * ytt_rest_rows_fill:
 * @row: a row of a source
 * @rows: (element-type GtkWidget): the rows that this added to it before; gets the new ones
 * @rests: (element-type YttRest): what rests on the source
 * @facility: the key of the facility that is shown, where no click needs to lead
 *
 * Names what rests on a source. A click leads there ("detail.select", "detail.announcement", "detail.organisation",
 * "detail.country").
 */
void  ytt_rest_rows_fill     (AdwExpanderRow *row,
                              GPtrArray      *rows,
                              GPtrArray      *rests,
                              gint64          facility);
/* (transfer full): "12 claims on 5 facilities, 2 announcements" */
char *ytt_rest_rows_describe (GPtrArray      *rests);

G_END_DECLS
