#pragma once

#include "edit-fixture.h"
#include "ytt-talk.h"

G_BEGIN_DECLS

/* What the tests of a talk without a wall share. */

#define TALK_STOPS 4

typedef struct
{
  EditFixture  edit;
  gint64       tour;
  gint64       stops[TALK_STOPS];
  gint64       narva;
  gint64       columbus;
  gint64       claim;      /* that Narva's stop rests on */
  YttTalk     *talk;
  guint        n_views;    /* how often the wall was to go somewhere */
  guint        n_lands;
  guint        n_ends;
} TalkFixture;

void      talk_fixture_set_up       (TalkFixture   *f,
                                     gconstpointer  data);
void      talk_fixture_tear_down    (TalkFixture   *f,
                                     gconstpointer  data);
/* Begins another talk, at a stop. */
void      talk_fixture_start        (TalkFixture   *f,
                                     guint          index);
/* (transfer full): the tour as it is in the document now */
YttTour  *talk_fixture_read_tour    (TalkFixture   *f);
gint64    talk_fixture_get_selected (TalkFixture   *f);
/* (transfer full): what a stop shows */
char     *talk_fixture_make_content (gint64         selected,
                                     const char    *filter,
                                     int            year,
                                     double         latitude,
                                     double         longitude);
/* A condition: (TalkFixture): whether the session has all that it shows. */
gboolean  talk_fixture_is_loaded    (gpointer       data);

#define assert_at(f, i) G_STMT_START { \
  g_assert_cmpuint (ytt_talk_get_index ((f)->talk), ==, (i)); \
  g_assert_cmpint (ytt_tour_stop_get_id (ytt_talk_get_stop ((f)->talk)), ==, (f)->stops[(i)]); \
} G_STMT_END

G_END_DECLS
