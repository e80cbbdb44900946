#pragma once

#include "ytt-announcements-page.h"
#include "ytt-card.h"
#include "ytt-detail-pane.h"
#include "ytt-list-pane.h"
#include "ytt-map-pane.h"
#include "ytt-pages.h"
#include "ytt-presenter.h"
#include "ytt-profile.h"
#include "ytt-shell.h"
#include "ytt-store-inspect.h"
#include "ytt-tour-pane.h"
#include "ytt-trail.h"
#include "ytt-views-menu.h"
#include "ytt-window.h"

G_BEGIN_DECLS

struct _YttWindow
{
  AdwApplicationWindow parent_instance;

  /* Owned */
  YttSession      *session;
  YttTrail        *trail;          /* of what the session shows */
  YttStore        *store;          /* (nullable) */
  GCancellable    *cancellable;    /* (nullable) of what opens a document */
  GCancellable    *recovering;     /* (nullable) of what recovers a damaged one */
  GError          *error;          /* (nullable) why there is no document */
  char            *path;           /* (nullable) of the document, or of the one that could not be opened */
  char            *wanted_words;   /* (nullable) to be selected once the document is there */
  char            *unfound_words;  /* (nullable) nothing was found for them */
  gint64           wanted_id;      /* the same, by id; 0 for none */
  guint            pending;        /* jobs under way that a picture waits for */
  guint            opening_source; /* the spinner comes only where opening takes long */
  YttPresenter    *presenter;      /* borrowed (nullable) of the talk that is given */
  guint            talk_beginning; /* where it is to begin once the tours are there */
  guint            present_source; /* the window waits to be presented, at most so long */
  YttFacility     *first;          /* (nullable) whose row it waits for then */

  YttInspection   *inspection;     /* (nullable) rows that cannot be shown as they should be */
  gboolean         search_mended;  /* it was tried once to make the search index anew */
  guint            inspect_source; /* that is looked for once the rest is there */

  char            *no_copy_reason; /* (nullable) why there is no copy of the shipped document to write to */

  gint64           newest_entry;   /* of the history, by this window; 0 for none */
  const char      *deleted_table;  /* what was deleted last: a facility or an organisation */
  gint64           deleted;        /* its key; 0 for none */

  gboolean         shipped;        /* the document is the user's copy of the shipped one */
  gboolean         list_wanted;    /* where there is room for all three */
  gboolean         summary_wanted; /* the same, of the pane without a selection */
  gboolean         detail_open;    /* where only one pane fits */
  gboolean         tours_shown;    /* in the place of the list */
  gboolean         tours_watched;
  gboolean         placing_from_detail; /* the map stands in for the detail while it asks where a facility is */
  gboolean         taking_mode;

  /* Template children */
  AdwSqueezer     *title_squeezer;
  AdwWindowTitle  *title;
  AdwViewSwitcher *switcher;
  GMenuModel      *primary_menu;
  GMenu           *undo_section;
  GtkMenuButton   *menu_button;
  GtkWidget       *list_button;
  GtkWidget              *new_button;
  GtkWidget       *back_button;
  YttViewsMenu    *views_menu;
  GtkWidget       *tours_place;
  GtkWidget       *tours_button;
  GtkWidget       *present_button;
  GtkWidget       *tools;
  GtkWidget       *search_button;
  GtkWidget       *copy_button;
  GtkWidget       *edit_button;
  GtkWidget       *read_only_bar;
  GtkLabel        *read_only_label;
  GtkWidget       *facts_bar;
  GtkWidget       *recovered_bar;
  GtkLabel        *recovered_label;
  GtkWidget       *backup_bar;
  GtkLabel        *backup_label;
  GtkWidget       *problems_bar;
  GtkLabel        *problems_label;
  AdwToastOverlay *toast_overlay;
  GtkStack        *stack;
  AdwStatusPage   *opening_page;
  AdwStatusPage   *failed_page;
  GtkLabel        *failed_path;
  GtkWidget       *failed_recover;
  GtkWidget       *failed_restore;
  GtkWidget       *failed_open;
  GtkWidget       *failed_retry;
  GtkWidget       *failed_shipped;
  AdwStatusPage   *recovering_page;
  GtkProgressBar  *recovering_bar;
  YttPages        *pages;
  AdwViewSwitcherBar *switcher_bar;
  YttShell        *shell;
  GtkStack        *list_stack;
  YttListPane     *list_pane;
  AdwBin          *tours_bin;      /* with the YttTourPane, once it has been shown */
  YttMapPane      *map_pane;
  YttCard         *card;
  YttDetailPane   *detail_pane;
};

typedef void (*YttWindowFileFunc) (YttWindow  *self,
                                   const char *path);

/* ytt-window-update.c */
gboolean  ytt_window_has_selection (YttWindow    *self);
gboolean  ytt_window_has_detail  (YttWindow      *self);
void  ytt_window_update          (YttWindow      *self);
void  ytt_window_set_detail_open (YttWindow      *self,
                                  gboolean        detail_open);
