#pragma once

#include <adwaita.h>

#include "ytt-foreign-file.h"

G_BEGIN_DECLS

/* How a text is written, in two rows of which the first choice is to find it out. */
void ytt_import_choice_fill (AdwComboRow      *encodings,
                             AdwComboRow      *separators);
/* Borrowed from the list of encodings. */
void ytt_import_choice_read (AdwComboRow      *encodings,
                             AdwComboRow      *separators,
                             YttForeignChoice *choice);
/* Only those that a file of that kind does not say itself are to be seen. */
void ytt_import_choice_show (AdwComboRow      *encodings,
                             AdwComboRow      *separators,
                             YttStaging       *staging,
                             gboolean          pasted);
/* (transfer full): what was assumed of the file and cannot be seen in it; not of the encoding where a person chose that */
char *ytt_import_choice_describe (YttStaging *staging,
                                  gboolean    chosen);

G_END_DECLS
