#include "config.h"

#include "ytt-speaker-layout.h"

#include <math.h>

/* From this width on there are two columns. */
#define WIDE 820

/* What all parts need one beside the other; the window scrolls where it is lower. */
#define LEAST_HEIGHT 400

#define MARGIN 24
#define NARROW_MARGIN 12
#define COLUMN_GAP 24
#define ROW_GAP 18
/* Between the next stop and the list of all, and between it and the clocks */
#define SMALL_GAP 20
#define CLOCK_GAP 14

/* Of the width, for the pictures; the rest is for the notes. */
#define PICTURES_SHARE 0.46
#define LEAST_PICTURES_WIDTH 300
#define NEXT_SHARE 0.52

/* Sources may take as much of the notes' column before they scroll. */
#define SOURCES_SHARE 0.46

/* Where there is only one column, the parts follow each other by how often one looks at them. */
static const YttSpeakerPart narrow_order[] = {
  YTT_SPEAKER_PART_CLOCKS, YTT_SPEAKER_PART_WALL, YTT_SPEAKER_PART_NOTES, YTT_SPEAKER_PART_NEXT,
  YTT_SPEAKER_PART_SOURCES, YTT_SPEAKER_PART_STOPS,
};

struct _YttSpeakerLayout
{
  GtkLayoutManager  parent_instance;

  GtkWidget        *parts[YTT_SPEAKER_N_PARTS];   /* (not owned) */
};

