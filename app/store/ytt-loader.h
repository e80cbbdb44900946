#pragma once

#include <gio/gio.h>

#include "ytt-cell.h"

G_BEGIN_DECLS

typedef struct _YttLoader YttLoader;

YttLoader  *ytt_loader_new     (const char           *path,
                                GError              **error);
void        ytt_loader_free    (YttLoader            *self);
gboolean    ytt_loader_insert  (YttLoader            *self,
                                const char           *table,
                                const char * const   *columns,
                                const YttCell        *cells,
                                GError              **error);
gboolean    ytt_loader_finish  (YttLoader            *self,
                                const char           *last_change,
                                GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttLoader, ytt_loader_free)

G_END_DECLS
