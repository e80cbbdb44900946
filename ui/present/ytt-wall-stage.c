/* What stands on a wall, and where. */

#include "config.h"

#include "ytt-wall-private.h"

#include <math.h>

#include "ytt-wall-question.h"

/* px of a wall of 1080 lines */
#define MARGIN 64
#define NARROW_MARGIN 32
#define TITLE_Y 56
#define NARROW_TITLE_Y 32
#define TITLE_PADDING 84
#define TEXT_WIDTH 1180
#define LASER_SIZE 44
#define TAG_DISTANCE 44.0f
#define TAG_HEIGHT 60.0f
#define TAG_LETTER 14.5f
#define TAG_PADDING 56.0f
#define QUESTION_WIDTH 1100
#define QUESTION_Y 150

/* Where a link is to be kept free, it is looked at in so many places. */
#define N_LINK_POINTS 7

static GtkWidget *
make_label (const char *css_class,
            int         lines)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (lines > 0)
    {
      gtk_label_set_lines (GTK_LABEL (label), lines);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  gtk_widget_add_css_class (label, css_class);

  return label;
}

/* Places */

static double
get_margin (double width)
{
  return width < YTT_WALL_NARROW ? NARROW_MARGIN : MARGIN;
}

static int
measure_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static int
measure_height (GtkWidget *widget,
                int        width)
{
  int natural, minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (width, minimum), NULL, &natural, NULL, NULL);

  return natural;
}

/* As wide as its title; a text under it is wrapped before it spans the wall. */
static void
place_title (YttWall      *self,
             int           width,
             GdkRectangle *place)
{
  double margin = get_margin (width);
  int most = width - 2 * (int) margin;
  int title = measure_width (GTK_WIDGET (self->title)) + TITLE_PADDING;
  int text = gtk_widget_get_visible (GTK_WIDGET (self->text))
             ? measure_width (GTK_WIDGET (self->text)) + TITLE_PADDING : 0;

  place->x = (int) margin;
  place->y = width < YTT_WALL_NARROW ? NARROW_TITLE_Y : TITLE_Y;
  place->width = MIN (most, MAX (title, MIN (text, TEXT_WIDTH)));
  place->height = measure_height (self->title_box, place->width);
}

/* Of an organisation, only its country is known, in which the map shows it. */
static gboolean
locate_end (YttWall            *self,
            const YttSupplyEnd *end,
            int                 width,
            int                 height,
            graphene_point_t   *point)
{
  YttBasemap *basemap = ytt_map_ground_get_basemap (ytt_wall_map_get_ground (self->map));
  double latitude = end->latitude;
  double longitude = end->longitude;

  if (isnan (latitude))
    {
      if (self->countries == NULL && basemap != NULL)
        self->countries = ytt_country_points_new (basemap);
      if (self->countries == NULL || end->country == NULL
          || !ytt_country_points_find (self->countries, end->country, &latitude, &longitude))
        return FALSE;
    }

  ytt_wall_locate (self->view, width, height, latitude, longitude, point);

  return TRUE;
}

static void
add_link (GArray             *action,
          const YttSupplyEnd *from,
          const YttSupplyEnd *to,
          YttWall            *self,
          int                 width,
          int                 height)
{
  graphene_point_t a, b;

  if (!locate_end (self, from, width, height, &a) || !locate_end (self, to, width, height, &b))
    return;

  for (guint i = 0; i <= N_LINK_POINTS; i++)
    {
      graphene_point_t point;

      graphene_point_interpolate (&a, &b, (double) i / N_LINK_POINTS, &point);
      if (point.x >= 0 && point.x <= width && point.y >= 0 && point.y <= height)
        g_array_append_val (action, point);
    }
}

/* (transfer full) (element-type graphene_point_t): where the links of the facility run */
static GArray *
find_action (YttWall         *self,
             const YttRecord *record,
             int              width,
             int              height)
{
  GPtrArray *links = ytt_supply_get_links (ytt_session_get_supply (self->session));
  GArray *action = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (links, i);

      if (link->from.facility == record->id || link->to.facility == record->id)
        add_link (action, &link->from, &link->to, self, width, height);
    }

  return action;
}

static void
place_card (YttWall      *self,
            int           width,
            int           height,
            GdkRectangle *place)
{
  YttRecord *record = ytt_wall_card_get_record (self->card);
  g_autoptr(GArray) action = NULL;
  YttWallScene scene = { width, height, get_margin (width), GRAPHENE_RECT_INIT (0, 0, 0, 0),
                         GRAPHENE_POINT_INIT (width / 2.0f, height / 2.0f), GRAPHENE_RECT_INIT (0, 0, 0, 0), NULL };
  graphene_rect_t card;

  if (gtk_widget_get_visible (self->title_box))
    {
      GdkRectangle title;

      place_title (self, width, &title);
      graphene_rect_init (&scene.title, (float) title.x, (float) title.y, (float) title.width, (float) title.height);
    }
  if (record != NULL && self->view != NULL)
    {
      action = find_action (self, record, width, height);
      if (!isnan (record->latitude))
        ytt_wall_locate (self->view, width, height, record->latitude, record->longitude, &scene.facility);
      /* The map writes the name to the right of the symbol, where there is room. */
      graphene_rect_init (&scene.tag, scene.facility.x + TAG_DISTANCE, scene.facility.y - TAG_HEIGHT / 2,
                          (float) g_utf8_strlen (record->name, -1) * TAG_LETTER + TAG_PADDING, TAG_HEIGHT);
    }
  else
    action = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));

  scene.action = action;
  ytt_wall_scene_place_card (&scene, measure_height (GTK_WIDGET (self->card),
                                                     (int) ytt_wall_scene_get_card_width (&scene)), &card);
  if (gtk_revealer_get_reveal_child (self->card_revealer))
    ytt_wall_map_set_covered (self->map, &card);
  else
    ytt_wall_map_set_covered (self->map, graphene_rect_zero ());
  *place = (GdkRectangle) { (int) card.origin.x, (int) card.origin.y, (int) card.size.width, (int) card.size.height };
}

