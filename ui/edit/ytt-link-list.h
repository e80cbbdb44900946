#pragma once

#include <adwaita.h>

#include "ytt-record-part.h"

G_BEGIN_DECLS

#define YTT_TYPE_LINK_LIST (ytt_link_list_get_type ())

/**
 * YttLinkList:
 *
 * The part of the record editor that is about supply links: what comes to the facility first, then what goes out. Each
 * opens to show its fields; a last row adds another.
 */
G_DECLARE_FINAL_TYPE (YttLinkList, ytt_link_list, YTT, LINK_LIST, AdwPreferencesGroup)

GtkWidget *ytt_link_list_new (void);

G_END_DECLS
