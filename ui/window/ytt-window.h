#pragma once

#include "ytt-application.h"

G_BEGIN_DECLS

#define YTT_TYPE_WINDOW (ytt_window_get_type ())

G_DECLARE_FINAL_TYPE (YttWindow, ytt_window, YTT, WINDOW, AdwApplicationWindow)

YttWindow *ytt_window_new (YttApplication *application);

G_END_DECLS
