#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Putting whole files in place: all or nothing, and on the disk when it says so. */
void      ytt_file_set_error      (GError       **error,
                                   int            saved_errno,
                                   const char    *path);
void      ytt_file_name_full_disk (GError       **error,
                                   const char    *path);
char     *ytt_file_make_scratch   (const char    *path,
                                   GError       **error);
gboolean  ytt_file_put_in_place   (const char    *scratch,
                                   const char    *path,
                                   gboolean       replace,
                                   GError       **error);
gboolean  ytt_file_replace_document (const char *scratch,
                                   const char    *path,
                                   GError       **error);
gboolean  ytt_file_copy_bytes     (const char    *from,
                                   const char    *scratch,
                                   const char    *path,
                                   GCancellable  *cancellable,
                                   GError       **error);
char     *ytt_file_get_digest     (const char    *path,
                                   GError       **error);

G_END_DECLS
