/* The map on the clipboard and in files, as a hand makes them. */

#include "config.h"

#include "hand.h"
#include "window-fixture.h"

#include <glib/gstdio.h>

#include "ytt-picture-export.h"

/* The toast on the screen */
static const char *
get_toast (YttWindow *window)
{
  GtkWidget *toast = gtk_widget_get_last_child (GTK_WIDGET (window->toast_overlay));
  GtkWidget *label = toast != NULL ? find_widget (toast, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL && toast != gtk_widget_get_first_child (GTK_WIDGET (window->toast_overlay))
         ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

static gboolean
is_told (gpointer data)
{
  return get_toast (data) != NULL;
}

static void
texture_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(GdkTexture **) user_data = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (object), result, &error);
  g_assert_no_error (error);
}

static gboolean
has_texture (gpointer data)
{
  return *(GdkTexture **) data != NULL;
}

typedef struct
{
  GInputStream *stream;
  GBytes       *bytes;
} Reading;

static void
bytes_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  ((Reading *) user_data)->bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  g_assert_no_error (error);
}

static void
stream_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  Reading *reading = user_data;
  g_autoptr(GError) error = NULL;

  reading->stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (object), result, NULL, &error);
  g_assert_no_error (error);
  g_input_stream_read_bytes_async (reading->stream, 65536, G_PRIORITY_DEFAULT, NULL, bytes_read_cb, reading);
}

static gboolean
has_bytes (gpointer data)
{
  return ((Reading *) data)->bytes != NULL;
}

/* The beginning of what the clipboard holds as some type */
static char *
read_clipboard (GtkWidget  *widget,
                const char *type)
{
  const char *types[] = { type, NULL };
  Reading reading = { NULL };
  char *text;

  gdk_clipboard_read_async (gtk_widget_get_clipboard (widget), types, G_PRIORITY_DEFAULT, NULL, stream_read_cb,
                            &reading);
  wait_until (has_bytes, &reading);
  text = g_strndup (g_bytes_get_data (reading.bytes, NULL), g_bytes_get_size (reading.bytes));
  g_bytes_unref (reading.bytes);
  g_object_unref (reading.stream);

  return text;
}

/* Ctrl+Shift+C copies what the map shows, with all around it, for programs of all kinds. */
static void
test_copy (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree char *svg = NULL, *png = NULL;
  int width, height;

  ytt_session_set_viewport (session, 59.4, 24, 5);
  wait_for_window (window);
  hand_press ("ctrl+shift+c");
  wait_until (is_told, window);
  g_assert_cmpstr (get_toast (window), ==, "Picture copied with its sources");

  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, texture_read_cb, &texture);
  wait_until (has_texture, &texture);
  ytt_session_get_viewport_size (session, &width, &height);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 2 * width);
  g_assert_cmpint (gdk_texture_get_height (texture), >, 2 * height);

  svg = read_clipboard (GTK_WIDGET (window), "image/svg+xml");
  g_assert_nonnull (strstr (svg, "<desc>"));
  g_assert_nonnull (strstr (svg, "Map: Natural Earth"));
  png = read_clipboard (GTK_WIDGET (window), "image/png");
  g_assert_true (g_str_has_prefix (png, "\x89PNG"));

  close_window (window);
}

#define FILE_COLOUR 0xff20a040u

/* A map of the user's own: one tile in one colour, for the whole world. */
static char *
make_map (WindowFixture *f)
{
  char *path = g_build_filename (f->folder, "own.mbtiles", NULL);
  g_autofree guint32 *pixels = g_new (guint32, 256 * 256);
  g_autoptr(GBytes) bytes = NULL, png = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GString) sql = g_string_new ("CREATE TABLE metadata (name text, value text);"
                                         "CREATE TABLE tiles (zoom_level integer, tile_column integer,"
                                         "                    tile_row integer, tile_data blob);"
                                         "INSERT INTO metadata VALUES ('name', 'Own'), ('format', 'png'),"
                                         " ('minzoom', '0'), ('maxzoom', '0'), ('attribution', 'Surveyors');"
                                         "INSERT INTO tiles VALUES (0, 0, 0, X'");

  for (guint i = 0; i < 256 * 256; i++)
    pixels[i] = FILE_COLOUR;
  bytes = g_bytes_new (pixels, 256 * 256 * 4);
  texture = gdk_memory_texture_new (256, 256, GDK_MEMORY_DEFAULT, bytes, 256 * 4);
  png = gdk_texture_save_to_png_bytes (texture);
  for (gsize i = 0; i < g_bytes_get_size (png); i++)
    g_string_append_printf (sql, "%02x", ((const guint8 *) g_bytes_get_data (png, NULL))[i]);
  g_string_append (sql, "')");
  run_sql (path, sql->str);

  return path;
}

