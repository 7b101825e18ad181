# Fitting the app to a person, and finding out what they know already.

button-later = Later

calibration-sample = It is cool this morning; let us go to the market.
calibration-smaller = Smaller text
calibration-larger = Bigger text
calibration-quieter = Softer
calibration-louder = Louder
calibration-slower = Slower
calibration-faster = Faster
calibration-text-done = I can read it
calibration-voice-done = I can hear it
calibration-flower = Flower

placement-unknown = I do not know yet