static gboolean
place_cb (GtkOverlay   *stage,
          GtkWidget    *child,
          GdkRectangle *place,
          YttWall      *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (stage));
  int height = gtk_widget_get_height (GTK_WIDGET (stage));

  if (child == self->title_box)
    place_title (self, width, place);
  else if (child == GTK_WIDGET (self->card_revealer))
    place_card (self, width, height, place);
  /* GTK would make room for the height of a slide that is as narrow as its longest word. */
  else if (child == GTK_WIDGET (self->slide_revealer))
    *place = (GdkRectangle) { 0, 0, width, height };
  else if (child == self->laser)
    *place = (GdkRectangle) { (int) self->laser_x - LASER_SIZE / 2, (int) self->laser_y - LASER_SIZE / 2, LASER_SIZE,
                              LASER_SIZE };
  else if (child == self->question)
    {
      place->width = MIN (QUESTION_WIDTH, width - 2 * (int) get_margin (width));
      place->height = measure_height (child, place->width);
      place->x = (width - place->width) / 2;
      place->y = QUESTION_Y;
    }
  else
    return FALSE;

  return TRUE;
}

/* Parts */

static void
make_title (YttWall *self)
{
  self->title_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->title = GTK_LABEL (make_label ("wall-title", 3));
  self->text = GTK_LABEL (make_label ("wall-text", 4));
  gtk_box_append (GTK_BOX (self->title_box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->title_box), GTK_WIDGET (self->text));
  gtk_widget_add_css_class (self->title_box, "wall-panel");
  gtk_widget_add_css_class (self->title_box, "wall-title-panel");
  gtk_widget_set_visible (self->title_box, FALSE);
}

static void
make_card (YttWall *self)
{
  self->card = YTT_WALL_CARD (ytt_wall_card_new ());
  self->card_revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_transition_type (self->card_revealer, GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_transition_duration (self->card_revealer, 200);
  gtk_revealer_set_child (self->card_revealer, GTK_WIDGET (self->card));
  gtk_widget_set_overflow (GTK_WIDGET (self->card_revealer), GTK_OVERFLOW_VISIBLE);
}

static void
make_slide (YttWall *self)
{
  GtkWidget *slide = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 36);
  GtkWidget *rule = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_halign (rule, GTK_ALIGN_START);
  gtk_widget_add_css_class (rule, "wall-slide-rule");
  gtk_box_append (GTK_BOX (words), rule);
  self->slide_title = GTK_LABEL (make_label ("wall-slide-title", 0));
  self->slide_text = GTK_LABEL (make_label ("wall-slide-text", 0));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->slide_title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->slide_text));
  gtk_widget_set_vexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (slide), words);
  gtk_widget_add_css_class (slide, "wall-slide");

  self->slide_revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_transition_type (self->slide_revealer, GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_transition_duration (self->slide_revealer, 400);
  gtk_revealer_set_child (self->slide_revealer, slide);
  gtk_widget_set_can_target (GTK_WIDGET (self->slide_revealer), FALSE);
}

static void
make_small_parts (YttWall *self)
{
  self->dots = YTT_WALL_DOTS (ytt_wall_dots_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->dots), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->dots), GTK_ALIGN_END);

  self->attribution = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_halign (GTK_WIDGET (self->attribution), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->attribution), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (self->attribution), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->attribution), "wall-attribution");

  self->laser = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_can_target (self->laser, FALSE);
  gtk_widget_set_visible (self->laser, FALSE);
  gtk_widget_add_css_class (self->laser, "wall-laser");

  self->blank = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_visible (self->blank, FALSE);
  gtk_widget_add_css_class (self->blank, "wall-blank");
}

/*< private >
 * ytt_wall_make_stage:
 *
 * Makes all that stands on a wall, what lies above later.
 */
void
ytt_wall_make_stage (YttWall *self)
{
  self->map = YTT_WALL_MAP (ytt_wall_map_new ());
  self->stage = GTK_OVERLAY (gtk_overlay_new ());
  make_title (self);
  make_card (self);
  make_slide (self);
  make_small_parts (self);

  gtk_overlay_set_child (self->stage, GTK_WIDGET (self->map));
  gtk_overlay_add_overlay (self->stage, GTK_WIDGET (self->attribution));
  gtk_overlay_add_overlay (self->stage, GTK_WIDGET (self->card_revealer));
  gtk_overlay_add_overlay (self->stage, self->title_box);
  gtk_overlay_add_overlay (self->stage, GTK_WIDGET (self->slide_revealer));
  gtk_overlay_add_overlay (self->stage, GTK_WIDGET (self->dots));
  gtk_overlay_add_overlay (self->stage, self->laser);
  gtk_overlay_add_overlay (self->stage, self->blank);
  g_signal_connect_object (self->stage, "get-child-position", G_CALLBACK (place_cb), self, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->stage), "wall-stage");
}

/*< private >
 * ytt_wall_add_question:
 *
 * Adds the search, which only a talk has.
 */
void
ytt_wall_add_question (YttWall *self)
{
  self->question = ytt_wall_question_new (self->talk);
  gtk_overlay_add_overlay (self->stage, self->question);
}
