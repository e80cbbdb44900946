#pragma once

#include <adwaita.h>

#include "ytt-facility-layer.h"
#include "ytt-facility-names.h"
#include "ytt-placing.h"
#include "ytt-timeline.h"
#include "ytt-marker-cache.h"

G_BEGIN_DECLS

/* The selected facility on its way to another place. All but the place in the view is in Web Mercator, 0 to 1. */
typedef struct
{
  gint64   facility;   /* 0: nothing is being moved */
  double   from_x;     /* where the result has it */
  double   from_y;
  double   x;          /* where it is shown */
  double   y;
  double   place_x;    /* where it was in the view when it was grabbed, in px */
  double   place_y;
  gboolean dropped;    /* it is on its way into the document */
  gboolean saved;      /* it is there: the next result has it */
} YttMarkerMove;

struct _YttFacilityLayer
{
  ShumateLayer      parent_instance;

  /* Borrowed */
  ShumateMap       *map;

  /* Owned */
  YttMapMotion     *motion;
  YttSession       *session;          /* (nullable) */
  YttPlacing       *placing;          /* (nullable) */
  YttFacilityNames *names;
  YttMarkerCache   *cache;
  YttClusterIndex  *index;            /* (nullable) */
  GCancellable     *building;         /* (nullable) what is to be shown next is being gathered */
  GCancellable     *completing;       /* (nullable) so is the whole, where @index is of a window only */
  GArray           *markers;          /* (element-type YttMarker) */
  GArray           *emphasis;         /* (nullable) (element-type gint64) sorted */
  GArray           *emphasised;       /* (nullable) (element-type guint) sorted: their members, as of this frame */
  GtkWidget        *buttons[2];

  /* What moves or fades; each lasts until the next of its kind */
  AdwAnimation     *growth;           /* (nullable) of the newest selection */
  AdwAnimation     *hover;            /* (nullable) of the marker under the pointer, and of the one before */
  AdwAnimation     *opening;          /* (nullable) of members that spread out */
  AdwAnimation     *departure;        /* (nullable) of what leaves */
  GArray           *leaving;          /* (nullable) (element-type YttMarker) */
  YttClusterIndex  *leaving_index;    /* (nullable) of which @leaving are */

  graphene_rect_t   covered;          /* something lies over the map there; empty for nothing */
  guint             selected;         /* a member, or YTT_MARKER_NONE */
  guint             spread;           /* the first member of what is spread out, or YTT_MARKER_NONE */
  guint             n_spread;
  guint             hovered;          /* a marker's first member, or YTT_MARKER_NONE */
  guint             n_hovered;
  guint             unhovered;        /* the one before */
  guint             n_unhovered;
  double            unhover_from;     /* how much it looked so when the pointer left */
  guint             tick_id;
  gboolean          outdated;         /* the markers are not those that should be shown */
  gboolean          selecting;

  /* Input */
  double            pointer_x;
  double            pointer_y;
  gboolean          pointer_inside;
  double            press_x;          /* where a drag began */
  double            press_y;
  double            drag_x;           /* how much of a drag was done */
  double            drag_y;
  gboolean          dragging;
  gboolean          grabbed;          /* what was pressed last is a marker that can be dragged, not the map */
  GtkGesture       *drag;             /* borrowed: the gesture */
  YttMarkerMove     move;
  double            pinch;            /* how much of a pinch was done, in zoom steps */
  gboolean          opened;           /* the click before opened a cluster */
  gboolean          presenting;       /* a click is told, and does nothing by itself */
  guint             current;          /* which of the buttons */
  gint64            stepping_to;      /* a facility whose name is awaited, or 0 */
};

void  ytt_facility_layer_find_emphasised (YttFacilityLayer *self);
gboolean ytt_facility_layer_is_faint    (YttFacilityLayer *self,
                                         const YttMarker  *marker);
