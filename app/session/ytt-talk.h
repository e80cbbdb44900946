#pragma once

#include "ytt-session.h"
#include "ytt-tour.h"
#include "ytt-view.h"

G_BEGIN_DECLS

/**
 * YttTalkMode:
 * @YTT_TALK_STOP: what the stop shows
 * @YTT_TALK_FACILITY: the card of a facility that a click or a question called up
 * @YTT_TALK_QUESTION: a search over it, of which words are typed
 *
 * What is on the wall.
 */
typedef enum
{
  YTT_TALK_STOP,
  YTT_TALK_FACILITY,
  YTT_TALK_QUESTION,
} YttTalkMode;

GType ytt_talk_mode_get_type (void);
#define YTT_TYPE_TALK_MODE (ytt_talk_mode_get_type ())

/* Nothing is on the wall, so that everybody looks at the speaker. */
typedef enum
{
  YTT_TALK_BLANK_NONE,
  YTT_TALK_BLANK_BLACK,
  YTT_TALK_BLANK_WHITE,
} YttTalkBlank;

GType ytt_talk_blank_get_type (void);
#define YTT_TYPE_TALK_BLANK (ytt_talk_blank_get_type ())

/**
 * YttTalkRemarkKind:
 * @YTT_TALK_REMARK_NEWER: the ledger shows a newer claim than the one that the stop rests on
 * @YTT_TALK_REMARK_WITHDRAWN: a claim that the stop rests on was withdrawn
 * @YTT_TALK_REMARK_MISSING: the stop's facility was deleted; the wall shows its place
 * @YTT_TALK_REMARK_NEWER_VERSION: a newer version made the stop; the wall shows what this one can read
 * @YTT_TALK_REMARK_UNREADABLE: what the stop shows cannot be read
 * @YTT_TALK_REMARK_TOUR_GONE: the tour was deleted, and is presented as it was
 *
 * What the speaker has to know of a stop, and the room does not.
 */
typedef enum
{
  YTT_TALK_REMARK_NEWER,
  YTT_TALK_REMARK_WITHDRAWN,
  YTT_TALK_REMARK_MISSING,
  YTT_TALK_REMARK_NEWER_VERSION,
  YTT_TALK_REMARK_UNREADABLE,
  YTT_TALK_REMARK_TOUR_GONE,
} YttTalkRemarkKind;

/**
 * YttTalkRemark:
 * @kind: what it is about
 * @claim: the key of the claim that the stop rests on, 0 where it is about none
 * @text: a sentence for the speaker
 */
typedef struct
{
  YttTalkRemarkKind  kind;
  gint64             claim;
  char              *text;
} YttTalkRemark;

/* How long a stop stays in autoplay that does not say so, in seconds. */
#define YTT_TALK_DEFAULT_SECONDS 12.0

#define YTT_TYPE_TALK (ytt_talk_get_type ())

/**
 * YttTalk:
 *
 * What a talk is at: a tour, one of its stops, and what the speaker did to the wall since. It has a session of its own
 * over the same document, so that the window's stays as it was. Filter, search, moment, selection and links are set
 * there as the stop has them; its viewport is for the wall's map, which flies to #YttTalk:view.
 *
 * It follows the document: a stop that was changed is shown as it is now, and the talk stays at the same stop when
 * others come, go or move. A tour that was deleted is presented on as it was.
 *
 * Properties:
 *   "tour"        YttTour; r
 *   "index"       uint; r: of the stop, from 0
 *   "stop"        YttTourStop, nullable; r: NULL only of a tour without stops
 *   "view"        YttView boxed, nullable; r: what the wall is to show; notified of whenever the wall is to go there, be
 *                 it the same view after the map was moved
 *   "mode"        YttTalkMode; r
 *   "blank"       YttTalkBlank; rw
 *   "laser"       boolean; rw: whether a dot follows the mouse
 *   "playing"     boolean; rw: stops follow each other by themselves
 *   "loop"        boolean; rw: after the last stop the first one comes
 *   "moved"       boolean; rw: the map was moved away from "view"; the wall says so
 *   "flying"      boolean; rw: the map is on its way; the wall says so
 *   "number"      uint; r: of the stop that is being typed, 0 for none
 *   "fullscreen"  boolean; rw: whether the wall fills its screen; TRUE at first
 *   "inhibited"   boolean; rw: whether something keeps the screen awake; the presenter says so
 *   "answers"     GListModel of YttFacility; constant: what fits the question that is typed
 *   "words"       string; r: never NULL: the question that is typed, on the wall or on the speaker's screen
 *   "asking"      boolean; r: the answers to "words" are still to come
 *   "remarks"     GPtrArray of YttTalkRemark; r: never NULL; another array takes its place
 *   "started-at"  int64; r: monotonic time in µs
 *   "stop-since"  int64; r: monotonic time in µs
 *
 * Signals:
 *   "zoom" (double steps)  the wall is to look closer at its map, or from further away
 *   "land"   the wall is to be where it flies to, now
 *   "ended"  once
 */
