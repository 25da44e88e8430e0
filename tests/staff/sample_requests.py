"""Requests as people make them; used all over this room's tests."""

from __future__ import annotations

from casework.contact_request import ContactRequest
from casework.pseudonyms import Pseudonym
from casework.sealing import new_case_keys, new_chat_key

PRIVATE, PUBLIC = new_case_keys()
CHAT_KEY = new_chat_key()
ANNE, BRUNO = Pseudonym("a" * 26), Pseudonym("b" * 26)

URGENT = ContactRequest(
    recipient="caprev",
    role="relative",
    channel="phone",
    source_channel="telegram",
    person=ANNE,
    phone="+32475123456",
    when="le matin",
    voicemail_ok=True,
    name="Anneliese",
    commune="Jambes",
    message="Mon frère parle de partir.",
    urgent=True,
    urgent_reasons=("départ proche",),
    write_here=True,
)
CALM = ContactRequest(
    recipient="referent",
    role="professional",
    channel="email",
    source_channel="web",
    person=BRUNO,
    email="prof@ecole.example",
    name="Barnabé",
    commune="Namur",
    message="Un élève tient des propos inquiétants.",
)
# What must never be seen in Redis, a log or an error page.
PERSONAL = ["475123456", "Anneliese", "Jambes", "Mon frère", "prof@ecole.example", "Barnabé", "propos inquiétants"]
