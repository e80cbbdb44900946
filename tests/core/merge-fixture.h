#pragma once

#include "edit-fixture.h"
#include "ytt-store-merge.h"

G_BEGIN_DECLS

/* What the tests of merging share: documents side by side in a folder, edits in SQL, and all facts as text. */
typedef struct
{
  char     *folder;
  GRand    *random;
} MergeFixture;

void          merge_fixture_set_up    (MergeFixture *f, gconstpointer data);
void          merge_fixture_tear_down (MergeFixture *f, gconstpointer data);

/* (transfer full): a small document, or an empty one */
YttStore     *merge_create            (MergeFixture *f, const char *name, const char *sql);
/* (transfer full): a copy of one that is open, opened */
YttStore     *merge_copy              (MergeFixture *f, YttStore *store, const char *name);
/* An edit of ours, in the history. 0 if nothing had changed. */
gint64        merge_edit              (YttStore *store, const char *sql);
/* What another program does, in the history too. */
void          merge_edit_outside      (YttStore *store, const char *sql);

YttMergePlan *merge_compare           (YttStore *store, const char *path, gboolean release, GError **error);
gint64        merge_run               (YttStore *store, YttMergePlan *plan, const YttMergeChoice *choices, GError **error);
/* All choices alike; -1 for what each says itself. Returns the entry. */
gint64        merge_all               (YttStore *store, YttStore *other, int choice,
                                   GString     *log);
/* (transfer full): what the records say, without keys */
char         *merge_dump_facts        (YttStore *store);
/* References, and what is derived. */
void          merge_assert_sound      (MergeFixture *f, YttStore *store);
void          merge_undo              (YttStore *store);
char         *merge_ask               (YttStore *store, const char *sql);

G_END_DECLS
