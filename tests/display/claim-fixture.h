#pragma once

#include "edit-fixture.h"

G_BEGIN_DECLS

/* What the tests of claims share: how rows of the editor and their fields are found and filled. */

typedef gboolean (*Fits) (GtkWidget  *widget,
                          const char *text);

typedef struct
{
  YttField   *field;
  const char *text;
} Typed;

/* (nullable): the first mapped descendant that fits */
GtkWidget *look_for       (GtkWidget  *widget,
                           Fits        fits,
                           const char *text);
GtkWidget *wait_for       (YttWindow  *window,
                           Fits        fits,
                           const char *text);
gboolean   is_adder       (GtkWidget  *widget,
                           const char *text);
/* By their titles */
gboolean   is_claim       (GtkWidget  *widget,
                           const char *text);
gboolean   is_source      (GtkWidget  *widget,
                           const char *text);
GtkWidget *open_row       (YttWindow  *window,
                           Fits        fits,
                           const char *text);
/* As type_into(), with spaces. */
void       type_words     (YttField   *field,
                           const char *text);
void       choose         (GtkWidget  *row,
                           const char *title,
                           const char *code);
void       press_button   (GtkWidget  *row,
                           const char *words);
/* Figures keep together by spaces that do not break. */
gboolean   has_words      (const char *shown,
                           const char *text);
void       wait_for_label (GtkWidget  *widget,
                           const char *text);
/* Conditions: of (widget, text), of Typed */
gboolean   has_label      (gpointer    widget_and_text);
gboolean   has_text       (gpointer    typed);

G_END_DECLS
