/* The wall as a room sees it: large enough to be read from the back, on a small projector and on a large one. */

#include "config.h"

#include "window-fixture.h"

#include <math.h>
#include <sqlite3.h>

#include "ytt-facility-layer.h"
#include "ytt-key-figures.h"
#include "ytt-label-text.h"
#include "ytt-link-layer.h"
#include "ytt-magnifier.h"
#include "ytt-symbol-image.h"
#include "ytt-tours.h"
#include "ytt-wall-card.h"
#include "ytt-wall-dots.h"
#include "ytt-wall-layout.h"
#include "ytt-wall-question.h"
#include "ytt-wall.h"

#define NARVA 3
#define FORT_WORTH 6
#define KUANTAN 8

/* As near to each other title, card and question may be, in px of a wall of 1080 lines. */
#define LEAST_GAP 20

/* In the tour of the week: a place without a figure comes before one with a figure. */
#define WEEK 1
#define PAKISTAN 1

typedef struct
{
  int   width;
  int   height;
  guint tour;
  guint stop;    /* where the talk begins */
} Size;

typedef struct
{
  WindowFixture  window;
  YttWindow     *main;
  YttTour       *tour;
  YttTalk       *talk;
  YttWall       *wall;
  GtkWidget     *frame;   /* a window that stands for the wall */
} Fixture;

static gint64
ask_for (const char *document,
         const char *slug)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM facility WHERE facility = '%s'", slug);
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  gint64 id;

  g_assert_cmpint (sqlite3_open (document, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  id = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return id;
}

static gboolean
has_tours (gpointer data)
{
  return ytt_tours_get_loaded (data);
}

static gboolean
is_settled (gpointer data)
{
  Fixture *f = data;

  return !ytt_wall_get_loading (f->wall) && !ytt_wall_map_get_flying (ytt_wall_get_map (f->wall));
}

static gboolean
has_size (gpointer data)
{
  Fixture *f = data;

  return gtk_widget_get_width (GTK_WIDGET (f->wall)) > 0;
}

static void
settle (Fixture *f)
{
  wait_until (has_size, f);
  wait_until (is_settled, f);
  wait_for_frames (f->frame);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  const Size *size = data;
  YttTours *tours;

  window_fixture_set_up (&f->window, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  f->main = open_window (&f->window, f->window.document);
  tours = ytt_session_get_tours (ytt_window_get_session (f->main));
  wait_until (has_tours, tours);
  f->tour = g_list_model_get_item (G_LIST_MODEL (tours), size->tour);
  f->talk = ytt_talk_new (ytt_session_get_store (ytt_window_get_session (f->main)), f->tour, size->stop);
  f->wall = YTT_WALL (ytt_wall_new (f->talk));
  f->frame = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (f->frame), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (f->frame), size->width, size->height);
  gtk_window_set_child (GTK_WINDOW (f->frame), GTK_WIDGET (f->wall));
  gtk_window_present (GTK_WINDOW (f->frame));
  settle (f);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (f->wall)), ==, size->width);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (f->wall)), ==, size->height);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  YttTalk *talk = f->talk;

  ytt_talk_end (f->talk);
  gtk_window_destroy (GTK_WINDOW (f->frame));
  g_object_add_weak_pointer (G_OBJECT (talk), (gpointer *) &talk);
  g_object_unref (f->talk);
  wait_until (is_gone, &talk);
  g_clear_object (&f->tour);
  close_window (f->main);
  window_fixture_tear_down (&f->window, NULL);
}

/* px of the wall to one px of a widget on it */
static double
get_scale (Fixture   *f,
           GtkWidget *widget)
{
  graphene_point_t from, to;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (f->wall), &GRAPHENE_POINT_INIT (0, 0), &from));
  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (f->wall), &GRAPHENE_POINT_INIT (0, 100), &to));

  return (to.y - from.y) / 100;
}

/* The size of a label's letters on the wall, in px */
static double
get_font_size (Fixture  *f,
               GtkLabel *label)
{
  PangoContext *context = pango_layout_get_context (gtk_label_get_layout (label));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72;

  return size * get_scale (f, GTK_WIDGET (label));
}

/* A title takes a twentieth of the wall's height, a card and what else is to be read a thirty-second, small print a
 * fiftieth. */
