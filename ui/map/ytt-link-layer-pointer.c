/* What the pointer meets on the layer of links: the link under it, which is drawn bold and told of, and the card that a
 * click opens. */

#include "config.h"

#include "ytt-link-layer-private.h"

#include <math.h>

#include "ytt-link-card.h"

/* How many links a tooltip tells of. */
#define MOST_TOLD 6

/*< private >
 * ytt_link_layer_set_pointed:
 * @self: a layer
 * @links: (transfer full) (nullable) (element-type YttSupplyLink): what the pointer is over
 */
void
ytt_link_layer_set_pointed (YttLinkLayer *self,
                            GPtrArray    *links)
{
  gboolean changed = (links == NULL) != (self->pointed == NULL);

  for (guint i = 0; !changed && links != NULL && i < MAX (links->len, self->pointed->len); i++)
    changed = links->len != self->pointed->len ||
              g_ptr_array_index (links, i) != g_ptr_array_index (self->pointed, i);

  g_clear_pointer (&self->pointed, g_ptr_array_unref);
  self->pointed = links;
  if (changed)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/*< private >
 * ytt_link_layer_close_card:
 * @self: a layer
 */
void
ytt_link_layer_close_card (YttLinkLayer *self)
{
  if (self->card != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->card));
}

static gboolean
point_below_cb (YttLinkLayer     *self,
                double            x,
                double            y,
                YttFacilityLayer *facilities)
{
  ytt_link_layer_set_pointed (self, isnan (x) ? NULL : ytt_link_layer_pick (self, x, y));

  return self->pointed != NULL;
}

/* Freed once it is closed, and not while it closes, for its own signal is being emitted. */
static void
card_closed_cb (YttLinkLayer *self,
                GtkPopover   *card)
{
  if (self->card != GTK_WIDGET (card))
    return;

  self->card = NULL;
  g_object_ref (card);
  gtk_widget_unparent (GTK_WIDGET (card));
  g_idle_add_once ((GSourceOnceFunc) g_object_unref, card);
}

static gboolean
click_below_cb (YttLinkLayer     *self,
                double            x,
                double            y,
                YttFacilityLayer *facilities)
{
  g_autoptr(GPtrArray) links = ytt_link_layer_pick (self, x, y);
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  ytt_link_layer_close_card (self);
  if (links == NULL)
    return FALSE;

  self->card = ytt_link_card_new (links);
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->card), &at);
  g_signal_connect_object (self->card, "closed", G_CALLBACK (card_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->card));

  return TRUE;
}

static char *
describe (GPtrArray *links)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (links->len, MOST_TOLD); i++)
    {
      g_autofree char *link = ytt_supply_link_describe (g_ptr_array_index (links, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "", link);
    }
  if (links->len > MOST_TOLD)
    g_string_append (text, "\n\n…");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
query_tooltip_cb (YttLinkLayer     *self,
                  int               x,
                  int               y,
                  gboolean          by_keyboard,
                  GtkTooltip       *tooltip,
                  YttFacilityLayer *facilities)
{
  g_autofree char *text = NULL;
  GdkRectangle area = { x - 4, y - 4, 8, 8 };

  if (by_keyboard || self->pointed == NULL)
    return FALSE;

  text = describe (self->pointed);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &area);

  return TRUE;
}

/*< private >
 * ytt_link_layer_watch_pointer:
 * @self: a layer that knows its facilities, which take the pointer
 */
void
ytt_link_layer_watch_pointer (YttLinkLayer *self)
{
  YttFacilityLayer *facilities = self->facilities;

  gtk_widget_set_has_tooltip (GTK_WIDGET (facilities), TRUE);
  g_signal_connect_object (facilities, "query-tooltip", G_CALLBACK (query_tooltip_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (facilities, "point-below", G_CALLBACK (point_below_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (facilities, "click-below", G_CALLBACK (click_below_cb), self, G_CONNECT_SWAPPED);
}
