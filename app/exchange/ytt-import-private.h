#pragma once

#include "ytt-gazetteer.h"
#include "ytt-import-row.h"
#include "ytt-import.h"

G_BEGIN_DECLS

/* What a review found of a row. */
typedef struct
{
  gint64  facility;   /* 0 for a new one, or none */
  guint8  verdict;    /* YttImportVerdict */
  gint8   column;     /* of what is unusable; -1 for the row as a whole */
} YttImportFinding;

struct _YttImport
{
  GObject            parent_instance;

  YttStaging        *staging;
  YttFacts          *facts;
  YttImportMapping  *mapping;
  int                titles;      /* the column that says what rows are called, -1 for that of the name */
  GHashTable        *decisions;   /* (element-type guint gint64) */
  GArray            *findings;    /* (nullable) (element-type YttImportFinding) */
  guint              counts[YTT_N_IMPORT_VERDICTS];
  guint              n_swapped;   /* ytt_import_swaps_count() */
};

/* Which rows were met before, for two of one file may be the same facility. */
typedef struct
{
  GHashTable *keys;   /* (element-type utf8 guint): slugs, or names with places, to rows */
} YttImportSeen;

void     ytt_import_seen_clear      (YttImportSeen       *seen);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YttImportSeen, ytt_import_seen_clear)

/* What rows say about the order of their coordinates. */
typedef struct
{
  guint         n_right;
  guint         n_swapped;
  guint         n_looked_up;
  gboolean      loaded;
  YttGazetteer *towns;        /* (owned) (nullable) */
} YttImportSwaps;

void     ytt_import_swaps_clear     (YttImportSwaps       *swaps);
void     ytt_import_swaps_note      (YttImportSwaps       *swaps,
                                     YttFacts             *facts,
                                     const YttImportRow   *read,
                                     const GError         *error);
guint    ytt_import_swaps_count     (const YttImportSwaps *swaps);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YttImportSwaps, ytt_import_swaps_clear)

gboolean ytt_import_are_near        (double               longitude,
                                     double               latitude,
                                     double               other_longitude,
                                     double               other_latitude);
gboolean ytt_import_match           (YttImport           *self,
                                     const YttImportRow  *read,
                                     guint                row,
                                     YttImportSeen       *seen,
                                     gint64              *facility,
                                     GError             **error);
/* Called for each thing that a row tells and the facility does not have. parts: as for ytt_facts_has(); NULL for the place. */
typedef gboolean (*YttImportNewsFunc) (const YttImportRow  *read,
                                       const char          *kind,
                                       const char * const  *parts,
                                       const gpointer       item,
                                       gpointer             data,
                                       GError             **error);

gboolean ytt_import_for_each_news   (YttFacts            *facts,
                                     gint64               facility,
                                     const YttImportRow  *read,
                                     YttImportNewsFunc    func,
                                     gpointer             data,
                                     GError             **error);

G_END_DECLS
