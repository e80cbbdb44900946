#include "config.h"

#include "ytt-source-field.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-address.h"
#include "ytt-citation.h"
#include "ytt-format.h"

/* How many that are named in another way are asked about. */
#define MAX_NEAR 4
/* How many are looked at for the very address or title. */
#define MAX_FOUND 12

/* What a text was looked up for. A source is found again by its address first, then by its title. */
typedef struct
{
  char         *text;          /* (owned) (nullable) */
  YttCitation  *citation;      /* (owned) (nullable): what the text tells of a source */
  GError       *no_citation;   /* (owned) (nullable): why it tells of none */
  GPtrArray    *queries;       /* (owned) (element-type utf8): what is still to be asked for */
  GPtrArray    *rows;          /* (owned) (element-type YttRow): what was found */
  gboolean      done;
  GError       *error;         /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable) */
  gboolean      optional;      /* there may be none */
} Lookup;

typedef struct
{
  YttField *field;    /* (owned) */
  Lookup   *lookup;   /* lives as long as the field */
} Asked;

static void ask_next (Asked *asked);

static void
lookup_clear (Lookup *lookup)
{
  g_cancellable_cancel (lookup->cancellable);
  g_clear_object (&lookup->cancellable);
  g_clear_pointer (&lookup->text, g_free);
  g_clear_pointer (&lookup->citation, ytt_citation_free);
  g_clear_error (&lookup->no_citation);
  g_clear_pointer (&lookup->queries, g_ptr_array_unref);
  g_clear_pointer (&lookup->rows, g_ptr_array_unref);
  lookup->done = FALSE;
  g_clear_error (&lookup->error);
}

static void
lookup_free (gpointer data)
{
  lookup_clear (data);
  g_free (data);
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->field);
  g_free (asked);
}

