"""Spanish: the words by which a text in it is read. What each table means stands in `claims.extraction.general.words`;
numbers, units and times stand in `es_numbers`.

Of European and of American Spanish; words are written with their accents, which the reader takes off.
"""

from __future__ import annotations

from claims.extraction.general.tokens import Table, folded
from claims.extraction.general.words import (
    ChangeWords,
    ComparingWords,
    JoiningWords,
    LabelWords,
    PeopleWords,
    PlaceWords,
    SayingWords,
    SentenceWords,
    Words,
    WorthWords,
)
from claims.extraction.words.es_numbers import NUMBERS, TIME, UNITS, listed
from claims.values import Direction

_AR = "ó aron a an aba aban ado ada ando ar".split()
_ER = "ió ieron e en ía ían ido ida iendo er ir".split()


def _verbs(ar: str = "", er: str = "", forms: str = "") -> frozenset[str]:
    """Stems of regular verbs with their endings, and other forms as they stand."""
    made = [stem + ending for stems, endings in ((ar, _AR), (er, _ER)) for stem in stems.split() for ending in endings]
    return folded([*made, *forms.split()])


def _written(words: str) -> frozenset[str]:
    """Words that are looked for with their accents."""
    return frozenset(words.split())


ARTICLES = folded("el la los las lo un una unos unas al del")
SMALL = ARTICLES | folded(
    "de a en por para con sin y e o u que se su sus le les nos ya es son era eran fue fueron ser está están ha han "
    "había muy más entre sobre tras desde hasta según como este esta estos estas ese esa esos cada todo toda todos"
)
COMMON = folded(
    "el la los las de del que y en un una por con para se no es su al lo como más pero sus le ya o este sí porque esta "
    "entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros "
    "ese eso ante ellos e esto antes algunos qué unos otro otras tanto esa estos mucho nada muchos según años fue son "
    "han ha está había ser tiene dijo"
)

SENTENCES = SentenceWords(
    titles=_written("sr sra srta sres dr dra don dña d prof lic ing arq gral cnel cap mons ilmo excmo fr sta sto"),
    before_number=_written("núm no n.o art arts pág págs p pp vol cap apdo tel ap ca aprox fig"),
    abbreviations=_written("ee uu ee.uu etc av avda cía ltda s.a s.l gob admón depto prov p.ej a.m p.m d.c a.c km"),
    starters=_written(
        "el la los las un una este esta estos estas ese esa lo en a de por con para según desde hasta cuando si pero y "
        "además también sin tras ante entre durante mientras aunque sin no ni ya hoy ayer así su sus todo todos más "
        "muchos algunos otro otros él ella ellos nosotros se le hay es son fue ha han"
    ),
    reporting=_written(
        "dijo afirmó preguntó respondió añadió señaló aseguró escribió insistió exclamó advirtió concluyó"
    ),
)

