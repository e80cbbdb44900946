#include "config.h"

#include "ytt-load.h"

#include <string.h>

#include "ytt-id.h"
#include "ytt-vocabulary.h"

/* What becomes of a CSV column in the document's column of the same name. */
typedef enum
{
  COLUMN_TEXT,        /* its text; null where it is empty */
  COLUMN_TEXT_KEPT,   /* its text; empty where it is empty */
  COLUMN_REFERENCE,   /* the id of the row that it names */
} ColumnKind;

typedef struct
{
  const char *name;
  ColumnKind  kind;
  const char *table;   /* of a reference */
} Column;

#define MAX_COLUMNS 24

static const Column source_columns[] = {
  { "source" }, { "title" }, { "publisher" }, { "published" }, { "url" }, { NULL }
};

static const Column organisation_columns[] = {
  { "organisation" }, { "name" }, { "kind" }, { "country" }, { "parent", COLUMN_REFERENCE, "organisation" },
  { "website" }, { "source", COLUMN_REFERENCE, "source" }, { NULL }
};

static const Column facility_columns[] = {
  { "facility" }, { "name" }, { "country" }, { "admin1" }, { "locality" }, { "location_precision" },
  { "location_source" }, { "location_note" }, { "summary" }, { NULL }
};

static const Column claim_columns[] = {
  { "claim" }, { "facility", COLUMN_REFERENCE, "facility" }, { "attribute" }, { "part", COLUMN_TEXT_KEPT },
  { "scope" }, { "value" }, { "value_max" }, { "unit" }, { "basis", COLUMN_TEXT_KEPT }, { "qualifier" }, { "tense" },
  { "as_of" }, { "source", COLUMN_REFERENCE, "source" }, { "note" }, { NULL }
};

static const Column announcement_columns[] = {
  { "announcement" }, { "date" }, { "kind" }, { "title" }, { "summary" }, { "amount" }, { "currency" },
  { "amount_qualifier" }, { "materials" }, { "status" }, { "rung" }, { NULL }
};

static const Column link_columns[] = {
  { "link" }, { "from_facility", COLUMN_REFERENCE, "facility" }, { "to_facility", COLUMN_REFERENCE, "facility" },
  { "to_organisation", COLUMN_REFERENCE, "organisation" }, { "material" }, { "state" }, { "since" }, { "until" },
  { "announcement", COLUMN_REFERENCE, "announcement" }, { "source", COLUMN_REFERENCE, "source" }, { "note" }, { NULL }
};

static const Column figure_columns[] = {
  { "measure" }, { "country" }, { "year" }, { "value" }, { "unit" }, { "qualifier" },
  { "source", COLUMN_REFERENCE, "source" }, { NULL }
};

static const Column tour_columns[] = {
  { "tour" }, { "title" }, { "note" }, { NULL }
};

static const Column tour_stop_columns[] = {
  { "tour", COLUMN_REFERENCE, "tour" }, { "kind" }, { "title" }, { "text" }, { "notes" }, { "seconds" },
  { "facility", COLUMN_REFERENCE, "facility" }, { NULL }
};

/* A row of the document that is being put together. */
typedef struct
{
  YttLoader  *loader;
  const char *table;
  guint       n;
  const char *columns[MAX_COLUMNS + 1];
  YttCell     cells[MAX_COLUMNS];
} Row;

static void
row_start (Row        *row,
           const char *table,
           const char *key)
{
  row->table = table;
  row->n = 1;
  row->columns[0] = "id";
  row->cells[0] = YTT_CELL_OF_INTEGER (ytt_id_for_key (table, key));
}

static void
row_add (Row        *row,
         const char *column,
         YttCell     cell)
{
  g_assert (row->n < MAX_COLUMNS);

  row->columns[row->n] = column;
  row->cells[row->n++] = cell;
}

static YttCell
cell_for_reference (const char *table,
                    const char *key)
{
  return *key != '\0' ? YTT_CELL_OF_INTEGER (ytt_id_for_key (table, key)) : YTT_CELL_OF_NULL;
}

static void
row_add_columns (Row            *row,
                 const Column   *columns,
                 const YttTable *table,
                 guint           position)
{
  for (; columns->name != NULL; columns++)
    {
      const char *text = ytt_table_get (table, position, columns->name);

      if (columns->kind == COLUMN_REFERENCE)
        row_add (row, columns->name, cell_for_reference (columns->table, text));
      else if (*text == '\0' && columns->kind == COLUMN_TEXT)
        row_add (row, columns->name, YTT_CELL_OF_NULL);
      else
        row_add (row, columns->name, YTT_CELL_OF_TEXT (text));
    }
}

static gboolean
row_insert (Row     *row,
            GError **error)
{
  row->columns[row->n] = NULL;
  return ytt_loader_insert (row->loader, row->table, row->columns, row->cells, error);
}

