"""What people choose about their messages: at once or once a day, quiet hours, what comes without e-mail."""
