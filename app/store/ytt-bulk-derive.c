/* What lists, filters and the search need of new facilities, worked out from their rows as these come.
 *
 * The rule of which claim is shown stands in views.sql. Where no two claims of a facility speak of the same thing there is
 * little to choose, and what the views would give is known from the rows at once, some twenty times faster. All other
 * facilities are left to the views. */

#include "config.h"

#include "ytt-bulk-derive.h"

#include "ytt-bulk-table.h"
#include "ytt-bulk-views.h"
#include "ytt-ledger.h"

#include <string.h>

/* Of more claims it is not looked for pairs. */
#define MOST_CLAIMS 16

/* The tables that something is derived from. */
typedef enum
{
  ROLE_NONE,
  ROLE_FACILITY,
  ROLE_STAGE,
  ROLE_CLAIM,
  ROLE_FACILITY_SOURCE,
  ROLE_WORDS,
  ROLE_SOURCE,
  N_ROLES,
} Role;

/* The columns that it is derived from, the one that names the facility first. */
#define MOST_COLUMNS 15

static const struct
{
  const char *table;
  Role        role;
  const char *columns[MOST_COLUMNS];
} tables[] = {
  { "facility", ROLE_FACILITY, { "id", "name", "country", "admin1", "locality" } },
  { "facility_stage", ROLE_STAGE, { "facility", "stage" } },
  { "claim", ROLE_CLAIM, { "facility", "attribute", "value", "value_max", "unit", "basis", "qualifier", "as_of", "scope",
                           "source", "pinned", "withdrawn", "id", "part" } },
  { "facility_source", ROLE_FACILITY_SOURCE, { "facility", "source" } },
  { "facility_name", ROLE_WORDS, { "facility" } },
  { "facility_product", ROLE_WORDS, { "facility" } },
  { "facility_organisation", ROLE_WORDS, { "facility" } },
  { "source", ROLE_SOURCE, { "id", "published" } },
};

enum { FACILITY_ID, FACILITY_NAME, FACILITY_COUNTRY, FACILITY_ADMIN1, FACILITY_LOCALITY };

enum { CLAIM_FACILITY, CLAIM_ATTRIBUTE, CLAIM_VALUE, CLAIM_VALUE_MAX, CLAIM_UNIT, CLAIM_BASIS, CLAIM_QUALIFIER, CLAIM_AS_OF,
       CLAIM_SCOPE, CLAIM_SOURCE, CLAIM_PINNED, CLAIM_WITHDRAWN, CLAIM_ID, CLAIM_PART };

static const char * const shown_columns[] = {
  "id", "sort_name", "country", "stages", "stage_list", "status", "status_claim", "status_as_of", "start_year", "start_claim",
  "headline_claim", "headline_value", "headline_value_max", "headline_unit", "headline_basis", "headline_qualifier",
  "headline_as_of", "newest_claim", "newest_source", "contradicted", NULL
};

static const char sorted_sql[] =
  "INSERT OR FAIL INTO facility_shown SELECT ?1, n.sort_name, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
  " ?18, ?19, ?20 FROM facility_sort_name n WHERE n.id = ?1";

static const char * const words_columns[] = {
  "rowid", "name", "names", "place", "country", "operator", "owners", "products", NULL
};

/* As much of a claim as is shown. Texts live as long as the facility is the last one. */
typedef struct
{
  gint64      id;      /* 0 for none */
  const char *value;
  const char *value_max;
  const char *unit;
  const char *basis;
  const char *qualifier;
  const char *as_of;
} Shown;

/* What a claim speaks of. */
typedef struct
{
  const char *attribute;
  const char *part;
  const char *basis;
  const char *unit;    /* that numbers are brought to */
} Thing;

/* The facility whose rows come just now; a text is NULL where there is none. */
typedef struct
{
  gint64      id;               /* 0 for none */
  gboolean    shown_by_views;
  gboolean    words_by_views;
  const char *name;
  const char *country;
  const char *admin1;
  const char *locality;
  YttStages   stages;
  gboolean    sorted_by_views;  /* there is more to the order of its name than case */
  Thing       things[MOST_CLAIMS];
  guint       n_claims;
  Shown       status;
  Shown       start;
  Shown       capacities[MOST_CLAIMS];
  guint       n_capacities;
  gboolean    chosen_by_views;  /* which capacity is shown, if there are several */
  const char *newest_claim;
  const char *newest_source;
} Facility;

