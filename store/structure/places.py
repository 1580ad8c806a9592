"""Place names that a dateline prints without further proof: regions, postal codes, well-known cities."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from store.structure.word_lists import word_set

# Two-letter codes of states and provinces: US Postal Service Publication 28, Canada Post.
_CODES = word_set(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC "
    "ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR AB BC MB NB NL NS ON PE QC SK UK US UAE USA "
    "SAR NSW"
)
# Abbreviations of states in news style: The Associated Press Stylebook, "datelines" and "state names".
_ABBREVIATIONS = word_set(
    "ala. ariz. ark. calif. colo. conn. del. fla. ga. ill. ind. kan. ky. la. md. mass. mich. minn. miss. "
    "mo. mont. neb. nev. n.h. n.j. n.m. n.y. n.c. n.d. okla. ore. pa. r.i. s.c. s.d. tenn. vt. va. wash. "
    "w.va. wis. wyo. d.c. b.c. ont. que. alta. u.s. u.k. u.s.a. u.a.e. p.r. n.s.w."
)
_REGIONS = word_set(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii "
    "idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan "
    "minnesota mississippi missouri montana nebraska nevada new_hampshire new_jersey new_mexico new_york "
    "north_carolina north_dakota ohio oklahoma oregon pennsylvania rhode_island south_carolina "
    "south_dakota tennessee texas utah vermont virginia washington west_virginia wisconsin wyoming "
    "puerto_rico d_c alberta british_columbia manitoba new_brunswick newfoundland nova_scotia ontario "
    "quebec québec saskatchewan england scotland wales northern_ireland new_south_wales queensland "
    "victoria tasmania bavaria catalonia afghanistan albania algeria andorra angola argentina armenia "
    "australia austria azerbaijan bahamas bahrain bangladesh barbados belarus belgium belize benin "
    "bermuda bhutan bolivia bosnia botswana brazil brunei bulgaria burundi cambodia cameroon canada "
    "cayman_islands chad chile china colombia congo costa_rica croatia cuba cyprus czechia czech_republic "
    "denmark djibouti dominican_republic ecuador egypt el_salvador eritrea estonia ethiopia fiji finland "
    "france gabon gambia germany ghana greece guatemala guinea guyana haiti honduras hungary iceland "
    "india indonesia iran iraq ireland israel italy ivory_coast jamaica japan jordan kazakhstan kenya "
    "kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya liechtenstein lithuania luxembourg "
    "madagascar malawi malaysia maldives mali malta mauritania mauritius mexico moldova monaco mongolia "
    "montenegro morocco mozambique myanmar namibia nepal netherlands new_zealand nicaragua niger nigeria "
    "north_macedonia norway oman pakistan palestine panama paraguay peru philippines poland portugal "
    "qatar romania russia rwanda saudi_arabia senegal serbia sierra_leone singapore slovakia slovenia "
    "somalia south_africa south_korea south_sudan spain sri_lanka sudan suriname sweden switzerland syria "
    "taiwan tajikistan tanzania thailand togo trinidad tunisia turkey türkiye turkmenistan uganda ukraine "
    "united_arab_emirates united_kingdom united_states united_states_of_america uruguay uzbekistan "
    "vatican venezuela vietnam yemen zambia zimbabwe suisse belgique españa deutschland schweiz maroc "
    "brasil méxico d_c d._c. sar الإمارات السعودية الأردن لبنان مصر المغرب قطر البحرين"
)
# Parts of countries elsewhere, by the names that ISO 3166-2 has in their own languages.
_FURTHER_REGIONS = word_set(
    "baden-württemberg bayern berlin brandenburg bremen hamburg hessen mecklenburg-vorpommern "
    "niedersachsen nordrhein-westfalen nrw rheinland-pfalz saarland sachsen sachsen-anhalt "
    "schleswig-holstein thüringen burgenland kärnten niederösterreich oberösterreich salzburg steiermark "
    "tirol vorarlberg aargau appenzell_ausserrhoden appenzell_innerrhoden basel-landschaft basel-stadt "
    "freiburg fribourg glarus graubünden jura luzern neuchâtel nidwalden obwalden schaffhausen schwyz "
    "solothurn st._gallen thurgau ticino tessin uri valais wallis vaud zug südtirol alto_adige "
    "auvergne-rhône-alpes bourgogne-franche-comté bretagne centre-val_de_loire corse grand_est "
    "hauts-de-france île-de-france normandie nouvelle-aquitaine occitanie pays_de_la_loire "
    "provence-alpes-côte_d'azur guadeloupe martinique guyane mayotte wallonie vlaanderen flandre andalucía "
    "aragón asturias illes_balears islas_baleares baleares canarias cantabria castilla-la_mancha "
    "castilla_y_león catalunya cataluña comunitat_valenciana comunidad_valenciana extremadura galicia "
    "la_rioja comunidad_de_madrid región_de_murcia navarra nafarroa país_vasco euskadi abruzzo basilicata "
    "calabria campania emilia-romagna friuli-venezia_giulia lazio liguria lombardia marche molise piemonte "
    "puglia sardegna sicilia toscana trentino-alto_adige umbria valle_d'aosta veneto drenthe flevoland "
    "friesland fryslân gelderland groningen limburg noord-brabant noord-holland overijssel utrecht zeeland "
    "zuid-holland algarve alentejo açores madeira minho ribatejo acre alagoas amapá amazonas bahia ceará "
    "distrito_federal espírito_santo goiás maranhão mato_grosso mato_grosso_do_sul minas_gerais pará "
    "paraíba paraná pernambuco piauí rio_de_janeiro rio_grande_do_norte rio_grande_do_sul rondônia roraima "
    "santa_catarina são_paulo sergipe tocantins aguascalientes hidalgo baja_california campeche chiapas "
    "chihuahua coahuila colima durango guanajuato guerrero jalisco michoacán morelos nayarit nuevo_león "
    "oaxaca puebla querétaro quintana_roo sinaloa sonora tabasco tamaulipas tlaxcala veracruz yucatán "
    "zacatecas edomex dolnośląskie kujawsko-pomorskie lubelskie lubuskie łódzkie małopolskie mazowieckie "
    "opolskie podkarpackie podlaskie pomorskie śląskie świętokrzyskie warmińsko-mazurskie wielkopolskie "
    "zachodniopomorskie московская_область ленинградская_область татарстан башкортостан краснодарский_край "
    "maharashtra karnataka tamil_nadu gujarat kerala punjab telangana guangdong zhejiang jiangsu sichuan"
)
_SHORT_OR_FULL = _ABBREVIATIONS | _REGIONS | _FURTHER_REGIONS
# Cities that stand alone in datelines: The Associated Press Stylebook, "datelines"; and further capitals.
_CITIES = word_set(
    "atlanta baltimore boston chicago cincinnati cleveland dallas denver detroit honolulu houston "
    "indianapolis las_vegas los_angeles miami milwaukee minneapolis new_orleans new_york oklahoma_city "
    "philadelphia phoenix pittsburgh st._louis salt_lake_city san_antonio san_diego san_francisco seattle "
    "washington algiers amsterdam baghdad bangkok beijing beirut berlin brussels cairo djibouti dublin "
    "geneva gibraltar guatemala_city havana helsinki hong_kong islamabad istanbul jerusalem johannesburg "
    "kuwait_city london luxembourg macau madrid mexico_city milan monaco montreal moscow munich new_delhi "
    "panama_city paris prague quebec_city rio_de_janeiro rome san_marino sao_paulo shanghai singapore "
    "stockholm sydney tokyo toronto vatican_city vienna zurich abu_dhabi accra addis_ababa amman ankara "
    "athens bogota bratislava bucharest budapest buenos_aires copenhagen dakar damascus dhaka doha dubai "
    "hanoi jakarta kabul kampala kigali kyiv lagos lima lisbon ljubljana manila melbourne nairobi nicosia "
    "oslo ottawa pretoria rabat reykjavik riga riyadh santiago sarajevo seoul sofia tallinn tehran "
    "tel_aviv tripoli tunis ulaanbaatar vancouver vilnius warsaw zagreb genève zürich bruxelles wien "
    "münchen köln frankfurt hamburg lyon marseille barcelona lisboa roma milano "
    "bern basel lausanne luxemburg brüssel kopenhagen prag warschau moskau düsseldorf stuttgart leipzig "
    "dresden bonn "
    "frankfurt/main frankfurt_am_main hannover bremen nürnberg bordeaux lille nantes nice strasbourg "
    "toulouse liège "
    "montréal québec alger tunis dakar abidjan bamako kinshasa yaoundé libreville cotonou lomé niamey "
    "ouagadougou "
    "antananarivo casablanca beyrouth le_caire la_haye the_hague londres sevilla valencia bilbao "
    "zaragoza málaga "
    "ciudad_de_méxico méxico bogotá bogota quito la_paz asunción montevideo caracas managua tegucigalpa "
    "san_josé "
    "san_salvador santo_domingo la_habana ciudad_de_guatemala panamá ginebra bruselas nueva_york "
    "brasília rio "
    "são_paulo khartoum juba mogadishu nouakchott freetown monrovia conakry bangui n'djamena harare "
    "lusaka maputo "
    "luanda windhoek gaborone cape_town durban dar_es_salaam dodoma abuja sanaa aden muscat manama riad "
    "jeddah sharjah "
    "gaza ramallah erbil mosul aleppo tbilisi yerevan baku tashkent astana almaty bishkek dushanbe "
    "ashgabat kathmandu "
    "colombo malé thimphu yangon naypyidaw phnom_penh vientiane kuala_lumpur ho_chi_minh_city taipei "
    "guangzhou "
    "shenzhen osaka busan pyongyang mumbai delhi kolkata bengaluru bangalore chennai hyderabad karachi "
    "lahore "
    "canberra wellington auckland suva port_moresby honiara perth brisbane adelaide edinburgh glasgow "
    "cardiff belfast "
    "manchester minsk chisinau kiev belgrade skopje tirana pristina podgorica valletta tórshavn nuuk "
    "calgary edmonton "
    "winnipeg halifax victoria st._john's port-au-prince kingston nassau bridgetown port_of_spain austin "
    "أبوظبي ابوظبي دبي الشارقة الرياض جدة مكة_المكرمة المدينة_المنورة الدمام القاهرة الإسكندرية بيروت "
    "دمشق حلب عمان "
    "عمّان القدس القدس_المحتلة رام_الله غزة بغداد أربيل الكويت الدوحة المنامة مسقط صنعاء عدن الخرطوم "
    "طرابلس بنغازي "
    "تونس الجزائر الرباط الدار_البيضاء نواكشوط مقديشو جيبوتي جنيف نيويورك واشنطن لندن باريس بروكسل برلين "
    "روما مدريد "
    "فيينا موسكو أنقرة إسطنبول طهران إسلام_آباد نيودلهي بكين طوكيو لاهاي "
    "北京 上海 天津 重庆 重慶 广州 廣州 深圳 杭州 南京 武汉 成都 西安 "
    "香港 澳门 澳門 台北 臺北 高雄 海口 昆明 沈阳 "
    "哈尔滨 长春 济南 青岛 郑州 长沙 福州 "
    "厦门 合肥 南昌 贵阳 南宁 兰州 乌鲁木齐 拉萨 银川 西宁 呼和浩特 太原 石家庄 "
    "日内瓦 日內瓦 纽约 紐約 华盛顿 華盛頓 伦敦 倫敦 巴黎 柏林 布鲁塞尔 "
    "东京 東京 大阪 首尔 서울 부산 新加坡 莫斯科 联合国 "
    "torino firenze genova venezia napoli padova mantova campobasso aosta l'aquila reggio_emilia "
    "antwerpen den_haag 's-gravenhage den_bosch göteborg kiruna östersund aarhus ålborg tromsø plzeň "
    "timișoara iași guimarães fortaleza freiburg_im_breisgau klagenfurt eisenstadt st._pölten "
    "st._gallen neuenburg freiburg_i._br. straßburg mailand rom venedig genf neu-delhi peking berne "
    "bâle pékin barcelone séville édimbourg bastia santander vitoria-gasteiz castellón "
    "palma_de_mallorca las_palmas cádiz lérida gerona querétaro pekín санкт-петербург казань "
    "нижний_новгород челябинск уфа пермь краснодар воронеж сочи хабаровск тюмень мурманск "
    "архангельск грозный астана нур-султан женева вашингтон пекин izmir hatay bodrum cenevre "
    "θεσσαλονίκη athina львів харків одеса београд скопје 名古屋 京都 横浜 福岡 札幌 神戸 仙台 広島 "
    "那覇 台中 台南 桃園 新竹 苏州 宁波 大连 无锡 佛山 东莞 珠海 雄安 義烏 义乌 "
    "罗马 马德里 维也纳 内罗毕 开罗 悉尼 堪培拉 曼谷 河内 新德里 伊斯坦布尔"
)


@cache
def _names(file: str) -> frozenset[str]:
    """The names in a table beside this module, without case; looked into where the lists here have none."""
    return frozenset(Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=1024)  # the same few are asked of release after release
def is_region(name: str) -> bool:
    """Whether `name` is a country, a state or province, or the printed short form of one."""
    spaced = " ".join(name.split())
    folded = spaced.casefold()
    return is_place_code(spaced.rstrip(".")) or folded in _SHORT_OR_FULL or folded in _names("countries.txt")


def is_abbreviation(name: str) -> bool:
    """Whether `name`, which ends with a stop, is a region's short form or initials: Calif., D.C."""
    return name.casefold() in _ABBREVIATIONS or "." in name[:-1] or len(name) <= 2


def is_place_code(name: str) -> bool:
    """Whether `name` is a short code without stops, such as TX, BC or UAE."""
    return name in _CODES


@lru_cache(maxsize=1024)
def is_known_place(name: str) -> bool:
    """Whether `name`, up to its first comma or bracket, is a city that stands alone in datelines.

    Such are the ones that style guides name, and those of 50,000 people; where German is spoken, of 15,000.
    """
    city = " ".join(re.split("[,،(]", name, maxsplit=1)[0].split()).casefold()
    return city in _CITIES or (city not in _REGIONS and city in _names("cities.txt"))
