#pragma once

#include "store-fixture.h"
#include "ytt-store-history.h"

G_BEGIN_DECLS

/* What the tests of editing share: a document that is open, edits that are waited for, and all that it holds as text. */
typedef struct
{
  char     *folder;
  char     *path;
  YttStore *store;
  guint     n_changed;   /* how often the store told of a change */
} EditFixture;

/* A copy of the shipped document, or an empty one, opened. */
void        edit_fixture_set_up_shipped (EditFixture *f, gconstpointer data);
void        edit_fixture_set_up_empty   (EditFixture *f, gconstpointer data);
void        edit_fixture_tear_down      (EditFixture *f, gconstpointer data);
void        edit_reopen                 (EditFixture *f);

gint64      edit_commit                 (EditFixture *f, YttChanges *changes, const char *summary, GError **error);
/* The edit must be done. */
gint64      edit_do                     (EditFixture *f, YttChanges *changes, const char *summary);
/* The edit must be refused so, with such words, and leave all as it was. */
void        edit_refuse                 (EditFixture *f, YttChanges *changes, int code, const char *words);

gint64      edit_undo                   (EditFixture *f, GError **error);
gint64      edit_redo                   (EditFixture *f, GError **error);
gint64      edit_revert                 (EditFixture *f, gint64 entry, GError **error);
/* It must be refused for what rests on it, with such words, and leave all as it was. */
void        edit_refuse_undo            (EditFixture *f, const char *words);
void        edit_refuse_revert          (EditFixture *f, gint64 entry, const char *words);
/* What undo and redo would do, as "undo|redo", with a dash for nothing */
void        edit_assert_undo_state      (EditFixture *f, const char *wanted);

/* (transfer full): each row of each table but history and what SQLite and FTS5 keep for themselves, as text */
char       *edit_dump                   (const char *path);
char       *edit_dump_from              (sqlite3 *db);
void        edit_assert_same            (const char *before, const char *after);
gint64      edit_ask_number             (EditFixture *f, const char *sql);
void        edit_assert_answer          (EditFixture *f, const char *sql, const char *wanted);
/* (transfer full): a record with a source, a name and two claims; what it is made of goes to @changes. */
gint64      edit_add_facility           (YttChanges *changes, gint64 source, const char *name);

G_END_DECLS
