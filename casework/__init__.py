"""The heart, free of Rasa and Telegram: requests, keys, directory, opening hours, urgency rules, texts."""
