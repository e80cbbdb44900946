#pragma once

#include "ytt-field.h"
#include "ytt-store-rows.h"

G_BEGIN_DECLS

#define YTT_TYPE_TEXT_FIELD (ytt_text_field_get_type ())

/**
 * YttTextField:
 *
 * A field for a text of one line. Where it has something to propose, as the document's organisations by what is typed
 * of their names, that stands under the text: Down goes there, Enter takes one.
 *
 * Signals:
 *   "propose"  (string text): something was typed; ytt_text_field_propose() shows what fits. Not emitted where
 *              ytt_text_field_set_match_kind() was called
 *   "picked"   (int64 id, string text): a proposal was taken. It is saved next
 */
G_DECLARE_FINAL_TYPE (YttTextField, ytt_text_field, YTT, TEXT_FIELD, YttField)

GtkWidget *ytt_text_field_new             (const char    *title);

void       ytt_text_field_set_placeholder (YttTextField  *self,
                                           const char    *placeholder);
void       ytt_text_field_set_match_kind  (YttTextField  *self,
                                           YttMatchKind   kind);
void       ytt_text_field_propose         (YttTextField  *self,
                                           GPtrArray     *matches);
gint64     ytt_text_field_get_picked      (YttTextField  *self);
GtkText   *ytt_text_field_get_input       (YttTextField  *self);

G_END_DECLS
