#include "config.h"

#include "ytt-window.h"

/**
 * YttWindow:
 *
 * One document: a header bar over the list, the map and the record.
 */
struct _YttWindow
{
  AdwApplicationWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (YttWindow, ytt_window, ADW_TYPE_APPLICATION_WINDOW)

static void
ytt_window_class_init (YttWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "window/ytt-window.ui");
}

static void
ytt_window_init (YttWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_window_new:
 * @application: the program that the window belongs to
 *
 * Returns: (transfer none): a window without a document, owned by GTK until it is destroyed
 */
YttWindow *
ytt_window_new (YttApplication *application)
{
  return g_object_new (YTT_TYPE_WINDOW, "application", application, NULL);
}
