# Mã lạ, đường dẫn lạ: chuyện thật và chuyện lừa, trộn lẫn.
# .cue: nhìn vào đâu mà biết; .act: nên làm gì. Không câu nào trách ai.

title = Mã lạ, đường dẫn lạ
goal = Có sáu chuyện, chuyện thật lẫn chuyện lừa. Xem hình thật kỹ rồi hãy chọn.
can-now = Thế là biết nhìn mã, đọc tên, đọc đuôi địa chỉ rồi mới làm theo.
own-money = Ngoài đời cũng vậy. Quét mã là trả tiền đi, không bao giờ là nhận tiền về. Tên có khớp mới trả, ai đòi mật khẩu thì thoát ra.
advice = Đọc thong thả từng chữ. Tên có khớp không, có ai đòi gì không?
go = Làm theo
stop = Không làm

stall-vegetables = Mua rau xong, quét mã của sạp thì máy đọc ra tên này. Có trả tiền không?
    .sign = Sạp rau cô Hạnh
    .reads = Sạp rau cô Hạnh
    .cue = Tên máy đọc giống hệt tên trên biển của sạp.
    .act = Tên khớp, tiền đúng thì cứ yên tâm trả.
    .go = Trả tiền
    .stop = Hỏi lại đã

stall-noodles = Ăn phở xong, quét mã trên bàn thì máy đọc ra tên này. Có trả tiền không?
    .sign = Phở bác Thịnh
    .reads = Phở bác Thịnh
    .cue = Mã còn nguyên, tên máy đọc đúng là tên quán.
    .act = Xem thêm số tiền, đúng thì trả.
    .go = Trả tiền
    .stop = Hỏi lại đã

parking-market = Gửi xe ở chợ, người trông xe chỉ vào mã trên cột. Có trả tiền không?
    .sign = Bãi xe chợ Sen
    .reads = Bãi xe chợ Sen
    .cue = Mã gắn chắc trên cột, tên máy đọc đúng là bãi xe này.
    .act = Xem số tiền rồi trả là được.
    .go = Trả tiền
    .stop = Hỏi lại đã

parking-hospital = Lấy xe ở bệnh viện, cổng có bảng mã trả tiền gửi xe. Có trả tiền không?
    .sign = Bãi xe Hoa Ban
    .reads = Bãi xe Hoa Ban
    .cue = Bảng dựng ngay cổng, tên máy đọc khớp với tên bãi xe.
    .act = Xem số tiền rồi trả là được.
    .go = Trả tiền
    .stop = Hỏi lại đã

receipt = Vừa trả tiền rau thì ngân hàng nhắn tin này. Có tin được không?
    .sender = Ngân hàng tập
    .message = Đã trả 35.000 ₫ cho Sạp rau cô Hạnh.
    .cue = Tin chỉ báo việc vừa làm, không đòi gì, không có đường dẫn.
    .act = Đọc để biết, không phải làm gì thêm.
    .go = Tin được
    .stop = Không tin

meeting = Tổ dân phố nhắn tin mời đi họp. Có tin được không?
    .sender = Tổ dân phố 11
    .message = Tối mai, 7 giờ, họp ở nhà văn hóa. Mời mọi người đến dự.
    .cue = Tin chỉ mời đi họp, không đòi tiền, không có đường dẫn.
    .act = Chưa chắc thì hỏi lại tổ trưởng.
    .go = Tin được
    .stop = Không tin

code-from-seller = Vừa đặt mua cá, hàng cá gửi mã để trả tiền. Có trả tiền không?
    .sender = Hàng cá chị Mận
    .message = Mã trả tiền cá đây ạ.
    .reads = Hàng cá chị Mận
    .cue = Chính mình vừa đặt mua, tên máy đọc đúng là hàng cá.
    .act = Xem số tiền, đúng thì trả.
    .go = Trả tiền
    .stop = Hỏi lại đã

real-portal = Cần làm giấy tờ, mở ra trang này. Đây có phải trang của nhà nước không?
    .address = dichvucong.gov.vn
    .heading = Cổng Dịch vụ công
    .message = Chọn việc cần làm.
    .cue = Đuôi địa chỉ là .gov.vn, chỉ trang của nhà nước mới có.
    .say-cue = Đuôi địa chỉ là chấm, gốp, chấm, vi en, chỉ trang của nhà nước mới có.
    .act = Lần sau cứ tự gõ địa chỉ này cho chắc.
    .go = Đúng là nó
    .stop = Trang giả

