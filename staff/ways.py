"""Every way into the console: method, path, page, and the permission that it asks for. A way without one is closed."""

from __future__ import annotations

from staff import (
    page_account,
    page_accounts,
    page_departures,
    page_directory,
    page_guide,
    page_handover,
    page_letters,
    page_list,
    page_misunderstood,
    page_open,
    page_request,
    page_settings,
    page_sign_in,
    page_statistics,
    page_trail,
)
from staff.gate import Way
from staff.roles import PUBLIC, SIGNED_IN

ONE = "/demandes/{reference}"

WAYS: tuple[Way, ...] = (
    # Before the sign-in
    Way("GET", "/health", page_open.health, PUBLIC),
    Way("GET", "/static/{name}", page_open.static_file, PUBLIC),
    Way("GET", "/connexion", page_sign_in.show_sign_in, PUBLIC),
    Way("POST", "/connexion", page_sign_in.sign_in, PUBLIC),
    Way("GET", "/connexion/code", page_sign_in.show_code, PUBLIC),
    Way("POST", "/connexion/code", page_sign_in.give_code, PUBLIC),
    Way("GET", "/connexion/application", page_sign_in.show_link, PUBLIC),
    Way("POST", "/connexion/application", page_sign_in.link, PUBLIC),
    # Everybody's own
    Way("GET", "/", page_sign_in.home, SIGNED_IN),
    Way("POST", "/deconnexion", page_sign_in.sign_out, SIGNED_IN),
    Way("GET", "/compte", page_account.show_account, SIGNED_IN),
    Way("POST", "/compte/phrase", page_account.renew_passphrase, SIGNED_IN),
    Way("POST", "/compte/codes", page_account.renew_recovery_codes, SIGNED_IN),
    Way("GET", "/guide", page_guide.show_guide, SIGNED_IN),
    Way("GET", "/guide/images/{name}", page_guide.guide_picture, SIGNED_IN),
    # Requests
    Way("GET", "/demandes", page_list.show_list, "cases.read"),
    Way("GET", "/demandes/lignes", page_list.show_rows, "cases.read", keeps_alive=False),
    Way("GET", ONE, page_request.show_request, "cases.read"),
    Way("GET", ONE + "/echange", page_letters.show_letters, "cases.read", keeps_alive=False),
    Way("POST", ONE + "/prendre", page_request.claim, "cases.work"),
    Way("POST", ONE + "/rendre", page_request.give_back, "cases.work"),
    Way("POST", ONE + "/etat", page_request.move, "cases.work"),
    Way("POST", ONE + "/note", page_request.add_note, "cases.work"),
    Way("POST", ONE + "/ecrire", page_letters.write, "cases.work"),
    Way("POST", ONE + "/terminer-echange", page_letters.close_talk, "cases.work"),
    Way("GET", ONE + "/transmettre", page_handover.show_handover, "cases.work"),
    Way("POST", ONE + "/exporter", page_handover.export, "cases.work"),
    Way("POST", ONE + "/transmise", page_handover.mark_handed_over, "cases.work"),
    Way("POST", ONE + "/recu", page_handover.note_receipt, "cases.work"),
    Way("POST", ONE + "/confier", page_request.assign, "cases.assign"),
    Way("GET", ONE + "/effacer", page_handover.ask_to_erase, "cases.erase"),
    Way("POST", ONE + "/effacer", page_handover.erase, "cases.erase"),
    Way("GET", "/departs", page_departures.show_departures, "cases.erase"),
    Way("POST", "/urgences/{person}/vu", page_list.urgent_talk_seen, "cases.work"),
    # Counts
    Way("GET", "/statistiques", page_statistics.show_statistics, "statistics.read"),
    Way("GET", "/statistiques.csv", page_statistics.statistics_csv, "statistics.read"),
    Way("GET", "/non-compris", page_misunderstood.show_misunderstood, "misunderstood.read"),
    Way("POST", "/non-compris/{id}/effacer", page_misunderstood.forget_misunderstood, "misunderstood.read"),
    # The house
    Way("GET", "/repertoire", page_directory.show_directory, "directory.read"),
    Way("POST", "/repertoire/{id}/confirmer", page_directory.confirm_entry, "directory.confirm"),
    Way("GET", "/comptes", page_accounts.show_accounts, "accounts.manage"),
    Way("POST", "/comptes/ajouter", page_accounts.add_account, "accounts.manage"),
    Way("POST", "/comptes/{name}/desactiver", page_accounts.deactivate_account, "accounts.manage"),
    Way("POST", "/comptes/{name}/reinitialiser", page_accounts.reset_account, "accounts.manage"),
    Way("GET", "/reglages", page_settings.show_settings, "settings.read"),
    Way("GET", "/journal", page_trail.show_trail, "trail.read"),
    Way("POST", "/journal/verifier", page_trail.verify_trail, "trail.read"),
)