SAYING = SayingWords(
    verbs=_verbs(
        ar="afirm asegur señal indic inform declar explic coment anunci manifest revel destac recalc subray "
        "apunt precis calcul estim denunci confirm public detall expres alert acus argument "
        "recuerd record resalt remarc pronostic proclam pregunt consider zanj relat sentenci report agreg matiz "
        "document constat evidenci mostr demostr "
        "apostill ironiz celebr lament enfatiz puntualiz concret vaticin cuestion reproch espet notific certific ufan jact "
        "quej asever",
        er="presum resum defend sugir desmint advirt advert admit sosten añad reconoc insist respond escrib describ conclu difund transmit",
        forms="dijo dice dicen dijeron decía dicho asegura sostuvo sostiene sostienen mantuvo mantiene advierte "
        "advierten expuso puso expone reconoce cree opina piensa reveló publicó contó cuenta reiteró reitera cifró "
        "cifra situó sitúa según advirtió advirtieron aclaró aclara recordó recuerda repitió repite defiende resume "
        "concluye concluyen muestra muestran demuestra demuestran desmiente sugiere niega negó",
    )
    - folded("según cuenta puso cree publica repet"),
    by=listed(
        "según, de acuerdo con, de acuerdo a, de acuerdo al, de acuerdo con el, en palabras de, a juicio de, en opinión de, conforme a, segun"
    ),
    holding=listed("para"),
    skipped=folded(
        "lo se le les nos ya también ayer hoy anteayer el este la lunes martes miércoles jueves viernes sábado domingo "
        "mañana tarde noche pasado en ha han había hoy además así posteriormente entonces luego después"
    ),
    publications=folded(
        "datos cifras informe informes estudio estudios encuesta estimaciones cálculos estadísticas fuentes registro "
        "registros censo balance reporte reportes último últimos última últimas oficial oficiales publicado publicados "
        "publicadas difundido difundidos del de la el los las un una por recientes reciente nuevo nueva ong"
    ),
    titles=folded(
        "presidente presidenta expresidente expresidenta vicepresidente vicepresidenta ministro ministra exministro "
        "exministra primer primera canciller secretario secretaria diputado diputada senador senadora alcalde alcaldesa "
        "gobernador gobernadora rey reina candidato candidata líder dirigente portavoz vocero vocera director directora "
        "jefe jefa general economista profesor profesora analista experto experta investigador investigadora abogado "
        "abogada médico médica doctor doctora periodista activista embajador embajadora consejero consejera concejal "
        "comisario comisaria fiscal juez jueza titular mandatario mandataria viceministro viceministra portavoces "
        "coordinador coordinadora empresario empresaria sindicalista obispo papa príncipe comandante legislador "
        "legisladora congresista opositor opositora socialista conservador popular doña don señor señora señorita ingeniero licenciada licenciado arquitecta relator relatora subsecretario subsecretaria prefecto intendente intendenta"
    ),
    speakers=folded("portavoz vocero vocera portavoces fuentes responsables directivos representante representantes"),
    bodies=folded(
        "banco ministerio instituto fondo organización comisión gobierno oficina agencia universidad consejo comité "
        "programa departamento dirección secretaría superintendencia contraloría defensoría fundación asociación "
        "federación confederación cámara cruz policía fiscalía tribunal corte congreso senado ejército alto cepal "
        "observatorio servicio centro partido sindicato unión naciones junta ayuntamiento asamblea consejería "
        "generalitat reserva tesoro autoridad registro colegio red médicos amnistía save human banca"
    ),
    own_bodies=folded("oposición gobierno policía fiscalía ejecutivo ejército patronal sindicatos autoridades"),
    known=folded(
        "unicef inegi cepal coneval oxfam eurostat indec unesco acnur frontex greenpeace amnistía cáritas latinobarómetro "
        "interpol europol ipsos gallup metroscopia moncloa kremlin pentágono vaticano bruselas conaculta senasa odepa "
        "pemex petrobras ecopetrol codelco telefónica iberdrola repsol santander bbva funcas fedesarrollo invamer "
        "cadem mitofsky parametría datafolha podemos sumar ciudadanos vox morena erc junts reuters bloomberg "
        "transparencia reporteros euromonitor kantar statista citigroup banxico banrep"
    ),
    unnamed=folded(
        "expertos analistas economistas científicos investigadores críticos autoridades fuentes testigos estudios "
        "encuestas informe estudio encuesta vecinos médicos expertas observadores medios activistas historiadores"
    ),
    particles=folded("de del la las los y e von van da dos do der the of for and sin para contra"),
    that=folded("que"),
    auxiliaries=folded("me te ha han había habían se lo le les nos ya no también así"),
    reflexive=folded("se"),
    boasting=folded("ufanó ufana jactó jacta quejó queja lamentó preguntó"),
    nouns=folded(
        "cifra denuncia alerta pregunta queja expresa precisa calculo estima relata cuenta resume celebra nota muestra muestran"
    ),
)