/* Takes the error. */
static void
finish (Asked  *asked,
        GError *error)
{
  /* After a cancellation the lookup is about something else. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      asked_free (asked);
      return;
    }

  asked->lookup->done = TRUE;
  asked->lookup->error = error;
  ytt_field_read_again (asked->field);
  asked_free (asked);
}

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Asked *asked = user_data;
  GError *error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);

  if (rows == NULL)
    {
      finish (asked, error);
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      YttRow *row = g_ptr_array_index (rows, i);
      gboolean known = FALSE;

      for (guint j = 0; j < asked->lookup->rows->len; j++)
        known = known || ytt_row_get_id (g_ptr_array_index (asked->lookup->rows, j)) == ytt_row_get_id (row);
      if (!known)
        g_ptr_array_add (asked->lookup->rows, ytt_row_ref (row));
    }
  ask_next (asked);
}

static void
matched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Asked *asked = user_data;
  GError *error = NULL;
  g_autoptr(GPtrArray) matches = ytt_store_match_finish (YTT_STORE (object), result, &error);
  YttRowsWanted wanted[MAX_FOUND];
  guint n_wanted = 0;

  if (matches == NULL)
    {
      finish (asked, error);
      return;
    }

  for (guint i = 0; i < matches->len && n_wanted < MAX_FOUND; i++)
    wanted[n_wanted++] = (YttRowsWanted) { "source", "id", ((YttMatch *) g_ptr_array_index (matches, i))->id };
  if (n_wanted > 0)
    ytt_store_read_rows_async (YTT_STORE (object), wanted, n_wanted, asked->lookup->cancellable, rows_read_cb, asked);
  else
    ask_next (asked);
}

static void
ask_next (Asked *asked)
{
  YttStore *store = ytt_editor_get_store (ytt_field_get_editor (asked->field));
  g_autofree char *words = NULL;

  if (asked->lookup->queries->len == 0 || store == NULL)
    {
      finish (asked, NULL);
      return;
    }

  words = g_ptr_array_steal_index (asked->lookup->queries, 0);
  ytt_store_match_async (store, YTT_MATCH_SOURCE, words, MAX_FOUND, asked->lookup->cancellable, matched_cb, asked);
}

static void
look_up (YttField   *field,
         const char *text,
         Lookup     *lookup)
{
  Asked *asked;

  lookup_clear (lookup);
  if (ytt_editor_get_store (ytt_field_get_editor (field)) == NULL)
    return;

  lookup->text = g_strdup (text);
  lookup->citation = ytt_citation_parse (text, NULL, &lookup->no_citation);
  lookup->queries = g_ptr_array_new_with_free_func (g_free);
  lookup->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_row_unref);
  lookup->cancellable = g_cancellable_new ();
  if (lookup->citation != NULL && lookup->citation->url != NULL)
    g_ptr_array_add (lookup->queries, ytt_address_get_key (lookup->citation->url));
  if (lookup->citation != NULL && lookup->citation->title != NULL)
    g_ptr_array_add (lookup->queries, g_strdup (lookup->citation->title));
  g_ptr_array_add (lookup->queries, g_strdup (text));

  asked = g_new0 (Asked, 1);
  asked->field = g_object_ref (field);
  asked->lookup = lookup;
  ask_next (asked);
}

/* Reading */

/**
 * ytt_source_describe:
 * @title: a source's title
 * @publisher: (nullable): who published it
 * @published: (nullable): when, in ISO 8601
 *
 * Returns: (transfer full): the source in a line
 */
char *
ytt_source_describe (const char *title,
                     const char *publisher,
                     const char *published)
{
  g_autofree char *date = published != NULL && *published != '\0' ? ytt_format_date (published) : NULL;
  gboolean has_publisher = publisher != NULL && *publisher != '\0';

  if (has_publisher && date != NULL)
    /* Translators: a source: its title, its publisher and its date */
    return g_strdup_printf (_("%s (%s, %s)"), title, publisher, date);
  if (has_publisher || date != NULL)
    /* Translators: a source: its title, and its publisher or its date */
    return g_strdup_printf (_("%s (%s)"), title, has_publisher ? publisher : date);

  return g_strdup (title);
}

static void
add_known (GPtrArray *readings,
           YttRow    *row)
{
  const char *title = ytt_row_get_text (row, "title");
  g_autofree char *label = ytt_source_describe (title != NULL ? title : "", ytt_row_get_text (row, "publisher"),
                                                ytt_row_get_text (row, "published"));
  YttFieldReading *reading = ytt_field_reading_new (label);

  ytt_field_reading_set (reading, "source", YTT_CELL_OF_INTEGER (ytt_row_get_id (row)));
  ytt_field_reading_set (reading, "published", ytt_row_get (row, "published"));
  g_ptr_array_add (readings, reading);
}

static YttCell
cell_or_nothing (const char *text)
{
  return text != NULL && *text != '\0' ? YTT_CELL_OF_TEXT (text) : YTT_CELL_OF_NULL;
}

static void
add_new (GPtrArray  *readings,
         const char *title,
         const char *publisher,
         const char *published,
         const char *url)
{
  g_autofree char *source = ytt_source_describe (title, publisher, published);
  /* Translators: a button that adds this source to the document */
  g_autofree char *label = g_strdup_printf (_("Add “%s”"), source);
  YttFieldReading *reading = ytt_field_reading_new (label);

  ytt_field_reading_set (reading, "source", YTT_CELL_OF_INTEGER (0));
  ytt_field_reading_set (reading, "title", YTT_CELL_OF_TEXT (title));
  ytt_field_reading_set (reading, "publisher", cell_or_nothing (publisher));
  ytt_field_reading_set (reading, "published", cell_or_nothing (published));
  ytt_field_reading_set (reading, "url", cell_or_nothing (url));
  g_ptr_array_add (readings, reading);
}

/* A page whose title is not known goes by its address, which people can read at least. */
static char *
make_title (const YttCitation *citation,
            const char        *text)
{
  if (citation->title != NULL)
    return g_strdup (citation->title);
  if (citation->url != NULL)
    return ytt_address_get_key (citation->url);

  return g_strdup (text);
}

/* What was told of a date in two ways is asked about. */
static void
add_citation (GPtrArray         *readings,
              const YttCitation *citation,
              const char        *text)
{
  g_autofree char *title = make_title (citation, text);
  const char *publisher = strcmp (title, text) != 0 ? citation->publisher : NULL;

  if (citation->dates == NULL)
    {
      add_new (readings, title, publisher, citation->published, citation->url);
      return;
    }

  for (guint i = 0; i < citation->dates->len; i++)
    add_new (readings, title, publisher, ((YttReading *) g_ptr_array_index (citation->dates, i))->value,
             citation->url);
}

static gboolean
is_same_text (const char *a,
              const char *b)
{
  g_autofree char *folded_a = NULL, *folded_b = NULL;

  if (a == NULL || b == NULL)
    return FALSE;

  folded_a = g_utf8_casefold (a, -1);
  folded_b = g_utf8_casefold (b, -1);

  return g_utf8_collate (folded_a, folded_b) == 0;
}

static gboolean
has_address (YttRow     *row,
             const char *wanted)
{
  const char *url = ytt_row_get_text (row, "url");
  g_autofree char *key = url != NULL ? ytt_address_get_key (url) : NULL;
  g_autofree char *wanted_key = ytt_address_get_key (wanted);

  return g_strcmp0 (key, wanted_key) == 0;
}

/* Those of the very address, or of the very title, which is then what was meant. */
static gboolean
add_same (GPtrArray *readings,
          Lookup    *lookup)
{
  const YttCitation *citation = lookup->citation;

  for (guint i = 0; citation != NULL && citation->url != NULL && i < lookup->rows->len; i++)
    if (has_address (g_ptr_array_index (lookup->rows, i), citation->url))
      add_known (readings, g_ptr_array_index (lookup->rows, i));
  for (guint i = 0; readings->len == 0 && i < lookup->rows->len; i++)
    {
      YttRow *row = g_ptr_array_index (lookup->rows, i);
      const char *title = ytt_row_get_text (row, "title");

      if (is_same_text (title, lookup->text) && (citation == NULL || citation->url == NULL))
        add_known (readings, row);
    }
  for (guint i = 0; readings->len == 0 && citation != NULL && citation->title != NULL && i < lookup->rows->len; i++)
    if (is_same_text (ytt_row_get_text (g_ptr_array_index (lookup->rows, i), "title"), citation->title))
      add_known (readings, g_ptr_array_index (lookup->rows, i));

  return readings->len > 0;
}

/* The name of what an editor knows without having read it anywhere. */
static char *
make_own_title (YttField *field)
{
  YttStore *store = ytt_editor_get_store (ytt_field_get_editor (field));

  /* Translators: a source: what the editor of this name knows by himself or herself */
  return g_strdup_printf (_("Own knowledge of %s"), store != NULL ? ytt_store_get_who (store) : "");
}

static gboolean
add_readings (YttField   *field,
              GPtrArray  *readings,
              Lookup     *lookup,
              GError    **error)
{
  g_autofree char *own = make_own_title (field);
  YttStore *store = ytt_editor_get_store (ytt_field_get_editor (field));
  gboolean has_url = lookup->citation != NULL && lookup->citation->url != NULL;

  if (add_same (readings, lookup))
    return TRUE;
  if (is_same_text (own, lookup->text) && store != NULL)
    {
      add_new (readings, own, ytt_store_get_who (store), NULL, NULL);
      return TRUE;
    }
  if (lookup->citation == NULL)
    {
      *error = g_error_copy (lookup->no_citation);
      return FALSE;
    }

  for (guint i = 0; !has_url && i < lookup->rows->len && i < MAX_NEAR; i++)
    add_known (readings, g_ptr_array_index (lookup->rows, i));
  add_citation (readings, lookup->citation, lookup->text);

  return TRUE;
}

static gboolean
read_cb (YttField    *field,
         const char  *text,
         GPtrArray   *readings,
         gpointer     user_data,
         GError     **error)
{
  Lookup *lookup = user_data;
  gint64 picked = ytt_text_field_get_picked (YTT_TEXT_FIELD (field));

  if (*text == '\0' && lookup->optional)
    {
      g_ptr_array_add (readings, ytt_field_reading_new (NULL));
      return TRUE;
    }
  if (*text == '\0')
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID,
                           _("A claim has a source. Paste its address, write its title, or choose your own knowledge"));
      return FALSE;
    }
  if (g_strcmp0 (lookup->text, text) != 0)
    look_up (field, text, lookup);
  if (lookup->error != NULL)
    {
      *error = g_error_copy (lookup->error);
      g_clear_pointer (&lookup->text, g_free);   /* the next time it is asked again */
      return FALSE;
    }
  if (!lookup->done)
    return FALSE;

  for (guint i = 0; picked != 0 && i < lookup->rows->len; i++)
    if (ytt_row_get_id (g_ptr_array_index (lookup->rows, i)) == picked)
      {
        add_known (readings, g_ptr_array_index (lookup->rows, i));
        return TRUE;
      }

  return add_readings (field, readings, lookup, error);
}

