#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define YTT_TYPE_DRAFTS (ytt_drafts_get_type ())

/**
 * YttDrafts:
 *
 * The texts that were left in the fields of one document without being valid. They are one person's, so they are kept
 * in a file of their own among the state of the program, which is written at once after each change.
 *
 * Properties:
 *   "error"  GError boxed, nullable; r: why they could not be kept; they are still there while the program runs
 */
G_DECLARE_FINAL_TYPE (YttDrafts, ytt_drafts, YTT, DRAFTS, GObject)

YttDrafts     *ytt_drafts_new        (const char *document);
const char    *ytt_drafts_get        (YttDrafts  *self,
                                      const char *table,
                                      gint64      row,
                                      const char *field);
void           ytt_drafts_set        (YttDrafts  *self,
                                      const char *table,
                                      gint64      row,
                                      const char *field,
                                      const char *text);
guint          ytt_drafts_get_n      (YttDrafts  *self);
const GError  *ytt_drafts_get_error  (YttDrafts  *self);
/* Waits until all is on the disk; for the end of a window, and tests. */
void           ytt_drafts_flush      (YttDrafts  *self);

G_END_DECLS
