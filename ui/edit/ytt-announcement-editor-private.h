#pragma once

#include "ytt-announcement-editor.h"
#include "ytt-field.h"
#include "ytt-reference-list.h"
#include "ytt-similar-row.h"

G_BEGIN_DECLS

struct _YttAnnouncementEditor
{
  AdwBin             parent_instance;

  YttSession        *session;           /* (owned) (nullable) */
  GSignalGroup      *session_signals;   /* (owned) */
  GSignalGroup      *editor_signals;    /* (owned) */
  GSignalGroup      *store_signals;     /* (owned) */
  GCancellable      *cancellable;       /* (owned) (nullable) of what reads the rows */
  gint64             shown;             /* the key of the announcement whose fields are shown */
  char              *name;              /* (owned) (nullable): its title */
  gboolean           adding;
  gint64             added;             /* the key that a new announcement is to have, while it is on its way; else 0 */
  gint64             deleted;           /* the one that was deleted last */
  char              *warned;            /* (owned) (nullable): the title that others were pointed out for */
  GCancellable      *looking;           /* (owned) (nullable) of what looks for others of a new title */
  gboolean           wants_focus;       /* the title gets the focus once it is shown */

  YttField          *title;
  YttSimilarRow     *similar;
  YttField          *date;
  YttField          *kind;
  YttField          *status;
  YttField          *rung;
  YttField          *amount;
  YttField          *materials;
  YttReferenceList  *parties;
  YttReferenceList  *facilities;
  YttReferenceList  *sources;
  YttField          *summary;
  GPtrArray         *rest;              /* (owned) (element-type GtkWidget) (not owned): what a new one does not have yet */

  /* Template children */
  GtkLabel          *heading;
  GtkButton         *delete_button;
  GtkButton         *done_button;
  GtkButton         *add_button;
  GtkScrolledWindow *scroller;
  GtkBox            *groups;
};

/* ytt-announcement-editor-actions.c */
void  ytt_announcement_editor_delete             (YttAnnouncementEditor *self);
void  ytt_announcement_editor_undone             (YttAnnouncementEditor *self,
                                                  gint64                 entry,
                                                  const char            *summary,
                                                  int                    kind);
void  ytt_announcement_editor_add                (YttAnnouncementEditor *self);
void  ytt_announcement_editor_update_add_button  (YttAnnouncementEditor *self);
void  ytt_announcement_editor_title_edited       (YttAnnouncementEditor *self);

G_END_DECLS
