#pragma once

#include "ytt-stop-details.h"
#include "ytt-stop-row.h"
#include "ytt-tour-note.h"
#include "ytt-tour-pane.h"
#include "ytt-tours.h"

G_BEGIN_DECLS

struct _YttTourPane
{
  AdwBin          parent_instance;

  YttSession     *session;          /* (owned) (nullable) */
  YttTours       *tours;            /* (owned) (nullable): of the session */
  YttGroundKind   ground;
  GHashTable     *facilities;       /* (owned): of facility ids to YttFacilityRow */
  GCancellable   *cancellable;      /* (owned) (nullable): while facilities are read */
  gboolean        refreshing;       /* rows are brought into agreement with the tour */
  gboolean        focus_due;        /* the keyboard is to be here once there is something to be at */
  gboolean        divided;          /* there was a stop to show already */
  guint           divide_tick;      /* waits for a height to be divided */
  guint           scroll_tick;      /* waits for the place of the chosen row, which is to be seen */
  gboolean        laid_out;         /* since then, all rows were given their places */
  gint64          scrolled_to;      /* the stop that was brought into view last */
  int             scrolled_index;   /* where it was then; -1 for nowhere */
  GtkListBoxRow  *drop_row;         /* (weak) (nullable): beside which something would be dropped */
  GtkWidget      *stop_popover;     /* (nullable): made when first asked for */
  GtkWidget      *note_popover;     /* (nullable): the same */

  /* Template children */
  GtkStack       *title_stack;
  GtkMenuButton  *chooser;
  GtkLabel       *title;
  GtkPopover     *popover;
  GtkListBox     *tour_list;
  GtkEntry       *entry;
  GtkWidget      *menu_button;
  GtkWidget      *summary_bar;
  GtkLabel       *summary;
  GtkWidget      *present_button;
  GtkWidget      *note_button;
  GtkLabel       *note;
  GtkStack       *stack;
  GtkWidget      *new_button;
  GtkWidget      *first_button;
  GtkScrolledWindow *scrolled;
  GtkListBox     *list;
  GtkWidget      *add_button;
  GtkWidget      *paned;
  YttStopDetails *details;
  GMenuModel     *stop_menu;
};

/* ytt-tour-pane-actions.c */
void  ytt_tour_pane_class_add_actions (GtkWidgetClass *widget_class);
void  ytt_tour_pane_add_keys          (YttTourPane    *self);
/* Switches off what would do nothing now. */
void  ytt_tour_pane_update_actions    (YttTourPane    *self);

/* ytt-tour-pane-rows.c */
void  ytt_tour_pane_update_rows       (YttTourPane    *self);
void  ytt_tour_pane_select_row        (YttTourPane    *self);
void  ytt_tour_pane_show_facilities   (YttTourPane    *self);

/* ytt-tour-pane-drag.c */
void  ytt_tour_pane_add_drop          (YttTourPane    *self);
void  ytt_tour_pane_add_drag          (YttTourPane    *self,
                                       GtkWidget      *row);

G_END_DECLS
