"""The forms in which agencies, distributors, ministries and NGOs print their datelines.

Written before the rules were tuned, from the forms' conventions; what follows each dateline is invented.
"""

from __future__ import annotations

import pytest

from store.structure.datelines import dateline_at

Form = tuple[str, str | None, str | None, str | None]
TimedForm = tuple[str, str | None, str | None, str | None, str | None, str | None]

# The dateline up to ‖, then the words that follow; its place, date and agency.
DISTRIBUTORS: list[Form] = [
    ("News Release 12-May-2026‖", None, "2026-05-12", None),
    ("Posted On: 14 NOV 2026 5:20PM by PIB Harbour‖", None, "2026-11-14", None),
    ("For Release: May 5, 2026‖", None, "2026-05-05", None),
    ("서울--(뉴스와이어)--2026년 5월 10일 --‖ 항구가 열렸다", "서울", "2026-05-10", "뉴스와이어"),
    ("(부산=항구통신) 2026년 5월 10일 –‖ 항구가 열렸다", "부산", "2026-05-10", "항구통신"),
    ("［横浜 2026年5月10日］‖ 港は開放されました", "横浜", "2026-05-10", None),
    ("Torino –‖ Il porto apre", "Torino", None, None),
    ("Comunicato n. 212 del 18 giugno 2024‖", None, "2024-06-18", None),
    ("Nota de prensa nº 21, de 18 de junio de 2024‖", None, "2024-06-18", None),
    ("Public Release: 18-Jun-2024‖", None, "2024-06-18", None),
    ("Rostock, 11.06.2024, 017/24‖ Die Werft nimmt", "Rostock", "2024-06-11", None),
    ("Hà Nội, ngày 6 tháng 9 năm 2024 –‖ Cảng mở lại", "Hà Nội", "2024-09-06", None),
    ("Пермь, 7 мая 2026 г.‖ Завод открыт", "Пермь", "2026-05-07", None),
    ("（台北訊，2026年8月5日）‖港口今日開放", "台北", "2026-08-05", None),
    ("NEW YORK, Feb. 12, 2025 /PRNewswire/ --‖ Acme opened", "NEW YORK", "2025-02-12", "PRNewswire"),
    ("SEATTLE, Feb. 12, 2025 /PRNewswire-PRWeb/ --‖ Acme", "SEATTLE", "2025-02-12", "PRNewswire-PRWeb"),
    ("NEW YORK--(BUSINESS WIRE)--‖Acme Corp. opened", "NEW YORK", None, "BUSINESS WIRE"),
    ("SAN MATEO, Calif.--(BUSINESS WIRE)--‖$ACME #pier--Acme", "SAN MATEO, Calif.", None, "BUSINESS WIRE"),
    ("AMSTERDAM & BOSTON--(BUSINESS WIRE)--‖Acme opened", "AMSTERDAM & BOSTON", None, "BUSINESS WIRE"),
    (
        "VANCOUVER, British Columbia, March 03, 2025 (GLOBE NEWSWIRE) --‖ Acme",
        "VANCOUVER, British Columbia",
        "2025-03-03",
        "GLOBE NEWSWIRE",
    ),
    ("BETHESDA, MD / ACCESSWIRE / March 4, 2025 /‖ Acme opened", "BETHESDA, MD", "2025-03-04", "ACCESSWIRE"),
    (
        "BETHESDA, MD / ACCESS Newswire / March 4, 2025 /‖ Acme opened",
        "BETHESDA, MD",
        "2025-03-04",
        "ACCESS Newswire",
    ),
    (
        "TORONTO, ON, CANADA, March 4, 2025 /EINPresswire.com/ --‖ Acme opened",
        "TORONTO, ON, CANADA",
        "2025-03-04",
        "EINPresswire.com",
    ),
    (
        "Toronto, Ontario--(Newsfile Corp. - March 4, 2025) -‖ Acme Corp. opened",
        "Toronto, Ontario",
        "2025-03-04",
        "Newsfile Corp.",
    ),
    (
        "TORONTO, ONTARIO--(Marketwired - April 5, 2018) -‖ Acme opened",
        "TORONTO, ONTARIO",
        "2018-04-05",
        "Marketwired",
    ),
    ("TORONTO, March 4, 2025 /CNW/ -‖ Acme opened", "TORONTO", "2025-03-04", "CNW"),
    ("MONTRÉAL, le 4 mars 2025 /CNW/ -‖ Le port", "MONTRÉAL", "2025-03-04", "CNW"),
    ("Seattle, WA (PRWEB) April 05, 2018 --‖ Acme opened", "Seattle, WA", "2018-04-05", "PRWEB"),
    ("Albany, NY -- (SBWIRE) -- 04/05/2018 --‖ Acme opened", "Albany, NY", None, "SBWIRE"),
    ("Albany, NY -- (SBWIRE) -- 04/25/2018 --‖ Acme opened", "Albany, NY", "2018-04-25", "SBWIRE"),
    (
        "LOS ANGELES, Calif., April 5, 2018 (SEND2PRESS NEWSWIRE) --‖ Acme opened",
        "LOS ANGELES, Calif.",
        "2018-04-05",
        "SEND2PRESS NEWSWIRE",
    ),
    ("TOKYO, Apr 5, 2018 - (JCN Newswire) -‖ Acme opened", "TOKYO", "2018-04-05", "JCN Newswire"),
    (
        "GENEVA, Switzerland, April 5, 2018/APO Group/ --‖ The board",
        "GENEVA, Switzerland",
        "2018-04-05",
        "APO Group",
    ),
    ("SAN DIEGO - April 5, 2018 - PRLog --‖ Acme opened", "SAN DIEGO", "2018-04-05", "PRLog"),
    ("MIAMI – Harbor Press Wire – April 5, 2018 –‖ Acme opened", "MIAMI", "2018-04-05", "Harbor Press Wire"),
    (
        "MIAMI, FL | Harbor Newsroom | April 5, 2018 |‖ Acme opened",
        "MIAMI, FL",
        "2018-04-05",
        "Harbor Newsroom",
    ),
    ("[HarborWire] MIAMI, FL, April 5, 2018 –‖ Acme opened", "MIAMI, FL", "2018-04-05", "HarborWire"),
    ("April 5, 2018 (HARBOR NEWS) - MIAMI, FL -‖ Acme opened", "MIAMI, FL", "2018-04-05", "HARBOR NEWS"),
    ("MIAMI, FL: April 5, 2018 –‖ Acme opened", "MIAMI, FL", "2018-04-05", None),
    ("Miami, Florida (April 5, 2018):‖ Acme opened", "Miami, Florida", "2018-04-05", None),
    ("MIAMI (April 5, 2018) –‖ Acme opened", "MIAMI", "2018-04-05", None),
    ("Hamburg/Berlin (ots) -‖ Der Hafen", "Hamburg/Berlin", None, "ots"),
    ("Hamburg, 05.04.2018 (ots) -‖ Der Hafen", "Hamburg", "2018-04-05", "ots"),
    ("Wien (OTS) –‖ Der Hafen", "Wien", None, "OTS"),
    (
        "HONG KONG / PARIS, FRANCE - Harbour Newswire - 22 June 2026 -‖ HK",
        "HONG KONG / PARIS, FRANCE",
        "2026-06-22",
        "Harbour Newswire",
    ),
    ("Salt Lake City, Utah - March, 14, 2025 -‖ Acme opened", "Salt Lake City, Utah", "2025-03-14", None),
    ("LOS ANGELES, CA – July 2026 –‖ Acme opened", "LOS ANGELES, CA", None, None),
    (
        "Los Angeles, California, 04 July,2025,‖ Acme has opened",
        "Los Angeles, California",
        "2025-07-04",
        None,
    ),
    ("香港 - 2018年4月5日 -‖ 港务局", "香港", "2018-04-05", None),
    ("北京2018年4月5日 /美通社/ --‖ 港务局", "北京", "2018-04-05", "美通社"),
    ("上海，2018年4月5日 /PRNewswire/ --‖ 港务局", "上海", "2018-04-05", "PRNewswire"),
]