static double
get_least_part (GtkWidget *label)
{
  static const struct { const char *css_class; double part; } parts[] = {
    { "wall-title", 20 },
    { "wall-slide-title", 20 },
    { "wall-text", 32 },
    { "wall-slide-text", 32 },
    { "wall-name", 32 },
    { "wall-line", 32 },
    { "wall-figure", 32 },
    { "wall-answer", 32 },
    { "wall-answer-country", 32 },
    { "wall-small-print", 50 },
    { "wall-attribution", 50 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (gtk_widget_has_css_class (label, parts[i].css_class))
      return parts[i].part;

  g_error ("nobody knows how large “%s” is to be", gtk_label_get_label (GTK_LABEL (label)));
}

static guint
check_labels (Fixture   *f,
              GtkWidget *widget)
{
  guint n = 0;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0')
    {
      double least = gtk_widget_get_height (GTK_WIDGET (f->wall)) / get_least_part (widget);

      g_assert_cmpfloat (get_font_size (f, GTK_LABEL (widget)), >=, least);
      n++;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!YTT_IS_WALL_MAP (child))
      n += check_labels (f, child);

  return n;
}

static void
test_legible (Fixture       *f,
              gconstpointer  data)
{
  double height = gtk_widget_get_height (GTK_WIDGET (f->wall));
  GtkWidget *layer = find_widget (GTK_WIDGET (f->wall), YTT_TYPE_FACILITY_LAYER, NULL);
  double scale = get_scale (f, layer);

  /* Title, text or not, name, line, two figures or three with their small print, attribution */
  g_assert_cmpuint (check_labels (f, GTK_WIDGET (f->wall)), >=, 8);

  /* On the map: labels, and symbols that grow with them */
  for (guint style = 0; style < YTT_LABEL_N_STYLES; style++)
    g_assert_cmpfloat (ytt_label_style_get_size (style) * scale, >=, height / 50);
  g_assert_cmpfloat_with_epsilon (scale, 2 * height / YTT_WALL_HEIGHT, 0.01);
  g_assert_cmpfloat_with_epsilon (ytt_magnifier_get_pixel_scale (layer), scale, 0.01);

  ytt_talk_first (f->talk);
  settle (f);
  g_assert_cmpuint (check_labels (f, GTK_WIDGET (f->wall)), >=, 2);
}

/* All of it can be read, and no unit is broken. */
static void
check_words (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  const char *text = pango_layout_get_text (layout);

  g_assert_false (pango_layout_is_ellipsized (layout));
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);

      if (line->start_index > 0)
        g_assert_cmpint (text[line->start_index - 1], !=, '/');
    }
}

/* What is written on a card is on it, and not below it. */
static void
check_inside (GtkWidget *card,
              GtkWidget *widget)
{
  graphene_rect_t bounds, room = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (card),
                                                     (float) gtk_widget_get_height (card));

  if (!gtk_widget_get_mapped (widget))
    return;

  g_assert_true (gtk_widget_compute_bounds (widget, card, &bounds));
  if (GTK_IS_LABEL (widget))
    {
      g_assert_true (graphene_rect_contains_rect (&room, &bounds));
      check_words (GTK_LABEL (widget));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_inside (card, child);
}

static gboolean
get_bounds (Fixture         *f,
            GtkWidget       *widget,
            graphene_rect_t *bounds)
{
  if (widget == NULL || !gtk_widget_get_mapped (widget))
    return FALSE;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (f->wall), bounds));

  return TRUE;
}

