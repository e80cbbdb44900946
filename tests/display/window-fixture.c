#include "config.h"

#include "window-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#define DEADLINE_S 30

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
wait_until_at (Condition   condition,
               gpointer    data,
               const char *name,
               const char *place)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;
  guint source = g_timeout_add (10, wake_cb, NULL);

  while (!condition (data))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("%s: waited in vain until %s", place, name);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (source);
}

typedef struct
{
  GdkFrameClock *clock;
  gint64         frame;
} Frame;

static gboolean
is_painted (gpointer data)
{
  const Frame *frame = data;

  return gdk_frame_clock_get_frame_counter (frame->clock) >= frame->frame;
}

/* What is shown is what was painted last. */
void
wait_for_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Frame frame = { clock, gdk_frame_clock_get_frame_counter (clock) + 3 };

  gdk_frame_clock_begin_updating (clock);
  gtk_widget_queue_draw (widget);
  wait_until (is_painted, &frame);
  gdk_frame_clock_end_updating (clock);
}

void
window_fixture_set_up (WindowFixture *f,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->folder = g_dir_make_tmp ("ytterby-window-XXXXXX", &error);
  g_assert_no_error (error);
  f->document = copy_document (f, "register.gpkg");

  f->application = ytt_application_new ();
  g_application_set_flags (G_APPLICATION (f->application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (f->application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (f->application));
}

static void
remove_folder (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_remove (child), ==, 0);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static gboolean
has_no_window (gpointer data)
{
  return gtk_application_get_windows (data) == NULL;
}

void
window_fixture_tear_down (WindowFixture *f,
                          gconstpointer  data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (f->application));

  while (windows != NULL)
    {
      gtk_window_destroy (windows->data);
      windows = gtk_application_get_windows (GTK_APPLICATION (f->application));
    }
  wait_until (has_no_window, f->application);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_application_set_default (NULL);
  g_clear_object (&f->application);
  remove_folder (f->folder);
  g_clear_pointer (&f->folder, g_free);
  g_clear_pointer (&f->document, g_free);
}

static gboolean
is_complete (gpointer data)
{
  g_autofree char *lacking = ytt_window_get_lacking (data);

  return lacking == NULL && gtk_widget_get_mapped (data);
}

void
wait_for_window (YttWindow *window)
{
  wait_until (is_complete, window);
}

YttWindow *
open_window (WindowFixture *f,
             const char    *path)
{
  YttWindow *window = ytt_window_new (f->application);

  /* Without a frame, the size asked for is the size it gets. */
  gtk_widget_add_css_class (GTK_WIDGET (window), "picture");
  gtk_window_present (GTK_WINDOW (window));
  ytt_window_open (window, path);
  wait_for_window (window);

  return window;
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* LeakSanitizer misses widgets, which their toplevel knows to the end. */
void
close_window (YttWindow *window)
{
  gpointer alive = window;

  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  gtk_window_close (GTK_WINDOW (window));
  wait_until (is_null, &alive);
}

typedef struct
{
  GtkWidget *widget;
  int        width;
  int        height;
} Size;

static gboolean
has_size (gpointer data)
{
  Size *size = data;

  return gtk_widget_get_width (size->widget) == size->width
         && gtk_widget_get_height (size->widget) == size->height;
}

void
resize_window (YttWindow *window,
               int        width,
               int        height)
{
  Size size = { GTK_WIDGET (window), width, height };

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  wait_until (has_size, &size);
  /* What follows from a new width follows in an idle. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

char *
copy_document (WindowFixture *f,
               const char    *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr(GFile) from = g_file_new_for_path (g_getenv ("YTTERBY_SHIPPED"));
  g_autoptr(GFile) to = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);

  return g_steal_pointer (&path);
}

void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

GtkWidget *
find_widget (GtkWidget  *widget,
             GType       type,
             const char *name)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (name == NULL || g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), name) == 0))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_message_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (toplevel))
        return TRUE;
    }

  return FALSE;
}

/* Before 1.8, libadwaita measured the large heading of a message dialog for the width of the small one (its issue
 * 1025), which newer GTK warns of. Nothing of it is seen, and what makes a dialog cannot avoid it. */
static GLogWriterOutput
write_log (GLogLevelFlags   log_level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE")
        && g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel ")
        && adw_get_major_version () == 1 && adw_get_minor_version () < 8 && has_message_dialog ())
      return G_LOG_WRITER_HANDLED;

  return g_log_writer_default (log_level, fields, n_fields, NULL);
}

void
drop_heading_warnings (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}
