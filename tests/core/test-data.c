#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "ytt-codes.h"
#include "ytt-data-set.h"
#include "ytt-error.h"
#include "ytt-id.h"
#include "ytt-ledger.h"
#include "ytt-load.h"
#include "ytt-rung.h"
#include "ytt-view.h"
#include "ytt-vocabulary.h"

/* A data set of a few rows, in which tests change one thing at a time. */
static const char * const files[][2] = {
  { "sources.csv",
    "source,title,publisher,published,url\n"
    "paper-2024,Mine planned,The Paper,2024,https://example.org/1\n"
    "paper-2025-03,Work begins,The Paper,2025-03-02,https://example.org/2\n"
    "paper-2025-03-late,Work goes on,The Paper,2025-03-20,https://example.org/3\n"
    "paper-2025-12,Plant opened,The Paper,2025-12-09,\n"
    "undated,A leaflet,,,\n" },
  { "organisations.csv",
    "organisation,name,kind,country,parent,website,source\n"
    "digger,Digger Ltd,company,AU,holder,https://example.org,paper-2024\n"
    "holder,Holder,investor,,,,paper-2024\n" },
  { "facilities.csv",
    "facility,name,operator,owners,country,admin1,locality,latitude,longitude,location_precision,location_source,"
    "location_note,stages,status,status_as_of,products,elements,summary,sources\n"
    "au-hill,Hill,digger,digger:60;holder:37.5,AU,Victoria,Town,-36.5,142.25,site,geonames,,mining;concentration,operating,"
    "2025-12-09,concentrate,Nd;Pr,A mine.,paper-2024;paper-2025-12\n"
    "xx-works,Works,,,EE,,,,,,,,magnet,proposed,,,,,undated\n" },
  { "claims.csv",
    "claim,facility,attribute,part,scope,value,value_max,unit,basis,qualifier,tense,as_of,source,note\n"
    "au-hill-capacity,au-hill,capacity,,site,3000,4000,t/yr,REO,planned,promised,2025-03,paper-2025-03,\n"
    "au-hill-start,au-hill,start,,site,2025-12,,date,,exact,stated,2025-12-09,paper-2025-12,\n"
    "xx-works-capacity,xx-works,capacity,,site,12.5,,t/yr,,about,stated,,undated,powder\n" },
  { "announcements.csv",
    "announcement,date,kind,title,summary,amount,currency,amount_qualifier,parties,facilities,materials,status,rung,sources\n"
    "a-loan,2025-03-02,loan,A loan,,5000000,AUD,up-to,holder:lender;digger:borrower,au-hill,concentrate,signed,binding,"
    "paper-2025-03\n" },
  { "links.csv",
    "link,from_facility,to_facility,to_organisation,material,state,since,until,announcement,source,note\n"
    "hill-works,au-hill,xx-works,,rare earth concentrate,planned,2026,2026-05,a-loan,paper-2025-03,\n" },
  { "figures.csv",
    "measure,country,year,value,unit,qualifier,source\n"
    "mine-production,WLD,2024,390000,t REO,about,paper-2025-03\n" },
  { "tours.csv",
    "tour,title,note\n"
    "round,A round,\n" },
  { "tour_stops.csv",
    "stop,tour,kind,title,text,notes,seconds,facility,latitude,longitude,zoom,width,height,filter,year,links,claims,"
    "announcements\n"
    "round-opening,round,slide,Welcome,\"One\ntwo\",,30,,,,,,,,,,,\n"
    "round-hill,round,view,The hill,,Ore is dug.,,au-hill,-30,140,4.5,960,540,stage=mining,2026,all,"
    "au-hill-capacity;au-hill-status,a-loan\n" },
};

