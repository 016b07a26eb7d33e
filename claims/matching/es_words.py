"""Spanish words that tell nothing of what a claim is about, without accents; the endings are those of English."""

STOP_WORDS = frozenset(
    """
    a acerca ademas afirma afirmo afirmar ahi ahora al algo alguien algun alguna algunas alguno algunos alli ambos
    ante antes aparte aquel aquella aquellas aquello aquellos aqui asegura aseguro asi aun aunque ayer bajo bastante
    bien cada casi como con contra cual cuales cualquier cuando cuanto cuyo cuya dado dan dar de debe deben debido
    decir dejo del demas dentro desde despues dice dicen dicho dijeron dijo donde dos durante e el ella ellas ello
    ellos en encima entonces entre era eran eres es esa esas ese eso esos esta estaba estaban estado estan estar
    estas este esto estos estoy estuvo fue fuera fueron ha haber habia habian hace hacen hacer hacia han hasta hay
    haya hecho hemos hizo hoy incluso informe informo ir junto la las le les lo los luego mas me mediante medio
    menos mi mientras mis mismo misma mismos mucha muchas mucho muchos muy nada nadie ni ninguna ninguno no nos
    nosotros nuestra nuestro nunca o otra otras otro otros para parece pero poca pocas poco pocos podemos poder por
    porque posible pudo puede pueden pues que quien quienes quiere quizas se sea sean segun ser si sido siempre
    siendo sin sino sobre solo son soy su sus tal tambien tampoco tan tanto te tenemos tener tengo tenia tenido
    tiene tienen toda todas todavia todo todos tras tu tus u un una unas uno unos usted ustedes va vamos van varias
    varios ver vez veces y ya yo foto fotografia video videos imagen imagenes noticia falso falsa verdadero bulo
    """.split()
)
