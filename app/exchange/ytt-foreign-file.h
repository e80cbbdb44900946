#pragma once

#include "ytt-staging.h"

G_BEGIN_DECLS

/* Called in the thread that asked, now and then: how much of the file has been read, 0 to 1. */
typedef void (*YttForeignProgress) (double   fraction,
                                    gpointer user_data);

/**
 * YttForeignChoice:
 * @layer: (nullable): which layer or sheet; %NULL for the first that has rows
 * @encoding: (nullable): what the text of a table with separators or of a Shapefile is written in, as iconv calls it; %NULL
 *   to find that out
 * @separator: what the columns of such a table are told apart by; 0 to find that out
 *
 * What a person says of a file, where it does not say it itself.
 */
typedef struct
{
  const char *layer;
  const char *encoding;
  char        separator;
} YttForeignChoice;

/**
 * YttForeignEncoding:
 * @name: as iconv calls it
 * @label: which languages are written in it; not translated yet
 *
 * An encoding that tables come in.
 */
typedef struct
{
  const char *name;
  const char *label;
} YttForeignEncoding;

const YttForeignEncoding *ytt_foreign_file_get_encodings (guint *n);

/* Finish: (transfer full): what the file holds. */
void        ytt_foreign_file_read_async   (const char           *path,
                                           const char           *layer,
                                           YttForeignProgress    progress,
                                           gpointer              progress_data,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
/* The same, as a person says. */
void        ytt_foreign_file_read_as_async (const char             *path,
                                            const YttForeignChoice *choice,
                                            YttForeignProgress      progress,
                                            gpointer                progress_data,
                                            GCancellable           *cancellable,
                                            GAsyncReadyCallback     callback,
                                            gpointer                user_data);
YttStaging *ytt_foreign_file_read_finish  (GAsyncResult         *result,
                                           GError              **error);
/* For tests: how long the reader may say nothing before it is given up, in ms. */
void        ytt_foreign_file_set_patience (guint                 patience);

G_END_DECLS
