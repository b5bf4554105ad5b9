#ifndef SIGNET_PKCS11SHIM_H
#define SIGNET_PKCS11SHIM_H

#include <stddef.h>

// The few calls of PKCS#11 (OASIS, version 2.40) that signing needs, over a module that is loaded at run time. The standard's
// own header is all function-like macros and tables of function pointers, which Swift cannot use.
//
// Every function that returns `unsigned long` returns the module's own CKR_ number; 0 is success.

typedef struct signet_p11 signet_p11;

// The padded texts of a token, as the module has them.
typedef struct {
    unsigned char label[32];
    unsigned char manufacturer[32];
    unsigned char model[16];
    unsigned char serial[16];
    int is_initialized;
    int needs_login;
    int has_own_pin_entry;
} signet_p11_token;

// What a key is for.
typedef struct {
    int is_ec;
    int is_rsa;
    int is_edwards;
    // Whether the PIN has to be given for every signature.
    int asks_every_time;
} signet_p11_key;

enum signet_p11_algorithm {
    SIGNET_P11_ECDSA,
    SIGNET_P11_EDDSA,
    SIGNET_P11_PSS_SHA256,
    SIGNET_P11_PSS_SHA384,
    SIGNET_P11_PSS_SHA512,
};

// Loads and initialises a module, which stays loaded until the process ends. NULL on failure, with either a text in `message`
// (the library cannot be loaded) or the module's number in `code`.
signet_p11 *signet_p11_load(const char *path, unsigned long *code, char *message, size_t size);

// Up to `maximum` slots with a token in them; `count` is how many there are.
unsigned long signet_p11_slots(const signet_p11 *module, unsigned long *slots, size_t maximum, size_t *count);

unsigned long signet_p11_describe(const signet_p11 *module, unsigned long slot, signet_p11_token *token);

unsigned long signet_p11_open(const signet_p11 *module, unsigned long slot, unsigned long *session);

void signet_p11_close(const signet_p11 *module, unsigned long session);

// Logs the user in; a NULL pin has the token ask for it on its own keyboard. Being logged in already is success.
unsigned long signet_p11_login(const signet_p11 *module, unsigned long session, const void *pin, size_t size);

// Up to `maximum` private keys with the label and the identifier; NULL stands for any.
unsigned long signet_p11_find(
    const signet_p11 *module, unsigned long session, const void *label, size_t label_size, const void *identifier,
    size_t identifier_size, unsigned long *keys, size_t maximum, size_t *count);

unsigned long signet_p11_examine(
    const signet_p11 *module, unsigned long session, unsigned long handle, signet_p11_key *key);

// Signs `data`: the hash for ECDSA and PSS, the message for EdDSA. `signature_size` is the room on entry and the size on
// return. `pin` is only used when `asks_every_time` is set.
unsigned long signet_p11_sign(
    const signet_p11 *module, unsigned long session, unsigned long handle, enum signet_p11_algorithm algorithm,
    int asks_every_time, const void *pin, size_t pin_size, const void *data, size_t size, void *signature,
    size_t *signature_size);

#endif
