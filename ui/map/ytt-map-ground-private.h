#pragma once

#include "ytt-label-layer.h"
#include "ytt-map-ground.h"
#include "ytt-raster-source.h"
#include "ytt-tile-layer.h"

G_BEGIN_DECLS

/* Who made the offline map; the towns of facilities are GeoNames' whatever lies under them. */
#define YTT_MAP_GROUND_OFFLINE_ATTRIBUTION YTT_BASEMAP_ATTRIBUTION

struct _YttMapGround
{
  GObject           parent_instance;

  ShumateMap       *map;      /* (not owned): owns this */
  GError           *error;    /* (nullable) */
  YttBasemap       *basemap;  /* (nullable) */
  YttTileLayer     *layer;    /* (not owned) (nullable) */
  YttTileLayer     *before;   /* (not owned) (nullable): shows until @layer has its tiles */
  YttLabelLayer    *labels;   /* (not owned) (nullable) */
  YttTheme          theme;
  double            scale;    /* device pixels in a px */
  YttMapGroundFunc  func;     /* (nullable) */
  gpointer          func_data;

  YttGroundKind     kind;
  char             *path;     /* (owned) (nullable): of the user's own map */
  YttRasterSource  *raster;   /* (owned) (nullable): what was chosen, if it can be had */
  YttTileLayer     *tiles;    /* (not owned) (nullable): shows @raster */
  GCancellable     *opening;  /* (owned) (nullable): a file is being opened */
  gboolean          to_show;  /* the file was chosen just now */
  GError           *failure;  /* (owned) (nullable): why what was chosen cannot be had */
  char             *note;     /* (owned) (nullable) */
  char             *attribution;   /* (owned): markup */
  double            max_zoom;
};

enum
{
  YTT_MAP_GROUND_PROP_0,
  YTT_MAP_GROUND_PROP_LOADING,
  YTT_MAP_GROUND_PROP_KIND,
  YTT_MAP_GROUND_PROP_FILE,
  YTT_MAP_GROUND_PROP_ATTRIBUTION,
  YTT_MAP_GROUND_PROP_NOTE,
  YTT_MAP_GROUND_PROP_MAX_ZOOM,
  YTT_MAP_GROUND_N_PROPS,
};

/* ytt-map-ground.c */
void ytt_map_ground_notify         (YttMapGround *self,
                                    guint         property);
void ytt_map_ground_emit_opened    (YttMapGround *self);
void ytt_map_ground_update_visible (YttMapGround *self);

/* ytt-map-ground-chosen.c */
void ytt_map_ground_apply          (YttMapGround *self);

G_END_DECLS
