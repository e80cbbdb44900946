#pragma once

#include "ytt-map-pane.h"

G_BEGIN_DECLS

/* A map pane alone in a window, over a document that the test may add facilities to. */
typedef struct
{
  GtkWidget        *window;
  YttMapPane       *pane;
  YttFacilityLayer *layer;
  YttSession       *session;
  YttStore         *store;
  char             *folder;
  char             *path;
} MapFixture;

typedef gboolean (*Condition) (gpointer data);

#define wait_until(condition, data) wait_until_at (condition, data, #condition, G_STRLOC)
/* Iterates the main context until @condition holds; fails after ten seconds. */
void        wait_until_at         (Condition         condition,
                                   gpointer          data,
                                   const char       *name,
                                   const char       *place);

/* data: whether the document is empty, as GINT_TO_POINTER() */
void        map_fixture_set_up    (MapFixture       *f,
                                   gconstpointer     data);
void        map_fixture_tear_down (MapFixture       *f,
                                   gconstpointer     data);
/* Before map_fixture_show(). */
void        map_fixture_add       (MapFixture       *f,
                                   gint64            id,
                                   const char       *name,
                                   double            latitude,
                                   double            longitude,
                                   const char       *stage);
/* So many mines of ids from 1, on a grid that fills the world from 60 N to 60 S. Before map_fixture_show(). */
void        map_fixture_add_many  (MapFixture       *f,
                                   guint             n_columns,
                                   guint             n_rows);
void        map_fixture_show      (MapFixture       *f,
                                   int               width,
                                   int               height);
/* Until tiles, markers and flights are done. */
void        map_fixture_settle    (MapFixture       *f);
void        map_fixture_look_at   (MapFixture       *f,
                                   double            latitude,
                                   double            longitude,
                                   double            zoom);
gint64      map_fixture_find      (MapFixture       *f,
                                   const char       *slug);
/* Of the layer of the facilities. */
GtkEventController *map_fixture_get_controller (MapFixture *f,
                                                GType       type);
void        map_fixture_click     (MapFixture       *f,
                                   double            x,
                                   double            y,
                                   int               n_press);
gboolean    map_fixture_press     (MapFixture       *f,
                                   guint             key,
                                   GdkModifierType   state);
void        map_fixture_point_at  (MapFixture       *f,
                                   double            x,
                                   double            y);
/* (transfer full): what the layer of the facilities paints now */
cairo_surface_t *map_fixture_paint (MapFixture      *f);
/* How many pixels are painted between two distances from a place, in px. */
guint       map_fixture_count_painted (cairo_surface_t *surface,
                                       double           x,
                                       double           y,
                                       double           from,
                                       double           to);
/* Where a facility stands by itself on the map; %NULL if it does not. */
const YttMarker *map_fixture_get_marker (MapFixture *f,
                                         gint64      id);

G_END_DECLS
