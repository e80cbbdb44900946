#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  YTT_CELL_NULL,
  YTT_CELL_INTEGER,
  YTT_CELL_REAL,
  YTT_CELL_TEXT,
  YTT_CELL_POINT,
} YttCellKind;

/**
 * YttCell:
 *
 * One value of a row to load. Texts are not owned and need only live until the row has been inserted.
 */
typedef struct
{
  YttCellKind kind;
  union
  {
    gint64      integer;
    double      real;
    const char *text;
    struct
    {
      double longitude;
      double latitude;
    } point;
  };
} YttCell;

#define YTT_CELL_OF_NULL               ((YttCell) { YTT_CELL_NULL })
#define YTT_CELL_OF_INTEGER(n)         ((YttCell) { YTT_CELL_INTEGER, .integer = (n) })
#define YTT_CELL_OF_REAL(x)            ((YttCell) { YTT_CELL_REAL, .real = (x) })
#define YTT_CELL_OF_TEXT(t)            ((YttCell) { YTT_CELL_TEXT, .text = (t) })
#define YTT_CELL_OF_POINT(lon, lat)    ((YttCell) { YTT_CELL_POINT, .point = { (lon), (lat) } })

typedef struct _YttLoader YttLoader;

YttLoader  *ytt_loader_new     (const char           *path,
                                GError              **error);
void        ytt_loader_free    (YttLoader            *self);
gboolean    ytt_loader_insert  (YttLoader            *self,
                                const char           *table,
                                const char * const   *columns,
                                const YttCell        *cells,
                                GError              **error);
gboolean    ytt_loader_finish  (YttLoader            *self,
                                const char           *last_change,
                                GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttLoader, ytt_loader_free)

G_END_DECLS
