#pragma once

#include "ytt-print-page.h"
#include "ytt-print-window.h"

G_BEGIN_DECLS

#define YTT_N_PRINT_SUBJECTS (YTT_PRINT_TOUR + 1)

struct _YttPrintWindow
{
  AdwWindow         parent_instance;

  YttSession       *session;       /* (owned) */
  YttBasemap       *basemap;       /* (owned) (nullable) */
  YttMapBackdrop   *backdrop;      /* (owned) (nullable) */
  GArray           *choices;       /* (owned) (element-type Choice): as the list has them */
  guint             choice;        /* which one is chosen; G_MAXUINT for none yet */
  gboolean          landscape[YTT_N_PRINT_SUBJECTS];
  YttSheetContent  *content;       /* (owned) (nullable): of the choice */
  YttSheet         *sheet;         /* (owned) (nullable): it on the chosen paper */
  guint             page;
  GCancellable     *loading;       /* (owned) (nullable): of what is read or laid out */
  guint             spinner_source;
  guint             folded_source;
  gboolean          filling;       /* the rows are being filled by the window itself */
  YttPrintSubject   wanted;        /* what was chosen last, be it there yet or not */
  gint64            wanted_tour;
  gboolean          printing;
  gboolean          saving;

  /* Template children */
  AdwToastOverlay  *toast_overlay;
  AdwFlap          *flap;
  GtkWidget        *options_button;
  GtkListBox       *what_list;
  GtkWidget        *notes_list;
  GtkSwitch        *notes_switch;
  AdwComboRow      *size_row;
  AdwComboRow      *orientation_row;
  GtkStack         *stack;
  YttPrintPage     *page_view;
  GtkWidget        *pager;
  GtkLabel         *page_label;
  GtkSpinner       *spinner;
  GtkSpinner       *saving_spinner;
  AdwStatusPage    *message;
};

/* ytt-print-window.c */
void  ytt_print_window_update         (YttPrintWindow      *self);
void  ytt_print_window_turn_to        (YttPrintWindow      *self,
                                       guint                page);

/* ytt-print-window-actions.c */
void  ytt_print_window_class_add_actions (GtkWidgetClass   *widget_class);

G_END_DECLS
