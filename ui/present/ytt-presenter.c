#include "config.h"

#include "ytt-presenter.h"

#include <glib/gi18n.h>

#include "ytt-inhibition.h"
#include "ytt-monitors.h"
#include "ytt-speaker.h"
#include "ytt-talk-keys.h"

/* px: of a wall that does not fill its screen, and of the speaker's screen behind it */
#define WINDOW_WIDTH 1280
#define WINDOW_HEIGHT 720
#define SPEAKER_WIDTH 1440
#define SPEAKER_HEIGHT 900

struct _YttPresenter
{
  GObject        parent_instance;

  GtkWindow     *parent;       /* borrowed (nullable): NULL once it is gone */
  YttTalk       *talk;         /* (owned) */
  YttInhibition *inhibition;   /* (owned) (nullable) */
  YttMonitors   *monitors;     /* (owned) (nullable): NULL at the end, as the windows */
  GtkWindow     *window;       /* of the wall (nullable) */
  GtkWindow     *speaker;      /* (nullable) */
  YttWall       *wall;
};

G_DEFINE_FINAL_TYPE (YttPresenter, ytt_presenter, G_TYPE_OBJECT)

/* The window behind was not touched: it only has to come back. */
static void
ended_cb (YttPresenter *self)
{
  g_clear_object (&self->inhibition);
  g_clear_object (&self->monitors);
  self->wall = NULL;
  g_clear_pointer (&self->speaker, gtk_window_destroy);
  g_clear_pointer (&self->window, gtk_window_destroy);
  if (self->parent != NULL)
    {
      GtkWindow *parent = self->parent;

      g_clear_weak_pointer (&self->parent);
      /* One that is being closed is hidden first. */
      if (gtk_widget_get_visible (GTK_WIDGET (parent)) && !gtk_widget_in_destruction (GTK_WIDGET (parent)))
        gtk_window_present (parent);
    }
  g_object_unref (self);
}

static gboolean
close_cb (YttPresenter *self)
{
  ytt_talk_end (self->talk);

  return TRUE;
}

static void
granted_cb (YttPresenter *self)
{
  ytt_talk_set_inhibited (self->talk, ytt_inhibition_get_granted (self->inhibition));
}

static void
keep_awake (YttPresenter *self)
{
  GtkApplication *application = gtk_window_get_application (self->window);

  if (application == NULL)
    return;

  self->inhibition = ytt_inhibition_new (application, self->window, _("A talk is being given"));
  g_signal_connect_object (self->inhibition, "notify::granted", G_CALLBACK (granted_cb), self, G_CONNECT_SWAPPED);
  granted_cb (self);
}

static void
add_window (YttPresenter *self,
            GtkWindow    *window,
            int           width,
            int           height)
{
  gtk_window_set_application (window, gtk_window_get_application (self->parent));
  gtk_window_set_default_size (window, width, height);
  ytt_talk_keys_add (GTK_WIDGET (window), self->talk);
  g_signal_connect_object (window, "close-request", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
}

static void
make_wall (YttPresenter *self)
{
  const char *title = ytt_tour_get_title (ytt_talk_get_tour (self->talk));

  self->window = GTK_WINDOW (gtk_window_new ());
  self->wall = YTT_WALL (ytt_wall_new (self->talk));
  gtk_window_set_title (self->window, *title != '\0' ? title : _("Wall"));
  gtk_window_set_child (self->window, GTK_WIDGET (self->wall));
  gtk_widget_add_css_class (GTK_WIDGET (self->window), "wall-window");
  add_window (self, self->window, WINDOW_WIDTH, WINDOW_HEIGHT);
}

/* Closing it would leave the speaker without it for the rest of the talk: it ends the talk, as closing the wall does. */
static void
make_speaker (YttPresenter *self)
{
  GtkWidget *speaker = ytt_speaker_new (self->talk, self->wall);

  self->speaker = GTK_WINDOW (adw_window_new ());
  gtk_window_set_title (self->speaker, _("Speaker’s Screen"));
  adw_window_set_content (ADW_WINDOW (self->speaker), speaker);
  gtk_widget_add_css_class (GTK_WIDGET (self->speaker), "speaker-window");
  add_window (self, self->speaker, SPEAKER_WIDTH, SPEAKER_HEIGHT);
  g_signal_connect_object (speaker, "end", G_CALLBACK (ytt_talk_end), self->talk, G_CONNECT_SWAPPED);
}

static void
show_windows (YttPresenter *self)
{
  self->monitors = ytt_monitors_new (self->window, self->speaker, self->parent);
  g_signal_connect_object (adw_window_get_content (ADW_WINDOW (self->speaker)), "swap", G_CALLBACK (ytt_monitors_swap),
                           self->monitors, G_CONNECT_SWAPPED);
  g_object_bind_property (self->talk, "fullscreen", self->monitors, "fullscreen", G_BINDING_SYNC_CREATE);
  ytt_monitors_show (self->monitors);
}

static void
ytt_presenter_dispose (GObject *object)
{
  YttPresenter *self = YTT_PRESENTER (object);

  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->inhibition);
  g_clear_object (&self->monitors);
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (ytt_presenter_parent_class)->dispose (object);
}

