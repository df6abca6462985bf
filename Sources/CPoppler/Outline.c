#include "CPoppler.h"
#include "Document.h"

enum { DEEPEST_LEVEL = 16 };

typedef struct {
  PopplerDocument *handle;
  GArray *headings;
  size_t limit;
} outline_reader;

/// Where an entry leads, as far as it leads into this document.
static void locate(const outline_reader *reader, const PopplerAction *action, pdf_heading *heading) {
  heading->page = -1;
  heading->top = -1;
  if (action->type != POPPLER_ACTION_GOTO_DEST || !action->goto_dest.dest) return;
  PopplerDest *found = NULL;
  const PopplerDest *place = action->goto_dest.dest;
  if (place->type == POPPLER_DEST_NAMED) {
    place = found = poppler_document_find_dest(reader->handle, place->named_dest);
    if (!found) return;
  }
  PopplerPage *page = poppler_document_get_page(reader->handle, place->page_num - 1);
  if (page) {
    heading->page = place->page_num - 1;
    double width, height;
    poppler_page_get_size(page, &width, &height);
    if (place->change_top) heading->top = MAX(0, height - place->top);
    g_object_unref(page);
  }
  if (found) poppler_dest_free(found);
}

static void read_level(outline_reader *reader, PopplerIndexIter *iterator, int level) {
  do {
    if (reader->headings->len >= reader->limit) return;
    PopplerAction *action = poppler_index_iter_get_action(iterator);
    char *title = action ? pdf_take_string(g_strdup(action->any.title)) : NULL;
    if (title) {
      pdf_heading heading = {.title = title, .level = level};
      locate(reader, action, &heading);
      g_array_append_val(reader->headings, heading);
    }
    if (action) poppler_action_free(action);
    if (level == DEEPEST_LEVEL) continue;
    PopplerIndexIter *inner = poppler_index_iter_get_child(iterator);
    if (inner) {
      read_level(reader, inner, level + 1);
      poppler_index_iter_free(inner);
    }
  } while (poppler_index_iter_next(iterator));
}

pdf_outline *pdf_read_outline(pdf_document *document, size_t limit) {
  outline_reader reader = {document->handle, g_array_new(FALSE, FALSE, sizeof(pdf_heading)), limit};
  PopplerIndexIter *iterator = poppler_index_iter_new(document->handle);
  if (iterator) {
    read_level(&reader, iterator, 1);
    poppler_index_iter_free(iterator);
  }
  pdf_outline *outline = g_new0(pdf_outline, 1);
  outline->count = reader.headings->len;
  outline->headings = (pdf_heading *)g_array_free(reader.headings, FALSE);
  return outline;
}

void pdf_free_outline(pdf_outline *outline) {
  if (!outline) return;
  for (size_t i = 0; i < outline->count; i++) g_free(outline->headings[i].title);
  g_free(outline->headings);
  g_free(outline);
}
