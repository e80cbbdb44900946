#include "config.h"

#include "ytt-wall-private.h"

#include <glib/gi18n.h>

#include "ytt-magnifier.h"
#include "ytt-wall-question.h"

/* A wall without a size asks for this one. */
#define NATURAL_WIDTH 960
#define NATURAL_HEIGHT 540

G_DEFINE_FINAL_TYPE (YttWall, ytt_wall, GTK_TYPE_WIDGET)

/* What it is at */

static YttTour *
get_tour (YttWall *self)
{
  return self->talk != NULL ? ytt_talk_get_tour (self->talk) : self->tour;
}

static guint
get_index (YttWall *self)
{
  return self->talk != NULL ? ytt_talk_get_index (self->talk) : self->index;
}

/* (nullable) */
static YttTourStop *
get_stop (YttWall *self)
{
  YttTour *tour = get_tour (self);

  return tour != NULL && get_index (self) < ytt_tour_get_n_stops (tour) ? ytt_tour_get_stop (tour, get_index (self))
                                                                         : NULL;
}

/* The title belongs to the stop: while another place is shown, it would be about something else. While somebody asks
 * for one, the stop is still there. */
static gboolean
is_at_stop (YttWall *self)
{
  return self->talk == NULL || ytt_talk_get_mode_behind (self->talk) == YTT_TALK_STOP;
}

/* Parts */

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
update_card (YttWall *self)
{
  YttRecord *record = ytt_session_get_record (self->session);
  gboolean shown;

  shown = record != NULL && !self->slide_open && !ytt_wall_map_get_flying (self->map)
          && record->id == ytt_session_get_selected (self->session);
  if (shown)
    ytt_wall_card_set_record (self->card, record);
  gtk_revealer_set_reveal_child (self->card_revealer, shown);
  gtk_widget_set_can_target (GTK_WIDGET (self->card_revealer), shown);
  gtk_widget_queue_allocate (GTK_WIDGET (self->stage));
}

/* Another text than that of a slide that goes is not to be seen on it. */
static void
update_stop (YttWall *self)
{
  YttTourStop *stop = get_stop (self);
  const char *title = stop != NULL ? ytt_tour_stop_get_title (stop) : "";
  const char *text = stop != NULL ? ytt_tour_stop_get_text (stop) : "";

  self->slide_open = stop != NULL && ytt_tour_stop_get_kind (stop) == YTT_STOP_SLIDE && is_at_stop (self);
  if (self->slide_open)
    {
      set_text (self->slide_title, title);
      set_text (self->slide_text, text);
    }
  else
    {
      set_text (self->title, title);
      set_text (self->text, text);
    }
  gtk_widget_set_visible (self->title_box, !self->slide_open && is_at_stop (self) && (*title != '\0' || *text != '\0'));
  gtk_revealer_set_reveal_child (self->slide_revealer, self->slide_open);
  gtk_widget_set_can_target (GTK_WIDGET (self->slide_revealer), self->slide_open);
  if (self->slide_open)
    gtk_widget_add_css_class (GTK_WIDGET (self->dots), "on-slide");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->dots), "on-slide");
  if (stop != NULL)
    ytt_wall_dots_set (self->dots, get_index (self), ytt_tour_get_n_stops (get_tour (self)));
  update_card (self);
}

/* Whose data the map shows, without the addresses that nobody can press on a wall. */
static void
attribution_changed_cb (YttWall *self)
{
  g_autoptr(GRegex) tags = g_regex_new ("<[^>]*>", 0, 0, NULL);
  g_autofree char *attribution = NULL;
  g_autofree char *plain = NULL;

  g_object_get (ytt_wall_map_get_ground (self->map), "attribution", &attribution, NULL);
  if (attribution == NULL)
    return;

  plain = g_regex_replace_literal (tags, attribution, -1, 0, "", 0, NULL);
  gtk_label_set_markup (self->attribution, plain != NULL ? plain : "");
}

/* The map */

static void
add_view (GPtrArray *views,
          YttTour   *tour,
          guint      index)
{
  YttView *view = index < ytt_tour_get_n_stops (tour) ? ytt_talk_view_for_stop (tour, index) : NULL;

  if (view != NULL)
    g_ptr_array_add (views, view);
}

/* What the next keys will want, the likeliest first. */
static void
prepare (YttWall *self)
{
  g_autoptr(GPtrArray) views = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_view_unref);
  YttTour *tour = get_tour (self);
  guint index = get_index (self);

  if (self->talk == NULL || ytt_talk_get_ended (self->talk))
    return;

  add_view (views, tour, index + 1);
  if (index > 0)
    add_view (views, tour, index - 1);
  ytt_wall_map_prepare (self->map, views);
}

