#pragma once

#include "ytt-field.h"

G_BEGIN_DECLS

#define YTT_TYPE_CHOICE_FIELD (ytt_choice_field_get_type ())

/**
 * YttChoiceField:
 *
 * A field for one of several codes, such as a precision. A choice is saved at once. Its text is the code; the empty one
 * is nothing.
 */
G_DECLARE_FINAL_TYPE (YttChoiceField, ytt_choice_field, YTT, CHOICE_FIELD, YttField)

GtkWidget *ytt_choice_field_new    (const char     *title);
void       ytt_choice_field_add    (YttChoiceField *self,
                                    const char     *code,
                                    const char     *label);
void       ytt_choice_field_clear_choices (YttChoiceField *self);

G_END_DECLS
