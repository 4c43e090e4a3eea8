"""placeholder for the money grammar"""
import re
from alerts.detection.mention import Qualifier
from alerts.detection.money import Money, sums as english_sums

_CJK = re.compile(
    r"(?P<q>至少|不低于|最多|最大|最高|近|约|約|超过|超過|超|逾)?(?P<pre>US\$|HK\$|新台[币幣])?"
    r"(?:(?P<num>\d{1,3}(?:,\d{3}){1,4}(?:\.\d+)?|\d{1,6}(?:\.\d{1,3})?)\s?(?P<unit>千万|千萬|百万|百萬|万亿|亿|億|兆|万|萬|千)?(?:(?P<num2>\d{1,4})(?P<unit2>万|萬))?|(?P<vague>数千万|數千萬|数百万|数亿|數億|千万级|千万|亿))"
    r"(?:级|余|多)?"
    r"(?:\s?(?P<cur>美元|美金|港元|港币|港幣|元新台[币幣]|元人民币|元|円|万円|米ドル|ドル|ユーロ|欧元|英镑|日元))"
)
_U = {"千万":1e7,"千萬":1e7,"百万":1e6,"百萬":1e6,"万亿":1e12,"亿":1e8,"億":1e8,"兆":1e12,"万":1e4,"萬":1e4,"千":1e3}
_V = {"数千万":1e7,"數千萬":1e7,"数百万":1e6,"数亿":1e8,"數億":1e8,"千万级":1e7,"千万":1e7,"亿":1e8}
_C = {"美元":"USD","美金":"USD","港元":"HKD","港币":"HKD","港幣":"HKD","元新台币":"TWD","元新台幣":"TWD","元人民币":"CNY","元":"CNY","円":"JPY","米ドル":"USD","ドル":"USD","ユーロ":"EUR","欧元":"EUR","英镑":"GBP","日元":"JPY"}
_Q = {"至少":Qualifier.AT_LEAST,"不低于":Qualifier.AT_LEAST,"最多":Qualifier.UP_TO,"最大":Qualifier.UP_TO,"最高":Qualifier.UP_TO,"近":Qualifier.NEARLY,"约":Qualifier.ABOUT,"約":Qualifier.ABOUT}
_WORDS = {w:i for ws,i in (("un une une eine ein einen einer uno una",1),("deux zwei dos",2),("trois drei tres",3),("quatre vier cuatro",4),("cinq fünf cinco",5),("six sechs seis",6),("sept sieben siete",7),("huit acht ocho",8),("neuf neun nueve",9),("dix zehn diez",10),("onze elf once",11),("douze zwölf doce",12)) for w in ws.split()}
_N = r"\d{1,3}(?:[.\u202f\u00a0 ]\d{3}){1,3}(?:,\d{1,3})?|\d{1,6}(?:,\d{1,3})?"
_LATIN = re.compile(
    rf"(?<![\w.,])(?P<pre>US\$|\$|€|CHF)?\s?(?P<num>{_N}|\b(?:{'|'.join(_WORDS)})\b)(?:\s?(?:bis|à|et|y|a|-|–)\s?(?P<num2>{_N}))?\s?"
    r"(?P<unit>Millionen|Million|Mio\.?|Milliarden?|Mrd\.?|millions?|milliards?|millones|millón|M|k)?\s?"
    r"(?P<cur>(?:d['’]|de |de francs )?(?:euros?|dollars?|US-Dollar|Dollar|dólares|livres(?: sterling)?|libras|francs suisses|francs|Franken|Euro|€|EUR))?(?!\w)", re.I)
_LU = {"millionen":1e6,"million":1e6,"mio":1e6,"milliarde":1e9,"milliarden":1e9,"mrd":1e9,"millions":1e6,"milliard":1e9,"milliards":1e9,"millones":1e6,"millón":1e6,"m":1e6,"k":1e3}
def sums(sentence, country, language):
    out=[]
    if language in ("zh","ja"):
        for m in _CJK.finditer(sentence):
            if m["vague"]:
                v=_V[m["vague"]]
            else:
                v=float(m["num"].replace(",",""))*_U.get(m["unit"] or "",1)+ (float(m["num2"])*1e4 if m["num2"] else 0)
            if v<1000: continue
            q=_Q.get(m["q"] or "", Qualifier.MORE_THAN if m["q"] else Qualifier.EXACT)
            out.append(Money(v,None,None,_C[m["cur"]],q,m[0],m.start(),m.end()))
        return out
    for m in _LATIN.finditer(sentence):
        if not (m["cur"] or m["pre"]) : continue
        def val(t):
            if t.lower() in _WORDS: return float(_WORDS[t.lower()])
            return float(re.sub(r"[.\s\u202f\u00a0]","",t).replace(",","."))
        u=_LU.get((m["unit"] or "").lower().rstrip("."),1)
        v=val(m["num"])*u
        c=(m["cur"] or m["pre"]).lower()
        cur="EUR" if "eur" in c or "€" in c else "GBP" if "li" in c else "CHF" if "fran" in c or "chf" in c else "USD"
        if v<1000: continue
        if m["num2"]:
            out.append(Money(None,v,val(m["num2"])*u,cur,Qualifier.RANGE,m[0],m.start(),m.end()))
        else: out.append(Money(v,None,None,cur,Qualifier.EXACT,m[0],m.start(),m.end()))
    return out
