#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define YTT_TYPE_APPLICATION (ytt_application_get_type ())

G_DECLARE_FINAL_TYPE (YttApplication, ytt_application, YTT, APPLICATION, AdwApplication)

YttApplication *ytt_application_new (void);

G_END_DECLS
