"""What months and weekdays are called, by CLDR (Babel 2.19.0).

Made by `tests/store/structure/make_tables.py`.
"""

from __future__ import annotations

MONTHS = (
    (
        "يناير januar january enero janvier gennaio januari janeiro января январь ocak stycznia styczeń "
        "січня січень január tammikuuta tammikuu ledna leden ianuarie ιανουαρίου ιανουάριοσ "
    ),
    (
        "فبراير februar february febrero février febbraio februari fevereiro февраля февраль şubat "
        "lutego luty лютого лютий február helmikuuta helmikuu února únor februarie φεβρουαρίου "
        "φεβρουάριοσ "
    ),
    (
        "مارس märz march marzo mars maart março марта март mart marca marzec березня березень március "
        "marts maaliskuuta maaliskuu března březen martie μαρτίου μάρτιοσ "
    ),
    (
        "أبريل april abril avril aprile апреля апрель nisan kwietnia kwiecień квітня квітень április "
        "huhtikuuta huhtikuu dubna duben aprilie απριλίου απρίλιοσ "
    ),
    (
        "مايو mai may mayo maggio mei maio мая май mayis maja maj травня травень május toukokuuta "
        "toukokuu května květen μαΐου μάιοσ "
    ),
    (
        "يونيو juni june junio juin giugno junho июня июнь haziran czerwca czerwiec червня червень "
        "június kesäkuuta kesäkuu června červen iunie ιουνίου ιούνιοσ "
    ),
    (
        "يوليو juli july julio juillet luglio julho июля июль temmuz lipca lipiec липня липень július "
        "heinäkuuta heinäkuu července červenec iulie ιουλίου ιούλιοσ "
    ),
    (
        "أغسطس august agosto août augustus августа август ağustos sierpnia sierpień серпня серпень "
        "augusztus augusti elokuuta elokuu srpna srpen αυγούστου αύγουστοσ "
    ),
    (
        "سبتمبر september septiembre septembre settembre setembro сентября сентябрь eylül września "
        "wrzesień вересня вересень szeptember syyskuuta syyskuu září septembrie σεπτεμβρίου σεπτέμβριοσ "
    ),
    (
        "أكتوبر oktober october octubre octobre ottobre outubro октября октябрь ekim października "
        "październik жовтня жовтень október lokakuuta lokakuu října říjen octombrie οκτωβρίου οκτώβριοσ "
    ),
    (
        "نوفمبر november noviembre novembre novembro ноября ноябрь kasim listopada listopad листопада "
        "листопад marraskuuta marraskuu listopadu noiembrie νοεμβρίου νοέμβριοσ "
    ),
    (
        "ديسمبر dezember december diciembre décembre dicembre dezembro декабря декабрь aralik grudnia "
        "grudzień грудня грудень desember joulukuuta joulukuu prosince prosinec decembrie δεκεμβρίου "
        "δεκέμβριοσ "
    ),
)

SHORT_MONTHS = (
    ("jan ene janv gen янв oca sty січ tammi led ian ιαν "),
    ("feb févr fev февр şub lut лют febr helmi úno φεβ "),
    ("mär mar mrt мар бер márc maalis bře μαρ μάρ "),
    ("apr abr avr апр nis kwi квіт ápr huhti dub απρ "),
    ("mag трав máj touko kvě μαΐ μάι "),
    ("jun giu июн haz cze черв jún kesä čvn iun ιουν ιούν "),
    ("jul juil lug июл tem lip лип júl heinä čvc iul ιουλ ιούλ "),
    ("aug ago авг ağu sie серп elo srp αυγ αύγ "),
    ("sept sep set сент eyl wrz вер szept syys zář σεπ "),
    ("okt oct ott out окт eki paź жовт loka říj οκτ "),
    ("nov нояб kas lis лист marras νοε νοέ "),
    ("dez dec dic déc дек ara gru груд des joulu pro δεκ "),
)

WEEKDAYS = (
    "الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت sonntag montag dienstag mittwoch "
    "donnerstag freitag samstag so mo di mi do fr sa sunday monday tuesday wednesday thursday "
    "friday saturday sun mon tue wed thu fri sat domingo lunes martes miércoles jueves viernes "
    "sábado dom lun mar mié jue vie sáb dimanche lundi mardi mercredi jeudi vendredi samedi dim mer "
    "jeu ven sam domenica lunedì martedì mercoledì giovedì venerdì sabato gio sab zondag maandag "
    "dinsdag woensdag donderdag vrijdag zaterdag zo ma wo vr za segunda-feira terça-feira "
    "quarta-feira quinta-feira sexta-feira seg ter qua qui sex воскресенье понедельник вторник "
    "среда четверг пятница суббота вс пн вт ср чт пт сб pazar pazartesi sali çarşamba perşembe cuma "
    "cumartesi paz pzt sal çar per cum cmt niedziela poniedziałek wtorek środa czwartek piątek "
    "sobota niedz pon wt śr czw pt sob неділя понеділок вівторок середа четвер пʼятниця субота нд "
    "vasárnap hétfő kedd szerda csütörtök péntek szombat sze cs szo söndag måndag tisdag onsdag "
    "torsdag fredag lördag sön mån tis ons tors fre lör søndag mandag tirsdag lørdag søn man tirs "
    "lør tir tor sunnuntaina maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina "
    "su ti ke to pe la sunnuntai maanantai tiistai keskiviikko torstai perjantai lauantai neděle "
    "pondělí úterý středa čtvrtek pátek ne po út st čt pá duminică luni marți miercuri joi vineri "
    "sâmbătă dum mie vin sâm κυριακή δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυρ δευ τρί τετ "
    "πέμ παρ σάβ "
)
