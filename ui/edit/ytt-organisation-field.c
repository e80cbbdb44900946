#include "config.h"

#include "ytt-organisation-field.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-codes.h"

/* How many that are named in another way are asked about. */
#define MAX_NEAR 4

/* What a name was looked up for. */
typedef struct
{
  char         *text;          /* (owned) (nullable) */
  GPtrArray    *matches;       /* (owned) (nullable) (element-type YttMatch): NULL while it is looked up */
  GError       *error;         /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable) */
} Lookup;

typedef struct
{
  YttField *field;   /* (owned) */
  Lookup   *lookup;  /* lives as long as the field */
} Asked;

static void
lookup_clear (Lookup *lookup)
{
  g_cancellable_cancel (lookup->cancellable);
  g_clear_object (&lookup->cancellable);
  g_clear_pointer (&lookup->text, g_free);
  g_clear_pointer (&lookup->matches, g_ptr_array_unref);
  g_clear_error (&lookup->error);
}

static void
lookup_free (gpointer data)
{
  lookup_clear (data);
  g_free (data);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Asked *asked = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) matches = ytt_store_match_finish (YTT_STORE (object), result, &error);

  /* After a cancellation the lookup may be gone. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      asked->lookup->matches = g_steal_pointer (&matches);
      asked->lookup->error = g_steal_pointer (&error);
      ytt_field_read_again (asked->field);
    }
  g_object_unref (asked->field);
  g_free (asked);
}

static void
look_up (YttField   *field,
         const char *text,
         Lookup     *lookup)
{
  YttStore *store = ytt_editor_get_store (ytt_field_get_editor (field));
  Asked *asked;

  lookup_clear (lookup);
  if (store == NULL)
    return;

  lookup->text = g_strdup (text);
  lookup->cancellable = g_cancellable_new ();
  asked = g_new0 (Asked, 1);
  asked->field = g_object_ref (field);
  asked->lookup = lookup;
  ytt_store_match_async (store, YTT_MATCH_ORGANISATION, text, 2 * MAX_NEAR, lookup->cancellable, found_cb, asked);
}

static void
add_reading (GPtrArray  *readings,
             const char *label,
             gint64      id,
             const char *name)
{
  YttFieldReading *reading = ytt_field_reading_new (label);

  ytt_field_reading_set (reading, "organisation", YTT_CELL_OF_INTEGER (id));
  ytt_field_reading_set (reading, "name", YTT_CELL_OF_TEXT (name));
  g_ptr_array_add (readings, reading);
}

static char *
describe (YttMatch *match)
{
  if (match->detail == NULL)
    return g_strdup (match->text);

  /* Translators: an organisation and its country */
  return g_strdup_printf (_("%s (%s)"), match->text, ytt_country_get_name (match->detail));
}

static gboolean
is_same_name (const char *a,
              const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1), *folded_b = g_utf8_casefold (b, -1);

  return g_utf8_collate (folded_a, folded_b) == 0;
}

/* Those of that very name; without one, those that are near, and a new one. */
static void
add_matches (GPtrArray  *readings,
             GPtrArray  *matches,
             const char *text)
{
  g_autofree char *label = NULL;

  for (guint i = 0; i < matches->len; i++)
    {
      YttMatch *match = g_ptr_array_index (matches, i);
      g_autofree char *name = describe (match);

      if (is_same_name (match->text, text))
        add_reading (readings, name, match->id, match->text);
    }
  if (readings->len > 0)
    return;

  for (guint i = 0; i < matches->len && i < MAX_NEAR; i++)
    {
      YttMatch *match = g_ptr_array_index (matches, i);
      g_autofree char *name = describe (match);

      add_reading (readings, name, match->id, match->text);
    }
  /* Translators: a button that adds an organisation of this name to the document */
  label = g_strdup_printf (_("Add “%s”"), text);
  add_reading (readings, label, 0, text);
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

  if (*text == '\0')
    {
      g_ptr_array_add (readings, ytt_field_reading_new (NULL));
      return TRUE;
    }
  if (picked != 0)
    {
      add_reading (readings, NULL, picked, text);
      return TRUE;
    }

  if (g_strcmp0 (lookup->text, text) != 0)
    look_up (field, text, lookup);
  if (lookup->error != NULL)
    {
      *error = g_error_copy (lookup->error);
      g_clear_pointer (&lookup->text, g_free);   /* the next time it is asked again */
      return FALSE;
    }
  if (lookup->matches == NULL)
    return FALSE;

  add_matches (readings, lookup->matches, text);

  return TRUE;
}

/* What was looked up holds only until the document has one more. */
static void
saved_cb (Lookup *lookup)
{
  lookup_clear (lookup);
}

/**
 * ytt_organisation_field_new:
 * @title: what the organisation is
 *
 * Returns: (transfer floating): a text field that proposes the document's organisations, and reads a name as one of
 *   them or as a new one
 */
GtkWidget *
ytt_organisation_field_new (const char *title)
{
  GtkWidget *field = ytt_text_field_new (title);
  Lookup *lookup = g_new0 (Lookup, 1);

  ytt_text_field_set_match_kind (YTT_TEXT_FIELD (field), YTT_MATCH_ORGANISATION);
  g_object_set_data_full (G_OBJECT (field), "lookup", lookup, lookup_free);
  ytt_field_set_read_func (YTT_FIELD (field), read_cb, lookup, NULL);
  g_signal_connect_swapped (field, "saved", G_CALLBACK (saved_cb), lookup);

  return field;
}

/**
 * ytt_organisation_field_take:
 * @reading: what such a field means
 * @changes: what is going to be saved
 *
 * Adds the organisation to @changes if it is new. This names another row, so call it before the row that refers to it is
 * named.
 *
 * Returns: the organisation's key, 0 if the field is empty
 */
gint64
ytt_organisation_field_take (YttFieldReading *reading,
                             YttChanges      *changes)
{
  YttCell organisation = ytt_field_reading_get (reading, "organisation");
  gint64 id;

  if (organisation.kind != YTT_CELL_INTEGER)
    return 0;
  if (organisation.integer != 0)
    return organisation.integer;

  id = ytt_changes_insert (changes, "organisation");
  ytt_changes_set (changes, "name", ytt_field_reading_get (reading, "name"));

  return id;
}
