/* Which claim is shown, and which contradict (design, section 3): the rule in SQL on made-up
 * ledgers, clause by clause, and the rule in SQL against the rule in C. */

#include "config.h"

#include <string.h>

#include "store-fixture.h"
#include "ytt-ledger.h"

/* A line of a made-up ledger. What is left out is NULL: the column's default. */
typedef struct
{
  int         id;
  const char *attribute;
  const char *value;
  const char *unit;
  const char *basis;
  const char *as_of;
  const char *qualifier;
  const char *tense;
  const char *part;
  const char *scope;
  const char *value_max;
  int         source;      /* 0: the first */
  gboolean    pinned;
  gboolean    withdrawn;
} Line;

#define MAX_LINES 8

typedef struct
{
  const char *name;
  const char *stages;          /* (nullable) one stage */
  Line        lines[MAX_LINES];
  const char *shown;           /* (nullable) ids of claim_shown */
  const char *figures;         /* (nullable) ids of claim_line */
  const char *contradictions;  /* (nullable) pairs of claim_contradiction */
  int         headline;
} Ledger;

/* Each claims a capacity in t/yr of magnets, if it says nothing else. */
#define CAPACITY "capacity", .unit = "t/yr", .basis = "magnets"
#define NOTHING ""

static const Ledger ledgers[] = {
  { "pinned-before-all", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2020", .scope = "company", .pinned = TRUE },
      { 2, CAPACITY, .value = "20", .as_of = "2025" } },
    "1", "1", NOTHING, 1 },
  { "site-before-phase", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2025", .scope = "phase" },
      { 2, CAPACITY, .value = "20", .as_of = "2020" } },
    "2", "2", NOTHING, 2 },
  { "phase-before-nothing", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2020", .scope = "phase" },
      { 2, CAPACITY, .value = "20", .as_of = "2025", .scope = "project" } },
    "1", "1", NOTHING, 1 },
  { "company-is-never-the-plant", "magnet",
    { { 1, CAPACITY, .value = "10", .scope = "company" },
      { 2, CAPACITY, .value = "20", .scope = "country" },
      { 3, CAPACITY, .value = "30", .scope = "several-sites" },
      { 4, CAPACITY, .value = "40", .scope = "part" } },
    NOTHING, NOTHING, NOTHING, 0 },
  { "newest", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2023-05" },
      { 2, CAPACITY, .value = "20", .as_of = "2025-05-01" },
      { 3, CAPACITY, .value = "30", .as_of = "2021" } },
    "2", "2", NOTHING, 2 },
  { "year-is-its-first-day", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2025" },
      { 2, CAPACITY, .value = "20", .as_of = "2025-01-02" },
      { 3, CAPACITY, .value = "30", .as_of = "2024-12-31" } },
    "2", "2", "1-2 1-3 2-3", 2 },
  { "no-date-is-oldest", "magnet",
    { { 1, CAPACITY, .value = "10" },
      { 2, CAPACITY, .value = "20", .as_of = "1990" },
      { 3, CAPACITY, .value = "30", .as_of = "" } },
    "2", "2", NOTHING, 2 },
  { "more-exact", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2025", .qualifier = "up-to", .tense = "stated" },
      { 2, CAPACITY, .value = "10", .as_of = "2025", .qualifier = "at-least" },
      { 3, CAPACITY, .value = "10", .as_of = "2025", .qualifier = "about" },
      { 4, CAPACITY, .value = "10", .as_of = "2025", .qualifier = "exact" } },
    "4", "4", NOTHING, 4 },
  { "about-before-at-least", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2025", .qualifier = "at-least" },
      { 2, CAPACITY, .value = "10", .as_of = "2025", .qualifier = "about" } },
    "2", "2", NOTHING, 2 },
  { "planned-before-expected", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2025", .qualifier = "expected" },
      { 2, CAPACITY, .value = "10", .as_of = "2025", .qualifier = "planned" },
      { 3, CAPACITY, .value = "10", .as_of = "2025", .qualifier = "up-to", .tense = "promised" } },
    "3", "3", NOTHING, 3 },
  { "more-sources", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2025", .source = 1 },
      { 2, CAPACITY, .value = "20", .as_of = "2025", .source = 2 },
      { 3, CAPACITY, .value = "20.0", .as_of = "2019", .source = 3 } },
    "2", "2", "1-2", 2 },
  { "one-source-twice-is-one", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2025", .source = 1 },
      { 2, CAPACITY, .value = "20", .as_of = "2025", .source = 2 },
      { 3, CAPACITY, .value = "20", .as_of = "2019", .source = 2 } },
    "1", "1", "1-2", 1 },
  { "lower-id", "magnet",
    { { 7, CAPACITY, .value = "20", .as_of = "2025" },
      { 3, CAPACITY, .value = "10", .as_of = "2025" } },
    "3", "3", "3-7", 3 },
  { "statement-before-newer-promise", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2020" },
      { 2, CAPACITY, .value = "20", .as_of = "2025", .qualifier = "planned" },
      { 3, CAPACITY, .value = "30", .as_of = "2025", .tense = "promised" } },
    "1 3", "1", "2-3", 1 },
  { "promise-where-nothing-is-stated", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2025", .scope = "company" },
      { 2, CAPACITY, .value = "20", .as_of = "2020", .qualifier = "expected" } },
    "2", "2", NOTHING, 2 },
  { "withdrawn", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2025", .withdrawn = TRUE, .pinned = TRUE },
      { 2, CAPACITY, .value = "20", .as_of = "2025" } },
    "2", "2", NOTHING, 2 },
  { "parts-and-bases-apart", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2025", .part = "phase 1" },
      { 2, CAPACITY, .value = "20", .as_of = "2025" },
      { 3, "capacity", .unit = "t/yr", .basis = "metal", .value = "30", .as_of = "2025" },
      { 4, "production", .unit = "t/yr", .basis = "magnets", .value = "40", .as_of = "2025" } },
    "1 2 3 4", "1 2 3 4", NOTHING, 2 },
  { "rates-brought-to-a-year", "magnet",
    { { 1, "capacity", .unit = "t/month", .basis = "magnets", .value = "100", .as_of = "2025" },
      { 2, CAPACITY, .value = "1200", .as_of = "2025-02" },
      { 3, "capacity", .unit = "t/day", .basis = "magnets", .value = "100", .as_of = "2024-11" },
      { 4, "capacity", .unit = "kg/day", .basis = "magnets", .value = "1000", .as_of = "2024-11" } },
    "2", "2", "1-3 1-4 2-3 2-4 3-4", 2 },
  { "currencies-apart", "magnet",
    { { 1, "capex", .unit = "USD", .value = "10", .as_of = "2025" },
      { 2, "capex", .unit = "EUR", .value = "20", .as_of = "2025" } },
    "1 2", "1 2", NOTHING, 0 },

  /* Contradictions */
  { "a-year-apart", NULL,
    { { 1, CAPACITY, .value = "10", .as_of = "2024-02-29" },
      { 2, CAPACITY, .value = "20", .as_of = "2025-02-28" },
      { 3, CAPACITY, .value = "30", .as_of = "2025-03-01" } },
    "3", "3", "1-2 2-3", 0 },
  { "just-a-year", NULL,
    { { 1, CAPACITY, .value = "10", .as_of = "2024" },
      { 2, CAPACITY, .value = "20", .as_of = "2025" },
      { 3, CAPACITY, .value = "30", .as_of = "2026-01-02" } },
    "3", "3", "1-2", 0 },
  { "ranges-meet", NULL,
    { { 1, CAPACITY, .value = "10", .value_max = "20", .as_of = "2025" },
      { 2, CAPACITY, .value = "20", .value_max = "30", .as_of = "2025" },
      { 3, CAPACITY, .value = "21", .as_of = "2025" } },
    "1", "1", "1-3", 0 },
  { "about-is-ten-per-cent", NULL,
    { { 1, CAPACITY, .value = "100", .as_of = "2025", .qualifier = "about" },
      { 2, CAPACITY, .value = "110", .as_of = "2025" },
      { 3, CAPACITY, .value = "110.1", .as_of = "2025" },
      { 4, CAPACITY, .value = "90", .as_of = "2025" },
      { 5, CAPACITY, .value = "89.9", .as_of = "2025" } },
    "2", "2", "1-3 1-5 2-3 2-4 2-5 3-4 3-5 4-5", 0 },
  { "both-about", NULL,
    { { 1, CAPACITY, .value = "100", .as_of = "2025", .qualifier = "about" },
      { 2, CAPACITY, .value = "122", .as_of = "2025", .qualifier = "about" },
      { 3, CAPACITY, .value = "123", .as_of = "2025", .qualifier = "about" } },
    "1", "1", "1-3", 0 },
  { "planned-and-expected", NULL,
    { { 1, CAPACITY, .value = "100", .as_of = "2025", .qualifier = "planned" },
      { 2, CAPACITY, .value = "120", .as_of = "2025", .qualifier = "expected" },
      { 3, CAPACITY, .value = "130", .as_of = "2025", .qualifier = "expected" } },
    "1", "1", "1-3", 0 },
  { "at-least-upwards", NULL,
    { { 1, CAPACITY, .value = "100", .as_of = "2025", .qualifier = "at-least" },
      { 2, CAPACITY, .value = "9000", .as_of = "2025" },
      { 3, CAPACITY, .value = "99", .as_of = "2025" } },
    "2", "2", "1-3 2-3", 0 },
  { "up-to-downwards", NULL,
    { { 1, CAPACITY, .value = "100", .as_of = "2025", .qualifier = "up-to" },
      { 2, CAPACITY, .value = "1", .as_of = "2025" },
      { 3, CAPACITY, .value = "101", .as_of = "2025" } },
    "2", "2", "1-3 2-3", 0 },
  { "statement-and-promise", NULL,
    { { 1, CAPACITY, .value = "100", .as_of = "2025" },
      { 2, CAPACITY, .value = "900", .as_of = "2025", .qualifier = "planned" } },
    "1 2", "1", NOTHING, 0 },
  { "date-is-its-period", NULL,
    { { 1, "start", .unit = "date", .value = "2027", .as_of = "2025", .qualifier = "expected" },
      { 2, "start", .unit = "date", .value = "2027-06", .as_of = "2025", .qualifier = "expected" },
      { 3, "start", .unit = "date", .value = "2027-06-30", .as_of = "2025", .qualifier = "planned" },
      { 4, "start", .unit = "date", .value = "2028-01-01", .as_of = "2025", .qualifier = "planned" },
      { 5, "start", .unit = "date", .value = "2026", .value_max = "2027", .as_of = "2025", .qualifier = "planned" } },
    "3", "3", "1-4 2-4 3-4 4-5", 0 },
  { "leap-day", NULL,
    { { 1, "start", .unit = "date", .value = "2028-02", .as_of = "2025" },
      { 2, "start", .unit = "date", .value = "2028-02-29", .as_of = "2025" },
      { 3, "start", .unit = "date", .value = "2028-03-01", .as_of = "2025" } },
    "1", "1", "1-3 2-3", 0 },
  { "statuses", NULL,
    { { 1, "status", .value = "construction", .as_of = "2024-10" },
      { 2, "status", .value = "operating", .as_of = "2025-06" },
      { 3, "status", .value = "operating", .as_of = "2025-07" } },
    "3", "3", "1-2 1-3", 0 },

  /* Headlines */
  { "whole-before-part", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2019" },
      { 2, CAPACITY, .value = "20", .as_of = "2025", .part = "phase 1" } },
    "1 2", "1 2", NOTHING, 1 },
  { "part-told-of-last", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2024", .part = "phase 1" },
      { 2, CAPACITY, .value = "20", .as_of = "2025", .part = "phase 2" } },
    "1 2", "1 2", NOTHING, 2 },
  { "stated-part-before-promised-part", "magnet",
    { { 1, CAPACITY, .value = "10", .as_of = "2024", .part = "phase 1" },
      { 2, CAPACITY, .value = "20", .as_of = "2025", .part = "phase 2", .qualifier = "planned" } },
    "1 2", "1 2", NOTHING, 1 },
  { "basis-of-the-last-stage", "separation",
    { { 1, "capacity", .unit = "t/yr", .basis = "ore", .value = "90000", .as_of = "2025" },
      { 2, "capacity", .unit = "t/yr", .basis = "NdPr oxide", .value = "20", .as_of = "2025" },
      { 3, "capacity", .unit = "t/yr", .basis = "Dy oxide", .value = "2", .as_of = "2025" } },
    "1 2 3", "1 2 3", NOTHING, 2 },
  { "oxides-together-before-one", "separation",
    { { 1, "capacity", .unit = "t/yr", .basis = "NdPr oxide", .value = "20", .as_of = "2025" },
      { 2, "capacity", .unit = "t/yr", .basis = "TREO", .value = "100", .as_of = "2020" } },
    "1 2", "1 2", NOTHING, 2 },
  { "no-headline-in-another-basis", "mining",
    { { 1, "capacity", .unit = "t/yr", .basis = "REO", .value = "20", .as_of = "2025" },
      { 2, "capacity", .unit = "t/yr", .value = "20", .as_of = "2025" } },
    "1 2", "1 2", NOTHING, 0 },
  { "feed-is-no-capacity", "recycling",
    { { 1, "feed", .unit = "t/yr", .basis = "magnets", .value = "20", .as_of = "2025" } },
    "1", "1", NOTHING, 0 },
};

