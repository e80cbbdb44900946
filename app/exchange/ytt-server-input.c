#include "config.h"

#include "ytt-server-input.h"

#include <string.h>

static void
wipe (gpointer data)
{
  char *text = data;

  /* Its length is in front of it; a password has zero bytes around it. */
  explicit_bzero (text + sizeof (gsize), *(gsize *) (gpointer) text);
  g_free (text);
}

GBytes *
ytt_server_input_new (const char *address,
                      const char *password)
{
  gsize length = strlen (address) + 1, more = password != NULL ? strlen (password) + 1 : 1, all = length + more;
  char *text = g_malloc0 (sizeof all + all);

  memcpy (text, &all, sizeof all);
  memcpy (text + sizeof all, address, length);
  if (password != NULL)
    memcpy (text + sizeof all + length, password, more);

  return g_bytes_new_with_free_func (text + sizeof all, all, wipe, text);
}
