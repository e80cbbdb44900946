#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

#define YTT_TYPE_FACILITY_LIST (ytt_facility_list_get_type ())

/**
 * YttFacilityList:
 *
 * A lazy list of facilities over an array of ids. Items are made when looked at; their rows are read from the
 * store a window at a time.
 *
 * Signals:
 *   "rows-failed"  (GError *error): rows could not be read; they are not asked for again until the list is reloaded
 */
G_DECLARE_FINAL_TYPE (YttFacilityList, ytt_facility_list, YTT, FACILITY_LIST, GObject)

YttFacilityList *ytt_facility_list_new      (void);
void             ytt_facility_list_set_ids  (YttFacilityList *self, YttStore *store, GArray *ids);
/* (transfer full) rows (element-type YttFacilityRow): shows what is there already, until the ids of all are. */
void             ytt_facility_list_take_rows (YttFacilityList *self, GPtrArray *rows);
/* What the rows tell of; zeroed at first, for now. */
void             ytt_facility_list_set_moment (YttFacilityList *self, YttMoment moment);
void             ytt_facility_list_reload   (YttFacilityList *self);
/* (transfer none) (element-type gint64): never changed, another array takes its place */
GArray          *ytt_facility_list_get_ids  (YttFacilityList *self);
gint64           ytt_facility_list_get_id   (YttFacilityList *self, guint position);
/* GTK_INVALID_LIST_POSITION (G_MAXUINT) where it is not in the list */
guint            ytt_facility_list_find     (YttFacilityList *self, gint64 id);

G_END_DECLS
