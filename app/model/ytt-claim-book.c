#include "config.h"

#include "ytt-claim-book.h"

#include <string.h>

#include "ytt-ledger.h"

struct _YttClaimBook
{
  gatomicrefcount  ref_count;
  GPtrArray       *rows;        /* (owned) (element-type YttRow): of claims and sources */
  GPtrArray       *figures;     /* (owned) (element-type YttFigure) */
  GPtrArray       *withdrawn;   /* (owned) (element-type YttClaim) */
  GPtrArray       *sources;     /* (owned) (element-type YttSource) */
  GPtrArray       *claims;      /* (owned) (element-type YttClaim) (not owned): all of them */
};

G_DEFINE_BOXED_TYPE (YttClaimBook, ytt_claim_book, ytt_claim_book_ref, ytt_claim_book_unref)

static char *
dup_text (YttRow     *row,
          const char *column)
{
  YttCell cell = ytt_row_get (row, column);

  return cell.kind != YTT_CELL_NULL ? ytt_cell_to_text (cell) : NULL;
}

static char *
dup_text_or_empty (YttRow     *row,
                   const char *column)
{
  return ytt_cell_to_text (ytt_row_get (row, column));
}

/* Another program may write any number that is not 0. */
static gboolean
is_set (YttRow     *row,
        const char *column)
{
  YttCell cell = ytt_row_get (row, column);

  return cell.kind == YTT_CELL_INTEGER && cell.integer != 0;
}

/**
 * ytt_claim_new_from_row:
 * @row: a row of the table claim, or one made up like it
 *
 * What is no qualifier of ours counts as expected, as elsewhere, and what no tense is of ours is the one that goes with
 * the qualifier.
 *
 * Returns: (transfer full): the claim; its source is left to the caller
 */
YttClaim *
ytt_claim_new_from_row (YttRow *row)
{
  YttClaim *claim;
  YttCell source;

  g_return_val_if_fail (row != NULL, NULL);

  claim = g_new0 (YttClaim, 1);
  source = ytt_row_get (row, "source");
  claim->id = ytt_row_get_id (row);
  claim->slug = dup_text (row, "claim");
  claim->attribute = dup_text_or_empty (row, "attribute");
  claim->part = dup_text_or_empty (row, "part");
  claim->scope = dup_text_or_empty (row, "scope");
  claim->value = dup_text_or_empty (row, "value");
  claim->value_max = dup_text (row, "value_max");
  claim->unit = dup_text_or_empty (row, "unit");
  claim->basis = dup_text_or_empty (row, "basis");
  claim->as_of = dup_text (row, "as_of");
  claim->note = dup_text (row, "note");
  claim->inferred = is_set (row, "inferred");
  claim->pinned = is_set (row, "pinned");
  claim->pin_reason = dup_text (row, "pin_reason");
  claim->withdrawn = is_set (row, "withdrawn");
  claim->withdrawn_reason = dup_text (row, "withdrawn_reason");
  claim->source_id = source.kind == YTT_CELL_INTEGER ? source.integer : 0;

  if (!ytt_qualifier_from_code (ytt_row_get_text (row, "qualifier"), &claim->qualifier))
    claim->qualifier = YTT_QUALIFIER_EXPECTED;
  if (!ytt_tense_from_code (ytt_row_get_text (row, "tense"), &claim->tense))
    claim->tense = claim->qualifier == YTT_QUALIFIER_PLANNED || claim->qualifier == YTT_QUALIFIER_EXPECTED
                   ? YTT_TENSE_PROMISED : YTT_TENSE_STATED;

  return claim;
}

static YttSource *
source_new_from_row (YttRow *row)
{
  YttSource *source = g_new0 (YttSource, 1);

  source->id = ytt_row_get_id (row);
  source->slug = dup_text (row, "source");
  source->title = dup_text_or_empty (row, "title");
  source->publisher = dup_text (row, "publisher");
  source->published = dup_text (row, "published");
  source->url = dup_text (row, "url");

  return source;
}

static int
compare_sources (gconstpointer a,
                 gconstpointer b)
{
  const YttSource *one = *(YttSource * const *) a, *other = *(YttSource * const *) b;
  int order = g_utf8_collate (one->title, other->title);

  return order != 0 ? order : (one->id > other->id) - (one->id < other->id);
}

static int
compare_withdrawn (gconstpointer a,
                   gconstpointer b)
{
  const YttClaim *one = *(YttClaim * const *) a, *other = *(YttClaim * const *) b;
  guint rank = ytt_attribute_get_rank (one->attribute), other_rank = ytt_attribute_get_rank (other->attribute);
  int order = (rank > other_rank) - (rank < other_rank);

  if (order == 0)
    order = strcmp (one->attribute, other->attribute);

  return order != 0 ? order : (one->id > other->id) - (one->id < other->id);
}

