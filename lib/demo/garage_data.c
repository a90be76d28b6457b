/* SPDX-License-Identifier: MIT
 *
 * People, places, cars and phrases of the demonstration garage. Its work and prices stand in garage_prices.c. */
#include "demo/garage_data.h"

/* clang-format off */
const char *const demo_first_names[DEMO_FIRST_NAMES] = {
    "Marie", "Jean", "Nathalie", "Philippe", "Isabelle", "Michel", "Sylvie", "Alain", "Catherine", "Patrick", "Françoise", "Nicolas",
    "Céline", "Christophe", "Sandrine", "Laurent", "Stéphanie", "Frédéric", "Aurélie", "Sébastien", "Émilie", "Julien", "Camille",
    "Thomas", "Léa", "Alexandre", "Manon", "Antoine", "Chloé", "Maxime", "Inès", "Romain", "Zoé", "Lucas", "Jade", "Hugo", "Élodie",
    "Mathieu", "Hélène", "Benoît", "Agnès", "François", "Joëlle", "Gérard", "Noémie", "Loïc", "Anaïs", "Cédric", "Maëlle", "Jérôme",
    "Margaux", "Rémi", "Clémence", "Théo", "Solène", "Yannick", "Fatima", "Karim", "Amina", "Mehdi", "Leïla", "Samir", "Yasmine",
    "Rachid", "Valérie", "Didier", "Véronique", "Pascal", "Brigitte", "Gaëlle", "Xavier", "Jean-Baptiste",
};

const char *const demo_last_names[DEMO_LAST_NAMES] = {
    "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon", "Michel",
    "Lefèvre", "Leroy", "Roux", "David", "Bertrand", "Morel", "Fournier", "Girard", "Bonnet", "Lambert", "Fontaine", "Rousseau",
    "Vincent", "Müller", "Lefebvre", "Faure", "André", "Mercier", "Blanc", "Guérin", "Boyer", "Garnier", "Chevalier", "François",
    "Legrand", "Gauthier", "Garcia", "Perrin", "Robin", "Clément", "Morin", "Nicolas", "Henry", "Roussel", "Mathieu", "Gautier",
    "Masson", "Marchand", "Duval", "Denis", "Dumont", "Marie", "Lemaire", "Noël", "Meyer", "Dufour", "Meunier", "Brun",
    "Blanchard", "Giraud", "Joly", "Rivière", "Lucas", "Brunet", "Gaillard", "Barbier", "Arnaud", "Martinez", "Gérard", "Roche",
    "Renard", "Schmitt", "Roy", "Leroux", "Colin", "Vidal", "Caron", "Picard", "Roger", "Fabre", "Aubert", "Lemoine",
    "Renaud", "Dumas", "Lacroix", "Olivier", "Philippe", "Bourgeois", "Pierre", "Benoît", "Benali", "Nguyen", "Da Silva", "Kowalski",
};

const char *const demo_streets[DEMO_STREETS] = {
    "rue de la République", "avenue Jean-Jaurès", "rue Victor-Hugo", "cours Lafayette", "rue des Lilas", "avenue Berthelot",
    "rue de la Part-Dieu", "impasse des Acacias", "chemin des Vignes", "rue Pasteur", "boulevard des États-Unis", "rue du 8-Mai-1945",
    "avenue des Frères-Lumière", "rue Émile-Zola", "place du Marché", "rue de l'Église", "montée de la Croix-Rousse",
    "rue Garibaldi", "allée des Tilleuls", "rue Marcel-Mérieux", "quai Claude-Bernard", "rue du Docteur-Roux", "route de Vienne",
    "rue Jules-Ferry", "avenue de Saxe", "rue des Écoles", "chemin du Moulin", "rue Gambetta", "avenue du Général-de-Gaulle",
    "rue de Marseille", "rue Paul-Bert", "allée des Cèdres", "rue Sainte-Geneviève", "rue des Charmettes", "route de Genas",
    "rue Anatole-France", "avenue Félix-Faure", "rue de la Gare", "lotissement Les Chênes", "rue Baraban",
};

const char *const demo_colors[DEMO_COLORS] = {
    "Blanc", "Gris", "Noir", "Bleu", "Rouge", "Gris anthracite", "Blanc nacré", "Vert", "Beige", "Orange", "Bleu nuit", "Argent",
};

