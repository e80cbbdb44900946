#pragma once

#include "ytt-window.h"

G_BEGIN_DECLS

void ytt_about_present (YttWindow *window);

G_END_DECLS
