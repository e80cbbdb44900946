#pragma once

#include <gio/gio.h>

#include "ytt-filter.h"

G_BEGIN_DECLS

/**
 * YttState:
 * @width: the window's width in px, at least 360
 * @height: the window's height in px, at least 360
 * @maximized: whether it filled the screen
 * @show_list: whether the list was shown
 * @show_summary: whether the detail pane was shown without a selection
 * @document: (nullable): path of the document; %NULL for the user's copy of the shipped one
 * @search: (nullable): what was searched
 * @filter: (nullable): what the result was narrowed down to
 * @selected: id of the selected facility, 0 for none
 * @visited: the day on which it was left, as YYYYMMDD; 0 where nobody knows
 * @visited_before: the day of the visit before, on another day; 0 likewise
 * @has_view: whether the next three are set
 * @latitude: degrees, of the middle of the map
 * @longitude: degrees
 * @zoom: of which each step doubles the map
 * @map_width: the map's width in px, 0 if it is not known; this and what follows only let the map be drawn sooner
 * @map_height: the map's height in px
 * @map_scale: device pixels in a px
 * @map_dark: whether its colours were dark
 *
 * How a window was left, so that the next start can go on there. Not a preference, and nothing that could
 * not be lost: a file that cannot be read gives the state of a first start.
 */
typedef struct
{
  int        width;
  int        height;
  gboolean   maximized;
  gboolean   show_list;
  gboolean   show_summary;
  char      *document;
  char      *search;
  YttFilter *filter;
  gint64     selected;
  guint32    visited;
  guint32    visited_before;
  gboolean   has_view;
  double     latitude;
  double     longitude;
  double     zoom;
  int        map_width;
  int        map_height;
  int        map_scale;
  gboolean   map_dark;
} YttState;

YttState *ytt_state_new        (void);
void      ytt_state_free       (YttState   *state);
/* The newest of both visits that was not today. */
guint32   ytt_state_get_last_visit (const YttState *state,
                                    guint32         today);
char     *ytt_state_get_path   (void);
YttState *ytt_state_load       (const char *path);
gboolean  ytt_state_save       (YttState   *state,
                                const char *path,
                                GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttState, ytt_state_free)

G_END_DECLS
