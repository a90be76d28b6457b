/* SPDX-License-Identifier: MIT
 *
 * What the demonstration garage does and what it asks for it: net prices in cents of a mid-size car; parts are scaled by
 * the model (struct demo_model.price), labour is not. */
#include "demo/garage_data.h"

#define T1 DEMO_LABOUR " mécanique (T1)"
#define T2 DEMO_LABOUR " mécanique spécialisée (T2)"
#define T3 DEMO_LABOUR " électronique (T3)"
#define BODY DEMO_LABOUR " carrosserie et peinture"
#define T1_CENTS 6500
#define T2_CENTS 7400
#define T3_CENTS 8600
#define BODY_CENTS 7000

/* clang-format off */
const struct demo_work demo_works[DEMO_WORKS] = {
    {"Révision annuelle", 16, {{T1, 1500, T1_CENTS}, {"Huile moteur 5W30 (litre)", 4500, 1190}, {"Filtre à huile", 1000, 1350},
        {"Filtre à air", 1000, 1980}, {"Filtre d'habitacle", 1000, 2240}, {"Recyclage des huiles usagées", 1000, 350}}},
    {"Vidange et filtre à huile", 14, {{T1, 600, T1_CENTS}, {"Huile moteur 5W30 (litre)", 4500, 1190},
        {"Filtre à huile", 1000, 1350}, {"Joint de bouchon de vidange", 1000, 180}, {"Recyclage des huiles usagées", 1000, 350}}},
    {"Plaquettes de frein avant", 10, {{T1, 1000, T1_CENTS}, {"Jeu de plaquettes avant", 1000, 4650},
        {"Nettoyant freins", 1000, 690}}},
    {"Disques et plaquettes avant", 8, {{T1, 1600, T1_CENTS}, {"Disque de frein avant", 2000, 5490},
        {"Jeu de plaquettes avant", 1000, 4650}, {"Liquide de frein DOT 4", 500, 1890}}},
    {"Disques et plaquettes arrière", 5, {{T1, 1800, T1_CENTS}, {"Disque de frein arrière avec roulement", 2000, 7900},
        {"Jeu de plaquettes arrière", 1000, 3980}}},
    {"Kit de distribution et pompe à eau", 5, {{T2, 4500, T2_CENTS}, {"Kit de distribution", 1000, 14900},
        {"Pompe à eau", 1000, 6850}, {"Liquide de refroidissement (litre)", 6000, 620}, {"Courroie d'accessoires", 1000, 2890}}},
    {"Remplacement de l'embrayage", 4, {{T2, 5500, T2_CENTS}, {"Kit d'embrayage (disque, mécanisme, butée)", 1000, 23900},
        {"Huile de boîte (litre)", 2000, 1650}}},
    {"Embrayage et volant moteur bimasse", 2, {{T2, 6500, T2_CENTS}, {"Kit d'embrayage (disque, mécanisme, butée)", 1000, 23900},
        {"Volant moteur bimasse", 1000, 42900}, {"Huile de boîte (litre)", 2000, 1650}}},
    {"Quatre pneus 205/55 R16", 8, {{T1, 1000, T1_CENTS}, {"Pneu 205/55 R16 91V", 4000, 7890}, {"Équilibrage", 4000, 850},
        {"Valve", 4000, 250}, {"Recyclage des pneus", 4000, 150}}},
    {"Deux pneus avant 195/65 R15", 7, {{T1, 600, T1_CENTS}, {"Pneu 195/65 R15 91H", 2000, 6490}, {"Équilibrage", 2000, 850},
        {"Valve", 2000, 250}, {"Recyclage des pneus", 2000, 150}}},
    {"Pneus hiver et permutation", 5, {{T1, 1200, T1_CENTS}, {"Pneu hiver 205/55 R16 91H", 4000, 8650}, {"Équilibrage", 4000, 850},
        {"Gardiennage des pneus été (6 mois)", 1000, 4500}}},
    {"Géométrie des trains", 6, {{T2, 1000, T2_CENTS}, {"Contrôle au banc de géométrie", 1000, 1500}}},
    {"Recharge de climatisation", 6, {{T1, 800, T1_CENTS}, {"Gaz R134a (100 g)", 5000, 720}, {"Traceur fluorescent", 1000, 850}}},
    {"Recharge de climatisation R1234yf", 3, {{T1, 800, T1_CENTS}, {"Gaz R1234yf (100 g)", 4500, 2150},
        {"Traceur fluorescent", 1000, 850}}},
    {"Batterie 12 V 70 Ah", 7, {{T1, 400, T1_CENTS}, {"Batterie 70 Ah 640 A", 1000, 11900}}},
    {"Batterie Start & Stop", 4, {{T3, 600, T3_CENTS}, {"Batterie AGM 70 Ah 760 A", 1000, 18900},
        {"Apprentissage de la batterie", 1000, 2000}}},
    {"Diagnostic électronique", 8, {{T3, 1000, T3_CENTS}}},
    {"Amortisseurs avant", 4, {{T2, 2500, T2_CENTS}, {"Amortisseur avant", 2000, 8950}, {"Butée de suspension", 2000, 2890},
        {"Contrôle au banc de géométrie", 1000, 1500}}},
    {"Triangle et rotules avant", 4, {{T2, 2200, T2_CENTS}, {"Triangle de suspension", 2000, 7450},
        {"Biellette de barre stabilisatrice", 2000, 1990}}},
    {"Préparation et passage au contrôle technique", 7, {{T1, 1000, T1_CENTS}, {"Redevance du centre de contrôle", 1000, 6500}}},
    {"Échappement arrière", 4, {{T1, 1200, T1_CENTS}, {"Silencieux arrière", 1000, 11500}, {"Collier et joint", 2000, 690}}},
    {"Alternateur échange standard", 3, {{T2, 1800, T2_CENTS}, {"Alternateur (échange standard)", 1000, 21900},
        {"Courroie d'accessoires", 1000, 2890}}},
    {"Démarreur échange standard", 3, {{T2, 1500, T2_CENTS}, {"Démarreur (échange standard)", 1000, 15900}}},
    {"Bougies de préchauffage", 4, {{T2, 1500, T2_CENTS}, {"Bougie de préchauffage", 4000, 2150}}},
    {"Nettoyage de la vanne EGR", 4, {{T2, 2000, T2_CENTS}, {"Produit de décalaminage", 1000, 3450}, {"Joint de vanne", 1000, 1290}}},
    {"Injecteur diesel", 2, {{T3, 2500, T3_CENTS}, {"Injecteur (échange standard)", 1000, 26900},
        {"Codage de l'injecteur", 1000, 3500}}},
    {"Pare-brise", 4, {{T1, 2500, T1_CENTS}, {"Pare-brise feuilleté", 1000, 28900}, {"Kit de collage", 1000, 3900}}},
    {"Peinture du pare-chocs avant", 3, {{BODY, 4500, BODY_CENTS}, {"Ingrédients de peinture", 1000, 9500},
        {"Agrafes et fixations", 1000, 1850}}},
    {"Balais d'essuie-glace et ampoules", 7, {{T1, 300, T1_CENTS}, {"Jeu de balais avant", 1000, 2690},
        {"Ampoule H7", 2000, 990}}},
    {"Liquide de frein et purge", 5, {{T1, 800, T1_CENTS}, {"Liquide de frein DOT 4 (litre)", 1000, 1890}}},
};
/* clang-format on */
