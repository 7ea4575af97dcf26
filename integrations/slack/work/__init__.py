"""What is done with each kind of job: questions, buttons and forms, commands, the home tab, digests."""
