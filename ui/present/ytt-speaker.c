#include "config.h"

#include "ytt-speaker.h"

#include "ytt-speaker-clocks.h"
#include "ytt-speaker-layout.h"
#include "ytt-speaker-notices.h"
#include "ytt-speaker-question.h"
#include "ytt-speaker-screen.h"
#include "ytt-speaker-sources.h"
#include "ytt-speaker-stops.h"

#include <glib/gi18n.h>
#include <string.h>

/* From so many lines on, what is read from a step away is larger. */
#define LARGE_HEIGHT 1400

/* A flight takes 1.5 to 4 s: this shows where it goes. */
#define MOMENT_MS 1000

/* Below this width the title makes do with what the buttons leave, and these with their pictures. */
#define NARROW_WIDTH 720

struct _YttSpeaker
{
  AdwBin              parent_instance;

  YttTalk            *talk;             /* (owned) (nullable) */
  YttTourStop        *noted;            /* (owned) (nullable): whose notes are shown */
  GdkPaintable       *wall;             /* (owned) (nullable): the wall as it is */
  guint               moment_id;        /* of the steps in which a flight is shown */
  guint               next_id;          /* of the picture of the stop that comes */
  YttWall            *next_wall;        /* a picture of the stop that comes */
  gulong              layout_handler;   /* of the window's surface, while it is on the screen */
  guint               size_id;
  int                 width;            /* px, of the window */
  int                 height;

  /* Template children */
  AdwHeaderBar       *header;
  AdwWindowTitle     *title;
  AdwButtonContent   *swap_content;
  GtkWidget          *next_button;
  GtkWidget          *play_button;
  GtkWidget          *question_button;
  GtkWidget          *parts;
  GtkWidget          *wall_part;
  YttSpeakerScreen   *wall_screen;
  GtkPicture         *wall_picture;
  GtkWidget          *next_part;
  GtkLabel           *next_heading;
  YttSpeakerScreen   *next_screen;
  GtkStack           *next_stack;
  AdwBin             *next_bin;
  YttSpeakerClocks   *clocks;
  GtkWidget          *stops_part;
  GtkLabel           *total;
  YttSpeakerStops    *stops;
  GtkWidget          *notes_part;
  YttSpeakerNotices  *notices;
  GtkScrolledWindow  *notes_scrolled;
  GtkBox             *notes;
  GtkWidget          *sources_part;
  YttSpeakerSources  *sources;
  YttSpeakerQuestion *question;
};

enum
{
  SWAP,
  END,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttSpeaker, ytt_speaker, ADW_TYPE_BIN)

/* Header */

static void
back_cb (YttSpeaker *self)
{
  ytt_talk_back (self->talk);
}

static void
next_cb (YttSpeaker *self)
{
  ytt_talk_next (self->talk);
}

static void
swap_cb (YttSpeaker *self)
{
  g_signal_emit (self, signals[SWAP], 0);
}

static void
end_cb (YttSpeaker *self)
{
  g_signal_emit (self, signals[END], 0);
}

static void
question_toggled_cb (YttSpeaker *self)
{
  gboolean asks = ytt_talk_get_mode (self->talk) == YTT_TALK_QUESTION;
  gboolean wanted = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->question_button));

  if (wanted && !asks)
    ytt_talk_begin_question (self->talk);
  else if (!wanted && asks)
    ytt_talk_end_question (self->talk);
}

/* Where the keyboard is of itself: what a stray Enter does there is what it does everywhere in a talk. GTK would begin
 * with the button that goes back, and show that it has the focus. */
static void
rest_focus (YttSpeaker *self)
{
  gtk_widget_grab_focus (self->next_button);
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), FALSE);
}

static void
update_question (YttSpeaker *self)
{
  gboolean asks = ytt_talk_get_mode (self->talk) == YTT_TALK_QUESTION;
  gboolean ends = !asks && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->question_button));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->question_button), asks);
  if (ends && gtk_widget_get_mapped (GTK_WIDGET (self)))
    rest_focus (self);
}

static void
update_title (YttSpeaker *self)
{
  YttTour *tour = ytt_talk_get_tour (self->talk);
  guint n = ytt_talk_get_n_stops (self->talk);
  g_autofree char *place = NULL;

  if (n > 0)
    /* Translators: where a talk is: the stop's number, and how many there are */
    place = g_strdup_printf (_("stop %u of %u"), ytt_talk_get_index (self->talk) + 1, n);
  adw_window_title_set_title (self->title, ytt_tour_get_title (tour));
  adw_window_title_set_subtitle (self->title, place != NULL ? place : "");
}

