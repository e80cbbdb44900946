#pragma once

#include "ytt-map-picture.h"
#include "ytt-sheet.h"

G_BEGIN_DECLS

YttSheet *ytt_sheet_new_for_map (const YttSheetHead  *head,
                                 const YttPaper      *paper,
                                 const YttMapPicture *map);

G_END_DECLS
