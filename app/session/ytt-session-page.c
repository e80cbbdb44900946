#include "config.h"

#include "ytt-session-page.h"

#include "ytt-session-private.h"

/* Which page the window shows, and what is open on it. */

static const char *const codes[YTT_N_PAGES] = { "map", "announcements", "balance" };

GType
ytt_page_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { YTT_PAGE_MAP, "YTT_PAGE_MAP", "map" },
        { YTT_PAGE_ANNOUNCEMENTS, "YTT_PAGE_ANNOUNCEMENTS", "announcements" },
        { YTT_PAGE_BALANCE, "YTT_PAGE_BALANCE", "balance" },
        { 0, NULL, NULL }
      };

      g_once_init_leave (&type, g_enum_register_static ("YttPage", values));
    }

  return type;
}

/**
 * ytt_page_from_code:
 * @code: (nullable): such as "announcements"
 * @page: (out): the page
 *
 * Returns: whether there is such a page; @page stays untouched if not
 */
gboolean
ytt_page_from_code (const char *code,
                    YttPage    *page)
{
  for (guint i = 0; i < YTT_N_PAGES; i++)
    if (g_strcmp0 (code, codes[i]) == 0)
      {
        *page = (YttPage) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * ytt_page_to_code:
 * @page: a page
 *
 * Returns: its name in files, actions and options
 */
const char *
ytt_page_to_code (YttPage page)
{
  g_return_val_if_fail ((guint) page < YTT_N_PAGES, codes[YTT_PAGE_MAP]);

  return codes[page];
}

/**
 * ytt_session_get_page:
 * @self: a session
 *
 * Returns: the page that the window shows
 */
YttPage
ytt_session_get_page (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), YTT_PAGE_MAP);

  return self->page;
}

/**
 * ytt_session_set_page:
 * @self: a session
 * @page: what the window is to show
 *
 * Filter, selection and viewport stay as they are.
 */
void
ytt_session_set_page (YttSession *self,
                      YttPage     page)
{
  g_return_if_fail (YTT_IS_SESSION (self));
  g_return_if_fail ((guint) page < YTT_N_PAGES);

  if (self->page == page)
    return;

  self->page = page;
  ytt_session_notify (self, YTT_SESSION_PROP_PAGE);
}

/**
 * ytt_session_get_announcement:
 * @self: a session
 *
 * Returns: the key of the announcement that is open, 0 for none
 */
gint64
ytt_session_get_announcement (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), 0);

  return self->announcement;
}

/**
 * ytt_session_set_announcement:
 * @self: a session
 * @id: the key of an announcement, 0 for none
 *
 * Opens an announcement on the page of announcements, whether or not that is shown and whether or not its filter
 * lets it in.
 */
void
ytt_session_set_announcement (YttSession *self,
                              gint64      id)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  if (self->announcement == id)
    return;

  self->announcement = id;
  ytt_session_notify (self, YTT_SESSION_PROP_ANNOUNCEMENT);
}

/**
 * ytt_session_open_announcement:
 * @self: a session
 * @id: the key of an announcement
 *
 * Goes to the page of announcements and opens one there.
 */
void
ytt_session_open_announcement (YttSession *self,
                               gint64      id)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  g_object_freeze_notify (G_OBJECT (self));
  ytt_session_set_announcement (self, id);
  ytt_session_set_page (self, YTT_PAGE_ANNOUNCEMENTS);
  g_object_thaw_notify (G_OBJECT (self));
}

guint32
ytt_session_get_last_visit (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), 0);

  return self->last_visit;
}

void
ytt_session_set_last_visit (YttSession *self,
                            guint32     day)
{
  g_return_if_fail (YTT_IS_SESSION (self));

  self->last_visit = day;
}

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const YttPoint *point_a = a, *point_b = b;

  return (point_a->id > point_b->id) - (point_a->id < point_b->id);
}

/**
 * ytt_session_new_for_points:
 * @store: the document that the facilities are of
 * @points: (element-type YttPoint): where they are; copied
 *
 * Returns: (transfer full): a session that shows just these
 */
YttSession *
ytt_session_new_for_points (YttStore *store,
                            GArray   *points)
{
  YttSession *self = ytt_session_new ();
  g_autoptr(GArray) sorted = g_array_copy (points);
  g_autoptr(GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), points->len);

  g_array_sort (sorted, compare_points);
  for (guint i = 0; i < sorted->len; i++)
    g_array_append_val (ids, g_array_index (sorted, YttPoint, i).id);

  self->store = g_object_ref (store);
  ytt_session_set_points (self, sorted);
  ytt_session_set_n_total (self, sorted->len);
  ytt_facility_list_set_ids (self->facilities, store, ids);

  return self;
}
