# Đăng nhập căn cước điện tử: số, mật khẩu, rồi mã mở thẻ. Tất cả là số tập.

title = Đăng nhập VNeID
goal = Đăng nhập Căn cước tập, rồi mở thẻ căn cước.
can-now = Thế là biết đăng nhập và mở thẻ căn cước trên điện thoại.
own-money = Ứng dụng thật cũng làm như vậy. Mật khẩu và mã sáu số chỉ mình mình biết, không đọc cho ai nghe.

open-app = Chạm vào Căn cước tập.
    .hint = Tìm ô có chữ Căn cước tập và hình tấm thẻ.

enter-number = Bấm dãy số tập ghi ở phía trên các phím, từng số một.
    .hint = Nhìn dòng Số tập, rồi bấm từ trái sang phải.

number-done = Chạm Tiếp tục, đủ số rồi đấy.
    .hint = Nút Tiếp tục có hình mũi tên, ở gần các phím số.

enter-password = Bây giờ gõ mật khẩu tập, từng chữ một.
    .hint = Nhìn dòng Mật khẩu tập rồi tìm từng chữ trên bàn phím.

log-in = Chạm Đăng nhập, mật khẩu gõ xong rồi đấy.
    .hint = Nút Đăng nhập có tô màu, ở ngay dưới dòng Mật khẩu tập.

open-wallet = Chạm Ví giấy tờ, mình vào được rồi đấy.
    .hint = Nút Ví giấy tờ ở trên cùng, có hình cái ví.

open-card = Chạm Thẻ căn cước.
    .hint = Nút Thẻ căn cước ở phía trên, có hình tấm thẻ.

enter-passcode = Muốn mở thẻ thì bấm sáu số của mã mở thẻ.
    .hint = Nhìn dòng Mã mở thẻ tập ở phía trên các phím.

unlock = Chạm Mở thẻ, đủ sáu số rồi đấy.
    .hint = Nút Mở thẻ ở gần các phím số.

which-one = Nhớ lại xem, vừa rồi mình mở thẻ bằng gì?
    .hint = Mình vừa bấm sáu số thì thẻ mới mở ra.
    .choice-passcode = Mã sáu số
    .choice-password = Mật khẩu
    .slip-password = Mật khẩu dùng lúc đăng nhập. Còn thẻ thì mở bằng mã sáu số.

put-away = Xem xong thì chạm Cất thẻ cho an toàn.
    .hint = Nút Cất thẻ có hình ổ khóa, ở bên dưới tấm thẻ.
