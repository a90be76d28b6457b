/* SPDX-License-Identifier: MIT
 *
 * People, teams, clients, projects and phrases of the demonstration pipeline. */
#include "demo/sales_data.h"

/* clang-format off */
const struct demo_person sales_people[SALES_PEOPLE] = {
    {"Sarah Johnson", "sarah.j", "sarah.j@company.com", SALES_PASSWORD, "manager", 0},
    {"John Doe", "johndoe", "john.doe@company.com", SALES_PASSWORD, "sales", 0},
    {"Jane Smith", "janesmith", "jane.smith@company.com", SALES_PASSWORD, "sales", 0},
    {"Omar Farouk", "omarfarouk", "omar.farouk@company.com", SALES_PASSWORD, "sales", 0},
    {"Elena Petrova", "elenapetrova", "elena.petrova@company.com", SALES_PASSWORD, "sales", 0},
    {"Mike Chen", "mikechen", "mike.chen@company.com", SALES_PASSWORD, "manager", 1},
    {"Lucía Gómez", "luciagomez", "lucia.gomez@company.com", SALES_PASSWORD, "sales", 1},
    {"David Okafor", "davidokafor", "david.okafor@company.com", SALES_PASSWORD, "sales", 1},
    {"Nadia Rahman", "nadiarahman", "nadia.rahman@company.com", SALES_PASSWORD, "sales", 1},
    {"Layla Haddad", "laylahaddad", "layla.haddad@company.com", SALES_PASSWORD, "manager", 2},
    {"Tom Becker", "tombecker", "tom.becker@company.com", SALES_PASSWORD, "sales", 2},
    {"Aisha Karim", "aishakarim", "aisha.karim@company.com", SALES_PASSWORD, "sales", 2},
};

const struct sales_team sales_teams[SALES_TEAMS] = {
    {"Enterprise Sales", "Large enterprise accounts"},
    {"SMB Sales", "Small to medium businesses"},
    {"Special Projects", "Special project opportunities"},
};

const struct sales_client sales_clients[SALES_CLIENTS] = {
    {"Dawaiyat Company", "Dawaiyat", "Technology", "3 - Good", "Ahmed Al-Mansour", "ahmed@dawaiyat.com", "+966 11 234 5678"},
    {"Al Nakheel Hospital Group", "Al Nakheel", "Healthcare", "4 - High", "Huda Al-Amri", "huda@nakheel.example.com", "+966 11 555 0101"},
    {"Riyah Airports Services", "Riyah Airports", "Aviation", "5 - Excellent", "Faisal Al-Otaibi", "faisal@riyah.example.com", "+966 11 555 0102"},
    {"Marjan Retail Holding", "Marjan", "Retail", "2 - Medium", "Rania Saleh", "rania@marjan.example.com", "+966 12 555 0103"},
    {"Qimam Development", "Qimam", "Real Estate", "3 - Good", "Yousef Al-Harbi", "yousef@qimam.example.com", "+966 11 555 0104"},
    {"Sahab Cloud", "Sahab", "Technology", "1 - Low", "Maha Al-Dossari", "maha@sahab.example.com", "+966 13 555 0105"},
    {"Northgate Logistics", "Northgate", "Logistics", "4 - High", "Peter Lindqvist", "peter@northgate.example.com", "+971 4 555 0106"},
    {"Wadi Education Trust", "Wadi", "Education", "3 - Good", "Salma Nasser", "salma@wadi.example.com", "+966 11 555 0107"},
    {"Corniche Hotels", "Corniche", "Hospitality", "2 - Medium", "Daniel Moreau", "daniel@corniche.example.com", "+971 2 555 0108"},
    {"Thuraya Bank", "Thuraya", "Banking", "5 - Excellent", "Khalid Al-Rashid", "khalid@thuraya.example.com", "+966 11 555 0109"},
    {"Gulfline Petrochemicals", "Gulfline", "Energy", "3 - Good", "Ingrid Solberg", "ingrid@gulfline.example.com", "+966 13 555 0110"},
    {"Municipality of Al Rabwa", "Al Rabwa", "Government", "2 - Medium", "Abdullah Al-Zahrani", "abdullah@rabwa.example.com", "+966 14 555 0111"},
    {"Falak Telecom", "Falak", "Telecommunications", "4 - High", "Reem Al-Qahtani", "reem@falak.example.com", "+966 11 555 0112"},
    {"Bayan Insurance", "Bayan", "Insurance", "3 - Good", "Hassan Mahmoud", "hassan@bayan.example.com", "+966 12 555 0113"},
    {"Oasis Food Industries", "Oasis Foods", "Manufacturing", "1 - Low", "Grace Mwangi", "grace@oasisfoods.example.com", "+966 12 555 0114"},
    {"Madar Rail", "Madar Rail", "Transport", "3 - Good", "Stefan Kraus", "stefan@madar.example.com", "+966 11 555 0115"},
    {"Lumen Clinics", "Lumen", "Healthcare", "2 - Medium", "Noor Al-Jaber", "noor@lumen.example.com", "+974 4455 0116"},
    {"Jisr Engineering", "Jisr", "Construction", "4 - High", "Tariq Aziz", "tariq@jisr.example.com", "+966 13 555 0117"},
};

