#include <libpq-fe.h>

// Swift does not see macros that are characters.
static const int CPOSTGRES_SQLSTATE = PG_DIAG_SQLSTATE;
static const int CPOSTGRES_PRIMARY_MESSAGE = PG_DIAG_MESSAGE_PRIMARY;
