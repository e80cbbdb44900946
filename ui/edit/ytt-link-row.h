#pragma once

#include <adwaita.h>

#include "ytt-editor.h"
#include "ytt-row.h"

G_BEGIN_DECLS

#define YTT_TYPE_LINK_ROW (ytt_link_row_get_type ())

/**
 * YttLinkRow:
 *
 * One supply link of a facility: a row that says in a line where it goes, and opens to show its fields. Whether it comes
 * in or goes out stays as it was made. "link.delete" (x: the link's key) is what it asks those around it to do.
 */
G_DECLARE_FINAL_TYPE (YttLinkRow, ytt_link_row, YTT, LINK_ROW, AdwExpanderRow)

GtkWidget *ytt_link_row_new          (YttEditor  *editor,
                                      gboolean    incoming);
void       ytt_link_row_set_link     (YttLinkRow *self,
                                      YttRow     *link,
                                      GPtrArray  *rows);
gint64     ytt_link_row_get_link     (YttLinkRow *self);
gboolean   ytt_link_row_get_incoming (YttLinkRow *self);
/* Opens it and goes to its material. */
void       ytt_link_row_open         (YttLinkRow *self);
/* (transfer full): one of the texts about a link, filled in with where it comes from and where it goes */
char      *ytt_link_summarize        (const char *format,
                                      const char *from,
                                      const char *to);
/* (transfer none): where the link goes, by name */
const char *ytt_link_get_to_name     (YttRow     *link,
                                      GPtrArray  *rows);

G_END_DECLS
