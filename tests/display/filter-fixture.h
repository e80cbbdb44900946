#pragma once

#include "window-fixture.h"
#include "ytt-facet-list.h"
#include "ytt-facet-row.h"
#include "ytt-filter-bar.h"
#include "ytt-filter-chips.h"
#include "ytt-range-editor.h"

G_BEGIN_DECLS

/* A window with the shipped document, to be filtered as in the window. */
typedef struct
{
  WindowFixture  window_fixture;
  YttWindow     *window;
  YttSession    *session;
} Fixture;

void           set_up           (Fixture       *f,
                                 gconstpointer  data);
void           tear_down        (Fixture       *f,
                                 gconstpointer  data);
/* (transfer container) (element-type GtkWidget): all of a type within @widget */
GPtrArray     *find_all         (GtkWidget *widget,
                                 GType      type);
/* (nullable) */
GtkWidget     *find_first       (GtkWidget *widget,
                                 GType      type);
/* Conditions upon a widget */
gboolean       is_mapped        (gpointer data);
gboolean       is_unmapped      (gpointer data);
/* A Condition upon a YttSession: list and counts are those of its filter. */
gboolean       is_counted       (gpointer data);
GtkMenuButton *get_button       (Fixture    *f,
                                 const char *label);
/* Opens what a button of the filter opens; the pointer does not reach it, unlike that of open_for_pointer(). */
GtkWidget     *open_popover     (Fixture    *f,
                                 const char *label);
/* As open_popover(); the pointer must be elsewhere before it is closed. */
GtkWidget     *open_for_pointer (Fixture    *f,
                                 const char *label);
void           close_popover    (GtkWidget *popover);
/* The page of a facet that has no button of its own. */
GtkWidget     *open_page        (Fixture    *f,
                                 GtkWidget  *popover,
                                 const char *title);
YttFacetRow   *find_row         (GtkWidget  *where,
                                 const char *value);
GtkWidget     *get_check        (YttFacetRow *row);
GtkWidget     *get_leave_out    (YttFacetRow *row);
GtkWidget     *get_entry        (GtkWidget *page,
                                 guint      position);
/* Types into a field, with Enter. */
void           enter            (Fixture    *f,
                                 GtkWidget  *entry,
                                 const char *text);
void           activate         (Fixture   *f,
                                 GtkWidget *widget);
guint          get_n_shown      (Fixture *f);
void           set_filter       (Fixture    *f,
                                 const char *text);
void           clear_filter     (Fixture *f);
void           assert_filter    (Fixture    *f,
                                 const char *text);
gboolean       has_focus_within (GtkWidget *widget,
                                 YttWindow *window);
GtkWidget     *get_chips        (Fixture *f);
GtkWidget     *get_chip         (Fixture *f,
                                 guint    position);
/* (transfer full): what chips stand there, each with a semicolon after it */
char          *get_chip_texts   (Fixture *f);

G_END_DECLS
