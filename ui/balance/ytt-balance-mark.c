#include "config.h"

#include "ytt-balance-row.h"
#include "ytt-theme.h"

#define MARK_SIZE 20

/* A mark of the legend. */
#define YTT_TYPE_BALANCE_MARK (ytt_balance_mark_get_type ())

G_DECLARE_FINAL_TYPE (YttBalanceMark, ytt_balance_mark, YTT, BALANCE_MARK, GtkWidget)

struct _YttBalanceMark
{
  GtkWidget       parent_instance;

  YttStages       stage;
  YttBalancePhase phase;
};

G_DEFINE_FINAL_TYPE (YttBalanceMark, ytt_balance_mark, GTK_TYPE_WIDGET)

static void
ytt_balance_mark_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = MARK_SIZE;
}

static void
ytt_balance_mark_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  YttBalanceMark *self = YTT_BALANCE_MARK (widget);
  graphene_rect_t rect = GRAPHENE_RECT_INIT (0, (gtk_widget_get_height (widget) - MARK_SIZE) / 2.f, MARK_SIZE,
                                             MARK_SIZE);

  ytt_balance_snapshot_bar (snapshot, &rect, self->stage, self->phase);
}

static void
ytt_balance_mark_class_init (YttBalanceMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = ytt_balance_mark_measure;
  widget_class->snapshot = ytt_balance_mark_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ytt_balance_mark_init (YttBalanceMark *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
}

/**
 * ytt_balance_mark_new:
 * @stage: the stage, for its colour
 * @phase: what it stands for
 *
 * Returns: (transfer floating): a mark
 */
GtkWidget *
ytt_balance_mark_new (YttStages       stage,
                      YttBalancePhase phase)
{
  YttBalanceMark *self = g_object_new (YTT_TYPE_BALANCE_MARK, NULL);

  self->stage = stage;
  self->phase = phase;

  return GTK_WIDGET (self);
}
