#pragma once

#include <gtk/gtk.h>

#include "ytt-copies.h"

G_BEGIN_DECLS

/* What is done with copies of pages and papers, from any widget below an AdwToastOverlay, which tells how it went. The
 * widget may go meanwhile. */
void  ytt_copies_choose         (GtkWidget           *widget,
                                 YttEditor           *editor,
                                 gint64               source);
void  ytt_copies_keep_file      (GtkWidget           *widget,
                                 YttEditor           *editor,
                                 gint64               source,
                                 GFile               *file);
void  ytt_copies_open           (GtkWidget           *widget,
                                 YttEditor           *editor,
                                 const YttAttachment *attachment);
void  ytt_copies_save           (GtkWidget           *widget,
                                 YttEditor           *editor,
                                 const YttAttachment *attachment);
void  ytt_copies_remove         (GtkWidget           *widget,
                                 YttEditor           *editor,
                                 const YttAttachment *attachment);
void  ytt_copies_ask_to_delete  (GtkWidget           *widget,
                                 YttEditor           *editor,
                                 GPtrArray           *attachments);

G_END_DECLS
