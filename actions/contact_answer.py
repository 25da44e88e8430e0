"""One message read as the answer to the field of the contact request that was asked. Called by contact_form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, part_asked
from actions.contact_early import is_told_together
from actions.contact_end import ContactEnd
from actions.contact_given import ContactGiven
from actions.contact_handed import ContactHanded
from actions.contact_heard import TELLING, heard_in_form, part_agrees, said_and_asked, said_and_to_reread, tells_a_story
from actions.contact_learned import YES_OR_NO, ContactLearned
from actions.contact_orders import LONGEST_ORDER, LONGEST_PAUSE, LONGEST_TOLD_PAUSE, ContactOrders
from actions.contact_question import answer_about_request, answer_besides
from actions.contact_steps import ContactSteps
from actions.contact_to_say import with_to_say
from actions.contact_values import ASIDE, BEGUN_NUMBER, PREFIX, in_few_words, set_field, summary_of
from actions.memory import YOUNG, context_of, was_said_lately
from actions.reading import answer_meant
from actions.turn import Turn
from actions.world import World
from casework.ages import own_age
from casework.ages_of_others import ADULT
from casework.contact_facts import TO_BE_ASKED
from casework.contact_form import SKIPPED
from casework.emails import begins_an_email
from casework.phones import begins_a_number
from casework.words import comparable

Events = list[dict[str, Any]]
CANCELLING = {"withdraw_request", "drop_request"}
WAYS = ("phone", "email")
UNMARKED = ("ou pas", "ou non")
SURE_OF_A_STORY = 0.6
SHARED = "ask_confidentiality/shared_phone"
# « Oui envoyez » agrees to none of these.
NEVER_BY_THE_WAY = {"voicemail", "write_here", "attach"}
AFTER_THE_MESSAGE = {"write_here", "attach", "confirmed"}
SHORT_QUESTION = 5  # words


class ContactAnswer:
    """`events`: what the answer changes; empty when there is nothing to read; None to leave it to the rules."""

    def __init__(self, world: World, dispatcher: CollectingDispatcher, turn: Turn, to_say: str = "") -> None:
        """`to_say`: what the message told of how to speak on the telephone, taken out of the text of `turn`."""
        self._world, self._dispatcher, self._turn, self._form = world, dispatcher, turn, world.form
        self._to_say = to_say
        self._field = self._form.field(str(turn.slot("requested_slot")).removeprefix(PREFIX))
        self._end = ContactEnd(world, dispatcher, turn)
        self._steps = ContactSteps(world, dispatcher, turn, self._field)
        self._given = ContactGiven(world, turn, self._field, self._steps)
        self._handed = ContactHanded(world, turn, self._field, self._steps, self._given)
        self._values = self._steps.values
        self._orders = ContactOrders(world, dispatcher, turn, self._field, self._steps, self._given, self._handed)
        self._steps.tries = with_to_say(self._steps.tries, to_say)
        self._learned = ContactLearned(world, dispatcher, turn, self._field, self._steps, self._given, self._orders)

    def events(self) -> Events | None:
        text, said = self._turn.text, self._form.said
        if self._turn.intent == "choose":
            return self._tapped()
        if self._to_say and (not text or self._field.name == "confirmed"):
            return self._only_to_say()
        if not text:
            return [] if self._turn.intent in {"request_contact", "resume_request"} else None
        if self._field.name in AFTER_THE_MESSAGE and said.rewriting.are_in(text):
            return self._steps.open_line("message") if self._values["message"] else self._steps.ask_again()
        if self._takes_the_message_out():
            return self._steps.take({"message": SKIPPED})
        if begins_an_email(text):
            self._steps.mark(BEGUN_NUMBER)
        if said.watched.are_in(text):
            warn_of_the_phone(self._world, self._dispatcher, self._turn)
        if (events := self._read_again()) is not None:
            return events
        if (events := self._orders.events()) is not None:
            return events
        return self._read_back() if self._field.name == "confirmed" else self._typed()

    def _takes_the_message_out(self) -> bool:
        """« pas besoin de le mettre », at the read-back or where it was just said that it is noted; « enlevez le
        message », wherever another line is asked."""
        text, words = self._turn.text, self._form.message_words
        if self._values["message"] in {None, SKIPPED} or self._field.name == "message" or "?" in text:
            return False
        noted = was_said_lately(self._turn, self._form.texts["story_noted"], turns=1)
        not_needed = words.not_needed.are_in(text) and len(text.split()) <= LONGEST_PAUSE
        if not_needed and (noted or self._field.name == "confirmed"):
            return True
        return self._field.name != "confirmed" and words.is_taken_out(text) and len(text.split()) <= LONGEST_ORDER

    def _only_to_say(self) -> Events:
        """« dites que c’est le garage » and nothing else; at the read-back all is read back again first."""
        facts = self._given.facts(self._turn.text) if self._turn.text else {}
        if self._field.name == "confirmed":
            return self._steps.fill({name: value for name, value in facts.items() if value != TO_BE_ASKED})
        return self._steps.say_and_ask_again("to_say_noted", ASIDE)

    def _seems_to_cancel(self) -> bool:
        """The model hears a wish to cancel: nothing is lost until the person says so."""
        open_text = self._field.kind == "text" and not self._field.short
        return self._turn.intent in CANCELLING and not (open_text or self._orders.is_a_button())

    # --- a button ---

    def _tapped(self) -> Events | None:
        """It carries « contact_field:value »; an old one, or one of another question, stores nothing odd."""
        if not (self._turn.value or "").startswith(PREFIX):
            return None
        name, _, value = (self._turn.value or "").removeprefix(PREFIX).partition(":")
        if name == "change":
            return self._steps.open_line(value) if self._may_be_opened(value) else self._steps.ask_again()
        is_mine = name in self._form.names and self._form.field(name).takes(value)
        of_another_question = name in {"consent", "confirmed"} and name != self._field.name
        if not is_mine or of_another_question or not self._form.field(name).is_asked(self._values):
            return self._steps.ask_again()
        return self._end.cancelled() if (name, value) == ("confirmed", "no") else self._steps.fill({name: value})

    def _may_be_opened(self, name: str) -> bool:
        is_known = name in self._form.names and name in self._form.summary_lines
        return is_known and self._values["consent"] == "yes" and self._form.field(name).is_asked(self._values)

    # --- the read-back ---

    def _read_back(self) -> Events | None:
        """What is changed is read back again before anything is sent, whatever « oui » stands beside it."""
        text, field = self._turn.text, self._field
        if longer := self._handed.with_the_addition(text):
            return self._taken_if_it_fits(longer)
        if self._changes_a_part_of_the_message():
            return self._steps.open_line("message")
        said, question = self._said_and_asked()
        facts = self._given.facts(said) | self._other_recipient(text)
        facts = facts | self._handed.told_of_the_open(text, facts)
        if facts and all(self._values.get(name) == value for name, value in facts.items()):
            return self._already_so(facts)
        if facts:
            asked = answer_besides(self._world, self._dispatcher, self._turn, question) if question else []
            return [*asked, *self._steps.take(facts)]
        if question and (told := self._answered(question)) is not None:
            return told
        if self._form.said.erasing.are_in(text) and not question:
            return self._end.cancelled()
        if field.is_one_of_its_words(text) and (tapped := self._by_its_word(str(field.read(text)))) is not None:
            return tapped
        if self._form.agreement.is_plain_in(text):
            return self._agreed()
        if (events := self._learned.events()) is not None:
            return events
        if time := self._given.time_told_anew(heard_in_form(self._world, self._turn)):
            return self._steps.take({"when": time})
        return self._not_agreed(question)

    def _already_so(self, facts: dict[str, Any]) -> Events:
        """« non ne m’écrivez pas ici », and it stands so: the line is said, not the whole request."""
        self._end.say("already_so", lines=in_few_words(self._form, facts))
        return self._steps.ask_again(ASIDE)

    def _said_and_asked(self) -> tuple[str, str]:
        """« vous pouvez mettre Floreffe comme commune ? » puts a line right, its mark or not."""
        said, question = said_and_asked(self._world, self._turn)
        puts = question and self._form.message_words.asking_to_put.are_in(question) and self._given.facts(question)
        return (f"{said} {question}".strip(" ?"), "") if puts else (said, question)

    def _changes_a_part_of_the_message(self) -> bool:
        """« enlevez le passage sur le groupe »: written anew; what stood there is kept until then."""
        return bool(self._values["message"]) and self._form.message_words.a_part_is_named(self._turn.text)

    def _taken_if_it_fits(self, longer: dict[str, Any]) -> Events:
        """Of a message that would be too long nothing is cut off: that is said, and nothing is changed."""
        longest = self._form.field("message").longest
        if len(str(longer.get("message") or "")) <= longest:
            return self._steps.take(longer)
        self._end.say("too_long_with_it", max=str(longest))
        return self._steps.ask_again(ASIDE)

    def _agreed(self) -> Events:
        """After « voulez-vous changer une ligne ? » a bare « oui » is no leave to send."""
        meant = not self._steps.is_choosing or self._form.agreement.orders.are_in(self._turn.text)
        return self._steps.fill({"confirmed": "yes"}) if meant else self._steps.ask_what_to_change()

    def _by_its_word(self, value: str) -> Events | None:
        """« envoyer », « modifier », « non », and nothing else."""
        if value == "yes":
            return self._agreed()
        return self._steps.say_not_sent() if value == "no" else self._steps.ask_what_to_change()

    def _not_agreed(self, question: str) -> Events | None:
        """Whatever « oui » stands in it: a line, a condition, a no, or something that is asked again."""
        text, value = self._turn.text, self._field.read(self._turn.text)
        if self._form.agreement.hangs_on_something(text) and (told := self._answered(text)) is not None:
            return told
        if self._form.agreement.finds_nothing_wrong(text):
            return self._steps.ask_again(ASIDE)
        if line := self._orders.line_named():
            return self._steps.open_line(line)
        if value == "no" and not self._doubts(but="pas"):
            return self._steps.say_not_sent()
        if value in {"change", "no"} and not question:
            return self._steps.ask_what_to_change()
        if value == "yes" and not question:
            return (
                self._steps.ask_what_to_change()
                if self._doubts()
                else self._steps.say_and_ask_again("clear_yes", ASIDE)
            )
        if self._seems_to_cancel():
            return self._end.set_aside()
        if (events := self._learned.events(at_last=True)) is not None:
            return events
        return None if self._given.is_aside(text) else self._not_understood()

    def _doubts(self, but: str = "") -> bool:
        """« oui mais … »: something is still wrong."""
        left = self._form.said.wondering.taken_out_of(self._turn.text)
        for choice in self._field.choices:
            if choice.value != "change":
                left = choice.words.taken_out_of(left)
        return self._form.said.doubting.are_in(" ".join(word for word in left.split() if word != but))

    def _other_recipient(self, text: str) -> dict[str, Any]:
        wanted = self._form.said.recipient_wanted(text)
        if wanted is None or wanted == (self._values["recipient"] or "caprev"):
            return {}
        self._steps.say_notice(wanted)
        return {"recipient": wanted}

    # --- any other field ---

    def _typed(self) -> Events | None:
        text, field = self._turn.text, self._field
        if self._asks_for_sms():
            named = self._form.said.messengers.are_in(text)
            return self._steps.say_and_ask_again("other_messenger" if named else "sms")
        if (handed := self._handed.with_a_message(text)) is not None:
            return self._steps.take(handed)
        if story := self._handed.with_a_story(text):
            return self._steps.take(story)
        said, question = said_and_asked(self._world, self._turn)
        if question and said and (given := self._told_beside(said)):
            besides = answer_besides(self._world, self._dispatcher, self._turn, question)
            return [*besides, *self._steps.take(given)]
        if (events := self._learned.events()) is not None:
            return events
        if self._shares_the_device() and field.name == "name" and (given := self._given.by(text)):
            return [*answer_besides(self._world, self._dispatcher, self._turn, text), *self._steps.take(given)]
        if self._asks_about_the_request(question) and (told := self._answered(question or text)) is not None:
            return told
        if field.name in NEVER_BY_THE_WAY and self._orders.is_told_to_send(text):
            return self._not_yet()
        if (line := self._line_to_open()) and line not in self._given.facts(text):
            return self._steps.open_line(line)
        if field.name == "message" and self._form.said.asking.are_in(text) and len(text.split()) <= SHORT_QUESTION:
            return None
        if field.name == "message" and self._form.said.refusals.are_in(text) and len(text.split()) <= LONGEST_PAUSE:
            return self._steps.say_and_ask_again("noted")
        if self._asks_without_a_mark():
            return None
        if (
            field.name == "message"
            and self._form.said.no_message.are_in(text)
            and len(text.split()) <= LONGEST_TOLD_PAUSE
        ):
            return self._steps.take(self._handed.beside_no_message(text))
        if self._tells_the_story():
            return self._steps.take({"message": text})
        if given := self._given.by(text):
            return self._steps.take(given)
        if time := self._given.time_told_anew(heard_in_form(self._world, self._turn)):
            return self._steps.take({"when": time})
        if (events := self._order()) is not None:
            return events
        if self._seems_to_cancel():
            return self._end.set_aside()
        if self._given.is_aside(text):
            return None
        return self._asked_in_passing() if self._is_a_question() else self._not_understood()

    def _told_beside(self, said: str) -> dict[str, Any]:
        """What stands before a question; where the message is asked, a tale that the learned reading hears."""
        if self._field.name != "message":
            yes = part_agrees(self._world, self._turn, said) if self._field.name in YES_OR_NO else None
            return self._given.by(said) or ({self._field.name: yes} if yes else {})
        return {"message": said} if tells_a_story(self._world, self._turn, said) else {}

    def _asks_without_a_mark(self) -> bool:
        """« et mes parents ils vont etre prevenus ou pas », where the message is asked."""
        text = self._turn.text
        asks = comparable(text).endswith(UNMARKED) and self._turn.intent.startswith("ask_")
        return asks and self._field.name == "message" and len(text.split()) <= LONGEST_ORDER

    def _tells_the_story(self) -> bool:
        """Where a first name or a town is asked, what it is all about: the message, asked after them."""
        optional = self._field.optional and self._field.short and self._values["message"] is None
        tells = self._turn.intent in TELLING and self._turn.confidence >= SURE_OF_A_STORY and not self._turn.asks
        if "message" in self._given.facts(self._turn.text):
            return False  # « c’est Kevin, et comme message mettez : … »
        fits = len(self._turn.text) <= self._form.field("message").longest
        return optional and tells and fits and len(self._turn.text.split()) > LONGEST_ORDER

    def _is_a_question(self) -> bool:
        text = self._turn.text
        return self._field.kind != "choice" and text.rstrip().endswith("?") and len(text.split()) >= SHORT_QUESTION

    def _asked_in_passing(self) -> Events:
        """« celui qui va m’appeler, c’est quelqu’un de la police ? »: no answer to the field, whatever it asks."""
        told = answer_besides(self._world, self._dispatcher, self._turn, self._turn.text)
        return [*told, *self._steps.ask_again(ASIDE)]

    def _order(self) -> Events | None:
        """An order to the form rather than an answer: « changez le moment », « envoyer » before the end."""
        text = self._turn.text
        if self._field.name in WAYS and self._form.said.way_named(text) == self._values["channel"]:
            return self._steps.ask_again()
        if self._form.field("confirmed").read(text) == "change" and len(text.split()) <= SHORT_QUESTION:
            return self._steps.ask_what_to_change()
        if self._field.kind == "text" and self._form.is_command(text):
            return self._not_yet()
        if "@" in text and self._field.short and self._values["channel"] == "email":
            self._steps.mark(BEGUN_NUMBER)
            return self._steps.open_line("email")
        return None

    def _read_again(self) -> Events | None:
        """« vous pouvez me relire ce que vous avez noté ? », with what is told beside it."""
        told, order = said_and_to_reread(self._form.said.rereading, self._turn.text)
        if not order or len(order.split()) > (LONGEST_PAUSE if self._turn.asks else LONGEST_ORDER):
            return None
        given = self._given.beside_a_reread(told) if told else {}
        if self._is_the_read_back(given, order):
            return self._steps.read_back(given)  # its question is the summary
        self._end.say("noted_so_far", summary=summary_of(self._world, self._turn, given))
        return self._steps.take_unsaid(given) if given else self._steps.ask_again(ASIDE)

    def _is_the_read_back(self, given: dict[str, Any], order: str) -> bool:
        """« vous me relisez tout ça ? », or the last line is given; who answers one question at a time is asked on."""
        if self._field.name == "confirmed":
            return bool(given)
        missing = self._form.next_missing(self._values | given)
        is_last = bool(given) and missing is not None and missing.name == "confirmed"
        ends = is_told_together(self._steps.tries) or self._form.said.rereading_all.are_in(order)
        return self._steps.may_be_read_back(given) and (is_last or ends)

    def _not_yet(self) -> Events:
        """Said once: told to send again, what is open here is left out."""
        self._end.say("not_yet")
        name = self._field.name
        return self._steps.ask_again(ASIDE, {**self._steps.tries, name: self._steps.tries.get(name, 0) + 1})

    def _line_to_open(self) -> str | None:
        """« changez le moment »: a line that was given, and no new value; or the line chosen of those shown."""
        text, line = self._turn.text, self._orders.line_named()
        if line is None or line == self._field.name or self._values[line] is None:
            return None
        wishes = self._world.afterwards.meaning("change", text) is not None or self._steps.is_choosing
        if line in WAYS and self._form.said.gone_wrong.are_in(text) and len(text.split()) <= LONGEST_PAUSE:
            return line
        limit = SHORT_QUESTION if self._field.name == "message" else LONGEST_ORDER
        ordinary = self._field.kind == "choice" and self._form.is_plain_answer(self._field, text)
        return line if wishes and not ordinary and len(text.split()) <= limit else None

    def _asks_about_the_request(self, question: str) -> bool:
        text = self._turn.text
        if question or self._supposes_something():
            return True
        if "voicemail" in self._given.facts(text) or (self._field.name == "voicemail" and self._field.read(text)):
            return False  # « oui ils peuvent laisser un message »
        if self._field.name == "name" and self._form.spoken.is_surely_in(text):
            return False
        if self._field.name == "when" and self._form.said.times.are_in(text):
            return False  # « je travaille de nuit donc l’après-midi »
        asks = self._form.said.asking.are_in(text) or self._turn.intent.startswith("ask_") or self._shares_the_device()
        return asks and (self._field.name != "message" or len(text.split()) <= LONGEST_ORDER)

    def _shares_the_device(self) -> bool:
        """« chui au centre d’accueil, ya un pc partagé »"""
        return self._form.question_in(self._turn.text) == SHARED

    def _supposes_something(self) -> bool:
        """« et si je change d’avis demain »"""
        text, said = self._turn.text, self._form.said
        supposes = said.supposing.length_at_start(comparable(text)) > 0 and self._form.question_in(text) is not None
        return supposes and len(text.split()) <= LONGEST_PAUSE

    def _answered(self, question: str) -> Events | None:
        if self._world.afterwards.meaning("is_it_sent", question):
            self._end.say("not_sent_yet")
            return self._steps.ask_again(ASIDE)
        told = answer_about_request(self._world, self._dispatcher, self._turn, question)
        return None if told is None else [*told, *self._steps.ask_again(ASIDE)]

    def aside_answered(self) -> Events:
        """A question that the model only doubts: answered here, and the form asks its own again."""
        if self._to_say and "?" not in self._turn.text:
            return self._steps.say_and_ask_again("to_say_noted", ASIDE)
        calm = replace(self._turn, intent=self._turn.calm_intent)
        meant = answer_meant(self._world, calm)
        is_an_answer = meant is not None and meant in self._world.content.answers
        answer_id = str(meant) if is_an_answer else part_asked(self._world, self._turn, self._turn.calm_intent)
        if answer_id.split("/")[0] not in self._world.content.answers:
            return self._not_understood()
        return [*give_answer(self._world, self._dispatcher, self._turn, answer_id), *self._steps.ask_again(ASIDE)]

    def _asks_for_sms(self) -> bool:
        text, name = self._turn.text, self._field.name
        asks = name == "channel" or (name in {"phone", "email", "when", "voicemail"} and text.rstrip().endswith("?"))
        return asks and self._form.sms.are_in(text)

    def _not_understood(self) -> Events:
        name, tries = self._field.name, self._steps.tries
        tries[name] = tries.get(name, 0) + 1
        if name == "phone" and begins_a_number(self._turn.text):
            self._steps.mark(BEGUN_NUMBER)
        if tries[name] >= self._form.tries:
            return self._way_out(tries)
        return self._steps.ask_again(None, tries)

    def _way_out(self, tries: dict[str, Any]) -> Events:
        """After the third try nothing given so far is lost, and nothing is chosen in the person's place."""
        name = self._field.name
        tries[name] = 0
        reset = set_field("tries", tries)
        if name in {"consent", "confirmed"}:
            return [reset, *self._end.paused()]
        if name == "channel":
            return [reset, *self._end.paused("channel_left")]
        self._end.say("too_many_tries")
        if name in WAYS:
            return [reset, *self._steps.ask("channel")]
        return [*self._steps.fill({name: "no" if name in {"attach", "write_here", "voicemail"} else SKIPPED}), reset]


def warn_of_the_phone(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Somebody else looks into the phone: what to erase, and another way."""
    young = turn.slot(PREFIX + "adult") == "no" or context_of(world, turn).get("writer") in YOUNG
    key = "watched_phone_minor" if young or (own_age(turn.text) or ADULT) < ADULT else "watched_phone"
    ContactEnd(world, dispatcher, turn).say(key)
