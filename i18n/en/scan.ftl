# What is written on the practice scanner.

scan-code = The code on the counter
scan-light-on = Lamp off
scan-light-off = Lamp on
scan-close = Close
scan-screen-code = The code on the counter's screen