G_DECLARE_FINAL_TYPE (YttTalk, ytt_talk, YTT, TALK, GObject)

YttTalk      *ytt_talk_new            (YttStore     *store,
                                       YttTour      *tour,
                                       guint         index);

YttSession   *ytt_talk_get_session    (YttTalk      *self);
YttTour      *ytt_talk_get_tour       (YttTalk      *self);
guint         ytt_talk_get_n_stops    (YttTalk      *self);
guint         ytt_talk_get_index      (YttTalk      *self);
YttTourStop  *ytt_talk_get_stop       (YttTalk      *self);
/* (nullable): NULL at the end */
YttTourStop  *ytt_talk_get_next_stop  (YttTalk      *self);
YttView      *ytt_talk_get_view       (YttTalk      *self);
YttTalkMode   ytt_talk_get_mode       (YttTalk      *self);
YttTalkMode   ytt_talk_get_mode_behind (YttTalk     *self);
/* (nullable): a sentence, where the stop's facility was deleted */
const char   *ytt_talk_get_missing    (YttTalk      *self);
GPtrArray    *ytt_talk_get_remarks    (YttTalk      *self);
gint64        ytt_talk_get_started_at (YttTalk      *self);
gint64        ytt_talk_get_stop_since (YttTalk      *self);

/* The keys of a talk. */
void          ytt_talk_next           (YttTalk      *self);
void          ytt_talk_back           (YttTalk      *self);
void          ytt_talk_first          (YttTalk      *self);
void          ytt_talk_last           (YttTalk      *self);
void          ytt_talk_go_to          (YttTalk      *self,
                                       guint         index);
void          ytt_talk_type_digit     (YttTalk      *self,
                                       guint         digit);
/* Goes to the stop whose number was typed; FALSE where none was */
gboolean      ytt_talk_confirm        (YttTalk      *self);
guint         ytt_talk_get_number     (YttTalk      *self);
/* Back to what the stop shows; FALSE where the wall is just there */
gboolean      ytt_talk_return         (YttTalk      *self);
void          ytt_talk_end            (YttTalk      *self);
gboolean      ytt_talk_get_ended      (YttTalk      *self);

/* Its card, and the map stays. */
void          ytt_talk_show_facility  (YttTalk      *self,
                                       gint64        id);

/* A question from the room. */
void          ytt_talk_begin_question (YttTalk      *self);
void          ytt_talk_end_question   (YttTalk      *self);
void          ytt_talk_ask            (YttTalk      *self,
                                       const char   *words);
const char   *ytt_talk_get_words      (YttTalk      *self);
gboolean      ytt_talk_get_asking     (YttTalk      *self);
GListModel   *ytt_talk_get_answers    (YttTalk      *self);
/* Ends the question and flies to a facility. */
void          ytt_talk_answer         (YttTalk      *self,
                                       gint64        id);

YttTalkBlank  ytt_talk_get_blank      (YttTalk      *self);
void          ytt_talk_set_blank      (YttTalk      *self,
                                       YttTalkBlank  blank);
void          ytt_talk_toggle_blank   (YttTalk      *self,
                                       YttTalkBlank  blank);
gboolean      ytt_talk_get_laser      (YttTalk      *self);
void          ytt_talk_set_laser      (YttTalk      *self,
                                       gboolean      laser);
gboolean      ytt_talk_get_playing    (YttTalk      *self);
void          ytt_talk_set_playing    (YttTalk      *self,
                                       gboolean      playing);
gboolean      ytt_talk_get_loop       (YttTalk      *self);
void          ytt_talk_set_loop       (YttTalk      *self,
                                       gboolean      loop);
gboolean      ytt_talk_get_fullscreen (YttTalk      *self);
void          ytt_talk_set_fullscreen (YttTalk      *self,
                                       gboolean      fullscreen);
void          ytt_talk_zoom           (YttTalk      *self,
                                       double        steps);
gboolean      ytt_talk_get_moved      (YttTalk      *self);
void          ytt_talk_set_moved      (YttTalk      *self,
                                       gboolean      moved);
gboolean      ytt_talk_get_flying     (YttTalk      *self);
void          ytt_talk_set_flying     (YttTalk      *self,
                                       gboolean      flying);
gboolean      ytt_talk_get_inhibited  (YttTalk      *self);
void          ytt_talk_set_inhibited  (YttTalk      *self,
                                       gboolean      inhibited);

/* (transfer full) (nullable): what a stop shows; a slide the map of the stop behind it, without a selection */
YttView      *ytt_talk_view_for_stop  (YttTour      *tour,
                                       guint         index);

G_END_DECLS
