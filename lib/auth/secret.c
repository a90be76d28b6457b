/* SPDX-License-Identifier: MIT
 *
 * The key file, read once by each process, and AES-256-GCM over OpenSSL's EVP interface. A sealed text is the hex form of
 * nonce, ciphertext and tag. A cipher call that fails means that the library is broken: the process ends. */
#include "auth/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <openssl/evp.h>
#include <string.h>
#include <unistd.h>

#include "auth/digest.h"
#include "base/config.h"
#include "base/faultpoint.h"
#include "base/log.h"
#include "base/str.h"
#include "base/uuid.h"

#define KEY_BYTES 32
#define NONCE_BYTES 12
#define TAG_BYTES 16
#define KEY_TEXT (2 * KEY_BYTES)

/* The key of the file that was read last; the settings name the same one as long as a process lives. */
static struct {
    char path[PATH_MAX]; /* "" until it is read */
    unsigned char key[KEY_BYTES];
} loaded;

static const char *key_path(struct cx *cx)
{
    const char *named = config_get("secret_file");
    return *named ? named : arena_printf(cx->arena, "%s/secret.key", config_get("data"));
}

static enum rc failed(struct cx *cx, const char *what, const char *path)
{
    enum rc rc = rc_of_errno(errno);
    log_line(LOG_LEVEL_ERROR, "cannot %s %s: %s", what, path, strerror(errno));
    return fault_set(cx, rc, NULL, NULL);
}

/* ---- the file ---- */

static bool write_all(int fd, const char *text, size_t len)
{
    if (faultpoint_hit(FAULTPOINT_IO)) {
        errno = ENOSPC;
        return false;
    }
    return write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;
}

static bool sync_folder_of(struct cx *cx, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash ? arena_strndup(cx->arena, path, (size_t)(slash - path) + 1) : ".";
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    bool synced = fsync(fd) == 0;
    return close(fd) == 0 && synced;
}

/* Whole or not at all, under its final name; of several processes one wins. */
static enum rc make_file(struct cx *cx, const char *path)
{
    unsigned char key[KEY_BYTES];
    char text[KEY_TEXT + 2];
    random_bytes(key, sizeof key);
    hex_encode(key, sizeof key, text);
    text[KEY_TEXT] = '\n';
    const char *fresh = arena_printf(cx->arena, "%s.%ld", path, (long)getpid());
    int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return failed(cx, "make", fresh);
    }
    bool written = write_all(fd, text, KEY_TEXT + 1);
    enum rc rc = written ? RC_OK : failed(cx, "write", fresh);
    if (close(fd) != 0 && rc == RC_OK) {
        rc = failed(cx, "close", fresh);
    }
    if (rc == RC_OK && link(fresh, path) != 0 && errno != EEXIST) {
        rc = failed(cx, "make", path);
    }
    if (unlink(fresh) != 0 && rc == RC_OK) {
        rc = failed(cx, "remove", fresh);
    }
    return rc == RC_OK && !sync_folder_of(cx, path) ? failed(cx, "sync the folder of", path) : rc;
}

/* RC_NOT_FOUND: there is no file. */
static enum rc read_file(struct cx *cx, const char *path, unsigned char key[KEY_BYTES])
{
    char text[KEY_TEXT + 8] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? RC_NOT_FOUND : failed(cx, "open", path);
    }
    ssize_t len = read(fd, text, sizeof text - 1);
    enum rc rc = len < 0 ? failed(cx, "read", path) : RC_OK;
    if (close(fd) != 0 && rc == RC_OK) {
        rc = failed(cx, "close", path);
    }
    TRY(rc);
    if (!hex_decode(str_trim(cx->arena, text), key, KEY_BYTES)) {
        log_line(LOG_LEVEL_ERROR, "%s: not a key of 64 hex digits", path);
        return fault_set(cx, RC_INTERNAL, NULL, NULL);
    }
    return RC_OK;
}