/* Stops */

static void
update_total (YttSpeaker *self)
{
  double seconds = ytt_tour_get_seconds (ytt_talk_get_tour (self->talk));
  g_autofree char *duration = ytt_speaker_format_duration (seconds);
  /* Translators: how long a tour is to take, in minutes and seconds */
  g_autofree char *text = seconds > 0 ? g_strdup_printf (_("%s in all"), duration) : g_strdup ("");

  gtk_label_set_text (self->total, text);
}

/* FALSE where none comes */
static gboolean
find_next (YttSpeaker *self,
           guint      *index)
{
  guint n = ytt_talk_get_n_stops (self->talk);
  gboolean repeats = ytt_talk_get_playing (self->talk) && ytt_talk_get_loop (self->talk);

  *index = ytt_talk_get_index (self->talk) + 1;
  if (*index >= n && repeats)
    *index = 0;

  return *index < n;
}

/* A picture of a map costs as much as a frame of a flight does, so it waits until the wall has arrived. */
static gboolean
show_next_cb (gpointer data)
{
  YttSpeaker *self = data;
  guint index;

  self->next_id = 0;
  if (!find_next (self, &index))
    {
      ytt_wall_set_stop (self->next_wall, NULL, 0);
      gtk_stack_set_visible_child_name (self->next_stack, "end");
    }
  else if (ytt_talk_get_flying (self->talk))
    {
      gtk_stack_set_visible_child_name (self->next_stack, "waiting");
    }
  else
    {
      ytt_wall_set_stop (self->next_wall, ytt_talk_get_tour (self->talk), index);
      gtk_stack_set_visible_child_name (self->next_stack, "stop");
    }

  return G_SOURCE_REMOVE;
}

static void
update_next (YttSpeaker *self)
{
  g_autofree char *title = NULL;
  g_autofree char *heading = NULL;
  guint index;

  /* Whether the wall flies there is known when it, too, has heard of the stop. */
  if (self->next_id == 0)
    self->next_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_next_cb, self, NULL);

  if (!find_next (self, &index))
    {
      gtk_label_set_text (self->next_heading, _("Next: the end"));
      return;
    }

  title = ytt_speaker_get_stop_title (ytt_talk_get_tour (self->talk), index);
  /* Translators: the stop of a tour that comes next; its title */
  heading = g_strdup_printf (_("Next: %s"), title);
  gtk_label_set_text (self->next_heading, heading);
}

/* Notes */

static GtkWidget *
make_paragraph (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);

  return label;
}

/* Each line of the notes is a paragraph, with some space between it and the next. */
static void
show_notes (YttSpeaker *self,
            const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notes))) != NULL)
    gtk_box_remove (self->notes, child);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      gtk_box_append (self->notes, make_paragraph (lines[i]));

  if (gtk_widget_get_first_child (GTK_WIDGET (self->notes)) == NULL)
    {
      child = make_paragraph (_("No notes for this stop"));
      gtk_widget_add_css_class (child, "dim-label");
      gtk_box_append (self->notes, child);
    }
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->notes_scrolled), 0);
}

/* A stop that is only read anew leaves them where they were scrolled to. */
static void
update_notes (YttSpeaker *self)
{
  YttTourStop *stop = ytt_talk_get_stop (self->talk);
  gboolean is_same = stop != NULL && self->noted != NULL
                     && ytt_tour_stop_get_id (stop) == ytt_tour_stop_get_id (self->noted)
                     && strcmp (ytt_tour_stop_get_notes (stop), ytt_tour_stop_get_notes (self->noted)) == 0;

  g_set_object (&self->noted, stop);
  if (!is_same)
    show_notes (self, stop != NULL ? ytt_tour_stop_get_notes (stop) : "");
}

/* Of the wall */

static void
wall_shape_cb (YttSpeaker *self)
{
  double ratio = gdk_paintable_get_intrinsic_aspect_ratio (self->wall);

  if (ratio <= 0)
    return;

  ytt_speaker_screen_set_ratio (self->wall_screen, ratio);
  ytt_speaker_screen_set_ratio (self->next_screen, ratio);
}

static gboolean
show_moment_cb (gpointer data)
{
  YttSpeaker *self = data;
  g_autoptr(GdkPaintable) moment = gdk_paintable_get_current_image (self->wall);

  gtk_picture_set_paintable (self->wall_picture, moment);

  return G_SOURCE_CONTINUE;
}

static gboolean
is_drawn_in_software (YttSpeaker *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));

  return native != NULL && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native));
}

