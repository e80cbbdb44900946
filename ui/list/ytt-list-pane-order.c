/* The menu that chooses the order of the list. */

#include "config.h"

#include "ytt-list-pane-private.h"

#include <glib/gi18n.h>

/* The targets of the order menu, in the order of YttOrder. */
static const char * const order_names[] = { "relevance", "name", "country", "start", "newest-claim" };

static const char *
get_order_label (YttOrder order)
{
  switch (order)
    {
    case YTT_ORDER_RELEVANCE:
      return _("Relevance");
    case YTT_ORDER_COUNTRY:
      return _("Country");
    case YTT_ORDER_START:
      return _("Start Year");
    case YTT_ORDER_NEWEST_CLAIM:
      return _("Newest Claim");
    case YTT_ORDER_NAME:
    default:
      return _("Name");
    }
}

/*< private >
 * ytt_list_pane_update_order:
 *
 * Shows the session's order in the menu.
 */
void
ytt_list_pane_update_order (YttListPane *self)
{
  YttOrder order = ytt_session_get_order (self->session);
  gboolean searching = *ytt_session_get_search (self->session) != '\0';

  g_simple_action_set_state (self->order_action, g_variant_new_string (order_names[order]));
  /* Without words nothing is more relevant than another, and the names decide. */
  if (order == YTT_ORDER_RELEVANCE && !searching)
    order = YTT_ORDER_NAME;
  gtk_menu_button_set_label (self->order_button, get_order_label (order));
}

static void
order_activate_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  YttListPane *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (order_names); i++)
    if (self->session != NULL && g_str_equal (g_variant_get_string (parameter, NULL), order_names[i]))
      ytt_session_set_order (self->session, i);
}

/*< private >
 * ytt_list_pane_add_order_action:
 *
 * Adds what the menu of orders does.
 */
void
ytt_list_pane_add_order_action (YttListPane *self)
{
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->order_action = g_simple_action_new_stateful ("order", G_VARIANT_TYPE_STRING,
                                                     g_variant_new_string (order_names[YTT_ORDER_RELEVANCE]));
  g_signal_connect_object (self->order_action, "activate", G_CALLBACK (order_activate_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (self->order_action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "facilities", G_ACTION_GROUP (actions));
}