static enum rc load_key(struct cx *cx, bool make)
{
    const char *path = key_path(cx);
    if (str_eq(loaded.path, path)) {
        return RC_OK;
    }
    if (strlen(path) >= sizeof loaded.path) {
        errno = ENAMETOOLONG;
        return failed(cx, "open", path);
    }
    enum rc rc = read_file(cx, path, loaded.key);
    if (rc == RC_NOT_FOUND && make) {
        TRY(make_file(cx, path));
        rc = read_file(cx, path, loaded.key);
    }
    TRY(rc);
    memcpy(loaded.path, path, strlen(path) + 1);
    return RC_OK;
}

/* ---- the cipher ---- */

static EVP_CIPHER_CTX *start(bool seal, const unsigned char *nonce, const char *label)
{
    int len;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (!context || EVP_CipherInit_ex(context, EVP_aes_256_gcm(), NULL, loaded.key, nonce, seal) != 1 ||
        EVP_CipherUpdate(context, NULL, &len, (const unsigned char *)label, (int)strlen(label)) != 1) {
        log_fatal("AES-256-GCM failed");
    }
    return context;
}

enum rc secret_seal(struct cx *cx, const char *label, const void *plain, size_t len, const char **sealed)
{
    int written = 0;
    int rest = 0;
    if (len > SECRET_MAX) {
        log_fatal("a secret of %zu bytes", len);
    }
    TRY(load_key(cx, true));
    size_t size = NONCE_BYTES + len + TAG_BYTES;
    unsigned char *bytes = arena_alloc(cx->arena, size);
    char *text = arena_alloc(cx->arena, 2 * size + 1);
    random_bytes(bytes, NONCE_BYTES);
    EVP_CIPHER_CTX *context = start(true, bytes, label);
    if (EVP_CipherUpdate(context, bytes + NONCE_BYTES, &written, plain, (int)len) != 1 || written != (int)len ||
        EVP_CipherFinal_ex(context, bytes + NONCE_BYTES + len, &rest) != 1 || rest != 0 ||
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, bytes + NONCE_BYTES + len) != 1) {
        log_fatal("AES-256-GCM failed");
    }
    EVP_CIPHER_CTX_free(context);
    hex_encode(bytes, size, text);
    *sealed = text;
    return RC_OK;
}

size_t secret_length(const char *sealed)
{
    size_t len = strlen(sealed) / 2;
    return len > NONCE_BYTES + TAG_BYTES ? len - NONCE_BYTES - TAG_BYTES : 0;
}

enum rc secret_open(struct cx *cx, const char *label, const char *sealed, void *plain, size_t len)
{
    int written = 0;
    int rest = 0;
    TRY(load_key(cx, false));
    size_t size = NONCE_BYTES + len + TAG_BYTES;
    unsigned char *bytes = arena_alloc(cx->arena, size);
    if (!hex_decode(sealed, bytes, size)) {
        return RC_NOT_FOUND;
    }
    EVP_CIPHER_CTX *context = start(false, bytes, label);
    if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, TAG_BYTES, bytes + NONCE_BYTES + len) != 1 ||
        EVP_CipherUpdate(context, plain, &written, bytes + NONCE_BYTES, (int)len) != 1) {
        log_fatal("AES-256-GCM failed");
    }
    bool genuine = EVP_CipherFinal_ex(context, (unsigned char *)plain + len, &rest) == 1 && written == (int)len;
    EVP_CIPHER_CTX_free(context);
    return genuine ? RC_OK : RC_NOT_FOUND;
}

enum rc secret_mac(struct cx *cx, const void *bytes, size_t len, const char **hex)
{
    unsigned char mac[SHA256_BYTES];
    char *text = arena_alloc(cx->arena, SHA256_HEX);
    TRY(load_key(cx, true));
    hmac_sha256(loaded.key, sizeof loaded.key, bytes, len, mac);
    hex_encode(mac, sizeof mac, text);
    *hex = text;
    return RC_OK;
}
