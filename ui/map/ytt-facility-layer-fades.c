#include "ytt-facility-layer-private.h"

#include <math.h>

/* What moves or fades by itself. Nothing is painted anew while nothing does, and where animations are off the end is
 * there at once. */

#define HOVER_DURATION 100
#define LEAVING_DURATION 120
#define SPREAD_DURATION 350

/* A new selection grows from this share of its size, in ms. */
#define GROWTH_FROM 0.8
#define GROWTH_DURATION 150

/* So many markers may fade at once; more just go. */
#define MAX_LEAVING 500

/* An unchanged marker stands as near as this to where it stood, in px. */
#define SAME_PLACE 0.5

static void
redraw_cb (double   value,
           gpointer user_data)
{
  gtk_widget_queue_draw (user_data);
}

static void
stop (AdwAnimation **animation)
{
  if (*animation != NULL)
    adw_animation_pause (*animation);
  g_clear_object (animation);
}

static AdwAnimation *
create (YttFacilityLayer *self,
        double            from,
        guint             duration)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (redraw_cb, self, NULL);
  AdwAnimation *animation = adw_timed_animation_new (GTK_WIDGET (self), from, 1, duration, target);

  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (animation), ADW_EASE_OUT_CUBIC);

  return animation;
}

/* Returns how far an animation is, 1 where there is none. */
static double
get_value (AdwAnimation *animation)
{
  return animation != NULL ? adw_animation_get_value (animation) : 1;
}

void
ytt_facility_layer_start_growth (YttFacilityLayer *self)
{
  stop (&self->growth);
  self->growth = create (self, GROWTH_FROM, GROWTH_DURATION);
  adw_animation_play (self->growth);
}

double
ytt_facility_layer_get_growth (YttFacilityLayer *self)
{
  return get_value (self->growth);
}

/* The pointer has come to another marker, or to none: the one before lets go while the new one comes up. */
void
ytt_facility_layer_set_hovered (YttFacilityLayer *self,
                                guint             first,
                                guint             count)
{
  if (first == self->hovered && count == self->n_hovered)
    return;

  self->unhover_from = get_value (self->hover);
  self->unhovered = self->hovered;
  self->n_unhovered = self->n_hovered;
  self->hovered = first;
  self->n_hovered = count;
  stop (&self->hover);
  self->hover = create (self, 0, HOVER_DURATION);
  adw_animation_play (self->hover);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Returns how much a marker looks as under the pointer, 0 to 1. */
double
ytt_facility_layer_get_hover (YttFacilityLayer *self,
                              const YttMarker  *marker)
{
  if (marker->first == self->hovered && marker->count == self->n_hovered)
    return get_value (self->hover);
  if (marker->first == self->unhovered && marker->count == self->n_unhovered)
    return self->unhover_from * (1 - get_value (self->hover));

  return 0;
}

void
ytt_facility_layer_stop_leaving (YttFacilityLayer *self)
{
  stop (&self->departure);
  if (self->leaving == NULL)
    return;

  g_clear_pointer (&self->leaving, g_array_unref);
  g_clear_pointer (&self->leaving_index, ytt_cluster_index_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_still_there (YttFacilityLayer *self,
                YttClusterIndex  *index,
                const YttMarker  *marker)
{
  gint64 id = ytt_cluster_index_get_member (index, marker->first)->id;

  for (guint i = 0; i < self->markers->len; i++)
    {
      const YttMarker *other = &g_array_index (self->markers, YttMarker, i);

      if (other->count == marker->count &&
          fabs (other->x - marker->x) < SAME_PLACE && fabs (other->y - marker->y) < SAME_PLACE &&
          (marker->count > 1 || ytt_cluster_index_get_member (self->index, other->first)->id == id))
        return TRUE;
    }

  return FALSE;
}

/* Fades what was shown of another index, for as long as the map stands where it did. */
void
ytt_facility_layer_start_leaving (YttFacilityLayer *self,
                                  YttClusterIndex  *index,
                                  GArray           *markers)
{
  g_autoptr(GArray) leaving = g_array_new (FALSE, FALSE, sizeof (YttMarker));
  g_autoptr(AdwAnimation) departure = NULL;

  ytt_facility_layer_stop_leaving (self);
  if (markers->len > MAX_LEAVING || self->markers->len > MAX_LEAVING)
    return;

  for (guint i = 0; i < markers->len; i++)
    {
      const YttMarker *marker = &g_array_index (markers, YttMarker, i);

      if ((marker->flags & YTT_MARKER_WITHOUT) == 0 && !is_still_there (self, index, marker))
        g_array_append_val (leaving, *marker);
    }
  if (leaving->len == 0)
    return;

  self->leaving = g_steal_pointer (&leaving);
  self->leaving_index = ytt_cluster_index_ref (index);
  /* Where animations are off it is done, and dropped, while it is told to play. */
  departure = create (self, 0, LEAVING_DURATION);
  self->departure = g_object_ref (departure);
  g_signal_connect_object (departure, "done", G_CALLBACK (ytt_facility_layer_stop_leaving), self, G_CONNECT_SWAPPED);
  adw_animation_play (departure);
}

/* Returns how much is still seen of what leaves, 0 to 1. */
double
ytt_facility_layer_get_leaving (YttFacilityLayer *self)
{
  return 1 - get_value (self->departure);
}

void
ytt_facility_layer_start_spread (YttFacilityLayer *self)
{
  stop (&self->opening);
  self->opening = create (self, 0, SPREAD_DURATION);
  adw_animation_play (self->opening);
}

/* While members that were at one place spread out: the markers where they are on their way; else NULL. */
GArray *
ytt_facility_layer_get_moving (YttFacilityLayer *self)
{
  double value = get_value (self->opening);
  GArray *moving;

  if (value >= 1 || self->spread == YTT_MARKER_NONE)
    return NULL;

  moving = g_array_copy (self->markers);
  for (guint i = 0; i < moving->len; i++)
    {
      YttMarker *marker = &g_array_index (moving, YttMarker, i);

      if (marker->count > 1 || marker->first - self->spread >= self->n_spread)
        continue;

      marker->x = marker->place_x + (marker->x - marker->place_x) * value;
      marker->y = marker->place_y + (marker->y - marker->place_y) * value;
    }

  return moving;
}

void
ytt_facility_layer_stop_fades (YttFacilityLayer *self)
{
  ytt_facility_layer_stop_leaving (self);
  stop (&self->growth);
  stop (&self->hover);
  stop (&self->opening);
}