struct _YttBulkDerive
{
  sqlite3      *db;
  int           positions[N_ROLES][MOST_COLUMNS];
  YttBulkTable *shown;          /* (owned) */
  YttBulkTable *shown_sorted;   /* (owned): the same, for which the views make the name to sort by */
  YttBulkTable *words;          /* (owned) */
  Facility      facility;
  GStringChunk *texts;          /* (owned): of @facility */
  GArray       *shown_by_views; /* (element-type gint64) */
  GArray       *words_by_views; /* (element-type gint64) */
  GHashTable   *others;         /* (element-type gint64): facilities that got rows when they were not the last one */
  GHashTable   *published;      /* (element-type gint64 utf8): of sources, NULL where there is no date */
  gint64        last_source;    /* 0 for none */
  const char   *last_published; /* (not owned) (nullable) */
};

YttBulkDerive *
ytt_bulk_derive_new (sqlite3  *db,
                     GError  **error)
{
  g_autoptr(YttBulkDerive) self = g_new0 (YttBulkDerive, 1);

  self->db = db;
  self->texts = g_string_chunk_new (1024);
  self->shown_by_views = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->words_by_views = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->others = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->published = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->shown = ytt_bulk_table_new (db, "facility_shown", shown_columns, YTT_BULK_TABLE_PLAIN, error);
  if (self->shown == NULL
      || (self->shown_sorted = ytt_bulk_table_new_for_statement (db, sorted_sql, G_N_ELEMENTS (shown_columns) - 1,
                                                                 error)) == NULL
      || (self->words = ytt_bulk_table_new (db, "search", words_columns, YTT_BULK_TABLE_VIRTUAL, error)) == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
ytt_bulk_derive_free (YttBulkDerive *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->shown, ytt_bulk_table_free);
  g_clear_pointer (&self->shown_sorted, ytt_bulk_table_free);
  g_clear_pointer (&self->words, ytt_bulk_table_free);
  g_string_chunk_free (self->texts);
  g_array_unref (self->shown_by_views);
  g_array_unref (self->words_by_views);
  g_hash_table_unref (self->others);
  g_hash_table_unref (self->published);
  g_free (self);
}

guint
ytt_bulk_derive_attach (YttBulkDerive *self,
                        YttTableShape *shape)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].table, shape->record->name))
      {
        for (guint j = 0; j < MOST_COLUMNS && tables[i].columns[j] != NULL; j++)
          self->positions[tables[i].role][j] = ytt_table_shape_find_column (shape, tables[i].columns[j]);
        return tables[i].role;
      }

  return ROLE_NONE;
}

static const YttCell *
get_cell (YttBulkDerive *self,
          Role           role,
          guint          column,
          const YttCell *row)
{
  return &row[self->positions[role][column]];
}

/* (nullable) */
static const char *
keep_text (YttBulkDerive *self,
           const YttCell *cell)
{
  return cell->kind == YTT_CELL_TEXT ? g_string_chunk_insert (self->texts, cell->text) : NULL;
}

static YttCell
make_text (const char *text)
{
  return text != NULL ? YTT_CELL_OF_TEXT (text) : YTT_CELL_OF_NULL;
}

static YttCell
make_key (gint64 id)
{
  return id != 0 ? YTT_CELL_OF_INTEGER (id) : YTT_CELL_OF_NULL;
}

static void
take_later (const char **latest,
            const char  *text)
{
  if (text != NULL && (*latest == NULL || strcmp (text, *latest) > 0))
    *latest = text;
}

