#pragma once

#include "ytt-codes.h"

G_BEGIN_DECLS

/* What words of other people's tables mean: codes, the words for them in English and in the user's language, and what else
 * is in use. FALSE with an error in words for what is not known. */
gboolean     ytt_import_read_stage     (const char    *text,
                                        YttStages     *stages,
                                        GError       **error);
gboolean     ytt_import_read_status    (const char    *text,
                                        YttStatus     *status,
                                        GError       **error);
gboolean     ytt_import_read_precision (const char    *text,
                                        YttPrecision  *precision,
                                        GError       **error);
/* (transfer none): ISO 3166-1 alpha-2 */
const char  *ytt_import_read_country   (const char    *text,
                                        GError       **error);
/* (transfer none): the symbol */
const char  *ytt_import_read_element   (const char    *text,
                                        GError       **error);

G_END_DECLS
