/* What was chosen to lie under the facilities instead of the offline map: it is opened and shown, or it is said why it
 * cannot be had. */

#include "config.h"

#include "ytt-map-ground-private.h"

#include <glib/gi18n.h>

#include "ytt-map-motion.h"

/* https://operations.osmfoundation.org/policies/tiles/ wants this address, and a name and a link on the map. */
#define OPENSTREETMAP_ADDRESS "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
#define OPENSTREETMAP_MOST_ZOOM 19
#define OPENSTREETMAP_ATTRIBUTION "<a href=\"https://www.openstreetmap.org/copyright\">© OpenStreetMap contributors</a>"

#define TOWNS_ATTRIBUTION "GeoNames"

static void
set_text (YttMapGround  *self,
          char         **text,
          char          *value,       /* (transfer full) (nullable) */
          guint          property)
{
  if (g_strcmp0 (*text, value) == 0)
    {
      g_free (value);
      return;
    }

  g_free (*text);
  *text = value;
  ytt_map_ground_notify (self, property);
}

/* Of an own map the file's words, or else its name: who uses it knows where it is from. */
static char *
make_attribution (YttMapGround *self)
{
  YttMbtiles *file = ytt_map_ground_get_mbtiles (self);
  g_autofree char *name = NULL;
  const char *words;

  if (self->raster == NULL)
    return g_strdup (YTT_MAP_GROUND_OFFLINE_ATTRIBUTION);
  if (file == NULL)
    return g_strdup (OPENSTREETMAP_ATTRIBUTION " · " TOWNS_ATTRIBUTION);

  words = ytt_mbtiles_get_attribution (file);
  name = g_markup_escape_text (ytt_mbtiles_get_name (file), -1);
  if (*words == '\0')
    words = name;

  return g_strconcat (words, *words != '\0' ? " · " : "", YTT_MAP_GROUND_OFFLINE_ATTRIBUTION, NULL);
}

/* While a file is being opened, its zooms are not known: the view is left where it is. */
static double
find_max_zoom (YttMapGround *self)
{
  YttTileRange range;

  if (self->raster != NULL)
    {
      ytt_tile_source_get_range (YTT_TILE_SOURCE (self->raster), &range);
      return range.most_zoom;
    }
  if (self->opening != NULL)
    return YTT_MAP_CLOSEST_ZOOM;

  return self->kind == YTT_GROUND_OPENSTREETMAP ? OPENSTREETMAP_MOST_ZOOM : YTT_MAP_MAX_ZOOM;
}

static char *
make_note (YttMapGround *self)
{
  if (self->failure == NULL)
    return NULL;
  if (self->kind == YTT_GROUND_OPENSTREETMAP)
    return g_strdup (_("OpenStreetMap cannot be reached. Showing the offline map."));

  return g_strdup_printf ("%s %s", self->failure->message, _("Showing the offline map."));
}

/* After each change of what is shown. */
static void
tell (YttMapGround *self)
{
  double max_zoom = find_max_zoom (self);

  ytt_map_ground_update_visible (self);
  set_text (self, &self->attribution, make_attribution (self), YTT_MAP_GROUND_PROP_ATTRIBUTION);
  set_text (self, &self->note, make_note (self), YTT_MAP_GROUND_PROP_NOTE);
  if (self->max_zoom != max_zoom)
    {
      self->max_zoom = max_zoom;
      ytt_map_ground_notify (self, YTT_MAP_GROUND_PROP_MAX_ZOOM);
    }
  ytt_map_ground_notify (self, YTT_MAP_GROUND_PROP_LOADING);
}

static void
drop_raster (YttMapGround *self)
{
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_error (&self->failure);
  if (self->raster == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->tiles, self);
  g_signal_handlers_disconnect_by_data (self->raster, self);
  shumate_map_remove_layer (self->map, SHUMATE_LAYER (self->tiles));
  self->tiles = NULL;
  g_clear_object (&self->raster);
}

static void
fail (YttMapGround *self,
      const GError *error)
{
  drop_raster (self);
  self->failure = g_error_copy (error);
  tell (self);
}

static void
tiles_loading_changed_cb (YttMapGround *self)
{
  ytt_map_ground_update_visible (self);
  ytt_map_ground_notify (self, YTT_MAP_GROUND_PROP_LOADING);
}

/* Above the offline tiles, below all else. */
static void
show_raster (YttMapGround    *self,
             YttRasterSource *raster)   /* (transfer full) */
{
  GtkWidget *above = GTK_WIDGET (self->labels);

  if (above == NULL)
    above = gtk_widget_get_first_child (GTK_WIDGET (self->map));

  self->raster = raster;
  self->tiles = ytt_tile_layer_new (shumate_map_get_viewport (self->map), YTT_TILE_SOURCE (raster));
  g_signal_connect_object (raster, "failed", G_CALLBACK (fail), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tiles, "notify::loading", G_CALLBACK (tiles_loading_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (above != NULL)
    shumate_map_insert_layer_behind (self->map, SHUMATE_LAYER (self->tiles), SHUMATE_LAYER (above));
  else
    shumate_map_add_layer (self->map, SHUMATE_LAYER (self->tiles));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr(YttMapGround) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttRasterSource) raster = ytt_raster_source_open_finish (result, &error);
  gboolean to_show;

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  to_show = self->to_show;
  g_clear_object (&self->opening);
  self->to_show = FALSE;
  if (raster == NULL)
    {
      fail (self, error);
      return;
    }

  show_raster (self, g_steal_pointer (&raster));
  tell (self);
  if (to_show)
    ytt_map_ground_emit_opened (self);
}

/* The ground is not held meanwhile: it must not outlive its map. */
static void
open_file (YttMapGround *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  self->opening = g_cancellable_new ();
  ytt_raster_source_open_async (self->path, self->opening, opened_cb, weak);
}

/*< private >
 * ytt_map_ground_apply:
 *
 * Shows what was chosen, or tries to.
 */
void
ytt_map_ground_apply (YttMapGround *self)
{
  drop_raster (self);
  if (self->kind == YTT_GROUND_OPENSTREETMAP)
    {
      const char *named = g_getenv ("YTTERBY_TILE_SERVER");
      g_autoptr(YttTileServer) server = ytt_tile_server_get (named != NULL ? named : OPENSTREETMAP_ADDRESS);

      show_raster (self, ytt_raster_source_new_for_server (server, OPENSTREETMAP_MOST_ZOOM));
    }
  else if (self->kind == YTT_GROUND_FILE && self->path != NULL)
    open_file (self);
  tell (self);
}
