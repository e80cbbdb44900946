#pragma once

#include "ytt-record.h"

G_BEGIN_DECLS

YttRecord *create_narva    (void);
YttRecord *create_unplaced (void);

G_END_DECLS
