#pragma once

#include "ytt-basemap.h"
#include "ytt-store.h"
#include "ytt-tour.h"

G_BEGIN_DECLS

/* The files that a tour can be written as. */
typedef enum
{
  YTT_TOUR_FILE_KML,
  YTT_TOUR_FILE_HTML,
} YttTourFileFormat;

#define YTT_N_TOUR_FILE_FORMATS 2

/* "kml"; what a file's name ends with, without the dot. */
const char *ytt_tour_file_format_get_suffix (YttTourFileFormat    format);
gboolean    ytt_tour_file_format_from_name  (const char          *name,
                                             YttTourFileFormat   *format);
/* (transfer full): a name for the file of a tour, without a folder */
char       *ytt_tour_file_get_name          (YttTour             *tour,
                                             YttTourFileFormat    format);

void        ytt_tour_file_save_async        (YttStore            *store,
                                             YttTour             *tour,
                                             YttBasemap          *basemap,
                                             GFile               *file,
                                             YttTourFileFormat    format,
                                             gboolean             notes,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean    ytt_tour_file_save_finish       (YttStore            *store,
                                             GAsyncResult        *result,
                                             GError             **error);

G_END_DECLS
