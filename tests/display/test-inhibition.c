/* The screen stays awake while a talk is given: asked of a stand-in on a bus of its own, and given back at the end. */

#include "config.h"

#include <gtk/gtk.h>

#include "ytt-inhibition.h"

/* GTK asks while the program waits, so the stand-in answers from a thread. */
typedef struct
{
  GtkApplication  *application;
  GtkWidget       *window;

  GThread         *thread;
  GMainContext    *context;
  GMainLoop       *loop;
  GDBusConnection *connection;
  GMutex           lock;
  GCond            changed;
  gboolean         is_there;      /* the stand-in has its name */
  guint            n_inhibited;
  guint            n_given_back;
  guint            flags;         /* that were asked for last */
  char            *reason;
} Fixture;

#define COOKIE 42

/* It goes with the process, as does the connection to it that GIO shares. */
static GTestDBus *bus;

/* As gnome-session documents it: 4 is suspend, 8 is idle. */
static const char introspection[] =
  "<node>"
  "  <interface name='org.gnome.SessionManager'>"
  "    <method name='RegisterClient'>"
  "      <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='o' direction='out'/>"
  "    </method>"
  "    <method name='UnregisterClient'><arg type='o' direction='in'/></method>"
  "    <method name='Inhibit'>"
  "      <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "      <arg type='u' direction='in'/><arg type='u' direction='out'/>"
  "    </method>"
  "    <method name='Uninhibit'><arg type='u' direction='in'/></method>"
  "    <property name='SessionIsActive' type='b' access='read'/>"
  "  </interface>"
  "</node>";

static void
method_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *arguments,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  Fixture *f = user_data;
  GVariant *answer = NULL;

  g_mutex_lock (&f->lock);
  if (g_str_equal (method, "Inhibit"))
    {
      g_free (f->reason);
      g_variant_get (arguments, "(susu)", NULL, NULL, &f->reason, &f->flags);
      f->n_inhibited++;
      answer = g_variant_new ("(u)", COOKIE);
    }
  else if (g_str_equal (method, "Uninhibit"))
    {
      guint cookie;

      g_variant_get (arguments, "(u)", &cookie);
      f->n_given_back += cookie == COOKIE;
    }
  else if (g_str_equal (method, "RegisterClient"))
    answer = g_variant_new ("(o)", "/org/gnome/SessionManager/Client1");
  g_cond_broadcast (&f->changed);
  g_mutex_unlock (&f->lock);

  g_dbus_method_invocation_return_value (invocation, answer);
}

static GVariant *
property_cb (GDBusConnection  *connection,
             const char       *sender,
             const char       *path,
             const char       *interface,
             const char       *property,
             GError          **error,
             gpointer          user_data)
{
  return g_variant_new_boolean (TRUE);
}

static void
name_cb (GDBusConnection *connection,
         const char      *name,
         gpointer         user_data)
{
  Fixture *f = user_data;

  g_mutex_lock (&f->lock);
  f->is_there = TRUE;
  g_cond_broadcast (&f->changed);
  g_mutex_unlock (&f->lock);
}

static gpointer
stand_in (gpointer user_data)
{
  static const GDBusInterfaceVTable table = { method_cb, property_cb, NULL };
  Fixture *f = user_data;
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr(GError) error = NULL;
  guint name, object;

  g_main_context_push_thread_default (f->context);
  f->connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                                          G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                          NULL, NULL, &error);
  g_assert_no_error (error);
  object = g_dbus_connection_register_object (f->connection, "/org/gnome/SessionManager", node->interfaces[0], &table,
                                              f, NULL, &error);
  g_assert_no_error (error);
  name = g_bus_own_name_on_connection (f->connection, "org.gnome.SessionManager", G_BUS_NAME_OWNER_FLAGS_NONE, name_cb,
                                       NULL, f, NULL);
  g_main_loop_run (f->loop);

  g_bus_unown_name (name);
  g_dbus_connection_unregister_object (f->connection, object);
  g_dbus_connection_close_sync (f->connection, NULL, NULL);
  g_clear_object (&f->connection);
  g_main_context_pop_thread_default (f->context);

  return NULL;
}

static void
start_stand_in (Fixture *f)
{
  f->context = g_main_context_new ();
  f->loop = g_main_loop_new (f->context, FALSE);
  f->thread = g_thread_new ("stand-in", stand_in, f);

  g_mutex_lock (&f->lock);
  while (!f->is_there)
    g_cond_wait (&f->changed, &f->lock);
  g_mutex_unlock (&f->lock);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  g_autoptr(GError) error = NULL;

  g_mutex_init (&f->lock);
  g_cond_init (&f->changed);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  /* GLib takes it away, so that nothing on the bus shows windows. */
  g_setenv ("DISPLAY", display, TRUE);
  if (GPOINTER_TO_INT (data))
    start_stand_in (f);

  f->application = gtk_application_new ("io.github.ytterby.Ytterby.Inhibition", G_APPLICATION_DEFAULT_FLAGS);
  g_application_register (G_APPLICATION (f->application), NULL, &error);
  g_assert_no_error (error);
  f->window = gtk_application_window_new (f->application);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&f->application);
  if (f->thread != NULL)
    {
      g_main_loop_quit (f->loop);
      g_thread_join (f->thread);
      g_main_loop_unref (f->loop);
      g_main_context_unref (f->context);
    }
  g_free (f->reason);
  g_cond_clear (&f->changed);
  g_mutex_clear (&f->lock);
}

static void
pass (gint64 time)
{
  gint64 until = g_get_monotonic_time () + time;

  while (g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
}

static guint
get_number (Fixture *f,
            guint   *number)
{
  guint n;

  g_mutex_lock (&f->lock);
  n = *number;
  g_mutex_unlock (&f->lock);

  return n;
}

static void
test_granted (Fixture       *f,
              gconstpointer  data)
{
  YttInhibition *inhibition;
  gint64 until = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  g_assert_cmpuint (get_number (f, &f->n_inhibited), ==, 0);
  inhibition = ytt_inhibition_new (f->application, GTK_WINDOW (f->window), "A talk");
  while (!ytt_inhibition_get_granted (inhibition) && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (ytt_inhibition_get_granted (inhibition));
  g_assert_cmpuint (get_number (f, &f->n_inhibited), ==, 1);
  g_assert_cmpuint (get_number (f, &f->flags), ==, 4 | 8);
  g_assert_cmpstr (f->reason, ==, "A talk");
  g_assert_cmpuint (get_number (f, &f->n_given_back), ==, 0);

  g_object_unref (inhibition);
  while (get_number (f, &f->n_given_back) == 0 && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (get_number (f, &f->n_given_back), ==, 1);
}

/* Nobody is on the bus: that is not taken for a yes. */
static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  YttInhibition *inhibition = ytt_inhibition_new (f->application, GTK_WINDOW (f->window), "A talk");

  pass (300 * G_TIME_SPAN_MILLISECOND);
  g_assert_false (ytt_inhibition_get_granted (inhibition));
  g_assert_finalize_object (inhibition);
}

int
main (int    argc,
      char **argv)
{
  gboolean refused = argc > 1 && g_str_equal (argv[1], "refused");

  g_test_init (&argc, &argv, NULL);

  /* A process has one session bus for good. */
  if (refused)
    g_test_add ("/inhibition/refused", Fixture, GINT_TO_POINTER (FALSE), set_up, test_refused, tear_down);
  else
    g_test_add ("/inhibition/granted", Fixture, GINT_TO_POINTER (TRUE), set_up, test_granted, tear_down);

  return g_test_run ();
}
