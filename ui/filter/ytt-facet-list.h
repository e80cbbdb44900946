#pragma once

#include <adwaita.h>

#include "ytt-facet-row.h"
#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_FACET_LIST (ytt_facet_list_get_type ())

/**
 * YttFacetList:
 *
 * The values of one facet with their live numbers, each to be asked for or left out. Countries stand under the
 * regions of M49; long lists have a search. Rows keep their places while the list is open, however the numbers
 * change, so that nothing moves away from under the pointer.
 */
G_DECLARE_FINAL_TYPE (YttFacetList, ytt_facet_list, YTT, FACET_LIST, AdwBin)

GtkWidget *ytt_facet_list_new     (YttSession   *session,
                                   YttFacet      facet);
/* Puts the rows in order anew: when the list comes into sight. */
void       ytt_facet_list_refresh (YttFacetList *self);

G_END_DECLS