/* What was looked up holds only until the document has one more. */
static void
saved_cb (Lookup *lookup)
{
  lookup_clear (lookup);
}

static void
own_clicked_cb (YttField *field)
{
  ytt_source_field_type_own (field);
}

static void
add_own_button (YttField *field)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("avatar-default-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "field-button");
  gtk_widget_set_tooltip_text (button, _("Own Knowledge"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Own knowledge"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (own_clicked_cb), field, G_CONNECT_SWAPPED);
  ytt_field_add_suffix (field, button);
}

/**
 * ytt_source_field_new:
 * @title: what the source is of
 *
 * Returns: (transfer floating): a text field that proposes the document's sources, and reads an address, a citation
 *   or a title as one of them or as a new one
 */
GtkWidget *
ytt_source_field_new (const char *title)
{
  GtkWidget *field = ytt_text_field_new (title);
  Lookup *lookup = g_new0 (Lookup, 1);

  ytt_text_field_set_match_kind (YTT_TEXT_FIELD (field), YTT_MATCH_SOURCE);
  ytt_text_field_set_placeholder (YTT_TEXT_FIELD (field), _("Address, citation or title"));
  g_object_set_data_full (G_OBJECT (field), "lookup", lookup, lookup_free);
  ytt_field_set_read_func (YTT_FIELD (field), read_cb, lookup, NULL);
  g_signal_connect_swapped (field, "saved", G_CALLBACK (saved_cb), lookup);
  add_own_button (YTT_FIELD (field));

  return field;
}

/**
 * ytt_source_field_set_optional:
 * @field: a field for a source
 *
 * Lets it be empty, as that of a supply link may be.
 */
void
ytt_source_field_set_optional (YttField *field)
{
  Lookup *lookup = g_object_get_data (G_OBJECT (field), "lookup");

  g_return_if_fail (lookup != NULL);

  lookup->optional = TRUE;
}

/**
 * ytt_source_field_type_own:
 * @field: a field for a source
 *
 * Puts in that the editor knows it without another source, under the editor's name.
 */
void
ytt_source_field_type_own (YttField *field)
{
  g_autofree char *own = NULL;

  g_return_if_fail (YTT_IS_FIELD (field));

  own = make_own_title (field);
  gtk_widget_grab_focus (GTK_WIDGET (field));
  ytt_field_type (field, own);
  ytt_field_save (field);
}

/**
 * ytt_source_field_take:
 * @reading: what such a field means
 * @changes: what is going to be saved
 *
 * Adds the source to @changes if it is new. This names another row, so call it before the row that refers to it is
 * named.
 *
 * Returns: the source's key; 0 where there is none
 */
gint64
ytt_source_field_take (YttFieldReading *reading,
                       YttChanges      *changes)
{
  static const char * const columns[] = { "title", "publisher", "published", "url" };
  YttCell source = ytt_field_reading_get (reading, "source");
  gint64 id;

  if (source.kind != YTT_CELL_INTEGER)
    return 0;
  if (source.integer != 0)
    return source.integer;

  id = ytt_changes_insert (changes, "source");
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      YttCell cell = ytt_field_reading_get (reading, columns[i]);

      if (cell.kind != YTT_CELL_NULL)
        ytt_changes_set (changes, columns[i], cell);
    }

  return id;
}
