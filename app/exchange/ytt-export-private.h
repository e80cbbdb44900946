#pragma once

#include "ytt-export.h"
#include "ytt-record.h"

G_BEGIN_DECLS

/**
 * YttExport:
 * @store: the document
 * @ids: (element-type gint64): the facilities that are exported, in order
 * @all: whether these are all that the document has
 * @moment: what figures tell of
 * @path: where to write: a name beside the target at which there is nothing yet; it takes the place of the target in the
 *   end, and is removed if anything fails
 * @cancellable: (nullable): to give up
 *
 * One export, in a thread of its own, in which it may wait for the store.
 */
typedef struct
{
  YttStore     *store;
  GArray       *ids;
  gboolean      all;
  YttMoment     moment;
  const char   *path;
  GCancellable *cancellable;

  /*< private >*/
  gpointer      task;
  double        told;
} YttExport;

/* Writes all of a file, or fails with an error of #GFileError or #GIOErrorEnum, to which the file's name is added. */
typedef gboolean (*YttExportFunc) (YttExport  *self,
                                   GError    **error);

/* Says how much is done, 0 to 1; FALSE with an error if it was cancelled. */
gboolean      ytt_export_tell            (YttExport  *self,
                                          double      fraction,
                                          GError    **error);

/* To wait for the store: pass the callback and a wait to one of its functions, then take the result. */
typedef struct
{
  GAsyncResult *result;   /* (owned) (nullable) */
} YttExportWait;

void          ytt_export_wait_cb         (GObject       *object,
                                          GAsyncResult  *result,
                                          gpointer       user_data);
/* (transfer full) */
GAsyncResult *ytt_export_wait            (YttExportWait *wait);

/* Called with each facility, in order; FALSE with an error ends it. */
typedef gboolean (*YttExportRecordFunc) (YttRecord  *record,
                                         gpointer    data,
                                         GError    **error);

/* begin, end: the progress at its begin and end, 0 to 1 */
gboolean      ytt_export_for_each_record (YttExport           *self,
                                          double               begin,
                                          double               end,
                                          YttExportRecordFunc  func,
                                          gpointer             data,
                                          GError             **error);

/* Text on its way to a file, of which little is held in memory. */
typedef struct
{
  int      fd;
  GString *text;   /* what is to be written next; append to it */
} YttExportStream;

gboolean      ytt_export_stream_open     (YttExportStream  *self,
                                          const char       *path,
                                          GError          **error);
/* To be called now and then, such as after each facility. */
gboolean      ytt_export_stream_pass     (YttExportStream  *self,
                                          GError          **error);
/* Writes the rest, and waits until it is on the disk. */
gboolean      ytt_export_stream_finish   (YttExportStream  *self,
                                          GError          **error);
void          ytt_export_stream_clear    (YttExportStream  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YttExportStream, ytt_export_stream_clear)

gboolean      ytt_export_write_folder    (YttExport *self, GError **error);
gboolean      ytt_export_write_gpkg      (YttExport *self, GError **error);
gboolean      ytt_export_write_geojson   (YttExport *self, GError **error);
gboolean      ytt_export_write_csv       (YttExport *self, GError **error);
gboolean      ytt_export_write_claims_csv (YttExport *self, GError **error);
gboolean      ytt_export_write_kml       (YttExport *self, GError **error);
gboolean      ytt_export_write_bibtex    (YttExport *self, GError **error);
gboolean      ytt_export_write_csl       (YttExport *self, GError **error);
gboolean      ytt_export_write_xlsx      (YttExport *self, GError **error);

G_END_DECLS
