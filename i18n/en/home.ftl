# The first page: the state of each lesson, and the way to the settings.

home-settings = Settings

home-state-new = New
home-state-begun = Begun
home-state-passed = Learnt
home-state-review = Good to practise today
home-state-locked = First comes: { $lesson }
home-state-placed = Known already
home-due = Good to review today
home-again = Practise again