/* The room has the better of it: where each frame is drawn without a graphics card, the picture of a flight moves in
 * steps, so that the wall's own frames come in time. */
static void
flying_changed_cb (YttSpeaker *self)
{
  if (ytt_talk_get_flying (self->talk))
    {
      if (self->moment_id == 0 && is_drawn_in_software (self))
        {
          show_moment_cb (self);
          self->moment_id = g_timeout_add (MOMENT_MS, show_moment_cb, self);
        }
      return;
    }

  g_clear_handle_id (&self->moment_id, g_source_remove);
  gtk_picture_set_paintable (self->wall_picture, self->wall);
  update_next (self);
}

static void
show_wall (YttSpeaker *self,
           YttWall    *wall)
{
  self->wall = gtk_widget_paintable_new (GTK_WIDGET (wall));
  g_signal_connect_object (self->wall, "invalidate-size", G_CALLBACK (wall_shape_cb), self, G_CONNECT_SWAPPED);
  gtk_picture_set_paintable (self->wall_picture, self->wall);
  wall_shape_cb (self);
}

static void
tour_changed_cb (YttSpeaker *self)
{
  update_title (self);
  update_total (self);
  update_next (self);
}

static void
stop_changed_cb (YttSpeaker *self)
{
  update_title (self);
  update_next (self);
  update_notes (self);
}

/* Size */

static gboolean
apply_size_cb (gpointer data)
{
  YttSpeaker *self = data;
  gboolean is_narrow = self->width < NARROW_WIDTH;

  self->size_id = 0;
  if (self->height >= LARGE_HEIGHT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "large");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "large");
  adw_header_bar_set_centering_policy (self->header, is_narrow ? ADW_CENTERING_POLICY_LOOSE
                                                               : ADW_CENTERING_POLICY_STRICT);
  adw_button_content_set_label (self->swap_content, is_narrow ? "" : _("Swap"));
  gtk_widget_set_visible (self->play_button, !is_narrow);

  return G_SOURCE_REMOVE;
}

/* What is being laid out cannot get other letters meanwhile. */
static void
surface_layout_cb (YttSpeaker *self,
                   int         width,
                   int         height)
{
  if ((self->width < NARROW_WIDTH) == (width < NARROW_WIDTH)
      && (self->height >= LARGE_HEIGHT) == (height >= LARGE_HEIGHT))
    return;

  self->width = width;
  self->height = height;
  if (self->size_id == 0)
    self->size_id = g_idle_add_full (GDK_PRIORITY_EVENTS, apply_size_cb, self, NULL);
}

static void
ytt_speaker_map (GtkWidget *widget)
{
  YttSpeaker *self = YTT_SPEAKER (widget);
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));

  self->width = gdk_surface_get_width (surface);
  self->height = gdk_surface_get_height (surface);
  apply_size_cb (self);
  self->layout_handler = g_signal_connect_swapped (surface, "layout", G_CALLBACK (surface_layout_cb), self);

  GTK_WIDGET_CLASS (ytt_speaker_parent_class)->map (widget);
  if (ytt_talk_get_mode (self->talk) != YTT_TALK_QUESTION)
    rest_focus (self);
}

static void
ytt_speaker_unmap (GtkWidget *widget)
{
  YttSpeaker *self = YTT_SPEAKER (widget);

  GTK_WIDGET_CLASS (ytt_speaker_parent_class)->unmap (widget);

  g_clear_signal_handler (&self->layout_handler, gtk_native_get_surface (gtk_widget_get_native (widget)));
  g_clear_handle_id (&self->size_id, g_source_remove);
}

/* A window has its buttons, a screen of its own has none. */
static void
ytt_speaker_root (GtkWidget *widget)
{
  YttSpeaker *self = YTT_SPEAKER (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (ytt_speaker_parent_class)->root (widget);

  root = gtk_widget_get_root (widget);
  if (!GTK_IS_WINDOW (root))
    return;
  g_object_bind_property (root, "fullscreened", self->header, "show-end-title-buttons",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_object_bind_property (root, "fullscreened", self->header, "show-start-title-buttons",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

static void
ytt_speaker_dispose (GObject *object)
{
  YttSpeaker *self = YTT_SPEAKER (object);

  g_clear_handle_id (&self->size_id, g_source_remove);
  g_clear_handle_id (&self->moment_id, g_source_remove);
  g_clear_handle_id (&self->next_id, g_source_remove);
  if (self->wall_picture != NULL)
    gtk_picture_set_paintable (self->wall_picture, NULL);
  g_clear_object (&self->wall);
  g_clear_object (&self->noted);
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (ytt_speaker_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "present/ytt-speaker.ui");
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, header);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, title);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, swap_content);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, next_button);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, play_button);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, question_button);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, parts);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, wall_part);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, wall_screen);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, wall_picture);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, next_part);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, next_heading);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, next_screen);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, next_stack);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, next_bin);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, clocks);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, stops_part);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, total);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, stops);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, notes_part);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, notices);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, notes_scrolled);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, notes);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, sources_part);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, sources);
  gtk_widget_class_bind_template_child (widget_class, YttSpeaker, question);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, swap_cb);
  gtk_widget_class_bind_template_callback (widget_class, end_cb);
  gtk_widget_class_bind_template_callback (widget_class, question_toggled_cb);
}

