/* SPDX-License-Identifier: MIT
 *
 * Conversations: what was asked and answered, so that "et le mois dernier ?" means something. Each belongs to one person; the last
 * THREAD_TURNS turns of the last THREAD_KEPT conversations are kept. */
#ifndef ASSISTANT_THREAD_H
#define ASSISTANT_THREAD_H

#include "assistant/ask.h"

#define THREAD_TURNS 20
#define THREAD_KEPT 20

struct turn {
    const char *question;
    const char *reply;
    const char *language;  /* "fr" "en" */
    const char *tool;      /* NULL: not understood */
    const char *arguments; /* JSON of struct ask */
};

/* What somebody comes back to. */
struct conversation {
    const char *id;    /* the asking user's newest; NULL: none yet */
    struct list turns; /* struct turn, newest first */
};
/* Its members are answered beside others. */
extern const struct record talk_turn_record;

enum rc thread_newest(struct cx *cx, struct conversation *conversation);
/* The turns of the asking user's conversation, newest first. RC_NOT_FOUND "Conversation not found" for any other. */
enum rc thread_read(struct cx *cx, const char *conversation_id, struct list *turns);
/* Adds a turn, in the caller's write transaction; *conversation_id NULL: begins a conversation and says its id. */
enum rc thread_add(struct cx *cx, const struct turn *turn, const char **conversation_id);

#endif
