#pragma once

#include <pango/pangocairo.h>

#include "ytt-record.h"
#include "ytt-symbol.h"

G_BEGIN_DECLS

/**
 * YttFooter:
 * @document: (nullable): what the document is called
 * @date: (nullable): the day of the picture, in ISO 8601
 * @newest: (nullable): the day of the newest claim, in ISO 8601
 * @moment: the moment that is shown
 * @n_shown: how many facilities search and filter leave
 * @n_total: how many there are
 * @filter: (nullable): the filter in words that follow "with", %NULL for none
 * @search: (nullable): what is searched
 * @sources: (nullable) (element-type YttSource): who says what the picture shows, the most important first
 * @attribution: (nullable): whose basemap it is
 *
 * What stands below a picture, so that none leaves without saying where it comes from. Plain data, to be filled in; not
 * changed any more once it is drawn.
 */
typedef struct
{
  char      *document;
  char      *date;
  char      *newest;
  YttMoment  moment;
  guint      n_shown;
  guint      n_total;
  char      *filter;
  char      *search;
  GPtrArray *sources;
  char      *attribution;
} YttFooter;

YttFooter *ytt_footer_new          (void);
YttFooter *ytt_footer_copy         (const YttFooter *self);
void       ytt_footer_free         (YttFooter       *self);

/* (transfer full): one line: document, day, moment, and what was filtered */
char      *ytt_footer_get_head     (const YttFooter *self);
/* (transfer full): "Sources: ...; and 12 more sources"; "" without any */
char      *ytt_footer_get_sources  (const YttFooter *self,
                                    guint            n_named);
/* (transfer full): everything, each source whole, in lines */
char      *ytt_footer_get_text     (const YttFooter *self);
/* (transfer full): "ERR, Feb 2025" */
char      *ytt_source_format_short (const YttSource *source);
/* (transfer full): "ERR: Title, Feb 2025, https://..." */
char      *ytt_source_format_whole (const YttSource *source);

double     ytt_footer_measure      (const YttFooter *self,
                                    PangoContext    *context,
                                    double           width,
                                    double           most);
guint      ytt_footer_draw         (const YttFooter *self,
                                    cairo_t         *cr,
                                    PangoContext    *context,
                                    double           width,
                                    double           most,
                                    YttTheme         theme);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFooter, ytt_footer_free)

G_END_DECLS