static sqlite3 *
make_document (void)
{
  g_autoptr(GError) error = NULL;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_true (ytt_sqlite_add_functions (db, &error));
  ytt_schema_create (db, &error);
  g_assert_no_error (error);
  ytt_sqlite_exec (db, "INSERT INTO source (id, title) VALUES (1, 'one'), (2, 'two'), (3, 'three');", &error);
  g_assert_no_error (error);

  return db;
}

static void
run (sqlite3    *db,
     const char *format,
     ...)
{
  va_list args;
  char *sql, *message = NULL;

  va_start (args, format);
  sql = sqlite3_vmprintf (format, args);
  va_end (args);

  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_free (sql);
}

static char *
ask_prepared (sqlite3_stmt *stmt,
              gint64        id)
{
  char *text;

  sqlite3_bind_int64 (stmt, 1, id);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_reset (stmt);

  return text != NULL ? text : g_strdup ("");
}

static char *
ask (sqlite3    *db,
     const char *sql,
     gint64      id)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);

  return ask_prepared (stmt, id);
}

static void
insert_line (sqlite3    *db,
             const Line *line)
{
  run (db,
       "INSERT INTO claim (id, facility, attribute, part, scope, value, value_max, unit, basis, qualifier, tense,"
       " as_of, source, pinned, withdrawn) VALUES (%d, 1, %Q, %Q, %Q, %Q, %Q, %Q, %Q, %Q, %Q, %Q, %d, %d, %d)",
       line->id, line->attribute, line->part != NULL ? line->part : "", line->scope != NULL ? line->scope : "site",
       line->value, line->value_max, line->unit != NULL ? line->unit : "", line->basis != NULL ? line->basis : "",
       line->qualifier != NULL ? line->qualifier : "exact", line->tense, line->as_of,
       line->source != 0 ? line->source : 1, line->pinned, line->withdrawn);
}

