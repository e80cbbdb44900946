#pragma once

#include "ytt-field.h"

G_BEGIN_DECLS

#define YTT_TYPE_LONG_TEXT_FIELD (ytt_long_text_field_get_type ())

/**
 * YttLongTextField:
 *
 * A field for a text of several lines, which grows with it. Enter begins a new line; Ctrl+Enter saves, as leaving does.
 */
G_DECLARE_FINAL_TYPE (YttLongTextField, ytt_long_text_field, YTT, LONG_TEXT_FIELD, YttField)

GtkWidget *ytt_long_text_field_new (const char *title);

G_END_DECLS