/**
 * ytt_claim_book_new:
 * @rows: (element-type YttRow): the rows of the claims on one facility and of their sources; others are left out
 * @stages: its stages, which tell in what its tonnes are counted
 *
 * Returns: (transfer full): the claims, with the figures that the rules of the ledger choose among them
 */
YttClaimBook *
ytt_claim_book_new (GPtrArray *rows,
                    YttStages  stages)
{
  YttClaimBook *self;
  g_autoptr(GPtrArray) standing = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);

  g_return_val_if_fail (rows != NULL, NULL);

  self = g_new0 (YttClaimBook, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_row_unref);
  self->withdrawn = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);
  self->claims = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      YttRow *row = g_ptr_array_index (rows, i);

      if (strcmp (ytt_row_get_table (row), "source") == 0)
        {
          g_ptr_array_add (self->rows, ytt_row_ref (row));
          g_ptr_array_add (self->sources, source_new_from_row (row));
        }
      else if (strcmp (ytt_row_get_table (row), "claim") == 0)
        {
          YttClaim *claim = ytt_claim_new_from_row (row);

          g_ptr_array_add (self->rows, ytt_row_ref (row));
          g_ptr_array_add (self->claims, claim);
          g_ptr_array_add (claim->withdrawn ? self->withdrawn : standing, claim);
        }
    }
  g_ptr_array_sort (self->sources, compare_sources);
  g_ptr_array_sort (self->withdrawn, compare_withdrawn);
  for (guint i = 0; i < self->claims->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (self->claims, i);

      claim->source = ytt_claim_book_get_source (self, claim->source_id);
    }
  self->figures = ytt_ledger_group (g_steal_pointer (&standing), stages);

  return self;
}

/**
 * ytt_claim_book_ref:
 * @self: a book
 *
 * Returns: (transfer full): @self
 */
YttClaimBook *
ytt_claim_book_ref (YttClaimBook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * ytt_claim_book_unref:
 * @self: (transfer full): a book
 */
void
ytt_claim_book_unref (YttClaimBook *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->claims);
  g_ptr_array_unref (self->figures);
  g_ptr_array_unref (self->withdrawn);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * ytt_claim_book_get_figures:
 * @self: a book
 *
 * Returns: (transfer none) (element-type YttFigure): what is claimed and stands, by attribute
 */
GPtrArray *
ytt_claim_book_get_figures (YttClaimBook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->figures;
}

/**
 * ytt_claim_book_get_withdrawn:
 * @self: a book
 *
 * Returns: (transfer none) (element-type YttClaim): what was withdrawn, by attribute
 */
GPtrArray *
ytt_claim_book_get_withdrawn (YttClaimBook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->withdrawn;
}

/**
 * ytt_claim_book_get_sources:
 * @self: a book
 *
 * Returns: (transfer none) (element-type YttSource): its sources by title
 */
GPtrArray *
ytt_claim_book_get_sources (YttClaimBook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sources;
}

/**
 * ytt_claim_book_get_claim:
 * @self: a book
 * @id: a claim's key
 *
 * Returns: (transfer none) (nullable): the claim, withdrawn or not
 */
YttClaim *
ytt_claim_book_get_claim (YttClaimBook *self,
                          gint64        id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->claims->len; i++)
    if (((YttClaim *) g_ptr_array_index (self->claims, i))->id == id)
      return g_ptr_array_index (self->claims, i);

  return NULL;
}

static YttRow *
find_row (YttClaimBook *self,
          const char   *table,
          gint64        id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      YttRow *row = g_ptr_array_index (self->rows, i);

      if (ytt_row_get_id (row) == id && strcmp (ytt_row_get_table (row), table) == 0)
        return row;
    }

  return NULL;
}

/**
 * ytt_claim_book_get_claim_row:
 * @self: a book
 * @id: a claim's key
 *
 * Returns: (transfer none) (nullable): its row
 */
YttRow *
ytt_claim_book_get_claim_row (YttClaimBook *self,
                              gint64        id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return find_row (self, "claim", id);
}

/**
 * ytt_claim_book_get_source:
 * @self: a book
 * @id: a source's key
 *
 * Returns: (transfer none) (nullable): the source
 */
YttSource *
ytt_claim_book_get_source (YttClaimBook *self,
                           gint64        id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->sources->len; i++)
    if (((YttSource *) g_ptr_array_index (self->sources, i))->id == id)
      return g_ptr_array_index (self->sources, i);

  return NULL;
}

/**
 * ytt_claim_book_get_source_row:
 * @self: a book
 * @id: a source's key
 *
 * Returns: (transfer none) (nullable): its row
 */
