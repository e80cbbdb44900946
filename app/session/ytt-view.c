#include "config.h"

#include "ytt-view.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* px on the map: what the eye takes for the same view. */
#define SAME_DISTANCE 2.0
#define SAME_ZOOM 0.01
#define TILE_SIZE 256.0

/* Larger ones are no views of ours. */
#define GREATEST_JSON (1024 * 1024)

#define GREATEST_ZOOM 30.0

/* px: no map is larger, and with less there is nothing to see. */
#define GREATEST_SIZE 65536.0

typedef struct
{
  YttView          view;   /* must be the first */
  gatomicrefcount  ref_count;
} Boxed;

G_DEFINE_BOXED_TYPE (YttView, ytt_view, ytt_view_ref, ytt_view_unref)

static YttView *
view_new (void)
{
  Boxed *boxed = g_new0 (Boxed, 1);

  g_atomic_ref_count_init (&boxed->ref_count);

  return &boxed->view;
}

YttView *
ytt_view_ref (YttView *view)
{
  g_return_val_if_fail (view != NULL, NULL);

  g_atomic_ref_count_inc (&((Boxed *) view)->ref_count);

  return view;
}

void
ytt_view_unref (YttView *view)
{
  g_return_if_fail (view != NULL);

  if (!g_atomic_ref_count_dec (&((Boxed *) view)->ref_count))
    return;

  g_clear_pointer (&view->filter, ytt_filter_unref);
  g_free (view->search);
  g_free (view->ground);
  g_free (view);
}

/**
 * ytt_view_copy:
 * @view: a view
 *
 * Returns: (transfer full): a view alike, which its maker may change before anybody else has it
 */
YttView *
ytt_view_copy (const YttView *view)
{
  YttView *copy;

  g_return_val_if_fail (view != NULL, NULL);

  copy = view_new ();
  *copy = *view;
  copy->filter = ytt_filter_ref (view->filter);
  copy->search = g_strdup (view->search);
  copy->ground = g_strdup (view->ground);

  return copy;
}

/**
 * ytt_view_new_for_session:
 * @session: what is looked at
 * @ground: (nullable): the code of what lies under the facilities
 *
 * Returns: (transfer full): the present view
 */
YttView *
ytt_view_new_for_session (YttSession *session,
                          const char *ground)
{
  YttView *view = view_new ();

  view->filter = ytt_filter_ref (ytt_session_get_filter (session));
  view->search = g_strdup (ytt_session_get_search (session));
  view->moment = ytt_session_get_moment (session);
  view->page = ytt_session_get_page (session);
  view->selected = ytt_session_get_selected (session);
  ytt_session_get_viewport (session, &view->latitude, &view->longitude, &view->zoom);
  ytt_session_get_viewport_size (session, &view->width, &view->height);
  view->has_layers = TRUE;
  view->links = ytt_supply_get_mode (ytt_session_get_supply (session));
  view->ground = g_strdup (ground);

  return view;
}

/**
 * ytt_view_get_zoom_for:
 * @view: a view
 * @width: px of a map, greater than 0
 * @height: px of it, greater than 0
 *
 * A map of another size shows the same part of the world when its zoom differs by the binary logarithm of what the
 * smaller side grew by: the other side then shows more.
 *
 * Returns: the zoom at which such a map, with the same middle, shows all that the view showed; that of the view where
 *   nobody knows how large its map was
 */
double
ytt_view_get_zoom_for (const YttView *view,
                       int            width,
                       int            height)
{
  double grown;

  g_return_val_if_fail (view != NULL, 0);
  g_return_val_if_fail (width > 0 && height > 0, view->zoom);

  if (view->width <= 0 || view->height <= 0)
    return view->zoom;

  grown = MIN ((double) width / view->width, (double) height / view->height);

  return CLAMP (view->zoom + log2 (grown), 0, GREATEST_ZOOM);
}

/* Degrees are few pixels in a map of the world and many in one of a town; near the poles they are more, which only
 * makes one view of two that differ by a hair. */
