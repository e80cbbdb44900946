#pragma once

#include "ytt-staging.h"

G_BEGIN_DECLS

/* The measures of a staging file, for those who write and read one: the process that reads foreign files knows by them what
 * it may put into a cell. */

#define YTT_STAGING_MAGIC "YTTSTG1\n"
#define YTT_STAGING_MAGIC_SIZE 8
#define YTT_STAGING_END_SIZE 40

/* Before the cells of a row. */
#define YTT_STAGING_ROW_SIZE 24

/* The length of a cell that holds nothing. */
#define YTT_STAGING_NOTHING G_MAXUINT32

#define YTT_STAGING_MOST_TEXT (1024 * 1024)
#define YTT_STAGING_MOST_COLUMNS 4096

G_END_DECLS