#define SHOWN_SQL \
  "SELECT group_concat(id, ' ') FROM (SELECT id FROM claim_shown WHERE facility = ? ORDER BY id)"
#define LINE_SQL \
  "SELECT group_concat(id, ' ') FROM (SELECT id FROM claim_line WHERE facility = ? ORDER BY id)"
#define CONTRADICTION_SQL \
  "SELECT group_concat(a || '-' || b, ' ') FROM" \
  " (SELECT a, b FROM claim_contradiction WHERE facility = ? ORDER BY a, b)"
#define HEADLINE_SQL "SELECT coalesce(headline_claim, 0) FROM facility_figure WHERE id = ?"

/* The rule in C */

static YttClaim *
read_claim (sqlite3_stmt *stmt)
{
  YttClaim *claim = g_new0 (YttClaim, 1);
  const char *tense = (const char *) sqlite3_column_text (stmt, 9);

  claim->id = sqlite3_column_int64 (stmt, 0);
  claim->attribute = g_strdup ((const char *) sqlite3_column_text (stmt, 1));
  claim->part = g_strdup ((const char *) sqlite3_column_text (stmt, 2));
  claim->scope = g_strdup ((const char *) sqlite3_column_text (stmt, 3));
  claim->value = g_strdup ((const char *) sqlite3_column_text (stmt, 4));
  claim->value_max = g_strdup ((const char *) sqlite3_column_text (stmt, 5));
  claim->unit = g_strdup ((const char *) sqlite3_column_text (stmt, 6));
  claim->basis = g_strdup ((const char *) sqlite3_column_text (stmt, 7));
  g_assert_true (ytt_qualifier_from_code ((const char *) sqlite3_column_text (stmt, 8), &claim->qualifier));
  if (tense == NULL)
    claim->tense = claim->qualifier >= YTT_QUALIFIER_PLANNED ? YTT_TENSE_PROMISED : YTT_TENSE_STATED;
  else
    g_assert_true (ytt_tense_from_code (tense, &claim->tense));
  claim->as_of = g_strdup ((const char *) sqlite3_column_text (stmt, 10));
  claim->source_id = sqlite3_column_int64 (stmt, 11);
  claim->pinned = sqlite3_column_int (stmt, 12);

  return claim;
}