static void
show_view (YttWall *self,
           YttView *view,
           gboolean animate)
{
  ytt_view_ref (view);
  g_clear_pointer (&self->view, ytt_view_unref);
  self->view = view;
  ytt_wall_map_show (self->map, view, animate);
  update_card (self);
  if (!ytt_wall_map_get_flying (self->map))
    prepare (self);
}

/* Under a slide and behind a blank wall nobody sees a flight. The first view is where the talk begins. */
static void
view_changed_cb (YttWall *self)
{
  gboolean animate = self->view != NULL && !self->slide_open
                     && ytt_talk_get_blank (self->talk) == YTT_TALK_BLANK_NONE;

  show_view (self, ytt_talk_get_view (self->talk), animate);
}

static void
flying_changed_cb (YttWall *self)
{
  gboolean flying = ytt_wall_map_get_flying (self->map);

  if (self->talk != NULL)
    ytt_talk_set_flying (self->talk, flying);
  update_card (self);
  if (!flying)
    prepare (self);
}

static void
blank_changed_cb (YttWall *self)
{
  YttTalkBlank blank = ytt_talk_get_blank (self->talk);

  gtk_widget_set_visible (self->blank, blank != YTT_TALK_BLANK_NONE);
  if (blank == YTT_TALK_BLANK_WHITE)
    gtk_widget_add_css_class (self->blank, "white");
  else
    gtk_widget_remove_css_class (self->blank, "white");
}

static void
zoom_cb (YttWall *self,
         double   steps)
{
  ytt_wall_map_zoom (self->map, steps);
}

/* Widget */

static void
ytt_wall_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  *minimum = 1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = for_size > 0 ? for_size * NATURAL_WIDTH / NATURAL_HEIGHT : NATURAL_WIDTH;
  else
    *natural = for_size > 0 ? for_size * NATURAL_HEIGHT / NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static gboolean
reshape_cb (gpointer user_data)
{
  YttWall *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self->stage));

  self->reshape_source = 0;
  set_class (GTK_WIDGET (self->stage), "narrow", width < YTT_WALL_NARROW);
  set_class (GTK_WIDGET (self->stage), "middle", width >= YTT_WALL_NARROW && width < YTT_WALL_MIDDLE);
  if (self->question != NULL)
    ytt_wall_question_set_narrow (YTT_WALL_QUESTION (self->question), width < YTT_WALL_MIDDLE);

  return G_SOURCE_REMOVE;
}

/* What is laid out must not change its style meanwhile. */
static void
reshape_later (YttWall *self,
               int      width,
               int      height)
{
  int shape = height > 0 ? width * YTT_WALL_HEIGHT / height : 0;

  if (shape != self->shape && self->reshape_source == 0)
    self->reshape_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 10, reshape_cb, self, NULL);
  self->shape = shape;
}

static void
ytt_wall_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  YttWall *self = YTT_WALL (widget);
  int least;

  if (self->magnifier == NULL)
    return;

  ytt_magnifier_set_magnification (YTT_MAGNIFIER (self->magnifier), MAX (height, 1) / (double) YTT_WALL_HEIGHT);
  gtk_widget_measure (self->magnifier, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (self->magnifier, MAX (width, least), height, baseline, NULL);
  reshape_later (self, width, height);
}

static void
ytt_wall_dispose (GObject *object)
{
  YttWall *self = YTT_WALL (object);

  ytt_wall_remove_input (self);
  g_clear_handle_id (&self->reshape_source, g_source_remove);
  g_clear_pointer (&self->magnifier, gtk_widget_unparent);
  g_clear_pointer (&self->view, ytt_view_unref);
  g_clear_pointer (&self->countries, ytt_country_points_free);
  g_clear_object (&self->tour);
  g_clear_object (&self->session);
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (ytt_wall_parent_class)->dispose (object);
}

