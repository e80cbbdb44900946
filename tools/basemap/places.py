"""How towns are spelled: Natural Earth's names, brought to today's through GeoNames."""

import difflib
import unicodedata

# Countries that do not write Latin letters (or write them with signs that only
# a transliteration has): there, marks over letters are left out.
TRANSLITERATED = set('''AE AF AM BD BG BH BY CN DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK
LY MA MK MM MN MR MV NP OM PK PS QA RU SA SD SY TH TJ TN TW UA UZ YE'''.split())

# Names that changed so much that likeness does not tell.
RENAMED = {'Kyiv', 'Mecca', 'Baidoa', 'Choibalsan', 'Khovd', "Huai'an", 'Hagatna', 'Hagåtña', 'Lviv', 'Mthatha',
           'Makassar', 'Xiangyang', 'Dammam', 'Zawiya', 'Dnipro', 'Tobruk', 'Sirte', 'Şirvan', 'Homs', 'Petropavl',
           'Mukalla', 'Bushehr'}
# Natural Earth's spelling is the one in use, whatever GeoNames says.
KEPT = {'Geneva', 'Cologne', 'Seville', 'Fez', 'Panama City', 'Nizhny Novgorod', 'Ulaanbaatar', 'Astana', 'Kochi',
        'Basra', 'Abuja', 'Durango', 'Ciudad Juárez', 'Limerick', 'Iraklio', 'Mexico City', 'Kuito', 'Aksum',
        'Chandrapur', 'Vitsyebsk', 'Akureyri', 'Aqtobe', 'Chiayi', 'Da Lat', 'Agadez', 'Oskemen', 'Qyzylorda',
        'Taldyqorghan', 'Turkistan', 'Buon Me Thuot', 'Termiz', 'Balyqshy', 'Arqalyq', 'Ahmednagar', 'Bahraich',
        'Kismaayo', 'Palikir', 'Melekeok'}
# Neither source has today's spelling.
CORRECTED = {'Rostov': 'Rostov-on-Don', 'Akureyi': 'Akureyri', 'Zaporizhzhya': 'Zaporizhzhia', 'Oostanay': 'Qostanay',
             'Huaiyin': "Huai'an", 'Jinxi': 'Huludao', 'Bose': 'Baise', 'Dong Hoi': 'Đồng Hới', 'Play Ku': 'Pleiku',
             'Urgentch': 'Urgench', 'Nikolayevsk na Amure': 'Nikolayevsk-on-Amur', 'Samarqand': 'Samarkand',
             'Petropavlovsk': 'Petropavl', 'Liepaga': 'Liepāja', 'Sri Jawewardenepura Kotte': 'Kotte',
             'Petropavlovsk Kamchatskiy': 'Petropavlovsk-Kamchatsky', 'Sukhumi': 'Sukhumi', 'Rudny': 'Rudny',
             'Phalaborwa': 'Phalaborwa'}


def folded(text):
    """Letters and digits alone, without marks, in lower case."""
    plain = unicodedata.normalize('NFD', text)
    return ''.join(c for c in plain.lower() if c.isalnum() and ord(c) < 128)


def spelled(name, country):
    """Returns GeoNames' @name without the signs of a transliteration."""
    name = name.replace('’', "'").replace('‘', "'").replace('`', "'")
    if country not in TRANSLITERATED:
        return name
    plain = unicodedata.normalize('NFD', name)
    plain = ''.join(c for c in plain if not unicodedata.combining(c))
    return plain if country == 'CN' else plain.replace("'", '')


def todays_name(place, town):
    """Returns the name for Natural Earth's @place, where @town is the GeoNames entry it refers to, or None."""
    name = place['name']
    if name in CORRECTED:
        return CORRECTED[name]
    if town is None or name in KEPT:
        return name
    if abs(place['latitude'] - town.latitude) + abs(place['longitude'] - town.longitude) > 0.3:
        return name
    newer = spelled(town.name, town.country)
    if newer.endswith(' City') and not name.endswith(' City'):
        newer = newer[:-5]
    if newer in RENAMED:
        return newer
    a, b = folded(name), folded(newer)
    if a == b:
        # Marks are wanted where Natural Earth left them out.
        return newer if place['nameascii'] == name else name
    # "Acapulco de Juárez": the short name is the one on maps.
    if len(a) >= 4 and a in b:
        return name
    return newer if difflib.SequenceMatcher(None, a, b).ratio() >= 0.6 else name
