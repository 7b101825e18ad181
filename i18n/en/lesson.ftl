# Lessons: the names of the four stages, and the line that leads back to the instruction.

stage-watch-name = Watch
stage-together-name = Together
stage-alone-name = On your own
stage-check-name = Check

lesson-instruction = What to do

stage-placement-name = Try it
