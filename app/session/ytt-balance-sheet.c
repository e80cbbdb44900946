#include "config.h"

#include "ytt-balance-sheet.h"

struct _YttBalanceSheet
{
  GObject              parent_instance;

  YttSession          *session;       /* (owned) */
  gboolean             active;
  gboolean             stale;         /* what it rests on has changed since it was weighed */
  YttStages            stage;
  char                *basis;         /* (owned) (nullable): nobody chose one */
  const YttConversion *conversion;    /* (nullable) */

  YttBalance          *balance;       /* (owned) (nullable) */
  GPtrArray           *statistics;    /* (owned) (nullable) */
  GError              *error;         /* (owned) (nullable) */
  GCancellable        *cancellable;   /* (owned) (nullable): there while an answer is awaited */
  guint                n_awaited;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_ACTIVE,
  PROP_STAGE,
  PROP_BALANCE,
  PROP_STATISTICS,
  PROP_LOADING,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttBalanceSheet, ytt_balance_sheet, G_TYPE_OBJECT)

static void
notify (YttBalanceSheet *self,
        guint            property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
stop (YttBalanceSheet *self)
{
  if (self->cancellable == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->n_awaited = 0;
}

static void
take_error (YttBalanceSheet *self,
            GError          *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  notify (self, PROP_ERROR);
}

static void
answered (YttBalanceSheet *self)
{
  if (--self->n_awaited > 0)
    return;

  g_clear_object (&self->cancellable);
  notify (self, PROP_LOADING);
}

static void
balance_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(YttBalanceSheet) self = user_data;
  g_autoptr(GError) error = NULL;
  YttBalance *balance = ytt_store_get_balance_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another one has been asked for */

  if (balance != NULL)
    {
      g_clear_pointer (&self->balance, ytt_balance_unref);
      self->balance = balance;
      notify (self, PROP_BALANCE);
    }
  take_error (self, g_steal_pointer (&error));
  answered (self);
}

static void
statistics_read_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(YttBalanceSheet) self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *statistics = ytt_store_get_statistics_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* What fails here fails for the balance too, and is told there. */
  if (statistics != NULL)
    {
      g_clear_pointer (&self->statistics, g_ptr_array_unref);
      self->statistics = statistics;
      notify (self, PROP_STATISTICS);
    }
  answered (self);
}

/* Also while the session searches: what it finds will be weighed. */
static gboolean
is_loading (YttBalanceSheet *self)
{
  return self->cancellable != NULL || (self->active && self->stale && ytt_session_get_store (self->session) != NULL);
}

static void
weigh (YttBalanceSheet *self)
{
  YttStore *store = ytt_session_get_store (self->session);
  YttBalanceQuery query = { .stage = self->stage, .basis = self->basis, .conversion = self->conversion,
                            .moment = ytt_session_get_moment (self->session) };

  stop (self);

  /* Nobody looks, or the answer would be of a result that is about to change. */
  self->stale = !self->active || store == NULL || ytt_session_get_loading (self->session);
  if (!self->stale)
    {
      query.ids = ytt_facility_list_get_ids (ytt_session_get_facilities (self->session));
      self->cancellable = g_cancellable_new ();
      self->n_awaited = 2;
      ytt_store_get_balance_async (store, &query, self->cancellable, balance_read_cb, g_object_ref (self));
      ytt_store_get_statistics_async (store, query.moment, self->cancellable, statistics_read_cb,
                                      g_object_ref (self));
    }
  notify (self, PROP_LOADING);
}

static void
result_changed_cb (YttBalanceSheet *self)
{
  weigh (self);
}

static void
store_changed_cb (YttBalanceSheet *self)
{
  g_clear_pointer (&self->balance, ytt_balance_unref);
  g_clear_pointer (&self->statistics, g_ptr_array_unref);
  notify (self, PROP_BALANCE);
  notify (self, PROP_STATISTICS);
  weigh (self);
}

