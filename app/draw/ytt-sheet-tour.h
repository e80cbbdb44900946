#pragma once

#include "ytt-map-picture.h"
#include "ytt-record.h"
#include "ytt-sheet.h"
#include "ytt-tour.h"

G_BEGIN_DECLS

/* More stops than these are not printed: a page each, and a map on it. */
#define YTT_SHEET_MOST_STOPS 300

/**
 * YttSheetStop:
 * @stop: a stop of a tour
 * @record: (nullable): the facility whose card it shows
 * @gone: whether it shows the card of a facility that is not in the document any more
 * @sources: (nullable) (element-type YttSource): what its text rests on
 * @map: (nullable): what its map shows: that of a map as large as the picture
 *
 * A page of a handout. Plain data, to be filled in.
 */
typedef struct
{
  YttTourStop   *stop;
  YttRecord     *record;
  gboolean       gone;
  GPtrArray     *sources;
  YttMapPicture *map;
} YttSheetStop;

YttSheetStop *ytt_sheet_stop_new       (YttTourStop        *stop);
void          ytt_sheet_stop_free      (YttSheetStop       *self);

YttSheet     *ytt_sheet_new_for_stops  (const YttSheetHead *head,
                                        const YttPaper     *paper,
                                        GPtrArray          *stops,
                                        gboolean            with_notes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttSheetStop, ytt_sheet_stop_free)

G_END_DECLS
