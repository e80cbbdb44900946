#pragma once

#include "ytt-ground-note.h"
#include "ytt-layers-menu.h"
#include "ytt-map-legend.h"
#include "ytt-map-motion.h"
#include "ytt-map-pane.h"
#include "ytt-map-scale.h"
#include "ytt-place-hint.h"
#include "ytt-supply.h"
#include "ytt-year-slider.h"

G_BEGIN_DECLS

/* How close a selection that was made elsewhere is looked at, at least. */
#define YTT_MAP_PANE_SELECTION_ZOOM 4.6

struct _YttMapPane
{
  AdwBin      parent_instance;

  YttSession       *session;       /* (owned) (nullable) */
  YttMapMotion     *motion;        /* (owned) */
  YttMapGround     *ground;        /* (owned) */
  YttFacilityLayer *layer;         /* borrowed from the map */
  YttLinkLayer     *links;         /* borrowed from the map */
  GSignalGroup     *supply;        /* (owned): signals of the session's supply */
  gboolean          narrow;
  gboolean          following;     /* the viewport is being told to the session, or the other way round */
  gboolean          flight_due;    /* the selection is to be flown to once its place is known */
  gboolean          fit_due;       /* nobody chose a view: all facilities are to be shown once they are known */
  gboolean          profile_fitted; /* the facilities of the open page have been brought into view */
  gboolean          profile_fit_due; /* or will be, once they are all on the map */
  gboolean          chain_fit_due; /* so will those of a trace */
  gint64            traced;        /* where the trace begins that has been brought into view, 0 for none */
  YttChainDirection traced_direction;
  guint             flown;         /* how often the map had been moved when it set out for the selection */
  int               width;         /* px of the map when it was laid out last */
  int               height;
  guint             fitted;        /* how often the map had been moved when it was fitted, or 0 */

  /* Template children */
  GtkLabel         *attribution;
  GtkBox           *controls;
  YttGroundNote    *ground_note;
  YttLayersMenu    *layers_menu;
  YttMapLegend     *legend;
  ShumateMap       *map;
  YttMapScale      *scale;
  GtkLabel         *message;
  GtkWidget        *messages;
  YttPlaceHint     *place_hint;
  YttYearSlider    *year_slider;
};

/* ytt-map-pane-view.c */
void ytt_map_pane_class_add_view_actions (GtkWidgetClass *widget_class);
/* Follows map, ground and layer, which are there from then on. */
void ytt_map_pane_watch_view             (YttMapPane     *self);
/* Follows a session that was just set, and shows its view. */
void ytt_map_pane_take_view              (YttMapPane     *self);
/* Brings a trace into view that has just been made, but not one that is only read again. */
void ytt_map_pane_take_chain             (YttMapPane     *self,
                                          YttChain       *chain);
/* Moves to what could not be moved to before the facilities were laid out. */
void ytt_map_pane_catch_up               (YttMapPane     *self);

G_END_DECLS
