#include "config.h"

#include "ytt-print-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-texture.h"

#define LEAST_WIDTH 120
#define LEAST_HEIGHT 160
#define NATURAL_WIDTH 480
#define NATURAL_HEIGHT 640

/* The desk to be seen around the paper, in px. */
#define MARGIN 18

/* cairo puts letters at whole pixels of a picture. On a screen of coarse ones a page is drawn larger than it is shown, or
 * its small print would be unevenly spaced. */
#define LEAST_SCALE 2

/* What a screen reader is read of a page, in letters. */
#define MOST_TEXT 4000

struct _YttPrintPage
{
  GtkWidget     parent_instance;

  YttSheet     *sheet;         /* (owned) (nullable) */
  guint         page;
  GdkTexture   *texture;       /* (owned) (nullable): of the page, or of the one before */
  YttPaper      paper;         /* that the texture shows */
  GCancellable *drawing;       /* (owned) (nullable) */
  int           width;         /* of the texture that is there, or drawn, in device pixels; 0 for none */
  gboolean      drawn;
};

enum
{
  PROP_0,
  PROP_DRAWN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttPrintPage, ytt_print_page, GTK_TYPE_WIDGET)

/* What is drawn in a thread. */
typedef struct
{
  YttSheet *sheet;   /* (owned) */
  guint     page;
  int       width;   /* device pixels */
  int       height;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ytt_sheet_unref (job->sheet);
  g_free (job);
}

static void
draw_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  const YttPaper *paper = ytt_sheet_get_paper (job->sheet);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, job->width, job->height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, job->width / paper->width, job->height / paper->height);
  ytt_sheet_draw_page (job->sheet, job->page, cr);
  cairo_destroy (cr);

  g_task_return_pointer (task, ytt_texture_new (surface), g_object_unref);
}

static void
set_drawn (YttPrintPage *self,
           gboolean      drawn)
{
  if (self->drawn == drawn)
    return;

  self->drawn = drawn;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAWN]);
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  YttPrintPage *self = YTT_PRINT_PAGE (object);
  Job *job = g_task_get_task_data (G_TASK (result));
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture == NULL)
    return;   /* a later page has taken over */

  g_clear_object (&self->texture);
  self->texture = texture;
  self->paper = *ytt_sheet_get_paper (job->sheet);
  g_clear_object (&self->drawing);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  set_drawn (self, TRUE);
}

/* Where the paper lies. */
static graphene_rect_t
place_paper (YttPrintPage   *self,
             const YttPaper *paper)
{
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN, 1);
  double height = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * MARGIN, 1);
  double scale = MIN (width / paper->width, height / paper->height);

  return GRAPHENE_RECT_INIT ((float) floor (MARGIN + (width - paper->width * scale) / 2),
                             (float) floor (MARGIN + (height - paper->height * scale) / 2),
                             (float) round (paper->width * scale), (float) round (paper->height * scale));
}

/* Draws the page anew unless it is there in this size already. */
static void
draw (YttPrintPage *self)
{
  g_autoptr(GTask) task = NULL;
  int scale = MAX (gtk_widget_get_scale_factor (GTK_WIDGET (self)), LEAST_SCALE);
  graphene_rect_t paper;
  Job *job;

  if (self->sheet == NULL || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;

  paper = place_paper (self, ytt_sheet_get_paper (self->sheet));
  if (self->width == (int) paper.size.width * scale)
    return;

  self->width = (int) paper.size.width * scale;
  g_cancellable_cancel (self->drawing);
  g_set_object (&self->drawing, NULL);
  self->drawing = g_cancellable_new ();
  set_drawn (self, FALSE);

  job = g_new0 (Job, 1);
  job->sheet = ytt_sheet_ref (self->sheet);
  job->page = self->page;
  job->width = self->width;
  job->height = (int) paper.size.height * scale;
  task = g_task_new (self, self->drawing, drawn_cb, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, draw_worker);
}

static void
update_accessible (YttPrintPage *self)
{
  g_autofree char *label = NULL, *text = NULL, *shown = NULL;

  if (self->sheet == NULL)
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  text = ytt_sheet_get_text (self->sheet, self->page);
  shown = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MOST_TEXT));
  label = g_strdup_printf (_("Page %u of %u"), self->page + 1, ytt_sheet_get_n_pages (self->sheet));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, shown,
                                  -1);
}

static void
ytt_print_page_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
ytt_print_page_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  draw (YTT_PRINT_PAGE (widget));
}

