#pragma once

#include "ytt-export-cells.h"
#include "ytt-export-private.h"
#include "ytt-export-spool.h"

G_BEGIN_DECLS

/* A column of a table of facilities. */
typedef struct
{
  guint          rank;
  char          *name;
  YttExportKind  kind;   /* text where cells are of several kinds */
  guint          met;    /* how many were met before */
} YttExportColumn;

/* Called with each facility; what it appends to text is kept with the row. FALSE with an error ends it. */
typedef gboolean (*YttExportTableFunc) (const YttRecord  *record,
                                        GString          *text,
                                        gpointer          data,
                                        GError          **error);

/* Facilities as rows, with a column for each thing that is known of any of them. */
typedef struct
{
  GPtrArray      *columns;   /* (element-type YttExportColumn) */
  GHashTable     *by_name;   /* (element-type utf8 YttExportColumn) */
  YttExportSpool *spool;     /* the rows */
  guint           n_rows;
  guint          *places;    /* (array): of the columns, in the order in which they were met */
  const char    **cells;     /* (array zero-terminated=1): the row that was read: "" for nothing */
  guint8         *kinds;     /* YttExportKind of each cell */
  const char     *text;      /* what was kept with it, "" for nothing */
} YttExportTable;

/* Goes over all facilities once; end: the progress at its end; func may be NULL. */
YttExportTable *ytt_export_table_new   (YttExport           *self,
                                        double               end,
                                        YttExportTableFunc   func,
                                        gpointer             data,
                                        GError             **error);
void            ytt_export_table_free  (YttExportTable      *self);
/* Fills the cells of each row in turn. */
gboolean        ytt_export_table_for_each (YttExportTable   *self,
                                        YttExport           *export,
                                        double               begin,
                                        gboolean           (*func) (gpointer data, GError **error),
                                        gpointer             data,
                                        GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttExportTable, ytt_export_table_free)

/* The columns of a table of claims, as the data set calls them, and behind them what the key of the source stands for. */
enum
{
  YTT_EXPORT_CLAIM_KEY,
  YTT_EXPORT_CLAIM_FACILITY,
  YTT_EXPORT_CLAIM_NAME,
  YTT_EXPORT_CLAIM_ATTRIBUTE,
  YTT_EXPORT_CLAIM_PART,
  YTT_EXPORT_CLAIM_SCOPE,
  YTT_EXPORT_CLAIM_VALUE,
  YTT_EXPORT_CLAIM_VALUE_MAX,
  YTT_EXPORT_CLAIM_UNIT,
  YTT_EXPORT_CLAIM_BASIS,
  YTT_EXPORT_CLAIM_QUALIFIER,
  YTT_EXPORT_CLAIM_TENSE,
  YTT_EXPORT_CLAIM_AS_OF,
  YTT_EXPORT_CLAIM_SOURCE,
  YTT_EXPORT_CLAIM_NOTE,
  YTT_EXPORT_CLAIM_SHOWN,
  YTT_EXPORT_CLAIM_TITLE,
  YTT_EXPORT_CLAIM_PUBLISHER,
  YTT_EXPORT_CLAIM_PUBLISHED,
  YTT_EXPORT_CLAIM_URL,
  YTT_EXPORT_N_CLAIM_COLUMNS
};

extern const char * const ytt_export_claim_columns[YTT_EXPORT_N_CLAIM_COLUMNS + 1];

/* Called with the cells of a claim: "" for nothing */
typedef gboolean (*YttExportClaimFunc) (const char * const *cells,
                                        gpointer            data,
                                        GError            **error);

gboolean ytt_export_for_each_claim (const YttRecord     *record,
                                    YttExportClaimFunc   func,
                                    gpointer             data,
                                    GError             **error);
/* Of a cell in one of those columns */
YttExportKind ytt_export_claim_get_kind (guint            column,
                                         const char      *text);

G_END_DECLS
