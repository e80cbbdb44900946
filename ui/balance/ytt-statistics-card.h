#pragma once

#include <gtk/gtk.h>

#include "ytt-statistic.h"

G_BEGIN_DECLS

GtkWidget *ytt_statistics_card_new (GPtrArray *statistics,
                                    YttStages  stage);

G_END_DECLS
