#pragma once

#include <glib.h>

/* (transfer full): readings as one line, " | " between them, or what an error points at */
char *reading_text_parse (const char *attribute,
                          const char *text);
