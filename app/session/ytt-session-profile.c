#include "config.h"

#include "ytt-session-profile.h"

#include "ytt-session-private.h"
#include "ytt-store-profile.h"

/* Whose page is open, and what was read of it. */

/* What a page is of: one of the two. */
typedef struct
{
  gint64  organisation;
  char   *country;        /* (nullable) */
} Subject;

struct _YttSessionProfile
{
  YttPage       before;         /* the page of the window from which the first of them was opened */
  GQueue        subjects;       /* (element-type Subject) (owned): the open one in front, those it was opened from */
  YttProfile   *profile;        /* (owned) (nullable) */
  GError       *error;          /* (owned) (nullable) */
  GCancellable *cancellable;    /* (owned) (nullable): there as long as the answer is awaited */
};

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_free (subject->country);
  g_free (subject);
}

static void
forget_profile (YttSessionProfile *state)
{
  if (state->cancellable != NULL)
    g_cancellable_cancel (state->cancellable);
  g_clear_object (&state->cancellable);
  g_clear_pointer (&state->profile, ytt_profile_unref);
  g_clear_error (&state->error);
}

/*< private >
 * ytt_session_profile_free:
 * @state: (transfer full) (nullable): a session's state
 */
void
ytt_session_profile_free (YttSessionProfile *state)
{
  if (state == NULL)
    return;

  forget_profile (state);
  g_queue_clear_full (&state->subjects, subject_free);
  g_free (state);
}

static YttSessionProfile *
get_state (YttSession *self)
{
  if (self->profile_state == NULL)
    {
      self->profile_state = g_new0 (YttSessionProfile, 1);
      g_queue_init (&self->profile_state->subjects);
    }

  return self->profile_state;
}

static void
profile_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(YttSession) self = user_data;
  g_autoptr(GError) error = NULL;
  YttSessionProfile *state = self->profile_state;
  YttProfile *profile = ytt_store_get_profile_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another one has been opened */

  g_clear_object (&state->cancellable);
  g_clear_pointer (&state->profile, ytt_profile_unref);
  state->profile = profile;
  g_clear_error (&state->error);
  state->error = g_steal_pointer (&error);
  ytt_session_update_shown (self, FALSE);
  ytt_session_notify (self, YTT_SESSION_PROP_PROFILE);
}

/*< private >
 * ytt_session_read_profile:
 * @self: a session
 *
 * Reads the open page anew. What it shows stays until the newer one is there.
 */
void
ytt_session_read_profile (YttSession *self)
{
  YttSessionProfile *state = self->profile_state;
  const Subject *subject = state != NULL ? g_queue_peek_head (&state->subjects) : NULL;

  if (subject == NULL || self->store == NULL)
    return;

  if (state->cancellable != NULL)
    g_cancellable_cancel (state->cancellable);
  g_clear_object (&state->cancellable);
  state->cancellable = g_cancellable_new ();
  ytt_store_get_profile_async (self->store, subject->organisation, subject->country, self->moment,
                               state->cancellable, profile_read_cb, g_object_ref (self));
}

static gboolean
is_open (YttSession    *self,
         const Subject *subject)
{
  const Subject *open = self->profile_state != NULL ? g_queue_peek_head (&self->profile_state->subjects) : NULL;

  return open != NULL && open->organisation == subject->organisation
         && g_strcmp0 (open->country, subject->country) == 0;
}

static void
open_subject (YttSession *self,
              Subject    *subject)
{
  YttSessionProfile *state = get_state (self);
  gboolean was_open = !g_queue_is_empty (&state->subjects);

  if (!was_open)
    state->before = self->page;
  ytt_session_set_page (self, YTT_PAGE_MAP);
  if (is_open (self, subject))
    {
      subject_free (subject);
      return;
    }

  g_queue_push_head (&state->subjects, subject);
  forget_profile (state);
  ytt_session_update_shown (self, FALSE);
  ytt_session_notify (self, YTT_SESSION_PROP_PROFILE);
  ytt_session_read_profile (self);
  if (!was_open)
    ytt_session_notify (self, YTT_SESSION_PROP_PROFILE_OPEN);
}

/**
 * ytt_session_open_organisation:
 * @self: a session
 * @organisation: the key of an organisation
 *
 * Opens its page, which stands before the record until it is closed, beside the map.
 */
