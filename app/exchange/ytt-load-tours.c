#include "config.h"

#include "ytt-load.h"

#include "ytt-id.h"
#include "ytt-view.h"

static double
get_number (const YttTable *stops,
            guint           row,
            const char     *column)
{
  return g_ascii_strtod (ytt_table_get (stops, row, column), NULL);
}

static gboolean
set_links (YttView    *view,
           const char *code)
{
  g_autoptr(GEnumClass) modes = g_type_class_ref (YTT_TYPE_SUPPLY_MODE);
  GEnumValue *mode = g_enum_get_value_by_nick (modes, code);

  if (mode == NULL)
    return FALSE;

  view->has_layers = TRUE;
  view->links = (YttSupplyMode) mode->value;

  return TRUE;
}

/**
 * ytt_load_stop_view:
 * @stops: the stops of tours, checked
 * @row: one of them that is a view
 * @facility: the id of the facility whose card is shown; 0 for none
 * @error: return location for a #GError
 *
 * What a view shows, written by what reads it later. Where the row says nothing, it is as in a window that has just been
 * opened.
 *
 * Returns: (transfer full) (nullable): the JSON of ytt_view_to_json(); %NULL with %YTT_ERROR_SYNTAX
 */
char *
ytt_load_stop_view (const YttTable  *stops,
                    guint            row,
                    gint64           facility,
                    GError         **error)
{
  const char *links = ytt_table_get (stops, row, "links");
  g_autoptr(YttView) view = ytt_view_new_from_json ("{}", error);

  if (view == NULL)
    return NULL;

  g_clear_pointer (&view->filter, ytt_filter_unref);
  view->filter = ytt_filter_from_string (ytt_table_get (stops, row, "filter"), error);
  if (view->filter == NULL)
    return NULL;

  view->latitude = get_number (stops, row, "latitude");
  view->longitude = get_number (stops, row, "longitude");
  view->zoom = get_number (stops, row, "zoom");
  view->width = (int) get_number (stops, row, "width");
  view->height = (int) get_number (stops, row, "height");
  view->moment.year = (gint16) get_number (stops, row, "year");
  view->selected = facility;
  if (!set_links (view, *links != '\0' ? links : "selection"))
    g_return_val_if_reached (NULL);

  return ytt_view_to_json (view, NULL);
}

/**
 * ytt_load_stop_content:
 * @stops: the stops of tours of the data set, checked
 * @row: one of them that is a view
 * @error: return location for a #GError
 *
 * Does what ytt_load_stop_view() does, with the facility that the row names.
 *
 * Returns: (transfer full) (nullable): the JSON of ytt_view_to_json(); %NULL with %YTT_ERROR_SYNTAX
 */
char *
ytt_load_stop_content (const YttTable  *stops,
                       guint            row,
                       GError         **error)
{
  const char *facility = ytt_table_get (stops, row, "facility");

  return ytt_load_stop_view (stops, row, *facility != '\0' ? ytt_id_for_key ("facility", facility) : 0, error);
}