G_DEFINE_FINAL_TYPE (YttSpeakerLayout, ytt_speaker_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
get_natural_height (YttSpeakerLayout *self,
                    YttSpeakerPart    part,
                    int               width)
{
  int natural;

  gtk_widget_measure (self->parts[part], GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static int
get_least_width (YttSpeakerLayout *self,
                 YttSpeakerPart    part)
{
  int least;

  gtk_widget_measure (self->parts[part], GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  return least;
}

/* @x is from the side where lines begin. */
static void
place (YttSpeakerLayout *self,
       YttSpeakerPart    part,
       int               full_width,
       GdkRectangle      area)
{
  GtkWidget *widget = self->parts[part];
  GskTransform *transform;
  int least_width;
  int least_height;

  /* A part may be asked for less than it can be made; then it reaches over its edge, which nothing here hides. */
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  area.width = MAX (area.width, least_width);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, area.width, &least_height, NULL, NULL, NULL);
  area.height = MAX (area.height, least_height);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    area.x = full_width - area.x - area.width;

  transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (area.x, area.y));
  gtk_widget_allocate (widget, area.width, area.height, -1, transform);
}

/* One column */

static int
get_narrow_height (YttSpeakerLayout *self,
                   int               width)
{
  int height = 2 * NARROW_MARGIN;

  for (guint i = 0; i < G_N_ELEMENTS (narrow_order); i++)
    height += get_natural_height (self, narrow_order[i], width - 2 * NARROW_MARGIN) + (i > 0 ? ROW_GAP : 0);

  return height;
}

static void
allocate_narrow (YttSpeakerLayout *self,
                 int               width)
{
  GdkRectangle area = { NARROW_MARGIN, NARROW_MARGIN, width - 2 * NARROW_MARGIN, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (narrow_order); i++)
    {
      area.height = get_natural_height (self, narrow_order[i], area.width);
      place (self, narrow_order[i], width, area);
      area.y += area.height + ROW_GAP;
    }
}

/* Two columns */

static int
get_next_width (int pictures_width)
{
  return (int) ((pictures_width - SMALL_GAP) * NEXT_SHARE);
}

/* What wall, next stop and clocks take one under the other. */
static int
get_pictures_height (YttSpeakerLayout *self,
                     int               width)
{
  return get_natural_height (self, YTT_SPEAKER_PART_WALL, width) + ROW_GAP
         + get_natural_height (self, YTT_SPEAKER_PART_NEXT, get_next_width (width)) + CLOCK_GAP
         + get_natural_height (self, YTT_SPEAKER_PART_CLOCKS, -1);
}

/* The pictures are as wide as their share, or as the height lets them be, which grows with their width evenly. */
static int
get_pictures_width (YttSpeakerLayout *self,
                    int               width,
                    int               height)
{
  int most = (int) ((width - COLUMN_GAP) * PICTURES_SHARE);
  int least = MIN (LEAST_PICTURES_WIDTH, most);
  int most_height = get_pictures_height (self, most);
  int least_height;

  if (most_height <= height || least == most)
    return most;

  least_height = get_pictures_height (self, least);
  if (least_height >= height)
    return least;

  return least + (int) ((double) (most - least) * (height - least_height) / (most_height - least_height));
}

/* The column may be wider than its pictures. */
static void
allocate_pictures (YttSpeakerLayout *self,
                   int               full_width,
                   GdkRectangle      column,
                   int               pictures_width)
{
  GdkRectangle wall = column;
  GdkRectangle next;
  GdkRectangle clocks;
  GdkRectangle stops;
  gboolean beside;

  wall.width = pictures_width;
  wall.height = get_natural_height (self, YTT_SPEAKER_PART_WALL, wall.width);

  next.x = column.x;
  next.y = wall.y + wall.height + ROW_GAP;
  next.width = get_next_width (pictures_width);
  next.height = get_natural_height (self, YTT_SPEAKER_PART_NEXT, next.width);

  /* Under a small picture there is no room for three clocks: then they stand under the stops, too. */
  clocks.x = column.x;
  clocks.y = next.y + next.height + CLOCK_GAP;
  clocks.height = get_natural_height (self, YTT_SPEAKER_PART_CLOCKS, -1);
  beside = get_least_width (self, YTT_SPEAKER_PART_CLOCKS) <= next.width;
  clocks.width = beside ? next.width : column.width;

  stops.x = next.x + next.width + SMALL_GAP;
  stops.y = next.y;
  stops.width = column.x + column.width - stops.x;
  stops.height = (beside ? column.y + column.height : clocks.y - CLOCK_GAP) - stops.y;
  stops.height = MIN (stops.height, get_natural_height (self, YTT_SPEAKER_PART_STOPS, stops.width));

  place (self, YTT_SPEAKER_PART_WALL, full_width, wall);
  place (self, YTT_SPEAKER_PART_NEXT, full_width, next);
  place (self, YTT_SPEAKER_PART_CLOCKS, full_width, clocks);
  place (self, YTT_SPEAKER_PART_STOPS, full_width, stops);
}

static void
allocate_wide (YttSpeakerLayout *self,
               int               width,
               int               height)
{
  GdkRectangle column = { MARGIN, MARGIN, 0, height - 2 * MARGIN };
  GdkRectangle notes = column;
  GdkRectangle sources;
  int pictures_width;

  pictures_width = get_pictures_width (self, width - 2 * MARGIN, column.height);
  column.width = MAX (pictures_width, get_least_width (self, YTT_SPEAKER_PART_CLOCKS));
  allocate_pictures (self, width, column, pictures_width);

  notes.x = column.x + column.width + COLUMN_GAP;
  notes.width = width - MARGIN - notes.x;
  sources = notes;
  sources.height = MIN (get_natural_height (self, YTT_SPEAKER_PART_SOURCES, sources.width),
                        (int) (column.height * SOURCES_SHARE));
  sources.y = column.y + column.height - sources.height;
  notes.height = sources.y - ROW_GAP - notes.y;
  place (self, YTT_SPEAKER_PART_NOTES, width, notes);
  place (self, YTT_SPEAKER_PART_SOURCES, width, sources);
}

static GtkSizeRequestMode
ytt_speaker_layout_get_request_mode (GtkLayoutManager *manager,
                                     GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ytt_speaker_layout_measure (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  YttSpeakerLayout *self = YTT_SPEAKER_LAYOUT (manager);
  int least = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      for (guint i = 0; i < YTT_SPEAKER_N_PARTS; i++)
        {
          int part;

          gtk_widget_measure (self->parts[i], orientation, -1, &part, NULL, NULL, NULL);
          least = MAX (least, part);
        }
      *minimum = least + 2 * NARROW_MARGIN;
      *natural = MAX (*minimum, WIDE);
      return;
    }

  if (for_size < 0 || for_size >= WIDE)
    *minimum = LEAST_HEIGHT;
  else
    *minimum = get_narrow_height (self, for_size);
  *natural = *minimum;
}

static void
ytt_speaker_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  YttSpeakerLayout *self = YTT_SPEAKER_LAYOUT (manager);

  if (width < WIDE)
    allocate_narrow (self, width);
  else
    allocate_wide (self, width, height);
}

static void
ytt_speaker_layout_class_init (YttSpeakerLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = ytt_speaker_layout_get_request_mode;
  layout_class->measure = ytt_speaker_layout_measure;
  layout_class->allocate = ytt_speaker_layout_allocate;
}

static void
ytt_speaker_layout_init (YttSpeakerLayout *self)
{
}

GtkLayoutManager *
ytt_speaker_layout_new (void)
{
  return g_object_new (YTT_TYPE_SPEAKER_LAYOUT, NULL);
}

void
ytt_speaker_layout_set_part (YttSpeakerLayout *self,
                             YttSpeakerPart    part,
                             GtkWidget        *widget)
{
  g_return_if_fail (YTT_IS_SPEAKER_LAYOUT (self));
  g_return_if_fail (part < YTT_SPEAKER_N_PARTS);

  self->parts[part] = widget;
}
