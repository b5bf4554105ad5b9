#include "curl.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// libcurl brings thirty libraries with it, which would cost every start of the program some milliseconds.
static struct {
    CURLcode (*global_init)(long);
    CURL *(*easy_init)(void);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_perform)(CURL *);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    void (*easy_cleanup)(CURL *);
    const char *(*easy_strerror)(CURLcode);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
    int is_ready;
} lib;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) return;
    // Function pointers cannot be converted from object pointers in ISO C; POSIX guarantees the representation.
#define LOAD(name)                                                                                                     \
    {                                                                                                                  \
        void *symbol = dlsym(handle, "curl_" #name);                                                                   \
        if (symbol == NULL) return;                                                                                    \
        memcpy(&lib.name, &symbol, sizeof symbol);                                                                     \
    }
    LOAD(global_init)
    LOAD(easy_init)
    LOAD(easy_setopt)
    LOAD(easy_perform)
    LOAD(easy_getinfo)
    LOAD(easy_cleanup)
    LOAD(easy_strerror)
    LOAD(slist_append)
    LOAD(slist_free_all)
#undef LOAD
    lib.is_ready = lib.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

struct exchange {
    const struct signet_http_request *request;
    struct signet_http_answer *answer;
    size_t capacity;
    int is_refused;
    int is_too_large;
};

static size_t on_data(char *data, size_t one, size_t count, void *context) {
    (void)one;
    struct exchange *exchange = context;
    struct signet_http_answer *answer = exchange->answer;
    if (count > exchange->request->maximum_size - answer->body_size) {
        exchange->is_too_large = 1;
        return 0;
    }
    if (answer->body_size + count > exchange->capacity) {
        size_t capacity = exchange->capacity == 0 ? 16384 : exchange->capacity * 2;
        while (capacity < answer->body_size + count) capacity *= 2;
        uint8_t *body = realloc(answer->body, capacity);
        if (body == NULL) return 0;
        answer->body = body;
        exchange->capacity = capacity;
    }
    memcpy(answer->body + answer->body_size, data, count);
    answer->body_size += count;
    return count;
}

// Called with the address that the name was resolved to, just before it is connected to: a name that resolves to
// something else the second time cannot get past this.
static curl_socket_t on_open(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    struct exchange *exchange = context;
    int is_allowed = 0;
    if (address->family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)&address->addr;
        is_allowed = exchange->request->gate((const uint8_t *)&four->sin_addr, 4);
    } else if (address->family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)&address->addr;
        is_allowed = exchange->request->gate((const uint8_t *)&six->sin6_addr, 16);
    }
    if (!is_allowed) {
        exchange->is_refused = 1;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static void set(CURL *curl, struct exchange *exchange, struct curl_slist *headers, char *error) {
    const struct signet_http_request *request = exchange->request;
    lib.easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    lib.easy_setopt(curl, CURLOPT_URL, request->url);
    lib.easy_setopt(curl, CURLOPT_PROTOCOLS_STR, request->allows_plain ? "http,https" : "https");
    lib.easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    lib.easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    lib.easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    lib.easy_setopt(curl, CURLOPT_TIMEOUT_MS, request->timeout_milliseconds);
    lib.easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, request->timeout_milliseconds);
    lib.easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)request->maximum_size);
    lib.easy_setopt(curl, CURLOPT_USERAGENT, request->user_agent);
    lib.easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    lib.easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
    lib.easy_setopt(curl, CURLOPT_WRITEDATA, exchange);
    lib.easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    if (!request->uses_proxy) lib.easy_setopt(curl, CURLOPT_PROXY, "");
    if (request->gate != NULL) {
        lib.easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_open);
        lib.easy_setopt(curl, CURLOPT_OPENSOCKETDATA, exchange);
    }
    if (request->body != NULL) {
        lib.easy_setopt(curl, CURLOPT_POST, 1L);
        lib.easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_size);
        lib.easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
    }
}

static int failure(CURLcode code, const struct exchange *exchange) {
    if (exchange->is_too_large) return SIGNET_HTTP_TOO_LARGE;
    if (code == CURLE_OK) return SIGNET_HTTP_OK;
    if (exchange->is_refused) return SIGNET_HTTP_REFUSED;
    switch (code) {
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_URL_MALFORMAT: return SIGNET_HTTP_BAD_ADDRESS;
        case CURLE_OPERATION_TIMEDOUT: return SIGNET_HTTP_TIMEOUT;
        case CURLE_FILESIZE_EXCEEDED: return SIGNET_HTTP_TOO_LARGE;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE: return SIGNET_HTTP_TLS;
        default: return SIGNET_HTTP_UNREACHABLE;
    }
}

void signet_http_perform(const struct signet_http_request *request, struct signet_http_answer *answer) {
    memset(answer, 0, sizeof *answer);
    pthread_once(&once, load);
    CURL *curl = lib.is_ready ? lib.easy_init() : NULL;
    if (curl == NULL) {
        answer->failure = SIGNET_HTTP_NO_LIBRARY;
        return;
    }
    struct exchange exchange = {request, answer, 0, 0, 0};
    // Without `Expect` some servers answer 100 first, which costs a second.
    struct curl_slist *headers = lib.slist_append(NULL, "Expect:");
    if (request->content_type != NULL) headers = lib.slist_append(headers, request->content_type);
    if (request->accept != NULL) headers = lib.slist_append(headers, request->accept);
    if (request->authorization != NULL) headers = lib.slist_append(headers, request->authorization);
    char error[CURL_ERROR_SIZE] = "";
    set(curl, &exchange, headers, error);
    CURLcode code = lib.easy_perform(curl);
    answer->failure = failure(code, &exchange);
    if (code != CURLE_OK) {
        const char *text = error[0] != 0 ? error : lib.easy_strerror(code);
        strncpy(answer->message, text, sizeof answer->message - 1);
    }
    lib.easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
    const char *type = NULL;
    if (lib.easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type) == CURLE_OK && type != NULL) {
        strncpy(answer->content_type, type, sizeof answer->content_type - 1);
    }
    lib.easy_cleanup(curl);
    lib.slist_free_all(headers);
}

void signet_http_free(struct signet_http_answer *answer) {
    free(answer->body);
    answer->body = NULL;
    answer->body_size = 0;
}
