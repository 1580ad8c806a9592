"""Turkish."""

from store.structure.speech.table import Speech

SPEECH = Speech(
    verbs=(
        "(?:de|söyle|belirt|anlat|açıkla|vurgula|ifade_et|kaydet|ekle|aktar|dile_getir|bildir|konuş|yaz"
        "|sor|cevapla"
        "|yanıtla|değerlendir|hatırlat|savun|iddia_et|paylaş|özetle|öner|uyar|yorumla|duyur|müjdele"
        "|altını_çiz"
        "|dikkat_çek|temenni_et|kullan)"
        "(?:di|dı|du|dü|ti|tı|tu|tü|yor|iyor|ıyor|uyor|üyor|ledi|mektedir|miştir|mıştır|erek"
        "|arak)(?:lar|ler)? "
        "dedi diyor der diyen demiş demişti dediler söyledi söylüyor belirtti belirtiyor anlattı "
        "anlatıyor ekledi ekliyor "
        "açıkladı vurguladı kaydetti konuştu göre ifadelerini_kullandı ifadesini_kullandı"
        " değindi değiniyor sürdürdü sürdürüyor seslendi sesleniyor tamamladı şükretti teşekkür_etti "
        "dikkat_çekti altını_çizdi ifade_etti ifade_ediyor dile_getirdi"
    ),
    pronouns="o kendisi",
    plurals="onlar biz ben",
    man="bay bey",
    woman="bayan hanım",
    adverbs="ayrıca da de şöyle böyle şunları şu bunu konuyla_ilgili_olarak sözlerine",
    according="",
    relative="\\w{2,}[ae]n",
    remarks=(
        "şöyle şunları şu_şekilde şu_ifadeleri?_\\w+ şu_sözleri \\w*dedi söyledi konuştu kullandı "
        "belirtti kaydetti "
        "sürdürdü devam_etti açıklamada açıklaması \\w+di \\w+dı \\w+tı \\w+ti \\w+dü \\w+du \\w+tü "
        "\\w+tu \\w+yor"
    ),
    frames=(
        "(?:diye|şeklinde|ifadesiyle|ifadeleriyle|sözleriyle|biçiminde|diyerek|ifadelerini"
        "|ifadesini|ifadelerine|ifadesine"
        "|sözlerini"
        "|değerlendirmesinde|açıklamasında|yorumunda|görüşünü|bilgisini|mesajını|uyarısında|çağrısında)\\b "
        "dedi diyor diyen der demişti demiştir dediler"
    ),
    titles=(
        "sayın bay bayan cumhurbaşkanı başkan başkanı bakan bakanı genel müdür müdürü müdür yardımcısı "
        "direktör "
        "direktörü sözcü sözcüsü sekreter sekreteri vali valisi belediye milletvekili profesör prof doç "
        "dr doktor "
        "yönetici yöneticisi kurucu kurucusu ceo'su ceo’su lider lideri üye üyesi uzman uzmanı koordinatör "
        "koordinatörü temsilci temsilcisi yönetmen yönetmeni oyuncu yazar yazarı gazeteci avukat av "
        "mühendis hanım "
        "bey rektör rektörü dekan dekanı büyükelçi büyükelçisi komutanı general kurulu kaymakam "
        "kaymakamı şefi ortağı"
        " muhtar muhtarı kaptanı teknik antrenör antrenörü hocası öğretmen öğretmeni hekim "
        "hekimi doktoru hemşire hemşiresi mimar mimarı mühendisi avukatı çiftçi balıkçı esnaf sanatçı "
        "sanatçısı ressam müzisyen şarkıcı oyuncusu yürütücüsü sorumlusu ortak bölge şube müftü "
        "müftüsü emniyet savcı savcısı hakimi profesörü araştırma görevlisi asistanı öğrencisi "
        "ceo cfo küratör küratörü tasarımcı tasarımcısı girişimci vekili encümen prensi "
        "kraliçe "
        " çiftçisi balıkçısı öğrenci gönüllü gönüllüsü koruyucu annesi babası kızı oğlu kaptan arkeolog"
        " biyolog jeolog tarihçi araştırmacı başhekim başhekimi kooperatif üretici"
    ),
    title_endings=(
        "girişimci girişimcisi öğrenci öğrencisi sanatçı çiftçi işçi gazeteci üretici araştırmacı "
        "araştırmacısı eğitimci cısı cisi cusu cüsü çısı çisi çusu çüsü"
    ),
    unnamed="sözcü sözcüsü yetkili yetkilisi temsilci temsilcisi",
    naming="adlı isimli başlıklı temalı konulu sloganıyla olan ve ile bir",
    case_marks=True,
    any_verb=False,
)
