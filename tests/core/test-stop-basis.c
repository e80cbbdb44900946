#include "config.h"

#include "query-fixture.h"

#include "ytt-stop-basis.h"

/* What a stop of a tour rests on, as it is read for the speaker. */

typedef struct
{
  GPtrArray *basis;
  GError    *error;
  gboolean   done;
} Answer;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Answer *answer = user_data;

  answer->basis = ytt_stop_basis_read_finish (YTT_STORE (object), result, &answer->error);
  answer->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Answer *) data)->done;
}

static GArray *
make_ids (const gint64 *ids,
          guint         n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (array, ids, n);

  return array;
}

static YttTourStop *
make_stop (const gint64 *claims,
           guint         n_claims,
           const gint64 *announcements,
           guint         n_announcements)
{
  g_autoptr(GArray) claim_ids = make_ids (claims, n_claims);
  g_autoptr(GArray) announcement_ids = make_ids (announcements, n_announcements);
  YttTourStopFields fields = { .id = 1, .title = "Narva" };

  return ytt_tour_stop_new (&fields, claim_ids, announcement_ids);
}

static GPtrArray *
read_basis (Fixture     *f,
            YttTourStop *stop,
            YttMoment    moment)
{
  Answer answer = { 0 };

  ytt_stop_basis_read_async (f->store, stop, moment, NULL, answered_cb, &answer);
  g_assert_false (answer.done);
  wait_until (is_done, &answer);
  g_assert_no_error (answer.error);

  return answer.basis;
}

static const YttStopBasis *
get (GPtrArray *basis,
     guint      index)
{
  return g_ptr_array_index (basis, index);
}

/* A claim of a facility by the beginning of its slug. */
static const YttClaim *
find_claim (YttRecord  *record,
            const char *slug)
{
  for (guint i = 0; i < record->figures->len; i++)
    {
      const YttFigure *figure = g_ptr_array_index (record->figures, i);

      for (guint j = 0; j < figure->claims->len; j++)
        {
          const YttClaim *claim = g_ptr_array_index (figure->claims, j);

          if (g_str_has_prefix (claim->slug, slug))
            return claim;
        }
    }
  g_error ("there is no claim %s", slug);
}

/* Claims of two facilities and an announcement, in the order that the stop names them in. */
static void
test_order (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttRecord) narva = fixture_get_record (f, "ee-narva-neo");
  g_autoptr(YttRecord) columbus = fixture_get_record (f, "us-columbus-js-link");
  const YttClaim *capacity = find_claim (narva, "ee-narva-neo-capacity-phase-1-automotiveworld");
  const YttClaim *other = find_claim (columbus, "us-columbus-js-link-capacity");
  const YttAnnouncement *announcement = g_ptr_array_index (narva->announcements, 0);
  const gint64 claims[] = { other->id, capacity->id, narva->status_figure->shown->id };
  g_autoptr(YttTourStop) stop = make_stop (claims, G_N_ELEMENTS (claims), &announcement->id, 1);
  g_autoptr(GPtrArray) basis = read_basis (f, stop, (YttMoment) { 0 });

  g_assert_cmpuint (basis->len, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_assert_cmpint (get (basis, i)->claim, ==, claims[i]);
      g_assert_cmpint (get (basis, i)->announcement, ==, 0);
    }
  g_assert_cmpstr (get (basis, 0)->about, ==, columbus->name);
  g_assert_cmpstr (get (basis, 1)->about, ==, narva->name);
  g_assert_cmpstr (get (basis, 1)->value, ==, "2,000\302\240t/yr\302\240magnets");
  g_assert_cmpstr (get (basis, 1)->publisher, ==, "Automotive World");
  g_assert_cmpstr (get (basis, 1)->date, ==, "2025-09-19");
  g_assert_nonnull (get (basis, 1)->title);
  g_assert_nonnull (get (basis, 1)->url);

  g_assert_cmpint (get (basis, 3)->announcement, ==, announcement->id);
  g_assert_cmpint (get (basis, 3)->claim, ==, 0);
  g_assert_cmpstr (get (basis, 3)->value, ==, announcement->title);
  g_assert_cmpstr (get (basis, 3)->about, ==, "");
}

/* A claim that others contradict says so, from either side; one that nobody does, does not. */
static void
test_contradicted (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr(YttRecord) narva = fixture_get_record (f, "ee-narva-neo");

  for (guint i = 0; i < narva->figures->len; i++)
    {
      const YttFigure *figure = g_ptr_array_index (narva->figures, i);

      for (guint j = 0; j < figure->claims->len; j++)
        {
          const YttClaim *claim = g_ptr_array_index (figure->claims, j);
          gboolean differs = claim == figure->shown ? figure->contradicting->len > 0
                                                    : g_ptr_array_find (figure->contradicting, claim, NULL);
          g_autoptr(YttTourStop) stop = make_stop (&claim->id, 1, NULL, 0);
          g_autoptr(GPtrArray) basis = read_basis (f, stop, (YttMoment) { 0 });

          g_assert_cmpuint (basis->len, ==, 1);
          g_assert_cmpint (get (basis, 0)->contradicted, ==, differs);
        }
    }
}

