"""What time and events set off, without anybody: closing, copies, reminders, scans, photographs, amendments told."""
