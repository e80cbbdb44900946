#include "config.h"

#include "ytt-import-row-view.h"

#include <glib/gi18n.h>

struct _YttImportRowView
{
  GtkBox     parent_instance;

  GtkLabel  *name;
  GtkLabel  *details;
  GtkWidget *button;
};

enum
{
  DECIDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttImportRowView, ytt_import_row_view, GTK_TYPE_BOX)

static void
clicked_cb (YttImportRowView *self)
{
  g_signal_emit (self, signals[DECIDED], 0);
}

static void
ytt_import_row_view_class_init (YttImportRowViewClass *klass)
{
  signals[DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
ytt_import_row_view_init (YttImportRowView *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  self->details = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->details, 0);
  gtk_label_set_wrap (self->details, TRUE);
  gtk_label_set_wrap_mode (self->details, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->details), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->details), "caption");
  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "flat");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->details));
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_append (GTK_BOX (self), texts);
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 9);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 9);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 15);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 9);
}

GtkWidget *
ytt_import_row_view_new (void)
{
  return g_object_new (YTT_TYPE_IMPORT_ROW_VIEW, NULL);
}

/* What a row tells beside its name, in one line as long as it is. */
static char *
join_news (YttImport  *import,
           guint       row,
           const char *name)
{
  g_auto(GStrv) news = ytt_import_dup_news (import, row);
  g_autofree char *named = g_strdup_printf ("%s: %s", ytt_import_field_get_label (YTT_IMPORT_NAME), name);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; news[i] != NULL; i++)
    if (!g_str_equal (news[i], named))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", news[i]);

  return g_strdup (text->str);
}

/**
 * ytt_import_row_view_show:
 * @self: a view
 * @import: an import that has been reviewed
 * @row: from 0
 *
 * Shows a row of the file.
 */
void
ytt_import_row_view_show (YttImportRowView *self,
                          YttImport        *import,
                          guint             row)
{
  YttImportVerdict verdict;
  g_autofree char *name = NULL, *text = NULL, *label = NULL;

  g_return_if_fail (YTT_IS_IMPORT_ROW_VIEW (self));

  verdict = ytt_import_get_verdict (import, row);
  name = ytt_import_dup_name (import, row);
  if (verdict == YTT_IMPORT_UNUSABLE)
    text = ytt_import_dup_problem (import, row);
  else
    text = join_news (import, row, name);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->details, text);
  gtk_widget_set_visible (GTK_WIDGET (self->details), *text != '\0');
  gtk_button_set_label (GTK_BUTTON (self->button), verdict == YTT_IMPORT_LEFT_OUT ? _("Take In") : _("Leave Out"));
  gtk_widget_set_visible (self->button, verdict != YTT_IMPORT_UNUSABLE && verdict != YTT_IMPORT_SAME);
  label = g_strdup_printf (verdict == YTT_IMPORT_LEFT_OUT ? _("Take in %s") : _("Leave out %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