/* The date of a source, NULL where it has none, or where it is not there yet. */
static gboolean
find_published (YttBulkDerive  *self,
                gint64          source,
                gboolean       *found,
                const char    **published,
                GError        **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  *published = g_hash_table_lookup (self->published, &source);
  *found = *published != NULL || g_hash_table_contains (self->published, &source);
  if (*found)
    return TRUE;

  rc = sqlite3_prepare_v2 (self->db, "SELECT published FROM source WHERE id = ?1", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, source);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (rc == SQLITE_ROW)
    {
      *published = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
      g_hash_table_insert (self->published, g_memdup2 (&source, sizeof source), (gpointer) *published);
      *found = TRUE;
    }

  return !ytt_sqlite_failed (self->db, rc, error);
}

static gboolean
take_source (YttBulkDerive  *self,
             const YttCell  *cell,
             GError        **error)
{
  gboolean found = TRUE;

  if (cell->kind != YTT_CELL_INTEGER)
    return TRUE;

  if (cell->integer != self->last_source)
    {
      if (!find_published (self, cell->integer, &found, &self->last_published, error))
        return FALSE;
      self->last_source = found ? cell->integer : 0;
    }
  take_later (&self->facility.newest_source, self->last_published);
  self->facility.shown_by_views = self->facility.shown_by_views || !found;

  return TRUE;
}

static gboolean
is_printable (const char *name)
{
  while (*name >= ' ' && *name <= '~')
    name++;

  return *name == '\0';
}

static char *
list_stages (YttBulkDerive *self)
{
  char list[128] = "";

  for (guint i = 0; i < YTT_N_STAGES; i++)
    if ((self->facility.stages & (1u << i)) != 0)
      {
        if (*list != '\0')
          g_strlcat (list, ";", sizeof list);
        g_strlcat (list, ytt_stage_to_code (1 << i), sizeof list);
      }

  return *list != '\0' ? g_string_chunk_insert (self->texts, list) : NULL;
}

/* The capacity in the basis that the last stage is counted in; FALSE if there is more to choose by. */
static gboolean
choose_headline (const Facility  *facility,
                 const Shown    **headline)
{
  guint best = YTT_NO_RANK;
  gboolean only = TRUE;

  for (guint i = 0; i < facility->n_capacities; i++)
    {
      const Shown *capacity = &facility->capacities[i];
      double factor;
      guint rank = g_str_equal (ytt_claim_get_common_unit (capacity->unit, &factor), "t/yr")
                   ? ytt_stages_get_basis_rank (facility->stages, capacity->basis) : YTT_NO_RANK;

      if (rank == YTT_NO_RANK)
        continue;
      only = rank != best && (rank < best || only);
      if (rank < best)
        {
          best = rank;
          *headline = capacity;
        }
    }

  return only && (facility->n_capacities < 2 || !facility->chosen_by_views);
}

/* In the order of shown_columns. FALSE if it is for the views. */
static gboolean
add_shown (YttBulkDerive *self)
{
  const Facility *facility = &self->facility;
  static const Shown nothing;
  const Shown *headline = &nothing;
  gboolean plain = !facility->shown_by_views && choose_headline (facility, &headline);
  g_autofree char *sort_name = g_ascii_strdown (facility->name, -1);
  YttCell row[] = {
    YTT_CELL_OF_INTEGER (facility->id), YTT_CELL_OF_TEXT (sort_name), make_text (facility->country),
    YTT_CELL_OF_INTEGER (facility->stages), make_text (list_stages (self)),
    make_text (facility->status.value), make_key (facility->status.id), make_text (facility->status.as_of),
    facility->start.id != 0 ? YTT_CELL_OF_INTEGER (atoi (facility->start.value)) : YTT_CELL_OF_NULL,
    make_key (facility->start.id),
    make_key (headline->id), make_text (headline->value), make_text (headline->value_max), make_text (headline->unit),
    make_text (headline->basis), make_text (headline->qualifier), make_text (headline->as_of),
    make_text (facility->newest_claim), make_text (facility->newest_source), YTT_CELL_OF_INTEGER (0)
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (row) == G_N_ELEMENTS (shown_columns) - 1);
  if (plain)
    ytt_bulk_table_add (facility->sorted_by_views ? self->shown_sorted : self->shown, row);

  return plain;
}

