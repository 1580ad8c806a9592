"""Polish."""

from store.structure.speech.table import Speech

SPEECH = Speech(
    verbs=(
        "(?:powiedzia|doda|zaznaczy|podkreśli|stwierdzi|wyjaśni|skomentowa|oświadczy|przyzna|napisa"
        "|przypomnia"
        "|zauważy|ocenia?|zapewni|poinformowa|tłumaczy|wskaza|ogłosi|zapowiedzia|mówi|odpowiedzia"
        "|opowiada|opowiedzia"
        "|ostrzeg|zaapelowa|uzna|podsumowa|uzupełni|zwróci|wyrazi|dowodzi|twierdzi|przekaza|zadeklarowa"
        "|potwierdzi"
        "|argumentowa|relacjonowa|pyta|zapyta|kontynuowa|przekonywa|żartowa|cieszy|dziękowa|podziękowa"
        "|wspomina|rzek)"
        "(?:ł|ła|li|ły) "
        "mówi mówią podkreśla zaznacza dodaje stwierdza wyjaśnia komentuje przyznaje pisze przypomina "
        "zauważa ocenia "
        "zapewnia informuje tłumaczy wskazuje ogłasza zapowiada odpowiada opowiada ostrzega apeluje "
        "uważa podsumowuje "
        "uzupełnia zwraca wyraża twierdzi przekazuje deklaruje potwierdza argumentuje relacjonuje pyta "
        "kontynuuje "
        "przekonuje żartuje cieszy_się sądzi wspomina zdaniem według czytamy"
        " śmieje zaprasza zaprosił zaprosiła radzi radził radziła dzieli zachęca zachęcał zachęcała "
        "obiecuje obiecał obiecała odnosi ubolewa podaje podał podała prognozuje ocenił zastrzega "
        "zastrzegł zastrzegła kwituje skwitował skwitowała dopowiada zdradza zdradził zdradziła "
        "uspokaja uspokajał uspokajała"
    ),
    pronouns="on ona",
    plurals="oni one my ja",
    he="on",
    she="ona",
    man="pan pana",
    woman="pani",
    feminine="(?:rka|czka|lka|nka|ini|yni|owa|dna|ąca|żka|wka)",
    men_surnames="ski cki dzki",
    women_surnames="ska cka dzka",
    bodies=(
        "firma spółka grupa fundacja stowarzyszenie uniwersytet ministerstwo związek urząd miasto "
        "gmina rząd policja partia bank agencja rada komisja muzeum szpital klub"
    ),
    papers="raport badanie komunikat list dokument",
    adverbs="też również także dalej następnie dziś dzisiaj wczoraj ponadto jednocześnie z_kolei się",
    determiners="ten ta to nasz nasza jego jej ich",
    articles=False,
    according="zdaniem według jak_powiedział jak_powiedziała w_opinii w_ocenie",
    pointing="tak",
    by_pronoun="(?:jego|jej)_(?:zdaniem|słowami) według_(?:niego|niej) w_(?:jego|jej)_(?:ocenie|opinii)",
    saying="mówiąc dodając podkreślając zaznaczając stwierdzając wyjaśniając",
    remarks="następująco oświadczeni[eu] słowami słowa komentarzu",
    that="że iż jak",
    titles=(
        "nadkom podkom kom insp mł asp st sierż por ppor kpt mjr płk ppłk gen bryg kpr nadinsp oficer "
        "prezes wiceprezes prezydent premier wicepremier minister wiceminister burmistrz wójt starosta "
        "marszałek "
        "wojewoda dyrektor dyrektorka kierownik kierowniczka rzecznik rzeczniczka przewodniczący "
        "przewodnicząca "
        "sekretarz profesor prof dr hab mgr inż doktor pan pani poseł posłanka senator senatorka radny radna "
        "rektor dziekan założyciel założycielka współzałożyciel współzałożycielka szef szefowa członek "
        "członkini "
        "ekspert ekspertka analityk ekonomista ekonomistka dziennikarz dziennikarka autor autorka "
        "reżyser aktor aktorka "
        "koordynator koordynatorka menedżer manager specjalista specjalistka lekarz lekarka adwokat mecenas "
        "generalny generał pułkownik kapitan ksiądz ks biskup bp trener trenerka naukowiec badacz "
        "badaczka właściciel "
        "właścicielka pełnomocnik komendant komisarz ambasador"
        " kurator kuratorka dyrygent dyrygentka napastnik bramkarz bramkarka obrońca pomocnik "
        "selekcjoner biolog biolożka chemik chemiczka fizyk fizyczka geolog socjolog socjolożka "
        "psycholog historyk historyczka archeolog archeolożka klimatolog klimatolożka ekolog ekolożka "
        "astronom pielęgniarka pielęgniarz weterynarz nauczyciel nauczycielka rolnik rolniczka "
        "architekt architektka muzyk malarka fotograf pisarz pisarka poeta poetka piosenkarz "
        "piosenkarka wokalista wokalistka proboszcz arcybiskup kardynał prokurator sędzia sędzina "
        "przedsiębiorca wolontariusz wolontariuszka doktorant doktorantka student studentka sołtys "
        "sołtyska podsekretarz wiceburmistrz wicewojewoda wicemarszałek wiceprezydent prorektor "
        "wicedyrektor wicedyrektorka wiceprzewodniczący wiceprzewodnicząca skarbnik zastępca "
        "zastępczyni mieszkaniec mieszkanka"
        " konserwator konserwatorka pszczelarz pszczelarka piekarz księgarz księgarka kierowca "
        "przewodnik przewodniczka europoseł europosłanka"
        " ordynator pacjent pacjentka uczeń uczennica kustosz reżyserka zawodnik zawodniczka matka ojciec"
        " córka syn wdowa leśniczy"
    ),
    unnamed="rzecznik rzeczniczka przedstawiciel przedstawicielka",
    naming=(
        "zatytułowan[aey] tytułem tytuł hasłem hasło tak_zwan[aey] tzw nazwą nazwie projekt projekcie "
        "program programie "
        "kampania kampanii film książka książce słowa pt ramach w i z o na do od oraz lub jako"
    ),
    dashes="again",
    inflected=True,
    no_verbs=(
        "oraz przez dla pod nad przed między jest były była będzie został została jako przy ale gdzie "
        "kiedy który która "
        "które jego jej ich podczas wraz"
    ),
    surname_joint="",
)
