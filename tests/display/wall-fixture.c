#include "config.h"

#include "wall-fixture.h"

#include <glib/gstdio.h>

#define DEADLINE_S 10

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

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  YttStore **store = user_data;
  g_autoptr(GError) error = NULL;

  *store = ytt_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
moved_cb (WallFixture *f)
{
  f->n_moved++;
}

static void
clicked_cb (WallFixture *f)
{
  f->n_clicked++;
}

static void
facility_clicked_cb (WallFixture *f,
                     gint64       id)
{
  f->clicked = id;
}

static void
copy_document (WallFixture *f)
{
  g_autoptr(GFile) from = g_file_new_for_path (g_getenv ("YTTERBY_SHIPPED"));
  g_autoptr(GFile) to = NULL;
  g_autoptr(GError) error = NULL;

  f->folder = g_dir_make_tmp ("ytterby-wall-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "wall.gpkg", NULL);
  to = g_file_new_for_path (f->path);
  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (f->path, 0644), ==, 0);
}

void
wall_fixture_set_up (WallFixture   *f,
                     gconstpointer  data)
{
  int width, height;

  g_assert_cmpint (sscanf (data, "%dx%d", &width, &height), ==, 2);
  copy_document (f);
  ytt_store_open_async (f->path, YTT_STORE_OPEN, NULL, opened_cb, &f->store);
  wait_until (is_there, &f->store);
  f->session = ytt_session_new ();
  ytt_session_set_store (f->session, f->store);

  f->map = YTT_WALL_MAP (g_object_ref_sink (ytt_wall_map_new ()));
  g_signal_connect_swapped (f->map, "moved", G_CALLBACK (moved_cb), f);
  g_signal_connect_swapped (f->map, "clicked", G_CALLBACK (clicked_cb), f);
  g_signal_connect_swapped (f->map, "facility-clicked", G_CALLBACK (facility_clicked_cb), f);
  ytt_wall_map_set_session (f->map, f->session);
  f->magnifier = ytt_magnifier_new (height / 1080.0);
  ytt_magnifier_set_child (YTT_MAGNIFIER (f->magnifier), GTK_WIDGET (f->map));

  f->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (f->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (f->window), width, height);
  gtk_window_set_child (GTK_WINDOW (f->window), f->magnifier);
  gtk_window_present (GTK_WINDOW (f->window));
  wall_fixture_settle (f);
}

void
wall_fixture_tear_down (WallFixture   *f,
                        gconstpointer  data)
{
  gpointer map = f->map, session = f->session;

  g_object_add_weak_pointer (map, &map);
  g_object_add_weak_pointer (session, &session);
  g_clear_object (&f->map);
  gtk_window_destroy (GTK_WINDOW (f->window));
  ytt_session_set_store (f->session, NULL);
  g_clear_object (&f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ytt_store_close (f->store);
  g_clear_object (&f->store);
  wait_until (is_null, &map);
  wait_until (is_null, &session);

  g_assert_cmpint (g_remove (f->path), ==, 0);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->path);
}

static gboolean
is_settled (gpointer data)
{
  WallFixture *f = data;

  return gtk_widget_get_mapped (GTK_WIDGET (f->map)) && !ytt_session_get_loading (f->session) &&
         !ytt_wall_map_get_loading (f->map) && ytt_facility_layer_get_index (wall_fixture_get_layer (f)) != NULL;
}

void
wall_fixture_settle (WallFixture *f)
{
  wait_until (is_settled, f);
}

YttView *
wall_fixture_make_view (double latitude,
                        double longitude,
                        double zoom,
                        gint64 selected)
{
  g_autofree char *json = NULL;
  g_autoptr(GError) error = NULL;
  YttView *view;

  json = g_strdup_printf ("{ \"version\": 1, \"selected\": %" G_GINT64_FORMAT ", \"links\": \"selection\","
                          " \"viewport\": { \"latitude\": %.6f, \"longitude\": %.6f, \"zoom\": %.4f } }",
                          selected, latitude, longitude, zoom);
  view = ytt_view_new_from_json (json, &error);
  g_assert_no_error (error);

  return view;
}

GtkWidget *
wall_fixture_find (GtkWidget *widget,
                   GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = wall_fixture_find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

YttFacilityLayer *
wall_fixture_get_layer (WallFixture *f)
{
  return YTT_FACILITY_LAYER (wall_fixture_find (GTK_WIDGET (f->map), YTT_TYPE_FACILITY_LAYER));
}

ShumateViewport *
wall_fixture_get_viewport (WallFixture *f)
{
  return shumate_layer_get_viewport (SHUMATE_LAYER (wall_fixture_get_layer (f)));
}