YttRow *
ytt_claim_book_get_source_row (YttClaimBook *self,
                               gint64        id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return find_row (self, "source", id);
}

/**
 * ytt_claim_book_find_contradicted:
 * @self: a book
 * @claim: a claim of the book, as it might become, or a made-up one of the key 0
 *
 * Returns: (transfer container) (element-type YttClaim): those that stand and that it contradicts, by the ledger's rule
 */
GPtrArray *
ytt_claim_book_find_contradicted (YttClaimBook   *self,
                                  const YttClaim *claim)
{
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL && claim != NULL, found);

  for (guint i = 0; i < self->claims->len; i++)
    {
      YttClaim *other = g_ptr_array_index (self->claims, i);

      if (other->id != claim->id && !other->withdrawn && ytt_claims_contradict (claim, other))
        g_ptr_array_add (found, other);
    }

  return found;
}

static void
change (YttChanges *changes,
        YttRow     *row,
        const char *column,
        YttCell     cell)
{
  ytt_changes_expect (changes, column, ytt_row_get (row, column));
  ytt_changes_set (changes, column, cell);
}

/**
 * ytt_claim_book_withdraw:
 * @self: a book
 * @claim: the key of one of its claims
 * @reason: why it does not hold
 * @changes: to be filled
 *
 * Takes the claim out of all figures. It stays in the ledger, and is not pinned any more.
 */
void
ytt_claim_book_withdraw (YttClaimBook *self,
                         gint64        claim,
                         const char   *reason,
                         YttChanges   *changes)
{
  YttRow *row = ytt_claim_book_get_claim_row (self, claim);

  g_return_if_fail (row != NULL && reason != NULL);

  ytt_changes_update (changes, "claim", claim);
  change (changes, row, "withdrawn", YTT_CELL_OF_INTEGER (1));
  change (changes, row, "withdrawn_reason", YTT_CELL_OF_TEXT (reason));
  if (is_set (row, "pinned"))
    {
      change (changes, row, "pinned", YTT_CELL_OF_INTEGER (0));
      change (changes, row, "pin_reason", YTT_CELL_OF_NULL);
    }
}

/**
 * ytt_claim_book_put_back:
 * @self: a book
 * @claim: the key of one that was withdrawn
 * @changes: to be filled
 *
 * Lets the claim hold again.
 */
void
ytt_claim_book_put_back (YttClaimBook *self,
                         gint64        claim,
                         YttChanges   *changes)
{
  YttRow *row = ytt_claim_book_get_claim_row (self, claim);

  g_return_if_fail (row != NULL);

  ytt_changes_update (changes, "claim", claim);
  change (changes, row, "withdrawn", YTT_CELL_OF_INTEGER (0));
  change (changes, row, "withdrawn_reason", YTT_CELL_OF_NULL);
}

/**
 * ytt_claim_book_pin:
 * @self: a book
 * @claim: the key of one of its claims
 * @reason: why it is the one to show
 * @changes: to be filled
 *
 * Makes it the one that is shown of the claims on the same thing. Another one that was pinned is not any more.
 */
void
ytt_claim_book_pin (YttClaimBook *self,
                    gint64        claim,
                    const char   *reason,
                    YttChanges   *changes)
{
  YttClaim *pinned = ytt_claim_book_get_claim (self, claim);
  YttRow *row = ytt_claim_book_get_claim_row (self, claim);

  g_return_if_fail (row != NULL && reason != NULL);

  for (guint i = 0; i < self->claims->len; i++)
    {
      YttClaim *other = g_ptr_array_index (self->claims, i);

      if (other != pinned && other->pinned && !other->withdrawn && ytt_claims_same_thing (other, pinned))
        ytt_claim_book_unpin (self, other->id, changes);
    }

  ytt_changes_update (changes, "claim", claim);
  change (changes, row, "pinned", YTT_CELL_OF_INTEGER (1));
  change (changes, row, "pin_reason", YTT_CELL_OF_TEXT (reason));
}

/**
 * ytt_claim_book_unpin:
 * @self: a book
 * @claim: the key of a pinned claim
 * @changes: to be filled
 *
 * Leaves the choice to the rules again.
 */
void
ytt_claim_book_unpin (YttClaimBook *self,
                      gint64        claim,
                      YttChanges   *changes)
{
  YttRow *row = ytt_claim_book_get_claim_row (self, claim);

  g_return_if_fail (row != NULL);

  ytt_changes_update (changes, "claim", claim);
  change (changes, row, "pinned", YTT_CELL_OF_INTEGER (0));
  change (changes, row, "pin_reason", YTT_CELL_OF_NULL);
}
