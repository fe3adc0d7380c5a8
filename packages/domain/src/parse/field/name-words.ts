/** Kinds of institutions and firms whose word in a name says that it is one. */
const INSTITUTION =
  /(?<!\p{L})(?:hospitals?|infirmary|medical cent(?:er|re)|health ?care|health (?:system|board|cent(?:er|re)|services)|nhs|trust|hospice|schools?|academy|college|university|institute|council|borough|district|clinics?|surgery|dental|dentistry|veterinary|vets|pharmacy|hotels?|inn|resort|lodge|hostel|restaurant|bistro|brasserie|trattoria|café|cafe|coffee|bakery|brewery|nursery|preschool|kindergarten|church|museum|library|foundation|society|association|airport|care home|farms?|bank|logistics|freight|group|holdings?|technologies|industries|robotics|studios?|agency|salon|supermarket|sykehjem|vårdcentral|plejecenter|krankenhaus|klinik(?:um|en)?|universität|hochschule|\p{L}*(?:schule|klinik|krankenhaus|zentrum|verband|werke|bäckerei|brauerei)|gasthof|gasthaus|kita|stadtwerke|landkreis|apotheke|stiftung|verein|seniorenheim|pflegeheim|hôpital|clinique|école|lycée|université|mairie|commune|fondation|boulangerie|pharmacie|ehpad|hôtel|groupe|clínica|escuela|colegio|universidad|ayuntamiento|fundación|farmacia|tienda|restaurante|grupo|escola|universidade|câmara|prefeitura|fundação|farmácia|ospedale|clinica|scuola|università|comune|fondazione|ristorante|albergo|gruppo|ziekenhuis|universiteit|gemeente|stichting|apotheek|szpital|szkoła|przedszkole|uniwersytet|urząd|fundacja|apteka|restauracja|sjukhus(?:et)?|skola|kommun|universitet|förskola|apotek|region|sygehus|skole|kommune|sykehus|barnehage|sairaala|koulu|yliopisto|kaupunki|nemocnice|škola|univerzita|úřad|lékárna|restaurace)(?!\p{L})|病院|学校|大学|ホテル|クリニック|銀行/iu;

/** Words for terms, hours, pay, grades and starts of work: no name has them. */
const TERM_OF_WORK =
  /(?<!\p{L})(?:\d{1,2}\+?\s?(?:d|h|w|mo|hrs?|hours?|days?|weeks?|months?)\sago|(?:vor|il y a|hace|há)\s\d{1,2}\s\p{L}+|immediate|immediately|asap|start(?:s|ing)?|ongoing|permanent|temporary|casual|seasonal|full[ -]?time|part[ -]?time|shifts?|nights?|weekends?|evenings?|weekly|monthly|hourly|daily|overtime|pay|paid|salary|wages?|scale|grades?|bonus|benefits|hours|hrs|per (?:hour|week|day|month|year)|on[ -]call|contract|remote|hybrid|on[- ]?site|worldwide|apply|hiring|urgent|flexible|equity|visa|relocation|unbefristet|befristet|vollzeit|teilzeit|schicht(?:en|dienst)?|sofort|gehalt|tarif\p{L}*|cdi|cdd|intérim|temps (?:plein|partiel)|salaire|immédiat\p{L}*|jornada|sueldo|inmediat[ao]|incorporación|turnos?|imediat[ao]|início|salário|immediat[ao]|stipendio|turni|voltijds?|deeltijds?|fulltime|parttime|salaris|pełny etat|od zaraz|umowa|wynagrodzenie|heltid|deltid|omgående|snarast|tillsvidare|lön|løn|lønn|snarest|vakituinen|palkka|plný úvazek|ihned|mzda)(?!\p{L})|(?<!\p{L})(?:ward|band|grade|level|tier|step|unit|room|floor|stufe|schaal|skala|scale|échelon|nivel|livello|entgeltgruppe|tv-?(?:l|öd)|e|bat)[ -]?[\dIVX]{1,3}[A-Z]?(?![\p{L}\p{N}])|\p{L}-(?:like|style|backed|based|type)(?!\p{L})|[!?€£$]|時給|月給|急募/iu;

/** Whether a name has a word for a kind of institution or firm: `… Hospital`, `… Freight`. */
export function namesInstitution(text: string): boolean {
  return INSTITUTION.test(text);
}

/** Whether a piece speaks of terms of work (`Immediate start`, `Ward 7B`), as no name does. */
export function isTermOfWork(text: string): boolean {
  return TERM_OF_WORK.test(text);
}
