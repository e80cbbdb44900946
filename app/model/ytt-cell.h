#pragma once

#include <glib.h>

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
 * One value of a row. Whoever makes one says how long its text must live.
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

G_END_DECLS
