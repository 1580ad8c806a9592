"""Place names that a dateline prints without further proof: regions, postal codes, well-known cities."""

from __future__ import annotations

from store.words import word_set

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
    "brasil méxico"
)
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
    "münchen köln frankfurt hamburg lyon marseille barcelona lisboa roma milano"
)


def is_region(name: str) -> bool:
    """Whether `name` is a country, a state or province, or the printed short form of one."""
    spaced = " ".join(name.split())
    return is_place_code(spaced.rstrip(".")) or spaced.casefold() in _ABBREVIATIONS | _REGIONS


def is_place_code(name: str) -> bool:
    """Whether `name` is a short code without stops, such as TX, BC or UAE."""
    return name in _CODES


def is_known_place(name: str) -> bool:
    """Whether `name`, or the part before its first comma, is a city that stands alone in datelines."""
    city = " ".join(name.split(",", 1)[0].split()).casefold()
    return city in _CITIES
