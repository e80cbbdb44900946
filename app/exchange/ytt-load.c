#include "config.h"

#include "ytt-load.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-error.h"
#include "ytt-id.h"
#include "ytt-vocabulary.h"

/* What becomes of a CSV column in the document's column of the same name. */
typedef enum
{
  COLUMN_TEXT,        /* its text; null where it is empty */
  COLUMN_TEXT_KEPT,   /* its text; empty where it is empty */
  COLUMN_KEY,         /* its text; null where it only stands for one */
  COLUMN_FLAG,        /* 1 or 0 */
  COLUMN_REFERENCE,   /* the id of the row that it names */
} ColumnKind;

typedef struct
{
  const char *name;
  ColumnKind  kind;
  YttFile     file;    /* of a reference */
} Column;

#define MAX_COLUMNS 24

static const Column source_columns[] = {
  { "source", COLUMN_KEY }, { "title" }, { "publisher" }, { "published" }, { "url" }, { NULL }
};

static const Column organisation_columns[] = {
  { "organisation", COLUMN_KEY }, { "name" }, { "kind" }, { "country" }, { "parent", COLUMN_REFERENCE, YTT_FILE_ORGANISATIONS },
  { "website" }, { "source", COLUMN_REFERENCE, YTT_FILE_SOURCES }, { NULL }
};

static const Column facility_columns[] = {
  { "facility", COLUMN_KEY }, { "name" }, { "country" }, { "admin1" }, { "locality" }, { "location_precision" },
  { "location_source" }, { "location_note" }, { "summary" }, { NULL }
};

static const Column claim_columns[] = {
  { "claim", COLUMN_KEY }, { "facility", COLUMN_REFERENCE, YTT_FILE_FACILITIES }, { "attribute" }, { "part", COLUMN_TEXT_KEPT },
  { "scope", COLUMN_TEXT_KEPT }, { "value" }, { "value_max" }, { "unit", COLUMN_TEXT_KEPT }, { "basis", COLUMN_TEXT_KEPT },
  { "qualifier", COLUMN_TEXT_KEPT }, { "tense" },
  { "as_of" }, { "source", COLUMN_REFERENCE, YTT_FILE_SOURCES }, { "note" },
  { "inferred", COLUMN_FLAG }, { "pinned", COLUMN_FLAG }, { "pin_reason" }, { "withdrawn", COLUMN_FLAG },
  { "withdrawn_reason" }, { "typed" }, { NULL }
};

static const Column announcement_columns[] = {
  { "announcement", COLUMN_KEY }, { "date" }, { "kind" }, { "title" }, { "summary" }, { "amount" }, { "currency" },
  { "amount_qualifier" }, { "materials" }, { "status" }, { "rung" }, { NULL }
};

static const Column link_columns[] = {
  { "link", COLUMN_KEY }, { "from_facility", COLUMN_REFERENCE, YTT_FILE_FACILITIES }, { "to_facility", COLUMN_REFERENCE, YTT_FILE_FACILITIES },
  { "to_organisation", COLUMN_REFERENCE, YTT_FILE_ORGANISATIONS }, { "material", COLUMN_TEXT_KEPT }, { "state" }, { "since" }, { "until" },
  { "announcement", COLUMN_REFERENCE, YTT_FILE_ANNOUNCEMENTS }, { "source", COLUMN_REFERENCE, YTT_FILE_SOURCES }, { "note" }, { NULL }
};

static const Column figure_columns[] = {
  { "measure" }, { "country" }, { "year" }, { "value" }, { "unit", COLUMN_TEXT_KEPT }, { "qualifier", COLUMN_TEXT_KEPT },
  { "source", COLUMN_REFERENCE, YTT_FILE_SOURCES }, { NULL }
};

static const Column tour_columns[] = {
  { "tour", COLUMN_KEY }, { "title" }, { "note" }, { NULL }
};

static const Column tour_stop_columns[] = {
  { "tour", COLUMN_REFERENCE, YTT_FILE_TOURS }, { "kind" }, { "title" }, { "text" }, { "notes" }, { "seconds" },
  { "facility", COLUMN_REFERENCE, YTT_FILE_FACILITIES }, { NULL }
};

static const Column view_columns[] = {
  { "position" }, { "name" }, { "content" }, { NULL }
};

static const Column meta_columns[] = {
  { "key" }, { "value" }, { NULL }
};

/* A row of the document that is being put together. */
typedef struct
{
  const YttDataSet *set;
  YttLoader  *loader;
  const char *table;
  guint       n;
  const char *columns[MAX_COLUMNS + 1];
  YttCell     cells[MAX_COLUMNS];
} Row;

static void
row_start_with_id (Row        *row,
                   const char *table,
                   gint64      id)
{
  row->table = table;
  row->n = 1;
  row->columns[0] = "id";
  row->cells[0] = YTT_CELL_OF_INTEGER (id);
}

