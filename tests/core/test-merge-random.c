/* Merging in both directions gives the same facts, whatever two people did. YTT_MERGE_SEEDS: how many pairs, YTT_MERGE_FIRST:
 * the first seed. */

#include "config.h"

#include "merge-fixture.h"

#include "ytt-id.h"

#include <glib/gstdio.h>

static const char beginning[] =
  "INSERT INTO source (id, source, title) VALUES (11, 's-one', 'One'), (12, 's-two', 'Two'), (13, NULL, 'Three');"
  "INSERT INTO organisation (id, organisation, name, parent, source) VALUES (21, 'o-a', 'A', NULL, 11), (22, NULL, 'B', 21, NULL);"
  "INSERT INTO facility (id, facility, name, country) VALUES (31, 'f-a', 'Alpha', 'EE'), (32, NULL, 'Beta', 'AU'),"
  " (33, NULL, 'Gamma', 'US');"
  "INSERT INTO facility_name (id, facility, name) VALUES (41, 31, 'n0'), (42, 32, 'n1');"
  "INSERT INTO facility_stage (id, facility, stage) VALUES (51, 31, 'magnet'), (52, 32, 'mining');"
  "INSERT INTO facility_organisation (id, facility, organisation, role) VALUES (61, 31, 21, 'operator');"
  "INSERT INTO claim (id, facility, attribute, value, unit, source) VALUES (71, 31, 'capacity', '100', 't/yr', 11),"
  " (72, 31, 'capacity', '200', 't/yr', 12), (73, 32, 'status', 'operating', '', 13), (74, 33, 'capacity', '5', 't/yr', 13);"
  "INSERT INTO announcement (id, title, date) VALUES (81, 'Deal', '2025');"
  "INSERT INTO announcement_facility (id, announcement, facility) VALUES (82, 81, 31);"
  "INSERT INTO link (id, from_facility, to_facility, material, state) VALUES (91, 32, 31, 'oxide', 'active');"
  "INSERT INTO tour (id, title) VALUES (101, 'Tour'); INSERT INTO tour_stop (id, tour, title, facility) VALUES (102, 101, 'Stop', 31);"
  "INSERT INTO tour_stop_claim (id, stop, claim) VALUES (103, 102, 71)";

