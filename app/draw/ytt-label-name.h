#pragma once

#include "ytt-basemap.h"

G_BEGIN_DECLS

const char *ytt_label_name_translate (const YttBasemapLabel *label);

G_END_DECLS
