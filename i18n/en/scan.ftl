# What is written on the practice scanner.

scan-title = Scan a code
scan-code = The code on the counter
scan-light = Lamp
scan-light-on = Lamp off
scan-light-off = Lamp on
scan-close = Close
