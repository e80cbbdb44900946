/* Organisations and announcements that may be in the document already. */

#include "config.h"

#include "ytt-query-alike.h"

#include "ytt-query-text.h"
#include "ytt-query-words.h"

#include <string.h>

/* More than these would not be read anyway. */
#define MOST_MATCHES 20

/* A letter may be off in names from this length on, in characters, and two from twice as many on. */
#define LETTERS_PER_SLIP 8

/* Longer texts are compared as a whole only. */
#define MOST_LETTERS 120

static const char organisations_sql[] =
  "SELECT id, name, country FROM organisation WHERE id <> ?1";

/* Without a date of its own any may be that of the other. The last column tells that more than the date is the same:
 * all the parties, or the page that tells of it. */
static const char announcements_sql[] =
  "WITH mine (party) AS (SELECT organisation FROM announcement_party WHERE announcement = ?1),"
  " pages (source) AS (SELECT s.id FROM announcement_source a JOIN source o ON o.id = a.source"
  "   JOIN source s ON s.id = o.id OR (s.url = o.url AND s.url <> '') WHERE a.announcement = ?1)"
  " SELECT a.id, a.title, a.date, me.id IS NOT NULL AND a.date = me.date AND ("
  "   (EXISTS (SELECT 1 FROM mine)"
  "    AND NOT EXISTS (SELECT party FROM mine EXCEPT SELECT organisation FROM announcement_party WHERE announcement = a.id)"
  "    AND NOT EXISTS (SELECT organisation FROM announcement_party WHERE announcement = a.id EXCEPT SELECT party FROM mine))"
  "   OR EXISTS (SELECT 1 FROM announcement_source WHERE announcement = a.id AND source IN (SELECT source FROM pages)))"
  " FROM announcement a LEFT JOIN announcement me ON me.id = ?1"
  " WHERE a.id <> ?1 AND (me.date IS NULL OR a.date IS NULL OR a.date = me.date)"
  " ORDER BY a.date DESC, a.id";

static const char told_by_sql[] =
  "SELECT a.id, a.title, a.date FROM source s JOIN announcement_source t ON t.source = s.id"
  " JOIN announcement a ON a.id = t.announcement WHERE s.url = ?1 AND a.id <> ?2 ORDER BY a.date DESC, a.id";

/* What organisations are by law, folded; letters with points between them have come together by then. */
static const char * const legal_forms[] = {
  "ab", "ag", "aps", "as", "asa", "bhd", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "jsc",
  "kg", "kk", "limited", "llc", "llp", "lp", "ltd", "ltda", "nl", "nv", "ojsc", "ooo", "ou", "oy", "oyj", "pjsc", "plc",
  "pte", "pty", "sa", "sarl", "sas", "sdn", "se", "spa", "srl", NULL,
};

void
ytt_query_add_match (GPtrArray    *matches,
                     sqlite3_stmt *stmt)
{
  gint64 id = sqlite3_column_int64 (stmt, 0);
  YttMatch *match;

  for (guint i = 0; i < matches->len; i++)
    if (((YttMatch *) g_ptr_array_index (matches, i))->id == id)
      return;

  match = g_new0 (YttMatch, 1);
  match->id = id;
  match->text = ytt_sqlite_dup_text (stmt, 1);
  match->detail = ytt_sqlite_dup_text (stmt, 2);
  if (match->text == NULL)
    match->text = g_strdup ("");
  g_ptr_array_add (matches, match);
}

/* A name in brackets is another name, or an abbreviation. */
static char *
drop_brackets (const char *name)
{
  GString *rest = g_string_new (NULL);
  guint depth = 0;

  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '(')
        depth++;
      if (depth == 0)
        g_string_append_c (rest, *p);
      if (*p == ')' && depth > 0)
        depth--;
    }

  return g_string_free (rest, FALSE);
}

/* The words of a name; "S.A." is one. */
static GPtrArray *
split_name (const char *name)
{
  g_autofree char *bare = drop_brackets (name);
  g_autofree char *folded = ytt_words_fold (bare);
  g_auto(GStrv) parts = ytt_words_split (folded);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  gboolean single = FALSE;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      gboolean is_letter = g_utf8_strlen (parts[i], -1) == 1;

      if (is_letter && single)
        {
          char **last = (char **) &g_ptr_array_index (words, words->len - 1);
          char *both = g_strconcat (*last, parts[i], NULL);

          g_free (*last);
          *last = both;
        }
      else
        g_ptr_array_add (words, g_strdup (parts[i]));
      single = is_letter;
    }

  return words;
}

/* At the end only, and never all of it. @forms gets what was taken away. */
static char *
join_core (GPtrArray *words,
           GString   *forms)
{
  guint n = words->len;
  GString *core = g_string_new (NULL);

  while (n > 1 && g_strv_contains (legal_forms, g_ptr_array_index (words, n - 1)))
    {
      n--;
      g_string_prepend (forms, g_ptr_array_index (words, n));
    }
  for (guint i = 0; i < n; i++)
    g_string_append_printf (core, "%s%s", i > 0 ? " " : "", (const char *) g_ptr_array_index (words, i));

  return g_string_free (core, FALSE);
}

