#include "config.h"

#include <gio/gio.h>

#include "ytt-address.h"
#include "ytt-citation.h"
#include "ytt-csv.h"
#include "ytt-error.h"

typedef struct
{
  const char *text;
  const char *title;
  const char *publisher;
  const char *published;   /* with " | " between what it may be */
  const char *url;
  const char *rest;
} Case;

static char *
get_published (const YttCitation *citation)
{
  g_autoptr(GString) dates = NULL;

  if (citation->dates == NULL)
    return g_strdup (citation->published);

  g_assert_null (citation->published);
  dates = g_string_new (NULL);
  for (guint i = 0; i < citation->dates->len; i++)
    g_string_append_printf (dates, "%s%s", i > 0 ? " | " : "",
                            ((YttReading *) g_ptr_array_index (citation->dates, i))->value);

  return g_string_free (g_steal_pointer (&dates), FALSE);
}

static gboolean
check_field (const char *text,
             const char *field,
             const char *value,
             const char *expected)
{
  if (g_strcmp0 (value, expected) == 0)
    return TRUE;

  g_test_message ("“%s”: %s is “%s”, not “%s”", text, field, value, expected);
  return FALSE;
}

static void
check_cases (const Case *cases,
             gsize       n_cases)
{
  gboolean good = TRUE;

  for (gsize i = 0; i < n_cases; i++)
    {
      const Case *c = &cases[i];
      g_autoptr(GError) error = NULL;
      g_autoptr(YttCitation) citation = ytt_citation_parse (c->text, NULL, &error);
      g_autofree char *published = NULL;

      g_assert_no_error (error);
      published = get_published (citation);
      good &= check_field (c->text, "title", citation->title, c->title);
      good &= check_field (c->text, "publisher", citation->publisher, c->publisher);
      good &= check_field (c->text, "published", published, c->published);
      good &= check_field (c->text, "url", citation->url, c->url);
      good &= check_field (c->text, "rest", citation->rest, c->rest);
    }

  g_assert_true (good);
}

#define PAGE "https://www.reuters.com/neo"

