#include "Document.h"

#include "CPoppler.h"
#include "Complaints.h"

static PopplerDocument *open_bytes(const void *bytes, size_t length, const char *password, GError **error) {
  GBytes *content = g_bytes_new_static(bytes, length);
  PopplerDocument *handle;
  if (password) {
    // The other ways to open memory follow a null pointer in poppler 22.12 when the password is wrong.
    GInputStream *stream = g_memory_input_stream_new_from_bytes(content);
    handle = poppler_document_new_from_stream(stream, length, password, NULL, error);
    g_object_unref(stream);
  } else {
    handle = poppler_document_new_from_bytes(content, NULL, error);
  }
  g_bytes_unref(content);
  return handle;
}

pdf_document *pdf_open(const void *bytes, size_t length, const char *password, pdf_status *status) {
  complaints_silence();
  GError *error = NULL;
  PopplerDocument *handle = open_bytes(bytes, length, password, &error);
  if (!handle) {
    *status = g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? PDF_ENCRYPTED : PDF_DAMAGED;
    g_clear_error(&error);
    return NULL;
  }
  *status = PDF_OPENED;
  pdf_document *document = g_new0(pdf_document, 1);
  document->handle = handle;
  return document;
}

void pdf_close(pdf_document *document) {
  if (!document) return;
  g_object_unref(document->handle);
  g_free(document);
}

int pdf_page_count(const pdf_document *document) { return poppler_document_get_n_pages(document->handle); }

char *pdf_take_string(char *string) {
  if (!string || g_utf8_validate(string, -1, NULL)) {
    if (string && *string) return string;
    g_free(string);
    return NULL;
  }
  char *valid = g_utf8_make_valid(string, -1);
  g_free(string);
  return valid;
}

static char *iso8601(GDateTime *date) {
  if (!date) return NULL;
  char *text = g_date_time_format_iso8601(date);
  g_date_time_unref(date);
  return text;
}

pdf_information *pdf_read_information(const pdf_document *document) {
  PopplerDocument *handle = document->handle;
  pdf_information *information = g_new0(pdf_information, 1);
  information->title = pdf_take_string(poppler_document_get_title(handle));
  information->author = pdf_take_string(poppler_document_get_author(handle));
  information->subject = pdf_take_string(poppler_document_get_subject(handle));
  information->keywords = pdf_take_string(poppler_document_get_keywords(handle));
  information->created = iso8601(poppler_document_get_creation_date_time(handle));
  information->modified = iso8601(poppler_document_get_modification_date_time(handle));
  return information;
}

void pdf_free_information(pdf_information *information) {
  if (!information) return;
  g_free(information->title);
  g_free(information->author);
  g_free(information->subject);
  g_free(information->keywords);
  g_free(information->created);
  g_free(information->modified);
  g_free(information);
}
