/* What a start is compared with: a window of GTK with an empty libshumate map in it, and nothing else. It links
 * neither libadwaita nor anything of Ytterby. Tells when its first frame was painted, and ends. */

#include <shumate/shumate.h>

static void
painted_cb (GdkFrameClock *clock,
            GtkWindow     *window)
{
  g_print ("painted %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  g_signal_handlers_disconnect_by_func (clock, painted_cb, window);
  gtk_window_destroy (window);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = gtk_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (shumate_simple_map_new ()));
  gtk_widget_realize (window);
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), window, 0);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