const struct demo_city demo_cities[DEMO_CITIES] = {
    {"Lyon", "69003"}, {"Lyon", "69007"}, {"Lyon", "69008"}, {"Lyon", "69006"}, {"Lyon", "69002"}, {"Lyon", "69004"},
    {"Villeurbanne", "69100"}, {"Villeurbanne", "69100"}, {"Vénissieux", "69200"}, {"Bron", "69500"}, {"Saint-Priest", "69800"},
    {"Vaulx-en-Velin", "69120"}, {"Caluire-et-Cuire", "69300"}, {"Oullins-Pierre-Bénite", "69600"}, {"Décines-Charpieu", "69150"},
    {"Meyzieu", "69330"}, {"Rillieux-la-Pape", "69140"}, {"Écully", "69130"}, {"Tassin-la-Demi-Lune", "69160"},
    {"Sainte-Foy-lès-Lyon", "69110"}, {"Genas", "69740"}, {"Mions", "69780"}, {"Chassieu", "69680"}, {"Givors", "69700"},
};

const struct demo_trade demo_trades[DEMO_TRADES] = {
    {"Boulangerie ", "", "[\"professionnel\"]", 1}, {"Plomberie ", " & Fils", "[\"professionnel\",\"artisan\"]", 3},
    {"Électricité ", "", "[\"professionnel\",\"artisan\"]", 3}, {"Menuiserie ", " SARL", "[\"professionnel\",\"artisan\"]", 3},
    {"Taxi ", "", "[\"professionnel\",\"taxi\"]", 2}, {"Transports ", " SAS", "[\"professionnel\",\"flotte\"]", 6},
    {"Cabinet infirmier ", "", "[\"professionnel\",\"santé\"]", 2}, {"Pharmacie ", "", "[\"professionnel\",\"santé\"]", 1},
    {"Auto-école ", "", "[\"professionnel\",\"flotte\"]", 4}, {"Peinture ", " et Associés", "[\"professionnel\",\"artisan\"]", 2},
    {"Ambulances ", "", "[\"professionnel\",\"flotte\",\"santé\"]", 5}, {"Fleurs ", "", "[\"professionnel\"]", 1},
    {"Traiteur ", "", "[\"professionnel\"]", 2}, {"Maçonnerie ", " Frères", "[\"professionnel\",\"artisan\"]", 3},
    {"Étude notariale ", "", "[\"professionnel\"]", 1}, {"Cabinet d'architecture ", "", "[\"professionnel\"]", 2},
    {"Paysages ", "", "[\"professionnel\",\"artisan\"]", 3}, {"Chauffage ", " Services", "[\"professionnel\",\"artisan\"]", 4},
    {"Imprimerie ", "", "[\"professionnel\"]", 1}, {"Nettoyage ", " SARL", "[\"professionnel\",\"flotte\"]", 5},
    {"Serrurerie ", "", "[\"professionnel\",\"artisan\"]", 1}, {"Boucherie ", "", "[\"professionnel\"]", 1},
    {"Couverture ", " & Fils", "[\"professionnel\",\"artisan\"]", 2}, {"Informatique ", " Conseil", "[\"professionnel\"]", 2},
    {"Clinique vétérinaire ", "", "[\"professionnel\",\"santé\"]", 1}, {"Carrelage ", "", "[\"professionnel\",\"artisan\"]", 2},
    {"Livraison ", " Express", "[\"professionnel\",\"flotte\"]", 6}, {"Domaine ", "", "[\"professionnel\"]", 2},
};

