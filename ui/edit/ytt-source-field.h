#pragma once

#include "ytt-text-field.h"

G_BEGIN_DECLS

/* A text field for a source: one of the document's by what is typed of its title, publisher or address, or a new one
 * out of a pasted address or citation. Its reading sets "source" to the key; to 0 with "title", "publisher", "published"
 * and "url" for a new one. */
GtkWidget *ytt_source_field_new          (const char      *title);
/* Where there may be none: an empty one is nothing, for which "source" is not set. */
void       ytt_source_field_set_optional (YttField        *field);
/* Puts the editor's own knowledge in, as a source of that name. */
void       ytt_source_field_type_own     (YttField        *field);
/* Adds the source if it is new. Call it before the row that refers to it is named. Returns its key; 0 for none. */
gint64     ytt_source_field_take         (YttFieldReading *reading,
                                          YttChanges      *changes);
/* (transfer full): "Title (Publisher, 8 Sep 2025)" */
char      *ytt_source_describe           (const char      *title,
                                          const char      *publisher,
                                          const char      *published);

G_END_DECLS