static gboolean
is_opened (gpointer data)
{
  return ytt_map_ground_get_mbtiles (data) != NULL && !ytt_map_ground_get_loading (data);
}

/* What the window shows under the facilities is in the picture, with who made it. */
static void
test_other_ground (WindowFixture *f,
                   gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttMapGround *ground = ytt_map_pane_get_ground (window->map_pane);
  g_autofree char *path = make_map (f), *svg = NULL;
  g_autofree guint32 *pixels = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  ytt_map_ground_choose_file (ground, path);
  wait_until (is_opened, ground);
  ytt_session_set_viewport (ytt_window_get_session (window), -30, -120, 6);
  wait_for_window (window);
  hand_press ("ctrl+shift+c");
  wait_until (is_told, window);

  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, texture_read_cb, &texture);
  wait_until (has_texture, &texture);
  pixels = g_new (guint32, (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture));
  gdk_texture_download (texture, (guchar *) pixels, (gsize) gdk_texture_get_width (texture) * 4);
  g_assert_cmphex (pixels[100 * gdk_texture_get_width (texture) + 100], ==, FILE_COLOUR);
  svg = read_clipboard (GTK_WIDGET (window), "image/svg+xml");
  g_assert_nonnull (strstr (svg, "Map: "));
  g_assert_nonnull (strstr (svg, "Surveyors"));

  close_window (window);
}

/* On the other pages there is no map to copy. */
static void
test_other_pages (WindowFixture *f,
                  gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GActionGroup *actions = G_ACTION_GROUP (window);

  g_assert_true (g_action_group_get_action_enabled (actions, "copy-picture"));
  g_assert_true (g_action_group_get_action_enabled (actions, "export-picture"));
  ytt_session_set_page (ytt_window_get_session (window), YTT_PAGE_BALANCE);
  wait_for_window (window);
  g_assert_false (g_action_group_get_action_enabled (actions, "copy-picture"));
  g_assert_false (g_action_group_get_action_enabled (actions, "export-picture"));

  close_window (window);
}

static YttPictureExport *
find_export (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (YTT_IS_PICTURE_EXPORT (window))
        return YTT_PICTURE_EXPORT (window);
    }

  return NULL;
}

static gboolean
is_drawn (gpointer data)
{
  YttPictureExport *export = find_export ();

  return export != NULL && gtk_widget_get_mapped (GTK_WIDGET (export)) && ytt_picture_export_get_drawn (export);
}

static gboolean
is_gone (gpointer data)
{
  return find_export () == NULL;
}

static YttPictureExport *
open_export (YttWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.export-picture", NULL);
  wait_until (is_drawn, NULL);
  wait_for_frames (GTK_WIDGET (find_export ()));

  return find_export ();
}

static GdkPaintable *
get_preview (YttPictureExport *export)
{
  return gtk_picture_get_paintable (GTK_PICTURE (find_widget (GTK_WIDGET (export), GTK_TYPE_PICTURE, "preview")));
}

static GFile *
get_file (WindowFixture *f,
          const char    *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  return g_file_new_for_path (path);
}

/* A switch has slid over. */
static gboolean
is_on (gpointer data)
{
  return gtk_switch_get_active (data);
}

/* The preview follows each choice, and the file is what the preview showed. */
static void
test_export (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPictureExport *export = open_export (window);
  g_autoptr(GFile) file = get_file (f, "map");
  g_autofree char *bytes = NULL, *path = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPaintable) before = g_object_ref (get_preview (export));
  GtkWidget *format = find_widget (GTK_WIDGET (export), ADW_TYPE_COMBO_ROW, "format_row");
  GtkWidget *shape = find_widget (GTK_WIDGET (export), ADW_TYPE_COMBO_ROW, "shape_row");
  GtkWidget *dark = find_widget (GTK_WIDGET (export), GTK_TYPE_SWITCH, "dark_switch");
  GtkWidget *scale = find_widget (GTK_WIDGET (export), ADW_TYPE_COMBO_ROW, "scale_row");
  gsize length;

  gtk_widget_grab_focus (dark);
  hand_press ("space");
  wait_until (is_on, dark);
  wait_until (is_drawn, NULL);
  g_assert_true (get_preview (export) != before);

  adw_combo_row_set_selected (ADW_COMBO_ROW (shape), 1);
  wait_until (is_drawn, NULL);
  g_assert_cmpfloat_with_epsilon (gdk_paintable_get_intrinsic_aspect_ratio (get_preview (export)), 16 / 9.0, 0.01);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (scale)), ==, "2560 × 1440 pixels");

  /* Vectors have no scale. */
  g_assert_true (gtk_widget_get_visible (scale));
  adw_combo_row_set_selected (ADW_COMBO_ROW (format), 1);
  wait_until (is_drawn, NULL);
  g_assert_false (gtk_widget_get_visible (scale));

  ytt_picture_export_save (export, file);
  wait_until (is_gone, NULL);
  wait_until (is_told, window);
  g_assert_cmpstr (get_toast (window), ==, "“map.svg” exported");

  path = g_build_filename (f->folder, "map.svg", NULL);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (bytes, "width=\"1280"));
  g_assert_nonnull (strstr (bytes, "<desc>"));

  close_window (window);
}

