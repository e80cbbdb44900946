#pragma once

#include "ytt-announcement-detail.h"
#include "ytt-announcement-filters.h"
#include "ytt-announcements-page.h"
#include "ytt-change-list.h"

G_BEGIN_DECLS

struct _YttAnnouncementsPage
{
  AdwBin                  parent_instance;

  YttSession             *session;       /* (owned) */
  YttAnnouncements       *model;         /* (owned) */
  GtkSingleSelection     *selection;     /* (owned) */
  gboolean                detail_open;   /* where one column fits */
  gboolean                selecting;     /* the list takes over what the session says */
  guint                   scroll_tick;
  guint                   frames_waited;

  /* Template children */
  YttShell               *shell;
  YttAnnouncementFilters *filters;
  GtkWidget              *groups;
  GtkToggleButton        *announced;
  GtkToggleButton        *opened;
  GtkToggleButton        *slipped;
  GtkToggleButton        *contradicted;
  GtkStack               *stack;
  GtkListView            *timeline;
  YttChangeList          *changes;
  AdwStatusPage          *unfound;
  GtkWidget              *all_facilities;
  AdwStatusPage          *failed;
  GtkStack               *detail_stack;
  YttAnnouncementDetail  *detail;
  AdwBin                 *editor_place;  /* its editor is made when an announcement is first edited */
};

/* ytt-announcements-page-actions.c */
void  ytt_announcements_page_class_add_actions  (GtkWidgetClass *widget_class);

G_END_DECLS