LABELS = LabelWords(
    titles=SAYING.titles
    | folded("sr sra srta sres señor señora señorita don doña dr dra prof lic ing gral dip sen el la los las del de"),
    nobody=folded(
        "pregunta preguntas respuesta respuestas p r periodista periodistas moderador moderadora entrevistador "
        "entrevistadora presentador presentadora locutor locutora interlocutor público unidentified desconocido "
        "desconocida voz voces hombre mujer asistente prensa conductor conductora reportero reportera"
    ),
    forms=folded(
        "análisis opinión comentario vídeo video directo última actualización entrevista reseña exclusiva corrección "
        "editorial podcast galería fotos foto nota resumen fuente fuentes etiquetas perfil contexto aviso ejemplo "
        "resultado resultados datos dato cita hechos lea vea relacionado antecedentes cronología"
    ),
)
JOINING = JoiningWords(
    between=folded("y e mientras pero aunque frente contra ;"),
    figures=folded("cifra tasa porcentaje proporción índice número indicador dato cantidad"),
    having=folded(
        "tiene tienen tenía registra registró registraron alcanza alcanzó llega llegó es fue era son eran cayó bajó "
        "subió baja sube apenas solo sólo casi unos unas cerca alrededor que también ya allí ahí ronda supera superó "
        "media promedio caso cifra tasa vecina vecino hoy ahora entonces cuenta pasó gasta destina dedica produce"
    ),
)

PEOPLE = PeopleWords(
    years=folded("año años"),
    ages=listed("tiene, tenía, cumplió, cumple, tiene ya, ha cumplido, acaba de cumplir, a sus, de", "con"),
    at=listed("a los, con, a la edad de, a sus, con tan solo, con solo"),
    dying=folded("murió falleció muere fallece fallecido muerto murieron asesinado asesinada"),
    taking=folded(
        "llegó accedió asumió asumir llegar juró elegido elegida convirtió coronado coronada investido nombrado "
        "nombrada alcanzó tomó subió llega proclamado proclamada"
    ),
    when=folded("cuando al"),
    ruling=folded(
        "gobernó presidió dirigió lideró gobierna gobernado presidido reinó mandó estuvo permaneció lleva ocupó"
    ),
    lasting=listed("durante, por, lleva, lleva ya, estuvo, pasó, permaneció"),
    in_office=listed(
        """en el poder, en el cargo, en el gobierno, en el trono, al frente del, al frente de, como presidente,
        como presidenta, como primer ministro, como primera ministra, como canciller, como rey, como reina, gobernando,
        en la presidencia, de presidente, de presidenta, de canciller, de alcalde, como alcalde, como alcaldesa"""
    ),
    offices=Table(
        {"presidente": "president", "presidenta": "president", "presidencia": "president", "presidió": "president"}
        | {"primer ministro": "prime minister", "primera ministra": "prime minister", "canciller": "chancellor"}
        | {"rey": "king", "reina": "queen", "trono": "monarch", "papa": "pope", "alcalde": "mayor"}
        | {"alcaldesa": "mayor", "ministro": "minister", "ministra": "minister", "gobernador": "governor"}
    ),
)

_RISES = _verbs(
    ar="aument increment elev dispar aceler escal repunt avanz mejor encarec expand",
    er="sub crec ascend encarec asciend",
    forms="aumento aumentos subida subidas alza incremento incrementos crecimiento repunte ascenso expansión creció sube "
    "ganó duplicó triplicó",
)
_FALLS = _verbs(
    ar="baj rebaj disminu recort desplom contraj abarat desaceler merm",
    er="ca descend retroced decrec perd reduc",
    forms="cayó cayeron cae caen caída caídas caído bajada descenso reducción redujo redujeron reduce reducen recorte "
    "disminuyó disminuyeron contrajo contrajeron contrae contracción retroceso desciende perdió pierde desplome "
    "disminución merma",
)
CHANGE = ChangeWords(
    moves=dict.fromkeys(_RISES, Direction.UP) | dict.fromkeys(_FALLS, Direction.DOWN),
    kept=listed(
        "se mantuvo, se mantuvieron, se mantiene, se ha mantenido, no ha cambiado, no cambió, sigue igual, se estancó"
    ),
    reached=folded("a al hasta"),
    left=folded("de del desde"),
    passed=folded("pasó pasaron pasa pasando pasado"),
    between=folded("un una el la los las en casi cerca de más menos unos unas hasta alrededor"),
    yearly=listed("al año, anual, anuales, cada año, por año, de media anual, interanual"),
    goals=folded("meta objetivo previsión previsto prevista prevé previsiones límite pronóstico techo"),
    denials=folded("no nunca jamás tampoco"),
)

