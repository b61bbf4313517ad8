"""What people read: the brief, the single-file report, the calendar feed."""
