#include "config.h"

#include "claim-fixture.h"

#include "hand.h"
#include "ytt-claim-adder.h"
#include "ytt-claim-edit-row.h"
#include "ytt-source-edit-row.h"

/* (nullable): the first mapped descendant that fits */
GtkWidget *
look_for (GtkWidget  *widget,
          Fits        fits,
          const char *text)
{
  if (gtk_widget_get_mapped (widget) && fits (widget, text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = look_for (child, fits, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

gboolean
is_adder (GtkWidget  *widget,
          const char *text)
{
  return YTT_IS_CLAIM_ADDER (widget);
}

/* Figures keep together by spaces that do not break. */
gboolean
has_words (const char *shown,
           const char *text)
{
  GString *plain = g_string_new (shown);
  g_autofree char *words = NULL;

  g_string_replace (plain, "\302\240", " ", 0);
  words = g_string_free (plain, FALSE);

  return g_strcmp0 (words, text) == 0;
}

static gboolean
is_titled (GtkWidget  *widget,
           const char *text)
{
  return has_words (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), text);
}

gboolean
is_claim (GtkWidget  *widget,
          const char *text)
{
  return YTT_IS_CLAIM_EDIT_ROW (widget) && is_titled (widget, text);
}

gboolean
is_source (GtkWidget  *widget,
           const char *text)
{
  return YTT_IS_SOURCE_EDIT_ROW (widget) && is_titled (widget, text);
}

typedef struct
{
  GtkWidget  *widget;
  Fits        fits;
  const char *text;
} Wanted;

static gboolean
is_found (gpointer data)
{
  Wanted *wanted = data;

  return look_for (wanted->widget, wanted->fits, wanted->text) != NULL;
}

GtkWidget *
wait_for (YttWindow  *window,
          Fits        fits,
          const char *text)
{
  Wanted wanted = { GTK_WIDGET (window), fits, text };

  wait_until (is_found, &wanted);

  return look_for (GTK_WIDGET (window), fits, text);
}

GtkWidget *
open_row (YttWindow  *window,
          Fits        fits,
          const char *text)
{
  GtkWidget *row = wait_for (window, fits, text);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);

  return row;
}

gboolean
has_text (gpointer data)
{
  Typed *typed = data;
  g_autofree char *text = ytt_field_get_text (typed->field);

  return g_str_equal (text, typed->text);
}

/* As type_into(), with spaces. */
void
type_words (YttField   *field,
            const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  Typed typed = { field, text };

  type_into (field, words[0]);
  for (guint i = 1; words[i] != NULL; i++)
    {
      hand_press ("space");
      hand_type (words[i]);
    }
  wait_until (has_text, &typed);
}

void
choose (GtkWidget  *row,
        const char *title,
        const char *code)
{
  YttField *field = wait_for_field (row, title);

  ytt_field_type (field, code);
  ytt_field_save (field);
}

static gboolean
is_label (GtkWidget  *widget,
          const char *text)
{
  return GTK_IS_LABEL (widget) && has_words (gtk_label_get_text (GTK_LABEL (widget)), text);
}

gboolean
has_label (gpointer data)
{
  gpointer *parts = data;

  return look_for (parts[0], is_label, parts[1]) != NULL;
}

void
wait_for_label (GtkWidget  *widget,
                const char *text)
{
  gpointer parts[] = { widget, (gpointer) text };

  wait_until (has_label, parts);
}

void
press_button (GtkWidget  *row,
              const char *words)
{
  gtk_widget_grab_focus (find_button (row, words));
  hand_press ("space");
}