static gboolean
is_same_viewport (const YttView *a,
                  const YttView *b)
{
  double pixels_per_degree = TILE_SIZE * exp2 (a->zoom) / 360;
  double across = fabs (a->longitude - b->longitude);

  across = MIN (across, 360 - across);

  return fabs (a->zoom - b->zoom) < SAME_ZOOM
         && across * pixels_per_degree < SAME_DISTANCE
         && fabs (a->latitude - b->latitude) * pixels_per_degree < SAME_DISTANCE;
}

/**
 * ytt_view_equal:
 * @a: a view
 * @b: another one
 *
 * Returns: whether they look the same, whatever layers there are
 */
gboolean
ytt_view_equal (const YttView *a,
                const YttView *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->page == b->page
         && a->selected == b->selected
         && g_str_equal (a->search, b->search)
         && ytt_moment_equal (a->moment, b->moment)
         && ytt_filter_equal (a->filter, b->filter)
         && is_same_viewport (a, b);
}

/**
 * ytt_view_show:
 * @view: a view
 * @session: where to show it
 *
 * Shows it. A map would fly to what has been selected: it is to be told that the viewport stays.
 */
void
ytt_view_show (const YttView *view,
               YttSession    *session)
{
  g_return_if_fail (view != NULL);
  g_return_if_fail (YTT_IS_SESSION (session));

  ytt_session_set_filter (session, view->filter);
  ytt_session_set_search (session, view->search);
  ytt_session_set_moment (session, view->moment);
  ytt_session_set_selected (session, view->selected);
  /* Last, for a map flies to what has been selected. */
  ytt_session_set_viewport (session, view->latitude, view->longitude, view->zoom);
  ytt_session_set_page (session, view->page);
}

/* JSON */

static const char *
get_links_code (YttSupplyMode mode)
{
  g_autoptr(GEnumClass) modes = g_type_class_ref (YTT_TYPE_SUPPLY_MODE);

  return g_enum_get_value (modes, (int) mode)->value_nick;
}

/* (nullable) */
static JsonObject *
parse_object (const char  *json,
              GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) local_error = NULL;
  JsonNode *root;

  if (strlen (json) > GREATEST_JSON || !g_utf8_validate (json, -1, NULL))
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("The view is not text, or too long to be one"));
      return NULL;
    }

  if (!json_parser_load_from_data (parser, json, -1, &local_error))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("The view is not JSON: %s"), local_error->message);
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("The view is not a JSON object"));
      return NULL;
    }

  return json_object_ref (json_node_get_object (root));
}

/* NULL where there is no text of that name. */
static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

static double
get_number (JsonObject *object,
            const char *name,
            double      least,
            double      most,
            double      otherwise)
{
  JsonNode *node = json_object_get_member (object, name);
  double number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return otherwise;

  number = json_node_get_double (node);

  return isfinite (number) && number >= least && number <= most ? number : otherwise;
}

/* Keys have 53 bits, so they are exact in every JSON reader. */
static gint64
get_key (JsonObject *object,
         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return 0;

  return MAX (json_node_get_int (node), 0);
}

/* YYYYMMDD; 0 where there is no such day. */
static guint32
get_day (JsonObject *object,
         const char *name)
{
  guint32 day = (guint32) get_number (object, name, 0, 99991231, 0);

  return g_date_valid_dmy (day % 100, day / 100 % 100, day / 10000) ? day : 0;
}

static void
read_viewport (YttView    *view,
               JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "viewport");
  JsonObject *viewport = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (viewport == NULL)
    return;

  view->latitude = get_number (viewport, "latitude", -90, 90, 0);
  view->longitude = get_number (viewport, "longitude", -180, 180, 0);
  view->zoom = get_number (viewport, "zoom", 0, GREATEST_ZOOM, 0);
  view->width = (int) get_number (viewport, "width", 0, GREATEST_SIZE, 0);
  view->height = (int) get_number (viewport, "height", 0, GREATEST_SIZE, 0);
}

static void
read_layers (YttView    *view,
             JsonObject *object)
{
  g_autoptr(GEnumClass) modes = g_type_class_ref (YTT_TYPE_SUPPLY_MODE);
  const char *links = get_text (object, "links");
  GEnumValue *mode = links != NULL ? g_enum_get_value_by_nick (modes, links) : NULL;

  view->has_layers = mode != NULL;
  view->links = mode != NULL ? (YttSupplyMode) mode->value : YTT_SUPPLY_SELECTION;
  view->ground = g_strdup (get_text (object, "ground"));
}

