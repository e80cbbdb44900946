#pragma once

#include "ytt-table.h"

G_BEGIN_DECLS

/* What stands for no maker of a link whose material has the name of one. */
#define YTT_DATA_NO_MAKER "none"

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
  YTT_FILE_VIEWS,
  YTT_FILE_META,
} YttFile;

#define YTT_N_FILES 11

/**
 * YttDataSet:
 * @strict: whether it is the data set that comes with Ytterby, of which more is asked than of any document
 * @tables: the files, by #YttFile
 *
 * A data set, or a document, as its CSV files hold it, read and checked.
 */
typedef struct
{
  gboolean   strict;
  YttTable  *tables[YTT_N_FILES];
  char     **columns[YTT_N_FILES];
} YttDataSet;

YttDataSet  *ytt_data_set_read             (const char        *directory,
                                            GError           **error);
YttDataSet  *ytt_data_set_read_document    (const char        *directory,
                                            GError           **error);
const char  *ytt_data_set_get_file_name    (YttFile            file);
/* The id that a row named by its key has, or will have. */
gint64       ytt_data_set_get_id           (const YttDataSet  *self,
                                            YttFile            file,
                                            const char        *key);
/* Whether a key only stands for that of a row that has none. id: (out) (optional): the row's */
gboolean     ytt_data_set_is_no_key        (const char        *key,
                                            gint64            *id);
/* The table of the document that a file's rows go to. */
const char  *ytt_data_set_get_table        (YttFile            file);
void         ytt_data_set_free             (YttDataSet        *self);
char        *ytt_data_set_get_last_change  (const YttDataSet  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttDataSet, ytt_data_set_free)

G_END_DECLS
