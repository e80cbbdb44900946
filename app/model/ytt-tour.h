#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a stop shows: a view of the map, or words alone, to open or to close with. */
typedef enum
{
  YTT_STOP_VIEW,
  YTT_STOP_SLIDE,
} YttStopKind;

/* The codes of the document; what is unknown there is a view. */
const char  *ytt_stop_kind_to_code   (YttStopKind  kind);
YttStopKind  ytt_stop_kind_from_code (const char  *code);

/**
 * YttTourStopFields:
 * @id: the key of its row
 * @tour: the key of its tour
 * @position: its place in the tour; two may have the same where copies were joined
 * @kind: what it shows
 * @title: (nullable): for the wall
 * @text: (nullable): for the wall
 * @notes: (nullable): for the speaker
 * @seconds: how long to stay, 0 if nothing is said of it
 * @facility: the facility whose card is shown; 0 for none, or for one that has been deleted since
 * @content: (nullable): what is on the screen, JSON; see ytt_view_new_from_json()
 *
 * What a stop is made of.
 */
typedef struct
{
  gint64       id;
  gint64       tour;
  gint64       position;
  YttStopKind  kind;
  const char  *title;
  const char  *text;
  const char  *notes;
  double       seconds;
  gint64       facility;
  const char  *content;
} YttTourStopFields;

#define YTT_TYPE_TOUR_STOP (ytt_tour_stop_get_type ())

/**
 * YttTourStop:
 *
 * A stop of a tour that is kept in the document. It never changes: a newer one takes its place.
 */
G_DECLARE_FINAL_TYPE (YttTourStop, ytt_tour_stop, YTT, TOUR_STOP, GObject)

YttTourStop             *ytt_tour_stop_new               (const YttTourStopFields *fields,
                                                          GArray                  *claims,
                                                          GArray                  *announcements);
/* (transfer none): they live as long as the stop */
const YttTourStopFields *ytt_tour_stop_get_fields        (YttTourStop             *self);
gint64                   ytt_tour_stop_get_id            (YttTourStop             *self);
YttStopKind              ytt_tour_stop_get_kind          (YttTourStop             *self);
/* Never NULL */
const char              *ytt_tour_stop_get_title         (YttTourStop             *self);
const char              *ytt_tour_stop_get_text          (YttTourStop             *self);
const char              *ytt_tour_stop_get_notes         (YttTourStop             *self);
const char              *ytt_tour_stop_get_content       (YttTourStop             *self);
double                   ytt_tour_stop_get_seconds       (YttTourStop             *self);
gint64                   ytt_tour_stop_get_facility      (YttTourStop             *self);
/* (transfer none) (element-type gint64): the keys of what it rests on, in their order */
GArray                  *ytt_tour_stop_get_claims        (YttTourStop             *self);
GArray                  *ytt_tour_stop_get_announcements (YttTourStop             *self);
gboolean                 ytt_tour_stop_equal             (YttTourStop             *a,
                                                          YttTourStop             *b);

#define YTT_TYPE_TOUR (ytt_tour_get_type ())

/**
 * YttTour:
 *
 * A tour that is kept in the document, with its stops in their order; a GListModel of #YttTourStop. It never changes: a
 * newer one takes its place.
 */
G_DECLARE_FINAL_TYPE (YttTour, ytt_tour, YTT, TOUR, GObject)

YttTour     *ytt_tour_new         (gint64       id,
                                   const char  *slug,
                                   const char  *title,
                                   const char  *note,
                                   GPtrArray   *stops);
gint64       ytt_tour_get_id      (YttTour     *self);
/* (nullable): its short name, where it came with the data set */
const char  *ytt_tour_get_slug    (YttTour     *self);
/* Never NULL */
const char  *ytt_tour_get_title   (YttTour     *self);
const char  *ytt_tour_get_note    (YttTour     *self);
guint        ytt_tour_get_n_stops (YttTour     *self);
/* (transfer none) */
YttTourStop *ytt_tour_get_stop    (YttTour     *self,
                                   guint        index);
gboolean     ytt_tour_find_stop   (YttTour     *self,
                                   gint64       id,
                                   guint       *index);
/* How long all stops take together, in seconds; those of which nothing is said are not counted. */
double       ytt_tour_get_seconds (YttTour     *self);
gboolean     ytt_tour_equal       (YttTour     *a,
                                   YttTour     *b);

G_END_DECLS
