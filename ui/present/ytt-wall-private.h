#pragma once

#include "ytt-country-points.h"
#include "ytt-wall-card.h"
#include "ytt-wall-dots.h"
#include "ytt-wall-layout.h"
#include "ytt-wall.h"

G_BEGIN_DECLS

struct _YttWall
{
  GtkWidget         parent_instance;

  YttTalk          *talk;        /* (owned) (nullable) */
  YttSession       *session;     /* (owned): the talk's, or the picture's own */
  YttTour          *tour;        /* (owned) (nullable): of a picture */
  guint             index;       /* of a picture */
  YttView          *view;        /* (owned) (nullable): where the map is, or flies to */
  YttCountryPoints *countries;   /* (owned) (nullable): made when first needed */
  gboolean          slide_open;
  double            laser_x;     /* px of the stage */
  double            laser_y;
  graphene_point_t  pressed;     /* where a click began, in px of what lies over the map */
  guint             cursor_source;
  guint             reshape_source;
  int               shape;       /* its width, in px of a wall of %YTT_WALL_HEIGHT lines */

  GtkWidget        *magnifier;
  GtkOverlay       *stage;
  YttWallMap       *map;
  GtkWidget        *title_box;
  GtkLabel         *title;
  GtkLabel         *text;
  GtkRevealer      *card_revealer;
  YttWallCard      *card;
  GtkRevealer      *slide_revealer;
  GtkLabel         *slide_title;
  GtkLabel         *slide_text;
  YttWallDots      *dots;
  GtkLabel         *attribution;
  GtkWidget        *question;    /* (nullable) */
  GtkWidget        *laser;
  GtkWidget        *blank;
};

/* ytt-wall-stage.c */
void ytt_wall_make_stage   (YttWall *self);
void ytt_wall_add_question (YttWall *self);

/* ytt-wall-places.c */
gboolean ytt_wall_place (YttWall      *self,
                         GtkWidget    *child,
                         GdkRectangle *place);

/* ytt-wall-input.c */
void ytt_wall_add_input    (YttWall *self);
void ytt_wall_update_laser (YttWall *self);
void ytt_wall_remove_input (YttWall *self);

G_END_DECLS