void
ytt_session_open_organisation (YttSession *self,
                               gint64      organisation)
{
  Subject *subject;

  g_return_if_fail (YTT_IS_SESSION (self));
  g_return_if_fail (organisation != 0);

  subject = g_new0 (Subject, 1);
  subject->organisation = organisation;
  open_subject (self, subject);
}

/**
 * ytt_session_open_country:
 * @self: a session
 * @country: ISO 3166-1 alpha-2
 */
void
ytt_session_open_country (YttSession *self,
                          const char *country)
{
  Subject *subject;

  g_return_if_fail (YTT_IS_SESSION (self));
  g_return_if_fail (country != NULL && *country != '\0');

  subject = g_new0 (Subject, 1);
  subject->country = g_strdup (country);
  open_subject (self, subject);
}

/**
 * ytt_session_close_profile:
 * @self: a session
 *
 * Goes back to the page that this one was opened from, or else to the record, the announcement or the balance.
 */
void
ytt_session_close_profile (YttSession *self)
{
  YttSessionProfile *state;
  Subject *closed;

  g_return_if_fail (YTT_IS_SESSION (self));

  state = self->profile_state;
  closed = state != NULL ? g_queue_pop_head (&state->subjects) : NULL;
  if (closed == NULL)
    return;

  subject_free (closed);
  forget_profile (state);
  ytt_session_update_shown (self, FALSE);
  ytt_session_notify (self, YTT_SESSION_PROP_PROFILE);
  if (g_queue_is_empty (&state->subjects))
    {
      ytt_session_notify (self, YTT_SESSION_PROP_PROFILE_OPEN);
      ytt_session_set_page (self, state->before);
    }
  else
    ytt_session_read_profile (self);
}

/**
 * ytt_session_leave_organisation:
 * @self: a session
 * @organisation: the key of an organisation that is not there any more
 *
 * Closes its page, and takes it out of those that an open one goes back to.
 */
void
ytt_session_leave_organisation (YttSession *self,
                                gint64      organisation)
{
  YttSessionProfile *state;
  Subject *subject;

  g_return_if_fail (YTT_IS_SESSION (self));
  g_return_if_fail (organisation != 0);

  state = self->profile_state;
  if (state == NULL)
    return;

  for (guint i = g_queue_get_length (&state->subjects); i-- > 1;)
    {
      subject = g_queue_peek_nth (&state->subjects, i);
      if (subject->organisation == organisation)
        subject_free (g_queue_pop_nth (&state->subjects, i));
    }
  subject = g_queue_peek_head (&state->subjects);
  if (subject != NULL && subject->organisation == organisation)
    ytt_session_close_profile (self);
}

/*< private >
 * ytt_session_leave_profiles:
 * @self: a session
 *
 * Closes the page and all that it was opened from: something else is to be shown.
 */
void
ytt_session_leave_profiles (YttSession *self)
{
  YttSessionProfile *state = self->profile_state;

  if (state == NULL || g_queue_is_empty (&state->subjects))
    return;

  g_queue_clear_full (&state->subjects, subject_free);
  forget_profile (state);
  ytt_session_update_shown (self, FALSE);
  ytt_session_notify (self, YTT_SESSION_PROP_PROFILE);
  ytt_session_notify (self, YTT_SESSION_PROP_PROFILE_OPEN);
}

/**
 * ytt_session_get_profile_open:
 * @self: a session
 *
 * Returns: whether the page of an organisation or a country is open
 */
gboolean
ytt_session_get_profile_open (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), FALSE);

  return self->profile_state != NULL && !g_queue_is_empty (&self->profile_state->subjects);
}

/**
 * ytt_session_profile_has_before:
 * @self: a session
 *
 * Returns: whether the open page was opened from another
 */
gboolean
ytt_session_profile_has_before (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), FALSE);

  return self->profile_state != NULL && g_queue_get_length (&self->profile_state->subjects) > 1;
}

/**
 * ytt_session_get_profile:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the page that is open, %NULL until it has been read
 */
YttProfile *
ytt_session_get_profile (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->profile_state != NULL ? self->profile_state->profile : NULL;
}

/**
 * ytt_session_get_profile_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the page could not be read
 */
const GError *
ytt_session_get_profile_error (YttSession *self)
{
  g_return_val_if_fail (YTT_IS_SESSION (self), NULL);

  return self->profile_state != NULL ? self->profile_state->error : NULL;
}
