#include "config.h"

#include "query-fixture.h"

#include "ytt-placing.h"
#include "ytt-store-history.h"

/* What the record editor and the map tell each other, and the way of a place into the document. */

static gboolean
is_movable (gpointer data)
{
  return ytt_placing_get_movable (data);
}

static gboolean
is_not_pending (gpointer data)
{
  return ytt_placing_get_pending (data) == NULL;
}

static gboolean
is_pending (gpointer data)
{
  return !is_not_pending (data);
}

static gboolean
is_idle (gpointer data)
{
  return !ytt_session_get_loading (data);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
drop_session (YttSession *session)
{
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  wait_until (is_gone, &session);
}

static void
failed_cb (YttPlacing   *placing,
           gint64        facility,
           const GError *error,
           gpointer      user_data)
{
  *(GError **) user_data = g_error_copy (error);
}

/* A session that edits a facility. */
static YttSession *
edit (Fixture    *f,
      const char *slug)
{
  YttSession *session = ytt_session_new ();

  ytt_session_set_store (session, f->store);
  wait_until (is_idle, session);
  ytt_session_set_selected (session, fixture_find (f, slug));
  ytt_editor_set_editing (ytt_session_get_editor (session), TRUE);
  wait_until (is_movable, ytt_session_get_placing (session));

  return session;
}

/* In all locales, to the last digit. What stands in the file of drafts and is none is no place. */
static void
test_text (void)
{
  static const char * const others[] = {
    "", "hello", "59.4", "(59.4, 28.1)", "(91.0, 28.0, nothing, nothing, nothing, nothing)",
    "(59.0, 181.0, nothing, nothing, nothing, nothing)", "(nan, 28.0, nothing, nothing, nothing, nothing)",
    "(59.0, inf, nothing, nothing, nothing, nothing)", "(59.0, 28.0, 1, 2, 3, 4)",
  };
  g_autoptr(YttPendingPlace) place = ytt_pending_place_new (59.36180000000001, -28.1478), again = NULL;
  g_autofree char *text = NULL;

  place->locality = g_strdup ("N'Djaména \"x\"\n");
  place->admin1 = g_strdup ("");
  text = ytt_pending_place_to_text (place);
  again = ytt_pending_place_new_from_text (text);
  g_assert_cmpfloat (again->latitude, ==, place->latitude);
  g_assert_cmpfloat (again->longitude, ==, place->longitude);
  g_assert_cmpstr (again->locality, ==, place->locality);
  g_assert_cmpstr (again->admin1, ==, "");
  g_assert_null (again->country);
  g_assert_null (again->source);

  g_assert_null (ytt_pending_place_new_from_text (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("%s", others[i]);
      g_assert_null (ytt_pending_place_new_from_text (others[i]));
    }
}

static gboolean
has_moved (gpointer data)
{
  YttRecord *record = ytt_session_get_record (data);

  return record != NULL && record->longitude == 25;
}

/* Somebody else moved it meanwhile: theirs stays, and this one is kept to be looked at. */
static void
test_conflict (Fixture       *f,
               gconstpointer  data)
{
  YttSession *session = edit (f, "ee-narva-neo");
  YttPlacing *placing = ytt_session_get_placing (session);
  g_autoptr(GError) error = NULL;
  g_autoptr(YttRecord) record = NULL, other = fixture_get_record (f, "ee-sillamae-silmet");
  const YttPendingPlace *pending;

  g_signal_connect (placing, "failed", G_CALLBACK (failed_cb), &error);
  fixture_run (f, "UPDATE facility SET geom = (SELECT geom FROM facility WHERE facility = 'ee-sillamae-silmet')"
                  " WHERE facility = 'ee-narva-neo'");
  ytt_placing_place (placing, 60, 25);
  wait_until (is_pending, placing);
  g_assert_error (error, YTT_ERROR, YTT_ERROR_CHANGED);
  pending = ytt_placing_get_pending (placing);
  g_assert_cmpfloat (pending->latitude, ==, 60);
  g_assert_cmpfloat (pending->longitude, ==, 25);
  record = fixture_get_record (f, "ee-narva-neo");
  g_assert_cmpfloat (record->longitude, ==, other->longitude);

  /* Another selection has nothing of it, and back again it is there. */
  ytt_session_set_selected (session, other->id);
  wait_until (is_movable, placing);
  g_assert_null (ytt_placing_get_pending (placing));
  ytt_session_set_selected (session, record->id);
  wait_until (is_pending, placing);

  /* Seen over what is there by now, it goes through. */
  ytt_placing_settle (placing, YTT_PRECISION_LOCALITY);
  g_assert_null (ytt_placing_get_pending (placing));
  wait_until (has_moved, session);
  drop_session (session);
}

/* A place of any turn round the world; a draft of it is gone once it is in the document. */
static void
test_settle (Fixture       *f,
             gconstpointer  data)
{
  YttSession *session = edit (f, "cn-gansu-rare-earth");
  YttPlacing *placing = ytt_session_get_placing (session);
  YttEditor *editor = ytt_session_get_editor (session);
  gint64 id = ytt_session_get_selected (session);

  ytt_placing_place (placing, 60, 385);
  g_assert_true (is_pending (placing));
  g_assert_cmpfloat (ytt_placing_get_pending (placing)->longitude, ==, 25);
  g_assert_nonnull (ytt_editor_get_draft (editor, "facility", id, "place"));

  ytt_placing_settle (placing, YTT_PRECISION_REGION);
  wait_until (has_moved, session);
  g_assert_null (ytt_editor_get_draft (editor, "facility", id, "place"));
  g_assert_cmpint (ytt_session_get_record (session)->precision, ==, YTT_PRECISION_REGION);

  /* Where it is already there is nothing to do, and nothing to undo. */
  ytt_placing_place (placing, 60, 25);
  g_assert_null (ytt_placing_get_pending (placing));
  drop_session (session);
}

/* Without a selection, or with nothing edited, nothing happens. */
static void
test_not_editing (Fixture       *f,
                  gconstpointer  data)
{
  YttSession *session = edit (f, "ee-narva-neo");
  YttPlacing *placing = ytt_session_get_placing (session);
  g_autoptr(YttRecord) before = fixture_get_record (f, "ee-narva-neo"), after = NULL;

  ytt_editor_set_editing (ytt_session_get_editor (session), FALSE);
  g_assert_false (ytt_placing_get_movable (placing));
  ytt_placing_set_asking (placing, TRUE);
  g_assert_false (ytt_placing_get_asking (placing));
  ytt_placing_place (placing, 60, 25);
  ytt_placing_clear (placing);
  ytt_placing_settle (placing, YTT_PRECISION_SITE);
  g_assert_null (ytt_placing_get_pending (placing));
  after = fixture_get_record (f, "ee-narva-neo");
  g_assert_cmpfloat (after->longitude, ==, before->longitude);
  drop_session (session);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/placing/text", test_text);
  g_test_add ("/placing/conflict", Fixture, NULL, fixture_set_up_shipped, test_conflict, fixture_tear_down);
  g_test_add ("/placing/settle", Fixture, NULL, fixture_set_up_shipped, test_settle, fixture_tear_down);
  g_test_add ("/placing/not-editing", Fixture, NULL, fixture_set_up_shipped, test_not_editing, fixture_tear_down);

  return g_test_run ();
}