/* Typing a title draws it again and again, and in the end as it is. */
static void
test_title (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPictureExport *export = open_export (window);
  g_autoptr(GFile) file = get_file (f, "title.svg");
  g_autofree char *path = g_file_get_path (file), *bytes = NULL;
  GtkWidget *title = find_widget (GTK_WIDGET (export), ADW_TYPE_ENTRY_ROW, "title_row");

  gtk_widget_grab_focus (title);
  hand_type ("Magnets");
  wait_until (is_drawn, NULL);
  ytt_picture_export_save (export, file);
  wait_until (is_gone, NULL);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_nonnull (strstr (bytes, "<title>Magnets</title>"));

  close_window (window);
}

static gboolean
has_chooser (gpointer data)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        {
          *(GtkWindow **) data = window;
          return TRUE;
        }
    }

  return FALSE;
}

/* The chooser hears nothing while it reads the folder. */
static gboolean
is_accepted (gpointer data)
{
  GtkWindow *chooser = NULL;

  if (has_chooser (&chooser))
    gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);

  return !has_chooser (&chooser);
}

static gboolean
is_in_folder (gpointer data)
{
  GtkWindow *chooser = NULL;
  g_autoptr(GFile) folder = NULL;

  if (has_chooser (&chooser))
    folder = gtk_file_chooser_get_current_folder (GTK_FILE_CHOOSER (chooser));

  return folder != NULL && g_file_equal (folder, data);
}

/* The button asks where, beside the document, with a name and the suffix of the format. */
static void
test_chooser (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPictureExport *export = open_export (window);
  g_autoptr(GFile) folder = g_file_new_for_path (f->folder);
  g_autofree char *name = NULL, *path = NULL;
  GtkWindow *chooser = NULL;

  hand_click (find_widget (GTK_WIDGET (export), GTK_TYPE_BUTTON, "export_button"), 0.5);
  wait_until (has_chooser, &chooser);
  name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (chooser));
  g_assert_cmpstr (name, ==, "Rare earth projects of the world.png");
  wait_until (is_in_folder, folder);
  wait_until (is_accepted, NULL);
  wait_until (is_gone, NULL);
  path = g_build_filename (f->folder, name, NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));

  close_window (window);
}

static gboolean
has_failed (gpointer data)
{
  GtkWidget *overlay = find_widget (data, ADW_TYPE_TOAST_OVERLAY, "toast_overlay");
  GtkWidget *toast = gtk_widget_get_last_child (overlay);
  GtkWidget *label = toast != gtk_widget_get_first_child (overlay) ? find_widget (toast, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL && strstr (gtk_label_get_label (GTK_LABEL (label)), "was not written") != NULL;
}

/* What cannot be written is said, and nothing of what was chosen is lost. */
static void
test_unwritable (WindowFixture *f,
                 gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPictureExport *export = open_export (window);
  g_autoptr(GFile) file = get_file (f, "no such folder/map.png");
  g_autoptr(GFile) good = get_file (f, "map.png");

  ytt_picture_export_save (export, file);
  wait_until (has_failed, export);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (export)));
  g_assert_true (gtk_widget_get_sensitive (find_widget (GTK_WIDGET (export), GTK_TYPE_BUTTON, "export_button")));
  ytt_picture_export_save (export, good);
  wait_until (is_gone, NULL);

  close_window (window);
}

/* Escape ends it at any time, while it draws as well. */
static void
test_close (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  open_export (window);
  hand_press ("Escape");
  wait_until (is_gone, NULL);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.export-picture", NULL);
  g_assert_nonnull (find_export ());
  gtk_window_close (GTK_WINDOW (find_export ()));
  wait_until (is_gone, NULL);

  close_window (window);
}

/* A window that is closed while its picture is read or drawn is gone all the same. */
static void
test_close_while_copying (WindowFixture *f,
                          gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-picture", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-picture", NULL);
  close_window (window);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)
  ADD ("/picture/copy", test_copy);
  ADD ("/picture/other-ground", test_other_ground);
  ADD ("/picture/other-pages", test_other_pages);
  ADD ("/picture/export", test_export);
  ADD ("/picture/title", test_title);
  ADD ("/picture/chooser", test_chooser);
  ADD ("/picture/unwritable", test_unwritable);
  ADD ("/picture/close", test_close);
  ADD ("/picture/close-while-copying", test_close_while_copying);
#undef ADD

  return g_test_run ();
}