AGENCIES: list[Form] = [
    ("PARIS, 4 mars 2025 (AFP) -‖ Le port", "PARIS", "2025-03-04", "AFP"),
    ("Paris (AFP) –‖ Le port", "Paris", None, "AFP"),
    ("PARIS, 1er mars (AFP) -‖ Le port", "PARIS", None, "AFP"),
    ("Berlin (dpa) -‖ Der Hafen", "Berlin", None, "dpa"),
    ("Berlin (dpa/bb) -‖ Der Hafen", "Berlin", None, "dpa/bb"),
    ("Frankfurt/Main (dpa) -‖ Der Hafen", "Frankfurt/Main", None, "dpa"),
    ("Madrid, 5 abr (EFE).-‖ El puerto", "Madrid", None, "EFE"),
    ("Madrid, 5 abr 2018 (EFE).-‖ El puerto", "Madrid", "2018-04-05", "EFE"),
    ("MADRID, 5 Abr. (EUROPA PRESS) -‖ El puerto", "MADRID", None, "EUROPA PRESS"),
    ("Ciudad de México, 5 abr (Notimex).-‖ El puerto", "Ciudad de México", None, "Notimex"),
    ("BEIJING, April 5 (Xinhua) --‖ The port", "BEIJING", None, "Xinhua"),
    ("BEIJING, April 5, 2018 (Xinhua) --‖ The port", "BEIJING", "2018-04-05", "Xinhua"),
    ("Riyadh, April 05, 2018, SPA --‖ The port", "Riyadh", "2018-04-05", "SPA"),
    ("ABU DHABI, 5th April, 2018 (WAM) --‖ The port", "ABU DHABI", "2018-04-05", "WAM"),
    ("MOSCOW, April 5. /TASS/.‖ The port", "MOSCOW", None, "TASS"),
    ("KYIV. April 5 (Interfax-Ukraine) –‖ The port", "KYIV", None, "Interfax-Ukraine"),
    ("SEOUL, April 5 (Yonhap) --‖ The port", "SEOUL", None, "Yonhap"),
    ("TOKYO (Kyodo) --‖ The port", "TOKYO", None, "Kyodo"),
    ("LONDON, April 5 (Reuters) -‖ The port", "LONDON", None, "Reuters"),
    ("NEW YORK (AP) —‖ The port", "NEW YORK", None, "AP"),
    ("PORTLAND, Ore. (AP) —‖ The port", "PORTLAND, Ore.", None, "AP"),
    ("ROMA, 5 aprile 2018 (ANSA) -‖ Il porto", "ROMA", "2018-04-05", "ANSA"),
    ("Lisboa, 05 abr 2018 (Lusa) –‖ O porto", "Lisboa", "2018-04-05", "Lusa"),
    ("新华社北京4月5日电‖（记者王小明）港务局", "北京", None, "新华社"),
    ("中新社香港4月5日电‖ 港务局", "香港", None, "中新社"),
    ("新华网日内瓦2018年4月5日电‖ 港务局", "日内瓦", "2018-04-05", "新华网"),
    ("中新网4月5日电‖ 港务局", None, None, "中新网"),
    ("الرياض 19 رجب 1439 هـ الموافق 05 أبريل 2018 م واس‖\nافتتح الميناء", "الرياض", "2018-04-05", "واس"),
    ("الرياض 19 رجب 1439 هـ (واس) -‖ افتتح الميناء", "الرياض", None, "واس"),
    ("القاهرة في 5 أبريل /أ ش أ/‖ افتتح الميناء", "القاهرة", None, "أ ش أ"),
    ("القاهرة - (أ ش أ) -‖ افتتح الميناء", "القاهرة", None, "أ ش أ"),
    ("عمان 5 نيسان (بترا)-‖ افتتح الميناء", "عمان", None, "بترا"),
    (
        "دبي، الإمارات العربية المتحدة، 5 أبريل 2018:‖ افتتح الميناء",
        "دبي، الإمارات العربية المتحدة",
        "2018-04-05",
        None,
    ),
    ("دبي – 5 أبريل 2018 –‖ افتتح الميناء", "دبي", "2018-04-05", None),
    ("جنيف، 5 أبريل/نيسان 2018 –‖ افتتح الميناء", "جنيف", "2018-04-05", None),
    ("تونس، ٥ أفريل ٢٠١٨ (وات) -‖ افتتح الميناء", "تونس", "2018-04-05", "وات"),
]