static void
ytt_speaker_class_init (YttSpeakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_speaker_dispose;
  widget_class->map = ytt_speaker_map;
  widget_class->unmap = ytt_speaker_unmap;
  widget_class->root = ytt_speaker_root;

  signals[SWAP] = g_signal_new ("swap", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[END] = g_signal_new ("end", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);

  g_type_ensure (YTT_TYPE_SPEAKER_CLOCKS);
  g_type_ensure (YTT_TYPE_SPEAKER_NOTICES);
  g_type_ensure (YTT_TYPE_SPEAKER_QUESTION);
  g_type_ensure (YTT_TYPE_SPEAKER_SCREEN);
  g_type_ensure (YTT_TYPE_SPEAKER_SOURCES);
  g_type_ensure (YTT_TYPE_SPEAKER_STOPS);
  bind_template (widget_class);
}

static void
ytt_speaker_init (YttSpeaker *self)
{
  GtkWidget *parts[YTT_SPEAKER_N_PARTS];
  GtkLayoutManager *layout = ytt_speaker_layout_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  parts[YTT_SPEAKER_PART_WALL] = self->wall_part;
  parts[YTT_SPEAKER_PART_NEXT] = self->next_part;
  parts[YTT_SPEAKER_PART_CLOCKS] = GTK_WIDGET (self->clocks);
  parts[YTT_SPEAKER_PART_STOPS] = self->stops_part;
  parts[YTT_SPEAKER_PART_NOTES] = self->notes_part;
  parts[YTT_SPEAKER_PART_SOURCES] = self->sources_part;
  for (guint i = 0; i < YTT_SPEAKER_N_PARTS; i++)
    ytt_speaker_layout_set_part (YTT_SPEAKER_LAYOUT (layout), i, parts[i]);
  gtk_widget_set_layout_manager (self->parts, layout);
}

static void
listen (YttSpeaker *self,
        YttTalk    *talk)
{
  g_signal_connect_object (talk, "notify::tour", G_CALLBACK (tour_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::stop", G_CALLBACK (stop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::mode", G_CALLBACK (update_question), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::flying", G_CALLBACK (flying_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::playing", G_CALLBACK (update_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::loop", G_CALLBACK (update_next), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_speaker_new:
 * @talk: the talk
 * @wall: (transfer none): the wall, of which a picture is shown
 *
 * Makes the speaker's screen. The keys of the talk are for the window that it is put into: ytt_talk_keys_add().
 *
 * Returns: (transfer floating): a new #YttSpeaker
 */
GtkWidget *
ytt_speaker_new (YttTalk   *talk,
                 YttWall   *wall)
{
  YttSpeaker *self;

  g_return_val_if_fail (YTT_IS_TALK (talk), NULL);
  g_return_val_if_fail (YTT_IS_WALL (wall), NULL);

  self = g_object_new (YTT_TYPE_SPEAKER, NULL);
  self->talk = g_object_ref (talk);
  ytt_speaker_clocks_set_talk (self->clocks, talk);
  ytt_speaker_stops_set_talk (self->stops, talk);
  ytt_speaker_notices_set_talk (self->notices, talk);
  ytt_speaker_sources_set_talk (self->sources, talk);
  ytt_speaker_question_set_talk (self->question, talk);
  self->next_wall = YTT_WALL (ytt_wall_new_for_stop (ytt_session_get_store (ytt_talk_get_session (talk))));
  adw_bin_set_child (self->next_bin, GTK_WIDGET (self->next_wall));
  listen (self, talk);
  show_wall (self, wall);
  tour_changed_cb (self);
  stop_changed_cb (self);
  update_question (self);
  g_object_bind_property (talk, "playing", self->play_button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  return GTK_WIDGET (self);
}