static void
ytt_print_page_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  YttPrintPage *self = YTT_PRINT_PAGE (widget);
  static const GdkRGBA shadow = { 0, 0, 0, 0.25f }, white = { 1, 1, 1, 1 };
  graphene_rect_t paper;
  GskRoundedRect outline;

  if (self->sheet == NULL)
    return;

  paper = place_paper (self, self->texture != NULL ? &self->paper : ytt_sheet_get_paper (self->sheet));
  gsk_rounded_rect_init_from_rect (&outline, &paper, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 0, 5);
  gtk_snapshot_append_color (snapshot, &white, &paper);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &paper);

  if (gtk_widget_has_visible_focus (widget))
    {
      GdkRGBA accent = { 0.21f, 0.52f, 0.89f, 1 };
      const float widths[4] = { 2, 2, 2, 2 };
      GtkStyleContext *context = gtk_widget_get_style_context (widget);

      gtk_style_context_lookup_color (context, "accent_color", &accent);
      accent.alpha = 0.5f;
      graphene_rect_inset (&paper, -4, -4);
      gsk_rounded_rect_init_from_rect (&outline, &paper, 3);
      gtk_snapshot_append_border (snapshot, &outline, widths, (GdkRGBA[4]) { accent, accent, accent, accent });
    }
}

static void
ytt_print_page_dispose (GObject *object)
{
  YttPrintPage *self = YTT_PRINT_PAGE (object);

  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->sheet, ytt_sheet_unref);

  G_OBJECT_CLASS (ytt_print_page_parent_class)->dispose (object);
}

static void
ytt_print_page_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DRAWN:
      g_value_set_boolean (value, YTT_PRINT_PAGE (object)->drawn);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
scale_changed_cb (YttPrintPage *self)
{
  draw (self);
}

/* At either end a key does nothing, and the focus stays. */
static gboolean
turn_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  gtk_widget_activate_action (widget, g_variant_get_string (arguments, NULL), NULL);

  return TRUE;
}

/* Not keys of the window, whose arrows move the focus. */
static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct { guint key; const char *action; } keys[] = {
    { GDK_KEY_Right, "print.next" },
    { GDK_KEY_KP_Right, "print.next" },
    { GDK_KEY_space, "print.next" },
    { GDK_KEY_Page_Down, "print.next" },
    { GDK_KEY_KP_Page_Down, "print.next" },
    { GDK_KEY_Left, "print.previous" },
    { GDK_KEY_KP_Left, "print.previous" },
    { GDK_KEY_BackSpace, "print.previous" },
    { GDK_KEY_Page_Up, "print.previous" },
    { GDK_KEY_KP_Page_Up, "print.previous" },
    { GDK_KEY_Home, "print.first" },
    { GDK_KEY_KP_Home, "print.first" },
    { GDK_KEY_End, "print.last" },
    { GDK_KEY_KP_End, "print.last" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, turn_cb, "s", keys[i].action);
}

static gboolean
scroll_cb (YttPrintPage *self,
           double        dx,
           double        dy)
{
  gtk_widget_activate_action (GTK_WIDGET (self), dy > 0 ? "print.next" : "print.previous", NULL);

  return TRUE;
}

static void
ytt_print_page_class_init (YttPrintPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_print_page_dispose;
  object_class->get_property = ytt_print_page_get_property;

  widget_class->measure = ytt_print_page_measure;
  widget_class->size_allocate = ytt_print_page_size_allocate;
  widget_class->snapshot = ytt_print_page_snapshot;

  properties[PROP_DRAWN] =
    g_param_spec_boolean ("drawn", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "printpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ytt_print_page_init (YttPrintPage *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL
                                                                | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_changed_cb), NULL);
}

/**
 * ytt_print_page_show:
 * @self: the widget
 * @sheet: (nullable): a sheet; a reference is taken
 * @page: which page of it, from 0
 *
 * Shows a page, as soon as it is drawn.
 */
void
ytt_print_page_show (YttPrintPage *self,
                     YttSheet     *sheet,
                     guint         page)
{
  g_return_if_fail (YTT_IS_PRINT_PAGE (self));
  g_return_if_fail (sheet == NULL || page < ytt_sheet_get_n_pages (sheet));

  if (sheet == self->sheet && page == self->page)
    return;

  g_clear_pointer (&self->sheet, ytt_sheet_unref);
  self->sheet = sheet != NULL ? ytt_sheet_ref (sheet) : NULL;
  self->page = page;
  self->width = 0;
  g_cancellable_cancel (self->drawing);
  set_drawn (self, FALSE);
  if (sheet == NULL)
    g_clear_object (&self->texture);

  update_accessible (self);
  draw (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
ytt_print_page_get_drawn (YttPrintPage *self)
{
  g_return_val_if_fail (YTT_IS_PRINT_PAGE (self), FALSE);

  return self->drawn;
}