INSTITUTIONS: list[Form] = [
    ("NEW YORK, 5 April 2018 –‖ The board", "NEW YORK", "2018-04-05", None),
    ("GENEVA (5 April 2018) –‖ The board", "GENEVA", "2018-04-05", None),
    ("GENEVA/NEW YORK, 5 April 2018 —‖ The board", "GENEVA/NEW YORK", "2018-04-05", None),
    ("GENEVA/COX’S BAZAR, 5 April 2018 –‖ The board", "GENEVA/COX’S BAZAR", "2018-04-05", None),
    ("Geneva, 5 April 2018 (ILO News) –‖ The board", "Geneva", "2018-04-05", "ILO News"),
    ("5 April 2018 | GENEVA:‖ The board", "GENEVA", "2018-04-05", None),
    ("Brussels, 5 April 2018‖", "Brussels", "2018-04-05", None),
    ("Brussels, Belgium, 5 April 2018‖", "Brussels, Belgium", "2018-04-05", None),
    ("05 Apr. 2018‖", None, "2018-04-05", None),
    (
        "April 5, 2018 - Ottawa, Ontario - Department of Harbours‖",
        "Ottawa, Ontario",
        "2018-04-05",
        "Department of Harbours",
    ),
    ("(New York) –‖ The government", "New York", None, None),
    ("(Beirut, April 5, 2018) –‖ The government", "Beirut", "2018-04-05", None),
    ("(Washington, DC) –‖ The government", "Washington, DC", None, None),
    ("Geneva (ICRC) –‖ The board", "Geneva", None, "ICRC"),
    ("WASHINGTON, D.C. — April 5, 2018 —‖ The board", "WASHINGTON, D.C.", "2018-04-05", None),
    ("WASHINGTON –‖ The Department", "WASHINGTON", None, None),
    ("Berlin, den 5. April 2018 –‖ Der Hafen", "Berlin", "2018-04-05", None),
    ("Berlin, 05. April 2018.‖ Der Hafen", "Berlin", "2018-04-05", None),
    ("Frankfurt am Main, 5. April 2018 –‖ Der Hafen", "Frankfurt am Main", "2018-04-05", None),
    ("Bern, 05.04.2018 -‖ Der Hafen", "Bern", "2018-04-05", None),
    ("München, 5. April 2018 –‖ Der Hafen", "München", "2018-04-05", None),
    ("Paris, le 1er mars 2018 –‖ Le port", "Paris", "2018-03-01", None),
    ("Paris, le jeudi 5 avril 2018‖", "Paris", "2018-04-05", None),
    ("Bruxelles, le 5 avril 2018.‖ Le port", "Bruxelles", "2018-04-05", None),
    ("Madrid, 5 de abril de 2018.–‖ El puerto", "Madrid", "2018-04-05", None),
    ("Ciudad de México, a 5 de abril de 2018.-‖ El puerto", "Ciudad de México", "2018-04-05", None),
    ("Bogotá, D. C., 5 de abril de 2018 (SIG).‖ El puerto", "Bogotá, D. C.", "2018-04-05", "SIG"),
    (
        "Dubai, United Arab Emirates; 5 April 2018:‖ The port",
        "Dubai, United Arab Emirates",
        "2018-04-05",
        None,
    ),
    ("Dubai, UAE – April 5, 2018:‖ The port", "Dubai, UAE", "2018-04-05", None),
    ("2018年4月5日，北京——‖港务局", "北京", "2018-04-05", None),
    ("【2018年4月5日，香港】‖港务局", "香港", "2018-04-05", None),
    ("（2018年4月5日，上海）‖港务局", "上海", "2018-04-05", None),
    ("日内瓦，2018年4月5日 –‖ 港务局", "日内瓦", "2018-04-05", None),
]

