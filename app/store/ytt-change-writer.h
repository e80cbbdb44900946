#pragma once

#include "ytt-store-private.h"

G_BEGIN_DECLS

/**
 * YttChangeWriter:
 *
 * A change set on its way into the history, as pieces of an entry: its bytes are compressed in a thread of their own, a few
 * hundred kilobytes at a time, and what comes out is stored by the thread that writes the document.
 */
typedef struct _YttChangeWriter YttChangeWriter;

/* (transfer full) (nullable) */
YttChangeWriter *ytt_change_writer_new    (sqlite3          *db,
                                           gint64            entry,
                                           GError          **error);
/* It may be freed at any time; what is not finished is of no use. */
void             ytt_change_writer_free   (YttChangeWriter  *self);
gboolean         ytt_change_writer_add    (YttChangeWriter  *self,
                                           const guint8     *bytes,
                                           gsize             size,
                                           GError          **error);
/* any: whether there was anything to write */
gboolean         ytt_change_writer_finish (YttChangeWriter  *self,
                                           gboolean         *any,
                                           GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttChangeWriter, ytt_change_writer_free)

G_END_DECLS
