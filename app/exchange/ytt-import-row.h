#pragma once

#include "ytt-import-mapping.h"
#include "ytt-reading.h"

G_BEGIN_DECLS

/* A company at a facility. */
typedef struct
{
  const char *role;    /* operator or owner */
  const char *name;
  double      share;   /* per cent, NAN where not stated */
} YttImportCompany;

/* A claim as documents store it. */
typedef struct
{
  const char   *attribute;
  const char   *value;
  const char   *value_max;   /* "" for none */
  const char   *unit;
  const char   *basis;
  const char   *typed;       /* what stood in the cell */
  const char   *note;        /* "" for none */
  const char   *part;        /* "" for the whole */
  const char   *scope;       /* "site" */
  const char   *date;        /* (nullable): "" for none; NULL for that of the row */
  YttQualifier  qualifier;
  YttTense      tense;
} YttImportClaim;

/**
 * YttImportRow:
 *
 * What a row of a foreign file says, read. Texts are "" where it says nothing; they live until the next row is read.
 */
typedef struct
{
  const char   *slug;
  const char   *name;
  const char   *country;
  const char   *admin1;
  const char   *locality;
  const char   *summary;
  const char   *date;
  double        longitude;     /* degrees, NAN for none */
  double        latitude;
  YttPrecision  precision;     /* unknown where the row does not say it */
  YttStages     stages;
  YttStatus     status;        /* unknown for none */
  GPtrArray    *other_names;   /* (element-type utf8) */
  GPtrArray    *products;      /* (element-type utf8) */
  GPtrArray    *elements;      /* (element-type utf8): symbols */
  GArray       *companies;     /* (element-type YttImportCompany) */
  GArray       *claims;        /* (element-type YttImportClaim) */
} YttImportRow;

/* Reads the rows of one file, in one thread. */
typedef struct _YttImportReader YttImportReader;

YttImportReader    *ytt_import_reader_new  (YttStaging              *staging,
                                            const YttImportMapping  *mapping);
void                ytt_import_reader_free (YttImportReader         *self);
/* What the error of a row is whose latitude can only be a longitude */
#define YTT_IMPORT_SWAPPED_ERROR G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT

/* (nullable): NULL with an error that says what cannot be read; column: where, -1 for the row as a whole */
const YttImportRow *ytt_import_reader_read (YttImportReader         *self,
                                            guint                    row,
                                            int                     *column,
                                            GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttImportReader, ytt_import_reader_free)

G_END_DECLS