_HIGH = "alto alta altos altas grande grandes elevado elevada elevados elevadas largo larga numeroso numerosos"
_LOW = "bajo baja bajos bajas pequeño pequeña pequeños reducido reducida corto corta"
COMPARING = ComparingWords(
    more=folded("más"),
    less=folded("menos"),
    adjectives=dict.fromkeys(folded(_HIGH), Direction.UP) | dict.fromkeys(folded(_LOW), Direction.DOWN),
    single=dict.fromkeys(folded("mayor mayores superior superiores"), Direction.UP)
    | dict.fromkeys(folded("menor menores inferior inferiores"), Direction.DOWN),
    than=folded("que"),
    records=Table(
        {"récord": Direction.UP, "máximo histórico": Direction.UP, "máximos históricos": Direction.UP}
        | {"mínimo histórico": Direction.DOWN, "mínimos históricos": Direction.DOWN}
    ),
    never=listed("nunca ha sido tan, nunca había sido tan, nunca fue tan, nunca ha estado tan, nunca estuvo tan"),
    ever=listed("de la historia, de su historia, desde que hay registros, jamás registrado, jamás registrada"),
    beside=listed(
        "detrás de, por detrás de, después de, por delante de, delante de, por encima de, por debajo de, frente a, frente "
        "al, a diferencia de, comparado con, en comparación con, respecto a, seguido de, seguida de, superado por"
    ),
    since=folded("desde en"),
    groups=Table(
        {"del mundo": "WLD", "de todo el mundo": "WLD", "a nivel mundial": "WLD", "de europa": "150"}
        | {"de la unión europea": "EUU", "de la ue": "EUU", "de la eurozona": "EMU", "de la zona del euro": "EMU"}
        | {"de américa latina": "LCN", "de latinoamérica": "LCN", "de sudamérica": "005", "de américa del sur": "005"}
        | {"de suramérica": "005", "de centroamérica": "013", "de américa central": "013", "de áfrica": "002"}
        | {"de asia": "142", "de américa": "019", "de la ocde": "OED", "del planeta": "WLD", "del caribe": "029"}
        | {"en el mundo": "WLD", "en europa": "150", "en américa latina": "LCN", "en áfrica": "002"}
    ),
    ordinals={"segundo": 2, "segunda": 2, "tercer": 3, "tercero": 3, "tercera": 3, "cuarto": 4, "cuarta": 4}
    | {"quinto": 5, "quinta": 5, "sexto": 6, "sexta": 6, "decimo": 10, "decima": 10},
)

PLACES = PlaceWords(
    inside=folded("en dentro"),
    of=folded("de del"),
    toward=folded("a al hacia con desde procedentes destino"),
    partnered=folded("exportaciones exportación importaciones ventas compras exportó exporta importó remesas"),
)

