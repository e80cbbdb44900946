#pragma once

#include "ytt-filter-bar.h"
#include "ytt-first-rows.h"
#include "ytt-list-pane.h"
#include "ytt-no-match.h"

G_BEGIN_DECLS

struct _YttListPane
{
  AdwBin              parent_instance;

  YttSession         *session;     /* (owned) (nullable) */
  GSignalGroup       *signals;     /* (owned) of the session */
  GSignalGroup       *model_signals; /* (owned) of its facilities */
  YttFirstRows       *rows;        /* (owned) of the session's facilities; all of them once a frame was painted */
  GtkSingleSelection *selection;   /* (owned) of these */
  GSimpleAction      *order_action; /* (owned) */
  gboolean            taking;      /* what changes comes from the session: no echo */
  gboolean            opening;     /* Enter was pressed before its search was over */
  guint               scroll_tick;
  guint               frames_waited;
  guint               frames_shown;
  guint               spinner_source;

  /* Template children */
  GtkSearchEntry     *search_entry;
  YttFilterBar       *filter_bar;
  GtkLabel           *count;
  GtkSpinner         *spinner;
  GMenuModel         *order_menu;
  GtkMenuButton      *order_button;
  GtkWidget          *error_bar;
  GtkLabel           *error_label;
  GtkStack           *stack;
  GtkWidget          *scrolled;
  GtkListView        *list_view;
  YttNoMatch         *no_match;
};

/* ytt-list-pane-order.c */
void ytt_list_pane_add_order_action (YttListPane *self);
void ytt_list_pane_update_order     (YttListPane *self);

/* ytt-list-pane-selection.c */
void ytt_list_pane_add_selection    (YttListPane *self);
void ytt_list_pane_take_selection   (YttListPane *self);
/* Shows all rows once the first frame has been painted. */
void ytt_list_pane_queue_rest       (YttListPane *self);
/* Brings the selected row into sight once the list has been laid out. */
void ytt_list_pane_queue_scroll     (YttListPane *self);

G_END_DECLS
