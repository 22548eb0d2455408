"""The parts of the rules document, each as one family of models."""
