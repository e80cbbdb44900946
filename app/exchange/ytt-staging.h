#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A staging file is what is left of a foreign file once it has been read by a process of its own: rows of text with a
 * point each, in degrees of WGS 84.
 *
 * All numbers are little-endian. It begins with the 8 bytes "YTTSTG1\n". Then the rows: x and y as doubles (NaN without a
 * place), the row's number in its file as 64 bits, and for each column the length of its text as 32 bits (all ones for
 * nothing) and the text in UTF-8. Then, where each row begins, 64 bits a row; what is told of the file, as JSON; and last 40
 * bytes: the number of rows, where the index begins, where the JSON begins and how long it is, each in 64 bits, and the
 * magic once more. A file that lacks its end was never finished. */

/**
 * YttStagedLayer:
 * @name: what the file calls it
 * @n_rows: how many rows it has, -1 where that is not known without reading it
 *
 * A layer, or a sheet, of a foreign file.
 */
typedef struct
{
  char   *name;
  gint64  n_rows;
} YttStagedLayer;

/**
 * YttStagedRow:
 * @longitude: degrees, NAN without a place
 * @latitude: degrees, NAN without a place
 * @number: its number in its file: the line that it begins on where there are lines, else its place among the rows
 *
 * A row of a foreign file, without its cells.
 */
typedef struct
{
  double  longitude;
  double  latitude;
  gint64  number;
} YttStagedRow;

typedef struct _YttStagingWriter YttStagingWriter;

YttStagingWriter *ytt_staging_writer_new    (int                  fd,
                                             guint                n_columns);
void              ytt_staging_writer_free   (YttStagingWriter    *self);
gboolean          ytt_staging_writer_add    (YttStagingWriter    *self,
                                             const YttStagedRow  *row,
                                             const char * const  *cells,
                                             GError             **error);
gboolean          ytt_staging_writer_finish (YttStagingWriter    *self,
                                             const char          *about,
                                             GError             **error);

#define YTT_TYPE_STAGING (ytt_staging_get_type ())

/**
 * YttStaging:
 *
 * A foreign file as it was read. It never changes, and may be read from any thread.
 */
G_DECLARE_FINAL_TYPE (YttStaging, ytt_staging, YTT, STAGING, GObject)

YttStaging          *ytt_staging_open          (const char    *path,
                                                GError       **error);
/* The driver's name, such as "CSV" or "ESRI Shapefile" */
const char          *ytt_staging_get_format    (YttStaging    *self);
const char          *ytt_staging_get_layer     (YttStaging    *self);
/* (element-type YttStagedLayer): those that can be read instead, this one among them */
GPtrArray           *ytt_staging_get_layers    (YttStaging    *self);
/* (nullable): the name of the reference system that points were in; NULL where the file names none, and degrees of WGS 84
 * were assumed */
const char          *ytt_staging_get_reference (YttStaging    *self);
/* (nullable): what the text was written in, where that is not UTF-8: guessed */
const char          *ytt_staging_get_encoding  (YttStaging    *self);
/* Whether the rows are numbered by lines of a text */
gboolean             ytt_staging_get_has_lines (YttStaging    *self);
/* How many rows have a shape that is no point, and so no place here */
guint                ytt_staging_get_n_shapes  (YttStaging    *self);
guint                ytt_staging_get_n_columns (YttStaging    *self);
const char          *ytt_staging_get_column    (YttStaging    *self,
                                                guint          column);
guint                ytt_staging_get_n_rows    (YttStaging    *self);
void                 ytt_staging_get_row       (YttStaging    *self,
                                                guint          row,
                                                YttStagedRow  *staged);
/* (transfer full) (nullable) */
char                *ytt_staging_dup_cell      (YttStaging    *self,
                                                guint          row,
                                                guint          column);
/* For many cells without a copy of each: text is not terminated, and NULL for nothing. */
gboolean             ytt_staging_get_cells     (YttStaging    *self,
                                                guint          row,
                                                const char   **texts,
                                                gsize         *lengths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttStagingWriter, ytt_staging_writer_free)

G_END_DECLS
