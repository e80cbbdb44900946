#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* The sizes of paper that a preview offers. */
typedef enum
{
  YTT_PAPER_A4,
  YTT_PAPER_LETTER,
} YttPaperSize;

/**
 * YttPaper:
 * @width: of a page, in points (1/72 inch)
 * @height: of a page, in points
 * @left: what stays blank at its sides, in points
 * @right: in points
 * @top: in points
 * @bottom: in points, below the footer
 *
 * What pages are laid out for. Any size will do from 200 points each way; what is smaller is taken for that.
 */
typedef struct
{
  double width;
  double height;
  double left;
  double right;
  double top;
  double bottom;
} YttPaper;

YttPaper      ytt_paper_new          (YttPaperSize    size,
                                      gboolean        landscape);
gboolean      ytt_paper_equal        (const YttPaper *a,
                                      const YttPaper *b);

/**
 * YttSheetHead:
 * @title: what is printed, in words
 * @document: (nullable): the title of the document that it is from
 * @author: (nullable): who printed it
 * @filter: (nullable): what the facilities are narrowed down to, in words
 * @attribution: (nullable): whose map it is
 * @made: when it was printed, in seconds since 1970
 *
 * What each page says at its foot, and a file in its metadata.
 */
typedef struct
{
  const char *title;
  const char *document;
  const char *author;
  const char *filter;
  const char *attribution;
  gint64      made;
} YttSheetHead;

#define YTT_TYPE_SHEET (ytt_sheet_get_type ())

/**
 * YttSheet:
 *
 * Something laid out on pages of paper, which can be counted and drawn one by one, in any order and in any thread.
 * Immutable, shared by reference.
 */
typedef struct _YttSheet YttSheet;

GType           ytt_sheet_get_type    (void);
YttSheet       *ytt_sheet_ref         (YttSheet             *self);
void            ytt_sheet_unref       (YttSheet             *self);

guint           ytt_sheet_get_n_pages (YttSheet             *self);
const char     *ytt_sheet_get_title   (YttSheet             *self);
const YttPaper *ytt_sheet_get_paper   (YttSheet             *self);
/* (transfer full): all the text of a page, a piece a line, as a screen reader reads it */
char           *ytt_sheet_get_text    (YttSheet             *self,
                                       guint                 page);
void            ytt_sheet_draw_page   (YttSheet             *self,
                                       guint                 page,
                                       cairo_t              *cr);

/* ytt-sheet-pdf.c */
void            ytt_sheet_describe    (YttSheet             *self,
                                       cairo_surface_t      *surface);
GBytes         *ytt_sheet_to_pdf      (YttSheet             *self,
                                       GCancellable         *cancellable,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttSheet, ytt_sheet_unref)

G_END_DECLS
