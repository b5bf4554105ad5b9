#include "pkcs11shim.h"

#include <dlfcn.h>
#include <p11-kit-1/p11-kit/pkcs11.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct signet_p11 {
    CK_FUNCTION_LIST_PTR call;
};

// A module's table may have holes where a function is not supported.
#define HAS(module, name) ((module)->call->name != NULL)

signet_p11 *signet_p11_load(const char *path, unsigned long *code, char *message, size_t size) {
    *code = CKR_OK;
    if (size > 0) message[0] = '\0';
    // RTLD_LOCAL keeps the module's own OpenSSL, if it has one, apart from ours.
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        const char *reason = dlerror();
        snprintf(message, size, "%s", reason != NULL ? reason : "unknown reason");
        return NULL;
    }
    CK_C_GetFunctionList list = NULL;
    *(void **)&list = dlsym(library, "C_GetFunctionList");
    CK_FUNCTION_LIST_PTR call = NULL;
    if (list == NULL || list(&call) != CKR_OK || call == NULL || call->C_Initialize == NULL) {
        snprintf(message, size, "is not a PKCS#11 module");
        dlclose(library);
        return NULL;
    }
    CK_C_INITIALIZE_ARGS arguments;
    memset(&arguments, 0, sizeof arguments);
    arguments.flags = CKF_OS_LOCKING_OK;
    CK_RV result = call->C_Initialize(&arguments);
    if (result != CKR_OK && result != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
        *code = result;
        dlclose(library);
        return NULL;
    }
    signet_p11 *module = malloc(sizeof *module);
    if (module == NULL) {
        *code = CKR_HOST_MEMORY;
        return NULL;
    }
    module->call = call;
    return module;
}

unsigned long signet_p11_slots(const signet_p11 *module, unsigned long *slots, size_t maximum, size_t *count) {
    *count = 0;
    if (!HAS(module, C_GetSlotList)) return CKR_FUNCTION_NOT_SUPPORTED;
    // Asking without a list first makes modules look for tokens that came since.
    CK_ULONG number = 0;
    CK_RV result = module->call->C_GetSlotList(CK_TRUE, NULL, &number);
    if (result != CKR_OK) return result;
    if (number > maximum) return CKR_BUFFER_TOO_SMALL;
    number = maximum;
    result = module->call->C_GetSlotList(CK_TRUE, slots, &number);
    if (result == CKR_OK) *count = number;
    return result;
}

unsigned long signet_p11_describe(const signet_p11 *module, unsigned long slot, signet_p11_token *token) {
    if (!HAS(module, C_GetTokenInfo)) return CKR_FUNCTION_NOT_SUPPORTED;
    CK_TOKEN_INFO info;
    memset(&info, 0, sizeof info);
    CK_RV result = module->call->C_GetTokenInfo(slot, &info);
    if (result != CKR_OK) return result;
    memcpy(token->label, info.label, sizeof token->label);
    memcpy(token->manufacturer, info.manufacturerID, sizeof token->manufacturer);
    memcpy(token->model, info.model, sizeof token->model);
    memcpy(token->serial, info.serialNumber, sizeof token->serial);
    token->is_initialized = (info.flags & CKF_TOKEN_INITIALIZED) != 0;
    token->needs_login = (info.flags & CKF_LOGIN_REQUIRED) != 0;
    token->has_own_pin_entry = (info.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
    return CKR_OK;
}

unsigned long signet_p11_open(const signet_p11 *module, unsigned long slot, unsigned long *session) {
    if (!HAS(module, C_OpenSession)) return CKR_FUNCTION_NOT_SUPPORTED;
    return module->call->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, session);
}

void signet_p11_close(const signet_p11 *module, unsigned long session) {
    if (HAS(module, C_CloseSession)) module->call->C_CloseSession(session);
}

static CK_RV login(const signet_p11 *module, CK_SESSION_HANDLE session, CK_USER_TYPE user, const void *pin, size_t size) {
    if (!HAS(module, C_Login)) return CKR_FUNCTION_NOT_SUPPORTED;
    CK_RV result = module->call->C_Login(session, user, (CK_UTF8CHAR_PTR)pin, size);
    return result == CKR_USER_ALREADY_LOGGED_IN ? CKR_OK : result;
}

unsigned long signet_p11_login(const signet_p11 *module, unsigned long session, const void *pin, size_t size) {
    return login(module, session, CKU_USER, pin, size);
}

