"""Spanish."""

from store.structure.speech.table import Speech

#: Stems of verbs in -ar.
_FIRST = (
    "afirm|señal|declar|explic|asegur|indic|agreg|coment|destac|subray|apunt|manifest|record|recalc|puntualiz"
    "|remarc|resalt|enfatiz|precis|detall|valor|lament|denunci|celebr|critic|anunci|relat|narr|cont|opin"
    "|alert|avis|argument|resum|inform|expres|confes|anot|complement|aclar|matiz|rese[ñn]|not|pregunt"
    "|termin|concret|revel|reiter|inst|augur|abog|zanj|sentenci|ironiz|profundiz|observ|asever|plante|postul"
    "|acus|reclam|brome|exclam|reproch|vaticin|pronostic|insist|signific|acot|argument|enfatiz|sintetiz|reflexion|tuite|confirm|inform"
    "|describ"
    "|consider|replic|acept|proclam|adelant|avanz|ahond|pormenoriz|agradec|felicit"
)

SPEECH = Speech(
    verbs=(
        rf"(?:{_FIRST})(?:ó|a|aba|aron|an) "
        "(?:a[ñn]ad|sosten|exig|insist|advirt|admit|prosigu|concluy|respond|reconoc|a[ñn]ad|escrib|aduj"
        "|discut|describ"
        "|defend|refir|sugir|agradec|transmit|prometi?)(?:ió|e|ía|ieron|en) "
        "(?:dijo|dice|dicen|dijeron|decía|sostuvo|sostiene|según|concluyó|concluye|advierte|advirtió"
        "|propuso|propone|expuso"
        "|expone|mantuvo|mantiene|contó|cuenta|cree|piensa|opina|reconoció|respondió|escribió|prosiguió"
        "|insistió"
        "|añadió|añade|adujo|rindió|refirió|sugirió|espera|recomienda|recomendó|aconseja|aconsejó"
        "|anima|animó|invita|invitó|emplaza|emplazó|habla|habló|pidió|pide|siguió|sigue|continuó"
        "|continúa|enfatizó"
        "|puso_de_relieve|puso_de_manifiesto|hizo_hincapié|se_mostró|se_refirió|se_preguntó|se_pregunta) "
        "(?:ha|han|había|hubo)_(?:dicho|concluido|añadido|sostenido|expuesto|puesto|insistido|advertido"
        "|reconocido"
        rf"|respondido|escrito|hecho|querido|mantenido|propuesto|exigido|pedido|emplazado"
        rf"|recomendado|animado|invitado|reclamado|(?:{_FIRST})ado)"
        " fueron_(?:sus|las)(?:_(?:primeras|últimas))?_palabras_de(?:_la)?"
    ),
    pronouns="él ella este esta éste ésta",
    plurals="ellos ellas nosotros yo",
    latter="este esta éste ésta",
    he="él este éste",
    she="ella esta ésta",
    man="sr. sr señor don padre hermano tío hijo sobrino",
    woman="sra. sra señora doña madre hermana viuda tía hija sobrina",
    he_article="el",
    she_article="la",
    feminines="or>ora o>a e>a e>esa án>ana",
    either="autoridad persona víctima estrella",
    feminine="(?<!ist)(?<!et)(?<!policí)(?<!guí)a",
    bodies=(
        "empresa compañía grupo organización fundación asociación instituto universidad ministerio "
        "sindicato ayuntamiento alcaldía ciudad municipio gobierno policía partido banco agencia "
        "cámara consejo comité museo hospital club firma marca federación confederación comisión "
        "colectivo plataforma secretaría consejería entidad institución junta diputación federal "
        "cooperativa unión "
        "equipo jurado familia fiscalía administración escuela "
        "justicia oposición corporación organismo banda sector"
    ),
    papers=(
        "informe estudio comunicado carta documento texto "
        "encuesta mensaje ley artículo sentencia cartel pancarta"
    ),
    adverbs=(
        "también además luego después hoy ayer asimismo igualmente posteriormente por_su_parte ahora entonces"
        " según"
    ),
    determiners="el la los las un una unos unas su sus nuestro nuestra este esta",
    according="según para de_acuerdo_con en_palabras_del? a_juicio_del? en_opinión_del? tal_como_dijo",
    pointing="así_lo así",
    called="primer_edil:alcalde primera_edil:alcaldesa",
    by_pronoun="(?:según|para)_(?:él|ella) a_su_juicio en_(?:su_opinión|sus_palabras) en_palabras_suyas",
    saying=(
        "diciendo señalando afirmando añadiendo explicando asegurando agregando indicando destacando "
        "declarando "
        "subrayando apuntando manifestando recordando concluyendo"
    ),
    remarks="lo_siguiente siguientes? declaraci(?:ón|ones) palabras comunicado términos comentario",
    that="que cómo como si porque quien quienes",
    titles=(
        "presidente presidenta ministro ministra alcalde alcaldesa consejero consejera director directora "
        "coordinador coordinadora portavoz gerente fundador fundadora cofundador cofundadora co-fundador "
        "co-fundadora secretario secretaria subsecretario subsecretaria delegado delegada concejal concejala "
        "diputado diputada senador senadora gobernador gobernadora rector rectora decano decana "
        "gerenta profesor profesora "
        "doctor doctora d don doña dr dra lic licenciado licenciada ingeniero ingeniera investigador "
        "investigadora "
        "jefe jefa responsable actor actriz productor productora ejecutivo ejecutiva protagonista estudiante "
        "ing arq mtro mtra consellera conseller abogado abogada economista periodista escritor "
        "escritora artista poeta activista líder miembro "
        "vocal tesorero tesorera socio socia embajador embajadora comisario comisaria general coronel "
        "capitán "
        "autor autora experto experta analista médico médica vicepresidente vicepresidenta titular "
        "intendente "
        "intendenta representante edil regidor regidora mandatario mandataria bióloga biólogo entrenador "
        "entrenadora propietario propietaria empresario empresaria "
        "cineasta "
        "candidato candidata vicerrector vicerrectora ceo consejo delegados asesor asesora técnico técnica"
        " funcionario funcionaria sociólogo socióloga vocero vocera dirigente canciller vicecanciller "
        "comisionado comisionada campesino campesina agricultor agricultora pescador pescadora "
        "ganadero ganadera enfermero enfermera maestro maestra docente catedrático catedrática "
        "psicólogo psicóloga veterinario veterinaria arquitecto arquitecta químico química físico "
        "física geólogo geóloga historiador historiadora antropólogo antropóloga arqueólogo "
        "arqueóloga científico científica delantero delantera defensa centrocampista "
        "guardameta futbolista jugador jugadora seleccionador seleccionadora capitana vecino vecina "
        "voluntario voluntaria superintendente viceministro viceministra lideresa "
        "obispo arzobispo sacerdote párroco fiscal juez jueza magistrado magistrada fotógrafo "
        "fotógrafa músico cantante bailarín bailarina emprendedor emprendedora "
        "trabajador trabajadora alumno alumna becario becaria"
        " apicultor apicultora librero librera comerciante eurodiputado eurodiputada viticultor "
        "viticultora panadero panadera cocinero cocinera camarero camarera taxista chófer conductor "
        "conductora guía artesano artesana"
        " autoridad administrador administradora dueño dueña paciente madre padre hijo hija hermano"
        " hermana viuda viudo impulsor impulsora subdelegado subdelegada comisariado comisariada"
        " conservador conservadora coautor coautora música personero personera comunero comunera receptor"
        " receptora usuaria usuario pediatra cardióloga cardiólogo cirujano cirujana matrona guardabosques"
        " guardaparques bombero bombera policía sargento seremi"
        " anestesista neurólogo neuróloga oncólogo oncóloga comadrona farmacéutico farmacéutica"
        " carpintera compositor compositora coreógrafo coreógrafa restaurador"
        " restauradora regante"
        " dirigenta donante beneficiario beneficiaria hostelero hostelera edila síndico síndica"
        " urbanista pintor pintora escultor escultora novelista curador curadora arquero arquera"
        " mediocampista atleta ciclista nadador nadadora tenista accionista afiliado afiliada"
        " sindicalista obrero obrera chofer piloto abuela abuelo jubilado jubilada chef sumiller enólogo"
        " enóloga bodeguero bodeguera cacique lonko cónsul notario notaria bibliotecario bibliotecaria"
        " archivero archivera guardaparque agrónomo agrónoma meteorólogo meteoróloga astrónomo astrónoma"
        " matemático matemática programador programadora consultor consultora especialista promotor"
        " promotora mediador mediadora cuidador cuidadora superviviente sobreviviente"
    ),
    unnamed="portavoz vocero vocera representante",
    naming=(
        "titulad[oa]s? llamad[oa]s? denominad[oa]s? conocid[oa]_como lema título nombre proyecto "
        "programa campaña "
        "libro película premio palabras? el la los las un una del de al y o en su sus como por_el por_la"
    ),
    dashes="again",
    no_verbs=(
        "con para por sobre entre desde hasta según como pero sino donde cuando este esta estos estas "
        "del una los las "
        "son está están fue era será han tiene tienen sus junto ante bajo reúne presenta celebra lanza"
    ),
    subjectless=True,
    two_surnames=True,
)
