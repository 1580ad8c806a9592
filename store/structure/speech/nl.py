"""Dutch."""

from store.structure.speech.table import Speech

SPEECH = Speech(
    verbs=(
        "aldus volgens (?:zeg|zei|zegt|zeggen|zeiden|stel|stelt|stelde|stelden|vertel|vertelt|vertelde"
        "|leg|legt"
        "|legde|verklaar|verklaart|verklaarde|benadrukt|benadrukte|meent|meende|vindt|vond|vervolgt|vervolgde"
        "|schrijft|schreef|meldt|meldde|bevestigt|bevestigde|concludeert|concludeerde|besluit|besloot"
        "|reageert"
        "|reageerde|antwoordt|antwoordde|waarschuwt|waarschuwde|pleit|pleitte|erkent|erkende|denkt"
        "|dacht|hoopt"
        "|hoopte|licht|lichtte|vult|vulde|voegt|voegde|onderstreept|onderstreepte|geeft|gaf|noemt"
        "|noemde|roept|riep"
        "|verzekert|verzekerde|betoogt|betoogde|constateert|constateerde|merkt|merkte|weet|wist"
        "|verwacht|verwachtte"
        "|vraagt|vroeg|stipt|beaamt|beaamde|klinkt|klonk|luidt|luidde|oordeelt|oordeelde|verduidelijkt"
        "|verduidelijkte|voorspelt|voorspelde|herinnert|herinnerde|belooft|beloofde|laat|liet|ziet|zag"
        "|adviseert|adviseerde|raadt|spreekt|sprak"
        "|wijst|wees|kondigt|kondigde|deelt|deelde|grapt|grapte|jubelt|juicht|prijst|prees) "
        "(?:heeft|hebben|had)_(?:gezegd|verklaard|gesteld|verteld|toegevoegd|benadrukt|gemeld|geschreven)"
        " lacht lachte zucht verzucht verzuchtte geniet reageert_\\w+ knikt bekent bekende fluistert "
        "peinst peinsde vat_samen blikt blikte schetst schetste mijmert glundert "
        "relativeert nuanceert nuanceerde"
    ),
    pronouns="hij zij ze",
    plurals="wij we ik men",
    he="hij",
    she="zij ze",
    man="heer dhr. dhr meneer vader broer oom zoon neef",
    woman="mevrouw mevr. mevr moeder zus weduwe tante dochter nicht",
    definite="de het",
    feminine=("(?<!mee)(?<!mini)ster (?<=\\w{3})trice mevrouw vrouw directrice moeder dochter lerares"),
    bodies=(
        "bedrijf onderneming groep organisatie stichting vereniging universiteit ministerie vakbond "
        "bond gemeente stad provincie regering politie partij bank raad commissie museum ziekenhuis "
        "club firma coöperatie fractie college bestuur kabinet "
        "team jury familie brandweer "
        "directie school oppositie waterschap sector"
    ),
    papers=(
        "rapport onderzoek studie verklaring brief document persbericht wet artikel vonnis boodschap bericht"
    ),
    adverbs="ook nog verder daarnaast vandaag gisteren later dan toe uit zich tevens bovendien weten aan zo",
    determiners="de het een zijn haar hun onze ons deze dit",
    according="volgens naar_mening_van in_de_woorden_van voor",
    pointing="dat dit",
    by_pronoun="volgens_(?:hem|haar) naar_(?:zijn|haar)_(?:mening|zeggen) in_(?:zijn|haar)_woorden",
    saying="met_de_woorden zeggende",
    frames="kl[io]nkt?_het(?=[.,]|$) luidt_het(?=[.,]|$)",
    remarks="verklaring volgende woorden reactie citaat",
    that="dat omdat of hoe",
    titles=(
        "minister minister-president premier staatssecretaris burgemeester wethouder gedeputeerde "
        "commissaris koning "
        "koningin directeur directrice algemeen bestuurder bestuursvoorzitter voorzitter vicevoorzitter "
        "vice-voorzitter woordvoerder woordvoerster manager hoofd leider oprichter oprichtster medeoprichter "
        "mede-oprichter professor prof hoogleraar onderzoeker onderzoekster dr drs ir mr ing meneer "
        "mevrouw dhr mevr "
        "heer secretaris secretaris-generaal penningmeester lid raadslid kamerlid tweede-kamerlid "
        "econoom analist "
        "expert systeemprogrammeur programmeur ontwikkelaar ingenieur auteur schrijver schrijfster "
        "journalist arts "
        "advocaat rector decaan curator artiest kunstenaar acteur actrice regisseur trainer coach "
        "generaal kolonel "
        "kapitein eigenaar ondernemer projectleider teamleider coördinator adviseur student studente "
        "activist ceo "
        " verdediger aanvaller doelman doelvrouw spits middenvelder aanvoerder aanvoerster "
        "bondscoach trainer-coach schipster bioloog biologe ecoloog "
        "ecologe socioloog sociologe historicus historica archeoloog archeologe psycholoog psychologe "
        "huisarts verpleegkundige dierenarts architect gedelegeerd wetenschapper "
        "promovendus promovenda postdoc schepen schepene rechter bisschop pastoor "
        "dominee museumdirecteur conservator conservatrice bewoner bewoonster vrijwilliger "
        "vrijwilligster lijsttrekker fractievoorzitter zaakvoerder cfo"
        " dijkgraaf heemraad cardioloog chirurg specialist melkveehouder veehouder akkerbouwer teler"
        " boerin agrariër ondernemster winkelier patiënt omwonende buurvrouw buurman leerling leraar"
        " lerares docent docente lector kunstenares speler speelster officier beheerder boswachter"
        " projectmanager programmamanager eigenaresse moeder vader dochter zoon weduwe weduwnaar"
        " hoofdonderzoeker gemeentesecretaris wijkagent brandweercommandant schipper machinist"
        " componist componiste dichteres fruitteler fruitteelster bloementeler bakster garnalenvisser"
        " dirigent fotograaf fotografe zangeres danseres ontwerper ontwerpster vormgever"
        " bloemist verloskundige apotheker tandarts fysiotherapeut psychiater neuroloog viroloog"
        " geoloog klimatoloog opvarende passagier reiziger huurster huurder mantelzorger"
    ),
    title_endings=(
        "huurder huurster bewoner bewoonster bezoeker bezoekster deelnemer deelneemster patiënt leerling "
        "moeder vader buurman buurvrouw vrijwilliger winkelier chirurg verpleegkundige initiatiefnemer "
        "wachter organisator winnaar speler omwonende "
        "directeur directrice voorzitter woordvoerder minister manager leider oprichter hoogleraar "
        "onderzoeker "
        "secretaris coördinator adviseur chef bestuurder programmeur ontwikkelaar lid hoofd meester "
        "deskundige"
    ),
    unnamed="woordvoerder woordvoerster vertegenwoordiger",
    naming=(
        "genaamd(?:e)? genoemd getiteld(?:e)? zogenaamde?n? zogeheten titel thema motto slogan naam "
        "project programma "
        "campagne film boek codenaam het de een van en of met in als voor onder"
    ),
    verb_second=True,
    no_verbs=(
        "met van voor door over onder naar tussen sinds zonder tegen wordt worden werd werden heeft "
        "hebben zijn was "
        "waren kan kunnen maar omdat terwijl onze haar deze deze staat viert opent lanceert"
    ),
)