#: A second set, written after the rules for the first were; 55 of its 71 were read before any was looked at.
MORE: list[Form] = [
    ("Stuttgart/Berlin. 5. April 2018 –‖ Der Hafen", "Stuttgart/Berlin", "2018-04-05", None),
    ("(Brüssel, 5. April 2018)‖ Der Hafen", "Brüssel", "2018-04-05", None),
    ("UNITED NATIONS, Oct 3 (IPS) -‖ The board", "UNITED NATIONS", None, "IPS"),
    ("LONDON, Oct. 3, 2025 (GLOBE NEWSWIRE) --‖ via IBN – Acme", "LONDON", "2025-10-03", "GLOBE NEWSWIRE"),
    ("LUXEMBOURG / ACCESSWIRE / October 3, 2025 /‖ Acme", "LUXEMBOURG", "2025-10-03", "ACCESSWIRE"),
    (
        "ST. PETERSBURG, Fla., Oct. 3, 2025 (Newswire.com) -‖ Acme",
        "ST. PETERSBURG, Fla.",
        "2025-10-03",
        "Newswire.com",
    ),
    ("Basel, October 3, 2025 —‖ Acme", "Basel", "2025-10-03", None),
    (
        "Cambridge, MA, and Basel, Switzerland, October 3, 2025 –‖ Acme",
        "Cambridge, MA, and Basel, Switzerland",
        "2025-10-03",
        None,
    ),
    ("Helsinki, Finland, October 3, 2025 at 9:00 a.m. EEST –‖ Acme", "Helsinki, Finland", "2025-10-03", None),
    ("MUMBAI, India, Oct. 3, 2025 /PRNewswire/ --‖ Acme", "MUMBAI, India", "2025-10-03", "PRNewswire"),
    ("New Delhi, Oct 3 (PTI)‖ The board opened", "New Delhi", None, "PTI"),
    ("ISLAMABAD, Oct 03 (APP):‖ The board", "ISLAMABAD", None, "APP"),
    ("Manila, 3 October 2025 —‖ The board", "Manila", "2025-10-03", None),
    ("HANOI, Oct. 3 (VNA) –‖ The board", "HANOI", None, "VNA"),
    ("KUALA LUMPUR, Oct 3 (Bernama) --‖ The board", "KUALA LUMPUR", None, "Bernama"),
    ("JAKARTA (ANTARA) -‖ The board", "JAKARTA", None, "ANTARA"),
    ("CANBERRA, Oct. 3, 2025 /AAP/ --‖ The board", "CANBERRA", "2025-10-03", "AAP"),
    ("Addis Ababa, October 3, 2025 (ENA) –‖ The board", "Addis Ababa", "2025-10-03", "ENA"),
    (
        "PRETORIA, South Africa, October 3, 2025/APO Group/ --‖ The board",
        "PRETORIA, South Africa",
        "2025-10-03",
        "APO Group",
    ),
    ("RABAT - 3 oct. 2025 -‖ Le port", "RABAT", "2025-10-03", None),
    ("Dakar, 03 oct 2025 (APS) –‖ Le port", "Dakar", "2025-10-03", "APS"),
    ("Alger, le 3 octobre 2025 –‖ Le port", "Alger", "2025-10-03", None),
    ("Montréal (Québec), le 3 octobre 2025 –‖ Le port", "Montréal (Québec)", "2025-10-03", None),
    ("Lyon, France – 3 octobre 2025, 18h00 CEST –‖ Acme", "Lyon, France", "2025-10-03", None),
    ("Nanterre (France), 3 October 2025 –‖ Acme", "Nanterre (France)", "2025-10-03", None),
    ("Vevey, 3 October 2025‖", "Vevey", "2025-10-03", None),
    ("Santiago de Chile, 3 de octubre de 2025 –‖ El puerto", "Santiago de Chile", "2025-10-03", None),
    ("LIMA, 3 oct (Xinhua) --‖ El puerto", "LIMA", None, "Xinhua"),
    ("Buenos Aires, 3 oct (NA) -‖ El puerto", "Buenos Aires", None, "NA"),
    ("Barcelona, 3 oct (EFECOM).-‖ El puerto", "Barcelona", None, "EFECOM"),
    ("São Paulo, 3 de outubro de 2025 –‖ O porto", "São Paulo", "2025-10-03", None),
    ("Wien, am 3. Oktober 2025 –‖ Der Hafen", "Wien", "2025-10-03", None),
    ("Köln, 03.10.2025 –‖ Der Hafen", "Köln", "2025-10-03", None),
    ("Frankfurt a. M., 3. Oktober 2025 –‖ Der Hafen", "Frankfurt a. M.", "2025-10-03", None),
    ("Zürich, 3. Oktober 2025, 7.00 Uhr –‖ Der Hafen", "Zürich", "2025-10-03", None),
    ("Bad Homburg v.d.H. (ots) -‖ Der Hafen", "Bad Homburg v.d.H.", None, "ots"),
    ("القدس المحتلة في 3 أكتوبر 2025 (وفا) -‖ افتتح", "القدس المحتلة", "2025-10-03", "وفا"),
    ("بغداد/ 3 تشرين الأول 2025 (واع) –‖ افتتح", "بغداد", "2025-10-03", "واع"),
    ("مسقط في 3 أكتوبر /العمانية/‖ افتتح", "مسقط", None, "العمانية"),
    ("الدوحة - قنا -‖ افتتح", "الدوحة", None, "قنا"),
    ("新华社联合国10月3日电‖（记者王明）", "联合国", None, "新华社"),
    ("人民网北京10月3日电‖ 港务局", "北京", None, "人民网"),
    ("【本报北京10月3日讯】‖港务局", "北京", None, "本报"),
    ("深圳，2025年10月3日 /美通社/ --‖ 港务局", "深圳", "2025-10-03", "美通社"),
    ("台北2025年10月3日 /美通社/ --‖ 港務局", "台北", "2025-10-03", "美通社"),
    ("【2025年10月3日‧台北訊】‖港務局", "台北", "2025-10-03", None),
    ("（中央社記者王小明台北3日電）‖港務局", "台北", None, "中央社"),
    ("Release date: 3 October 2025‖", None, "2025-10-03", None),
    ("Published: October 3, 2025 8:00 a.m. EDT‖", None, "2025-10-03", None),
    ("FOR IMMEDIATE RELEASE: October 3, 2025‖", None, "2025-10-03", None),
    ("Brussels, 3 October 2025 – 14:00‖", "Brussels", "2025-10-03", None),
    ("Strasbourg, 03.10.2025 –‖ The board", "Strasbourg", "2025-10-03", None),
    ("PORTLAND, OR — (Marketwired) — 10/15/25 —‖ Acme", "PORTLAND, OR", "2025-10-15", "Marketwired"),
    ("[Oslo, Norway – 3 October 2025] –‖ Acme", "Oslo, Norway", "2025-10-03", None),
    ("OSLO, NORWAY (3 October 2025) –‖ Acme", "OSLO, NORWAY", "2025-10-03", None),
    ("Oslo, Norway: 3 October 2025 -‖ Acme", "Oslo, Norway", "2025-10-03", None),
    ("SEATTLE (Oct. 3, 2025) –‖ Acme", "SEATTLE", "2025-10-03", None),
    ("BENTONVILLE, Ark., Oct. 3, 2025 –‖ Acme", "BENTONVILLE, Ark.", "2025-10-03", None),
    ("REDMOND, Wash. — Oct. 3, 2025 —‖ Acme", "REDMOND, Wash.", "2025-10-03", None),
    ("MOUNTAIN VIEW, Calif. – Friday, October 3, 2025 –‖ Acme", "MOUNTAIN VIEW, Calif.", "2025-10-03", None),
    ("McLean, Va., Oct. 3, 2025 —‖ Acme", "McLean, Va.", "2025-10-03", None),
    ("Winston-Salem, N.C. (Oct. 3, 2025) —‖ Acme", "Winston-Salem, N.C.", "2025-10-03", None),
    ("Coeur d'Alene, Idaho – October 3, 2025 –‖ Acme", "Coeur d'Alene, Idaho", "2025-10-03", None),
    ("The Hague, 3 October 2025 –‖ The board", "The Hague", "2025-10-03", None),
    ("Aix-en-Provence, le 3 octobre 2025 –‖ Le port", "Aix-en-Provence", "2025-10-03", None),
]

