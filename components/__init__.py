"""Our own parts of Rasa: text, classifier, urgency detector, tracker store, input channel."""