static GPtrArray *
read_claims (sqlite3 *db,
             gint64   facility)
{
  static const char sql[] =
    "SELECT id, attribute, part, scope, value, nullif(value_max, ''), unit, basis, qualifier, tense, nullif(as_of, ''),"
    " source, pinned FROM claim WHERE facility = ? AND NOT withdrawn ORDER BY id";
  GPtrArray *claims = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  sqlite3_bind_int64 (stmt, 1, facility);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_ptr_array_add (claims, read_claim (stmt));

  return claims;
}

static char *
choose_in_c (GPtrArray *claims)
{
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; i < claims->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (claims, i);

      if (ytt_ledger_choose (claims, claim, NULL) == claim)
        g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, ids->len > 0 ? " " : "", claim->id);
    }

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static char *
contradict_in_c (GPtrArray *claims)
{
  g_autoptr(GString) pairs = g_string_new (NULL);

  for (guint i = 0; i < claims->len; i++)
    for (guint j = i + 1; j < claims->len; j++)
      {
        YttClaim *a = g_ptr_array_index (claims, i);
        YttClaim *b = g_ptr_array_index (claims, j);

        g_assert_cmpint (ytt_claims_contradict (a, b), ==, ytt_claims_contradict (b, a));
        if (ytt_claims_contradict (a, b))
          g_string_append_printf (pairs, "%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, pairs->len > 0 ? " " : "",
                                  a->id, b->id);
      }

  return g_string_free (g_steal_pointer (&pairs), FALSE);
}

