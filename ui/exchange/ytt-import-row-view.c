#include "config.h"

#include "ytt-import-row-view.h"

#include <glib/gi18n.h>

#include "ytt-import-chooser.h"

struct _YttImportRowView
{
  GtkBox         parent_instance;

  YttStore      *store;      /* (owned) (nullable): where facilities are looked for */
  char          *text;       /* (owned) (nullable): the name of the row */
  gint64         decision;

  GtkLabel      *name;
  GtkLabel      *details;
  GtkWidget     *button;
  GtkMenuButton *choose_button;
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
  g_signal_emit (self, signals[DECIDED], 0,
                 (gint64) (self->decision == YTT_IMPORT_NOT_AT_ALL ? YTT_IMPORT_AS_GUESSED : YTT_IMPORT_NOT_AT_ALL), "");
}

static void
chosen_cb (YttImportRowView *self,
           gint64            facility,
           const char       *name)
{
  g_signal_emit (self, signals[DECIDED], 0, facility, name);
}

/* A popover for each time: names are looked for as the document is then. */
static void
create_chooser_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  YttImportRowView *self = user_data;
  GtkWidget *chooser = ytt_import_chooser_new (self->store, self->text, self->decision);

  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, chooser);
}

static void
ytt_import_row_view_dispose (GObject *object)
{
  YttImportRowView *self = YTT_IMPORT_ROW_VIEW (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (ytt_import_row_view_parent_class)->dispose (object);
}

static void
ytt_import_row_view_class_init (YttImportRowViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_import_row_view_dispose;

  signals[DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
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

  self->choose_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->choose_button, "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (self->choose_button, create_chooser_cb, self, NULL);
  gtk_widget_set_valign (GTK_WIDGET (self->choose_button), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->choose_button), _("Which Facility It Is"));
  gtk_widget_add_css_class (GTK_WIDGET (self->choose_button), "flat");

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->details));
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), texts);
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->choose_button));
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

/* (transfer full): what a person said of it comes before what follows from that. */
static char *
describe (YttImport  *import,
          guint       row,
          const char *name,
          const char *chosen)
{
  gint64 decision = ytt_import_get_decision (import, row);
  g_autofree char *news = NULL;

  if (ytt_import_get_verdict (import, row) == YTT_IMPORT_UNUSABLE)
    return ytt_import_dup_problem (import, row);

  news = join_news (import, row, name);
  if (decision > 0 && chosen != NULL)
    /* Translators: the first %s is a facility that was chosen for a row, the second what the row tells of it that is new */
    return *news != '\0' ? g_strdup_printf (_("Chosen: %s · %s"), chosen, news) : g_strdup_printf (_("Chosen: %s"), chosen);

  return g_steal_pointer (&news);
}

/**
 * ytt_import_row_view_show:
 * @self: a view
 * @store: the document
 * @import: an import that has been reviewed
 * @row: from 0
 * @chosen: (nullable): what the facility is called that a person chose for the row
 *
 * Shows a row of the file.
 */
void
ytt_import_row_view_show (YttImportRowView *self,
                          YttStore         *store,
                          YttImport        *import,
                          guint             row,
                          const char       *chosen)
{
  YttImportVerdict verdict;
  gboolean readable;
  g_autofree char *name = NULL, *text = NULL, *label = NULL, *choose_label = NULL;

  g_return_if_fail (YTT_IS_IMPORT_ROW_VIEW (self));

  verdict = ytt_import_get_verdict (import, row);
  name = ytt_import_dup_name (import, row);
  text = describe (import, row, name, chosen);
  readable = ytt_import_get_readable (import, row);
  g_set_object (&self->store, store);
  g_free (self->text);
  self->text = g_strdup (name);
  self->decision = ytt_import_get_decision (import, row);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->details, text);
  gtk_widget_set_visible (GTK_WIDGET (self->details), *text != '\0');
  gtk_button_set_label (GTK_BUTTON (self->button), verdict == YTT_IMPORT_LEFT_OUT ? _("Take In") : _("Leave Out"));
  gtk_widget_set_visible (self->button, verdict != YTT_IMPORT_UNUSABLE && verdict != YTT_IMPORT_SAME);
  label = g_strdup_printf (verdict == YTT_IMPORT_LEFT_OUT ? _("Take in %s") : _("Leave out %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  /* What cannot be read does not become usable by being another facility. */
  gtk_widget_set_visible (GTK_WIDGET (self->choose_button), readable);
  choose_label = g_strdup_printf (_("Choose which facility %s is"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose_button), GTK_ACCESSIBLE_PROPERTY_LABEL, choose_label, -1);
}
