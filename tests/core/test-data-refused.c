#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "data-fixture.h"
#include "ytt-data-set.h"
#include "ytt-error.h"

/* What is wrong in the files of a data set is told with file, line and column. */

static const struct
{
  const char *name;
  const char *file;
  const char *from;
  const char *to;
  const char *message;
} refusals[] = {
  { "status", "facilities.csv", ",operating,", ",running,",
    "facilities.csv, line 2, “status”: “running” is unknown. Nearest: operating." },
  { "stage-in-list", "facilities.csv", "mining;concentration", "mining;concentrating",
    "facilities.csv, line 2, “stages”: “concentrating” is unknown. Nearest: concentration." },
  { "element", "facilities.csv", "Nd;Pr", "Nd;Pb",
    "facilities.csv, line 2, “elements”: “Pb” is unknown." },
  { "country", "organisations.csv", "company,AU", "company,UK",
    "organisations.csv, line 2, “country”: “UK” is unknown." },
  { "dangling-operator", "facilities.csv", "Hill,digger", "Hill,diger",
    "facilities.csv, line 2, “operator”: “diger” is not in organisations.csv. Nearest: digger." },
  { "dangling-source", "claims.csv", "promised,2025-03,paper-2025-03", "promised,2025-03,paper-2025-3",
    "claims.csv, line 2, “source”: “paper-2025-3” is not in sources.csv. Nearest: paper-2025-03." },
  { "dangling-location-source", "facilities.csv", "geonames", "geoname",
    "facilities.csv, line 2, “location_source”: “geoname” is not in sources.csv. Nearest: undated." },
  { "dangling-party", "announcements.csv", "holder:lender", "folder:lender",
    "announcements.csv, line 2, “parties”: “folder” is not in organisations.csv. Nearest: holder." },
  { "role", "announcements.csv", "holder:lender", "holder:loaner",
    "announcements.csv, line 2, “parties”: “loaner” is unknown. Nearest: lender." },
  { "no-role", "announcements.csv", "holder:lender", "holder",
    "announcements.csv, line 2, “parties”: “holder” must name an organisation and its role, with a colon between." },
  { "latitude", "facilities.csv", "-36.5", "-96.5",
    "facilities.csv, line 2, “latitude”: -96.5 is out of range; it must be from -90 to 90." },
  { "longitude", "facilities.csv", "142.25", "242.25",
    "facilities.csv, line 2, “longitude”: 242.25 is out of range; it must be from -180 to 180." },
  { "comma-decimal", "facilities.csv", "-36.5", "\"-36,5\"",
    "facilities.csv, line 2, “latitude”: “-36,5” is not a number. Write digits, with a point before decimals." },
  { "half-a-place", "facilities.csv", "142.25", "",
    "facilities.csv, line 2, “longitude”: is empty, but the other coordinate is there." },
  { "place-without-precision", "facilities.csv", ",site,", ",,",
    "facilities.csv, line 2, “location_precision”: is empty, but there are coordinates." },
  { "precision-without-place", "facilities.csv", "EE,,,,,,", "EE,,,,,region,",
    "facilities.csv, line 3, “location_precision”: there is a precision, but no coordinates." },
  { "date", "claims.csv", "2025-12,,date", "2025-13,,date",
    "claims.csv, line 3, “value”: “2025-13” is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD." },
  { "no-such-day", "sources.csv", "2025-03-02", "2025-02-29",
    "sources.csv, line 3, “published”: “2025-02-29” is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD." },
  { "number", "claims.csv", "12.5", "12.5 t",
    "claims.csv, line 4, “value”: “12.5 t” is not a number. Write digits, with a point before decimals." },
  { "thousands", "claims.csv", "3000", "\"3,000\"",
    "claims.csv, line 2, “value”: “3,000” is not a number. Write digits, with a point before decimals." },
  { "range", "claims.csv", "3000,4000", "4000,3000",
    "claims.csv, line 2, “value_max”: 3000 is not above the value, 4000." },
  { "unit", "claims.csv", "t/yr,REO", "tpa,REO",
    "claims.csv, line 2, “unit”: “tpa” is unknown. Nearest: t." },
  { "unit-of-other-attribute", "claims.csv", "t/yr,REO", "people,REO",
    "claims.csv, line 2, “unit”: capacity is not counted in people." },
  { "tonnes-of-what", "claims.csv", "undated,powder", "undated,",
    "claims.csv, line 4, “note”: must say what the tonnes are of, for the basis is empty." },
  { "tense-of-promise", "claims.csv", "planned,promised", "exact,promised",
    "claims.csv, line 2, “tense”: “promised” does not go with the qualifier “exact”." },
  { "tense", "claims.csv", "planned,promised", "planned,stated",
    "claims.csv, line 2, “tense”: “stated” does not go with the qualifier “planned”." },
  { "link-to-nowhere", "links.csv", "au-hill,xx-works", "au-hill,",
    "links.csv, line 2, “to_facility”: a link must lead to a facility or to an organisation." },
  { "link-to-itself", "links.csv", "au-hill,xx-works", "au-hill,au-hill",
    "links.csv, line 2, “to_facility”: the link leads to where it comes from." },
  { "link-ends-early", "links.csv", "2026,2026-05", "2026,2025-05",
    "links.csv, line 2, “until”: 2025-05 is before it began, 2026." },
  { "material", "links.csv", "rare earth concentrate", "stuff",
    "links.csv, line 2, “material”: no word of “stuff” tells which stage makes it." },
  { "rung", "announcements.csv", "signed,binding", "signed,bindung",
    "announcements.csv, line 2, “rung”: “bindung” is unknown. Nearest: binding." },
  { "amount-without-currency", "announcements.csv", "AUD", "",
    "announcements.csv, line 2, “currency”: is empty, but there is an amount." },
  { "dangling-owner", "facilities.csv", "holder:37.5", "folder:37.5",
    "facilities.csv, line 2, “owners”: “folder” is not in organisations.csv. Nearest: holder." },
  { "share", "facilities.csv", "digger:60", "digger:60%",
    "facilities.csv, line 2, “owners”: “60%” is not a share in per cent." },
  { "shares", "facilities.csv", "digger:60", "digger:75",
    "facilities.csv, line 2, “owners”: the shares come to 112.5 %." },
  { "owner-twice", "facilities.csv", "digger:60;holder:37.5", "digger:60;digger:37.5",
    "facilities.csv, line 2, “owners”: “digger” is there twice." },
  { "key-twice", "claims.csv", "au-hill-start", "au-hill-capacity",
    "claims.csv, line 2, “claim”: “au-hill-capacity” is there a second time in line 3." },
  { "key-with-blank", "claims.csv", "au-hill-start,", "au hill start,",
    "claims.csv, line 3, “claim”: “au hill start” is no key: small letters a to z, digits and hyphens only." },
  { "item-twice", "facilities.csv", "Nd;Pr", "Nd;Nd",
    "facilities.csv, line 2, “elements”: “Nd” is there twice." },
  { "empty-item", "facilities.csv", "Nd;Pr", "Nd;;Pr",
    "facilities.csv, line 2, “elements”: the list has an empty item." },
  { "blanks", "facilities.csv", "Nd;Pr", "Nd; Pr",
    "facilities.csv, line 2, “elements”: “Pr” has blanks around it." },
  { "line-end-in-field", "facilities.csv", "A mine.", "\"A\nmine.\"",
    "facilities.csv, line 2, “summary”: has a line end or another control character." },
  { "empty", "facilities.csv", "xx-works,Works", "xx-works,",
    "facilities.csv, line 3, “name”: is empty." },
  { "address", "sources.csv", "https://example.org/1", "ftp://example.org/1",
    "sources.csv, line 2, “url”: “ftp://example.org/1” must begin with https:// or http://." },
  { "own-parent", "organisations.csv", "investor,,,", "investor,,digger,",
    "organisations.csv, line 2, “parent”: the organisation is a parent of its own." },
  { "figure-twice", "figures.csv", "mine-production", "mine-production,WLD,2024,1,t REO,about,paper-2025-03\nmine-production",
    "figures.csv, line 3, “measure”: its source gives this figure twice with the same qualifier." },
  { "dangling-tour", "tour_stops.csv", "round-hill,round,", "round-hill,rond,",
    "tour_stops.csv, line 4, “tour”: “rond” is not in tours.csv. Nearest: round." },
  { "dangling-stop-facility", "tour_stops.csv", ",au-hill,-30", ",au-hil,-30",
    "tour_stops.csv, line 4, “facility”: “au-hil” is not in facilities.csv. Nearest: au-hill." },
  { "dangling-stop-claim", "tour_stops.csv", "au-hill-capacity;", "au-hill-capacty;",
    "tour_stops.csv, line 4, “claims”: “au-hill-capacty” is not in claims.csv. Nearest: au-hill-capacity." },
  { "dangling-stop-status", "tour_stops.csv", "au-hill-status", "au-hall-status",
    "tour_stops.csv, line 4, “claims”: “au-hall-status” is not in claims.csv. Nearest: au-hill-start." },
  { "dangling-stop-announcement", "tour_stops.csv", ",a-loan", ",a-lone",
    "tour_stops.csv, line 4, “announcements”: “a-lone” is not in announcements.csv. Nearest: a-loan." },
  { "stop-kind", "tour_stops.csv", ",slide,", ",slides,",
    "tour_stops.csv, line 2, “kind”: “slides” is unknown. Nearest: slide." },
  { "stop-filter", "tour_stops.csv", "stage=mining", "stages=mining",
    "tour_stops.csv, line 4, “filter”: “stages=mining” is not a filter: “stages=mining” is not part of a filter." },
  { "stop-links", "tour_stops.csv", ",all,", ",most,",
    "tour_stops.csv, line 4, “links”: “most” is unknown. Nearest: none." },
  { "stop-tab", "tour_stops.csv", "One\ntwo", "One\ttwo",
    "tour_stops.csv, line 2, “text”: has a line end or another control character." },
  { "view-without-place", "tour_stops.csv", ",4.5,", ",,",
    "tour_stops.csv, line 4, “zoom”: is empty, but a view has a place." },
  { "slide-with-place", "tour_stops.csv", ",30,,,,", ",30,,-30,,",
    "tour_stops.csv, line 2, “latitude”: a slide has no place." },
  { "slide-with-facility", "tour_stops.csv", ",30,,", ",30,au-hill,",
    "tour_stops.csv, line 2, “facility”: a slide shows nothing of the map." },
  { "tour-without-stops", "tours.csv", "round,A round,\n", "round,A round,\nother,Another,\n",
    "tours.csv, line 3, “tour”: has no stop in tour_stops.csv." },
  { "short-row", "links.csv", "paper-2025-03,", "paper-2025-03",
    "links.csv, line 2: has 10 fields, but there are 11 columns." },
  { "column-unknown", "figures.csv", "measure,country", "measure,land",
    "figures.csv, line 1: the column “land” is unknown." },
  { "column-missing", "figures.csv",
    "measure,country,year,value,unit,qualifier,source\nmine-production,WLD,2024,390000,t REO,about,paper-2025-03\n",
    "measure\n", "figures.csv, line 1: the column “country” is missing." },
  { "column-twice", "figures.csv", "measure,country", "measure,measure",
    "figures.csv, line 1: the column “measure” is there twice." },
  { "not-utf-8", "links.csv", "rare earth concentrate", "Sillam\xe4" "e concentrate",
    "links.csv, line 2, column 36: this is not UTF-8; save the file in that encoding" },
};