typedef struct
{
  char *directory;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->directory = g_dir_make_tmp ("ytterby-data-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GDir) directory = g_dir_open (f->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->directory, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (f->directory), ==, 0);
  g_free (f->directory);
}

static void
write_file (Fixture    *f,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (f->directory, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* Writes the data set with the first @from in @name put as @to. */
static void
write_data_set (Fixture    *f,
                const char *name,
                const char *from,
                const char *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(GString) text = g_string_new (files[i][1]);

      if (g_strcmp0 (files[i][0], name) == 0)
        g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
      write_file (f, files[i][0], text->str);
    }
}

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
test_refusal (Fixture       *f,
              gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;
  g_auto(GStrv) lines = NULL;

  write_data_set (f, refusals[i].file, refusals[i].from, refusals[i].to);
  set = ytt_data_set_read (f->directory, &error);

  g_assert_null (set);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_SYNTAX);
  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpstr (lines[0], ==, refusals[i].message);
}

static void
test_several_problems (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;

  write_data_set (f, "facilities.csv", "142.25,site", "nowhere,place");
  set = ytt_data_set_read (f->directory, &error);

  g_assert_null (set);
  g_assert_cmpstr (error->message, ==,
                   "facilities.csv, line 2, “longitude”: “nowhere” is not a number. Write digits, with a point before "
                   "decimals.\n"
                   "facilities.csv, line 2, “location_precision”: “place” is unknown. Nearest: site.");
}

static void
test_missing_file (Fixture       *f,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->directory, "links.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;

  write_data_set (f, NULL, NULL, NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  set = ytt_data_set_read (f->directory, &error);

  g_assert_null (set);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "links.csv"));
}

/* Columns may be moved about, as a spreadsheet makes easy. */
static void
test_order_of_columns (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;

  write_data_set (f, NULL, NULL, NULL);
  write_file (f, "figures.csv", "source,value,country,measure,unit,qualifier,year\r\n"
                                "undated,1,AU,quota,%,exact,2024\r\n");
  set = ytt_data_set_read (f->directory, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ytt_table_get (set->tables[YTT_FILE_FIGURES], 0, "measure"), ==, "quota");
  g_assert_cmpstr (ytt_table_get (set->tables[YTT_FILE_FIGURES], 0, "year"), ==, "2024");
}

static void
test_last_change (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;
  g_autofree char *last_change = NULL;

  write_data_set (f, NULL, NULL, NULL);
  set = ytt_data_set_read (f->directory, &error);

  g_assert_no_error (error);
  last_change = ytt_data_set_get_last_change (set);
  g_assert_cmpstr (last_change, ==, "2025-12-09");
}

/* Which source tells a status: the facility's sources, its status_as_of, then the answer. */
static const struct
{
  const char *as_of;
  const char *sources;
  const char *source;
  gboolean    inferred;
} statuses[] = {
  { "2025-12-09", "paper-2024;paper-2025-03;paper-2025-12", "paper-2025-12", FALSE },
  { "2025-03", "paper-2024;paper-2025-03;paper-2025-12", "paper-2025-03", FALSE },
  { "2025-03-10", "paper-2025-03-late;paper-2025-03", "paper-2025-03", FALSE },
  { "2025-03-01", "paper-2025-03-late;paper-2025-03", "paper-2025-03", FALSE },
  { "2025", "paper-2024;paper-2025-03", "paper-2025-03", FALSE },
  { "2025-06-01", "paper-2024;paper-2025-12;paper-2025-03", "paper-2025-03", FALSE },
  { "2026-06", "paper-2024;undated;paper-2025-12;paper-2025-03", "paper-2025-12", FALSE },
  { "2020", "paper-2024;paper-2025-12;undated", "paper-2025-12", TRUE },
  { "", "paper-2024;paper-2025-12", "paper-2025-12", TRUE },
  { "2025", "undated", "undated", TRUE },
};

static void
test_status_source (Fixture       *f,
                    gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *row = g_strdup_printf ("magnet,proposed,%s,,,,%s\n", statuses[i].as_of, statuses[i].sources);
      g_autoptr(GError) error = NULL;
      g_autoptr(YttDataSet) set = NULL;
      g_autofree char *source = NULL;
      gboolean inferred;

      write_data_set (f, "facilities.csv", "magnet,proposed,,,,,undated\n", row);
      set = ytt_data_set_read (f->directory, &error);
      g_assert_no_error (error);

      source = ytt_load_status_source (set, 1, &inferred);
      g_assert_cmpstr (source, ==, statuses[i].source);
      g_assert_cmpint (inferred, ==, statuses[i].inferred);
    }
}

