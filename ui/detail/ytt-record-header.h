#pragma once

#include <adwaita.h>

#include "ytt-record.h"

G_BEGIN_DECLS

#define YTT_TYPE_RECORD_HEADER (ytt_record_header_get_type ())

/**
 * YttRecordHeader:
 *
 * The head of the detail pane: symbol, name, operators, place, status and stages. The status is a claim like any
 * figure, and its chip opens its ledger.
 *
 * Properties:
 *   "expanded"  boolean; rw: whether the ledger of the status is open
 */
G_DECLARE_FINAL_TYPE (YttRecordHeader, ytt_record_header, YTT, RECORD_HEADER, AdwBin)

void     ytt_record_header_set_record   (YttRecordHeader *self,
                                         YttRecord       *record);
gboolean ytt_record_header_get_expanded (YttRecordHeader *self);
void     ytt_record_header_set_expanded (YttRecordHeader *self,
                                         gboolean         expanded);

G_END_DECLS
