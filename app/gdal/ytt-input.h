#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file that is read, and those beside it that belong to it, opened before the fence stands. GDAL finds them under
 * YTT_INPUT_FOLDER and nowhere else. */
#define YTT_INPUT_FOLDER "/vsiytterby/"

typedef struct _YttInput YttInput;

YttInput   *ytt_input_open         (const char  *path,
                                    const char  *encoding,
                                    char         separator,
                                    GError     **error);
void        ytt_input_close        (YttInput    *self);
/* The name by which GDAL opens it */
const char *ytt_input_get_name     (YttInput    *self);
/* The name by which people know it */
const char *ytt_input_get_title    (YttInput    *self);
/* (array zero-terminated=1): the names of those beside it, without a folder */
const char * const *ytt_input_get_siblings (YttInput *self);
/* (nullable): what its text was written in, where it had to be turned into UTF-8 */
const char *ytt_input_get_encoding (YttInput    *self);
/* Whether it has an only column, and what looks like another one was added */
gboolean    ytt_input_get_padded   (YttInput    *self);
/* Whether nobody changed it meanwhile */
gboolean    ytt_input_check        (YttInput    *self,
                                    GError     **error);
/* The bytes of the file that have been read, of all: 0 to 1 */
double      ytt_input_get_progress (YttInput    *self);
/* Whether it ends in, say, ".csv" */
gboolean    ytt_input_has_suffix   (YttInput    *self,
                                    const char  *suffix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttInput, ytt_input_close)

G_END_DECLS
