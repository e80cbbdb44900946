#include "config.h"

#include "../contrast.h"
#include "filter-fixture.h"
#include "ytt-balance-row.h"
#include "ytt-claim-chart.h"
#include "ytt-figure-row.h"
#include "ytt-histogram.h"
#include "ytt-session-page.h"

/* High contrast, as it is drawn: pages and charts are painted much enlarged, so that letters and lines have pixels of
 * their own, and the colours that are found are held against what they stand on. */

#define ENLARGED 4

/* Kept in memory here, and what libadwaita listens to where there is no portal. */
static GSettings *settings;

static void
set_up_contrast (Fixture       *f,
                 gconstpointer  data)
{
  settings = g_settings_new ("org.gnome.desktop.a11y.interface");
  set_up (f, data);
  resize_window (f->window, 1280, 800);
}

static void
tear_down_contrast (Fixture       *f,
                    gconstpointer  data)
{
  tear_down (f, data);
  g_settings_reset (settings, "high-contrast");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  g_clear_object (&settings);
}

typedef struct
{
  gboolean dark;
  gboolean contrast;
} Style;

static gboolean
has_style (gpointer data)
{
  const Style *style = data;
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return adw_style_manager_get_dark (manager) == style->dark
         && adw_style_manager_get_high_contrast (manager) == style->contrast;
}

static void
set_style (Fixture  *f,
           gboolean  dark,
           gboolean  contrast)
{
  Style style = { dark, contrast };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_settings_set_boolean (settings, "high-contrast", contrast);
  wait_until (has_style, &style);
  wait_for_window (f->window);
}

/* 0xRRGGBB, row by row */
typedef struct
{
  guint32 *pixels;
  int      width;
  int      height;
} Picture;

static void
picture_clear (Picture *picture)
{
  g_clear_pointer (&picture->pixels, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

/* Colours are multiplied by their alpha already. */
static guint32
put_on (guint32 pixel,
        guint32 ground)
{
  guint32 through = 255 - (pixel >> 24), sum = 0;

  for (guint shift = 0; shift < 24; shift += 8)
    sum |= MIN ((pixel >> shift & 0xff) + ((ground >> shift & 0xff) * through + 127) / 255, 255) << shift;

  return sum;
}

/* What a part of the window lets through is @ground. */
static void
paint (GtkWidget *widget,
       guint32    ground,
       Picture   *picture)
{
  GtkNative *native = gtk_widget_get_native (widget);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  wait_for_frames (widget);
  picture->width = gtk_widget_get_width (widget) * ENLARGED;
  picture->height = gtk_widget_get_height (widget) * ENLARGED;
  gtk_snapshot_scale (snapshot, ENLARGED, ENLARGED);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                         &GRAPHENE_RECT_INIT (0, 0, picture->width, picture->height));
  picture->pixels = g_new0 (guint32, (gsize) picture->width * picture->height);
  gdk_texture_download (texture, (guchar *) picture->pixels, (gsize) picture->width * sizeof (guint32));
  for (gsize i = 0; i < (gsize) picture->width * picture->height; i++)
    picture->pixels[i] = put_on (picture->pixels[i], ground);
}

/* How many pixels of a box have each colour. */
static GHashTable *
count_colours (const Picture         *picture,
               const graphene_rect_t *box)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);
  int left = MAX ((int) (box->origin.x * ENLARGED), 0), top = MAX ((int) (box->origin.y * ENLARGED), 0);
  int right = MIN ((int) ((box->origin.x + box->size.width) * ENLARGED), picture->width);
  int bottom = MIN ((int) ((box->origin.y + box->size.height) * ENLARGED), picture->height);

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        gpointer colour = GUINT_TO_POINTER (picture->pixels[(gsize) y * picture->width + x]);
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, colour));

        g_hash_table_insert (counts, colour, GUINT_TO_POINTER (n + 1));
      }

  return counts;
}

static guint32
get_most_frequent (GHashTable *counts)
{
  guint32 found = 0;
  guint most = 0;
  GHashTableIter iter;
  gpointer colour, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &colour, &n))
    if (GPOINTER_TO_UINT (n) > most)
      {
        most = GPOINTER_TO_UINT (n);
        found = GPOINTER_TO_UINT (colour);
      }

  return found;
}

/* The greatest contrast of what is painted often enough to be no edge of a letter. */
static double
get_strongest (GHashTable *counts,
               guint32     ground,
               guint       often)
{
  double strongest = 1;
  GHashTableIter iter;
  gpointer colour, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &colour, &n))
    if (GPOINTER_TO_UINT (n) >= often)
      strongest = MAX (strongest, contrast_get (GPOINTER_TO_UINT (colour), ground));

  return strongest;
}

/* The box of a widget in the window, if all of it is to be seen. */
static gboolean
get_seen_box (GtkWidget       *widget,
              GtkWidget       *window,
              graphene_rect_t *box)
{
  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL; above = gtk_widget_get_parent (above))
    {
      graphene_rect_t bounds;

      if (!gtk_widget_compute_bounds (widget, above, &bounds)
          || bounds.origin.x < -1 || bounds.origin.y < -1
          || bounds.origin.x + bounds.size.width > gtk_widget_get_width (above) + 1
          || bounds.origin.y + bounds.size.height > gtk_widget_get_height (above) + 1)
        return FALSE;
      if (above == window)
        break;
    }

  return gtk_widget_compute_bounds (widget, window, box);
}

