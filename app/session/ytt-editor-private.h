#pragma once

#include "ytt-drafts.h"
#include "ytt-editor.h"

G_BEGIN_DECLS

struct _YttEditor
{
  GObject       parent_instance;

  YttStore     *store;               /* (owned) (nullable) */
  GSignalGroup *store_signals;       /* (owned) */
  char         *who;                 /* (owned) */
  YttDrafts    *drafts;              /* (owned) (nullable) */
  gboolean      editing;
  GQueue        jobs;                /* jobs of ytt-editor-jobs.c: the first one is being done */
  gboolean      running;             /* whether it has been given to the store */
  gboolean      waiting;
  guint         patience_id;         /* a source, until a change is said to wait */
  guint         retry_id;            /* a source, while waiting between two attempts */
  YttUndoState *undo_state;          /* (owned) (nullable) */

  /* There as long as its answer is awaited. */
  GCancellable *state_cancellable;   /* (owned) (nullable) */
};

enum
{
  YTT_EDITOR_PROP_0,
  YTT_EDITOR_PROP_STORE,
  YTT_EDITOR_PROP_EDITING,
  YTT_EDITOR_PROP_CAN_EDIT,
  YTT_EDITOR_PROP_WAITING,
  YTT_EDITOR_PROP_WHO,
  YTT_EDITOR_PROP_UNDO_SUMMARY,
  YTT_EDITOR_PROP_REDO_SUMMARY,
  YTT_EDITOR_N_PROPS
};

void  ytt_editor_notify       (YttEditor *self, guint property);
void  ytt_editor_add_signals  (void);
/* Gives up what has not been given to the store. */
void  ytt_editor_drop_jobs    (YttEditor *self);

G_END_DECLS