static GtkWidget *
find_class (GtkWidget  *widget,
            const char *css_class)
{
  if (gtk_widget_has_css_class (widget, css_class))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_class (child, css_class);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
get_card (Fixture *f)
{
  return find_widget (GTK_WIDGET (f->wall), YTT_TYPE_WALL_CARD, NULL);
}

static void
assert_apart (Fixture   *f,
              GtkWidget *widget,
              GtkWidget *other)
{
  double gap = LEAST_GAP * gtk_widget_get_height (GTK_WIDGET (f->wall)) / (double) YTT_WALL_HEIGHT;
  graphene_rect_t a, b;

  if (!get_bounds (f, widget, &a) || !get_bounds (f, other, &b))
    return;

  graphene_rect_inset (&a, (float) -gap, (float) -gap);
  g_assert_false (graphene_rect_intersection (&a, &b, NULL));
}

/* From px of the map's layers to those of the wall. */
static void
scale_to_wall (Fixture         *f,
               graphene_rect_t *box)
{
  GtkWidget *layer = find_widget (GTK_WIDGET (f->wall), YTT_TYPE_FACILITY_LAYER, NULL);
  float scale = (float) get_scale (f, layer);

  graphene_rect_scale (box, scale, scale, box);
}

static gboolean
has_tag (gpointer data)
{
  Fixture *f = data;
  graphene_rect_t tag;

  return ytt_facility_layer_get_tag_box (YTT_FACILITY_LAYER (find_widget (GTK_WIDGET (f->wall), YTT_TYPE_FACILITY_LAYER,
                                                                          NULL)), &tag);
}

/* The card covers neither what it tells of, nor the name that this has on the map. */
static void
check_card (Fixture *f)
{
  YttFacilityLayer *layer = YTT_FACILITY_LAYER (find_widget (GTK_WIDGET (f->wall), YTT_TYPE_FACILITY_LAYER, NULL));
  YttRecord *record = ytt_session_get_record (ytt_talk_get_session (f->talk));
  int width = gtk_widget_get_width (GTK_WIDGET (f->wall)), height = gtk_widget_get_height (GTK_WIDGET (f->wall));
  graphene_rect_t card, tag;
  graphene_point_t place;

  g_assert_true (get_bounds (f, get_card (f), &card));
  g_test_message ("%s: card at %g, %g, %g x %g", record->slug, card.origin.x, card.origin.y, card.size.width,
                  card.size.height);
  check_inside (get_card (f), get_card (f));
  assert_apart (f, get_card (f), find_class (GTK_WIDGET (f->wall), "wall-title-panel"));
  graphene_rect_inset (&card, 1, 1);
  g_assert_true (graphene_rect_contains_rect (&GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height), &card));

  /* Some have no site yet. */
  if (isnan (record->latitude))
    return;

  ytt_wall_locate (ytt_talk_get_view (f->talk), width, height, record->latitude, record->longitude, &place);
  g_assert_false (graphene_rect_contains_point (&card, &place));
  wait_until (has_tag, f);
  ytt_facility_layer_get_tag_box (layer, &tag);
  scale_to_wall (f, &tag);
  g_assert_false (graphene_rect_intersection (&card, &tag, NULL));
}

/* All of it is on the wall. */
static void
test_fits (Fixture       *f,
           gconstpointer  data)
{
  int width = gtk_widget_get_width (GTK_WIDGET (f->wall));
  int height = gtk_widget_get_height (GTK_WIDGET (f->wall));
  const graphene_rect_t wall = GRAPHENE_RECT_INIT (0, 0, width, height);
  GtkWidget *dots = find_widget (GTK_WIDGET (f->wall), YTT_TYPE_WALL_DOTS, NULL);

  for (guint i = 0; i < ytt_talk_get_n_stops (f->talk); i++)
    {
      graphene_rect_t bounds;

      ytt_talk_go_to (f->talk, i);
      settle (f);
      g_assert_true (get_bounds (f, dots, &bounds));
      g_assert_true (graphene_rect_contains_rect (&wall, &bounds));
      if (gtk_widget_get_mapped (get_card (f)))
        check_card (f);
    }
}

/* A facility with a long name, on which a question lands. */
static void
test_long_name (Fixture       *f,
                gconstpointer  data)
{
  ytt_talk_begin_question (f->talk);
  ytt_talk_answer (f->talk, ask_for (f->window.document, "us-marion-reelement"));
  settle (f);
  check_card (f);
}

/* The names of organisations that are only known to be in a country: nothing lies over them. */
static void
test_names (Fixture       *f,
            gconstpointer  data)
{
  GtkWidget *links = find_widget (GTK_WIDGET (f->wall), YTT_TYPE_LINK_LAYER, NULL);
  GtkWidget *layer = find_widget (GTK_WIDGET (f->wall), YTT_TYPE_FACILITY_LAYER, NULL);
  GArray *markers = ytt_facility_layer_get_markers (YTT_FACILITY_LAYER (layer));
  g_autoptr(GArray) boxes = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  graphene_rect_t card, title;

  g_assert_true (get_bounds (f, get_card (f), &card));
  g_assert_true (get_bounds (f, find_class (GTK_WIDGET (f->wall), "wall-title-panel"), &title));
  ytt_link_layer_append_boxes (YTT_LINK_LAYER (links), boxes);
  g_assert_cmpuint (boxes->len, >=, 2);
  for (guint i = 0; i < boxes->len; i++)
    {
      graphene_rect_t box = g_array_index (boxes, graphene_rect_t, i);

      for (guint j = 0; j < markers->len; j++)
        {
          const YttMarker *marker = &g_array_index (markers, YttMarker, j);
          double radius = marker->radius, reach = marker->reach + radius;

          g_assert_false (graphene_rect_intersection (&box, &GRAPHENE_RECT_INIT (marker->x - reach, marker->y - radius,
                                                                                2 * reach, 2 * radius), NULL));
        }
      scale_to_wall (f, &box);
      g_assert_false (graphene_rect_intersection (&box, &card, NULL));
      g_assert_false (graphene_rect_intersection (&box, &title, NULL));
    }
}