static void
test_addresses (void)
{
  static const Case cases[] = {
    { PAGE, NULL, "reuters.com", NULL, PAGE, NULL },
    { "  <https://Example.ORG/a_(b)>. ", NULL, "example.org", NULL, "https://Example.ORG/a_(b)", NULL },
    { "www.example.org/a", NULL, "example.org", NULL, "https://www.example.org/a", NULL },
    { "example.org/a", NULL, "example.org", NULL, "https://example.org/a", NULL },
    { "http://example.org", NULL, "example.org", NULL, "http://example.org", NULL },
    { "https://example.org/2025/09/08/neo", NULL, "example.org", "2025-09-08", "https://example.org/2025/09/08/neo", NULL },
    { "https://example.org/neo-20250908", NULL, "example.org", "2025-09-08", "https://example.org/neo-20250908", NULL },
    { "https://example.org/2025/09/neo", NULL, "example.org", "2025-09", "https://example.org/2025/09/neo", NULL },
    { "https://example.org/2025/19/neo", NULL, "example.org", NULL, "https://example.org/2025/19/neo", NULL },
    { "https://example.org/report-2025-12345", NULL, "example.org", NULL, "https://example.org/report-2025-12345", NULL },
    { "geo:59.3618,28.1478", NULL, NULL, NULL, "geo:59.3618,28.1478", NULL },
    { "doi:10.1016/j.jre.2025.01.001", NULL, "doi.org", NULL, "https://doi.org/10.1016/j.jre.2025.01.001", NULL },
    { "10.1016/j.jre.2025.01.001", NULL, "doi.org", NULL, "https://doi.org/10.1016/j.jre.2025.01.001", NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_words (void)
{
  static const Case cases[] = {
    { "Reuters, 8 September 2025, \"Neo opens plant, in Narva\", " PAGE,
      "Neo opens plant, in Narva", "Reuters", "2025-09-08", PAGE, NULL },
    { "“Neo opens plant,” Reuters, September 8, 2025, " PAGE, "Neo opens plant", "Reuters", "2025-09-08", PAGE, NULL },
    { "„Neo eröffnet Werk“, Handelsblatt, 8. September 2025", "Neo eröffnet Werk", "Handelsblatt", "2025-09-08", NULL, NULL },
    { "Jane Doe, \"Neo opens plant\", Reuters, 2025-09-08, " PAGE,
      "Neo opens plant", "Reuters", "2025-09-08", PAGE, "Jane Doe" },
    { "\"Neo opens plant\" " PAGE, "Neo opens plant", "reuters.com", NULL, PAGE, NULL },
    { "\"The \"Narva\" plant\", Reuters, 2025", "The \"Narva\" plant", "Reuters", "2025", NULL, NULL },
    { "Reuters, 08/09/2025, \"Neo opens plant\"", "Neo opens plant", "Reuters", "2025-09-08 | 2025-08-09", NULL, NULL },
    { "Reuters (8 September 2025): Neo opens plant. " PAGE, "Neo opens plant", "Reuters", "2025-09-08", PAGE, NULL },
    { "Smith, J. (2025). Magnets of Europe. Nordic Press. https://example.org/m",
      "Magnets of Europe", "Nordic Press", "2025", "https://example.org/m", "Smith, J" },
    { "Neo opens plant in Narva, Estonia, Reuters, 8 September 2025, " PAGE,
      "Neo opens plant in Narva, Estonia", "Reuters", "2025-09-08", PAGE, NULL },
    { "Neo opens plant in Narva. Reuters. 2025-09-08. " PAGE, "Neo opens plant in Narva", "Reuters", "2025-09-08", PAGE, NULL },
    { "Neo opens plant in Narva | Reuters\n" PAGE, "Neo opens plant in Narva", "Reuters", NULL, PAGE, NULL },
    { "Neo opens plant in Narva - Mining Weekly, Sept 2025", "Neo opens plant in Narva", "Mining Weekly", "2025-09", NULL, NULL },
    { "[Neo opens plant](" PAGE ")", "Neo opens plant", "reuters.com", NULL, PAGE, NULL },
    { "Reuters, \"Neo opens plant\", " PAGE " (accessed 12 May 2026)",
      "Neo opens plant", "Reuters", NULL, PAGE, "accessed 12 May 2026" },
    { "Annual report 2025", "Annual report 2025", NULL, NULL, NULL, NULL },
    { "USGS, Mineral commodity summaries, 2025", "Mineral commodity summaries", "USGS", "2025", NULL, NULL },
    { "\"Framework with the U.S.\", Reuters", "Framework with the U.S.", "Reuters", NULL, NULL, NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_bibtex (void)
{
  static const Case cases[] = {
    { "@article{smith2025,\n  author = {Smith, Jane and M{\\\"u}ller, Ole},\n  title = {{NdFeB} magnets \\& \\\"{O}resund --- a \"review\"},\n"
      "  journal = \"Journal of " "Rare Earths\",\n  year = 2025, month = sep,\n  doi = {10.1016/j.jre.2025.01.001}\n}",
      "NdFeB magnets & Öresund – a \"review\"", "Journal of Rare Earths", "2025-09",
      "https://doi.org/10.1016/j.jre.2025.01.001", "Smith, Jane and Müller, Ole" },
    { "@misc{neo, title={Neo opens plant}, howpublished={\\url{https://example.org/~neo/a\\_b}}, year={2025}, month={9}, day={8},}",
      "Neo opens plant", "example.org", "2025-09-08", "https://example.org/~neo/a_b", NULL },
    { "@online{x, title = \"A\" # \" and B\", organization = {USGS}, date = {2025-09-08}, url = {https://example.org/a}}",
      "A and B", "USGS", "2025-09-08", "https://example.org/a", NULL },
    { "@book{b, title={Only this}}", "Only this", NULL, NULL, NULL, NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_named_fields (void)
{
  static const Case cases[] = {
    { "{{cite web |url=https://example.org/a |title=[[Neo|Neo]] opens ''plant'' |website=[[Reuters]] |date=8 September 2025"
      " |access-date=9 May 2026 |last=Doe}}",
      "Neo opens plant", "Reuters", "2025-09-08", "https://example.org/a", "Doe" },
    { "{{Citation|title=Only this", "Only this", NULL, NULL, NULL, NULL },
    { "TY  - JOUR\r\nAU  - Smith, Jane\r\nAU  - Doe, Jo\r\nTI  - Magnets - a review\r\nJO  - Journal\r\nPY  - 2025\r\n"
      "DA  - 2025/09/08\r\nDO  - 10.1016/j.x\r\nER  - \r\n",
      "Magnets - a review", "Journal", "2025-09-08", "https://doi.org/10.1016/j.x", "Smith, Jane and Doe, Jo" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    const char *place;
  } cases[] = {
    { "", "" },
    { "  ", "  " },
    { "javascript:alert(1)", "javascript:alert(1)" },
    { "Reuters, \"Title\", file:///etc/passwd", "file:///etc/passwd" },
    { "ftp://example.org/a", "ftp://example.org/a" },
    { "see (mailto:a@example.org)", "mailto:a@example.org)" },
    { "https://reuters.com@example.org/", "https://reuters.com@example.org/" },
    { "https://", "https://" },
    { "https:///a", "https:///a" },
    { "https://exa\xe2\x80\xaemple.org/", "https://exa" },
    { "@article{a, title = {open", "{open" },
    { "@article{a, title}", "title}" },
    { "@article", "@article" },
    { "@misc{a, title={T}, url={javascript:alert(1)}}", "@misc{a, title={T}, url={javascript:alert(1)}}" },
    { "@misc{a, year=2025}", "@misc{a, year=2025}" },
    { "{{cite web|url=data:text/html,x}}", "{{cite web|url=data:text/html,x}}" },
    { "{{cite web}}", "{{cite web}}" },
    { "TY  - JOUR\nER  - ", "TY  - JOUR\nER  - " },
    { ", . ;", ", . ;" },
    { "Reuters \xff", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      YttSpan where = { 999, 999 };
      g_autoptr(YttCitation) citation = ytt_citation_parse (cases[i].text, &where, &error);
      g_autofree char *place = NULL;

      g_test_message ("%s", cases[i].place);
      g_assert_null (citation);
      g_assert_error (error, YTT_ERROR, YTT_ERROR_SYNTAX);
      place = g_strndup (cases[i].text + where.start, where.end - where.start);
      g_assert_cmpstr (place, ==, cases[i].place);
    }
}

static void
test_allowed (void)
{
  static const char * const good[] = {
    "http://example.org", "https://example.org/a?b=c#d", "HTTPS://EXAMPLE.ORG", "geo:59.3,28.1", "geo:-1,2",
    "https://münchen.example/ä", "https://[::1]/",
  };
  static const char * const bad[] = {
    "", "example.org", "ftp://example.org", "javascript:alert(1)", " https://example.org", "https://example.org/a b",
    "https://example.org/\n", "https://a@example.org", "geo:", "geo:x", "https://exa\xe2\x80\x8bmple.org", "https:",
    "https://example.org/\"", "\xff",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i]);
      g_assert_true (ytt_address_is_allowed (good[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_false (ytt_address_is_allowed (bad[i]));
    }
  g_assert_false (ytt_address_is_allowed (NULL));
}

static void
test_keys (void)
{
  static const char * const same[] = {
    "https://www.example.org/a/?x=1&utm_source=mail", "http://example.org/a?x=1", "https://EXAMPLE.org/a?x=1#top",
    "https://example.org:443/a/?x=1&fbclid=abc",
  };
  static const char * const others[] = {
    "https://example.org/a", "https://example.org/A?x=1", "https://example.org/a?x=2", "https://example.org:8080/a?x=1",
    "https://m.example.org/a?x=1", "geo:59.3,28.1",
  };
  g_autofree char *key = ytt_address_get_key (same[0]);

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *again = ytt_address_get_key (same[i]);

      g_assert_cmpstr (again, ==, key);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *other = ytt_address_get_key (others[i]);

      g_assert_cmpstr (other, !=, key);
    }
}

static const char *
get_field (const YttCsvRow *row,
           guint            column)
{
  return g_ptr_array_index (row->fields, column);
}

/* How many of the data set's sources read the same when they are cited: publisher, date, title in quotation marks,
 * address; and what their addresses alone tell of their date. */
static void
test_sources (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("YTTERBY_SOURCE"), "data", "sources.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0, n_good = 0, n_dated = 0, n_right = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  rows = ytt_csv_parse (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_field (g_ptr_array_index (rows, 0), 4), ==, "url");

  for (guint i = 1; i < rows->len; i++)
    {
      const YttCsvRow *row = g_ptr_array_index (rows, i);
      const char *title = get_field (row, 1), *publisher = get_field (row, 2), *published = get_field (row, 3);
      const char *url = get_field (row, 4);
      g_autofree char *words = NULL, *date = NULL;
      g_autoptr(YttCitation) citation = NULL;

      if (*published == '\0' || *url == '\0')
        continue;

      n++;
      words = g_strdup_printf ("%s, %s, \"%s\", %s", publisher, published, title, url);
      citation = ytt_citation_parse (words, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (citation->url, ==, url);
      if (g_strcmp0 (citation->title, title) == 0 && g_strcmp0 (citation->publisher, publisher) == 0
          && g_strcmp0 (citation->published, published) == 0)
        n_good++;
      else
        g_test_message ("%s -> %s / %s / %s (%s)", words, citation->publisher, citation->published, citation->title, citation->rest);

      date = ytt_address_get_date (url);
      if (date != NULL)
        {
          n_dated++;
          if (g_str_has_prefix (published, date) || g_str_has_prefix (date, published))
            n_right++;
          else
            g_test_message ("%s published %s", url, published);
        }
    }

  g_test_message ("%u of %u cited sources read the same; %u of %u dates in addresses are the source's", n_good, n, n_right,
                  n_dated);
  g_assert_cmpuint (n, >, 100);
  g_assert_cmpuint (n_good * 100, >=, n * 99);
  g_assert_cmpuint (n_right * 100, >=, n_dated * 95);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/citation/addresses", test_addresses);
  g_test_add_func ("/citation/words", test_words);
  g_test_add_func ("/citation/bibtex", test_bibtex);
  g_test_add_func ("/citation/named-fields", test_named_fields);
  g_test_add_func ("/citation/errors", test_errors);
  g_test_add_func ("/citation/allowed", test_allowed);
  g_test_add_func ("/citation/keys", test_keys);
  g_test_add_func ("/citation/sources", test_sources);

  return g_test_run ();
}
