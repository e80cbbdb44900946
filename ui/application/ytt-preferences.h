#pragma once

#include <adwaita.h>

#include "ytt-settings.h"

G_BEGIN_DECLS

#define YTT_TYPE_PREFERENCES (ytt_preferences_get_type ())

G_DECLARE_FINAL_TYPE (YttPreferences, ytt_preferences, YTT, PREFERENCES, AdwPreferencesWindow)

GtkWidget *ytt_preferences_new (YttSettings *settings);

G_END_DECLS
