"""What the tests need of the process that runs them."""

import signal

# One that was started in the background may be deaf to interrupts, and what it starts with it.
signal.signal(signal.SIGINT, signal.default_int_handler)