static void
ytt_presenter_class_init (YttPresenterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_presenter_dispose;
}

static void
ytt_presenter_init (YttPresenter *self)
{
}

/**
 * ytt_presenter_start:
 * @parent: the window that the talk is given from
 * @session: what that shows; it stays as it is, and the talk ends when its document goes
 * @tour: what to present
 * @index: of the stop to begin at, from 0
 *
 * Begins a talk on the wall.
 *
 * Returns: (transfer none): the talk's presenter, which lives until the talk ends
 */
YttPresenter *
ytt_presenter_start (GtkWindow  *parent,
                     YttSession *session,
                     YttTour    *tour,
                     guint       index)
{
  YttPresenter *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);
  g_return_val_if_fail (ytt_session_get_store (session) != NULL, NULL);

  self = g_object_new (YTT_TYPE_PRESENTER, NULL);
  g_set_weak_pointer (&self->parent, parent);
  self->talk = ytt_talk_new (ytt_session_get_store (session), tour, index);
  make_wall (self);
  make_speaker (self);

  g_signal_connect_object (self->talk, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::store", G_CALLBACK (ytt_talk_end), self->talk, G_CONNECT_SWAPPED);
  g_signal_connect_object (parent, "destroy", G_CALLBACK (ytt_talk_end), self->talk, G_CONNECT_SWAPPED);

  show_windows (self);
  keep_awake (self);

  return self;
}

/**
 * ytt_presenter_get_talk:
 * @self: a presenter
 *
 * Returns: (transfer none): the talk
 */
YttTalk *
ytt_presenter_get_talk (YttPresenter *self)
{
  g_return_val_if_fail (YTT_IS_PRESENTER (self), NULL);

  return self->talk;
}

/**
 * ytt_presenter_get_wall:
 * @self: a presenter
 *
 * Returns: (transfer none) (nullable): the wall; %NULL once the talk has ended
 */
YttWall *
ytt_presenter_get_wall (YttPresenter *self)
{
  g_return_val_if_fail (YTT_IS_PRESENTER (self), NULL);

  return self->wall;
}

GtkWindow *
ytt_presenter_get_window (YttPresenter *self)
{
  g_return_val_if_fail (YTT_IS_PRESENTER (self), NULL);

  return self->window;
}

GtkWindow *
ytt_presenter_get_speaker (YttPresenter *self)
{
  g_return_val_if_fail (YTT_IS_PRESENTER (self), NULL);

  return self->speaker;
}

void
ytt_presenter_present (YttPresenter *self)
{
  g_return_if_fail (YTT_IS_PRESENTER (self));

  if (self->window != NULL)
    gtk_window_present (self->window);
}
