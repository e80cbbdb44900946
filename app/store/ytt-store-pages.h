#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * YttPages:
 *
 * The pages of a database file, read without SQLite, which gives up a table at the first page that it cannot
 * read: what a damaged document still holds. The file is only ever read. Pages are numbered from 1, as in the
 * file's format (https://www.sqlite.org/fileformat2.html).
 *
 * Not for several threads at once.
 */
typedef struct _YttPages YttPages;

typedef enum
{
  YTT_PAGE_LOST           = 0,   /* none that rows or index entries could be read from */
  YTT_PAGE_INDEX_INTERIOR = 2,
  YTT_PAGE_TABLE_INTERIOR = 5,
  YTT_PAGE_INDEX_LEAF     = 10,
  YTT_PAGE_TABLE_LEAF     = 13,
} YttPageKind;

typedef enum
{
  YTT_VALUE_NULL,
  YTT_VALUE_INTEGER,
  YTT_VALUE_REAL,
  YTT_VALUE_TEXT,
  YTT_VALUE_BLOB,
} YttValueKind;

/* A value of a row; its data lives as long as the call that brings it. */
typedef struct
{
  YttValueKind  kind;
  gint64        integer;
  double        real;
  const guint8 *data;
  gsize         size;   /* bytes */
} YttPageValue;

/* id: the row's key, or 0 for an index entry, whose last value is its row's key. To return %FALSE ends the reading. */
typedef gboolean (*YttPageFunc) (gint64              id,
                                 const YttPageValue *values,
                                 guint               n_values,
                                 gpointer            user_data);

YttPages    *ytt_pages_new           (const char    *path,
                                      GError       **error);
void         ytt_pages_free          (YttPages      *self);
/* Reads each page once. To be called before all that follows. */
gboolean     ytt_pages_survey        (YttPages      *self,
                                      gint          *permille,
                                      GCancellable  *cancellable,
                                      GError       **error);
guint32      ytt_pages_get_n_pages   (YttPages      *self);
guint32      ytt_pages_get_n_walked  (YttPages      *self);
YttPageKind  ytt_pages_get_kind      (YttPages      *self,
                                      guint32        number);
/* Whether the text of the file is of two bytes a character: 0 for UTF-8, else 'l' or 'b', as the bytes go. */
char         ytt_pages_get_wide_text (YttPages      *self);
/* What ytt_pages_walk() came by already, or what is free. */
gboolean     ytt_pages_get_used      (YttPages      *self,
                                      guint32        number);

gboolean     ytt_pages_read_rows     (YttPages      *self,
                                      guint32        number,
                                      YttPageFunc    func,
                                      gpointer       user_data);
gboolean     ytt_pages_walk          (YttPages      *self,
                                      guint32        root,
                                      gboolean       index,
                                      gboolean      *broken,
                                      YttPageFunc    func,
                                      gpointer       user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttPages, ytt_pages_free)

G_END_DECLS
