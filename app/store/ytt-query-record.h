#pragma once

#include "ytt-query-statements.h"
#include "ytt-record.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): a facility with what is claimed on it, without announcements, supply links and what was
 * withdrawn; its name is NULL if it is gone. @today: YYYYMMDD. NULL with an error. */
YttRecord *ytt_query_read_own (YttStatements  *statements,
                               gint64          id,
                               YttMoment       moment,
                               guint32         today,
                               GError        **error);

G_END_DECLS
