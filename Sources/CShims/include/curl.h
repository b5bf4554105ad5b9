#ifndef SIGNET_CURL_H
#define SIGNET_CURL_H

#include <stddef.h>
#include <stdint.h>

/// Whether a connection to an address (4 or 16 bytes) may be opened.
typedef int (*signet_http_gate)(const uint8_t *address, size_t size);

struct signet_http_request {
    const char *url;
    /// The body of a POST; null for a GET.
    const uint8_t *body;
    size_t body_size;
    /// `Content-Type: …`, or null.
    const char *content_type;
    /// `Accept: …`, or null.
    const char *accept;
    /// `Authorization: …`, or null.
    const char *authorization;
    const char *user_agent;
    /// Whether http is allowed beside https.
    int allows_plain;
    /// Whether proxies of the environment are used; then the gate sees the proxy's address.
    int uses_proxy;
    /// Null lets every address through.
    signet_http_gate gate;
    /// For the whole exchange, name look-up included.
    long timeout_milliseconds;
    size_t maximum_size;
};

enum signet_http_failure {
    SIGNET_HTTP_OK = 0,
    /// The library is not installed.
    SIGNET_HTTP_NO_LIBRARY,
    SIGNET_HTTP_BAD_ADDRESS,
    /// The gate refused every address.
    SIGNET_HTTP_REFUSED,
    SIGNET_HTTP_TIMEOUT,
    SIGNET_HTTP_TOO_LARGE,
    SIGNET_HTTP_TLS,
    SIGNET_HTTP_UNREACHABLE,
};

struct signet_http_answer {
    int failure;
    long status;
    /// To be freed with `signet_http_free`.
    uint8_t *body;
    size_t body_size;
    char content_type[128];
    char message[256];
};

/// One exchange: no redirects, no cookies, no credentials. libcurl is loaded when this is first called, so that a program
/// that never goes to the network neither needs nor loads it.
void signet_http_perform(const struct signet_http_request *request, struct signet_http_answer *answer);

void signet_http_free(struct signet_http_answer *answer);

#endif
