#include "config.h"

#include "ytt-announcement-map.h"

#include <glib/gi18n.h>
#include <math.h>
#include <shumate/shumate.h>

#include "ytt-facility-layer.h"
#include "ytt-link-layer.h"
#include "ytt-map-ground.h"
#include "ytt-map-motion.h"
#include "ytt-session-page.h"

#define MAP_HEIGHT 236

/* Facilities of one place are shown in their country, not by themselves. */
#define CLOSEST_ZOOM 4.5

/* How much room the names beside a ring get, as a part of the way to the ring */
#define NAME_ROOM 0.6

/* More than any announcement tells of */
#define MOST_LINKS 100

struct _YttAnnouncementMap
{
  AdwBin            parent_instance;

  YttSession       *session;   /* (owned) (nullable): of its own, with the announcement's facilities alone */
  YttMapGround     *ground;    /* (owned) */
  YttMapMotion     *motion;    /* (owned) */
  YttStore         *store;     /* (owned) (nullable) */
  GArray           *points;    /* (owned) (nullable) (element-type YttPoint): the announcement's facilities */
  GCancellable     *reading;   /* (owned) (nullable): there as long as the links are awaited */

  ShumateMap       *map;
  YttFacilityLayer *layer;
  YttLinkLayer     *links;
  gboolean          fit_due;
  gboolean          shown;     /* it has shown facilities before, and so flies to the next ones */
};

G_DEFINE_FINAL_TYPE (YttAnnouncementMap, ytt_announcement_map, ADW_TYPE_BIN)

/* The names of organisations stand beyond the ring at which their supply ends. Places are those of facilities, and then
 * both ends of each arc. */
static void
add_name_room (GArray *places,
               guint   n_facilities)
{
  guint n_places = places->len;

  for (guint i = n_facilities; i + 1 < n_places; i += 2)
    {
      YttPoint from = g_array_index (places, YttPoint, i), to = g_array_index (places, YttPoint, i + 1);

      if (to.id != 0)
        continue;

      to.longitude += NAME_ROOM * remainder (to.longitude - from.longitude, 360);
      to.longitude = remainder (to.longitude, 360);
      g_array_append_val (places, to);
    }
}

static void
fit_if_due (YttAnnouncementMap *self)
{
  g_autoptr(GArray) places = NULL;
  guint n_facilities;

  if (!self->fit_due || self->session == NULL || self->reading != NULL || ytt_facility_layer_get_loading (self->layer))
    return;

  places = g_array_copy (ytt_session_get_points (self->session));
  n_facilities = places->len;
  ytt_link_layer_append_places (self->links, places);
  add_name_room (places, n_facilities);
  if (!ytt_facility_layer_fit_points (self->layer, places, CLOSEST_ZOOM,
                                      self->shown && gtk_widget_get_mapped (GTK_WIDGET (self))))
    return;

  self->fit_due = FALSE;
  self->shown = TRUE;
}

/* Labels of the map give way to the names of organisations. */
static void
laid_out_cb (YttAnnouncementMap *self)
{
  g_autoptr(GArray) boxes = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));

  ytt_link_layer_append_boxes (self->links, boxes);
  ytt_map_ground_set_obstacles (self->ground, boxes);
  fit_if_due (self);
}

static void
stop_reading (YttAnnouncementMap *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
resized_cb (YttAnnouncementMap *self)
{
  self->shown = FALSE;
  self->fit_due = self->session != NULL;
  fit_if_due (self);
}

static void
ytt_announcement_map_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_announcement_map_parent_class)->realize (widget);
  ytt_map_ground_update (YTT_ANNOUNCEMENT_MAP (widget)->ground);
}

static void
ytt_announcement_map_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_announcement_map_parent_class)->map (widget);
  ytt_map_ground_update (YTT_ANNOUNCEMENT_MAP (widget)->ground);
}

static void
ytt_announcement_map_dispose (GObject *object)
{
  YttAnnouncementMap *self = YTT_ANNOUNCEMENT_MAP (object);

  if (self->layer != NULL)
    ytt_facility_layer_set_session (self->layer, NULL);
  if (self->motion != NULL)
    ytt_map_motion_stop (self->motion);
  self->layer = NULL;
  self->links = NULL;
  stop_reading (self);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->session);
  g_clear_object (&self->ground);
  g_clear_object (&self->motion);

  G_OBJECT_CLASS (ytt_announcement_map_parent_class)->dispose (object);
}

static void
ytt_announcement_map_class_init (YttAnnouncementMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_announcement_map_dispose;
  widget_class->map = ytt_announcement_map_map;
  widget_class->realize = ytt_announcement_map_realize;
}

static GtkWidget *
make_attribution (void)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", YTT_BASEMAP_ATTRIBUTION,
                                   "halign", GTK_ALIGN_END,
                                   "valign", GTK_ALIGN_END,
                                   "margin-end", 6,
                                   "margin-bottom", 5,
                                   "can-target", FALSE,
                                   NULL);

  gtk_widget_add_css_class (label, "map-attribution");

  return label;
}