void  ytt_facility_layer_init_input     (YttFacilityLayer *self);
void  ytt_facility_layer_init_keys      (YttFacilityLayer *self);
void  ytt_facility_layer_watch_selection (YttFacilityLayer *self);
/* Gathers the session's points; what runs for older ones is given up. */
void  ytt_facility_layer_gather         (YttFacilityLayer *self);
void  ytt_facility_layer_stop_gathering (YttFacilityLayer *self);
/* Gathers them more closely if the view has come to need it. */
void  ytt_facility_layer_check_index    (YttFacilityLayer *self);
void  ytt_facility_layer_lay_out        (YttFacilityLayer *self);
void  ytt_facility_layer_queue_layout   (YttFacilityLayer *self);
void  ytt_facility_layer_paint          (YttFacilityLayer *self,
                                         GtkSnapshot      *snapshot);

/* ytt-facility-layer-move.c */
void  ytt_facility_layer_set_placing    (YttFacilityLayer *self,
                                         YttPlacing       *placing);
gboolean ytt_facility_layer_can_grab    (YttFacilityLayer *self,
                                         double            x,
                                         double            y);
gboolean ytt_facility_layer_get_asking  (YttFacilityLayer *self);
void  ytt_facility_layer_grab           (YttFacilityLayer *self,
                                         double            x,
                                         double            y);
void  ytt_facility_layer_drag_to        (YttFacilityLayer *self,
                                         double            dx,
                                         double            dy);
void  ytt_facility_layer_drop           (YttFacilityLayer *self);
gboolean ytt_facility_layer_cancel_move (YttFacilityLayer *self);
void  ytt_facility_layer_apply_move     (YttFacilityLayer *self);
void  ytt_facility_layer_check_move     (YttFacilityLayer *self);
void  ytt_facility_layer_check_view     (YttFacilityLayer *self,
                                         const YttPoint   *before);
gboolean ytt_facility_layer_find_candidate (YttFacilityLayer *self,
                                            double            px,
                                            double            py,
                                            guint            *found);
gboolean ytt_facility_layer_place_at    (YttFacilityLayer *self,
                                         double            px,
                                         double            py);
gboolean ytt_facility_layer_move_by_key (YttFacilityLayer *self,
                                         guint             key,
                                         GdkModifierType   state);
void  ytt_facility_layer_paint_places   (YttFacilityLayer *self,
                                         GtkSnapshot      *snapshot);

void  ytt_facility_layer_stop_fades     (YttFacilityLayer *self);
void  ytt_facility_layer_start_growth   (YttFacilityLayer *self);
double ytt_facility_layer_get_growth    (YttFacilityLayer *self);
void  ytt_facility_layer_set_hovered    (YttFacilityLayer *self,
                                         guint             first,
                                         guint             count);
double ytt_facility_layer_get_hover     (YttFacilityLayer *self,
                                         const YttMarker  *marker);
void  ytt_facility_layer_start_leaving  (YttFacilityLayer *self,
                                         YttClusterIndex  *index,
                                         GArray           *markers);
void  ytt_facility_layer_stop_leaving   (YttFacilityLayer *self);
double ytt_facility_layer_get_leaving   (YttFacilityLayer *self);
void  ytt_facility_layer_start_spread   (YttFacilityLayer *self);
GArray *ytt_facility_layer_get_moving   (YttFacilityLayer *self);

void  ytt_facility_layer_update_pointer (YttFacilityLayer *self);
void  ytt_facility_layer_update_buttons (YttFacilityLayer *self);
gboolean ytt_facility_layer_selection_in_view (YttFacilityLayer *self);
void  ytt_facility_layer_reveal_selection (YttFacilityLayer *self,
                                           gboolean          animate);
void  ytt_facility_layer_name_arrived   (YttFacilityLayer *self,
                                         gint64            id);
void  ytt_facility_layer_select         (YttFacilityLayer *self,
                                         gint64            id);
guint ytt_facility_layer_find_marker    (YttFacilityLayer *self,
                                         guint             member);

G_END_DECLS
