// Text and structure of PDF documents: poppler behind plain C values, so that GLib stays out of Swift.
//
// Ownership: whatever a function returns belongs to the caller, who gives it back to the matching `pdf_free_…` or
// `pdf_close`; members of a struct go with the struct. Strings are valid UTF-8 and end in NUL. A document and what came
// out of it belong to one thread at a time.
#pragma once
#include <stdbool.h>
#include <stddef.h>

/// A document open in memory.
typedef struct pdf_document pdf_document;

typedef enum { PDF_OPENED, PDF_ENCRYPTED, PDF_DAMAGED } pdf_status;

/// Opens a document whose bytes outlive it.
///
/// A null password opens what is not encrypted. `PDF_ENCRYPTED` says that the password does not fit.
/// Returns null unless the status is `PDF_OPENED`.
pdf_document *pdf_open(const void *bytes, size_t length, const char *password, pdf_status *status);
void pdf_close(pdf_document *document);

int pdf_page_count(const pdf_document *document);

/// What the document says about itself; a member is null where it says nothing. Dates are ISO 8601.
typedef struct {
  char *title, *author, *subject, *keywords, *created, *modified;
} pdf_information;

pdf_information *pdf_read_information(const pdf_document *document);
void pdf_free_information(pdf_information *information);

/// A line of a page's text: its bytes there, and where most of its characters stand, in points from the page's top.
typedef struct {
  size_t start, length;
  double top, bottom;
} pdf_line;

/// A link to another resource, and the text it is laid over (null where there is none).
typedef struct {
  char *target, *text;
} pdf_link;

/// A page's text in reading order.
typedef struct {
  char *text;
  size_t length;
  /// The page's name where it has one: `iv`.
  char *label;
  double width, height;
  pdf_line *lines;
  size_t line_count;
  pdf_link *links;
  size_t link_count;
  /// Whether it shows pictures; looked at only where there is no text.
  bool has_pictures;
  /// How often poppler complained about the page.
  unsigned complaints;
} pdf_page;

/// Reads the page of that index, from 0; null where the document has no such page after all.
pdf_page *pdf_read_page(pdf_document *document, int index);
void pdf_free_page(pdf_page *page);

/// An entry of the outline.
typedef struct {
  char *title;
  /// 1 for the outermost.
  int level;
  /// From 0; -1 where it leads to no page of this document.
  int page;
  /// Points from the page's top; negative where only the page is known.
  double top;
} pdf_heading;

typedef struct {
  pdf_heading *headings;
  size_t count;
} pdf_outline;

/// Reads the outline, in its own order: at most `limit` entries (outlines of hostile documents run in circles).
pdf_outline *pdf_read_outline(pdf_document *document, size_t limit);
void pdf_free_outline(pdf_outline *outline);
