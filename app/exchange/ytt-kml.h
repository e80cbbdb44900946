#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What all that writes KML 2.2 has in common. */

/* "<name>Text</name>", escaped, on a line of its own */
void  ytt_kml_append_text    (GString    *kml,
                              const char *indent,
                              const char *element,
                              const char *text);
/* A number as XML Schema writes a double, with no more digits than it is worth */
void  ytt_kml_append_number  (GString    *kml,
                              const char *indent,
                              const char *element,
                              double      value,
                              const char *format);

G_END_DECLS