const struct sales_project sales_projects[SALES_PROJECTS] = {
    {"Data Center Operations", "IFM", "Data Center", 2000, 18000, false},
    {"Data Center Cooling Refit", "HVAC", "Data Center", 400, 3500, true},
    {"Head Office Facilities", "IFM", "Commercial", 1500, 9000, false},
    {"Branch Network Upkeep", "IFM", "Commercial", 800, 6000, false},
    {"Security Services", "Security", "Commercial", 300, 2400, false},
    {"Cleaning Services", "Soft Services", "Commercial", 150, 1200, false},
    {"Energy Audit", "Energy", "Industrial", 60, 300, true},
    {"Plant Maintenance", "Hard Services", "Industrial", 1200, 8000, false},
    {"Chiller Replacement", "HVAC", "Industrial", 500, 4000, true},
    {"Hospital Facilities", "IFM", "Healthcare", 2500, 14000, false},
    {"Medical Gas Inspection", "Hard Services", "Healthcare", 80, 450, true},
    {"Terminal Facilities", "IFM", "Transport", 3000, 16000, false},
    {"Station Upkeep", "Hard Services", "Transport", 900, 5000, false},
    {"Fire Safety Upgrade", "Security", "Transport", 250, 1800, true},
    {"Campus Facilities", "IFM", "Education", 700, 4500, false},
    {"Landscaping", "Soft Services", "Education", 90, 700, false},
    {"Hotel Housekeeping", "Soft Services", "Hospitality", 400, 2600, false},
    {"Lobby Renovation", "Fit-out", "Hospitality", 300, 2200, true},
    {"Street Lighting", "Energy", "Government", 600, 5500, true},
    {"Public Buildings Upkeep", "IFM", "Government", 1800, 11000, false},
};

const struct sales_step sales_steps[SALES_STEPS] = {
    {"Prospection", "Prospection", 8, 40, "call_made", "First call with the client about their needs", "Initial contact from client"},
    {"Qualification", "Prospection", 7, 35, "meeting_scheduled", "Meeting scheduled to walk through the sites", "Budget and decision makers known"},
    {"RFI", "RFI", 10, 45, "email_sent", "Sent references and company profile", "RFI received, meeting scheduled"},
    {"RFQ", "RFQ", 14, 50, "document_uploaded", "Uploaded the bill of quantities", "RFQ received, pricing under way"},
    {"Proposal", "RFQ", 14, 45, "proposal_sent", "Sent technical and commercial proposal", "Proposal submitted, waiting for questions"},
    {"Negotiation", "Negotiation", 14, 60, "call_made", "Called client to discuss proposal. They requested revised pricing.", "Shortlisted, terms under discussion"},
};

const struct sales_activity sales_activities[SALES_ACTIVITIES] = {
    {"call_made", "Called to ask how the evaluation is going"},
    {"call_made", "Short call with procurement about the timeline"},
    {"email_sent", "Sent the minutes of our meeting"},
    {"email_sent", "Answered the client's questions in writing"},
    {"email_sent", "Asked for the missing site drawings"},
    {"meeting_scheduled", "Meeting scheduled with the technical team"},
    {"meeting_scheduled", "Site visit agreed for next week"},
    {"note_added", "The client compares us with two other bidders"},
    {"note_added", "Budget holder is back after the holidays"},
    {"document_uploaded", "Uploaded insurance and safety certificates"},
};
/* clang-format on */
