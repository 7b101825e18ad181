# The first page: the state of each lesson, and the way to the settings.

home-settings = Settings
# Said by screen readers of a button that does nothing at the moment.
cannot-be-touched = Not to be touched at the moment

home-state-new = New
home-state-begun = Begun
home-state-passed = Learnt
home-state-review = Good to practise today
home-state-locked = First comes: { $lesson }
home-state-placed = Known already
home-due = Good to review today
home-again = Practise again
