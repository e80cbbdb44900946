#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * YttStages:
 *
 * The stages of the rare earth chain, as a set. The bits stand in the order in
 * which markers and lists show them: recycling first, then the chain.
 */
typedef enum /*< flags >*/
{
  YTT_STAGE_NONE          = 0,
  YTT_STAGE_RECYCLING     = 1 << 0,
  YTT_STAGE_MINING        = 1 << 1,
  YTT_STAGE_CONCENTRATION = 1 << 2,
  YTT_STAGE_CRACKING      = 1 << 3,
  YTT_STAGE_SEPARATION    = 1 << 4,
  YTT_STAGE_METAL         = 1 << 5,
  YTT_STAGE_MAGNET        = 1 << 6,
} YttStages;

#define YTT_N_STAGES 7

typedef enum
{
  YTT_STATUS_UNKNOWN,
  YTT_STATUS_EXPLORATION,
  YTT_STATUS_PROPOSED,
  YTT_STATUS_CONSTRUCTION,
  YTT_STATUS_COMMISSIONING,
  YTT_STATUS_OPERATING,
  YTT_STATUS_SUSPENDED,
  YTT_STATUS_CLOSED,
  YTT_STATUS_SHELVED,
  YTT_STATUS_CANCELLED,
} YttStatus;

#define YTT_N_STATUSES 10

typedef enum
{
  YTT_PRECISION_UNKNOWN,   /* no place */
  YTT_PRECISION_SITE,
  YTT_PRECISION_LOCALITY,
  YTT_PRECISION_REGION,
} YttPrecision;

/* In the order in which they are preferred: design, "Which claim is shown". */
typedef enum
{
  YTT_QUALIFIER_EXACT,
  YTT_QUALIFIER_ABOUT,
  YTT_QUALIFIER_AT_LEAST,
  YTT_QUALIFIER_UP_TO,
  YTT_QUALIFIER_PLANNED,
  YTT_QUALIFIER_EXPECTED,
} YttQualifier;

typedef enum
{
  YTT_TENSE_STATED,
  YTT_TENSE_PROMISED,
} YttTense;

typedef enum
{
  YTT_LINK_OPERATING,
  YTT_LINK_CONTRACTED,
  YTT_LINK_PLANNED,
  YTT_LINK_MEMORANDUM,
  YTT_LINK_ENDED,
} YttLinkState;

/* Codes are what a document stores; labels are translated words for people.
 * The _from_code functions return FALSE for what they do not know. */
gboolean      ytt_stage_from_code       (const char *code, YttStages *stage);
const char   *ytt_stage_to_code         (YttStages stage);
const char   *ytt_stage_get_label       (YttStages stage);
YttStages     ytt_stages_get_leading    (YttStages stages);
guint         ytt_stages_count          (YttStages stages);

gboolean      ytt_status_from_code      (const char *code, YttStatus *status);
const char   *ytt_status_to_code        (YttStatus status);
const char   *ytt_status_get_label      (YttStatus status);

gboolean      ytt_precision_from_code   (const char *code, YttPrecision *precision);
const char   *ytt_precision_to_code     (YttPrecision precision);
const char   *ytt_precision_get_label   (YttPrecision precision);

gboolean      ytt_qualifier_from_code   (const char *code, YttQualifier *qualifier);
const char   *ytt_qualifier_to_code     (YttQualifier qualifier);

gboolean      ytt_tense_from_code       (const char *code, YttTense *tense);

gboolean      ytt_link_state_from_code  (const char *code, YttLinkState *state);
const char   *ytt_link_state_to_code    (YttLinkState state);
const char   *ytt_link_state_get_label  (YttLinkState state);

/* The words for the other codes of the data set; unknown codes come back as they are. */
const char   *ytt_attribute_get_label         (const char *attribute);
guint         ytt_attribute_get_rank          (const char *attribute);   /* its place among the figures, from 0 */
const char   *ytt_attribute_get_nth           (guint       rank);        /* (nullable): the one of that place */
const char   *ytt_announcement_kind_get_label (const char *kind);
const char   *ytt_announcement_kind_get_nth   (guint       n);           /* (nullable): its code, from 0 */
const char   *ytt_announcement_status_get_label (const char *status);
const char   *ytt_announcement_status_get_nth (guint       n);           /* (nullable): its code, from 0 */
const char   *ytt_country_get_name            (const char *iso2);   /* in the user's language, from iso-codes */

G_END_DECLS
