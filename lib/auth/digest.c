/* SPDX-License-Identifier: MIT
 *
 * SHA-256 and HMAC over OpenSSL's one-call interfaces, and base64url.
 * A digest that fails means that the library is broken: the process ends. */
#include "auth/digest.h"

#include <errno.h>
#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"

void sha256(const void *bytes, size_t len, unsigned char out[SHA256_BYTES])
{
    unsigned int size = 0;
    if (EVP_Digest(bytes, len, out, &size, EVP_sha256(), NULL) != 1 || size != SHA256_BYTES) {
        log_fatal("SHA-256 failed");
    }
}

void sha256_hex(const void *bytes, size_t len, char out[SHA256_HEX])
{
    unsigned char digest[SHA256_BYTES];
    sha256(bytes, len, digest);
    hex_encode(digest, sizeof digest, out);
}

/* 0 at the end of the file, -1 with errno. */
static ssize_t feed(EVP_MD_CTX *context, int fd)
{
    char chunk[65536];
    ssize_t len;
    do {
        len = read(fd, chunk, sizeof chunk);
        if (len > 0 && EVP_DigestUpdate(context, chunk, (size_t)len) != 1) {
            log_fatal("SHA-256 failed");
        }
    } while (len > 0 || (len < 0 && errno == EINTR));
    return len;
}

bool sha256_fd(int fd, char out[SHA256_HEX])
{
    unsigned char digest[SHA256_BYTES];
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (!context || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) {
        log_fatal("SHA-256 failed");
    }
    bool whole = feed(context, fd) == 0;
    if (EVP_DigestFinal_ex(context, digest, NULL) != 1) {
        log_fatal("SHA-256 failed");
    }
    EVP_MD_CTX_free(context); /* keeps errno */
    hex_encode(digest, sizeof digest, out);
    return whole;
}

void hmac_sha256(const void *key, size_t key_len, const void *bytes, size_t len, unsigned char out[SHA256_BYTES])
{
    unsigned int size = 0;
    if (key_len > INT_MAX || !HMAC(EVP_sha256(), key, (int)key_len, bytes, len, out, &size) || size != SHA256_BYTES) {
        log_fatal("HMAC-SHA256 failed");
    }
}

void hmac_sha1(const void *key, size_t key_len, const void *bytes, size_t len, unsigned char out[SHA1_BYTES])
{
    unsigned int size = 0;
    if (key_len > INT_MAX || !HMAC(EVP_sha1(), key, (int)key_len, bytes, len, out, &size) || size != SHA1_BYTES) {
        log_fatal("HMAC-SHA1 failed");
    }
}

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void base64url(const void *bytes, size_t len, char *out)
{
    const unsigned char *in = bytes;
    uint32_t bits = 0;
    int held = 0;
    for (size_t i = 0; i < len; i++) {
        bits = bits << 8 | in[i];
        for (held += 8; held >= 6; held -= 6) {
            *out++ = alphabet[bits >> (held - 6) & 63];
        }
    }
    if (held) {
        *out++ = alphabet[bits << (6 - held) & 63];
    }
    *out = '\0';
}

bool base64url_decode(const char *text, size_t len, void *out, size_t *out_len)
{
    unsigned char *to = out;
    uint32_t bits = 0;
    int held = 0;
    for (size_t i = 0; i < len; i++) {
        const char *digit = text[i] ? strchr(alphabet, text[i]) : NULL;
        if (!digit) {
            return false;
        }
        bits = bits << 6 | (uint32_t)(digit - alphabet);
        held += 6;
        if (held >= 8) {
            held -= 8;
            *to++ = (unsigned char)(bits >> held);
        }
    }
    *out_len = (size_t)(to - (unsigned char *)out);
    return held < 6 && (bits & ((1U << held) - 1)) == 0;
}