clinic-hours = Quét mã ở cửa phòng khám thì hiện ra trang này. Có xem tiếp được không?
    .address = hoaban.example
    .heading = Phòng khám Hoa Ban
    .message = Khám từ 7 giờ đến 11 giờ. Chủ nhật nghỉ.
    .cue = Trang chỉ cho biết giờ khám, không đòi tiền, không đòi mật khẩu.
    .act = Xem xong thì đóng lại.
    .go = Xem tiếp
    .stop = Thoát ra

pasted-vegetables = Mua rau xong, quét mã thì máy đọc ra tên này. Có trả tiền không?
    .sign = Sạp rau cô Hạnh
    .reads = Trần Văn Tú
    .cue = Có tờ mã khác dán đè lên, tên cũng khác.
    .act = Chưa trả vội, hỏi người bán.
    .go = Trả tiền
    .stop = Hỏi lại đã

pasted-fish = Mua cá, quét mã trên quầy thì máy đọc ra tên này. Có trả tiền không?
    .sign = Hàng cá chị Mận
    .reads = Cửa hàng Gió Sớm
    .cue = Máy đọc tên một cửa hàng khác, vì mã đã bị dán đè.
    .act = Chưa trả vội, hỏi người bán.
    .go = Trả tiền
    .stop = Hỏi lại đã

wrong-name = Ăn phở xong, mã trên bàn trông còn mới. Có trả tiền không?
    .sign = Phở bác Thịnh
    .reads = Lê Thị Hoa
    .cue = Mã còn mới, nhưng tên máy đọc không phải tên quán.
    .act = Hỏi chủ quán, đúng tên mới trả.
    .go = Trả tiền
    .stop = Hỏi lại đã

fine-on-motorbike = Ra lấy xe thì thấy tấm thẻ này treo ở tay lái. Có quét mã không?
    .sign = Nộp phạt đỗ xe
    .reads = Đỗ Văn Dũng
    .cue = Không ai phạt bằng tấm thẻ treo xe như thế.
    .act = Bỏ tấm thẻ ấy đi. Cần thì hỏi công an phường.
    .go = Quét mã
    .stop = Không quét

gift-on-motorbike = Tấm thẻ treo trên xe bảo quét mã là có quà. Có quét mã không?
    .sign = Quét nhận quà
    .reads = Lộc Đầy Nhà
    .cue = Quét mã là trả tiền đi, không ai cho quà bằng cách đó.
    .act = Bỏ tấm thẻ đi, không quét.
    .go = Quét mã
    .stop = Không quét

refund-code = Tin nhắn này bảo quét mã để lấy lại tiền. Có quét mã không?
    .sender = Hoàn tiền
    .message = Quét để nhận 500.000 ₫!
    .reads = Bùi Quốc Bảo
    .cue = Quét mã là trả tiền đi, không phải nhận tiền về.
    .act = Không quét. Xóa tin nhắn này đi.
    .go = Quét mã
    .stop = Không quét

parcel-fee = Tin nhắn này đòi trả một chút phí thì mới giao hàng. Có làm theo không?
    .sender = Số lạ
    .message = Trả phí 12.000 ₫ để nhận hàng: kienhang.example
    .cue = Số lạ gửi đường dẫn và đòi trả tiền trước, dù rất ít.
    .act = Không chạm vào đường dẫn. Xóa tin này đi.

false-portal = Trang này bảo cập nhật giấy tờ ngay. Đây có phải trang của nhà nước không?
    .address = dichvucong.example
    .heading = Cổng Dịch vụ công
    .message = Cập nhật giấy tờ ngay hôm nay.
    .cue = Tên trang thì giống, nhưng đuôi địa chỉ không phải .gov.vn.
    .say-cue = Tên trang thì giống, nhưng đuôi địa chỉ không phải là chấm, gốp, chấm, vi en.
    .act = Thoát ra, rồi tự gõ địa chỉ đúng.
    .go = Đúng là nó
    .stop = Trang giả

password-form = Quét mã xong, trang này bảo điền mật khẩu. Có điền không?
    .address = quatang.example
    .heading = Quà tặng khách quý
    .field = Mật khẩu, mã một lần
    .cue = Không ai được hỏi mật khẩu hay mã một lần, kể cả ngân hàng.
    .act = Thoát ra ngay, không điền gì.
    .go = Điền vào
    .stop = Thoát ra