/* What a stop shows is written as the program reads it. */
static void
test_stop_content (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = NULL;
  g_autoptr(YttView) view = NULL;
  g_autofree char *content = NULL, *filter = NULL;

  write_data_set (f, NULL, NULL, NULL);
  set = ytt_data_set_read (f->directory, &error);
  g_assert_no_error (error);
  content = ytt_load_stop_content (set->tables[YTT_FILE_TOUR_STOPS], 1, &error);
  g_assert_no_error (error);
  view = ytt_view_new_from_json (content, &error);
  g_assert_no_error (error);

  filter = ytt_filter_to_string (view->filter);
  g_assert_cmpstr (filter, ==, "stage=mining");
  g_assert_cmpint (view->moment.year, ==, 2026);
  g_assert_cmpint (view->selected, ==, ytt_id_for_key ("facility", "au-hill"));
  g_assert_true (view->has_layers);
  g_assert_cmpint (view->links, ==, YTT_SUPPLY_ALL);
  g_assert_cmpfloat (view->latitude, ==, -30);
  g_assert_cmpfloat (view->longitude, ==, 140);
  g_assert_cmpfloat (view->zoom, ==, 4.5);
  g_assert_cmpint (view->width, ==, 960);
  g_assert_cmpint (view->height, ==, 540);
}

static const struct
{
  const char *material;
  const char *maker;
} makers[] = {
  { "stockpiled rare earth ore", "mining" },
  { "ionic clay", "mining" },
  { "rare earth mud", "mining" },
  { "bastnaesite-monazite concentrate", "concentration" },
  { "mixed rare earth oxalate", "cracking" },
  { "mixed rare earth chloride", "cracking" },
  { "SEG and heavy rare earth oxide", "separation" },
  { "NdPr, Dy and Tb oxides", "separation" },
  { "Dy and Tb metals", "metal" },
  { "NdFeB strip-cast alloy", "metal" },
  { "NdFeB alloy and magnets", "magnet" },
  { "sintered NdFeB magnets", "magnet" },
  { "magnet swarf", "recycling" },
  { "magnets recovered from scrap", "recycling" },
  { "recycled Nd, Dy and Tb oxides", "recycling" },
  { "forest products", NULL },   /* "ore" must be a word */
};

static void
test_makers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    g_assert_cmpstr (ytt_vocabulary_get_maker (makers[i].material), ==, makers[i].maker);
}

/* What is worked out elsewhere from the same rule: the first 53 bits of SHA-256 of "table/key". */
static void
test_ids (void)
{
  g_assert_cmpint (ytt_id_for_key ("facility", "ee-narva-neo"), ==, G_GINT64_CONSTANT (6812474398062281));
  g_assert_cmpint (ytt_id_for_key ("claim", "ee-narva-neo-status"), ==, G_GINT64_CONSTANT (4311592484461026));
  g_assert_cmpint (ytt_id_for_key ("facility_stage", "ee-narva-neo/magnet"), ==, G_GINT64_CONSTANT (5653395441304893));

  for (guint i = 0; i < 1000; i++)
    {
      gint64 id = ytt_id_random ();

      g_assert_cmpint (id, >, 0);
      g_assert_cmpint (id, <=, YTT_ID_MAX);
      g_assert_cmpint (id, !=, ytt_id_random ());
    }
}

static void
build (const char *directory,
       const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = ytt_data_set_read (directory, &error);
  g_autoptr(YttLoader) loader = NULL;
  g_autofree char *last_change = NULL;

  g_assert_no_error (error);
  loader = ytt_loader_new (path, &error);
  g_assert_no_error (error);
  ytt_load_data_set (set, loader, &error);
  g_assert_no_error (error);
  last_change = ytt_data_set_get_last_change (set);
  ytt_loader_finish (loader, last_change, &error);
  g_assert_no_error (error);
}

