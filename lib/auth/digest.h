/* SPDX-License-Identifier: MIT
 *
 * SHA-256, HMAC-SHA256, and the text form of random bytes. With password.c and token.c the only code that includes OpenSSL. */
#ifndef AUTH_DIGEST_H
#define AUTH_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#define SHA256_BYTES 32
#define SHA256_HEX 65 /* 64 lower-case hex digits and NUL */

void sha256(const void *bytes, size_t len, unsigned char out[SHA256_BYTES]);
void sha256_hex(const void *bytes, size_t len, char out[SHA256_HEX]);
/* Of everything that can be read from here to the end of a file; false: errno says why it cannot. */
bool sha256_fd(int fd, char out[SHA256_HEX]);
void hmac_sha256(const void *key, size_t key_len, const void *bytes, size_t len, unsigned char out[SHA256_BYTES]);

#define SHA1_BYTES 20

/* For signatures of others that are made so, and nothing new. */
void hmac_sha1(const void *key, size_t key_len, const void *bytes, size_t len, unsigned char out[SHA1_BYTES]);

#define BASE64URL_SIZE(len) (((len)*4 + 2) / 3 + 1) /* with NUL */

/* RFC 4648 section 5 without padding; `out` has BASE64URL_SIZE(len) bytes. */
void base64url(const void *bytes, size_t len, char *out);
/* Back: `out` has room for 3 * len / 4 bytes. false: not the canonical form of anything. */
bool base64url_decode(const char *text, size_t len, void *out, size_t *out_len);

#endif
