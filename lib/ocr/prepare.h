/* SPDX-License-Identifier: MIT
 *
 * Makes a gray picture ready to be read: noise, uneven light, a tilted page. Each function answers a new picture, which the
 * caller destroys; NULL when memory is short. */
#ifndef OCR_PREPARE_H
#define OCR_PREPARE_H

struct Pix;

/* The standard deviation of its noise, in gray levels (Immerkaer 1996, on a sample of its rows). */
double prepare_noise(struct Pix *gray);

/* Without its noise, where there is much. Before it is scaled, which hides noise. */
struct Pix *prepare_calm(struct Pix *gray);

/* With even light. */
struct Pix *prepare_even(struct Pix *gray);

/* Scaled so that its longer side has about `side` pixels. */
struct Pix *prepare_scaled(struct Pix *gray, int side);

/* Turned by the angle that makes its lines level, within 9 degrees. */
struct Pix *prepare_level(struct Pix *gray);

/* Black and white, by the light around each point (Sauvola). */
struct Pix *prepare_bits(struct Pix *gray);

/* Gray levels stretched from its darkest to its lightest. */
struct Pix *prepare_stretched(struct Pix *gray);

/* Edges made steep again, by what a blur of `radius` pixels has taken. */
struct Pix *prepare_sharp(struct Pix *gray, int radius);

#endif
