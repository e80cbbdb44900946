#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * YttPageFile:
 *
 * The pages of a database file, read without SQLite, which gives up a table at the first page that it cannot
 * read: what a damaged document still holds. The file is only ever read. Pages are numbered from 1, as in the
 * file's format (https://www.sqlite.org/fileformat2.html).
 *
 * Not for several threads at once.
 */
typedef struct _YttPageFile YttPageFile;

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

YttPageFile *ytt_page_file_new           (const char    *path,
                                          GError       **error);
void         ytt_page_file_free          (YttPageFile   *self);
/* Looks at each page once, which takes its time; else they are looked at when they are come by. */
gboolean     ytt_page_file_survey        (YttPageFile   *self,
                                          gint          *permille,
                                          GCancellable  *cancellable,
                                          GError       **error);
guint32      ytt_page_file_get_n_pages   (YttPageFile   *self);
guint32      ytt_page_file_get_n_walked  (YttPageFile   *self);
YttPageKind  ytt_page_file_get_kind      (YttPageFile   *self,
                                          guint32        number);
/* Whether the text of the file is of two bytes a character: 0 for UTF-8, else 'l' or 'b', as the bytes go. */
char         ytt_page_file_get_wide_text (YttPageFile   *self);
/* What ytt_page_file_walk() came by already, or what is free. */
gboolean     ytt_page_file_get_used      (YttPageFile   *self,
                                          guint32        number);
gboolean     ytt_page_file_read_rows     (YttPageFile   *self,
                                          guint32        number,
                                          YttPageFunc    func,
                                          gpointer       user_data);
gboolean     ytt_page_file_walk          (YttPageFile   *self,
                                          guint32        root,
                                          gboolean       index,
                                          gboolean      *broken,
                                          YttPageFunc    func,
                                          gpointer       user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttPageFile, ytt_page_file_free)

G_END_DECLS