static void
ytt_announcement_map_init (YttAnnouncementMap *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->map = shumate_map_new ();
  gtk_widget_set_size_request (GTK_WIDGET (self->map), -1, MAP_HEIGHT);
  gtk_widget_set_focusable (GTK_WIDGET (self->map), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Map of the announcement's facilities"), -1);
  shumate_map_set_zoom_on_double_click (self->map, FALSE);
  shumate_map_set_animate_zoom (self->map, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->map));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_attribution ());
  adw_bin_set_child (ADW_BIN (self), overlay);

  self->ground = ytt_map_ground_new (self->map);
  self->motion = ytt_map_motion_new (self->map);
  self->layer = ytt_facility_layer_new (self->map, self->motion);
  self->links = ytt_link_layer_new (self->map, self->motion, self->layer, ytt_map_ground_get_basemap (self->ground));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->links));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->layer));
  g_signal_connect_object (self->layer, "resized", G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "laid-out", G_CALLBACK (laid_out_cb), self, G_CONNECT_SWAPPED);
}

/* (transfer full) (element-type YttPoint): of those that have a place */
static GArray *
make_points (GPtrArray *facilities)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (YttPoint));

  for (guint i = 0; i < facilities->len; i++)
    {
      const YttFacilityRow *row = g_ptr_array_index (facilities, i);
      YttPoint point = { .id = row->id, .longitude = row->longitude, .latitude = row->latitude,
                         .stages = (guint8) row->stages, .status = (guint8) row->status,
                         .precision = (guint8) row->precision };

      if (!isnan (row->longitude))
        g_array_append_val (points, point);
    }

  return points;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

static void
add_end (GArray             *points,
         const YttSupplyEnd *end)
{
  YttPoint point = { .id = end->facility, .longitude = end->longitude, .latitude = end->latitude,
                     .stages = (guint8) end->stages, .status = (guint8) end->status,
                     .precision = (guint8) end->precision };

  if (end->facility == 0 || isnan (end->longitude))
    return;

  for (guint i = 0; i < points->len; i++)
    if (g_array_index (points, YttPoint, i).id == end->facility)
      return;

  g_array_append_val (points, point);
}

/* Shows the announcement's facilities, and faintly those others that its links lead to or come from. */
static void
show_points (YttAnnouncementMap *self,
             GPtrArray          *links)   /* (nullable) (element-type YttSupplyLink) */
{
  g_autoptr(GArray) points = g_array_copy (self->points);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (links, i);

      add_end (points, &link->from);
      add_end (points, &link->to);
    }
  for (guint i = 0; i < self->points->len; i++)
    g_array_append_val (ids, g_array_index (self->points, YttPoint, i).id);
  g_array_sort (ids, compare_ids);

  ytt_link_layer_set_links (self->links, links);
  if (self->session != NULL && points->len == ytt_session_get_points (self->session)->len)
    return;

  ytt_facility_layer_set_session (self->layer, NULL);
  g_clear_object (&self->session);
  self->session = ytt_session_new_for_points (self->store, points);
  ytt_facility_layer_set_emphasis (self->layer, points->len > self->points->len ? ids : NULL);
  ytt_facility_layer_set_session (self->layer, self->session);
}

static void
links_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttAnnouncementMap) self = user_data;
  g_autoptr(GPtrArray) links = NULL;
  g_autoptr(GError) error = NULL;

  links = ytt_store_get_links_finish (YTT_STORE (object), result, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->links == NULL)
    return;   /* another announcement is shown */

  /* What fails here fails in reading the announcement too, and is told there. */
  g_clear_object (&self->reading);
  if (links != NULL)
    show_points (self, links);
  fit_if_due (self);
}

/**
 * ytt_announcement_map_show:
 * @self: a map
 * @store: (nullable): the document
 * @announcement: the key of the announcement
 * @facilities: (element-type YttFacilityRow) (nullable): what to show of it; %NULL for nothing
 *
 * Shows facilities, and the supply links that the announcement tells of, or that run between them. It is not visible
 * where none of the facilities has a place.
 */
void
ytt_announcement_map_show (YttAnnouncementMap *self,
                           YttStore           *store,
                           gint64              announcement,
                           GPtrArray          *facilities)
{
  g_return_if_fail (YTT_IS_ANNOUNCEMENT_MAP (self));

  stop_reading (self);
  g_clear_pointer (&self->points, g_array_unref);
  if (store != NULL && facilities != NULL)
    self->points = make_points (facilities);

  gtk_widget_set_visible (GTK_WIDGET (self), self->points != NULL && self->points->len > 0);
  ytt_facility_layer_set_session (self->layer, NULL);
  g_clear_object (&self->session);
  g_set_object (&self->store, store);
  if (self->points == NULL || self->points->len == 0)
    {
      ytt_link_layer_set_links (self->links, NULL);
      return;
    }

  self->fit_due = TRUE;
  self->reading = g_cancellable_new ();
  show_points (self, NULL);
  ytt_store_get_links_async (store, YTT_LINKS_OF_ANNOUNCEMENT, announcement, NULL, MOST_LINKS, (YttMoment) { 0 },
                             self->reading, links_read_cb, g_object_ref (self));
}

/**
 * ytt_announcement_map_get_n_links:
 * @self: a map
 *
 * Returns: how many supply links are drawn
 */
guint
ytt_announcement_map_get_n_links (YttAnnouncementMap *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENT_MAP (self), 0);

  return ytt_link_layer_get_n_arcs (self->links);
}

/**
 * ytt_announcement_map_get_loading:
 * @self: a map
 *
 * Returns: whether something that will be seen is not there yet
 */
gboolean
ytt_announcement_map_get_loading (YttAnnouncementMap *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENT_MAP (self), FALSE);

  return gtk_widget_get_mapped (GTK_WIDGET (self))
         && (ytt_map_ground_get_loading (self->ground) || ytt_map_motion_get_moving (self->motion)
             || ytt_facility_layer_get_loading (self->layer) || self->reading != NULL || self->fit_due);
}
