/* SPDX-License-Identifier: MIT
 *
 * The table of countries: names of CLDR in French and English, and a few that people write instead, as str_alnum() leaves them,
 * with and without the letters that have accents. Sorted. */
#include "data/country.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/unicode.h"

struct country {
    const char *key, *code;
};

/* clang-format off */
static const struct country countries[] = {
    {"ad", "AD"}, {"ae", "AE"}, {"af", "AF"}, {"afghanistan", "AF"}, {"afriquedusud", "ZA"}, {"ag", "AG"}, {"ai", "AI"},
    {"al", "AL"}, {"alandislands", "AX"}, {"albania", "AL"}, {"albanie", "AL"}, {"algeria", "DZ"}, {"algerie", "DZ"},
    {"algrie", "DZ"}, {"allemagne", "DE"}, {"am", "AM"}, {"americansamoa", "AS"}, {"andorra", "AD"}, {"andorre", "AD"},
    {"angleterre", "GB"}, {"angola", "AO"}, {"anguilla", "AI"}, {"antarctica", "AQ"}, {"antarctique", "AQ"},
    {"antiguaandbarbuda", "AG"}, {"antiguabarbuda", "AG"}, {"antiguaetbarbuda", "AG"}, {"ao", "AO"}, {"aq", "AQ"}, {"ar", "AR"},
    {"arabiesaoudite", "SA"}, {"argentina", "AR"}, {"argentine", "AR"}, {"armenia", "AM"}, {"armenie", "AM"}, {"armnie", "AM"},
    {"aruba", "AW"}, {"as", "AS"}, {"at", "AT"}, {"au", "AU"}, {"australia", "AU"}, {"australie", "AU"}, {"austria", "AT"},
    {"autriche", "AT"}, {"aw", "AW"}, {"ax", "AX"}, {"az", "AZ"}, {"azerbadjan", "AZ"}, {"azerbaidjan", "AZ"},
    {"azerbaijan", "AZ"}, {"ba", "BA"}, {"bahamas", "BS"}, {"bahrain", "BH"}, {"bahrein", "BH"}, {"bahren", "BH"},
    {"bangladesh", "BD"}, {"barbade", "BB"}, {"barbados", "BB"}, {"bb", "BB"}, {"bd", "BD"}, {"be", "BE"}, {"belarus", "BY"},
    {"belgi", "BE"}, {"belgie", "BE"}, {"belgique", "BE"}, {"belgium", "BE"}, {"belize", "BZ"}, {"benin", "BJ"},
    {"bermuda", "BM"}, {"bermudes", "BM"}, {"bf", "BF"}, {"bg", "BG"}, {"bh", "BH"}, {"bhoutan", "BT"}, {"bhutan", "BT"},
    {"bi", "BI"}, {"bielorussie", "BY"}, {"bilorussie", "BY"}, {"birmanie", "MM"}, {"bj", "BJ"}, {"bl", "BL"}, {"bm", "BM"},
    {"bn", "BN"}, {"bnin", "BJ"}, {"bo", "BO"}, {"bolivia", "BO"}, {"bolivie", "BO"}, {"bosniaandherzegovina", "BA"},
    {"bosniaherzegovina", "BA"}, {"bosnieherzegovine", "BA"}, {"bosnieherzgovine", "BA"}, {"botswana", "BW"},
    {"bouvetisland", "BV"}, {"bq", "BQ"}, {"br", "BR"}, {"brazil", "BR"}, {"bresil", "BR"},
    {"britishindianoceanterritory", "IO"}, {"britishvirginislands", "VG"}, {"brsil", "BR"}, {"brunei", "BN"}, {"bs", "BS"},
    {"bt", "BT"}, {"bulgaria", "BG"}, {"bulgarie", "BG"}, {"burkinafaso", "BF"}, {"burma", "MM"}, {"burundi", "BI"},
    {"bv", "BV"}, {"bw", "BW"}, {"by", "BY"}, {"bz", "BZ"}, {"ca", "CA"}, {"cambodge", "KH"}, {"cambodia", "KH"},
    {"cameroon", "CM"}, {"cameroun", "CM"}, {"canada", "CA"}, {"capeverde", "CV"}, {"capvert", "CV"},
    {"caribbeannetherlands", "BQ"}, {"caymanislands", "KY"}, {"cc", "CC"}, {"cd", "CD"}, {"centralafricanrepublic", "CF"},
    {"cf", "CF"}, {"cg", "CG"}, {"ch", "CH"}, {"chad", "TD"}, {"chile", "CL"}, {"chili", "CL"}, {"china", "CN"},
    {"chine", "CN"}, {"christmasisland", "CX"}, {"chypre", "CY"}, {"ci", "CI"}, {"ck", "CK"}, {"cl", "CL"}, {"cm", "CM"},
    {"cn", "CN"}, {"co", "CO"}, {"cocosislands", "CC"}, {"cocoskeelingislands", "CC"}, {"colombia", "CO"}, {"colombie", "CO"},
    {"comores", "KM"}, {"comoros", "KM"}, {"congo", "CG"}, {"congobrazzaville", "CG"}, {"congokinshasa", "CD"},
    {"cookislands", "CK"}, {"core", "KR"}, {"coredunord", "KP"}, {"coredusud", "KR"}, {"coree", "KR"}, {"coreedunord", "KP"},
    {"coreedusud", "KR"}, {"cosse", "GB"}, {"costarica", "CR"}, {"cotedivoire", "CI"}, {"cr", "CR"}, {"croatia", "HR"},
    {"croatie", "HR"}, {"ctedivoire", "CI"}, {"cu", "CU"}, {"cuba", "CU"}, {"curaao", "CW"}, {"curacao", "CW"}, {"cv", "CV"},
    {"cw", "CW"}, {"cx", "CX"}, {"cy", "CY"}, {"cyprus", "CY"}, {"cz", "CZ"}, {"czechia", "CZ"}, {"czechrepublic", "CZ"},
    {"danemark", "DK"}, {"de", "DE"}, {"denmark", "DK"}, {"deutschland", "DE"}, {"dj", "DJ"}, {"djibouti", "DJ"}, {"dk", "DK"},
    {"dm", "DM"}, {"do", "DO"}, {"dominica", "DM"}, {"dominicanrepublic", "DO"}, {"dominique", "DM"}, {"dz", "DZ"},
    {"ec", "EC"}, {"ecosse", "GB"}, {"ecuador", "EC"}, {"ee", "EE"}, {"eg", "EG"}, {"egypt", "EG"}, {"egypte", "EG"},
    {"eh", "EH"}, {"eire", "IE"}, {"elsalvador", "SV"}, {"emiratsarabesunis", "AE"}, {"england", "GB"}, {"equateur", "EC"},
    {"equatorialguinea", "GQ"}, {"er", "ER"}, {"eritrea", "ER"}, {"erythree", "ER"}, {"es", "ES"}, {"espaa", "ES"},
    {"espagne", "ES"}, {"espana", "ES"}, {"estonia", "EE"}, {"estonie", "EE"}, {"eswatini", "SZ"}, {"et", "ET"},
    {"etatdelaciteduvatican", "VA"}, {"etatsunis", "US"}, {"etatsunisdamerique", "US"}, {"ethiopia", "ET"}, {"ethiopie", "ET"},
    {"falklandislands", "FK"}, {"faroeislands", "FO"}, {"fi", "FI"}, {"fidji", "FJ"}, {"fiji", "FJ"}, {"finland", "FI"},
    {"finlande", "FI"}, {"fj", "FJ"}, {"fk", "FK"}, {"fm", "FM"}, {"fo", "FO"}, {"fr", "FR"}, {"france", "FR"},
    {"francemetropolitaine", "FR"}, {"francemtropolitaine", "FR"}, {"frenchguiana", "GF"}, {"frenchpolynesia", "PF"},
    {"frenchsouthernterritories", "TF"}, {"ga", "GA"}, {"gabon", "GA"}, {"gambia", "GM"}, {"gambie", "GM"}, {"gb", "GB"},
    {"gd", "GD"}, {"ge", "GE"}, {"georgia", "GE"}, {"georgie", "GE"}, {"georgiedusudetlesilessandwichdusud", "GS"},
    {"germany", "DE"}, {"gf", "GF"}, {"gg", "GG"}, {"gh", "GH"}, {"ghana", "GH"}, {"gi", "GI"}, {"gibraltar", "GI"},
    {"gl", "GL"}, {"gm", "GM"}, {"gn", "GN"}, {"gorgie", "GE"}, {"gorgiedusudetleslessandwichdusud", "GS"}, {"gp", "GP"},
    {"gq", "GQ"}, {"gr", "GR"}, {"grandebretagne", "GB"}, {"grce", "GR"}, {"greatbritain", "GB"}, {"grece", "GR"},
    {"greece", "GR"}, {"greenland", "GL"}, {"grenada", "GD"}, {"grenade", "GD"}, {"groenland", "GL"}, {"gs", "GS"},
    {"gt", "GT"}, {"gu", "GU"}, {"guadeloupe", "GP"}, {"guam", "GU"}, {"guatemala", "GT"}, {"guernesey", "GG"},
    {"guernsey", "GG"}, {"guine", "GN"}, {"guinea", "GN"}, {"guineabissau", "GW"}, {"guinebissau", "GW"}, {"guinee", "GN"},
    {"guineebissau", "GW"}, {"guineeequatoriale", "GQ"}, {"guinequatoriale", "GQ"}, {"guyana", "GY"}, {"guyane", "GF"},
    {"guyanefranaise", "GF"}, {"guyanefrancaise", "GF"}, {"gw", "GW"}, {"gy", "GY"}, {"gypte", "EG"}, {"haiti", "HT"},
    {"hati", "HT"}, {"heardandmcdonaldislands", "HM"}, {"heardmcdonaldislands", "HM"}, {"hk", "HK"}, {"hm", "HM"}, {"hn", "HN"},
    {"holland", "NL"}, {"hollande", "NL"}, {"honduras", "HN"}, {"hongkong", "HK"}, {"hongkongsarchina", "HK"},
    {"hongrie", "HU"}, {"hr", "HR"}, {"ht", "HT"}, {"hu", "HU"}, {"hungary", "HU"}, {"iceland", "IS"}, {"id", "ID"},
    {"ie", "IE"}, {"il", "IL"}, {"ilebouvet", "BV"}, {"ilechristmas", "CX"}, {"iledeman", "IM"}, {"ilenorfolk", "NF"},
    {"ilesaland", "AX"}, {"ilescaimans", "KY"}, {"ilescocos", "CC"}, {"ilescook", "CK"}, {"ilesferoe", "FO"},
    {"ilesheardetmacdonald", "HM"}, {"ilesmalouines", "FK"}, {"ilesmariannesdunord", "MP"}, {"ilesmarshall", "MH"},
    {"ilesmineureseloigneesdesetatsunis", "UM"}, {"ilespitcairn", "PN"}, {"ilessalomon", "SB"}, {"ilesturquesetcaiques", "TC"},
    {"ilesviergesbritanniques", "VG"}, {"ilesviergesdesetatsunis", "VI"}, {"im", "IM"}, {"in", "IN"}, {"inde", "IN"},
    {"india", "IN"}, {"indonesia", "ID"}, {"indonesie", "ID"}, {"indonsie", "ID"}, {"io", "IO"}, {"iq", "IQ"}, {"ir", "IR"},
    {"irak", "IQ"}, {"iran", "IR"}, {"iraq", "IQ"}, {"ireland", "IE"}, {"irlande", "IE"}, {"is", "IS"}, {"islande", "IS"},
    {"isleofman", "IM"}, {"israel", "IL"}, {"isral", "IL"}, {"it", "IT"}, {"italia", "IT"}, {"italie", "IT"}, {"italy", "IT"},
    {"ivorycoast", "CI"}, {"jamaica", "JM"}, {"jamaique", "JM"}, {"jamaque", "JM"}, {"japan", "JP"}, {"japon", "JP"},
    {"je", "JE"}, {"jersey", "JE"}, {"jm", "JM"}, {"jo", "JO"}, {"jordan", "JO"}, {"jordanie", "JO"}, {"jp", "JP"},
    {"kazakhstan", "KZ"}, {"ke", "KE"}, {"kenya", "KE"}, {"kg", "KG"}, {"kh", "KH"}, {"ki", "KI"}, {"kirghizstan", "KG"},
    {"kiribati", "KI"}, {"km", "KM"}, {"kn", "KN"}, {"koweit", "KW"}, {"kowet", "KW"}, {"kp", "KP"}, {"kr", "KR"},
    {"kuwait", "KW"}, {"kw", "KW"}, {"ky", "KY"}, {"kyrgyzstan", "KG"}, {"kz", "KZ"}, {"la", "LA"}, {"landislands", "AX"},
    {"laos", "LA"}, {"lareunion", "RE"}, {"larunion", "RE"}, {"latvia", "LV"}, {"lb", "LB"}, {"lc", "LC"}, {"lebanon", "LB"},
    {"lebouvet", "BV"}, {"lechristmas", "CX"}, {"ledeman", "IM"}, {"lenorfolk", "NF"}, {"lescamans", "KY"}, {"lescocos", "CC"},
    {"lescook", "CK"}, {"lesfro", "FO"}, {"lesheardetmacdonald", "HM"}, {"lesland", "AX"}, {"lesmalouines", "FK"},
    {"lesmariannesdunord", "MP"}, {"lesmarshall", "MH"}, {"lesmineuresloignesdestatsunis", "UM"}, {"lesotho", "LS"},
    {"lespitcairn", "PN"}, {"lessalomon", "SB"}, {"lesturquesetcaques", "TC"}, {"lesviergesbritanniques", "VG"},
    {"lesviergesdestatsunis", "VI"}, {"lettonie", "LV"}, {"li", "LI"}, {"liban", "LB"}, {"liberia", "LR"}, {"libya", "LY"},
    {"libye", "LY"}, {"liechtenstein", "LI"}, {"lithuania", "LT"}, {"lituanie", "LT"}, {"lk", "LK"}, {"lr", "LR"}, {"ls", "LS"},
    {"lt", "LT"}, {"lu", "LU"}, {"luxembourg", "LU"}, {"lv", "LV"}, {"ly", "LY"}, {"ma", "MA"}, {"macao", "MO"},
    {"macaosarchina", "MO"}, {"macdoine", "MK"}, {"macdoinedunord", "MK"}, {"macedoine", "MK"}, {"macedoinedunord", "MK"},
    {"madagascar", "MG"}, {"malaisie", "MY"}, {"malawi", "MW"}, {"malaysia", "MY"}, {"maldives", "MV"}, {"mali", "ML"},
    {"malta", "MT"}, {"malte", "MT"}, {"maroc", "MA"}, {"marshallislands", "MH"}, {"martinique", "MQ"}, {"maurice", "MU"},
    {"mauritania", "MR"}, {"mauritanie", "MR"}, {"mauritius", "MU"}, {"mayotte", "YT"}, {"mc", "MC"}, {"md", "MD"},
    {"me", "ME"}, {"mexico", "MX"}, {"mexique", "MX"}, {"mf", "MF"}, {"mg", "MG"}, {"mh", "MH"}, {"micronesia", "FM"},
    {"micronesie", "FM"}, {"micronsie", "FM"}, {"miratsarabesunis", "AE"}, {"mk", "MK"}, {"ml", "ML"}, {"mm", "MM"},
    {"mn", "MN"}, {"mo", "MO"}, {"moldavie", "MD"}, {"moldova", "MD"}, {"monaco", "MC"}, {"mongolia", "MN"}, {"mongolie", "MN"},
    {"montenegro", "ME"}, {"montngro", "ME"}, {"montserrat", "MS"}, {"morocco", "MA"}, {"mozambique", "MZ"}, {"mp", "MP"},
    {"mq", "MQ"}, {"mr", "MR"}, {"ms", "MS"}, {"mt", "MT"}, {"mu", "MU"}, {"mv", "MV"}, {"mw", "MW"}, {"mx", "MX"},
    {"my", "MY"}, {"myanmar", "MM"}, {"myanmarbirmanie", "MM"}, {"myanmarburma", "MM"}, {"mz", "MZ"}, {"na", "NA"},
    {"namibia", "NA"}, {"namibie", "NA"}, {"nauru", "NR"}, {"nc", "NC"}, {"ne", "NE"}, {"nederland", "NL"}, {"nepal", "NP"},
    {"netherlands", "NL"}, {"newcaledonia", "NC"}, {"newzealand", "NZ"}, {"nf", "NF"}, {"ng", "NG"}, {"ni", "NI"},
    {"nicaragua", "NI"}, {"niger", "NE"}, {"nigeria", "NG"}, {"niue", "NU"}, {"nl", "NL"}, {"no", "NO"},
    {"norfolkisland", "NF"}, {"northernmarianaislands", "MP"}, {"northkorea", "KP"}, {"northmacedonia", "MK"},
    {"norvege", "NO"}, {"norvge", "NO"}, {"norway", "NO"}, {"nouvellecaldonie", "NC"}, {"nouvellecaledonie", "NC"},
    {"nouvellezelande", "NZ"}, {"nouvellezlande", "NZ"}, {"np", "NP"}, {"npal", "NP"}, {"nr", "NR"}, {"nu", "NU"}, {"nz", "NZ"},
    {"om", "OM"}, {"oman", "OM"}, {"osterreich", "AT"}, {"ouganda", "UG"}, {"ouzbekistan", "UZ"}, {"ouzbkistan", "UZ"},
    {"pa", "PA"}, {"pakistan", "PK"}, {"palaos", "PW"}, {"palau", "PW"}, {"palestine", "PS"}, {"palestinianterritories", "PS"},
    {"panama", "PA"}, {"papouasienouvelleguine", "PG"}, {"papouasienouvelleguinee", "PG"}, {"papuanewguinea", "PG"},
    {"paraguay", "PY"}, {"paysbas", "NL"}, {"paysbascaribeens", "BQ"}, {"paysbascaribens", "BQ"}, {"pe", "PE"}, {"perou", "PE"},
    {"peru", "PE"}, {"pf", "PF"}, {"pg", "PG"}, {"ph", "PH"}, {"philippines", "PH"}, {"pitcairnislands", "PN"}, {"pk", "PK"},
    {"pl", "PL"}, {"pm", "PM"}, {"pn", "PN"}, {"poland", "PL"}, {"pologne", "PL"}, {"polska", "PL"},
    {"polynesiefrancaise", "PF"}, {"polynsiefranaise", "PF"}, {"portorico", "PR"}, {"portugal", "PT"}, {"pr", "PR"},
    {"prou", "PE"}, {"ps", "PS"}, {"pt", "PT"}, {"puertorico", "PR"}, {"pw", "PW"}, {"py", "PY"}, {"qa", "QA"}, {"qatar", "QA"},
    {"quateur", "EC"}, {"raschinoisedehongkong", "HK"}, {"raschinoisedemacao", "MO"}, {"rdc", "CD"}, {"re", "RE"},
    {"repblicaportuguesa", "PT"}, {"republicaportuguesa", "PT"}, {"republiquecentrafricaine", "CF"},
    {"republiquedemocratiqueducongo", "CD"}, {"republiquedominicaine", "DO"}, {"republiqueducongo", "CG"},
    {"republiquefederaledallemagne", "DE"}, {"republiquefrancaise", "FR"}, {"republiquetcheque", "CZ"}, {"reunion", "RE"},
    {"ro", "RO"}, {"romania", "RO"}, {"romnia", "RO"}, {"roumanie", "RO"}, {"royaumeuni", "GB"},
    {"rpubliquecentrafricaine", "CF"}, {"rpubliquedmocratiqueducongo", "CD"}, {"rpubliquedominicaine", "DO"},
    {"rpubliqueducongo", "CG"}, {"rpubliquefdraledallemagne", "DE"}, {"rpubliquefranaise", "FR"}, {"rpubliquetchque", "CZ"},
    {"rs", "RS"}, {"ru", "RU"}, {"runion", "RE"}, {"russia", "RU"}, {"russie", "RU"}, {"rw", "RW"}, {"rwanda", "RW"},
    {"rythre", "ER"}, {"sa", "SA"}, {"saharaoccidental", "EH"}, {"saintbarthelemy", "BL"}, {"saintbarthlemy", "BL"},
    {"saintchristopheetnieves", "KN"}, {"saintchristopheetnivs", "KN"}, {"saintehelene", "SH"}, {"saintehlne", "SH"},
    {"saintelucie", "LC"}, {"sainthelena", "SH"}, {"saintkittsnevis", "KN"}, {"saintlucia", "LC"}, {"saintmarin", "SM"},
    {"saintmartin", "MF"}, {"saintmartinpartieneerlandaise", "SX"}, {"saintmartinpartienerlandaise", "SX"},
    {"saintpierreetmiquelon", "PM"}, {"saintpierremiquelon", "PM"}, {"saintvincentetlesgrenadines", "VC"},
    {"saintvincentgrenadines", "VC"}, {"salvador", "SV"}, {"samoa", "WS"}, {"samoaamericaines", "AS"},
    {"samoaamricaines", "AS"}, {"sanmarino", "SM"}, {"saotomeandprincipe", "ST"}, {"saotomeetprincipe", "ST"},
    {"saotomeprincipe", "ST"}, {"saotometprincipe", "ST"}, {"saudiarabia", "SA"}, {"sb", "SB"}, {"sc", "SC"}, {"schweiz", "CH"},
    {"scotland", "GB"}, {"sd", "SD"}, {"se", "SE"}, {"senegal", "SN"}, {"serbia", "RS"}, {"serbie", "RS"}, {"seychelles", "SC"},
    {"sg", "SG"}, {"sh", "SH"}, {"si", "SI"}, {"sierraleone", "SL"}, {"singapore", "SG"}, {"singapour", "SG"},
    {"sintmaarten", "SX"}, {"sj", "SJ"}, {"sk", "SK"}, {"sl", "SL"}, {"slovakia", "SK"}, {"slovaquie", "SK"},
    {"slovenia", "SI"}, {"slovenie", "SI"}, {"slovnie", "SI"}, {"sm", "SM"}, {"sn", "SN"}, {"sngal", "SN"}, {"so", "SO"},
    {"solomonislands", "SB"}, {"somalia", "SO"}, {"somalie", "SO"}, {"sotomandprncipe", "ST"}, {"sotomprncipe", "ST"},
    {"soudan", "SD"}, {"soudandusud", "SS"}, {"southafrica", "ZA"}, {"southgeorgiaandsouthsandwichislands", "GS"},
    {"southgeorgiasouthsandwichislands", "GS"}, {"southkorea", "KR"}, {"southsudan", "SS"}, {"spain", "ES"}, {"sr", "SR"},
    {"srilanka", "LK"}, {"ss", "SS"}, {"st", "ST"}, {"stbarthelemy", "BL"}, {"stbarthlemy", "BL"}, {"sterreich", "AT"},
    {"sthelena", "SH"}, {"stkittsandnevis", "KN"}, {"stkittsnevis", "KN"}, {"stlucia", "LC"}, {"stmartin", "MF"},
    {"stpierreandmiquelon", "PM"}, {"stpierremiquelon", "PM"}, {"stvincentandgrenadines", "VC"}, {"stvincentgrenadines", "VC"},
    {"sudan", "SD"}, {"sude", "SE"}, {"suede", "SE"}, {"suisse", "CH"}, {"suriname", "SR"}, {"sv", "SV"},
    {"svalbardandjanmayen", "SJ"}, {"svalbardetjanmayen", "SJ"}, {"svalbardjanmayen", "SJ"}, {"svizzera", "CH"},
    {"swaziland", "SZ"}, {"sweden", "SE"}, {"switzerland", "CH"}, {"sx", "SX"}, {"sy", "SY"}, {"syria", "SY"}, {"syrie", "SY"},
    {"sz", "SZ"}, {"tadjikistan", "TJ"}, {"taiwan", "TW"}, {"tajikistan", "TJ"}, {"tanzania", "TZ"}, {"tanzanie", "TZ"},
    {"tatdelacitduvatican", "VA"}, {"tatsunis", "US"}, {"tatsunisdamrique", "US"}, {"tawan", "TW"}, {"tc", "TC"},
    {"tchad", "TD"}, {"tchequie", "CZ"}, {"tchquie", "CZ"}, {"td", "TD"}, {"terresaustralesfranaises", "TF"},
    {"terresaustralesfrancaises", "TF"}, {"territoirebritanniquedelocanindien", "IO"},
    {"territoirebritanniquedeloceanindien", "IO"}, {"territoirespalestiniens", "PS"}, {"tf", "TF"}, {"tg", "TG"}, {"th", "TH"},
    {"thailand", "TH"}, {"thailande", "TH"}, {"thalande", "TH"}, {"thenetherlands", "NL"}, {"thiopie", "ET"},
    {"timorleste", "TL"}, {"timororiental", "TL"}, {"tj", "TJ"}, {"tk", "TK"}, {"tl", "TL"}, {"tm", "TM"}, {"tn", "TN"},
    {"to", "TO"}, {"togo", "TG"}, {"tokelau", "TK"}, {"tonga", "TO"}, {"tr", "TR"}, {"trinidadandtobago", "TT"},
    {"trinidadtobago", "TT"}, {"triniteettobago", "TT"}, {"trinitettobago", "TT"}, {"trkiye", "TR"}, {"tt", "TT"},
    {"tunisia", "TN"}, {"tunisie", "TN"}, {"turkey", "TR"}, {"turkiye", "TR"}, {"turkmenistan", "TM"}, {"turkmnistan", "TM"},
    {"turksandcaicosislands", "TC"}, {"turkscaicosislands", "TC"}, {"turquie", "TR"}, {"tuvalu", "TV"}, {"tv", "TV"},
    {"tw", "TW"}, {"tz", "TZ"}, {"ua", "UA"}, {"ug", "UG"}, {"uganda", "UG"}, {"uk", "GB"}, {"ukraine", "UA"}, {"um", "UM"},
    {"unitedarabemirates", "AE"}, {"unitedkingdom", "GB"}, {"unitedstates", "US"}, {"unitedstatesofamerica", "US"},
    {"uruguay", "UY"}, {"us", "US"}, {"usa", "US"}, {"usoutlyingislands", "UM"}, {"usvirginislands", "VI"}, {"uy", "UY"},
    {"uz", "UZ"}, {"uzbekistan", "UZ"}, {"va", "VA"}, {"vanuatu", "VU"}, {"vatican", "VA"}, {"vaticancity", "VA"}, {"vc", "VC"},
    {"ve", "VE"}, {"venezuela", "VE"}, {"vg", "VG"}, {"vi", "VI"}, {"vietnam", "VN"}, {"vitnam", "VN"}, {"vn", "VN"},
    {"vu", "VU"}, {"wallisandfutuna", "WF"}, {"wallisetfutuna", "WF"}, {"wallisfutuna", "WF"}, {"westernsahara", "EH"},
    {"wf", "WF"}, {"ws", "WS"}, {"ye", "YE"}, {"yemen", "YE"}, {"ymen", "YE"}, {"yt", "YT"}, {"za", "ZA"}, {"zambia", "ZM"},
    {"zambie", "ZM"}, {"zimbabwe", "ZW"}, {"zm", "ZM"}, {"zw", "ZW"},
};
/* clang-format on */

static int compare(const void *key, const void *row)
{
    const struct country *country = row;
    return strcmp(key, country->key);
}

const char *country_code(struct arena *arena, const char *name)
{
    if (!name) {
        return NULL;
    }
    const char *key = str_alnum(arena, text_nfc(arena, name));
    const struct country *found = bsearch(key, countries, sizeof countries / sizeof *countries, sizeof *countries, compare);
    return found ? found->code : NULL;
}

const char *country_or_home(struct arena *arena, const char *name)
{
    return str_empty(name) ? COUNTRY_HOME : country_code(arena, name);
}
