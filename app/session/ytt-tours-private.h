#pragma once

#include "ytt-record.h"
#include "ytt-tours.h"

G_BEGIN_DECLS

typedef struct _YttToursJob YttToursJob;

/* Fills in what is to be done, in words too; %FALSE where there is nothing to do any more. */
typedef gboolean (*YttToursJobFunc) (YttTours    *self,
                                     YttToursJob *job,
                                     YttChanges  *changes);

/* Something that depends on what the tours are when its turn comes. */
struct _YttToursJob
{
  YttToursJobFunc  func;

  /* What was asked for */
  gint64           tour;
  gint64           stop;
  char            *title;     /* (owned) (nullable) */
  YttView         *view;      /* (owned) (nullable) */
  guint            to;        /* an index */
  int              by;
  gboolean         opening;
  gint64           key;        /* of a claim or an announcement */
  gboolean         rests;      /* whether the stop is to rest on it */
  const char      *rows_table; /* (nullable): whose rows of the stop are to be known */

  /* What came of it */
  YttRecord       *record;    /* (owned) (nullable): the facility that is selected in the view */
  gboolean         has_record; /* it was looked for */
  GPtrArray       *rows;      /* (owned) (nullable) (element-type YttRow): of @rows_table */
  char            *summary;   /* (owned) (nullable) */
  char            *told;      /* (owned) (nullable): for a toast */
  gint64           to_tour;   /* what is composed and chosen once it is there; 0 for what was */
  gint64           to_stop;
};

struct _YttTours
{
  GObject       parent_instance;

  YttEditor    *editor;         /* (owned) */
  GSignalGroup *store_signals;  /* (owned) */
  GPtrArray    *tours;          /* (owned) (element-type YttTour) */
  gboolean      loaded;
  guint         generation;     /* another one with each document */

  gint64        tour;
  gint64        stop;
  gint64        wanted_tour;    /* composed once it is there */
  gint64        wanted_stop;
  gint64        tour_before;    /* was composed before that */
  gint64        lost_tour;      /* was composed when it was deleted */
  gint64        lost_stop;

  GQueue        jobs;           /* (element-type YttToursJob) */
  gboolean      busy;           /* one of them is under way */

  /* There as long as its answer is awaited. */
  GCancellable *cancellable;    /* (owned) (nullable) */
};

/* ytt-tours.c */
void         ytt_tours_read      (YttTours    *self);
void         ytt_tours_fail      (YttTours    *self,
                                  const GError *error);
void         ytt_tours_tell      (YttTours    *self,
                                  gint64       entry,
                                  const char  *text);
void         ytt_tours_want      (YttTours    *self,
                                  gint64       tour,
                                  gint64       stop);

/* ytt-tours-jobs.c */
YttToursJob *ytt_tours_job_new   (YttToursJobFunc func);
/* Takes the job. */
void         ytt_tours_push      (YttTours    *self,
                                  YttToursJob *job);
void         ytt_tours_run_jobs  (YttTours    *self);
void         ytt_tours_drop_jobs (YttTours    *self);
/* Takes summary and told; told is for a toast, and may be NULL. */
void         ytt_tours_commit    (YttTours    *self,
                                  YttChanges  *changes,
                                  char        *summary,
                                  char        *told);

/* ytt-tours-edit.c */
/* (transfer full): unlike that of any other */
char        *ytt_tours_make_title (YttTours   *self);

/* ytt-tours-stops.c */
/* Empty texts are kept as NULL; the old one is expected where there was one. */
void         ytt_tours_set_cell  (YttChanges  *changes,
                                  const char  *column,
                                  const char  *old,
                                  const char  *text);
/* (transfer full): what people call it */
char        *ytt_tours_name_stop (YttTourStop *stop);
/* (transfer none) (nullable): as it is now */
YttTourStop *ytt_tours_find_stop (YttTours    *self,
                                  gint64       stop);
gint64       ytt_tours_copy_stop (YttChanges  *changes,
                                  YttTourStop *stop,
                                  gint64       tour,
                                  gint64       position);

G_END_DECLS