static void
row_start (Row        *row,
           const char *table,
           const char *key)
{
  row_start_with_id (row, table, ytt_id_for_key (table, key));
}

/* A row whose key is in the first column of its file. */
static void
row_start_keyed (Row        *row,
                 YttFile     file,
                 const char *key)
{
  row_start_with_id (row, ytt_data_set_get_table (file), ytt_data_set_get_id (row->set, file, key));
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
cell_for_reference (const Row  *row,
                    YttFile     file,
                    const char *key)
{
  return *key != '\0' ? YTT_CELL_OF_INTEGER (ytt_data_set_get_id (row->set, file, key)) : YTT_CELL_OF_NULL;
}

static YttCell
cell_for_column (const Row    *row,
                 const Column *column,
                 const char   *text)
{
  switch (column->kind)
    {
    case COLUMN_REFERENCE:
      return cell_for_reference (row, column->file, text);
    case COLUMN_FLAG:
      return YTT_CELL_OF_INTEGER (g_str_equal (text, "1"));
    case COLUMN_KEY:
      return ytt_data_set_is_no_key (text, NULL) ? YTT_CELL_OF_NULL : YTT_CELL_OF_TEXT (text);
    case COLUMN_TEXT_KEPT:
      return YTT_CELL_OF_TEXT (text);
    case COLUMN_TEXT:
    default:
      return *text != '\0' ? YTT_CELL_OF_TEXT (text) : YTT_CELL_OF_NULL;
    }
}

static void
row_add_columns (Row            *row,
                 const Column   *columns,
                 const YttTable *table,
                 guint           position)
{
  for (; columns->name != NULL; columns++)
    row_add (row, columns->name, cell_for_column (row, columns, ytt_table_get (table, position, columns->name)));
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
load_plain (const YttDataSet  *set,
            YttFile            file,
            YttLoader         *loader,
            const Column      *columns,
            GError           **error)
{
  const YttTable *table = set->tables[file];
  Row row = { set, loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      row_start_keyed (&row, file, ytt_table_get (table, i, table->columns[0]));
      row_add_columns (&row, columns, table, i);
      if (!row_insert (&row, error))
        return FALSE;
    }

  return TRUE;
}

/* The items of a list become rows of their own: (owner, item), and their place in the list if @has_position. */
typedef struct
{
  YttFile     file;
  const char *csv_column;
  const char *table;        /* facility_stage */
  const char *owner;        /* facility */
  const char *column;       /* stage */
  gboolean    is_reference; /* the item names a row of @reference */
  YttFile     reference;
  gboolean    has_position;
  gboolean    has_role;     /* the item is "organisation:role" */
  const char *role;         /* (nullable) the role of all */
  gboolean    has_share;    /* the item may be "organisation:share" */
} List;

/* An entry as in 4711@2: the id of the row, and its place, where these do not follow from the item. */
static gint64
take_entry (const char *entry,
            gint64      id,
            gint64     *position)
{
  const char *at = strchr (entry, '@');

  if (at != NULL)
    *position = g_ascii_strtoll (at + 1, NULL, 10);

  return *entry != '\0' && at != entry ? g_ascii_strtoll (entry, NULL, 10) : id;
}

static gboolean
load_item (Row         *row,
           const List  *list,
           const char  *owner,
           const char  *item,
           const char  *entry,
           gint64       position,
           GError     **error)
{
  /* Products may have colons of their own. */
  g_auto(GStrv) parts = ytt_table_split_item (item, list->has_role || list->has_share);
  const char *role = list->has_role ? parts[1] : list->role;
  g_autofree char *key = g_strjoin ("/", owner, parts[0], role, NULL);

  row_start_with_id (row, list->table, take_entry (entry, ytt_id_for_key (list->table, key), &position));
  row_add (row, list->owner, cell_for_reference (row, list->file, owner));
  row_add (row, list->column, list->is_reference ? cell_for_reference (row, list->reference, parts[0])
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
load_list (const YttDataSet  *set,
           YttLoader         *loader,
           const List        *list,
           GError           **error)
{
  const YttTable *table = set->tables[list->file];
  g_autofree char *ids = g_strconcat (list->csv_column, "_ids", NULL);
  Row row = { set, loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      const char *owner = ytt_table_get (table, i, table->columns[0]);
      g_auto(GStrv) items = ytt_table_split_list (ytt_table_get (table, i, list->csv_column));
      g_auto(GStrv) entries = g_strsplit (ytt_table_get (table, i, ids), ";", -1);

      for (guint j = 0; items[j] != NULL; j++)
        {
          if (!load_item (&row, list, owner, items[j], *entries != NULL ? entries[j] : "", j, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
load_facilities (const YttDataSet  *set,
                 YttLoader         *loader,
                 GError           **error)
{
  const YttTable *table = set->tables[YTT_FILE_FACILITIES];
  Row row = { set, loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      const char *longitude = ytt_table_get (table, i, "longitude");
      const char *latitude = ytt_table_get (table, i, "latitude");

      row_start_keyed (&row, YTT_FILE_FACILITIES, ytt_table_get (table, i, "facility"));
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
load_links (const YttDataSet  *set,
            YttLoader         *loader,
            GError           **error)
{
  const YttTable *table = set->tables[YTT_FILE_LINKS];
  Row row = { set, loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      const char *told = ytt_table_get (table, i, "maker");
      const char *maker = *told != '\0' ? told : ytt_vocabulary_get_maker (ytt_table_get (table, i, "material"));

      row_start_keyed (&row, YTT_FILE_LINKS, ytt_table_get (table, i, "link"));
      row_add_columns (&row, link_columns, table, i);
      row_add (&row, "maker", maker != NULL && strcmp (maker, YTT_DATA_NO_MAKER) != 0 ? YTT_CELL_OF_TEXT (maker) : YTT_CELL_OF_NULL);
      if (!row_insert (&row, error))
        return FALSE;
    }

  return TRUE;
}

/* The value is no part of a figure's key, so that a corrected figure keeps its id. */
static gboolean
load_figures (const YttDataSet  *set,
              YttLoader         *loader,
              GError           **error)
{
  const YttTable *table = set->tables[YTT_FILE_FIGURES];
  Row row = { set, loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      g_autofree char *key =
        g_strjoin ("/", ytt_table_get (table, i, "measure"), ytt_table_get (table, i, "country"),
                   ytt_table_get (table, i, "year"), ytt_table_get (table, i, "unit"),
                   ytt_table_get (table, i, "qualifier"), ytt_table_get (table, i, "source"), NULL);

      if (*ytt_table_get (table, i, "id") != '\0')
        row_start_with_id (&row, "figure", g_ascii_strtoll (ytt_table_get (table, i, "id"), NULL, 10));
      else
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
  g_auto(GStrv) keys = ytt_table_split_list (ytt_table_get (facilities, facility, "sources"));
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

/* Only the data set that comes with Ytterby is sure to have a source for it; a document has its statuses among its claims,
 * and may lack one. */
static gboolean
load_status (Row         *row,
             guint        facility,
             GError     **error)
{
  const YttTable *table = row->set->tables[YTT_FILE_FACILITIES];
  const char *owner = ytt_table_get (table, facility, "facility");
  const char *as_of = ytt_table_get (table, facility, "status_as_of");
  g_autofree char *key = g_strconcat (owner, "-status", NULL);
  gboolean inferred;
  g_autofree char *source = ytt_load_status_source (row->set, facility, &inferred);

  if (source == NULL)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_SYNTAX, _("%s, line %u, “%s”: %s"), table->name,
                   ytt_table_get_line (table, facility), "sources", _("is empty, but a status needs a source."));
      return FALSE;
    }

  row_start (row, "claim", key);
  row_add (row, "claim", YTT_CELL_OF_TEXT (key));
  row_add (row, "facility", cell_for_reference (row, YTT_FILE_FACILITIES, owner));
  row_add (row, "attribute", YTT_CELL_OF_TEXT ("status"));
  row_add (row, "value", YTT_CELL_OF_TEXT (ytt_table_get (table, facility, "status")));
  row_add (row, "tense", YTT_CELL_OF_TEXT ("stated"));
  row_add (row, "as_of", *as_of != '\0' ? YTT_CELL_OF_TEXT (as_of) : YTT_CELL_OF_NULL);
  row_add (row, "source", cell_for_reference (row, YTT_FILE_SOURCES, source));
  row_add (row, "inferred", YTT_CELL_OF_INTEGER (inferred));

  return row_insert (row, error);
}

static gboolean
load_statuses (const YttDataSet  *set,
               YttLoader         *loader,
               GError           **error)
{
  const YttTable *table = set->tables[YTT_FILE_FACILITIES];
  Row row = { set, loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    if (*ytt_table_get (table, i, "status") != '\0' && !load_status (&row, i, error))
      return FALSE;

  return TRUE;
}

/* (transfer full) (nullable): what a stop shows; NULL too if it shows nothing of the map */
static char *
make_content (const YttDataSet  *set,
              guint              row,
              GError           **error)
{
  const YttTable *stops = set->tables[YTT_FILE_TOUR_STOPS];
  const char *content = ytt_table_get (stops, row, "content");
  const char *facility = ytt_table_get (stops, row, "facility");

  if (*content != '\0')
    return g_strdup (content);
  if (*ytt_table_get (stops, row, "zoom") == '\0')
    return NULL;

  return ytt_load_stop_view (stops, row, *facility != '\0' ? ytt_data_set_get_id (set, YTT_FILE_FACILITIES, facility) : 0,
                             error);
}

/* Stops of a tour stand in the order of their rows, counted from 1 as saved views are. */
static gboolean
load_tour_stops (const YttDataSet  *set,
                 YttLoader         *loader,
                 GError           **error)
{
  const YttTable *table = set->tables[YTT_FILE_TOUR_STOPS];
  g_autoptr(GHashTable) n_stops = g_hash_table_new (g_str_hash, g_str_equal);
  Row row = { set, loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      const char *tour = ytt_table_get (table, i, "tour");
      const char *told = ytt_table_get (table, i, "position");
      guint position = GPOINTER_TO_UINT (g_hash_table_lookup (n_stops, tour)) + 1;
      g_autoptr(GError) reason = NULL;
      g_autofree char *content = make_content (set, i, &reason);

      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      g_hash_table_insert (n_stops, (gpointer) tour, GUINT_TO_POINTER (position));

      row_start_keyed (&row, YTT_FILE_TOUR_STOPS, ytt_table_get (table, i, "stop"));
      row_add_columns (&row, tour_stop_columns, table, i);
      row_add (&row, "position", YTT_CELL_OF_INTEGER (*told != '\0' ? g_ascii_strtoll (told, NULL, 10) : position));
      row_add (&row, "content", content != NULL ? YTT_CELL_OF_TEXT (content) : YTT_CELL_OF_NULL);
      if (!row_insert (&row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
load_views (const YttDataSet  *set,
            YttLoader         *loader,
            GError           **error)
{
  const YttTable *table = set->tables[YTT_FILE_VIEWS];
  Row row = { set, loader };

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      row_start_with_id (&row, "saved_view", g_ascii_strtoll (ytt_table_get (table, i, "id"), NULL, 10));
      row_add_columns (&row, view_columns, table, i);
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
  Row row = { set, loader };

  /* Whose data set it is, is not for us to say of other folders. */
  if (!set->strict || ytt_table_get_n_rows (set->tables[YTT_FILE_META]) > 0)
    return load_plain (set, YTT_FILE_META, loader, meta_columns, error);

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
  static const List lists[] = {
    { YTT_FILE_FACILITIES, "names", "facility_name", "facility", "name" },
    { YTT_FILE_FACILITIES, "stages", "facility_stage", "facility", "stage" },
    { YTT_FILE_FACILITIES, "elements", "facility_element", "facility", "element" },
    { YTT_FILE_FACILITIES, "products", "facility_product", "facility", "product", .has_position = TRUE },
    { YTT_FILE_FACILITIES, "operator", "facility_organisation", "facility", "organisation", TRUE, YTT_FILE_ORGANISATIONS,
      TRUE, FALSE, "operator", TRUE },
    { YTT_FILE_FACILITIES, "owners", "facility_organisation", "facility", "organisation", TRUE, YTT_FILE_ORGANISATIONS,
      TRUE, FALSE, "owner", TRUE },
    { YTT_FILE_FACILITIES, "sources", "facility_source", "facility", "source", TRUE, YTT_FILE_SOURCES },
    { YTT_FILE_ANNOUNCEMENTS, "parties", "announcement_party", "announcement", "organisation", TRUE, YTT_FILE_ORGANISATIONS,
      TRUE, TRUE },
    { YTT_FILE_ANNOUNCEMENTS, "facilities", "announcement_facility", "announcement", "facility", TRUE, YTT_FILE_FACILITIES },
    { YTT_FILE_ANNOUNCEMENTS, "sources", "announcement_source", "announcement", "source", TRUE, YTT_FILE_SOURCES },
    { YTT_FILE_TOUR_STOPS, "claims", "tour_stop_claim", "stop", "claim", TRUE, YTT_FILE_CLAIMS },
    { YTT_FILE_TOUR_STOPS, "announcements", "tour_stop_announcement", "stop", "announcement", TRUE,
      YTT_FILE_ANNOUNCEMENTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!load_list (set, loader, &lists[i], error))
      return FALSE;

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
  return load_plain (set, YTT_FILE_SOURCES, loader, source_columns, error)
         && load_plain (set, YTT_FILE_ORGANISATIONS, loader, organisation_columns, error)
         && load_facilities (set, loader, error)
         && load_plain (set, YTT_FILE_CLAIMS, loader, claim_columns, error)
         && load_statuses (set, loader, error)
         && load_plain (set, YTT_FILE_ANNOUNCEMENTS, loader, announcement_columns, error)
         && load_links (set, loader, error)
         && load_figures (set, loader, error)
         && load_plain (set, YTT_FILE_TOURS, loader, tour_columns, error)
         && load_tour_stops (set, loader, error)
         && load_lists (set, loader, error)
         && load_views (set, loader, error)
         && load_meta (set, loader, error);
}
