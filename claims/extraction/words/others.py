"""The most frequent small words of languages, by which a text is known to be of one: English, and languages that the
desk does not read, so that a text in them is not taken for one that it reads. Folded; about as many of each."""

from __future__ import annotations

from claims.extraction.general.tokens import folded

COMMON = {
    "en": folded(
        "the of and to in a is that for it was on are as with his they at be this from i have or by one had not but "
        "what all were when we there can an your which their said if do will each about how up out them then she many "
        "some so these would other into has more her two him see could no than been who its now did may"
    ),
    "fr": folded(
        "le la les de des du un une et est en que qui dans pour pas sur au aux par plus avec ce cette ne se sont il elle "
        "ils elles nous vous on mais ou où son sa ses leur leurs été être fait comme tout même aussi ont a selon ans "
        "ces deux après sans entre depuis d l qu n s j c"
    ),
    "pt": folded(
        "o a os as de do da dos das em no na nos nas um uma e que é não para por com se mais como foi ao à mas são pelo "
        "pela seu sua ou ser quando muito há já está também só até isso ela ele entre depois sem mesmo aos anos têm "
        "segundo num numa disse"
    ),
    "it": folded(
        "il lo la i gli le di del della dei delle un una e è che in per con non si da al alla nel nella sono come più ma "
        "anche dal dalla ha hanno questo questa suo sua ai alle essere stato o se anni sul sulla tra fra dopo ci chi "
        "cui solo tutto tutti degli negli dopo secondo detto"
    ),
    "de": folded(
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
        "dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis "
        "mehr durch man sein wurde sei prozent"
    ),
    "nl": folded(
        "de het een van en in is dat op te zijn met voor die niet aan er om ook als dan maar bij door naar uit worden "
        "werd wordt over heeft hebben had nog hij ze zij wat of tot je meer al kan deze dit geen onder jaar volgens"
    ),
    "ca": folded(
        "el la els les de del dels i que en un una per amb no és al als es més com però són ha han aquest aquesta seva "
        "seu o també fins molt ser va van entre sobre anys dels pel pels segons hi ho tot quan on sense"
    ),
    "gl": folded(
        "o a os as de do da dos das en no na nos nas un unha e que non para por con se máis como foi ao á pero son polo "
        "pola seu súa ou ser cando moi hai xa está tamén só ata iso ela el entre despois sen anos teñen segundo"
    ),
    "sv": folded(
        "och i att det som en på är av för med den till inte har om ett de var jag men sig från vi så kan man när år "
        "eller under också efter vid nu ska där än hade han hon blev enligt procent mer"
    ),
    "pl": folded(
        "w i na z do nie się że to jest o jak po przez od ale za co dla był są oraz który tym ich jego już tylko być "
        "lat także może roku ma jej lub które było została proc ze tego"
    ),
    "ro": folded(
        "și de în a la cu pe din care nu un o este mai pentru că se ce sunt au fost al ale lui prin după sau dar fi "
        "această acest cel lor fără între anul către foarte"
    ),
    "tr": folded(
        "ve bir bu da de için ile olarak daha çok olan gibi kadar sonra en ancak ise ya ne o var yüzde göre oldu olduğu "
        "tarafından ama her değil"
    ),
    "id": folded(
        "yang dan di dari untuk dengan pada ini itu adalah tidak dalam akan ke oleh juga sebagai telah ada bahwa karena "
        "atau persen kata mereka tahun lebih"
    ),
}
