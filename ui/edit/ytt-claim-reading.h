#pragma once

#include "ytt-field-reading.h"
#include "ytt-record.h"

G_BEGIN_DECLS

/* What is typed into the fields of a claim, read and written. */

/* As #YttFieldReadFunc: the value of a claim on @attribute; @row is how the claim stands, if it does. */
gboolean    ytt_claim_read_value     (const char  *attribute,
                                      YttRow      *row,
                                      const char  *text,
                                      GPtrArray   *readings,
                                      GError     **error);
/* (transfer full): what was typed, where it still means the claim; else what does */
char       *ytt_claim_write_value    (YttRow      *row);
/* A year, a month or a day for a column, or nothing. */
gboolean    ytt_claim_read_date      (const char  *column,
                                      const char  *text,
                                      GPtrArray   *readings,
                                      GError     **error);
/* (transfer full): a date as people write it, if it is read as the same again */
char       *ytt_claim_write_date     (const char  *iso);
/* An http, https or geo address for the column url, or nothing. */
gboolean    ytt_claim_read_address   (const char  *text,
                                      GPtrArray   *readings,
                                      GError     **error);
/* The words for what may be chosen. NULL behind the last. */
const char *ytt_claim_scope_get_nth  (guint        position,
                                      const char **label);
const char *ytt_qualifier_get_label  (YttQualifier qualifier);
const char *ytt_tense_get_label      (YttTense     tense);
const char *ytt_tense_to_code        (YttTense     tense);

G_END_DECLS