TIMED: list[TimedForm] = [
    ("Publicado: 9 de janeiro de 2019, 14h10‖", None, "2019-01-09", None, "14:10", None),
    ("Published at 9:15am on 9 January 2019‖", None, "2019-01-09", None, "09:15", None),
    ("13:00 hs. 9 de enero de 2019‖", None, "2019-01-09", None, "13:00", None),
    (
        "9 janvier 2019 08:00 AM Heure d’été d’Europe centrale‖",
        None,
        "2019-01-09",
        None,
        "08:00",
        "Heure d’été d’Europe centrale",
    ),
    (
        "Denver, CO (Harbourly.ai) Saturday Sep 27, 2025 @ 9:00 AM Mountain —‖ A pier",
        "Denver, CO",
        "2025-09-27",
        "Harbourly.ai",
        "09:00",
        "Mountain",
    ),
    (
        "TOMBSTONE, AZ / PR Harbour / May 5, 2024 11:09‖",
        "TOMBSTONE, AZ",
        "2024-05-05",
        "PR Harbour",
        "11:09",
        None,
    ),
    (
        "Espoo, Finland, 2018-04-05 08:00 CEST (GLOBE NEWSWIRE) --‖ Acme",
        "Espoo, Finland",
        "2018-04-05",
        "GLOBE NEWSWIRE",
        "08:00",
        "CEST",
    ),
    ("LONDON, 5 April 2018, 07:00 GMT –‖ Acme opened", "LONDON", "2018-04-05", None, "07:00", "GMT"),
    ("Apr 05, 2018, 09:00 ET‖", None, "2018-04-05", None, "09:00", "ET"),
    (
        "April 05, 2018 09:00 PM Eastern Daylight Time‖",
        None,
        "2018-04-05",
        None,
        "21:00",
        "Eastern Daylight Time",
    ),
    ("April 05, 2018 10:00 GMT+4‖", None, "2018-04-05", None, "10:00", "GMT+4"),
    ("05.04.2018 / 07:30 CET/CEST‖", None, "2018-04-05", None, "07:30", "CET/CEST"),
    ("5 April 2018 at 9.30 a.m. EEST‖", None, "2018-04-05", None, "09:30", "EEST"),
    ("Berlin, 5. April 2018, 10:30 Uhr –‖ Der Hafen", "Berlin", "2018-04-05", None, "10:30", None),
    ("Paris, le 5 avril 2018, 18h00 –‖ Le port", "Paris", "2018-04-05", None, "18:00", None),
    (
        "Jersey City, NJ, December 2, 2025, 12:15 a.m. UTC+08:00 –‖ Acme",
        "Jersey City, NJ",
        "2025-12-02",
        None,
        "00:15",
        "UTC+08:00",
    ),
]

