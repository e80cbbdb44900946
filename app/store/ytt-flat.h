#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  YTT_FLAT_SOURCES,
  YTT_FLAT_ORGANISATIONS,
  YTT_FLAT_FACILITIES,
  YTT_FLAT_CLAIMS,
  YTT_FLAT_ANNOUNCEMENTS,
  YTT_FLAT_LINKS,
  YTT_FLAT_FIGURES,
  YTT_FLAT_TOURS,
  YTT_FLAT_TOUR_STOPS,
  YTT_FLAT_VIEWS,
  YTT_FLAT_META,
} YttFlatTable;

#define YTT_N_FLAT_TABLES 11

/* What stands for the key of a row without one, before the row's id. */
#define YTT_FLAT_NO_KEY "no-key-"

typedef struct _YttFlat YttFlat;

/* A row as texts, in the order of the columns and with NULL at its end. FALSE with an error ends the reading. */
typedef gboolean (*YttFlatFunc) (const char * const  *cells,
                                 gpointer             data,
                                 GError             **error);

YttFlat             *ytt_flat_open         (const char    *path,
                                            GCancellable  *cancellable,
                                            GError       **error);
void                 ytt_flat_free         (YttFlat       *self);
/* (transfer full) (array zero-terminated=1): the names of its columns */
char               **ytt_flat_list_columns (YttFlatTable   table);
/* Whether a column may be left out where it is empty in all rows. */
gboolean             ytt_flat_is_extra     (YttFlatTable   table,
                                            const char    *column);
/* (transfer full): as numbers are written there */
char                *ytt_flat_format_number (double        number);
gboolean             ytt_flat_read         (YttFlat       *self,
                                            YttFlatTable   table,
                                            YttFlatFunc    func,
                                            gpointer       data,
                                            GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFlat, ytt_flat_free)

G_END_DECLS
