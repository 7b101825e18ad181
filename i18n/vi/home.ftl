# The first page: the state of each lesson, and the way to the settings.

home-settings = Cài đặt
# Said by screen readers of a button that does nothing at the moment.
cannot-be-touched = Lúc này chưa chạm được

home-state-new = Bài mới
home-state-begun = Đang học dở
home-state-passed = Đã học xong
home-state-review = Nên ôn lại hôm nay
home-state-locked = Học trước: { $lesson }
home-state-placed = Đã biết rồi
home-due = Nên ôn hôm nay
home-again = Tập lại cho quen