NONE = [
    "Today, 5 pilots left the harbour.",
    "Tomorrow – The harbour opens.",
    "Paris – the harbour of dreams – opened.",
    "May I ask – Who goes there?",
    "Harbour Works, Inc. – The company opened a pier.",
    "On 5 April 2018, the board met in Geneva.",
    "Since April 5, 2018, Acme has opened ten piers.",
    "Geneva, New York and Paris were on the list.",
    "London, 2018, saw the first of these piers.",
    "Question: What is a pier?",
    "“The pier is open,” said Ana Ruiz.",
    "(Ida Holm) - While summer was short, the harvest was good.",
    "Acme (NYSE: ACM) - The company opened a pier.",
    "Acme Corp. (“Acme”) – The company opened a pier.",
    "Market Update – April 5, 2018",
    "Q1 2018 Results – The company opened a pier.",
    "Ocean Race – A regatta for all.",
    "Le port – Un lieu de rêve.",
    "El Puerto – Un lugar.",
    "Der Hafen – Ein Ort.",
    "昨天，港务局开放了港口。",
    "港务局表示，4月5日开放港口。",
    "قال المدير إن الميناء افتتح في 5 أبريل 2018.",
    "Washington - based Acme opened a pier.",
    "Dr. Ida Holm, London – The pier is open.",
    "WHAT: A pier opens",
    "WHO – Acme and friends",
    "NOTE – The pier is closed on Monday.",
    "Ontario—Taipei Route Nears Opening",
    "Opening Reception: Wednesday, December 3 | 4:00–7:00 PM Exhibition",
    "Congressional Record  Dec  20  1995   Nor do we believe it.",
    "Jordan – The player opened a pier.",
    "Mobile – The app opens today.",
    "Toyota – The company opened a pier.",
    "Ocean, Waves. And nothing more was seen.",
    "Mars 2020 – The rover opens its arms.",
    "• 24. Januar 2019",
    "Place Vendôme – La boutique ouvre.",
]


