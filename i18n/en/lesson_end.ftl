# The end of a lesson: headings over what the lesson itself says.

lesson-end-can-now = You can now
lesson-end-own-money = In real life
