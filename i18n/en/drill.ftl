# Drills: what is said after an answer, and what stands in the drawings.
# The practice skin says the same Vietnamese words in every language: they are what a passer-by reads.

drill-right = That's right!
    .say = That's right!
drill-look-again = Let us look again.
    .say = Let us look again.
drill-told = Let us look at it together.
    .say = Let us look at it together.
drill-again = Nearly there! Let us look at some other cases.
    .say = Nearly there! Let us look at some other cases.

drill-reads = The scanner reads
drill-act = What to do
drill-question = Question
drill-skin-papers = TẬP DƯỢT – KHÔNG PHẢI GIẤY TỜ THẬT
