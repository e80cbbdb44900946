#pragma once

#include <libsoup/soup.h>

#include "map-fixture.h"
#include "ytt-map-ground.h"

G_BEGIN_DECLS

/* What tests of the map's ground share: a pane with a map, a server of the test's own that stands for OpenStreetMap's,
 * and a raster file. */

#define SERVER_COLOUR 0xffd02090u
#define FILE_COLOUR 0xff20a040u

typedef struct
{
  MapFixture  map;
  SoupServer *server;
  guint       port;
  guint       status;       /* what is answered */
  gboolean    spoilt;       /* no picture is sent */
  GPtrArray  *paths;        /* (element-type utf8): what was asked for, in order */
  GPtrArray  *agents;       /* (element-type utf8) */
  guint       n_cookies;
  GBytes     *tile;
  char       *file;         /* the path of a map of the user's own */
} GroundFixture;

void           ground_fixture_set_up    (GroundFixture *f,
                                         gconstpointer  data);
void           ground_fixture_tear_down (GroundFixture *f,
                                         gconstpointer  data);
void           start_server             (GroundFixture *f);
void           stop_server              (GroundFixture *f);
YttMapGround  *get_ground               (GroundFixture *f);
GtkWidget     *find_in                  (GtkWidget     *widget,
                                         const char    *id);
GtkWidget     *find_in_pane             (GroundFixture *f,
                                         const char    *id);
/* By what Enter and Space do. */
void           choose                   (GroundFixture *f,
                                         const char    *id);
void           assert_active            (GroundFixture *f,
                                         const char    *id);
const char    *get_attribution          (GroundFixture *f);
/* What the map looks like at a place, as 0xAARRGGBB. */
guint32        get_colour               (GroundFixture *f,
                                         double         x,
                                         double         y);
/* In a map of 600 by 500 px whose middle is looked at. */
guint32        get_colour_at            (GroundFixture *f,
                                         double         latitude,
                                         double         longitude);
double         get_zoom                 (GroundFixture *f);
/* Conditions: of the fixture */
gboolean       has_note                 (gpointer       data);
gboolean       has_no_note              (gpointer       data);
void           assert_note              (GroundFixture *f,
                                         const char    *pattern);
void           run_ground_sql           (GroundFixture *f,
                                         const char    *sql);
/* Tiles of zooms 2 to 4 all over the world, but of a file that says it is of a quarter of Africa only. */
void           make_file                (GroundFixture *f);

G_END_DECLS
