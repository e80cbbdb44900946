#pragma once

#include "ytt-row.h"

G_BEGIN_DECLS

/**
 * YttFieldReading:
 *
 * What a text in a field may mean: a value for one or several columns, and words for people to choose it by where a
 * text may mean several things.
 */
typedef struct _YttFieldReading YttFieldReading;

YttFieldReading *ytt_field_reading_new       (const char      *label);
YttFieldReading *ytt_field_reading_ref       (YttFieldReading *self);
void             ytt_field_reading_unref     (YttFieldReading *self);

const char      *ytt_field_reading_get_label (YttFieldReading *self);
void             ytt_field_reading_set       (YttFieldReading *self,
                                              const char      *column,
                                              YttCell          cell);
YttCell          ytt_field_reading_get       (YttFieldReading *self,
                                              const char      *column);
YttRow          *ytt_field_reading_get_row   (YttFieldReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFieldReading, ytt_field_reading_unref)

G_END_DECLS
