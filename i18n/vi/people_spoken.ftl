# What is said about several people on one phone. All of it is spoken: no form of address, no digits.

people-who = Hôm nay ai học? Chạm vào hình của mình nhé.
people-picture = Chọn một hình mình thích. Chạm vào hình để nghe tên.
people-picture-like = Ưng thì chạm Chọn hình này.

people-pin-ask = Bấm bốn số bí mật để mở phần của mình.
people-pin-none = Chưa bấm số nào.
people-pin-one = Đã bấm một số.
people-pin-two = Đã bấm hai số.
people-pin-three = Đã bấm ba số.
people-pin-wrong = Chưa đúng số. Cứ thong thả bấm lại nhé.
people-pin-wait = Chưa đúng số. Mình nghỉ một lát rồi bấm lại nhé.
people-pin-new = Chọn bốn số dễ nhớ rồi bấm vào đây.
people-pin-again = Bấm lại bốn số ấy một lần nữa.
people-pin-different = Hai lần chưa giống nhau. Mình chọn lại từ đầu nhé.
people-pin-done = Xong rồi! Từ nay bấm bốn số ấy là mở được phần của mình.
people-pin-removed = Đã bỏ số bí mật. Từ nay mở ra là học được ngay.
people-pin-forgotten = Quên số cũng không sao. Chạm Tôi quên số, một ngày sau mở ra không cần số.
people-pin-noted = Máy đã ghi nhớ rồi. Ngày mai, giờ này, mở ra là vào được.
people-pin-over = Số cũ đã được bỏ. Muốn có số mới thì bấm bốn số vào đây.

people-data = Đây là những gì máy biết về mình. Muốn xem gì thì chạm vào đó.
people-kept = Máy chỉ giữ những điều này. Chưa đồng ý thì không gửi cho ai.
people-exported = Đã chép xong một bản. Tên của bản ấy ở ngay dưới đây.
people-not-handed-over = Bản chép còn trong máy, nhưng chưa đưa ra ngoài được. Không mất gì cả, lúc khác mình thử lại nhé.
people-consents = Có hai điều cần xin ý kiến. Chạm vào từng điều để nghe và trả lời.
people-send-ask = Gửi kết quả học cho thầy cô và phường, để được giúp khi cần. Có đồng ý không?
people-recordings-ask = Giữ lại trong máy này tiếng nói đã thu, để nghe lại. Có đồng ý không?
people-consent-noted = Đã ghi lại rồi. Lúc nào muốn đổi cũng được.
people-join-mistyped = Mã chưa đúng, có chữ nào đó gõ nhầm. Mình xem lại rồi sửa nhé.
people-join-waiting = Đang nối với phường. Mình đợi một lát nhé.
people-join-done = Đã nối với phường rồi. Kết quả học sẽ được gửi đến thầy cô.
people-join-refused = Phường không nhận mã này, có thể mã đã dùng rồi. Mình xin mã mới nhé.
people-join-later = Chưa nối được với phường. Không mất gì cả, lúc khác mình thử lại nhé.
people-join-no = Không đồng ý thì không gửi gì cả. Lúc nào muốn đổi cũng được.
people-me = Ở đây đổi được hình, tên gọi và số bí mật.

people-erase-what = Xóa hết thì bài đã học, hình và số bí mật đều mất, không lấy lại được.
people-erase-sure = Có chắc muốn xóa không? Chưa chắc thì chạm Giữ lại.
people-erased = Đã xóa hết rồi. Trong máy không còn gì của người đó nữa.

people-guest-hello = Mình đang học thử. Cứ thoải mái, máy không giữ lại gì đâu.
people-guest-end = Học thử xong rồi. Có muốn giữ lại những gì đã học không?

people-hello-ong = Chào ông
people-hello-ba = Chào bà
people-hello-co = Chào cô
people-hello-chu = Chào chú
people-hello-bac = Chào bác
people-hello-anh = Chào anh
people-hello-chi = Chào chị

picture-lotus = Bông sen
picture-hat = Nón lá
picture-buffalo = Con trâu
picture-cat = Con mèo
picture-hen = Con gà
picture-carp = Cá chép
picture-bamboo = Cây tre
picture-sun = Mặt trời
picture-moon = Mặt trăng
picture-bicycle = Xe đạp
picture-teapot = Ấm trà
picture-custard-apple = Quả na
