#pragma once

#include "ytt-map-picture.h"
#include "ytt-record.h"
#include "ytt-sheet.h"

G_BEGIN_DECLS

YttSheet *ytt_sheet_new_for_record (const YttSheetHead  *head,
                                    const YttPaper      *paper,
                                    YttRecord           *record,
                                    const YttMapPicture *map);

G_END_DECLS
