# Xuất trình căn cước điện tử: mở thẻ, giơ mã cho cán bộ quét, rồi cất thẻ.

title = Xuất trình căn cước điện tử
goal = Mở thẻ, giơ mã cho cán bộ quét, rồi cất thẻ.
can-now = Thế là biết đưa căn cước điện tử cho cán bộ xem.
own-money = Ngoài đời cũng vậy. Chỉ giơ mã cho cán bộ ở ngay trước mặt. Không chụp ảnh thẻ gửi cho ai.

open-wallet = Chạm Ví giấy tờ.
    .hint = Nút Ví giấy tờ ở trên cùng, có hình cái ví.

open-card = Chạm Thẻ căn cước.
    .hint = Nút Thẻ căn cước ở phía trên, có hình tấm thẻ.

enter-passcode = Bấm sáu số của mã mở thẻ, từng số một.
    .hint = Nhìn dòng Mã mở thẻ tập ở phía trên các phím.

unlock = Chạm Mở thẻ, đủ sáu số rồi đấy.
    .hint = Nút Mở thẻ ở gần các phím số.

show-code = Chạm Hiện mã, thẻ mở ra rồi đấy.
    .hint = Nút Hiện mã ở ngay dưới tấm thẻ.

who-asks = Nghĩ xem, mã này nên đưa cho ai quét?
    .hint = Người xin quét phải ở ngay trước mặt mình.
    .choice-official = Cán bộ ngồi ở quầy
    .choice-caller = Người lạ gọi điện
    .slip-caller = Người lạ gọi điện thì mình không đưa. Chỉ đưa cho cán bộ gặp tận mặt.

hold-up = Chạm Giơ cho cán bộ, để cán bộ quét mã.
    .hint = Nút Giơ cho cán bộ có hình bàn tay.

put-away = Chạm Cất thẻ cho an toàn, quét xong rồi đấy.
    .hint = Nút Cất thẻ có hình ổ khóa.