const struct demo_model demo_models[DEMO_MODELS] = {
    {"Renault", "Clio", "VF1", 2009, 0, 90, false}, {"Renault", "Captur", "VF1", 2013, 0, 95, false},
    {"Renault", "Mégane", "VF1", 2010, 2023, 100, false}, {"Renault", "Twingo", "VF1", 2009, 2023, 85, false},
    {"Renault", "Scénic", "VF1", 2009, 2022, 105, false}, {"Renault", "Kangoo", "VF1", 2010, 0, 95, true},
    {"Renault", "Trafic", "VF1", 2014, 0, 115, true}, {"Renault", "Master", "VF1", 2012, 0, 125, true},
    {"Renault", "Zoé", "VF1", 2014, 2023, 95, false}, {"Peugeot", "208", "VF3", 2012, 0, 90, false},
    {"Peugeot", "308", "VF3", 2009, 0, 100, false}, {"Peugeot", "2008", "VF3", 2013, 0, 95, false},
    {"Peugeot", "3008", "VF3", 2010, 0, 110, false}, {"Peugeot", "5008", "VF3", 2010, 0, 110, false},
    {"Peugeot", "Partner", "VF3", 2010, 0, 95, true}, {"Peugeot", "Expert", "VF3", 2016, 0, 115, true},
    {"Citroën", "C3", "VF7", 2009, 0, 90, false}, {"Citroën", "C4", "VF7", 2010, 0, 100, false},
    {"Citroën", "C4 Picasso", "VF7", 2009, 2018, 105, false}, {"Citroën", "Berlingo", "VF7", 2009, 0, 95, true},
    {"Citroën", "Jumpy", "VF7", 2012, 0, 115, true}, {"Dacia", "Sandero", "UU1", 2010, 0, 80, false},
    {"Dacia", "Duster", "UU1", 2011, 0, 85, false}, {"Dacia", "Dokker", "UU1", 2013, 2021, 80, true},
    {"Volkswagen", "Golf", "WVW", 2009, 0, 115, false}, {"Volkswagen", "Polo", "WVW", 2010, 0, 105, false},
    {"Volkswagen", "Tiguan", "WVG", 2011, 0, 125, false}, {"Toyota", "Yaris", "VNK", 2011, 0, 95, false},
    {"Toyota", "Auris", "SB1", 2010, 2018, 100, false}, {"Ford", "Fiesta", "WF0", 2009, 2023, 90, false},
    {"Ford", "Focus", "WF0", 2010, 0, 100, false}, {"Ford", "Transit", "WF0", 2014, 0, 120, true},
    {"Opel", "Corsa", "W0L", 2009, 0, 90, false}, {"Fiat", "500", "ZFA", 2009, 0, 90, false},
    {"Nissan", "Qashqai", "SJN", 2010, 0, 105, false}, {"BMW", "Série 1", "WBA", 2011, 0, 140, false},
    {"Audi", "A3", "WAU", 2010, 0, 135, false}, {"Mercedes-Benz", "Classe A", "WDD", 2012, 0, 145, false},
    {"Hyundai", "Tucson", "TMA", 2015, 0, 105, false}, {"Škoda", "Octavia", "TMB", 2010, 0, 105, false},
};

const struct demo_job demo_jobs[DEMO_JOBS] = {
    {"Rappeler le client pour le devis", "Suivi du devis envoyé la semaine dernière", "HIGH", true},
    {"Relancer la facture impayée", "Deuxième relance par téléphone", "HIGH", true},
    {"Commander les plaquettes de frein", NULL, "MEDIUM", true},
    {"Commander quatre pneus hiver", "205/55 R16 91H, livraison sous 48 h", "MEDIUM", true},
    {"Préparer le véhicule de courtoisie", NULL, "MEDIUM", true},
    {"Confirmer le rendez-vous de vendredi", NULL, "LOW", true},
    {"Préparer le passage au contrôle technique", "Vérifier éclairage, pneus et pollution", "MEDIUM", true},
    {"Appeler l'expert de l'assurance", "Dossier pare-brise", "HIGH", true},
    {"Envoyer la facture au service comptable", NULL, "LOW", true},
    {"Essai routier après remplacement des amortisseurs", NULL, "MEDIUM", true},
    {"Chercher une pièce d'occasion", "Rétroviseur gauche, accord du client pour l'économie circulaire", "LOW", true},
    {"Rappeler pour la restitution du véhicule", NULL, "URGENT", true},
    {"Véhicule immobilisé : diagnostic à faire", "Ne démarre plus, remorqué ce matin", "URGENT", true},
    {"Vérifier le bruit au freinage", "Signalé par le client après la révision", "HIGH", true},
    {"Proposer un contrat d'entretien", NULL, "LOW", true},
    {"Planifier la révision de la flotte", "Voir les kilométrages avec le responsable", "MEDIUM", true},
    {"Mettre à jour la carte grise", "Changement d'adresse à reporter", "LOW", true},
    {"Demander la prise en charge de la garantie", NULL, "HIGH", true},
    {"Vérifier le stock d'huile 5W30", NULL, "MEDIUM", false},
    {"Évacuer les pneus usagés", "Appeler le collecteur agréé", "LOW", false},
    {"Étalonner le banc de géométrie", NULL, "MEDIUM", false},
    {"Faire contrôler le pont élévateur", "Vérification périodique obligatoire", "URGENT", false},
    {"Renouveler l'attestation fluides frigorigènes", NULL, "HIGH", false},
    {"Ranger le magasin de pièces", NULL, "LOW", false},
    {"Retourner la consigne des batteries", NULL, "LOW", false},
    {"Préparer la déclaration de TVA", NULL, "HIGH", false},
    {"Passer la commande hebdomadaire de filtres", NULL, "MEDIUM", false},
    {"Accueillir l'apprenti", "Tenue, chaussures de sécurité, visite de l'atelier", "MEDIUM", false},
};

