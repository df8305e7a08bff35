"""Send mail: the queue, SMTP, files, and the limit on mails that strangers cause."""