/* The shipped document is built again, elsewhere and later, and must come out the same. */
static void
test_same_bytes (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *directory = g_build_filename (g_getenv ("YTTERBY_SOURCE"), "data", NULL);
  g_autofree char *path = g_build_filename (f->directory, "again.gpkg", NULL);
  g_autofree char *shipped = NULL, *again = NULL;
  gsize shipped_size, again_size;
  g_autoptr(GError) error = NULL;

  build (directory, path);

  g_file_get_contents (g_getenv ("YTTERBY_SHIPPED"), &shipped, &shipped_size, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &again, &again_size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (again, again_size, shipped, shipped_size);
}

/* Every code that the data set may use is one that the program knows. */
static void
test_codes (void)
{
  for (guint i = 0; ytt_vocabulary_stages[i] != NULL; i++)
    {
      YttStages stage;

      g_assert_true (ytt_stage_from_code (ytt_vocabulary_stages[i], &stage));
      g_assert_cmpstr (ytt_stage_to_code (stage), ==, ytt_vocabulary_stages[i]);
    }
  for (guint i = 0; ytt_vocabulary_statuses[i] != NULL; i++)
    {
      YttStatus status;

      g_assert_true (ytt_status_from_code (ytt_vocabulary_statuses[i], &status));
    }
  for (guint i = 0; ytt_vocabulary_precisions[i] != NULL; i++)
    {
      YttPrecision precision;

      g_assert_true (ytt_precision_from_code (ytt_vocabulary_precisions[i], &precision));
    }
  for (guint i = 0; ytt_vocabulary_qualifiers[i] != NULL; i++)
    {
      YttQualifier qualifier;

      g_assert_true (ytt_qualifier_from_code (ytt_vocabulary_qualifiers[i], &qualifier));
    }
  for (guint i = 0; ytt_vocabulary_link_states[i] != NULL; i++)
    {
      YttLinkState state;

      g_assert_true (ytt_link_state_from_code (ytt_vocabulary_link_states[i], &state));
    }
  for (guint i = 0; ytt_vocabulary_attributes[i] != NULL; i++)
    g_assert_cmpstr (ytt_attribute_get_label (ytt_vocabulary_attributes[i]), !=, ytt_vocabulary_attributes[i]);
  for (guint i = 0; ytt_vocabulary_announcement_kinds[i] != NULL; i++)
    g_assert_cmpstr (ytt_announcement_kind_get_label (ytt_vocabulary_announcement_kinds[i]), !=,
                     ytt_vocabulary_announcement_kinds[i]);
  for (guint i = 0; ytt_vocabulary_rungs[i] != NULL; i++)
    {
      YttRung rung;

      /* The ladder has one order everywhere. */
      g_assert_true (ytt_rung_from_code (ytt_vocabulary_rungs[i], &rung));
      g_assert_cmpint (rung, ==, i + 1);
      g_assert_cmpstr (ytt_rung_to_code (rung), ==, ytt_vocabulary_rungs[i]);
    }
}

static YttClaim *
read_claim (const YttTable *table,
            guint           row)
{
  YttClaim *claim = g_new0 (YttClaim, 1);
  const char *value_max = ytt_table_get (table, row, "value_max");
  const char *as_of = ytt_table_get (table, row, "as_of");

  claim->id = row + 1;
  claim->slug = g_strdup (ytt_table_get (table, row, "claim"));
  claim->attribute = g_strdup (ytt_table_get (table, row, "attribute"));
  claim->part = g_strdup (ytt_table_get (table, row, "part"));
  claim->scope = g_strdup (ytt_table_get (table, row, "scope"));
  claim->value = g_strdup (ytt_table_get (table, row, "value"));
  claim->value_max = *value_max != '\0' ? g_strdup (value_max) : NULL;
  claim->unit = g_strdup (ytt_table_get (table, row, "unit"));
  claim->basis = g_strdup (ytt_table_get (table, row, "basis"));
  claim->as_of = *as_of != '\0' ? g_strdup (as_of) : NULL;
  g_assert_true (ytt_qualifier_from_code (ytt_table_get (table, row, "qualifier"), &claim->qualifier));
  g_assert_true (ytt_tense_from_code (ytt_table_get (table, row, "tense"), &claim->tense));

  return claim;
}

static void
add_contradictions (const YttTable *table,
                    guint           row,
                    GPtrArray      *pairs)
{
  g_autoptr(YttClaim) claim = read_claim (table, row);

  for (guint i = 0; i < row; i++)
    {
      g_autoptr(YttClaim) other = NULL;

      if (!g_str_equal (ytt_table_get (table, i, "facility"), ytt_table_get (table, row, "facility")))
        continue;

      other = read_claim (table, i);
      g_assert_cmpint (ytt_claims_contradict (claim, other), ==, ytt_claims_contradict (other, claim));
      if (ytt_claims_contradict (claim, other))
        g_ptr_array_add (pairs, strcmp (claim->slug, other->slug) < 0
                                ? g_strconcat (claim->slug, " ", other->slug, NULL)
                                : g_strconcat (other->slug, " ", claim->slug, NULL));
    }
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

/* The contradictions in the shipped data set are just those that were read and found to be real. What the rule
 * in C finds is compared here, what the document's view finds in tests/gdal, both with the same list. */
static void
test_contradictions (void)
{
  g_autofree char *directory = g_build_filename (g_getenv ("YTTERBY_SOURCE"), "data", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "contradictions.txt", NULL);
  g_autofree char *known = NULL;
  g_autoptr(GString) found = g_string_new (NULL);
  g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttDataSet) set = ytt_data_set_read (directory, &error);
  const char *list;

  g_assert_no_error (error);
  g_file_get_contents (path, &known, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < ytt_table_get_n_rows (set->tables[YTT_FILE_CLAIMS]); i++)
    add_contradictions (set->tables[YTT_FILE_CLAIMS], i, pairs);
  g_ptr_array_sort (pairs, compare_strings);
  for (guint i = 0; i < pairs->len; i++)
    g_string_append_printf (found, "%s\n", (char *) g_ptr_array_index (pairs, i));

  for (list = known; *list == '#'; list = strchr (list, '\n') + 1)
    ;
  g_assert_cmpstr (found->str, ==, list);
}

/* Nothing but the document is left, and a failure leaves what was there. */
static void
test_files (Fixture       *f,
            gconstpointer  data)
{
  static const char * const columns[] = { "id", "facility", "stage", NULL };
  YttCell cells[] = { YTT_CELL_OF_INTEGER (1), YTT_CELL_OF_INTEGER (2), YTT_CELL_OF_TEXT ("mining") };
  g_autofree char *path = g_build_filename (f->directory, "document.gpkg", NULL);
  g_autofree char *text = NULL;
  g_autoptr(YttLoader) loader = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) directory = NULL;

  write_file (f, "document.gpkg", "what was there");
  loader = ytt_loader_new (path, &error);
  g_assert_no_error (error);

  g_assert_false (ytt_loader_insert (loader, "no_table", columns, cells, &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_STORE);
  g_clear_error (&error);

  /* Facility 2 is not there. */
  ytt_loader_insert (loader, "facility_stage", columns, cells, &error);
  g_assert_no_error (error);
  g_assert_false (ytt_loader_finish (loader, "2025-12-09", &error));
  g_assert_error (error, YTT_ERROR, YTT_ERROR_DAMAGED);
  g_clear_error (&error);
  g_clear_pointer (&loader, ytt_loader_free);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "what was there");

  directory = g_dir_open (f->directory, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_dir_read_name (directory), ==, "document.gpkg");
  g_assert_null (g_dir_read_name (directory));
}

