# Lessons: the names of the four stages, and the line that leads back to the instruction.

stage-watch-name = Xem
stage-together-name = Làm cùng
stage-alone-name = Tự làm
stage-check-name = Kiểm tra

lesson-instruction = Đọc lời dặn

stage-placement-name = Thử xem
