#include "config.h"

#include "ytt-record.h"

#include <math.h>

/* The record is counted in front of what callers see of it, so that the struct itself stays plain. */
typedef struct
{
  gatomicrefcount ref_count;
  YttRecord       record;
} Counted;

G_DEFINE_BOXED_TYPE (YttRecord, ytt_record, ytt_record_ref, ytt_record_unref)

static Counted *
get_counted (YttRecord *record)
{
  return (Counted *) ((char *) record - G_STRUCT_OFFSET (Counted, record));
}

/**
 * ytt_source_free:
 * @source: (transfer full) (nullable): a source
 */
void
ytt_source_free (YttSource *source)
{
  if (source == NULL)
    return;

  g_free (source->slug);
  g_free (source->title);
  g_free (source->publisher);
  g_free (source->published);
  g_free (source->url);
  g_free (source);
}

/**
 * ytt_claim_free:
 * @claim: (transfer full) (nullable): a claim; its source is not freed
 */
void
ytt_claim_free (YttClaim *claim)
{
  if (claim == NULL)
    return;

  g_free (claim->slug);
  g_free (claim->attribute);
  g_free (claim->part);
  g_free (claim->scope);
  g_free (claim->value);
  g_free (claim->value_max);
  g_free (claim->unit);
  g_free (claim->basis);
  g_free (claim->as_of);
  g_free (claim->note);
  g_free (claim->pin_reason);
  g_free (claim->withdrawn_reason);
  g_free (claim);
}

/**
 * ytt_figure_free:
 * @figure: (transfer full) (nullable): a figure, freed with all its claims
 */
void
ytt_figure_free (YttFigure *figure)
{
  if (figure == NULL)
    return;

  g_free (figure->attribute);
  g_clear_pointer (&figure->contradicting, g_ptr_array_unref);
  g_clear_pointer (&figure->claims, g_ptr_array_unref);
  g_free (figure);
}

/**
 * ytt_organisation_free:
 * @organisation: (transfer full) (nullable): an organisation
 */
void
ytt_organisation_free (YttOrganisation *organisation)
{
  if (organisation == NULL)
    return;

  g_free (organisation->slug);
  g_free (organisation->name);
  g_free (organisation->kind);
  g_free (organisation->country);
  g_free (organisation->website);
  g_free (organisation->role);
  g_free (organisation);
}

/**
 * ytt_announcement_free:
 * @announcement: (transfer full) (nullable): an announcement
 */
void
ytt_announcement_free (YttAnnouncement *announcement)
{
  if (announcement == NULL)
    return;

  g_free (announcement->slug);
  g_free (announcement->date);
  g_free (announcement->kind);
  g_free (announcement->title);
  g_free (announcement->summary);
  g_free (announcement->status);
  g_free (announcement->amount);
  g_free (announcement->currency);
  g_free (announcement->amount_qualifier);
  g_clear_pointer (&announcement->parties, g_ptr_array_unref);
  g_clear_pointer (&announcement->sources, g_ptr_array_unref);
  g_free (announcement);
}

/**
 * ytt_link_free:
 * @link: (transfer full) (nullable): a link
 */
void
ytt_link_free (YttLink *link)
{
  if (link == NULL)
    return;

  g_free (link->slug);
  g_free (link->other_name);
  g_free (link->other_country);
  g_free (link->material);
  g_free (link->since);
  g_free (link->until);
  g_free (link->note);
  g_free (link);
}

static void
clear_record (YttRecord *record)
{
  g_free (record->slug);
  g_free (record->name);
  g_free (record->country);
  g_free (record->admin1);
  g_free (record->locality);
  g_free (record->location_source);
  g_free (record->location_source_title);
  g_free (record->location_note);
  g_free (record->summary);
  g_strfreev (record->other_names);
  g_strfreev (record->products);
  g_strfreev (record->elements);
  g_clear_pointer (&record->operators, g_ptr_array_unref);
  g_clear_pointer (&record->owners, g_ptr_array_unref);
  g_clear_pointer (&record->status_figure, ytt_figure_free);
  g_clear_pointer (&record->figures, g_ptr_array_unref);
  g_clear_pointer (&record->announcements, g_ptr_array_unref);
  g_clear_pointer (&record->links, g_ptr_array_unref);
  g_clear_pointer (&record->sources, g_ptr_array_unref);
  g_clear_pointer (&record->withdrawn, g_ptr_array_unref);
  g_clear_pointer (&record->withdrawn_sources, g_ptr_array_unref);
}

/**
 * ytt_record_new:
 *
 * Returns: (transfer full): a record without a place, whose arrays are there and empty
 */
YttRecord *
ytt_record_new (void)
{
  Counted *counted = g_new0 (Counted, 1);
  YttRecord *record = &counted->record;

  g_atomic_ref_count_init (&counted->ref_count);

  record->there = TRUE;
  record->longitude = NAN;
  record->latitude = NAN;
  record->other_names = g_new0 (char *, 1);
  record->products = g_new0 (char *, 1);
  record->elements = g_new0 (char *, 1);
  record->operators = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_organisation_free);
  record->owners = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_organisation_free);
  record->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_figure_free);
  record->announcements = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_announcement_free);
  record->links = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_link_free);
  record->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);
  record->withdrawn = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);
  record->withdrawn_sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);

  return record;
}

/**
 * ytt_record_ref:
 * @record: a record
 *
 * Returns: (transfer full): the same record
 */
YttRecord *
ytt_record_ref (YttRecord *record)
{
  g_return_val_if_fail (record != NULL, NULL);

  g_atomic_ref_count_inc (&get_counted (record)->ref_count);
  return record;
}

/**
 * ytt_record_unref:
 * @record: (transfer full): a record, freed with its last reference
 */
void
ytt_record_unref (YttRecord *record)
{
  Counted *counted;

  g_return_if_fail (record != NULL);

  counted = get_counted (record);
  if (!g_atomic_ref_count_dec (&counted->ref_count))
    return;

  clear_record (record);
  g_free (counted);
}