static guint
check_labels (GtkWidget     *widget,
              GtkWidget     *window,
              const Picture *picture)
{
  graphene_rect_t box;
  guint n = 0;

  /* A tooltip is no part of the window's picture. */
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget)
      || (GTK_IS_NATIVE (widget) && widget != window))
    return 0;

  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0' && get_seen_box (widget, window, &box))
    {
      g_autoptr(GHashTable) counts = count_colours (picture, &box);
      double contrast = get_strongest (counts, get_most_frequent (counts), 6);

      if (contrast < CONTRAST_OF_TEXT)
        g_error ("“%s” has a contrast of %.2f", gtk_label_get_text (GTK_LABEL (widget)), contrast);
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_labels (child, window, picture);

  return n;
}

static void
check_page (Fixture *f,
            guint    least_labels)
{
  GtkWidget *window = GTK_WIDGET (f->window);

  for (guint dark = 0; dark < 2; dark++)
    {
      g_auto(Picture) picture = { 0 };

      set_style (f, dark, TRUE);
      paint (window, 0, &picture);
      g_assert_cmpuint (check_labels (window, window, &picture), >=, least_labels);
    }
}

static gboolean
is_chart_there (gpointer data)
{
  GtkWidget *chart = find_widget (data, YTT_TYPE_CLAIM_CHART, NULL);

  return chart != NULL && gtk_widget_get_mapped (chart) && gtk_widget_get_height (chart) > 100;
}

static gboolean
has_record (gpointer data)
{
  YttSession *session = data;
  YttRecord *record = ytt_session_get_record (session);

  return record != NULL && record->id == ytt_session_get_selected (session);
}

/* A facility whose start slips, and the ledger of that opened. */
static GtkWidget *
open_ledger (Fixture *f)
{
  GtkWidget *detail = GTK_WIDGET (f->window->detail_pane);
  g_autoptr(GPtrArray) rows = NULL;

  ytt_window_select (f->window, "ca-strange-lake");
  wait_for_window (f->window);
  wait_until (has_record, f->session);
  wait_for_window (f->window);
  rows = find_all (detail, YTT_TYPE_FIGURE_ROW);
  for (guint i = 0; i < rows->len && find_first (detail, YTT_TYPE_CLAIM_CHART) == NULL; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_first (g_ptr_array_index (rows, i), GTK_TYPE_TOGGLE_BUTTON)),
                                  TRUE);
  wait_until (is_chart_there, detail);

  return find_first (detail, YTT_TYPE_CLAIM_CHART);
}

static void
test_map (Fixture       *f,
          gconstpointer  data)
{
  open_ledger (f);
  set_filter (f, "stage=mining&country=!CN");
  check_page (f, 60);
}

static void
test_announcements (Fixture       *f,
                    gconstpointer  data)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.page", "s", "announcements");
  wait_for_window (f->window);
  check_page (f, 40);
}

static void
test_balance (Fixture       *f,
              gconstpointer  data)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.page", "s", "balance");
  wait_for_window (f->window);
  check_page (f, 40);
}

/* Lines thinner than a tenth of a px, which edges leave, are no part of a picture. */
static guint
get_often (const Picture *picture)
{
  return (guint) (picture->width + picture->height) / 2;
}

/* What is painted on @ground: the least contrast of all that is there to be seen. */
static double
get_weakest (GHashTable *counts,
             guint32     ground,
             guint       often)
{
  double weakest = 21;
  GHashTableIter iter;
  gpointer colour, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &colour, &n))
    if (GPOINTER_TO_UINT (n) >= often && GPOINTER_TO_UINT (colour) != ground)
      weakest = MIN (weakest, contrast_get (GPOINTER_TO_UINT (colour), ground));

  return weakest;
}

static double
get_weakest_in (GtkWidget *chart,
                gboolean   dark)
{
  const guint32 card = dark ? 0x353535 : 0xffffff;
  g_auto(Picture) picture = { 0 };
  g_autoptr(GHashTable) counts = NULL;

  paint (chart, card, &picture);
  counts = count_colours (&picture, &GRAPHENE_RECT_INIT (0, 0, picture.width, picture.height));

  return get_weakest (counts, get_most_frequent (counts), get_often (&picture));
}

/* A chart has what is faint, until there is high contrast, and no more then. */
static void
check_chart (Fixture   *f,
             GtkWidget *chart)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      set_style (f, dark, FALSE);
      g_assert_cmpfloat (get_weakest_in (chart, dark), <, CONTRAST_OF_GRAPHICS);
      set_style (f, dark, TRUE);
      g_assert_cmpfloat (get_weakest_in (chart, dark), >=, CONTRAST_OF_GRAPHICS);
    }
}

static void
test_claim_chart (Fixture       *f,
                  gconstpointer  data)
{
  check_chart (f, open_ledger (f));
}

static void
test_bars (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) rows = NULL;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.page", "s", "balance");
  wait_for_window (f->window);
  rows = find_all (GTK_WIDGET (f->window), YTT_TYPE_BALANCE_ROW);
  g_assert_cmpuint (rows->len, >, 4);
  check_chart (f, g_ptr_array_index (rows, 1));
}

static gboolean
is_wide (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 100;
}

/* Of a range, the years within and without are told apart by shape: no bar is faint. */
static void
test_histogram (Fixture       *f,
                gconstpointer  data)
{
  GtkWidget *popover, *histogram;

  set_filter (f, "start=2025..2027");
  popover = open_popover (f, "More");
  histogram = find_first (open_page (f, popover, "Start"), YTT_TYPE_HISTOGRAM);
  wait_until (is_wide, histogram);

  check_chart (f, histogram);
  close_popover (popover);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up_contrast, func, tear_down_contrast)
  ADD ("/contrast/map", test_map);
  ADD ("/contrast/announcements", test_announcements);
  ADD ("/contrast/balance", test_balance);
  ADD ("/contrast/claim-chart", test_claim_chart);
  ADD ("/contrast/bars", test_bars);
  ADD ("/contrast/histogram", test_histogram);
#undef ADD

  return g_test_run ();
}
