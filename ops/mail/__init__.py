"""How mail leaves: the queue, SMTP, files, the limit on what strangers cause."""
