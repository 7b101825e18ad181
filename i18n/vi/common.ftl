# Words that every screen shares: the three fixed buttons, scrolling, the practice skin.

fixed-replay = Nghe lại
fixed-back = Quay lại
fixed-help = Giúp tôi

# While nothing can be heard, so read and never spoken: what stands in the place of *Nghe lại*, and
# the page that says what to do.
silent-mark = Mất tiếng
silent-no-sound = Máy chưa phát ra tiếng. Mình cắm loa, hoặc vặn to tiếng lên nhé.
silent-muted = Tiếng của máy đang tắt. Mình bấm nút tăng tiếng ở cạnh máy nhé.
silent-read-on = Cứ đọc chữ

scroll-up = Lên trên
scroll-down = Xuống dưới

button-start = Bắt đầu
button-next-shown = Xem tiếp
button-understood = Tôi hiểu rồi
button-go-on = Tiếp tục
button-home = Về trang đầu

skin-papers = TẬP DƯỢT – KHÔNG PHẢI GIẤY TỜ THẬT
code-words-papers = MÃ LUYỆN TẬP – KHÔNG PHẢI GIẤY TỜ THẬT
skin-money = TẬP DƯỢT – KHÔNG PHẢI TIỀN THẬT
code-words = MÃ LUYỆN TẬP – KHÔNG PHẢI TIỀN THẬT

window-title = Cầm Tay
