#pragma once

#include "ytt-coordinates.h"

G_BEGIN_DECLS

/* Adds the readings of a text that is no address; FALSE if it has none. */
gboolean  ytt_coordinates_parse_plain (const char  *text,
                                       GPtrArray   *readings,
                                       YttSpan     *where,
                                       GError     **error);
/* The same of an address: geo, http or https. */
gboolean  ytt_coordinates_parse_address (const char  *text,
                                         GPtrArray   *readings,
                                         GError     **error);
/* Adds a place unless it is there already; FALSE for one that is not on Earth. */
gboolean  ytt_coordinates_add         (GPtrArray   *readings,
                                       double       latitude,
                                       double       longitude,
                                       double       resolution);

G_END_DECLS
