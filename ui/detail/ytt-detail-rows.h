#pragma once

#include <gtk/gtk.h>

#include "ytt-editor.h"
#include "ytt-record.h"

G_BEGIN_DECLS

/* The plain rows of the detail pane's boxed lists. Each is made of the record and asks the pane by its actions. */
GtkWidget *ytt_place_row_new        (const YttRecord       *record);
GtkWidget *ytt_supply_row_new       (const YttLink         *link,
                                     const YttRecord       *record);
GtkWidget *ytt_announcement_row_new (const YttAnnouncement *announcement);
GtkWidget *ytt_organisation_row_new (const YttOrganisation *operator,
                                     const YttOrganisation *owner);
GtkWidget *ytt_source_row_new       (const YttSource       *source,
                                     YttEditor             *editor);
GtkWidget *ytt_text_row_new         (const char            *text);
GtkWidget *ytt_property_row_new     (const char            *title,
                                     const char            *value);
void       ytt_row_open_page        (GtkWidget             *row,
                                     const char            *uri);
void       ytt_row_add_chevron      (GtkWidget             *row);

G_END_DECLS
