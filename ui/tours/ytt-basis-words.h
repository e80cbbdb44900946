#pragma once

#include "ytt-stop-basis.h"

G_BEGIN_DECLS

/* (transfer full): "Capacity, phase 1 · Automotive World, 19 Sep 2025"; what is not to be named is left out */
char  *ytt_basis_describe  (const YttStopBasis *basis,
                            gboolean            with_name,
                            gboolean            with_attribute);

G_END_DECLS
