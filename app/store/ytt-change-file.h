#pragma once

#include <gio/gio.h>

#include "ytt-store.h"

G_BEGIN_DECLS

#define YTT_CHANGE_FILE_ENDING ".ytterby-changes"
#define YTT_CHANGE_FILE_TYPE   "application/vnd.ytterby.changes"

/**
 * YttChangeFileHead:
 * @schema: the number of the schema
 * @since: the position in the sender's history after which the changes begin; 0 for the beginning
 * @n_entries: how many entries there are
 * @from: (nullable): when the first was made, ISO 8601
 * @until: (nullable): when the last was
 * @who: (nullable): whose they are, with commas
 * @size: bytes of the document in it
 * @sha256: (nullable): of these bytes, in hexadecimal
 *
 * What a file of changes says of itself before anything of it is opened.
 */
typedef struct
{
  guint   schema;
  gint64  since;
  guint   n_entries;
  char   *from;
  char   *until;
  char   *who;
  guint64 size;
  char   *sha256;
} YttChangeFileHead;

void               ytt_change_file_head_free (YttChangeFileHead *head);
gboolean           ytt_change_file_is        (const char        *path);
YttChangeFileHead *ytt_change_file_read_head (const char        *path,
                                              GError           **error);
gboolean           ytt_change_file_unpack    (const char        *path,
                                              const char        *to,
                                              gint64            *since,
                                              GCancellable      *cancellable,
                                              GError           **error);
gboolean           ytt_change_file_pack      (const char              *document,
                                              const YttChangeFileHead *head,
                                              const char              *scratch,
                                              GCancellable            *cancellable,
                                              GError                 **error);

/* Finish: how many entries; 0 with an error, or without one if there is nothing to send: then no file is made. */
void               ytt_store_send_changes_async  (YttStore             *self,
                                                  const char           *path,
                                                  const char           *since,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
guint              ytt_store_send_changes_finish (YttStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttChangeFileHead, ytt_change_file_head_free)

G_END_DECLS