/* To prepare them takes longer than to ask. */
enum
{
  SHOWN,
  CONTRADICTIONS,
  HEADLINE,
  STAGES,
  N_QUESTIONS
};

static void
compare_facility (sqlite3      *db,
                  sqlite3_stmt *questions[N_QUESTIONS],
                  gint64        facility)
{
  g_autoptr(GPtrArray) claims = read_claims (db, facility);
  g_autofree char *shown = ask_prepared (questions[SHOWN], facility);
  g_autofree char *shown_in_c = choose_in_c (claims);
  g_autofree char *contradictions = ask_prepared (questions[CONTRADICTIONS], facility);
  g_autofree char *contradictions_in_c = contradict_in_c (claims);
  g_autofree char *headline = ask_prepared (questions[HEADLINE], facility);
  g_autofree char *stages = ask_prepared (questions[STAGES], facility);
  g_autofree char *headline_in_c = NULL;
  YttClaim *claim = ytt_ledger_get_headline (claims, atoi (stages));

  headline_in_c = g_strdup_printf ("%" G_GINT64_FORMAT, claim != NULL ? claim->id : 0);
  g_assert_cmpstr (shown, ==, shown_in_c);
  g_assert_cmpstr (contradictions, ==, contradictions_in_c);
  g_assert_cmpstr (headline, ==, headline_in_c);
}