/* A file whose rows become rows of one table with the same columns. */
static gboolean
load_plain (const YttTable  *table,
            YttLoader       *loader,
            const char      *name,
            const Column    *columns,
            GError         **error)
{
  Row row = { loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      row_start (&row, name, ytt_table_get (table, i, table->columns[0]));
      row_add_columns (&row, columns, table, i);
      if (!row_insert (&row, error))
        return FALSE;
    }

  return TRUE;
}

/* The items of a list become rows of their own: (owner, item), and their place in the list if @has_position. */
typedef struct
{
  const char *csv_column;
  const char *table;        /* facility_stage */
  const char *owner;        /* facility */
  const char *column;       /* stage */
  const char *reference;    /* (nullable) the table that the item names a row of */
  gboolean    has_position;
  gboolean    has_role;     /* the item is "organisation:role" */
  const char *role;         /* (nullable) the role of all */
  gboolean    has_share;    /* the item may be "organisation:share" */
  const char *owner_table;  /* (nullable) where it is not named as the column is */
} List;

static gboolean
load_item (Row         *row,
           const List  *list,
           const char  *owner,
           const char  *item,
           guint        position,
           GError     **error)
{
  /* Products may have colons of their own. */
  g_auto(GStrv) parts = g_strsplit (item, list->has_role || list->has_share ? ":" : ";", 2);
  const char *role = list->has_role ? parts[1] : list->role;
  g_autofree char *key = g_strjoin ("/", owner, parts[0], role, NULL);

  row_start (row, list->table, key);
  row_add (row, list->owner, cell_for_reference (list->owner_table != NULL ? list->owner_table : list->owner, owner));
  row_add (row, list->column, list->reference != NULL ? cell_for_reference (list->reference, parts[0])
                                                       : YTT_CELL_OF_TEXT (parts[0]));
  if (role != NULL)
    row_add (row, "role", YTT_CELL_OF_TEXT (role));
  if (list->has_position)
    row_add (row, "position", YTT_CELL_OF_INTEGER (position));
  if (list->has_share)
    row_add (row, "share", parts[1] != NULL ? YTT_CELL_OF_REAL (g_ascii_strtod (parts[1], NULL)) : YTT_CELL_OF_NULL);

  return row_insert (row, error);
}