/* {a} and {b}: to pick rows by; {n}: a small number; {key}: a new key. */
static const char * const edits[] = {
  "UPDATE facility SET name = 'name{n}' WHERE id = (SELECT id FROM facility ORDER BY id LIMIT 1 OFFSET {a} % max (1, (SELECT count(*) FROM facility)))",
  "UPDATE facility SET summary = 'words{n}', country = 'DE' WHERE id = (SELECT id FROM facility ORDER BY id LIMIT 1 OFFSET {a} % max (1, (SELECT count(*) FROM facility)))",
  "UPDATE facility SET location_precision = 'site', location_note = 'note{n}' WHERE id = (SELECT id FROM facility ORDER BY id LIMIT 1 OFFSET {a} % max (1, (SELECT count(*) FROM facility)))",
  "UPDATE claim SET value = '{n}00' WHERE id = (SELECT id FROM claim ORDER BY id LIMIT 1 OFFSET {a} % max (1, (SELECT count(*) FROM claim)))",
  "UPDATE claim SET note = 'note{n}', as_of = '202{n}' WHERE id = (SELECT id FROM claim ORDER BY id LIMIT 1 OFFSET {a} % max (1, (SELECT count(*) FROM claim)))",
  "UPDATE claim SET withdrawn = 1, withdrawn_reason = 'why{n}' WHERE id = (SELECT id FROM claim ORDER BY id LIMIT 1 OFFSET {a} % max (1, (SELECT count(*) FROM claim)))",
  "UPDATE claim SET pinned = 0, pin_reason = NULL WHERE pinned AND facility = 31 AND {n} >= 0;"
  " UPDATE claim SET pinned = 1, pin_reason = 'pin{n}' WHERE id = (SELECT id FROM claim WHERE facility = 31 AND attribute = 'capacity' ORDER BY id LIMIT 1 OFFSET {a} % 2)",
  "INSERT INTO claim (id, facility, attribute, value, unit, source) SELECT {key}, (SELECT id FROM facility ORDER BY id LIMIT 1 OFFSET {a} % (SELECT count(*) FROM facility)), 'capex', '{n}', 'USD',"
  " (SELECT id FROM source ORDER BY id LIMIT 1 OFFSET {b} % (SELECT count(*) FROM source)) WHERE EXISTS (SELECT 1 FROM facility) AND EXISTS (SELECT 1 FROM source)",
  "DELETE FROM claim WHERE id = (SELECT id FROM claim ORDER BY id LIMIT 1 OFFSET {a} % max (1, (SELECT count(*) FROM claim)))",
  "DELETE FROM facility WHERE id = (SELECT id FROM facility ORDER BY id LIMIT 1 OFFSET {a} % max (1, (SELECT count(*) FROM facility)))",
  "DELETE FROM source WHERE id = (SELECT id FROM source ORDER BY id LIMIT 1 OFFSET {a} % max (1, (SELECT count(*) FROM source)))",
  "DELETE FROM announcement WHERE id = 81",
  "DELETE FROM tour_stop WHERE id = 102",
  "INSERT INTO facility (id, name, country) VALUES ({key}, 'new{n}', 'NO')",
  "INSERT INTO source (id, title) VALUES ({key}, 'source{n}')",
  "INSERT OR IGNORE INTO facility_name (id, facility, name) SELECT {key}, id, 'n{n}' FROM facility WHERE id = 31",
  "INSERT OR IGNORE INTO facility_stage (id, facility, stage) SELECT {key}, id, 'stage{n}' FROM facility WHERE id = 32",
  "INSERT OR IGNORE INTO facility_organisation (id, facility, organisation, role, share) SELECT {key}, f.id, o.id, 'owner', {n} FROM facility f, organisation o WHERE f.id = 31 AND o.id = 21",
  "UPDATE facility_organisation SET share = {n} WHERE role = 'owner'",
  "UPDATE OR IGNORE facility_name SET name = 'n{n}' WHERE id = 41",
  "UPDATE link SET state = 'state{n}' WHERE id = 91",
  "UPDATE organisation SET name = 'org{n}' WHERE id = 22",
  "UPDATE tour_stop SET text = 'text{n}', position = {n} WHERE id = 102",
  "INSERT OR IGNORE INTO announcement_facility (id, announcement, facility) SELECT {key}, 81, 33 FROM facility f, announcement a WHERE f.id = 33 AND a.id = 81",
  "UPDATE tour_stop SET facility = (SELECT id FROM facility ORDER BY id LIMIT 1 OFFSET {b} % max (1, (SELECT count(*) FROM facility))) WHERE id = 102",
};

/* With the keys that they number. */
static const char * const outside[] = {
  "INSERT INTO facility (name, country) VALUES ('outside{n}', 'SE')",
  "INSERT INTO claim (facility, attribute, value, source) SELECT 31, 'area', '{n}', 11 FROM facility f, source s WHERE f.id = 31 AND s.id = 11",
  "INSERT INTO source (title) VALUES ('paper{n}')",
};

static gint64
make_key (GRand *random)
{
  return (((gint64) g_rand_int (random) << 20) ^ g_rand_int (random)) & YTT_ID_MAX;
}

static void
fill_in (GString    *sql,
         const char *name,
         gint64      number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  g_string_replace (sql, name, text, 0);
}

static char *
write_edit (GRand      *random,
            const char *pattern)
{
  GString *sql = g_string_new (pattern);

  fill_in (sql, "{a}", g_rand_int_range (random, 0, 1000));
  fill_in (sql, "{b}", g_rand_int_range (random, 0, 1000));
  fill_in (sql, "{n}", g_rand_int_range (random, 0, 4));
  fill_in (sql, "{key}", make_key (random));

  return g_string_free (sql, FALSE);
}

static void
edit_at_random (MergeFixture *f,
                YttStore     *store,
                GString      *log,
                const char   *name)
{
  guint n = (guint) g_rand_int_range (f->random, 0, 7);

  for (guint i = 0; i < n; i++)
    {
      gboolean foreign = g_rand_int_range (f->random, 0, 8) == 0;
      guint choice = (guint) g_rand_int_range (f->random, 0, foreign ? G_N_ELEMENTS (outside) : G_N_ELEMENTS (edits));
      g_autofree char *sql = write_edit (f->random, foreign ? outside[choice] : edits[choice]);

      g_string_append_printf (log, "  %s%s: %s\n", name, foreign ? " (outside)" : "", sql);
      if (foreign)
        merge_edit_outside (store, sql);
      else
        merge_edit (store, sql);
    }
}