unsigned long signet_p11_find(
    const signet_p11 *module, unsigned long session, const void *label, size_t label_size, const void *identifier,
    size_t identifier_size, unsigned long *keys, size_t maximum, size_t *count) {
    *count = 0;
    if (!HAS(module, C_FindObjectsInit) || !HAS(module, C_FindObjects) || !HAS(module, C_FindObjectsFinal)) {
        return CKR_FUNCTION_NOT_SUPPORTED;
    }
    CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
    CK_ATTRIBUTE wanted[3] = {{CKA_CLASS, &class, sizeof class}};
    CK_ULONG number = 1;
    if (label != NULL) wanted[number++] = (CK_ATTRIBUTE){CKA_LABEL, (void *)label, label_size};
    if (identifier != NULL) wanted[number++] = (CK_ATTRIBUTE){CKA_ID, (void *)identifier, identifier_size};
    CK_RV result = module->call->C_FindObjectsInit(session, wanted, number);
    if (result != CKR_OK) return result;
    CK_ULONG found = 0;
    // A call may return fewer than there are; none at all is the end.
    while (*count < maximum) {
        result = module->call->C_FindObjects(session, keys + *count, maximum - *count, &found);
        if (result != CKR_OK || found == 0 || found > maximum - *count) break;
        *count += found;
    }
    module->call->C_FindObjectsFinal(session);
    return result;
}

unsigned long signet_p11_examine(
    const signet_p11 *module, unsigned long session, unsigned long handle, signet_p11_key *key) {
    memset(key, 0, sizeof *key);
    if (!HAS(module, C_GetAttributeValue)) return CKR_FUNCTION_NOT_SUPPORTED;
    CK_KEY_TYPE type = 0;
    CK_ATTRIBUTE attribute = {CKA_KEY_TYPE, &type, sizeof type};
    CK_RV result = module->call->C_GetAttributeValue(session, handle, &attribute, 1);
    if (result != CKR_OK) return result;
    key->is_ec = type == CKK_EC;
    key->is_rsa = type == CKK_RSA;
    key->is_edwards = type == CKK_EC_EDWARDS;
    CK_BBOOL always = CK_FALSE;
    CK_ATTRIBUTE asks = {CKA_ALWAYS_AUTHENTICATE, &always, sizeof always};
    // Older modules do not know the attribute, and then never ask.
    if (module->call->C_GetAttributeValue(session, handle, &asks, 1) == CKR_OK) key->asks_every_time = always == CK_TRUE;
    return CKR_OK;
}

unsigned long signet_p11_sign(
    const signet_p11 *module, unsigned long session, unsigned long handle, enum signet_p11_algorithm algorithm,
    int asks_every_time, const void *pin, size_t pin_size, const void *data, size_t size, void *signature,
    size_t *signature_size) {
    if (!HAS(module, C_SignInit) || !HAS(module, C_Sign)) return CKR_FUNCTION_NOT_SUPPORTED;
    // The salt is as long as the hash (RFC 8230, section 2).
    CK_RSA_PKCS_PSS_PARAMS padding = {CKM_SHA256, CKG_MGF1_SHA256, 32};
    CK_MECHANISM mechanism = {CKM_RSA_PKCS_PSS, &padding, sizeof padding};
    switch (algorithm) {
        case SIGNET_P11_ECDSA: mechanism = (CK_MECHANISM){CKM_ECDSA, NULL, 0}; break;
        case SIGNET_P11_EDDSA: mechanism = (CK_MECHANISM){CKM_EDDSA, NULL, 0}; break;
        case SIGNET_P11_PSS_SHA256: break;
        case SIGNET_P11_PSS_SHA384: padding = (CK_RSA_PKCS_PSS_PARAMS){CKM_SHA384, CKG_MGF1_SHA384, 48}; break;
        case SIGNET_P11_PSS_SHA512: padding = (CK_RSA_PKCS_PSS_PARAMS){CKM_SHA512, CKG_MGF1_SHA512, 64}; break;
    }
    CK_RV result = module->call->C_SignInit(session, &mechanism, handle);
    if (result != CKR_OK) return result;
    if (asks_every_time) {
        result = login(module, session, CKU_CONTEXT_SPECIFIC, pin, pin_size);
        if (result != CKR_OK) return result;
    }
    CK_ULONG length = *signature_size;
    result = module->call->C_Sign(session, (CK_BYTE_PTR)data, size, signature, &length);
    if (result == CKR_OK) *signature_size = length;
    return result;
}