/* Returns how many facilities were compared. */
static guint
compare_all (sqlite3 *db)
{
  static const char * const sql[N_QUESTIONS] = {
    [SHOWN] = SHOWN_SQL,
    [CONTRADICTIONS] = CONTRADICTION_SQL,
    [HEADLINE] = HEADLINE_SQL,
    [STAGES] = "SELECT stages FROM facility_shown WHERE id = ?",
  };
  sqlite3_stmt *questions[N_QUESTIONS];
  g_autoptr(sqlite3_stmt) stmt = NULL;
  guint n = 0;

  for (guint i = 0; i < N_QUESTIONS; i++)
    g_assert_cmpint (sqlite3_prepare_v2 (db, sql[i], -1, &questions[i], NULL), ==, SQLITE_OK);

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT id FROM facility", -1, &stmt, NULL), ==, SQLITE_OK);
  for (; sqlite3_step (stmt) == SQLITE_ROW; n++)
    compare_facility (db, questions, sqlite3_column_int64 (stmt, 0));

  for (guint i = 0; i < N_QUESTIONS; i++)
    sqlite3_finalize (questions[i]);

  return n;
}

static void
test_ledger (gconstpointer data)
{
  const Ledger *ledger = data;
  g_autoptr(sqlite3) db = make_document ();
  g_autofree char *shown = NULL, *figures = NULL, *contradictions = NULL, *headline = NULL;
  g_autofree char *wanted_headline = g_strdup_printf ("%d", ledger->headline);

  run (db, "INSERT INTO facility (id, name) VALUES (1, 'made up')");
  if (ledger->stages != NULL)
    run (db, "INSERT OR IGNORE INTO facility_stage (facility, stage) VALUES (1, %Q), (1, 'recycling')", ledger->stages);
  for (guint i = 0; i < MAX_LINES && ledger->lines[i].id != 0; i++)
    insert_line (db, &ledger->lines[i]);

  shown = ask (db, SHOWN_SQL, 1);
  g_assert_cmpstr (shown, ==, ledger->shown);
  figures = ask (db, LINE_SQL, 1);
  g_assert_cmpstr (figures, ==, ledger->figures);
  contradictions = ask (db, CONTRADICTION_SQL, 1);
  g_assert_cmpstr (contradictions, ==, ledger->contradictions);
  headline = ask (db, HEADLINE_SQL, 1);
  g_assert_cmpstr (headline, ==, wanted_headline);

  g_assert_cmpuint (compare_all (db), ==, 1);
}

/* What the triggers kept, as the ledger changed line by line. */
static void
test_kept (void)
{
  g_autoptr(sqlite3) db = make_document ();
  static const char row_sql[] =
    "SELECT quote(status) || ' ' || quote(start_year) || ' ' || quote(headline_value) || ' ' || quote(newest_claim)"
    " || ' ' || contradicted || ' ' || stages FROM facility_shown WHERE id = ?";
  static const struct { const char *change; const char *row; } steps[] = {
    { "INSERT INTO facility (id, name) VALUES (1, 'A')", "NULL NULL NULL NULL 0 0" },
    { "INSERT INTO facility_stage (id, facility, stage) VALUES (100, 1, 'magnet')", "NULL NULL NULL NULL 0 64" },
    { "INSERT INTO claim (id, facility, attribute, value, as_of, source)"
      " VALUES (1, 1, 'status', 'operating', '2025-01', 1)",
      "'operating' NULL NULL '2025-01' 0 64" },
    { "INSERT INTO claim (id, facility, attribute, value, unit, as_of, source)"
      " VALUES (2, 1, 'start', '2027-05', 'date', '2024', 1)",
      "'operating' 2027 NULL '2025-01' 0 64" },
    { "INSERT INTO claim (id, facility, attribute, value, unit, basis, as_of, source)"
      " VALUES (3, 1, 'capacity', '2000', 't/yr', 'magnets', '2024', 1)",
      "'operating' 2027 '2000' '2025-01' 0 64" },
    { "INSERT INTO claim (id, facility, attribute, value, unit, basis, as_of, source)"
      " VALUES (4, 1, 'capacity', '3000', 't/yr', 'magnets', '2024-06', 2)",
      "'operating' 2027 '3000' '2025-01' 1 64" },
    { "UPDATE claim SET pinned = 1 WHERE id = 3", "'operating' 2027 '2000' '2025-01' 1 64" },
    { "UPDATE claim SET withdrawn = 1 WHERE id = 3", "'operating' 2027 '3000' '2025-01' 0 64" },
    { "UPDATE claim SET facility = 2 WHERE id = 4", "'operating' 2027 NULL '2025-01' 0 64" },
    { "DELETE FROM claim WHERE id = 1", "NULL 2027 NULL '2024' 0 64" },
    { "UPDATE facility_stage SET stage = 'mining' WHERE id = 100", "NULL 2027 NULL '2024' 0 2" },
    { "DELETE FROM source WHERE id = 1", "NULL NULL NULL NULL 0 2" },
    { "INSERT OR REPLACE INTO facility (id, name) VALUES (1, 'again')", "NULL NULL NULL NULL 0 2" },
  };
  g_autofree char *n = NULL;

  run (db, "INSERT INTO facility (id, name) VALUES (2, 'B')");
  run (db, "INSERT INTO facility_stage (facility, stage) VALUES (2, 'magnet')");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *row = NULL;

      run (db, "%s", steps[i].change);
      row = ask (db, row_sql, 1);
      g_assert_cmpstr (row, ==, steps[i].row);
    }

  n = ask (db, "SELECT headline_value FROM facility_shown WHERE id = ?", 2);
  g_assert_cmpstr (n, ==, "3000");
  run (db, "DELETE FROM facility");
  g_clear_pointer (&n, g_free);
  n = ask (db, "SELECT (SELECT count(*) FROM facility_shown) + (SELECT count(*) FROM claim)"
               " + (SELECT count(*) FROM facility_stage) + (SELECT count(*) FROM search)", 0);
  g_assert_cmpstr (n, ==, "0");
}

