"""Abbreviations whose full stop ends no sentence, by language: what sentencex takes for an end and is none.

A new language is a row of `BEFORE_NAMES` and one of `BEFORE_NUMBERS`. All are written in lower case without
the last full stop; what stands with blanks in it, such as “p. ex.”, by its last part.
"""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


#: Of all languages: those that stand before a number there.
_NUMBERED = _words("no nr vol fig figs tab pp ca cf ed eds p")

#: What stands before a name, a title or a word that is written large: such a full stop ends nothing.
BEFORE_NAMES = {
    "en": _words(
        "mr mrs ms mx dr prof rev fr sr hon gov lt sen rep reps sens gen col maj capt cpl sgt cmdr",
        "adm amb supt insp det atty st mt ft messrs mmes msgr pres vs e.g i.e viz approx dept",
    ),
    "de": _words(
        "dr.-ing dipl.-ing dr prof dipl ing mag bgm hr hrn fr st sog bzw evtl ggf inkl exkl zzgl",
        "abzgl einschl u.a z.b d.h i.d.r vgl gem lt bzgl v.a insb insbes ehem gegr geb verh kfm",
        "stellv staatl städt ev kath röm med phil jur rer nat habil hc h.c min mitgl abg vors präs",
        "gen insp tel em arch abt ass red komm stud cand kpt kap",
    ),
    "fr": _words(
        "m mm mme mmes mlle mlles dr drs pr prof me mes mgr st ste gal col cdt cne lt av bd pl cf env",
        "l'on l’on hon vve c.-à-d",
    ),
    "es": _words(
        "sr sra sres sras srta dr dra dres prof profa ing lic arq ud uds vd vds d dña fr sto sta sn",
        "av avda pza gral cnel cap tte excmo excma ilmo ilma rvdo mons ee c.f",
    ),
    "it": _words(
        "s v.le p.zza sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa ing arch avv geom rag on",
        "l'on l’on sen cav comm mons don gen col cap magg ten ss sgg egr gent.mo spett cons ass",
    ),
    "pt": _words(
        "cia séc sr sra srs sras srta dr dra drs dras prof profa profª eng engª arq av pç r exmo exma",
        "ilmo d fr sto sta gen cel cap ten maj des min dep ver cf v",
    ),
    "nl": _words(
        "dhr mevr mw drs dr ir ing mr prof bc ds jhr st burg gen kol kapt plv resp bijv incl excl evt",
        "mgr",
    ),
    "sv": _words(
        "dr prof hr fr doc ing civ.ing kapt bl.a t.ex d.v.s s.k f.d resp inkl exkl ev ca em",
    ),
    "da": _words("dr prof hr fr bl.a f.eks dvs s.k evt inkl ekskl tidl cand mag"),
    "nb": _words("dr prof hr fr bl.a f.eks dvs s.k evt inkl ekskl tidl"),
    "pl": _words(
        "dr hab prof mgr inż lic p pp ks bp abp kard św gen płk mjr kpt por ul al pl os im tzw tzn np",
        "m.in tj red dyr prez wicemarsz marsz sp zob por gm",
    ),
    "ru": _words(
        "кн арх гр пос дер ред г гг ул пр д просп пл акад проф доц канд докт им т.н т.е св гн г-н гжа",
        "ген полк подп кап чл инж о",
    ),
    "uk": _words("м вул просп пл акад проф доц ім т.зв св ген полк інж"),
    "tr": _words(
        "yük tic san dr prof doç yrd av sn öğr gör müh mim alb gen org örn vb bkz a.ş ltd şti st mah",
        "cad sok",
    ),
    "cs": _words(
        "dr prof doc ing mgr bc judr mudr phdr rndr gen plk kpt sv tzv tj např resp ul nám",
    ),
    "hu": _words("dr prof ifj id özv gen szt ill pl kb ún u.n"),
    "ar": _words("د أ م ا ج ش.م ش.م.م ذ.م.م ص.ب"),
}

#: What stands before a number or an amount of money: a full stop there ends nothing.
BEFORE_NUMBERS = {
    "en": _words(
        "approx est art arts sec secs para paras par ch chs vols no nos pt ver v tel ext sq jan feb",
        "mar apr jun jul aug sept sep oct nov dec cl reg rev op app ann",
    ),
    "de": _words(
        "rd etwa ungef mind max min circa art abs nr bd bde kap rn rdn ziff § s abb anm anl aufl jg",
        "jh hs tel jan feb febr mär apr jun jul aug sept okt nov dez str",
    ),
    "fr": _words(
        "art env approx al chap n° nos t pp janv févr fév mars avr juil sept oct nov déc tél ann par",
        "réf h éd",
    ),
    "es": _words(
        "s art arts aprox pág págs núm núms n.º nº n vol cap cfr t ene feb mar abr jun jul ago sept",
        "sep oct nov dic tel tfno ap aptdo inc máx mín",
    ),
    "it": _words(
        "sec art artt pag pagg n nn par cap ca circa gen feb mar apr mag giu lug ago sett set ott nov",
        "dic tel all lett co comma c max min d.lgs d.l d.p.r trim",
    ),
    "pt": _words(
        "séc art arts aprox pág págs n n.º nº núm cap al jan fev mar abr mai jun jul ago set out nov",
        "dez tel máx mín",
    ),
    "nl": _words(
        "str art lid blz par hfst jrg dl jan feb mrt apr jun jul aug sept okt nov dec tel max min ong",
        "plm",
    ),
    "sv": _words(
        "kap § s sid jan feb mar apr jun jul aug sept okt nov dec tel ca max min art kl enl",
    ),
    "da": _words(
        "kap stk § s jan feb mar apr jun jul aug sept okt nov dec tlf ca maks min art",
    ),
    "nb": _words("kap § s jan feb mar apr jun jul aug sept okt nov des tlf ca maks min art"),
    "pl": _words(
        "t art ust pkt poz par ok str s rys tab nr godz tel r rozdz zał tys maks min kw dn",
    ),
    "ru": _words(
        "корп кв оф эт каб вып ст стр рис табл п пп ок с т гл ч разд тел янв февр фев мар апр авг сент",
        "окт нояб дек прим",
    ),
    "uk": _words("ст стор рис табл п пп бл с т гл ч розд тел"),
    "tr": _words("m.ö m.s yakl m md sf s nr tel no max min asgari azami"),
    "cs": _words("čl odst písm č str obr tab cca tel max min"),
    "hu": _words("kb max min tel old"),
}