static void
ytt_balance_sheet_constructed (GObject *object)
{
  YttBalanceSheet *self = YTT_BALANCE_SHEET (object);

  G_OBJECT_CLASS (ytt_balance_sheet_parent_class)->constructed (object);

  g_signal_connect_object (self->session, "notify::loading", G_CALLBACK (result_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ytt_balance_sheet_dispose (GObject *object)
{
  YttBalanceSheet *self = YTT_BALANCE_SHEET (object);

  stop (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_balance_sheet_parent_class)->dispose (object);
}

static void
ytt_balance_sheet_finalize (GObject *object)
{
  YttBalanceSheet *self = YTT_BALANCE_SHEET (object);

  g_free (self->basis);
  g_clear_pointer (&self->balance, ytt_balance_unref);
  g_clear_pointer (&self->statistics, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ytt_balance_sheet_parent_class)->finalize (object);
}

static void
ytt_balance_sheet_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  YttBalanceSheet *self = YTT_BALANCE_SHEET (object);

  switch (property_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;

    case PROP_STAGE:
      g_value_set_uint (value, self->stage);
      break;

    case PROP_BALANCE:
      g_value_set_boxed (value, self->balance);
      break;

    case PROP_STATISTICS:
      g_value_set_boxed (value, self->statistics);
      break;

    case PROP_LOADING:
      g_value_set_boolean (value, is_loading (self));
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_balance_sheet_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  YttBalanceSheet *self = YTT_BALANCE_SHEET (object);

  switch (property_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;

    case PROP_ACTIVE:
      ytt_balance_sheet_set_active (self, g_value_get_boolean (value));
      break;

    case PROP_STAGE:
      ytt_balance_sheet_set_stage (self, g_value_get_uint (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_balance_sheet_class_init (YttBalanceSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = ytt_balance_sheet_constructed;
  object_class->dispose = ytt_balance_sheet_dispose;
  object_class->finalize = ytt_balance_sheet_finalize;
  object_class->get_property = ytt_balance_sheet_get_property;
  object_class->set_property = ytt_balance_sheet_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  properties[PROP_STAGE] =
    g_param_spec_uint ("stage", NULL, NULL, 1, G_MAXUINT8, YTT_STAGE_SEPARATION, readable | G_PARAM_WRITABLE);
  properties[PROP_BALANCE] =
    g_param_spec_boxed ("balance", NULL, NULL, YTT_TYPE_BALANCE, readable);
  properties[PROP_STATISTICS] =
    g_param_spec_boxed ("statistics", NULL, NULL, G_TYPE_PTR_ARRAY, readable);
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_balance_sheet_init (YttBalanceSheet *self)
{
  self->stage = YTT_STAGE_SEPARATION;
  self->stale = TRUE;
}

/**
 * ytt_balance_sheet_new:
 * @session: whose result is weighed
 *
 * Returns: (transfer full): a sheet on separation, which nothing is done for until it is active
 */
YttBalanceSheet *
ytt_balance_sheet_new (YttSession *session)
{
  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  return g_object_new (YTT_TYPE_BALANCE_SHEET, "session", session, NULL);
}

gboolean
ytt_balance_sheet_get_active (YttBalanceSheet *self)
{
  g_return_val_if_fail (YTT_IS_BALANCE_SHEET (self), FALSE);

  return self->active;
}

/**
 * ytt_balance_sheet_set_active:
 * @self: a sheet
 * @active: whether somebody looks at it
 */
void
ytt_balance_sheet_set_active (YttBalanceSheet *self,
                              gboolean         active)
{
  g_return_if_fail (YTT_IS_BALANCE_SHEET (self));

  if (self->active == active)
    return;

  self->active = active;
  if (active && self->stale)
    weigh (self);
  notify (self, PROP_ACTIVE);
}

YttStages
ytt_balance_sheet_get_stage (YttBalanceSheet *self)
{
  g_return_val_if_fail (YTT_IS_BALANCE_SHEET (self), YTT_STAGE_NONE);

  return self->stage;
}

/**
 * ytt_balance_sheet_set_stage:
 * @self: a sheet
 * @stage: one stage
 *
 * Weighs another stage, in its usual basis.
 */
void
ytt_balance_sheet_set_stage (YttBalanceSheet *self,
                             YttStages        stage)
{
  g_return_if_fail (YTT_IS_BALANCE_SHEET (self));
  g_return_if_fail (ytt_stages_count (stage) == 1);

  if (self->stage == stage)
    return;

  self->stage = stage;
  g_clear_pointer (&self->basis, g_free);
  self->conversion = NULL;
  weigh (self);
  notify (self, PROP_STAGE);
}

/**
 * ytt_balance_sheet_set_basis:
 * @self: a sheet
 * @basis: (nullable): a basis, %NULL for the stage's usual one
 * @conversion: (nullable): what leads from that basis to another
 */
void
ytt_balance_sheet_set_basis (YttBalanceSheet     *self,
                             const char          *basis,
                             const YttConversion *conversion)
{
  g_return_if_fail (YTT_IS_BALANCE_SHEET (self));

  if (g_strcmp0 (self->basis, basis) == 0 && self->conversion == conversion)
    return;

  g_free (self->basis);
  self->basis = g_strdup (basis);
  self->conversion = conversion;
  weigh (self);
}

/**
 * ytt_balance_sheet_get_balance:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable): the balance; while another one is awaited, still the one before
 */
YttBalance *
ytt_balance_sheet_get_balance (YttBalanceSheet *self)
{
  g_return_val_if_fail (YTT_IS_BALANCE_SHEET (self), NULL);

  return self->balance;
}

/**
 * ytt_balance_sheet_get_statistics:
 * @self: a sheet
 *
 * Returns: (transfer none) (nullable) (element-type YttStatistic): what is published on countries, all of it
 */
GPtrArray *
ytt_balance_sheet_get_statistics (YttBalanceSheet *self)
{
  g_return_val_if_fail (YTT_IS_BALANCE_SHEET (self), NULL);

  return self->statistics;
}

gboolean
ytt_balance_sheet_get_loading (YttBalanceSheet *self)
{
  g_return_val_if_fail (YTT_IS_BALANCE_SHEET (self), FALSE);

  return is_loading (self);
}

const GError *
ytt_balance_sheet_get_error (YttBalanceSheet *self)
{
  g_return_val_if_fail (YTT_IS_BALANCE_SHEET (self), NULL);

  return self->error;
}
