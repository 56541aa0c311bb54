"""Which words may stand beside a time without saying anything else, and which say no to it.

The lists are the whole of the judgement: a text with any other word in it is about something else.
"""

import re

BESIDE_NUMBER = frozenset(
    # What leaves a number alone the hour that was asked for: "maybe 3 please".
    "please pls plz thanks thank you thx ty ok okay k kk yes yeah yep yea sure good great fine"
    " cool either bout abt"
    " perfect better best works work maybe perhaps probably like say around about roughly approx"
    " at"
    " by or and to from on in the call calls me back can could will would u pm am est actually"
    " make"
    " made instead sorry hi hello hey how what lets let s do it wait mean then anytime any time oh"
    " sharp exactly ish oclock uh um er well also too after before today then day each every this"
    " next coming following week of with same for id prefer preferably so"
    " porfa favor por gracias si change move moved switch reschedule set push bueno bien esta"
    " perfecto mejor como a la las los el de del para y o"
    " u entre en llame llamen llamame llameme llamenme llamar me te le hola seria sea que tal"
    " punto"
    " vale okey mas tarde cualquier hora este proximo viene digo perdon quiza quizas dia cada"
    .split()
)  # fmt: skip
CALLS = frozenset(
    "call calls callback calling phone ring dial talk speak llamada llame llamen llama llamame"
    " llameme llamenme llamar llamarme llamenos llamemos llamarnos marque marqueme marquen"
    " marquenme marcar"
    " marcarme marcame hablar hablarme hablemos hablame contactar contactarme reach"
    " llaman llamas llames llamaran llamaria llamarian marcan marcas marques marcaran marcarian"
    " hablan hablas hables hablen hableme hablenme hablaran contacten contactenme"
    .split()
)  # fmt: skip
# Words that ask for a call, where the others may only tell of one: "my phone".
ASKING = CALLS - frozenset(
    "calling phone dial talk speak llamada hablar hablemos contactar reach".split()
)
# Between such a word and the hour that belongs to it: "call me back 7", "llamenme a 7".
TO_THE_HOUR = frozenset("me us back please pls plz porfa on at a el".split())
# "Call me 4 help", "call 2 talk": a number that stands for a word has no such word behind it.
BEHIND_A_NUMBER = BESIDE_NUMBER - frozenset("me u s call calls te le each every".split())
BESIDE_TIME = BESIDE_NUMBER | CALLS | frozenset(
    # What may stand beside a day or a plainly marked hour: "i get off work at 5".
    "i im ill my mine we us our your ur someone somebody anyone anybody person people it its"
    " that thats there here is are be am a an only just again up when whenever once til till until"
    " than if may might should want wanna like need get gets got gotta off home house available"
    " free"
    " awake ready done out back break lunch off school class have has after later late early"
    " earlier"
    " sometime some all day days night hour hours minute minutes right away as soon possible"
    " between"
    " put schedule does ser time times good weekday kinda"
    " preferably hopefully guess think really sir maam number cell line pick answer able reachable"
    " now asap said meant q anyday during mostly usually both another different new other one"
    " yo mi mis nos usted ustedes alguien persona estoy estare estar libre disponible casa ya"
    " cuando"
    " puedo puede pueden podria podrian puedan quiera quisiera quiero necesito salgo llego salir"
    " llegar despues antes luego temprano trabajo turno escuela clase es son se lo al un una otra"
    " otro dias horas minutos sin con algun alguna solo solamente tambien pero entonces pues ahora"
    " ahorita ratito rato descanso comida almuerzo numero celular telefono tengo tiempo momento"
    " horario siguiente estaria gustaria prefiero"
    .split()
)  # fmt: skip
CALLED = CALLS | {"me", "back", "us"}
# "One", "una" and "once" mean other things too.
NO_NUMBERS = frozenset({"one", "una", "once"})
SUBJECTS = frozenset("i im ive he she they we my his her their yo mi ella ellos nosotros".split())
LEAD_ON = frozenset("when after once until till before if cuando que si and while".split())
WHY = frozenset("because cause cuz bc coz porque since".split())
POINTING = frozenset("the my his her el mi su".split())
TURNS = frozenset("but pero sino".split())
# "3 💊" counts pills; a thumb or folded hands count nothing.
DRAWN_THING = re.compile(r"(?<=\d) ?(?![🙏👍👌😊🙂🤞])[\U0001F300-\U0001FAFF]")
# Where they are is read elsewhere; beside "at 3" it is no count of anything.
ZIP_CODE = re.compile(
    r"(?:\b(?:(?:my|the|mi|el) )?(?:zip ?codes?|zip|postal code|codigo postal|cp)(?: is| es|:)* ?)?"
    r"(?<![\w$.,-])\d{5}(?![\w-])"
    r"(?: (?:is|es) (?:my|the|mi|el) (?:zip|cp|codigo)\w*(?: code| postal)?)?"
)
OURS = frozenset(
    "hours? open opens opened close closes closed closing abren abre abierto abiertos abierta"
    " cierran"
    " cierra cerrado cerrados shut".split()
)
AT_ONCE = (
    r"(?:right |just )?now|asap|a\.?s\.?a\.?p|rn|as soon as (?:possible|you can|u can)"
    r"|right away|immediately|at once"
    r"|(?:ahora|a hora(?! de)|aora|ahor(?:it)+a|h?orita)(?: mismo)?|ya mismo|cuanto antes"
    r"|lo antes posible|lo mas pronto(?: posible)?|de inmediato|inmediatamente"
    r"|en este momento|en seguida|enseguida"
)
TODAY = r"today|hoy(?: mismo)?"
ANY_TIME = re.compile(
    rf"(?<!\w)(?:{AT_ONCE}|{TODAY}|soon|whenever|any ?time|any hour|any day|ya|pronto"
    r"|cuando (?:sea|puedan?|quieran?|gusten?)|a? ?(?:cualquier|toda) hora"
    r"|cualquier (?:momento|dia)|24/7|en cualquier momento)(?!\w)"
)
NO_TO_NEXT = re.compile(
    r"(?:instead of|rather than|en vez de|en lugar de|excluding|except(?: for)?|besides|excepto"
    r"|salvo|menos|never ?mind(?= (?:today|tomorrow|tonight|\w+day)(?!\w))|never(?! ?mind)|nunca"
    r"|nor|ni|cancel(?:en?|a|ar)?(?: (?:the|my|la|mi))?|dont call(?: me)?|do not call(?: me)?"
    r"|do not|dont|no (?:me )?(?:llam|mar[cq]u?|habl[ae])\w+"
    r"|(?:any ?(?:day|time|thing)|every ?(?:day|thing)|all days?|todos los dias|cualquier (?:dia"
    r"|hora))"
    r" (?:but|menos|except)(?: for)?|not)(?!\w)"
)
NO_TO_LAST = re.compile(
    r"(?:bad|wont|will not|doesnt|does not|isnt|is not|arent|are not|wouldnt|not (?:good|great"
    r"|work"
    r"\w*|ok|okay|possible)|no good|no (?:me |nos )?(?:sirve|funciona|queda|conviene|va|viene)\w*"
    r"|mal[oa]?|imposible|impossible|taken|too (?:early|late)|muy (?:tarde|temprano)"
    r"|never works)(?!\w)"
)
NO_TO_EITHER = re.compile(
    r"(?:cant|can not|cannot|couldnt|busy|unavailable|(?:im |i am |am )?not (?:free|available|home"
    r"|around|able)|no (?:puedo|podre|podria|estoy|estare|voy a poder|tengo tiempo)|ocupad[oa]"
    r"|(?:i|im|i am|ill be|at|estoy en el|en el) (?:work|working|trabajo)(?= (?:un)?til|"
    r" on | all | from | after \d| hasta |$| \w+day)|trabajo(?= hasta| despues de)"
    r"|in (?:class|school|a meeting)|en clase"
    r"|(?:i|we) (?:have|got|have got) (?:a |an )?(?:class|classes|school|practice|meetings?"
    r"|appointment|appt)(?= (?:un)?till? | from | on | at |$)"
    r"|(?:tengo|tenemos) (?:una )?(?:clases?|junta|reunion|cita)(?= hasta | el | de |$)|no)(?!\w)"
)
INSTEAD = re.compile(
    r"(?:actually|i mean|no wait|wait|scratch that|make (?:it|that)|mejor|digo|perdon|sino"
    r"|or better"
    r"|better yet|mas bien)(?!\w)"
)
HARMLESS = re.compile(
    r"(?<!\w)(?:good (?:morning|afternoon|evening|night)|buen[oa]s? (?:dias?|tardes?|noches?)"
    r"|no (?:problem|prob|worries|rush)|no hay problema|not sure|no se(?! pued)|idk|anyway"
    r"|god bless(?: you)?"
    r"|dios (?:le|les|los) bendiga|works (?:for me|best|better|great|fine)|are good)(?!\w)"
)
# What makes a mere number an offer, "can we do 7", "7 is good": without it only the number is left.
GOOD = r"(?:good|fine|ok|okay|great|perfect|best|better|cool|alright|possible|bien|mejor|perfecto)"
DO = r"(?:do|make|try|say|take|manage|talk|speak|be)(?: it)?"
OFFERED = re.compile(
    rf"(?<!\w)(?:(?:can|could|would|will|should|may) (?:we|i|you|u|it|they|someone|somebody) {DO} "
    rf"(?=\d)|(?:i|we|you|u) (?:can|could|would|may) {DO} (?=\d)"
    rf"|(?:is|would|does|will) (?=\d{{1,2}}(?::\d\d)? ?(?:be )?(?:{GOOD}|works?)(?!\w))"
    r"|either (?=\d)|puede ser (?=\d))"
    rf"|(?<=\d) (?:is|be|would be|will be|sounds|seems|esta)(?: \w+)? ?{GOOD}"
    r"(?: (?:for|with) (?:me|us|you|u))?(?!\w)"
)
# What asks us when we are there, and wishes nothing.
ASKS_US = re.compile(
    r"(?:(?:do|are|r) (?:you|u|yall|ustedes) (?:work|working|there|around)|when (?:are|r|will|do"
    r"|does|is)"
    r"|(?:at )?what (?:time|hours?)|how (?:late|long|early)|(?:a|hasta) que hora|que horario"
    r"|cuando (?:me )?(?:van|va|abren|cierran|llaman))(?!\w)"
)
BY_THEN = re.compile(r"(?<!\w)(home|off|done|free|out|back|ready|available|libre|casa) by(?!\w)")
UNTIL_AFTER = re.compile(r"\b(?:not? )?(?:un)?till? after\b")
HALF_DAY = re.compile(r"\b(?P<before>in the|\w+day|tomorrow|tmrw|tmw) (?P<half>[ap])m\b")
HALF_DAYS = {"a": "morning", "p": "afternoon"}
# The hour that a call is moved from says nothing of when it is wanted.
MOVED_FROM = re.compile(
    r"\b(?:change|move|switch|reschedule|push|cambi\w+|muev\w+)(?: (?!from|de)\w+){0,3}"
    r" (?:from|de(?: las?)?) \S+(?: ?[ap]m)? (?=to |a )"
)
FREE = re.compile(
    r"(?<!\w)(?:i(?:m| am| will be)|ill be|estoy|estare) (?:free|available|home|ready|off|good"
    r"|libre"
    r"|disponible)(?!\w)"
)
