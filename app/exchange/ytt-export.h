#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

/**
 * YttExportFormat:
 * @YTT_EXPORT_GEOJSON: facilities with the figures that are shown of them (RFC 7946)
 * @YTT_EXPORT_XLSX: the same as a workbook, and all claims in a second sheet
 * @YTT_EXPORT_CSV: facilities with the figures that are shown of them, a line each (RFC 4180)
 * @YTT_EXPORT_CLAIMS_CSV: claims with their sources, a line each
 * @YTT_EXPORT_KML: facilities as placemarks (KML 2.2)
 * @YTT_EXPORT_BIBTEX: sources as BibTeX
 * @YTT_EXPORT_CSL: sources as CSL-JSON
 * @YTT_EXPORT_GPKG: a document of Ytterby (GeoPackage), whole or of these facilities
 * @YTT_EXPORT_FOLDER: the same as a folder of CSV files, one a table, out of which ytt_build_document() makes it again
 *
 * The files that a document, or a part of it, can be exported as. To add one, write its function, see
 * ytt-export-private.h, and a line in the table of ytt-export.c.
 */
typedef enum
{
  YTT_EXPORT_GEOJSON,
  YTT_EXPORT_XLSX,
  YTT_EXPORT_CSV,
  YTT_EXPORT_CLAIMS_CSV,
  YTT_EXPORT_KML,
  YTT_EXPORT_BIBTEX,
  YTT_EXPORT_CSL,
  YTT_EXPORT_GPKG,
  YTT_EXPORT_FOLDER,
} YttExportFormat;

#define YTT_N_EXPORT_FORMATS 9

/* What a folder is called where formats are named by their endings. */
#define YTT_EXPORT_FOLDER_NAME "csv-folder"

/* How much is done, 0 to 1; called in the thread that asked. */
typedef void (*YttExportProgress) (double   fraction,
                                   gpointer user_data);

/* "geojson"; what a file's name ends with, without the dot. */
const char *ytt_export_format_get_suffix  (YttExportFormat       format);
gboolean    ytt_export_format_from_name   (const char           *name,
                                           YttExportFormat      *format);
/* In the user's language: "GeoJSON (map)" */
const char *ytt_export_format_get_label   (YttExportFormat       format);
/* (nullable): what of a document the format cannot hold, in whole sentences; NULL if it holds all */
const char *ytt_export_format_get_losses  (YttExportFormat       format);
/* Whether it is a folder of several files. */
gboolean    ytt_export_format_is_folder   (YttExportFormat       format);

void        ytt_export_async              (YttStore             *store,
                                           GArray               *ids,
                                           YttMoment             moment,
                                           YttExportFormat       format,
                                           const char           *path,
                                           YttExportProgress     progress,
                                           gpointer              progress_data,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean    ytt_export_finish             (YttStore             *store,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