/* What is gone, or was withdrawn, or had not been told, is left out; nothing at all is no error. */
static void
test_gone (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(YttRecord) narva = fixture_get_record (f, "ee-narva-neo");
  const YttClaim *capacity = find_claim (narva, "ee-narva-neo-capacity-phase-1-automotiveworld");
  const gint64 claims[] = { 12345, capacity->id };
  const gint64 announcement = 54321;
  g_autofree char *sql = g_strdup_printf ("UPDATE claim SET withdrawn = 1 WHERE id = %" G_GINT64_FORMAT, capacity->id);
  g_autoptr(YttTourStop) bare = make_stop (NULL, 0, NULL, 0);
  g_autoptr(YttTourStop) stop = make_stop (claims, 2, &announcement, 1);
  g_autoptr(GPtrArray) nothing = read_basis (f, bare, (YttMoment) { 0 });
  g_autoptr(GPtrArray) rest = read_basis (f, stop, (YttMoment) { 0 });
  g_autoptr(GPtrArray) before = read_basis (f, stop, (YttMoment) { .told = 20250901 });
  g_autoptr(GPtrArray) withdrawn = NULL;

  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpint (get (rest, 0)->claim, ==, capacity->id);
  g_assert_cmpuint (before->len, ==, 0);

  fixture_run (f, sql);
  withdrawn = read_basis (f, stop, (YttMoment) { 0 });
  g_assert_cmpuint (withdrawn->len, ==, 0);
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(YttRecord) narva = fixture_get_record (f, "ee-narva-neo");
  const YttClaim *capacity = find_claim (narva, "ee-narva-neo-capacity-phase-1-automotiveworld");
  g_autoptr(YttTourStop) stop = make_stop (&capacity->id, 1, NULL, 0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { 0 };

  ytt_stop_basis_read_async (f->store, stop, (YttMoment) { 0 }, cancellable, answered_cb, &answer);
  g_cancellable_cancel (cancellable);
  wait_until (is_done, &answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (answer.basis);
  g_clear_error (&answer.error);
}

/* A stop that somebody made of a thousand claims is no reason to read for minutes. */
static void
test_bound (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttRecord) narva = fixture_get_record (f, "ee-narva-neo");
  const YttClaim *capacity = find_claim (narva, "ee-narva-neo-capacity-phase-1-automotiveworld");
  const YttAnnouncement *announcement = g_ptr_array_index (narva->announcements, 0);
  gint64 claims[1000];
  gint64 announcements[1000];
  g_autoptr(YttTourStop) stop = NULL;
  g_autoptr(GPtrArray) basis = NULL;

  for (guint i = 0; i < 1000; i++)
    {
      claims[i] = capacity->id;
      announcements[i] = announcement->id;
    }
  stop = make_stop (claims, 1000, announcements, 1000);
  basis = read_basis (f, stop, (YttMoment) { 0 });
  g_assert_cmpuint (basis->len, >, 1);
  g_assert_cmpuint (basis->len, <=, 65);
}

static guint
count (GPtrArray  *basis,
       const char *about)
{
  guint n = 0;

  for (guint i = 0; i < basis->len; i++)
    n += g_str_equal (get (basis, i)->about, about);

  return n;
}

static gboolean
has (GPtrArray *basis,
     gint64     claim,
     gint64     announcement)
{
  for (guint i = 0; i < basis->len; i++)
    if (get (basis, i)->claim == claim && get (basis, i)->announcement == announcement)
      return TRUE;

  return FALSE;
}

/* All that is claimed of the facilities that a stop speaks of, and of the one that is selected, whether named or not. */
static void
test_choices (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(YttRecord) narva = fixture_get_record (f, "ee-narva-neo");
  g_autoptr(YttRecord) columbus = fixture_get_record (f, "us-columbus-js-link");
  const YttClaim *other = find_claim (columbus, "us-columbus-js-link-capacity");
  g_autoptr(YttTourStop) stop = make_stop (&other->id, 1, NULL, 0);
  g_autoptr(GPtrArray) basis = NULL;
  Answer answer = { 0 };

  ytt_stop_basis_read_choices_async (f->store, stop, narva->id, NULL, answered_cb, &answer);
  wait_until (is_done, &answer);
  g_assert_no_error (answer.error);
  basis = answer.basis;

  g_assert_cmpuint (count (basis, narva->name), >, 10);
  g_assert_cmpuint (count (basis, columbus->name), >, 10);
  g_assert_true (has (basis, other->id, 0));
  g_assert_true (has (basis, narva->status_figure->shown->id, 0));
  for (guint i = 0; i < narva->announcements->len; i++)
    g_assert_true (has (basis, 0, ((YttAnnouncement *) g_ptr_array_index (narva->announcements, i))->id));
  g_assert_cmpstr (get (basis, 0)->about, ==, narva->name);
  g_assert_nonnull (get (basis, 0)->attribute);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add(name, test) \
  g_test_add ("/stop-basis/" name, Fixture, NULL, fixture_set_up_shipped, test, fixture_tear_down)
  add ("order", test_order);
  add ("contradicted", test_contradicted);
  add ("gone", test_gone);
  add ("cancelled", test_cancelled);
  add ("bound", test_bound);
  add ("choices", test_choices);

  return g_test_run ();
}
