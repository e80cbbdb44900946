#pragma once

#include <pango/pangocairo.h>

#include "ytt-basemap.h"
#include "ytt-symbol.h"

G_BEGIN_DECLS

/* How labels are written: only the sizes of a kind differ between its steps. */
typedef enum
{
  YTT_LABEL_STYLE_COUNTRY_SMALL,
  YTT_LABEL_STYLE_COUNTRY,
  YTT_LABEL_STYLE_COUNTRY_LARGE,
  YTT_LABEL_STYLE_SEA,
  YTT_LABEL_STYLE_CAPITAL,
  YTT_LABEL_STYLE_CAPITAL_LARGE,
  YTT_LABEL_STYLE_PLACE,
  YTT_LABEL_STYLE_PLACE_LARGE,
  YTT_LABEL_STYLE_STATE,
  YTT_LABEL_STYLE_TOWN,
  YTT_LABEL_N_STYLES,
} YttLabelStyle;

/**
 * YttLabelText:
 *
 * Measures labels' text and draws it. Widths are added up from those of the
 * letters, each measured once, for thousands of labels are tried before some
 * hundred are drawn; scripts whose letters join are measured as they are.
 */
typedef struct _YttLabelText YttLabelText;

/* px, before the user's text scale */
double           ytt_label_style_get_size (YttLabelStyle        style);

YttLabelText    *ytt_label_text_new       (PangoContext        *context);
void             ytt_label_text_free      (YttLabelText        *self);

YttLabelStyle    ytt_label_style_choose   (YttBasemapLabelKind  kind,
                                           double               zoom);
double           ytt_label_style_get_dot  (YttLabelStyle        style);

void             ytt_label_text_measure   (YttLabelText        *self,
                                           YttLabelStyle        style,
                                           const char          *text,
                                           double              *width,
                                           double              *height);
void             ytt_label_text_draw      (YttLabelText        *self,
                                           cairo_t             *cr,
                                           double               x,
                                           double               y,
                                           YttLabelStyle        style,
                                           const char          *text,
                                           YttTheme             theme);
void             ytt_label_text_get_ink   (YttLabelText        *self,
                                           YttLabelStyle        style,
                                           const char          *text,
                                           int                 *width,
                                           int                 *height);
guint32          ytt_label_style_get_ink  (YttLabelStyle        style,
                                           YttTheme             theme);

/* Pixels that the halo reaches beyond the text. */
#define YTT_LABEL_HALO 2

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttLabelText, ytt_label_text_free)

G_END_DECLS
