#include "config.h"

#include "ytt-web.h"

/**
 * ytt_web_is_address:
 * @uri: (nullable): what a document gives as the address of a page
 *
 * Whether @uri may be handed to the desktop to be opened. A document can come from anybody, so that only pages of
 * the web are opened: `http` and `https`, with a host. A `file:` or a program's own scheme never is.
 *
 * Returns: %TRUE if @uri is the address of a web page
 */
gboolean
ytt_web_is_address (const char *uri)
{
  g_autoptr(GUri) parsed = NULL;
  const char *scheme, *host;

  if (uri == NULL)
    return FALSE;

  parsed = g_uri_parse (uri, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (parsed == NULL)
    return FALSE;

  scheme = g_uri_get_scheme (parsed);   /* in lower case already */
  host = g_uri_get_host (parsed);

  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) && host != NULL && *host != '\0';
}
