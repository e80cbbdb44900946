#include "config.h"

#include "ytt-history.h"

static const char * const kind_codes[] = {
  [YTT_HISTORY_EDIT] = "edit",
  [YTT_HISTORY_UNDO] = "undo",
  [YTT_HISTORY_REDO] = "redo",
  [YTT_HISTORY_REVERT] = "revert",
  [YTT_HISTORY_IMPORT] = "import",
  [YTT_HISTORY_MERGE] = "merge",
  [YTT_HISTORY_OUTSIDE] = "outside",
};

YttHistoryEntry *
ytt_history_entry_new (void)
{
  return g_new0 (YttHistoryEntry, 1);
}

void
ytt_history_entry_free (YttHistoryEntry *entry)
{
  if (entry == NULL)
    return;

  g_free (entry->at);
  g_free (entry->who);
  g_free (entry->summary);
  g_free (entry->reason);
  g_free (entry);
}

void
ytt_history_field_free (YttHistoryField *field)
{
  if (field == NULL)
    return;

  g_free (field->table);
  g_free (field->record_table);
  g_free (field->record_name);
  g_free (field->column);
  g_free (field->old);
  g_free (field->new);
  g_free (field);
}

/**
 * ytt_history_kind_to_code:
 * @kind: a kind of entry
 *
 * Returns: (transfer none): its code in the table history
 */
const char *
ytt_history_kind_to_code (YttHistoryKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_codes), kind_codes[YTT_HISTORY_EDIT]);

  return kind_codes[kind];
}

/**
 * ytt_history_kind_from_code:
 * @code: (nullable): what stands in the table history
 * @kind: (out): the kind of entry
 *
 * Returns: whether @code is one of ours; else @kind is untouched
 */
gboolean
ytt_history_kind_from_code (const char     *code,
                            YttHistoryKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_codes); i++)
    if (g_strcmp0 (code, kind_codes[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}