static void
test_refusal (DataFixture   *f,
              gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;
  g_auto(GStrv) lines = NULL;

  data_fixture_write (f, refusals[i].file, refusals[i].from, refusals[i].to);
  set = ytt_data_set_read (f->directory, &error);

  g_assert_null (set);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_SYNTAX);
  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpstr (lines[0], ==, refusals[i].message);
}

static void
test_several_problems (DataFixture   *f,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;

  data_fixture_write (f, "facilities.csv", "142.25,site", "nowhere,place");
  set = ytt_data_set_read (f->directory, &error);

  g_assert_null (set);
  g_assert_cmpstr (error->message, ==,
                   "facilities.csv, line 2, “longitude”: “nowhere” is not a number. Write digits, with a point before "
                   "decimals.\n"
                   "facilities.csv, line 2, “location_precision”: “place” is unknown. Nearest: site.");
}

static void
test_missing_file (DataFixture   *f,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->directory, "links.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;

  data_fixture_write (f, NULL, NULL, NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  set = ytt_data_set_read (f->directory, &error);

  g_assert_null (set);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "links.csv"));
}

/* Columns may be moved about, as a spreadsheet makes easy. */
static void
test_order_of_columns (DataFixture   *f,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;

  data_fixture_write (f, NULL, NULL, NULL);
  data_fixture_write_file (f, "figures.csv", "source,value,country,measure,unit,qualifier,year\r\n"
                                "undated,1,AU,quota,%,exact,2024\r\n");
  set = ytt_data_set_read (f->directory, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ytt_table_get (set->tables[YTT_FILE_FIGURES], 0, "measure"), ==, "quota");
  g_assert_cmpstr (ytt_table_get (set->tables[YTT_FILE_FIGURES], 0, "year"), ==, "2024");
}

#define add(path, data, test) g_test_add (path, DataFixture, data, data_fixture_set_up, test, data_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/data/refusal/", refusals[i].name, NULL);

      add (path, GUINT_TO_POINTER (i), test_refusal);
    }
  add ("/data/several-problems", NULL, test_several_problems);
  add ("/data/missing-file", NULL, test_missing_file);
  add ("/data/order-of-columns", NULL, test_order_of_columns);

  return g_test_run ();
}
