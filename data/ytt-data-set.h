#pragma once

#include "ytt-table.h"

G_BEGIN_DECLS

typedef enum
{
  YTT_FILE_SOURCES,
  YTT_FILE_ORGANISATIONS,
  YTT_FILE_FACILITIES,
  YTT_FILE_CLAIMS,
  YTT_FILE_ANNOUNCEMENTS,
  YTT_FILE_LINKS,
  YTT_FILE_FIGURES,
  YTT_FILE_TOURS,
  YTT_FILE_TOUR_STOPS,
} YttFile;

#define YTT_N_FILES 9

/**
 * YttDataSet:
 * @tables: the files, by #YttFile
 *
 * The data set as its CSV files hold it, read and checked.
 */
typedef struct
{
  YttTable  *tables[YTT_N_FILES];
  char     **columns[YTT_N_FILES];
} YttDataSet;

YttDataSet  *ytt_data_set_read             (const char        *directory,
                                            GError           **error);
void         ytt_data_set_free             (YttDataSet        *self);
char        *ytt_data_set_get_last_change  (const YttDataSet  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttDataSet, ytt_data_set_free)

G_END_DECLS