/**
 * ytt_view_new_from_json:
 * @json: a JSON object as ytt_view_to_json() writes it
 * @error: return location for a #YttError
 *
 * Reads a view. What is missing, or not as it should be, is as in a window that has just been opened; members that are
 * not known are left alone. Of what a newer version wrote, as much is taken as can be understood.
 *
 * Returns: (transfer full) (nullable): a view; %NULL with %YTT_ERROR_SYNTAX where it is no JSON object, or its filter
 *   cannot be read though no newer version wrote it
 */
YttView *
ytt_view_new_from_json (const char  *json,
                        GError     **error)
{
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(YttView) view = view_new ();
  const char *filter, *page;

  g_return_val_if_fail (json != NULL, NULL);

  object = parse_object (json, error);
  if (object == NULL)
    return NULL;

  view->newer = get_number (object, "version", 0, G_MAXINT, 0) > YTT_VIEW_VERSION;
  filter = get_text (object, "filter");
  view->filter = ytt_filter_from_string (filter != NULL ? filter : "", view->newer ? NULL : error);
  if (view->filter == NULL && view->newer)
    view->filter = ytt_filter_new ();
  if (view->filter == NULL)
    return NULL;

  view->search = g_strdup (get_text (object, "search"));
  if (view->search == NULL)
    view->search = g_strdup ("");
  view->moment.year = (gint16) get_number (object, "year", YTT_MOMENT_FIRST_YEAR, YTT_MOMENT_LAST_YEAR, 0);
  view->moment.told = get_day (object, "told");
  page = get_text (object, "page");
  if (page != NULL)
    ytt_page_from_code (page, &view->page);
  view->selected = get_key (object, "selected");
  read_viewport (view, object);
  read_layers (view, object);

  return g_steal_pointer (&view);
}

static void
set_optional (JsonObject *object,
              const char *name,
              const char *text)
{
  if (text != NULL && text[0] != '\0')
    json_object_set_string_member (object, name, text);
  else
    json_object_remove_member (object, name);
}

static void
set_optional_int (JsonObject *object,
                  const char *name,
                  gint64      number)
{
  if (number != 0)
    json_object_set_int_member (object, name, number);
  else
    json_object_remove_member (object, name);
}

/* What another version wrote beside the members that we know stays. */
static JsonObject *
copy_members (const char *kept)
{
  JsonObject *object = json_object_new ();
  g_autoptr(JsonObject) old = kept != NULL ? parse_object (kept, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (old == NULL)
    return object;

  json_object_iter_init_ordered (&iter, old);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (object, name, json_node_copy (node));

  return object;
}

/**
 * ytt_view_to_json:
 * @view: a view
 * @kept: (nullable): what was written there before
 *
 * Writes a view as a JSON object. Of @kept, the members that a newer version added are kept.
 *
 * Returns: (transfer full): JSON
 */
char *
ytt_view_to_json (const YttView *view,
                  const char    *kept)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *filter = NULL;
  JsonObject *object, *viewport;

  g_return_val_if_fail (view != NULL, NULL);

  object = copy_members (kept);
  json_node_take_object (root, object);
  filter = ytt_filter_to_string (view->filter);

  if (json_object_get_int_member_with_default (object, "version", 0) < YTT_VIEW_VERSION)
    json_object_set_int_member (object, "version", YTT_VIEW_VERSION);
  viewport = json_object_new ();
  json_object_set_double_member (viewport, "latitude", view->latitude);
  json_object_set_double_member (viewport, "longitude", view->longitude);
  json_object_set_double_member (viewport, "zoom", view->zoom);
  set_optional_int (viewport, "width", view->width);
  set_optional_int (viewport, "height", view->height);
  json_object_set_object_member (object, "viewport", viewport);
  json_object_set_string_member (object, "page", ytt_page_to_code (view->page));
  set_optional (object, "search", view->search);
  set_optional (object, "filter", filter);
  set_optional_int (object, "year", view->moment.year);
  set_optional_int (object, "told", view->moment.told);
  set_optional_int (object, "selected", view->selected);
  set_optional (object, "links", view->has_layers ? get_links_code (view->links) : NULL);
  set_optional (object, "ground", view->ground);

  return json_to_string (root, FALSE);
}
