#include "config.h"

#include "ytt-announcement-map.h"

#include <glib/gi18n.h>
#include <math.h>
#include <shumate/shumate.h>

#include "ytt-facility-layer.h"
#include "ytt-map-ground.h"
#include "ytt-map-motion.h"
#include "ytt-session-page.h"

#define MAP_HEIGHT 236

/* Facilities of one place are shown in their country, not by themselves. */
#define CLOSEST_ZOOM 4.5

struct _YttAnnouncementMap
{
  AdwBin            parent_instance;

  YttSession       *session;   /* (owned) (nullable): of its own, with the announcement's facilities alone */
  YttMapGround     *ground;    /* (owned) */
  YttMapMotion     *motion;    /* (owned) */

  ShumateMap       *map;
  YttFacilityLayer *layer;
  gboolean          fit_due;
  gboolean          shown;     /* it has shown facilities before, and so flies to the next ones */
};

G_DEFINE_FINAL_TYPE (YttAnnouncementMap, ytt_announcement_map, ADW_TYPE_BIN)

static void
fit_if_due (YttAnnouncementMap *self)
{
  if (!self->fit_due || self->session == NULL || ytt_facility_layer_get_loading (self->layer))
    return;

  if (!ytt_facility_layer_fit_points (self->layer, ytt_session_get_points (self->session), CLOSEST_ZOOM,
                                      self->shown && gtk_widget_get_mapped (GTK_WIDGET (self))))
    return;

  self->fit_due = FALSE;
  self->shown = TRUE;
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
                                   "label", "Natural Earth · GeoNames",
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
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->layer));
  g_signal_connect_object (self->layer, "resized", G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->layer, "laid-out", G_CALLBACK (fit_if_due), self, G_CONNECT_SWAPPED);
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

/**
 * ytt_announcement_map_show:
 * @self: a map
 * @store: (nullable): the document
 * @facilities: (element-type YttFacilityRow) (nullable): what to show of it; %NULL for nothing
 *
 * Shows facilities, and is not visible where none of them has a place.
 */
void
ytt_announcement_map_show (YttAnnouncementMap *self,
                           YttStore           *store,
                           GPtrArray          *facilities)
{
  g_autoptr(GArray) points = NULL;

  g_return_if_fail (YTT_IS_ANNOUNCEMENT_MAP (self));

  if (store != NULL && facilities != NULL)
    points = make_points (facilities);

  gtk_widget_set_visible (GTK_WIDGET (self), points != NULL && points->len > 0);
  ytt_facility_layer_set_session (self->layer, NULL);
  g_clear_object (&self->session);
  if (points == NULL || points->len == 0)
    return;

  self->session = ytt_session_new_for_points (store, points);
  self->fit_due = TRUE;
  ytt_facility_layer_set_session (self->layer, self->session);
  fit_if_due (self);
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
             || ytt_facility_layer_get_loading (self->layer) || self->fit_due);
}
