#pragma once

#include "ytt-record.h"

G_BEGIN_DECLS

typedef enum
{
  YTT_EXPORT_TEXT,
  YTT_EXPORT_NUMBER,   /* as JSON writes it */
  YTT_EXPORT_DATE,     /* ISO 8601: a year, a month or a day */
} YttExportKind;

/* Called with what is known of a facility, column by column; what is not known is left out. rank: the column's place
 * among all, in rising order. */
typedef void (*YttExportCellFunc) (guint          rank,
                                   const char    *column,
                                   const char    *text,
                                   YttExportKind  kind,
                                   gpointer       data);

void  ytt_export_for_each_cell  (const YttRecord    *record,
                                 YttExportCellFunc   func,
                                 gpointer            data);

/* The columns that a table of facilities has in any case, with "" in them. */
void  ytt_export_for_each_fixed (YttExportCellFunc   func,
                                 gpointer            data);

/* (transfer full): "Plant starts up (Mining News, 2025-09-08). https://example.org/" */
char *ytt_export_format_source  (const YttSource    *source);

/* The shortest text that is read as the same number; text: room for %G_ASCII_DTOSTR_BUF_SIZE bytes. Returns it. */
const char *ytt_export_format_degrees (char           *text,
                                       double          degrees);

/* Whether JSON could write it as a number. */
gboolean ytt_export_is_number   (const char         *text);

G_END_DECLS
