#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean  ytt_build_data_set (const char  *directory,
                              const char  *path,
                              GError     **error);
gboolean  ytt_build_document (const char  *directory,
                              const char  *path,
                              gboolean     replace,
                              GError     **error);

G_END_DECLS
