#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of one table. */
typedef struct
{
  char    *name;
  guint64  n_known;   /* rows that the damaged file is known to have held */
  guint64  n_kept;    /* of them in the new document, or those that could be read where none was made */
} YttRecoveredTable;

/**
 * YttRecovery:
 *
 * What a damaged document held, and what of it could be read. Where indexes are damaged as well, there may have been
 * more.
 */
typedef struct
{
  GArray  *tables;               /* (element-type YttRecoveredTable) */
  guint64  n_facilities;         /* known of */
  guint64  n_facilities_lost;    /* of them, those whose record cannot be read */
  guint64  n_facilities_mended;  /* of those, made anew with what the search knew: name and country, without a place */
  guint64  n_others_lost;        /* rows of the other tables: not read, or about something that is lost */
} YttRecovery;

/* fraction: up to %YTT_RECOVER_READ, when all is read; nobody can tell how long it takes then to make search and lists
 * anew. */
#define YTT_RECOVER_READ 0.95
typedef void (*YttRecoverProgress) (double   fraction,
                                    gpointer user_data);

void                     ytt_recovery_free         (YttRecovery          *recovery);
const YttRecoveredTable *ytt_recovery_find         (const YttRecovery    *recovery,
                                                    const char           *table);

/* Only counts. The file must not be open in this process. */
void                     ytt_store_look_into_async (const char           *path,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
/* Reads what can be read of a file into a new document; a file that is there is replaced. */
void                     ytt_store_recover_async   (const char           *path,
                                                    const char           *new_path,
                                                    YttRecoverProgress    progress,
                                                    gpointer              progress_data,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
/* Of both. */
YttRecovery             *ytt_store_recover_finish  (GAsyncResult         *result,
                                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttRecovery, ytt_recovery_free)

G_END_DECLS
