# The voice of someone you know: who reads, recording sentence by sentence, keeping and handing on.

voice-title = Giọng người nhà
voice-hello = Con cháu hay thầy cô đọc vào máy. Từ đó bài học nói bằng giọng ấy.
    .say = Con cháu hay thầy cô đọc vào máy. Từ đó bài học nói bằng giọng ấy.
voice-add = Thêm một giọng
voice-take-in = Nhận giọng từ tệp
voice-take-in-about = Giọng đã thu ở máy khác

voice-own = Giọng của máy
voice-own-about = Chưa tải về
voice-own-needs-data = Máy đọc được tiếng Việt, nhưng giọng chưa tải về. Nhờ người nhà bật mạng rồi tải trong Cài đặt của máy. Chưa tải cũng không sao.
    .say = Máy đọc được tiếng Việt, nhưng giọng chưa tải về. Nhờ người nhà bật mạng rồi tải trong Cài đặt của máy. Chưa tải cũng không sao.

voice-new-title = Giọng của ai?
    .say = Giọng này của ai? Gõ tên người ấy rồi chạm Xong nhé.
voice-who-unnamed = Giọng chưa đặt tên

voice-one = Chọn việc muốn làm với giọng này.
    .say = Chọn việc muốn làm với giọng này.
voice-do-record = Thu từng câu
voice-do-prefer = Nghe giọng này trước
voice-do-prefer-already = Đang nghe giọng này trước
voice-preferred = Từ giờ bài học nói bằng giọng này trước. Câu nào chưa thu thì giọng khác nói.
    .say = Từ giờ bài học nói bằng giọng này trước. Câu nào chưa thu thì giọng khác nói.
voice-do-hand-on = Cất thành một tệp
voice-do-hand-on-about = Để chép sang máy khác
voice-do-erase = Xóa giọng này
voice-handed-on = Đã cất thành một tệp. Nhờ người nhà chép sang máy khác nhé.
    .say = Đã cất thành một tệp. Nhờ người nhà chép sang máy khác nhé.
voice-taken-in = Đã nhận giọng mới. Câu nào thu sau thì giữ câu ấy.
    .say = Đã nhận giọng mới. Câu nào thu sau thì giữ câu ấy.
voice-nothing-to-take-in = Chưa thấy tệp giọng nào. Nhờ người nhà chép tệp vào máy rồi chạm lại nhé.
    .say = Chưa thấy tệp giọng nào. Nhờ người nhà chép tệp vào máy rồi chạm lại nhé.

voice-parts-title = Thu phần nào?
voice-parts = Mỗi phần là một bài. Thu dần, hôm nay một ít cũng được.
    .say = Mỗi phần là một bài. Thu dần, hôm nay một ít cũng được.
voice-part-numbers = Số đếm và tiền
voice-part-common = Câu chào và câu nhắc
voice-part-state = Đã thu { $number } trên { $count } câu
voice-part-done = Xong phần này rồi. Cảm ơn người đọc nhé!
    .say = Xong phần này rồi. Cảm ơn người đọc nhé!

voice-line-place = Câu { $number } trên { $count }

voice-ready = Chạm Thu, đọc to câu trên, rồi chạm Đọc xong. Máy chỉ nghe trong lúc thu.
    .say = Chạm Thu, đọc to câu trên, rồi chạm Đọc xong. Máy chỉ nghe trong lúc thu.
voice-recording = Đang thu. Đọc xong thì chạm nút dưới.
voice-heard = Nghe lại có rõ không? Chưa ưng thì thu lại.
    .say = Nghe lại có rõ không? Chưa ưng thì thu lại.
voice-kept-before = Câu này thu rồi. Thu lại thì câu cũ vẫn giữ cho đến lúc ưng câu mới.
    .say = Câu này thu rồi. Thu lại thì câu cũ vẫn giữ cho đến lúc ưng câu mới.
voice-button-record = Thu
voice-button-stop = Đọc xong
voice-button-keep = Được rồi
voice-button-again = Thu lại
voice-button-skip = Câu sau

voice-erase-title = Xóa giọng này?
voice-erase = Xóa rồi thì không lấy lại được. Giữ lại cũng không sao.
    .say = Xóa rồi thì không lấy lại được. Giữ lại cũng không sao.
voice-button-not-erase = Giữ lại
voice-button-erase = Xóa hẳn
voice-erased = Đã xóa giọng ấy. Bài học vẫn nói bằng giọng khác.
    .say = Đã xóa giọng ấy. Bài học vẫn nói bằng giọng khác.

