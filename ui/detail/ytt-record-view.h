#pragma once

#include <adwaita.h>

#include "ytt-editor.h"
#include "ytt-record.h"
#include "ytt-supply.h"

G_BEGIN_DECLS

#define YTT_TYPE_RECORD_VIEW (ytt_record_view_get_type ())

/**
 * YttRecordView:
 *
 * One facility whole, from its name down to its sources, to scroll through.
 */
G_DECLARE_FINAL_TYPE (YttRecordView, ytt_record_view, YTT, RECORD_VIEW, AdwBin)

YttRecord *ytt_record_view_get_record (YttRecordView *self);
void       ytt_record_view_set_record (YttRecordView *self,
                                       YttRecord     *record);
void       ytt_record_view_set_supply (YttRecordView *self,
                                       YttSupply     *supply);
void       ytt_record_view_set_editor (YttRecordView *self,
                                       YttEditor     *editor);

G_END_DECLS
