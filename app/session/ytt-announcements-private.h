#pragma once

#include "ytt-announcements.h"

G_BEGIN_DECLS

struct _YttAnnouncements
{
  GObject                parent_instance;

  YttSession            *session;            /* (owned) */
  YttAnnouncementQuery  *query;              /* (owned): without what the session decides */
  YttAnnouncementResult *result;             /* (owned) (nullable) */
  GArray                *places;             /* (owned) (element-type YttAnnouncementPlace): of each entry */
  GPtrArray             *items;              /* (owned) (element-type YttAnnouncementItem) (nullable) */
  GArray                *pending;            /* (owned) (element-type guint): positions whose rows are to be asked for */
  YttAnnouncementRecord *record;             /* (owned) (nullable) */
  YttNews            *changes;            /* (owned) (nullable) */
  GError                *error;              /* (owned) (nullable) */

  GCancellable          *rows_cancellable;   /* (owned): ends with the result */
  /* Each is there as long as its answer is awaited. */
  GCancellable          *cancellable;        /* (owned) (nullable) */
  GCancellable          *record_cancellable; /* (owned) (nullable) */
  GCancellable          *changes_cancellable;/* (owned) (nullable) */
  guint                  rows_source;
  gboolean               active;
  gboolean               stale;
};

enum
{
  YTT_ANNOUNCEMENTS_PROP_0,
  YTT_ANNOUNCEMENTS_PROP_RESULT,
  YTT_ANNOUNCEMENTS_PROP_RECORD,
  YTT_ANNOUNCEMENTS_PROP_CHANGES,
  YTT_ANNOUNCEMENTS_PROP_LOADING,
  YTT_ANNOUNCEMENTS_PROP_ERROR,
  YTT_ANNOUNCEMENTS_N_PROPS
};

/* ytt-announcements.c */
void ytt_announcements_notify    (YttAnnouncements  *self,
                                  guint              property);
void ytt_announcements_cancel    (GCancellable     **cancellable);
/* Takes the error; NULL clears it. */
void ytt_announcements_set_error (YttAnnouncements  *self,
                                  GError            *error);

/* ytt-announcements-rows.c */
void ytt_announcements_list_model_init (GListModelInterface   *iface);
void ytt_announcements_stop_rows       (YttAnnouncements      *self);
/* Takes the result; NULL where nothing can be found. */
void ytt_announcements_take_result     (YttAnnouncements      *self,
                                        YttAnnouncementResult *result);

/* ytt-announcement-item.c */
YttAnnouncementItem *ytt_announcement_item_new      (gint64                      id,
                                                     const YttAnnouncementPlace *place);
void                 ytt_announcement_item_take_row (YttAnnouncementItem        *self,
                                                     YttAnnouncementRow         *row);

G_END_DECLS
