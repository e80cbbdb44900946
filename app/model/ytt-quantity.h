#pragma once

#include "ytt-reading.h"

G_BEGIN_DECLS

/* (transfer full) (element-type YttReading) (nullable): "up to 5 000 t/a magnets", "USD 223m" */
GPtrArray *ytt_quantity_parse (const char  *attribute,
                               const char  *text,
                               YttSpan     *where,
                               GError     **error);

G_END_DECLS
