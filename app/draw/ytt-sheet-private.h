#pragma once

#include "ytt-legend.h"
#include "ytt-map-picture.h"
#include "ytt-record.h"
#include "ytt-sheet.h"

G_BEGIN_DECLS

/* How text on paper is written. */
typedef enum
{
  YTT_SHEET_COVER,      /* the title of a talk on a page of its own */
  YTT_SHEET_TITLE,
  YTT_SHEET_HEADING,
  YTT_SHEET_VALUE,      /* a figure that is read from afar */
  YTT_SHEET_LEAD,       /* the text of a stop */
  YTT_SHEET_BODY,
  YTT_SHEET_STRONG,
  YTT_SHEET_LABEL,      /* what a value is */
  YTT_SHEET_SMALL,
  YTT_SHEET_TINY,       /* sources and the foot of a page */
  YTT_SHEET_N_STYLES,
} YttSheetStyle;

typedef enum
{
  YTT_SHEET_TEXT,
  YTT_SHEET_BOX,        /* filled */
  YTT_SHEET_RULE,       /* a hairline */
  YTT_SHEET_SYMBOL,
  YTT_SHEET_MAP,
  YTT_SHEET_SAMPLE,     /* of the legend, at its left end and in the middle of its height */
} YttSheetKind;

/* Something that stands on a page, in points from its corner. */
typedef struct
{
  YttSheetKind    kind;
  double          x;
  double          y;
  double          width;
  double          height;
  guint32         colour;      /* of boxes and rules, 0xRRGGBB */
  YttSheetStyle   style;
  PangoAlignment  align;
  char           *markup;      /* (owned) (nullable): of a text */
  char           *uri;         /* (owned) (nullable): where a text leads to */
  guint           first_line;  /* a text that goes on over pages: from which of its lines */
  guint           n_lines;     /* and how many; 0 for all of it */
  guint           start;       /* the same in bytes of the text without markup, where n_lines is not 0 */
  guint           end;
  guint           most_lines;  /* what is longer ends in an ellipsis; 0 for no bound */
  YttStages       stages;      /* of a symbol */
  YttStatus       status;
  YttMapPicture  *picture;     /* (owned) (nullable): of a map */
  YttLegendEntry  entry;       /* of a sample */
  double          scale;       /* of a sample: points to a px */
} YttSheetItem;

typedef struct
{
  GPtrArray *items;     /* (owned) (element-type YttSheetItem) */
  char      *outline;   /* (owned) (nullable): what the list of contents of a file calls it */
} YttSheetPage;

struct _YttSheet
{
  gatomicrefcount ref_count;
  YttPaper        paper;
  char           *title;
  char           *document;      /* (nullable) */
  char           *author;        /* (nullable) */
  char           *filter;        /* (nullable) */
  char           *attribution;   /* (nullable) */
  char           *keywords;      /* (nullable) */
  gint64          made;
  GPtrArray      *pages;         /* (element-type YttSheetPage) */
};

/* A sheet that is being laid out, in one thread: a pen that goes down the page. */
typedef struct
{
  YttSheet     *sheet;     /* (owned) */
  PangoContext *context;   /* (owned) */
  YttSheetPage *page;      /* (not owned): the last one */
  double        left;      /* of what may be written on, in points */
  double        width;
  double        top;
  double        bottom;    /* above the foot */
  double        y;         /* where the pen is */
} YttSheetFlow;

/* Begins a page on which something goes on, and puts the pen where it does. */
typedef void (*YttSheetFlowFunc) (YttSheetFlow *flow,
                                  gpointer      user_data);

/* ytt-sheet.c */
YttPaper      ytt_sheet_mend_paper      (const YttPaper     *paper);
PangoContext *ytt_sheet_create_context  (void);
PangoLayout  *ytt_sheet_create_layout   (PangoContext       *context,
                                         const YttSheetItem *item);

/* ytt-sheet-flow.c */
void          ytt_sheet_flow_init       (YttSheetFlow       *flow,
                                         const YttSheetHead *head,
                                         const YttPaper     *paper);
YttSheet     *ytt_sheet_flow_finish     (YttSheetFlow       *flow);
void          ytt_sheet_flow_add_page   (YttSheetFlow       *flow,
                                         const char         *outline);
double        ytt_sheet_flow_room       (YttSheetFlow       *flow);
YttSheetItem *ytt_sheet_flow_add        (YttSheetFlow       *flow,
                                         YttSheetKind        kind,
                                         double              x,
                                         double              y,
                                         double              width,
                                         double              height);
double        ytt_sheet_flow_measure    (YttSheetFlow       *flow,
                                         YttSheetStyle       style,
                                         const char         *markup,
                                         double              width,
                                         guint               most_lines);
double        ytt_sheet_flow_measure_width (YttSheetFlow    *flow,
                                         YttSheetStyle       style,
                                         const char         *markup);
double        ytt_sheet_flow_add_text   (YttSheetFlow       *flow,
                                         YttSheetStyle       style,
                                         const char         *markup,
                                         double              x,
                                         double              y,
                                         double              width,
                                         guint               most_lines);
void          ytt_sheet_flow_rule       (YttSheetFlow       *flow,
                                         double              y);
void          ytt_sheet_flow_heading    (YttSheetFlow       *flow,
                                         const char         *text);
void          ytt_sheet_flow_paragraphs (YttSheetFlow       *flow,
                                         YttSheetStyle       style,
                                         const char         *text,
                                         YttSheetFlowFunc    go_on,
                                         gpointer            user_data);
YttMapPicture *ytt_sheet_fit_picture    (const YttMapPicture *picture,
                                         double              width,
                                         double              height);
void          ytt_sheet_flow_map        (YttSheetFlow       *flow,
                                         const YttMapPicture *picture,
                                         double              x,
                                         double              y,
                                         double              width,
                                         double              height);

/* The sources that pages name by numbers, each once, in the order in which they are named. */
typedef struct _YttSheetSources YttSheetSources;

/* ytt-sheet-sources.c */
YttSheetSources *ytt_sheet_sources_new      (void);
void             ytt_sheet_sources_free     (YttSheetSources *self);
guint            ytt_sheet_sources_add      (YttSheetSources *self,
                                             gint64           id,
                                             const char      *title,
                                             const char      *publisher,
                                             const char      *published,
                                             const char      *url);
guint            ytt_sheet_sources_add_source (YttSheetSources *self,
                                             const YttSource *source);
guint            ytt_sheet_sources_get_n    (YttSheetSources *self);
void             ytt_sheet_sources_truncate (YttSheetSources *self,
                                             guint            n);
char            *ytt_sheet_sources_get_mark (guint            number);
double           ytt_sheet_sources_measure  (YttSheetSources *self,
                                             YttSheetFlow    *flow,
                                             guint            n);
void             ytt_sheet_sources_draw     (YttSheetSources *self,
                                             YttSheetFlow    *flow,
                                             guint            n);
void             ytt_sheet_sources_draw_all (YttSheetSources *self,
                                             YttSheetFlow    *flow);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttSheetSources, ytt_sheet_sources_free)

/* ytt-sheet-figures.c */
char            *ytt_sheet_markup_value     (const char         *value);
char            *ytt_sheet_markup_claim     (const YttClaim     *claim);
double           ytt_sheet_flow_key_figures (YttSheetFlow       *flow,
                                             YttSheetSources    *sources,
                                             const YttRecord    *record,
                                             double              x,
                                             double              y,
                                             double              width);

G_END_DECLS
