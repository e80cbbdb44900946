/* What of a document is looked at: the selected facility, and the part of the world that the map shows. */

#include "config.h"

#include "ytt-session-private.h"

/**
 * ytt_session_get_selected:
 * @self: a session
 *
 * Returns: the key of the selected facility, 0 for none
 */
gint64
ytt_session_get_selected (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), 0);

  return self->selected;
}

/**
 * ytt_session_set_selected:
 * @self: a session
 * @id: the key of a facility, 0 for none
 *
 * Selects a facility, whether or not it is in the list, and starts to read its record.
 */
void
ytt_session_set_selected (YttSession *self,
                          gint64      id)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  /* Who selects a facility wants to see it, and not whose page led to it. */
  if (id != 0)
    ytt_session_leave_profiles (self);
  if (self->selected == id)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  self->selected = id;
  ytt_session_read_record (self);
  ytt_session_update_shown (self, FALSE);
  ytt_session_notify (self, YTT_SESSION_PROP_SELECTED);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ytt_session_go_to:
 * @self: a session
 * @id: the key of a facility
 *
 * Selects a facility that another one leads to. A search and a filter that do not have it are left out, so that list
 * and map show it too; a moment at which it is not there gives way to now. Where the map shows it already, beside what
 * search and filter have, both stay: whoever goes from plant to plant along a trace keeps what was filtered.
 */
void
ytt_session_go_to (YttSession *self,
                   gint64      id)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (ytt_facility_list_find (self->facilities, id) == G_MAXUINT && !ytt_session_is_guest (self, id))
    {
      self->led_to = id;
      ytt_session_ask_for_all (self);
    }
  ytt_session_set_selected (self, id);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ytt_session_get_record:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the selected facility whole, %NULL until it has been read
 */
YttRecord *
ytt_session_get_record (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->record;
}

/**
 * ytt_session_get_viewport:
 * @self: a session
 * @latitude: (out) (optional): degrees, -90 to 90
 * @longitude: (out) (optional): degrees, -180 to 180
 * @zoom: (out) (optional): of which each step doubles the map
 */
void
ytt_session_get_viewport (YttSession *self,
                          double     *latitude,
                          double     *longitude,
                          double     *zoom)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  if (latitude != NULL)
    *latitude = self->latitude;
  if (longitude != NULL)
    *longitude = self->longitude;
  if (zoom != NULL)
    *zoom = self->zoom;
}

static void
set_double (YttSession *self,
            double     *place,
            double      value,
            guint       property)
{
  if (*place == value)
    return;

  *place = value;
  ytt_session_notify (self, property);
}

/**
 * ytt_session_set_viewport:
 * @self: a session
 * @latitude: degrees, -90 to 90
 * @longitude: degrees, -180 to 180
 * @zoom: of which each step doubles the map
 *
 * Moves the middle of the map. Whoever listens sees the three change together.
 */
void
ytt_session_set_viewport (YttSession *self,
                          double      latitude,
                          double      longitude,
                          double      zoom)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_double (self, &self->latitude, CLAMP (latitude, -90, 90), YTT_SESSION_PROP_LATITUDE);
  set_double (self, &self->longitude, CLAMP (longitude, -180, 180), YTT_SESSION_PROP_LONGITUDE);
  set_double (self, &self->zoom, CLAMP (zoom, 0, 30), YTT_SESSION_PROP_ZOOM);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ytt_session_get_viewport_size:
 * @self: a session
 * @width: (out) (optional): px
 * @height: (out) (optional): px
 *
 * Tells how large the map is; 0 as long as none shows this session.
 */
void
ytt_session_get_viewport_size (YttSession *self,
                               int        *width,
                               int        *height)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  if (width != NULL)
    *width = self->viewport_width;
  if (height != NULL)
    *height = self->viewport_height;
}

/**
 * ytt_session_set_viewport_size:
 * @self: a session
 * @width: px, not negative
 * @height: px, not negative
 *
 * Says how large the map is, so that what it shows can be shown by one of another size.
 */
void
ytt_session_set_viewport_size (YttSession *self,
                               int         width,
                               int         height)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  self->viewport_width = MAX (width, 0);
  self->viewport_height = MAX (height, 0);
}
