#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_RANGE_EDITOR (ytt_range_editor_get_type ())

/**
 * YttRangeEditor:
 *
 * Asks for a range: years of start, a capacity in one basis, or a newest source older than a date. It applies what is
 * typed a moment later, or at once upon Enter; what cannot be read is marked and changes nothing. A toggle beside the
 * fields leaves the range out.
 */
G_DECLARE_FINAL_TYPE (YttRangeEditor, ytt_range_editor, YTT, RANGE_EDITOR, AdwBin)

GtkWidget *ytt_range_editor_new (YttSession *session,
                                 YttFacet    facet);

G_END_DECLS
