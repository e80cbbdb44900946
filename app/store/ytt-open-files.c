/* Which files this process has connections to. POSIX drops all locks that a process has on
 * a file when it closes any descriptor of it, so whoever wants to read such a file by other
 * means than SQLite asks here first. */

#include "config.h"

#include "ytt-store-private.h"

#include <glib/gstdio.h>

static GMutex mutex;
static GHashTable *open_files;   /* (owned) (nullable): file key to how often it is open */

/* The file and not its name: it may be reached by several. stat() opens nothing. */
static char *
make_key (const char *path)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return NULL;

  return g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT,
                          (guint64) status.st_dev, (guint64) status.st_ino);
}

char *
ytt_open_files_take (const char *path)
{
  g_autofree char *key = make_key (path);
  guint count;

  if (key == NULL)
    return NULL;

  g_mutex_lock (&mutex);
  if (open_files == NULL)
    open_files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (open_files, key));
  g_hash_table_insert (open_files, g_strdup (key), GUINT_TO_POINTER (count + 1));
  g_mutex_unlock (&mutex);

  return g_steal_pointer (&key);
}

/* Takes @key. */
void
ytt_open_files_release (char *key)
{
  guint count;

  g_mutex_lock (&mutex);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (open_files, key));
  if (count > 1)
    g_hash_table_insert (open_files, g_strdup (key), GUINT_TO_POINTER (count - 1));
  else
    g_hash_table_remove (open_files, key);
  if (g_hash_table_size (open_files) == 0)
    g_clear_pointer (&open_files, g_hash_table_unref);
  g_mutex_unlock (&mutex);

  g_free (key);
}

gboolean
ytt_open_files_contain (const char *path)
{
  g_autofree char *key = make_key (path);
  gboolean found;

  if (key == NULL)
    return FALSE;

  g_mutex_lock (&mutex);
  found = open_files != NULL && g_hash_table_contains (open_files, key);
  g_mutex_unlock (&mutex);

  return found;
}