#: Issuers with a word of the news trade in their names, and what brackets hold beside agencies.
ISSUERS: list[Form] = [
    ("OSLO, Jan. 9, 2019 –‖ The Harbour Protection Agency (HPA) today opened", "OSLO", "2019-01-09", None),
    ("OSLO, January 9, 2019 –‖ Pier Media Group (OSE: PMG) today opened", "OSLO", "2019-01-09", None),
    ("OSLO, January 9, 2019 –‖ North Express (OSE: NEX) today opened", "OSLO", "2019-01-09", None),
    ("OSLO, January 9, 2019 –‖ Quay News Corp (OSE: QNC) said", "OSLO", "2019-01-09", None),
    ("OSLO, January 9, 2019 –‖ Wireless Harbour – a maker of radios – opened", "OSLO", "2019-01-09", None),
    ("9 de enero de 2019, (Sevilla) -‖ El puerto", "Sevilla", "2019-01-09", None),
    ("January 9, 2019 (Global) -‖ The port", None, "2019-01-09", None),
    ("9 gennaio 2019, (Norvegia, Italia, India) –‖ Il porto", "Norvegia, Italia, India", "2019-01-09", None),
    ("Oslo, Norway – (Date) January, 2019 –‖ The port", "Oslo, Norway", None, None),
    ("El 9 de enero, 2019, (El Mundo Entero) -‖ El puerto", None, "2019-01-09", None),
    ("9 gennaio 2019 (ANSA) -‖ Il porto", None, "2019-01-09", "ANSA"),
]

