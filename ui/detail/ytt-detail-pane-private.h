#pragma once

#include "ytt-detail-pane.h"
#include "ytt-record-view.h"
#include "ytt-summary-page.h"

G_BEGIN_DECLS

struct _YttDetailPane
{
  AdwBin           parent_instance;

  YttSession      *session;           /* (owned) (nullable) */
  GSignalGroup    *session_signals;   /* (owned) */
  GSignalGroup    *editor_signals;    /* (owned) */
  guint            patience_id;       /* a source, while the selected record is not there yet */
  gboolean         adding;            /* the name of a new facility is asked for */

  /* Template children */
  AdwToastOverlay *toast_overlay;
  GtkStack        *stack;
  YttSummaryPage  *summary_page;
  AdwStatusPage   *failed_page;
  GtkWidget       *toolbar;
  GtkWidget       *profile_back;
  GtkWidget       *profile_edit;
  GMenuModel      *menu;
  GtkWidget       *menu_button;
  AdwBin          *record_place;      /* its view is made when a record is first shown */
  AdwBin          *profile_place;     /* likewise when a page is first opened */
  AdwBin          *organisation_place; /* likewise when an organisation is first edited */
  AdwBin          *editor_place;      /* likewise when a record is first edited */
  AdwBin          *adder_place;       /* likewise when a facility is first added */
};

/* ytt-detail-pane-actions.c */
YttRecord *ytt_detail_pane_get_visible_record (YttDetailPane  *self);
void       ytt_detail_pane_toast              (YttDetailPane  *self,
                                               const char     *text);
void       ytt_detail_pane_class_add_actions  (GtkWidgetClass *widget_class);

G_END_DECLS
