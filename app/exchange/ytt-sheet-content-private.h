#pragma once

#include "ytt-map-picture.h"
#include "ytt-record.h"
#include "ytt-sheet-load.h"

G_BEGIN_DECLS

struct _YttSheetContent
{
  gatomicrefcount  ref_count;
  YttPrintSubject  subject;
  char            *title;
  char            *document;      /* (nullable) */
  char            *author;        /* (nullable) */
  char            *filter;        /* (nullable) */
  char            *attribution;   /* (nullable) */
  gint64           made;
  YttMapPicture   *picture;       /* (nullable): of a map or a facility */
  YttRecord       *record;        /* (nullable): the facility */
  GPtrArray       *rows;          /* (nullable) (element-type YttSheetRow) */
  GPtrArray       *stops;         /* (nullable) (element-type YttSheetStop) */
};

YttSheetContent *ytt_sheet_content_new (const YttSheetRequest *request);

G_END_DECLS
