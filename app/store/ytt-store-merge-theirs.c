/* The other document of a merge. It is copied before anything is read of it, so that it is never written, stays as it is
 * while a person looks at what arrives, and can be brought up to date where an earlier version wrote it. */

#include "config.h"

#include "ytt-store-merge-private.h"

#include "ytt-change-file.h"
#include "ytt-store-head.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define PAGES_A_STEP 2000

void
ytt_merge_theirs_free (YttMergeTheirs *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->opened, ytt_opened_free);
  if (self->path != NULL)
    g_unlink (self->path);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}

/* In write-ahead mode, and with nothing beside it, all is in the one file; then no side file is made either. */
static sqlite3 *
connect_to_original (const char          *path,
                     const YttStoreHead  *head,
                     GError             **error)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file://", escaped, head->wal && !head->has_wal_file ? "?immutable=1" : NULL, NULL);
  g_autoptr(sqlite3) db = NULL;
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READONLY;
  int rc = sqlite3_open_v2 (uri, &db, flags, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_busy_timeout (db, 5000);
  if (ytt_sqlite_failed (db, rc, error))
    return NULL;

  return g_steal_pointer (&db);
}

static gboolean
copy_pages (sqlite3       *from,
            const char    *path,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(sqlite3) to = NULL;
  sqlite3_backup *backup;
  int rc = sqlite3_open_v2 (path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_exec (to, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", NULL, NULL, NULL);
  if (ytt_sqlite_failed (to, rc, error))
    return FALSE;

  backup = sqlite3_backup_init (to, "main", from, "main");
  if (backup == NULL)
    return !ytt_sqlite_failed (to, sqlite3_errcode (to), error);

  do
    rc = g_cancellable_is_cancelled (cancellable) ? SQLITE_INTERRUPT : sqlite3_backup_step (backup, PAGES_A_STEP);
  while (rc == SQLITE_OK);
  sqlite3_backup_finish (backup);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  return !ytt_sqlite_failed (to, rc, error);
}

static gboolean
copy_document (const char    *path,
               const char    *to,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(sqlite3) db = NULL;
  YttStoreHead head = { 0 };

  /* One that this process has open was looked at then. */
  if (!ytt_open_files_contain (path) && !ytt_store_head_read (path, &head, error))
    return FALSE;

  db = connect_to_original (path, &head, error);

  return db != NULL && copy_pages (db, to, cancellable, error);
}

static gboolean
make_folder (YttMergeTheirs  *self,
             GError         **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "ytterby", NULL);
  g_autofree char *folder = g_build_filename (parent, "merge-XXXXXX", NULL);

  g_mkdir_with_parents (parent, 0700);
  if (g_mkdtemp_full (folder, 0700) == NULL)
    {
      int saved_errno = errno;

      g_set_error (error, YTT_ERROR, YTT_ERROR_PERMISSION, _("No folder for a copy can be made in “%s”: %s"), parent,
                   g_strerror (saved_errno));
      return FALSE;
    }

  self->folder = g_steal_pointer (&folder);
  self->path = g_build_filename (self->folder, "theirs.gpkg", NULL);

  return TRUE;
}

/* The copy's own name means nothing to people. */
static void
name_original (GError     **error,
               const char  *copy,
               const char  *path)
{
  g_auto(GStrv) parts = NULL;

  if (error == NULL || *error == NULL)
    return;

  parts = g_strsplit ((*error)->message, copy, -1);
  g_free ((*error)->message);
  (*error)->message = g_strjoinv (path, parts);
}

/**
 * ytt_merge_theirs_open:
 * @path: (type filename): a document, or a file of changes
 * @cancellable: (nullable): to give up
 * @error: return location for a #YttError
 *
 * Copies the document and opens the copy, with all that is looked at when any document is opened.
 *
 * Returns: (transfer full) (nullable): the copy
 */
YttMergeTheirs *
ytt_merge_theirs_open (const char    *path,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr(YttMergeTheirs) self = g_new0 (YttMergeTheirs, 1);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr(GError) failure = NULL;
  gboolean copied;

  if (!make_folder (self, error))
    return NULL;

  self->is_changes = !ytt_open_files_contain (absolute) && ytt_change_file_is (absolute);
  if (self->is_changes)
    copied = ytt_change_file_unpack (absolute, self->path, &self->since, cancellable, error);
  else
    copied = copy_document (absolute, self->path, cancellable, error);
  if (!copied)
    return NULL;

  self->opened = ytt_opened_new (self->path, YTT_STORE_OPEN, cancellable, &failure);
  if (self->opened == NULL)
    {
      name_original (&failure, self->path, path);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  /* What one person may put into a row is no more than what can be shown. */
  sqlite3_limit (self->opened->connections[0], SQLITE_LIMIT_LENGTH, YTT_VALUE_LIMIT);

  return g_steal_pointer (&self);
}