static void
ytt_wall_class_init (YttWallClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_wall_dispose;
  widget_class->measure = ytt_wall_measure;
  widget_class->size_allocate = ytt_wall_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "wall");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ytt_wall_init (YttWall *self)
{
  ytt_wall_make_stage (self);
  self->magnifier = ytt_magnifier_new (1);
  ytt_magnifier_set_child (YTT_MAGNIFIER (self->magnifier), GTK_WIDGET (self->stage));
  gtk_widget_set_parent (self->magnifier, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  g_signal_connect_object (self->map, "notify::flying", G_CALLBACK (flying_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_wall_map_get_ground (self->map), "notify::attribution",
                           G_CALLBACK (attribution_changed_cb), self, G_CONNECT_SWAPPED);
  attribution_changed_cb (self);
}

/* Takes the session. */
static void
take_session (YttWall    *self,
              YttSession *session)
{
  self->session = session;
  ytt_wall_map_set_session (self->map, session);
  g_signal_connect_object (session, "notify::record", G_CALLBACK (update_card), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::selected", G_CALLBACK (update_card), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_session_get_supply (session), "notify::links", G_CALLBACK (update_card), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ytt_wall_new:
 * @talk: a talk
 *
 * Returns: (transfer floating): the wall of a talk
 */
GtkWidget *
ytt_wall_new (YttTalk *talk)
{
  YttWall *self;

  g_return_val_if_fail (YTT_IS_TALK (talk), NULL);

  self = g_object_new (YTT_TYPE_WALL, NULL);
  self->talk = g_object_ref (talk);
  take_session (self, g_object_ref (ytt_talk_get_session (talk)));
  ytt_wall_add_question (self);
  ytt_wall_add_input (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Wall"), -1);

  /* The view before the stop: whether there is a flight depends on what was there before. */
  g_signal_connect_object (talk, "notify::view", G_CALLBACK (view_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::stop", G_CALLBACK (update_stop), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::tour", G_CALLBACK (update_stop), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::mode", G_CALLBACK (update_stop), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::blank", G_CALLBACK (blank_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::laser", G_CALLBACK (ytt_wall_update_laser), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "zoom", G_CALLBACK (zoom_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "land", G_CALLBACK (ytt_wall_map_land), self->map, G_CONNECT_SWAPPED);
  view_changed_cb (self);
  update_stop (self);
  blank_changed_cb (self);
  ytt_wall_update_laser (self);

  return GTK_WIDGET (self);
}

/**
 * ytt_wall_new_for_stop:
 * @store: a document
 *
 * Returns: (transfer floating): a picture of a wall, which ytt_wall_set_stop() gives something to show
 */
GtkWidget *
ytt_wall_new_for_stop (YttStore *store)
{
  YttWall *self;
  YttSession *session;

  g_return_val_if_fail (YTT_IS_STORE (store), NULL);

  self = g_object_new (YTT_TYPE_WALL, "can-target", FALSE, "can-focus", FALSE, NULL);
  session = ytt_session_new ();
  ytt_session_set_store (session, store);
  take_session (self, session);

  return GTK_WIDGET (self);
}

/**
 * ytt_wall_set_stop:
 * @self: a picture of a wall
 * @tour: (nullable): a tour; %NULL for nothing
 * @index: of its stop
 *
 * Shows a stop, without a flight.
 */
void
ytt_wall_set_stop (YttWall *self,
                   YttTour *tour,
                   guint    index)
{
  g_autoptr(YttView) view = NULL;

  g_return_if_fail (YTT_IS_WALL (self));
  g_return_if_fail (self->talk == NULL);

  g_set_object (&self->tour, tour);
  self->index = index;
  if (tour != NULL && index < ytt_tour_get_n_stops (tour))
    view = ytt_talk_view_for_stop (tour, index);
  update_stop (self);
  if (view != NULL)
    show_view (self, view, FALSE);
}

/**
 * ytt_wall_get_talk:
 * @self: a wall
 *
 * Returns: (transfer none) (nullable): its talk; %NULL for a picture of a wall
 */
YttTalk *
ytt_wall_get_talk (YttWall *self)
{
  g_return_val_if_fail (YTT_IS_WALL (self), NULL);

  return self->talk;
}

YttWallMap *
ytt_wall_get_map (YttWall *self)
{
  g_return_val_if_fail (YTT_IS_WALL (self), NULL);

  return self->map;
}

/**
 * ytt_wall_get_loading:
 * @self: a wall
 *
 * Returns: whether the map or the card is still to come
 */
gboolean
ytt_wall_get_loading (YttWall *self)
{
  g_return_val_if_fail (YTT_IS_WALL (self), FALSE);

  return ytt_session_get_loading (self->session) || ytt_wall_map_get_loading (self->map)
         || (ytt_session_get_selected (self->session) != 0 && ytt_session_get_record (self->session) == NULL
             && ytt_session_get_error (self->session) == NULL);
}
