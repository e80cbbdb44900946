#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

/* (transfer floating): the values of one facet, to choose from */
GtkWidget *ytt_facet_popover_new (YttSession *session,
                                  YttFacet    facet);
/* Puts its values in order anew: before it is shown again. */
void       ytt_facet_popover_refresh (GtkWidget *popover);
/* (transfer floating): an index of the facets that have no button of their own, each with a page */
GtkWidget *ytt_more_popover_new  (YttSession *session);

G_END_DECLS