voice-fault-silent = Máy chưa nghe thấy gì. Đưa máy gần miệng rồi đọc lại nhé.
    .say = Máy chưa nghe thấy gì. Đưa máy gần miệng rồi đọc lại nhé.
voice-fault-clipped = Tiếng to quá nên bị rè. Đưa máy ra xa một gang tay rồi đọc lại nhé.
    .say = Tiếng to quá nên bị rè. Đưa máy ra xa một gang tay rồi đọc lại nhé.
voice-fault-noise = Xung quanh ồn quá. Vào phòng yên hơn, tắt quạt rồi đọc lại nhé.
    .say = Xung quanh ồn quá. Vào phòng yên hơn, tắt quạt rồi đọc lại nhé.
voice-fault-quiet = Tiếng hơi nhỏ. Đưa máy gần hơn, đọc to hơn một chút nhé.
    .say = Tiếng hơi nhỏ. Đưa máy gần hơn, đọc to hơn một chút nhé.
voice-fault-short = Câu này hình như chưa đọc hết. Đọc lại thong thả cả câu nhé.
    .say = Câu này hình như chưa đọc hết. Đọc lại thong thả cả câu nhé.
voice-fault-long = Câu này ngắn thôi. Chỉ đọc đúng câu trên, liền một hơi nhé.
    .say = Câu này ngắn thôi. Chỉ đọc đúng câu trên, liền một hơi nhé.
voice-fault-unusable = Câu này thu chưa được rõ. Mình đọc lại một lần nữa nhé.
    .say = Câu này thu chưa được rõ. Mình đọc lại một lần nữa nhé.

voice-no-microphone = Máy chưa nghe được tiếng. Nhờ người nhà bật micro cho Cầm Tay nhé.
    .say = Máy chưa nghe được tiếng. Nhờ người nhà bật mi-crô cho Cầm Tay nhé.
voice-asking = Máy hỏi có cho Cầm Tay thu tiếng không. Đồng ý thì chạm Cho phép, hoặc Khi dùng ứng dụng.
    .say = Máy hỏi có cho Cầm Tay thu tiếng không. Đồng ý thì chạm Cho phép, hoặc Khi dùng ứng dụng.
voice-may-listen = Máy nghe được rồi. Chạm Thu rồi đọc to câu trên nhé.
    .say = Máy nghe được rồi. Chạm Thu rồi đọc to câu trên nhé.
voice-may-not-listen = Chưa cho máy nghe cũng không sao. Lúc nào muốn thu thì nhờ người nhà cho phép nhé.
    .say = Chưa cho máy nghe cũng không sao. Lúc nào muốn thu thì nhờ người nhà cho phép nhé.
voice-not-kept = Câu vừa rồi chưa cất được. Những câu trước vẫn còn. Mình thử lại nhé.
    .say = Câu vừa rồi chưa cất được. Những câu trước vẫn còn. Mình thử lại nhé.
voice-full = Máy đã đầy nên chưa cất được. Nhờ người nhà xóa bớt ảnh, phim nhé.
    .say = Máy đã đầy nên chưa cất được. Nhờ người nhà xóa bớt ảnh, phim nhé.
voice-file-not-ours = Tệp này không phải giọng của Cầm Tay. Nhờ người nhà chọn tệp khác nhé.
    .say = Tệp này không phải giọng của Cầm Tay. Nhờ người nhà chọn tệp khác nhé.
voice-file-damaged = Tệp giọng này bị hỏng giữa đường. Nhờ người nhà chép lại lần nữa nhé.
    .say = Tệp giọng này bị hỏng giữa đường. Nhờ người nhà chép lại lần nữa nhé.
voice-file-newer = Tệp này từ bản Cầm Tay mới hơn. Nhờ người nhà cập nhật Cầm Tay nhé.
    .say = Tệp này từ bản Cầm Tay mới hơn. Nhờ người nhà cập nhật Cầm Tay nhé.
voice-file-other-texts = Giọng trong tệp này đọc bài khác, chưa dùng ở đây được.
    .say = Giọng trong tệp này đọc bài khác, chưa dùng ở đây được.
voice-file-too-large = Tệp này to quá, không phải tệp giọng. Nhờ người nhà chọn tệp khác nhé.
    .say = Tệp này to quá, không phải tệp giọng. Nhờ người nhà chọn tệp khác nhé.
voice-file-empty = Giọng này chưa thu câu nào. Thu một câu đã rồi hãy cất nhé.
    .say = Giọng này chưa thu câu nào. Thu một câu đã rồi hãy cất nhé.

voice-level-silent = Chưa nghe thấy tiếng
voice-level-soft = Tiếng còn nhỏ
voice-level-good = Tiếng vừa đủ
voice-level-loud = Tiếng to quá
