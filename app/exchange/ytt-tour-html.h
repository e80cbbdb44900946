#pragma once

#include "ytt-tour-pages.h"

G_BEGIN_DECLS

char  *ytt_tour_html_write  (const YttTourPages  *pages,
                             gboolean             notes,
                             GCancellable        *cancellable,
                             GError             **error);

G_END_DECLS
