# The doors of the settings: ways to screens of their own.

settings-more = More

door-calibration = Fit it to hand and eye
door-placement = See what I know already
door-people = Another learner
door-my-data = My information
door-voices = Record a family voice
door-demonstration = Show to a group
