#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The user's own copy of the shipped data set: $XDG_DATA_HOME/ytterby/ytterby.gpkg.
 * Where YTTERBY_SHIPPED is set, that file is the shipped one; else the build's, for a program that runs from a
 * build tree; else the installed one. */
typedef enum
{
  YTT_SHIPPED_CURRENT,      /* the copy is there and up to date, or was made or replaced just now */
  YTT_SHIPPED_NEWER_FACTS,  /* the user's copy has changes and stays; the program brings newer facts */
} YttShippedState;

/* Finish: (transfer full) the path to open */
void  ytt_shipped_prepare_async  (GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
char *ytt_shipped_prepare_finish (GAsyncResult         *result,
                                  YttShippedState      *state,
                                  GError              **error);

/* (transfer full) (nullable): the path to open, if an earlier start has prepared all and nothing has changed since;
 * a look at a few files */
char *ytt_shipped_get_current    (void);

/* (transfer full): the path of the user's copy, which need not be there */
char *ytt_shipped_get_copy_path  (void);

/* (transfer full) (nullable): the shipped document itself, which can be opened only to be read */
char *ytt_shipped_find           (GError              **error);

G_END_DECLS
