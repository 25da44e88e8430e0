"""The web chat: one page, a way in for its messages, a stream of replies. `bot.web.door.WebDoor` is its front."""
