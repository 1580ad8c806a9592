"""Swedish."""

from store.structure.speech.table import Speech

SPEECH = Speech(
    verbs=(
        "säger sade sa säga menar menade berättar berättade förklarar förklarade konstaterar konstaterade "
        "kommenterar kommenterade tillägger tillade understryker underströk betonar betonade skriver skrev "
        "uppger uppgav anser ansåg tror trodde tycker tyckte fortsätter fortsatte avslutar avslutade "
        "svarar svarade "
        "hävdar hävdade varnar varnade påpekar påpekade framhåller framhöll hälsar hälsade lyder löd enligt "
        "summerar summerade utbrister utbrast meddelar meddelade bekräftar bekräftade resonerar noterar "
        "noterade "
        "frågar frågade undrar undrade hoppas hoppades beskriver beskrev medger medgav lovar lovade inflikar "
        "poängterar poängterade framhäver inleder inledde har_sagt har_berättat utvecklar förtydligar "
        "minns slår"
        " skrattar skrattade ler log skämtar skämtade uppmanar uppmanade manar manade föreslår "
        "föreslog kräver krävde kritiserar kritiserade gläds gläder berömmer avslöjar avslöjade "
        "funderar beklagar beklagade tackar tackade råder"
    ),
    pronouns="han hon hen",
    plurals="de vi jag man",
    he="han",
    she="hon",
    man="herr son pappa far",
    woman="fru dotter mamma mor",
    feminine="kvinna rska",
    bodies=(
        "företaget bolaget facket förbundet föreningen kommunen regeringen polisen partiet banken "
        "universitetet"
    ),
    papers="rapporten studien",
    adverbs="också även vidare då i_dag idag själv också_att i_en_kommentar i_ett_uttalande",
    determiners="den det de en ett vår vårt våra sin hans hennes deras",
    articles=False,
    according="enligt",
    pointing="det",
    by_pronoun="enligt_(?:honom|henne) med_(?:hans|hennes)_ord",
    saying="sägandes med_orden",
    remarks="kommentar uttalande följande orden ordalag",
    that="att hur om",
    titles=(
        "vd v.d verkställande direktör ordförande vice ordföranden statsminister minister statsråd "
        "statssekreterare "
        "riksdagsledamot landshövding borgmästare kommunalråd generaldirektör generalsekreterare chef chefen "
        "talesperson talesman pressekreterare presschef professor docent forskare doktor lektor "
        "grundare medgrundare "
        "projektledare koordinator rektor partiledare ledamot ägare analytiker ekonom chefsekonom "
        "expert läkare "
        "advokat författare journalist regissör skådespelare konstnär tränare redaktör ingenjör "
        "utvecklare student "
        "aktivist herr fru kung drottning överste general kapten kommissionär finansminister "
        "affärsområdeschef"
        " utredare utredaren handläggare forskaren doktorand doktoranden förbundskapten lagkapten "
        "målvakt mittfältare anfallare försvarare lantbrukare fiskare skeppare "
        "sjuksköterska barnmorska veterinär arkitekt biolog ekolog geolog historiker arkeolog "
        "psykolog sociolog meteorolog musiker sångare sångerska fotograf formgivare intendent "
        "museichef museidirektör varvschef varvschefen hälsominister miljöminister landsbygdsminister "
        "landsbygdspolitisk biskop ärkebiskop präst kyrkoherde åklagare domare kommissarie "
        "brandman eldsjäl volontär elev lärare förbundsordförande vice_vd vvd "
        "finanschef hr-chef hållbarhetschef platschef produktionschef kommunikationschef "
        "verksamhetschef enhetschef"
        " vdn driftchef driftchefen"
        " regissören skådespelaren författaren konstnären läkaren tränaren advokaten journalisten "
        "redaktören ingenjören projektledaren koordinatorn rektorn analytikern kuratorn museichefen "
        "biologen ekologen professorn docenten grundaren statsministern kommunalrådet landshövdingen "
        "biskopen generaldirektören teaterchef teaterchefen rederichef skådespelerskan dirigenten "
        "kaptenen talespersonen"
        " kommunstyrelsens överläkare bonde granne invånare mamma pappa dotter son spelare skogvaktare"
    ),
    title_endings=(
        "forskaren ledaren direktören ordföranden ministern professorn sekreteraren talespersonen "
        "rektorn grundaren "
        "ägaren utvecklaren mästaren experten ekonomen läkaren "
        "bibliotekarie bibliotekarien lärare läraren sjuksköterska sjuksköterskan elev eleven förälder "
        "föräldern "
        "minister direktör chef ordförande ledare sekreterare talesperson ansvarig chefen rådet råd "
        "professor forskare "
        "expert ekonom utvecklare samordnare grundare ägare mästare ledamot"
    ),
    unnamed="talesperson talesman talespersonen representant",
    naming=(
        "kallade?s? så_kallade?t? titeln temat mottot namnet projektet programmet kampanjen filmen "
        "boken begreppet "
        "den det de en ett av och eller med i som för under"
    ),
    dashes="on",
    verb_second=True,
    no_verbs=(
        "med och eller från till under över efter mellan sedan utan mot blir blev har hade är var kan "
        "som men samt "
        "deras vår våra denna detta finns lanserar öppnar firar"
    ),
    surname_joint="",
)
