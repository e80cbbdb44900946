#pragma once

#include "ytt-ground-kind.h"
#include "ytt-store.h"
#include "ytt-supply.h"

G_BEGIN_DECLS

/**
 * YttStyle:
 *
 * Whether windows are light, dark, or as the system is.
 */
typedef enum
{
  YTT_STYLE_FOLLOW,
  YTT_STYLE_LIGHT,
  YTT_STYLE_DARK,
} YttStyle;

GType        ytt_style_get_type       (void);
#define YTT_TYPE_STYLE (ytt_style_get_type ())

#define YTT_TYPE_SETTINGS (ytt_settings_get_type ())

G_DECLARE_FINAL_TYPE (YttSettings, ytt_settings, YTT, SETTINGS, GObject)

YttSettings *ytt_settings_new         (void);
gboolean     ytt_settings_get_kept    (YttSettings *self);
YttStyle     ytt_settings_get_style   (YttSettings *self);
void         ytt_settings_set_style   (YttSettings *self,
                                       YttStyle     style);
YttOrder     ytt_settings_get_order   (YttSettings *self);
void         ytt_settings_set_order   (YttSettings *self,
                                       YttOrder     order);
YttSupplyMode ytt_settings_get_links  (YttSettings *self);
void         ytt_settings_set_links   (YttSettings *self,
                                       YttSupplyMode mode);

G_END_DECLS