/* In the order of words_columns. */
static void
add_words (YttBulkDerive *self)
{
  const Facility *facility = &self->facility;
  g_autofree char *place = g_strconcat (facility->locality != NULL ? facility->locality : "", "\n", facility->admin1, NULL);
  YttCell row[] = {
    YTT_CELL_OF_INTEGER (facility->id), YTT_CELL_OF_TEXT (facility->name), YTT_CELL_OF_NULL, YTT_CELL_OF_TEXT (place),
    make_text (facility->country), YTT_CELL_OF_NULL, YTT_CELL_OF_NULL, YTT_CELL_OF_NULL
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (row) == G_N_ELEMENTS (words_columns) - 1);
  ytt_bulk_table_add (self->words, row);
}

/* All rows of the facility were there, unless more come later. */
static void
end_facility (YttBulkDerive *self)
{
  Facility *facility = &self->facility;

  if (facility->id == 0)
    return;

  if (!add_shown (self))
    g_array_append_val (self->shown_by_views, facility->id);
  if (facility->words_by_views)
    g_array_append_val (self->words_by_views, facility->id);
  else
    add_words (self);
  *facility = (Facility) { 0 };
  g_string_chunk_clear (self->texts);
}

static void
begin_facility (YttBulkDerive *self,
                const YttCell *row)
{
  Facility *facility = &self->facility;

  end_facility (self);
  facility->id = get_cell (self, ROLE_FACILITY, FACILITY_ID, row)->integer;
  facility->name = keep_text (self, get_cell (self, ROLE_FACILITY, FACILITY_NAME, row));
  facility->country = keep_text (self, get_cell (self, ROLE_FACILITY, FACILITY_COUNTRY, row));
  facility->admin1 = keep_text (self, get_cell (self, ROLE_FACILITY, FACILITY_ADMIN1, row));
  facility->locality = keep_text (self, get_cell (self, ROLE_FACILITY, FACILITY_LOCALITY, row));
  /* Without a name it will not go in. */
  if (facility->name == NULL)
    facility->name = "";
  facility->sorted_by_views = !is_printable (facility->name);
}

static void
take_stage (YttBulkDerive *self,
            const YttCell *row)
{
  const YttCell *cell = get_cell (self, ROLE_STAGE, 1, row);
  YttStages stage;

  if (cell->kind == YTT_CELL_TEXT && ytt_stage_from_code (cell->text, &stage))
    self->facility.stages |= stage;
  else
    self->facility.shown_by_views = TRUE;
}

/* Whether there may be something to choose between claims on the same attribute. */
static gboolean
is_rival (const Thing *a,
          const Thing *b)
{
  if (!g_str_equal (a->attribute, b->attribute))
    return FALSE;

  return g_str_equal (a->attribute, "status") || g_str_equal (a->attribute, "start")
         || (g_str_equal (a->part, b->part) && g_str_equal (a->basis, b->basis) && g_str_equal (a->unit, b->unit));
}

/* Whether the claim is the only one on its thing so far, and counts. */
static gboolean
is_plain (YttBulkDerive *self,
          const YttCell *row)
{
  Facility *facility = &self->facility;
  const YttCell *as_of = get_cell (self, ROLE_CLAIM, CLAIM_AS_OF, row);
  double factor;
  Thing thing = { get_cell (self, ROLE_CLAIM, CLAIM_ATTRIBUTE, row)->text, get_cell (self, ROLE_CLAIM, CLAIM_PART, row)->text,
                  get_cell (self, ROLE_CLAIM, CLAIM_BASIS, row)->text,
                  ytt_claim_get_common_unit (get_cell (self, ROLE_CLAIM, CLAIM_UNIT, row)->text, &factor) };

  for (guint i = 0; i < facility->n_claims; i++)
    if (is_rival (&facility->things[i], &thing))
      return FALSE;
  if (facility->n_claims == MOST_CLAIMS || get_cell (self, ROLE_CLAIM, CLAIM_WITHDRAWN, row)->integer != 0)
    return FALSE;

  facility->things[facility->n_claims++] = (Thing) {
    g_string_chunk_insert (self->texts, thing.attribute), g_string_chunk_insert (self->texts, thing.part),
    g_string_chunk_insert (self->texts, thing.basis), g_string_chunk_insert (self->texts, thing.unit)
  };

  return as_of->kind == YTT_CELL_NULL || ytt_claim_parse_day (as_of->text, FALSE) != 0;
}

