#include "config.h"

#include "wall-fixture.h"

#include <glib/gstdio.h>
#include <math.h>

#include "ytt-label-layer.h"
#include "ytt-tile-layer.h"

#define DEADLINE_S 10

/* Lies around the wall and sees when it is painted. */
#define TYPE_WATCH (watch_get_type ())
G_DECLARE_FINAL_TYPE (Watch, watch, TEST, WATCH, GtkWidget)

struct _Watch
{
  GtkWidget  parent_instance;

  void     (*painted) (gpointer data);
  gpointer   data;
};

G_DEFINE_FINAL_TYPE (Watch, watch, GTK_TYPE_WIDGET)

static void
watch_snapshot (GtkWidget   *widget,
                GtkSnapshot *snapshot)
{
  Watch *self = TEST_WATCH (widget);
  g_autoptr(GtkSnapshot) unseen = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  gtk_widget_snapshot_child (widget, gtk_widget_get_first_child (widget), unseen);
  node = gtk_snapshot_to_node (unseen);
  self->painted (self->data);
}

static void
watch_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (watch_parent_class)->dispose (object);
}

static void
watch_class_init (WatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = watch_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = watch_snapshot;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
watch_init (Watch *self)
{
}

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
  return wall_fixture_make_view_with_links (latitude, longitude, zoom, selected, "selection");
}

YttView *
wall_fixture_make_view_with_links (double      latitude,
                                   double      longitude,
                                   double      zoom,
                                   gint64      selected,
                                   const char *links)
{
  g_autofree char *json = NULL;
  g_autoptr(GError) error = NULL;
  YttView *view;

  json = g_strdup_printf ("{ \"version\": 1, \"selected\": %" G_GINT64_FORMAT ", \"links\": \"%s\","
                          " \"viewport\": { \"latitude\": %.6f, \"longitude\": %.6f, \"zoom\": %.4f } }",
                          selected, links, latitude, longitude, zoom);
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

void
wall_fixture_prepare (WallFixture *f,
                      YttView     *next,
                      YttView     *back)
{
  g_autoptr(GPtrArray) views = g_ptr_array_new ();

  g_ptr_array_add (views, next);
  if (back != NULL)
    g_ptr_array_add (views, back);
  ytt_wall_map_prepare (f->map, views);
  while (ytt_wall_map_get_preparing (f->map))
    g_main_context_iteration (NULL, TRUE);
}

void
wall_fixture_watch (WallFixture *f,
                    void       (*painted) (gpointer data),
                    gpointer     data)
{
  Watch *watch = g_object_new (TYPE_WATCH, NULL);

  watch->painted = painted;
  watch->data = data;
  g_object_ref (f->magnifier);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (watch));
  gtk_widget_set_parent (f->magnifier, GTK_WIDGET (watch));
  g_object_unref (f->magnifier);
}

/* (transfer full) (nullable): what a widget paints now, in its own px */
static GskRenderNode *
paint (GtkWidget *widget)
{
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);

  return gtk_snapshot_to_node (snapshot);
}

/* Places so far from each other are looked at, in px. */
#define SQUARE 4

typedef struct
{
  int       n_columns, n_rows;
  double    most_width;
  gboolean *covered;
} Cover;

static void
add_cover (Cover                 *cover,
           const graphene_rect_t *box)
{
  if (box->size.width > cover->most_width)
    return;

  for (int row = 0; row < cover->n_rows; row++)
    for (int column = 0; column < cover->n_columns; column++)
      if (graphene_rect_contains_point (box, &GRAPHENE_POINT_INIT ((column + 0.5f) * SQUARE, (row + 0.5f) * SQUARE)))
        cover->covered[row * cover->n_columns + column] = TRUE;
}

static void
cover_by_node (Cover         *cover,
               GskRenderNode *node)
{
  graphene_rect_t box;

  switch (gsk_render_node_get_node_type (node))
    {
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        cover_by_node (cover, gsk_container_node_get_child (node, i));
      break;
    case GSK_CLIP_NODE:
      cover_by_node (cover, gsk_clip_node_get_child (node));
      break;
    case GSK_TEXTURE_NODE:
    case GSK_COLOR_NODE:
      gsk_render_node_get_bounds (node, &box);
      add_cover (cover, &box);
      break;
    default:
      g_assert_not_reached ();
    }
}

guint
wall_fixture_get_uncovered (WallFixture *f,
                            double       most_width)
{
  GtkWidget *layer = wall_fixture_find (GTK_WIDGET (f->map), YTT_TYPE_TILE_LAYER);
  g_autoptr(GskRenderNode) node = NULL;
  g_autofree gboolean *covered = NULL;
  Cover cover = { 0 };
  guint n_covered = 0, n;

  if (layer == NULL)
    return 100;

  cover.n_columns = gtk_widget_get_width (layer) / SQUARE;
  cover.n_rows = gtk_widget_get_height (layer) / SQUARE;
  cover.most_width = most_width;
  n = (guint) (cover.n_columns * cover.n_rows);
  cover.covered = covered = g_new0 (gboolean, n);
  node = paint (layer);
  if (node != NULL)
    cover_by_node (&cover, node);
  for (guint i = 0; i < n; i++)
    n_covered += cover.covered[i];

  return (guint) ceil (100.0 * (n - n_covered) / n);
}

GHashTable *
wall_fixture_get_labels (WallFixture *f)
{
  YttLabelLayer *layer = YTT_LABEL_LAYER (wall_fixture_find (GTK_WIDGET (f->map), YTT_TYPE_LABEL_LAYER));
  GHashTable *keys = g_hash_table_new (NULL, NULL);
  const GArray *painted = ytt_label_layer_get_painted (layer);

  for (guint i = 0; painted != NULL && i < painted->len; i++)
    {
      const YttPaintedLabel *label = &g_array_index (painted, YttPaintedLabel, i);
      const cairo_rectangle_t *box = &label->placed.box;

      if (ytt_painted_label_is_shown (label))
        g_hash_table_insert (keys, GUINT_TO_POINTER (label->placed.key),
                             GINT_TO_POINTER (box->x >= 0 && box->y >= 0 &&
                                              box->x + box->width <= gtk_widget_get_width (GTK_WIDGET (layer)) &&
                                              box->y + box->height <= gtk_widget_get_height (GTK_WIDGET (layer))));
    }

  return keys;
}
