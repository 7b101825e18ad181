# Xuất trình căn cước điện tử: mở thẻ, giơ mã cho cán bộ quét, rồi cất thẻ.

title = Xuất trình căn cước điện tử
goal = Mở thẻ, giơ mã cho cán bộ quét, rồi cất thẻ.
can-now = Thế là biết đưa căn cước điện tử cho cán bộ xem.
own-money = Ngoài đời cũng vậy. Chỉ giơ mã cho cán bộ đứng ngay trước mặt. Không chụp ảnh thẻ gửi cho ai.

open-wallet = Chạm Ví giấy tờ.
    .hint = Nút Ví giấy tờ ở trên cùng, có hình cái ví.

open-card = Chạm Thẻ căn cước.
    .hint = Thẻ căn cước ở trên, có hình tấm thẻ.

enter-passcode = Bấm sáu số của mã mở thẻ ghi trên giấy.
    .hint = Nhìn dòng Mã mở thẻ tập ở ngay trên các phím.

unlock = Đủ sáu số rồi. Chạm Mở thẻ.
    .hint = Nút Mở thẻ ở gần các phím số.

show-code = Thẻ mở rồi. Chạm Hiện mã.
    .hint = Nút Hiện mã ở ngay dưới tấm thẻ.

who-asks = Mã này nên đưa cho ai quét?
    .hint = Người xin quét phải đứng ngay trước mặt mình.
    .choice-official = Cán bộ ngồi ở quầy
    .choice-caller = Người lạ gọi điện
    .slip-caller = Người lạ gọi điện thì mình không đưa. Chỉ đưa cho cán bộ gặp tận mặt.

hold-up = Chạm Giơ cho cán bộ, để cán bộ quét mã.
    .hint = Nút Giơ cho cán bộ có hình bàn tay.

put-away = Quét xong rồi. Chạm Cất thẻ cho an toàn.
    .hint = Nút Cất thẻ có hình ổ khóa.