YttAnnouncementsPage *ytt_window_get_announcements (YttWindow *self);
YttShell *ytt_window_get_shell   (YttWindow      *self);
gboolean  ytt_window_shows_detail_alone (YttWindow *self);

/* ytt-window-actions.c */
void  ytt_window_add_actions     (YttWindow      *self);
void  ytt_window_class_add_keys  (GtkWidgetClass *widget_class);
void  ytt_window_update_actions  (YttWindow      *self);
void  ytt_window_show_summary    (YttWindow      *self,
                                  gboolean        show);

void  ytt_window_choose_file     (YttWindow      *self,
                                  const char     *title,
                                  const char     *name,
                                  YttWindowFileFunc func);

/* ytt-window-edit.c */
void  ytt_window_add_edit_actions    (YttWindow  *self);
void  ytt_window_class_add_edit_keys (GtkWidgetClass *widget_class);
void  ytt_window_update_edit_actions (YttWindow  *self);
gboolean    ytt_window_check_can_edit   (YttWindow *self);
YttRecord  *ytt_window_get_record       (YttWindow *self);
YttProfile *ytt_window_get_organisation (YttWindow *self);
void  ytt_window_offer_undo          (YttWindow  *self,
                                      gint64      entry,
                                      const char *text);

/* ytt-window-delete.c */
void  ytt_window_add_delete_actions  (YttWindow  *self);
void  ytt_window_show_restored       (YttWindow  *self);

/* ytt-window-recover.c */
void  ytt_window_add_recover_actions (YttWindow  *self);
void  ytt_window_look_into_damage    (YttWindow  *self);
void  ytt_window_recover             (YttWindow  *self,
                                      const char *path);

/* ytt-window-problems.c */
void  ytt_window_add_problem_actions (YttWindow  *self);
void  ytt_window_inspect_soon        (YttWindow  *self);
void  ytt_window_forget_problems     (YttWindow  *self);

/* ytt-window-backup.c */
void  ytt_window_add_backup_actions  (YttWindow  *self);
void  ytt_window_keep_backups        (YttWindow  *self);
void  ytt_window_look_for_backups    (YttWindow  *self);

/* ytt-window-trail.c */
void  ytt_window_add_trail       (YttWindow      *self);
void  ytt_window_class_add_trail_keys (GtkWidgetClass *widget_class);

/* ytt-window-place.c */
void  ytt_window_add_placing      (YttWindow     *self);

/* ytt-window-history.c */
void  ytt_window_add_history_actions (YttWindow  *self);

/* ytt-window-export.c */
void  ytt_window_add_export          (YttWindow  *self);

/* ytt-window-merge.c */
void  ytt_window_add_merge            (YttWindow  *self);

/* ytt-window-publish.c */
void  ytt_window_add_publish         (YttWindow  *self);

/* ytt-window-import.c */
void  ytt_window_add_import           (YttWindow  *self);
gboolean  ytt_window_can_import       (YttWindow  *self);
void  ytt_window_present_import       (YttWindow  *self,
                                       GtkWidget  *window);
gboolean  ytt_window_take_files       (YttWindow  *self,
                                       GSList     *files);

/* ytt-window-paste.c */
void  ytt_window_add_paste            (YttWindow  *self);
void  ytt_window_class_add_paste_keys (GtkWidgetClass *widget_class);

/* ytt-window-picture.c */
void  ytt_window_add_picture_actions (YttWindow  *self);
void  ytt_window_tell_exported       (YttWindow  *self,
                                      GFile      *file);

/* ytt-window-print.c */
void  ytt_window_add_print_actions (YttWindow    *self);

/* ytt-window-views.c */
void  ytt_window_add_views       (YttWindow      *self);
void  ytt_window_class_add_view_keys (GtkWidgetClass *widget_class);
void  ytt_window_open_view       (YttWindow      *self,
                                  const YttView  *view);

/* ytt-window-tours.c */
void  ytt_window_add_tours       (YttWindow      *self);
void  ytt_window_class_add_tour_keys (GtkWidgetClass *widget_class);
void  ytt_window_update_tours    (YttWindow      *self);
/* Lets the list stand in its place again. */
void  ytt_window_hide_tours      (YttWindow      *self);
gboolean  ytt_window_tours_are_loading (YttWindow *self);

/* ytt-window-talk.c */
void  ytt_window_add_talk_actions (YttWindow     *self);
void  ytt_window_update_talk_actions (YttWindow  *self);
void  ytt_window_end_talk        (YttWindow      *self);

/* ytt-window-present.c */
void  ytt_window_present_if_ready (YttWindow     *self);
void  ytt_window_stop_presenting (YttWindow      *self);

/* ytt-window-document.c */
void  ytt_window_close_document  (YttWindow      *self);
void  ytt_window_grant_wishes    (YttWindow      *self);
void  ytt_window_open_shipped    (YttWindow      *self);
void  ytt_window_suggest_way_out (YttWindow      *self);
void  ytt_window_tell_failure    (YttWindow      *self,
                                  const char     *heading,
                                  const GError   *error,
                                  const char     *action);
void  ytt_window_save_copy       (YttWindow      *self,
                                  const char     *path);

G_END_DECLS
