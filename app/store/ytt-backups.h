#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * YttBackup:
 * @path: (type filename): the file
 * @document: what the file of its document was called, without the suffix; valid UTF-8
 * @key: the same in all backups of its document
 * @made: when it was made, as the clock was where it was made
 * @size: in bytes
 * @of_document: whether it is of the document that was asked for
 *
 * A document as it was before the first change of a day.
 */
typedef struct
{
  char      *path;
  char      *document;
  char      *key;
  GDateTime *made;
  guint64    size;
  gboolean   of_document;
} YttBackup;

void       ytt_backup_free            (YttBackup            *backup);

/* (transfer full) (type filename): where backups are kept; it may not be there yet */
char      *ytt_backups_get_folder     (void);

/* (element-type YttBackup): those of the document first, each newest first */
void       ytt_backups_list_async     (const char           *folder,
                                       const char           *document,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
GPtrArray *ytt_backups_list_finish    (GAsyncResult         *result,
                                       GError              **error);

/* Makes a new document of a backup, which stays. */
void       ytt_backup_restore_async   (const YttBackup      *backup,
                                       const char           *document,
                                       const char           *new_path,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean   ytt_backup_restore_finish  (GAsyncResult         *result,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttBackup, ytt_backup_free)

G_END_DECLS
