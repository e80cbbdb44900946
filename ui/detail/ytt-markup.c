#include "config.h"

#include "ytt-markup.h"

#include "ytt-format.h"
#include "ytt-web.h"

/**
 * ytt_markup_claim:
 * @claim: a claim
 *
 * What @claim says, for a label whose style is bold: the words before the value ("about") stand in regular weight.
 *
 * Returns: (transfer full): Pango markup
 */
char *
ytt_markup_claim (const YttClaim *claim)
{
  g_autofree char *prefix = ytt_format_claim_prefix (claim);
  g_autofree char *value = ytt_format_claim_value (claim);

  if (prefix == NULL)
    return g_markup_escape_text (value, -1);

  return g_markup_printf_escaped ("<span weight=\"normal\">%s</span> %s", prefix, value);
}

/**
 * ytt_markup_append_link:
 * @markup: Pango markup, which grows
 * @text: what to show
 * @uri: (nullable): where it leads
 *
 * Adds @text, as a link if @uri is the address of a web page and as plain text otherwise.
 */
void
ytt_markup_append_link (GString    *markup,
                        const char *text,
                        const char *uri)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (ytt_web_is_address (uri))
    {
      g_autofree char *address = g_markup_escape_text (uri, -1);

      g_string_append_printf (markup, "<a href=\"%s\">%s</a>", address, escaped);
    }
  else
    g_string_append (markup, escaped);
}

/**
 * ytt_markup_activate_link_cb:
 * @label: a label within the detail pane
 * @uri: the address of the link
 * @user_data: unused
 *
 * Handles #GtkLabel::activate-link by the pane's own action, which opens web pages and nothing else, and says so
 * where that fails.
 *
 * Returns: %TRUE, always: GTK is not to open the link by itself
 */
gboolean
ytt_markup_activate_link_cb (GtkLabel   *label,
                             const char *uri,
                             gpointer    user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (label), "detail.open", "s", uri);

  return TRUE;
}