static Shown
keep_claim (YttBulkDerive *self,
            const YttCell *row)
{
  return (Shown) {
    get_cell (self, ROLE_CLAIM, CLAIM_ID, row)->integer,
    keep_text (self, get_cell (self, ROLE_CLAIM, CLAIM_VALUE, row)),
    keep_text (self, get_cell (self, ROLE_CLAIM, CLAIM_VALUE_MAX, row)),
    keep_text (self, get_cell (self, ROLE_CLAIM, CLAIM_UNIT, row)),
    keep_text (self, get_cell (self, ROLE_CLAIM, CLAIM_BASIS, row)),
    keep_text (self, get_cell (self, ROLE_CLAIM, CLAIM_QUALIFIER, row)),
    keep_text (self, get_cell (self, ROLE_CLAIM, CLAIM_AS_OF, row))
  };
}

/* Only what is said of the plant itself is shown as its own. */
static gboolean
is_own (YttBulkDerive *self,
        const YttCell *row)
{
  const char *scope = get_cell (self, ROLE_CLAIM, CLAIM_SCOPE, row)->text;

  return get_cell (self, ROLE_CLAIM, CLAIM_PINNED, row)->integer != 0
         || g_str_equal (scope, "site") || g_str_equal (scope, "phase");
}

/* Columns that may not be empty are texts here, for else the row will not go in. */
static gboolean
has_texts (YttBulkDerive *self,
           const YttCell *row)
{
  static const guint needed[] = { CLAIM_ATTRIBUTE, CLAIM_VALUE, CLAIM_UNIT, CLAIM_BASIS, CLAIM_QUALIFIER, CLAIM_SCOPE,
                                  CLAIM_PART };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (get_cell (self, ROLE_CLAIM, needed[i], row)->kind != YTT_CELL_TEXT)
      return FALSE;

  return TRUE;
}

static gboolean
is_year (const char *value)
{
  return strspn (value, "0123456789") >= 4;
}

static gboolean
take_claim (YttBulkDerive  *self,
            const YttCell  *row,
            GError        **error)
{
  Facility *facility = &self->facility;
  const char *attribute;

  if (facility->shown_by_views)
    return TRUE;
  if (!has_texts (self, row) || !is_plain (self, row))
    {
      facility->shown_by_views = TRUE;
      return TRUE;
    }

  attribute = get_cell (self, ROLE_CLAIM, CLAIM_ATTRIBUTE, row)->text;
  if (is_own (self, row))
    {
      if (g_str_equal (attribute, "status"))
        facility->status = keep_claim (self, row);
      else if (g_str_equal (attribute, "start"))
        facility->start = keep_claim (self, row);
      else if (g_str_equal (attribute, "capacity"))
        {
          facility->capacities[facility->n_capacities++] = keep_claim (self, row);
          facility->chosen_by_views = facility->chosen_by_views || get_cell (self, ROLE_CLAIM, CLAIM_PINNED, row)->integer != 0
                                      || *get_cell (self, ROLE_CLAIM, CLAIM_PART, row)->text != '\0';
        }
      facility->shown_by_views = facility->start.id != 0 && !is_year (facility->start.value);
    }
  take_later (&facility->newest_claim, keep_text (self, get_cell (self, ROLE_CLAIM, CLAIM_AS_OF, row)));

  return take_source (self, get_cell (self, ROLE_CLAIM, CLAIM_SOURCE, row), error);
}

static void
note_source (YttBulkDerive *self,
             const YttCell *row)
{
  const YttCell *published = get_cell (self, ROLE_SOURCE, 1, row);
  gint64 id = get_cell (self, ROLE_SOURCE, 0, row)->integer;

  g_hash_table_insert (self->published, g_memdup2 (&id, sizeof id),
                       published->kind == YTT_CELL_TEXT ? g_strdup (published->text) : NULL);
}

