#pragma once

#include "ytt-link-layer.h"

#include "ytt-arc-set.h"
#include "ytt-link-picture.h"

G_BEGIN_DECLS

struct _YttLinkLayer
{
  ShumateLayer      parent_instance;

  YttFacilityLayer *facilities;   /* borrowed: in the same map */
  YttMapMotion     *motion;       /* (owned) */
  YttBasemap       *basemap;      /* (owned) (nullable) */
  YttCountryPoints *countries;    /* (owned) (nullable): gathered when the first links are there */
  YttSupply        *supply;       /* (owned) (nullable) */
  GSignalGroup     *signals;      /* (owned) of @supply */
  GPtrArray        *links;        /* (owned) (nullable): what is drawn without a supply */
  YttArcSet        *arcs;         /* (owned) */
  GPtrArray        *pointed;      /* (owned) (nullable): what the pointer is over */
  GtkWidget        *card;         /* (owned) (nullable) */

  YttLinkPicture   *picture;      /* (owned) (nullable) */
  GdkTexture       *texture;      /* (owned) (nullable): what was its surface, but for the software renderer */
  GCancellable     *drawing;      /* (owned) (nullable): another picture is being drawn */
  double            last_zoom;
  guint             still_id;     /* it was drawn coarsely and is to be drawn in full once the zoom stays as it is */
};

/* What the pointer meets: ytt-link-layer-pointer.c */
void ytt_link_layer_watch_pointer (YttLinkLayer *self);
void ytt_link_layer_set_pointed   (YttLinkLayer *self,
                                   GPtrArray    *links);
void ytt_link_layer_close_card    (YttLinkLayer *self);

G_END_DECLS
