#include <string.h>

#include "CPoppler.h"
#include "Complaints.h"
#include "Document.h"

/// Each link looks through the text of its page.
enum { MOST_LINKS = 1000 };

/// A page's text with the box of every character, line ends included, as poppler gives them.
typedef struct {
  const char *text;
  size_t length;
  PopplerRectangle *boxes;
  guint box_count;
} laid_out;

/// Characters of a line that stand at the same height: those of one font and size.
typedef struct {
  double top, bottom;
  unsigned characters;
} band;

/// The heights at which the characters of one line stand; a few are enough to find the one that most share.
typedef struct {
  band bands[8];
  unsigned count;
} line_bands;

static void add_box(line_bands *line, PopplerRectangle box) {
  for (unsigned i = 0; i < line->count; i++) {
    if (line->bands[i].top != box.y1 || line->bands[i].bottom != box.y2) continue;
    line->bands[i].characters++;
    return;
  }
  if (line->count < G_N_ELEMENTS(line->bands)) line->bands[line->count++] = (band){box.y1, box.y2, 1};
}

static band widest_band(const line_bands *line) {
  band widest = {0};
  for (unsigned i = 0; i < line->count; i++) {
    if (line->bands[i].characters > widest.characters) widest = line->bands[i];
  }
  return widest;
}

static void read_lines(const laid_out *layout, pdf_page *page) {
  size_t line_count = 1;
  for (size_t i = 0; i < layout->length; i++) line_count += layout->text[i] == '\n';
  page->lines = g_new0(pdf_line, line_count);

  size_t character = 0;
  const char *end = layout->text + layout->length;
  for (const char *start = layout->text; start < end;) {
    const char *stop = memchr(start, '\n', end - start);
    if (!stop) stop = end;
    line_bands line = {0};
    for (const char *at = start; at < stop; at = g_utf8_next_char(at), character++) {
      if (character < layout->box_count) add_box(&line, layout->boxes[character]);
    }
    band place = widest_band(&line);
    if (stop > start) {
      page->lines[page->line_count++] = (pdf_line){start - layout->text, stop - start, place.top, place.bottom};
    }
    character++;
    start = stop + 1;
  }
}

/// The characters whose middle lies inside the area.
static char *text_inside(const laid_out *layout, PopplerRectangle area) {
  GString *found = g_string_new(NULL);
  const char *at = layout->text, *end = at + layout->length;
  for (size_t character = 0; at < end && character < layout->box_count; character++) {
    const char *next = g_utf8_next_char(at);
    PopplerRectangle box = layout->boxes[character];
    double x = (box.x1 + box.x2) / 2, y = (box.y1 + box.y2) / 2;
    if (x >= area.x1 && x <= area.x2 && y >= area.y1 && y <= area.y2) g_string_append_len(found, at, next - at);
    at = next;
  }
  return pdf_take_string(g_string_free(found, FALSE));
}

static void read_links(PopplerPage *handle, const laid_out *layout, pdf_page *page) {
  GList *mapping = poppler_page_get_link_mapping(handle);
  page->links = g_new0(pdf_link, g_list_length(mapping));
  // The list runs from the last to the first.
  for (GList *at = g_list_last(mapping); at; at = at->prev) {
    PopplerLinkMapping *entry = at->data;
    if (!entry->action || entry->action->type != POPPLER_ACTION_URI) continue;
    char *target = pdf_take_string(g_strdup(entry->action->uri.uri));
    if (!target) continue;
    // Links are measured from the bottom of the page, text from its top.
    PopplerRectangle area = {
      .x1 = entry->area.x1, .x2 = entry->area.x2,
      .y1 = page->height - entry->area.y2, .y2 = page->height - entry->area.y1,
    };
    page->links[page->link_count++] = (pdf_link){.target = target, .text = text_inside(layout, area)};
    if (page->link_count == MOST_LINKS) break;
  }
  poppler_page_free_link_mapping(mapping);
}

static void read_text(PopplerPage *handle, pdf_page *page) {
  laid_out layout = {.text = page->text, .length = page->length};
  if (!poppler_page_get_text_layout(handle, &layout.boxes, &layout.box_count)) layout.box_count = 0;
  read_lines(&layout, page);
  read_links(handle, &layout, page);
  g_free(layout.boxes);
}

static bool has_pictures(PopplerPage *handle) {
  GList *mapping = poppler_page_get_image_mapping(handle);
  bool found = mapping != NULL;
  poppler_page_free_image_mapping(mapping);
  return found;
}

pdf_page *pdf_read_page(pdf_document *document, int index) {
  unsigned before = complaints_count();
  PopplerPage *handle = poppler_document_get_page(document->handle, index);
  if (!handle) return NULL;
  pdf_page *page = g_new0(pdf_page, 1);
  poppler_page_get_size(handle, &page->width, &page->height);
  page->label = pdf_take_string(poppler_page_get_label(handle));
  page->text = pdf_take_string(poppler_page_get_text(handle));
  if (page->text) {
    page->length = strlen(page->text);
    read_text(handle, page);
  } else {
    page->has_pictures = has_pictures(handle);
  }
  g_object_unref(handle);
  page->complaints = complaints_count() - before;
  return page;
}

void pdf_free_page(pdf_page *page) {
  if (!page) return;
  for (size_t i = 0; i < page->link_count; i++) {
    g_free(page->links[i].target);
    g_free(page->links[i].text);
  }
  g_free(page->links);
  g_free(page->lines);
  g_free(page->label);
  g_free(page->text);
  g_free(page);
}
