#include "config.h"

#include "ytt-presenter.h"

#include <glib/gi18n.h>

#include "ytt-inhibition.h"
#include "ytt-talk-keys.h"

/* px: of a wall that does not fill its screen */
#define WINDOW_WIDTH 1280
#define WINDOW_HEIGHT 720

struct _YttPresenter
{
  GObject        parent_instance;

  GtkWindow     *parent;       /* borrowed (nullable): NULL once it is gone */
  YttTalk       *talk;         /* (owned) */
  YttInhibition *inhibition;   /* (owned) (nullable) */
  GtkWindow     *window;       /* of the wall (nullable): NULL at the end */
  YttWall       *wall;
};

G_DEFINE_FINAL_TYPE (YttPresenter, ytt_presenter, G_TYPE_OBJECT)

/* The window behind was not touched: it only has to come back. */
static void
ended_cb (YttPresenter *self)
{
  g_clear_object (&self->inhibition);
  if (self->window != NULL)
    {
      GtkWindow *window = g_steal_pointer (&self->window);

      self->wall = NULL;
      gtk_window_destroy (window);
    }
  if (self->parent != NULL)
    {
      GtkWindow *parent = self->parent;

      g_clear_weak_pointer (&self->parent);
      if (!gtk_widget_in_destruction (GTK_WIDGET (parent)))
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
fullscreen_cb (YttPresenter *self)
{
  if (self->window == NULL)
    return;

  if (ytt_talk_get_fullscreen (self->talk))
    gtk_window_fullscreen (self->window);
  else
    gtk_window_unfullscreen (self->window);
}

/* A question is typed on the wall, whichever window had the keys before. */
static void
mode_cb (YttPresenter *self)
{
  if (self->window != NULL && ytt_talk_get_mode (self->talk) == YTT_TALK_QUESTION && !gtk_window_is_active (self->window))
    gtk_window_present (self->window);
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
make_window (YttPresenter *self)
{
  GtkWidget *window = gtk_window_new ();
  const char *title = ytt_tour_get_title (ytt_talk_get_tour (self->talk));

  self->window = GTK_WINDOW (window);
  self->wall = YTT_WALL (ytt_wall_new (self->talk));
  gtk_window_set_title (self->window, *title != '\0' ? title : _("Wall"));
  gtk_window_set_application (self->window, gtk_window_get_application (self->parent));
  gtk_window_set_default_size (self->window, WINDOW_WIDTH, WINDOW_HEIGHT);
  gtk_window_set_child (self->window, GTK_WIDGET (self->wall));
  gtk_widget_add_css_class (window, "wall-window");
  ytt_talk_keys_add (window, self->talk);
  g_signal_connect_object (window, "close-request", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
}

static void
ytt_presenter_dispose (GObject *object)
{
  YttPresenter *self = YTT_PRESENTER (object);

  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->inhibition);
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
  make_window (self);

  g_signal_connect_object (self->talk, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->talk, "notify::fullscreen", G_CALLBACK (fullscreen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->talk, "notify::mode", G_CALLBACK (mode_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::store", G_CALLBACK (ytt_talk_end), self->talk, G_CONNECT_SWAPPED);
  g_signal_connect_object (parent, "destroy", G_CALLBACK (ytt_talk_end), self->talk, G_CONNECT_SWAPPED);

  fullscreen_cb (self);
  gtk_window_present (self->window);
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

void
ytt_presenter_present (YttPresenter *self)
{
  g_return_if_fail (YTT_IS_PRESENTER (self));

  if (self->window != NULL)
    gtk_window_present (self->window);
}
