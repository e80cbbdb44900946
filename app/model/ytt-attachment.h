#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Bytes of the largest file of which a copy is kept. */
#define YTT_ATTACHMENT_MAX_SIZE (50 * 1000 * 1000)

/**
 * YttAttachment:
 * @id: the key of the copy: the first 53 bits of the SHA-256 of its content
 * @source: the key of the source that it belongs to; 0 where none is told
 * @link: the key of the row that says so; 0 for none
 * @name: its file's name, without a folder
 * @media_type: (nullable): such as "application/pdf"
 * @size: its bytes
 * @added: (nullable): when it was kept, ISO 8601
 * @deleted: whether its content was deleted from the document by hand
 *
 * A copy of a page or paper that is kept in the document.
 */
typedef struct
{
  gint64    id;
  gint64    source;
  gint64    link;
  char     *name;
  char     *media_type;
  gint64    size;
  char     *added;
  gboolean  deleted;
} YttAttachment;

YttAttachment *ytt_attachment_copy       (const YttAttachment *attachment);
void           ytt_attachment_free       (YttAttachment       *attachment);

char          *ytt_attachment_safe_name  (const char          *name);
gboolean       ytt_attachment_is_program (const char          *name,
                                          const guint8        *head,
                                          gsize                size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttAttachment, ytt_attachment_free)

G_END_DECLS
