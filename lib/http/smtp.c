/* SPDX-License-Identifier: MIT
 *
 * SMTP through libcurl. What refused the letter, and whether for good, stands in the server's last reply. */
#include "http/smtp.h"

#include <string.h>

#include "base/str.h"
#include "http/transfer.h"

#define PART_BYTES 256

struct server {
    char scheme[8];
    char host[PART_BYTES];
    char port[8]; /* empty: the scheme's */
    char user[PART_BYTES];
    bool local;
};

/* ---- where to ---- */

/* false: longer than there is room for. One that is missing is empty. */
static bool read_part(CURLU *url, CURLUPart part, unsigned flags, char *out, size_t size)
{
    char *text = NULL;
    bool fits = true;
    out[0] = '\0';
    if (curl_url_get(url, part, &text, flags) == CURLUE_OK && text) {
        fits = strlen(text) < size;
        memcpy(out, text, fits ? strlen(text) + 1 : 1);
        out[fits ? strlen(text) : 0] = '\0';
    }
    curl_free(text);
    return fits;
}

static bool read_server(const char *text, struct server *server)
{
    char password[2];
    char path[2];
    CURLU *url = curl_url();
    bool good = url && curl_url_set(url, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
                read_part(url, CURLUPART_SCHEME, 0, server->scheme, sizeof server->scheme) &&
                read_part(url, CURLUPART_HOST, 0, server->host, sizeof server->host) &&
                read_part(url, CURLUPART_PORT, 0, server->port, sizeof server->port) &&
                read_part(url, CURLUPART_USER, CURLU_URLDECODE, server->user, sizeof server->user) &&
                read_part(url, CURLUPART_PASSWORD, 0, password, sizeof password) &&
                read_part(url, CURLUPART_PATH, 0, path, sizeof path);
    curl_url_cleanup(url);
    server->local = good && transfer_local(server->host);
    return good && *server->host && !*password && (str_eq(server->scheme, "smtp") || str_eq(server->scheme, "smtps"));
}

bool smtp_server_valid(const char *server)
{
    struct server parts;
    return read_server(server, &parts);
}

/* ---- the letter ---- */

/* libcurl's callbacks: no arena in here. */
static size_t give_text(char *to, size_t one, size_t room, void *data)
{
    struct transfer *transfer = data;
    size_t len = transfer->upload_len - transfer->uploaded;
    len = len < one * room ? len : one * room;
    memcpy(to, transfer->upload + transfer->uploaded, len);
    transfer->uploaded += len;
    return len;
}

static size_t keep_reply(char *line, size_t one, size_t len, void *data)
{
    struct transfer *transfer = data;
    size_t kept = 0;
    bool refusal = len > 0 && (*line == '4' || *line == '5');
    (void)one; /* 1 */
    if (!refusal && (transfer->reply[0] == '4' || transfer->reply[0] == '5')) {
        return len; /* a farewell */
    }
    for (size_t i = 0; i < len && kept + 1 < sizeof transfer->reply; i++) {
        if ((unsigned char)line[i] >= 0x20 && (unsigned char)line[i] < 0x7f) {
            transfer->reply[kept++] = line[i];
        }
    }
    transfer->reply[kept] = '\0';
    return len;
}

static void set_login(struct transfer *transfer, const struct server *server, const struct smtp_letter *letter)
{
    if (*server->user) {
        TRANSFER_SET(transfer, CURLOPT_USERNAME, server->user);
        TRANSFER_SET(transfer, CURLOPT_PASSWORD, letter->password);
        TRANSFER_SET(transfer, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
    }
}

static void set_callbacks(struct transfer *transfer, const struct smtp_letter *letter)
{
    TRANSFER_SET(transfer, CURLOPT_UPLOAD, 1L);
    TRANSFER_SET(transfer, CURLOPT_READFUNCTION, give_text);
    TRANSFER_SET(transfer, CURLOPT_READDATA, transfer);
    TRANSFER_SET(transfer, CURLOPT_INFILESIZE_LARGE, (curl_off_t)letter->len);
    TRANSFER_SET(transfer, CURLOPT_HEADERFUNCTION, keep_reply);
    TRANSFER_SET(transfer, CURLOPT_HEADERDATA, transfer);
}

static void prepare(struct cx *cx, struct transfer *transfer, const struct server *server, const struct smtp_letter *letter)
{
    const char *url = arena_printf(cx->arena, "%s://%s%s%s/%s", server->scheme, server->host, *server->port ? ":" : "",
                                   server->port, letter->helo);
    bool open = server->local && !*server->user;
    transfer_limits(transfer, 0, letter->total_ms);
    TRANSFER_SET(transfer, CURLOPT_URL, url);
    TRANSFER_SET(transfer, CURLOPT_PROTOCOLS_STR, server->scheme);
    TRANSFER_SET(transfer, CURLOPT_USE_SSL, (long)(open ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    TRANSFER_SET(transfer, CURLOPT_MAIL_FROM, arena_printf(cx->arena, "<%s>", letter->from));
    transfer_list(transfer, arena_printf(cx->arena, "<%s>", letter->to));
    TRANSFER_SET(transfer, CURLOPT_MAIL_RCPT, transfer->list);
    set_login(transfer, server, letter);
    set_callbacks(transfer, letter);
}

/* libcurl answers SEND_ERROR where MAIL, RCPT or DATA was refused. A login or a greeting that is refused says nothing of the
 * letter. */
static enum rc judge(struct cx *cx, const struct transfer *transfer, enum rc rc)
{
    long code = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &code);
    if (transfer->code == CURLE_LOGIN_DENIED) {
        return fault_printf(cx, RC_UNAVAILABLE, NULL, "%s refused the login: %s", transfer->host, transfer->reply);
    }
    bool letter = transfer->code == CURLE_SEND_ERROR || transfer->uploaded > 0;
    if (letter && code / 100 == 5) {
        return fault_printf(cx, RC_INVALID, NULL, "%s refused the letter: %s", transfer->host, transfer->reply);
    }
    if (code / 100 == 4) {
        return fault_printf(cx, RC_UNAVAILABLE, NULL, "%s does not take the letter now: %s", transfer->host, transfer->reply);
    }
    return rc == RC_TOO_LARGE ? RC_UNAVAILABLE : rc;
}

static bool is_address(const char *address)
{
    for (const char *c = address; *c; c++) {
        if ((unsigned char)*c <= 0x20 || *c == 0x7f || *c == '<' || *c == '>') {
            return false;
        }
    }
    return strchr(address, '@') != NULL;
}

enum rc smtp_send(struct cx *cx, const struct smtp_letter *letter)
{
    struct server server;
    struct transfer *transfer;
    if (!read_server(letter->server, &server)) {
        return fault_set(cx, RC_UNAVAILABLE, NULL, "The setting mail names no mail server");
    }
    if (!is_address(letter->from) || !is_address(letter->to)) {
        return fault_printf(cx, RC_INVALID, NULL, "Not an address that a letter can go to: %s", letter->to);
    }
    TRY(transfer_begin(cx, &transfer));
    memcpy(transfer->host, server.host, sizeof transfer->host);
    transfer->upload = letter->text;
    transfer->upload_len = letter->len;
    prepare(cx, transfer, &server, letter);
    enum rc rc = transfer_perform(cx, transfer);
    rc = rc == RC_OK ? rc : judge(cx, transfer, rc);
    transfer_end(transfer);
    return rc;
}
