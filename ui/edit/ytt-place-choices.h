#pragma once

#include "ytt-choice-field.h"
#include "ytt-record.h"

G_BEGIN_DECLS

/* What the fields of a place may be chosen from. */

void  ytt_place_choices_add_countries (YttChoiceField  *field);
char *ytt_place_choices_name_source   (const YttSource *source);

G_END_DECLS
