#pragma once

#include "ytt-data-set.h"

G_BEGIN_DECLS

/* The figures and dates of a text in English, and whether those of a stop of a tour are told by what the stop rests on. */

/* (transfer full) (element-type utf8): a sentence for each figure, date and length of time of the stop's title, text and
 * notes that none of its claims and announcements tells */
GPtrArray  *tour_figures_check  (const YttDataSet *set,
                                 guint             stop,
                                 const char       *title,
                                 const char       *text,
                                 const char       *notes);
/* How many were looked at since the program began. */
guint       tour_figures_seen   (void);

G_END_DECLS
