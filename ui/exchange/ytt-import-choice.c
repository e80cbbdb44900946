#include "config.h"

#include "ytt-import-choice.h"

#include <glib/gi18n.h>

static const struct
{
  char        separator;
  const char *label;
} separators[] = {
  { '\0', N_("Automatic") },
  { ',', N_("Comma") },
  { ';', N_("Semicolon") },
  { '\t', N_("Tab") },
  { '|', N_("Vertical bar") },
};

static void
set_names (AdwComboRow *row,
           GPtrArray   *names)
{
  g_autoptr(GtkStringList) list = NULL;

  g_ptr_array_add (names, NULL);
  list = gtk_string_list_new ((const char * const *) names->pdata);
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

void
ytt_import_choice_fill (AdwComboRow *encoding_row,
                        AdwComboRow *separator_row)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  guint n;
  const YttForeignEncoding *encodings = ytt_foreign_file_get_encodings (&n);

  g_ptr_array_add (names, g_strdup (_("Automatic")));
  for (guint i = 0; i < n; i++)
    /* Translators: languages, and in brackets the encoding that they are written in */
    g_ptr_array_add (names, g_strdup_printf (_("%s (%s)"), _(encodings[i].label), encodings[i].name));
  set_names (encoding_row, names);

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    g_ptr_array_add (labels, g_strdup (_(separators[i].label)));
  set_names (separator_row, labels);
}

void
ytt_import_choice_read (AdwComboRow      *encoding_row,
                        AdwComboRow      *separator_row,
                        YttForeignChoice *choice)
{
  guint n, encoding = adw_combo_row_get_selected (encoding_row), separator = adw_combo_row_get_selected (separator_row);
  const YttForeignEncoding *encodings = ytt_foreign_file_get_encodings (&n);

  choice->encoding = encoding > 0 && encoding <= n ? encodings[encoding - 1].name : NULL;
  choice->separator = separator < G_N_ELEMENTS (separators) ? separators[separator].separator : '\0';
}

void
ytt_import_choice_show (AdwComboRow *encoding_row,
                        AdwComboRow *separator_row,
                        YttStaging  *staging,
                        gboolean     pasted)
{
  const char *format = ytt_staging_get_format (staging);
  gboolean is_text = g_strcmp0 (format, "CSV") == 0;

  /* What was pasted came in UTF-8. */
  gtk_widget_set_visible (GTK_WIDGET (encoding_row), !pasted && (is_text || g_strcmp0 (format, "ESRI Shapefile") == 0));
  gtk_widget_set_visible (GTK_WIDGET (separator_row), is_text);
}

char *
ytt_import_choice_describe (YttStaging *staging,
                            gboolean    chosen)
{
  GString *text = g_string_new (NULL);
  const char *encoding = ytt_staging_get_encoding (staging);
  guint n_rows = ytt_staging_get_n_rows (staging), n_shapes = ytt_staging_get_n_shapes (staging);

  g_string_append_printf (text, ngettext ("%u row", "%u rows", n_rows), n_rows);
  if (ytt_staging_get_reference (staging) == NULL)
    g_string_append_printf (text, ". %s", _("It names no reference system: WGS 84 is assumed"));
  if (encoding != NULL && !chosen)
    {
      g_string_append (text, ". ");
      g_string_append_printf (text, _("It is not in UTF-8: %s is assumed"), encoding);
    }
  if (n_shapes > 0)
    {
      g_string_append (text, ". ");
      g_string_append_printf (text, ngettext ("%u row is no point and has no place here",
                                              "%u rows are no points and have no place here", n_shapes), n_shapes);
    }
  g_string_append_c (text, '.');

  return g_string_free (text, FALSE);
}
