#pragma once

#include "ytt-row.h"

G_BEGIN_DECLS

/**
 * YttReading:
 *
 * What a text in a field may mean: a value for one or several columns, and words for people to choose it by where a
 * text may mean several things.
 */
typedef struct _YttReading YttReading;

YttReading *ytt_reading_new       (const char *label);
YttReading *ytt_reading_ref       (YttReading *self);
void        ytt_reading_unref     (YttReading *self);

const char *ytt_reading_get_label (YttReading *self);
void        ytt_reading_set       (YttReading *self,
                                   const char *column,
                                   YttCell     cell);
YttCell     ytt_reading_get       (YttReading *self,
                                   const char *column);
YttRow     *ytt_reading_get_row   (YttReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttReading, ytt_reading_unref)

G_END_DECLS
