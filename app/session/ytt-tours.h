#pragma once

#include "ytt-editor.h"
#include "ytt-stop-basis.h"
#include "ytt-tour.h"
#include "ytt-view.h"

G_BEGIN_DECLS

#define YTT_TYPE_TOURS (ytt_tours_get_type ())

/**
 * YttTours:
 *
 * The tours that are kept in a session's document, a GListModel of #YttTour by title, and which of them is composed.
 * What is done to them is an edit like any other, and the list follows once it is in the document. What depends on the
 * order of stops waits until what was asked for before is there, so that keys may come as fast as they like.
 *
 * Properties:
 *   "tour"    int64; rw: the tour that is composed, 0 where there is none. One that is deleted gives way to the one
 *             before it, and is composed again when it comes back
 *   "stop"    int64; rw: the stop of it that is chosen, 0 for none. One that is deleted gives way to its neighbour
 *   "loaded"  boolean; r: whether the tours of the document have been read
 *
 * Signals:
 *   "done"    (int64 entry, string text): something that can be taken back, in words for a toast
 *   "failed"  (GError error): something was not done
 */
G_DECLARE_FINAL_TYPE (YttTours, ytt_tours, YTT, TOURS, GObject)

YttTours    *ytt_session_get_tours      (YttSession  *session);

gboolean     ytt_tours_get_loaded       (YttTours    *self);
gint64       ytt_tours_get_tour         (YttTours    *self);
void         ytt_tours_set_tour         (YttTours    *self,
                                         gint64       tour);
gint64       ytt_tours_get_stop         (YttTours    *self);
void         ytt_tours_set_stop         (YttTours    *self,
                                         gint64       stop);
/* (transfer none) (nullable) */
YttTour     *ytt_tours_find             (YttTours    *self,
                                         gint64       tour);
/* (transfer none) (nullable): the ones that the properties name */
YttTour     *ytt_tours_get_current      (YttTours    *self);
YttTourStop *ytt_tours_get_current_stop (YttTours    *self);

/* Tours. A title of NULL: a new one gets a name that no other has. */
void         ytt_tours_add              (YttTours    *self,
                                         const char  *title);
void         ytt_tours_rename           (YttTours    *self,
                                         YttTour     *tour,
                                         const char  *title);
void         ytt_tours_set_note         (YttTours    *self,
                                         YttTour     *tour,
                                         const char  *note);
void         ytt_tours_duplicate        (YttTours    *self,
                                         YttTour     *tour);
void         ytt_tours_remove           (YttTours    *self,
                                         YttTour     *tour);

/* Stops of the tour that is composed; where there is none, one is made. */
void         ytt_tours_add_view         (YttTours    *self,
                                         YttView     *view);
void         ytt_tours_add_slide        (YttTours    *self,
                                         gboolean     opening);

/* One stop, of whichever tour. */
void         ytt_tours_set_title        (YttTours    *self,
                                         YttTourStop *stop,
                                         const char  *title);
void         ytt_tours_set_text         (YttTours    *self,
                                         YttTourStop *stop,
                                         const char  *text);
void         ytt_tours_set_notes        (YttTours    *self,
                                         YttTourStop *stop,
                                         const char  *notes);
void         ytt_tours_set_seconds      (YttTours    *self,
                                         YttTourStop *stop,
                                         double       seconds);
void         ytt_tours_update_view      (YttTours    *self,
                                         YttTourStop *stop,
                                         YttView     *view);
/* Of the basis nothing but the key and the value counts. */
void         ytt_tours_set_rests_on     (YttTours           *self,
                                         YttTourStop        *stop,
                                         const YttStopBasis *basis,
                                         gboolean            rests);
/* To an index, or by so many places; beyond the ends is at the ends. */
void         ytt_tours_move_stop        (YttTours    *self,
                                         YttTourStop *stop,
                                         guint        to);
void         ytt_tours_move_stop_by     (YttTours    *self,
                                         YttTourStop *stop,
                                         int          by);
void         ytt_tours_duplicate_stop   (YttTours    *self,
                                         YttTourStop *stop);
void         ytt_tours_remove_stop      (YttTours    *self,
                                         YttTourStop *stop);

/* Whether a newer version wrote what it shows, which is then shown as far as it is understood, and left as it is. */
gboolean     ytt_tour_stop_is_newer     (YttTourStop *stop);

G_END_DECLS
