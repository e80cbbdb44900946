#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words that the data set may use, each list ending with NULL. */
extern const char * const ytt_vocabulary_amount_qualifiers[];
extern const char * const ytt_vocabulary_announcement_kinds[];
extern const char * const ytt_vocabulary_announcement_statuses[];
extern const char * const ytt_vocabulary_attributes[];
extern const char * const ytt_vocabulary_bases[];
extern const char * const ytt_vocabulary_countries[];
extern const char * const ytt_vocabulary_currencies[];
extern const char * const ytt_vocabulary_elements[];
extern const char * const ytt_vocabulary_link_modes[];
extern const char * const ytt_vocabulary_link_states[];
extern const char * const ytt_vocabulary_measures[];
extern const char * const ytt_vocabulary_organisation_kinds[];
extern const char * const ytt_vocabulary_precisions[];
extern const char * const ytt_vocabulary_qualifiers[];
extern const char * const ytt_vocabulary_roles[];
extern const char * const ytt_vocabulary_rungs[];
extern const char * const ytt_vocabulary_scopes[];
extern const char * const ytt_vocabulary_stages[];
extern const char * const ytt_vocabulary_statuses[];
extern const char * const ytt_vocabulary_stop_kinds[];
extern const char * const ytt_vocabulary_tenses[];
extern const char * const ytt_vocabulary_units[];

gboolean     ytt_vocabulary_attribute_has_unit (const char         *attribute,
                                                const char         *unit);
const char  *ytt_vocabulary_get_maker          (const char         *material);

G_END_DECLS