static gboolean
have_same_digits (const char *a,
                  const char *b)
{
  while (TRUE)
    {
      while (*a != '\0' && !g_ascii_isdigit (*a))
        a++;
      while (*b != '\0' && !g_ascii_isdigit (*b))
        b++;
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

/* Levenshtein's: how many letters are to be put in, taken out or changed, one row of the table at a time. */
static guint
count_slips (const char *a,
             const char *b)
{
  glong n_a, n_b;
  g_autofree gunichar *letters_a = g_utf8_to_ucs4_fast (a, -1, &n_a);
  g_autofree gunichar *letters_b = g_utf8_to_ucs4_fast (b, -1, &n_b);
  guint row[MOST_LETTERS + 1];

  if (n_a > MOST_LETTERS || n_b > MOST_LETTERS)
    return G_MAXUINT;

  for (glong j = 0; j <= n_b; j++)
    row[j] = (guint) j;
  for (glong i = 1; i <= n_a; i++)
    {
      guint corner = row[0];

      row[0] = (guint) i;
      for (glong j = 1; j <= n_b; j++)
        {
          guint change = corner + (letters_a[i - 1] != letters_b[j - 1]);

          corner = row[j];
          row[j] = MIN (MIN (row[j], row[j - 1]) + 1, change);
        }
    }

  return row[n_b];
}

/* Cores that are not the same. */
static gboolean
is_slip (const char *a,
         const char *b)
{
  gsize length_a = strlen (a), length_b = strlen (b);
  guint most = (guint) (g_utf8_strlen (a, -1) / LETTERS_PER_SLIP);

  /* A letter is four bytes at most. */
  most = MIN (most, 2);
  if (most == 0 || MAX (length_a, length_b) - MIN (length_a, length_b) > 4 * most)
    return FALSE;

  return have_same_digits (a, b) && count_slips (a, b) <= most;
}

/* A name taken apart, for it is compared with many. */
typedef struct
{
  char    *core;    /* (owned) */
  GString *forms;   /* (owned) */
} Name;

static void
name_clear (Name *name)
{
  g_free (name->core);
  g_string_free (name->forms, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Name, name_clear)

static Name
read_name (const char *text)
{
  g_autoptr(GPtrArray) words = split_name (text);
  Name name = { NULL, g_string_new (NULL) };

  name.core = join_core (words, name.forms);

  return name;
}

static gboolean
are_near (const Name *a,
          const Name *b)
{
  if (*a->core == '\0' || *b->core == '\0')
    return FALSE;
  if (!g_str_equal (a->core, b->core))
    return is_slip (a->core, b->core);

  /* A company of its own in each country has a form of its own. */
  return a->forms->len == 0 || b->forms->len == 0 || g_string_equal (a->forms, b->forms);
}

gboolean
ytt_names_are_near (const char *a,
                    const char *b)
{
  g_auto(Name) first = read_name (a);
  g_auto(Name) second = read_name (b);

  return are_near (&first, &second);
}

gboolean
ytt_query_organisations_alike (sqlite3     *db,
                               gint64       organisation,
                               const char  *name,
                               GPtrArray   *matches,
                               GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_auto(Name) mine = read_name (name);
  int rc;

  rc = sqlite3_prepare_v2 (db, organisations_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, organisation);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW && matches->len < MOST_MATCHES)
      {
        g_autofree char *text = ytt_sqlite_dup_text (stmt, 1);
        g_auto(Name) other = read_name (text != NULL ? text : "");

        if (are_near (&mine, &other))
          ytt_query_add_match (matches, stmt);
      }

  return !ytt_sqlite_failed (db, rc, error);
}

/* An address was pasted in place of a title. */
static gboolean
find_told_by (sqlite3     *db,
              gint64       announcement,
              const char  *address,
              GPtrArray   *matches,
              GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, told_by_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, address, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 2, announcement);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW && matches->len < MOST_MATCHES)
      ytt_query_add_match (matches, stmt);

  return !ytt_sqlite_failed (db, rc, error);
}

gboolean
ytt_query_announcements_alike (sqlite3     *db,
                               gint64       announcement,
                               const char  *title,
                               GPtrArray   *matches,
                               GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_auto(Name) mine = read_name (title != NULL ? title : "");
  int rc;

  if (title != NULL && strstr (title, "://") != NULL)
    return find_told_by (db, announcement, title, matches, error);

  rc = sqlite3_prepare_v2 (db, announcements_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, announcement);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW && matches->len < MOST_MATCHES)
      {
        g_autofree char *text = ytt_sqlite_dup_text (stmt, 1);
        g_auto(Name) other = read_name (text != NULL ? text : "");

        if (sqlite3_column_int (stmt, 3) || are_near (&mine, &other))
          ytt_query_add_match (matches, stmt);
      }

  return !ytt_sqlite_failed (db, rc, error);
}
