#pragma once

#include "ytt-query-statements.h"
#include "ytt-query-text.h"
#include "ytt-timeline.h"

G_BEGIN_DECLS

/* (transfer full) (element-type YttClaim) (nullable): what is claimed on a facility and was not withdrawn, by id; their
 * sources are left to the caller. */
GPtrArray *ytt_query_read_claims (YttStatements  *statements,
                                  gint64          facility,
                                  GError        **error);
/* The same of what was withdrawn, by attribute, the newest first. */
GPtrArray *ytt_query_read_withdrawn (YttStatements *statements,
                                  gint64          facility,
                                  GError        **error);
/* Takes out and frees those that are not told by @told; tells how many of them have a date of later, and none. */
void       ytt_claims_leave_out  (GPtrArray *claims,
                                  guint32    told,
                                  guint     *n_later,
                                  guint     *n_undated);

G_END_DECLS