#: Languages that write “the second” as 2 with a full stop.
ORDINALS = _words("de pl tr cs sk da nb nn no fi hu hr sl sr et lv is")

#: Words that stand with a capital only where a sentence begins: after them an ordinal, an initial or the
#: short form of a firm ends one. None of them is a part of a name ("De Boer").
STARTERS = {
    "de": _words(
        "der die das dem den ein eine einen einer er sie es wir ihr ihre ihrem ihren sein seine man in",
        "im am an auf aus bei beim bis durch für gegen mit nach ohne seit über um unter von vom vor",
        "während wegen zu zum zur als da dann dass damit dabei dafür daher danach daneben darin darüber",
        "dazu davon deshalb dennoch doch aber auch außerdem zudem denn nur nun jetzt hier dort dies",
        "diese dieser dieses diesen wenn weil wer was wo wie warum wann welche so schon seither zuvor",
        "später heute morgen gestern alle beide viele einige kein keine nicht noch und oder sondern",
        "insgesamt unser unsere",
    ),
    "en": _words(
        "the this that these those it he she they we his her their its our in on at for with from but",
        "and when while after before since if as there here both all some many most another however then",
        "now",
    ),
    "fr": _words(
        "les il elle ils elles ce cet cette ces nous on son sa ses leur leurs mais et ou puis pour avec"
    ),
    "es": _words(
        "él ella ellos ellas este esta estos estas ese esa su sus pero y se en con para por cuando como"
    ),
    "it": _words(
        "gli il ha è lui lei essi questo questa questi queste suo sua ma ed per con quando si non nel nella"
    ),
    "pt": _words(
        "ele ela eles elas este esta estes estas esse essa seu sua mas em com para por quando não no na"
    ),
    "nl": _words(
        "het een hij zij ze wij we dit dat deze die zijn haar hun maar en in op met voor bij na als toen"
    ),
    "sv": _words("det han hon de vi den denna detta men och i på med för när då efter så"),
    "pl": _words("on ona oni ono to ten ta te jego jej ich ale i w we na po z ze dla gdy jak kiedy nie"),
    "ru": _words(
        "он она они оно это этот эта эти его её их но и в во на по с со для когда как не затем потом при"
    ),
    "tr": _words("bu o onlar şu bunlar ancak ama ve fakat ayrıca bunun onun daha sonra"),
}

#: In Russian, units behind a number, which end a sentence before a large letter.
UNITS = _words("руб р долл ч мин сек кг км см мм га чел шт тыс млн млрд")
#: Verbs of saying behind a closing quotation mark, in scripts without capitals: the sentence goes on.
SAYS = {
    "zh": r"[^。！？!?“「『]{0,14}?"
    "(?:说|說|问|問|道|答|表示|喊|称|稱|写|寫|强调|強調|指出|补充|補充|追问|感叹|笑)",
    "ja": r"[^。！？!?「『]{0,20}?(?:答え|言っ|言う|語|述べ|話し|話す|叫|尋ね|続け|つぶや|笑)",
    "ar": r"[^.؟!]{0,4}?"
    r"(?:قالت?|سألت?|أجابت?|أضافت?|صرخت?|ردت?|يقول|تقول|أكدت?|أوضحت?|كتبت?|تساءلت?)\b",
}

#: What ends a list and so may end a sentence, where the next word is written large.
ENDS_LISTS = _words("etc ecc т.д т.п itd itp usw enz osv atd stb vb")
#: Languages that write every noun large: a large letter tells nothing there.
LARGE_NOUNS = _words("de lb")
#: In English, what follows “a.m.” and “p.m.” in the same sentence: days, months, time zones.
AFTER_HOURS = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july",
    "august september october november december et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet",
    "cest eastern central mountain pacific",
)


def before_name(language: str) -> frozenset[str]:
    """The abbreviations before names; those of English for a language that has no row."""
    return BEFORE_NAMES.get(language, BEFORE_NAMES["en"])


def before_number(language: str) -> frozenset[str]:
    """The abbreviations before numbers, those of names too."""
    return BEFORE_NUMBERS.get(language, BEFORE_NUMBERS["en"]) | before_name(language) | _NUMBERED
