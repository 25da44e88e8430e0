"""Talking with people: the channels, the inbox, the client of the Rasa server, the lifeline."""
