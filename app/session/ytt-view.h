#pragma once

#include "ytt-session-page.h"
#include "ytt-supply.h"

G_BEGIN_DECLS

#define YTT_TYPE_VIEW (ytt_view_get_type ())

/* What is written; later versions may add members, which are kept. */
#define YTT_VIEW_VERSION 1

/**
 * YttView:
 * @filter: what the result is narrowed down to
 * @search: what is searched, "" for nothing
 * @moment: the moment that is looked at
 * @page: what the window shows
 * @selected: the selected facility, 0 for none
 * @latitude: degrees, of the middle of the map
 * @longitude: degrees
 * @zoom: of which each step doubles the map
 * @width: px of the map that it was taken from, 0 where that is not known
 * @height: px
 * @newer: whether a newer version wrote it, so that there may be more to it than is known here
 * @has_layers: whether the next two are known
 * @links: which supply links are drawn
 * @ground: (nullable): the code of what lies under the facilities
 *
 * What a window shows of a document, to come back to. It never changes once it is made.
 */
typedef struct
{
  YttFilter     *filter;
  char          *search;
  YttMoment      moment;
  YttPage        page;
  gint64         selected;
  double         latitude;
  double         longitude;
  double         zoom;
  int            width;
  int            height;
  gboolean       newer;
  gboolean       has_layers;
  YttSupplyMode  links;
  char          *ground;
} YttView;

GType     ytt_view_get_type         (void);
YttView  *ytt_view_new_for_session  (YttSession     *session,
                                     const char     *ground);
YttView  *ytt_view_ref              (YttView        *view);
void      ytt_view_unref            (YttView        *view);
/* (transfer full): its maker may change it before anybody else has it */
YttView  *ytt_view_copy             (const YttView  *view);
double    ytt_view_get_zoom_for     (const YttView  *view,
                                     int             width,
                                     int             height);
gboolean  ytt_view_equal            (const YttView  *a,
                                     const YttView  *b);
/* Layers are for whoever owns them. */
void      ytt_view_show             (const YttView  *view,
                                     YttSession     *session);

YttView  *ytt_view_new_from_json    (const char     *json,
                                     GError        **error);
char     *ytt_view_to_json          (const YttView  *view,
                                     const char     *kept);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttView, ytt_view_unref)

G_END_DECLS
