#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a text from the clipboard may be for a document. */
typedef enum
{
  YTT_PASTED_NOTHING,
  YTT_PASTED_PLACE,     /* one place: coordinates, a geo URI or the address of a web map */
  YTT_PASTED_ROWS,      /* of a spreadsheet, or of a text with columns */
  YTT_PASTED_GEOJSON,
  YTT_PASTED_KML,
  YTT_PASTED_GPX,
} YttPasted;

YttPasted  ytt_pasted_look   (const char  *text);
/* (transfer full) (nullable): the path of a private file with the text, in a folder of its own */
char      *ytt_pasted_keep   (const char  *text,
                              YttPasted    pasted,
                              GError     **error);
void       ytt_pasted_forget (const char  *path);

G_END_DECLS
