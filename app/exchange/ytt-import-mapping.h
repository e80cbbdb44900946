#pragma once

#include "ytt-codes.h"
#include "ytt-staging.h"

G_BEGIN_DECLS

/**
 * YttImportField:
 *
 * What a column of a foreign file is for. Lists stand in one cell, parted by semicolons.
 */
typedef enum
{
  YTT_IMPORT_IGNORED,
  YTT_IMPORT_SLUG,          /* the facility's key among people, as the data set has it */
  YTT_IMPORT_NAME,
  YTT_IMPORT_OTHER_NAMES,   /* a list */
  YTT_IMPORT_LATITUDE,
  YTT_IMPORT_LONGITUDE,
  YTT_IMPORT_COORDINATES,   /* both in one */
  YTT_IMPORT_PRECISION,
  YTT_IMPORT_COUNTRY,       /* its code or its name */
  YTT_IMPORT_ADMIN1,
  YTT_IMPORT_LOCALITY,
  YTT_IMPORT_STAGES,        /* a list */
  YTT_IMPORT_STATUS,
  YTT_IMPORT_OPERATOR,      /* a list of names */
  YTT_IMPORT_OWNERS,        /* a list of names, each with its share in per cent or without */
  YTT_IMPORT_PRODUCTS,      /* a list */
  YTT_IMPORT_ELEMENTS,      /* a list of symbols */
  YTT_IMPORT_SUMMARY,
  YTT_IMPORT_CLAIM,         /* the value of a claim on an attribute */
  YTT_IMPORT_UNIT,          /* of the claim in the column before it */
  YTT_IMPORT_DATE,          /* the day that status and claims are told for */
  YTT_IMPORT_DETAIL,        /* what is told of the claims on an attribute besides their value, as our own exports have it */
} YttImportField;

#define YTT_N_IMPORT_FIELDS 22

/* What a column of details tells of claims. */
typedef enum
{
  YTT_IMPORT_DETAIL_MAX,         /* the end of a range */
  YTT_IMPORT_DETAIL_UNIT,
  YTT_IMPORT_DETAIL_BASIS,
  YTT_IMPORT_DETAIL_PART,
  YTT_IMPORT_DETAIL_SCOPE,
  YTT_IMPORT_DETAIL_QUALIFIER,
  YTT_IMPORT_DETAIL_TENSE,
  YTT_IMPORT_DETAIL_AS_OF,
  YTT_IMPORT_DETAIL_NOTE,
} YttImportDetail;

#define YTT_N_IMPORT_DETAILS 9

/* "as_of", as columns are called behind the attribute: "capacity_as_of" */
const char *ytt_import_detail_get_code (YttImportDetail detail);

/* In the user's language. */
const char *ytt_import_field_get_label (YttImportField  field);
gboolean    ytt_import_field_from_code (const char     *code,
                                        YttImportField *field);

/**
 * YttImportColumn:
 * @field: what it is for
 * @attribute: (nullable): what its claims are about, such as "capacity"; of claims and their details only
 * @unit: the unit and basis of numbers that stand alone, such as "t/yr REO"; "" for none; of claims only. Of a detail,
 *   which one it is: ytt_import_detail_get_code()
 *
 * A column of a foreign file.
 */
typedef struct
{
  YttImportField  field;
  char           *attribute;
  char           *unit;
} YttImportColumn;

/**
 * YttImportMapping:
 * @columns: (element-type YttImportColumn): one for each column of the file
 * @swapped: whether the latitude of the file's own points is their longitude, and the other way round
 * @precision: how exact places are of which the file does not say it; unknown until a person has said it
 * @date: (nullable): the day that status and claims are told for, where no column says it; ISO 8601
 * @source: the title of the file as a source
 * @address: (nullable): where it is from, http or https
 *
 * How a foreign file is to be read.
 */
typedef struct
{
  GArray       *columns;
  gboolean      swapped;
  YttPrecision  precision;
  char         *date;
  char         *source;
  char         *address;
} YttImportMapping;

YttImportMapping *ytt_import_mapping_guess    (YttStaging              *staging,
                                               const char              *name);
YttImportMapping *ytt_import_mapping_copy     (const YttImportMapping  *mapping);
void              ytt_import_mapping_free     (YttImportMapping        *mapping);
void              ytt_import_mapping_set      (YttImportMapping        *mapping,
                                               guint                    column,
                                               YttImportField           field,
                                               const char              *attribute,
                                               const char              *unit);
/* Takes latitude for longitude, and the other way round: of two columns, or else of the file's own points. */
void              ytt_import_mapping_swap     (YttImportMapping        *mapping);
/* -1 if there is none */
int               ytt_import_mapping_find     (const YttImportMapping  *mapping,
                                               YttImportField           field);
/* The same for a detail of the claims on an attribute. */
int               ytt_import_mapping_find_detail (const YttImportMapping *mapping,
                                               const char              *attribute,
                                               YttImportDetail          detail);

/* Kept for the next file with the same columns. */
gboolean          ytt_import_mapping_save     (const YttImportMapping  *mapping,
                                               YttStaging              *staging,
                                               const char              *folder,
                                               GError                 **error);
YttImportMapping *ytt_import_mapping_load     (YttStaging              *staging,
                                               const char              *name,
                                               const char              *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttImportMapping, ytt_import_mapping_free)

G_END_DECLS
