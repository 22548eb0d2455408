"""Who checks which application, where several officials share the work; nobody's is everybody's."""