WORTH = WorthWords(
    records=folded("récord histórico histórica máximo mínimo peor"),
    record_phrases=listed(
        """por primera vez, nunca antes, la primera vez, más alto, más alta, más bajo, más baja, el mayor, la mayor, los
        mayores, las mayores, el primer, la primera, más grande, el menor, la menor, de la historia, sin precedentes"""
    ),
    trends=_RISES | _FALLS,
    grave_events=folded(
        "mató mataron asesinó asesinaron asesinado asesinados ejecutó ejecutado ejecutados detuvo detuvieron detenido "
        "detenidos arrestado condenado condenada condenados bombardeó torturó violó murió murieron muertos fallecieron"
    ),
    events=_verbs(
        ar="firm anunci vot aprob lanz expuls nombr fund import export compr gast contrat despid conden derog ratific "
        "elimin cre cre prohib ocup bloque visit retir entreg financi",
        er="recib vend cerr abr invad constru prohib elig destitu eleg invirt invert",
        forms="ganó perdió dimitió renunció despidió huyó cerró abrió recortó cruzó votó plantó",
    ),
    modals=folded("podría podrían puede pueden quizá quizás tal vez debería deberían posiblemente probablemente debe"),
    intention=listed(
        """quiere, quieren, pretende, pretenden, planea, planean, promete, prometen, prometió, prometieron, espera que,
        esperan que, tiene previsto, se compromete a, se comprometió a, aspira a, busca, buscará, intentará, propone, ojalá,
        imaginemos, imagine, imagina, supongamos, queremos, quiero, buscamos, nos proponemos, nos comprometemos a"""
    ),
    wish=listed(
        "ojalá, espero que, esperamos que, debemos, hay que, deben, debería, deberían, pide, piden, pidió, exige, por favor"
    ),
    opinion=folded(
        "terrible horrible maravilloso maravillosa increíble vergüenza vergonzoso vergonzosa desastre catástrofe "
        "excelente bueno buena malo mala mejor peor injusto injusta inmoral importante lamentable lamentablemente "
        "afortunadamente ridículo absurdo valiente brillante fracaso escándalo traición orgulloso orgullosa magnífico"
    ),
    opinion_phrases=listed("creo que, creemos que, pienso que, me parece, en mi opinión, a mi juicio, es hora de"),
    judgements=listed("es un, es una, esto es, eso es, no es, me parece, creo"),
    supposing=folded("si ojalá imaginemos suponiendo"),
    conditional_endings=(
        "aría",
        "ería",
        "iría",
        "dría",
        "bría",
        "arían",
        "brían",
        "erían",
        "irían",
        "drían",
        "aríamos",
        "eríamos",
    ),
    first_person=folded(
        "yo nosotros nosotras me mi mis nos nuestro nuestra nuestros nuestras hemos tenemos creo somos"
    ),
    future=listed(
        "va a, van a, vamos a, se prevé, se espera, prevé, prevén, pronostica, se estima que llegará, proyecta, proyectan, "
        "proyectó, pronostican, pronosticó, vaticina, augura, será, serán, hará, harán, dirá, irá"
    ),
    future_endings=(
        "ará",
        "erá",
        "irá",
        "drá",
        "rrá",
        "brá",
        "arán",
        "erán",
        "irán",
        "drán",
        "rán",
        "aremos",
        "iremos",
    ),
    not_future=folded("irán atrás detrás jamás está teherán quizá"),
    denial=listed(
        "no es cierto que, es falso que, no es verdad que, es mentira que, niega que, negó que, desmintió que, niegan que"
    ),
    boilerplate=listed(
        """suscríbete, suscríbase, lea también, lee también, le puede interesar, te puede interesar, síguenos, síganos,
        todos los derechos reservados, haz clic, haga clic, más información en, foto, compartir en, ver también"""
    ),
)

WORDS = Words(
    code="es",
    common=COMMON,
    small=SMALL,
    negating=folded("sin no ni"),
    articles=ARTICLES,
    owners=folded("su sus nuestro nuestra nuestros nuestras"),
    clause=folded("y pero mientras aunque que porque cuando donde"),
    rounds=({"as": "a", "es": "e", "os": "o"}, {"a": "", "e": "", "o": ""}),
    sentences=SENTENCES,
    labels=LABELS,
    joining=JOINING,
    numbers=NUMBERS,
    units=UNITS,
    time=TIME,
    saying=SAYING,
    people=PEOPLE,
    change=CHANGE,
    comparing=COMPARING,
    places=PLACES,
    worth=WORTH,
)
