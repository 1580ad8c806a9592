"""Portuguese."""

from store.structure.speech.table import Speech

SPEECH = Speech(
    verbs=(
        "(?:afirm|declar|explic|coment|destac|ressalt|salient|enfatiz|observ|relat|cont|not|lembr"
        "|record|confirm|alert"
        "|critic|anunci|revel|complement|acrescent|adicion|pontu|argument|avali|assegur|garant|inform"
        "|indic|assinal"
        "|apont|detalh|finaliz|reforç|reiter|sublinh|relembr|lament|comemor|celebr|consider|opin"
        "|question|justific"
        "|analis|ressalv|frisou|fris|antecip|exclam|ironiz|ponder|contest|sintetiz|resum|manifest"
        "|denunci|express|brinc|desabaf"
        "|aconselh|refor[cç]|agreg|especific|esclareç|escrev|agradeç|agradec|descrev|reconhec|esclarec"
        "|respond"
        "|defend|admit|confess|assum|insist|conclu|prossegu|suger|acredit|advert|defin)"
        "(?:ou|a|ava|aram|am|e|em|eu|eram|i|iu|íram|ia|ui) "
        "disse dizia diz dizem disseram concluiu conclui prosseguiu prossegue sustentou sustenta propôs "
        "expôs respondeu "
        "escreveu escreve advertiu manteve mantém quis pediu pede acredita segundo conforme descreve "
        "seguiu segue "
        "recomenda recomendou aconselha aconselhou fala falou remata rematou referiu refere contou conta "
        "vê espera argumentou ressaltou faz_questão chamou_a_atenção revela "
        "comparou "
        "(?:tem|têm|havia|teria)_(?:dito|afirmado|declarado|explicado|destacado|acrescentado|defendido)"
    ),
    pronouns="ele ela este esta",
    plurals="eles elas nós eu",
    latter="este esta",
    he="ele este",
    she="ela esta",
    man="sr. sr senhor seu pai irmão tio filho sobrinho",
    woman="sra. sra senhora dona mãe irmã viúva tia filha sobrinha",
    he_article="o",
    she_article="a",
    feminines="or>ora o>a",
    either="autoridade pessoa vítima",
    feminine="(?<!ist)(?<!et)(?<!guí)(?<!coleg)(?<!autarc)(?<!polici)a",
    bodies=(
        "empresa companhia grupo organização fundação associação instituto universidade ministério "
        "sindicato câmara cidade município governo polícia partido banco agência conselho comité "
        "comitê museu hospital clube firma marca federação confederação comissão coletivo "
        "secretaria entidade instituição prefeitura cooperativa autarquia "
        "equipa equipe júri família "
        "administração escola oposição setor"
    ),
    papers=(
        "relatório estudo comunicado carta documento texto nota "
        "inquérito pesquisa mensagem lei artigo sentença cartaz"
    ),
    adverbs="também ainda depois então hoje ontem além_disso por_sua_vez em_seguida já",
    determiners="o a os as um uma seu sua nosso nossa este esta",
    according=(
        "segundo para conforme de_acordo_com na_opinião_d[aeo]s? nas_palavras_d[aeo]s? na_avaliação_d[aeo]s?"
    ),
    pointing="assim",
    by_pronoun=(
        "(?:segundo|para|conforme)_(?:ele|ela) na_sua_(?:opinião|visão|avaliação) a_seu_ver nas_suas_palavras"
    ),
    saying=(
        "dizendo afirmando acrescentando explicando destacando declarando ressaltando lembrando concluindo"
    ),
    remarks="seguintes? declaraç(?:ão|ões) palavras comunicado nota comentário",
    that="que como se porque quem",
    titles=(
        "presidente presidenta vice-presidente ministro ministra prefeito prefeita governador "
        "governadora secretário "
        "secretária diretor diretora director directora diretor-geral diretora-geral diretor-presidente "
        "coordenador "
        "coordenadora gerente fundador fundadora cofundador cofundadora co-fundador co-fundadora "
        "porta-voz líder "
        "professor professora doutor doutora dr dra sr sra senhor senhora dom dona deputado deputada "
        "senador senadora "
        "vereador vereadora reitor reitora pesquisador pesquisadora investigador investigadora chefe autarca "
        "edil governante dirigente docente "
        "responsável "
        "ator atriz autor autora escritor escritora jornalista economista engenheiro engenheira "
        "advogado advogada "
        "médico médica cientista analista especialista membro sócio sócia superintendente embaixador "
        "embaixadora "
        "comissário comissária general coronel capitão delegado delegada juiz juíza treinador "
        "treinadora ativista "
        "activista artista estudante empresário empresária executivo executiva produtor produtora "
        "administrador "
        "administradora conselheiro conselheira titular"
        " agricultor agricultora pescador pescadora bióloga biólogo geólogo geóloga sociólogo "
        "socióloga historiador historiadora arqueólogo arqueóloga psicólogo psicóloga enfermeiro "
        "enfermeira veterinário veterinária arquiteto arquiteta químico química físico física "
        "oceanógrafo oceanógrafa climatologista meteorologista músico "
        "fotógrafo fotógrafa atacante avançado avançada guarda-redes goleiro goleira zagueiro "
        "zagueira defesa capitã técnico técnica selecionador selecionadora jogador jogadora "
        "voluntário voluntária morador moradora vizinho vizinha aluno aluna bolsista doutorando "
        "doutoranda bispo arcebispo padre pastor procurador procuradora desembargador desembargadora "
        "promotor promotora vice-prefeito vice-governador vice-governadora secretário-executivo "
        "secretária-executiva provedor provedora vogal tesoureiro tesoureira curador curadora "
        "comandante major tenente sargento trabalhador trabalhadora cozinheiro cozinheira chef "
        ""
        " apicultor apicultora livreiro livreira comerciante eurodeputado eurodeputada viticultor "
        "viticultora padeiro padeira taxista motorista artesão artesã guia"
        " autoridade pecuarista marnoto paciente utente moradores mãe pai filha filho irmã irmão viúva"
        " cantora cantor realizador realizadora encenador encenadora conservador conservadora proprietário"
        " proprietária bombeiro bombeira cooperada cooperado gestor gestora"
        " anestesista anestesiologista cardiologista pediatra neurologista oncologista parteira"
        " farmacêutico farmacêutica carpinteira compositor compositora coreógrafo"
        " coreógrafa restaurador restauradora"
        " ceramista"
    ),
    unnamed="porta-voz representante",
    naming=(
        "intitulad[oa]s? chamad[oa]s? denominad[oa]s? conhecid[oa]_como tema lema título nome projeto "
        "projecto programa "
        "campanha livro filme prêmio prémio palavras? o a os as um uma do da dos das de ao à no na e ou "
        "em seu sua"
    ),
    dashes="again",
    no_verbs=(
        "com para por sobre entre desde até como mas onde quando este esta estes pelo pela dos das uma "
        "são está estão "
        "foi era será têm tem seus suas junto lança apresenta celebra reúne"
    ),
    subjectless=True,
)
