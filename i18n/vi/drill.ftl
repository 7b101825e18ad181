# Drills: what is said after an answer, and what stands in the drawings.

drill-right = Đúng rồi!
    .say = Đúng rồi!
drill-look-again = Mình cùng xem lại nhé.
    .say = Mình cùng xem lại nhé.
drill-told = Thế này nhé, mình cùng xem.
    .say = Thế này nhé, mình cùng xem.
drill-again = Gần được rồi! Mình xem thêm mấy chuyện khác cho quen mắt nhé.
    .say = Gần được rồi! Mình xem thêm mấy chuyện khác cho quen mắt nhé.

drill-reads = Máy đọc tên
drill-act = Nên làm
drill-question = Đọc câu hỏi
drill-skin-papers = TẬP DƯỢT – KHÔNG PHẢI GIẤY TỜ THẬT
