#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "ytt-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(YttApplication) application = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, YTT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = ytt_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);

  return status != 0 ? status : ytt_application_get_exit_status (application);
}
