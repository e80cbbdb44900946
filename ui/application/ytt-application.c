#include "config.h"

#include "ytt-application.h"

#include "ytt-window.h"

/**
 * YttApplication:
 *
 * The program: it opens documents, a window each, and owns what windows have in common.
 */
struct _YttApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (YttApplication, ytt_application, ADW_TYPE_APPLICATION)

static int
ytt_application_command_line (GApplication            *application,
                              GApplicationCommandLine *command_line)
{
  g_application_activate (application);

  return 0;
}

static void
ytt_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (ytt_window_new (YTT_APPLICATION (application)));

  gtk_window_present (window);
}

static void
ytt_application_class_init (YttApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = ytt_application_activate;
  application_class->command_line = ytt_application_command_line;
}

static void
ytt_application_init (YttApplication *self)
{
}

/**
 * ytt_application_new:
 *
 * Returns: (transfer full): the application; not yet registered
 */
YttApplication *
ytt_application_new (void)
{
  return g_object_new (YTT_TYPE_APPLICATION,
                       "application-id", YTT_APPLICATION_ID,
                       "resource-base-path", "/io/github/ytterby/Ytterby",
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}
