"""Italian."""

from store.structure.speech.table import Speech

#: Stems of verbs of saying, mostly in -are.
_STEMS = (
    "afferm|dichiar|comment|spieg|sottoline|aggiung|osserv|precis|ricord|raccont|evidenzi|rimarc|not|conferm"
    "|assicur|sintetizz|puntualizz|rilanci|denunci|critic|annunci|segnal|replic|incalz|argoment|rilev"
    "|lament|auspic|ringrazi|insist|ribad|constat|annot|rivel|domand|continu|prosegu|conclud|rispond|ammett"
    "|sosten|scriv|avvert|defin|illustr|prefigur|esult|tuon|ironizz|analizz|chios|riassum|specific|dett"
    "|scherz|ammonisc|confess|confid|argu|rivendic|esort|rimprover|approfond|cont|sent|pens|cred|sper|ritien"
    "|consider|descriv|esprim|sugger|rifer|propon"
)

SPEECH = Speech(
    verbs=(
        rf"(?:{_STEMS})(?:a|e|i|ano|ono|ava|eva|iva|ò|ì|é|è|erà|isce|iscono) "
        "dice dicono disse dissero diceva parla scrive scrisse aggiunge aggiunse conclude concluse "
        "prosegue rispose "
        "risponde ammette ammise sostiene sostenne ribadisce ribadì avverte definisce specifica "
        "specificò tiene_a "
        "(?:è|questo|questa|sono)_(?:il|la|le|l['’]|lo)_?(?:appello|commento|monito|giudizio|invito|grido"
        "|messaggio|analisi|parole)_d(?:i|el|ella|ello|ell['’])  "
        "così raccomanda consiglia invita ha_invitato ha_raccomandato chiede chiedono chiese "
        "ad?_(?:dirlo|affermarlo|sostenerlo|spiegarlo|annunciarlo|sottolinearlo)_(?:è"
        "|sono)(?:_stat[oaie])? "
        "le_(?:prime_)?(?:parole|dichiarazioni)_d(?:i|el|ella|ello"
        "|ell['’]\\w+) secondo "
        "si_legge dichiarò spiega spiegò ritiene ritenne fa_sapere fa_notare mette_in_guardia "
        "(?:ha|hanno|aveva|avevano|è|si_è)_(?:(?:poi|anche|quindi|inoltre|infine|subito|così"
        "|ancora)_)?(?:detto|scritto"
        "|aggiunto|concluso|risposto|ammesso|sostenuto|ribadito|avvertito|definito|proseguito|espresso"
        "|messo|fatto"
        rf"|riferito|chiesto|proposto|voluto|tenuto|intervenut[oa]|suggerito|chiarito|(?:{_STEMS})at[oa])"
        " (?:è|sono|viene|vengono)_(?:stat[oaie]_)?"
        "(?:espress[oaie]|pronunciat[oaie]|ribadit[oaie])_da(?:l|lla|llo|ll['’])? "
        "garantisce garantì promette promise ha_promesso ha_garantito sorride sorrise ride "
        "parola_di non_ha_dubbi non_nasconde ne_è_(?:convint|sicur)[oa] "
        "racconta_così osserva_ancora chiarisce chiarì suggerisce rassicura rassicurò"
    ),
    pronouns="lui lei egli ella questi",
    plurals="loro essi noi io",
    latter="questi",
    he="lui egli questi",
    she="lei ella",
    man="signor sig. padre fratello zio figlio nipote",
    woman="signora sig.ra madre sorella vedova zia figlia",
    he_article="il lo",
    she_article="la",
    either="persona vittima guida autorità",
    definite="l'",
    feminine="trice essa (?<!ist)(?<!et)(?<!guid)(?<!colleg)a",
    bodies=(
        "azienda società gruppo impresa organizzazione fondazione associazione istituto università "
        "ministero sindacato comune città regione provincia governo polizia partito banca agenzia "
        "camera consiglio comitato museo ospedale club ditta federazione confederazione commissione "
        "ente cooperativa consorzio "
        "squadra giuria famiglia procura "
        "amministrazione scuola opposizione giunta settore"
    ),
    papers=(
        "rapporto studio comunicato lettera documento testo "
        "indagine messaggio legge articolo sentenza cartello"
    ),
    adverbs=(
        "anche poi inoltre infine ancora quindi oggi ieri così invece successivamente da_parte_sua "
        "in_una_nota(?:_stampa)? in_un_(?:comunicato|post|messaggio|video)"
    ),
    determiners=(
        "il lo la i gli le un uno una l['’]\\w+ dell['’]\\w+ suo sua nostro nostra questo questa "
        "questi queste"
    ),
    according="secondo per a_detta_d(?:i|el|ella) per_usare_le_parole_di come_dice a_giudizio_d(?:i|el|ella)",
    pointing="lo così (?:è|questo_è)_quanto",
    called="primo_cittadino:sindaco prima_cittadina:sindaca",
    by_pronoun="(?:secondo|per)_(?:lui|lei) a_suo_(?:avviso|giudizio|dire) (?:nelle|con_le)_sue_parole",
    saying=(
        "dicendo affermando aggiungendo spiegando sottolineando dichiarando precisando ricordando concludendo"
    ),
    remarks="seguenti? parole dichiarazion[ei] nota comunicato quanto_segue commento",
    that="che come quanto se cui quale",
    titles=(
        "ad a.d dg cda "
        "presidente presidentessa vicepresidente sindaco sindaca ministro ministra assessore assessora "
        "direttore "
        "direttrice amministratore amministratrice delegato delegata fondatore fondatrice cofondatore "
        "cofondatrice "
        "co-fondatore co-fondatrice segretario segretaria responsabile portavoce coordinatore coordinatrice "
        "professore professoressa prof prof.ssa dott dott.ssa dottore dottoressa ing avv avvocato avvocata "
        "onorevole on "
        "senatore senatrice deputato deputata sottosegretario sottosegretaria governatore governatrice "
        "consigliere "
        "consigliera rettore rettrice preside regista attore attrice produttore produttrice esecutivo "
        "esecutiva "
        "protagonista autore autrice scrittore scrittrice giornalista ricercatore ricercatrice "
        "scienziato scienziata "
        "capo addetto addetta leader membro socio titolare economista esperto esperta analista medico "
        "studente "
        "studentessa attivista artista poeta allenatore allenatrice generale colonnello capitano "
        "comandante prefetto "
        "questore vescovo don sig sig.ra signor signora dirigente commissario commissaria curatore "
        "curatrice manager"
        " attaccante difensore portiere centrocampista calciatore calciatrice capitana mister tecnico "
        "sociologo sociologa glaciologo glaciologa geologo geologa biologo biologa chimico chimica "
        "climatologo climatologa archeologo archeologa psicologo "
        "psicologa veterinario veterinaria infermiere infermiera insegnante docente "
        "agricoltore agricoltrice pescatore allevatore allevatrice architetto architetta ingegnere "
        "ingegnera musicista cantante pittore pittrice fotografo fotografa volontario volontaria "
        "ambasciatore ambasciatrice magistrato giudice procuratore vicesindaco vicesindaca "
        "viceministro viceministra europarlamentare parlamentare primario sindacalista operaio "
        "operaia cuoca chef patron arcivescovo parroco "
        "cardinale soprintendente ricercatori dottorando dottoranda"
        " apicoltore apicoltrice eurodeputato eurodeputata viticoltore viticoltrice commerciante "
        "ristoratore ristoratrice libraio libraia pastore barista sarto sarta artigiano artigiana "
        "guida"
        " restauratore restauratrice"
        " sovrintendente sovraintendente primaria paziente prorettore prorettrice socia residente"
        " vulcanologo vulcanologa maestro maestra madre padre figlia figlio vedova giocatore giocatrice"
        " procuratrice tesoriere referente promotore promotrice imprenditore imprenditrice caposquadra"
        " pescatrice soccorritore soccorritrice astronoma astronomo"
        " anestesista cardiologo cardiologa pediatra neurologo neurologa oncologo oncologa ostetrica"
        " ostetrico farmacista panettiere falegname compositore compositrice coreografo coreografa"
        " bibliotecaria bibliotecario monsignor mons suor frate rabbino imam presule"
        " ammiraglio contrammiraglio maresciallo brigadiere tenente ispettore ispettrice conte contessa"
        " professionista specialista nuotatore nuotatrice ciclista tennista pallavolista atleta campione"
        " campionessa coach testimonial barbiere barbiera barcaiolo"
        " impiegato impiegata operatore operatrice vigile pompiere chirurgo chirurga dermatologo"
        " dermatologa ginecologo ginecologa ortopedico radiologo radiologa psichiatra psicoterapeuta"
        " fisioterapista logopedista dietista genetista virologo virologa epidemiologo epidemiologa"
        " immunologo immunologa matematico matematica astrofisico astrofisica meteorologo meteorologa"
        " sismologo sismologa antropologo antropologa filosofo filosofa giurista notaio notaia"
        " commercialista consulente geometra agronomo agronoma enologo enologa sommelier vignaiolo"
        " vignaiola norcino fornaio fornaia pasticcere pasticcera albergatore albergatrice bagnino"
        " bagnina gestore gestrice rifugista guardaparco malgaro malgara pastora contadino contadina"
        " coltivatore coltivatrice risicoltore risicoltrice olivicoltore floricoltore vivaista"
        " negoziante edicolante tassista autista camionista ferroviere macchinista capotreno marinaio"
        " armatore portuale gruista metalmeccanico metalmeccanica urbanista designer stilista"
        " sceneggiatore sceneggiatrice drammaturgo drammaturga scenografo scenografa costumista"
        " violinista pianista violoncellista organista liutaio liutaia fumettista illustratore"
        " illustratrice scultore scultrice editrice traduttore traduttrice conduttore conduttrice"
        " presentatore presentatrice ballerino ballerina velista canottiere canottiera rugbista cestista"
        " schiacciatore schiacciatrice palleggiatore palleggiatrice terzino educatore educatrice alunno"
        " alunna laureato laureata laureando laureanda borsista assegnista specializzando specializzanda"
        " decano decana cittadino cittadina mamma papà nonno nonna fratello sorella moglie marito"
        " pensionato pensionata profugo profuga rifugiato rifugiata bracciante mediatore mediatrice"
        " cooperante missionario missionaria suora sacerdote vicario diacono cappellano priore priora"
        " abate badessa prefetta questora magistrata avvocatessa capogruppo garante funzionario"
        " funzionaria caporeparto capoufficio caposervizio"
    ),
    unnamed="portavoce rappresentante",
    naming=(
        "intitolat[oaie] chiamat[oaie] denominat[oaie] dett[oaie] titolo tema slogan nome progetto "
        "programma campagna "
        "libro film premio parola cosiddett[oaie] il lo la i gli le l['’] un uno una un['’] del della "
        "dello dei degli "
        "delle dell['’] di da dal al alla nel nella e o in su sul come d['’] suo sua"
    ),
    no_verbs=(
        "con per tra fra dal dalla nel nella sul sulla come anche dopo prima sono stato stata essere "
        "questo questa "
        "della dello degli delle presso verso durante hanno dove quando mentre oltre presenta lancia"
    ),
    surname_joint="",
    subjectless=True,
)