static gboolean
has_answers (gpointer data)
{
  Fixture *f = data;
  GtkWidget *question = find_widget (GTK_WIDGET (f->wall), YTT_TYPE_WALL_QUESTION, NULL);
  GtkWidget *name = find_class (question, "wall-answer");

  return name != NULL && gtk_widget_get_mapped (name) && *gtk_label_get_label (GTK_LABEL (name)) != '\0';
}

/* A row that says nothing yet is not there. */
static void
check_answers (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "wall-answer") && gtk_widget_get_mapped (widget))
    g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (widget)), !=, "");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_answers (child);
}

static gboolean
says_none (gpointer data)
{
  GtkWidget *label = gtk_widget_get_last_child (gtk_widget_get_first_child (data));

  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "No facility matches.");

  return gtk_widget_get_mapped (label);
}

/* While somebody asks, what is on the wall stays where it is, and nothing covers it. */
static void
test_question (Fixture       *f,
               gconstpointer  data)
{
  GtkWidget *question = find_widget (GTK_WIDGET (f->wall), YTT_TYPE_WALL_QUESTION, NULL);
  GtkWidget *title = find_class (GTK_WIDGET (f->wall), "wall-title-panel");
  graphene_rect_t title_before, card_before, bounds;

  g_assert_true (get_bounds (f, title, &title_before));
  g_assert_true (get_bounds (f, get_card (f), &card_before));
  ytt_talk_begin_question (f->talk);
  settle (f);
  ytt_talk_ask (f->talk, "la");
  do
    {
      check_answers (question);
      g_main_context_iteration (NULL, TRUE);
    }
  while (!has_answers (f));
  wait_for_frames (f->frame);

  g_assert_true (get_bounds (f, title, &bounds));
  g_assert_true (graphene_rect_equal (&bounds, &title_before));
  g_assert_true (get_bounds (f, get_card (f), &bounds));
  g_assert_true (graphene_rect_equal (&bounds, &card_before));
  g_assert_true (get_bounds (f, question, &bounds));
  assert_apart (f, question, title);
  assert_apart (f, question, get_card (f));

  ytt_talk_ask (f->talk, "qqqq");
  wait_until (says_none, question);
  ytt_talk_ask (f->talk, "la");
  wait_until (has_answers, f);
  g_assert_false (says_none (question));

  /* So do the words of a slide. */
  ytt_talk_end_question (f->talk);
  ytt_talk_first (f->talk);
  settle (f);
  ytt_talk_begin_question (f->talk);
  ytt_talk_ask (f->talk, "la");
  wait_until (has_answers, f);
  wait_for_frames (f->frame);
  assert_apart (f, question, find_class (GTK_WIDGET (f->wall), "wall-slide-title"));
}

/* A wall with a picture of another stop beside it, as the speaker's screen has. */
static void
test_picture (Fixture       *f,
              gconstpointer  data)
{
  GtkWidget *picture = ytt_wall_new_for_stop (ytt_session_get_store (ytt_window_get_session (f->main)));
  Fixture small = *f;

  small.wall = YTT_WALL (picture);
  small.frame = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (small.frame), picture);
  gtk_window_set_default_size (GTK_WINDOW (small.frame), 320, 180);
  gtk_window_present (GTK_WINDOW (small.frame));
  ytt_wall_set_stop (small.wall, f->tour, NARVA + 1);
  settle (&small);

  g_assert_false (gtk_widget_get_can_target (picture));
  g_assert_true (gtk_widget_get_mapped (find_widget (picture, YTT_TYPE_WALL_CARD, NULL)));
  g_assert_cmpstr (ytt_wall_card_get_record (YTT_WALL_CARD (find_widget (picture, YTT_TYPE_WALL_CARD, NULL)))->slug,
                   ==, "us-columbus-js-link");
  g_assert_cmpuint (ytt_talk_get_index (f->talk), ==, NARVA);

  ytt_wall_set_stop (small.wall, NULL, 0);
  settle (&small);
  gtk_window_destroy (GTK_WINDOW (small.frame));
}