static int
run_program (const char  *directory,
             const char  *path,
             char       **messages)
{
  g_autofree char *program = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "..", "data", "ytterby-build-data", NULL);
  char *argv[] = { program, (char *) directory, (char *) path, NULL };
  g_autoptr(GError) error = NULL;
  int status;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, messages, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));

  return WEXITSTATUS (status);
}

/* What a person who edits a file sees. */
static void
test_program (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->directory, "document.gpkg", NULL);
  g_autofree char *complaint = NULL, *nothing = NULL, *usage = NULL;

  write_data_set (f, "facilities.csv", ",operating,", ",running,");
  g_assert_cmpint (run_program (f->directory, path, &complaint), ==, 1);
  g_assert_cmpstr (complaint, ==, "facilities.csv, line 2, “status”: “running” is unknown. Nearest: operating.\n");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  write_data_set (f, NULL, NULL, NULL);
  g_assert_cmpint (run_program (f->directory, path, &nothing), ==, 0);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));

  g_assert_cmpint (run_program (f->directory, NULL, &usage), ==, 2);
  g_assert_true (g_str_has_prefix (usage, "Usage: "));
}

#define add(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

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
  add ("/data/last-change", NULL, test_last_change);
  add ("/data/status-source", NULL, test_status_source);
  add ("/data/stop-content", NULL, test_stop_content);
  g_test_add_func ("/data/makers", test_makers);
  g_test_add_func ("/data/ids", test_ids);
  g_test_add_func ("/data/codes", test_codes);
  g_test_add_func ("/data/contradictions", test_contradictions);
  add ("/data/same-bytes", NULL, test_same_bytes);
  add ("/data/files", NULL, test_files);
  add ("/data/program", NULL, test_program);

  return g_test_run ();
}
