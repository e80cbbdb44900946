#pragma once

#include "ytt-facility-layer.h"
#include "ytt-magnifier.h"
#include "ytt-wall-map.h"

G_BEGIN_DECLS

/* The map of a wall, alone in a window that stands for the wall, over the shipped document. */
typedef struct
{
  GtkWidget        *window;
  GtkWidget        *magnifier;   /* makes a wall of 1080 lines of the window */
  YttWallMap       *map;
  YttSession       *session;
  YttStore         *store;
  char             *folder;
  char             *path;
  guint             n_moved;     /* how often the user was said to have moved the map */
  guint             n_clicked;   /* how often there was a click beside the facilities */
  gint64            clicked;     /* the facility that was clicked last */
} WallFixture;

typedef gboolean (*Condition) (gpointer data);

#define wait_until(condition, data) wait_until_at (condition, data, #condition, G_STRLOC)
/* Iterates the main context until @condition holds; fails after ten seconds. */
void              wait_until_at          (Condition      condition,
                                          gpointer       data,
                                          const char    *name,
                                          const char    *place);

/* data: the size of the window, "WxH" */
void              wall_fixture_set_up    (WallFixture   *f,
                                          gconstpointer  data);
void              wall_fixture_tear_down (WallFixture   *f,
                                          gconstpointer  data);
/* Until tiles, markers and flights are done. */
void              wall_fixture_settle    (WallFixture   *f);
/* (transfer full): all facilities, at a place */
YttView          *wall_fixture_make_view (double         latitude,
                                          double         longitude,
                                          double         zoom,
                                          gint64         selected);
/* (transfer full): the same with links, "selection", "all" or "none" */
YttView          *wall_fixture_make_view_with_links (double      latitude,
                                                     double      longitude,
                                                     double      zoom,
                                                     gint64      selected,
                                                     const char *links);
/* The first widget of a type under another one. */
GtkWidget        *wall_fixture_find      (GtkWidget     *widget,
                                          GType          type);
YttFacilityLayer *wall_fixture_get_layer (WallFixture   *f);
ShumateViewport  *wall_fixture_get_viewport (WallFixture *f);
/* Until what was to be prepared is there, however long it takes. */
void              wall_fixture_prepare   (WallFixture   *f,
                                          YttView       *next,
                                          YttView       *back);   /* (nullable) */
/* Has @painted called with @data after each frame was painted. From then on nothing is seen: a renderer without a
 * graphics card would take most of the time on a large wall, and leave few frames. */
void              wall_fixture_watch     (WallFixture   *f,
                                          void         (*painted) (gpointer data),
                                          gpointer       data);
/* How much of the map is covered by no tile that is so wide or less, in px; in percent, rounded up. */
guint             wall_fixture_get_uncovered (WallFixture *f,
                                              double       most_width);
/* (transfer full) (element-type guint gboolean): the keys of the labels that are painted now, and whether all of each
 * is within the view */
GHashTable       *wall_fixture_get_labels (WallFixture  *f);

G_END_DECLS
