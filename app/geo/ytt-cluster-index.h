#pragma once

#include <gio/gio.h>

#include "ytt-point.h"

G_BEGIN_DECLS

#define YTT_TYPE_CLUSTER_INDEX (ytt_cluster_index_get_type ())

/**
 * YttClusterIndex:
 *
 * Says which markers stand on the map at a zoom: single facilities, and clusters where markers would overlap.
 *
 * It is made once from all points, from the closest zoom outwards in half steps, and never changes; so what is
 * shown does not depend on where the map stands, and stays the same while it is moved. The world is round: markers
 * gather across the date line. Being immutable it may be read from any thread.
 *
 * Of very many points that takes a second or two. So there is a second kind that is made for a window, in a tenth of
 * the time: it follows the same rules, for what lies in and around the window at its zoom and farther out. What is
 * elsewhere, or closer, is gathered more coarsely: ytt_cluster_index_covers() and ytt_cluster_index_wants_whole() tell.
 */
typedef struct _YttClusterIndex YttClusterIndex;

/* Up to so many points an index is made whole at once. */
#define YTT_CLUSTER_AT_ONCE 40000

/**
 * YttClusterWindow:
 * @zoom: zoom; each step doubles the map
 * @x: left of it; 0 to 1 is the first copy of the world
 * @y: top of it, 0 to 1 from north to south
 * @width: more than 1 reaches into further copies of the world
 * @height: as a part of the world's
 *
 * A part of the map.
 */
typedef struct
{
  double zoom;
  double x;
  double y;
  double width;
  double height;
} YttClusterWindow;

/* The closest zoom for which clusters are told apart. */
#define YTT_CLUSTER_MAX_ZOOM 20

/**
 * YttClusterItem:
 * @x: where it stands, in the copy of the world that was asked for
 * @y: where it stands, 0 to 1 from north to south
 * @first: the first of its members
 * @count: how many there are; 1 is a facility by itself
 *
 * One marker. Its members are those from @first to @first + @count - 1.
 */
typedef struct
{
  double  x;
  double  y;
  guint32 first;
  guint32 count;
} YttClusterItem;

GType            ytt_cluster_index_get_type         (void);
YttClusterIndex *ytt_cluster_index_new              (GArray               *points);
YttClusterIndex *ytt_cluster_index_new_for          (GArray                 *points,
                                                     const YttClusterWindow *window);
YttClusterIndex *ytt_cluster_index_new_like         (YttClusterIndex      *self,
                                                     GArray               *points);
void             ytt_cluster_index_new_async        (GArray               *points,
                                                     const YttClusterWindow *window,
                                                     YttClusterIndex      *like,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
YttClusterIndex *ytt_cluster_index_new_finish       (GAsyncResult         *result,
                                                     GError              **error);
YttClusterIndex *ytt_cluster_index_ref              (YttClusterIndex      *self);
void             ytt_cluster_index_unref            (YttClusterIndex      *self);

gboolean         ytt_cluster_index_covers           (YttClusterIndex        *self,
                                                     const YttClusterWindow *window);
gboolean         ytt_cluster_index_wants_whole      (YttClusterIndex      *self,
                                                     double                zoom);
guint            ytt_cluster_index_get_n_points     (YttClusterIndex      *self);
GArray          *ytt_cluster_index_get_points       (YttClusterIndex      *self);
const YttPoint  *ytt_cluster_index_get_member       (YttClusterIndex      *self,
                                                     guint                 member);
gboolean         ytt_cluster_index_find             (YttClusterIndex      *self,
                                                     gint64                id,
                                                     guint                *member);
void             ytt_cluster_index_query            (YttClusterIndex      *self,
                                                     double                zoom,
                                                     double                x,
                                                     double                y,
                                                     double                width,
                                                     double                height,
                                                     GArray               *items);
void             ytt_cluster_index_count_stages     (YttClusterIndex      *self,
                                                     guint                 first,
                                                     guint                 count,
                                                     guint                 counts[YTT_N_STAGES]);
void             ytt_cluster_index_get_bounds       (YttClusterIndex      *self,
                                                     guint                 first,
                                                     guint                 count,
                                                     double               *x,
                                                     double               *y,
                                                     double               *width,
                                                     double               *height);
double           ytt_cluster_index_find_fullest     (YttClusterIndex      *self,
                                                     double                width);
double           ytt_cluster_index_get_opening_zoom (YttClusterIndex      *self,
                                                     guint                 first,
                                                     guint                 count);
gsize            ytt_cluster_index_get_memory       (YttClusterIndex      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttClusterIndex, ytt_cluster_index_unref)

G_END_DECLS