/* Where a card stands: away from the action, and never over what it tells of. */

static void
place (double           x,
       double           y,
       double           action_x,
       double           end_y,
       graphene_rect_t *card)
{
  g_autoptr(GArray) action = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  YttWallScene scene = { 1920, 1080, 64, GRAPHENE_RECT_INIT (64, 56, 1200, 120),
                         GRAPHENE_POINT_INIT ((float) x, (float) y), GRAPHENE_RECT_INIT (0, 0, 0, 0), action,
                         ends };
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) action_x, 500);

  if (end_y > 0)
    {
      point.y = (float) end_y;
      g_array_append_val (ends, point);
    }
  g_array_append_val (action, point);
  ytt_wall_scene_place_card (&scene, 500, card);
}

static void
test_place (void)
{
  graphene_rect_t card;

  /* Narva to the right of the middle, its links to the left */
  place (1150, 350, 500, 0, &card);
  g_assert_cmpfloat (card.origin.x, >, 960);
  g_assert_cmpfloat (card.origin.y, >, 400);

  place (1500, 500, 1400, 0, &card);
  g_assert_cmpfloat (card.origin.x, <, 960);

  place (400, 800, 500, 0, &card);
  g_assert_cmpfloat (card.origin.x, >, 960);

  /* In the corner where it would stand otherwise */
  place (1700, 900, 1700, 0, &card);
  g_assert_cmpfloat (card.origin.x, <, 960);
  place (1700, 900, 100, 0, &card);
  g_assert_false (graphene_rect_contains_point (&card, &GRAPHENE_POINT_INIT (1700, 900)));

  /* An organisation in the corner where it would stand otherwise */
  place (500, 350, 1400, 800, &card);
  g_assert_false (graphene_rect_contains_point (&card, &GRAPHENE_POINT_INIT (1400, 800)));
}

/* Many stops are counted, few are dots. */
static void
test_dots (void)
{
  GtkWidget *dots = g_object_ref_sink (ytt_wall_dots_new ());
  int few, many;

  ytt_wall_dots_set (YTT_WALL_DOTS (dots), 0, 1);
  g_assert_false (gtk_widget_get_visible (dots));
  ytt_wall_dots_set (YTT_WALL_DOTS (dots), 3, 10);
  g_assert_true (gtk_widget_get_visible (dots));
  gtk_widget_measure (dots, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &few, NULL, NULL);
  ytt_wall_dots_set (YTT_WALL_DOTS (dots), 3, 1000);
  gtk_widget_measure (dots, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &many, NULL, NULL);
  g_assert_cmpint (many, <, few + 200);
  g_object_unref (dots);
}

#define ADD(path, size, func) g_test_add ("/wall/" path, Fixture, &size, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  static const Size small = { 1024, 768, 0, NARVA };
  static const Size large = { 3840, 2160, 0, NARVA };
  static const Size portrait = { 1080, 1920, 0, NARVA };
  static const Size fort_worth = { 1920, 1080, 0, FORT_WORTH };
  static const Size kuantan = { 1080, 1920, 0, KUANTAN };
  static const Size wide = { 1920, 1080, 0, NARVA };
  static const Size week = { 1024, 768, WEEK, PAKISTAN };

  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wall/place", test_place);
  g_test_add_func ("/wall/dots", test_dots);
  ADD ("legible/1024x768", small, test_legible);
  ADD ("legible/3840x2160", large, test_legible);
  ADD ("fits/1024x768", small, test_fits);
  ADD ("fits/week", week, test_fits);
  ADD ("fits/portrait", portrait, test_fits);
  ADD ("fits/1920x1080", wide, test_fits);
  ADD ("long-name/1024x768", small, test_long_name);
  ADD ("long-name/portrait", portrait, test_long_name);
  ADD ("names/narva", small, test_names);
  ADD ("names/fort-worth", fort_worth, test_names);
  ADD ("question/1024x768", small, test_question);
  ADD ("question/1920x1080", wide, test_question);
  ADD ("question/portrait", kuantan, test_question);
  ADD ("picture", small, test_picture);

  return g_test_run ();
}
