#pragma once

#include "ytt-application.h"
#include "ytt-session.h"
#include "ytt-state.h"

G_BEGIN_DECLS

#define YTT_TYPE_WINDOW (ytt_window_get_type ())

/**
 * YttWindow:
 *
 * One document: a header bar over the list, the map and the record. It opens the document, owns its store and
 * the session that the panes share, and closes the store when it goes.
 *
 * Where a document cannot be shown, a page in its place says what happened, and leads on.
 */
G_DECLARE_FINAL_TYPE (YttWindow, ytt_window, YTT, WINDOW, AdwApplicationWindow)

YttWindow    *ytt_window_new          (YttApplication *application);

void          ytt_window_present      (YttWindow      *self);
void          ytt_window_open         (YttWindow      *self,
                                       const char     *path);
const char   *ytt_window_get_path     (YttWindow      *self);
gboolean      ytt_window_has_document (YttWindow      *self);
const GError *ytt_window_get_error    (YttWindow      *self);
const char   *ytt_window_get_unfound  (YttWindow      *self);
YttSession   *ytt_window_get_session  (YttWindow      *self);

void          ytt_window_search       (YttWindow      *self,
                                       const char     *words);
void          ytt_window_select       (YttWindow      *self,
                                       const char     *slug_or_words);
void          ytt_window_restore      (YttWindow      *self,
                                       const YttState *state);
YttState     *ytt_window_get_state    (YttWindow      *self);

char         *ytt_window_get_lacking  (YttWindow      *self);
char         *ytt_window_describe     (YttWindow      *self);
void          ytt_window_merge_file   (YttWindow      *self,
                                       GFile          *file);
void          ytt_window_show_place   (YttWindow      *self,
                                       const char     *text);
void          ytt_window_toast        (YttWindow      *self,
                                       const char     *text);

G_END_DECLS