static gboolean
load_list (const YttTable  *table,
           YttLoader       *loader,
           const List      *list,
           GError         **error)
{
  Row row = { loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      const char *owner = ytt_table_get (table, i, table->columns[0]);
      g_auto(GStrv) items = g_strsplit (ytt_table_get (table, i, list->csv_column), ";", -1);

      for (guint j = 0; items[j] != NULL; j++)
        {
          if (!load_item (&row, list, owner, items[j], j, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
load_facilities (const YttTable  *table,
                 YttLoader       *loader,
                 GError         **error)
{
  Row row = { loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      const char *longitude = ytt_table_get (table, i, "longitude");
      const char *latitude = ytt_table_get (table, i, "latitude");

      row_start (&row, "facility", ytt_table_get (table, i, "facility"));
      if (*longitude != '\0')
        row_add (&row, "geom", YTT_CELL_OF_POINT (g_ascii_strtod (longitude, NULL), g_ascii_strtod (latitude, NULL)));
      else
        row_add (&row, "geom", YTT_CELL_OF_NULL);
      row_add_columns (&row, facility_columns, table, i);
      if (!row_insert (&row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
load_links (const YttTable  *table,
            YttLoader       *loader,
            GError         **error)
{
  Row row = { loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      row_start (&row, "link", ytt_table_get (table, i, "link"));
      row_add_columns (&row, link_columns, table, i);
      row_add (&row, "maker", YTT_CELL_OF_TEXT (ytt_vocabulary_get_maker (ytt_table_get (table, i, "material"))));
      if (!row_insert (&row, error))
        return FALSE;
    }

  return TRUE;
}

/* The value is no part of a figure's key, so that a corrected figure keeps its id. */
static gboolean
load_figures (const YttTable  *table,
              YttLoader       *loader,
              GError         **error)
{
  Row row = { loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      g_autofree char *key =
        g_strjoin ("/", ytt_table_get (table, i, "measure"), ytt_table_get (table, i, "country"),
                   ytt_table_get (table, i, "year"), ytt_table_get (table, i, "unit"),
                   ytt_table_get (table, i, "qualifier"), ytt_table_get (table, i, "source"), NULL);

      row_start (&row, "figure", key);
      row_add_columns (&row, figure_columns, table, i);
      if (!row_insert (&row, error))
        return FALSE;
    }

  return TRUE;
}

/* How near a source's date comes to the date of a status; more is nearer. Dates that are less exact than a day
 * agree as far as both go. */
typedef enum
{
  NEAR_OTHER,      /* it has no date, or a later one */
  NEAR_BEFORE,
  NEAR_YEAR,
  NEAR_MONTH,
  NEAR_DAY,
} Nearness;

static Nearness
get_nearness (const char *published,
              const char *as_of)
{
  static const struct { gsize length; Nearness nearness; } parts[] = {
    { 10, NEAR_DAY }, { 7, NEAR_MONTH }, { 4, NEAR_YEAR }
  };

  if (*published == '\0' || *as_of == '\0')
    return NEAR_OTHER;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gsize length = parts[i].length;

      if (strlen (published) >= length && strlen (as_of) >= length && strncmp (published, as_of, length) == 0)
        return parts[i].nearness;
    }

  return strcmp (published, as_of) < 0 ? NEAR_BEFORE : NEAR_OTHER;
}

/* Whether @published is a better choice than @best, both being as near. Before the status's date or on it, the
 * newest is best; after it, the newest too, for then nothing else tells. The first of equals stays. */
static gboolean
is_better (const char *published,
           const char *best,
           const char *as_of,
           Nearness    nearness)
{
  gboolean late = strcmp (published, as_of) > 0;
  gboolean best_late = strcmp (best, as_of) > 0;

  if (nearness != NEAR_OTHER && late != best_late)
    return best_late;

  return nearness != NEAR_OTHER && late ? strcmp (published, best) < 0 : strcmp (published, best) > 0;
}

/**
 * ytt_load_status_source:
 * @set: a data set
 * @facility: a row of its facilities
 * @inferred: (out): return location for whether no source is from the status's date or before it
 *
 * Finds the source that tells a facility's status: of its sources, the one published on `status_as_of` (that day,
 * else that month, else that year), else the newest before it, else the newest of all. Where several were published
 * in the same month or year, it is the newest that is not later than the status; of several on a day, the first in
 * the facility's list.
 *
 * Returns: (transfer full): the key of a source
 */
char *
ytt_load_status_source (const YttDataSet *set,
                        guint             facility,
                        gboolean         *inferred)
{
  const YttTable *facilities = set->tables[YTT_FILE_FACILITIES];
  const YttTable *sources = set->tables[YTT_FILE_SOURCES];
  const char *as_of = ytt_table_get (facilities, facility, "status_as_of");
  g_auto(GStrv) keys = g_strsplit (ytt_table_get (facilities, facility, "sources"), ";", -1);
  const char *best_key = NULL, *best = NULL;
  Nearness best_nearness = NEAR_OTHER;

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *published;
      Nearness nearness;
      guint row = 0;

      ytt_table_find (sources, keys[i], &row);
      published = ytt_table_get (sources, row, "published");
      nearness = get_nearness (published, as_of);

      if (best_key == NULL || nearness > best_nearness
          || (nearness == best_nearness && is_better (published, best, as_of, nearness)))
        {
          best_key = keys[i];
          best = published;
          best_nearness = nearness;
        }
    }

  *inferred = best_nearness == NEAR_OTHER;
  return g_strdup (best_key);
}

static gboolean
load_statuses (const YttDataSet  *set,
               YttLoader         *loader,
               GError           **error)
{
  const YttTable *table = set->tables[YTT_FILE_FACILITIES];
  Row row = { loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      const char *facility = ytt_table_get (table, i, "facility");
      const char *as_of = ytt_table_get (table, i, "status_as_of");
      g_autofree char *key = g_strconcat (facility, "-status", NULL);
      gboolean inferred;
      g_autofree char *source = ytt_load_status_source (set, i, &inferred);

      row_start (&row, "claim", key);
      row_add (&row, "claim", YTT_CELL_OF_TEXT (key));
      row_add (&row, "facility", cell_for_reference ("facility", facility));
      row_add (&row, "attribute", YTT_CELL_OF_TEXT ("status"));
      row_add (&row, "value", YTT_CELL_OF_TEXT (ytt_table_get (table, i, "status")));
      row_add (&row, "tense", YTT_CELL_OF_TEXT ("stated"));
      row_add (&row, "as_of", *as_of != '\0' ? YTT_CELL_OF_TEXT (as_of) : YTT_CELL_OF_NULL);
      row_add (&row, "source", cell_for_reference ("source", source));
      row_add (&row, "inferred", YTT_CELL_OF_INTEGER (inferred));
      if (!row_insert (&row, error))
        return FALSE;
    }

  return TRUE;
}

/* Stops of a tour stand in the order of their rows, counted from 1 as saved views are. */
static gboolean
load_tour_stops (const YttTable  *table,
                 YttLoader       *loader,
                 GError         **error)
{
  g_autoptr(GHashTable) n_stops = g_hash_table_new (g_str_hash, g_str_equal);
  Row row = { loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      const char *tour = ytt_table_get (table, i, "tour");
      guint position = GPOINTER_TO_UINT (g_hash_table_lookup (n_stops, tour)) + 1;
      gboolean is_view = g_str_equal (ytt_table_get (table, i, "kind"), "view");
      g_autofree char *content = is_view ? ytt_load_stop_content (table, i, error) : NULL;

      if (is_view && content == NULL)
        return FALSE;
      g_hash_table_insert (n_stops, (gpointer) tour, GUINT_TO_POINTER (position));

      row_start (&row, "tour_stop", ytt_table_get (table, i, "stop"));
      row_add_columns (&row, tour_stop_columns, table, i);
      row_add (&row, "position", YTT_CELL_OF_INTEGER (position));
      row_add (&row, "content", content != NULL ? YTT_CELL_OF_TEXT (content) : YTT_CELL_OF_NULL);
      if (!row_insert (&row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
load_meta (const YttDataSet  *set,
           YttLoader         *loader,
           GError           **error)
{
  g_autofree char *last_change = ytt_data_set_get_last_change (set);
  const char *entries[][2] = {
    { "title", "Rare earth projects of the world" },
    { "licence", "CC BY 4.0" },
    { "credits", "Towns: GeoNames (CC BY 4.0). Basemap: Natural Earth (public domain)." },
    { "facts_date", last_change },
  };
  Row row = { loader };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      row_start (&row, "meta", entries[i][0]);
      row_add (&row, "key", YTT_CELL_OF_TEXT (entries[i][0]));
      row_add (&row, "value", YTT_CELL_OF_TEXT (entries[i][1]));
      if (!row_insert (&row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
load_lists (const YttDataSet  *set,
            YttLoader         *loader,
            GError           **error)
{
  static const List facility_lists[] = {
    { "stages", "facility_stage", "facility", "stage" },
    { "elements", "facility_element", "facility", "element" },
    { "products", "facility_product", "facility", "product", NULL, TRUE },
    { "operator", "facility_organisation", "facility", "organisation", "organisation", TRUE, FALSE, "operator" },
    { "owners", "facility_organisation", "facility", "organisation", "organisation", TRUE, FALSE, "owner", TRUE },
    { "sources", "facility_source", "facility", "source", "source" },
  };
  static const List announcement_lists[] = {
    { "parties", "announcement_party", "announcement", "organisation", "organisation", TRUE, TRUE },
    { "facilities", "announcement_facility", "announcement", "facility", "facility" },
    { "sources", "announcement_source", "announcement", "source", "source" },
  };
  static const List stop_lists[] = {
    { "claims", "tour_stop_claim", "stop", "claim", "claim", .owner_table = "tour_stop" },
    { "announcements", "tour_stop_announcement", "stop", "announcement", "announcement", .owner_table = "tour_stop" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facility_lists); i++)
    {
      if (!load_list (set->tables[YTT_FILE_FACILITIES], loader, &facility_lists[i], error))
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (announcement_lists); i++)
    {
      if (!load_list (set->tables[YTT_FILE_ANNOUNCEMENTS], loader, &announcement_lists[i], error))
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (stop_lists); i++)
    {
      if (!load_list (set->tables[YTT_FILE_TOUR_STOPS], loader, &stop_lists[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * ytt_load_data_set:
 * @set: a data set that was read and checked
 * @loader: a new document
 * @error: return location for a #GError
 *
 * Puts the whole data set into a document, rows that others name before these.
 *
 * Returns: whether all of it could be written
 */
gboolean
ytt_load_data_set (const YttDataSet  *set,
                   YttLoader         *loader,
                   GError           **error)
{
  return load_plain (set->tables[YTT_FILE_SOURCES], loader, "source", source_columns, error)
         && load_plain (set->tables[YTT_FILE_ORGANISATIONS], loader, "organisation", organisation_columns, error)
         && load_facilities (set->tables[YTT_FILE_FACILITIES], loader, error)
         && load_plain (set->tables[YTT_FILE_CLAIMS], loader, "claim", claim_columns, error)
         && load_statuses (set, loader, error)
         && load_plain (set->tables[YTT_FILE_ANNOUNCEMENTS], loader, "announcement", announcement_columns, error)
         && load_links (set->tables[YTT_FILE_LINKS], loader, error)
         && load_figures (set->tables[YTT_FILE_FIGURES], loader, error)
         && load_plain (set->tables[YTT_FILE_TOURS], loader, "tour", tour_columns, error)
         && load_tour_stops (set->tables[YTT_FILE_TOUR_STOPS], loader, error)
         && load_lists (set, loader, error)
         && load_meta (set, loader, error);
}
