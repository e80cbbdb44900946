#include "config.h"

#include "ytt-inhibition.h"

#include <gdk/x11/gdkx.h>

/* Those that GTK asks. It takes their silence for a yes, which a speaker cannot count on. */
static const char * const keepers[] = {
  "org.gnome.SessionManager",
  "org.xfce.SessionManager",
  "org.freedesktop.portal.Desktop",
};

struct _YttInhibition
{
  GObject         parent_instance;

  GtkApplication *application;   /* (owned) */
  guint           cookie;        /* 0: nobody was there to ask */
  gboolean        granted;
  GCancellable   *cancellable;   /* (owned) */
};

enum
{
  PROP_0,
  PROP_GRANTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttInhibition, ytt_inhibition, G_TYPE_OBJECT)

static void
set_granted (YttInhibition *self)
{
  if (self->granted)
    return;

  self->granted = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GRANTED]);
}

static void
owner_told_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttInhibition) self = user_data;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);
  gboolean has_owner = FALSE;

  if (answer == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  g_variant_get (answer, "(b)", &has_owner);
  if (has_owner)
    set_granted (self);
}

/* Wayland's compositors keep the screen of a window awake that asks them for it; elsewhere somebody must be on the bus. */
static void
look_for_keeper (YttInhibition *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self->application));

  if (!GDK_IS_X11_DISPLAY (gdk_display_get_default ()))
    {
      set_granted (self);
      return;
    }
  if (bus == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (keepers); i++)
    g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                            "NameHasOwner", g_variant_new ("(s)", keepers[i]), G_VARIANT_TYPE ("(b)"),
                            G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, owner_told_cb, g_object_ref (self));
}

static void
ytt_inhibition_get_property (GObject    *object,
                             guint       property,
                             GValue     *value,
                             GParamSpec *pspec)
{
  YttInhibition *self = YTT_INHIBITION (object);

  switch (property)
    {
    case PROP_GRANTED:
      g_value_set_boolean (value, self->granted);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ytt_inhibition_dispose (GObject *object)
{
  YttInhibition *self = YTT_INHIBITION (object);

  if (self->cookie != 0)
    gtk_application_uninhibit (self->application, self->cookie);
  self->cookie = 0;
  g_clear_object (&self->cancellable);
  g_clear_object (&self->application);

  G_OBJECT_CLASS (ytt_inhibition_parent_class)->dispose (object);
}

static void
ytt_inhibition_class_init (YttInhibitionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_inhibition_dispose;
  object_class->get_property = ytt_inhibition_get_property;

  properties[PROP_GRANTED] =
    g_param_spec_boolean ("granted", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_inhibition_init (YttInhibition *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * ytt_inhibition_new:
 * @application: the program
 * @window: the window that is to stay on the screen
 * @reason: why, in words for the user
 *
 * Returns: (transfer full): what keeps the screen awake until its last reference is dropped; whether it does so is known
 *   a moment later
 */
YttInhibition *
ytt_inhibition_new (GtkApplication *application,
                    GtkWindow      *window,
                    const char     *reason)
{
  YttInhibition *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (YTT_TYPE_INHIBITION, NULL);
  self->application = g_object_ref (application);
  self->cookie = gtk_application_inhibit (application, window,
                                          GTK_APPLICATION_INHIBIT_IDLE | GTK_APPLICATION_INHIBIT_SUSPEND, reason);
  if (self->cookie != 0)
    look_for_keeper (self);

  return self;
}

gboolean
ytt_inhibition_get_granted (YttInhibition *self)
{
  g_return_val_if_fail (YTT_IS_INHIBITION (self), FALSE);

  return self->granted;
}