void
ytt_bulk_derive_note (YttBulkDerive *self,
                      gint64         facility)
{
  g_hash_table_add (self->others, g_memdup2 (&facility, sizeof facility));
}

gboolean
ytt_bulk_derive_heed (YttBulkDerive  *self,
                      guint           role,
                      const YttCell  *row,
                      GError        **error)
{
  gint64 facility;

  if (role == ROLE_NONE)
    return TRUE;
  if (role == ROLE_SOURCE)
    {
      note_source (self, row);
      return TRUE;
    }
  if (role == ROLE_FACILITY)
    {
      begin_facility (self, row);
      return TRUE;
    }

  facility = get_cell (self, role, 0, row)->integer;
  if (facility != self->facility.id)
    ytt_bulk_derive_note (self, facility);
  else if (role == ROLE_STAGE)
    take_stage (self, row);
  else if (role == ROLE_CLAIM)
    return take_claim (self, row, error);
  else if (role == ROLE_FACILITY_SOURCE)
    return take_source (self, get_cell (self, role, 1, row), error);
  else
    self->facility.words_by_views = TRUE;

  return TRUE;
}

gboolean
ytt_bulk_derive_insert (YttBulkDerive  *self,
                        GError        **error)
{
  gboolean done = ytt_bulk_table_insert (self->shown, error) && ytt_bulk_table_insert (self->shown_sorted, error)
                  && ytt_bulk_table_insert (self->words, error);

  ytt_bulk_table_empty (self->shown);
  ytt_bulk_table_empty (self->shown_sorted);
  ytt_bulk_table_empty (self->words);

  return done;
}

/* What was there before, or was derived too early, is derived anew with all others. */
static void
take_others (YttBulkDerive *self,
             GArray        *facilities)
{
  GHashTableIter iter;
  gint64 *other;
  guint n = 0;

  for (guint i = 0; i < facilities->len; i++)
    if (!g_hash_table_contains (self->others, &g_array_index (facilities, gint64, i)))
      g_array_index (facilities, gint64, n++) = g_array_index (facilities, gint64, i);
  g_array_set_size (facilities, n);

  g_hash_table_iter_init (&iter, self->others);
  while (g_hash_table_iter_next (&iter, (gpointer *) &other, NULL))
    g_array_append_val (facilities, *other);
}

/* The keys of a statement come as an array in JSON. */
#define ASKED_FOR "(SELECT value FROM json_each (?1))"

/**
 * ytt_bulk_derive_finish:
 * @self: what was heeded
 * @progress: called now and then
 * @user_data: for @progress
 * @error: return location for a #YttError
 *
 * Brings the derived tables up to date with the facilities that have got rows.
 *
 * Returns: whether they are
 */
gboolean
ytt_bulk_derive_finish (YttBulkDerive          *self,
                        YttBulkDeriveProgress   progress,
                        gpointer                user_data,
                        GError                **error)
{
  static const char * const forget[] = {
    "DELETE FROM facility_shown WHERE id IN " ASKED_FOR, "DELETE FROM search WHERE rowid IN " ASKED_FOR, NULL
  };
  static const char * const show[] = {
    "INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id IN " ASKED_FOR, NULL
  };
  static const char * const index[] = {
    "INSERT INTO search (rowid, name, names, place, country, operator, owners, products)"
    " SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id IN " ASKED_FOR, NULL
  };
  g_autoptr(GArray) others = g_array_new (FALSE, FALSE, sizeof (gint64));

  end_facility (self);
  if (!ytt_bulk_derive_insert (self, error))
    return FALSE;

  take_others (self, others);
  take_others (self, self->shown_by_views);
  take_others (self, self->words_by_views);

  return ytt_bulk_views_run (self->db, others, forget, progress, user_data, error)
         && ytt_bulk_views_run (self->db, self->shown_by_views, show, progress, user_data, error)
         && ytt_bulk_views_run (self->db, self->words_by_views, index, progress, user_data, error);
}
