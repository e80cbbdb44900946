#include "config.h"

#include "query-fixture.h"

#include "ytt-session-page.h"
#include "ytt-session-profile.h"
#include "ytt-store-profile.h"

#include <math.h>
#include <string.h>

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static YttProfile *
ask_with_error (Fixture     *f,
                gint64       organisation,
                const char  *country,
                YttMoment    moment,
                GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_get_profile_async (f->store, organisation, country, moment, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);

  return ytt_store_get_profile_finish (f->store, result, error);
}

static YttProfile *
ask (Fixture    *f,
     gint64      organisation,
     const char *country,
     YttMoment   moment)
{
  g_autoptr(GError) error = NULL;
  YttProfile *profile = ask_with_error (f, organisation, country, moment, &error);

  g_assert_no_error (error);

  return profile;
}

/* The operator of Narva. */
static gint64
find_operator (Fixture *f)
{
  g_autoptr(YttRecord) record = fixture_get_record_by_id (f, fixture_find (f, "narva"));

  g_assert_cmpuint (record->operators->len, >, 0);

  return ((YttOrganisation *) g_ptr_array_index (record->operators, 0))->id;
}

static const YttStake *
find_stake (YttProfile *profile,
            gint64      facility)
{
  for (guint i = 0; i < profile->stakes->len; i++)
    if (g_array_index (profile->stakes, YttStake, i).facility == facility)
      return &g_array_index (profile->stakes, YttStake, i);

  return NULL;
}

static void
test_organisation (Fixture       *f,
                   gconstpointer  data)
{
  gint64 narva = fixture_find (f, "narva"), operator = find_operator (f);
  g_autoptr(YttProfile) profile = ask (f, operator, NULL, (YttMoment) { 0 });
  const YttStake *stake = find_stake (profile, narva);

  g_assert_cmpint (profile->organisation, ==, operator);
  g_assert_cmpstr (profile->name, !=, "");
  g_assert_nonnull (stake);
  g_assert_true (stake->operates);

  for (guint i = 0; i < profile->links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (profile->links, i);

      g_assert_true (find_stake (profile, link->from.facility) != NULL
                     || find_stake (profile, link->to.facility) != NULL
                     || link->to.organisation == operator);
    }
}

/* Every organisation that is named somewhere has a page, and each of its announcements is told once, newest first. */
static void
test_every_party (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(YttRecord) record = fixture_get_record_by_id (f, fixture_find (f, "strange lake"));
  guint n = 0;

  g_assert_cmpuint (record->announcements->len, >, 0);
  for (guint i = 0; i < record->announcements->len; i++)
    {
      const YttAnnouncement *announcement = g_ptr_array_index (record->announcements, i);

      for (guint j = 0; j < announcement->parties->len; j++)
        {
          const YttOrganisation *party = g_ptr_array_index (announcement->parties, j);
          g_autoptr(YttProfile) profile = ask (f, party->id, NULL, (YttMoment) { 0 });
          const char *last = NULL;
          guint found = 0;

          g_assert_cmpstr (profile->name, ==, party->name);
          for (guint k = 0; k < profile->announcements->len; k++)
            {
              const YttAnnouncement *told = g_ptr_array_index (profile->announcements, k);

              found += told->id == announcement->id;
              if (last != NULL)
                g_assert_cmpstr (told->date, <=, last);
              last = told->date;
            }
          g_assert_cmpuint (found, ==, 1);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 2);
}

static void
test_country (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(YttProfile) estonia = ask (f, 0, "EE", (YttMoment) { 0 });
  g_autoptr(YttProfile) china = ask (f, 0, "CN", (YttMoment) { 0 });

  g_assert_cmpint (estonia->organisation, ==, 0);
  g_assert_nonnull (find_stake (estonia, fixture_find (f, "narva")));
  g_assert_cmpuint (china->stakes->len, >, 20);
  g_assert_cmpuint (china->statistics->len, >, 10);
  g_assert_cmpuint (china->organisations->len, >, 5);

  /* Only what crosses the border. */
  g_assert_cmpuint (estonia->links->len, >, 0);
  for (guint i = 0; i < estonia->links->len; i++)
    {
      const YttSupplyLink *link = g_ptr_array_index (estonia->links, i);

      g_assert_true ((g_strcmp0 (link->from.country, "EE") == 0) != (g_strcmp0 (link->to.country, "EE") == 0));
    }
}

static void
test_told (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(YttProfile) now = ask (f, 0, "CN", (YttMoment) { 0 });
  g_autoptr(YttProfile) then = ask (f, 0, "CN", (YttMoment) { .told = 20250601 });

  g_assert_cmpuint (then->n_announcements, <, now->n_announcements);
  g_assert_cmpuint (then->n_announcements, >, 0);
  for (guint i = 0; i < then->announcements->len; i++)
    g_assert_cmpstr (((YttAnnouncement *) g_ptr_array_index (then->announcements, i))->date, <=, "2025-06-01");
  g_assert_cmpuint (then->statistics->len, <, now->statistics->len);
}

static void
test_gone (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttProfile) profile = ask_with_error (f, 12345, NULL, (YttMoment) { 0 }, &error);

  g_assert_null (profile);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND);
}

