#pragma once

#include "ytt-editor.h"
#include "ytt-pending-place.h"

G_BEGIN_DECLS

/**
 * YttCandidate:
 * @latitude: degrees
 * @longitude: degrees
 *
 * A place that may be meant. On the map and in words candidates are told apart by letters in their order: A, B.
 */
typedef struct
{
  double latitude;
  double longitude;
} YttCandidate;

/**
 * YttShownPlace:
 * @latitude: degrees
 * @longitude: degrees
 * @resolution: degrees that its last digit stands for
 * @zoom: how closely it is to be seen, as web maps count it; 0 where nobody has said so
 *
 * A place that is looked at and belongs to no facility: somebody pasted it, or opened its geo URI.
 */
typedef struct
{
  double latitude;
  double longitude;
  double resolution;
  double zoom;
} YttShownPlace;

#define YTT_TYPE_PLACING (ytt_placing_get_type ())

/**
 * YttPlacing:
 *
 * Where the selected facility is, while it is edited: what the record editor and the map tell each other, and the way
 * of a place into the document. Belongs to a session: ytt_session_get_placing().
 *
 * Properties:
 *   "asking"      boolean; rw: whether the next click on the map says where the selected facility is. Ends with the click,
 *                 with editing and with the selection
 *   "movable"     boolean; r: whether the selected facility's marker can be dragged: it is being edited, and was read
 *   "candidates"  GArray of YttCandidate (G_TYPE_ARRAY), nullable; rw: the places that are asked about, for the map
 *   "pending"     YttPendingPlace boxed, nullable; r: the selected facility's place that is not in the document yet
 *   "shown"       boolean; r: a place is looked at, whatever is selected; notified for each
 *
 * Signals:
 *   "chosen"  (uint candidate): one of the candidates was clicked on the map
 *   "moved"   (int64 facility): its new place is in the document
 *   "failed"  (int64 facility, GError error): it is not
 */
G_DECLARE_FINAL_TYPE (YttPlacing, ytt_placing, YTT, PLACING, GObject)

YttPlacing            *ytt_session_get_placing    (YttSession            *session);

gboolean               ytt_placing_get_asking     (YttPlacing            *self);
void                   ytt_placing_set_asking     (YttPlacing            *self,
                                                   gboolean               asking);
gboolean               ytt_placing_get_movable    (YttPlacing            *self);
GArray                *ytt_placing_get_candidates (YttPlacing            *self);
void                   ytt_placing_set_candidates (YttPlacing            *self,
                                                   GArray                *candidates);
const YttPendingPlace *ytt_placing_get_pending    (YttPlacing            *self);
void                   ytt_placing_set_pending    (YttPlacing            *self,
                                                   const YttPendingPlace *pending);

/* Each is about the selected facility, and does nothing where it is not being edited. */
void                   ytt_placing_place          (YttPlacing            *self,
                                                   double                 latitude,
                                                   double                 longitude);
void                   ytt_placing_settle         (YttPlacing            *self,
                                                   YttPrecision           precision);
void                   ytt_placing_clear          (YttPlacing            *self);
/* The same for a field that commits by itself. */
void                   ytt_placing_add_move       (YttPlacing            *self,
                                                   double                 latitude,
                                                   double                 longitude,
                                                   YttChanges            *changes,
                                                   char                 **summary);
void                   ytt_placing_add_clear      (YttPlacing            *self,
                                                   YttChanges            *changes,
                                                   char                 **summary);
/* NULL for none any more */
void                   ytt_placing_show           (YttPlacing            *self,
                                                   const YttShownPlace   *shown);
gboolean               ytt_placing_get_shown      (YttPlacing            *self,
                                                   YttShownPlace         *shown);
/* What is looked at is the place of that facility, which is to be said how exact it is. */
void                   ytt_placing_give_shown     (YttPlacing            *self,
                                                   gint64                 facility);
void                   ytt_placing_choose         (YttPlacing            *self,
                                                   guint                  candidate);

G_END_DECLS
