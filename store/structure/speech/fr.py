"""French."""

from store.structure.speech.table import Speech

SPEECH = Speech(
    verbs=(
        "(?:a(?:-t-il|-t-elle)?|ont|avait|avaient|s['’]est|se_sont|s['’]était)_(?:(?:aussi|également"
        "|ensuite|ainsi|notamment"
        "|encore|alors|enfin)_)?(?:(?:déclar|affirm|indiqu|ajout|expliqu|soulign|précis|estim|rappel"
        "|comment|confi"
        "|assur|not|insist|martel|lanc|témoign|racont|regrett|salu|déplor|dénonc|annonc|critiqu|félicit"
        "|confirm"
        "|argument|complét|nuanc|alert|réclam|plaisant|gliss|prévenu|observ|signal|relev|analys|plaid|jug|résum|détaill|exhort|ironis|réagi"
        "|interrog|exclam)"
        "ée?s?|dite?s?|conclue?s?|écrit|répondu|réagi|poursuivie?|soutenue?|reconnue?"
        "|fait_(?:savoir|valoir|remarquer|observer)"
        "|mise?_en_garde"
        "|averti|tenu_à|promis|admis|réjouie?s?|renchéri|remercié) "
        "(?:déclar|affirm|indiqu|ajout|expliqu|soulign|précis|estim|confi|assur|insist|martèl|lanc|témoign"
        "|racont|regrett|salu|déplor|dénonc|annonc|critiqu|confirm|argument|observ|signal|relèv|analys|plaid"
        "|jug|résum|détaill|exhort|ironis|not|souhait|pens|consid[èé]r|exprim|félicit|remerci|imagin"
        "|clam|rassur"
        "|alert|complèt|plaisant|gliss|interrog|exclam|propos|rappell|commenc|continu)(?:e|ent|ait|a)(?:nt)? "
        "(?:s['’]|se_)(?:réjouit|félicite|interroge|exclame|insurge|indigne|inquiète|souvient"
        "|enthousiasme|étonne) "
        "recommande recommandent conseille parle parlait sourit soupire résume dit disent disait conclut "
        "poursuit écrit écrivait répond réagit soutient reconnaît prévient "
        "avertit promet "
        "admet renchérit fait_savoir fait_valoir fait_remarquer met_en_garde tient_à veut_croire croit "
        "espère selon "
        "craint souhaite d['’](?:ajouter|insister|expliquer|indiquer) "
        "de_(?:conclure|préciser|rappeler|poursuivre|souligner) (?:a_)?qualifi(?:e|é|ée)"
    ),
    pronouns="il elle celui-ci celle-ci ce_dernier cette_dernière t-il t-elle -t-il -t-elle",
    plurals="ils elles nous on je",
    latter="celui-ci celle-ci ce_dernier cette_dernière",
    he="il t-il -t-il celui-ci ce_dernier",
    she="elle t-elle -t-elle celle-ci cette_dernière",
    man="monsieur m. m père frère oncle fils neveu",
    woman="madame mme mlle mère sœur veuve tante fille nièce",
    he_article="le",
    she_article="la",
    definite="l'",
    feminines="eur>rice eur>euse er>ère ien>ienne in>ine ef>effe",
    either="personne victime vedette star",
    feminine=(
        "trice ienne euse ière esse cheffe ouvrière adjointe députée déléguée présidente "
        "adhérente étudiante avocate enseignante habitante gérante échevine élue "
        "syndicaliste(?=x) chirurgienne romancière artisane patronne championne préfète"
    ),
    bodies=(
        "société entreprise groupe compagnie fondation association université ministère syndicat "
        "mairie ville commune région département préfecture fédération collectif parti gouvernement "
        "police banque agence chambre conseil comité institut musée hôpital club firme maison "
        "marque direction rédaction tribunal métropole commission union confédération "
        "intersyndicale "
        "équipe jury famille parquet administration école justice "
        "rectorat opposition majorité municipalité collectivité enseigne groupement filière"
    ),
    papers=(
        "rapport étude communiqué lettre document texte enquête sondage message loi article jugement slogan"
    ),
    adverbs=(
        "aussi également ensuite ainsi encore enfin pour_sa_part de_son_côté quant_à notamment alors hier"
    ),
    determiners="le la les l['’]\\w+ un une des du son sa ses leur leurs notre nos ce cette",
    according="selon d['’]après pour aux_yeux_de",
    pointing="ainsi c['’]est_ce_qu['’] c['’]est_ce_que",
    called="premier_magistrat:maire première_magistrate:maire",
    by_pronoun=(
        "selon_(?:lui|elle|ce_dernier|cette_dernière|l['’]intéressée?) (?:pour|d['’]après)_(?:lui|elle) "
        "à_(?:son|ses)_(?:avis|yeux)"
    ),
    saying="déclarant affirmant expliquant ajoutant précisant soulignant rappelant estimant indiquant disant",
    remarks="en_ces_termes déclaration ces_mots suivante?s? communiqué",
    that="que qu' qu’ comment son sa un une qui lequel laquelle",
    titles=(
        "m pr docteure professeur professeure sénateur sénatrice député députée conseiller conseillère "
        "avocat avocate "
        "me maître préfet préfète ambassadeur ambassadrice commissaire journaliste chercheur chercheuse "
        "associé associée cofondateur cofondatrice co-fondateur co-fondatrice dirigeant dirigeante "
        "pdg dg délégué déléguée adjoint adjointe coordinateur coordinatrice chargé chargée rapporteur "
        "rapporteure "
        "économiste historien historienne expert experte analyste médecin ingénieur ingénieure étudiant "
        "étudiante "
        "militant militante lanceur réalisateur réalisatrice acteur actrice auteur autrice écrivain "
        "propriétaire "
        "trésorier trésorière membre doyen doyenne recteur rectrice général colonel capitaine "
        "commandant juge "
        "procureur procureure agriculteur agricultrice éleveur artisan patron patronne entraîneur "
        "champion championne"
        " ministre conservateur conservatrice présidente cheffe maire maraîcher maraîchère infirmier "
        "infirmière enseignant enseignante instituteur institutrice pêcheur "
        "viticulteur viticultrice vigneron vigneronne biologiste chimiste physicien physicienne "
        "sociologue géologue climatologue glaciologue océanographe architecte attaquant attaquante "
        "défenseur défenseuse sélectionneur sélectionneuse coach "
        "porte-parole bénévole habitant habitante riverain riveraine fondateur créateur créatrice "
        "gérant gérante échevin échevine bourgmestre syndic syndique élu élue postdoctorant "
        "postdoctorante doctorant doctorante vétérinaire pharmacien pharmacienne "
        "psychologue évêque imam rabbin ouvrier ouvrière technicien technicienne comédien "
        "comédienne musicien musicienne peintre sculpteur photographe styliste cuisinier cuisinière"
        " libraire administrateur administratrice apiculteur apicultrice berger bergère ostréiculteur "
        "ostréicultrice marin marinière capitaine-pêcheur restaurateur restauratrice hôtelier "
        "hôtelière commerçant commerçante épicier épicière fleuriste coiffeur coiffeuse facteur "
        "factrice chauffeur chauffeuse directeur-général vice-présidente"
        " éleveuse patient patiente voisin voisine archéologue proviseur proviseure mère père fille fils"
        " frère sœur veuve auteure romancière romancier metteuse chorégraphe entraîneuse joueuse joueur"
        " sous-préfet sous-préfète coordonnateur coordonnatrice artisane pilote pompier pompière gendarme"
        " brigadier brigadière écologue hydrologue astronome gestionnaire usager usagère syndicaliste"
        " conchyliculteur"
        " anesthésiste anesthésiste-réanimateur anesthésiste-réanimatrice réanimateur réanimatrice"
        " cardiologue pédiatre neurologue oncologue infectiologue virologue épidémiologiste gériatre"
        " radiologue kinésithérapeute sage-femme boulangère"
        " compositeur compositrice scénographe dramaturge ornithologue botaniste"
    ),
    unnamed="porte-parole représentant représentante",
    naming=(
        "intitulée?s? appelée?s? nommée?s? baptisée?s? dite?s? devise dénommée?s? surnommée?s? thème slogan "
        "titre projet "
        "programme label prix opération campagne livre film ouvrage exposition le la les l['’] du de "
        "des d['’] un une "
        "au aux et ou en notre nos ce cet cette ses son sa"
    ),
    dashes="on",
    no_verbs=(
        "avec pour dans sous entre comme mais donc chez vers lors depuis selon ainsi dont cette leur "
        "leurs notre est "
        "sont était ont avait sera seront permet réunit présente propose célèbre accueille organise lance"
    ),
)
