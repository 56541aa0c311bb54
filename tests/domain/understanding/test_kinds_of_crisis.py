"""Kinds of crisis texts, in words that no phrase file was written from, and what only looks so."""

import pytest

from service.domain.understanding import Understander


def _told(understander: Understander, text: str) -> str:
    return understander.understand(text).intent


@pytest.mark.parametrize(
    "text",
    [
        "in two days none of you will have to think about me",
        "gave my records to my nephew, im at peace now",
        "my note is typed and saved in my phone",
        "there are razors under my pillow again",
        "standing at the railing of the overpass and its quiet",
        "i want to sleep and stay asleep for good",
        "im going to be with my late husband in heaven soon",
        "what keeps holding me here is only my dog",
        "she texted that we would be better off and turned her phone off",
        "hide my meds from me before i do something",
        "burned my thighs again last night",
        "how deep do you have to cut your wrist to die",
        "ya no voy a existir mañana",
        "quiero ir con mi abuelita que esta en el cielo",
        "ya amarre el lazo en el techo",
        "cuando yo falte cuiden a mis hijos",
        "dice mi hermano que se despide de nosotros",
        "un dia de estos me cuelgo",
    ],
)
def test_a_wish_to_die_is_heard_whatever_the_words(understander: Understander, text: str) -> None:
    assert _told(understander, text) == "crisis:self-harm"


@pytest.mark.parametrize(
    "text",
    [
        "his skin went waxy and he wont squeeze my hand",
        "eyes half open and she doesnt blink",
        "took three lines and my jaw is locked and my heart is at 180",
        "she shot it up and keeled over",
        "he makes a gurgling sound in his sleep after k",
        "toddler licked the powder off my mirror",
        "i injected a troche and my arm is swelling",
        "mixed g with ket and im scared",
        "narcan did nothing what next",
        "le puse agua y no reacciona",
        "se inyecto y se desplomo",
        "ronca bien raro despues de la keta y no despierta",
        "el perro se trago la bolsita de keta",
        "me meti tres rayas y tengo el pecho apretado",
    ],
)
def test_a_body_in_danger_is_heard_whatever_the_words(
    understander: Understander, text: str
) -> None:
    assert _told(understander, text) == "crisis:overdose"


@pytest.mark.parametrize(
    "text",
    [
        "gave my old bike to my cousin for her birthday",
        "wrote a note to my son's teacher",
        "the pills came off my sweater",
        "taking wedding pics on the bridge",
        "i want to sleep for a week after finals",
        "i overdid it at the gym",
        "is street k usually cut with anything",
        "he dropped out of rehab last year",
        "my heart is pounding for the finale",
        "cold turkey or taper",
        "i keep dying on the second boss",
        "my third attempt at rehab",
        "my dog is the reason i get up early",
        "volunteering for the crisis line, how",
        "estoy en la azotea tendiendo ropa",
        "me corte picando cebolla",
        "mi marido ronca como tractor",
        "me despedi de mis suegros en el aeropuerto",
        "se cayo la llamada",
        "tome dos clases de terapia",
    ],
)
def test_what_only_looks_like_a_crisis_is_none(understander: Understander, text: str) -> None:
    assert not understander.understand(text).is_crisis


@pytest.mark.parametrize(
    ("text", "is_crisis"),
    [
        ("sold my guitars", False),
        ("sold my guitars, sorry and goodbye", True),
        ("she collapsed laughing on the sofa", False),
        ("deserves to die for what she did, she says of herself", True),
        ("this cake is to die for", False),
        ("overdosed two years ago, looking for a group", False),
        ("overdosed last night and feel awful", True),
    ],
)
def test_a_second_sign_decides_where_one_means_little(
    understander: Understander, text: str, is_crisis: bool
) -> None:
    assert understander.understand(text).is_crisis is is_crisis


@pytest.mark.parametrize(
    "text",
    [
        "he told me dont ever call me again",
        "my sister said stop texting me and it hurt",
        "im at the bus stop call me in 20",
        "my doctor gives me ketamine, should i stop it",
        "mi novia dijo que ya no le escriba",
    ],
)
def test_what_others_were_told_to_stop_opts_nobody_out(
    understander: Understander, text: str
) -> None:
    assert _told(understander, text) != "stop"


@pytest.mark.parametrize(
    "text",
    [
        "STOP!!1",
        "why do you people keep messaging me",
        "take my number off please",
        "knock it off with the messages",
        "cancelen mi suscripcion",
        "quitenme de aqui",
    ],
)
def test_asking_in_passing_for_no_more_texts_opts_out(
    understander: Understander, text: str
) -> None:
    assert _told(understander, text) == "stop"


@pytest.mark.parametrize(
    "text",
    [
        "he fell asleep and i cant wake him",
        "my daughter fell asleep after taking k and i cant wake her",
        "my son is asleep and will not wake up",
        "i drank bleach",
        "bebi cloro",
        "mi hermano se tomo el raticida",
    ],
)
def test_who_may_be_dying_now_is_told_of_911_first(understander: Understander, text: str) -> None:
    assert _told(understander, text) == "crisis:overdose"


@pytest.mark.parametrize(
    "text",
    [
        "i want to fall asleep and not wake up",
        "he wants to fall asleep and never wake up",
        "voy a beber cloro",
    ],
)
def test_who_wants_to_sleep_for_ever_may_still_be_talked_to(
    understander: Understander, text: str
) -> None:
    assert _told(understander, text) == "crisis:self-harm"


@pytest.mark.parametrize(
    ("text", "refined"),
    [
        ("he is hitting me", "violence"),
        ("mi novio me pega", "violence"),
        ("im being raped", "violence"),
        ("someone is following me", "violence"),
        ("he took too much and isnt breathing", ""),
        ("i want to die", ""),
    ],
)
def test_who_is_attacked_is_told_apart(understander: Understander, text: str, refined: str) -> None:
    understood = understander.understand(text)

    assert (understood.is_crisis, understood.refined) == (True, refined)


@pytest.mark.parametrize(
    "text",
    [
        "manden ahorita ayuda",
        "manden a mi casa ayuda",
        "manden rapidito a alguien",
        "my 3 year old is strange since he got into k",
        "he is 3 and hasnt moved since he got into ketamine",
        "my hands cant type",
        "my mom has no breath after the stairs, dizzy",
        "he is holding a knife to my throat",
        "stop my dad from killing mom",
        "i was drugged and dont know where i am",
        "me tome el raticida con jugo de naranja",
        "lost my best friend to suicide and i want out",
    ],
)
def test_a_cry_is_heard_beside_words_that_make_others_harmless(
    understander: Understander, text: str
) -> None:
    assert _told(understander, text).startswith("crisis:")


@pytest.mark.parametrize(
    "text",
    [
        "sleeping in my car and cant get my kids back",
        "my kid is asleep i cant get the phone call me later",
        "my son stopped talking to us since he got into ket",
        "is someone following me up on my call",
        "compre pastillas de mas",
        "nobody knows what to take for withdrawal, no one here knows",
        "mi papa me pega un susto",
        "how common is being raped while on ketamine",
        "manden el seguro medico",
        "no breath left after zumba",
        "who sees my texts",
        "a morir con los dodgers",
        "gracias por todo de verdad",
        "how do i know if im doing too much",
        "this is my third time asking, can i get a copy of my intake form please",
    ],
)
def test_and_none_is_made_of_what_is_harmless(understander: Understander, text: str) -> None:
    understood = understander.understand(text)

    assert not understood.is_crisis
    assert understood.intent != "stop"
