#pragma once

#include "ytt-codes.h"
#include "ytt-moment.h"

G_BEGIN_DECLS

/* (transfer full): "Operating", "Operating, promised"; "" where it is unknown */
char *ytt_format_status   (YttStatus status,
                           gboolean  promised);
/* (transfer full): "Operating in 2015", "Operating in 2027, promised" */
char *ytt_format_standing (YttStatus status,
                           gboolean  promised,
                           YttMoment moment);
/* (transfer full): "As told on 1 Aug 2025" */
char *ytt_format_told     (guint32   told);

G_END_DECLS