static gboolean
has_profile (gpointer data)
{
  return ytt_session_get_profile (data) != NULL;
}

/* From a facility to its operator, to the operator's country, and back the same way. */
static void
test_way_back (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(YttSession) session = ytt_session_new ();
  gint64 operator = find_operator (f);

  ytt_session_set_store (session, f->store);
  ytt_session_set_selected (session, fixture_find (f, "narva"));
  ytt_session_set_page (session, YTT_PAGE_ANNOUNCEMENTS);

  ytt_session_open_organisation (session, operator);
  g_assert_cmpint (ytt_session_get_page (session), ==, YTT_PAGE_MAP);
  g_assert_true (ytt_session_get_profile_open (session));
  wait_until (has_profile, session);
  g_assert_cmpint (ytt_session_get_profile (session)->organisation, ==, operator);
  g_assert_false (ytt_session_profile_has_before (session));

  ytt_session_open_country (session, "EE");
  g_assert_null (ytt_session_get_profile (session));
  wait_until (has_profile, session);
  g_assert_cmpstr (ytt_session_get_profile (session)->country, ==, "EE");
  g_assert_true (ytt_session_profile_has_before (session));

  ytt_session_close_profile (session);
  wait_until (has_profile, session);
  g_assert_cmpint (ytt_session_get_profile (session)->organisation, ==, operator);
  ytt_session_close_profile (session);
  g_assert_false (ytt_session_get_profile_open (session));
  g_assert_cmpint (ytt_session_get_selected (session), ==, fixture_find (f, "narva"));
  g_assert_cmpint (ytt_session_get_page (session), ==, YTT_PAGE_ANNOUNCEMENTS);

  /* Whoever selects a facility leaves all pages at once. */
  ytt_session_open_organisation (session, operator);
  ytt_session_open_country (session, "EE");
  ytt_session_set_selected (session, fixture_find (f, "narva"));
  g_assert_false (ytt_session_get_profile_open (session));

  /* One that is deleted is not gone back to either. */
  ytt_session_open_organisation (session, operator);
  ytt_session_open_country (session, "EE");
  ytt_session_open_organisation (session, operator);
  ytt_session_leave_organisation (session, operator);
  wait_until (has_profile, session);
  g_assert_cmpstr (ytt_session_get_profile (session)->country, ==, "EE");
  g_assert_false (ytt_session_profile_has_before (session));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LC_ALL", "C", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/profile/" name, Fixture, NULL, fixture_set_up_shipped, func, fixture_tear_down)
  ADD ("organisation", test_organisation);
  ADD ("every-party", test_every_party);
  ADD ("country", test_country);
  ADD ("told", test_told);
  ADD ("gone", test_gone);
  ADD ("way-back", test_way_back);
#undef ADD

  return g_test_run ();
}
