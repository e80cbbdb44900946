#pragma once

#include "ytt-talk.h"

#include "ytt-store-tours.h"

G_BEGIN_DECLS

struct _YttTalk
{
  GObject          parent_instance;

  YttStore        *store;              /* (owned) */
  gulong           changed_handler;
  YttSession      *session;            /* (owned) */
  YttTour         *tour;               /* (owned) */
  guint            index;
  YttView         *view;               /* (owned): what the wall is to show */
  YttTalkMode      mode;
  YttTalkMode      mode_before;        /* the question */
  gboolean         away;               /* the view is not the stop's, for a question was answered */
  gboolean         moved;
  gboolean         flying;
  gboolean         ended;
  gboolean         laser;
  gboolean         inhibited;
  gboolean         fullscreen;
  YttTalkBlank     blank;
  guint            number;
  gint64           started_at;
  gint64           stop_since;

  gboolean         playing;
  gboolean         loop;
  guint            play_source;

  YttFacilityList *answers;            /* (owned) */
  char            *words;              /* (owned): of the question */

  GPtrArray       *remarks;            /* (owned) (element-type YttTalkRemark) */
  GPtrArray       *newer;              /* (owned) (element-type YttTalkRemark): those of claims */
  char            *missing;            /* (nullable) */
  GError          *view_error;         /* (owned) (nullable): why the stop's view cannot be read */
  gboolean         tour_gone;

  /* Each is there as long as its answer is awaited. */
  GCancellable    *tours_cancellable;  /* (owned) (nullable) */
  GCancellable    *claims_cancellable; /* (owned) (nullable) */
  GCancellable    *words_cancellable;  /* (owned) (nullable) */
  GCancellable    *answer_cancellable; /* (owned) (nullable) */
};

enum
{
  YTT_TALK_PROP_0,
  YTT_TALK_PROP_TOUR,
  YTT_TALK_PROP_INDEX,
  YTT_TALK_PROP_STOP,
  YTT_TALK_PROP_VIEW,
  YTT_TALK_PROP_MODE,
  YTT_TALK_PROP_BLANK,
  YTT_TALK_PROP_LASER,
  YTT_TALK_PROP_PLAYING,
  YTT_TALK_PROP_LOOP,
  YTT_TALK_PROP_MOVED,
  YTT_TALK_PROP_FLYING,
  YTT_TALK_PROP_NUMBER,
  YTT_TALK_PROP_FULLSCREEN,
  YTT_TALK_PROP_INHIBITED,
  YTT_TALK_PROP_ANSWERS,
  YTT_TALK_PROP_WORDS,
  YTT_TALK_PROP_ASKING,
  YTT_TALK_PROP_REMARKS,
  YTT_TALK_PROP_STARTED_AT,
  YTT_TALK_PROP_STOP_SINCE,
  YTT_TALK_N_PROPS
};

void      ytt_talk_notify           (YttTalk      *self,
                                     guint         property);
void      ytt_talk_stop_reading     (GCancellable **cancellable);
void      ytt_talk_set_flag         (YttTalk      *self,
                                     gboolean     *place,
                                     gboolean      value,
                                     guint         property);
void      ytt_talk_set_number       (YttTalk      *self,
                                     guint         number);
void      ytt_talk_set_mode         (YttTalk      *self,
                                     YttTalkMode   mode);
void      ytt_talk_emit_land        (YttTalk      *self);

/* ytt-talk-stops.c */
/* Goes there, and says so even if it is the same view. */
void      ytt_talk_show_view        (YttTalk      *self,
                                     YttView      *view);
/* Shows a stop from its beginning. */
void      ytt_talk_show_stop        (YttTalk      *self,
                                     guint         index);
void      ytt_talk_session_loaded_cb (YttTalk     *self);
void      ytt_talk_session_error_cb (YttTalk      *self);

/* ytt-talk-follow.c */
void      ytt_talk_follow           (YttTalk      *self);
void      ytt_talk_set_tour         (YttTalk      *self,
                                     YttTour      *tour);

/* ytt-talk-play.c */
/* Waits anew for as long as the stop is to stay. */
void      ytt_talk_play_on          (YttTalk      *self);

/* ytt-talk-question.c */
void      ytt_talk_stop_question    (YttTalk      *self);

/* ytt-talk-remarks.c */
/* Looks whether the facility of the stop was deleted. */
void      ytt_talk_find_missing     (YttTalk      *self,
                                     const YttView *view);
/* It turned out to be. */
void      ytt_talk_lose_facility    (YttTalk      *self);
void      ytt_talk_update_remarks   (YttTalk      *self);
void      ytt_talk_read_claims      (YttTalk      *self);
void      ytt_talk_remark_free      (YttTalkRemark *remark);

G_END_DECLS
