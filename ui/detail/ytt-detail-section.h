#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define YTT_TYPE_DETAIL_SECTION (ytt_detail_section_get_type ())

/**
 * YttDetailSection:
 *
 * A part of the detail pane: a heading, the number of its items where not all of them are on the screen at
 * once, and a boxed list.
 *
 * Properties:
 *   "title"  string, never NULL; rw
 */
G_DECLARE_FINAL_TYPE (YttDetailSection, ytt_detail_section, YTT, DETAIL_SECTION, AdwBin)

/**
 * YttCreateRowFunc:
 * @item: an item of the array the section was filled with
 * @user_data: what was given with the function
 *
 * Returns: (transfer floating): a row for @item
 */
typedef GtkWidget *(*YttCreateRowFunc) (gpointer item,
                                         gpointer user_data);

GtkWidget *ytt_detail_section_new    (const char       *title);
void       ytt_detail_section_fill   (YttDetailSection *self,
                                      GPtrArray        *items,
                                      guint             limit,
                                      YttCreateRowFunc  create_row,
                                      gpointer          user_data);
void       ytt_detail_section_append (YttDetailSection *self,
                                      GtkWidget        *row);
void       ytt_detail_section_clear  (YttDetailSection *self);

G_END_DECLS