static void
assert_same (const char *a,
             const char *b,
             guint       seed,
             GString    *log,
             const char *what)
{
  if (g_strcmp0 (a, b) != 0)
    g_error ("seed %u: %s\n%s\n--- here\n%s\n--- there\n%s", seed, what, log->str, a, b);
}

/* Both ways, with the same choices seen from either side. */
static void
merge_both_ways (MergeFixture *f,
                 YttStore     *a,
                 YttStore     *b,
                 guint         seed,
                 GString      *log)
{
  static const int choices[][2] = { { -1, -1 }, { YTT_MERGE_MINE, YTT_MERGE_THEIRS }, { YTT_MERGE_THEIRS, YTT_MERGE_MINE },
                                    { YTT_MERGE_BOTH, YTT_MERGE_BOTH } };
  guint choice = (guint) g_rand_int_range (f->random, 0, G_N_ELEMENTS (choices));
  YttStore *former = merge_copy (f, a, "former.gpkg");
  g_autofree char *before = edit_dump (ytt_store_get_path (a)), *one = NULL, *other = NULL, *again = NULL, *undone = NULL;
  gint64 entry;

  g_string_append_printf (log, "  merged, choice %u\n", choice);
  entry = merge_all (a, b, choices[choice][0], log);
  g_string_append (log, "  and the other way\n");
  merge_all (b, former, choices[choice][1], log);
  store_close (former);
  one = merge_dump_facts (a);
  other = merge_dump_facts (b);
  assert_same (one, other, seed, log, "not the same facts");
  merge_assert_sound (f, a);
  merge_assert_sound (f, b);

  if (entry != 0)
    {
      YttStore *taken_back = merge_copy (f, a, "undone.gpkg");

      merge_undo (taken_back);
      undone = edit_dump (ytt_store_get_path (taken_back));
      store_close (taken_back);
      assert_same (before, undone, seed, log, "not taken back");
    }
}

static void
assert_settled (MergeFixture *f,
                YttStore     *a,
                YttStore     *b,
                guint         seed,
                GString      *log)
{
  g_autofree char *before = edit_dump (ytt_store_get_path (a)), *after = NULL;

  merge_all (a, b, YTT_MERGE_THEIRS, NULL);
  after = edit_dump (ytt_store_get_path (a));
  assert_same (before, after, seed, log, "changed by merging once more");
}

static void
try_seed (MergeFixture *f,
          guint         seed)
{
  g_autoptr(GString) log = g_string_new (NULL);
  YttStore *a, *b;
  g_autofree char *name = NULL;

  g_rand_set_seed (f->random, seed);
  a = merge_create (f, "a.gpkg", beginning);
  b = merge_copy (f, a, "b.gpkg");
  for (guint round = 0; round < 2; round++)
    {
      YttStore *theirs;

      edit_at_random (f, a, log, "a");
      edit_at_random (f, b, log, "b");
      theirs = merge_copy (f, b, "theirs.gpkg");
      merge_both_ways (f, a, b, seed, log);
      assert_settled (f, a, theirs, seed, log);
      store_close (theirs);
    }
  store_close (a);
  store_close (b);
  for (guint i = 0; i < 5; i++)
    {
      static const char * const names[] = { "a.gpkg", "b.gpkg", "former.gpkg", "theirs.gpkg", "undone.gpkg" };
      g_autofree char *path = g_build_filename (f->folder, names[i], NULL);

      g_unlink (path);
    }
}

static guint
ask_number (const char *name,
            guint       otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static void
test_both_ways (MergeFixture  *f,
                gconstpointer  data)
{
  guint first = ask_number ("YTT_MERGE_FIRST", 1), n = ask_number ("YTT_MERGE_SEEDS", 40);

  for (guint i = 0; i < n; i++)
    try_seed (f, first + i);
  g_test_message ("%u seeds", n);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/merge/both-ways", MergeFixture, NULL, merge_fixture_set_up, test_both_ways, merge_fixture_tear_down);

  return g_test_run ();
}