const struct demo_moment demo_moments[DEMO_MOMENTS] = {
    {"CALL_MADE", "Appel pour confirmer le rendez-vous", "{\"duration\":120}"},
    {"CALL_MADE", "Appel : le client demande un délai de réflexion sur le devis", "{\"duration\":240}"},
    {"CALL_MADE", "Appel sans réponse, message laissé", "{\"duration\":30}"},
    {"CALL_MADE", "Rappel pour fixer la date de la révision", "{\"duration\":180}"},
    {"CALL_MADE", "Appel entrant : bruit suspect à l'avant droit", "{\"duration\":300}"},
    {"CALL_MADE", "Relance téléphonique pour la facture en attente", "{\"duration\":150}"},
    {"CALL_MADE", "Accord oral pour le remplacement des disques", "{\"duration\":210}"},
    {"EMAIL_SENT", "Confirmation du rendez-vous envoyée", "{\"subject\":\"Votre rendez-vous au Garage Dupont\"}"},
    {"EMAIL_SENT", "Rappel de révision annuelle", "{\"subject\":\"Il est temps de penser à votre révision\"}"},
    {"EMAIL_SENT", "Rappel de contrôle technique", "{\"subject\":\"Votre contrôle technique approche\"}"},
    {"EMAIL_SENT", "Photos des pièces usées envoyées", "{\"subject\":\"Photos de votre véhicule\"}"},
    {"EMAIL_SENT", "Offre pneus hiver", "{\"subject\":\"Pneus hiver : montage offert jusqu'au 30 novembre\"}"},
    {"SMS_SENT", "Votre véhicule est prêt, vous pouvez passer le récupérer.", NULL},
    {"SMS_SENT", "Rappel : rendez-vous demain à 8 h 30.", NULL},
    {"SMS_SENT", "La pièce commandée est arrivée, rappelez-nous pour convenir d'une date.", NULL},
    {"WHATSAPP_SENT", "Votre véhicule est prêt ! Vous pouvez passer le récupérer.", NULL},
    {"WHATSAPP_SENT", "Photo de la courroie usée et demande d'accord pour le remplacement.", NULL},
    {"WHATSAPP_SENT", "Position du garage et horaires d'ouverture envoyés.", NULL},
    {"MEETING", "Réception du véhicule avec le client, tour de la voiture", "{\"duration\":900}"},
    {"MEETING", "Présentation du devis au comptoir", "{\"duration\":1200}"},
    {"MEETING", "Restitution du véhicule et explication des travaux", "{\"duration\":600}"},
    {"MEETING", "Point trimestriel sur l'entretien des véhicules", "{\"duration\":2700}"},
    {"NOTE", "Préfère être appelé après 18 h.", NULL},
    {"NOTE", "Paie toujours par chèque, vérifier la pièce d'identité.", NULL},
    {"NOTE", "Souhaite conserver les pièces remplacées.", NULL},
    {"NOTE", "Accepte les pièces issues de l'économie circulaire.", NULL},
    {"NOTE", "Envisage de changer de véhicule l'an prochain.", NULL},
    {"NOTE", "Pneus avant à remplacer avant l'hiver (2,5 mm).", NULL},
    {"NOTE", "Recommandé par un client fidèle.", NULL},
    {"NOTE", "Clé de secours déposée au garage.", NULL},
};

const char *const demo_notes[DEMO_NOTES] = {
    "Contrôle visuel de sécurité offert.", "Pièces d'origine constructeur.",
    "Véhicule de courtoisie inclus, sous réserve de disponibilité.",
    "Pièces issues de l'économie circulaire acceptées par le client.", "Délai de livraison des pièces : 3 jours ouvrés.",
    "Travaux à réaliser sur une journée, véhicule déposé la veille.", "Le client conserve les pièces remplacées.",
    "Garantie pièces et main d'œuvre : 1 an ou 20 000 km.",
};

const char *const demo_sources[DEMO_SOURCES] = {
    "{\"origine\":\"recommandation\"}", "{\"origine\":\"site web\"}", "{\"origine\":\"passage\"}",
    "{\"origine\":\"pages jaunes\"}", "{\"origine\":\"assurance\",\"franchise\":150}", "{\"origine\":\"publicité locale\"}",
};

const char *const demo_private_tags[DEMO_PRIVATE_TAGS] = {
    "[\"particulier\"]", "[\"particulier\"]", "[\"particulier\",\"client_fidele\"]", "[\"particulier\",\"contrat_entretien\"]",
    "[\"particulier\",\"jeune_conducteur\"]", "[\"particulier\",\"véhicule_ancien\"]",
};

const char *const demo_credit_reasons[DEMO_CREDIT_REASONS] = {
    "Facture établie en double", "Erreur de véhicule sur la facture", "Travaux pris en charge par la garantie constructeur",
    "Facturation au nom de la mauvaise société",
};
/* clang-format on */
