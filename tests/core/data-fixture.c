#include "config.h"

#include "data-fixture.h"

#include <glib/gstdio.h>

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

void
data_fixture_set_up (DataFixture   *f,
                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->directory = g_dir_make_tmp ("ytterby-data-XXXXXX", &error);
  g_assert_no_error (error);
}

void
data_fixture_tear_down (DataFixture   *f,
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

void
data_fixture_write_file (DataFixture *f,
                         const char  *name,
                         const char  *text)
{
  g_autofree char *path = g_build_filename (f->directory, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* Writes the data set with the first @from in @name put as @to. */
void
data_fixture_write (DataFixture *f,
                    const char  *name,
                    const char  *from,
                    const char  *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(GString) text = g_string_new (files[i][1]);

      if (g_strcmp0 (files[i][0], name) == 0)
        g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
      data_fixture_write_file (f, files[i][0], text->str);
    }
}
