"""What the dialogue does: Rasa custom actions, each a few lines that call casework."""