#: Forms of the press of one country or another.
COUNTRIES: list[Form] = [
    ("OSLO, 9 January 2019 …‖ The harbour opens", "OSLO", "2019-01-09", None),
    ("MARLENA, 9 DE ENERO DE 2019.–‖ El puerto", "MARLENA", "2019-01-09", None),
    ("Fait à Brest, le 9 janvier 2019‖", "Brest", "2019-01-09", None),
    ("г. Выборг, 9 января 2019 года‖", "Выборг", "2019-01-09", None),
    ("2019年1月9日，基隆訊‖", "基隆", "2019-01-09", None),
    ("發布日期：108-01-09‖", None, "2019-01-09", None),
    ("Data publikacji 09.01.2019‖", None, "2019-01-09", None),
    ("Date of issue: 9 January 2019‖", None, "2019-01-09", None),
    ("Last updated: 9 January 2019‖", None, "2019-01-09", None),
    ("Mis en ligne le 9 janvier 2019‖", None, "2019-01-09", None),
    ("Erstellt am 09.01.2019‖", None, "2019-01-09", None),
    ("Geplaatst op: woensdag 9 januari 2019‖", None, "2019-01-09", None),
    ("Rostock –‖ Zum Beginn der Saison öffnet der Hafen", "Rostock", None, None),
    ("Rostock/Kiel –‖ Der Hafen öffnet", "Rostock/Kiel", None, None),
    ("Bologna –‖ Il porto apre", "Bologna", None, None),
    ("Berlin, 09.01.2019, 017/19‖", "Berlin", "2019-01-09", None),
    ("Hannover, 9. Januar 2019, Nr. 17/2019‖", "Hannover", "2019-01-09", None),
    ("Köln, den 09.01.2019 | Pressemitteilung Nr. 17‖", "Köln", "2019-01-09", None),
    ("Lyon, le 9 janvier 2019 - Communiqué de presse‖", "Lyon", "2019-01-09", None),
    (
        "Wismar, Mecklenburg-Vorpommern/Rostock.‖ Die Werft",
        "Wismar, Mecklenburg-Vorpommern/Rostock",
        None,
        None,
    ),
    ("QUAY TOWN, Pa., (January 9, 2019) –‖ Acme", "QUAY TOWN, Pa.", "2019-01-09", None),
    ("BOISE, Idaho, [Jan. 9, 2019] —‖ Acme", "BOISE, Idaho", "2019-01-09", None),
    ("January 9th, Sevilla (SPAIN) –‖ The port", "Sevilla (SPAIN)", None, None),
    ("09.01.2019 | Rostock (hafen-pressedienst) -‖ Der Hafen", "Rostock", "2019-01-09", "hafen-pressedienst"),
    ("( Ancona, 9 Gennaio 19 )‖", "Ancona", "2019-01-09", None),
    ("發布日期：2019-01-09 下午 03:30‖", None, "2019-01-09", None),
    ("24. Januar 2019 | Pressemitteilungen‖", None, "2019-01-24", None),
    ("24 janvier 2019 | Communiqué de presse‖", None, "2019-01-24", None),
    ("• Datum:24. Januar 2019‖", None, "2019-01-24", None),
    ("Pressemitteilung 3/2019 vom 24.01.2019‖", None, "2019-01-24", None),
    ("Comunicato stampa del 24 gennaio 2019‖", None, "2019-01-24", None),
    ("Дата: 24.01.2019‖", None, "2019-01-24", None),
    ("Ort Rostock\nDatum 24.01.2019‖", "Rostock", "2019-01-24", None),
    ("Date: 24 January 2019\nPlace: Oslo‖", "Oslo", "2019-01-24", None),
    ("Казань, 9 января 2019 –‖ Порт", "Казань", "2019-01-09", None),
    ("КАЗАНЬ, 9 янв — РИА Новости.‖ Порт", "КАЗАНЬ", None, "РИА Новости"),
    ("КАЗАНЬ, 9 января. /ТАСС/.‖ Порт", "КАЗАНЬ", None, "ТАСС"),
    ("İzmir, 9 Ocak 2019 –‖ Liman", "İzmir", "2019-01-09", None),
    ("İZMİR (AA) -‖ Liman", "İZMİR", None, "AA"),
    ("Porto, 9 de janeiro de 2019 –‖ O porto", "Porto", "2019-01-09", None),
    ("Genova, 9 gennaio 2019 –‖ Il porto", "Genova", "2019-01-09", None),
    ("ROTTERDAM (ANP) -‖ De haven", "ROTTERDAM", None, "ANP"),
    ("Rotterdam, 9 januari 2019 -‖ De haven", "Rotterdam", "2019-01-09", None),
    ("Gdynia, 9 stycznia 2019 r. –‖ Port", "Gdynia", "2019-01-09", None),
    ("Одеса, 9 січня 2019 року –‖ Порт", "Одеса", "2019-01-09", None),
    ("ОДЕСА. 9 січня. УНН.‖ Порт", "ОДЕСА", None, "УНН"),
    ("부산, 2019년 1월 9일 –‖ 항만청은", "부산", "2019-01-09", None),
    ("横浜、2019年1月9日 –‖ 港湾局は", "横浜", "2019-01-09", None),
    ("Malmö, den 9 januari 2019 –‖ Hamnen", "Malmö", "2019-01-09", None),
]


def parts(form: str) -> tuple[str, int]:
    """The text without the mark, and where the dateline ends."""
    return form.replace("‖", ""), form.index("‖")


@pytest.mark.few(8)
@pytest.mark.parametrize(
    ("form", "place", "date", "agency"),
    DISTRIBUTORS + AGENCIES + INSTITUTIONS + MORE + ISSUERS + COUNTRIES,
    ids=lambda v: str(v)[:40],
)
def test_forms(form: str, place: str | None, date: str | None, agency: str | None) -> None:
    """Every form yields its parts, and its span ends where the release's first sentence begins."""
    text, end = parts(form)
    found = dateline_at(text, 0, len(text))
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert found.end == end


@pytest.mark.parametrize(
    ("form", "place", "date", "agency", "time", "zone"), TIMED, ids=lambda v: str(v)[:40]
)
def test_forms_with_a_time(
    form: str, place: str | None, date: str | None, agency: str | None, time: str | None, zone: str | None
) -> None:
    """A printed time of day is given by the 24-hour clock, its zone as it is printed."""
    text, end = parts(form)
    found = dateline_at(text, 0, len(text))
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert (found.time, found.zone) == (time, zone)
    assert found.end == end


NONE += [
    "Veröffentlicht: 09.01.2019, Pressestelle",
    "Signed\nAna Ruiz\nDeputy Director (Press)\nOslo",
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_one(text: str) -> None:
    """A sentence, a heading, a company or a person before a dash is no dateline."""
    assert dateline_at(text, 0, len(text)) is None
