# The end of a lesson: headings over what the lesson itself says.

lesson-end-can-now = Giờ đã biết
lesson-end-own-money = Khi làm thật
