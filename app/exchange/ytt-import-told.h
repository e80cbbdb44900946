#pragma once

#include "ytt-import-row.h"

G_BEGIN_DECLS

/* A claim that a row tells in all its parts, as our own exports do. FALSE if it does not. */
gboolean ytt_import_read_told (const char         *attribute,
                               const char         *value,
                               const char * const *details,
                               GStringChunk       *texts,
                               YttImportClaim     *claim);

G_END_DECLS
