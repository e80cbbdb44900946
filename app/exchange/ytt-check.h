#pragma once

#include "ytt-data-set.h"

G_BEGIN_DECLS

char      **ytt_check_list_columns   (YttFile            file);
char      **ytt_check_list_needed    (YttFile            file,
                                      gboolean           strict);
void        ytt_check_fields         (const YttDataSet  *set,
                                      YttFile            file,
                                      GPtrArray         *problems);
void        ytt_check_rows           (const YttDataSet  *set,
                                      GPtrArray         *problems);

/* For those who check. */
void        ytt_check_add_problem    (GPtrArray         *problems,
                                      const YttTable    *table,
                                      guint              row,
                                      const char        *column,
                                      const char        *format,
                                      ...) G_GNUC_PRINTF (5, 6);
gboolean    ytt_check_is_date        (const char        *text);
gboolean    ytt_check_is_number      (const char        *text);

G_END_DECLS
