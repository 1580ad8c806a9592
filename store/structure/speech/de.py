"""German."""

from store.structure.speech.table import Speech

#: What people are besides their office, each with its feminine.
_PEOPLE = (
    "besucher bewohner anwohner nutzer teilnehmer spieler fahrer mieter winzer bäcker landwirt "
    "patient helfer azubi lehrling schüler rentner sportler gärtner imker förster retter sanitäter "
    "künstler musiker sänger initiator organisator moderator preisträger gewinner stifter spender "
    "investor partner kandidat absolvent stipendiat ausbilder händler handwerker gastgeber "
    "veranstalter betreuer seelsorger mitarbeiter gesellschafter vermieter kunde"
)

SPEECH = Speech(
    verbs=(
        "(?:sag|erklär|beton|mein|ergänz|erläuter|kommentier|äußer|bemerk|erzähl|kritisier|forder|warn|mahn"
        "|versicher|resümier|bilanzier|freu|lob|begründ|bekräftig|berichte|schilder|bestätig|urteil|stell"
        "|konstatier|präzisier|appellier|prognostizier|kündig|führ|würdig|zitier|argumentier|klag|beklag"
        "|bedauer|reagier|antworte|frag|füg|konter|moniert?e?|verdeutlich|unterstell|dank|rüg|pflichte"
        "|behaupte"
        "|vermute|glaub|hoff|erinner|ermuntr|skizzier|folger|tadel|jubel|scherz|spott|verriet|stichel|wetter"
        "|attestier|plädier|erwarte|bitt|bilanziert?e?|unterstreich|fass|räum|spielt?"
        "|wünsch)(?:te?n?|e[tn]) "
        "sagten? meinten? so heißt_es hieß_es zufolge unterstr(?:ich|eicht|ichen) "
        "schr(?:ieb|eibt|eiben|ieben) "
        "sprach spricht rät riet weiß wusste findet fand denkt dachte verspr(?:ach|icht) warb wirbt "
        "wies weist gab gibt hob hebt hält hielt nennt nannte sieht sah zeigt(?:e|en)?_sich ist_überzeugt "
        "war_überzeugt betonten erklärten äußerten rief_auf ruft_auf räumte räumt zog zieht ließ lässt "
        "empfiehlt empfahl befand befindet blickt blickte verwies verweist widerspr(?:ach|icht) wandte "
        "wirft warf lautet lautete schloss schließt stellt stellte fügte fügt fasste fasst freute dankte "
        "berichtet berichtete antwortet antwortete hofft erwartet erwartete bedauert bedauerte kündigte "
        "kündigt "
        "rechnete rechnet erneuert erneuerte legt legte mit_diese[nm]_(?:Worten|Satz|Appell)_\\w+ "
        "führte führt wünscht wünschte teilt teilte "
        # at the end of a clause that begins with "wie"
        "(?:mitteil|ausführ|hinzufüg|hervorheb|klarstell|ankündig|anmerk|einräum|darleg)"
        "(?:te?n?|e[tn]) "
        "bekannt(?:gibt|gab|geben|gaben) hervorh(?:ebt|ob) angibt angab"
    ),
    pronouns="er sie ihm ihr",
    plurals="wir es man ich",
    he="er ihm",
    she="sie ihr",
    man="herr hr. herrn vater bruder sohn ehemann sohn neffe enkel",
    woman="frau fr. mutter schwester tochter ehefrau witwe tochter nichte enkelin",
    definite="der die das",
    feminines=">in e>in",
    either="person mitglied gast star",
    feminine="(?<=\\w{4})in frau dame schwester tochter",
    bodies=(
        "unternehmen konzern gruppe firma verband verein gesellschaft stiftung institut universität "
        "hochschule behörde ministerium gewerkschaft stadt gemeinde land landkreis polizei partei "
        "fraktion regierung bank kammer museum bündnis initiative club klub redaktion gericht "
        "bürgerinitiative agentur kirche bistum krankenhaus klinikum börse vorstand stadtrat "
        "kreistag rat genossenschaft zentrale "
        "team jury feuerwehr familie verwaltung leitung staatsanwaltschaft "
        "kommission ausschuss betriebsrat mannschaft schule belegschaft kanzlei branche"
    ),
    papers=(
        "bericht studie papier erklärung mitteilung brief schreiben "
        "umfrage dokument gesetz artikel urteil botschaft nachricht plakat"
    ),
    adverbs=(
        "wie auch dann weiter außerdem zudem heute gestern ferner abschließend dazu daher deshalb hierzu "
        "darüber sich gegenüber zugleich wiederum aus hinzu fest an ein hervor am_\\w+ in_\\w+ jetzt nun "
        "etwa noch"
    ),
    determiners="der die das ein eine einer des dem den unser unsere ihr ihre sein seine",
    according=(
        "laut für nach_Angaben_von nach_Ansicht_von nach_Meinung_von nach_Auffassung_von nach_den_Worten_von"
    ),
    pointing="das dies",
    by_pronoun=(
        "(?:laut|nach)_(?:ihm|ihr) (?:ihm|ihr)_zufolge "
        "(?:seinen|ihren)_(?:Worten|Angaben)_(?:nach|zufolge) (?:seiner|ihrer)_(?:Ansicht|Meinung)_nach "
        "nach_(?:seinen|ihren)_(?:Worten|Angaben) nach_(?:seiner|ihrer)_(?:Ansicht|Meinung) "
        "aus_(?:seiner|ihrer)_Sicht"
    ),
    saying="mit_den_Worten mit_dem_Hinweis",
    remarks="wie_folgt Worten? Statement Stellungnahme Kommentar Zitat Fazit Erklärung dazu hierzu",
    that="dass daß weil ob wenn",
    titles=(
        "mann vater mutter sohn tochter kollegin konsul generalkonsul kapitän kapitänin kämmerer "
        "kämmerin baurat baurätin hauptmann oberst professorin dozent dozentin hausarzt hausärztin "
        "bundespräsident bundespräsidentin bundeskanzler bundeskanzlerin prof dr ing dipl h.c mag di "
        "geschäftsführerin "
        "geschäftsführender geschäftsführende gesellschafter inhaber inhaberin beauftragte beauftragter "
        "generalsekretär generalsekretärin intendant intendantin rektor rektorin dekan dekanin pastor "
        "pfarrer "
        "autor autorin forscher forscherin wissenschaftler wissenschaftlerin ärztin arzt anwalt anwältin "
        "rechtsanwalt rechtsanwältin kläger klägerin aktivist aktivistin experte expertin vertrauensperson "
        "mitglied mitgründer mitgründerin mitbegründer mitbegründerin senator senatorin dezernent "
        "dezernentin "
        "stellvertretende stellvertretender stellvertreter stellvertreterin vize kreisrat stadtrat trainer "
        "trainerin referent referentin projektleiter projektleiterin abgeordnete abgeordneter general "
        "kommissar "
        "polizist polizistin kurator kuratorin student studentin schüler schülerin lehrer lehrerin kollege "
        "ökonom ökonomin historiker historikerin regisseur regisseurin schauspieler schauspielerin"
        " doktorand doktorandin postdoktorand postdoktorandin zahnarzt zahnärztin kinderzahnarzt "
        "kinderzahnärztin bundesminister bundesministerin landesrat landesrätin obmann obfrau stürmer "
        "stürmerin torwart torhüter torhüterin verteidiger verteidigerin mittelfeldspieler "
        "mittelfeldspielerin sportdirektor sportdirektorin hebamme meteorologe meteorologin "
        "geologe geologin soziologe soziologin psychologin psychologe virologe virologin biologe "
        "biologin chemiker chemikerin physiker physikerin informatiker informatikerin architekt "
        "architektin pflegerin superintendent superintendentin "
        "bischöfin erzbischof rabbiner imam landesbischof domkapitular obermeister obermeisterin"
        " erstautorin erstautor studienleiterin studienleiter mitautor mitautorin ko-autor ko-autorin"
        " anwohner anwohnerin landwirt landwirtin patientin patient chefarzt chefärztin oberarzt"
        " oberärztin pfleger schulleiter schulleiterin ökologin ökologe archäologin archäologe künstlerin"
        " künstler spielerin richterin richter staatsanwältin staatsanwalt witwe gründer gründerin"
        " eigentümer eigentümerin ingenieurin ingenieur försterin förster winzerin winzer imkerin imker"
        " ehrenamtliche ehrenamtlicher nachbarin nachbar betriebsrat betriebsrätin betriebsratsvorsitzende"
        " betriebsratsvorsitzender abteilungsleiterin abteilungsleiter beigeordnete beigeordneter"
        " pfarrerin pröpstin museumsdirektorin museumsdirektor"
        " komponist komponistin dichterin bäckerin tischlerin"
        " schreinerin schäferin gärtnerin apothekerin kardiologe"
        " kardiologin neurologe neurologin onkologe onkologin anästhesist anästhesistin kinderarzt"
        " kinderärztin choreograf choreografin dirigent dirigentin restaurator restauratorin"
    ),
    title_endings=(
        " ".join(f"{one} {one}in" for one in _PEOPLE.split())
        + " wart wartin mitglied königin gast gästin patin pate auszubildende auszubildender "
        "erin wirt wirtin ingenieur ingenieurin wissenschaftler wissenschaftlerin arzt ärztin lehrer "
        "lehrerin techniker "
        "technikerin "
        "pfleger pflegerin berater beraterin betreiber betreiberin entwickler entwicklerin trainer "
        "trainerin professor "
        "professorin prüfer prüferin inspektor inspektorin historiker historikerin psychologe "
        "psychologin biologe "
        "biologin pilot pilotin händler händlerin unternehmer unternehmerin senator senatorin "
        "präsident präsidentin minister ministerin sprecher sprecherin leiter leiterin chef chefin direktor "
        "direktorin vorstand vorständin vorsitzende vorsitzender vorsitzenden geschäftsführer "
        "geschäftsführerin "
        "meister meisterin kanzler kanzlerin sekretär sekretärin beauftragte beauftragter rat rätin forscher "
        "forscherin experte expertin anwalt anwältin gründer gründerin manager managerin koordinator "
        "koordinatorin referent referentin inhaber inhaberin ökonom kommissar kommissarin"
        " ologe ologin mediziner medizinerin physiker physikerin chemiker chemikerin botschafter "
        "botschafterin verwalter verwalterin vertreter vertreterin betroffene betroffener angestellte "
        "angestellter steller stellerin macher macherin träger trägerin kämpfer kämpferin aufseher "
        "aufseherin fischer fischerin"
    ),
    unnamed="sprecher sprecherin pressesprecher pressesprecherin vertreter vertreterin",
    naming=(
        "genannte?n? titels? namens sogenannte?[nrs]? so_genannte?[nrs]? Motto Slogan Titel Thema "
        "Begriff Name[ns]? "
        "Projekt Initiative Programm Film Buch Kampagne Bündnis(?:ses)? als der die das den dem des im "
        "am zum zur "
        "vom eine?[rmns]? und oder unter"
    ),
    verb_second=True,
    no_verbs=(
        "und oder aber auch von vom mit bei beim für über unter durch nach seit aus auf vor zwischen "
        "gegen ohne "
        "wird wurde werden wurden hat haben hatte sind ist war waren kann können sowie sondern denn "
        "weil dass "
        "ihre ihren seine seinen unsere anlässlich laut wegen damit steht stehen heißt feiert startet "
        "eröffnet"
    ),
)
