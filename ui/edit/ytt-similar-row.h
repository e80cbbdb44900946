#pragma once

#include <adwaita.h>

#include "ytt-store-rows.h"

G_BEGIN_DECLS

#define YTT_TYPE_SIMILAR_ROW (ytt_similar_row_get_type ())

/**
 * YttSimilarRow:
 *
 * Points out that the document may have a facility, an organisation or an announcement already, as
 * ytt_store_find_similar_async() finds them. Hidden where there is none. A click goes there ("detail.select",
 * "detail.organisation", "announcement.select").
 */
G_DECLARE_FINAL_TYPE (YttSimilarRow, ytt_similar_row, YTT, SIMILAR_ROW, AdwActionRow)

GtkWidget *ytt_similar_row_new  (YttMatchKind   kind);
void       ytt_similar_row_ask  (YttSimilarRow *self,
                                 YttStore      *store,
                                 gint64         key,
                                 const char    *name);
gint64     ytt_similar_row_get  (YttSimilarRow *self);

G_END_DECLS
