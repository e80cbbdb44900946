#pragma once

#include <gtk/gtk.h>

#include "ytt-balance.h"

G_BEGIN_DECLS

GtkWidget *ytt_balance_table_new (YttBalance *balance);

G_END_DECLS