/* The words follow what they come from. */
static void
test_words (void)
{
  g_autoptr(sqlite3) db = make_document ();
  static const struct { const char *change; const char *words; gboolean found; } steps[] = {
    { "INSERT INTO facility (id, name, country, locality) VALUES (1, 'Norra Kärr', 'SE', 'Gränna')", "karr", TRUE },
    { "SELECT 1", "granna SE", TRUE },
    { "SELECT 1", "Gränn*", TRUE },
    { "INSERT INTO facility_name (id, facility, name) VALUES (1, 1, 'Norra Kaerr')", "kaerr", TRUE },
    { "UPDATE facility SET name = 'Other'", "karr", FALSE },
    { "DELETE FROM facility_name", "kaerr", FALSE },
    { "INSERT INTO organisation (id, name) VALUES (1, 'Leading Edge Materials')", "leading", FALSE },
    { "INSERT INTO facility_organisation (facility, organisation, role) VALUES (1, 1, 'operator')",
      "operator : leading", TRUE },
    { "UPDATE facility_organisation SET role = 'owner'", "operator : leading", FALSE },
    { "SELECT 1", "owners : leading", TRUE },
    { "UPDATE organisation SET name = 'Tasman Metals' WHERE id = 1", "leading", FALSE },
    { "SELECT 1", "tasman", TRUE },
    { "DELETE FROM organisation", "tasman", FALSE },
    { "INSERT INTO facility_product (facility, product) VALUES (1, 'eudialyte concentrate')", "eudial*", TRUE },
    { "INSERT OR REPLACE INTO facility (id, name) VALUES (1, 'Third')", "third eudialyte", TRUE },
    { "SELECT 1", "other", FALSE },
    { "INSERT INTO search (search) VALUES ('integrity-check')", "third", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *sql = sqlite3_mprintf ("SELECT count(*) FROM search WHERE search MATCH %Q", steps[i].words);
      g_autofree char *copy = g_strdup (sql);
      g_autofree char *found = NULL;

      sqlite3_free (g_steal_pointer (&sql));
      run (db, "%s", steps[i].change);
      found = ask (db, copy, 0);
      g_assert_cmpstr (found, ==, steps[i].found ? "1" : "0");
    }
}

static const char *
pick (GRand              *random,
      const char * const *items)
{
  return items[g_rand_int_range (random, 0, g_strv_length ((char **) items))];
}

/* Where few values meet, ties are frequent and every clause has its turn. */
static void
test_random (void)
{
  static const char * const attributes[] = { "capacity", "capacity", "capacity", "start", "status", "capex", NULL };
  static const char * const parts[] = { "", "", "phase 1", "phase 2", NULL };
  static const char * const scopes[] = { "site", "site", "site", "phase", "company", NULL };
  static const char * const values[] = { "10", "11", "12", "100", "120", "365", "0.5", NULL };
  static const char * const dates[] = { "2025", "2025-06", "2025-12-31", "2026", "2026-02-28", NULL };
  static const char * const statuses[] = { "operating", "construction", "suspended", NULL };
  static const char * const units[] = { "t/yr", "t/yr", "t/month", "t/day", "kg/day", "Mt/yr", NULL };
  static const char * const moneys[] = { "USD", "EUR", NULL };
  static const char * const bases[] = { "", "REO", "TREO", "magnets", "NdPr oxide", "ore", NULL };
  static const char * const qualifiers[] = { "exact", "exact", "about", "at-least", "up-to", "planned", "expected", NULL };
  static const char * const as_of[] = { "", "2023", "2024-01-01", "2024-06", "2024-06-15", "2025-06-15", NULL };
  static const char * const stages[] = { "mining", "separation", "magnet", "concentration", "recycling", NULL };
  g_autoptr(GRand) random = g_rand_new_with_seed (1788);
  g_autoptr(sqlite3) db = make_document ();
  g_autoptr(GError) error = NULL;

  g_assert_true (ytt_schema_set_triggers (db, FALSE, &error));
  run (db, "BEGIN");
  for (guint f = 1; f <= 250; f++)
    {
      run (db, "INSERT INTO facility (id, name) VALUES (%d, 'made up')", f);
      run (db, "INSERT INTO facility_stage (facility, stage) VALUES (%d, %Q)", f, pick (random, stages));

      for (guint i = 0; i < 14; i++)
        {
          const char *attribute = pick (random, attributes);
          gboolean is_date = strcmp (attribute, "start") == 0;
          gboolean is_status = strcmp (attribute, "status") == 0;
          gboolean is_money = strcmp (attribute, "capex") == 0;
          const char *qualifier = is_status ? "exact" : pick (random, qualifiers);
          const char *const *pool = is_date ? dates : is_status ? statuses : values;
          const char *value = pick (random, pool);
          const char *maximum = !is_status && g_rand_int_range (random, 0, 5) == 0 ? pick (random, pool) : NULL;

          run (db,
               "INSERT INTO claim (facility, attribute, part, scope, value, value_max, unit, basis, qualifier, tense,"
               " as_of, source, pinned, withdrawn) VALUES (%d, %Q, %Q, %Q, %Q, %Q, %Q, %Q, %Q, %Q, nullif(%Q, ''),"
               " %d, %d, %d)",
               f, attribute, pick (random, parts), pick (random, scopes), value, maximum,
               is_date ? "date" : is_status ? "" : is_money ? pick (random, moneys) : pick (random, units),
               is_date || is_status || is_money ? "" : pick (random, bases), qualifier,
               strcmp (qualifier, "up-to") == 0 && g_rand_boolean (random) ? "promised" : NULL,
               pick (random, as_of), g_rand_int_range (random, 1, 4),
               g_rand_int_range (random, 0, 12) == 0, g_rand_int_range (random, 0, 12) == 0);
        }
    }
  run (db, "COMMIT");
  ytt_schema_derive (db, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (compare_all (db), ==, 250);
}

static void
test_shipped (void)
{
  g_autoptr(sqlite3) db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (g_getenv ("YTTERBY_SHIPPED"), &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpuint (compare_all (db), >, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ledgers); i++)
    {
      g_autofree char *path = g_strconcat ("/shown/", ledgers[i].name, NULL);

      g_test_add_data_func (path, &ledgers[i], test_ledger);
    }

  g_test_add_func ("/shown/kept-by-triggers", test_kept);
  g_test_add_func ("/shown/words", test_words);
  g_test_add_func ("/shown/random", test_random);
  g_test_add_func ("/shown/shipped", test_shipped);

  return g_test_run ();
}
