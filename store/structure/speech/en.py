"""English."""

from store.structure.speech.table import Speech

SPEECH = Speech(
    # Stems with their endings: the pattern stands in many others, and a short one compiles sooner.
    verbs=(
        "sa(?:id|ys|ying) told tells wrote writes testified pointed_out points_out puts?_it "
        "(?:is|was)_how demands demanded laughed laughs smile[sd] grin(?:s|ned) according_to "
        "(?:add|explain|comment|remark|insist|warn|ask|recall|affirm|highlight|respond|recommend"
        "|reflect|caution"
        "|predict|suggest|assert|claim|confirm|maintain|contend|counter|exclaim|quip|admit|stress|express"
        "|call|recount|agree|lament|proclaim|report|tweet|post|boast|reveal|disclos)(?:p?t?ed|e?s) "
        "(?:state|note|continue|announce|declare|emphasi[sz]e|conclude|share|argue|observe|reiterate"
        "|underline"
        "|urge|agree|acknowledge|advise|clarifie|elaborate|joke|believe|describe|enthuse|replie)[sd]"
    ),
    pronouns="he she it i",
    plurals="they we",
    he="he",
    she="she",
    man=(
        "mr mr. sir lord father brother uncle grandfather husband monsieur herr señor son nephew grandson boy"
    ),
    woman=(
        "mrs mrs. ms ms. miss dame lady mother sister aunt "
        "grandmother wife widow sra. mme frau daughter niece granddaughter girl"
    ),
    definite="the",
    feminine=(
        "woman women actress mother daughter sister wife widow queen princess waitress "
        "headmistress niece girl"
    ),
    bodies=(
        "union trust company firm group club council board government ministry department agency "
        "university charity police court college school bank association society federation "
        "foundation institute committee commission organisation organization party team office "
        "authority alliance network coalition campaign church hospital museum brand business "
        "partnership partners companies"
    ),
    papers=(
        "report study statement paper letter survey document release notice email post website "
        "guidelines publication"
    ),
    adverbs="also then further later recently today publicly has have had",
    determiners="the an? its their our his her",
    according="according_to for in_the_words_of",
    by_pronoun="according_to_(?:him|her) in_(?:his|her)_(?:words|view|opinion) to_(?:him|her)",
    saying=(
        "saying stating adding noting writing explaining declaring emphasi[sz]ing remarking suggesting "
        "claiming "
        "arguing insisting warning posting"
    ),
    remarks="statements? remarks? following comments? words",
    naming=(
        "titled entitled called named known_as dubbed the_(?:word|term|phrase)s? such_as so-called "
        "billed_as words? "
        "referred_to_as defined_as or the an? its his her their of like"
    ),
    unnamed="spokesman spokeswoman spokesperson representative official source",
    any_verb=False,
)
