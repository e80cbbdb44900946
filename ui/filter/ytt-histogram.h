#pragma once

#include <gtk/gtk.h>

#include "ytt-filter.h"

G_BEGIN_DECLS

#define YTT_TYPE_HISTOGRAM (ytt_histogram_get_type ())

/**
 * YttHistogram:
 *
 * How many facilities fall on each year, as bars; those within a range are filled and the others dimmed, or the other
 * way round where the range is left out. It is a picture beside the fields that say the same, so a screen reader hears
 * only what it shows in one sentence.
 */
G_DECLARE_FINAL_TYPE (YttHistogram, ytt_histogram, YTT, HISTOGRAM, GtkWidget)

GtkWidget *ytt_histogram_new       (void);
/* (element-type YttFacetCount): years; what is no year is passed over */
void       ytt_histogram_set_years (YttHistogram *self,
                                    GArray       *years);
/* Inclusive years; G_MININT and G_MAXINT for open ends */
void       ytt_histogram_set_range (YttHistogram *self,
                                    int           first,
                                    int           last,
                                    gboolean      left_out);

G_END_DECLS
