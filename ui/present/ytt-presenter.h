#pragma once

#include <gtk/gtk.h>

#include "ytt-talk.h"
#include "ytt-wall.h"

G_BEGIN_DECLS

#define YTT_TYPE_PRESENTER (ytt_presenter_get_type ())

/**
 * YttPresenter:
 *
 * A talk that is given: it owns the wall and the speaker's screen, keeps the screen awake, and puts everything back as it was when
 * the talk ends. It lives until then by itself.
 */
G_DECLARE_FINAL_TYPE (YttPresenter, ytt_presenter, YTT, PRESENTER, GObject)

/* (transfer none): it holds itself until the talk ends */
YttPresenter *ytt_presenter_start      (GtkWindow    *parent,
                                        YttSession   *session,
                                        YttTour      *tour,
                                        guint         index);
YttTalk      *ytt_presenter_get_talk   (YttPresenter *self);
YttWall      *ytt_presenter_get_wall   (YttPresenter *self);
/* (transfer none) (nullable): the wall's; %NULL once the talk has ended */
GtkWindow    *ytt_presenter_get_window (YttPresenter *self);
/* (transfer none) (nullable): that of the speaker's screen, likewise */
GtkWindow    *ytt_presenter_get_speaker (YttPresenter *self);
/* Brings its windows to the front. */
void          ytt_presenter_present    (YttPresenter *self);

G_END_DECLS
