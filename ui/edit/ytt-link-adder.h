#pragma once

#include <adwaita.h>

#include "ytt-editor.h"

G_BEGIN_DECLS

#define YTT_TYPE_LINK_ADDER (ytt_link_adder_get_type ())

/**
 * YttLinkAdder:
 *
 * A row that opens to ask for what every supply link has: its other end, which way it goes, and how far it has come.
 *
 * Signals:
 *   "added"  (int64 link): it is in the document
 */
G_DECLARE_FINAL_TYPE (YttLinkAdder, ytt_link_adder, YTT, LINK_ADDER, AdwExpanderRow)

GtkWidget *ytt_link_adder_new          (void);
void       ytt_link_adder_set_facility (YttLinkAdder *self,
                                        YttEditor    *editor,
                                        gint64        facility,
                                        const char   *name);

G_END_DECLS
