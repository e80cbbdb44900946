#pragma once

#include "ytt-exchange-run.h"
#include "ytt-import.h"
#include "ytt-store.h"

G_BEGIN_DECLS

/**
 * YttFetched:
 * @staging: the facilities of which something was changed on the server, with what that is
 * @database: where it is from
 * @schema: the schema there
 * @all: whether all was read
 * @foreign: whether that was since another document was published there, or nothing tells what was changed since
 * @n_removed: facilities, and facts of them, that were removed or withdrawn there; they stay in the document
 * @n_emptied: columns of facilities that hold nothing there any more; they stay in the document
 * @n_others: rows that were changed there in what cannot be fetched: those of other tables, and keys, dates and notes
 * @n_left: figures that found no room beside others of the same facility
 *
 * What was changed on a server since a document was published there.
 */
typedef struct
{
  YttStaging *staging;
  char       *database;
  char       *schema;
  gboolean    all;
  gboolean    foreign;
  gint64      n_removed;
  gint64      n_emptied;
  gint64      n_others;
  gint64      n_left;
} YttFetched;

void        ytt_fetched_free          (YttFetched           *fetched);
/* (transfer full): to be reviewed, with the database as its source */
YttImport  *ytt_fetched_create_import (YttFetched           *fetched,
                                       YttFacts             *facts);
/* (transfer full) (array zero-terminated=1): what will not come into the document, a sentence each */
char      **ytt_fetched_dup_remarks   (YttFetched           *fetched);

void        ytt_fetch_async           (YttStore             *store,
                                       const char           *address,
                                       const char           *schema,
                                       const char           *password,
                                       gboolean              all,
                                       YttExchangeProgress   progress,
                                       gpointer              progress_data,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
YttFetched *ytt_fetch_finish          (YttStore             *store,
                                       GAsyncResult         *result,
                                       GError              **error);
/* For tests: how long a server may say nothing before it is given up, in ms. */
void        ytt_fetch_set_patience    (guint                 patience);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFetched, ytt_fetched_free)

G_END_DECLS
